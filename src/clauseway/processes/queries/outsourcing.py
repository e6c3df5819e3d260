"""Reading who runs a process for us."""

import uuid

from django.db.models import QuerySet

from clauseway.kernel.context import Context
from clauseway.processes.models import OutsourcedCheck, Outsourcing


def outsourcing_of(context: Context, process: uuid.UUID) -> Outsourcing | None:
    """Who runs a process and how that is controlled, None while nobody stated it."""
    return Outsourcing.objects.filter(process_id=process).first()


def outsourced_checks(context: Context, process: uuid.UUID) -> QuerySet[OutsourcedCheck]:
    """What was found when somebody looked, the newest first."""
    return (
        OutsourcedCheck.objects.select_related("by").filter(process_id=process).order_by("-on", "-recorded_at", "-id")
    )
