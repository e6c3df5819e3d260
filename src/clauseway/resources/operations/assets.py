"""Writing the register of assets: who owns what, how it is classified, what it holds, how it ended."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from clauseway.evidence.models import Item
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.kernel.work import operation, touch, touch_subject
from clauseway.organization.models import Person
from clauseway.organization.operations import index
from clauseway.organization.policies import require
from clauseway.resources.models import Asset, Supplier
from clauseway.resources.operations.sheets import SheetRow, write_rows

TEXTS = ("kind", "number", "classification", "location", "holds", "licence")
EDITABLE = (*TEXTS, "name", "owner_id", "supplier_id", "proof_id", "sites", "live_until")


@operation
def add_asset(
    context: Context, *, name: str, live_from: date | None = None, origin: str = "register", **values: Any
) -> Asset:
    """Take an asset into the register. Refuses a second one of the same name."""
    require(context, "stocktake.edit")
    made = Asset(
        organization_id=context.require_organization(),
        name=name,
        origin=origin[:40],
        live_from=live_from or context.today,
    )
    _fill(context, made, values)
    _save(context, made)
    return made


@operation
def change_asset(context: Context, asset: uuid.UUID, *, version: int, **values: Any) -> Asset:
    """Change an asset. Conflict when somebody else changed it since."""
    require(context, "stocktake.edit")
    found = _get(asset)
    if found.version != version:
        raise Conflict(
            "asset.changed", _("Somebody else changed this asset meanwhile."), details={"version": found.version}
        )
    _fill(context, found, values)
    found.version += 1
    _save(context, found)
    return found


@operation
def write_assets(context: Context, rows: Sequence[SheetRow]) -> list[Asset]:
    """Write a whole sheet of assets: all rows or none."""
    return write_rows(context, rows, add_asset, change_asset)


@operation
def end_asset(
    context: Context, asset: uuid.UUID, *, how: str, on: date | None = None, method: str = "", proof: str = ""
) -> Asset:
    """Say that an asset is no longer there, and how it went. Refuses hardware disposed of, given on or sold without the method by which it was wiped and
    the proof for it (serial number, certificate)."""
    require(context, "stocktake.edit")
    found, day = _get(asset), on or context.today
    if how not in dict(Asset.ENDS):
        raise Refusal("asset.end", _("Say how it ended."), field="how")
    if day > context.today:
        raise Refusal("asset.in-the-future", _("This date is still to come."), field="on")
    leaves = found.kind == "hardware" and how in ("disposed", "re-used", "sold")
    if method not in ("", *dict(Asset.METHODS)) or (leaves and not method):
        raise Refusal("asset.method", _("Say how what it held was wiped."), field="method")
    if leaves and method != "none-held" and not proof.strip():
        raise Refusal("asset.proof", _("Name the proof: serial number and certificate."), field="proof")
    found.live_until, found.ended_how, found.ended_method = day, how, method
    found.ended_proof, found.ended_by_id, found.ended_recorded_at = proof.strip()[:300], context.person, context.now
    found.version += 1
    _save(context, found)
    return found


def _get(asset: uuid.UUID) -> Asset:
    found = Asset.objects.select_for_update().filter(id=asset).first()
    if found is None:
        raise NotFound("asset.not-found", _("There is no such asset."))
    return found


def _fill(context: Context, found: Asset, values: Mapping[str, Any]) -> None:
    owner, level, licence = found.owner_id, found.classification, (found.licence, found.proof_id)
    day = max(found.live_from, context.today) if found.recorded_at else found.live_from
    for name in EDITABLE:
        if name in values:
            value = values[name]
            value = (value or "").strip() if name in TEXTS else value
            setattr(found, name, sorted(value or ()) if name == "sites" else value)
    if found.owner_id != owner:
        found.owner_since = day if found.owner_id else None
    if found.classification != level:
        found.classified_on = day if found.classification else None
        found.classified_by_id = context.person if found.classification else None
    if (found.licence, found.proof_id) != licence:
        found.licence_on = day if found.licence else None
    for name in ("owner_since", "classified_on"):
        if values.get(name) is not None:
            setattr(found, name, values[name])


def _save(context: Context, found: Asset) -> None:
    _check(context, found)
    found.name, found.fold = found.name.strip(), fold(found.name)
    found.save()
    index(
        context,
        kind="asset",
        reference=str(found.id),
        title=found.name,
        detail=found.number,
        path=f"assets/{found.id}",
    )
    touch_subject("asset", found.id)
    touch("asset", found.id)


def _check(context: Context, found: Asset) -> None:
    if not found.name.strip():
        raise Refusal("asset.name-missing", _("Name the asset."), field="name")
    if Asset.objects.exclude(id=found.id).filter(fold=fold(found.name)).exists():
        raise Refusal("asset.exists", _("There is an asset of this name already."), field="name")
    if found.kind not in ("", *dict(Asset.KINDS)):
        options = ", ".join(dict(Asset.KINDS))
        raise Refusal("asset.kind", _("The kind is one of: %s.") % options, field="kind")
    if len(found.classification) > 60:
        raise Refusal("asset.classification", _("At most 60 characters."), field="classification")
    if found.live_until is not None and found.live_until < found.live_from:
        raise Refusal("asset.ends-before-it-starts", _("It would end before it began."), field="live_until")
    if found.owner_id and not Person.objects.filter(id=found.owner_id, erased_at=None).exists():
        raise NotFound("person.not-found", _("There is no such person."), field="owner_id")
    if found.supplier_id and not Supplier.objects.filter(id=found.supplier_id).exists():
        raise NotFound("supplier.not-found", _("There is no such supplier."), field="supplier_id")
    if found.proof_id and not Item.objects.filter(id=found.proof_id).exists():
        raise NotFound("item.not-found", _("There is no such file."), field="proof_id")
