"""What a table says for so many people: as the band says it, and as the line through the ends of the bands says it; beyond the table by its progression."""

import math
from dataclasses import dataclass
from fractions import Fraction

from clauseway.rules.rulebook import LARGEST, AuditTimeError, Band, EnergyComplexity, Table


@dataclass(frozen=True, slots=True)
class Reading:
    """Days of the band and of the line. `band`: the people from and to; `beyond`: continued by the progression."""

    days: Fraction
    line: Fraction
    band: tuple[int, int | None]
    beyond: bool = False


def people(number: int, field: str = "personnel") -> int:
    """A number of people that can be computed with. Raises AuditTimeError: personnel-none, personnel-too-many."""
    if number < 1:
        raise AuditTimeError("personnel-none", field, given=number)
    if number > LARGEST:
        raise AuditTimeError("personnel-too-many", field, given=number, most=LARGEST)
    return number


def read(table: Table, personnel: int, column: str) -> Reading:
    """The table's days for so many people. `column` is one of the table's.

    The line goes through the upper end of each band, flat below the first: so it never exceeds the band. Neither ever falls with more people.
    """
    place = table.columns.index(column) if len(table.columns) > 1 and table.kind != "food" else 0
    before: tuple[int, Fraction] | None = None
    for band in table.bands:
        if band.high is None:
            return Reading(band.days[place], band.days[place], (band.low, None))
        if personnel <= band.high:
            line = _between(before, (band.high, band.days[place]), personnel)
            return Reading(band.days[place], line, (band.low, band.high))
        before = (band.high, band.days[place])
    return _beyond(table.bands[-2:], place, personnel)


def _between(before: tuple[int, Fraction] | None, after: tuple[int, Fraction], personnel: int) -> Fraction:
    if before is None:
        return after[1]
    share = Fraction(personnel - before[0], after[0] - before[0])
    return before[1] + share * (after[1] - before[1])


def _beyond(last: tuple[Band, ...], place: int, personnel: int) -> Reading:
    """Further bands grow as the last one grew: its upper end by the same ratio, its days by the same step."""
    earlier, end = last
    assert earlier.high is not None
    assert end.high is not None
    ratio, step = Fraction(end.high, earlier.high), end.days[place] - earlier.days[place]
    high, days = end.high, end.days[place]
    while True:
        before = (high, days)
        high, days = math.ceil(high * ratio), days + step
        if personnel <= high:
            return Reading(days, _between(before, (high, days), personnel), (before[0] + 1, high), beyond=True)


def energy_level(
    rule: EnergyComplexity, terajoule: Fraction, types: int, uses: int
) -> tuple[Fraction, str, dict[str, Fraction]]:
    """ISO 50003: C, its level (low, medium, high) and the factors. Raises AuditTimeError: energy-negative, energy-none."""
    if terajoule < 0:
        raise AuditTimeError("energy-negative", "energy")
    if types < 1 or uses < 1:
        raise AuditTimeError("energy-none", "energy_types" if types < 1 else "energy_uses")
    given = {"energy": terajoule, "types": Fraction(types), "uses": Fraction(uses)}
    factors = {
        name: next(factor for limit, factor in rule.factors[name] if limit is None or value <= limit)
        for name, value in given.items()
    }
    index = sum((rule.weights[name] * factor for name, factor in factors.items()), Fraction(0))
    level = "low" if index < rule.low_below else "high" if index > rule.high_above else "medium"
    return index, level, factors
