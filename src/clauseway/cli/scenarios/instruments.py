"""Measuring equipment and assets of a story, carried out through the operations of the room that keeps them."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from clauseway.cli.scenarios.marked import plain
from clauseway.cli.scenarios.story import Step
from clauseway.cli.scenarios.world import World
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.resources.models import Asset, Calibration, Equipment
from clauseway.resources.operations.assets import add_asset, change_asset, end_asset
from clauseway.resources.operations.calibrations import (
    Certificate,
    Looked,
    assess_impact,
    record_calibration,
    withdraw_calibration,
)
from clauseway.resources.operations.equipment import add_equipment, change_equipment, put_back, set_aside

KINDS = frozenset({"equipment", "asset"})


def add(world: World, context: Context, kind: str, values: Mapping[str, Any], since: date) -> None:
    """An instrument or an asset of the register; an asset that nobody owns in the story belongs to nobody there."""
    name, origin = str(values["name"]), plain(str(values.get("from", "list")))
    owner = world.person(str(values["owner"])) if values.get("owner") else None
    sites = sorted(world.subject("site", site) for site in values.get("sites") or ())
    if kind == "equipment":
        add_equipment(
            context,
            name=name,
            live_from=since,
            live_until=values.get("until"),
            origin=origin,
            identifier=str(values.get("identifier", "")),
            owner_id=owner,
            interval_days=values.get("every"),
            site_id=uuid.UUID(sites[0]) if sites else None,
            **(
                {"plan": "not-required", "plan_reason": values["not required"], "plan_on": since}
                if values.get("not required")
                else {}
            ),
        )
        return
    known = Asset.objects.filter(fold=fold(name)).first()
    stated = {key: str(values[key]) for key in ("kind", "classification", "licence") if values.get(key)}
    if known is not None:
        change_asset(context, known.id, version=known.version, owner_id=owner or known.owner_id, **stated)
        return
    add_asset(
        context,
        name=name,
        live_from=since,
        live_until=values.get("until"),
        origin=origin,
        owner_id=owner,
        sites=sites,
        **stated,
    )


def leaves(context: Context, kind: str, ref: str, on: date) -> None:
    if kind == "equipment":
        instrument = Equipment.objects.get(id=ref)
        change_equipment(context, instrument.id, version=instrument.version, live_until=on)
        return
    asset = Asset.objects.get(id=ref)
    change_asset(context, asset.id, version=asset.version, live_until=on)


def _instrument(world: World, step: Step) -> uuid.UUID:
    return uuid.UUID(world.subject("equipment", str(step.values["equipment"])))


def _latest(world: World, equipment: uuid.UUID) -> uuid.UUID:
    found = Calibration.objects.filter(equipment_id=equipment, withdrawn_on=None).order_by("-on", "-id").first()
    if found is None:
        raise world.wrong("There is no calibration of it.")
    return found.id


def _calibrated(world: World, step: Step, context: Context) -> None:
    values = step.values
    told = Certificate(
        step.on,
        values.get("found", "within"),
        values.get("left", "within"),
        str(values.get("traceable to", "National standard")).strip().removeprefix("nothing"),
        limits=str(values.get("limits", "")),
        next_due=values.get("due"),
    )
    record_calibration(context, _instrument(world, step), told)


def _withdrawn(world: World, step: Step, context: Context) -> None:
    withdraw_calibration(context, _latest(world, _instrument(world, step)), because=step.values["because"])


def _quarantined(world: World, step: Step, context: Context) -> None:
    because = str(step.values.get("because", "Not trusted"))
    set_aside(context, _instrument(world, step), because=because, on=step.on)


def _put_back(world: World, step: Step, context: Context) -> None:
    put_back(context, _instrument(world, step), because=str(step.values.get("because", "Calibrated")), on=step.on)


def _looked(world: World, step: Step, context: Context) -> None:
    equipment, values = _instrument(world, step), step.values
    last = Calibration.objects.filter(equipment_id=equipment, withdrawn_on=None).exclude(found="within", left="within")
    about = last.order_by("-on", "-id").values_list("id", flat=True).first()
    looked = Looked(
        values["looked at"],
        str(values["outcome"]).replace(" ", "-"),
        str(values.get("done", "")),
        on=step.on,
        calibration=about,
    )
    assess_impact(context, equipment, looked)


def _changed(world: World, step: Step, context: Context) -> None:
    asset = Asset.objects.get(id=world.subject("asset", str(step.values["asset"])))
    more: dict[str, Any] = {}
    if step.values.get("owner"):
        more["owner_id"] = world.person(str(step.values["owner"]))
    if step.values.get("classification"):
        more["classification"] = str(step.values["classification"])
    change_asset(context, asset.id, version=asset.version, **more)


def _ended(world: World, step: Step, context: Context) -> None:
    values = step.values
    ref = uuid.UUID(world.subject("asset", str(values["asset"])))
    method, proof = str(values.get("method", "")), str(values.get("proof", ""))
    end_asset(context, ref, how=values["how"], on=step.on, method=method, proof=proof)


DEEDS: dict[str, Callable[[World, Step, Context], None]] = {
    "calibrated": _calibrated,
    "calibration withdrawn": _withdrawn,
    "quarantined": _quarantined,
    "put back": _put_back,
    "earlier results": _looked,
    "asset changed": _changed,
    "asset ended": _ended,
}
