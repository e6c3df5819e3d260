"""`clauseway cost`: what a certificate costs over three years, the body's money and the hours of one's own people. Needs no database."""

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import click

from clauseway.catalogue.audit_time import rulebook
from clauseway.catalogue.cost import costbook, own
from clauseway.cli.audit_options import described, number, options, plain, refused, source_json, span_json, table
from clauseway.cli.audit_time import as_values
from clauseway.rules.audit_request import Described, request_of
from clauseway.rules.audit_steps import Span
from clauseway.rules.audit_time import AuditTime
from clauseway.rules.cost import BODY, HOURS, MATURITIES, YEARS, Cost, Line, Rates, Situation, cost, with_maturity
from clauseway.rules.rulebook import AuditTimeError


@click.command()
@options
@click.option("--maturity", type=click.Choice(MATURITIES), default="none", help="What is there already.")
@click.option("--separate", is_flag=True, help="Several standards as systems of their own.")
@click.option("--currency", default="EUR", help="USD, EUR, GBP, PLN, INR or KRW have figures of ours.")
@click.option("--day-rate", multiple=True, metavar="MONEY", help="The body's day; three times: least, likely, most.")
@click.option("--application-fee", metavar="MONEY", help="The body's single fee.")
@click.option("--yearly-fee", metavar="MONEY", help="The body's fee in each year after the certificate.")
@click.option("--travel", metavar="MONEY", help="Travel for each audit day.")
@click.option("--hour-rate", metavar="MONEY", help="An hour of your own people.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(as_json: bool, maturity: str, separate: bool, currency: str, **given: Any) -> None:
    """The body's fees and your own hours, year by year, each figure with its rule and range.

    No consultant, tool or mended gap is in it. Hours and rates you do not state are our assumptions and say so.
    """
    asked = described(given)
    rates = _rates(currency, given)
    try:
        request, people = request_of(rulebook(), asked)
        efforts = costbook().efforts
        time, _lighter = with_maturity(rulebook(), efforts, request, maturity, "the system works and is known")
        time = replace(time, steps=(*people, *time.steps))
        keys = [part.ruling.standard for part in request.standards]
        heads = asked.heads + asked.contractors
        situation = Situation(people=heads, complexity=asked.complexity, maturity=maturity, integrated=not separate)
        found = cost(efforts, rates, time, keys, situation)
    except AuditTimeError as error:
        raise refused(error) from None
    if as_json:
        click.echo(json.dumps(_values(asked, time, rates, found), indent=1))
        return
    _print(time, rates, found)


def _rates(currency: str, given: dict[str, Any]) -> Rates:
    """Ours in that currency, with what is stated in their place. A currency we have no figures for needs all of them."""
    code = currency.strip().upper()
    ours = costbook().rates_for(code)
    names = {"application": "application_fee", "yearly": "yearly_fee", "travel": "travel", "hour": "hour_rate"}
    stated = {name: number(given[option], f"--{option.replace('_', '-')}") for name, option in names.items()}
    days = [number(text, "--day-rate") or Fraction(0) for text in given["day_rate"]]
    if len(days) not in (0, 1, 3):
        raise click.UsageError("State --day-rate once, or three times: least, likely, most.")
    figures: dict[str, Any] = {name: value for name, value in stated.items() if value is not None}
    if days:
        figures["day"] = Span(days[0], days[len(days) // 2], days[-1])
    if ours.currency != code and len(figures) < 5:
        needed = "--day-rate, --application-fee, --yearly-fee, --travel and --hour-rate"
        raise click.UsageError(f"We have no figures in {code}: state {needed}.")
    return own(ours, currency=code, **figures) if figures else ours


def _values(asked: Described, time: AuditTime, rates: Rates, found: Cost) -> dict[str, Any]:
    kinds = list(dict.fromkeys(line.kind for line in found.lines if line.what == HOURS))
    years = [
        {
            "year": year,
            "body": span_json(found.money(year=year, what=BODY)),
            "internal_hours": span_json(found.hours(year=year), 1),
            "internal_cost": span_json(found.money(year=year, what=HOURS)),
            "total": span_json(found.money(year=year)),
        }
        for year in YEARS
    ]
    return {
        "currency": found.currency,
        "body_fee": span_json(found.fee),
        "body_three_years": span_json(found.money(what=BODY)),
        "project": span_json(found.project),
        "three_years": span_json(found.money()),
        "recertification": span_json(found.recertification),
        "internal_hours": {kind: span_json(found.hours(kind=kind), 1) for kind in kinds},
        "years": years,
        "rates": {
            "day": span_json(rates.day),
            **{name: plain(getattr(rates, name)) for name in ("application", "yearly", "travel", "hour")},
            "ours": rates.ours,
            **source_json(rates.source),
        },
        "confidence": found.confidence,
        "lines": [_line(line) for line in found.lines],
        "audit_time": as_values(asked, time),
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "year": line.year,
        "what": line.what,
        "kind": line.kind,
        "hours": None if line.hours is None else span_json(line.hours, 1),
        "money": span_json(line.money),
        "inputs": {name: plain(value) for name, value in line.inputs},
        **source_json(line.source),
    }


def _print(time: AuditTime, rates: Rates, found: Cost) -> None:
    days = f"{float(time.initial.likely):g} days, then {float(time.surveillance.likely):g} a year"
    click.echo(f"Audits: {days}. Money in {found.currency}; rates are {'ours' if rates.ours else 'yours'}.\n")
    rows: list[tuple[str, ...]] = [("", "year 1", "year 2", "year 3", "three years", "range")]
    for label, what in (("certification body", BODY), ("own people", HOURS), ("together", "")):
        spans = [*(found.money(year=year, what=what) for year in YEARS), found.money(what=what)]
        rows.append((label, *(f"{round(span.likely):,}" for span in spans), _range(spans[-1])))
    hours = [*(found.hours(year=year) for year in YEARS), found.hours()]
    rows.append(("hours of own people", *(f"{round(span.likely):,}" for span in hours), _range(hours[-1])))
    table(rows)
    click.echo("\nHours of your own people, three years:\n")
    kinds = list(dict.fromkeys(line.kind for line in found.lines if line.what == HOURS))
    by_kind = {kind: found.hours(kind=kind) for kind in kinds}
    table([("", "hours", "range"), *((k, f"{round(s.likely):,}", _range(s)) for k, s in by_kind.items())])
    fee, project = found.fee, found.project
    click.echo(f"\nBody's fee up to the certificate: {round(fee.likely):,} ({_range(fee)})")
    click.echo(f"Whole project up to the certificate: {round(project.likely):,} ({_range(project)})")
    click.echo(f"Recertification opens the next three years: {round(found.recertification.likely):,}")
    click.echo(f"\nSure as its weakest figure: {found.confidence}. --json has every rule, input and source.")


def _range(span: Span) -> str:
    return f"{round(span.low):,} to {round(span.high):,}"
