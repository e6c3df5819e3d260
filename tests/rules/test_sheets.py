"""Readings against limits: a table of cases, and laws."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseway.rules.sheets import ACTED, OUTSIDE, WITHIN, Found, Limits, Reading, missing, outside, problems, summary

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("limits", "found", "is_outside", "lacks"),
    [
        pytest.param(Limits(D(1), D(2)), Found(D(2)), False, "", id="on the limit is inside"),
        pytest.param(Limits(D(1), D(2)), Found(D("2.01")), True, "", id="above"),
        pytest.param(Limits(D(1)), Found(D("0.99")), True, "", id="below the only limit"),
        pytest.param(Limits(upper=D(2)), Found(D(1), accepted=False), True, "", id="a person's no counts"),
        pytest.param(Limits(upper=D(2)), Found(D(3), accepted=True), True, "", id="a person's yes heals no number"),
        pytest.param(Limits(upper=D(2)), Found(accepted=True), False, "value", id="a yes is no value"),
        pytest.param(Limits(most_failing=1), Found(failing=2), True, "", id="too many of the sample"),
        pytest.param(Limits(most_failing=1), Found(failing=1), False, "", id="as many as may fail"),
        pytest.param(Limits(words="no scratches"), Found(), False, "accepted", id="words need a person"),
        pytest.param(Limits(words="no scratches"), Found(accepted=False), True, "", id="scratched"),
    ],
)
def test_a_reading_against_its_limits(limits: Limits, found: Found, is_outside: bool, lacks: str) -> None:
    assert outside(limits, found) is is_outside
    assert missing(limits, found) == lacks


def test_limits_that_cross_are_a_problem() -> None:
    assert problems(Limits(D(2), D(1), -1)) == ["crossed", "negative"]
    assert not Limits().stated
    assert Limits(words="clean").stated


def test_one_of_two_parameters_read_every_day_leaves_the_other_old() -> None:
    readings = [Reading("a", DAY, False), Reading("b", DAY, False), Reading("a", DAY + timedelta(9), False)]
    found = summary(["a", "b"], readings)
    assert found is not None
    assert (found.on, found.result, found.complete) == (DAY, WITHIN, True)
    assert not summary(["a", "b", "c"], readings).complete  # type: ignore[union-attr]


def test_a_later_good_reading_heals_none_outside() -> None:
    bad, good = Reading("a", DAY, True), Reading("a", DAY + timedelta(1), False)
    assert summary(["a"], [bad, good]).result == OUTSIDE  # type: ignore[union-attr]
    assert summary(["a"], [Reading("a", DAY, True, acted=True)]).result == ACTED  # type: ignore[union-attr]


readings_ = st.lists(
    st.builds(Reading, st.sampled_from("ab"), st.dates(DAY, DAY + timedelta(30)), st.booleans(), st.booleans()),
    max_size=9,
)


@given(readings_)
def test_one_more_open_reading_outside_always_shows(readings: list[Reading]) -> None:
    found = summary("ab", [*readings, Reading("a", DAY, True)])
    assert found is not None
    assert found.result == OUTSIDE


@given(readings_, st.randoms())
def test_order_never_matters(readings: list[Reading], dice: object) -> None:
    mixed = list(readings)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    first, second = summary("ab", readings), summary("ab", mixed)
    assert (first is None) == (second is None)
    assert first is None or (first.on, first.complete) == (second.on, second.complete)  # type: ignore[union-attr]
