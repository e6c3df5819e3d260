"""Values of the pages of obligations and changes."""

from dataclasses import dataclass

from clauseway.web.components import Action, Item, Link, Stat


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A card: rows, what to do, and what an empty one means."""

    title: str
    items: tuple[Item, ...]
    none: str
    do: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePage:
    """One obligation or one change: what stands against it first, then what is known."""

    crumbs: tuple[Link, ...]
    name: str
    overline: tuple[str, ...]
    lead: str
    warning: str = ""
    warning_note: str = ""
    do: tuple[Action, ...] = ()
    figures: tuple[Stat, ...] = ()
    left: tuple[Shelf, ...] = ()
    right: tuple[Shelf, ...] = ()
