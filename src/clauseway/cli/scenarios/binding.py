"""Obligations and planned changes of a story, carried out through the operations of the room that keeps them."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from clauseway.cli.scenarios.story import Step
from clauseway.cli.scenarios.world import World
from clauseway.kernel.context import Context
from clauseway.systems.models import ComplianceEvaluation, InterestedParty, Obligation, PlannedChange
from clauseway.systems.operations.changes import (
    approve_change,
    ask_change,
    begin_change,
    drop_change,
    edit_change,
    finish_change,
    review_change,
)
from clauseway.systems.operations.obligations import (
    Found,
    add_obligation,
    change_obligation,
    decide_obligation,
    evaluate_compliance,
    finish_breach,
    respond_to_breach,
    withdraw_compliance,
)


def _sites(world: World, names: Any) -> list[str]:
    return sorted(world.subject("site", name) for name in names or ())


def add_duty_of_law(world: World, context: Context, values: Mapping[str, Any], since: date) -> None:
    """An obligation of the register; with `applies` the decision, too."""
    party = values.get("party")
    row = add_obligation(
        context,
        name=str(values["name"]),
        live_from=since,
        kind=values.get("kind", "law"),
        asks=str(values.get("asks", "")),
        source=str(values.get("source", "")),
        jurisdiction=str(values.get("jurisdiction", "")),
        met_by=str(values.get("met by", "")),
        owner_id=world.person(str(values["owner"])) if values.get("owner") else None,
        sites=_sites(world, values.get("sites")),
        party_id=InterestedParty.objects.get(id=world.subject("party", str(party))).id if party else None,
        live_until=values.get("until"),
    )
    if values.get("applies") is not None:
        decide_obligation(context, row.id, applies=bool(values["applies"]), because=str(values.get("because", "")))


def obligation_leaves(context: Context, ref: str, on: date) -> None:
    row = Obligation.objects.get(id=ref)
    change_obligation(context, row.id, version=row.version, live_until=on)


def add_change(world: World, context: Context, values: Mapping[str, Any], since: date) -> None:
    """A change somebody asks for."""
    ask_change(
        context,
        name=str(values["name"]),
        live_from=since,
        purpose=str(values.get("purpose", "")),
        consequences=str(values.get("consequences", "")),
        resources=str(values.get("resources", "")),
        responsible_id=world.person(str(values["responsible"])) if values.get("responsible") else None,
        review_on=values.get("review on"),
    )


def change_leaves(context: Context, ref: str, on: date) -> None:
    drop_change(context, uuid.UUID(ref), because="It is no longer wanted.", on=on)


ADDS: dict[str, Callable[[World, Context, Mapping[str, Any], date], None]] = {
    "obligation": add_duty_of_law,
    "change": add_change,
}
LEAVES: dict[str, Callable[[Context, str, date], None]] = {"obligation": obligation_leaves, "change": change_leaves}


def _obligation(world: World, step: Step) -> uuid.UUID:
    return uuid.UUID(world.subject("obligation", str(step.values["obligation"])))


def _decided(world: World, step: Step, context: Context) -> None:
    because = str(step.values.get("because", ""))
    decide_obligation(context, _obligation(world, step), applies=step.values["applies"], because=because)


def _evaluated(world: World, step: Step, context: Context) -> None:
    values = step.values
    found = Found(
        on=step.on,
        complies=values["result"] == "complies",
        basis=str(values.get("against", "")),
        sites=_sites(world, values.get("sites")),
        finding=str(values.get("finding", "")),
        response=str(values.get("response", "")),
        response_due=values.get("response due"),
    )
    evaluate_compliance(context, _obligation(world, step), found)


def _latest(world: World, step: Step) -> uuid.UUID:
    rows = ComplianceEvaluation.objects.filter(obligation_id=_obligation(world, step), withdrawn_on=None)
    row = rows.order_by("-on", "-recorded_at").first()
    if row is None:
        raise world.wrong(f"“{step.values['obligation']}” was never evaluated.")
    return row.id


def _responded(world: World, step: Step, context: Context) -> None:
    respond_to_breach(context, _latest(world, step), response=step.values["response"], due=step.values.get("due"))


def _settled(world: World, step: Step, context: Context) -> None:
    finish_breach(context, _latest(world, step), on=step.on)


def _withdrawn(world: World, step: Step, context: Context) -> None:
    withdraw_compliance(context, _latest(world, step), because=step.values["because"])


def _change(world: World, step: Step) -> uuid.UUID:
    return uuid.UUID(world.subject("change", str(step.values["change"])))


def _approved(world: World, step: Step, context: Context) -> None:
    approve_change(context, _change(world, step))


def _begun(world: World, step: Step, context: Context) -> None:
    begin_change(context, _change(world, step), on=step.on)


def _made(world: World, step: Step, context: Context) -> None:
    finish_change(context, _change(world, step), on=step.on)


def _edited(world: World, step: Step, context: Context) -> None:
    row = PlannedChange.objects.get(id=_change(world, step))
    stated = {key: step.values[key] for key in ("purpose", "consequences", "resources") if key in step.values}
    edit_change(context, row.id, version=row.version, **stated)


def _reviewed(world: World, step: Step, context: Context) -> None:
    values = step.values
    review_change(context, _change(world, step), result=values["result"], finding=values.get("finding", ""), on=step.on)


DEEDS: dict[str, Callable[[World, Step, Context], None]] = {
    "obligation decided": _decided,
    "compliance": _evaluated,
    "breach answered": _responded,
    "breach settled": _settled,
    "compliance withdrawn": _withdrawn,
    "change approved": _approved,
    "change begun": _begun,
    "change made": _made,
    "change edited": _edited,
    "change reviewed": _reviewed,
}
