"""Process and product sheets: is a reading inside its limits, and what do all readings of a process come to?

A reading is held against the limits of its own day; a limit changed later neither heals nor harms it. Dates are days.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WITHIN, ACTED, OUTSIDE = "within-criteria", "outside-and-acted-on", "outside"
_WORSE = (WITHIN, ACTED, OUTSIDE)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a value must keep to: bounds (inclusive), how many of a sample may fail, or words that a person holds it against."""

    lower: Decimal | None = None
    upper: Decimal | None = None
    most_failing: int | None = None
    words: str = ""

    @property
    def measured(self) -> bool:
        return self.lower is not None or self.upper is not None

    @property
    def stated(self) -> bool:
        """Whether there is anything a reading can be held against."""
        return self.measured or self.most_failing is not None or bool(self.words.strip())


@dataclass(frozen=True, slots=True)
class Found:
    """What was read: a value, or how many of a sample failed, or a person's yes or no."""

    value: Decimal | None = None
    failing: int | None = None
    accepted: bool | None = None


def problems(limits: Limits) -> list[str]:
    """What is wrong with limits, as codes: crossed (the lower one is above the upper one), negative."""
    found = []
    if limits.lower is not None and limits.upper is not None and limits.lower > limits.upper:
        found.append("crossed")
    if limits.most_failing is not None and limits.most_failing < 0:
        found.append("negative")
    return found


def missing(limits: Limits, found: Found) -> str:
    """Which part of a reading is missing so that it can be held against its limits: value, failing, accepted, or "" for none."""
    if limits.measured and found.value is None:
        return "value"
    if limits.most_failing is not None and found.failing is None:
        return "failing"
    if not limits.measured and limits.most_failing is None and found.accepted is None:
        return "accepted"
    return ""


def outside(limits: Limits, found: Found) -> bool:
    """Whether a reading is outside. A person's no counts whatever the number says; a yes does not heal a number."""
    if found.accepted is False:
        return True
    if found.value is not None:
        if limits.lower is not None and found.value < limits.lower:
            return True
        if limits.upper is not None and found.value > limits.upper:
            return True
    return limits.most_failing is not None and found.failing is not None and found.failing > limits.most_failing


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading as it counts: which characteristic, on which day, outside or not, and whether somebody acted on it."""

    characteristic: str
    on: date
    outside: bool
    acted: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """What the readings of a process come to: since which day all of it has been read, and the worst of what is current."""

    on: date
    result: str
    complete: bool


def summary(characteristics: Iterable[str], readings: Iterable[Reading]) -> Summary | None:
    """The state of a sheet. The newest reading of each characteristic counts, and every older one outside that nobody acted on; None without readings.

    `on` is the day of the oldest among the newest: who reads one of five parameters every day has not read the other four.
    """
    wanted = frozenset(characteristics)
    newest: dict[str, Reading] = {}
    worst = WITHIN
    for reading in sorted(readings, key=lambda one: (one.on, one.outside)):
        if reading.characteristic in wanted:
            newest[reading.characteristic] = reading
        if reading.outside and not reading.acted:
            worst = OUTSIDE
    if not newest:
        return None
    for reading in newest.values():
        worst = max(worst, _result(reading), key=_WORSE.index)
    return Summary(min(one.on for one in newest.values()), worst, wanted <= newest.keys())


def _result(reading: Reading) -> str:
    if not reading.outside:
        return WITHIN
    return ACTED if reading.acted else OUTSIDE
