"""What a judgement rests on: does it still hold?"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class Span(NamedTuple):
    """When something was in force: from `begins` to before `until` (None: without an end)."""

    begins: date
    until: date | None


def lapsed(spans: Iterable[Span], judged_on: date, as_of: date) -> bool:
    """Whether something that was in force by the day of a judgement is so no longer. What never was in force lapses never: a draft, a photograph."""
    known = tuple(spans)
    alive = any(span.begins <= as_of and (span.until is None or as_of < span.until) for span in known)
    return not alive and any(span.begins <= judged_on for span in known)
