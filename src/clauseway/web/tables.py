"""Values of the one table component: registers, lists, anything with columns."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from clauseway.web.components import Action, Empty, Link, Option, State, Text

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """``kind``: text, short (never wraps), ref, num, marks, main (names the row). ``sort_href``: the head is a link."""

    key: str
    label: str
    kind: str = "text"
    sort_href: str = ""
    sorted: str = ""  # "", "ascending", "descending"
    label_hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A state in a cell: a mark (glyph) or, with ``tag``, a tag (glyph and word). ``word`` is read out either way."""

    state: State
    word: str = ""
    tag: bool = False


def on_record() -> Sign:
    """What a room was not told itself but a person put on record: the ledger counts it, so no register may say that there is none."""
    return Sign(state=State.INFO, word=_("on record"), tag=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    text: Text = ""
    href: str = ""
    note: Text = ""
    signs: tuple[Sign, ...] = ()
    late: bool = False
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """``key`` is what a bulk action receives; ``label`` names the row for a screen reader's tick box."""

    key: str
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A drop-down beside the search box; its first option is "all"."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A column in the column chooser."""

    key: str
    label: str
    shown: bool
    fixed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    first: int
    last: int
    total: int
    previous_href: str = ""
    next_href: str = ""
    pages: tuple[Link, ...] = ()

    @property
    def needed(self) -> bool:
        return bool(self.previous_href or self.next_href)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulk:
    """What can be done to ticked rows: buttons post ``action=<value>`` and ``key=<row.key>`` to ``href``."""

    href: str
    actions: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A saved filter shown as a tab, with its count."""

    label: str
    href: str
    count: int | None = None
    current: bool = False
    state: State | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """``href`` answers GET with ``q``, the filters, ``columns`` and what is ``kept`` over a search (the sort)."""

    id: str
    caption: str
    href: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    pager: Pager
    empty: Empty
    search: str | None = ""  # None: no search box
    search_label: str = ""
    filters: tuple[Filter, ...] = ()
    views: tuple[View, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    choices: tuple[Choice, ...] = ()
    bulk: Bulk | None = None
    exports: tuple[Link, ...] = ()
    filtered: bool = False  # nothing found because of a filter is not the same as nothing there
    clear_href: str = ""
    error: str = ""
