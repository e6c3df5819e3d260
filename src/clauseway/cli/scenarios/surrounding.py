"""The context of a story: issues, climate change, reviews, needs, who answers for what, and the plan of what is communicated."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from clauseway.cli.scenarios.story import Step
from clauseway.cli.scenarios.world import World
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.systems.models import Issue, Obligation, PartyNeed, PlannedCommunication, Role, RoleHolding
from clauseway.systems.operations import change_issue, note_issue
from clauseway.systems.operations.communication import change_communication, hold_communication, plan_communication
from clauseway.systems.operations.context import decide_climate, review_context
from clauseway.systems.operations.parties import Binding, add_needs, become_obligation, decide_need
from clauseway.systems.operations.responsibilities import (
    RESULTS,
    TASK,
    Subject,
    add_role,
    assign,
    change_role,
    hold_role,
    leave_role,
    make_known,
)

Deed = Callable[[World, Step, Context], None]


def add_a_role(world: World, context: Context, values: Mapping[str, Any], since: date) -> None:
    """A role, with `held by` those who hold it from then on."""
    row = add_role(context, name=str(values["name"]), authority=str(values.get("authority", "")), live_from=since)
    for name in values.get("held by") or ():
        hold_role(context, row.id, person=world.person(name), on=since)


def role_ends(context: Context, ref: str, on: date) -> None:
    row = Role.objects.get(id=ref)
    change_role(context, row.id, version=row.version, live_until=on)


ADDS: dict[str, Callable[[World, Context, Mapping[str, Any], date], None]] = {"role": add_a_role}
LEAVES: dict[str, Callable[[Context, str, date], None]] = {"role": role_ends}


def _issue(world: World, step: Step, context: Context) -> None:
    values = step.values
    note_issue(
        context,
        world.system,
        text=values["text"],
        side=values["side"],
        heading=str(values.get("heading", "")),
        influence=str(values.get("influence", "")),
        about_climate=bool(values.get("climate", False)),
        live_from=step.on,
    )


def _issue_over(world: World, step: Step, context: Context) -> None:
    row = Issue.objects.filter(system_id=world.system, fold=fold(str(step.values["text"]))).first()
    if row is None:
        raise world.wrong(f"There is no issue “{step.values['text']}”.")
    change_issue(context, row.id, version=row.version, live_until=step.on)


def _climate(world: World, step: Step, context: Context) -> None:
    because = str(step.values.get("because", ""))
    decide_climate(context, world.system, relevant=step.values["relevant"], because=because, on=step.on)


def _reviewed(world: World, step: Step, context: Context) -> None:
    found = str(step.values["outcome"]).replace(" ", "-")
    review_context(context, world.system, outcome=found, changed=str(step.values.get("found", "")), on=step.on)


def _needs(world: World, step: Step, context: Context) -> None:
    party = uuid.UUID(world.subject("party", str(step.values["party"])))
    add_needs(context, party, needs=step.values["needs"], live_from=step.on)


def _decided(world: World, step: Step, context: Context) -> None:
    values = step.values
    party = uuid.UUID(world.subject("party", str(values["party"])))
    row = PartyNeed.objects.filter(party_id=party, fold=fold(str(values["need"]))).first()
    if row is None:
        raise world.wrong(f"“{values['party']}” has no need “{values['need']}”.")
    standards = tuple(world.applied)
    because, version = str(values.get("because", "")), row.version
    if values["decision"] == "obligation":
        name = str(values.get("obligation", ""))
        known = Obligation.objects.filter(fold=fold(name)).values_list("id", flat=True).first()
        binding = Binding(obligation=known, name=name, source=str(values.get("source", "")))
        become_obligation(context, row.id, binding, version=version, because=because, standards=standards)
        return
    decision = str(values["decision"]).replace(" ", "-")
    decide_need(context, row.id, version=version, decision=decision, because=because, standards=standards)


def _subject(world: World, values: Mapping[str, Any]) -> Subject:
    if values.get("process"):
        return Subject(kind="process", ref=world.subject("process", str(values["process"])))
    task = str(values.get("task") or RESULTS).replace(" ", "-")
    return Subject(kind=TASK, ref=task, system=world.system, standards=tuple(sorted(world.applied)))


def _answers(world: World, step: Step, context: Context) -> None:
    values = step.values
    who: dict[str, uuid.UUID] = {}
    if values.get("role"):
        who["role"] = uuid.UUID(world.subject("role", str(values["role"])))
    if values.get("person"):
        who["person"] = world.person(str(values["person"]))
    assign(context, _subject(world, values), letters=str(values.get("letters", "")), on=step.on, **who)  # type: ignore[arg-type]


def _told(world: World, step: Step, context: Context) -> None:
    make_known(context, kind=TASK, system=world.system, how=str(step.values["how"]), on=step.on)


def _held_by(world: World, step: Step, context: Context) -> None:
    role = uuid.UUID(world.subject("role", str(step.values["role"])))
    person = world.person(str(step.values["person"]))
    if step.values.get("ends"):
        row = RoleHolding.objects.get(role_id=role, person_id=person, valid_until=None)
        leave_role(context, row.id, on=step.on)
        return
    hold_role(context, role, person=person, on=step.on)


def _planned(world: World, step: Step, context: Context) -> None:
    values = step.values
    plan_communication(
        context,
        world.system,
        what=str(values["what"]),
        why=str(values.get("why", "")),
        when_text=str(values.get("when", "")),
        days=values.get("every"),
        side=str(values.get("side", "internal")),
        audience=str(values.get("with", "")),
        how=str(values.get("how", "")),
        owner_id=world.person(str(values["owner"])) if values.get("owner") else None,
        live_from=step.on,
    )


def _line(world: World, step: Step) -> PlannedCommunication:
    row = PlannedCommunication.objects.filter(system_id=world.system, fold=fold(str(step.values["what"]))).first()
    if row is None:
        raise world.wrong(f"“{step.values['what']}” is not in the plan.")
    return row


def _communicated(world: World, step: Step, context: Context) -> None:
    hold_communication(context, _line(world, step).id, note=str(step.values.get("note", "")), on=step.on)


def _owner(world: World, step: Step, context: Context) -> None:
    row = _line(world, step)
    owner = world.person(str(step.values["owner"]))
    change_communication(context, row.id, version=row.version, owner_id=owner)


DEEDS: dict[str, Deed] = {
    "issue": _issue,
    "issue over": _issue_over,
    "climate decided": _climate,
    "context reviewed": _reviewed,
    "needs": _needs,
    "need decided": _decided,
    "answers": _answers,
    "told": _told,
    "role held": _held_by,
    "communication": _planned,
    "communicated": _communicated,
    "communication owner": _owner,
}
