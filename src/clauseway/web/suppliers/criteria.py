"""The form by which an organization sets its criteria for suppliers."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from clauseway.kernel.folding import fold
from clauseway.organization.policies import require
from clauseway.resources.models import (
    SupplierCriteria,
)
from clauseway.resources.operations.evaluations import (
    Limits,
    set_criteria,
)
from clauseway.resources.queries.evaluations import criteria_on, criteria_values
from clauseway.rules import suppliers as rule
from clauseway.web import inputs
from clauseway.web.components import Field, Link
from clauseway.web.frame import Place, in_system
from clauseway.web.posted import FormPage, Typed, answer, options
from clauseway.web.suppliers.forms import CURRENT


@in_system
def criteria(place: Place, purpose: str) -> HttpResponse:
    """Set the criteria of one purpose, from today on."""
    require(place.context, "stocktake.edit")
    names = dict(SupplierCriteria.PURPOSES)
    if purpose not in names:
        raise Http404
    typed, now = Typed(place.request), criteria_on(place.context, purpose, place.context.today)

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=(
                Link(label=_("Suppliers"), href=f"{place.base}/suppliers/"),
                Link(label=_("Criteria"), href=f"{place.base}/suppliers/criteria/"),
            ),
            title=_("Criteria: %s") % names[purpose],
            lead=_("They count from today on. What was evaluated before stays as it was judged."),
            fields=_criteria_fields(typed, errors, now, purpose),
            submit=_("Set the criteria"),
            cancel=f"{place.base}/suppliers/criteria/",
        )

    def act() -> str:
        wanted = rule.Criteria(_criteria_typed(typed), typed.whole("approve_from"), typed.whole("conditional_from"))
        numbers = {name: typed.whole(name) if typed.text(name).strip() else None for name in _LIMITS}
        set_criteria(place.context, wanted, limits=Limits(**numbers), purpose=purpose, reason=typed.text("reason"))
        return f"{place.base}/suppliers/criteria/"

    return answer(place, form, act, said=_("The criteria are set."), current=CURRENT)


_LIMITS = ("late_percent", "bad_percent", "complaints", "window_days")


_ROWS = 8


def _criteria_fields(typed: Typed, errors: Any, now: SupplierCriteria | None, purpose: str) -> tuple[Field, ...]:
    there = list(criteria_values(now).criteria) if now else []
    made: list[Field] = []
    for n in range(max(_ROWS, len(there) + 2)):
        made += _criterion_fields(typed, errors, n, there[n] if n < len(there) else None)
    said = errors.get("criteria")
    if said:
        made[0] = Field(name="name-0", label=made[0].label, value=made[0].value, errors=(said,))
    made += [
        inputs.text(
            typed,
            errors,
            "approve_from",
            _("Approved from"),
            str(now.approve_from if now else 75),
            type="number",
            unit="%",
            required=True,
        ),
        inputs.text(
            typed,
            errors,
            "conditional_from",
            _("Conditional from"),
            str(now.conditional_from if now else 50),
            type="number",
            unit="%",
            required=True,
        ),
    ]
    if purpose == "quality":
        labels = {
            "late_percent": (_("Late deliveries, at most"), "%"),
            "bad_percent": (_("Nonconforming lots, at most"), "%"),
            "complaints": (_("Complaints in a period, at most"), ""),
            "window_days": (_("A purchase makes somebody a supplier for"), _("days")),
        }
        for name, (label, unit) in labels.items():
            value = getattr(now, name) if now else None
            made.append(
                inputs.text(typed, errors, name, label, "" if value is None else str(value), type="number", unit=unit)
            )
    made.append(inputs.text(typed, errors, "reason", _("Why these"), now.reason if now else "", type="textarea"))
    return tuple(made)


def _criterion_fields(typed: Typed, errors: Any, n: int, one: rule.Criterion | None) -> list[Field]:
    kinds = [
        (rule.JUDGED, _("a person gives the mark")),
        (rule.CERTIFICATE, _("met by certificates that cover what we buy")),
    ]
    return [
        inputs.text(typed, errors, f"name-{n}", _("Criterion %d") % (n + 1), one.name if one else "", maxlength=120),
        inputs.text(
            typed,
            errors,
            f"weight-{n}",
            _("Weight"),
            str(one.weight) if one else "",
            type="number",
            minimum="1",
            maximum="100",
        ),
        Field(
            name=f"kind-{n}",
            label=_("Marked by"),
            type="select",
            options=options(kinds, [typed.text(f"kind-{n}", one.kind if one else rule.JUDGED)]),
        ),
        Field(
            name=f"must-{n}",
            label=_("Must be met"),
            type="checkbox",
            value="on" if typed.ticked(f"must-{n}", bool(one and one.must)) else "",
        ),
    ]


def _criteria_typed(typed: Typed) -> tuple[rule.Criterion, ...]:
    found = []
    for n in range(60):
        name = typed.text(f"name-{n}").strip()
        if name:
            weight = typed.whole(f"weight-{n}") if typed.text(f"weight-{n}").strip() else 1
            kind = rule.CERTIFICATE if typed.text(f"kind-{n}") == rule.CERTIFICATE else rule.JUDGED
            found.append(
                rule.Criterion(fold(name).replace(" ", "-")[:60], name[:120], weight, kind, typed.ticked(f"must-{n}"))
            )
    return tuple(found)
