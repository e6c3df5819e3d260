"""Writing the process map. The only writer of the room."""

import uuid
from datetime import date

from django.utils.translation import gettext as _

from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.kernel.work import operation, touch
from clauseway.organization.operations import index
from clauseway.organization.policies import require
from clauseway.processes.models import Process

EDITABLE = ("name", "kind", "activity", "owner_id", "purpose", "inputs", "outputs", "position", "live_until")


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
    live_from: date | None = None,
) -> Process:
    """Add a process to the map. Refuses a second one of the same name and unknown kinds."""
    require(context, "stocktake.edit")
    if not name.strip():
        raise Refusal("process.name-missing", _("Name the process."), field="name")
    if Process.objects.filter(fold=fold(name)).exists():
        raise Refusal("process.exists", _("There is a process of this name already."), field="name")
    process = Process(
        organization_id=context.require_organization(),
        name=name.strip(),
        kind=kind,
        activity=activity,
        owner_id=owner_id,
        purpose=purpose.strip(),
        inputs=inputs.strip(),
        outputs=outputs.strip(),
        position=Process.objects.count(),
        live_from=live_from or context.today,
    )
    _save(context, process)
    return process


@operation
def change_process(context: Context, process: uuid.UUID, *, version: int, **values: object) -> Process:
    """Change a process or end it (`live_until`). Conflict when somebody changed it since `version`."""
    require(context, "stocktake.edit")
    found = Process.objects.select_for_update().filter(id=process).first()
    if found is None:
        raise NotFound("process.not-found", _("There is no such process."))
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


def _save(context: Context, process: Process) -> None:
    kinds, activities = dict(Process.KINDS), dict(Process.ACTIVITIES)
    if process.kind not in kinds:
        raise Refusal("process.kind", _("The kind is one of: %s.") % ", ".join(kinds), field="kind")
    if process.activity not in activities:
        raise Refusal("process.activity", _("The activity is one of: %s.") % ", ".join(activities), field="activity")
    process.fold = fold(process.name)
    process.save()
    index(
        context,
        kind="process",
        reference=str(process.id),
        title=process.name,
        detail=process.purpose,
        path="stocktake/processes",
    )
    touch("population", "process")
    touch("process", process.id)
