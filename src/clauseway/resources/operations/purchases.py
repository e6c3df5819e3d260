"""Taking in purchases. A name nobody registered becomes a supplier known from purchases only: it is asked about like every other."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.kernel.work import operation, touch
from clauseway.organization.operations import index
from clauseway.organization.policies import require
from clauseway.resources.models import Purchase, Supplier

PLAIN = (
    *("ordered_on", "due_on", "delivered_on", "amount", "currency", "inspection", "lots_bad", "complaints"),
    *("supplier_name", "supplier_number", "category"),
)


@dataclass(frozen=True, slots=True)
class Bought:
    """One line of an ERP's list of orders. `number` is its identity there: the same number again is the same purchase. `values` are what is known of it."""

    number: str
    values: Mapping[str, Any]


def bought(
    number: str,
    supplier_name: str,
    ordered_on: date,
    *,
    supplier_number: str = "",
    amount: Decimal | None = None,
    **more: Any,
) -> Bought:
    """A purchase from single values."""
    values = {"supplier_name": supplier_name, "ordered_on": ordered_on, "supplier_number": supplier_number, **more}
    return Bought(number, values if amount is None else {**values, "amount": amount})


@operation
def take_purchases(context: Context, rows: Sequence[Bought]) -> tuple[int, int]:
    """Take in purchases, all or none: new ones are added, known ones changed where they differ. Returns (added, changed); a second run gives (0, 0)."""
    require(context, "stocktake.edit")
    _check_all(context, rows)
    known = {row.number: row for row in Purchase.objects.filter(number__in=[row.number.strip() for row in rows])}
    directory = _Directory(context)
    fresh, changed = [], []
    for row in rows:
        number = row.number.strip()
        stored = known.get(number)
        purchase = stored or Purchase(
            organization_id=context.require_organization(), number=number, recorded_by_id=context.person
        )
        before = purchase.supplier_id
        if not _fill(purchase, row.values, directory):
            continue
        directory.touched |= {purchase.supplier_id} | ({before} if before else set())
        known[number] = purchase
        if stored is None:
            fresh.append(purchase)
        elif not purchase._state.adding:
            purchase.version += 1
            changed.append(purchase)
    directory.save()
    Purchase.objects.bulk_create(fresh, batch_size=500)
    fields = [*PLAIN, "fold", "category_fold", "supplier_id", "version"]
    Purchase.objects.bulk_update(changed, [name.removesuffix("_id") for name in fields], batch_size=500)
    if fresh or changed:
        touch("population", "supplier")
    for key in directory.touched:
        touch("supplier", key)
    return len(fresh), len(changed)


class _Directory:
    """Suppliers by number, name and alias; unknown names are added as known from purchases only, when the list is saved."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.by_number: dict[str, Supplier] = {}
        self.by_fold: dict[str, Supplier] = {}
        self.fresh: dict[uuid.UUID, Supplier] = {}
        self.touched: set[uuid.UUID] = set()
        for row in Supplier.objects.all():
            if row.number:
                self.by_number[row.number] = row
            self.by_fold[row.fold] = row
            self.by_fold |= dict.fromkeys(row.aliases, row)

    def find(self, name: str, number: str, ordered_on: date) -> Supplier:
        found = (self.by_number.get(number) if number else None) or self.by_fold.get(fold(name))
        if found is None:
            found = Supplier(
                organization_id=self.context.require_organization(),
                name=name[:240],
                fold=fold(name),
                number=number[:60],
                registered=False,
                origin="purchases",
                live_from=ordered_on,
            )
            self.fresh[found.id] = self.by_fold[found.fold] = found
            if number:
                self.by_number[number] = found
        if found.id in self.fresh:
            found.live_from = min(found.live_from, ordered_on)
        return found

    def save(self) -> None:
        Supplier.objects.bulk_create(self.fresh.values(), batch_size=500)
        for row in self.fresh.values():
            index(
                self.context,
                kind="supplier",
                reference=str(row.id),
                title=row.name,
                detail=row.number,
                path=f"suppliers/{row.id}",
            )


def _fill(purchase: Purchase, values: Mapping[str, Any], directory: _Directory) -> bool:
    """Put values into a purchase; whether anything differs. What is not named stays."""
    before = [getattr(purchase, name) for name in (*PLAIN, "supplier_id")]
    for name in PLAIN:
        if name in values:
            setattr(purchase, name, values[name])
    purchase.supplier_name = purchase.supplier_name.strip()[:240]
    supplier = directory.find(purchase.supplier_name, purchase.supplier_number.strip(), purchase.ordered_on)
    purchase.supplier_id = supplier.id
    purchase.category_fold = fold(purchase.category)[:140]
    purchase.fold = fold(f"{purchase.supplier_name} {purchase.number}")[:340]
    return before != [getattr(purchase, name) for name in (*PLAIN, "supplier_id")]


def _check_all(context: Context, rows: Sequence[Bought]) -> None:
    for row in rows:
        values = row.values
        if not row.number.strip():
            raise Refusal(
                "purchase.number-missing", _("Each purchase needs its number in your system."), field="number"
            )
        if len(row.number.strip()) > 80:
            raise Refusal("purchase.number", _("A number holds at most 80 characters."), field="number")
        if "supplier_name" in values and not str(values["supplier_name"]).strip():
            raise Refusal("purchase.supplier-missing", _("Say from whom it was bought."), field="supplier_name")
        ordered = values.get("ordered_on")
        if ordered is not None and ordered > context.today:
            raise Refusal(
                "purchase.in-the-future", _("It was ordered on a day that is still to come."), field="ordered_on"
            )
        delivered = values.get("delivered_on")
        if delivered is not None and (delivered > context.today or (ordered and delivered < ordered)):
            raise Refusal(
                "purchase.delivered", _("It was delivered between the order and today."), field="delivered_on"
            )
        if values.get("inspection", "") not in dict(Purchase.INSPECTIONS):
            raise Refusal("purchase.inspection", _("Choose one of the list."), field="inspection")
        if min(values.get("lots_bad") or 0, values.get("complaints") or 0) < 0:
            raise Refusal("purchase.count", _("A number of lots or complaints is not negative."), field="lots_bad")


@operation
def change_purchase(context: Context, purchase: uuid.UUID, *, version: int, **values: Any) -> Purchase:
    """Correct one purchase. Conflict when somebody changed it since."""
    found = Purchase.objects.select_for_update().filter(id=purchase).first()
    if found is None:
        raise NotFound("purchase.not-found", _("There is no such purchase."))
    if found.version != version:
        raise Conflict(
            "purchase.changed", _("Somebody else changed this meanwhile."), details={"version": found.version}
        )
    kept = {name: getattr(found, name) for name in ("supplier_name", "ordered_on")}
    take_purchases(context, [Bought(found.number, {**kept, **values})])
    return Purchase.objects.get(id=purchase)
