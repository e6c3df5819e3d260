"""The laws of calibration: what never heals, what is never overdue, and what never counts."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseway.rules import calibration as rule
from clauseway.rules.calibration import OUTSIDE, UNKNOWN, WITHIN, Check, Judged, Spell

START = date(2026, 1, 1)
TODAY = START + timedelta(400)
LIFE = (START, None)


def day(n: int) -> date:
    return START + timedelta(n)


@st.composite
def checks(draw: st.DrawFn, most: int = 6) -> list[Check]:
    found = []
    for number in range(draw(st.integers(0, most))):
        on = day(draw(st.integers(0, 450)))
        due = draw(st.none() | st.integers(1, 200).map(lambda n, on=on: on + timedelta(n)))
        came = draw(st.sampled_from((WITHIN, OUTSIDE, UNKNOWN)))
        went = draw(st.sampled_from((WITHIN, "limited", OUTSIDE)))
        found.append(Check(f"c{number}", on, came, went, draw(st.booleans()), due))
    return found


@st.composite
def spells(draw: st.DrawFn) -> list[Spell]:
    marks = sorted(draw(st.lists(st.integers(0, 450), max_size=6, unique=True)))
    pairs = zip(marks[::2], marks[1::2], strict=False)
    return [Spell(day(a), day(b)) for a, b in pairs]


def _unproven(rows: list[Check], aside: list[Spell] = [], looks: list[Judged] = []) -> list[rule.Unproven]:  # noqa: B006
    return rule.unproven(rows, aside, looks, TODAY, LIFE)


@given(checks())
def test_what_lies_in_the_future_shows_nothing(rows: list[Check]) -> None:
    past = [c for c in rows if c.on <= TODAY]
    assert rule.shown(rows, TODAY) == rule.shown(past, TODAY)
    assert rule.in_question(rows, [], TODAY) == rule.in_question(past, [], TODAY)
    assert _unproven(rows) == _unproven(past)


@given(checks())
def test_without_traceability_nothing_is_shown(rows: list[Check]) -> None:
    shown = {span.check for span in rule.shown(rows, TODAY)}
    assert not shown & {c.ref for c in rows if not c.traceable}


@given(checks())
def test_what_is_shown_never_overlaps_and_ends_when_it_is_due(rows: list[Check]) -> None:
    spans = rule.shown(rows, TODAY)
    by_ref = {c.ref: c for c in rows}
    for span in spans:
        due = by_ref[span.check].due
        assert due is None or (span.ends is not None and span.ends <= due)
    for one, after in pairwise(spans):
        assert one.ends is not None
        assert one.ends <= after.begins


@given(st.integers(0, 100), st.integers(1, 100), st.integers(0, 100))
def test_quarantined_before_or_on_the_due_day_is_never_overdue(on: int, lasts: int, early: int) -> None:
    check = Check("c", day(on), WITHIN, WITHIN, True, day(on + lasts))
    aside = Spell(max(day(on), day(on + lasts) - timedelta(early)))
    assert _unproven([check], [aside]) == []


@given(st.integers(0, 100), st.integers(1, 100), st.integers(1, 100))
def test_quarantine_after_the_due_day_heals_nothing(on: int, lasts: int, late: int) -> None:
    check = Check("c", day(on), WITHIN, WITHIN, True, day(on + lasts))
    found = _unproven([check], [Spell(day(on + lasts + late))])
    assert found == [rule.Unproven(day(on + lasts), None, rule.OVERDUE)]


def test_late_use_is_settled_by_a_calibration_that_found_it_right() -> None:
    late = [Check("a", day(0), WITHIN, WITHIN, True, day(100)), Check("b", day(120), WITHIN, WITHIN)]
    assert _unproven(late) == [rule.Unproven(day(100), day(120), rule.OVERDUE)]


def test_late_use_is_not_settled_by_one_that_found_it_wrong() -> None:
    late = [Check("a", day(0), WITHIN, WITHIN, True, day(100)), Check("b", day(120), OUTSIDE, WITHIN)]
    assert _unproven(late)[0].ends is None
    looked = Judged("b", day(130), settled=True)
    assert _unproven(late, looks=[looked])[0].ends == day(130)


@given(checks(), spells())
def test_use_that_goes_on_is_not_settled_by_looking(rows: list[Check], aside: list[Spell]) -> None:
    looks = [Judged(c.ref, day(n), settled=True) for n, c in enumerate(rows)]
    bare = {(one.begins, one.why) for one in _unproven(rows, aside) if one.ends is None}
    open_end = [one for one in _unproven(rows, [], looks) if one.ends is None]
    assert all((one.begins, one.why) in bare or aside for one in open_end)


@given(checks(), spells())
def test_setting_aside_more_never_adds_use_without_proof(rows: list[Check], aside: list[Spell]) -> None:
    whole = _unproven(rows)
    for one in _unproven(rows, aside):
        assert any(other.why == one.why and other.begins <= one.begins for other in whole)


@given(checks())
def test_each_check_that_found_it_wrong_is_in_question_until_somebody_settled_it(rows: list[Check]) -> None:
    found = {asked.check: asked for asked in rule.in_question(rows, [], TODAY)}
    for check in rule.counted(rows, TODAY):
        if OUTSIDE in (check.found, check.left):
            assert found[check.ref].ends is None
    settled = [Judged(c.ref, c.on, settled=True) for c in rows]
    assert all(asked.ends == asked.begins for asked in rule.in_question(rows, settled, TODAY))


def test_looking_at_another_check_or_leaving_it_open_settles_nothing() -> None:
    rows = [Check("a", day(0), WITHIN, WITHIN), Check("b", day(9), OUTSIDE, WITHIN)]
    for look in (Judged("a", day(20), settled=True), Judged("b", day(20), settled=False)):
        assert rule.in_question(rows, [look], TODAY)[0].ends is None
    assert rule.in_question(rows, [], TODAY)[0].since == day(0)


def test_adjusted_before_anybody_looked_is_in_question_unless_it_is_the_first() -> None:
    first = Check("a", day(0), UNKNOWN, WITHIN)
    assert rule.in_question([first], [], TODAY) == []
    assert rule.in_question([first, Check("b", day(9), UNKNOWN, WITHIN)], [], TODAY)[0].check == "b"


def test_out_of_tolerance_and_still_used_stands_until_it_is_right_and_looked_at() -> None:
    rows = [Check("a", day(0), WITHIN, WITHIN), Check("b", day(50), OUTSIDE, OUTSIDE)]
    assert _unproven(rows) == [rule.Unproven(day(50), None, rule.UNFIT)]
    assert _unproven(rows, [Spell(day(50))]) == []
    assert _unproven(rows, [Spell(day(50), day(60))]) == [rule.Unproven(day(60), None, rule.UNFIT)]


def test_who_is_set_aside_now_is_no_member_and_who_came_back_is() -> None:
    assert rule.membership(LIFE, [Spell(day(9))]) == (START, day(9))
    assert rule.membership(LIFE, [Spell(day(9), day(12))]) == LIFE
    assert rule.membership((START, day(4)), [Spell(day(9))]) == (START, day(4))


def test_the_earlier_of_what_is_stated_and_the_own_interval_counts() -> None:
    assert rule.due_on(day(0), day(90), 30) == day(30)
    assert rule.due_on(day(0), day(20), 30) == day(20)
    assert rule.due_on(day(0), None, None) is None


def test_how_it_came_and_went_is_one_word() -> None:
    words = {(f, w): rule.result_of(f, w) for f in (WITHIN, OUTSIDE) for w in (WITHIN, "limited", OUTSIDE)}
    assert words[WITHIN, WITHIN] == "within-limits"
    assert words[OUTSIDE, WITHIN] == "adjusted"
    assert words[OUTSIDE, "limited"] == "limited-use"
    assert words[WITHIN, OUTSIDE] == "out-of-limits"


@pytest.mark.parametrize(
    ("checks", "days", "due"),
    [
        ([], [30], date(2026, 1, 1)),
        ([Check("1", date(2026, 2, 1), "within", "within", False)], [30], date(2026, 1, 1)),
        ([Check("1", date(2026, 2, 1), "within", "within")], [], None),
        ([Check("1", date(2026, 2, 1), "within", "within")], [90, 30], date(2026, 3, 3)),
        ([Check("1", date(2026, 2, 1), "within", "within", True, date(2026, 2, 20))], [30], date(2026, 2, 20)),
        ([Check("1", date(2026, 2, 1), "outside", "outside")], [30], date(2026, 2, 1)),
        ([Check("1", date(2027, 2, 1), "within", "within")], [30], date(2026, 1, 1)),
    ],
    ids=["never", "untraceable", "no end", "shortest rhythm", "own due day", "unfit", "in the future"],
)
def test_when_to_calibrate_again(checks: list[Check], days: list[int], due: date | None) -> None:
    assert rule.calibrate_again_on(checks, date(2026, 1, 1), days, date(2026, 6, 1)) == due
