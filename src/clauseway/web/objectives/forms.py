"""Forms of objectives. Each is one operation; refused, it comes back with what was typed."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.organization.policies import require
from clauseway.processes.models import Indicator
from clauseway.processes.queries import processes
from clauseway.processes.queries.indicators import indicators
from clauseway.systems.models import Objective, ObjectiveCheckIn, ObjectiveTarget
from clauseway.systems.operations.objectives import (
    Look,
    Wanted,
    add_objective,
    change_objective,
    check_in,
    plan_step,
    set_target,
    withdraw_check_in,
)
from clauseway.systems.queries.objectives import filed, get_objective, objectives
from clauseway.web import inputs
from clauseway.web.components import Field, Link
from clauseway.web.frame import Place, in_system
from clauseway.web.objectives import build
from clauseway.web.objectives.views import CURRENT
from clauseway.web.people.picking import picker
from clauseway.web.posted import FormPage, Typed, answer


def crumbs(place: Place, objective: Objective | None = None) -> tuple[Link, ...]:
    first = Link(label=_("Objectives"), href=f"{place.base}/objectives/")
    return (first, Link(label=objective.name, href=build.address(place, objective))) if objective else (first,)


@in_system
def new(place: Place) -> HttpResponse:
    """Add an objective with its first target."""
    require(place.context, "stocktake.edit")
    typed = Typed(place.request)

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=crumbs(place),
            title=_("Add an objective"),
            lead=_(
                "It counts once it has a measure, a target, an owner, a plan, and says how the result is evaluated."
            ),
            fields=(*_fields(place, typed, errors, None), *_target_fields(typed, errors, None)),
            submit=_("Add"),
            cancel=f"{place.base}/objectives/",
        )

    def act() -> str:
        target = _wanted(typed) if typed.text("due_on").strip() else None
        return build.address(place, add_objective(place.context, target=target, **_values(place, typed)))

    return answer(place, form, act, said=_("Saved. Now plan how it is reached."), current=CURRENT)


@in_system
def edit(place: Place, objective: uuid.UUID) -> HttpResponse:
    """Change an objective or end it."""
    require(place.context, "stocktake.edit")
    found, typed = get_objective(place.context, objective), Typed(place.request)

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
        change_objective(
            place.context, found.id, version=inputs.version_of(typed), live_until=ended, **_values(place, typed)
        )
        return build.address(place, found)

    return answer(place, form, act, said=_("Saved."), current=CURRENT)


def _fields(place: Place, typed: Typed, errors: Any, found: Objective | None) -> tuple[Field, ...]:
    people, known = picker(place.context), inputs.standards(place)
    measured = [(str(row.id), row.name) for row in indicators(place.context).filter(live_until=None)]
    run = [(str(row.id), row.name) for row in processes(place.context).filter(live_until=None)]
    others = [(str(row.id), row.name) for row in objectives(place.context) if found is None or row.id != found.id]
    owner = found.owner.name if found and found.owner else ""

    def kept(name: str) -> str:
        return str(getattr(found, name) or "") if found else ""

    return (
        inputs.text(typed, errors, "name", _("Objective"), kept("name"), required=True, maxlength=200),
        inputs.text(
            typed, errors, "reason", _("What it follows from"), kept("reason"), type="textarea", rows=2,
            help=_("The policy, a risk, a requirement, an obligation, last year's result."),
        ),
        inputs.pick(typed, errors, "indicator", _("Indicator that feeds it"), measured, kept("indicator"), none=_("none")),
        inputs.text(typed, errors, "measure", _("Measure"), kept("measure"), maxlength=300, help=_("How one will know, when no indicator says it.")),
        inputs.text(typed, errors, "unit", _("Unit"), kept("unit"), maxlength=40),
        inputs.person(typed, errors, "owner", _("Owner"), people, owner),
        inputs.text(typed, errors, "evaluation", _("How the result is evaluated"), kept("evaluation"), type="textarea", rows=2),
        inputs.pick(typed, errors, "parent", _("It serves"), others, kept("parent_id"), none=_("no other objective")),
        inputs.ticks(
            typed, errors, "process_refs", _("Carried into"), run, found.process_refs if found else (), help=_("The processes that contribute.")
        ),
        inputs.ticks(
            typed,
            errors,
            "standards",
            _("Objective for"),
            known,
            found.standards if found else [slug for slug, _name in known],
            help=_("The standards it is an objective of."),
        ),
    )  # fmt: skip


def _values(place: Place, typed: Typed) -> dict[str, Any]:
    run = {str(row.id) for row in processes(place.context)}
    indicator, parent = typed.identifier("indicator"), typed.identifier("parent")
    if indicator and not Indicator.objects.filter(id=indicator).exists():
        raise Refusal("form.reference", _("Choose one of the list."), field="indicator")
    if parent and not Objective.objects.filter(id=parent).exists():
        raise Refusal("form.reference", _("Choose one of the list."), field="parent")
    return {
        **{name: typed.text(name) for name in ("name", "reason", "measure", "unit", "evaluation")},
        "indicator": indicator,
        "parent_id": parent,
        "owner_id": picker(place.context).find(typed.text("owner"), "owner"),
        "process_refs": sorted(set(typed.several("process_refs")) & run),
        "standards": sorted(set(typed.several("standards")) & {slug for slug, _name in inputs.standards(place)}),
    }


def _target_fields(typed: Typed, errors: Any, now: ObjectiveTarget | None) -> tuple[Field, ...]:
    ways = [(value, str(label)) for value, label in ObjectiveTarget.DIRECTIONS]
    return (
        inputs.pick(typed, errors, "direction", _("Wanted"), ways, now.direction if now else "at-least"),
        inputs.number(typed, errors, "value", _("Value"), now.value if now else None),
        inputs.day(typed, errors, "due_on", _("By"), now.due_on if now else None),
        inputs.day(
            typed,
            errors,
            "evaluate_by",
            _("Result looked at until"),
            now.evaluate_by if now else None,
            help=_("When the figure comes later. Without it, the result is looked at on the day it is due."),
        ),
    )


def _wanted(typed: Typed, reason: str = "") -> Wanted:
    due = typed.day("due_on")
    assert due is not None
    return Wanted(
        direction=typed.text("direction"),
        value=inputs.figure(typed, "value"),
        due_on=due,
        evaluate_by=typed.day("evaluate_by", needed=False),
        reason=reason,
    )


@in_system
def target(place: Place, objective: uuid.UUID) -> HttpResponse:
    """Set the target from a day on."""
    require(place.context, "stocktake.edit")
    found, typed = get_objective(place.context, objective), Typed(place.request)
    now = filed(place.context, [found.id])[found.id].target(place.context.today)

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=crumbs(place, found),
            title=_("Target"),
            lead=_("A new target counts from today on. What was due before stays as it was: it is not healed."),
            fields=(
                *_target_fields(typed, errors, now),
                inputs.text(typed, errors, "because", _("Why"), maxlength=400),
            ),
            submit=_("Set"),
            cancel=build.address(place, found),
        )

    def act() -> str:
        set_target(place.context, found.id, _wanted(typed, typed.text("because")))
        return build.address(place, found)

    return answer(place, form, act, said=_("Saved."), current=CURRENT)


@in_system
def step(place: Place, objective: uuid.UUID) -> HttpResponse:
    """Add a step to the plan."""
    require(place.context, "stocktake.edit")
    found, typed = get_objective(place.context, objective), Typed(place.request)
    people = picker(place.context)

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=crumbs(place, found),
            title=_("Add a step"),
            lead=_("A plan says of each step what is done, by whom, with what and by when."),
            fields=(
                inputs.text(typed, errors, "what", _("What"), required=True, maxlength=300),
                inputs.person(typed, errors, "person", _("Who"), people),
                inputs.text(typed, errors, "resources", _("With what"), maxlength=300),
                inputs.day(typed, errors, "due_on", _("By when")),
            ),
            submit=_("Add"),
            cancel=build.address(place, found),
        )

    def act() -> str:
        plan_step(
            place.context,
            found.id,
            what=typed.text("what"),
            person=people.find(typed.text("person"), "person"),
            resources=typed.text("resources"),
            due_on=typed.day("due_on", needed=False),
        )
        return build.address(place, found)

    return answer(place, form, act, said=_("Step added."), current=CURRENT)


@in_system
def check(place: Place, objective: uuid.UUID) -> HttpResponse:
    """Check in: the newest value of the indicator stands in the field already."""
    require(place.context, "evidence.file")
    found, typed = get_objective(place.context, objective), Typed(place.request)
    people = picker(place.context)
    indicator = Indicator.objects.filter(id=found.indicator).first() if found.indicator else None

    def form(errors: Any) -> FormPage:
        last = indicator.last_value if indicator else None
        unit = found.unit or (indicator.unit if indicator else "")
        ways = [("yes", _("on track")), ("no", _("behind"))]
        said = (
            _("From the indicator, of %s.") % indicator.last_on.isoformat() if indicator and indicator.last_on else ""
        )
        return FormPage(
            crumbs=crumbs(place, found),
            title=_("Check in"),
            lead=_("Behind or missed is no failure when it is looked into and acted on. Left alone it is."),
            fields=(
                inputs.number(typed, errors, "value", _("Value"), last, unit=unit, help=said),
                inputs.pick(typed, errors, "on_track", _("It is"), ways, none=_("not said")),
                inputs.day(typed, errors, "on", _("Looked at on"), place.context.today, required=True),
                inputs.text(typed, errors, "finding", _("What was found"), type="textarea", rows=3),
                inputs.text(typed, errors, "response", _("What is done about it"), type="textarea", rows=3),
                inputs.person(typed, errors, "response_by", _("By whom"), people),
                inputs.day(typed, errors, "response_due", _("Until")),
            ),
            submit=_("Save"),
            cancel=build.address(place, found),
        )

    def act() -> str:
        value = inputs.figure(typed, "value")
        look = Look(
            on=typed.day("on"),
            value=value,
            from_indicator=bool(indicator and value is not None and value == indicator.last_value),
            on_track={"yes": True, "no": False}.get(typed.text("on_track")),
            finding=typed.text("finding"),
            response=typed.text("response"),
            response_by=people.find(typed.text("response_by"), "response_by"),
            response_due=typed.day("response_due", needed=False),
        )
        check_in(place.context, found.id, look)
        return build.address(place, found)

    return answer(place, form, act, said=_("Checked in."), current=CURRENT)


@in_system
def withdraw(place: Place, objective: uuid.UUID, look: uuid.UUID) -> HttpResponse:
    """Say that a check-in was wrong; it stays to be read."""
    require(place.context, "evidence.file")
    found, typed = get_objective(place.context, objective), Typed(place.request)
    known = ObjectiveCheckIn.objects.filter(id=look, objective_id=found.id).first()
    if known is None:
        raise NotFound("check-in.not-found", _("There is no such check-in."))

    def form(errors: Any) -> FormPage:
        because = inputs.text(typed, errors, "because", _("Why it was wrong"), required=True)
        return FormPage(
            crumbs=crumbs(place, found),
            title=_("Withdraw a check-in"),
            lead=_("It stays to be read, with your reason, and counts no more."),
            fields=(because,),
            submit=_("Withdraw"),
            cancel=build.address(place, found),
        )

    def act() -> str:
        withdraw_check_in(place.context, look, because=typed.text("because"))
        return build.address(place, found)

    return answer(place, form, act, said=_("Withdrawn."), current=CURRENT)
