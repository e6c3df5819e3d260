"""Who answers: exactly one who is here and was told, however the assignments are ordered."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseway.rules.responsibility import (
    BREAKS,
    GONE,
    LEFT,
    NOBODY,
    SEVERAL,
    UNDONE,
    VACANT,
    Assigned,
    Window,
    accountable,
    answered,
    broken,
    findings,
    letters,
)

START = date(2026, 1, 1)


def day(number: int) -> date:
    return START + timedelta(days=number)


def one(
    ref: str, letter: str = "A", begins: int = 0, ends: int | None = None, who: str = "", **more: object
) -> Assigned:
    until = None if ends is None else day(ends)
    present = (Window(who or ref, day(0)),)
    return Assigned(ref, letter, day(begins), until, **{"present": present, **more})  # type: ignore[arg-type]


def test_nobody_one_and_several() -> None:
    assert accountable([], day(0)).code == NOBODY
    assert accountable([one("a"), one("b", "R")], day(0)).code == ""
    assert accountable([one("a"), one("b")], day(0)).code == SEVERAL
    assert accountable([one("a", who="x"), one("b", who="x")], day(0)).code == ""


def test_who_left_answers_no_more_and_an_empty_role_never_did() -> None:
    gone = one("a", present=(Window("a", day(0), day(5)),))
    assert accountable([gone], day(4)).code == ""
    assert accountable([gone], day(5)).code == LEFT
    assert accountable([one("a", present=())], day(5)).code == VACANT
    assert accountable([gone, one("b")], day(5)).code == SEVERAL


def test_two_holders_of_a_role_are_two_who_answer() -> None:
    both = one("role", present=(Window("x", day(0)), Window("y", day(3), day(6))))
    assert [accountable([both], day(n)).code for n in (2, 3, 6)] == ["", SEVERAL, ""]


def test_findings_say_also_what_breaks_nothing() -> None:
    told = [one("c", "C", present=(Window("c", day(0), day(1)),))]
    assert [found.code for found in findings(told, day(2))] == [NOBODY, UNDONE, GONE]
    assert [found.code for found in findings([], day(2))] == [NOBODY]
    assert findings([one("a"), one("b", "R")], day(2)) == ()


def test_answered_begins_when_told_and_ends_when_broken() -> None:
    rows = [one("a", known=day(3)), one("b", begins=10, ends=12)]
    assert [(s.begins, s.ends) for s in answered(rows)] == [(day(3), day(10)), (day(12), None)]
    assert [(s.code, s.begins, s.ends) for s in broken(rows)] == [(SEVERAL, day(10), day(12))]
    assert broken([one("a", "R")]) == ()


@pytest.mark.parametrize(
    ("typed", "read"), [("", ""), ("a", "A"), ("A/R", "RA"), ("i, c r", "RCI"), ("x", None), ("AA", "A")]
)
def test_letters_as_people_type_them(typed: str, read: str | None) -> None:
    assert letters(typed) == read


ASSIGNED = st.builds(
    lambda n, letter, begins, length, who, left, known: Assigned(
        f"r{n}",
        letter,
        day(begins),
        None if length is None else day(begins + length),
        (Window(who, day(0), None if left is None else day(left)),),
        None if known is None else day(known),
    ),
    st.integers(0, 999),
    st.sampled_from("RACI"),
    st.integers(0, 20),
    st.none() | st.integers(1, 20),
    st.sampled_from("xyz"),
    st.none() | st.integers(1, 30),
    st.none() | st.integers(0, 30),
)


@given(st.lists(ASSIGNED, max_size=6, unique_by=lambda a: a.ref), st.integers(0, 45), st.randoms())
def test_spans_say_what_each_day_says(rows: list[Assigned], number: int, random: object) -> None:
    """Answered and broken never hold on one day, agree with the finding of the day, and do not depend on the order."""
    on = day(number)
    inside = [s for s in answered(rows) if s.begins <= on and (s.ends is None or on < s.ends)]
    against = [s for s in broken(rows) if s.begins <= on and (s.ends is None or on < s.ends)]
    found = accountable(rows, on)
    assert len(inside) + len(against) <= 1
    if inside:
        assert found.code == ""
    if against:
        assert found.code == against[0].code
        assert found.code in BREAKS
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert (answered(shuffled), broken(shuffled)) == (answered(rows), broken(rows))


@given(st.lists(ASSIGNED, max_size=6, unique_by=lambda a: a.ref), st.integers(0, 45))
def test_one_more_who_is_asked_or_told_changes_no_answer(rows: list[Assigned], number: int) -> None:
    more = [*rows, Assigned("more", "C", day(0), None, (Window("w", day(0)),))]
    assert accountable(more, day(number)) == accountable(rows, day(number))
