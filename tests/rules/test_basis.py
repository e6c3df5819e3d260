"""A judgement ends with the document it rests on, and with nothing else."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseway.rules.basis import Span, lapsed

JUDGED, TODAY = date(2026, 3, 1), date(2026, 9, 1)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
SPANS = st.lists(st.builds(Span, DAYS, st.none() | DAYS), max_size=4)


@pytest.mark.parametrize(
    ("spans", "ends"),
    [
        ([], False),
        ([Span(date(2026, 1, 1), None)], False),
        ([Span(date(2026, 1, 1), date(2026, 8, 1))], True),
        ([Span(date(2026, 1, 1), TODAY)], True),
        ([Span(date(2026, 1, 1), TODAY + timedelta(days=1))], False),
        ([Span(date(2026, 1, 1), date(2026, 8, 1)), Span(date(2026, 8, 1), None)], False),
        ([Span(date(2026, 1, 1), date(2026, 8, 1)), Span(date(2026, 10, 1), None)], True),
        ([Span(date(2026, 4, 1), date(2026, 8, 1))], False),
    ],
    ids=["never-in-force", "in-force", "over", "over-today", "last-day", "in-force-again", "only-to-come", "later-than-the-judgement"],
)  # fmt: skip
def test_what_was_in_force_then_and_is_not_now(spans: list[Span], ends: bool) -> None:
    assert lapsed(spans, JUDGED, TODAY) is ends


@given(SPANS, DAYS, DAYS)
def test_one_more_that_is_in_force_never_ends_it(spans: list[Span], judged_on: date, as_of: date) -> None:
    assert not lapsed([*spans, Span(as_of, None)], judged_on, as_of)


@given(SPANS, DAYS, DAYS)
def test_the_order_does_not_matter(spans: list[Span], judged_on: date, as_of: date) -> None:
    assert lapsed(spans, judged_on, as_of) == lapsed(spans[::-1], judged_on, as_of)
