"""Values of the look back."""

from dataclasses import dataclass

from clauseway.web.components import Empty, Field, Item, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPage:
    """`rows` are the counts of that day, `changes` what answers differently today; both empty until a date is asked for."""

    headline: str
    lead: str
    field: Field
    known: str
    said: str
    rows: tuple[Standing, ...] = ()
    today: tuple[Standing, ...] = ()
    changes: tuple[Item, ...] = ()
    unchanged: str = ""
    more: str = ""
    empty: Empty | None = None
