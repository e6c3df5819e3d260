"""Reading controls and their proofs."""

import uuid

from django.db.models import Q, QuerySet

from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound
from clauseway.processes.models import Control, ControlCheck


def controls(context: Context) -> QuerySet[Control]:
    """All controls with owner and process, by name."""
    return Control.objects.select_related("owner", "process").order_by("fold", "id")


def live_controls(context: Context) -> QuerySet[Control]:
    """The controls that are live today."""
    return controls(context).filter(Q(live_until=None) | Q(live_until__gt=context.today))


def get_control(context: Context, control: uuid.UUID) -> Control:
    """One control; NotFound for one that is not here."""
    found = controls(context).filter(id=control).first()
    if found is None:
        raise NotFound("control.not-found", "There is no such control.")
    return found


def checks_of(context: Context, control: uuid.UUID) -> QuerySet[ControlCheck]:
    """The proofs of one control, the newest first."""
    return ControlCheck.objects.select_related("by").filter(control_id=control).order_by("-on", "-recorded_at", "-id")
