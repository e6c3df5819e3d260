"""Objectives and indicators of a story, carried out through the operations of the rooms that keep them."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from clauseway.cli.scenarios.marked import plain
from clauseway.cli.scenarios.naming import nearest
from clauseway.cli.scenarios.story import Step
from clauseway.cli.scenarios.world import World
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.processes.models import Indicator, Measurement
from clauseway.processes.operations.indicators import (
    Bounds,
    Value,
    add_indicator,
    change_indicator,
    correct_measurement,
    evaluate_indicator,
    measure,
    set_limits,
)
from clauseway.systems.models import Objective, ObjectiveCheckIn, ObjectiveStep
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


def add(world: World, context: Context, values: Mapping[str, Any], since: date) -> None:
    """An objective of the register; with `due` its target, and with `step` a complete plan of one step."""
    owner = world.person(str(values["owner"])) if values.get("owner") else None
    made = add_objective(
        context,
        name=str(values["name"]),
        live_from=since,
        owner_id=owner,
        measure=str(values.get("measure", "")),
        evaluation=str(values.get("evaluation", "")),
        indicator=_indicator(world, str(values["indicator"])).id if values.get("indicator") else None,
        standards=_standards(world, values),
        target=_wanted(values) if values.get("due") else None,
        live_until=values.get("until"),
    )
    if values.get("step"):
        plan_step(
            context,
            made.id,
            what=str(values["step"]),
            person=owner,
            resources=str(values.get("resources", "")),
            due_on=values.get("step due"),
        )


def leaves(context: Context, ref: str, on: date) -> None:
    row = Objective.objects.get(id=ref)
    change_objective(context, row.id, version=row.version, live_until=on)


def _standards(world: World, values: Mapping[str, Any]) -> list[str]:
    """The editions named with `for`; in a story of one standard that one."""
    if values.get("for"):
        return [world.edition(name).slug for name in values["for"]]
    return list(world.applied) if len(world.applied) == 1 else []


def _number(values: Mapping[str, Any], key: str) -> Decimal | None:
    return Decimal(values[key]) if values.get(key) is not None else None


def _wanted(values: Mapping[str, Any]) -> Wanted:
    most = values.get("at most") is not None
    least = values.get("at least") is not None
    return Wanted(
        direction="at-most" if most else "at-least" if least else "yes",
        value=_number(values, "at most" if most else "at least"),
        due_on=values["due"],
        evaluate_by=values.get("evaluate by"),
        reason=str(values.get("because", "")),
    )


def _objective(world: World, step: Step) -> uuid.UUID:
    return uuid.UUID(world.subject("objective", str(step.values["objective"])))


def _indicator(world: World, name: str) -> Indicator:
    rows = {row.fold: row for row in Indicator.objects.all()}
    found = rows.get(fold(name))
    if found is None:
        raise world.wrong(f"There is no indicator “{name}”{nearest(fold(name), rows)}")
    return found


def _target(world: World, step: Step, context: Context) -> None:
    set_target(context, _objective(world, step), _wanted(step.values), on=step.on)


def _step(world: World, step: Step, context: Context) -> None:
    values = step.values
    plan_step(
        context,
        _objective(world, step),
        what=str(values["what"]),
        person=world.person(str(values["who"])) if values.get("who") else None,
        resources=str(values.get("resources", "")),
        due_on=values.get("due"),
    )


def _step_done(world: World, step: Step, context: Context) -> None:
    rows = ObjectiveStep.objects.filter(objective_id=_objective(world, step), done_on=None)
    found = next((row for row in rows if plain(row.what) == plain(str(step.values["what"]))), None)
    if found is None:
        raise world.wrong(f"There is no open step “{step.values['what']}”.")
    finish_step(context, found.id, on=step.on)


def _check_in(world: World, step: Step, context: Context) -> None:
    values = step.values
    look = Look(
        on=step.on,
        value=_number(values, "value"),
        on_track=values.get("on track"),
        finding=str(values.get("finding", "")),
        response=str(values.get("response", "")),
        response_due=values.get("response due"),
    )
    check_in(context, _objective(world, step), look)


def _latest_look(world: World, step: Step) -> uuid.UUID:
    rows = ObjectiveCheckIn.objects.filter(objective_id=_objective(world, step), withdrawn_on=None)
    found = rows.order_by("-on", "-recorded_at").first()
    if found is None:
        raise world.wrong("Nobody has checked in on this objective.")
    return found.id


def _response_done(world: World, step: Step, context: Context) -> None:
    finish_response(context, _latest_look(world, step), on=step.on)


def _check_in_withdrawn(world: World, step: Step, context: Context) -> None:
    withdraw_check_in(context, _latest_look(world, step), because=str(step.values["because"]))


def _bounds(values: Mapping[str, Any]) -> Bounds:
    return Bounds(target=_number(values, "target"), lower=_number(values, "lower"), upper=_number(values, "upper"))


def _add_indicator(world: World, step: Step, context: Context) -> None:
    values = step.values
    process = values.get("process")
    add_indicator(
        context,
        name=str(values["name"]),
        live_from=step.on,
        definition=str(values.get("definition", "")),
        unit=str(values.get("unit", "")),
        direction=values.get("direction", "higher"),
        about=str(values.get("about", "process")).replace(" ", "-"),
        process_id=uuid.UUID(world.subject("process", str(process))) if process else None,
        owner_id=world.person(str(values["owner"])) if values.get("owner") else None,
        every_days=values.get("every"),
        standards=_standards(world, values),
        bounds=_bounds(values),
    )


def _limits(world: World, step: Step, context: Context) -> None:
    row = _indicator(world, str(step.values["indicator"]))
    set_limits(context, row.id, _bounds(step.values), on=step.on, reason=str(step.values.get("because", "")))


def _measured(world: World, step: Step, context: Context) -> None:
    row = _indicator(world, str(step.values["indicator"]))
    measure(context, row.id, [Value(step.on, Decimal(step.values["value"]))])


def _corrected(world: World, step: Step, context: Context) -> None:
    row = _indicator(world, str(step.values["indicator"]))
    found = Measurement.objects.filter(indicator_id=row.id, on=step.values["of"]).first()
    if found is None:
        raise world.wrong(f"There is no value of {step.values['of']}.")
    correct_measurement(
        context, found.id, value=Decimal(step.values["value"]), because=str(step.values.get("because", ""))
    )


def _looked_at(world: World, step: Step, context: Context) -> None:
    evaluate_indicator(
        context,
        _indicator(world, str(step.values["indicator"])).id,
        period_from=step.values["since"],
        finding=str(step.values["finding"]),
        response=str(step.values.get("response", "")),
        on=step.on,
    )


def _indicator_ends(world: World, step: Step, context: Context) -> None:
    row = _indicator(world, str(step.values["name"]))
    change_indicator(context, row.id, version=row.version, live_until=step.on)


DEEDS: dict[str, Callable[[World, Step, Context], None]] = {
    "target": _target,
    "step": _step,
    "step done": _step_done,
    "check in": _check_in,
    "response done": _response_done,
    "check in withdrawn": _check_in_withdrawn,
    "indicator": _add_indicator,
    "indicator ends": _indicator_ends,
    "limits": _limits,
    "measured": _measured,
    "corrected value": _corrected,
    "values looked at": _looked_at,
}
