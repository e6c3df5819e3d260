"""Tests of controls: how long a result stands, when the next is due."""

import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from clauseway.rules.control_tests import CORRECTED, EFFECTIVE, FAILED, RESULTS, Test, due_on, spans

DAY = date(2026, 3, 2)


def test_a_failure_stands_until_a_later_test_however_old() -> None:
    known = spans([Test(DAY, FAILED)], 30)
    assert known[0].ends is None
    known = spans([Test(DAY, FAILED), Test(DAY + timedelta(90), EFFECTIVE)], 30)
    assert [span.ends for span in known] == [DAY + timedelta(90), DAY + timedelta(120)]


def test_a_good_result_ends_with_the_organizations_own_rhythm() -> None:
    assert spans([Test(DAY, EFFECTIVE)], 30)[0].ends == DAY + timedelta(30)
    assert spans([Test(DAY, CORRECTED)], None)[0].ends is None


def test_a_failure_is_not_tested_away_the_same_day() -> None:
    assert [span.test.result for span in spans([Test(DAY, FAILED, "1"), Test(DAY, EFFECTIVE, "2")], None)] == [FAILED]


def test_the_next_test_is_due_a_rhythm_after_the_last_one_or_the_start() -> None:
    assert due_on(None, DAY, 30) == due_on(DAY, DAY - timedelta(400), 30) == DAY + timedelta(30)
    assert due_on(DAY, DAY, None) is None


tests_ = st.lists(st.builds(Test, st.dates(DAY, DAY + timedelta(99)), st.sampled_from(RESULTS)), max_size=8)


@given(tests_, st.none() | st.integers(1, 400), st.randoms())
def test_spans_never_overlap_and_order_never_matters(tests: list[Test], days: int | None, dice: object) -> None:
    known = spans(tests, days)
    for one, following in itertools.pairwise(known):
        assert one.ends is not None
        assert one.begins < one.ends <= following.begins
    mixed = list(tests)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    assert [(s.begins, s.ends) for s in spans(mixed, days)] == [(s.begins, s.ends) for s in known]
