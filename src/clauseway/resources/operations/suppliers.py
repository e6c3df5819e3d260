"""Writing the register of suppliers: who they are, what they provide, which certificates they hold."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
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
from clauseway.resources.models import (
    Provision,
    Purchase,
    Supplier,
    SupplierCertificate,
    SupplierEvaluation,
    SupplierQuestionnaire,
    SupplierReview,
    SupplierSettlement,
)
from clauseway.resources.operations.sheets import SheetRow, write_rows

EDITABLE = ("name", "criticality", "owner_id", "number", "note", "sites", "live_until")


@operation
def add_supplier(
    context: Context,
    *,
    name: str,
    criticality: str = "",
    owner_id: uuid.UUID | None = None,
    number: str = "",
    note: str = "",
    sites: Sequence[str] = (),
    provides: Sequence[str] = (),
    live_from: date | None = None,
    live_until: date | None = None,
    origin: str = "register",
) -> Supplier:
    """Take a supplier into the register. One that was known from purchases only is registered by this. Refuses a second one of the same name."""
    require(context, "stocktake.edit")
    known = find_by_name(name)
    if known is not None and known.registered:
        raise Refusal("supplier.exists", _("There is a supplier of this name already."), field="name")
    supplier = known or Supplier(organization_id=context.require_organization())
    supplier.name = name.strip()[:240]
    supplier.criticality = criticality or supplier.criticality
    supplier.owner_id = owner_id or supplier.owner_id
    supplier.number = number.strip() or supplier.number
    supplier.note, supplier.sites = note.strip(), sorted(sites)
    supplier.registered = True
    supplier.origin = origin[:40]
    supplier.live_from, supplier.live_until = live_from or context.today, live_until
    _save(context, supplier)
    for category in provides:
        _provide(context, supplier, category, supplier.live_from, "")
    return supplier


@operation
def change_supplier(context: Context, supplier: uuid.UUID, *, version: int, **values: Any) -> Supplier:
    """Change a supplier or end it (`live_until`); changing one known from purchases only takes it into the register. Conflict when it changed since."""
    require(context, "stocktake.edit")
    found = get_for_update(supplier)
    if found.version != version:
        raise Conflict(
            "supplier.changed", _("Somebody else changed this supplier meanwhile."), details={"version": found.version}
        )
    for name in EDITABLE:
        if name in values:
            setattr(found, name, values[name])
    found.registered = True
    found.version += 1
    _save(context, found)
    return found


@operation
def write_suppliers(context: Context, rows: Sequence[SheetRow]) -> list[Supplier]:
    """Write a whole sheet of suppliers: all rows or none."""
    return write_rows(context, rows, add_supplier, change_supplier)


@operation
def join_suppliers(context: Context, unknown: uuid.UUID, *, into: uuid.UUID) -> Supplier:
    """Say that a name found in purchases means a supplier of the register: its purchases become that supplier's, now and in later imports."""
    require(context, "stocktake.edit")
    gone, kept = get_for_update(unknown), get_for_update(into)
    judged = (SupplierEvaluation, SupplierReview, SupplierSettlement, SupplierQuestionnaire)
    if gone.id == kept.id or gone.registered or any(m.objects.filter(supplier_id=gone.id).exists() for m in judged):
        raise Refusal(
            "supplier.not-joined",
            _("Only a name that is known from purchases alone can be joined to a supplier."),
            field="into",
        )
    Purchase.objects.filter(supplier_id=gone.id).update(supplier_id=kept.id)
    Provision.objects.filter(supplier_id=gone.id).delete()
    SupplierCertificate.objects.filter(supplier_id=gone.id).delete()
    kept.aliases = sorted({*kept.aliases, *gone.aliases, gone.fold})
    kept.number = kept.number or gone.number
    kept.version += 1
    touch_subject("supplier", gone.id)
    touch("supplier", gone.id)
    gone.delete()
    _save(context, kept)
    return kept


@operation
def provide(
    context: Context, supplier: uuid.UUID, *, category: str, control: str = "", live_from: date | None = None
) -> Provision:
    """State a category of what a supplier provides, or how it is controlled (inspection on arrival, source inspection, certificate with each lot)."""
    require(context, "stocktake.edit")
    found = get_for_update(supplier)
    made = _provide(context, found, category, live_from or context.today, control)
    touch("supplier", found.id)
    return made


@operation
def stop_providing(context: Context, provision: uuid.UUID, *, on: date | None = None) -> Provision:
    """Say that a supplier no longer provides a category."""
    require(context, "stocktake.edit")
    found = Provision.objects.select_for_update().filter(id=provision).first()
    if found is None:
        raise NotFound("provision.not-found", _("There is no such category."))
    end = on or context.today
    if end > context.today:
        raise Refusal("provision.in-the-future", _("This date is still to come."), field="on")
    if end < found.live_from:
        raise Refusal("provision.ends-before-it-starts", _("It would end before it began."), field="on")
    found.live_until = end
    found.save(update_fields=["live_until"])
    touch("supplier", found.supplier_id)
    return found


def _provide(context: Context, supplier: Supplier, category: str, since: date, control: str) -> Provision:
    if not category.strip():
        raise Refusal("provision.missing", _("Say what is provided."), field="category")
    found = Provision.objects.select_for_update().filter(supplier_id=supplier.id, fold=fold(category)).first()
    made = found or Provision(
        organization_id=context.require_organization(),
        supplier_id=supplier.id,
        fold=fold(category)[:140],
        live_from=since,
    )
    if found is not None and found.live_until is not None:
        made.live_from, made.live_until = since, None
    made.category = category.strip()[:120]
    if control.strip() != made.control:
        made.control_on = context.today if control.strip() else None
        made.control = control.strip()
    made.save()
    return made


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate as it was read: its scope in its own words, and which of the provided categories that scope names."""

    standard: str
    scope: str
    covers: tuple[str, ...]
    valid_from: date
    valid_until: date
    number: str = ""
    issuer: str = ""
    item: uuid.UUID | None = None


@operation
def add_certificate(context: Context, supplier: uuid.UUID, held: Held) -> SupplierCertificate:
    """Keep a supplier's certificate. Refuses one without standard or scope, one that ends before it begins, and one of no or an unknown category."""
    require(context, "evidence.file")
    found = get_for_update(supplier)
    if not held.standard.strip():
        raise Refusal("certificate.standard-missing", _("Say by which standard."), field="standard")
    if not held.scope.strip():
        raise Refusal("certificate.scope-missing", _("Copy the scope as it stands on the certificate."), field="scope")
    if held.valid_until <= held.valid_from:
        raise Refusal("certificate.ends-before-it-starts", _("It would end before it begins."), field="valid_until")
    if held.item is not None and not Item.objects.filter(id=held.item).exists():
        raise NotFound("item.not-found", _("There is no such file."), field="item")
    known = set(Provision.objects.filter(supplier_id=found.id).values_list("fold", flat=True))
    covers = sorted({fold(category) for category in held.covers if category.strip()})
    if strange := [one for one in covers if one not in known]:
        raise Refusal(
            "certificate.covers-unknown",
            _("The supplier does not provide “%s”; state that first.") % strange[0],
            field="covers",
        )
    made = SupplierCertificate.objects.create(
        organization_id=context.require_organization(),
        supplier_id=found.id,
        standard=held.standard.strip()[:120],
        number=held.number.strip()[:120],
        issuer=held.issuer.strip()[:200],
        scope=held.scope.strip(),
        covers=covers,
        valid_from=held.valid_from,
        valid_until=held.valid_until,
        item_id=held.item,
        recorded_by_id=context.person,
    )
    touch("supplier", found.id)
    return made


@operation
def withdraw_certificate(context: Context, certificate: uuid.UUID, *, on: date, because: str) -> SupplierCertificate:
    """Say that a certificate was withdrawn or suspended on a day: from then on nothing rests on it."""
    require(context, "evidence.file")
    found = SupplierCertificate.objects.select_for_update().filter(id=certificate).first()
    if found is None:
        raise NotFound("certificate.not-found", _("There is no such certificate."))
    if not because.strip():
        raise Refusal("certificate.reason-missing", _("Say what happened to it."), field="because")
    if on > context.today:
        raise Refusal("certificate.in-the-future", _("This date is still to come."), field="on")
    found.withdrawn_on, found.withdrawn_because = on, because.strip()[:300]
    found.save(update_fields=["withdrawn_on", "withdrawn_because"])
    touch("supplier", found.supplier_id)
    return found


def find_by_name(name: str) -> Supplier | None:
    """A supplier by its name or a name that was joined to it."""
    key = fold(name)
    found = Supplier.objects.select_for_update().filter(fold=key).first()
    return found or Supplier.objects.select_for_update().filter(aliases__contains=[key]).first()


def get_for_update(supplier: uuid.UUID) -> Supplier:
    found = Supplier.objects.select_for_update().filter(id=supplier).first()
    if found is None:
        raise NotFound("supplier.not-found", _("There is no such supplier."))
    return found


def _save(context: Context, supplier: Supplier) -> None:
    _check(supplier)
    supplier.fold = fold(supplier.name)
    supplier.save()
    index(
        context,
        kind="supplier",
        reference=str(supplier.id),
        title=supplier.name,
        detail=supplier.number,
        path=f"suppliers/{supplier.id}",
    )
    touch_subject("supplier", supplier.id)
    touch("supplier", supplier.id)


def _check(supplier: Supplier) -> None:
    if not supplier.name.strip():
        raise Refusal("supplier.name-missing", _("Name the supplier."), field="name")
    others = Supplier.objects.exclude(id=supplier.id)
    if others.filter(fold=fold(supplier.name)).exists():
        raise Refusal("supplier.exists", _("There is a supplier of this name already."), field="name")
    if supplier.number and (same := others.filter(number=supplier.number).first()):
        raise Refusal("supplier.number-taken", _("%s has this number already.") % same.name, field="number")
    if supplier.criticality not in ("", *dict(Supplier.CRITICALITY)):
        options = ", ".join(dict(Supplier.CRITICALITY))
        raise Refusal("supplier.criticality", _("Criticality is one of: %s.") % options, field="criticality")
    if supplier.live_until is not None and supplier.live_until < supplier.live_from:
        raise Refusal("supplier.ends-before-it-starts", _("It would end before it began."), field="live_until")
    if supplier.owner_id and not Person.objects.filter(id=supplier.owner_id, erased_at=None).exists():
        raise NotFound("person.not-found", _("There is no such person."), field="owner_id")
