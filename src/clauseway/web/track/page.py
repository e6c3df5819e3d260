"""Values of the home page: the nine stations, the forecast, what to do next, and how each standard stands."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from clauseway.web.components import Action, Empty, Item, Link, Standing, Stat, Text


class Where(StrEnum):
    """How a station stands to the traveller. At most one is NOW or BLOCKED."""

    DONE = "done"
    NOW = "now"
    BLOCKED = "blocked"
    LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """One stop of the road; ``lines`` are at most two short lines of live state, such as "stage 1 · 3 Mar"."""

    number: int
    name: str
    where: Where
    lines: tuple[str, ...] = ()
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """The strip below the road: dates with what they mean; a date that will not hold carries State.GAP or SOON."""

    stats: tuple[Stat, ...]
    drivers: Link | None = None
    note: str = ""  # instead of dates, when there is not enough to forecast from


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """The page. ``headline`` says in one sentence what blocks; ``lead`` what is done by when, and whether it fits."""

    today: dt.date
    headline: Text
    lead: Text
    stations: tuple[Station, ...]
    forecast: Forecast | None
    next_items: tuple[Item, ...]
    next_all: Link | None
    next_empty: Empty
    standings: tuple[Standing, ...]
    standing_as_of: Link | None
    standing_empty: Empty
    alerts: tuple[Item, ...] = ()  # contrary facts that came in by themselves, below the standing
    as_of: str = ""  # "1 September 2026, as known then" when this is a look back
    as_of_now: Action | None = None
    next_title: str = ""  # "First steps" for a new organization
