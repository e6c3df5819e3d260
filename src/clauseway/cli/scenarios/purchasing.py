"""Suppliers and purchases of a story, carried out through the operations of the room that keeps them."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from clauseway.cli.scenarios.marked import plain
from clauseway.cli.scenarios.story import Step
from clauseway.cli.scenarios.world import World
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.resources.models import Provision, Purchase, Supplier, SupplierCertificate
from clauseway.resources.operations.evaluations import (
    Judged,
    Limits,
    evaluate_supplier,
    review_performance,
    set_criteria,
    settle_purchases,
)
from clauseway.resources.operations.purchases import bought, take_purchases
from clauseway.resources.operations.suppliers import (
    Held,
    add_certificate,
    add_supplier,
    change_supplier,
    join_suppliers,
    provide,
    stop_providing,
    withdraw_certificate,
)
from clauseway.resources.queries.evaluations import criteria_on
from clauseway.rules.suppliers import CERTIFICATE, JUDGED, Criteria, Criterion


def add(world: World, context: Context, values: Mapping[str, Any], since: date) -> None:
    """A supplier of the register; one that is there already is changed."""
    known = Supplier.objects.filter(fold=fold(str(values["name"])), registered=True).first()
    more: dict[str, Any] = (
        {"sites": sorted(world.subject("site", site) for site in values["sites"])} if values.get("sites") else {}
    )
    more |= {"criticality": values["criticality"]} if values.get("criticality") else {}
    if known is not None:
        change_supplier(context, known.id, version=known.version, **more)
        return
    origin = plain(str(values.get("from", "list")))
    add_supplier(
        context,
        name=str(values["name"]),
        live_from=since,
        live_until=values.get("until"),
        origin=origin,
        **more,
    )


def leaves(context: Context, ref: str, on: date) -> None:
    supplier = Supplier.objects.get(id=ref)
    change_supplier(context, supplier.id, version=supplier.version, live_until=on)


def _supplier(world: World, step: Step, key: str = "supplier") -> uuid.UUID:
    return uuid.UUID(world.subject("supplier", str(step.values[key])))


def _criteria(world: World, step: Step, context: Context) -> None:
    values = step.values
    must, held = ({plain(name) for name in values.get(key) or ()} for key in ("must", "by certificate"))
    criteria = tuple(
        Criterion(plain(name), name, int(weight), CERTIFICATE if plain(name) in held else JUDGED, plain(name) in must)
        for name, weight in values["criteria"].items()
    )
    limits = Limits(
        values.get("late at most"),
        values.get("bad lots at most"),
        values.get("complaints at most"),
        values.get("window"),
    )
    wanted = Criteria(criteria, values.get("approved from", 70), values.get("conditional from", 50))
    set_criteria(context, wanted, limits=limits, purpose=values.get("of", "quality"), on=step.on)


def _provides(world: World, step: Step, context: Context) -> None:
    supplier, category = _supplier(world, step), str(step.values["category"])
    if step.values.get("ended"):
        found = Provision.objects.get(supplier_id=supplier, fold=fold(category))
        stop_providing(context, found.id, on=step.on)
        return
    control = str(step.values.get("control", ""))
    provide(context, supplier, category=category, control=control, live_from=step.on)


def _certificate(world: World, step: Step, context: Context) -> None:
    values = step.values
    held = Held(values["standard"], values["scope"], tuple(values.get("covers") or ()), step.on, values["until"])
    add_certificate(context, _supplier(world, step), held)


def _withdrawn(world: World, step: Step, context: Context) -> None:
    rows = SupplierCertificate.objects.filter(supplier_id=_supplier(world, step), standard=step.values["standard"])
    found = rows.order_by("-valid_from").first()
    if found is None:
        raise world.wrong("There is no such certificate.")
    withdraw_certificate(context, found.id, on=step.on, because=step.values["because"])


def _evaluation(world: World, step: Step, context: Context) -> None:
    values = step.values
    purpose = values.get("of", "quality")
    criteria = criteria_on(context, purpose, step.on)
    every = values.get("mark")
    marks = {one["key"]: every for one in criteria.criteria if every is not None} if criteria else {}
    marks |= {plain(name): int(mark) for name, mark in (values.get("marks") or {}).items()}
    judged = Judged(
        on=step.on,
        marks=marks,
        result=values["result"],
        purpose=purpose,
        conditions=str(values.get("conditions", "")),
        conditions_until=values.get("until"),
        reason=str(values.get("because", "")),
        changes=str(values.get("changes", "")).replace(" ", "-"),
        categories=tuple(values.get("for") or ()),
    )
    evaluate_supplier(context, _supplier(world, step), judged)


def _performance(world: World, step: Step, context: Context) -> None:
    review_performance(
        context,
        _supplier(world, step),
        period_from=step.values["since"],
        result={"as agreed": "as-agreed", "below and acted on": "below-and-acted-on"}.get(
            step.values["result"], "below"
        ),
        note=str(step.values.get("note", "")),
        on=step.on,
    )


def _purchase(world: World, step: Step, context: Context) -> None:
    values = step.values
    row = bought(
        str(values.get("number") or f"P-{Purchase.objects.count() + 1}"),
        str(values["from"]),
        step.on,
        category=str(values.get("category", "")),
        due_on=values.get("due"),
        delivered_on=values.get("delivered"),
        inspection=str(values.get("inspection", "")).replace(" ", "-"),
        lots_bad=values.get("bad lots", 0),
        complaints=values.get("complaints", 0),
    )
    take_purchases(context, [row])


def _settled(world: World, step: Step, context: Context) -> None:
    settle_purchases(context, _supplier(world, step), reason=step.values["because"], on=step.on)


def _joined(world: World, step: Step, context: Context) -> None:
    join_suppliers(context, _supplier(world, step, "name"), into=_supplier(world, step, "into"))


DEEDS: dict[str, Callable[[World, Step, Context], None]] = {
    "supplier criteria": _criteria,
    "provides": _provides,
    "supplier certificate": _certificate,
    "certificate withdrawn": _withdrawn,
    "evaluation": _evaluation,
    "performance": _performance,
    "purchase": _purchase,
    "purchases settled": _settled,
    "joined": _joined,
}
