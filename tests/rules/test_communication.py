"""A communication plan: settled, held, overdue, orphaned."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from clauseway.rules.communication import PARTS, Entry, Span, held, missing, next_on, orphaned, overdue, planned

START = date(2026, 1, 1)


def day(number: int) -> date:
    return START + timedelta(days=number)


def test_every_part_is_needed() -> None:
    assert missing({}) == list(PARTS)
    assert missing(dict.fromkeys(PARTS, "said")) == []


def test_planned_while_settled_and_its_owner_is_here() -> None:
    assert planned(Entry(day(0))) is None
    assert planned(Entry(day(0), settled=day(2))) == Span(day(2), None)
    assert planned(Entry(day(0), settled=day(2), owner_until=day(2))) is None
    assert orphaned(Entry(day(0), day(9), day(0), owner_until=day(4))) == Span(day(4), day(9))
    assert orphaned(Entry(day(0))) is None


def test_each_occurrence_speaks_until_the_next_and_none_before_it_was_planned() -> None:
    entry = Entry(day(5), day(40), day(6))
    rows = [("early", day(5)), ("one", day(10)), ("two", day(20))]
    assert held(entry, rows) == [Span(day(10), day(20), "one"), Span(day(20), day(40), "two")]
    assert held(Entry(day(5)), rows) == []


def test_it_stays_out_from_the_day_after_the_interval() -> None:
    entry = Entry(day(0), None, day(0), 10)
    assert overdue(entry, []) == [Span(day(11), None)]
    assert overdue(entry, [("a", day(10))]) == [Span(day(21), None, "a")]
    assert overdue(entry, [("a", day(15))]) == [Span(day(11), day(15)), Span(day(26), None, "a")]
    assert overdue(Entry(day(0), None, day(0)), []) == []
    assert overdue(Entry(day(0), None, None, 10), []) == []
    assert next_on(entry, [("a", day(15))]) == day(25)
    assert next_on(Entry(day(0)), []) is None


@given(st.lists(st.integers(0, 60), max_size=8), st.integers(1, 20), st.integers(0, 80))
def test_overdue_is_exactly_when_the_last_occurrence_is_too_old(days: list[int], interval: int, number: int) -> None:
    entry = Entry(day(0), None, day(0), interval)
    rows = [(f"{n:03}", day(at)) for n, at in enumerate(days)]
    spans = overdue(entry, rows)
    late = any(s.begins <= day(number) and (s.ends is None or day(number) < s.ends) for s in spans)
    last = max((at for at in days if at <= number), default=0)
    assert late == (number - last > interval)
