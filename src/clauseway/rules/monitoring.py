"""Indicators: is a value within its limits, is an indicator fed in its rhythm, and what does an evaluation come to? Dates are half-open.

A value is held against the limits in force on its own day; limits set later heal nothing. An indicator nobody feeds says nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

HIGHER, LOWER, RANGE = "higher", "lower", "range"
AS_INTENDED, CORRECTED, NOT_AS_INTENDED = "as-intended", "corrected", "not-as-intended"
RESULTS = (AS_INTENDED, CORRECTED, NOT_AS_INTENDED)
"""From best to worst."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Target and limits in force between two dates. Without limits the target decides where one side of it is worse."""

    target: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    valid_from: date
    valid_until: date | None = None

    def outside(self, direction: str, value: Decimal) -> bool:
        """Whether a value lies outside."""
        if (self.lower is not None and value < self.lower) or (self.upper is not None and value > self.upper):
            return True
        if self.target is None or self.lower is not None or self.upper is not None:
            return False
        return {HIGHER: value < self.target, LOWER: value > self.target}.get(direction, False)


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked at an indicator on a day, over a period that began on `since`; `acted` when a response was noted, `result` what it came to."""

    on: date
    since: date
    result: str
    acted: bool
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Fed:
    """When an indicator lived and was fed, as stretches, and the first day of each month on which a value came."""

    live_from: date
    live_until: date | None
    stretches: tuple[tuple[date, date], ...]
    days: tuple[date, ...]

    def lives(self, day: date) -> bool:
        return self.live_from <= day and (self.live_until is None or day < self.live_until)

    def until(self, day: date) -> date | None:
        """The end of the stretch a day lies in; None when it was not fed then."""
        return next((ends for begins, ends in self.stretches if begins <= day < ends), None)


def limits_on(limits: Iterable[Limits], day: date) -> Limits | None:
    """The limits in force on a day."""
    found = [one for one in limits if one.valid_from <= day and (one.valid_until is None or day < one.valid_until)]
    return max(found, key=lambda one: one.valid_from, default=None)


def fed(
    live_from: date,
    live_until: date | None,
    every_days: int | None,
    marks: Sequence[tuple[date, date | None]],
    last: date | None,
) -> Fed:
    """When an indicator was fed in its rhythm. A new one has one rhythm's time; without a rhythm it never is.

    `marks` are, in order, the values before which there was a gap longer than the rhythm or with which a month began, each with the day of the value
    before; `last` is the newest value's day.
    """
    if every_days is None:
        return Fed(live_from, live_until, (), ())
    rhythm = timedelta(days=every_days)
    stretches: list[tuple[date, date]] = [(live_from, live_from + rhythm)]
    begins: date | None = None
    for on, before in marks:
        if before is not None and on - before > rhythm and begins is not None:
            stretches.append((begins, before + rhythm))
            begins = None
        begins = begins or on
    if begins is not None and last is not None:
        stretches.append((begins, last + rhythm))
    return Fed(live_from, live_until, tuple(_joined(stretches)), tuple(on for on, _before in marks))


def _joined(stretches: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    found: list[tuple[date, date]] = []
    for begins, ends in sorted(stretches):
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((begins, ends))
    return found


def performed(indicators: Sequence[Fed]) -> list[tuple[date, date]]:
    """When monitoring ran as planned, month by month: from the first value of a month, if every indicator was fed then, until one no longer is.

    Nothing is said for indicators that do not exist, or while none has a value.
    """
    days = sorted({day for one in indicators for day in one.days if one.lives(day)})
    found: list[tuple[date, date]] = []
    months: set[tuple[int, int]] = set()
    for day in days:
        ends = [one.until(day) for one in indicators if one.lives(day)]
        if (day.year, day.month) in months or not ends or any(end is None for end in ends):
            continue
        months.add((day.year, day.month))
        until = min([end for end in ends if end is not None] + _joining(indicators, day))
        if found and found[-1][1] > day:
            found[-1] = (found[-1][0], day)
        found.append((day, until))
    return [(begins, ends) for begins, ends in found if ends > begins]


def _joining(indicators: Iterable[Fed], day: date) -> list[date]:
    """The days on which indicators that begin to live later and never were fed run out of their first time."""
    return [one.stretches[0][1] if one.stretches else one.live_from for one in indicators if one.live_from > day]


def result(outside: int, responded: bool) -> str:
    """What a look comes to: with values outside it is good only when something is done about them."""
    if outside == 0:
        return AS_INTENDED
    return CORRECTED if responded else NOT_AS_INTENDED


def evaluated(looks: Sequence[Sequence[Look]]) -> list[tuple[date, date | None, str]]:
    """When all of several indicators were looked at, and the worst of what that came to: from the day on which the last of them was, until the next time.

    One list of looks for each indicator; an indicator without a look leaves nothing to say.
    """
    if not looks or not all(looks):
        return []
    done: list[tuple[date, str]] = []
    since: date | None = None
    for day in sorted({look.on for series in looks for look in series}):
        latest = [_latest(series, day) for series in looks]
        if any(look is None or (since is not None and look.on <= since) for look in latest):
            continue
        worst = max((look.result for look in latest if look is not None), key=RESULTS.index)
        done.append((day, worst))
        since = day
    ends = [day for day, _result in done[1:]]
    return [(day, until, said) for (day, said), until in zip(done, [*ends, None], strict=True)]


def _latest(series: Iterable[Look], day: date) -> Look | None:
    return max((look for look in series if look.on <= day), key=lambda look: (look.on, look.ref), default=None)


def left_alone(
    outside: Iterable[date], looks: Sequence[Look], every_days: int | None
) -> list[tuple[date, date | None]]:
    """Stretches in which a value lay outside and nobody had looked into it and acted: from when the next value was due until somebody did."""
    found: list[tuple[date, date | None]] = []
    for day in sorted(set(outside)):
        answers = [look.on for look in looks if look.acted and look.since <= day <= look.on]
        begins, ends = day + timedelta(days=every_days or 0), min(answers, default=None)
        if ends is not None and ends <= begins:
            continue
        if found and (found[-1][1] is None or begins < found[-1][1]):
            last = found[-1]
            found[-1] = (last[0], None if last[1] is None or ends is None else max(last[1], ends))
        else:
            found.append((begins, ends))
    return found
