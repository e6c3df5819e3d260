"""Writing calibrations and what was looked at when an instrument was found wrong."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from clauseway.evidence.models import Item
from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.kernel.work import operation, touch
from clauseway.organization.policies import require
from clauseway.resources.models import Calibration, ImpactAssessment
from clauseway.resources.operations.equipment import get_for_update, sum_up
from clauseway.rules import calibration as rule


@dataclass(frozen=True, slots=True)
class Certificate:
    """A calibration as its certificate (or the own record) tells it: how the instrument came and went, by whom, traceable to what."""

    on: date
    found: str
    left: str
    traceable_to: str = ""
    laboratory: str = ""
    number: str = ""
    error: str = ""
    limits: str = ""
    next_due: date | None = None
    item: uuid.UUID | None = None


@operation
def record_calibration(context: Context, equipment: uuid.UUID, told: Certificate) -> Calibration:
    """Keep a calibration or verification. One without traceability is kept and does not count.

    Refuses a day to come, a day before the instrument was there, limited use without its limits, and a next due day that is not after the calibration.
    """
    require(context, "evidence.file")
    found = get_for_update(equipment)
    _check(context, told, found.live_from)
    made = Calibration.objects.create(
        organization_id=context.require_organization(),
        equipment_id=found.id,
        on=told.on,
        laboratory=told.laboratory.strip()[:200],
        by_id=context.person,
        number=told.number.strip()[:120],
        traceable_to=told.traceable_to.strip()[:300],
        found=told.found,
        left=told.left,
        result=rule.result_of(told.found, told.left),
        error=told.error.strip()[:200],
        limits=told.limits.strip()[:300],
        next_due=told.next_due,
        due_on=rule.due_on(told.on, told.next_due, found.interval_days),
        item_id=told.item,
        recorded_by_id=context.person,
    )
    sum_up(context, found)
    return made


def _check(context: Context, told: Certificate, since: date) -> None:
    if told.on > context.today:
        raise Refusal(
            "calibration.in-the-future", _("This date is still to come: record it when it was done."), field="on"
        )
    if told.on < since and (since - told.on).days > 3660:
        raise Refusal("calibration.too-old", _("That is long before the instrument was there."), field="on")
    if told.found not in dict(Calibration.FOUND):
        raise Refusal("calibration.found", _("Say how it was found, before anything was adjusted."), field="found")
    if told.left not in dict(Calibration.LEFT):
        raise Refusal("calibration.left", _("Say how it was left."), field="left")
    if told.left == "limited" and not told.limits.strip():
        raise Refusal("calibration.limits-missing", _("Say for what it may be used."), field="limits")
    if told.next_due is not None and told.next_due <= told.on:
        raise Refusal("calibration.due-before-it-was-done", _("It would be due before it was done."), field="next_due")
    if told.item is not None and not Item.objects.filter(id=told.item).exists():
        raise NotFound("item.not-found", _("There is no such file."), field="item")


@operation
def withdraw_calibration(context: Context, calibration: uuid.UUID, *, because: str) -> Calibration:
    """Take back a calibration that was recorded by mistake: from now on it counts for nothing, and stays to be read."""
    require(context, "evidence.file")
    row = Calibration.objects.select_for_update().filter(id=calibration).first()
    if row is None:
        raise NotFound("calibration.not-found", _("There is no such calibration."))
    if row.withdrawn_on is not None:
        raise Refusal("calibration.withdrawn", _("It was taken back already."))
    if not because.strip():
        raise Refusal("calibration.reason-missing", _("Say why it is taken back."), field="because")
    row.withdrawn_on, row.withdrawn_because = context.today, because.strip()[:300]
    row.save(update_fields=["withdrawn_on", "withdrawn_because"])
    sum_up(context, get_for_update(row.equipment_id))
    return row


@dataclass(frozen=True, slots=True)
class Looked:
    """What somebody looked at among earlier results, what came of it, and what was done."""

    looked_at: str
    outcome: str
    done: str = ""
    on: date | None = None
    since: date | None = None
    calibration: uuid.UUID | None = None


@operation
def assess_impact(context: Context, equipment: uuid.UUID, looked: Looked) -> ImpactAssessment:
    """Say what was measured with an instrument that was found wrong or used without proof, and what follows. Refuses without what was looked at, and
    "acted on" without what was done."""
    require(context, "evidence.file")
    found, day = get_for_update(equipment), looked.on or context.today
    if not looked.looked_at.strip():
        raise Refusal("impact.looked-at-missing", _("Say which results were looked at."), field="looked_at")
    if looked.outcome not in dict(ImpactAssessment.OUTCOMES):
        raise Refusal("impact.outcome", _("Say what came of it."), field="outcome")
    if looked.outcome == "acted-on" and not looked.done.strip():
        raise Refusal("impact.done-missing", _("Say what was done."), field="done")
    if day > context.today:
        raise Refusal("impact.in-the-future", _("This date is still to come."), field="on")
    if looked.calibration is not None:
        about = Calibration.objects.filter(id=looked.calibration, equipment_id=found.id).first()
        if about is None:
            raise NotFound("calibration.not-found", _("There is no such calibration."), field="calibration")
        if day < about.on:
            raise Refusal("impact.before-it-was-found", _("Nobody knew of it on that day."), field="on")
    made = ImpactAssessment.objects.create(
        organization_id=context.require_organization(),
        equipment_id=found.id,
        calibration_id=looked.calibration,
        on=day,
        since=looked.since,
        looked_at=looked.looked_at.strip(),
        outcome=looked.outcome,
        done=looked.done.strip(),
        by_id=context.person,
    )
    touch("equipment", found.id)
    return made
