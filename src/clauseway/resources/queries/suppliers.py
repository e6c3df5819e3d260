"""Reading the register of suppliers and the purchases."""

import uuid
from datetime import date

from django.db.models import Max, Min, QuerySet

from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound
from clauseway.resources.models import (
    Provision,
    Purchase,
    Supplier,
    SupplierCriteria,
    SupplierQuestionnaire,
)

Window = list[tuple[date, date | None, int | None]]


def suppliers(context: Context) -> QuerySet[Supplier]:
    """All suppliers by name, those known only from purchases included, with their owners."""
    return Supplier.objects.select_related("owner").order_by("fold", "id")


def get_supplier(context: Context, supplier: uuid.UUID) -> Supplier:
    """One supplier; NotFound for one that is not here."""
    found = Supplier.objects.select_related("owner").filter(id=supplier).first()
    if found is None:
        raise NotFound("supplier.not-found", "There is no such supplier.")
    return found


def provisions_of(context: Context, supplier: uuid.UUID) -> list[Provision]:
    """What a supplier provides and provided, by name."""
    return list(Provision.objects.filter(supplier_id=supplier).order_by("fold"))


def purchases(context: Context) -> QuerySet[Purchase]:
    """All purchases, the newest first, with their suppliers."""
    return Purchase.objects.select_related("supplier").order_by("-ordered_on", "-id")


def questionnaires(context: Context, supplier: uuid.UUID) -> list[SupplierQuestionnaire]:
    """What a supplier was asked, the newest first."""
    rows = SupplierQuestionnaire.objects.filter(supplier_id=supplier).select_related("asked_by")
    return list(rows.order_by("-asked_at", "-id"))


def get_questionnaire(context: Context, questionnaire: uuid.UUID) -> SupplierQuestionnaire:
    """One questionnaire; NotFound for one that is not here."""
    found = SupplierQuestionnaire.objects.select_related("supplier", "asked_by").filter(id=questionnaire).first()
    if found is None:
        raise NotFound("questionnaire.not-found", "There is no such questionnaire.")
    return found


def bought_between(context: Context, only: list[uuid.UUID] | None = None) -> dict[uuid.UUID, tuple[date, date]]:
    """By supplier, the first and the last day something was ordered."""
    rows = Purchase.objects.all() if only is None else Purchase.objects.filter(supplier_id__in=only)
    spans = rows.order_by().values_list("supplier_id").annotate(Min("ordered_on"), Max("ordered_on"))
    return {key: (first, last) for key, first, last in spans}


def windows(context: Context) -> Window:
    """The organization's own windows for purchases, from when until when each was in force, the oldest first."""
    rows = SupplierCriteria.objects.filter(purpose="quality").order_by("valid_from", "recorded_at")
    return list(rows.values_list("valid_from", "valid_until", "window_days"))


def window_on(known: Window, day: date) -> int | None:
    """The window of the day; before the first one was set, that first one. None: purchases count for good."""
    for begins, ends, days in known:
        if begins <= day and (ends is None or day < ends):
            return days
    return known[0][2] if known and day < known[0][0] else None
