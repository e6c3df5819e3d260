"""Reading how suppliers were evaluated: criteria by date, certificates, figures from purchases, until when an evaluation holds."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from clauseway.kernel.context import Context
from clauseway.resources.models import (
    Provision,
    Purchase,
    SupplierCertificate,
    SupplierCriteria,
    SupplierEvaluation,
    SupplierReview,
)
from clauseway.rules import suppliers as rule


def criteria_on(context: Context, purpose: str, day: date) -> SupplierCriteria | None:
    """The criteria in force on a day; None when there were none."""
    alive = Q(valid_until=None) | Q(valid_until__gt=day)
    return SupplierCriteria.objects.filter(alive, purpose=purpose, valid_from__lte=day).order_by("-valid_from").first()


def criteria_history(context: Context) -> QuerySet[SupplierCriteria]:
    """All versions of the criteria, the newest first, with who decided."""
    return SupplierCriteria.objects.select_related("decided_by").order_by("purpose", "-valid_from", "-recorded_at")


def criteria_values(row: SupplierCriteria) -> rule.Criteria:
    """Stored criteria as the rule takes them."""
    return rule.Criteria(tuple(rule.Criterion(**one) for one in row.criteria), row.approve_from, row.conditional_from)


def limits_of(row: SupplierCriteria | None) -> rule.Limits:
    """The limits for performance in stored criteria; none where there are no criteria."""
    return rule.Limits(row.late_percent, row.bad_percent, row.complaints) if row else rule.Limits()


def certificate_value(row: SupplierCertificate) -> rule.Certificate:
    """A stored certificate as far as it counts: withdrawn, it ends that day."""
    until = min(row.valid_until, row.withdrawn_on) if row.withdrawn_on else row.valid_until
    return rule.Certificate(frozenset(row.covers), row.valid_from, until)


def certificates_of(context: Context, supplier: uuid.UUID) -> list[rule.Certificate]:
    """What the certificates of a supplier count for."""
    return [certificate_value(row) for row in SupplierCertificate.objects.filter(supplier_id=supplier)]


def provided_on(context: Context, supplier: uuid.UUID, day: date) -> list[Provision]:
    """What a supplier provides on a day."""
    alive = Q(live_until=None) | Q(live_until__gt=day)
    return list(Provision.objects.filter(alive, supplier_id=supplier, live_from__lte=day).order_by("fold"))


def figures_of(context: Context, supplier: uuid.UUID, since: date, until: date) -> rule.Figures:
    """How a supplier performed in what was due or delivered between two days (the last one included)."""
    happened = Q(delivered_on__gt=since, delivered_on__lte=until) | Q(
        delivered_on=None, due_on__gt=since, due_on__lte=until
    )
    rows = Purchase.objects.filter(happened, supplier_id=supplier)
    fields = rows.values_list("due_on", "delivered_on", "lots_bad", "complaints")
    return rule.figures((rule.Delivery(*row) for row in fields), until)


def reviews_of(context: Context, supplier: uuid.UUID) -> QuerySet[SupplierReview]:
    rows = SupplierReview.objects.filter(supplier_id=supplier).select_related("by")
    return rows.order_by("-on", "-recorded_at", "-id")


def holds_until(
    evaluation: SupplierEvaluation,
    provisions: Iterable[Provision],
    certificates: Sequence[rule.Certificate],
    next_on: date | None,
) -> date | None:
    """Until when an evaluation speaks for its supplier: the next one, the end of its conditions, the certificates it rests on, or a category that began
    after it and was never looked at. None while nothing ends it."""
    judged = set(evaluation.categories)
    ends = [next_on, rests_until(evaluation, certificates)]
    for row in provisions:
        if row.fold not in judged and (row.live_until is None or row.live_until > evaluation.on):
            begins = max(row.live_from, evaluation.on)
            if row.live_until is None or row.live_until > begins:
                ends.append(begins)
    return min((day for day in ends if day is not None), default=None)


def rests_until(evaluation: SupplierEvaluation, certificates: Sequence[rule.Certificate]) -> date | None:
    """Until when what an evaluation rests on is in force: its conditions and the certificates it counted."""
    ends = [evaluation.conditions_until]
    if evaluation.on_certificates:
        covered = rule.all_covered_until(certificates, evaluation.categories, evaluation.on)
        ends.append(covered or evaluation.on)
    return min((day for day in ends if day is not None), default=None)
