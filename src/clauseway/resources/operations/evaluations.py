"""Evaluating suppliers: criteria, evaluations, looks at performance, and what was bought around approval."""

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Forbidden, NotFound, Refusal
from clauseway.kernel.work import operation, touch
from clauseway.organization.policies import require
from clauseway.resources.models import (
    Supplier,
    SupplierCriteria,
    SupplierEvaluation,
    SupplierReview,
    SupplierSettlement,
)
from clauseway.resources.operations.suppliers import get_for_update
from clauseway.resources.queries.evaluations import (
    certificates_of,
    criteria_on,
    criteria_values,
    figures_of,
    limits_of,
    provided_on,
)
from clauseway.rules import suppliers as rule


@dataclass(frozen=True, slots=True)
class Limits:
    """What the organization accepts at most (per cent, per cent, number), and for how many days a purchase makes somebody a supplier."""

    late_percent: int | None = None
    bad_percent: int | None = None
    complaints: int | None = None
    window_days: int | None = None


WRONG = {
    "none": "criteria",
    "twice": "criteria",
    "weight": "criteria",
    "limits": "approve_from",
}


@operation
def set_criteria(
    context: Context,
    criteria: rule.Criteria,
    *,
    limits: Limits | None = None,
    purpose: str = "quality",
    reason: str = "",
    on: date | None = None,
) -> SupplierCriteria:
    """Set the criteria by which suppliers are evaluated from a day on; what was evaluated before stays as it was judged.

    Refuses criteria that make no sense, and a day before the ones in force began: criteria cannot heal the past.
    """
    require(context, "stocktake.edit")
    limits, since = limits or Limits(), on or context.today
    if purpose not in dict(SupplierCriteria.PURPOSES):
        raise Refusal("criteria.purpose", _("There are no such criteria."), field="purpose")
    for problem in rule.problems(criteria):
        raise Refusal(f"criteria.{problem}", _wrong(problem), field=WRONG[problem])
    if since > context.today:
        raise Refusal("criteria.in-the-future", _("This date is still to come."), field="on")
    if limits.window_days is not None and not 1 <= limits.window_days <= 3660:
        raise Refusal("criteria.window", _("Between 1 and 3660 days, or none."), field="window_days")
    before = SupplierCriteria.objects.select_for_update().filter(purpose=purpose, valid_until=None).first()
    if before is not None:
        if since < before.valid_from:
            raise Refusal("criteria.before-the-last", _("Criteria are in force since then already."), field="on")
        before.valid_until = since
        before.save(update_fields=["valid_until"])
    made = SupplierCriteria.objects.create(
        organization_id=context.require_organization(),
        purpose=purpose,
        criteria=[asdict(one) for one in criteria.criteria],
        approve_from=criteria.approve_from,
        conditional_from=criteria.conditional_from,
        reason=reason.strip(),
        decided_by_id=context.person,
        valid_from=since,
        **asdict(limits),
    )
    _window_changed(before, made)
    touch("supplier-criteria", purpose)
    return made


def _window_changed(before: SupplierCriteria | None, made: SupplierCriteria) -> None:
    """Who counts as a supplier may change with the window."""
    if made.purpose == "quality" and (before.window_days if before else None) != made.window_days:
        touch("population", "supplier")
        for key in Supplier.objects.values_list("id", flat=True):
            touch("supplier", key)


def _wrong(problem: str) -> str:
    return {
        "none": _("Name at least one criterion."),
        "twice": _("Two criteria have the same name."),
        "weight": _("A weight lies between 1 and 100."),
        "limits": _("The limits are per cents; “conditional” begins at or below “approved”."),
    }[problem]


@dataclass(frozen=True, slots=True)
class Judged:
    """An evaluation as somebody makes it: marks (0 to 4) by criterion, notes, the result chosen, for which categories (none named: all provided)."""

    on: date
    marks: Mapping[str, int]
    result: str
    purpose: str = "quality"
    notes: Mapping[str, str] = field(default_factory=dict)
    conditions: str = ""
    conditions_until: date | None = None
    reason: str = ""
    changes: str = ""
    categories: tuple[str, ...] = ()


@operation
def evaluate_supplier(context: Context, supplier: uuid.UUID, judged: Judged) -> SupplierEvaluation:
    """Evaluate a supplier by the criteria that were in force on the day.

    Refuses: no criteria then, a day to come, nobody who evaluates, a criterion without a mark, a result better than the criteria allow, conditions that
    are not stated, categories the supplier does not provide. A criterion of kind "certificate" is marked by the certificates alone.
    """
    require(context, "evidence.file")
    found = get_for_update(supplier)
    if context.person is None:
        raise Forbidden("evaluation.nobody", _("Only a named person can evaluate."))
    if judged.on > context.today:
        raise Refusal("evaluation.in-the-future", _("This date is still to come."), field="on")
    criteria = criteria_on(context, judged.purpose, judged.on)
    if criteria is None:
        raise Refusal("evaluation.no-criteria", _("No criteria were in force on this day. Set them first."), field="on")
    categories = _categories(context, found, judged)
    marks, on_certificates = _marks(context, found, criteria, judged, categories)
    computed = rule.score(criteria_values(criteria), marks)
    _check_result(judged, computed)
    made = SupplierEvaluation.objects.create(
        organization_id=context.require_organization(),
        supplier_id=found.id,
        criteria_id=criteria.id,
        on=judged.on,
        by_id=context.person,
        marks=marks,
        notes={key: text.strip()[:2000] for key, text in judged.notes.items() if text.strip()},
        percent=computed.percent,
        result=judged.result,
        conditions=judged.conditions.strip(),
        conditions_until=judged.conditions_until,
        reason=judged.reason.strip(),
        changes=judged.changes,
        categories=categories,
        on_certificates=on_certificates,
        recorded_by_id=context.person,
    )
    _latest(found)
    _stated(found.id)
    return made


def _categories(context: Context, supplier: Supplier, judged: Judged) -> list[str]:
    provided = {row.fold for row in provided_on(context, supplier.id, judged.on)}
    wanted = {fold(category) for category in judged.categories}
    if strange := sorted(wanted - provided):
        raise Refusal(
            "evaluation.category-unknown",
            _("On that day the supplier did not provide “%s”.") % strange[0],
            field="categories",
        )
    return sorted(wanted or provided)


def _marks(
    context: Context, supplier: Supplier, criteria: SupplierCriteria, judged: Judged, categories: list[str]
) -> tuple[dict[str, int], bool]:
    """The marks of all criteria, and whether certificates gave one. Those of certificates are given by what the scopes cover, for all categories or not."""
    held = certificates_of(context, supplier.id)
    covered = rule.all_covered_until(held, categories, judged.on) is not None
    marks, on_certificates = {}, False
    for criterion in criteria_values(criteria).criteria:
        if criterion.kind == rule.CERTIFICATE:
            marks[criterion.key] = rule.BEST_MARK if covered else 0
            on_certificates |= covered
            continue
        mark = judged.marks.get(criterion.key)
        if mark is None:
            raise Refusal(
                "evaluation.mark-missing", _("“%s” has no mark yet.") % criterion.name, field=f"mark-{criterion.key}"
            )
        if not 0 <= mark <= rule.BEST_MARK:
            raise Refusal("evaluation.mark", _("A mark lies between 0 and 4."), field=f"mark-{criterion.key}")
        marks[criterion.key] = mark
    return marks, on_certificates


def _check_result(judged: Judged, computed: rule.Score) -> None:
    if judged.result not in rule.RESULTS:
        raise Refusal("evaluation.result", _("Choose a result."), field="result")
    if not rule.no_better(judged.result, computed.result):
        raise Refusal(
            "evaluation.better-than-criteria",
            _("By your criteria this comes to %(percent)d %%: “%(result)s” at best.")
            % {"percent": computed.percent, "result": dict(SupplierEvaluation.RESULTS)[computed.result]},
            field="result",
        )
    if judged.result == rule.CONDITIONAL and not judged.conditions.strip():
        raise Refusal("evaluation.conditions-missing", _("Say under which conditions."), field="conditions")
    if judged.conditions_until is not None and judged.conditions_until <= judged.on:
        raise Refusal(
            "evaluation.conditions-end", _("The conditions would end before they begin."), field="conditions_until"
        )
    if judged.result != computed.result and not judged.reason.strip():
        raise Refusal("evaluation.reason-missing", _("Say why you judge stricter than the criteria."), field="reason")
    if judged.changes not in dict(SupplierEvaluation.CHANGES):
        raise Refusal("evaluation.changes", _("Choose one of the list."), field="changes")


def _stated(supplier: uuid.UUID) -> None:
    """The room said something new about a supplier: older records in the same words may no longer count."""
    touch("supplier", supplier)
    for word in (
        "supplier.evaluated",
        "supplier.monitored",
        "supplier-security.assessed",
        "supplier-security.reviewed",
    ):
        touch("record", f"{word}|{supplier}|")


def _latest(supplier: Supplier) -> None:
    """Repeat the latest evaluation on the supplier, for lists."""
    rows = SupplierEvaluation.objects.filter(supplier_id=supplier.id, withdrawn_on=None, criteria__purpose="quality")
    row = rows.order_by("-on", "-recorded_at", "-id").first()
    supplier.last_result, supplier.last_on = (row.result, row.on) if row else ("", None)
    supplier.save(update_fields=["last_result", "last_on"])


def _evaluation(evaluation: uuid.UUID) -> SupplierEvaluation:
    found = SupplierEvaluation.objects.select_for_update().filter(id=evaluation).first()
    if found is None:
        raise NotFound("evaluation.not-found", _("There is no such evaluation."))
    if found.withdrawn_on is not None:
        raise Refusal("evaluation.withdrawn", _("This evaluation was taken back already."))
    return found


@operation
def withdraw_evaluation(context: Context, evaluation: uuid.UUID, *, because: str) -> SupplierEvaluation:
    """Take back an evaluation that was wrong from the start: it stays readable and counts for nothing."""
    require(context, "evidence.file")
    found = _evaluation(evaluation)
    if not because.strip():
        raise Refusal("evaluation.reason-missing", _("Say what was wrong with it."), field="because")
    found.withdrawn_on, found.withdrawn_because = context.today, because.strip()[:300]
    found.save(update_fields=["withdrawn_on", "withdrawn_because"])
    _latest(get_for_update(found.supplier_id))
    _stated(found.supplier_id)
    return found


@operation
def examine_evaluation(context: Context, evaluation: uuid.UUID) -> SupplierEvaluation:
    """Note that somebody independent looked at an evaluation: neither who made it nor who owns the supplier. Forbidden otherwise."""
    require(context, "evidence.examine")
    found = _evaluation(evaluation)
    supplier = get_for_update(found.supplier_id)
    if context.person is None or context.person in {found.by_id, found.recorded_by_id, supplier.owner_id}:
        raise Forbidden(
            "examine.not-independent", _("You made this or own the supplier; somebody else must look at it.")
        )
    found.examined_by_id = context.person
    found.save(update_fields=["examined_by"])
    touch("supplier", found.supplier_id)
    return found


@operation
def review_performance(
    context: Context, supplier: uuid.UUID, *, period_from: date, result: str, note: str = "", on: date | None = None
) -> SupplierReview:
    """Look at how a supplier performed since a day, by the figures of its purchases and the limits in force.

    Refuses "as agreed" against figures that break a limit, an "acted on" that does not say what was done, and a result about a period in which nothing
    was delivered when nothing else is said about it.
    """
    require(context, "evidence.file")
    found, day = get_for_update(supplier), on or context.today
    if context.person is None:
        raise Forbidden("review.nobody", _("Only a named person can judge performance."))
    if day > context.today or period_from >= day:
        raise Refusal("review.period", _("The period ends today at the latest, after it began."), field="period_from")
    if result not in dict(SupplierReview.RESULTS):
        raise Refusal("review.result", _("Choose a result."), field="result")
    figures = figures_of(context, found.id, period_from, day)
    broken = rule.broken(figures, limits_of(criteria_on(context, "quality", day)))
    if broken and result == "as-agreed":
        raise Refusal("review.limits-broken", _("The figures break your own limits."), field="result")
    if not note.strip() and (result == "below-and-acted-on" or not figures.deliveries):
        said = (
            _("Say what was done.")
            if result == "below-and-acted-on"
            else _("Nothing was delivered in this period. Say what you go by.")
        )
        raise Refusal("review.note-missing", said, field="note")
    made = SupplierReview.objects.create(
        organization_id=context.require_organization(),
        supplier_id=found.id,
        on=day,
        period_from=period_from,
        figures=asdict(figures),
        broken=list(broken),
        result=result,
        note=note.strip(),
        by_id=context.person,
    )
    _stated(found.id)
    return made


@operation
def settle_purchases(
    context: Context, supplier: uuid.UUID, *, reason: str, on: date | None = None
) -> SupplierSettlement:
    """Say what was done about what was bought around approval up to a day: it stands as a gap for the time before, and no longer after it."""
    require(context, "evidence.file")
    found, day = get_for_update(supplier), on or context.today
    if context.person is None:
        raise Forbidden("settlement.nobody", _("Only a named person can settle this."))
    if not reason.strip():
        raise Refusal("settlement.reason-missing", _("Say what was checked and done."), field="reason")
    if day > context.today:
        raise Refusal("settlement.in-the-future", _("This date is still to come."), field="on")
    made = SupplierSettlement.objects.create(
        organization_id=context.require_organization(),
        supplier_id=found.id,
        on=day,
        reason=reason.strip(),
        by_id=context.person,
    )
    touch("supplier", found.id)
    return made
