"""Planned changes: agreed by another before they are begun, or told as begun without a plan."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseway.rules.changes import Change, missing, planned, reviewed, unplanned

START = date(2026, 1, 1)


def day(number: int) -> date:
    return START + timedelta(days=number)


WHOLE = Change("More output", "Nights", "Two people", "bo", "ada", "bo", day(10))


def test_whole_when_everything_is_said_and_another_agreed() -> None:
    assert missing(WHOLE) == []
    assert missing(Change()) == ["purpose", "consequences", "resources", "responsible", "approval"]


@pytest.mark.parametrize("more", [{"approved_by": "ada"}, {"approved_on": None}, {"approved_by": ""}])
def test_agreed_by_who_asked_or_by_nobody_is_not_agreed(more: dict[str, object]) -> None:
    change = replace(WHOLE, **more)  # type: ignore[arg-type]
    assert missing(change) == ["approval"]
    assert planned(change) is None


def test_begun_before_it_was_agreed_is_never_planned_and_stands_against_until_agreed() -> None:
    change = replace(WHOLE, begun_on=day(5))
    assert planned(change) is None
    span = unplanned(change)
    assert span is not None
    assert (span.begins, span.ends) == (day(5), day(10))
    dropped = unplanned(replace(change, approved_on=None, dropped_on=day(8)))
    assert dropped is not None
    assert dropped.ends == day(8)


@pytest.mark.parametrize(("result", "shown"), [("held", True), ("repaired", True), ("weakened", False), ("", False)])
def test_reviewed_after_it_was_made_and_nothing_left_weaker(result: str, shown: bool) -> None:
    change = replace(WHOLE, made_on=day(20), reviewed_on=day(30), result=result)
    assert (reviewed(change) is not None) is shown
    assert reviewed(replace(change, made_on=None)) is None
    assert reviewed(replace(change, reviewed_on=day(19))) is None


DAYS = st.none() | st.integers(0, 40).map(day)


@given(DAYS, DAYS, DAYS, st.sampled_from(["ada", "bo", ""]))
def test_planned_and_made_without_a_plan_exclude_each_other(
    approved: date | None, begun: date | None, dropped: date | None, by: str
) -> None:
    change = replace(WHOLE, approved_on=approved, begun_on=begun, dropped_on=dropped, approved_by=by)
    assert planned(change) is None or unplanned(change) is None
    assert begun is None or by == "bo" or planned(change) is None
