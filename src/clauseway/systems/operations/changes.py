"""Writing planned changes: the plan, who agrees, when it is begun and made, and what became of it."""

import uuid
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from clauseway.actions.operations import close_duty, open_duty
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.kernel.work import operation, touch, touch_subject
from clauseway.organization.operations import index
from clauseway.organization.policies import may, require
from clauseway.rules import changes as rule
from clauseway.systems.models import PlannedChange
from clauseway.systems.queries.obligations import change_value

AGREED_TO = ("purpose", "consequences", "resources")
EDITABLE = ("name", *AGREED_TO, "responsible_id", "due_on", "review_on")


@operation
def ask_change(context: Context, *, name: str, live_from: date | None = None, **values: Any) -> PlannedChange:
    """Ask for a change (values: see `EDITABLE`). A bare name is kept, and counts as not planned."""
    require(context, "stocktake.edit")
    row = PlannedChange(
        organization_id=context.require_organization(),
        name=name.strip(),
        live_from=live_from or context.today,
        asked_by_id=context.person,
    )
    _take(row, values)
    _settle(context, row)
    return row


@operation
def edit_change(context: Context, change: uuid.UUID, *, version: int, **values: Any) -> PlannedChange:
    """Change the plan. What was agreed to is agreed to no more when purpose, consequences or means change before it is begun.

    Conflict when somebody changed it since `version`; refuses to rewrite what was agreed to once the change is under way.
    """
    require(context, "stocktake.edit")
    row = _open(change)
    if row.version != version:
        raise Conflict(
            "change.changed", _("Somebody else changed this plan meanwhile."), details={"version": row.version}
        )
    before = [getattr(row, key) for key in AGREED_TO]
    _take(row, values)
    if before != [getattr(row, key) for key in AGREED_TO]:
        if row.begun_on is not None and row.approved_on is not None:
            raise Refusal("change.begun", _("It is under way. What was agreed to stays as it was."), field="purpose")
        row.approved_by_id, row.approved_on = None, None
    row.version += 1
    _settle(context, row)
    return row


@operation
def approve_change(context: Context, change: uuid.UUID) -> PlannedChange:
    """Agree to a complete plan, from today on. Refuses who asked for it, an incomplete plan, and nobody in person."""
    if not may(context, "declare"):
        require(context, "system.manage")
    row = _open(change)
    if context.person is None:
        raise Refusal("change.nobody", _("Only a named person can agree to it."))
    if row.asked_by_id is None or context.person == row.asked_by_id:
        raise Refusal("change.own-approval", _("Somebody other than who asked for it agrees to a change."))
    if lacking := [name for name in rule.missing(change_value(row)) if name != "approval"]:
        raise Refusal(
            "change.incomplete",
            _("Say purpose, consequences, means and who is responsible first."),
            field=lacking[0],
            details={"missing": lacking},
        )
    row.approved_by_id, row.approved_on = context.person, max(context.today, row.live_from)
    row.version += 1
    _settle(context, row)
    return row


@operation
def begin_change(context: Context, change: uuid.UUID, *, on: date | None = None) -> PlannedChange:
    """Say that it was begun on a day. A change that was begun before anybody agreed is told as such, not refused."""
    require(context, "evidence.file")
    row = _open(change)
    row.begun_on = max(_past(context, on), row.live_from)
    if row.made_on is not None and row.made_on < row.begun_on:
        raise Refusal("change.begun-after", _("It was made before that."), field="on")
    row.version += 1
    _settle(context, row)
    return row


@operation
def finish_change(context: Context, change: uuid.UUID, *, on: date | None = None) -> PlannedChange:
    """Say that it was made on a day; without a word about its beginning it began then."""
    require(context, "evidence.file")
    row = _open(change)
    row.made_on = max(_past(context, on), row.begun_on or row.live_from)
    row.begun_on = row.begun_on or row.made_on
    row.version += 1
    _settle(context, row)
    return row


@operation
def review_change(
    context: Context, change: uuid.UUID, *, result: str, finding: str, on: date | None = None
) -> PlannedChange:
    """Look at what became of it, wanted and unwanted. Refuses one that is not made, and a result without what was looked at."""
    require(context, "evidence.file")
    row = _open(change)
    day = _past(context, on)
    if row.made_on is None or day < row.made_on:
        raise Refusal("change.not-made", _("It is not made yet; its effect cannot be seen."), field="on")
    if result not in rule.RESULTS:
        raise Refusal("change.result", _("Choose what became of it."), field="result")
    if not finding.strip():
        raise Refusal("change.finding", _("Say what was looked at and what was seen."), field="finding")
    row.reviewed_on, row.reviewed_by_id = day, context.person
    row.result, row.finding = result, finding.strip()
    row.version += 1
    _settle(context, row)
    return row


@operation
def drop_change(context: Context, change: uuid.UUID, *, because: str, on: date | None = None) -> PlannedChange:
    """Give a change up before it is made, with the reason."""
    require(context, "stocktake.edit")
    row = _open(change)
    if row.made_on is not None:
        raise Refusal("change.made", _("It is made already."))
    if not because.strip():
        raise Refusal("change.because", _("Say why it is given up."), field="because")
    row.live_until, row.dropped_because = max(_past(context, on), row.live_from), because.strip()[:300]
    row.version += 1
    _settle(context, row)
    return row


def _open(change: uuid.UUID) -> PlannedChange:
    found = PlannedChange.objects.select_for_update().filter(id=change).first()
    if found is None:
        raise NotFound("change.not-found", _("There is no such change."))
    if found.live_until is not None:
        raise Refusal("change.dropped", _("This change was given up."))
    return found


def _past(context: Context, day: date | None) -> date:
    if day is not None and day > context.today:
        raise Refusal("change.future", _("This day has not come yet."), field="on")
    return day or context.today


def _take(row: PlannedChange, values: dict[str, Any]) -> None:
    for key in EDITABLE:
        if key in values:
            value = values[key]
            setattr(row, key, value.strip() if isinstance(value, str) else value)
    if not row.name:
        raise Refusal("change.name-missing", _("Name the change."), field="name")
    row.fold = fold(row.name)
    if PlannedChange.objects.filter(fold=row.fold).exclude(id=row.id).exists():
        raise Refusal("change.exists", _("There is a change of this name already."), field="name")


def _settle(context: Context, row: PlannedChange) -> None:
    """The duty to look at its effect, the search entry, and what can be proven anew."""
    row.save()
    path, key = f"changes/{row.id}/", f"change-review:{row.id}"
    waiting = row.live_until is None and row.made_on is not None
    if waiting and rule.reviewed(change_value(row)) is None and row.review_on is not None and row.responsible_id:
        open_duty(
            context,
            natural_key=key,
            kind="change-review",
            title=_("Look at what became of a change: %s") % row.name,
            person=row.responsible_id,
            due_on=row.review_on,
            reference=str(row.id),
            path=path,
        )
    else:
        close_duty(context, key)
    index(context, kind="change", reference=str(row.id), title=row.name, detail=row.purpose, path=path)
    touch_subject("change", row.id)
    touch("change", row.id)
