"""Objectives: defined, followed, reached, missed and acted on, missed and ignored; moving a target heals nothing."""

import itertools
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseway.rules.objectives import (
    ACTED_ON,
    AT_LEAST,
    AT_MOST,
    MET,
    MISSED,
    ON_TRACK,
    OUTCOMES,
    YES,
    CheckIn,
    Span,
    Step,
    Target,
    followed,
    ignored,
    missing,
    outcomes,
)

BEGUN, DUE = date(2026, 1, 1), date(2026, 6, 30)
TARGET = Target(AT_LEAST, Decimal(95), DUE, BEGUN, ref="t")
STEP = Step("Second dispatch round", "Ada", "One van", date(2026, 3, 1))


def day(number: int) -> date:
    return DUE + timedelta(days=number)


def look(number: int, value: int | None = None, **more: object) -> CheckIn:
    return CheckIn(f"c{number}", day(number), None if value is None else Decimal(value), **more)  # type: ignore[arg-type]


def said(*check_ins: CheckIn, targets: tuple[Target, ...] = (TARGET,)) -> list[tuple[str, date, date | None]]:
    return [(span.outcome, span.begins, span.ends) for span in outcomes(targets, check_ins)]


def test_defined_needs_everything() -> None:
    assert missing("On time", "ada", [TARGET], [STEP], "Monthly figures") == []
    assert missing("", "", [], [], " ") == ["measure", "target", "owner", "plan", "evaluation"]
    assert missing("On time", "ada", [Target(AT_LEAST, None, DUE, BEGUN)], [STEP], "x") == ["target"]
    assert missing("On time", "ada", [Target(YES, None, DUE, BEGUN)], [STEP], "x") == []
    assert missing("On time", "ada", [TARGET], [STEP, Step("More")], "x") == ["plan"]


@pytest.mark.parametrize(
    ("direction", "value", "reached"),
    [
        (AT_LEAST, 95, True),
        (AT_LEAST, 94, False),
        (AT_MOST, 95, True),
        (AT_MOST, 96, False),
        (YES, 1, True),
        (YES, 0, False),
    ],
)
def test_direction(direction: str, value: int, reached: bool) -> None:
    assert Target(direction, Decimal(95), DUE, BEGUN).reached(Decimal(value)) is reached


def test_reached_and_missed() -> None:
    assert said(look(1, 96)) == [(MET, day(1), None)]
    assert said(look(1, 90)) == [(MISSED, day(1), None)]
    assert said(look(1)) == []


def test_a_miss_that_was_looked_into_and_acted_on() -> None:
    """Both are needed: what was found, and what is done about it; and what is done has to be done."""
    assert said(look(1, 90, finding="Carrier")) == [(MISSED, day(1), None)]
    assert said(look(1, 90, response="Second van")) == [(MISSED, day(1), None)]
    told = {"finding": "Carrier", "response": "Second van", "response_due": day(30)}
    assert said(look(1, 90, **told)) == [(ACTED_ON, day(1), day(31)), (MISSED, day(31), None)]
    assert said(look(1, 90, **told, response_done=day(20))) == [(ACTED_ON, day(1), None)]
    assert said(look(1, 90, **told, response_done=day(50))) == [
        (ACTED_ON, day(1), day(31)),
        (MISSED, day(31), day(50)),
        (ACTED_ON, day(50), None),
    ]


def test_on_track_holds_until_the_result_is_asked_for() -> None:
    assert said(look(-60, 80, on_track=True)) == [(ON_TRACK, day(-60), DUE)]
    assert said(look(-60, 80, on_track=False)) == []
    later = Target(AT_LEAST, Decimal(95), DUE, BEGUN, evaluate_by=day(15))
    assert said(look(-60, 80, on_track=True), targets=(later,)) == [(ON_TRACK, day(-60), day(15))]


def test_a_target_moved_after_it_was_due_heals_nothing() -> None:
    easier = Target(AT_LEAST, Decimal(80), day(180), day(5), ref="u")
    old = Target(AT_LEAST, Decimal(95), DUE, BEGUN, valid_until=day(5), evaluate_by=day(10))
    assert said(look(6, 90), targets=(old, easier)) == [(MISSED, day(6), None)]
    assert ignored([old, easier], [], [(day(-1), Decimal(90))]) == [Span(MISSED, day(10), None, "")]


def test_a_target_replaced_before_it_was_due_is_not_judged() -> None:
    easier = Target(AT_LEAST, Decimal(80), day(180), day(-30), ref="u")
    old = Target(AT_LEAST, Decimal(95), DUE, BEGUN, valid_until=day(-30))
    assert said(look(1, 85), targets=(old, easier)) == [(MET, day(1), None)]
    assert ignored([old, easier], [], [(day(-1), Decimal(90))]) == []


def test_ignored_until_somebody_looks() -> None:
    known = [(day(-40), Decimal(99)), (day(-3), Decimal(90)), (day(3), Decimal(99))]
    assert ignored([TARGET], [], known) == [Span(MISSED, DUE, None, "t")]
    assert ignored([TARGET], [look(9, 90)], known) == [Span(MISSED, DUE, day(9), "t")]
    assert ignored([TARGET], [look(0, 90)], known) == []
    assert ignored([TARGET], [], []) == []


def test_a_plan_is_followed_while_no_step_is_late() -> None:
    done = Step("a", "b", "c", date(2026, 3, 1), date(2026, 2, 20))
    open_one = Step("a", "b", "c", day(20))
    assert followed([STEP], [look(-30)]) == []
    assert followed([done], [look(-30)]) == [Span("followed", day(-30), None, "c-30")]
    assert followed([done, open_one], [look(-30), look(1)]) == [
        Span("followed", day(-30), day(1), "c-30"),
        Span("followed", day(1), day(21), "c1"),
    ]
    assert followed([], [look(1)]) == []


LOOKS = st.lists(
    st.builds(
        look,
        st.integers(-90, 90),
        st.one_of(st.none(), st.integers(80, 99)),
        on_track=st.sampled_from([None, True, False]),
        finding=st.sampled_from(["", "found"]),
        response=st.sampled_from(["", "done"]),
        response_due=st.one_of(st.none(), st.integers(0, 90).map(day)),
        response_done=st.one_of(st.none(), st.integers(0, 90).map(day)),
    ),
    max_size=6,
)


@given(LOOKS)
def test_spans_are_in_order_and_never_overlap(looks: list[CheckIn]) -> None:
    spans = outcomes([TARGET], looks)
    assert all(span.outcome in OUTCOMES and (span.ends is None or span.ends > span.begins) for span in spans)
    for before, after in itertools.pairwise(spans):
        assert before.ends is not None
        assert before.ends <= after.begins


@given(LOOKS, st.integers(50, 99))
def test_an_easier_target_set_later_never_improves_what_was_due(looks: list[CheckIn], value: int) -> None:
    """Whatever is set after the due day, the looks up to the evaluation day say what they said."""
    old = Target(AT_LEAST, Decimal(95), DUE, BEGUN, valid_until=day(5), evaluate_by=day(30))
    new = Target(AT_LEAST, Decimal(value), day(200), day(5))
    looks = [one for one in looks if one.on < day(30)]
    kept = Target(AT_LEAST, Decimal(95), DUE, BEGUN, evaluate_by=day(30))
    assert outcomes([old, new], looks) == outcomes([kept], looks)
