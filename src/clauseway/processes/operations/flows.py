"""Writing what processes hand over, and to whom."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from clauseway.evidence.models import Subject
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.kernel.work import operation
from clauseway.organization.policies import require
from clauseway.processes.models import Flow, Process
from clauseway.processes.operations.processes import touch_process

OUTSIDE = ("customer", "supplier", "party")


@dataclass(frozen=True, slots=True)
class End:
    """One end of a flow: a process by its id, somebody outside by reference or by name, or nobody yet (no kind)."""

    kind: str = ""
    process: uuid.UUID | None = None
    ref: str = ""
    name: str = ""


NOBODY = End()


@operation
def add_flow(
    context: Context, *, what: str, giver: End = NOBODY, taker: End = NOBODY, since: date | None = None
) -> Flow:
    """State that something is handed over. Refuses one without a process at either end, from a process to itself, a second of the same, a future one."""
    require(context, "stocktake.edit")
    flow = Flow(organization_id=context.require_organization(), what=what.strip()[:200], since=since or context.today)
    _set_ends(flow, giver, taker)
    _save(context, flow)
    return flow


@dataclass(frozen=True, slots=True)
class Stated:
    """One hand-over of several that are drawn together."""

    what: str
    giver: End = NOBODY
    taker: End = NOBODY


@operation
def add_flows(context: Context, rows: Sequence[Stated], *, since: date | None = None) -> list[Flow]:
    """State several hand-overs: all of them or none."""
    return [add_flow(context, what=row.what, giver=row.giver, taker=row.taker, since=since) for row in rows]


@operation
def change_flow(
    context: Context, flow: uuid.UUID, *, version: int, what: str, giver: End = NOBODY, taker: End = NOBODY
) -> Flow:
    """Change what is handed over or by whom; from today it stands as it is now. Conflict when somebody changed it since `version`."""
    require(context, "stocktake.edit")
    found = _find(flow, version)
    before = {found.giver_id, found.taker_id}
    found.what = what.strip()[:200]
    if _set_ends(found, giver, taker):
        found.since = context.today
    found.version += 1
    _save(context, found)
    _touch(before)
    return found


@operation
def end_flow(context: Context, flow: uuid.UUID, *, version: int, on: date | None = None) -> Flow:
    """Say that something is no longer handed over."""
    require(context, "stocktake.edit")
    found = _find(flow, version)
    end = on or context.today
    if end > context.today:
        raise Refusal("flow.in-the-future", _("This date is still to come."), field="on")
    found.live_until = max(end, found.since)
    found.version += 1
    found.save(update_fields=["live_until", "version"])
    _touch({found.giver_id, found.taker_id})
    return found


def _find(flow: uuid.UUID, version: int) -> Flow:
    found = Flow.objects.select_for_update().filter(id=flow, live_until=None).first()
    if found is None:
        raise NotFound("flow.not-found", _("There is no such hand-over."))
    if found.version != version:
        raise Conflict(
            "flow.changed", _("Somebody else changed this hand-over meanwhile."), details={"version": found.version}
        )
    return found


def _set_ends(flow: Flow, giver: End, taker: End) -> bool:
    """Write both ends into the row; whether one of them changed. Refuses ends that do not exist."""
    before = _ends(flow)
    for side, end in (("giver", giver), ("taker", taker)):
        kind, process, ref, name = _checked(end, side)
        setattr(flow, f"{side}_kind", kind)
        setattr(flow, f"{side}_id", process)
        setattr(flow, f"{side}_ref", ref)
        setattr(flow, f"{side}_name", name)
    return before != _ends(flow)


def _ends(flow: Flow) -> Mapping[str, Any]:
    names = ("kind", "id", "ref", "name")
    return {f"{side}_{name}": getattr(flow, f"{side}_{name}") for side in ("giver", "taker") for name in names}


def _checked(end: End, side: str) -> tuple[str, uuid.UUID | None, str, str]:
    if not end.kind:
        return "", None, "", ""
    if end.kind == "process":
        if end.process is None or not Process.objects.filter(id=end.process).exists():
            raise Refusal("flow.process", _("Choose a process of the map."), field=side)
        return "process", end.process, "", ""
    if end.kind not in OUTSIDE:
        raise Refusal("flow.end", _("An end is a process, a customer, a supplier or an interested party."), field=side)
    name = end.name.strip()
    if end.ref:
        found = Subject.objects.filter(kind=end.kind, ref=end.ref, superseded_at=None).first()
        if found is None:
            raise Refusal("flow.unknown", _("There is no such customer, supplier or party."), field=side)
        name = found.name
    if not name:
        raise Refusal("flow.name-missing", _("Say who it is."), field=side)
    return end.kind, None, end.ref, name[:200]


def _save(context: Context, flow: Flow) -> None:
    if not flow.what:
        raise Refusal("flow.what-missing", _("Say what is handed over."), field="what")
    if flow.giver_id is None and flow.taker_id is None:
        raise Refusal("flow.no-process", _("At least one end is a process of the map."), field="giver")
    if flow.giver_id == flow.taker_id:
        raise Refusal("flow.to-itself", _("A process hands nothing to itself."), field="taker")
    if flow.since > context.today:
        raise Refusal("flow.in-the-future", _("This date is still to come."), field="since")
    flow.fold = fold(flow.what)[:240]
    same = Flow.objects.filter(live_until=None, fold=flow.fold, **_ends(flow)).exclude(id=flow.id)
    if same.exists():
        raise Refusal("flow.exists", _("This hand-over is on the map already."), field="what")
    flow.save()
    _touch({flow.giver_id, flow.taker_id})


def _touch(processes: set[uuid.UUID | None]) -> None:
    for process in processes - {None}:
        assert process is not None
        touch_process(process)
