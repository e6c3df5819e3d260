"""Values of gap reports for the tests: a believable one, one of any size, an empty one and a hostile one."""

import datetime as dt
from dataclasses import replace

from clauseway.web.reports.report import (
    COMPLY,
    Action,
    Counts,
    Evidence,
    First,
    GapReport,
    Judgement,
    Milestone,
    NextChange,
    Plan,
    Reason,
    Requirement,
    Stage,
    Standard,
    Totals,
)

AS_OF = dt.date(2026, 11, 22)
HOSTILE = (
    '#import "@preview/evil:1.0" #sys.inputs $ x^2 $ *bold* _em_ `raw` \\ \\u{41} <b>&amp;</b> {{7*7}} {% x %} @ref <label> '
    "// c /* */ \x00\x07\x1b[31m\ud800\u202eabc \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 "
    "\u6f22\u5b57 \U0001f600\U0001f468\u200d\U0001f469 z\u0323\u0307\u0323 ]]> \u2028end"
)

AUDIT = Requirement(
    ref="9.2.2",
    title="Internal audit programme",
    heading="9 Performance evaluation",
    answer="gap",
    facets={"defined": "shown", "done": "gap", "works": "unknown"},
    blocks="stage2",
    grade="recorded",
    asks="Plan your audits as a programme: which processes, how often, by whom, by what method and how results are reported. Nobody audits their own work.",
    reasons=(
        Reason(
            text="A programme with criteria, scope and methods is approved and current.",
            weighs="shown",
            facet="defined",
            detail="Audit programme 2026, approved 8 January by top management, true until 31 December 2026.",
        ),
        Reason(
            text="2 of 18 processes have not been audited within your rhythm.",
            weighs="gap",
            facet="done",
            detail="Calibration and Supplier selection; population: the process map, version 12 October.",
        ),
        Reason(
            text="One audit was not impartial and does not count.",
            weighs="gap",
            facet="done",
            detail="IA-2026-03 Sales was carried out by its process owner.",
        ),
        Reason(text="Results reached those responsible.", weighs="shown", facet="done"),
        Reason(text="Nobody has looked yet whether the programme itself works.", weighs="unknown", facet="works"),
        Reason(text="Three audits were entered within one day in October.", weighs="note"),
    ),
    evidence=(
        Evidence(name="Audit programme 2026", dated=dt.date(2026, 1, 8), until=dt.date(2026, 12, 31)),
        Evidence(name="Audit report IA-2026-03 Sales", dated=dt.date(2026, 9, 3), against=True),
        Evidence(
            name="Audit report IA-2026-04 Purchasing",
            dated=dt.date(2026, 3, 14),
            until=dt.date(2027, 3, 14),
            note="examined",
        ),
    ),
    judgement=Judgement(
        result="shown",
        by="M. de Wit",
        on=dt.date(2026, 10, 14),
        rationale="Method and criteria are clear; reports name evidence.",
        note="looked at 5 items, none changed since",
    ),
    close=("Plan audits of Calibration and Supplier selection.", "Have Sales audited by someone who does not own it."),
    next_change=NextChange(on=dt.date(2027, 3, 14), text="the audit of Purchasing ages out; none is planned."),
)
REVIEW = Requirement(
    ref="9.3.2",
    title="Management review inputs",
    heading="9 Performance evaluation",
    answer="conforming",
    facets={"defined": "shown", "done": "shown"},
    grade="examined",
    reasons=(Reason(text="Every input you must consider was on the agenda.", weighs="shown", facet="done"),),
    evidence=(
        Evidence(
            name="Minutes of the management review, 14 January 2026",
            dated=dt.date(2026, 1, 14),
            until=dt.date(2027, 1, 14),
        ),
    ),
    next_change=NextChange(on=dt.date(2027, 1, 14), text="the review is a year old and no longer within your rhythm."),
)
CONTEXT = Requirement(
    ref="4.1",
    title="Understanding the organization and its context",
    heading="4 Context of the organization",
    answer="unknown",
    facets={"defined": "unknown", "done": "unknown"},
    blocks="stage1",
    asks="Know what, inside and outside, helps or hinders you in reaching what you set out to do, and keep looking.",
    reasons=(Reason(text="No issues have been written down yet.", weighs="unknown", facet="defined"),),
    close=("Write down the internal and external issues that matter.",),
)
DESIGN = Requirement(
    ref="8.3",
    title="Design and development",
    heading="8 Operation",
    answer="not-applicable",
    justification="We make to drawings of our customers and change nothing in them; complaints about design go to the customer.",
)


def _many(prefix: str, count: int, start: int = 0) -> list[Requirement]:
    """Requirements of all answers, in clauses of twelve."""
    models = (AUDIT, REVIEW, CONTEXT, REVIEW, REVIEW)
    return [
        replace(
            models[n % len(models)],
            ref=f"{prefix}{4 + n // 12}.{n % 12 + 1}",
            heading=f"{prefix}{4 + n // 12} Clause {4 + n // 12}",
        )
        for n in range(start, start + count)
    ]


ACTIONS = (
    Action(
        title="Plan and carry out audits of Calibration and Supplier selection",
        kind="procedure",
        owner="Marijke de Wit",
        due=dt.date(2026, 12, 18),
        effort=4,
        cost=None,
        state="in work",
        closes=("9.2.2", "9.2.1"),
        waits="Then one month of records.",
    ),
    Action(
        title="Evaluate the two critical suppliers that are missing",
        kind="documentation",
        owner="J. Bakker",
        due=dt.date(2026, 11, 20),
        effort=1.5,
        cost=400,
        state="to do",
        closes=("8.4.1", "A.5.22"),
    ),
    Action(
        title="Teach the new joiners of October",
        kind="training",
        due=dt.date(2027, 1, 30),
        effort=2,
        cost=1250.5,
        state="to do",
        closes=("7.3",),
    ),
    Action(
        title="Approve the quality policy",
        kind="policy",
        owner="Directie",
        due=dt.date(2026, 10, 1),
        effort=0.5,
        state="done",
        over=True,
        closes=("5.2",),
    ),
    Action(
        title="Second factor for administrators", kind="infrastructure", owner="IT", state="to do", closes=("A.8.5",)
    ),
)


def believable(nine: int = 85, twentyseven: int = 115) -> GapReport:
    """A report of 200 requirements in two standards, as a maker of instruments might hand it over."""
    quality = [CONTEXT, *_many("", max(nine - 4, 0), 1)[: max(nine - 4, 0)], DESIGN, AUDIT, REVIEW]
    quality = [*quality[:1], *[replace(r, ref=f"{r.ref}.1") for r in quality[1:-3]], *quality[-3:]]
    security = _many("A.", twentyseven)
    first = [
        First(
            ref="9.2.2",
            standard="ISO 9001:2026",
            title="Internal audit programme",
            answer="gap",
            why="2 of 18 processes have not been audited within your rhythm; one audit was not impartial.",
            todo="Plan two audits, reassign one.",
            owner="Marijke de Wit",
            due=dt.date(2026, 12, 18),
            stage="stage2",
        ),
        First(
            ref="4.1",
            standard="ISO 9001:2026",
            title="Context of the organization",
            answer="unknown",
            why="No issues have been written down yet.",
            todo="Write down the issues that matter.",
            stage="stage1",
        ),
        First(
            ref="8.4.1",
            standard="ISO 9001:2026",
            title="Suppliers",
            answer="gap",
            why="12 appear in purchases, 10 are evaluated.",
            todo="Evaluate Acme Optics and Baltic Castings.",
            owner="J. Bakker",
            due=dt.date(2026, 11, 20),
            stage="stage2",
        ),
        First(
            ref="A.8.5",
            standard="ISO/IEC 27001:2022",
            title="Secure authentication",
            answer="gap",
            why="3 administrators sign in without a second factor.",
            todo="Switch it on for all.",
            owner="IT",
            stage="stage2",
        ),
        First(
            ref="6.1.2",
            standard="ISO/IEC 27001:2022",
            title="Risk assessment",
            answer="unknown",
            why="The method is approved; no assessment has been recorded.",
            todo="Carry out the first assessment.",
            stage="stage1",
        ),
    ]
    return GapReport(
        organization="Noordzee Instruments B.V.",
        system="One integrated management system for quality and information security.",
        as_of=AS_OF,
        made_at=dt.datetime(2026, 11, 22, 6, 12, tzinfo=dt.UTC),
        prepared_by="Marijke de Wit, quality manager",
        trail_head="3f9a6c0de1b2a4958877665544332211ffeeddccbbaa00998877665544332211",
        trail_entries=18422,
        scope="Design support, assembly, calibration and servicing of pressure and level instruments at the sites Rotterdam and Delfzijl.",
        standards=(
            Standard(
                name="ISO 9001:2026",
                title="Quality management systems",
                by=dt.date(2027, 6, 30),
                requirements=tuple(quality),
                counts=Counts.of(quality),
            ),
            Standard(
                name="ISO/IEC 27001:2022",
                title="Information security management systems",
                mode=COMPLY,
                by=dt.date(2027, 9, 30),
                requirements=tuple(security),
                counts=Counts.of(security),
            ),
        ),
        stages=(
            Stage(
                key="stage1",
                gaps=1,
                not_shown=2,
                p50=dt.date(2027, 2, 26),
                p90=dt.date(2027, 3, 19),
                booked=dt.date(2027, 3, 3),
                late=44,
                drivers=(
                    "Waiting for three months of records drives half of the spread.",
                    "The audit programme is next.",
                ),
            ),
            Stage(
                key="stage2",
                gaps=8,
                not_shown=2,
                declared=1,
                p50=dt.date(2027, 4, 2),
                p90=dt.date(2027, 5, 20),
                booked=dt.date(2027, 6, 14),
                late=3,
                drivers=("Waiting for three months of records drives half of the spread.",),
            ),
        ),
        first=tuple(first) * 2,
        plan=Plan(
            actions=ACTIONS,
            milestones=(
                Milestone(name="Management review", on=dt.date(2027, 1, 14)),
                Milestone(name="Stage 1 audit", on=dt.date(2027, 3, 3)),
                Milestone(name="Stage 2 audit", on=dt.date(2027, 6, 14)),
            ),
            totals=Totals.of(ACTIONS, AS_OF),
        ),
        currency="EUR",
    )


def empty() -> GapReport:
    """An organization that has just signed up: nothing chosen, nothing planned."""
    return GapReport(
        organization="New",
        system="",
        as_of=AS_OF,
        made_at=dt.datetime(2026, 11, 22, tzinfo=dt.UTC),
        prepared_by="",
        trail_head="",
    )


def hostile() -> GapReport:
    """Every text field holds what should not be read as markup, formula or control, and some are far too long."""
    long = "Donaudampfschiff" * 320
    bad = replace(
        AUDIT,
        title=HOSTILE,
        asks=long,
        heading=HOSTILE,
        justification=HOSTILE,
        reasons=tuple(Reason(text=HOSTILE, weighs="gap", facet="done", detail=long) for _ in range(3)),
        evidence=tuple(Evidence(name=HOSTILE, note=HOSTILE) for _ in range(60)),
        judgement=Judgement(result=HOSTILE, by=HOSTILE, rationale=" ".join(["word"] * 5000)),
        close=(HOSTILE, long),
        next_change=NextChange(on=AS_OF, text=HOSTILE),
    )
    requirements = (bad, replace(bad, ref="5.10", title=long), replace(bad, ref="=1+1"))
    return replace(
        believable(5, 0),
        organization=HOSTILE,
        system=HOSTILE,
        prepared_by=HOSTILE,
        scope=long,
        lead=HOSTILE,
        change=HOSTILE,
        headline=HOSTILE,
        standards=(Standard(name=HOSTILE, title=HOSTILE, counts=Counts.of(requirements), requirements=requirements),),
        first=(First(ref="9.2.2", standard=HOSTILE, title=HOSTILE, answer="gap", why=long, todo=HOSTILE, owner=long),),
        stages=(Stage(key="stage1", gaps=1, p50=AS_OF, p90=AS_OF, booked=AS_OF, drivers=(HOSTILE, long)),),
        plan=Plan(
            actions=(Action(title=HOSTILE, kind=long, owner=long, state=HOSTILE, closes=(HOSTILE,), detail=HOSTILE),),
            milestones=(Milestone(name=HOSTILE, on=AS_OF),),
        ),
    )
