"""Reading the map: what processes hand over, and what does not fit."""

import uuid
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound
from clauseway.processes.models import Flow, Process
from clauseway.rules import interactions as rule


def live_processes(context: Context) -> QuerySet[Process]:
    """The processes that are live today, in the order of their lanes."""
    today = context.today
    rows = Process.objects.filter(live_from__lte=today).filter(Q(live_until=None) | Q(live_until__gt=today))
    return rows.order_by("position", "fold")


def flows(context: Context) -> QuerySet[Flow]:
    """What is handed over now, with the processes at its ends."""
    return Flow.objects.filter(live_until=None).select_related("giver", "taker").order_by("fold", "id")


def flows_of(context: Context, process: uuid.UUID) -> QuerySet[Flow]:
    """What one process takes and gives."""
    return flows(context).filter(Q(giver_id=process) | Q(taker_id=process))


def get_flow(context: Context, flow: uuid.UUID) -> Flow:
    """One hand-over that stands; NotFound for another."""
    found = flows(context).filter(id=flow).first()
    if found is None:
        raise NotFound("flow.not-found", "There is no such hand-over.")
    return found


def flow_value(row: Flow) -> rule.Flow:
    """A hand-over as the rule takes it."""
    giver = rule.End(row.giver_kind, str(row.giver_id or row.giver_ref))
    taker = rule.End(row.taker_kind, str(row.taker_id or row.taker_ref))
    return rule.Flow(str(row.id), giver, taker)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The map as it is today: its processes and hand-overs, and what does not fit."""

    steps: tuple[rule.Step, ...]
    flows: tuple[rule.Flow, ...]
    findings: tuple[rule.Finding, ...]


def drawn(context: Context) -> Drawn:
    """The map in two statements."""
    owned = live_processes(context).values_list("id", "owner_id")
    steps = tuple(rule.Step(str(key), owner is not None) for key, owner in owned)
    stated = tuple(flow_value(row) for row in Flow.objects.filter(live_until=None))
    return Drawn(steps, stated, tuple(rule.findings(steps, stated)))
