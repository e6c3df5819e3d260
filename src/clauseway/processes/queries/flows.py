"""Reading the map: what processes hand over, and what does not fit."""

import uuid
from dataclasses import dataclass

from django.db.models import CharField, IntegerField, Q, QuerySet, UUIDField, Value

from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound
from clauseway.organization.models import Person
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


@dataclass(frozen=True, slots=True)
class Mapped:
    """A live process as the map needs it; `owner` is a name."""

    id: uuid.UUID
    name: str
    fold: str
    kind: str
    owner_id: uuid.UUID | None
    owner: str | None


@dataclass(frozen=True, slots=True)
class Handed:
    """A hand-over as the map needs it."""

    id: uuid.UUID
    what: str
    giver_kind: str
    giver_id: uuid.UUID | None
    giver_ref: str
    taker_kind: str
    taker_id: uuid.UUID | None
    taker_ref: str


def mapped(context: Context) -> list[Mapped]:
    """The live processes in the order of their lanes, as values, with their owners' names: one statement, which does not look through all people for each
    of what may be hundreds of processes."""
    told, nobody = CharField(), Value(None, output_field=UUIDField(null=True))
    rows = live_processes(context).order_by()
    people = Person.objects.filter(id__in=rows.values("owner_id")).order_by()
    found = rows.values_list("id", "name", "fold", "kind", "owner_id", "position").union(
        people.values_list("id", "name", "fold", Value("person", told), nobody, Value(0, output_field=IntegerField())),
        all=True,
    )
    every = list(found)
    names = {row[0]: row[1] for row in every if row[3] == "person"}
    ordered = sorted((row for row in every if row[3] != "person"), key=lambda row: (row[5], row[2]))
    return [Mapped(*row[:5], names.get(row[4])) for row in ordered]


def handed(context: Context) -> list[Handed]:
    """What is handed over now, as values."""
    rows = Flow.objects.filter(live_until=None).order_by("fold", "id")
    fields = ("id", "what", "giver_kind", "giver_id", "giver_ref", "taker_kind", "taker_id", "taker_ref")
    return [Handed(*row) for row in rows.values_list(*fields)]


def flow_value(row: Flow | Handed) -> rule.Flow:
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
