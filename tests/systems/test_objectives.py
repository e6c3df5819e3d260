"""Objectives: what defines one, what a check-in shows, and what changing a target afterwards does not heal."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.processes.room import Room

from clauseway.actions.models import Duty
from clauseway.kernel.refusals import Conflict, Refusal
from clauseway.systems.models import Objective
from clauseway.systems.operations import set_rhythm
from clauseway.systems.operations.objectives import (
    Look,
    Wanted,
    add_objective,
    change_objective,
    check_in,
    finish_response,
    finish_step,
    plan_step,
    set_target,
    withdraw_check_in,
)

pytestmark = pytest.mark.django_db


class Wishing(Room):
    """The room with a rhythm of half a year for looking at objectives."""

    def __init__(self) -> None:
        super().__init__()
        set_rhythm(self.on("2026-01-06"), self.system.id, name="objective-evaluation", days=180)

    def objective(self, name: str = "Deliver on time", day: str = "2026-01-10", **values: Any) -> Objective:
        whole: dict[str, Any] = {
            "measure": "Orders on the promised day",
            "unit": "%",
            "owner_id": self.owner,
            "evaluation": "Monthly figure, looked at by management",
            "standards": ["iso-9001-2026"],
            "target": Wanted(value=Decimal(95), due_on=date(2026, 6, 30)),
        }
        return add_objective(self.on(day), name=name, **{**whole, **values})

    def step(self, objective: Objective, day: str = "2026-01-10", due: str = "2026-03-01") -> uuid.UUID:
        return plan_step(
            self.on(day),
            objective.id,
            what="Second dispatch round",
            person=self.owner,
            resources="One van",
            due_on=date.fromisoformat(due),
        ).id


def test_defined_only_with_everything_and_judged_one_by_one() -> None:
    room = Wishing()
    goal = room.objective()
    assert "objective.planned" not in room.words("2026-01-10", goal.id)
    room.step(goal, "2026-01-12")
    assert room.words("2026-01-12", goal.id) >= {"objective.planned", "objective.indicator-set"}
    assert room.expectation("6.2.1", "objectives-set", "2026-01-12") == ("shown", "shown")
    assert room.expectation("6.2.2", "objectives-planned", "2026-01-12")[0] == "shown"
    add_objective(room.on("2026-01-13"), name="Be better")
    assert room.expectation("6.2.2", "objectives-planned", "2026-01-13")[0] == "gap"


@pytest.mark.parametrize("without", ["measure", "owner_id", "evaluation", "target"])
def test_one_thing_missing_leaves_it_undefined(without: str) -> None:
    room = Wishing()
    goal = room.objective(**{without: None if without in ("owner_id", "target") else ""})
    room.step(goal)
    assert "objective.planned" not in room.words("2026-01-12", goal.id)
    assert Objective.objects.get(id=goal.id).defined_on is None


def test_a_plan_is_followed_while_nothing_is_late() -> None:
    room = Wishing()
    goal = room.objective()
    step = room.step(goal)
    check_in(room.on("2026-02-10"), goal.id, Look(value=Decimal(92), on_track=True))
    assert room.words("2026-02-11", goal.id) >= {"objective.worked-on", "objective.evaluated"}
    assert "objective.worked-on" not in room.words("2026-03-02", goal.id)
    finish_step(room.on("2026-03-10"), step)
    check_in(room.on("2026-03-11"), goal.id, Look(value=Decimal(93), on_track=True))
    assert "objective.worked-on" in room.words("2026-03-11", goal.id)


def test_missed_and_acted_on_conforms_and_missed_and_ignored_does_not() -> None:
    room = Wishing()
    goal = room.objective()
    check_in(room.on("2026-07-02"), goal.id, Look(value=Decimal(90), finding="Carrier"))
    assert room.expectation("6.2.1", "objectives-evaluated", "2026-07-02")[0] == "gap"
    told = Look(value=Decimal(90), finding="Carrier", response="Second carrier", response_due=date(2026, 7, 20))
    made = check_in(room.on("2026-07-03"), goal.id, told)
    assert room.expectation("6.2.1", "objectives-evaluated", "2026-07-03")[0] == "shown"
    assert Duty.objects.get(natural_key=f"objective-response:{made.id}").state == "open"
    assert room.expectation("6.2.1", "objectives-evaluated", "2026-07-21")[0] == "gap"
    finish_response(room.on("2026-07-22"), made.id)
    assert room.expectation("6.2.1", "objectives-evaluated", "2026-07-22")[0] == "shown"
    assert Duty.objects.get(natural_key=f"objective-response:{made.id}").state == "done"


def test_known_to_be_missed_when_due_and_nobody_looked() -> None:
    room = Wishing()
    goal = room.objective()
    check_in(room.on("2026-05-02"), goal.id, Look(value=Decimal(90), on_track=True))
    assert room.expectation("6.2.1", "objectives-evaluated", "2026-06-29")[0] == "shown"
    assert room.expectation("6.2.1", "objectives-evaluated", "2026-06-30")[0] == "gap"


def test_a_check_in_lapses_by_the_organizations_own_rhythm() -> None:
    room = Wishing()
    goal = room.objective(target=Wanted(value=Decimal(95), due_on=date(2027, 6, 30)))
    check_in(room.on("2026-02-01"), goal.id, Look(on_track=True))
    assert room.expectation("6.2.1", "objectives-evaluated", "2026-07-30")[0] == "shown"
    assert room.expectation("6.2.1", "objectives-evaluated", "2026-07-31")[0] != "shown"
    assert Duty.objects.get(natural_key=f"objective-check-in:{goal.id}").due_on == date(2026, 7, 31)


def test_a_changed_rhythm_moves_the_open_duty() -> None:
    room = Wishing()
    goal = room.objective(target=Wanted(value=Decimal(95), due_on=date(2027, 6, 30)))
    check_in(room.on("2026-02-01"), goal.id, Look(on_track=True))
    set_rhythm(room.on("2026-02-02"), room.system.id, name="objective-evaluation", days=30)
    duty = Duty.objects.get(natural_key=f"objective-check-in:{goal.id}")
    assert (duty.state, duty.due_on) == ("open", date(2026, 3, 3))


def test_a_target_that_was_due_cannot_be_moved() -> None:
    room = Wishing()
    goal = room.objective()
    easier = Wanted(value=Decimal(80), due_on=date(2026, 12, 31))
    with pytest.raises(Refusal) as refused:
        set_target(room.on("2026-07-05"), goal.id, easier, on=date(2026, 6, 1))
    assert (refused.value.code, refused.value.field) == ("target.after-the-fact", "on")
    set_target(room.on("2026-07-05"), goal.id, easier)
    check_in(room.on("2026-07-06"), goal.id, Look(value=Decimal(90)))
    assert "objective.evaluated" in room.words("2026-07-06", goal.id)


def test_what_was_wrong_is_withdrawn_and_stays() -> None:
    room = Wishing()
    goal = room.objective()
    made = check_in(room.on("2026-07-02"), goal.id, Look(value=Decimal(96)))
    assert "objective.evaluated" in room.words("2026-07-02", goal.id)
    withdraw_check_in(room.on("2026-07-03"), made.id, because="The figure was of another site")
    assert "objective.evaluated" not in room.words("2026-07-03", goal.id)


def test_refusals_name_the_field() -> None:
    room = Wishing()
    goal = room.objective()
    for look, field in (
        (Look(), "value"),
        (Look(on=date(2026, 12, 1), on_track=True), "on"),
        (Look(on_track=False, finding="x", response="y"), "response_due"),
    ):
        with pytest.raises(Refusal) as refused:
            check_in(room.on("2026-02-01"), goal.id, look)
        assert refused.value.field == field
    with pytest.raises(Refusal) as refused:
        room.objective()
    assert refused.value.code == "objective.exists"
    with pytest.raises(Conflict):
        change_objective(room.on("2026-02-01"), goal.id, version=99, name="x")


def test_objectives_may_not_serve_each_other() -> None:
    room = Wishing()
    upper = room.objective("Happy customers")
    lower = room.objective("Deliver on time", parent_id=upper.id)
    version = Objective.objects.get(id=upper.id).version
    with pytest.raises(Refusal) as refused:
        change_objective(room.on("2026-02-01"), upper.id, version=version, parent_id=lower.id)
    assert refused.value.code == "objective.circle"
