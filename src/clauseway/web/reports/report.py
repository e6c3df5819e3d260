"""The value a gap report is made of. Frozen, free of any framework; whoever fills it has asked every question already.

Answers and facets use the judge's own words (`rules.facts`): conforming, gap, unknown, not-applicable; a facet is shown, gap or
unknown. Every text is plain text in the reader's language and a finished sentence where it says so; no markup is ever read.
Money is in the one currency named by `GapReport.currency`, effort in days of one person.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

CONFORMING, GAP, UNKNOWN, NOT_APPLICABLE = "conforming", "gap", "unknown", "not-applicable"
ANSWERS = (CONFORMING, GAP, UNKNOWN, NOT_APPLICABLE)
CERTIFY, COMPLY = "certify", "comply"
NOW, THEN = "now", "then"
DONE_STATES = ("done", "cancelled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One finished sentence of a verdict: how it weighs (shown, gap, unknown, note) and which facet it belongs to ("" for none)."""

    text: str
    weighs: str
    facet: str = ""
    detail: str = ""  # a second sentence, quieter


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was looked at: its name, the date it bears, and until when it holds (None: no end set)."""

    name: str
    dated: dt.date | None = None
    until: dt.date | None = None
    note: str = ""
    against: bool = False  # it speaks against the requirement being met


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a named person decided: `result` is a finished word such as "shown", "partly", "gap"."""

    result: str
    by: str
    on: dt.date | None = None
    rationale: str = ""
    note: str = ""  # such as "the owner's own" or "its basis has changed since"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextChange:
    """When the answer changes if nothing happens, and a finished sentence that says what it will be."""

    on: dt.date
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One requirement or control of one standard, as judged. `blocks` is "stage1", "stage2" or "" (`rules.stages.blocks`)."""

    ref: str
    title: str
    answer: str
    facets: Mapping[str, str] = field(default_factory=dict)
    reasons: tuple[Reason, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    judgement: Judgement | None = None
    close: tuple[str, ...] = ()  # what would close it, imperative sentences
    next_change: NextChange | None = None
    asks: str = ""  # what it asks, in our own words
    grade: str = ""  # the weakest grade: draft, declared, recorded, examined
    blocks: str = ""
    heading: str = ""  # the clause or group it stands under, such as "9 Performance evaluation"
    justification: str = ""  # why it is not applicable, or why a control is necessary
    undecided: bool = (
        False  # a control of which nobody has said whether it is necessary: listed, but neither counted nor in the way
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many requirements have which answer. A number and never a share: shares of conformity are not said."""

    shown: int = 0
    gap: int = 0
    not_shown: int = 0
    not_applicable: int = 0

    @property
    def total(self) -> int:
        return self.shown + self.gap + self.not_shown + self.not_applicable

    @classmethod
    def of(cls, requirements: Iterable[Requirement]) -> "Counts":
        tally = dict.fromkeys(ANSWERS, 0)
        for requirement in requirements:
            tally[requirement.answer] += not requirement.undecided
        return cls(
            shown=tally[CONFORMING], gap=tally[GAP], not_shown=tally[UNKNOWN], not_applicable=tally[NOT_APPLICABLE]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """One edition the system is held against, with all its requirements in clause order; headings are left out."""

    name: str  # "ISO 9001:2026"
    counts: Counts
    title: str = ""  # "Quality management systems"
    mode: str = CERTIFY  # certify | comply
    by: dt.date | None = None  # wished for by
    requirements: tuple[Requirement, ...] = ()

    @property
    def undecided(self) -> int:
        return sum(requirement.undecided for requirement in self.requirements)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What stands before one audit stage (or a self-declaration): counts of what blocks it, and the forecast when there is one.

    `key` is stage1, stage2 or declaration; `p50` and `p90` are the days on which it is ready as likely as not and nine times in
    ten; `late` of `runs` simulated plans miss `booked`. `drivers` are finished sentences, the strongest first.
    """

    key: str
    gaps: int = 0
    not_shown: int = 0
    declared: int = 0  # shown by the owner's declaration only
    p50: dt.date | None = None
    p90: dt.date | None = None
    booked: dt.date | None = None
    late: int | None = None
    runs: int = 100
    drivers: tuple[str, ...] = ()

    @property
    def blockers(self) -> int:
        return self.gaps + self.not_shown + self.declared


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """One of the ten that matter first: the requirement, the finished sentence why, what to do next, and who by when."""

    ref: str
    standard: str
    title: str
    answer: str
    why: str
    todo: str = ""
    owner: str = ""
    due: dt.date | None = None
    stage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One action of the plan. `kind` and `state` are finished words; `over` says it is done or cancelled. `closes`: references."""

    title: str
    kind: str = ""
    owner: str = ""
    due: dt.date | None = None
    effort: float | None = None
    cost: float | None = None
    state: str = ""
    over: bool = False
    closes: tuple[str, ...] = ()
    waits: str = ""  # what it waits for that no work shortens, finished
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    name: str
    on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums of the plan; effort and cost are those of actions that are not over and say one, `unestimated` counts the others."""

    actions: int = 0
    over: int = 0
    late: int = 0
    without_owner: int = 0
    effort: float = 0
    cost: float = 0
    unestimated: int = 0

    @classmethod
    def of(cls, actions: Iterable[Action], as_of: dt.date) -> "Totals":
        all_of_them = tuple(actions)
        live = [action for action in all_of_them if not action.over]
        return cls(
            actions=len(all_of_them),
            over=len(all_of_them) - len(live),
            late=sum(1 for action in live if action.due is not None and action.due < as_of),
            without_owner=sum(1 for action in live if not action.owner),
            effort=sum(action.effort or 0 for action in live),
            cost=sum(action.cost or 0 for action in live),
            unestimated=sum(1 for action in live if action.effort is None),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    actions: tuple[Action, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    totals: Totals = Totals()


@dataclass(frozen=True, slots=True, kw_only=True)
class GapReport:
    """Everything the report says. `as_of` is the day asked about; with `knowledge` "then", what was on file at `known_at` answers.

    With "now" everything on file when the report was made does, `made_at`. `trail_head` is the hash of the last entry of the
    organization's trail: it stands on every page. `headline` and `lead` are finished sentences; left empty they are made
    from the stages.
    """

    organization: str
    system: str
    as_of: dt.date
    made_at: dt.datetime
    prepared_by: str
    trail_head: str
    knowledge: str = NOW
    known_at: dt.datetime | None = None
    trail_entries: int | None = None
    scope: str = ""
    headline: str = ""
    lead: str = ""
    standards: tuple[Standard, ...] = ()
    stages: tuple[Stage, ...] = ()
    first: tuple[First, ...] = ()
    plan: Plan = Plan()
    currency: str = ""
    change: str = ""  # what has changed since an earlier report, finished
