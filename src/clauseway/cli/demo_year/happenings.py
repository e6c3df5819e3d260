"""What happened once: projects, changes, complaints, incidents, things found wrong, audits, the review. Days count from today."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from clauseway.cli.demo_year import binding, company, purchasing
from clauseway.cli.demo_year.stage import QUALITY, SECURITY, Stage
from clauseway.evidence.operations import Fact, add_subjects, close_record, file_records
from clauseway.kernel.registry import DraftSubject

BOTH = (QUALITY, SECURITY)


@dataclass(frozen=True, slots=True)
class Happening:
    """A member that joins a population on a day, and what became of it: (days later, who enters it, word, facets)."""

    kind: str
    name: str
    day: int
    actor: str
    became: tuple[tuple[int, str, str, Mapping[str, Any]], ...] = ()
    statement: str = ""
    facets: Mapping[str, Any] = field(default_factory=dict)


NO: Mapping[str, Any] = {}
_DESIGNED = (
    (12, "design", "design.planned", NO),
    (20, "design", "design.inputs-determined", {"state": "complete-and-clear"}),
    (55, "design", "design.plan-kept", NO),
    (60, "design", "design.reviewed", {"result": "problems-resolved"}),
    (75, "design", "design.acceptance-set", NO),
    (80, "design", "design.changed", {"outcome": "reviewed-and-authorized"}),
)
_FINISHED = (
    (120, "design", "design.verified", {"result": "meets-inputs"}),
    (150, "design", "design.validated", {"result": "fit-after-correction"}),
    (170, "design", "design.outputs-approved", {"result": "meets-inputs"}),
)


def _change(*, reviewed: bool) -> tuple[tuple[int, str, str, Mapping[str, Any]], ...]:
    planned = (
        (3, "manager", "change.planned", NO),
        (4, "production", "production-change.controlled", {"outcome": "authorized"}),
        (6, "it", "risk-assessment.change-considered", NO),
    )
    after = (
        (50, "manager", "change.reviewed", NO),
        (52, "production", "production-change.followed-up", {"result": "conformity-kept"}),
    )
    return (*planned, *after) if reviewed else planned


def _complaint(days: int) -> tuple[tuple[int, str, str, Mapping[str, Any]], ...]:
    return ((days, "sales", "customer-complaint.answered", {"outcome": "accepted"}),)


def _output(disposition: str, result: str) -> tuple[tuple[int, str, str, Mapping[str, Any]], ...]:
    return (
        (0, "production", "nonconforming-output.contained", {"found": "before-delivery"}),
        (2, "production", "nonconforming-output.handled", {"disposition": disposition}),
        (3, "production", "nonconforming-output.recorded", {"decided_by": "Aylin Demir"}),
        (4, "production", "nonconforming-output.reverified", {"result": result}),
    )


def _incident(*, learned: bool) -> tuple[tuple[int, str, str, Mapping[str, Any]], ...]:
    treated = ((0, "it", "event.assessed", NO), (5, "it", "incident.handled", NO))
    return (*treated, (12, "it", "incident.lesson-drawn", NO)) if learned else treated


def _nonconformity(handled: int, verified: int) -> tuple[tuple[int, str, str, Mapping[str, Any]], ...]:
    done = ((handled, "manager", "nonconformity.handled", NO),) if handled else ()
    checked = ((verified, "auditor", "corrective-action.verified", {"outcome": "effective"}),) if verified else ()
    return (*done, *checked)


HAPPENINGS = (
    *(
        Happening(
            "design-project",
            name,
            -max(since - 12, 20),
            "design",
            (*_DESIGNED, *_FINISHED) if since > 200 else _DESIGNED,
        )
        for name, since in company.DESIGN_PROJECTS
    ),
    *(Happening("change", name, -since, "manager", _change(reviewed=since > 100)) for name, since in company.CHANGES),
    Happening(
        "complaint", "Delta Drinking Water: two instruments arrived with cracked displays", -281, "sales", _complaint(7)
    ),
    Happening("complaint", "Atlas Shipyards: order nine days late, nobody called", -176, "sales", _complaint(8)),
    Happening("complaint", "Polder Breweries: certificate with wrong serial number", -84, "sales", _complaint(5)),
    Happening("complaint", "Norrland Pulp: FlowPilot 50 reads 2 % high after service", -6, "sales"),
    Happening(
        "incident", "Drawing of Rijnmond Chemicals sent to the wrong address", -163, "manager", _incident(learned=True)
    ),
    Happening("incident", "Laptop of a service engineer stolen from the van", -97, "manager", _incident(learned=True)),
    Happening("incident", "Order desk entered a password on a false page", -19, "manager", _incident(learned=False)),
    Happening(
        "nonconforming-output",
        "Housing 4711: thread outside tolerance, 6 pieces",
        -301,
        "production",
        _output("scrapped", "not-corrected"),
    ),
    Happening(
        "nonconforming-output",
        "LevelGuide 200, serial 20981: fails leak test",
        -214,
        "production",
        _output("corrected", "conforms"),
    ),
    Happening(
        "nonconforming-output",
        "Coated housings: layer too thin, lot of 40",
        -141,
        "production",
        _output("returned", "not-corrected"),
    ),
    Happening(
        "nonconforming-output",
        "FlowPilot 80, serial 31207: display flickers",
        -66,
        "production",
        _output("corrected", "conforms"),
    ),
    Happening(
        "nonconforming-output",
        "Carton for sea transport without desiccant",
        -28,
        "production",
        _output("corrected", "conforms"),
    ),
    Happening(
        "nonconformity", "NC-1 Torque values missing on two work orders", -262, "manager", _nonconformity(30, 125)
    ),
    Happening(
        "nonconformity", "NC-2 Two orders accepted without checking capacity", -188, "manager", _nonconformity(25, 110)
    ),
    Happening("nonconformity", "NC-3 Three leavers still had accounts", -118, "manager", _nonconformity(6, 100)),
    Happening("nonconformity", "NC-4 Gluing of sensor windows not validated after a new adhesive", -34, "manager"),
    Happening(
        "supplier",
        company.NEW_SUPPLIERS[0],
        -38,
        "purchasing",
        (),
        "From the list of purchases: first order in this month.",
        {"criticality": "high"},
    ),
    Happening(
        "supplier",
        company.NEW_SUPPLIERS[1],
        -24,
        "purchasing",
        (),
        "From the list of purchases: first order in this month.",
        {"criticality": "high"},
    ),
)


def begin(stage: Stage, happening: Happening) -> None:
    """The member joins its population."""
    if happening.kind == "supplier":
        stage.kept[happening.name] = purchasing.first_order(stage, happening.name, happening.day)
        return
    if happening.kind == "change":
        stage.kept[happening.name] = binding.asked(stage, happening.name, happening.day)
        return
    draft = DraftSubject("", happening.name, stage.day(happening.day), None, dict(happening.facets))
    rows, _same = stage.do(happening.actor, add_subjects, kind=happening.kind, members=[draft], origin="list")
    stage.kept[happening.name] = rows[0].ref


def become(stage: Stage, happening: Happening, step: int) -> None:
    """One thing that became of it is entered, a day or two after it was done."""
    later, actor, word, facets = happening.became[step]
    if word in binding.CARRIED:
        binding.carry(stage, stage.kept[happening.name], word, happening.day)
        return
    fact = Fact(
        word,
        stage.day(happening.day + later),
        system=stage.system,
        subject_ref=stage.kept[happening.name],
        facets=facets,
        statement=happening.statement,
        performed_by=stage.person(actor),
    )
    stage.do(actor, file_records, [fact])


# process, day, standards looked at: before the security standard was applied nobody audited against it
AUDITS: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("Calibration", -371, (QUALITY,)),
    ("Purchasing", -369, (QUALITY,)),
    ("Mechanical manufacturing", -318, (QUALITY,)),
    ("Design and development", -290, (QUALITY,)),
    ("Field service and repair", -262, (QUALITY,)),
    ("People and competence", -235, (QUALITY,)),
    ("Warehouse and dispatch", -224, (QUALITY,)),
    ("Production planning", -190, BOTH),
    ("Complaints and improvement", -171, BOTH),
    ("Surface coating (outsourced)", -150, BOTH),
    ("Information technology", -128, BOTH),
    ("Premises and maintenance", -104, BOTH),
    ("Direction and planning", -83, BOTH),
    ("Management system", -55, BOTH),
    ("Assembly and test", -36, BOTH),
)
AUDIT_OF_SALES = -47


def audit(stage: Stage, process: str, day: int, standards: tuple[str, ...]) -> None:
    """An internal audit by the internal auditor, who owns no process."""
    _audit(stage, "auditor", process, day, standards, independent=True)


def audit_by_owner(stage: Stage) -> None:
    """Sales was audited by its own head, who meant well. The audit is entered as what it is and does not count."""
    _audit(stage, "sales", "Sales", AUDIT_OF_SALES, (QUALITY,), independent=False)


def _audit(stage: Stage, actor: str, process: str, day: int, standards: tuple[str, ...], *, independent: bool) -> None:
    fact = Fact(
        "audit.performed",
        stage.day(day),
        system=stage.system,
        subject_ref=stage.ref("process", process),
        facets={"impartial": independent},
        standards=standards,
        sites=tuple(site.ref for site in stage.members("site").values()),
        statement=f"Internal audit of {process}",
        performed_by=stage.person(actor),
    )
    stage.kept[f"audit of {process}"] = stage.do(actor, file_records, [fact])[0].id


REVIEW = -62
REVIEW_INPUTS = ("previous-actions", "interested-parties", "performance-trends", "resources", "risk-actions")


def management_review(stage: Stage) -> None:
    """The yearly review: complete for quality; for security the results of the risk treatment were not ready, and the minutes say so."""
    day, who = stage.day(REVIEW), stage.person("director")
    common: dict[str, Any] = {"system": stage.system, "performed_by": who}
    facts = [
        Fact(
            "management-review.held",
            day,
            facets={"inputs": "complete"},
            standards=(QUALITY,),
            statement="Minutes of the management review, quality part",
            **common,
        ),
        Fact(
            "management-review.held",
            day,
            facets={"inputs": "incomplete"},
            standards=(SECURITY,),
            statement="Minutes of the management review, security part: no results of risk treatment yet",
            **common,
        ),
        *(
            Fact("review-input.covered", day, facets={"input": name}, standards=(QUALITY,), **common)
            for name in REVIEW_INPUTS
        ),
        Fact(
            "management-review.decided",
            day,
            standards=BOTH,
            statement="Nine decisions, each with an owner and a date",
            **common,
        ),
        Fact(
            "management-review.planned",
            day,
            standards=BOTH,
            statement="The next review is in the calendar of top management",
            **common,
        ),
    ]
    stage.kept["review"] = stage.do("manager", file_records, facts)[0].id


def open_nonconformity(stage: Stage) -> None:
    """A minor nonconformity against the control of production, found in the audit of assembly; it is still open."""
    fact = Fact(
        "nonconformity.open",
        stage.day(-34),
        system=stage.system,
        requirement=stage.requirement("9001:8.5.1").id,
        facets={"grade": "minor"},
        statement="NC-4: sensor windows are glued with a new adhesive since September; the process was not validated again.",
        performed_by=stage.person("auditor"),
    )
    stage.do("auditor", file_records, [fact])


def earlier_nonconformity(stage: Stage) -> None:
    """NC-2 was open against the review of orders until its correction; see `nonconformity_closed`."""
    fact = Fact(
        "nonconformity.open",
        stage.day(-188),
        system=stage.system,
        requirement=stage.requirement("9001:8.2.3.1").id,
        facets={"grade": "minor"},
        statement="NC-2: two orders were accepted without checking capacity.",
        performed_by=stage.person("manager"),
    )
    stage.kept["NC-2"] = stage.do("manager", file_records, [fact])[0].id


def nonconformity_closed(stage: Stage) -> None:
    stage.do(
        "manager",
        close_record,
        stage.kept["NC-2"],
        on=stage.day(-78),
        reason="Order form changed; ten orders sampled, all checked before acceptance.",
    )
