"""Benefits as measurable objectives: chosen from proposals, and looked back at after a year."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from clauseway.catalogue.choosing import Proposal, choosing
from clauseway.catalogue.library import library
from clauseway.organization.policies import require
from clauseway.organization.queries import current
from clauseway.rules.benefits import BETTER, REACHED, SAME, WORSE, outcome
from clauseway.systems import choosing as room
from clauseway.systems.models import Benefit
from clauseway.web import jinja
from clauseway.web.choosing.forms import BenefitForm, LookForm
from clauseway.web.choosing.frame import CURRENT, crumbs, tabs
from clauseway.web.choosing.page import BenefitPage, BenefitRow, BenefitsPage
from clauseway.web.components import Action, Empty, Link, State
from clauseway.web.fields import fields_from, form_errors
from clauseway.web.frame import Place, in_organization, page, say
from clauseway.web.refusing import attempt


@in_organization
def listed(place: Place) -> HttpResponse:
    """Every benefit with then and now, the proposals, and the form."""
    require(place.context, "read")
    standards = tuple(entry.slug for entry in library().full)
    proposal = _proposal(place.request.GET.get("proposal", ""))
    posted = place.request.POST if place.request.method == "POST" else None
    form = BenefitForm(posted, initial=_begun(place, proposal), standards=standards)
    if posted is not None and form.is_valid():
        expected = room.Expected(**form.cleaned_data)
        if attempt(form, place.context, lambda: room.expect_benefit(place.context, expected)) is not None:
            say(place, _("Set. Looking back at it is a duty on its day."))
            return HttpResponseRedirect(f"{place.home}/choose/benefits/")
    rows = tuple(_row(place, one) for one in room.benefits(place.context))
    values = BenefitsPage(
        tabs=tabs(place, "benefits"),
        crumbs=crumbs(place, Link(label=_("Benefits"), href="", current=True)),
        href=f"{place.home}/choose/benefits/",
        rows=rows,
        proposals=_proposals(place, proposal),
        fields=fields_from(form),
        errors=form_errors(form),
        how=proposal.how if proposal else "",
        may=place.may("system.manage"),
        empty=None if rows else _empty(),
    )
    bad = posted is not None
    return page(place, "choosing/benefits.html", {"page": values}, current=CURRENT, status=422 if bad else 200)


def _empty() -> Empty:
    return Empty(
        title=_("Nothing is expected yet"),
        text=_(
            "Whoever pays for a standard will ask what it brought. Set two or three figures now, while you know how things are today."
        ),
        example=_("“Complaints in twelve months: 31 today, 15 in a year.”"),
    )


def _proposal(key: str) -> Proposal | None:
    return next((one for one in choosing().proposals if one.key == key), None)


def _proposals(place: Place, current_: Proposal | None) -> tuple[Link, ...]:
    """Those of the recommended standards first."""
    chosen = room.chosen(room.interviews(place.context).first())
    wanted = {one.standard for one in (*chosen.first, *chosen.kept)} if chosen else set()
    every = sorted(choosing().proposals, key=lambda one: not wanted & set(one.standards))
    return tuple(
        Link(
            label=one.title,
            href=f"{place.home}/choose/benefits/?proposal={one.key}#expect",
            note=one.measure,
            current=one == current_,
        )
        for one in every
    )


def _begun(place: Place, proposal: Proposal | None) -> dict[str, Any]:
    today = place.context.today
    begun: dict[str, Any] = {"look_on": today + room.YEAR}
    if proposal is None:
        return begun
    unit = current(place.context).currency if proposal.unit == "money" else proposal.unit
    return {
        **begun,
        "title": proposal.title,
        "measure": proposal.measure,
        "unit": unit,
        "direction": proposal.direction,
    }


def _row(place: Place, one: Benefit) -> BenefitRow:
    today = place.context.today
    made: dict[str, Any] = {
        "title": one.title,
        "measure": one.measure,
        "then": _figure(one.baseline, one.unit),
        "then_on": jinja.day(one.set_on),
        "target": _figure(one.target, one.unit),
        "due": jinja.day(one.look_on),
        "href": f"{place.home}/choose/benefits/{one.id}/",
    }
    if one.found is None or one.found_on is None:
        return BenefitRow(**made, said=_waiting(one.look_on, today), late=one.look_on < today)
    found = outcome(one.direction, one.baseline, one.target, one.found)
    state = {REACHED: State.SHOWN, BETTER: State.SOON, SAME: State.UNKNOWN, WORSE: State.GAP}[found.verdict]
    said = {
        REACHED: _("reached"),
        BETTER: _("better, %s percent of the way") % found.share,
        SAME: _("as before"),
        WORSE: _("worse than before"),
    }[found.verdict]
    made |= {"now": _figure(one.found, one.unit), "now_on": jinja.day(one.found_on), "finding": one.finding}
    return BenefitRow(**made, state=state, said=said)


def _waiting(look_on: date, today: date) -> str:
    return _("time to look back") if look_on <= today else _("look back on %s") % jinja.day(look_on)


def _figure(value: Decimal, unit: str) -> str:
    return f"{jinja.number(float(value))} {unit}".strip()


@in_organization
def one(place: Place, benefit: uuid.UUID) -> HttpResponse:
    """Then and now, and the form to say what was found."""
    require(place.context, "read")
    row = room.get_benefit(place.context, benefit)
    posted = place.request.POST if place.request.method == "POST" else None
    form = LookForm(posted, initial={"found": row.found, "finding": row.finding, "version": row.version})
    if posted is not None and form.is_valid():
        said = form.cleaned_data
        if attempt(form, place.context, lambda: room.look_back(place.context, benefit, **said)) is not None:
            say(place, _("Kept: then and now stand side by side."))
            return HttpResponseRedirect(f"{place.home}/choose/benefits/")
    back = f"{place.home}/choose/benefits/"
    values = BenefitPage(
        tabs=tabs(place, "benefits"),
        crumbs=crumbs(place, Link(label=_("Benefits"), href=back), Link(label=row.title, href="", current=True)),
        row=_row(place, row),
        fields=fields_from(form),
        errors=form_errors(form),
        give_up=Action(
            label=_("Pursue it no longer"),
            href=f"{back}{row.id}/give-up/",
            method="post",
            danger=True,
            confirm=_("It leaves the list and its duty goes; the trail keeps it."),
        ),
        back=back,
        may=place.may("system.manage"),
    )
    return page(place, "choosing/benefit.html", {"page": values}, current=CURRENT, status=422 if posted else 200)


@in_organization
def give_up(place: Place, benefit: uuid.UUID) -> HttpResponse:
    """Pursue a benefit no longer."""
    if place.request.method != "POST":
        return HttpResponseRedirect(f"{place.home}/choose/benefits/{benefit}/")
    row = room.get_benefit(place.context, benefit)
    room.give_benefit_up(place.context, benefit, version=row.version)
    say(place, _("Given up."))
    return HttpResponseRedirect(f"{place.home}/choose/benefits/")
