"""Values of the comparing pages."""

from dataclasses import dataclass

from clauseway.web.components import Action, Empty, Item, Link, Stat
from clauseway.web.tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A standard that can be set beside others. `note` says what it is about, `applied` that the system applies it."""

    slug: str
    name: str
    note: str
    chosen: bool
    applied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage:
    """A set of standards side by side. `stats` count what is shared and what is each one's own, `could` are standards one could add to the system."""

    headline: str
    lead: str
    picks: tuple[Pick, ...]
    picking: bool
    href: str
    stats: tuple[Stat, ...] = ()
    could: tuple[Item, ...] = ()
    table: Table | None = None
    empty: Empty | None = None
    sources: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddingPage:
    """What adding one standard would ask of the system, and how much of it today's evidence shows."""

    crumbs: tuple[Link, ...]
    headline: str
    lead: str
    texts: tuple[Stat, ...]
    judged: tuple[Stat, ...]
    note: str
    actions: tuple[Action, ...]
    table: Table
