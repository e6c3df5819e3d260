"""The forecast keeps its laws: the same plan the same dates, more work never an earlier date, and it says what drives it and what it had to assume."""

import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from clauseway.rules.forecast import Driver, Forecast, forecast
from clauseway.rules.plan import Assumption, DependencyCycleError, Milestone, Pace, Plan, PlannedAction
from clauseway.rules.schedule import schedule

from .ordering import work_order

MONDAY = date(2026, 11, 23)
FEW = 60
STAGES = ("stage1", "stage2")

quick = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@st.composite
def actions(draw: st.DrawFn, id: str, owners: tuple[str, ...]) -> PlannedAction:
    low, likely, high = sorted(draw(st.tuples(*[st.integers(0, 40)] * 3)))
    figures = draw(st.sampled_from([(low / 4, likely / 4, high / 4), (None, likely / 4, None), (None, None, None)]))
    state = draw(st.sampled_from(["open", "open", "doing", "done", "cancelled"]))
    return PlannedAction(
        id,
        draw(st.sampled_from(STAGES)),
        *figures,
        draw(st.sampled_from(owners)),
        draw(st.none() | st.integers(-20, 60).map(lambda days: MONDAY + timedelta(days=days))),
        None,
        draw(st.sampled_from([0, 0, 0, 1, 14, 60])),
        state,
        MONDAY - timedelta(days=draw(st.integers(0, 90))) if state == "done" else None,
    )


@st.composite
def plans(draw: st.DrawFn, owners: tuple[str, ...] = ("", "p", "q")) -> Plan:
    ids = [f"a{number}" for number in draw(st.permutations(range(draw(st.integers(0, 7)))))]
    pairs = [(before, after) for at, after in enumerate(ids) for before in ids[:at]]
    low = draw(st.integers(0, 40))
    return Plan(
        tuple(draw(actions(id, owners)) for id in ids),
        tuple(draw(st.lists(st.sampled_from(pairs), unique=True, max_size=8))) if pairs else (),
        Pace(1, 3),
        {"p": Pace(2, 5)},
        draw(st.sampled_from([0, 30, 90])),
        draw(st.none() | st.just(MONDAY - timedelta(days=20))),
        low,
        low + draw(st.integers(0, 40)),
        tuple(
            draw(
                st.lists(
                    st.builds(Milestone, st.sampled_from(STAGES), st.dates(MONDAY, date(2027, 12, 31))), max_size=2
                )
            )
        ),
    )


def run(plan: Plan, as_of: date = MONDAY) -> Forecast:
    return forecast(plan, as_of=as_of, draws=FEW)


def dates(plan: Plan, as_of: date = MONDAY) -> list[date]:
    return [
        day for stage in run(plan, as_of).stages for day in (stage.p50, stage.p90, stage.ready_p50, stage.ready_p90)
    ]


def changed(plan: Plan, index: int, **values: object) -> Plan:
    one = dataclasses.replace(plan.actions[index], **values)  # type: ignore[arg-type]
    return dataclasses.replace(plan, actions=(*plan.actions[:index], one, *plan.actions[index + 1 :]))


def not_earlier(later: list[date], than: list[date]) -> bool:
    return all(a >= b for a, b in zip(later, than, strict=True))


@quick
@given(plans(), st.randoms(use_true_random=False))
def test_the_same_plan_gives_the_same_forecast_in_whatever_order_it_comes(plan: Plan, random: object) -> None:
    shuffled = dataclasses.replace(
        plan,
        actions=tuple(sorted(plan.actions, key=lambda _: random.random())),  # type: ignore[attr-defined]
        dependencies=tuple(sorted(plan.dependencies, key=lambda _: random.random())),  # type: ignore[attr-defined]
    )
    assert run(plan) == run(plan) == run(shuffled)


@quick
@given(plans(), st.dates(date(2026, 11, 23), date(2026, 11, 30)))
def test_dates_stand_in_order(plan: Plan, as_of: date) -> None:
    """Nothing before today, p50 not after p90, stage 2 not before stage 1, ready not after held."""
    first, second = (found := run(plan, as_of)).stages
    for stage in found.stages:
        assert as_of <= stage.ready_p50 <= stage.p50 <= stage.p90
        assert stage.ready_p90 <= stage.p90
        assert all(driver.days >= 0 and 0 < driver.critical <= FEW for driver in stage.drivers)
        assert len(stage.drivers) <= 5
    assert first.p50 <= second.p50
    assert first.p90 <= second.p90


@quick
@given(plans(), st.data())
def test_more_effort_never_brings_a_date_forward(plan: Plan, data: st.DataObject) -> None:
    index = data.draw(
        st.sampled_from([at for at, one in enumerate(plan.actions) if one.effort_likely is not None] or [-1])
    )
    assume(index >= 0)
    one = plan.actions[index]
    names = [name for name in ("effort_low", "effort_likely", "effort_high") if getattr(one, name) is not None]
    more = {name: getattr(one, name) + data.draw(st.integers(0, 40), label=name) / 4 for name in names}
    assert not_earlier(dates(changed(plan, index, **more)), dates(plan))


@quick
@given(plans(), st.integers(0, 60), st.data())
def test_longer_waits_and_lead_times_never_bring_a_date_forward(plan: Plan, days: int, data: st.DataObject) -> None:
    """A wait may change who waits for whom; the order of work staying as it is, nothing comes earlier."""
    body = dataclasses.replace(plan, lead_high=plan.lead_high + days, operation_days=plan.operation_days + days)
    assert not_earlier(dates(body), dates(plan))
    assume(plan.actions)
    index = data.draw(st.integers(0, len(plan.actions) - 1))
    longer = changed(plan, index, wait_days=plan.actions[index].wait_days + days)
    assume(work_order(longer, MONDAY) == work_order(plan, MONDAY))
    assert not_earlier(dates(longer), dates(plan))


def with_dependency(plan: Plan, data: st.DataObject) -> Plan:
    order = work_order(plan, MONDAY)
    pairs = [
        (before, after)
        for at, after in enumerate(order)
        for before in order[:at]
        if (before, after) not in plan.dependencies
    ]
    assume(pairs)
    return dataclasses.replace(plan, dependencies=(*plan.dependencies, data.draw(st.sampled_from(pairs))))


@quick
@given(plans(), st.data())
def test_a_dependency_never_brings_a_date_forward_while_the_order_of_work_stays(
    plan: Plan, data: st.DataObject
) -> None:
    more = with_dependency(plan, data)
    assume(work_order(more, MONDAY) == work_order(plan, MONDAY))
    assert not_earlier(dates(more), dates(plan))


@quick
@given(plans(), st.data())
def test_a_dependency_never_brings_a_date_forward_when_nobody_has_two_actions(plan: Plan, data: st.DataObject) -> None:
    plan = dataclasses.replace(
        plan, actions=tuple(dataclasses.replace(one, owner=f"of {one.id}") for one in plan.actions)
    )
    assert not_earlier(dates(with_dependency(plan, data)), dates(plan))


@quick
@given(plans())
def test_done_and_cancelled_actions_contribute_nothing(plan: Plan) -> None:
    """Once nothing waits any more: the plan without them has the same dates and drivers. What done stage-1 work says is when records began."""
    settled = dataclasses.replace(
        plan,
        actions=tuple(dataclasses.replace(one, wait_days=0) if one.state == "done" else one for one in plan.actions),
        first_record_on=plan.first_record_on or MONDAY,
    )
    left = dataclasses.replace(settled, actions=tuple(one for one in settled.actions if one.state in ("open", "doing")))
    assert run(settled).stages == run(left).stages


@pytest.mark.parametrize(
    ("plan", "first", "second"),
    [
        pytest.param(Plan(), MONDAY, MONDAY, id="nothing-at-all-is-today"),
        pytest.param(
            Plan(lead_low=30, lead_high=30), date(2026, 12, 23), date(2026, 12, 23), id="the-body-takes-thirty-days"
        ),
        pytest.param(Plan(operation_days=90), MONDAY, date(2027, 2, 21), id="records-from-today"),
        pytest.param(
            Plan((PlannedAction("a", "stage1", wait_days=30, state="done", done_on=date(2026, 11, 13)),)),
            date(2026, 12, 13),
            date(2026, 12, 13),
            id="the-wait-of-done-work-runs-on",
        ),
    ],
)
def test_an_empty_plan_is_today_plus_what_must_be_waited_for(plan: Plan, first: date, second: date) -> None:
    found = run(plan)
    assert [(stage.p50, stage.p90) for stage in found.stages] == [(first, first), (second, second)]


@quick
@given(plans())
def test_without_chance_the_forecast_is_the_schedule(plan: Plan) -> None:
    """Equal estimates and one pace leave one future, and both modules see the same one."""
    sure = dataclasses.replace(
        plan,
        actions=tuple(
            dataclasses.replace(one, effort_low=2.5, effort_likely=2.5, effort_high=2.5) for one in plan.actions
        ),
        pace=Pace(3, 3),
        paces={"p": Pace(4, 4)},
    )
    found, line = run(sure), schedule(sure, as_of=MONDAY)
    assert {stage.stage: stage.ready_p50 for stage in found.stages} == line.ready
    assert {stage.stage: stage.ready_p90 for stage in found.stages} == line.ready


def test_a_chain_is_driven_by_its_parts() -> None:
    sure = {"effort_low": 5, "effort_likely": 5, "effort_high": 5}
    plan = Plan(
        (
            PlannedAction("a", "stage1", **sure, owner="p", wait_days=14),
            PlannedAction("b", "stage1", **sure, owner="q"),
            PlannedAction("idle", "stage1", **sure, owner="r"),
        ),
        (("a", "b"),),
        Pace(5, 5),
        operation_days=90,
        lead_low=30,
        lead_high=30,
    )
    first, second = run(plan).stages
    assert first.drivers == (
        Driver("lead-time", "", FEW, 30),
        Driver("wait", "a", FEW, 13),
        Driver("work", "a", FEW, 6),
        Driver("work", "b", FEW, 6),
    )
    assert {driver.kind for driver in second.drivers} == {"operation", "wait", "work"}
    assert second.drivers[0] == Driver("operation", "", FEW, 60)  # then stage 1 with its lead time holds the date


def test_a_late_start_and_a_booked_stage_1_drive_too() -> None:
    plan = Plan(
        (PlannedAction("a", "stage1", 1, 1, 1, "p", date(2027, 3, 1)),),
        milestones=(Milestone("stage1", date(2027, 5, 3)),),
    )
    first, second = run(plan).stages
    assert first.drivers[0].kind == "start"
    assert (second.p50, second.drivers[0].kind, second.drivers[0].critical) == (date(2027, 5, 3), "booked-stage1", FEW)


@pytest.mark.parametrize(
    ("booked", "late"),
    [
        pytest.param(date(2026, 11, 23), 100, id="hopeless"),
        pytest.param(date(2028, 11, 23), 0, id="safe"),
    ],
)
def test_late_against_a_booked_date(booked: date, late: int) -> None:
    found = forecast(
        Plan((PlannedAction("a"),), lead_low=900, lead_high=900, milestones=(Milestone("stage2", booked),)),
        as_of=MONDAY,
    )
    stage = found.stage("stage2")
    assert (stage.booked, stage.late_of_100) == (booked, late)
    assert stage.p90 < date(2027, 6, 1), "a booked body is not waited for again"


def test_a_few_late_draws_are_never_rounded_away() -> None:
    plan = Plan((PlannedAction("a"),))
    last = max(dates(plan))
    shares = []
    for days in range(-40, 40):
        stage = forecast(
            dataclasses.replace(plan, milestones=(Milestone("stage2", last + timedelta(days=days)),)), as_of=MONDAY
        ).stage("stage2")
        shares.append(stage.late_of_100)
        assert (stage.late == 0) == (stage.late_of_100 == 0)
        assert (stage.late == stage.draws) == (stage.late_of_100 == 100)
    assert shares == sorted(shares, reverse=True)


def test_half_a_plan_is_marked() -> None:
    assert forecast(Plan(unplanned=3), as_of=MONDAY).incomplete == 3


def test_what_was_assumed_is_said() -> None:
    plan = Plan((PlannedAction("a", owner="p"), PlannedAction("b", effort_likely=2)), (("gone", "a"),))
    codes = {(note.code, note.ref) for note in run(plan).assumptions}
    assert codes == {
        ("effort-missing", "a"),
        ("effort-range-assumed", "b"),
        ("no-owner", "b"),
        ("dependency-outside-plan", "gone"),
    }
    assert run(Plan((PlannedAction("a", "stage1", 1, 2, 3, "p"),))).assumptions == ()
    assert isinstance(run(plan).assumptions[0], Assumption)


def test_a_circle_is_an_error_with_the_circle() -> None:
    plan = Plan((PlannedAction("a"), PlannedAction("b")), (("a", "b"), ("b", "a")))
    with pytest.raises(DependencyCycleError) as caught:
        run(plan)
    assert caught.value.cycle == ("a", "b")


def test_the_spread_follows_the_estimate() -> None:
    """One action of 2 to 20 days, most likely 5, by somebody full time: the quantiles of the triangular distribution, in working days."""
    plan = Plan((PlannedAction("a", "stage1", 2, 5, 20, "p"),), pace=Pace(5, 5))
    stage = forecast(plan, as_of=MONDAY).stage("stage1")
    assert abs((stage.p50 - date(2026, 12, 3)).days) <= 1  # 8.38 working days
    assert abs((stage.p90 - date(2026, 12, 14)).days) <= 3  # 14.80 working days


def sixty() -> Plan:
    some = tuple(
        PlannedAction(
            f"a{n}", STAGES[n > 19], 1 + n % 3, 3 + n % 4, 8 + n % 5, f"p{n % 8}", wait_days=14 * (n % 5 == 0)
        )
        for n in range(60)
    )
    return Plan(
        some, tuple((f"a{n // 2}", f"a{n}") for n in range(1, 60)), operation_days=90, lead_low=30, lead_high=75
    )
