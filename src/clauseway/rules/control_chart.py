"""Is a series of single values steady? The individuals chart: a centre, control limits from the average moving range, and run rules.

Limits: centre +/- 2.66 times the average moving range of neighbours (3 / d2, with d2 = 1.128 for pairs). Run rules and their lengths: Lloyd S. Nelson, "The
Shewhart control chart: tests for special causes", Journal of Quality Technology 16 (1984), tests 1, 2, 3, 5 and 6, which refine the Western Electric
handbook (1956; it takes eight on one side where Nelson takes nine). ISO 7870-2 describes the same chart with the same kind of tests.
Control limits are what the values say of themselves; they are no target and no specification limit.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

D2 = 1.128
FEW, ENOUGH = 12, 20
"""Below `FEW` values no limits are drawn; below `ENOUGH` they are provisional (textbooks ask for 20 to 25 values)."""
BEYOND, ONE_SIDE, TREND, TWO_OF_THREE, FOUR_OF_FIVE = "beyond", "one-side", "trend", "two-of-three", "four-of-five"
RUN, STEADY = 9, 6
TOO_FEW, FLAT, PROVISIONAL, FIRM = "too-few", "flat", "provisional", "firm"


@dataclass(frozen=True, slots=True)
class Signal:
    """A run rule that spoke: which, and the positions of the first and last value of the run (counted from 0)."""

    rule: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Chart:
    """What the values say. `basis`: too-few and flat (all values alike) come without limits, `sigma` is then 0; provisional or firm otherwise.

    `marked` are the positions of values that completed a signal.
    """

    basis: str
    centre: float
    sigma: float
    upper: float | None
    lower: float | None
    signals: tuple[Signal, ...]

    @property
    def marked(self) -> frozenset[int]:
        return frozenset(signal.last for signal in self.signals)

    @property
    def in_control(self) -> bool | None:
        """True or False; None when there are too few values to say."""
        return None if self.basis in (TOO_FEW, FLAT) else not self.signals


def individuals_chart(values: Sequence[float]) -> Chart:
    """The individuals chart of values in the order in which they were measured."""
    centre = sum(values) / len(values) if values else 0.0
    if len(values) < FEW:
        return Chart(TOO_FEW, centre, 0.0, None, None, ())
    ranges = [abs(after - before) for before, after in itertools.pairwise(values)]
    sigma = sum(ranges) / len(ranges) / D2
    if sigma == 0:
        return Chart(FLAT, centre, 0.0, None, None, ())
    basis = FIRM if len(values) >= ENOUGH else PROVISIONAL
    zones = [(value - centre) / sigma for value in values]
    return Chart(basis, centre, sigma, centre + 3 * sigma, centre - 3 * sigma, _signals(values, zones))


def _signals(values: Sequence[float], zones: Sequence[float]) -> tuple[Signal, ...]:
    found = [Signal(BEYOND, n, n) for n, zone in enumerate(zones) if abs(zone) > 3]
    for n in range(len(zones)):
        for side in (1, -1):
            if _all(zones, n, RUN, side, 0):
                found.append(Signal(ONE_SIDE, n - RUN + 1, n))
            if _most(zones, n, 3, 2, side, 2):
                found.append(Signal(TWO_OF_THREE, max(n - 2, 0), n))
            if _most(zones, n, 5, 4, side, 1):
                found.append(Signal(FOUR_OF_FIVE, max(n - 4, 0), n))
            if _steady(values, n, side):
                found.append(Signal(TREND, n - STEADY + 1, n))
    return tuple(sorted(found, key=lambda signal: (signal.last, signal.rule)))


def _all(zones: Sequence[float], n: int, count: int, side: int, beyond: float) -> bool:
    return n + 1 >= count and all(side * zone > beyond for zone in zones[n - count + 1 : n + 1])


def _most(zones: Sequence[float], n: int, window: int, count: int, side: int, beyond: float) -> bool:
    """Whether `count` of the last `window` values, this one among them, lie further out than `beyond` on one side."""
    if side * zones[n] <= beyond or n + 1 < window:
        return False
    return sum(side * zone > beyond for zone in zones[n - window + 1 : n + 1]) >= count


def _steady(values: Sequence[float], n: int, side: int) -> bool:
    if n + 1 < STEADY:
        return False
    last = values[n - STEADY + 1 : n + 1]
    return all(side * (after - before) > 0 for before, after in itertools.pairwise(last))
