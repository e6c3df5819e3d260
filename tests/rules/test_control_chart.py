"""The individuals chart: limits from the average moving range, run rules, and honesty about too few values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseway.rules.control_chart import (
    BEYOND,
    ENOUGH,
    FEW,
    FIRM,
    FLAT,
    FOUR_OF_FIVE,
    ONE_SIDE,
    PROVISIONAL,
    TOO_FEW,
    TREND,
    TWO_OF_THREE,
    individuals_chart,
)

STEADY = [
    10.0,
    12.0,
    9.0,
    11.0,
    10.0,
    12.0,
    9.0,
    11.0,
    10.0,
    12.0,
    9.0,
    11.0,
    10.0,
    12.0,
    9.0,
    11.0,
    10.0,
    12.0,
    9.0,
    11.0,
]
SERIES = st.lists(st.integers(-1000, 1000).map(float), max_size=60)


def rules(values: list[float]) -> set[str]:
    return {signal.rule for signal in individuals_chart(values).signals}


def test_the_limits_of_a_worked_example() -> None:
    """Average moving range 39/19: the limits are 2.66 of it away from the mean."""
    chart = individuals_chart(STEADY)
    assert chart.centre == 10.5
    assert chart.upper == pytest.approx(10.5 + 3 * (39 / 19) / 1.128)
    assert (chart.basis, chart.signals, chart.in_control) == (FIRM, (), True)


def test_few_values_say_nothing() -> None:
    """Below a dozen values there are no limits and no verdict, however wild they are."""
    chart = individuals_chart([1.0, 500.0] * ((FEW - 1) // 2))
    assert (chart.basis, chart.upper, chart.in_control, chart.signals) == (TOO_FEW, None, None, ())
    assert individuals_chart([]).basis == TOO_FEW
    assert individuals_chart(STEADY[:FEW]).basis == PROVISIONAL
    assert individuals_chart(STEADY[:ENOUGH]).basis == FIRM


def test_values_that_never_change_have_no_limits() -> None:
    chart = individuals_chart([7.0] * 30)
    assert (chart.basis, chart.upper, chart.in_control) == (FLAT, None, None)


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        (BEYOND, [*STEADY, 30.0]),
        (ONE_SIDE, [*STEADY, *([11.0, 12.0, 11.5] * 3), *STEADY]),
        (TREND, [*STEADY, 9.0, 9.5, 10.0, 10.5, 11.0, 11.5]),
        (TWO_OF_THREE, [*STEADY, *STEADY, 15.0, 10.0, 15.0, *STEADY]),
        (FOUR_OF_FIVE, [*STEADY, *STEADY, 13.0, 13.0, 13.0, 10.0, 13.0, *STEADY]),
    ],
)
def test_each_run_rule_speaks(rule: str, values: list[float]) -> None:
    assert rule not in rules(STEADY)
    assert rule in rules(values)


def test_a_trend_of_five_is_none_yet() -> None:
    assert TREND not in rules([*STEADY, 10.5, 11.5, 11.75, 12.0])


@given(SERIES, st.integers(-500, 500), st.sampled_from([1.0, 2.0, 4.0]))
def test_unit_and_zero_change_nothing(values: list[float], shift: int, scale: float) -> None:
    """The same series in another unit has the same signals."""
    moved = individuals_chart([value * scale + shift * 1.0 for value in values])
    plain = individuals_chart(values)
    assert moved.basis == plain.basis
    near = any(abs(abs(v - plain.centre) - k * plain.sigma) < 1e-6 for v in values for k in range(4))
    assert near or moved.signals == plain.signals


@given(SERIES)
def test_signals_are_places_in_the_series(values: list[float]) -> None:
    chart = individuals_chart(values)
    assert all(0 <= signal.first <= signal.last < len(values) for signal in chart.signals)
    if chart.upper is not None and chart.lower is not None:
        beyond = {n for n, value in enumerate(values) if not chart.lower <= value <= chart.upper}
        assert {s.last for s in chart.signals if s.rule == BEYOND} <= beyond | chart.marked
        assert chart.lower <= chart.centre <= chart.upper
