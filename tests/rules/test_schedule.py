"""The timeline: earliest and latest days, what is critical, which milestone holds, and which dependency closes a circle."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseway.rules.plan import (
    DependencyCycleError,
    Milestone,
    Pace,
    Plan,
    PlanError,
    PlannedAction,
    Workdays,
    closing_cycle,
    complete_effort,
)
from clauseway.rules.schedule import Bar, schedule

from .ordering import work_order

MONDAY = date(2026, 11, 23)
FULL = Pace(5, 5)


def action(id: str, days: float = 1, **more: object) -> PlannedAction:
    return PlannedAction(
        id, effort_low=days, effort_likely=days, effort_high=days, owner=str(more.pop("owner", id)), **more
    )  # type: ignore[arg-type]


def bars(
    *actions: PlannedAction, after: tuple[tuple[str, str], ...] = (), as_of: date = MONDAY, **more: object
) -> dict[str, Bar]:
    return {bar.id: bar for bar in schedule(Plan(actions, after, FULL, **more), as_of=as_of).bars}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("as_of", "effort", "start", "finish"),
    [
        pytest.param(MONDAY, 1, MONDAY, MONDAY, id="one-day"),
        pytest.param(MONDAY, 5, MONDAY, date(2026, 11, 27), id="a-week-ends-on-friday"),
        pytest.param(MONDAY, 5.5, MONDAY, date(2026, 11, 30), id="half-a-day-more-ends-on-monday"),
        pytest.param(date(2026, 11, 27), 2, date(2026, 11, 27), date(2026, 11, 30), id="over-the-weekend"),
        pytest.param(date(2026, 11, 28), 1, date(2026, 11, 30), date(2026, 11, 30), id="as-of-saturday"),
        pytest.param(date(2026, 11, 29), 0, date(2026, 11, 30), date(2026, 11, 30), id="as-of-sunday-hardly-any-work"),
    ],
)
def test_work_is_done_on_working_days(as_of: date, effort: float, start: date, finish: date) -> None:
    bar = bars(action("a", effort), as_of=as_of)["a"]
    assert (bar.start_on, bar.finish_on) == (start, finish)


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(0, 400))
def test_offsets_and_working_days_agree(as_of: date, offset: int) -> None:
    """The start of a day, as a number of working days, leads back to that day or, at a weekend, to the next Monday."""
    days = Workdays(as_of)
    back = days.date(days.start(days.moment(offset)))
    day = days.date(offset)
    assert back == day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() >= 5 else 0)
    assert days.finish(days.moment(offset)) <= offset


def test_dependencies_waits_and_starts_move_what_follows() -> None:
    found = bars(
        action("a", 2, wait_days=10), action("b", 1), action("c", 1, start_on=date(2026, 12, 9)), after=(("a", "b"),)
    )
    assert (found["a"].finish_on, found["a"].ready_on) == (date(2026, 11, 24), date(2026, 12, 4))
    assert found["b"].start_on == date(2026, 12, 4)
    assert found["c"].start_on == date(2026, 12, 9)


def test_a_person_works_on_one_action_at_a_time_and_unowned_work_is_one_queue() -> None:
    two = bars(action("a", 5, owner="p"), action("b", 5, owner="p"), action("c", 5, owner="q"))
    assert [two[id].finish_on.day for id in "abc"] == [27, 4, 27]
    none = bars(PlannedAction("a", effort_likely=5), PlannedAction("b", effort_likely=5))
    assert none["b"].start_on == date(2026, 11, 30)


def test_somebody_does_other_work_while_a_wait_runs() -> None:
    found = bars(
        action("a", 1, owner="p", wait_days=60),
        action("b", 1, owner="p"),
        action("z", 1, owner="p"),
        after=(("a", "b"),),
    )
    assert found["z"].finish_on == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("actions", "after", "order"),
    [
        pytest.param((action("b"), action("a")), (), "ab", id="by-id-at-last"),
        pytest.param((action("a"), action("b", stage="stage1")), (), "ba", id="stage-1-first"),
        pytest.param(
            (action("a"), action("m"), action("b", stage="stage1")),
            (("m", "b"),),
            "mba",
            id="what-stage-1-waits-for-too",
        ),
        pytest.param((action("a"), action("b", due_on=MONDAY)), (), "ba", id="due-first"),
        pytest.param(
            (action("a", start_on=date(2027, 1, 4), stage="stage1"), action("b")), (), "ba", id="what-may-start-first"
        ),
        pytest.param((action("a", stage="stage1"), action("b", state="doing")), (), "ba", id="in-work-before-all"),
    ],
)
def test_the_order_of_work(actions: tuple[PlannedAction, ...], after: tuple[tuple[str, str], ...], order: str) -> None:
    assert "".join(work_order(Plan(actions, after), MONDAY)) == order


def test_slack_is_what_can_slip_without_moving_a_stage() -> None:
    found = bars(action("long", 10), action("short", 3), action("last", 1), after=(("long", "last"), ("short", "last")))
    assert [found[id].critical for id in ("long", "short", "last")] == [True, False, True]
    assert (found["short"].slack, found["short"].latest_finish_on) == (7, date(2026, 12, 4))
    assert found["short"].latest_start_on == date(2026, 12, 2)


def test_slack_takes_a_wait_into_account() -> None:
    found = bars(action("a", 1, wait_days=7), action("b", 1), action("c", 11), after=(("a", "b"),))
    assert found["c"].critical
    # c ends on 7 December; b can start on that day, so a takes effect on it and is worked on until 30 November
    assert [found[id].slack for id in "abc"] == [5, 5, 0]
    assert found["a"].latest_finish_on == date(2026, 11, 30)


def test_done_actions_stand_on_the_timeline_and_hold_nobody_up() -> None:
    done = action("a", 50, state="done", done_on=date(2026, 11, 2), owner="p")
    found = bars(
        done,
        action("b", 1, owner="p"),
        action("gone", 90, owner="p", state="cancelled"),
        after=(("a", "b"), ("gone", "b")),
    )
    assert (found["a"].done, found["a"].finish_on, found["a"].critical) == (True, date(2026, 11, 2), False)
    assert found["b"].finish_on == MONDAY
    assert "gone" not in found


def test_a_wait_still_runs_after_the_work_is_done() -> None:
    done = action("a", 50, state="done", done_on=date(2026, 11, 20), wait_days=14)
    found = bars(done, action("b", 1), after=(("a", "b"),))
    assert (found["a"].done, found["a"].ready_on, found["b"].start_on) == (True, date(2026, 12, 4), date(2026, 12, 4))


def test_milestones_say_what_stands_in_the_way() -> None:
    plan = Plan(
        (action("a", 5, stage="stage1"), action("b", 10)),
        pace=FULL,
        milestones=(
            Milestone("stage1", date(2026, 11, 30)),
            Milestone("stage2", date(2026, 12, 1)),
            Milestone("own", MONDAY, "board"),
        ),
    )
    first, second, own = schedule(plan, as_of=MONDAY).milestones
    assert (first.feasible, first.margin_days, first.blocking) == (True, 3, ())
    assert (second.feasible, second.margin_days, second.blocking) == (False, -3, ("b",))
    assert (own.feasible, own.margin_days, own.ref) == (None, None, "board")


@pytest.mark.parametrize(
    ("first_record", "done_on", "ready"),
    [
        pytest.param(None, None, date(2027, 2, 25), id="from-the-last-stage-1-action"),
        pytest.param(date(2026, 10, 1), None, date(2026, 12, 30), id="from-the-first-record"),
        pytest.param(None, date(2026, 11, 1), date(2027, 1, 30), id="stage-1-done-already"),
    ],
)
def test_months_of_operation(first_record: date | None, done_on: date | None, ready: date) -> None:
    work = action("a", 5, stage="stage1", state="done" if done_on else "open", done_on=done_on)
    found = schedule(Plan((work,), pace=FULL, operation_days=90, first_record_on=first_record), as_of=MONDAY)
    assert found.ready["stage2"] == ready


def test_days_late_against_the_due_date() -> None:
    assert bars(action("a", 5, due_on=date(2026, 11, 25)))["a"].late_days == 2


@pytest.mark.parametrize(
    ("edges", "cycle", "closing"),
    [
        pytest.param((("a", "b"), ("b", "a")), {"a", "b"}, ("b", "a"), id="two"),
        pytest.param((("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")), {"a", "b", "c"}, ("c", "a"), id="three"),
        pytest.param((("a", "a"),), {"a"}, ("a", "a"), id="itself"),
        pytest.param(
            (("c", "a"), ("a", "b"), ("d", "c"), ("b", "c")), {"a", "b", "c"}, ("b", "c"), id="closed-by-the-last"
        ),
    ],
)
def test_a_circle_is_refused_and_shown(
    edges: tuple[tuple[str, str], ...], cycle: set[str], closing: tuple[str, str]
) -> None:
    plan = Plan(tuple(action(id) for id in "abcd"), edges)
    with pytest.raises(DependencyCycleError) as caught:
        schedule(plan, as_of=MONDAY)
    assert (set(caught.value.cycle), caught.value.closing) == (cycle, closing)
    round_trip = zip(caught.value.cycle, (*caught.value.cycle[1:], caught.value.cycle[0]), strict=True)
    assert set(round_trip) <= set(edges)


def test_the_circle_is_known_before_the_dependency_is_saved() -> None:
    edges = (("a", "b"), ("b", "c"))
    assert closing_cycle(edges, "c", "a") == ("a", "b", "c")
    assert closing_cycle(edges, "a", "c") == ()


@pytest.mark.parametrize(
    ("given_figures", "expected", "code"),
    [
        pytest.param((None, None, None), (1, 3, 8), "effort-missing", id="nothing"),
        pytest.param((None, 4, None), (2, 4, 8), "effort-range-assumed", id="likely-only"),
        pytest.param((2, None, 8), (2, 5, 8), "effort-range-assumed", id="ends-only"),
        pytest.param((2, None, None), (2, 4, 8), "effort-range-assumed", id="low-only"),
        pytest.param((None, None, 8), (2, 4, 8), "effort-range-assumed", id="high-only"),
        pytest.param((8, 4, 2), (2, 4, 8), "effort-sorted", id="wrong-order"),
        pytest.param((1, 2, 3), (1, 2, 3), "", id="complete"),
    ],
)
def test_missing_estimates_are_completed_and_said(
    given_figures: tuple[float | None, ...], expected: tuple[float, ...], code: str
) -> None:
    assert complete_effort(*given_figures) == (expected, code)


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        pytest.param(Plan((action("a"), action("a"))), "action-twice", id="same-id-twice"),
        pytest.param(Plan(pace=Pace(0, 1)), "pace-not-a-range-above-zero", id="nobody-works"),
        pytest.param(Plan(paces={"p": Pace(3, 1)}), "pace-not-a-range-above-zero", id="pace-backwards"),
        pytest.param(Plan(lead_low=9, lead_high=3), "lead-time-not-a-range", id="lead-time-backwards"),
        pytest.param(Plan((action("a", state="done"),)), "done-without-date", id="done-when"),
        pytest.param(Plan((action("a", wait_days=-1),)), "wait-negative", id="waits-backwards"),
        pytest.param(Plan((action("a", stage="stage3"),)), "stage-or-state-unknown", id="no-such-stage"),
        pytest.param(Plan((action("a", -1),)), "effort-negative", id="effort-below-nothing"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(plan: Plan, code: str) -> None:
    with pytest.raises(PlanError) as caught:
        schedule(plan, as_of=MONDAY)
    assert caught.value.code == code
