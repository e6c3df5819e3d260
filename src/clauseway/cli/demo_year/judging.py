"""What people judge, walk through and ask: the internal auditor with a basis, an owner for themselves, one judgement whose basis fell away."""

import uuid
from collections.abc import Callable

from clauseway.cli.demo_year.stage import Stage
from clauseway.conformity.operations import ask_colleague, end_changed_judgements, judge_by_person, walk
from clauseway.documents.models import Document
from clauseway.evidence.models import Record
from clauseway.evidence.operations import Fact, examine_record, file_records, withdraw_record

Basis = Callable[[Stage], tuple[str, uuid.UUID]]


def document(name: str) -> Basis:
    """A paper that was looked at."""
    return lambda stage: (
        "item",
        Document.objects.values_list("item_id", flat=True).get(system_id=stage.system, name=f"{name}.md"),
    )


def record(key: str) -> Basis:
    """A record that was looked at, by the name the story keeps it under."""
    return lambda stage: ("record", stage.kept[key])


JUDGEMENTS: tuple[tuple[int, str, str, tuple[Basis, ...], str], ...] = (
    (
        -315,
        "9001:4.3",
        "shown",
        (document("scope"),),
        "Scope compared with order list, site plan and organization chart: it says what is done and where.",
    ),
    (
        -314,
        "9001:5.2.1",
        "shown",
        (document("quality-policy"),),
        "The policy fits the company and gives the objectives a frame; six people could say what it means for them.",
    ),
    (
        -312,
        "9001:7.5.1",
        "shown",
        (document("documents"),),
        "The documents are those people use; where there is none, two people explained the task in the same way.",
    ),
    (
        -74,
        "9001:5.1.1",
        "shown",
        (record("audit of Direction and planning"),),
        "Interview with the managing director and four decisions of the year with money behind them.",
    ),
    (
        -73,
        "9001:5.3",
        "shown",
        (record("audit of Direction and planning"),),
        "Eight people asked at both sites knew what they decide and whom they tell.",
    ),
    (
        -58,
        "9001:7.1.1",
        "shown",
        (record("review"),),
        "Requests of the year compared with what was given: two machines and one technician were approved, one request postponed with reason.",
    ),
    (
        -57,
        "9001:6.1.2",
        "partly",
        (document("risk-method"),),
        "Effort fits the risk in production; for suppliers every risk got the same action.",
    ),
    (
        -150,
        "27001:4.3",
        "shown",
        (document("scope"),),
        "Interfaces and dependencies in the scope agree with the list of systems and the contracts.",
    ),
    (
        -148,
        "27001:5.2",
        "shown",
        (document("information-security-policy"),),
        "The policy commits to what the contracts ask for, and objectives follow from it.",
    ),
    (
        -72,
        "27001:5.1",
        "shown",
        (record("audit of Direction and planning"),),
        "Security is on the agenda of management every month; the budget for two factors was moved forward.",
    ),
    (
        -146,
        "27001:7.5.1",
        "shown",
        (document("documents"),),
        "Method, plans and statement are there and known to those who work by them.",
    ),
    (
        -119,
        "27001:A.5.2",
        "shown",
        (record("audit of Information technology"),),
        "Five of the nine system owners asked: all knew what they decide.",
    ),
    (
        -94,
        "27001:A.5.26",
        "shown",
        (record("audit of Information technology"), document("incident-response")),
        "The stolen laptop: wiped within the hour, customer told the same day, steps noted with times.",
    ),
    (
        -40,
        "27001:A.5.4",
        "partly",
        (document("information-security-policy"),),
        "Heads of the works back security; at the depot two rules are openly called theory.",
    ),
)
OWN = (
    -70,
    "27001:A.5.37",
    "it-operations",
    "My deputy ran the weekly tasks alone for two weeks while I was away; nothing was missing.",
)
STALE = (-120, "27001:5.3", "Three people with security tasks were asked and knew their part.")
WALKED: tuple[tuple[int, str, str], ...] = (
    (-30, "9001:4.1", "Issues are from spring; the high-water issue is new and well put."),
    (-30, "9001:4.2", "Ask sales whether Norrland Pulp now wants the security annex, too."),
    (-30, "9001:4.3", ""),
    (-29, "9001:4.4.1", "Warehouse and Premises have no outputs on their sheets. Quick to mend."),
    (-29, "9001:5.1.1", ""),
    (-29, "9001:5.2.1", ""),
    (-29, "9001:5.3", ""),
    (-28, "9001:6.1.2", "Supplier risks: same action everywhere. Talk to Tomasz."),
    (-28, "9001:6.2.1", "Delivery objective missed; second dispatch round is the answer, look again in spring."),
    (-26, "9001:7.1.5.2", "Torque wrench TW-07 runs out soon. Is the reference rig booked?"),
    (-26, "9001:7.2", ""),
    (-26, "9001:7.3", "28 people have not been reached this year, nearly all at the depot and in the evening shift."),
    (-23, "9001:8.4.1", "Two new critical suppliers without evaluation, and we already order from them."),
    (-23, "9001:8.5.1", "NC-4 is open; production waits for the adhesive maker's data."),
    (-22, "9001:9.2.1", "Calibration and Purchasing are due; Rosa has no days left this month."),
    (-22, "9001:9.2.2", "The Sales audit must be repeated by somebody else."),
    (-16, "27001:4.3", ""),
    (-16, "27001:6.1.2", ""),
    (-15, "27001:6.1.3", "The treatment plan has no dates for three risks."),
    (-15, "27001:A.5.18", "Monthly lists are good. Web shop list came late twice."),
    (-14, "27001:A.5.24", "The exercise is planned for next month."),
    (-14, "27001:A.8.13", "Restore of the drawing archive took longer than its owner allows."),
    (-9, "27001:A.5.19", "The firmware supplier gets remote access next month: assess before, not after."),
    (-8, "27001:A.8.24", "Proposal on the table since last week; owners decide at their next meeting."),
)


def judge(stage: Stage, name: str, answer: str, basis: tuple[Basis, ...], because: str) -> None:
    """The internal auditor judges, having looked at the basis."""
    looked_at = [one(stage) for one in basis]
    stage.do(
        "auditor",
        judge_by_person,
        stage.system,
        requirement=stage.requirement(name).id,
        answer=answer,
        rationale=because,
        basis=looked_at,
    )


def judge_own(stage: Stage) -> None:
    """The head of IT judges the procedures he owns: it counts as declared and does not carry a certification audit."""
    _day, name, paper, because = OWN
    stage.do(
        "it",
        judge_by_person,
        stage.system,
        requirement=stage.requirement(name).id,
        answer="shown",
        rationale=because,
        basis=[document(paper)(stage)],
        declared=True,
    )


def judge_on_interviews(stage: Stage) -> None:
    """A judgement that rests on notes of interviews; see `interviews_withdrawn`."""
    fact = Fact(
        "awareness.shown",
        stage.day(STALE[0]),
        system=stage.system,
        standards=("iso-27001-2022",),
        statement="Notes of three interviews on security roles",
        performed_by=stage.person("auditor"),
    )
    stage.kept["interviews"] = stage.do("auditor", file_records, [fact])[0].id
    judge(stage, STALE[1], "shown", (record("interviews"),), STALE[2])


def interviews_withdrawn(stage: Stage) -> None:
    """The notes turn out to be from the year before; the judgement that rested on them no longer counts."""
    stage.do(
        "auditor",
        withdraw_record,
        stage.kept["interviews"],
        reason="The notes are from the year before and were filed by mistake.",
    )
    stage.do("software", end_changed_judgements)


def walk_to(stage: Stage, name: str, note: str) -> None:
    """The gap walk comes to a requirement."""
    stage.do("manager", walk, stage.system, requirement=stage.requirement(name).id, note=note, version=0)


def ask(stage: Stage) -> None:
    """A question that is still open."""
    wanted = [stage.requirement(name).id for name in ("9001:7.1.5.2", "9001:7.1.5.1")]
    stage.do(
        "manager",
        ask_colleague,
        stage.system,
        person=stage.person("lab"),
        requirements=wanted,
        text="TW-07 is due in a few days. Is it sent in, and what do we use for the large flanges meanwhile?",
        due_on=stage.day(3),
    )


SAMPLES: tuple[tuple[int, tuple[str, ...]], ...] = (
    (-110, ("supplier.criteria-set", "infrastructure.determined", "policy.communicated", "communication.performed")),
    (
        -33,
        (
            "customer-satisfaction.monitored",
            "knowledge.shared",
            "improvement.made",
            "risk-criteria.approved",
            "network-plan.confirmed",
        ),
    ),
)


def examine(stage: Stage, words: tuple[str, ...]) -> None:
    """The internal auditor looks at a sample of what others entered: those records are examined, the rest stays recorded."""
    rows = Record.objects.filter(word__in=words, ended_how="", examined_by=None).exclude(
        recorded_by=stage.person("auditor")
    )
    for key in list(rows.order_by("word", "happened_on", "id").values_list("id", flat=True))[:8]:
        stage.do("auditor", examine_record, key)
