"""Forms of one obligation: whether it applies, where, whether it is kept, and what is done about a breach. Each fits a phone."""

import uuid
from typing import Any

from django.db.models import CharField, Value
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from clauseway.kernel.refusals import Refusal
from clauseway.organization.models import Site
from clauseway.organization.policies import require
from clauseway.organization.queries import sites
from clauseway.processes.models import Process
from clauseway.systems.models import InterestedParty, Obligation
from clauseway.systems.operations.obligations import (
    Found,
    change_obligation,
    decide_obligation,
    evaluate_compliance,
    finish_breach,
    respond_to_breach,
    withdraw_compliance,
)
from clauseway.systems.queries.obligations import evaluations, get_obligation
from clauseway.web import inputs
from clauseway.web.binding.views import CURRENT, address
from clauseway.web.components import Field, Link
from clauseway.web.frame import Place, in_system
from clauseway.web.jinja import day
from clauseway.web.people.picking import picker
from clauseway.web.posted import FormPage, Typed, answer, options, wrong


def crumbs(place: Place, row: Obligation) -> tuple[Link, ...]:
    return (
        Link(label=_("Obligations"), href=f"{place.base}/obligations/"),
        Link(label=row.name, href=address(place, row)),
    )


@in_system
def decide(place: Place, obligation: uuid.UUID) -> HttpResponse:
    """Decide whether it applies."""
    require(place.context, "stocktake.edit")
    row, typed = get_obligation(place.context, obligation), Typed(place.request)

    def form(errors: Any) -> FormPage:
        now = {None: "", True: "yes", False: "no"}[row.applies]
        choices = [("yes", _("It applies")), ("no", _("It does not apply"))]
        return FormPage(
            crumbs=crumbs(place, row),
            title=_("Does it apply to you?"),
            lead=row.asks,
            fields=(
                inputs.radio(typed, errors, "applies", _("Decision"), choices, now),
                inputs.text(
                    typed,
                    errors,
                    "because",
                    _("Why"),
                    row.decided_because,
                    type="textarea",
                    help=_("Needed when it does not apply, so that an outsider understands it."),
                ),
            ),
            submit=_("Decide"),
            cancel=address(place, row),
        )

    def act() -> str:
        applies = typed.text("applies") != "no"
        decide_obligation(place.context, row.id, applies=applies, because=typed.text("because"))
        return address(place, row)

    return answer(place, form, act, said=_("Decided."), current=CURRENT)


@in_system
def where(place: Place, obligation: uuid.UUID) -> HttpResponse:
    """Choose the places and processes where it applies (none means the whole organization), and whose need it comes from."""
    require(place.context, "stocktake.edit")
    row, typed = get_obligation(place.context, obligation), Typed(place.request)
    places, run, known = _places()

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=crumbs(place, row),
            title=_("Where it applies"),
            lead=_("Choose none when it applies to the whole organization. An evaluation then looks at every place."),
            fields=(
                inputs.version_field(typed, row.version),
                inputs.ticks(typed, errors, "sites", _("Places"), places, row.sites),
                inputs.ticks(typed, errors, "processes", _("Processes"), run, row.processes),
                inputs.pick(
                    typed,
                    errors,
                    "party_id",
                    _("From the need of"),
                    known,
                    str(row.party_id or ""),
                    none=_("nobody named"),
                ),
            ),
            submit=_("Save"),
            cancel=address(place, row),
        )

    def act() -> str:
        change_obligation(
            place.context,
            row.id,
            version=typed.whole("version"),
            sites=sorted(set(typed.several("sites")) & {ref for ref, _name in places}),
            processes=sorted(set(typed.several("processes")) & {ref for ref, _name in run}),
            party_id=typed.identifier("party_id"),
        )
        return address(place, row)

    return answer(place, form, act, said=_("Saved."), current=CURRENT)


Named = list[tuple[str, str]]


def _places() -> tuple[Named, Named, Named]:
    """Sites, processes and interested parties that are live, by name: one statement."""
    told = CharField()
    rows = Site.objects.filter(live_until=None).values_list(Value("site", told), "id", "name", "fold")
    others = (
        Process.objects.filter(live_until=None).values_list(Value("process", told), "id", "name", "fold"),
        InterestedParty.objects.filter(live_until=None).values_list(Value("party", told), "id", "name", "fold"),
    )
    found: dict[str, Named] = {"site": [], "process": [], "party": []}
    for kind, key, name, _fold in rows.order_by().union(*(one.order_by() for one in others), all=True).order_by("fold"):
        found[kind].append((str(key), name))
    return found["site"], found["process"], found["party"]


@in_system
def evaluate(place: Place, obligation: uuid.UUID) -> HttpResponse:
    """Evaluate whether it is kept: one thumb is enough."""
    require(place.context, "evidence.file")
    row, typed, people = get_obligation(place.context, obligation), Typed(place.request), picker(place.context)

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=crumbs(place, row),
            title=_("Is it kept?"),
            lead=row.asks,
            fields=_evaluation_fields(place, typed, errors, row, people.options),
            submit=_("Record the evaluation"),
            cancel=address(place, row),
        )

    def act() -> str:
        found = Found(
            on=typed.day("on"),
            complies=_result(typed),
            basis=typed.text("basis"),
            sites=_chosen(typed, row),
            finding=typed.text("finding"),
            response=typed.text("response"),
            response_by=people.find(typed.text("response_by"), "response_by"),
            response_due=typed.day("response_due", needed=False),
        )
        evaluate_compliance(place.context, row.id, found)
        return address(place, row)

    return answer(place, form, act, said=_("The evaluation is recorded."), current=CURRENT)


def _evaluation_fields(place: Place, typed: Typed, errors: Any, row: Obligation, people: Any) -> tuple[Field, ...]:
    names = {str(site.id): site.name for site in sites(place.context)} if row.sites else {}
    results = [("yes", _("It is kept")), ("no", _("It is not kept"))]
    places = [(ref, names.get(ref, _("a place that is gone"))) for ref in row.sites]
    fields = [
        inputs.radio(typed, errors, "result", _("Result"), results),
        inputs.text(typed, errors, "basis", _("Against which facts"), required=True, type="textarea", rows=2),
        inputs.text(typed, errors, "finding", _("What is not kept"), type="textarea", rows=2),
        inputs.text(typed, errors, "response", _("What is done about it"), type="textarea", rows=2),
        Field(
            name="response_by",
            label=_("By whom"),
            type="combo",
            value=typed.text("response_by"),
            options=people,
            errors=wrong(errors, "response_by"),
        ),
        inputs.text(typed, errors, "response_due", _("Until when"), type="date"),
        inputs.text(typed, errors, "on", _("Evaluated on"), place.context.today.isoformat(), type="date"),
    ]
    if places:
        ticks = options(places, typed.several("sites", row.sites))
        fields.insert(
            1, Field(name="sites", label=_("At"), type="multiselect", options=ticks, errors=wrong(errors, "sites"))
        )
    return tuple(fields)


def _result(typed: Typed) -> bool:
    """Kept or not. Neither chosen is refused: silence is no evaluation."""
    given = typed.text("result")
    if given not in ("yes", "no"):
        raise Refusal("compliance.result", _("Say whether it is kept."), field="result")
    return given == "yes"


def _chosen(typed: Typed, row: Obligation) -> list[str]:
    chosen = typed.several("sites")
    if row.sites and not chosen:
        raise Refusal("compliance.nowhere", _("Say at which places you looked."), field="sites")
    return chosen


@in_system
def look(place: Place, obligation: uuid.UUID, compliance: uuid.UUID) -> HttpResponse:
    """One evaluation: answer a breach, say that it was settled, or take back what was wrong."""
    require(place.context, "evidence.file")
    row, typed = get_obligation(place.context, obligation), Typed(place.request)
    one = next((made for made in evaluations(place.context, row.id) if made.id == compliance), None)
    if one is None:
        raise Http404
    deeds = [("withdraw", _("It was wrong: take it back"))]
    if not one.complies:
        deeds.insert(0, ("settle", _("It was done")) if one.response else ("answer", _("This is done about it")))

    def form(errors: Any) -> FormPage:
        fields = (
            Field(
                name="deed",
                label=_("What happened"),
                type="radio",
                options=options(deeds, [typed.text("deed", deeds[0][0])]),
                errors=wrong(errors, "deed"),
            ),
            inputs.text(typed, errors, "response", _("What is done about it"), type="textarea", rows=2),
            inputs.text(typed, errors, "response_due", _("Until when"), type="date"),
            inputs.text(typed, errors, "because", _("Why it was wrong"), type="textarea", rows=2),
        )
        told = _("Evaluation of %s") % day(one.on)
        return FormPage(
            crumbs=crumbs(place, row),
            title=told,
            lead=" · ".join(part for part in (one.basis, one.finding, one.response) if part),
            note=_("taken back: %s") % one.withdrawn_because if one.withdrawn_on else "",
            fields=() if one.withdrawn_on else fields,
            submit=_("Record"),
            cancel=address(place, row),
        )

    def act() -> str:
        deed = typed.text("deed")
        if deed == "settle":
            finish_breach(place.context, one.id)
        elif deed == "answer":
            due = typed.day("response_due", needed=False)
            respond_to_breach(place.context, one.id, response=typed.text("response"), due=due, by=row.owner_id)
        else:
            withdraw_compliance(place.context, one.id, because=typed.text("because"))
        return address(place, row)

    return answer(place, form, act, said=_("Recorded."), current=CURRENT)
