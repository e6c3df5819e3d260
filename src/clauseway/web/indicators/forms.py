"""Forms of indicators. Each is one operation; refused, it comes back with what was typed."""

import uuid
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.organization.policies import require
from clauseway.processes.models import Indicator, Measurement
from clauseway.processes.operations.indicators import (
    Bounds,
    Value,
    add_indicator,
    change_indicator,
    correct_measurement,
    evaluate_indicator,
    measure,
    set_limits,
)
from clauseway.processes.queries import processes
from clauseway.processes.queries.indicators import get_indicator
from clauseway.processes.queries.indicators import limits as known_limits
from clauseway.web import inputs
from clauseway.web.components import Field, Link
from clauseway.web.frame import Place, in_system
from clauseway.web.indicators import build
from clauseway.web.indicators.views import CURRENT
from clauseway.web.people.picking import picker
from clauseway.web.posted import FormPage, Typed, answer

MONTH = 31


def crumbs(place: Place, indicator: Indicator | None = None) -> tuple[Link, ...]:
    first = Link(label=_("Indicators"), href=f"{place.base}/indicators/")
    return (first, Link(label=indicator.name, href=build.address(place, indicator))) if indicator else (first,)


@in_system
def new(place: Place) -> HttpResponse:
    """Add an indicator with its first target and limits."""
    require(place.context, "stocktake.edit")
    typed = Typed(place.request)

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=crumbs(place),
            title=_("Add an indicator"),
            lead=_("It counts as settled once it says how it is counted, how often, by whom, and what is good."),
            fields=(*_fields(place, typed, errors, None), *_bound_fields(typed, errors, None)),
            submit=_("Add"),
            cancel=f"{place.base}/indicators/",
        )

    def act() -> str:
        made = add_indicator(place.context, bounds=_bounds(typed), **_values(place, typed))
        return build.address(place, made)

    return answer(place, form, act, said=_("Saved."), current=CURRENT)


@in_system
def edit(place: Place, indicator: uuid.UUID) -> HttpResponse:
    """Change an indicator or end it."""
    require(place.context, "stocktake.edit")
    found, typed = get_indicator(place.context, indicator), Typed(place.request)

    def form(errors: Any) -> FormPage:
        ended = inputs.day(typed, errors, "live_until", _("Ended on"), found.live_until)
        return FormPage(
            crumbs=crumbs(place, found),
            title=found.name,
            lead="",
            fields=(inputs.version_field(typed, found.version), *_fields(place, typed, errors, found), ended),
            submit=_("Save"),
            cancel=build.address(place, found),
        )

    def act() -> str:
        ended = typed.day("live_until", needed=False)
        change_indicator(
            place.context, found.id, version=inputs.version_of(typed), live_until=ended, **_values(place, typed)
        )
        return build.address(place, found)

    return answer(place, form, act, said=_("Saved."), current=CURRENT)


def _fields(place: Place, typed: Typed, errors: Any, found: Indicator | None) -> tuple[Field, ...]:
    rows = [(str(row.id), row.name) for row in processes(place.context).filter(live_until=None)]
    return (
        inputs.text(typed, errors, "name", _("Name"), found.name if found else "", required=True, maxlength=200),
        inputs.text(
            typed,
            errors,
            "definition",
            _("How it is counted"),
            found.definition if found else "",
            type="textarea",
            rows=2,
            help=_("So that two people come to the same figure: what is counted, of what, over which time."),
        ),
        inputs.text(typed, errors, "unit", _("Unit"), found.unit if found else "", maxlength=40, placeholder="%"),
        inputs.pick(
            typed,
            errors,
            "direction",
            _("What is good"),
            _choices(Indicator.DIRECTIONS),
            found.direction if found else "higher",
        ),
        inputs.pick(
            typed,
            errors,
            "about",
            _("What it is about"),
            _choices(Indicator.ABOUT),
            found.about if found else "process",
        ),
        inputs.pick(
            *(typed, errors, "process", _("Process"), rows),
            str(found.process_id or "") if found else place.request.GET.get("process", ""),
            none=_("none"),
        ),
        *_rhythm_fields(place, typed, errors, found),
    )


def _rhythm_fields(place: Place, typed: Typed, errors: Any, found: Indicator | None) -> tuple[Field, ...]:
    """Who enters it, how often, and for which standards."""
    people = picker(place.context)
    known = inputs.standards(place)
    owner = found.owner.name if found and found.owner else ""
    every = str(found.every_days or "") if found else str(MONTH + 14)
    return (
        inputs.person(typed, errors, "owner", _("Who enters it"), people, owner),
        inputs.text(
            typed,
            errors,
            "every_days",
            _("A value every … days"),
            every,
            type="number",
            minimum="1",
            unit=_("days"),
            help=_("Your own rhythm. For a monthly figure that comes two weeks later: 45."),
        ),
        inputs.ticks(
            typed,
            errors,
            "standards",
            _("Monitoring for"),
            known,
            found.standards if found else [slug for slug, _name in known],
            help=_("The standards for which this is part of what you monitor."),
        ),
    )


def _choices(pairs: Any) -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in pairs]


def _values(place: Place, typed: Typed) -> dict[str, Any]:
    every = typed.text("every_days").strip()
    if every and not (every.isascii() and every.isdigit() and len(every) < 6):
        raise Refusal("form.number", _("Give a whole number."), field="every_days")
    return {
        "name": typed.text("name"),
        "definition": typed.text("definition"),
        "unit": typed.text("unit"),
        "direction": typed.text("direction"),
        "about": typed.text("about"),
        "process_id": typed.identifier("process"),
        "owner_id": picker(place.context).find(typed.text("owner"), "owner"),
        "every_days": int(every) if every else None,
        "standards": sorted(set(typed.several("standards")) & {slug for slug, _name in inputs.standards(place)}),
    }


def _bound_fields(typed: Typed, errors: Any, now: Any) -> tuple[Field, ...]:
    return (
        inputs.number(typed, errors, "target", _("Target"), now.target if now else None),
        inputs.number(typed, errors, "lower", _("Not below"), now.lower if now else None),
        inputs.number(
            typed,
            errors,
            "upper",
            _("Not above"),
            now.upper if now else None,
            help=_("A value outside is looked into. Without limits the target decides."),
        ),
    )


def _bounds(typed: Typed) -> Bounds:
    return Bounds(
        target=inputs.figure(typed, "target"), lower=inputs.figure(typed, "lower"), upper=inputs.figure(typed, "upper")
    )


@in_system
def limits(place: Place, indicator: uuid.UUID) -> HttpResponse:
    """Set target and limits from a day on."""
    require(place.context, "stocktake.edit")
    found, typed = get_indicator(place.context, indicator), Typed(place.request)
    rows = known_limits(place.context, found.id)
    now = next((row for row in rows if row.valid_until is None), None)

    def form(errors: Any) -> FormPage:
        first = max(place.context.today, found.last_on + timedelta(days=1)) if found.last_on else place.context.today
        return FormPage(
            crumbs=crumbs(place, found),
            title=_("Target and limits"),
            lead=_(
                "They count from their day on. Values measured before stay held against what was in force: nothing is healed."
            ),
            fields=(
                *_bound_fields(typed, errors, now),
                inputs.day(typed, errors, "on", _("From"), first, required=True),
                inputs.text(typed, errors, "reason", _("Why"), maxlength=400),
            ),
            submit=_("Set"),
            cancel=build.address(place, found),
        )

    def act() -> str:
        set_limits(place.context, found.id, _bounds(typed), on=typed.day("on"), reason=typed.text("reason"))
        return build.address(place, found)

    return answer(place, form, act, said=_("Saved."), current=CURRENT)


@in_system
def value(place: Place, indicator: uuid.UUID) -> HttpResponse:
    """Enter a value: two fields on a phone."""
    require(place.context, "evidence.file")
    found, typed = get_indicator(place.context, indicator), Typed(place.request)

    def form(errors: Any) -> FormPage:
        fields = [
            inputs.number(typed, errors, "value", _("Value"), unit=found.unit, required=True, autofocus=True),
            inputs.day(typed, errors, "on", _("Day"), place.context.today, required=True),
            inputs.text(
                typed,
                errors,
                "label",
                _("Lot, hour or the like"),
                maxlength=40,
                help=_("Only when a day has several values."),
            ),
            inputs.text(typed, errors, "note", _("Note"), maxlength=300),
        ]
        if "because" in errors:
            fields.insert(2, inputs.text(typed, errors, "because", _("Why the other value was wrong"), maxlength=300))
        return FormPage(
            crumbs=crumbs(place, found),
            title=_("Enter a value"),
            lead=found.definition,
            fields=tuple(fields),
            submit=_("Save"),
            cancel=build.address(place, found),
        )

    def act() -> str:
        given = inputs.figure(typed, "value")
        if given is None:
            raise Refusal("measurement.missing", _("Give the value."), field="value")
        on = typed.day("on")
        assert on is not None
        one = Value(on, given, typed.text("label").strip(), typed.text("note"))
        measure(place.context, found.id, [one], because=typed.text("because"))
        return build.address(place, found)

    return answer(place, form, act, said=_("Value entered."), current=CURRENT)


@in_system
def correct(place: Place, indicator: uuid.UUID, measurement: uuid.UUID) -> HttpResponse:
    """Correct a value; the old one stays to be read."""
    require(place.context, "evidence.file")
    found, typed = get_indicator(place.context, indicator), Typed(place.request)
    row = Measurement.objects.filter(id=measurement, indicator_id=found.id).first()
    if row is None:
        raise NotFound("measurement.not-found", _("There is no such value."))
    known = row

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=crumbs(place, found),
            title=_("Correct the value of %s") % known.on.isoformat(),
            lead=_("The old value stays to be read, and evaluations that rested on it count no more."),
            fields=(
                inputs.number(typed, errors, "value", _("Value"), known.value, unit=found.unit, required=True),
                inputs.text(typed, errors, "because", _("Why it was wrong"), required=True, maxlength=300),
            ),
            submit=_("Correct"),
            cancel=build.address(place, found),
        )

    def act() -> str:
        given = inputs.figure(typed, "value")
        if given is None:
            raise Refusal("measurement.missing", _("Give the value."), field="value")
        correct_measurement(place.context, known.id, value=given, because=typed.text("because"))
        return build.address(place, found)

    return answer(place, form, act, said=_("Corrected."), current=CURRENT)


@in_system
def evaluate(place: Place, indicator: uuid.UUID) -> HttpResponse:
    """Say what the values of a period tell, and what is done about it."""
    require(place.context, "evidence.file")
    found, typed = get_indicator(place.context, indicator), Typed(place.request)

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=crumbs(place, found),
            title=_("Evaluate %s") % found.name,
            lead=_(
                "What it comes to follows from the limits: values outside are good only when something is done about them."
            ),
            fields=(
                inputs.day(
                    typed,
                    errors,
                    "period_from",
                    _("Values from"),
                    place.context.today - timedelta(days=92),
                    required=True,
                ),
                inputs.day(typed, errors, "on", _("to"), place.context.today, required=True),
                inputs.text(typed, errors, "finding", _("What they tell"), type="textarea", rows=3, required=True),
                inputs.text(typed, errors, "response", _("What is done about it"), type="textarea", rows=3),
            ),
            submit=_("Save"),
            cancel=build.address(place, found),
        )

    def act() -> str:
        since = typed.day("period_from")
        assert since is not None
        evaluate_indicator(
            place.context,
            found.id,
            period_from=since,
            on=typed.day("on"),
            finding=typed.text("finding"),
            response=typed.text("response"),
        )
        return build.address(place, found)

    return answer(place, form, act, said=_("Saved."), current=CURRENT)
