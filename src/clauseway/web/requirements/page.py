"""Values of the requirement pages: the list that is walked, and one requirement with its verdict and the reasons."""

import datetime as dt
from dataclasses import dataclass

from clauseway.web.components import Action, Item, Link, Moment, Reason, State, Text
from clauseway.web.tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetSection:
    """The reasons of one facet. ``name`` is Defined, Done or Works; ``hint`` says what that means where it helps."""

    name: str
    reasons: tuple[Reason, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person said, who and when, what they looked at. ``stale`` says why it no longer counts."""

    quote: str
    by: str
    state: State = State.SHOWN
    stale: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What the judge looks for, for the "how this is judged" dialog: in words, with facet, population and freshness."""

    facet: str
    text: Text
    population: str = ""
    fresh: str = ""
    by: str = ""
    absent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HowJudged:
    """Everything needed to check the answer by hand. ``ruleset`` and ``digest`` pin what it was judged with."""

    intro: Text
    expectations: tuple[Expectation, ...]
    as_of: dt.date
    known_at: dt.datetime
    ruleset: str
    pack: str
    digest: str
    next_change: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Documented:
    """Documented information the requirement wants; State.SHOWN where it is there, with a link to it."""

    name: str
    state: State
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementPage:
    """The heart. ``context`` are the short facts beside the tag ("as of today", "blocks stage 2, not stage 1")."""

    crumbs: tuple[Link, ...]
    ref: str
    title: str
    standard: str
    words: str  # our own words, Markdown
    answer: State
    answer_word: str
    context: tuple[str, ...]
    why_title: str  # "Why it is a gap", "Why it is shown"
    facets: tuple[FacetSection, ...]
    how: HowJudged
    judgements: tuple[Judgement, ...] = ()
    judge_action: Action | None = None
    ask_action: Action | None = None
    applicability_action: Action | None = None
    history: tuple[Moment, ...] = ()
    as_of_link: Link | None = None
    same_topic: tuple[Item, ...] = ()
    correspondence_link: Link | None = None
    work: tuple[Item, ...] = ()  # actions and findings that concern it
    work_action: Action | None = None
    maintain: tuple[Documented, ...] = ()
    retain: tuple[Documented, ...] = ()
    questions: tuple[str, ...] = ()
    pitfalls: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()
    previous: Link | None = None
    next: Link | None = None
    as_of: str = ""
    as_of_now: Action | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementsPage:
    """The list. The table carries views (by answer), filters (standard, clause, answer, facet), sort and paging."""

    headline: Text
    lead: Text
    table: Table
    actions: tuple[Action, ...] = ()
    crumbs: tuple[Link, ...] = ()
    as_of: str = ""
    as_of_now: Action | None = None
