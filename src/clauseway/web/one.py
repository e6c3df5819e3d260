"""The page of one thing of a register: what stands against it first, then what is known (`templates/one.html`)."""

from dataclasses import dataclass

from clauseway.web.components import Action, Link, Shelf, Stat
from clauseway.web.tables import View


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePage:
    """One thing. `tabs` lead to the pages beside it; `left` and `right` are the two columns; a journey that shows more extends this and the template."""

    crumbs: tuple[Link, ...]
    name: str
    overline: tuple[str, ...]
    lead: str = ""
    warning: str = ""
    warning_note: str = ""
    do: tuple[Action, ...] = ()
    tabs: tuple[View, ...] = ()
    figures: tuple[Stat, ...] = ()
    left: tuple[Shelf, ...] = ()
    right: tuple[Shelf, ...] = ()
