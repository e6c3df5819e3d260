"""Writing who runs a process for us, how that is controlled, and what was found when somebody looked."""

import uuid
from datetime import date

from django.utils.translation import gettext as _

from clauseway.evidence.models import Subject
from clauseway.kernel.context import Context
from clauseway.kernel.refusals import Conflict, Refusal
from clauseway.kernel.work import operation
from clauseway.organization.policies import require
from clauseway.processes.models import OutsourcedCheck, Outsourcing
from clauseway.processes.operations.processes import find, touch_process


@operation
def settle_outsourcing(
    context: Context,
    process: uuid.UUID,
    *,
    provider: str = "",
    supplier_ref: str = "",
    control_kind: str = "",
    control: str = "",
    criteria: str = "",
    evaluation: str = "",
    version: int = 0,
) -> Outsourcing:
    """State who runs an outsourced process and how it is controlled; `version` is 0 for the first time. A control that is not settled yet is a gap.

    With another provider or another kind of control it is settled anew from today, and what was looked at before no longer counts.

    Refuses it for a process of ours, without a provider, and a kind of control without a word on what is done.
    """
    require(context, "stocktake.edit")
    if find(process).kind != "outsourced":
        raise Refusal(
            "outsourcing.ours", _("We run this process ourselves: make it an outsourced one first."), field="kind"
        )
    found = Outsourcing.objects.select_for_update().filter(process_id=process).first()
    if found is not None and found.version != version:
        raise Conflict(
            "outsourcing.changed", _("Somebody else changed this meanwhile."), details={"version": found.version}
        )
    made = found or Outsourcing(
        organization_id=context.require_organization(), process_id=process, since=context.today, version=0
    )
    before = (made.provider, made.supplier_ref, made.control_kind)
    made.provider, made.supplier_ref = _provider(provider, supplier_ref)
    made.control_kind, made.control = control_kind, control.strip()
    made.criteria, made.evaluation = criteria.strip(), evaluation.strip()
    _check(made)
    if before != (made.provider, made.supplier_ref, made.control_kind):
        made.since = context.today
        made.settled_on = context.today if made.control_kind else None
    made.version += 1
    made.save()
    touch_process(process)
    return made


@operation
def check_outsourced(
    context: Context, process: uuid.UUID, *, result: str, looked_at: str, acted: str = "", on: date | None = None
) -> OutsourcedCheck:
    """Keep what was found when somebody looked at an outsourced process. Refuses a look at nothing, a day to come, and "acted on" without the action."""
    require(context, "evidence.file")
    if find(process).kind != "outsourced":
        raise Refusal("outsourcing.ours", _("We run this process ourselves."), field="result")
    day = on or context.today
    if result not in dict(OutsourcedCheck.RESULTS):
        raise Refusal("outsourcing.result", _("Say what was found."), field="result")
    if not looked_at.strip():
        raise Refusal("outsourcing.looked-at", _("Say what was looked at, and where."), field="looked_at")
    if result == "acted-on" and not acted.strip():
        raise Refusal("outsourcing.acted", _("Say what was done about it."), field="acted")
    if day > context.today:
        raise Refusal("outsourcing.in-the-future", _("This date is still to come."), field="on")
    made = OutsourcedCheck.objects.create(
        organization_id=context.require_organization(),
        process_id=process,
        on=day,
        result=result,
        looked_at=looked_at.strip(),
        acted=acted.strip(),
        by_id=context.person,
    )
    touch_process(process)
    return made


def _provider(name: str, ref: str) -> tuple[str, str]:
    if not ref:
        return name.strip()[:240], ""
    found = Subject.objects.filter(kind="supplier", ref=ref, superseded_at=None).first()
    if found is None:
        raise Refusal("outsourcing.supplier", _("There is no such supplier."), field="supplier_ref")
    return found.name[:240], ref


def _check(row: Outsourcing) -> None:
    if not row.provider:
        raise Refusal("outsourcing.provider", _("Say who runs the process for us."), field="provider")
    if row.control_kind not in ("", *dict(Outsourcing.CONTROLS)):
        raise Refusal("outsourcing.control-kind", _("Choose a kind of control."), field="control_kind")
    if row.control_kind and not row.control:
        raise Refusal("outsourcing.control", _("Say what is done, by whom and how often."), field="control")
