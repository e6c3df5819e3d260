"""Writing objectives: what is wanted and by when, the plan, check-ins and what is done about a miss."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from clauseway.actions.duties import Due, hold_duties
from clauseway.actions.operations import close_duty, open_duty
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.kernel.work import operation, touch, touch_subject
from clauseway.organization.operations import index
from clauseway.organization.policies import require
from clauseway.systems.models import Objective, ObjectiveCheckIn, ObjectiveStep, ObjectiveTarget, Rhythm
from clauseway.systems.queries.objectives import Filed, filed, lacks

EDITABLE = (
    *("name", "reason", "measure", "unit", "owner_id", "indicator", "parent_id", "standards", "process_refs"),
    *("evaluation", "live_until"),
)
RHYTHM = "objective-evaluation"
CHECK_IN = "objective-check-in"
LONGEST_WAIT = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A target: at-least or at-most a value (or "yes"), by when, and until when its result is looked at (the due day without one)."""

    direction: str = "at-least"
    value: Decimal | None = None
    due_on: date
    evaluate_by: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A check-in. `finding` is what the look came to, `response` what is done about it, by whom and until when."""

    on: date | None = None
    value: Decimal | None = None
    from_indicator: bool = False
    on_track: bool | None = None
    finding: str = ""
    response: str = ""
    response_by: uuid.UUID | None = None
    response_due: date | None = None


def _get(objective: uuid.UUID) -> Objective:
    found = Objective.objects.select_for_update().filter(id=objective).first()
    if found is None:
        raise NotFound("objective.not-found", _("There is no such objective."))
    return found


@operation
def add_objective(
    context: Context, *, name: str, live_from: date | None = None, target: Wanted | None = None, **values: Any
) -> Objective:
    """Add an objective (values: see `EDITABLE`), with its first target. A bare name is kept, and counts as not defined yet."""
    require(context, "stocktake.edit")
    row = Objective(
        organization_id=context.require_organization(), name=name.strip(), live_from=live_from or context.today
    )
    _take(row, values)
    if Objective.objects.filter(fold=fold(row.name)).exists():
        raise Refusal("objective.exists", _("There is an objective of this name already."), field="name")
    row.fold = fold(row.name)
    row.save()
    if target is not None:
        _set_target(context, row, target, row.live_from)
    _settle(context, row)
    return row


@operation
def change_objective(context: Context, objective: uuid.UUID, *, version: int, **values: Any) -> Objective:
    """Change an objective or end it (`live_until`). Conflict when somebody changed it since `version`."""
    require(context, "stocktake.edit")
    row = _get(objective)
    if row.version != version:
        raise Conflict(
            "objective.changed", _("Somebody else changed this objective meanwhile."), details={"version": row.version}
        )
    _take(row, values)
    if Objective.objects.filter(fold=fold(row.name)).exclude(id=row.id).exists():
        raise Refusal("objective.exists", _("There is an objective of this name already."), field="name")
    row.fold, row.version = fold(row.name), row.version + 1
    _settle(context, row)
    return row


def _take(row: Objective, values: dict[str, Any]) -> None:
    for key in EDITABLE:
        if key in values:
            value = values[key]
            setattr(row, key, value.strip() if isinstance(value, str) else value)
    if not row.name:
        raise Refusal("objective.name-missing", _("Name the objective."), field="name")
    if row.live_until is not None and row.live_until < row.live_from:
        raise Refusal("objective.ends-early", _("It cannot end before it began."), field="live_until")
    _no_circle(row)


def _no_circle(row: Objective) -> None:
    """An objective that serves another may not, over any number of steps, be served by it."""
    parents = dict(Objective.objects.values_list("id", "parent_id")) if row.parent_id else {}
    above, seen = row.parent_id, set()
    while above is not None and above not in seen:
        if above == row.id:
            raise Refusal("objective.circle", _("These objectives would serve each other."), field="parent")
        seen.add(above)
        above = parents.get(above)


@operation
def set_target(context: Context, objective: uuid.UUID, wanted: Wanted, *, on: date | None = None) -> ObjectiveTarget:
    """Set what is wanted from a day on. What was due before that day stays as it was: a target moved afterwards heals nothing.

    Refuses a day to come, and one on or before which a target was already due or its own target began.
    """
    require(context, "stocktake.edit")
    row = _get(objective)
    target = _set_target(context, row, wanted, on or context.today)
    row.version += 1
    _settle(context, row)
    return target


def _set_target(context: Context, row: Objective, wanted: Wanted, on: date) -> ObjectiveTarget:
    if wanted.direction not in dict(ObjectiveTarget.DIRECTIONS):
        raise Refusal("target.direction", _("Choose at least, at most, or yes or no."), field="direction")
    if on > context.today:
        raise Refusal("target.future", _("A target is set from today at the latest."), field="on")
    answered = wanted.evaluate_by or wanted.due_on
    if not wanted.due_on <= answered <= wanted.due_on + LONGEST_WAIT:
        raise Refusal(
            "target.evaluate-by", _("The result is looked at when it is due or within a year."), field="evaluate_by"
        )
    rows = ObjectiveTarget.objects.filter(objective_id=row.id)
    current = rows.filter(valid_until=None).order_by("-valid_from").first()
    if wanted.due_on < on:
        raise Refusal("target.due", _("It is due after the day from which it is wanted."), field="due_on")
    if current is not None:
        if on < current.valid_from or (current.due_on < context.today and on <= current.due_on):
            raise Refusal(
                "target.after-the-fact",
                _("What was due on %s stays as it was. Set the new target from a later day.")
                % max(current.due_on, current.valid_from).isoformat(),
                field="on",
            )
        current.valid_until = on
        current.save()
    return ObjectiveTarget.objects.create(
        organization_id=context.require_organization(),
        objective_id=row.id,
        direction=wanted.direction,
        value=None if wanted.direction == "yes" else wanted.value,
        due_on=wanted.due_on,
        evaluate_by=wanted.evaluate_by,
        valid_from=on,
        reason=wanted.reason.strip(),
        set_by_id=context.person,
    )


@operation
def plan_step(
    context: Context,
    objective: uuid.UUID,
    *,
    what: str,
    person: uuid.UUID | None = None,
    resources: str = "",
    due_on: date | None = None,
) -> ObjectiveStep:
    """Add a step to the plan. A step without person, resources or day leaves the plan incomplete, and is kept."""
    require(context, "stocktake.edit")
    row = _get(objective)
    if not what.strip():
        raise Refusal("step.what-missing", _("Say what is done."), field="what")
    step = ObjectiveStep.objects.create(
        organization_id=context.require_organization(),
        objective_id=row.id,
        what=what.strip(),
        person_id=person,
        resources=resources.strip(),
        due_on=due_on,
    )
    if due_on and person:
        _duty_of_step(row, step, context)
    _settle(context, row)
    return step


@operation
def finish_step(context: Context, step: uuid.UUID, *, on: date | None = None) -> ObjectiveStep:
    """Say that a step was done on a day; not on a day to come."""
    require(context, "evidence.file")
    found = ObjectiveStep.objects.select_for_update().filter(id=step).first()
    if found is None:
        raise NotFound("step.not-found", _("There is no such step."))
    day = on or context.today
    _not_to_come(context, day)
    found.done_on = day
    found.save()
    close_duty(context, f"objective-step:{found.id}")
    _settle(context, _get(found.objective_id))
    return found


@operation
def check_in(context: Context, objective: uuid.UUID, look: Look) -> ObjectiveCheckIn:
    """Look at an objective on a day. Says a value, whether it is on track, or both; a response to a miss names a day until when it is done."""
    require(context, "evidence.file")
    row = _get(objective)
    day = look.on or context.today
    _not_to_come(context, day)
    if day < row.live_from:
        raise Refusal("check-in.before", _("The objective began later."), field="on")
    if look.value is None and look.on_track is None:
        raise Refusal("check-in.empty", _("Say the value, or whether it is on track."), field="value")
    if look.response.strip() and look.response_due is None:
        raise Refusal("check-in.response-due", _("Say until when this is done."), field="response_due")
    made = ObjectiveCheckIn.objects.create(
        organization_id=context.require_organization(),
        objective_id=row.id,
        on=day,
        value=look.value,
        from_indicator=look.from_indicator,
        on_track=look.on_track,
        finding=look.finding.strip(),
        response=look.response.strip(),
        response_by_id=look.response_by,
        response_due=look.response_due,
        by_id=context.person,
    )
    if made.response:
        open_duty(
            context,
            natural_key=f"objective-response:{made.id}",
            kind="objective-response",
            title=_("Act on a missed objective: %s") % row.name,
            detail=made.response,
            person=made.response_by_id or row.owner_id,
            due_on=made.response_due,
            reference=str(row.id),
            path=_path(row),
        )
    _settle(context, row)
    return made


@operation
def finish_response(context: Context, look: uuid.UUID, *, on: date | None = None) -> ObjectiveCheckIn:
    """Say that what a check-in called for was done on a day."""
    require(context, "evidence.file")
    found = _look(look)
    if not found.response:
        raise Refusal("check-in.no-response", _("This check-in called for nothing."))
    day = on or context.today
    _not_to_come(context, day)
    found.response_done = max(day, found.on)
    found.save()
    close_duty(context, f"objective-response:{found.id}")
    _settle(context, _get(found.objective_id))
    return found


@operation
def withdraw_check_in(context: Context, look: uuid.UUID, *, because: str) -> ObjectiveCheckIn:
    """Say that a check-in was wrong; it stays to be read, with the reason, and counts no more."""
    require(context, "evidence.file")
    found = _look(look)
    if not because.strip():
        raise Refusal("check-in.because", _("Say why it was wrong."), field="because")
    found.withdrawn_on, found.withdrawn_because = context.today, because.strip()
    found.save()
    close_duty(context, f"objective-response:{found.id}", dropped=True)
    _settle(context, _get(found.objective_id))
    return found


def _look(look: uuid.UUID) -> ObjectiveCheckIn:
    found = ObjectiveCheckIn.objects.select_for_update().filter(id=look, withdrawn_on=None).first()
    if found is None:
        raise NotFound("check-in.not-found", _("There is no such check-in."))
    return found


def _not_to_come(context: Context, day: date) -> None:
    if day > context.today:
        raise Refusal("objective.future", _("This day has not come yet."), field="on")


def _settle(context: Context, row: Objective) -> None:
    """Since when it is defined, the next check-in's duty, the search entry, and what can be proven anew."""
    on_file = filed(context, [row.id])[row.id]
    complete = not lacks(row, on_file)
    row.defined_on = (row.defined_on or context.today) if complete else None
    row.save()
    remind(context, [row])
    index(
        context,
        kind="objective",
        reference=str(row.id),
        title=row.name,
        detail=row.measure or row.reason,
        path=_path(row),
    )
    touch_subject("objective", row.id)
    touch("objective", row.id)
    touch("objective-result", row.id)


def _path(row: Objective) -> str:
    return f"objectives/{row.id}/"


def remind(context: Context, rows: Sequence[Objective]) -> None:
    """The owners' duties to look at some objectives again: within the organization's rhythm, and when a result is due."""
    on_file = filed(context, [row.id for row in rows])
    rhythms = list(Rhythm.objects.filter(name=RHYTHM, valid_until=None).values_list("days", flat=True))
    over = {str(row.id) for row in rows if row.live_until is not None and row.live_until <= context.today}
    wanted = []
    for row in rows:
        due = _next_look(row, on_file[row.id], rhythms)
        if str(row.id) not in over and due is not None and row.owner_id is not None:
            wanted.append(_due(row, row.owner_id, due))
    hold_duties(context, wanted, kinds=[CHECK_IN], about=[str(row.id) for row in rows], gone=over)


def _next_look(row: Objective, on_file: Filed, rhythms: Sequence[int]) -> date | None:
    last = max((look.on for look in on_file.check_ins), default=row.live_from)
    days = [last + timedelta(days=n) for n in rhythms]
    answers = [target.evaluate_by or target.due_on for target in on_file.targets]
    return min([*days, *(day for day in answers if day > last)], default=None)


def _due(row: Objective, owner: uuid.UUID, due: date) -> Due:
    return Due(
        natural_key=f"{CHECK_IN}:{row.id}",
        kind=CHECK_IN,
        title=_("Check in: %s") % row.name,
        person_id=owner,
        due_on=due,
        reference=str(row.id),
        path=_path(row),
    )


def _duty_of_step(row: Objective, step: ObjectiveStep, context: Context) -> None:
    open_duty(
        context,
        natural_key=f"objective-step:{step.id}",
        kind="objective-step",
        title=_("%(step)s (objective: %(name)s)") % {"step": step.what, "name": row.name},
        person=step.person_id,
        due_on=step.due_on,
        reference=str(row.id),
        path=_path(row),
    )
