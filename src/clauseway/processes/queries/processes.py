"""Reading the process map."""

import uuid

from django.db.models import QuerySet

from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound
from clauseway.processes.models import Process


def processes(context: Context) -> QuerySet[Process]:
    """All processes in map order, with their owners."""
    return Process.objects.select_related("owner").order_by("position", "fold")


def get_process(context: Context, process: uuid.UUID) -> Process:
    """One process; NotFound for one that is not here."""
    found = Process.objects.select_related("owner").filter(id=process).first()
    if found is None:
        raise NotFound("process.not-found", "There is no such process.")
    return found


def owned_by(context: Context, person: uuid.UUID) -> set[str]:
    """References of the live processes a person owns."""
    rows = Process.objects.filter(owner_id=person, live_until=None).values_list("id", flat=True)
    return {str(key) for key in rows}
