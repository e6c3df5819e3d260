"""How long an ended revision is kept: months by the calendar, from the day it ended."""

from calendar import monthrange
from datetime import date


def kept_until(ended_on: date, months: int) -> date:
    """The last day of keeping: `months` calendar months after `ended_on`, the last day of the month where it has fewer days."""
    years, month = divmod(ended_on.month - 1 + months, 12)
    year = ended_on.year + years
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(ended_on.day, monthrange(year, month + 1)[1]))
