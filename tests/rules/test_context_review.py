"""The context: quadrants, when a side is covered, what stands against a decision on climate change, the next review."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from clauseway.rules.context_review import (
    DENIED,
    NOT_TAKEN_UP,
    QUADRANTS,
    Decision,
    Span,
    covered,
    newer,
    next_review,
    opposed,
    quadrant,
    standing,
)

START = date(2026, 1, 1)


def day(number: int) -> date:
    return START + timedelta(days=number)


SPANS = st.lists(
    st.builds(
        lambda b, n: Span(day(b), None if n is None else day(b + n)), st.integers(0, 30), st.none() | st.integers(0, 20)
    ),
    max_size=6,
)


def _on(spans: list[Span], at: date) -> bool:
    return any(s.begins <= at and (s.ends is None or at < s.ends) for s in spans)


def test_a_quadrant_follows_from_side_and_influence_and_from_nothing_less() -> None:
    assert {quadrant(*both) for both in QUADRANTS.values()} == set(QUADRANTS)
    assert quadrant("internal", "") == ""


@given(SPANS, st.integers(0, 60))
def test_covered_is_the_union_and_its_parts_do_not_touch(spans: list[Span], number: int) -> None:
    found = covered(spans)
    assert _on(found, day(number)) == _on(spans, day(number))
    assert all(a.ends is not None and a.ends < b.begins for a, b in pairwise(found))


def test_decisions_follow_each_other_and_the_last_of_a_day_counts() -> None:
    rows = [Decision("a", day(0), True), Decision("b", day(5), False), Decision("c", day(5), True)]
    assert [(one.ref, ends) for one, ends in standing(rows)] == [("a", day(5)), ("c", None)]


def test_relevant_without_an_issue_and_not_relevant_with_one_are_opposed() -> None:
    issues = [Span(day(3), day(8))]
    assert opposed([Decision("a", day(0), True)], issues) == [
        Span(day(0), day(3), NOT_TAKEN_UP),
        Span(day(8), None, NOT_TAKEN_UP),
    ]
    assert opposed([Decision("a", day(5), False)], issues) == [Span(day(5), day(8), DENIED)]
    assert opposed([], issues) == []


@given(SPANS, st.integers(0, 60), st.booleans())
def test_opposed_is_exactly_where_decision_and_list_differ(spans: list[Span], number: int, relevant: bool) -> None:
    found = opposed([Decision("a", day(0), relevant)], spans)
    assert _on(found, day(number)) == (relevant != _on(spans, day(number)))


def test_the_next_review_needs_our_own_rhythm_and_something_to_review() -> None:
    assert next_review([], day(0), None) is None
    assert next_review([], None, 100) is None
    assert next_review([], day(0), 100) == day(100)
    assert next_review([day(5), day(50)], day(0), 100) == day(150)
    assert newer(day(2), day(1))
    assert not newer(day(2), None)
