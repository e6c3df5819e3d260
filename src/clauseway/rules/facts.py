"""The values a judgement is made of: what is asked, and what is on file. Frozen, hashable where it matters, free of any framework."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

DEFINED, DONE, WORKS = "defined", "done", "works"
FACETS = (DEFINED, DONE, WORKS)
GRADES = ("draft", "declared", "recorded", "examined")
NO_FACETS: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing that must be shown.

    `where` are the facets a claim must carry, `deciding` those of them whose other value contradicts (an auditor who was *not* impartial) and does not
    merely speak of something else (the *external* side). `bound`: the claim must name this standard. `by_site`: it must name the site. `rhythm` names
    the organization's own criterion in days. `need` is "all", a count, or a share such as 0.8. `asks` is the word of the claims that can show it, `absent` what
    it weighs when nothing does, `one_of` the condition of `where` when it is a single one.
    """

    code: str
    facet: str
    kind: str
    where: Mapping[str, Any] = field(default_factory=dict)
    deciding: frozenset[str] = frozenset()
    per: str = ""
    only: Mapping[str, Any] = field(default_factory=dict)
    need: int | float | str = "all"
    rhythm: str = ""
    grace: bool = False
    person: bool = False
    absent_is_gap: bool = False
    bound: bool = False
    by_site: bool = False
    asks: str = field(init=False, repr=False, compare=False, default="")
    absent: str = field(init=False, repr=False, compare=False, default="")
    one_of: tuple[str, tuple[Any, ...]] | None = field(init=False, repr=False, compare=False, default=None)

    def __post_init__(self) -> None:
        if len(self.where) == 1 and "any" not in self.where:
            name, wanted = next(iter(self.where.items()))
            values = tuple(wanted) if isinstance(wanted, list | tuple) else (wanted,)
            object.__setattr__(self, "one_of", (name, values))
        object.__setattr__(self, "asks", "judgement.shown" if self.person else self.kind)
        object.__setattr__(self, "absent", "gap" if self.absent_is_gap else "unknown")


class Unless(NamedTuple):
    """What contradicts an exclusion: a living `subject` of that kind with these facets, or a `record` (a word) in force that carries them."""

    subject: str = ""
    record: str = ""
    facets: Mapping[str, Any] = NO_FACETS


@dataclass(frozen=True, slots=True)
class Asked:
    """One requirement as it is judged: its own topics (same), those that are only close, and its expectations.

    `against` maps contrary words to the code of the expectation they break; `kinds` are all words that can matter to it. `ordered` are the expectations
    in the order in which their reasons are read: by facet, then code.
    """

    ref: str
    edition: str
    standard: str
    expectations: tuple[Expectation, ...]
    topics: frozenset[str]
    close: frozenset[str] = frozenset()
    control: bool = False
    excluded_but: tuple[Unless, ...] = ()
    kinds: frozenset[str] = frozenset()
    against: Mapping[str, str] = field(default_factory=dict)
    ordered: tuple[Expectation, ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        reading = sorted(self.expectations, key=lambda e: (FACETS.index(e.facet), e.code))
        object.__setattr__(self, "ordered", tuple(reading))


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of the ledger, as the judge sees it. Dates are half-open; `entered` is the day the fact was first entered.

    `heap` is how many records of the same series its author entered on that day.
    """

    id: str
    kind: str
    stance: int
    grade: str
    valid_from: date
    valid_until: date | None
    entered: date
    topic: str = ""
    subject_kind: str = ""
    subject: str = ""
    facets: Mapping[str, Any] = field(default_factory=dict)
    filed_by: str = ""
    heap: int = 0


@dataclass(frozen=True, slots=True)
class Subject:
    """A member of a population, live between two dates (half-open)."""

    kind: str
    ref: str
    name: str
    live_from: date
    live_until: date | None = None
    facets: Mapping[str, Any] = field(default_factory=dict)

    def live(self, day: date) -> bool:
        return self.live_from <= day and (self.live_until is None or day < self.live_until)


@dataclass(frozen=True, slots=True)
class Period:
    """A criterion of the organization: `days` in force between two dates (half-open)."""

    days: int
    valid_from: date
    valid_until: date | None = None
    span: timedelta = field(init=False, repr=False, compare=False, default=timedelta())

    def __post_init__(self) -> None:
        object.__setattr__(self, "span", timedelta(self.days))


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a requirement is in or out (a control: necessary or not), with whether a reason was given; half-open dates."""

    included: bool
    justified: bool
    valid_from: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is on file for one requirement. Claims of kinds nobody asks for may be among them and change nothing."""

    claims: Mapping[str, tuple[Claim, ...]]
    subjects: Mapping[str, tuple[Subject, ...]] = field(default_factory=dict)
    rhythms: Mapping[str, tuple[Period, ...]] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()


class Reason(NamedTuple):
    """Why: a stable code, what it weighs (shown, gap, unknown, note), where it belongs, and references; never prose."""

    code: str
    weighs: str
    facet: str = ""
    expectation: str = ""
    refs: Mapping[str, Any] = NO_FACETS


class Verdict(NamedTuple):
    """The answer: conforming, gap, unknown or not-applicable; by facet; with reasons; until when it holds if nothing happens."""

    answer: str
    facets: Mapping[str, str]
    reasons: tuple[Reason, ...]
    grade: str = ""
    next_change_on: date | None = None
