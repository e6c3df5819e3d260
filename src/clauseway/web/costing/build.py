"""From an organization and what was asked to the page of cost and time."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.catalogue.audit_time import rulebook
from clauseway.catalogue.cost import costbook
from clauseway.organization.queries import current, live_people, sites
from clauseway.rules.audit_request import request_of
from clauseway.rules.audit_steps import Span, Step
from clauseway.rules.audit_time import AuditTime
from clauseway.rules.cost import BODY, HOURS, YEARS, Cost, Line, Rates, cost, with_maturity
from clauseway.rules.rulebook import AuditTimeError, Source
from clauseway.systems.costs import cost_setting, rates
from clauseway.systems.queries import applied_everywhere
from clauseway.web.charts import Range, ranges
from clauseway.web.components import Stat
from clauseway.web.costing import words
from clauseway.web.costing.forms import SECTIONS, CostForm
from clauseway.web.costing.page import Answer, Assumption, Section, StepGroup, StepRow, YearRow
from clauseway.web.costing.saying import refusal, said, value_of
from clauseway.web.fields import field_from
from clauseway.web.frame import Place
from clauseway.web.jinja import number

FIELDS = {
    "standard": "standards",
    "with": "standards",
    "reduce": "less",
    "increase": "more",
    "business_complexity": "business",
    "it_complexity": "it",
    "energy": "energy_use",
    "groups": "part_hours",
}
"""Where the rules name an input otherwise than the form does."""


def known(place: Place) -> dict[str, Any]:
    """What is known of the organization already: people (one alone is only its founder), sites, the standards its systems apply."""
    context = place.context
    organization = current(context)
    applied = applied_everywhere(context)
    standards = []
    for editions in applied.values():
        for one in editions:
            try:
                standards.append(rulebook().ruling(one.edition.slug).standard)
            except AuditTimeError:
                continue
    people = organization.headcount or live_people(context).count()
    here = sites(context).filter(kind="permanent", live_until=None).count()
    return {
        "standards": list(dict.fromkeys(standards)),
        "personnel": people if people > 1 else None,
        "sites": max(0, here - 1),
        "maturity": "some" if applied else "none",
        "separate": len(applied) > 1,
        "currency": organization.currency,
    }


def rates_of(place: Place, currency: str) -> Rates:
    return rates(cost_setting(place.context), currency)


def sections(form: CostForm) -> tuple[Section, ...]:
    """The form in its sections; one is open where something in it is stated or wrong."""
    made = []
    for code, names in SECTIONS:
        fields = tuple(field_from(form[name]) for name in names)
        stated = any(field.errors or field.value not in ("", "0") or _chosen(field) for field in fields)
        made.append(Section(words.section(code), not code or stated, fields))
    return tuple(made)


def _chosen(field: Any) -> bool:
    return any(option.selected and option.value for option in field.options)


def answer(form: CostForm, money: Rates, currency: str) -> Answer | None:
    """Compute what the form asks; None when it cannot be, with the reason at the field."""
    book, efforts = rulebook(), costbook().efforts
    try:
        request, people = request_of(book, form.described())
        situation = form.situation()
        because = _("The system works and the body knows it: you say so; the body decides.")
        time, _request = with_maturity(book, efforts, request, situation.maturity, because)
        time = replace(time, steps=(*people, *time.steps))
        standards = [asked.ruling.standard for asked in request.standards]
        found = cost(efforts, money, time, standards, situation)
    except AuditTimeError as error:
        form.add_error(_field(form, error), refusal(error))
        return None
    names = {asked.ruling.name: asked.ruling.note for asked in request.standards if asked.ruling.proxy}
    return _answer(form, time, found, money, names, "" if money.currency == currency or not money.ours else currency)


def _field(form: CostForm, error: AuditTimeError) -> str | None:
    name = FIELDS.get(error.field, error.field)
    if error.code == "reason-missing":
        data = form.cleaned_data
        name = "less_because" if data["less"] and len(data["less_because"].strip()) < 3 else "more_because"
    return name if name in form.fields else None


def _answer(
    form: CostForm, time: AuditTime, found: Cost, money: Rates, proxies: Mapping[str, str], fallback: str
) -> Answer:
    book = rulebook()
    chosen = [book.rulings[key].name for key in form.cleaned_data["standards"]]
    people = form.cleaned_data["personnel"]
    about = ngettext("%(standards)s, %(people)s person", "%(standards)s, %(people)s people", people)
    return Answer(
        about=about % {"standards": ", ".join(chosen), "people": number(people)},
        days=_days(time),
        audits=_audits(time),
        alone=_alone(time),
        sites=_sites(time),
        money=_money(found),
        years=_years(found),
        years_bars=_years_bars(found),
        kinds=_kinds(found),
        groups=_groups(time, proxies),
        assumptions=_assumptions(found, money),
        assumed=time.assumed,
        sure=words.confidence(time.confidence),
        currency=found.currency,
        fallback=fallback,
    )


def _days(time: AuditTime) -> tuple[Stat, ...]:
    return (
        Stat(value=words.days(time.initial.likely), label=_("Stage 1 and stage 2")),
        Stat(value=words.days(time.surveillance.likely), label=_("each surveillance")),
        Stat(value=words.days(time.recertification.likely), label=_("recertification")),
        Stat(value=words.days(time.on_site), label=_("of the first with you at least")),
    )


def _row(label: str, span: Span, note: str = "") -> tuple[str, str, str, float, float, float]:
    return label, words.days_range(span), note, float(span.low), float(span.likely), float(span.high)


def _audits(time: AuditTime) -> tuple[Range, ...]:
    stages = _("stage 1 about %(one)s, stage 2 about %(two)s") % {
        "one": words.days(time.stage1),
        "two": words.days(time.stage2),
    }
    return ranges(
        [
            _row(_("Stage 1 and stage 2"), time.initial, stages),
            _row(_("Each surveillance"), time.surveillance, _("once in each of the two years after")),
            _row(_("Recertification"), time.recertification, _("opens the next three years")),
        ]
    )


def _alone(time: AuditTime) -> tuple[Range, ...]:
    if len(time.alone) < 2:
        return ()
    spans = [(name, span.nearest()) for name, span in time.alone]
    return ranges([(name, words.days_around(s), "", float(s.low), float(s.likely), float(s.high)) for name, s in spans])


def _sites(time: AuditTime) -> str:
    if time.sample is None:
        return ""
    return _(
        "Of %(sites)s sites besides the central function %(initial)s are visited initially, %(surveillance)s in each surveillance, "
        "%(recertification)s at recertification; the central function every time."
    ) % {
        "sites": number(time.sample.sites),
        "initial": number(time.sample.initial),
        "surveillance": number(time.sample.surveillance),
        "recertification": number(time.sample.recertification),
    }


def _money(found: Cost) -> tuple[Stat, ...]:
    """The four figures people ask for, each with its range."""

    def paid(span: Span, text: str) -> Stat:
        return Stat(value=words.money(span.likely, found.currency), label=text % words.span(span))

    inside = found.hours(year=1)
    return (
        paid(found.fee, _("the body's fee up to the certificate (%s)")),
        Stat(
            value=words.hours(inside.likely),
            label=_("of your own people up to the certificate (%s)") % words.span(inside),
        ),
        paid(found.project, _("everything up to the certificate (%s)")),
        paid(found.money(), _("everything in three years (%s)")),
    )


def _years(found: Cost) -> tuple[YearRow, ...]:
    rows = []
    for what, label, note in (
        (BODY, _("Certification body"), _("days, fees, travel")),
        (HOURS, _("Your own people"), _("their hours at your rate")),
        ("", _("Together"), ""),
    ):
        spans = [found.money(year=year, what=what) for year in YEARS]
        total = found.money(what=what)
        years = tuple(words.amount(span.likely) for span in spans)
        rows.append(YearRow(label, note, years, words.amount(total.likely), words.span(total), not what))
    hours = [found.hours(year=year) for year in YEARS]
    total = found.hours()
    said_hours = tuple(words.amount(span.likely) for span in hours)
    away = _("away from other duties")
    rows.insert(2, YearRow(_("Hours"), away, said_hours, words.amount(total.likely), words.span(total)))
    return tuple(rows)


def _years_bars(found: Cost) -> tuple[Range, ...]:
    labels = {1: _("Year 1, to the certificate"), 2: _("Year 2"), 3: _("Year 3")}
    rows = []
    for year in YEARS:
        span = found.money(year=year)
        text = words.money_range(span, found.currency)
        rows.append((labels[year], text, "", float(span.low), float(span.likely), float(span.high)))
    return ranges(rows)


def _kinds(found: Cost) -> tuple[Range, ...]:
    kinds = dict.fromkeys(line.kind for line in found.lines if line.what == HOURS)
    rows = []
    for kind in kinds:
        span = found.hours(kind=kind)
        text = words.hours_around(span)
        note = words.kind_note(kind)
        rows.append((words.kind(kind), text, note, float(span.low), float(span.likely), float(span.high)))
    return ranges(rows)


def _groups(time: AuditTime, proxies: Mapping[str, str]) -> tuple[StepGroup, ...]:
    """The steps by standard in the order they were taken, then those of all together."""
    names = dict.fromkeys(step.standard for step in time.steps)
    made = [
        StepGroup(name, tuple(_step(step, proxies.get(name, "")) for step in time.steps if step.standard == name))
        for name in names
        if name
    ]
    together = tuple(_step(step, "") for step in time.steps if not step.standard)
    return (*made, StepGroup(_("The audits"), together))


def _step(step: Step, note: str) -> StepRow:
    title, detail = said(step)
    source = step.source
    place, document = source.place, source.document
    return StepRow(
        title,
        detail,
        value_of(step),
        document,
        place,
        " ".join(part for part in (source.issue,) if part),
        words.confidence(source.confidence),
        source.confidence,
        source.checked_against,
        note if step.rule in ("table", "progression", "food") else "",
        step.assumed,
    )


def _assumptions(found: Cost, money: Rates) -> tuple[Assumption, ...]:
    """Every figure of money and hours with the sentence that makes it, one per kind."""
    first: dict[tuple[str, str], Line] = {}
    for line in found.lines:
        first.setdefault((line.what, line.kind), line)
    return tuple(_assumption(line, found, money) for line in first.values())


def _assumption(line: Line, found: Cost, money: Rates) -> Assumption:
    source = line.source
    sure = _("your own figure") if line.what == BODY and not money.ours else words.confidence(source.confidence)
    code = "checked" if line.what == BODY and not money.ours else source.confidence
    title = words.kind(line.kind)
    given = {name: Fraction(value) for name, value in line.inputs if isinstance(value, int | Fraction)}
    if line.kind in ("application", "yearly"):
        return Assumption(title, words.money(line.money.likely, found.currency), sure, code)
    if line.what == BODY:
        detail = _("%(days)s at %(rate)s, in the first year.") % {
            "days": words.days(given["days"]),
            "rate": words.money(given["rate"], found.currency),
        }
    elif line.kind == "attending":
        detail = _("%(days)s at %(hours)s each, in the first year.") % {
            "days": words.days(given["days"]),
            "hours": words.hours(given["per_day"]),
        }
    else:
        detail = _(
            "%(base)s for %(people)s people, times %(standards)s for the standards, %(complexity)s for complexity, %(maturity)s for what is "
            "there, %(share)s of it in a year."
        ) % {
            "base": words.hours(given["base"]),
            "people": number(int(given["people"])),
            **{name: number(float(given[name])) for name in ("standards", "complexity", "maturity", "share")},
        }
    return Assumption(title, detail, sure, code)


def rate_rows(money: Rates) -> tuple[tuple[str, str], ...]:
    """The rates in words."""
    day = money.day
    low, likely, high = (number(float(value)) for value in (day.low, day.likely, day.high))
    said_day = (
        likely if low == high else _("%(likely)s (%(low)s to %(high)s)") % {"likely": likely, "low": low, "high": high}
    )
    rows = [(_("A day of the body"), said_day)]
    rows += [
        (label, number(float(value)))
        for label, value in (
            (_("Application and certificate"), money.application),
            (_("Yearly fee"), money.yearly),
            (_("Travel for each audit day"), money.travel),
            (_("An hour of your own people"), money.hour),
        )
    ]
    return tuple(rows)


def source_note(source: Source) -> str:
    """How sure the rates are."""
    return words.confidence(source.confidence)
