"""Since when it is decided what applies: requirements by an approved scope, controls one by one."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from clauseway.rules.declaring import ALL_APPLY, WITH_REASON, WITHOUT_REASON, Decision, Stretch, complete, left_out

DAY = date(2026, 1, 1)
REASON = "Customers supply every drawing"


def on(number: int) -> date:
    return DAY + timedelta(days=number)


def out(about: str, begins: int, ends: int | None = None, reason: str = REASON) -> Decision:
    return Decision(about, False, reason, on(begins), on(ends) if ends is not None else None)


def necessary(about: str, begins: int, ends: int | None = None, reason: str = REASON) -> Decision:
    return Decision(about, True, reason, on(begins), on(ends) if ends is not None else None)


class TestLeftOut:
    def test_without_an_approved_scope_nothing_is_decided(self) -> None:
        assert left_out([out("8.3", 0)], []) == []

    def test_an_approved_scope_that_leaves_nothing_out(self) -> None:
        assert left_out([], [(on(3), None)]) == [Stretch(on(3), None, ALL_APPLY)]

    def test_left_out_later_with_a_reason(self) -> None:
        found = left_out([out("8.3", 10)], [(on(0), None)])
        assert found == [Stretch(on(0), on(10), ALL_APPLY), Stretch(on(10), None, WITH_REASON)]

    def test_one_without_a_reason_is_enough(self) -> None:
        found = left_out([out("8.3", 0), out("7.1.5.2", 0, reason="n/a")], [(on(0), None)])
        assert [one.said for one in found] == [WITHOUT_REASON]

    def test_taken_back_in(self) -> None:
        found = left_out([out("8.3", 0, 20)], [(on(0), None)])
        assert found[-1] == Stretch(on(20), None, ALL_APPLY)

    def test_a_new_scope_goes_on_where_the_old_one_ends(self) -> None:
        assert left_out([], [(on(0), on(5)), (on(5), None)]) == [Stretch(on(0), None, ALL_APPLY)]

    def test_days_without_a_scope_in_force_are_left_out(self) -> None:
        found = left_out([], [(on(0), on(5)), (on(9), None)])
        assert found == [Stretch(on(0), on(5), ALL_APPLY), Stretch(on(9), None, ALL_APPLY)]

    def test_that_one_applies_leaves_nothing_out(self) -> None:
        assert left_out([necessary("8.3", 2)], [(on(0), None)]) == [Stretch(on(0), None, ALL_APPLY)]


class TestComplete:
    def test_since_the_last_control_was_decided(self) -> None:
        found = complete([necessary("A.5.1", 0), out("A.5.2", 7)], ["A.5.1", "A.5.2"])
        assert found == [Stretch(on(7), None, "complete")]

    def test_one_missing_says_nothing(self) -> None:
        assert complete([necessary("A.5.1", 0)], ["A.5.1", "A.5.2"]) == []

    def test_one_without_a_reason_says_nothing(self) -> None:
        assert complete([necessary("A.5.1", 0, reason="")], ["A.5.1"]) == []

    def test_a_decision_that_follows_another_at_once_leaves_no_hole(self) -> None:
        assert complete([necessary("A.5.1", 0, 5), out("A.5.1", 5)], ["A.5.1"]) == [Stretch(on(0), None, "complete")]

    def test_a_decision_taken_back_ends_it(self) -> None:
        assert complete([necessary("A.5.1", 0, 5)], ["A.5.1"]) == [Stretch(on(0), on(5), "complete")]

    def test_no_controls_say_nothing(self) -> None:
        assert complete([], []) == []


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 30)).map(lambda s: (on(s[0]), on(s[0] + s[1])))
DECISIONS = st.lists(
    st.builds(
        lambda about, applies, reason, span: Decision(about, applies, reason, *span),
        st.sampled_from("abc"),
        st.booleans(),
        st.sampled_from(["", REASON]),
        SPANS,
    ),
    max_size=6,
)


@given(DECISIONS, st.lists(SPANS, max_size=3))
def test_stretches_never_overlap_and_each_says_something(
    decisions: list[Decision], scopes: list[tuple[date, date]]
) -> None:
    for found in (left_out(decisions, scopes), complete(decisions, "abc")):
        assert all(one.said and (one.ends is None or one.begins < one.ends) for one in found)
        assert all(a.ends is not None and a.ends <= b.begins for a, b in pairwise(found))


@given(DECISIONS, DECISIONS)
def test_more_decisions_with_a_reason_never_make_a_statement_less_complete(
    some: list[Decision], more: list[Decision]
) -> None:
    def days(found: list[Stretch]) -> set[date]:
        return {
            on(n) for n in range(70) for one in found if one.begins <= on(n) and (one.ends is None or on(n) < one.ends)
        }

    assert days(complete(some, "abc")) <= days(complete([*some, *more], "abc"))
