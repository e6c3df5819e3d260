"""Writing the communication plan: its lines, and that what was planned took place."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from clauseway.actions.duties import Due, hold_duties
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.kernel.work import operation, touch
from clauseway.organization.operations import index
from clauseway.organization.policies import require
from clauseway.rules import communication as rule
from clauseway.systems.models import CommunicationHeld, PlannedCommunication
from clauseway.systems.queries.communication import entry_value, lacks, standing_occurrences

EDITABLE = ("what", "why", "when_text", "days", "side", "audience", "how", "owner_id", "live_until")
DUTY = "communication"


@operation
def plan_communication(
    context: Context, system: uuid.UUID, *, what: str, live_from: date | None = None, **values: Any
) -> PlannedCommunication:
    """Put a line into the plan (values: see `EDITABLE`). One that lacks something is kept, and counts as not settled yet."""
    require(context, "stocktake.edit")
    row = PlannedCommunication(
        organization_id=context.require_organization(),
        system_id=system,
        live_from=live_from or context.today,
    )
    _take(row, {**values, "what": what})
    row.settled_on = None if lacks(row) else row.live_from
    _settle(context, row)
    return row


@operation
def change_communication(context: Context, line: uuid.UUID, *, version: int, **values: Any) -> PlannedCommunication:
    """Change a line or end it (`live_until`). Conflict when somebody changed it since `version`."""
    require(context, "stocktake.edit")
    row = _get(line)
    if row.version != version:
        raise Conflict(
            "communication.changed",
            _("Somebody else changed this line of the plan meanwhile."),
            details={"version": row.version},
        )
    _take(row, values)
    row.version += 1
    row.settled_on = None if lacks(row) else (row.settled_on or context.today)
    _settle(context, row)
    return row


@operation
def hold_communication(
    context: Context, line: uuid.UUID, *, note: str = "", on: date | None = None
) -> CommunicationHeld:
    """Record that a planned communication took place. Refuses a day to come, and one on which the line was not in the plan."""
    require(context, "evidence.file")
    row, day = _get(line), on or context.today
    if day > context.today:
        raise Refusal("communication.future", _("This day has not come yet."), field="on")
    if day < row.live_from or (row.live_until is not None and day >= row.live_until):
        raise Refusal("communication.not-planned", _("On that day this was not in the plan."), field="on")
    made = CommunicationHeld.objects.create(
        organization_id=context.require_organization(), line_id=row.id, on=day, note=note.strip(), by_id=context.person
    )
    _settle(context, row)
    return made


@operation
def withdraw_communication(context: Context, held: uuid.UUID, *, because: str) -> CommunicationHeld:
    """Say that this did not take place as recorded; it stays to be read, with the reason, and counts no more."""
    require(context, "evidence.file")
    found = CommunicationHeld.objects.select_for_update().filter(id=held, withdrawn_on=None).first()
    if found is None:
        raise NotFound("communication-held.not-found", _("There is no such occurrence."))
    if not because.strip():
        raise Refusal("communication.because", _("Say why it was wrong."), field="because")
    found.withdrawn_on, found.withdrawn_because = context.today, because.strip()
    found.save()
    _settle(context, _get(found.line_id))
    return found


def _get(line: uuid.UUID) -> PlannedCommunication:
    found = PlannedCommunication.objects.select_for_update().filter(id=line).first()
    if found is None:
        raise NotFound("communication.not-found", _("There is no such line in the plan."))
    return found


def _take(row: PlannedCommunication, values: dict[str, Any]) -> None:
    for key in EDITABLE:
        if key in values:
            value = values[key]
            setattr(row, key, value.strip() if isinstance(value, str) else value)
    if not row.what:
        raise Refusal("communication.what", _("Say what is communicated."), field="what")
    if row.side not in dict(PlannedCommunication.SIDES):
        raise Refusal("communication.side", _("Choose inside, outside or both."), field="side")
    if row.days is not None and not 1 <= row.days <= 3660:
        raise Refusal("communication.days", _("Between 1 day and 10 years."), field="days")
    if row.live_until is not None and row.live_until < row.live_from:
        raise Refusal("communication.ends-early", _("It cannot end before it began."), field="live_until")
    row.fold = fold(row.what)
    if PlannedCommunication.objects.filter(system_id=row.system_id, fold=row.fold).exclude(id=row.id).exists():
        raise Refusal("communication.exists", _("This is in the plan already."), field="what")


def _settle(context: Context, row: PlannedCommunication) -> None:
    """The day of the latest occurrence, the owner's next duty, the search entry, and what can be proven anew."""
    row.last_on = max((one.on for one in standing_occurrences([row.id])[row.id]), default=None)
    row.save()
    remind(context, [row])
    path = f"context/communication/{row.id}/"
    index(context, kind="communication", reference=str(row.id), title=row.what, detail=row.audience, path=path)
    touch("communication", row.id)


def remind(context: Context, rows: Sequence[PlannedCommunication]) -> None:
    """The owners' duties of the next occurrence, where a line has an interval."""
    held = standing_occurrences([row.id for row in rows])
    over = {str(row.id) for row in rows if row.live_until is not None and row.live_until <= context.today}
    wanted = []
    for row in rows:
        due = rule.next_on(entry_value(row), [(str(one.id), one.on) for one in held[row.id]])
        if due is not None and str(row.id) not in over and row.owner_id is not None:
            wanted.append(
                Due(
                    natural_key=f"{DUTY}:{row.id}",
                    kind=DUTY,
                    title=_("Communicate: %s") % row.what,
                    person_id=row.owner_id,
                    due_on=due,
                    reference=str(row.id),
                    path=f"context/communication/{row.id}/",
                    system_id=row.system_id,
                )
            )
    hold_duties(context, wanted, kinds=[DUTY], about=[str(row.id) for row in rows], gone=over)
