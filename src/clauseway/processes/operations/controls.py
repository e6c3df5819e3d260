"""Writing controls and the proofs that they run and hold."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from clauseway.actions.operations import close_duty, open_duty
from clauseway.catalogue.models import Requirement
from clauseway.evidence.models import Item, Subject
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.kernel.work import operation, touch
from clauseway.organization.models import Person, Site
from clauseway.organization.operations import index
from clauseway.organization.policies import require
from clauseway.processes.models import Control, ControlCheck
from clauseway.processes.operations.processes import find, touch_process
from clauseway.rules.control_tests import Test, due_on, spans

EDITABLE = (
    *(
        "name",
        "kind",
        "purpose",
        "operation",
        "owner_id",
        "process_id",
        "requirements",
        "risk",
        "test_days",
        "live_until",
    ),
)


@operation
def add_control(context: Context, *, name: str, live_from: date | None = None, **values: Any) -> Control:
    """Add a control. `values` are kind, purpose, operation, owner_id, process_id, requirements (ids), risk, test_days. Refuses a second of the same name."""
    require(context, "stocktake.edit")
    made = Control(organization_id=context.require_organization(), live_from=live_from or context.today)
    _write(context, made, {"name": name, **values})
    return made


@operation
def change_control(context: Context, control: uuid.UUID, *, version: int, **values: Any) -> Control:
    """Change a control or end it (`live_until`). Conflict when somebody changed it since `version`."""
    require(context, "stocktake.edit")
    found = _find(control)
    if found.version != version:
        raise Conflict(
            "control.changed", _("Somebody else changed this control meanwhile."), details={"version": found.version}
        )
    found.version += 1
    before = found.process_id
    _write(context, found, values)
    if before is not None and before != found.process_id:
        touch_process(before)
    return found


@operation
def prove_control(
    context: Context,
    control: uuid.UUID,
    *,
    kind: str = "tested",
    result: str = "",
    method: str,
    on: date | None = None,
    site: str = "",
    item: uuid.UUID | None = None,
) -> ControlCheck:
    """Keep that a control ran (kind "operated") or what came out when somebody tried it ("tested"). Refuses a test without method or result."""
    require(context, "evidence.file")
    found, day = _find(control), on or context.today
    if kind not in dict(ControlCheck.KINDS):
        raise Refusal("control.proof-kind", _("Say whether it ran or was tested."), field="kind")
    if kind == "tested" and result not in dict(ControlCheck.RESULTS):
        raise Refusal("control.result", _("Say what came out."), field="result")
    if not method.strip():
        raise Refusal("control.method", _("Say how you know."), field="method")
    if day > context.today:
        raise Refusal("control.in-the-future", _("This date is still to come."), field="on")
    if day < found.live_from:
        raise Refusal("control.before-it-was", _("The control did not exist on that day."), field="on")
    if site and not Site.objects.filter(id=site).exists():
        raise Refusal("control.site", _("There is no such site."), field="site")
    if item is not None and not Item.objects.filter(id=item).exists():
        raise NotFound("item.not-found", _("There is no such file."), field="item")
    made = ControlCheck.objects.create(
        organization_id=context.require_organization(),
        control_id=found.id,
        kind=kind,
        on=day,
        result=result if kind == "tested" else "",
        method=method.strip(),
        site=site,
        item_id=item,
        by_id=context.person,
    )
    _count(found)
    found.save(update_fields=["last_on", "last_result", "due_on"])
    _duty(context, found)
    _touch(found)
    return made


def _count(control: Control) -> None:
    """Repeat the latest test on the control, and when the next one is due."""
    rows = ControlCheck.objects.filter(control_id=control.id, kind="tested").values_list("on", "result", "id")
    known = spans([Test(on, result, str(key)) for on, result, key in rows], control.test_days)
    last = known[-1].test if known else None
    control.last_on, control.last_result = (last.on, last.result) if last else (None, "")
    ended = control.live_until is not None
    control.due_on = None if ended else due_on(control.last_on, control.live_from, control.test_days)


def _write(context: Context, row: Control, values: dict[str, Any]) -> None:
    for name in EDITABLE:
        if name in values:
            value = values[name]
            setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.requirements = _requirements(row.requirements)
    row.fold = fold(row.name)[:240]
    if not (row.owner_id and row.operation):
        row.runs_from = None
    elif row.runs_from is None:
        row.runs_from = row.live_from if row._state.adding else context.today
    _check(row)
    _count(row)
    row.save()
    _duty(context, row)
    index(
        context,
        kind="control",
        reference=str(row.id),
        title=row.name,
        detail=row.purpose[:200],
        path=f"controls/{row.id}/",
    )
    _touch(row)


def _duty(context: Context, row: Control) -> None:
    """The owner's next test, as a duty; none while no rhythm is set."""
    key = f"control-test:{row.id}"
    if row.due_on is None:
        close_duty(context, key, dropped=True)
        return
    open_duty(
        context,
        natural_key=key,
        kind="control-test",
        title=_("Test a control: %s") % row.name,
        person=row.owner_id,
        role="" if row.owner_id else "manager",
        due_on=row.due_on,
        reference=str(row.id),
        path=f"controls/{row.id}/",
    )


def _requirements(given: Sequence[Any]) -> list[str]:
    """The ids as text, sorted. Refuses unknown ones."""
    try:
        wanted = sorted({str(uuid.UUID(str(one))) for one in given})
    except ValueError:
        raise Refusal("control.requirement", _("There is no such requirement."), field="requirements") from None
    if wanted and Requirement.objects.filter(id__in=wanted).count() != len(wanted):
        raise Refusal("control.requirement", _("There is no such requirement."), field="requirements")
    return wanted


def _check(row: Control) -> None:
    if not row.name:
        raise Refusal("control.name-missing", _("Name the control."), field="name")
    if row.kind not in dict(Control.KINDS):
        raise Refusal("control.kind", _("A control prevents, detects or corrects."), field="kind")
    if row.live_until is None and Control.objects.filter(fold=row.fold, live_until=None).exclude(id=row.id).exists():
        raise Refusal("control.exists", _("There is a control of this name already."), field="name")
    if row.live_until is not None and row.live_until < row.live_from:
        raise Refusal("control.ends-before-it-starts", _("It would end before it began."), field="live_until")
    if row.test_days is not None and not 1 <= row.test_days <= 3650:
        raise Refusal("control.rhythm", _("Between one day and ten years."), field="test_days")
    if row.owner_id and not Person.objects.filter(id=row.owner_id, erased_at=None).exists():
        raise Refusal("control.owner", _("There is no such person."), field="owner_id")
    if row.process_id:
        find(row.process_id)
    if row.risk and not Subject.objects.filter(kind="risk", ref=row.risk, superseded_at=None).exists():
        raise Refusal("control.risk", _("There is no such risk."), field="risk")


def _touch(row: Control) -> None:
    touch("control", row.id)
    if row.process_id:
        touch_process(row.process_id)


def _find(control: uuid.UUID) -> Control:
    found = Control.objects.select_for_update().filter(id=control).first()
    if found is None:
        raise NotFound("control.not-found", _("There is no such control."))
    return found
