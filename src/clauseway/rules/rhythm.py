"""How long something stays good under the organization's own criterion, which changes over time."""

from collections.abc import Sequence
from datetime import date

from clauseway.rules.facts import Period


def lapses_on(done_on: date, periods: Sequence[Period]) -> date | None:
    """The first day on which something done on `done_on` has lapsed, or None when no period ever makes it lapse.

    It lapses on the first day of some period on which its age reaches that period's days. A longer criterion set after that day heals nothing; a
    shorter one takes effect on the day it is set. Days on which no criterion was in force let nothing lapse.
    """
    if len(periods) == 1:
        only = periods[0]
        if only.valid_until is None:
            day = done_on + only.span
            return day if day > only.valid_from else only.valid_from
    earliest: date | None = None
    for period in periods:
        if period.valid_until is not None and period.valid_until <= done_on:
            continue
        day = max(period.valid_from, done_on + period.span)
        if (period.valid_until is None or day < period.valid_until) and (earliest is None or day < earliest):
            earliest = day
    return earliest
