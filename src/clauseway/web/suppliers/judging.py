"""Forms by which suppliers are judged: evaluations, performance, what was bought around approval."""

import uuid
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from clauseway.kernel.refusals import Refusal
from clauseway.organization.policies import require
from clauseway.resources.models import (
    Supplier,
    SupplierCriteria,
    SupplierEvaluation,
    SupplierReview,
)
from clauseway.resources.operations.evaluations import (
    Judged,
    evaluate_supplier,
    examine_evaluation,
    review_performance,
    settle_purchases,
    withdraw_evaluation,
)
from clauseway.resources.queries.evaluations import criteria_on, criteria_values, figures_of, provided_on, reviews_of
from clauseway.resources.queries.suppliers import get_supplier
from clauseway.rules import suppliers as rule
from clauseway.web import inputs
from clauseway.web.components import Field
from clauseway.web.frame import Place, in_system
from clauseway.web.posted import FormPage, Typed, answer, options, wrong
from clauseway.web.suppliers import appraisal, naming
from clauseway.web.suppliers.forms import CURRENT, crumbs, needed

MARKS = (
    ("4", lambda: _("4 · fully")),
    ("3", lambda: _("3 · largely")),
    ("2", lambda: _("2 · just enough")),
    ("1", lambda: _("1 · too little")),
    ("0", lambda: _("0 · not at all")),
)


@in_system
def evaluate(place: Place, supplier: uuid.UUID) -> HttpResponse:
    """Evaluate a supplier by the criteria in force: one thumb is enough."""
    require(place.context, "evidence.file")
    found, typed = get_supplier(place.context, supplier), Typed(place.request)
    purpose = typed.text("purpose", place.request.GET.get("by", "quality"))
    if purpose not in dict(SupplierCriteria.PURPOSES):
        raise Http404
    criteria = criteria_on(place.context, purpose, place.context.today)

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=crumbs(place, found),
            title=_("Evaluate %s") % found.name,
            lead=appraisal.limits_said(criteria) if criteria else "",
            note="" if criteria else _("No criteria are in force. Set them first, under Suppliers, Criteria."),
            beside_title=_("What is known"),
            beside=appraisal.known_for_evaluation(place, found),
            fields=_evaluation_fields(place, found, typed, errors, criteria, purpose),
            submit=_("Record the evaluation"),
            cancel=naming.address(place, found),
        )

    def act() -> str:
        marks = {}
        for one in criteria_values(criteria).criteria if criteria else ():
            given = typed.text(f"mark-{one.key}")
            if given in "01234" and given:
                marks[one.key] = int(given)
        judged = Judged(
            on=needed(typed, "on"),
            marks=marks,
            result=typed.text("result"),
            purpose=purpose,
            notes={key: typed.text(f"note-{key}") for key in marks},
            conditions=typed.text("conditions"),
            conditions_until=typed.day("conditions_until", needed=False),
            reason=typed.text("reason"),
            changes=typed.text("changes"),
            categories=tuple(typed.several("categories")),
        )
        evaluate_supplier(place.context, found.id, judged)
        return naming.address(place, found)

    return answer(place, form, act, said=_("The evaluation is recorded."), current=CURRENT)


def _evaluation_fields(
    place: Place, found: Supplier, typed: Typed, errors: Any, criteria: SupplierCriteria | None, purpose: str
) -> tuple[Field, ...]:
    made = [
        Field(name="purpose", label="", type="hidden", value=purpose),
        inputs.day(typed, errors, "on", _("Evaluated on"), place.context.today, required=True),
    ]
    provided = [(row.category, row.category) for row in provided_on(place.context, found.id, place.context.today)]
    if provided:
        every = [value for value, _label in provided]
        made.append(
            Field(
                name="categories",
                label=_("For"),
                type="multiselect",
                errors=wrong(errors, "categories"),
                options=options(provided, typed.several("categories", every)),
            )
        )
    made += _mark_fields(typed, errors, criteria)
    made += _result_fields(typed, errors, purpose)
    return tuple(made)


def _mark_fields(typed: Typed, errors: Any, criteria: SupplierCriteria | None) -> list[Field]:
    made: list[Field] = []
    for one in criteria_values(criteria).criteria if criteria else ():
        if one.kind == rule.CERTIFICATE:
            continue
        name, must = f"mark-{one.key}", " · " + _("must be met") if one.must else ""
        marks = [(value, label()) for value, label in MARKS]
        made.append(inputs.radio(typed, errors, name, f"{one.name} · × {one.weight}{must}", marks))
        made.append(inputs.text(typed, errors, f"note-{one.key}", _("What you saw"), maxlength=2000))
    return made


def _result_fields(typed: Typed, errors: Any, purpose: str) -> list[Field]:
    made: list[Field] = []
    results = [(value, str(label)) for value, label in SupplierEvaluation.RESULTS]
    made.append(inputs.radio(typed, errors, "result", _("Result"), results))
    if purpose == "security":
        changes = [(value, str(label)) for value, label in SupplierEvaluation.CHANGES if value]
        made.append(inputs.pick(typed, errors, "changes", _("Changes at the supplier"), changes, none=_("not asked")))
    made += [
        inputs.text(typed, errors, "conditions", _("Conditions, when conditional"), type="textarea", rows=2),
        inputs.day(typed, errors, "conditions_until", _("Conditional until"), None),
        inputs.text(typed, errors, "reason", _("Why stricter than the criteria, when it is"), type="textarea", rows=2),
    ]
    return made


@in_system
def evaluation(place: Place, supplier: uuid.UUID, evaluation: uuid.UUID) -> HttpResponse:
    """One evaluation: marks and notes, the look by somebody independent, taking it back."""
    found, typed = get_supplier(place.context, supplier), Typed(place.request)
    row = (
        SupplierEvaluation.objects.select_related("criteria", "by", "examined_by")
        .filter(id=evaluation, supplier_id=found.id)
        .first()
    )
    if row is None:
        raise Http404

    def form(errors: Any) -> FormPage:
        may = place.may("evidence.file") and row.withdrawn_on is None
        examine = place.may("evidence.examine") and row.withdrawn_on is None and row.examined_by_id is None
        return FormPage(
            crumbs=crumbs(place, found),
            title=appraisal.evaluation_title(row),
            lead=appraisal.evaluation_lead(row),
            beside_title=_("Marks"),
            beside=appraisal.marks_of(row),
            note=_("Taken back: %s") % row.withdrawn_because if row.withdrawn_on else "",
            fields=_what_to_do(typed, errors, may=may, examine=examine),
            submit=_("Record it") if may or examine else "",
            cancel=naming.address(place, found),
        )

    def act() -> str:
        if typed.text("do") == "examine":
            examine_evaluation(place.context, row.id)
        elif typed.text("do") == "withdraw":
            withdraw_evaluation(place.context, row.id, because=typed.text("because"))
        else:
            raise Refusal("form.nothing", _("Choose what to do."), field="do")
        return naming.address(place, found)

    return answer(place, form, act, said=_("Recorded."), current=CURRENT, template="suppliers/evaluation.html")


def _what_to_do(typed: Typed, errors: Any, *, may: bool, examine: bool) -> tuple[Field, ...]:
    return (
        (
            inputs.pick(
                typed,
                errors,
                "do",
                _("What to do"),
                [
                    *([("examine", _("I looked at it; I neither made it nor own the supplier"))] if examine else []),
                    *([("withdraw", _("Take it back: it was wrong from the start"))] if may else []),
                ],
                none=_("nothing"),
            ),
            inputs.text(typed, errors, "because", _("Why it is taken back"), maxlength=300),
        )
        if may or examine
        else ()
    )


@in_system
def performance(place: Place, supplier: uuid.UUID) -> HttpResponse:
    """Look at how a supplier performed, by the figures of its purchases."""
    require(place.context, "evidence.file")
    found, typed, today = get_supplier(place.context, supplier), Typed(place.request), place.context.today
    last = reviews_of(place.context, found.id).first()
    since = last.on if last is not None and last.on < today else today - timedelta(days=180)

    def form(errors: Any) -> FormPage:
        figures = figures_of(place.context, found.id, since, today)
        limits = criteria_on(place.context, "quality", today)
        results = [(value, str(label)) for value, label in SupplierReview.RESULTS]
        return FormPage(
            crumbs=crumbs(place, found),
            title=_("How %s performs") % found.name,
            lead=appraisal.figures_said(figures, since),
            beside_title=_("Your limits"),
            beside=appraisal.limit_items(limits, figures),
            fields=(
                inputs.day(typed, errors, "period_from", _("Since"), since, required=True),
                inputs.radio(typed, errors, "result", _("Result"), results),
                inputs.text(typed, errors, "note", _("What was done, or what you go by"), type="textarea"),
            ),
            submit=_("Record it"),
            cancel=naming.address(place, found),
        )

    def act() -> str:
        review_performance(
            place.context,
            found.id,
            period_from=needed(typed, "period_from"),
            result=typed.text("result"),
            note=typed.text("note"),
        )
        return naming.address(place, found)

    return answer(place, form, act, said=_("Recorded."), current=CURRENT)


@in_system
def settle(place: Place, supplier: uuid.UUID) -> HttpResponse:
    """Say what was done about what was bought around approval."""
    require(place.context, "evidence.file")
    found, typed = get_supplier(place.context, supplier), Typed(place.request)

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=crumbs(place, found),
            title=_("Bought without approval"),
            lead=_(
                "Say what was checked on what was bought and what was done. It stays a gap for the time before, not for the time after."
            ),
            fields=(
                inputs.text(typed, errors, "reason", _("What was checked and done"), type="textarea", required=True),
            ),
            submit=_("Record it"),
            cancel=naming.address(place, found),
        )

    def act() -> str:
        settle_purchases(place.context, found.id, reason=typed.text("reason"))
        return naming.address(place, found)

    return answer(place, form, act, said=_("Recorded."), current=CURRENT)
