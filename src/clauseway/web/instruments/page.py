"""Values of the pages of measuring equipment and assets."""

from dataclasses import dataclass

from clauseway.web.components import Action, Item, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A card: rows, what to do, and what an empty one means."""

    title: str
    items: tuple[Item, ...]
    none: str
    do: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingPage:
    """One instrument or asset: what stands against it first, then what is known."""

    crumbs: tuple[Link, ...]
    name: str
    overline: tuple[str, ...]
    lead: str
    warnings: tuple[tuple[str, str], ...] = ()
    do: tuple[Action, ...] = ()
    left: tuple[Shelf, ...] = ()
    right: tuple[Shelf, ...] = ()
