"""Values of the suppliers' pages."""

from dataclasses import dataclass

from clauseway.web.components import Action, Item, Link, Stat, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A card of one supplier: rows, what to do, and what an empty one means."""

    title: str
    items: tuple[Item, ...]
    none: str
    do: tuple[Action, ...] = ()
    lead: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierPage:
    """One supplier: what stands against it first, then what is known."""

    crumbs: tuple[Link, ...]
    name: str
    overline: tuple[str, ...]
    lead: str
    warning: str = ""
    warning_note: str = ""
    link: str = ""
    do: tuple[Action, ...] = ()
    figures: tuple[Stat, ...] = ()
    left: tuple[Shelf, ...] = ()
    right: tuple[Shelf, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaCard:
    """The criteria in force for one purpose, and the versions before."""

    title: str
    about: str
    items: tuple[Item, ...]
    limits: tuple[Item, ...]
    since: str
    set: Action | None
    history: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPage:
    """A questionnaire as the supplier sees it."""

    title: str
    lead: str
    thanks: str = ""
    errors: tuple[str, ...] = ()
    fields: tuple[object, ...] = ()
    submit: str = ""
