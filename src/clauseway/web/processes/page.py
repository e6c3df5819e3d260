"""The values of the pages of processes: what a template prints and nothing else."""

from dataclasses import dataclass

from clauseway.web.components import Action, Empty, Item, Link, State
from clauseway.web.tables import Table, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A process on the map, at its place in the drawing's own units. `lines` is its name, wrapped; `note` who owns or runs it."""

    key: str
    name: str
    href: str
    flow_href: str
    lane: str
    lines: tuple[str, ...]
    note: str
    state: State
    word: str
    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """Customers, suppliers or parties at one side of the map."""

    key: str
    label: str
    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """All that one end hands to another: a path, the keys of its ends, and what is handed over."""

    path: str
    giver: str
    taker: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A lane of the drawing. `more` says how many of it are not drawn."""

    kind: str
    label: str
    y: int
    height: int
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The map as it is drawn, in its own units."""

    width: int
    height: int
    lanes: tuple[Lane, ...]
    boxes: tuple[Box, ...]
    outsides: tuple[Outside, ...]
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLane:
    """A lane as a list, for phones, for keyboards and for who cannot see the drawing."""

    kind: str
    label: str
    items: tuple[Item, ...]
    more: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage:
    """The map. `said` is what does not fit, in one line each."""

    drawing: Drawing | None
    lanes: tuple[ListLane, ...]
    said: tuple[Item, ...]
    said_more: str
    settled: str
    q: str
    href: str
    place_href: str
    may: bool
    do: tuple[Action, ...]
    tabs: tuple[View, ...]
    empty: Empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One part of the turtle: a title, rows, a text, and what can be done."""

    title: str
    items: tuple[Item, ...] = ()
    text: str = ""
    nothing: str = ""
    link: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessPage:
    """One process in one of its views. `turtle` are its blocks: in, out, and around."""

    crumbs: tuple[Link, ...]
    name: str
    lead: str
    state: State
    word: str
    do: tuple[Action, ...]
    tabs: tuple[View, ...]
    pairs: tuple[tuple[str, str], ...] = ()
    taken: Block | None = None
    given: Block | None = None
    around: tuple[Block, ...] = ()
    warnings: tuple[Item, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlPage:
    """One control with its proofs."""

    crumbs: tuple[Link, ...]
    name: str
    lead: str
    state: State
    word: str
    do: tuple[Action, ...]
    pairs: tuple[tuple[str, str], ...]
    operation: str
    about: Block
    proofs: Block
