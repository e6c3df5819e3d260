"""Values of the pages of a change of edition."""

from dataclasses import dataclass

from clauseway.web.components import Action, Empty, Item, Link, Moment, Reason, Stat, State, Text
from clauseway.web.tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class MovesPage:
    """Every move of the system: running, possible, ended."""

    headline: str
    lead: str
    items: tuple[Item, ...]
    empty: Empty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannerPage:
    """One move. `dates` are the deadlines with what they mean, `counts` what became of the requirements, `does` what the next step does."""

    crumbs: tuple[Link, ...]
    overline: tuple[str, ...]
    state: State
    state_word: str
    headline: str
    lead: Text
    dates: tuple[Stat, ...]
    dates_note: Text
    counts: tuple[Stat, ...]
    does_title: str
    does: tuple[Item, ...]
    actions: tuple[Action, ...]
    anew: tuple[tuple[str, str], ...]
    timeline: tuple[Moment, ...]
    table: Table
    warning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One thing that must be shown. `state`: info where it is new, not-applicable where it is no longer asked, shown where both ask it."""

    state: State
    word: str
    text: str
    facet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One requirement in our words. `link` leads to its page where its edition is applied."""

    edition: str
    ref: str
    title: str
    words: str
    asked: tuple[Asked, ...]
    maintain: tuple[str, ...]
    retain: tuple[str, ...]
    tie: str = ""  # how close it is to the other side, who says so, how surely
    link: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BesidePage:
    """A requirement in both editions, what carries, and what is missing then."""

    crumbs: tuple[Link, ...]
    previous: Link | None
    next: Link | None
    change: str
    change_state: State
    context: tuple[str, ...]
    title: str
    lead: str
    old: tuple[Side, ...]
    new: Side | None
    carries: tuple[Item, ...]
    carries_note: str
    answer: State | None
    answer_word: str
    reasons: tuple[Reason, ...]
