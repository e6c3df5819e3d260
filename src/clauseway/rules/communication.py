"""A communication plan: what an entry lacks to be settled, when a planned communication took place, and when it stayed out. Own rules, no standard's text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

PARTS = ("what", "why", "when", "audience", "how", "owner")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the plan while it lives. `settled`: the day since which nothing is missing (None: something is). `days`: its own interval, None for
    "when it happens". `owner_until`: the last day (exclusive) on which its owner is here.
    """

    begins: date
    ends: date | None = None
    settled: date | None = None
    days: int | None = None
    owner_until: date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days, half-open, and the occurrence it comes from ("" for none)."""

    begins: date
    ends: date | None
    ref: str = ""


def missing(parts: Mapping[str, object]) -> list[str]:
    """Which of what, why, when, with whom, how and who is not said, in that order."""
    return [name for name in PARTS if not parts.get(name)]


def planned(entry: Entry) -> Span | None:
    """When the entry is settled by somebody who is here."""
    if entry.settled is None:
        return None
    return _cut(max(entry.begins, entry.settled), _first(entry.ends, entry.owner_until))


def orphaned(entry: Entry) -> Span | None:
    """When the entry lives and its owner has left."""
    if entry.owner_until is None:
        return None
    return _cut(max(entry.begins, entry.owner_until), entry.ends)


def held(entry: Entry, occurrences: Iterable[tuple[str, date]]) -> list[Span]:
    """Each occurrence until the next one, while the entry lives. One before the entry was settled is no planned one."""
    if entry.settled is None:
        return []
    rows = [(ref, day) for ref, day in _ordered(entry, occurrences) if day >= entry.settled]
    found = [
        _cut(day, _first(entry.ends, rows[n + 1][1] if n + 1 < len(rows) else None), ref)
        for n, (ref, day) in enumerate(rows)
    ]
    return [span for span in found if span is not None]


def overdue(entry: Entry, occurrences: Iterable[tuple[str, date]]) -> list[Span]:
    """When a communication with an interval stayed out: from the day after its interval ran out until it took place. Never without an interval, and never
    before the entry was settled.
    """
    if entry.days is None or entry.settled is None:
        return []
    start = max(entry.begins, entry.settled)
    rows = [("", start), *((ref, day) for ref, day in _ordered(entry, occurrences))]
    found = []
    for n, (ref, day) in enumerate(rows):
        following = rows[n + 1][1] if n + 1 < len(rows) else None
        late = max(day, start) + timedelta(days=entry.days + 1)
        span = _cut(late, _first(entry.ends, following), ref)
        if span is not None:
            found.append(span)
    return found


def next_on(entry: Entry, occurrences: Iterable[tuple[str, date]]) -> date | None:
    """When it is due next; None without an interval or while the entry is not settled."""
    if entry.days is None or entry.settled is None:
        return None
    rows = _ordered(entry, occurrences)
    last = rows[-1][1] if rows else max(entry.begins, entry.settled)
    return last + timedelta(days=entry.days)


def _ordered(entry: Entry, occurrences: Iterable[tuple[str, date]]) -> Sequence[tuple[str, date]]:
    """In order of time, one a day."""
    by_day = {day: ref for ref, day in sorted(occurrences) if day >= entry.begins}
    return [(by_day[day], day) for day in sorted(by_day)]


def _cut(begins: date, ends: date | None, ref: str = "") -> Span | None:
    return None if ends is not None and ends <= begins else Span(begins, ends, ref)


def _first(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)
