"""Values of the pages of records."""

from dataclasses import dataclass

from clauseway.web.components import Action, Item, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A card: rows, what an empty one means, what can be done."""

    title: str
    items: tuple[Item, ...]
    none: str = ""
    do: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One field of a record as it was filled in. `href` opens a file; `outside`: a number beyond its limits."""

    label: str
    text: str
    href: str = ""
    outside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowPage:
    """A form, a record or a list for disposal: what must be said first, then answers and cards."""

    crumbs: tuple[Link, ...]
    title: str
    overline: tuple[str, ...]
    lead: str = ""
    warning: str = ""
    warning_note: str = ""
    warning_href: str = ""
    do: tuple[Action, ...] = ()
    answers: tuple[Answer, ...] = ()
    shelves: tuple[Shelf, ...] = ()
