"""Comply or certify, alone or with help: side by side, for this organization."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.catalogue.audit_time import rulebook
from clauseway.catalogue.choosing import Telling, choosing
from clauseway.catalogue.cost import costbook
from clauseway.organization.policies import require
from clauseway.rules.audit_request import request_of
from clauseway.rules.audit_steps import Span
from clauseway.rules.choosing import CERTIFY, COMPLY
from clauseway.rules.cost import Rates, cost, with_maturity
from clauseway.rules.rulebook import AuditTimeError
from clauseway.rules.ways import ALONE, ASK_FIRST, FITS, GOALS, HELPS, Fit, Way, fits, ways
from clauseway.systems import choosing as room
from clauseway.web.choosing import words
from clauseway.web.choosing.forms import WaysForm
from clauseway.web.choosing.frame import CURRENT, crumbs, tabs
from clauseway.web.choosing.page import Cell, Comparison, Line, WaysPage
from clauseway.web.components import Action, Empty, Item, Link, State
from clauseway.web.costing import words as figures
from clauseway.web.costing.build import known, rates_of
from clauseway.web.costing.saying import refusal
from clauseway.web.fields import fields_from, form_errors
from clauseway.web.frame import Place, in_organization, page
from clauseway.web.jinja import number


@in_organization
def ways_page(place: Place) -> HttpResponse:
    """The address holds everything that was asked; without an address it asks what is known and what was recommended."""
    require(place.context, "read")
    chosen = room.chosen(room.interviews(place.context).first())
    here = known(place)
    recommended = [one.standard for one in chosen.first if one.standard in rulebook().rulings] if chosen else []
    start = {
        "standards": recommended or here["standards"],
        "personnel": here["personnel"],
        "maturity": here["maturity"],
        "complexity": "",
        "hours": "",
    }
    form = WaysForm(_asked(place.request.GET, start))
    stated = bool(start["standards"] and start["personnel"]) or bool(place.request.GET)
    money = rates_of(place, here["currency"])
    values = WaysPage(
        tabs=tabs(place, "ways"),
        crumbs=crumbs(place, Link(label=_("Comply or certify?"), href="", current=True)),
        href=f"{place.home}/choose/ways/",
        fields=(),
        errors=(),
        fits=tuple(_fit(one) for one in fits(chosen)),
    )
    if not stated:
        values = replace(values, fields=fields_from(WaysForm(initial=start)), empty=_empty())
    elif (found := _compared(form, money)) is not None:
        values = replace(values, **found, cost_href=f"{place.home}/cost/?{_query(form)}", fields=fields_from(form))
    else:
        values = replace(values, fields=fields_from(form), errors=form_errors(form))
    wrong = stated and not values.comparisons
    return page(place, "choosing/ways.html", {"page": values}, current=CURRENT, status=422 if wrong else 200)


def _asked(asked: Any, start: dict[str, Any]) -> Any:
    """What the address leaves out is taken from what is known."""
    data = asked.copy()
    for name, value in start.items():
        if name not in asked:
            if isinstance(value, list):
                data.setlist(name, value)
            elif value is not None:
                data[name] = str(value)
    return data


def _query(form: WaysForm) -> str:
    data = form.cleaned_data
    asked = {"standards": data["standards"], "personnel": data["personnel"], "maturity": data["maturity"] or "none"}
    if data["complexity"]:
        asked["complexity"] = data["complexity"]
    return urlencode(asked, doseq=True)


def _empty() -> Empty:
    return Empty(
        title=_("Say for which standard and how many people"),
        text=_(
            "You get what complying and certifying cost, how long they take, what they prove and to whom, and what help changes."
        ),
        example=_(
            "“ISO 9001, 40 people”: certifying costs the body's days on top, and proves it to people who do not know you."
        ),
        action=Action(label=_("State it"), href="#asked", primary=True),
    )


def _compared(form: WaysForm, money: Rates) -> dict[str, Any] | None:
    """Both comparisons; None when it cannot be computed, with the reason at its field."""
    if not form.is_valid():
        return None
    book, efforts, ours = rulebook(), costbook().efforts, choosing().ways
    try:
        request, _people = request_of(book, form.described())
        situation = form.situation()
        time, request = with_maturity(book, efforts, request, situation.maturity, _("the system works"))
        total = cost(efforts, money, time, [one.ruling.standard for one in request.standards], situation)
    except AuditTimeError as error:
        form.add_error(error.field if error.field in form.fields else None, refusal(error))
        return None
    stated = form.cleaned_data["hours"]
    hours = Fraction(str(stated)) if stated else ours.hours_a_week(situation.people)
    found = {(way.goal, way.help): way for way in ways(ours, total, money, hours)}
    names = ", ".join(book.rulings[key].name for key in form.cleaned_data["standards"])
    about = ngettext(
        "%(names)s, %(people)s person, %(hours)s hours a week of your own people.",
        "%(names)s, %(people)s people, %(hours)s hours a week of your own people.",
        situation.people,
    ) % {"names": names, "people": number(situation.people), "hours": number(float(hours))}
    return {
        "about": about if stated else about + " " + _("The hours are our assumption."),
        "comparisons": (_goals(found, total.currency), _helps(found, total.currency)),
        "source": ours.source,
    }


Found = dict[tuple[str, str], Way]


def _goals(found: Found, currency: str) -> Comparison:
    told = [choosing().tellings[goal] for goal in GOALS]
    return Comparison(
        title=_("Comply or certify?"),
        about=_(
            "Built alone, three years. The work inside is nearly the same: the certificate adds the body, and proof to strangers."
        ),
        ways=tuple(words.goal(goal) for goal in GOALS),
        lines=(
            *_figures([found[goal, ALONE] for goal in GOALS], currency),
            _texts(_("What it proves"), told, lambda one: one.proves),
            _texts(_("To whom"), told, lambda one: one.to),
            *_told(told),
        ),
    )


def _helps(found: Found, currency: str) -> Comparison:
    told = [choosing().tellings[help_] for help_ in HELPS]
    return Comparison(
        title=_("Alone or with help?"),
        about=_(
            "On the way to the certificate, three years. Help moves hours; it does not take the system off your hands."
        ),
        ways=tuple(words.help_word(help_) for help_ in HELPS),
        lines=(*_figures([found[CERTIFY, help_] for help_ in HELPS], currency), *_told(told)),
    )


def _figures(every: Sequence[Way], currency: str) -> tuple[Line, ...]:
    def line(label: str, note: str, cell: Callable[[Way], Cell]) -> Line:
        return Line(label=label, note=note, cells=tuple(cell(way) for way in every))

    return (
        line(_("Paid outside"), _("body, helper, tool: three years"), lambda way: _money(way.paid, currency)),
        line(_("Everything"), _("your own hours included"), lambda way: _money(way.money, currency)),
        line(_("Your own hours"), _("until it is there"), lambda way: _hours(way.until)),
        line(_("Upkeep"), _("your own hours a year afterwards"), lambda way: _hours(way.upkeep)),
        line(_("Time"), _("from today"), lambda way: _months(way.months)),
    )


def _money(span: Span, currency: str) -> Cell:
    if not span.high:
        return Cell(text=_("nothing"), figure=True)
    return Cell(
        text=_("about %s") % figures.money(span.likely, currency), note=figures.money_range(span, currency), figure=True
    )


def _hours(span: Span) -> Cell:
    return Cell(text=figures.hours(span.likely), note=figures.span(span), figure=True)


def _months(span: Span) -> Cell:
    likely = round(span.likely)
    low, high = number(round(span.low)), number(round(span.high))
    return Cell(
        text=ngettext("about %s month", "about %s months", likely) % number(likely),
        note=figures.between(low, high),
        figure=True,
    )


def _texts(label: str, told: Sequence[Telling], of: Callable[[Telling], str]) -> Line:
    return Line(label=label, note="", cells=tuple(Cell(text=of(one)) for one in told))


def _told(told: Sequence[Telling]) -> tuple[Line, ...]:
    risks = Line(label=_("Risks"), note="", cells=tuple(Cell(items=one.risks) for one in told))
    return (risks, _texts(_("Afterwards"), told, lambda one: one.upkeep))


def _fit(one: Fit) -> Item:
    """What the interview says of a goal."""
    names = words.names(one.standards)
    said = {
        (COMPLY, "named"): _("Complying is not enough for %s: somebody outside named the certificate."),
        (CERTIFY, "named"): _("Certify %s: it was named by a customer, a tender or with a date."),
        (CERTIFY, "pointed-to"): _(
            "Ask about %s first: whoever points to it may mean the system, not the certificate."
        ),
        (COMPLY, "nobody-asks"): _("Complying is enough for %s as long as nobody asks."),
    }[one.goal, one.code]
    state = {FITS: State.SHOWN, ASK_FIRST: State.SOON}.get(one.verdict, State.GAP)
    return Item(state=state, title=said % names)
