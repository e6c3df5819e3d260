"""Forms of outsourced processes: who runs one for us, how that is controlled, what was found by looking."""

import uuid

from django.http import HttpResponse
from django.utils.translation import gettext as _

from clauseway.evidence.models import Subject
from clauseway.organization.policies import require
from clauseway.processes.models import OutsourcedCheck, Outsourcing
from clauseway.processes.operations.outsourcing import check_outsourced, settle_outsourcing
from clauseway.processes.queries import get_process
from clauseway.processes.queries.outsourcing import outsourcing_of
from clauseway.web import inputs
from clauseway.web.components import Field
from clauseway.web.frame import Place, in_system
from clauseway.web.posted import Errors, FormPage, Typed, answer, options, wrong
from clauseway.web.processes.forms import CURRENT, day_field
from clauseway.web.processes.show import crumbs


@in_system
def provider(place: Place, process: uuid.UUID) -> HttpResponse:
    """Who runs a process for us and how that is controlled."""
    require(place.context, "stocktake.edit")
    found, agreed = get_process(place.context, process), outsourcing_of(place.context, process)
    typed, back = Typed(place.request), f"{place.base}/processes/{process}/"
    version = agreed.version if agreed else 0

    def act() -> str:
        texts = {name: typed.text(name) for name in ("provider", "supplier_ref", "control_kind")}
        texts |= {name: typed.text(name) for name in ("control", "criteria", "evaluation")}
        settle_outsourcing(place.context, process, version=inputs.version_of(typed, version), **texts)
        return back

    return answer(
        place,
        lambda errors: FormPage(
            crumbs=crumbs(place, found, _("Provider")),
            title=_("Who runs it, and how do you control it?"),
            lead=_("A process somebody else runs stays yours. A contract alone controls nothing."),
            fields=(*_provider_fields(typed, errors, agreed), inputs.version_field(typed, version)),
            submit=_("Save"),
            cancel=back,
        ),
        act,
        said=_("Saved."),
        current=CURRENT,
    )


def _provider_fields(typed: Typed, errors: Errors, row: Outsourcing | None) -> tuple[Field, ...]:
    suppliers = Subject.objects.filter(kind="supplier", superseded_at=None).order_by("fold").values_list("ref", "name")
    kinds = [(key, str(label)) for key, label in Outsourcing.CONTROLS]

    def stored(name: str) -> str:
        return typed.text(name, str(getattr(row, name)) if row else "")

    def area(name: str, label: str, help_: str) -> Field:
        return Field(
            name=name, label=label, type="textarea", rows=3, value=stored(name), help=help_, errors=wrong(errors, name)
        )

    return (
        Field(
            name="supplier_ref",
            label=_("Supplier"),
            type="select",
            options=options(list(suppliers), [stored("supplier_ref")], none=_("none of these")),
            errors=wrong(errors, "supplier_ref"),
        ),
        Field(
            name="provider",
            label=_("Name, when it is no supplier"),
            value=stored("provider"),
            maxlength=240,
            errors=wrong(errors, "provider"),
        ),
        Field(
            name="control_kind",
            label=_("Kind of control"),
            type="select",
            options=options(kinds, [stored("control_kind")], none=_("not settled yet")),
            errors=wrong(errors, "control_kind"),
        ),
        area("control", _("What is done"), _("By whom, how often, on what.")),
        area("criteria", _("What it must keep to"), _("Limits, drawings, times that were agreed.")),
        area("evaluation", _("Evaluation needed"), _("What of the provider is evaluated, and when again.")),
    )


@in_system
def look(place: Place, process: uuid.UUID) -> HttpResponse:
    """Somebody looked at an outsourced process."""
    require(place.context, "evidence.file")
    found = get_process(place.context, process)
    typed, back = Typed(place.request), f"{place.base}/processes/{process}/"

    def act() -> str:
        check_outsourced(
            place.context,
            process,
            result=typed.text("result"),
            looked_at=typed.text("looked_at"),
            acted=typed.text("acted"),
            on=typed.day("on"),
        )
        return back

    return answer(
        place,
        lambda errors: FormPage(
            crumbs=crumbs(place, found, _("A look")),
            title=_("What did you find?"),
            lead=_("How it is run, and what comes out of it."),
            fields=_look_fields(place, typed, errors),
            submit=_("Put on record"),
            cancel=back,
        ),
        act,
        said=_("On record."),
        current=CURRENT,
    )


def _look_fields(place: Place, typed: Typed, errors: Errors) -> tuple[Field, ...]:
    results = [(key, str(label)) for key, label in OutsourcedCheck.RESULTS]

    def area(name: str, label: str, help_: str, *, required: bool) -> Field:
        value = typed.text(name)
        return Field(
            name=name,
            label=label,
            type="textarea",
            rows=3,
            required=required,
            value=value,
            help=help_,
            errors=wrong(errors, name),
        )

    return (
        day_field(place, typed, errors),
        area("looked_at", _("Looked at"), _("Which lots, figures or workplaces."), required=True),
        inputs.radio(typed, errors, "result", _("Found"), results),
        area("acted", _("Done about it"), "", required=False),
    )
