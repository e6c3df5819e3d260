"""Obligations: what an evaluation shows of the whole, when a breach stands, and what ends it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseway.rules.obligations import (
    ACTED_ON,
    BREACH,
    COMPLIES,
    Evaluation,
    breaches,
    latest,
    missing,
    next_on,
    outcomes,
)

START = date(2026, 1, 1)
BOTH = ("a", "b")


def day(number: int) -> date:
    return START + timedelta(days=number)


def look(number: int, complies: bool = True, sites: str = "", **more: object) -> Evaluation:
    return Evaluation(f"e{number}{sites}", day(number), complies, frozenset(sites), **more)  # type: ignore[arg-type]


def test_determined_needs_text_source_and_somebodys_decision() -> None:
    assert missing("", " ", decided=False) == ["asks", "source", "applicability"]
    assert missing("Keep below 2 mg", "Permit 17", decided=True) == []


def test_each_evaluation_speaks_until_the_next() -> None:
    spans = outcomes([look(0), look(30, complies=False), look(60)])
    assert [(s.outcome, s.begins, s.ends) for s in spans] == [
        (COMPLIES, day(0), day(30)),
        (BREACH, day(30), day(60)),
        (COMPLIES, day(60), None),
    ]


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        (None, [(ACTED_ON, 5, 21), (BREACH, 21, None)]),
        (15, [(ACTED_ON, 5, None)]),
        (30, [(ACTED_ON, 5, 21), (BREACH, 21, 30), (ACTED_ON, 30, None)]),
    ],
)
def test_a_promise_counts_until_its_day(done: int | None, expected: list[tuple[str, int, int | None]]) -> None:
    one = look(
        0,
        complies=False,
        response="New filter",
        response_on=day(5),
        response_due=day(20),
        response_done=None if done is None else day(done),
    )
    want = [(BREACH, 0, 5), *expected]
    assert [(s.outcome, s.begins, s.ends) for s in outcomes([one])] == [
        (word, day(begins), None if ends is None else day(ends)) for word, begins, ends in want
    ]


def test_one_place_says_nothing_about_both() -> None:
    assert outcomes([look(0, sites="a")], BOTH) == []
    assert latest([look(0, sites="a")], BOTH) is None
    assert [s.begins for s in breaches([look(0, complies=False, sites="a")], BOTH)] == [day(0)]


def test_a_breach_at_one_place_ends_with_a_new_look_there_only() -> None:
    bad = look(0, complies=False, sites="a")
    assert breaches([bad, look(10, sites="b")], BOTH)[0].ends is None
    assert breaches([bad, look(10, sites="a")], BOTH)[0].ends == day(10)
    assert breaches([bad, look(10, sites="ab")], BOTH)[0].ends == day(10)


def test_on_one_day_the_worst_speaks() -> None:
    good, bad = Evaluation("z", day(0), True), Evaluation("a", day(0), False)
    assert [s.outcome for s in outcomes([good, bad])] == [BREACH]
    assert breaches([good, bad])[0].ends is None


def test_the_next_is_due_by_the_shortest_rhythm_from_the_last_whole_look() -> None:
    assert next_on([], (), day(0), [365, 180]) == day(180)
    assert next_on([look(10), look(20, sites="a")], (), day(0), [30]) == day(50)
    assert next_on([look(10, sites="a")], BOTH, day(0), [30]) == day(30)
    assert next_on([look(10)], (), day(0), []) is None


LOOKS = st.lists(
    st.builds(
        lambda on, ok, sites, response, began, due, done: Evaluation(
            f"{on}{ok}{sites}{response}",
            day(on),
            ok,
            frozenset(sites),
            response,
            day(on + began),
            None if due is None else day(on + began + due),
            None if done is None else day(on + began + done),
        ),
        st.integers(0, 60),
        st.booleans(),
        st.sampled_from(["", "a", "b", "ab"]),
        st.sampled_from(["", "x"]),
        st.integers(0, 5),
        st.none() | st.integers(0, 30),
        st.none() | st.integers(0, 60),
    ),
    max_size=6,
)


@given(LOOKS, st.sampled_from([(), ("a",), BOTH]), st.integers(-5, 200))
def test_at_most_one_outcome_a_day_and_none_from_a_partial_look(
    looks: list[Evaluation], sites: tuple[str, ...], at: int
) -> None:
    standing = [s for s in outcomes(looks, sites) if s.begins <= day(at) and (s.ends is None or day(at) < s.ends)]
    assert len(standing) <= 1
    whole = {one.ref for one in looks if set(sites) <= one.sites}
    assert all(span.ref in whole for span in standing)
    assert all(span.ends is None or span.begins < span.ends for span in outcomes(looks, sites))


@given(LOOKS, st.integers(-5, 200))
def test_a_breach_of_the_whole_is_never_told_as_kept(looks: list[Evaluation], at: int) -> None:
    """Where the latest look says breach and nothing was undertaken in time, the contrary stands on the same day."""
    now = [s for s in outcomes(looks) if s.begins <= day(at) and (s.ends is None or day(at) < s.ends)]
    against = [s for s in breaches(looks) if s.begins <= day(at) and (s.ends is None or day(at) < s.ends)]
    if now and now[0].outcome == BREACH:
        assert against
