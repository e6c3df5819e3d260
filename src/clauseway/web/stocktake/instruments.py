"""The registers of measuring equipment and assets as tables one types in and pastes into."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from clauseway.resources.models import Asset, Equipment
from clauseway.resources.operations.assets import add_asset, change_asset, write_assets
from clauseway.resources.operations.equipment import add_equipment, change_equipment, write_equipment
from clauseway.resources.operations.sheets import SheetRow
from clauseway.resources.queries.assets import assets
from clauseway.resources.queries.equipment import equipment
from clauseway.web.frame import Place
from clauseway.web.stocktake.registers import Column, Entry, Register, Written, as_uuid

KIND = "facet-kind"
"""The column's key from the time when assets were a bare population: remembered mappings still name it."""
_EQUIPMENT = ("name", "identifier", "measures", "range", "resolution", "location", "interval_days", "live_from")
_ASSETS = ("name", "number", "classification", "location", "holds", "licence", "live_from")


def equipment_register() -> Register:
    """Instruments, whatever their state."""
    return Register(
        key="equipment",
        label=_("Measuring equipment"),
        singular=_("instrument"),
        about=_(
            "What you measure with, if results depend on it. Each is calibrated or verified in your own rhythm, or set aside before it is due."
        ),
        example=_("TW-07 · torque wrench · 40–200 Nm · assembly · every 365 days"),
        kind="equipment",
        columns=_equipment_columns(),
        permission="stocktake.edit",
        rows=lambda place: equipment(place.context),
        entry=_equipment_entry,
        add=_add_equipment,
        change=_change_equipment,
        write_many=_write_equipment,
        detail="equipment/{ref}/",
    )


def _equipment_columns() -> tuple[Column, ...]:
    return (
        Column(
            key="name",
            label=_("Instrument"),
            required=True,
            maxlength=240,
            names=("name", "instrument", "equipment", "measuring equipment", "gauge", "description", "title"),
            sort="fold",
        ),
        Column(
            key="identifier",
            label=_("Identifier"),
            maxlength=60,
            once=True,
            names=("identifier", "id", "number", "inventory number", "serial", "serial number", "tag"),
            sort="identifier",
        ),
        Column(
            key="measures", label=_("Measures"), maxlength=200, names=("measures", "quantity", "measurand", "parameter")
        ),
        Column(key="range", label=_("Range"), maxlength=120, names=("range", "measuring range")),
        Column(key="resolution", label=_("Resolution"), maxlength=120, names=("resolution", "scale", "digit")),
        Column(key="location", label=_("Where"), maxlength=200, names=("location", "place", "where", "department")),
        Column(key="owner", label=_("Owner"), kind="person", names=("owner", "responsible", "user")),
        Column(
            key="interval_days",
            label=_("Own interval in days"),
            kind="count",
            names=("interval", "interval in days", "days", "calibration interval"),
        ),
        Column(
            key="live_from", label=_("Since"), kind="date", only_new=True, names=("from", "start"), sort="live_from"
        ),
    )


def _equipment_entry(row: Equipment) -> Entry:
    return Entry(
        ref=str(row.id),
        version=str(row.version),
        name=row.name,
        stored={**{key: getattr(row, key) for key in _EQUIPMENT}, "owner": row.owner_id},
        live_from=row.live_from,
        live_until=row.live_until,
        names={"owner": row.owner.name if row.owner else ""},
    )


def _equipment_values(values: Mapping[str, Any]) -> dict[str, Any]:
    found = {"owner_id" if key == "owner" else key: value for key, value in values.items()}
    if "interval_days" in found:
        found["interval_days"] = int(found["interval_days"]) if found["interval_days"] else None
    return found


def _add_equipment(place: Place, values: Mapping[str, Any]) -> None:
    add_equipment(place.context, **_equipment_values(values))


def _change_equipment(place: Place, ref: str, version: str, values: Mapping[str, Any]) -> None:
    number = int(version) if version.isdigit() else 0
    change_equipment(place.context, as_uuid(ref), version=number, **_equipment_values(values))


def _write_equipment(place: Place, lines: Sequence[Written]) -> None:
    """A whole sheet as one operation; what the sheet does not name stays."""
    rows = []
    for entry, values in lines:
        only = _equipment_values(values)
        if entry is not None:
            only.pop("live_from", None)
            rows.append(SheetRow(only, uuid.UUID(entry.ref), int(entry.version)))
        else:
            rows.append(SheetRow(only))
    write_equipment(place.context, rows)


def assets_register() -> Register:
    """Assets, with who owns them."""
    return Register(
        key="asset",
        label=_("Assets"),
        singular=_("asset"),
        about=_(
            "Information and what holds or carries it. Each has an owner who is still here; information has a level."
        ),
        example=_("Customer drawings · information · Ada Berg · confidential"),
        kind="asset",
        columns=_asset_columns(),
        permission="stocktake.edit",
        rows=lambda place: assets(place.context),
        entry=_asset_entry,
        add=_add_asset,
        change=_change_asset,
        write_many=_write_assets,
        detail="assets/{ref}/",
    )


def _asset_columns() -> tuple[Column, ...]:
    kinds = [(value, str(label)) for value, label in Asset.KINDS]
    return (
        Column(
            key="name",
            label=_("Asset"),
            required=True,
            maxlength=240,
            names=("name", "asset", "assets", "description", "title"),
            sort="fold",
        ),
        Column(
            key=KIND,
            label=_("Kind"),
            kind="choice",
            options=(("", _("not said")), *kinds),
            names=("kind", "type", "category"),
            sort="kind",
        ),
        Column(key="owner", label=_("Owner"), kind="person", names=("owner", "responsible")),
        Column(
            key="classification",
            label=_("Classification"),
            maxlength=60,
            names=("classification", "level", "confidentiality"),
            sort="classification",
        ),
        Column(key="location", label=_("Where"), maxlength=200, names=("location", "place", "where", "room")),
        Column(key="holds", label=_("Information in it"), names=("holds", "contains", "information")),
        Column(key="licence", label=_("Licence"), names=("licence", "license")),
        Column(
            key="number",
            label=_("Number"),
            maxlength=80,
            names=("number", "inventory number", "serial", "serial number", "tag", "id"),
        ),
        Column(
            key="live_from", label=_("Since"), kind="date", only_new=True, names=("from", "start"), sort="live_from"
        ),
    )


def _asset_entry(row: Asset) -> Entry:
    return Entry(
        ref=str(row.id),
        version=str(row.version),
        name=row.name,
        stored={**{key: getattr(row, key) for key in _ASSETS}, KIND: row.kind, "owner": row.owner_id},
        live_from=row.live_from,
        live_until=row.live_until,
        names={"owner": row.owner.name if row.owner else ""},
    )


def _asset_values(values: Mapping[str, Any]) -> dict[str, Any]:
    keys = {KIND: "kind", "owner": "owner_id"}
    return {keys.get(key, key): value for key, value in values.items()}


def _add_asset(place: Place, values: Mapping[str, Any]) -> None:
    add_asset(place.context, **_asset_values(values))


def _change_asset(place: Place, ref: str, version: str, values: Mapping[str, Any]) -> None:
    number = int(version) if version.isdigit() else 0
    change_asset(place.context, as_uuid(ref), version=number, **_asset_values(values))


def _write_assets(place: Place, lines: Sequence[Written]) -> None:
    """A whole sheet as one operation; what the sheet does not name stays."""
    rows = []
    for entry, values in lines:
        only = _asset_values(values)
        if entry is not None:
            only.pop("live_from", None)
            rows.append(SheetRow(only, uuid.UUID(entry.ref), int(entry.version)))
        else:
            rows.append(SheetRow(only))
    write_assets(place.context, rows)
