"""Reading the communication plan and what took place of it."""

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound
from clauseway.rules import communication as rule
from clauseway.systems.models import CommunicationHeld, PlannedCommunication


def communications(context: Context, system: uuid.UUID) -> QuerySet[PlannedCommunication]:
    """The lines of a system's plan with their owners, by name."""
    return PlannedCommunication.objects.filter(system_id=system).select_related("owner").order_by("fold")


def get_communication(context: Context, system: uuid.UUID, line: uuid.UUID) -> PlannedCommunication:
    """One line; NotFound for one that is not here."""
    found = communications(context, system).filter(id=line).first()
    if found is None:
        raise NotFound("communication.not-found", _("There is no such line in the plan."))
    return found


def occurrences(context: Context, line: uuid.UUID) -> QuerySet[CommunicationHeld]:
    """All occurrences of a line, those withdrawn too, the newest first."""
    rows = CommunicationHeld.objects.filter(line_id=line).select_related("by")
    return rows.order_by("-on", "-recorded_at", "-id")


def standing_occurrences(lines: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[CommunicationHeld]]:
    """The occurrences that were not withdrawn, by line, the oldest first: one statement."""
    found: dict[uuid.UUID, list[CommunicationHeld]] = {key: [] for key in lines}
    rows = CommunicationHeld.objects.filter(line_id__in=found, withdrawn_on=None)
    for row in rows.order_by("on", "recorded_at", "id"):
        found[row.line_id].append(row)
    return found


def lacks(row: PlannedCommunication) -> list[str]:
    """What a line lacks to be settled (codes of the rule). An interval says when, and so does a text."""
    return rule.missing(
        {
            "what": row.what,
            "why": row.why,
            "when": row.when_text or row.days,
            "audience": row.audience,
            "how": row.how,
            "owner": row.owner_id,
        }
    )


def entry_value(row: PlannedCommunication) -> rule.Entry:
    """A line as the rule reads it."""
    owner = row.owner
    return rule.Entry(
        begins=row.live_from,
        ends=row.live_until,
        settled=row.settled_on,
        days=row.days,
        owner_until=owner.live_until if owner is not None else None,
    )
