"""Forms of the register: a supplier, what it provides, certificates, questions. Each is one operation; refused, it comes back with what was typed."""

import uuid
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from clauseway.kernel.refusals import Refusal
from clauseway.organization.policies import require
from clauseway.resources.models import (
    Supplier,
    SupplierCertificate,
)
from clauseway.resources.operations.suppliers import (
    Held,
    add_certificate,
    change_supplier,
    join_suppliers,
    provide,
    withdraw_certificate,
)
from clauseway.resources.queries.suppliers import get_supplier, provisions_of
from clauseway.web import inputs
from clauseway.web.components import Field, Link
from clauseway.web.frame import Place, in_system
from clauseway.web.people.picking import Picker, picker
from clauseway.web.posted import FormPage, Typed, answer, options, proof, proof_fields, wrong
from clauseway.web.suppliers import naming

CURRENT = "suppliers"


def crumbs(place: Place, supplier: Supplier) -> tuple[Link, ...]:
    return (
        Link(label=_("Suppliers"), href=f"{place.base}/suppliers/"),
        Link(label=supplier.name, href=naming.address(place, supplier)),
    )


@in_system
def edit(place: Place, supplier: uuid.UUID) -> HttpResponse:
    """Change a supplier, take one into the register that was known from purchases only, or end it."""
    require(place.context, "stocktake.edit")
    found, typed, people = get_supplier(place.context, supplier), Typed(place.request), picker(place.context)

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=crumbs(place, found),
            title=found.name if found.registered else _("Take “%s” into the register") % found.name,
            lead="",
            fields=_supplier_fields(typed, errors, found, people),
            submit=_("Save") if found.registered else _("Take into the register"),
            cancel=naming.address(place, found),
        )

    def act() -> str:
        version = typed.text("version")
        change_supplier(
            place.context,
            found.id,
            version=int(version) if version.isdigit() else 0,
            name=typed.text("name"),
            criticality=typed.text("criticality"),
            owner_id=people.find(typed.text("owner"), "owner"),
            number=typed.text("number").strip(),
            note=typed.text("note").strip(),
            live_until=typed.day("live_until", needed=False),
        )
        return naming.address(place, found)

    return answer(place, form, act, said=_("Saved."), current=CURRENT)


def _supplier_fields(typed: Typed, errors: Any, found: Supplier, people: Picker) -> tuple[Field, ...]:
    chosen = typed.text("criticality", found.criticality)
    levels = tuple((value, str(label)) for value, label in Supplier.CRITICALITY)
    owner = found.owner.name if found.owner else ""
    return (
        inputs.version_field(typed, found.version),
        inputs.text(typed, errors, "name", _("Supplier"), found.name, required=True, maxlength=240),
        Field(
            name="criticality",
            label=_("Criticality"),
            type="select",
            options=options(levels, [chosen], none=_("not said")),
            errors=wrong(errors, "criticality"),
            help=_("How much this supplier can harm what you deliver, or your information."),
        ),
        inputs.person(typed, errors, "owner", _("Owner"), people, owner),
        inputs.text(typed, errors, "number", _("Number in your system"), found.number, maxlength=60),
        inputs.text(typed, errors, "note", _("Note"), found.note, type="textarea"),
        inputs.day(typed, errors, "live_until", _("Ended on"), found.live_until),
    )


@in_system
def provides(place: Place, supplier: uuid.UUID) -> HttpResponse:
    """State a category of what is provided and how it is controlled."""
    require(place.context, "stocktake.edit")
    found, typed = get_supplier(place.context, supplier), Typed(place.request)

    def form(errors: Any) -> FormPage:
        category = typed.text("category", place.request.GET.get("category", ""))
        known = next((row for row in provisions_of(place.context, found.id) if row.category == category), None)
        return FormPage(
            crumbs=crumbs(place, found),
            title=_("What %s provides") % found.name,
            lead=_("Certificates and evaluations count for the categories they name, and for no others."),
            fields=(
                Field(
                    name="category",
                    label=_("Category"),
                    value=category,
                    required=True,
                    maxlength=120,
                    placeholder=_("Machined housings"),
                    errors=wrong(errors, "category"),
                ),
                inputs.text(
                    typed,
                    errors,
                    "control",
                    _("How it is controlled"),
                    known.control if known else "",
                    type="textarea",
                    help=_("By what can go wrong: inspection on arrival, first samples, visits, a test with each lot."),
                ),
                inputs.day(typed, errors, "live_from", _("Since"), known.live_from if known else place.context.today),
            ),
            submit=_("Save"),
            cancel=naming.address(place, found),
        )

    def act() -> str:
        provide(
            place.context,
            found.id,
            category=typed.text("category"),
            control=typed.text("control"),
            live_from=typed.day("live_from", needed=False),
        )
        return naming.address(place, found)

    return answer(place, form, act, said=_("Saved."), current=CURRENT)


@in_system
def certificate(place: Place, supplier: uuid.UUID) -> HttpResponse:
    """Keep a certificate, with what its scope names."""
    require(place.context, "evidence.file")
    found, typed = get_supplier(place.context, supplier), Typed(place.request)
    provided = [
        (row.category, row.category) for row in provisions_of(place.context, found.id) if row.live_until is None
    ]
    kept: list[uuid.UUID | None] = [None]

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=crumbs(place, found),
            title=_("Certificate of %s") % found.name,
            lead=_(
                "A certificate for warehousing says nothing about machining: copy the scope and tick what it names."
            ),
            upload=True,
            fields=_certificate_fields(typed, errors, provided, kept[0]),
            submit=_("Keep"),
            cancel=naming.address(place, found),
        )

    def act() -> str:
        kept[0] = proof(place, typed)
        held = Held(
            typed.text("standard"),
            typed.text("scope"),
            tuple(typed.several("covers")),
            needed(typed, "valid_from"),
            needed(typed, "valid_until"),
            typed.text("number"),
            typed.text("issuer"),
            kept[0],
        )
        add_certificate(place.context, found.id, held)
        return naming.address(place, found)

    return answer(place, form, act, said=_("Kept."), current=CURRENT)


def _certificate_fields(
    typed: Typed, errors: Any, provided: list[tuple[str, str]], kept: uuid.UUID | None
) -> tuple[Field, ...]:
    return (
        inputs.text(
            typed, errors, "standard", _("Standard"), required=True, maxlength=120, placeholder="ISO 9001:2015"
        ),
        inputs.text(typed, errors, "scope", _("Scope, as it stands there"), type="textarea", required=True),
        Field(
            name="covers",
            label=_("Of what you buy, the scope names"),
            type="multiselect",
            options=options(provided, typed.several("covers")),
            errors=wrong(errors, "covers"),
            help=""
            if provided
            else _("State first what the supplier provides; until then the certificate counts for nothing."),
        ),
        inputs.text(typed, errors, "number", _("Number"), maxlength=120),
        inputs.text(typed, errors, "issuer", _("Issued by"), maxlength=200),
        inputs.day(typed, errors, "valid_from", _("Valid from"), None, required=True),
        inputs.day(typed, errors, "valid_until", _("Valid until"), None, required=True),
        *proof_fields(errors, kept, label=_("The certificate")),
    )


def needed(typed: Typed, name: str) -> date:
    day = typed.day(name)
    assert day is not None
    return day


@in_system
def end_certificate(place: Place, supplier: uuid.UUID, held: uuid.UUID) -> HttpResponse:
    """A certificate was withdrawn or suspended."""
    require(place.context, "evidence.file")
    found, typed = get_supplier(place.context, supplier), Typed(place.request)
    row = SupplierCertificate.objects.filter(id=held, supplier_id=found.id).first()
    if row is None:
        raise Http404

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=crumbs(place, found),
            title=_("%s was withdrawn or suspended") % row.standard,
            lead=_("What rests on it stops holding on that day."),
            fields=(
                inputs.day(typed, errors, "on", _("On"), place.context.today, required=True),
                inputs.text(typed, errors, "because", _("What happened"), required=True, maxlength=300),
            ),
            submit=_("Record it"),
            cancel=naming.address(place, found),
        )

    def act() -> str:
        withdraw_certificate(place.context, row.id, on=needed(typed, "on"), because=typed.text("because"))
        return naming.address(place, found)

    return answer(place, form, act, said=_("Recorded."), current=CURRENT)


@in_system
def join(place: Place, supplier: uuid.UUID) -> HttpResponse:
    """A name found in purchases means a supplier of the register."""
    require(place.context, "stocktake.edit")
    found, typed = get_supplier(place.context, supplier), Typed(place.request)
    known = [
        (str(key), name)
        for key, name in Supplier.objects.filter(registered=True).order_by("fold").values_list("id", "name")
    ]

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=crumbs(place, found),
            title=_("Who is “%s”?") % found.name,
            lead=_(
                "If this is another way of writing a supplier of the register, its purchases become that supplier's, now and in later lists."
            ),
            fields=(inputs.pick(typed, errors, "into", _("Supplier"), known, none=_("choose"), required=True),),
            submit=_("It is this one"),
            cancel=naming.address(place, found),
        )

    def act() -> str:
        into = typed.identifier("into")
        if into is None:
            raise Refusal("form.reference", _("Choose one of the list."), field="into")
        return naming.address(place, join_suppliers(place.context, found.id, into=into))

    return answer(place, form, act, said=_("Its purchases are there now."), current=CURRENT)
