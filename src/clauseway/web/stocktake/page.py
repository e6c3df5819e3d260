"""Values of the stocktake's pages."""

from dataclasses import dataclass

from clauseway.web.components import Empty, Link, Option
from clauseway.web.stocktake.registers import Column
from clauseway.web.tables import Pager, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One input of a row: what it holds, what is wrong, and (after a conflict) what somebody else stored meanwhile."""

    column: Column
    value: str
    error: str = ""
    there: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRow:
    """A row being typed in. `href` takes it, `leave` shows it as it is stored; `until` is the end's input."""

    id: str
    href: str
    leave: str
    version: str
    boxes: tuple[Box, ...]
    until: str = ""
    until_error: str = ""
    error: str = ""
    list_href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRow:
    """A row as stored."""

    id: str
    label: str
    cells: tuple[tuple[Column, str, str], ...]  # column, text, href
    ended: str
    edit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class None_:
    """The statement that there are none: who said so and when, or the way to say it."""

    href: str
    stands: str
    reason: str
    void: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPage:
    title: str
    singular: str
    about: str
    tabs: tuple[View, ...]
    views: tuple[View, ...]
    heads: tuple[tuple[Column, str, str], ...]  # column, sort address, sorted
    rows: tuple[ShownRow, ...]
    adding: EditRow | None
    pager: Pager
    q: str
    kept: tuple[tuple[str, str], ...]
    href: str
    filtered: bool
    empty: Empty
    none: None_ | None
    people: tuple[Option, ...]
    import_href: str
    exports: tuple[Link, ...]
    may: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One population on the page of the others."""

    label: str
    href: str
    count: int
    about: str
    note: str = ""
