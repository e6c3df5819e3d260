"""Forms of one instrument: the register, a calibration (short enough for a phone), quarantine, earlier results. Each is one operation."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from clauseway.organization.models import Site
from clauseway.organization.policies import require
from clauseway.resources.models import Calibration, Equipment, EquipmentSpell, ImpactAssessment
from clauseway.resources.operations.calibrations import (
    Certificate,
    Looked,
    assess_impact,
    record_calibration,
    withdraw_calibration,
)
from clauseway.resources.operations.equipment import change_equipment, put_back, set_aside
from clauseway.resources.queries.equipment import calibrations_of, get_calibration, get_equipment
from clauseway.web import inputs
from clauseway.web.components import Field, Link
from clauseway.web.frame import Place, in_system
from clauseway.web.instruments import build
from clauseway.web.instruments.views import CURRENT
from clauseway.web.jinja import day
from clauseway.web.people.picking import Picker, picker
from clauseway.web.posted import FormPage, Typed, answer, options, proof, proof_fields, wrong


def crumbs(place: Place, found: Equipment) -> tuple[Link, ...]:
    return (
        Link(label=_("Measuring equipment"), href=f"{place.base}/equipment/"),
        Link(label=found.name, href=build.instrument_address(place, found)),
    )


@in_system
def calibrate(place: Place, instrument: uuid.UUID) -> HttpResponse:
    """Record a calibration or verification."""
    require(place.context, "evidence.file")
    found, typed = get_equipment(place.context, instrument), Typed(place.request)
    kept: list[uuid.UUID | None] = [None]

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=crumbs(place, found),
            title=_("Calibration of %s") % found.name,
            lead=_("How it came counts as much as how it went: out of tolerance asks what was measured before."),
            upload=True,
            fields=(
                *_result_fields(place, typed, errors),
                *_paper_fields(typed, errors),
                *proof_fields(errors, kept[0]),
            ),
            submit=_("Record"),
            cancel=build.instrument_address(place, found),
        )

    def act() -> str:
        kept[0] = proof(place, typed)
        on = typed.day("on")
        assert on is not None
        told = Certificate(
            on,
            typed.text("found"),
            typed.text("left"),
            typed.text("traceable_to"),
            typed.text("laboratory"),
            typed.text("number"),
            typed.text("error"),
            typed.text("limits"),
            typed.day("next_due", needed=False),
            kept[0],
        )
        record_calibration(place.context, found.id, told)
        return build.instrument_address(place, found)

    return answer(place, form, act, said=_("Recorded."), current=CURRENT)


def _result_fields(place: Place, typed: Typed, errors: Any) -> tuple[Field, ...]:
    return (
        inputs.day(typed, errors, "on", _("Calibrated on"), place.context.today, required=True),
        inputs.pick(typed, errors, "found", _("How it came"), Calibration.FOUND, "within"),
        inputs.pick(typed, errors, "left", _("How it went"), Calibration.LEFT, "within"),
        inputs.text(
            typed,
            errors,
            "traceable_to",
            _("Traceable to"),
            maxlength=300,
            placeholder=_("National standard, certificate of the reference used"),
            help=_("Without it the calibration is kept, and does not count."),
        ),
        inputs.day(typed, errors, "next_due", _("Next due, as the certificate says"), None),
    )


def _paper_fields(typed: Typed, errors: Any) -> tuple[Field, ...]:
    return (
        inputs.text(typed, errors, "laboratory", _("By whom"), maxlength=200),
        inputs.text(typed, errors, "number", _("Certificate number"), maxlength=120),
        inputs.text(typed, errors, "error", _("Largest error found"), maxlength=200),
        inputs.text(
            typed,
            errors,
            "limits",
            _("For limited use: where it may be used"),
            maxlength=300,
        ),
    )


@in_system
def aside(place: Place, instrument: uuid.UUID) -> HttpResponse:
    """Quarantine an instrument, or take it out of service."""
    require(place.context, "evidence.file")
    found, typed = get_equipment(place.context, instrument), Typed(place.request)

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=crumbs(place, found),
            title=_("Set %s aside") % found.name,
            lead=_("Set aside before it is due, it is not overdue. Afterwards, what was measured meanwhile is asked."),
            fields=(
                inputs.pick(typed, errors, "state", _("State"), EquipmentSpell.STATES, "quarantined"),
                inputs.text(typed, errors, "because", _("Why"), required=True, maxlength=300),
                inputs.day(typed, errors, "on", _("Since"), place.context.today, required=True),
            ),
            submit=_("Set aside"),
            cancel=build.instrument_address(place, found),
        )

    def act() -> str:
        set_aside(place.context, found.id, because=typed.text("because"), state=typed.text("state"), on=typed.day("on"))
        return build.instrument_address(place, found)

    return answer(place, form, act, said=_("Recorded."), current=CURRENT)


@in_system
def back(place: Place, instrument: uuid.UUID) -> HttpResponse:
    """Let an instrument be used again."""
    require(place.context, "evidence.file")
    found, typed = get_equipment(place.context, instrument), Typed(place.request)

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=crumbs(place, found),
            title=_("Put %s back into use") % found.name,
            lead=_("It must be in tolerance and not due."),
            fields=(
                inputs.text(typed, errors, "because", _("Why it may be used again"), required=True, maxlength=300),
                inputs.day(typed, errors, "on", _("From"), place.context.today, required=True),
            ),
            submit=_("Put back"),
            cancel=build.instrument_address(place, found),
        )

    def act() -> str:
        put_back(place.context, found.id, because=typed.text("because"), on=typed.day("on"))
        return build.instrument_address(place, found)

    return answer(place, form, act, said=_("Recorded."), current=CURRENT)


@in_system
def results(place: Place, instrument: uuid.UUID) -> HttpResponse:
    """Say what was measured with an instrument that was wrong or used without proof."""
    require(place.context, "evidence.file")
    found, typed = get_equipment(place.context, instrument), Typed(place.request)
    wrongs = [
        row
        for row in calibrations_of(place.context, found.id)
        if row.withdrawn_on is None and (row.found != "within" or row.left == "outside")
    ]
    choices = [(str(row.id), _("Calibration of %s") % day(row.on)) for row in wrongs]

    def form(errors: Any) -> FormPage:
        default = choices[0][0] if choices else ""
        about = options(choices, [typed.text("calibration", default)], none=_("use without proof in general"))
        return FormPage(
            crumbs=crumbs(place, found),
            title=_("Earlier results of %s") % found.name,
            lead=_("Which results were looked at since it was last right, and what follows for them."),
            fields=(
                Field(
                    name="calibration",
                    label=_("Because of"),
                    type="select",
                    options=about,
                    errors=wrong(errors, "calibration"),
                ),
                inputs.text(typed, errors, "looked_at", _("What was looked at"), type="textarea", required=True),
                inputs.pick(typed, errors, "outcome", _("What came of it"), ImpactAssessment.OUTCOMES, "no-effect"),
                inputs.text(typed, errors, "done", _("What was done"), type="textarea"),
                inputs.day(typed, errors, "on", _("Looked at on"), place.context.today, required=True),
            ),
            submit=_("Record"),
            cancel=build.instrument_address(place, found),
        )

    def act() -> str:
        looked = Looked(
            typed.text("looked_at"),
            typed.text("outcome"),
            typed.text("done"),
            on=typed.day("on"),
            calibration=typed.identifier("calibration"),
        )
        assess_impact(place.context, found.id, looked)
        return build.instrument_address(place, found)

    return answer(place, form, act, said=_("Recorded."), current=CURRENT)


@in_system
def withdraw(place: Place, instrument: uuid.UUID, calibration: uuid.UUID) -> HttpResponse:
    """Take back a calibration that was recorded by mistake."""
    require(place.context, "evidence.file")
    found, row = get_equipment(place.context, instrument), get_calibration(place.context, calibration)
    typed = Typed(place.request)
    if row.equipment_id != found.id:
        raise Http404

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=crumbs(place, found),
            title=_("Take back the calibration of %s") % day(row.on),
            lead=_("For one that was recorded by mistake. It stays to be read and counts for nothing."),
            fields=(inputs.text(typed, errors, "because", _("Why"), required=True, maxlength=300),),
            submit=_("Take back"),
            cancel=build.instrument_address(place, found),
        )

    def act() -> str:
        withdraw_calibration(place.context, row.id, because=typed.text("because"))
        return build.instrument_address(place, found)

    return answer(place, form, act, said=_("Taken back."), current=CURRENT)


@in_system
def edit(place: Place, instrument: uuid.UUID) -> HttpResponse:
    """Change an instrument: what it is, where, whose, and how often it is calibrated."""
    require(place.context, "stocktake.edit")
    found, typed, people = get_equipment(place.context, instrument), Typed(place.request), picker(place.context)

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=crumbs(place, found),
            title=found.name,
            lead="",
            fields=(*_what(typed, errors, found), *_plan(typed, errors, found, people)),
            submit=_("Save"),
            cancel=build.instrument_address(place, found),
        )

    def act() -> str:
        version = typed.text("version")
        texts = ("name", "identifier", "measures", "range", "resolution", "location", "plan_reason", "note")
        change_equipment(
            place.context,
            found.id,
            version=int(version) if version.isdigit() else 0,
            **{name: typed.text(name) for name in texts},
            site_id=typed.identifier("site"),
            owner_id=people.find(typed.text("owner"), "owner"),
            plan=typed.text("plan"),
            interval_days=typed.whole("interval_days") if typed.text("interval_days").strip() else None,
            live_until=typed.day("live_until", needed=False),
        )
        return build.instrument_address(place, found)

    return answer(place, form, act, said=_("Saved."), current=CURRENT)


def _what(typed: Typed, errors: Any, found: Equipment) -> tuple[Field, ...]:
    sites = [(str(key), name) for key, name in Site.objects.order_by("fold").values_list("id", "name")]
    chosen = typed.text("site", str(found.site_id or ""))
    return (
        inputs.version_field(typed, found.version),
        inputs.text(typed, errors, "name", _("Instrument"), found.name, required=True, maxlength=240),
        inputs.text(typed, errors, "identifier", _("Identifier, as it stands on it"), found.identifier, maxlength=60),
        inputs.text(typed, errors, "measures", _("Measures"), found.measures, maxlength=200),
        inputs.text(typed, errors, "range", _("Range"), found.range, maxlength=120),
        inputs.text(typed, errors, "resolution", _("Resolution"), found.resolution, maxlength=120),
        inputs.text(typed, errors, "location", _("Where"), found.location, maxlength=200),
        Field(
            name="site",
            label=_("Site"),
            type="select",
            options=options(sites, [chosen], none=_("not said")),
            errors=wrong(errors, "site_id"),
        ),
    )


def _plan(typed: Typed, errors: Any, found: Equipment, people: Picker) -> tuple[Field, ...]:
    return (
        inputs.person(typed, errors, "owner", _("Owner"), people, found.owner.name if found.owner else ""),
        inputs.pick(typed, errors, "plan", _("Calibration"), Equipment.PLANS, found.plan),
        inputs.text(typed, errors, "plan_reason", _("If not required: why"), found.plan_reason, type="textarea"),
        inputs.text(
            typed,
            errors,
            "interval_days",
            _("Own interval in days"),
            str(found.interval_days or ""),
            help=_("Empty: your rhythm for all. A longer one does not outlast that rhythm."),
        ),
        inputs.text(typed, errors, "note", _("Note"), found.note, type="textarea"),
        inputs.day(typed, errors, "live_until", _("Ended on"), found.live_until),
    )
