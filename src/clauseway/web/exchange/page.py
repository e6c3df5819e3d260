"""What the pages of an organization's own standards show."""

from dataclasses import dataclass

from clauseway.web.components import Action, Empty, Field, Item, Link, Stat
from clauseway.web.tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One form a standard can be taken out in."""

    label: str
    note: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One own standard in the list. `applied` names the systems that apply it."""

    name: str
    title: str
    href: str
    note: str
    counts: str
    applied: tuple[Link, ...]
    withdrawn: bool
    exports: tuple[Export, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """Own standards, and the ones that ship, to take out."""

    cards: tuple[Card, ...]
    shipped: tuple[tuple[str, str, tuple[Export, ...]], ...]
    import_href: str
    empty: Empty


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowPage:
    """One own standard: what it holds, what became of what has no place, where it is applied."""

    crumbs: tuple[Link, ...]
    card: Card
    summary: str
    source: str
    copyright: str
    stats: tuple[Stat, ...]
    table: Table
    remarks: tuple[Item, ...]
    apply: tuple[Link, ...]
    remove: Action | None
    again_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadPage:
    """Where a file is chosen."""

    crumbs: tuple[Link, ...]
    steps: tuple[tuple[str, str], ...]
    href: str
    file: Field
    errors: tuple[str, ...]
    formats: tuple[tuple[str, str], ...]
    recent: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """Which column of a sheet holds what; `sample` are the first rows below the headings."""

    fields: tuple[Field, ...]
    place: tuple[Field, ...]
    heads: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultRow:
    place: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    """What an import would do, line by line, or why the file is refused. `kept` are the wishes the confirmation repeats."""

    crumbs: tuple[Link, ...]
    steps: tuple[tuple[str, str], ...]
    title: str
    file: str
    form: str
    lead: str
    href: str
    other_href: str
    faults: tuple[FaultRow, ...]
    more_faults: int
    error: str
    stats: tuple[Stat, ...]
    table: Table | None
    remarks: tuple[Item, ...]
    identity: tuple[Field, ...]
    mapping: Mapping | None
    kept: tuple[tuple[str, str], ...]
    confirm: str
    token: str
