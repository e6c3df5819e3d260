"""Making a form without code: its name, owner and keeping; putting it in use and out of it."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clauseway.documents import forms as operations
from clauseway.documents.form_queries import get_form
from clauseway.documents.form_templates import templates
from clauseway.documents.models import Form
from clauseway.kernel.refusals import Refusal
from clauseway.organization.policies import require
from clauseway.processes.queries.flows import live_processes
from clauseway.web import inputs
from clauseway.web.components import Field, Link
from clauseway.web.forms.filling import CURRENT, crumbs
from clauseway.web.frame import Place, in_system, say_refusal
from clauseway.web.people.picking import Picker, picker
from clauseway.web.posted import Errors, FormPage, Typed, answer, options, wrong


def address(place: Place, form: Form, more: str = "") -> str:
    """The page of a form, or one below it."""
    return f"{place.base}/forms/{form.id}/{more}"


def blank_of(place: Place, blank: uuid.UUID) -> Form:
    """The form of the address, for whoever may design forms."""
    require(place.context, operations.MAY_DESIGN)
    assert place.system is not None
    return get_form(place.context, place.system.id, blank)


def seen_version(place: Place, form: Form) -> int:
    """The version the page was made from; the form's own when the page did not say."""
    given = place.request.POST.get("version", "")
    return int(given) if given.isdigit() and len(given) < 9 else form.version


def hidden_version(form: Form) -> Field:
    """The version the page was made from, to be sent along."""
    return Field(name="version", label="", type="hidden", value=str(form.version))


def _head(
    typed: Typed, errors: Errors, place: Place, people: Picker, form: Form | None, years: int | None
) -> list[Field]:
    processes = [(str(one.id), one.name) for one in live_processes(place.context)]
    process = typed.text("process", str(form.process or "") if form else "")
    kept = str(form.retention_years or "") if form else str(years or "")
    return [
        inputs.text(typed, errors, "identifier", _("Identifier"), form.identifier if form else "", maxlength=40),
        Field(
            name="owner",
            label=_("Owner"),
            type="combo",
            options=people.options,
            value=typed.text("owner", people.label(form.owner_id if form else place.context.person)),
            errors=wrong(errors, "owner"),
        ),
        Field(name="process", label=_("Process"), type="select", options=options(processes, [process], _("none"))),
        inputs.text(
            typed,
            errors,
            "retention_years",
            _("Keep records for"),
            kept,
            unit=_("years"),
            help=_("Empty: for good. Counted from the day of the record."),
        ),
    ]


def _values(typed: Typed, people: Picker) -> dict[str, Any]:
    return {
        "name": typed.text("name"),
        "identifier": typed.text("identifier"),
        "owner_id": people.find(typed.text("owner"), "owner"),
        "process": typed.identifier("process"),
        "retention_years": typed.whole("retention_years") if typed.text("retention_years").strip() else None,
    }


@in_system
def new(place: Place) -> HttpResponse:
    """Begin a form, empty or from one that ships (`template` in the address)."""
    require(place.context, operations.MAY_DESIGN)
    assert place.system is not None
    typed, people, system = Typed(place.request), picker(place.context), place.system.id
    template = templates().get(place.request.GET.get("template", ""))

    def build(errors: Errors) -> FormPage:
        value = typed.text("name", template.name if template else "")
        name = Field(
            name="name", label=_("Name"), required=True, value=value, maxlength=200, errors=wrong(errors, "name")
        )
        return FormPage(
            crumbs=crumbs(place),
            title=_("New form"),
            lead=template.about if template else _("What people call it. The fields come next."),
            fields=(name, *_head(typed, errors, place, people, None, template.retention_years if template else None)),
            submit=_("Begin"),
            cancel=f"{place.base}/forms/",
        )

    def act() -> str:
        made = operations.create_form(
            place.context, system, design=template.design if template else None, **_values(typed, people)
        )
        return address(place, made)

    return answer(place, build, act, said=_("Begun. Put it in use when it is ready."), current=CURRENT)


@in_system
def edit(place: Place, blank: uuid.UUID) -> HttpResponse:
    """What it is called, whose it is, how long records are kept, whether it is signed."""
    form, typed, people = blank_of(place, blank), Typed(place.request), picker(place.context)

    def build(errors: Errors) -> FormPage:
        value = typed.text("name", form.name)
        signed = typed.ticked("signature", bool(form.design.get("signature")))
        meaning = typed.text("meaning", str(form.design.get("meaning") or ""))
        return FormPage(
            crumbs=crumbs(place, Link(label=form.name, href=address(place, form))),
            title=_("Edit the form"),
            lead="",
            fields=(
                Field(
                    name="name",
                    label=_("Name"),
                    required=True,
                    value=value,
                    maxlength=200,
                    errors=wrong(errors, "name"),
                ),
                *_head(typed, errors, place, people, form, None),
                Field(
                    name="signature",
                    label=_("Handing in is a signature: the password is asked again"),
                    type="checkbox",
                    value="yes" if signed else "",
                    options=options([("yes", "")], ["yes"] if signed else []),
                ),
                Field(name="meaning", label=_("What the signature means"), value=meaning, maxlength=200),
                hidden_version(form),
            ),
            submit=_("Keep"),
            cancel=address(place, form),
        )

    def act() -> str:
        changed = operations.change_form(
            place.context, form.id, version=seen_version(place, form), **_values(typed, people)
        )
        design = {**changed.design, "signature": typed.ticked("signature"), "meaning": typed.text("meaning")}
        operations.redesign(place.context, form.id, version=changed.version, design=design)
        return address(place, form)

    return answer(place, build, act, said=_("Kept."), current=CURRENT)


def keep_design(place: Place, form: Form, design: Mapping[str, Any]) -> HttpResponse:
    """Keep a changed design, or say why not; back to the form."""
    try:
        operations.redesign(place.context, form.id, version=seen_version(place, form), design=design)
    except Refusal as refusal:
        say_refusal(place, refusal)
    return HttpResponseRedirect(address(place, form))


@in_system
def use(place: Place, blank: uuid.UUID) -> HttpResponse:
    """Put the design in use as a new version."""
    form, typed = blank_of(place, blank), Typed(place.request)

    def act() -> str:
        operations.put_in_use(place.context, form.id, version=seen_version(place, form), note=typed.text("note"))
        return address(place, form)

    def build(errors: Errors) -> FormPage:
        note = inputs.text(typed, errors, "note", _("What changed"), maxlength=200)
        return FormPage(
            crumbs=crumbs(place, Link(label=form.name, href=address(place, form))),
            title=_("Put version %d in use") % (form.current + 1),
            lead=_("From now on people fill in this one. Records keep the version they were filled in with."),
            fields=(note, hidden_version(form)),
            submit=_("Put in use"),
            cancel=address(place, form),
        )

    return answer(place, build, act, said=_("In use."), current=CURRENT)


@require_POST
@in_system
def retire(place: Place, blank: uuid.UUID) -> HttpResponse:
    """Nobody fills it in any more."""
    form = blank_of(place, blank)
    try:
        operations.retire_form(place.context, form.id, version=seen_version(place, form))
    except Refusal as refusal:
        say_refusal(place, refusal)
    return HttpResponseRedirect(address(place, form))
