"""Values of the indicators' pages."""

from dataclasses import dataclass

from clauseway.web.charts import RunChart
from clauseway.web.components import Action, Item, Link, Stat
from clauseway.web.tables import Table, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A card: rows, what to do, and what an empty one means."""

    title: str
    items: tuple[Item, ...]
    none: str
    do: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorPage:
    """One indicator: the chart and what it says in words, the values, limits, evaluations, corrections."""

    crumbs: tuple[Link, ...]
    name: str
    overline: tuple[str, ...]
    lead: str
    warning: str = ""
    warning_note: str = ""
    do: tuple[Action, ...] = ()
    figures: tuple[Stat, ...] = ()
    chart: RunChart | None = None
    chart_label: str = ""
    views: tuple[View, ...] = ()
    said: tuple[str, ...] = ()
    values: Table
    shelves: tuple[Shelf, ...] = ()
