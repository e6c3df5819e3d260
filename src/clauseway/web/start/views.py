"""The start: where a signed-in person lands, making an organization, the charter of a new system."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Refusal
from clauseway.kernel.work import unit_of_work
from clauseway.organization.guests import guesthoods
from clauseway.organization.operations import change_organization, create_organization
from clauseway.organization.policies import require
from clauseway.organization.queries import belongings
from clauseway.systems.operations import create_system
from clauseway.web.components import Option
from clauseway.web.fields import field_from, form_errors
from clauseway.web.frame import Place, in_organization, page, to_sign_in
from clauseway.web.people.picking import picker
from clauseway.web.refusing import attempt
from clauseway.web.setup.charter import charter_fields, people_of
from clauseway.web.setup.steps import steps
from clauseway.web.start import places
from clauseway.web.start.forms import CharterForm, OrganizationForm
from clauseway.web.start.once import just_made, wait_for_turn


def home(request: Any) -> HttpResponse:
    """The landing page, or the way on: the only organization, the desk of several, or making one."""
    if not request.user.is_authenticated:
        return render(request, "start/landing.html")
    found = request.belongings
    if len(found) == 1:
        return HttpResponseRedirect(f"/o/{found[0].slug}/")
    return HttpResponseRedirect("/desk/" if found or guesthoods(request.user.id) else "/start/")


def start(request: Any) -> HttpResponse:
    """Make an organization; the account becomes its manager and top management."""
    if not request.user.is_authenticated:
        return to_sign_in(request)
    initial = {
        "country": places.country_of_header(request.headers.get("Accept-Language", "")),
        "language": "en",
    }
    form = OrganizationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        address = _make_organization(request, form)
        if address:
            return HttpResponseRedirect(address)
    values = {
        "fields": _organization_fields(form),
        "errors": form_errors(form),
        "steps": steps("organization"),
        "first": not request.belongings,
    }
    return render(request, "start/organization.html", values, status=422 if form.errors else 200)


def _make_organization(request: Any, form: OrganizationForm) -> str:
    """The address to go on at; "" when it was refused. The same name again within minutes is the same organization."""
    given = form.cleaned_data
    wait_for_turn("organization", request.user.id, fold(given["name"]))
    for known in belongings(request.user.id):
        if fold(known.name) == fold(given["name"]) and just_made(known.organization, request.context.now):
            return f"/o/{known.slug}/new-system/"
    outside = Context(None, request.user.id, now=request.context.now, request=request.context.request)
    currency = given["currency"] or places.currency_of(given["country"])
    try:
        organization, inside = create_organization(
            outside,
            name=given["name"],
            country=given["country"],
            sector=given["sector"],
            headcount=given["headcount"],
            timezone=given["timezone"],
            language=given["language"],
            founder=request.user,
        )
        with unit_of_work(inside):
            change_organization(inside, currency=currency)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return ""
    return f"/o/{organization.slug}/new-system/"


def _organization_fields(form: OrganizationForm) -> tuple[Any, ...]:
    made = []
    for name in form.fields:
        changes: dict[str, Any] = {}
        if name == "sector":
            changes = {"type": "combo", "options": tuple(Option(value=str(s), label=str(s)) for s in places.SECTORS)}
        made.append(field_from(form[name], autofocus=name == "name", **changes))
    return tuple(made)


@in_organization
def organization(place: Place) -> HttpResponse:
    """An organization's door: its system, the first of several, or the way to make one."""
    if place.systems:
        last = place.request.session.get(f"last:{place.belonging.slug}")
        chosen = next((s for s in place.systems if s.slug == last), place.systems[0])
        only_own = place.context.roles == frozenset({"employee"})
        return HttpResponseRedirect(f"{place.home}/s/{chosen.slug}/{'work/' if only_own else ''}")
    if place.may("system.manage"):
        return HttpResponseRedirect(f"{place.home}/new-system/")
    return page(place, "start/nothing.html", {"organization": place.belonging.name}, current="track")


@in_organization
def new_system(place: Place) -> HttpResponse:
    """The first step of a management system: its charter. What follows is saved step by step and can be left."""
    require(place.context, "system.manage")
    people = picker(place.context)
    initial = {"name": "" if place.systems else _("Management system"), "lead": people.label(place.context.person)}
    form = CharterForm(place.request.POST or None, initial=initial)
    if place.request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        wait_for_turn("system", place.context.organization, fold(given["name"]))
        same = [s for s in _again(place) if fold(s.name) == fold(given["name"])]
        if same and just_made(same[0].id, place.context.now):
            return HttpResponseRedirect(f"{place.home}/s/{same[0].slug}/setup/first/standards/")
        if same:
            form.add_error("name", _("There is a management system of this name already."))
        else:
            made = attempt(form, place.context, lambda: create_system(place.context, **_charter(place, given)))
            if made is not None:
                return HttpResponseRedirect(f"{place.home}/s/{made.slug}/setup/first/standards/")
    values = {
        "fields": charter_fields(form, people),
        "errors": form_errors(form),
        "steps": steps("charter"),
        "href": f"{place.home}/new-system/",
        "organization": place.belonging.name,
    }
    return page(place, "start/charter.html", values, current="track", status=422 if form.errors else 200)


def _again(place: Place) -> list[Any]:
    """The systems as they are now that it is our turn."""
    from clauseway.systems.queries import systems

    return list(systems(place.context).order_by("-id"))


def _charter(place: Place, given: dict[str, Any]) -> dict[str, Any]:
    texts = {key: given[key] for key in ("name", "team", "aims", "why")}
    return {**texts, **people_of(place.context, given)}
