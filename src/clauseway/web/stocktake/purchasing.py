"""The registers of suppliers and purchases as tables one types in and pastes into."""

import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from clauseway.resources.models import Purchase, Supplier
from clauseway.resources.operations.purchases import Bought, change_purchase, take_purchases
from clauseway.resources.operations.sheets import SheetRow
from clauseway.resources.operations.suppliers import add_supplier, change_supplier, write_suppliers
from clauseway.resources.queries.suppliers import purchases, suppliers
from clauseway.web.frame import Place
from clauseway.web.stocktake.registers import Column, Entry, Register, Written, as_uuid

CRITICALITY = "facet-criticality"
"""The column's key from the time when suppliers were a bare population: remembered mappings still name it."""


def suppliers_register() -> Register:
    """Suppliers, those known only from purchases included."""
    return Register(
        key="supplier",
        label=_("Suppliers"),
        singular=_("supplier"),
        about=_(
            "Who you buy from, as far as it can harm what you deliver or your information. Each is evaluated in your own rhythm."
        ),
        example=_("Precisie Metaal B.V. · high"),
        kind="supplier",
        columns=_supplier_columns(),
        permission="stocktake.edit",
        rows=lambda place: suppliers(place.context),
        entry=_supplier_entry,
        add=_add,
        change=_change,
        write_many=_write_suppliers,
        search=("fold",),
        detail="suppliers/{ref}/",
    )


def _supplier_columns() -> tuple[Column, ...]:
    return (
        Column(
            key="name",
            label=_("Supplier"),
            required=True,
            maxlength=240,
            names=("name", "supplier", "suppliers", "vendor", "creditor", "title"),
            sort="fold",
        ),
        Column(
            key=CRITICALITY,
            label=_("Criticality"),
            kind="choice",
            options=(("", _("not said")), *((value, str(label)) for value, label in Supplier.CRITICALITY)),
            names=("criticality", "abc"),
            sort="criticality",
        ),
        Column(key="owner", label=_("Owner"), kind="person", names=("buyer", "responsible", "lead")),
        Column(
            key="number",
            label=_("Number in your system"),
            maxlength=60,
            once=True,
            names=("number", "supplier number", "vendor number", "creditor number", "account"),
        ),
        Column(
            key="live_from", label=_("Since"), kind="date", only_new=True, names=("from", "start"), sort="live_from"
        ),
    )


def _supplier_entry(row: Supplier) -> Entry:
    stored = {"name": row.name, CRITICALITY: row.criticality, "number": row.number, "owner": row.owner_id}
    return Entry(
        ref=str(row.id),
        version=str(row.version),
        name=row.name,
        stored={**stored, "live_from": row.live_from},
        live_from=row.live_from,
        live_until=row.live_until,
        names={"owner": row.owner.name if row.owner else ""},
    )


def _supplier_values(values: Mapping[str, Any]) -> dict[str, Any]:
    keys = {CRITICALITY: "criticality", "owner": "owner_id"}
    found = {keys.get(key, key): value for key, value in values.items()}
    for key in ("criticality", "number"):
        if key in found:
            found[key] = found[key] or ""
    return found


def _add(place: Place, values: Mapping[str, Any]) -> None:
    add_supplier(place.context, **_supplier_values(values))


def _change(place: Place, ref: str, version: str, values: Mapping[str, Any]) -> None:
    number = int(version) if version.isdigit() else 0
    change_supplier(place.context, as_uuid(ref), version=number, **_supplier_values(values))


def _write_suppliers(place: Place, lines: Sequence[Written]) -> None:
    """A whole sheet as one operation; what the sheet does not name stays."""
    rows = []
    for entry, values in lines:
        only = _supplier_values(values)
        if entry is None:
            rows.append(SheetRow(only))
        else:
            only.pop("live_from", None)
            rows.append(SheetRow(only, uuid.UUID(entry.ref), int(entry.version)))
    write_suppliers(place.context, rows)


def purchases_register() -> Register:
    """Purchases as the ERP lists them, the newest first."""
    return Register(
        key="purchases",
        label=_("Purchases"),
        singular=_("purchase"),
        about=_(
            "What was ordered, from whom and when: paste your system's list each month. Whoever is in it is a supplier, "
            "whether anybody took them into the register or not."
        ),
        example=_("PO-5012 · Precisie Metaal B.V. · 2026-03-02 · 1,250.00 EUR"),
        kind="",
        columns=_purchase_columns(),
        permission="stocktake.edit",
        rows=lambda place: purchases(place.context),
        entry=_purchase_entry,
        add=lambda place, values: _take(place, [(None, values)]),
        change=_change_purchase,
        write_many=_take,
        search=("fold",),
        may_be_none=False,
        ends=False,
    )


def _purchase_columns() -> tuple[Column, ...]:
    return (*_order_columns(), *_delivery_columns())


def _order_columns() -> tuple[Column, ...]:
    return (
        Column(
            key="number",
            label=_("Order"),
            required=True,
            maxlength=80,
            names=(
                "number",
                "order",
                "order number",
                "order no",
                "purchase order",
                "po",
                "po number",
                "id",
                "document",
            ),
            sort="number",
        ),
        Column(
            key="supplier_name",
            label=_("Supplier"),
            required=True,
            maxlength=240,
            names=("supplier", "supplier name", "vendor", "vendor name", "creditor", "name"),
            sort="fold",
        ),
        Column(
            key="supplier_number",
            label=_("Supplier's number"),
            maxlength=60,
            names=("supplier number", "vendor number", "creditor number", "account"),
        ),
        Column(
            key="ordered_on",
            label=_("Ordered on"),
            kind="date",
            required=True,
            names=("date", "order date", "ordered", "posting date"),
            sort="ordered_on",
        ),
        Column(
            key="amount", label=_("Amount"), kind="number", names=("amount", "value", "net", "total"), sort="amount"
        ),
        Column(key="currency", label=_("Currency"), maxlength=3, names=("currency", "curr")),
        Column(key="category", label=_("Category"), maxlength=120, names=("category", "group", "material group")),
    )


def _delivery_columns() -> tuple[Column, ...]:
    return (
        Column(
            key="due_on", label=_("Promised for"), kind="date", names=("due", "due date", "promised", "requested date")
        ),
        Column(
            key="delivered_on",
            label=_("Delivered on"),
            kind="date",
            names=("delivered", "delivery date", "receipt date"),
        ),
        Column(
            key="inspection",
            label=_("Inspection"),
            kind="choice",
            options=tuple((value, str(label)) for value, label in Purchase.INSPECTIONS),
            names=("inspection", "goods receipt", "usage decision"),
        ),
        Column(
            key="lots_bad", label=_("Bad lots"), kind="count", names=("bad lots", "rejected lots", "nonconforming lots")
        ),
        Column(key="complaints", label=_("Complaints"), kind="count", names=("complaints", "claims")),
    )


def _purchase_entry(row: Purchase) -> Entry:
    keys = (
        *(
            "number",
            "supplier_name",
            "ordered_on",
            "amount",
            "currency",
            "category",
            "due_on",
            "delivered_on",
            "inspection",
        ),
        *("lots_bad", "complaints", "supplier_number"),
    )
    return Entry(
        ref=str(row.id),
        version=str(row.version),
        name=row.number,
        stored={key: getattr(row, key) for key in keys},
        live_from=row.ordered_on,
        live_until=None,
        names={},
    )


def _purchase_values(values: Mapping[str, Any]) -> dict[str, Any]:
    found = {key: value for key, value in values.items() if key != "live_until"}
    for key in ("lots_bad", "complaints"):
        if key in found:
            found[key] = int(found[key] or Decimal(0))
    return found


def _take(place: Place, lines: Sequence[Written]) -> None:
    rows = []
    for entry, values in lines:
        given = _purchase_values(values)
        number = str(given.pop("number", entry.name if entry else ""))
        kept = {name: entry.stored[name] for name in ("supplier_name", "ordered_on")} if entry else {}
        rows.append(Bought(number, {**kept, **given}))
    take_purchases(place.context, rows)


def _change_purchase(place: Place, ref: str, version: str, values: Mapping[str, Any]) -> None:
    given = _purchase_values(values)
    given.pop("number", None)
    change_purchase(place.context, as_uuid(ref), version=int(version) if version.isdigit() else 0, **given)
