"""Indicators: outside by the limits of the day, fed in the own rhythm, evaluated as a whole, left alone until somebody acts."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseway.rules.monitoring import (
    AS_INTENDED,
    CORRECTED,
    NOT_AS_INTENDED,
    RESULTS,
    Limits,
    Look,
    evaluated,
    fed,
    left_alone,
    limits_on,
    performed,
    result,
)

START = date(2026, 1, 1)


def day(number: int) -> date:
    return START + timedelta(days=number)


@pytest.mark.parametrize(
    ("target", "lower", "upper", "direction", "value", "outside"),
    [
        (None, 95, None, "higher", 94, True),
        (None, 95, None, "higher", 95, False),
        (None, None, 3, "lower", 4, True),
        (99, 95, None, "higher", 97, False),
        (95, None, None, "higher", 94, True),
        (95, None, None, "lower", 96, True),
        (95, None, None, "range", 1, False),
    ],
)
def test_outside(
    target: int | None, lower: int | None, upper: int | None, direction: str, value: int, outside: bool
) -> None:
    figures = [None if one is None else Decimal(one) for one in (target, lower, upper)]
    assert Limits(figures[0], figures[1], figures[2], START).outside(direction, Decimal(value)) is outside


def test_a_value_is_held_against_the_limits_of_its_day() -> None:
    old = Limits(None, Decimal(95), None, START, day(10))
    new = Limits(None, Decimal(80), None, day(10))
    assert limits_on([new, old], day(9)) == old
    assert limits_on([new, old], day(10)) == new
    assert limits_on([new, old], day(-1)) is None


def test_fed_until_the_rhythm_runs_out_and_again_after_a_gap() -> None:
    one = fed(START, None, 10, [(day(5), None), (day(40), day(12))], day(45))
    assert one.stretches == ((START, day(22)), (day(40), day(55)))
    assert fed(START, None, None, [(day(5), None)], day(5)).stretches == ()


def test_monitoring_is_carried_out_while_all_are_fed() -> None:
    one = fed(START, None, 40, [(day(5), None), (day(35), day(5))], day(35))
    other = fed(START, None, 20, [(day(6), None)], day(6))
    assert performed([one]) == [(day(5), day(35)), (day(35), day(75))]
    assert performed([one, other]) == [(day(5), day(26))]
    assert performed([]) == []


def test_a_process_is_evaluated_when_all_of_it_was_looked_at() -> None:
    good, bad = Look(day(5), START, AS_INTENDED, False), Look(day(9), START, NOT_AS_INTENDED, False)
    assert evaluated([[good], [bad]]) == [(day(9), None, NOT_AS_INTENDED)]
    assert evaluated([[good], []]) == []
    again = Look(day(30), day(9), CORRECTED, True)
    assert evaluated([[good, again], [bad]]) == [(day(9), None, NOT_AS_INTENDED)]


def test_left_alone_until_somebody_looks_and_acts() -> None:
    idle = Look(day(12), START, NOT_AS_INTENDED, False)
    acted = Look(day(20), START, CORRECTED, True)
    assert left_alone([day(1)], [idle, acted], 10) == [(day(11), day(20))]
    assert left_alone([day(1)], [acted], 30) == []
    assert left_alone([day(1)], [idle], None) == [(day(1), None)]
    assert left_alone([day(1)], [Look(day(20), day(5), CORRECTED, True)], 10) == [(day(11), None)]


@given(
    st.lists(st.integers(0, 200)),
    st.lists(st.tuples(st.integers(0, 200), st.booleans()), max_size=6),
    st.integers(1, 60),
)
def test_another_look_with_action_never_leaves_more_alone(
    outside: list[int], told: list[tuple[int, bool]], every: int
) -> None:
    days = [day(n) for n in outside]
    looks = [Look(day(n), START, CORRECTED if acted else NOT_AS_INTENDED, acted) for n, acted in told]
    more = [*looks, Look(day(100), START, CORRECTED, True)]

    def alone(spans: list[tuple[date, date | None]], on: date) -> bool:
        return any(begins <= on and (ends is None or on < ends) for begins, ends in spans)

    before, after = left_alone(days, looks, every), left_alone(days, more, every)
    assert all(alone(before, day(n)) for n in range(300) if alone(after, day(n)))


@given(st.integers(0, 9), st.booleans())
def test_a_result_is_one_of_three(outside: int, responded: bool) -> None:
    found = result(outside, responded)
    assert found in RESULTS
    assert (found == NOT_AS_INTENDED) == (outside > 0 and not responded)
