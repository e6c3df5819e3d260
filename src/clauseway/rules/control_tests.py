"""Controls: when is the next test due, and what do the tests so far come to? The rhythm is the organization's own. Dates are half-open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

EFFECTIVE, CORRECTED, FAILED = "effective", "corrected", "not-effective"
RESULTS = (EFFECTIVE, CORRECTED, FAILED)


@dataclass(frozen=True, slots=True)
class Test:
    """A test of a control: the day and what came out. Of two on one day the worse one counts: nobody tests a failure away the same day unseen."""

    __test__ = False
    on: date
    result: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when a test's result stands (None: until the next)."""

    test: Test
    begins: date
    ends: date | None


def due_on(last: date | None, since: date, every_days: int | None) -> date | None:
    """The day by which the control is to be tested again; None while the organization set no rhythm. A new control has one rhythm's time."""
    if every_days is None:
        return None
    return (last or since) + timedelta(days=every_days)


def spans(tests: Iterable[Test], every_days: int | None) -> list[Span]:
    """How long each result stands. A good one ends with the next test or its rhythm; a failure stands until a later test."""
    ordered = _one_a_day(tests)
    found = []
    for position, test in enumerate(ordered):
        following = ordered[position + 1].on if position + 1 < len(ordered) else None
        ends = following
        if test.result != FAILED and every_days is not None:
            lapse = test.on + timedelta(days=every_days)
            ends = lapse if ends is None else min(ends, lapse)
        found.append(Span(test, test.on, ends))
    return found


def _one_a_day(tests: Iterable[Test]) -> list[Test]:
    by_day: dict[date, Test] = {}
    for test in sorted(tests, key=lambda one: (one.on, one.ref)):
        known = by_day.get(test.on)
        if known is None or RESULTS.index(test.result) >= RESULTS.index(known.result):
            by_day[test.on] = test
    return [by_day[day] for day in sorted(by_day)]
