"""Writing the plan: actions, dependencies, milestones, forecast settings, duties. The only writer of the room."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from clauseway.actions.models import (
    Action,
    ActionCloses,
    ActionDependency,
    Duty,
    Forecasted,
    ForecastSetting,
    Milestone,
)
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Conflict, Forbidden, NotFound, Refusal
from clauseway.kernel.work import operation
from clauseway.organization.operations import index
from clauseway.organization.policies import may, require
from clauseway.rules.lifecycle import BEFORE_DONE, DAY_NOT_TO_COME, REASON, Answer, action_may

EDITABLE = (
    "title",
    "kind",
    "detail",
    "owner_id",
    "start_on",
    "due_on",
    "effort_low",
    "effort_days",
    "effort_high",
    "wait_days",
    "wait_reason",
    "cost",
    "resources",
    "stage",
)


@operation
def create_action(
    context: Context,
    *,
    system_id: uuid.UUID,
    title: str,
    closes: Iterable[uuid.UUID] = (),
    after: Iterable[uuid.UUID] = (),
    **values: Any,
) -> Action:
    """Plan an action: what (title, kind, detail), who (owner_id), when (start_on, due_on), how much (effort in days of 8 h, cost), what it closes.

    `after` are actions that must be done first. The owner gets a duty.
    """
    require(context, "actions.edit")
    action = Action(organization_id=context.require_organization(), system_id=system_id, title=title)
    _write(context, action, values)
    _link(context, action, closes, after)
    return action


@operation
def change_action(
    context: Context,
    action: uuid.UUID,
    *,
    version: int,
    closes: Iterable[uuid.UUID] | None = None,
    after: Iterable[uuid.UUID] | None = None,
    **values: Any,
) -> Action:
    """Change an action. Conflict when somebody changed it since `version`; a cycle of dependencies is refused with its names."""
    require(context, "actions.edit")
    found = _get(action)
    if found.version != version:
        raise Conflict(
            "action.changed", _("Somebody else changed this action meanwhile."), details={"version": found.version}
        )
    found.version += 1
    _write(context, found, values)
    if closes is not None:
        ActionCloses.objects.filter(action=found).delete()
    if after is not None:
        ActionDependency.objects.filter(action=found).delete()
    _link(context, found, closes or (), after or ())
    return found


@operation
def move_action(context: Context, action: uuid.UUID, *, state: str, on: date | None = None, reason: str = "") -> Action:
    """Move an action to another state: open, doing, done, cancelled. The owner may; reopening a done one needs a reason."""
    found = _get(action)
    if not may(context, "actions.edit") and not (may(context, "actions.own") and found.owner_id == context.person):
        raise Forbidden("action.not-yours", _("Only its owner or somebody who plans can do this."))
    day = on or context.today
    waiting = ActionDependency.objects.filter(action=found).exclude(before__state__in=("done", "cancelled"))
    before = dict(waiting.values_list("before_id", "before__title"))
    answer = action_may(
        found.state,
        state,
        as_of=context.today,
        reason=reason,
        done_on=day if state == "done" else None,
        not_done_before=[str(key) for key in before],
    )
    if not answer.may:
        raise _refused_move(answer, found.state, state, list(before.values()))
    found.state, found.done_on = state, day if state == "done" else None
    if reason.strip():
        found.detail = f"{found.detail}\n\n{day.isoformat()}: {reason.strip()}".strip()
    found.version += 1
    found.save()
    _forget_forecast(found.system_id)
    _duty_of(context, found)
    return found


def _refused_move(answer: Answer, source: str, target: str, before: list[str]) -> Refusal:
    """Why an action may not change its state, in words."""
    if BEFORE_DONE in answer.missing:
        return Refusal("action.waits", _("It waits for “%s”, which is not done yet.") % before[0], field="state")
    if REASON in answer.missing:
        return Refusal("action.reason-missing", _("Say why."), field="reason")
    if DAY_NOT_TO_COME in answer.missing:
        return Refusal("action.in-the-future", _("This date is still to come."), field="on")
    values = {"old": source, "new": target}
    return Refusal("action.move", _("From “%(old)s” it cannot become “%(new)s”.") % values, field="state")


@operation
def change_actions(context: Context, actions: Iterable[uuid.UUID], **values: Any) -> int:
    """Bulk edit: the same owner, due date, kind or stage for many actions; returns how many."""
    require(context, "actions.edit")
    allowed = {key: value for key, value in values.items() if key in ("owner_id", "due_on", "kind", "stage")}
    rows = list(Action.objects.select_for_update().filter(id__in=list(actions)))
    for row in rows:
        row.version += 1
        _write(context, row, allowed)
    return len(rows)


def _get(action: uuid.UUID) -> Action:
    found = Action.objects.select_for_update().filter(id=action).first()
    if found is None:
        raise NotFound("action.not-found", _("There is no such action."))
    return found


def _write(context: Context, action: Action, values: Mapping[str, Any]) -> None:
    for key, value in values.items():
        if key in EDITABLE:
            setattr(action, key, value)
    action.title = action.title.strip()
    if not action.title:
        raise Refusal("action.title-missing", _("Say what is to be done."), field="title")
    if action.kind not in dict(Action.KINDS):
        raise Refusal("action.kind", _("There is no such kind of action."), field="kind")
    if action.start_on and action.due_on and action.due_on < action.start_on:
        raise Refusal("action.due-before-start", _("It would be due before it starts."), field="due_on")
    _check_effort(action)
    action.fold = fold(action.title)
    action.save()
    _forget_forecast(action.system_id)
    index(
        context,
        kind="action",
        reference=str(action.id),
        title=action.title,
        detail=action.resources,
        path=f"plan/{action.id}/",
    )
    _duty_of(context, action)


def _check_effort(action: Action) -> None:
    efforts = [Decimal(str(e)) for e in (action.effort_low, action.effort_days, action.effort_high) if e is not None]
    if any(e < 0 or e > 999 for e in efforts):
        raise Refusal("action.effort", _("Effort is between 0 and 999 days."), field="effort_days")
    if efforts != sorted(efforts):
        raise Refusal(
            "action.effort-order",
            _("Give the least, the likely and the most effort in this order."),
            field="effort_days",
        )
    if action.cost is not None and Decimal(str(action.cost)) < 0:
        raise Refusal("action.cost", _("A cost is not negative."), field="cost")


def _link(context: Context, action: Action, closes: Iterable[uuid.UUID], after: Iterable[uuid.UUID]) -> None:
    organization = context.require_organization()
    ActionCloses.objects.bulk_create(
        ActionCloses(organization_id=organization, action=action, requirement_id=requirement)
        for requirement in dict.fromkeys(closes)
    )
    wanted = [before for before in dict.fromkeys(after) if before != action.id]
    known = set(Action.objects.filter(id__in=wanted, system_id=action.system_id).values_list("id", flat=True))
    if missing := set(wanted) - known:
        raise Refusal(
            "action.unknown-before", _("%d of the actions before it are not here.") % len(missing), field="after"
        )
    ActionDependency.objects.bulk_create(
        ActionDependency(organization_id=organization, action=action, before_id=before) for before in wanted
    )
    if wanted:
        _refuse_cycle(action)


@operation
def also_closes(context: Context, *, system_id: uuid.UUID, instead: Mapping[uuid.UUID, Iterable[uuid.UUID]]) -> int:
    """Where an open action closes one of the requirements, it closes the others named for it too (the same asked by a new edition); returns how many links."""
    require(context, "actions.edit")
    rows = ActionCloses.objects.filter(action__system_id=system_id, action__state__in=("open", "doing"))
    standing = set(rows.values_list("action_id", "requirement_id"))
    wanted = {(action, other) for action, requirement in standing for other in instead.get(requirement, ())}
    fresh = sorted(wanted - standing)
    ActionCloses.objects.bulk_create(
        ActionCloses(organization_id=context.require_organization(), action_id=action, requirement_id=requirement)
        for action, requirement in fresh
    )
    return len(fresh)


def _refuse_cycle(action: Action) -> None:
    """Walk what stands before; meeting the action itself is a cycle."""
    edges: dict[uuid.UUID, list[uuid.UUID]] = {}
    rows = ActionDependency.objects.filter(action__system_id=action.system_id).values_list("action_id", "before_id")
    for later, before in rows:
        edges.setdefault(later, []).append(before)
    seen: set[uuid.UUID] = set()
    todo = list(edges.get(action.id, ()))
    while todo:
        at = todo.pop()
        if at == action.id:
            raise Refusal("action.cycle", _("These actions would wait for each other in a circle."), field="after")
        if at not in seen:
            seen.add(at)
            todo += edges.get(at, ())


def _duty_of(context: Context, action: Action) -> None:
    """The owner's duty follows the action."""
    key = f"action:{action.id}"
    if action.state in ("done", "cancelled") or action.owner_id is None:
        close_duty(context, key, dropped=action.state != "done")
        return
    open_duty(
        context,
        natural_key=key,
        kind="action",
        title=action.title,
        person=action.owner_id,
        due_on=action.due_on,
        system_id=action.system_id,
        reference=str(action.id),
        path=f"plan/{action.id}/",
    )


def open_duty(
    context: Context,
    *,
    natural_key: str,
    kind: str,
    title: str,
    person: uuid.UUID | None = None,
    role: str = "",
    due_on: date | None = None,
    system_id: uuid.UUID | None = None,
    reference: str = "",
    path: str = "",
    detail: str = "",
) -> Duty:
    """Open a duty, or bring the one of the same natural key up to date. Called inside the operation of the room whose duty it is."""
    duty, _made = Duty.objects.update_or_create(
        organization_id=context.require_organization(),
        natural_key=natural_key,
        defaults={
            "kind": kind,
            "title": title[:300],
            "detail": detail[:400],
            "person_id": person,
            "role": role,
            "due_on": due_on,
            "system_id": system_id,
            "reference": reference,
            "path": path,
            "state": "open",
            "closed_at": None,
        },
    )
    return duty


def close_duty(context: Context, natural_key: str, *, dropped: bool = False) -> None:
    """Close a duty that is open; nothing happens when there is none."""
    state = "dropped" if dropped else "done"
    Duty.objects.filter(natural_key=natural_key, state="open").update(state=state, closed_at=context.now)


@operation
def hand_over_duties(context: Context, *, leaver: uuid.UUID, to: uuid.UUID) -> int:
    """Hand every open duty and action of somebody who leaves to somebody else; returns how many duties."""
    require(context, "actions.edit")
    Action.objects.filter(owner_id=leaver).exclude(state__in=("done", "cancelled")).update(owner_id=to)
    return Duty.objects.filter(person_id=leaver, state="open").update(person_id=to)


@operation
def set_milestone(
    context: Context,
    *,
    system_id: uuid.UUID,
    kind: str,
    on_date: date,
    name: str = "",
    milestone: uuid.UUID | None = None,
) -> Milestone:
    """Set a date the plan is held against. There is one stage 1 and one stage 2; own milestones have a name."""
    require(context, "actions.edit")
    kinds = dict(Milestone.KINDS)
    if kind not in kinds:
        raise Refusal("milestone.kind", _("There is no such milestone."), field="kind")
    if kind == "own" and not name.strip():
        raise Refusal("milestone.name-missing", _("Name the milestone."), field="name")
    found = Milestone.objects.filter(system_id=system_id)
    found_one = found.filter(id=milestone).first() if milestone else found.filter(kind=kind).exclude(kind="own").first()
    row = found_one or Milestone(organization_id=context.require_organization(), system_id=system_id, kind=kind)
    row.name, row.on_date = name.strip() or capfirst(str(kinds[kind])), on_date
    _check_stages(system_id, row)
    row.save()
    _forget_forecast(system_id)
    return row


def _check_stages(system_id: uuid.UUID, row: Milestone) -> None:
    other = {"stage1": "stage2", "stage2": "stage1"}.get(row.kind)
    booked = Milestone.objects.filter(system_id=system_id, kind=other).first() if other else None
    if booked is None:
        return
    first, second = (row, booked) if row.kind == "stage1" else (booked, row)
    if second.on_date <= first.on_date:
        raise Refusal("milestone.order", _("Stage 2 comes after stage 1."), field="on_date")


@operation
def remove_milestone(context: Context, milestone: uuid.UUID) -> None:
    """Take a milestone out of the plan."""
    require(context, "actions.edit")
    for row in Milestone.objects.filter(id=milestone):
        _forget_forecast(row.system_id)
        row.delete()


@operation
def set_forecast(context: Context, *, system_id: uuid.UUID, **values: Any) -> ForecastSetting:
    """Set what the forecast assumes: pace_low and pace_high (person-days a week), operation_days, lead_time_low and lead_time_high (calendar days)."""
    require(context, "actions.edit")
    found = ForecastSetting.objects.filter(system_id=system_id).first()
    row = found or ForecastSetting(organization_id=context.require_organization(), system_id=system_id)
    for key in ("pace_low", "pace_high", "operation_days", "lead_time_low", "lead_time_high"):
        if key in values:
            setattr(row, key, values[key])
    if not 0 < Decimal(str(row.pace_low)) <= Decimal(str(row.pace_high)):
        raise Refusal("forecast.pace", _("The pace is above zero, the least first."), field="pace_low")
    if row.lead_time_low > row.lead_time_high:
        raise Refusal("forecast.lead-time", _("Give the shortest lead time first."), field="lead_time_low")
    row.save()
    _forget_forecast(system_id)
    return row


@operation
def keep_forecast(context: Context, *, system_id: uuid.UUID, result: Mapping[str, Any]) -> None:
    """Keep a forecast made today for this plan; the next change of the plan forgets it."""
    Forecasted.objects.update_or_create(
        organization_id=context.require_organization(),
        system_id=system_id,
        defaults={"as_of": context.today, "result": dict(result)},
    )


def _forget_forecast(system_id: uuid.UUID) -> None:
    Forecasted.objects.filter(system_id=system_id).delete()
