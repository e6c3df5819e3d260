"""Cost and time, and the organization's own rates: parse, compute, render."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clauseway.kernel.refusals import Conflict
from clauseway.organization.policies import require
from clauseway.organization.queries import current
from clauseway.systems import costs
from clauseway.systems.models import CostSetting
from clauseway.web.components import Action, Empty, Link
from clauseway.web.costing import build
from clauseway.web.costing.forms import CostForm, RatesForm
from clauseway.web.costing.page import CostPage
from clauseway.web.fields import fields_from, form_errors
from clauseway.web.frame import Place, in_organization, page, say
from clauseway.web.refusing import Difference, attempt, conflict

CURRENT = "cost"


@in_organization
def costing(place: Place) -> HttpResponse:
    """How many days, how much money, how many hours; the address holds everything that was asked, so it can be shared."""
    require(place.context, "read")
    known = build.known(place)
    form = CostForm(_asked(place.request.GET, known))
    stated = bool(known["standards"] and known["personnel"]) or any(name in form.fields for name in place.request.GET)
    money = build.rates_of(place, known["currency"])
    if stated:
        answer = build.answer(form, money, known["currency"]) if form.is_valid() else None
    else:
        form, answer = CostForm(initial=known), None
    values = CostPage(
        crumbs=_crumbs(place),
        sections=build.sections(form),
        fields=fields_from(form),
        errors=form_errors(form) if stated else (),
        answer=answer,
        empty=None if stated else _nothing_asked(),
        rates=build.rate_rows(money),
        rates_ours=money.ours,
        rates_note=build.source_note(money.source),
        rates_href=f"{place.home}/cost/rates/",
        may_rate=place.may("system.manage"),
        href=f"{place.home}/cost/",
    )
    status = 422 if stated and answer is None else 200
    return page(place, "costing/index.html", {"page": values}, current=CURRENT, status=status)


def _asked(asked: QueryDict, known: dict[str, Any]) -> QueryDict:
    """What the address asks. A plain address asks what is known; a link that names only a standard asks it of the people and sites that are known."""
    data = asked.copy()
    if not any(name in CostForm.base_fields for name in asked):
        data.setlist("standards", known["standards"])
        data["maturity"] = known["maturity"]
        if known["separate"]:
            data["separate"] = "on"
    for name in ("personnel", "sites"):
        if name not in asked and known[name] is not None:
            data[name] = str(known[name])
    return data


def _nothing_asked() -> Empty:
    return Empty(
        title=_("Choose a standard first"),
        text=_(
            "Say which standard and how many people. You get the audit days by the documents that bind the certification body, its likely fee, "
            "and the hours of your own people, each with the rule behind it."
        ),
        example=_("“ISO 9001, 40 people, nothing there yet”: 4 audit days, and most of the effort is your own."),
        action=Action(label=_("State what is known"), href="#asked", primary=True),
    )


def _crumbs(place: Place, *further: Link) -> tuple[Link, ...]:
    here = Link(label=_("Cost and time"), href=f"{place.home}/cost/", current=not further)
    return (Link(label=place.belonging.name, href=f"{place.home}/"), here, *further)


@in_organization
def rates(place: Place) -> HttpResponse:
    """The organization's own rates, to read and to state."""
    require(place.context, "read")
    request = place.request
    setting = costs.cost_setting(place.context)
    shown = build.rates_of(place, current(place.context).currency)
    day = {f"day_{name}": f"{float(getattr(shown.day, name)):.2f}" for name in ("low", "likely", "high")}
    fees = {name: f"{float(getattr(shown, name)):.2f}" for name in ("application", "yearly", "travel", "hour")}
    initial = {"currency": shown.currency, **day, **fees, "version": setting.version if setting else 0}
    form = RatesForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _set(place, form)
    return _rates(place, form, setting)


def _rates(place: Place, form: RatesForm, setting: CostSetting | None) -> HttpResponse:
    values = {
        "fields": fields_from(form),
        "errors": form_errors(form),
        "ours": setting is None,
        "set_on": setting.set_on if setting else None,
        "crumbs": _crumbs(place, Link(label=_("Your rates"), href="", current=True)),
        "forget": Action(
            label=_("Give them up"),
            href=f"{place.home}/cost/rates/forget/",
            method="post",
            danger=True,
            confirm=_("Your rates are removed and our figures are shown again."),
        ),
        "back": f"{place.home}/cost/",
        "may_edit": place.may("system.manage"),
    }
    bad = form.is_bound and bool(form.errors)
    return page(place, "costing/rates.html", values, current=CURRENT, status=422 if bad else 200)


def _set(place: Place, form: RatesForm) -> HttpResponse:
    """Save what was stated; a refusal stands at its field, and what somebody else stated meanwhile beside ours."""
    stated = {name: form.cleaned_data[name] for name in costs.FIGURES}
    try:
        done = attempt(
            form,
            place.context,
            lambda: costs.set_cost_rates(
                place.context,
                currency=form.cleaned_data["currency"],
                version=form.cleaned_data["version"] or 0,
                **stated,
            ),
        )
    except Conflict as found:
        return _conflict(place, form, str(found.details["version"]))
    if done is not None:
        say(place, _("Your rates are used from now on."))
        return HttpResponseRedirect(f"{place.home}/cost/")
    return _rates(place, form, costs.cost_setting(place.context))


def _conflict(place: Place, form: RatesForm, version: str) -> HttpResponse:
    now = costs.cost_setting(place.context)
    names = ("currency", *costs.FIGURES)
    rows = [
        Difference(name, str(form.fields[name].label), str(getattr(now, name, "")), str(form.cleaned_data[name]))
        for name in names
    ]
    href = f"{place.home}/cost/rates/"
    return conflict(place, title=_("Your rates"), href=href, back=href, version=version, values=rows, current=CURRENT)


@require_POST
def forget(request: Any, **kwargs: Any) -> HttpResponse:
    return _forget(request, **kwargs)


@in_organization
def _forget(place: Place) -> HttpResponse:
    """Give one's own rates up."""
    costs.forget_cost_rates(place.context)
    say(place, _("Our figures are shown again."))
    return HttpResponseRedirect(f"{place.home}/cost/")
