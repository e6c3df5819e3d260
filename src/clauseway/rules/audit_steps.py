"""The answer of audit time: steps that explain it, a span from the least to the most, days rounded as the rules round."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from clauseway.rules.rulebook import Source, weakest

HALF = Fraction(1, 2)
Input = tuple[str, "str | int | Fraction"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the rule (a stable code), for which standard (empty: for all), what went in, what came out in which unit (empty: a remark
    without a figure), and where it stands.

    `assumed`: an input was not stated; a usual one stands in.
    """

    rule: str
    standard: str
    inputs: tuple[Input, ...]
    value: Fraction
    unit: str
    source: Source
    assumed: bool = False

    def given(self, name: str) -> "str | int | Fraction":
        """One of the inputs; the empty text when it is not there."""
        return dict(self.inputs).get(name, "")


@dataclass(frozen=True, slots=True)
class Span:
    """The least, what we expect, the most. The organization sees a span because the body decides."""

    low: Fraction
    likely: Fraction
    high: Fraction

    def times(self, factor: Fraction) -> "Span":
        return Span(self.low * factor, self.likely * factor, self.high * factor)

    def plus(self, other: "Span") -> "Span":
        return Span(self.low + other.low, self.likely + other.likely, self.high + other.high)

    def nearest(self) -> "Span":
        """Each to the nearest half day."""
        return Span(nearest(self.low), nearest(self.likely), nearest(self.high))


NOTHING = Span(Fraction(0), Fraction(0), Fraction(0))


def exactly(value: Fraction) -> Span:
    return Span(value, value, value)


def total(spans: Sequence[Span]) -> Span:
    found = NOTHING
    for span in spans:
        found = found.plus(span)
    return found


def nearest(days: Fraction, unit: Fraction = HALF) -> Fraction:
    """To the nearest unit, the middle upwards: 5.3 to 5.5, 5.2 to 5, 5.25 to 5.5."""
    return math.floor(days / unit + HALF) * unit


def up(days: Fraction, unit: Fraction = HALF) -> Fraction:
    return math.ceil(days / unit) * unit


def not_below(days: Fraction, floor: Fraction) -> Fraction:
    """To the nearest half day, upwards where the nearest would fall below the floor: rounding never carries a time below the limit of reduction."""
    found = nearest(days)
    return found if found >= floor else up(floor)


def confidence_of(steps: Sequence[Step]) -> str:
    """A chain is as sure as its weakest step."""
    return weakest(step.source.confidence for step in steps)
