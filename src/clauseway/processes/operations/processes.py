"""Writing processes: adding, changing, putting them in their place on the map."""

import uuid
from datetime import date

from django.utils.translation import gettext as _

from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.kernel.work import operation, touch, touch_subject
from clauseway.organization.operations import index
from clauseway.organization.policies import require
from clauseway.processes.models import Process

EDITABLE = (
    *("name", "kind", "activity", "owner_id", "purpose", "inputs", "outputs", "steps", "resources", "competence"),
    *("position", "live_until"),
)


@operation
def add_process(
    context: Context,
    *,
    name: str,
    kind: str = "core",
    activity: str = "other",
    owner_id: uuid.UUID | None = None,
    purpose: str = "",
    inputs: str = "",
    outputs: str = "",
    steps: str = "",
    resources: str = "",
    competence: str = "",
    live_from: date | None = None,
) -> Process:
    """Add a process to the map. Refuses a second one of the same name and unknown kinds."""
    require(context, "stocktake.edit")
    if not name.strip():
        raise Refusal("process.name-missing", _("Name the process."), field="name")
    process = Process(
        organization_id=context.require_organization(),
        name=name.strip(),
        kind=kind,
        activity=activity,
        owner_id=owner_id,
        purpose=purpose.strip(),
        inputs=inputs.strip(),
        outputs=outputs.strip(),
        steps=steps.strip(),
        resources=resources.strip(),
        competence=competence.strip(),
        position=Process.objects.count(),
        live_from=live_from or context.today,
    )
    _save(context, process)
    return process


@operation
def change_process(context: Context, process: uuid.UUID, *, version: int, **values: object) -> Process:
    """Change a process or end it (`live_until`). Conflict when somebody changed it since `version`."""
    require(context, "stocktake.edit")
    found = find(process)
    if found.version != version:
        raise Conflict(
            "process.changed", _("Somebody else changed this process meanwhile."), details={"version": found.version}
        )
    for name in EDITABLE:
        if name in values:
            setattr(found, name, values[name])
    if not found.name.strip():
        raise Refusal("process.name-missing", _("Name the process."), field="name")
    found.version += 1
    _save(context, found)
    return found


@operation
def place_process(context: Context, process: uuid.UUID, *, kind: str, before: uuid.UUID | None = None) -> Process:
    """Put a process into a lane, in front of another of that lane (None: at its end). The order of a lane is nobody's text, so no version is asked."""
    require(context, "stocktake.edit")
    found = find(process)
    if kind not in dict(Process.KINDS):
        raise Refusal(
            "process.kind",
            _("The kind is one of: %s.") % ", ".join(str(label) for _key, label in Process.KINDS),
            field="kind",
        )
    lane = [
        row
        for row in Process.objects.select_for_update().filter(kind=kind).order_by("position", "fold")
        if row.id != process
    ]
    keys = [row.id for row in lane]
    at = keys.index(before) if before in keys else len(lane)
    lane.insert(at, found)
    moved = [row for number, row in enumerate(lane) if row.position != number and row.id != found.id]
    for number, row in enumerate(lane):
        row.position = number
    Process.objects.bulk_update(moved, ["position"])
    changed, found.kind = found.kind != kind, kind
    if changed:
        found.version += 1
    found.save(update_fields=["kind", "position", "version"])
    if changed:
        touch_subject("process", found.id)
        touch_process(found.id)
    return found


def find(process: uuid.UUID) -> Process:
    """A process to write to; NotFound for one that is not here."""
    found = Process.objects.select_for_update().filter(id=process).first()
    if found is None:
        raise NotFound("process.not-found", _("There is no such process."))
    return found


def touch_process(process: uuid.UUID) -> None:
    """Say that what is known about a process changed, and with it the map."""
    touch("process", process)
    touch("process-map", "map")


def _save(context: Context, process: Process) -> None:
    kinds, activities = dict(Process.KINDS), dict(Process.ACTIVITIES)
    if process.kind not in kinds:
        raise Refusal("process.kind", _("The kind is one of: %s.") % ", ".join(kinds), field="kind")
    if process.activity not in activities:
        raise Refusal("process.activity", _("The activity is one of: %s.") % ", ".join(activities), field="activity")
    process.fold = fold(process.name)
    if Process.objects.filter(fold=process.fold).exclude(id=process.id).exists():
        raise Refusal("process.exists", _("There is a process of this name already."), field="name")
    if process.live_until is not None and process.live_until < process.live_from:
        raise Refusal("process.ends-before-it-starts", _("It would end before it began."), field="live_until")
    process.save()
    index(
        context,
        kind="process",
        reference=str(process.id),
        title=process.name,
        detail=process.purpose,
        path=f"processes/{process.id}/",
    )
    touch_subject("process", process.id)
    touch_process(process.id)
