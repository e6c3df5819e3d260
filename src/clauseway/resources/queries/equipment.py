"""Reading measuring equipment: the register, one instrument's life, what is due."""

import uuid
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound
from clauseway.resources.models import Calibration, Equipment, EquipmentSpell, ImpactAssessment


def equipment(context: Context) -> QuerySet[Equipment]:
    """All instruments by name, with their owners and sites."""
    return Equipment.objects.select_related("owner", "site").order_by("fold", "id")


def get_equipment(context: Context, equipment: uuid.UUID) -> Equipment:
    """One instrument; NotFound for one that is not here."""
    found = Equipment.objects.select_related("owner", "site").filter(id=equipment).first()
    if found is None:
        raise NotFound("equipment.not-found", "There is no such instrument.")
    return found


def calibrations_of(context: Context, equipment: uuid.UUID) -> list[Calibration]:
    """An instrument's calibrations, the newest first, those taken back included."""
    rows = Calibration.objects.filter(equipment_id=equipment).select_related("by", "item")
    return list(rows.order_by("-on", "-id"))


def get_calibration(context: Context, calibration: uuid.UUID) -> Calibration:
    """One calibration; NotFound for one that is not here."""
    found = Calibration.objects.filter(id=calibration).first()
    if found is None:
        raise NotFound("calibration.not-found", "There is no such calibration.")
    return found


def spells_of(context: Context, equipment: uuid.UUID) -> list[EquipmentSpell]:
    """When an instrument was set aside, the newest first."""
    rows = EquipmentSpell.objects.filter(equipment_id=equipment).select_related("by")
    return list(rows.order_by("-begins", "-id"))


def impacts_of(context: Context, equipment: uuid.UUID) -> list[ImpactAssessment]:
    """What was looked at among an instrument's earlier results, the newest first."""
    rows = ImpactAssessment.objects.filter(equipment_id=equipment).select_related("by", "calibration")
    return list(rows.order_by("-on", "-id"))


def due_until(rows: QuerySet[Equipment], day: date, own_days: int | None) -> QuerySet[Equipment]:
    """Of these, the ones in use whose calibration is due until a day (that day included): by their certificate or interval, by the organization's own
    rhythm (`own_days`), or because there is none."""
    due = Q(due_on__lte=day) | Q(last_on=None) | Q(last_result="out-of-limits")
    if own_days is not None:
        due |= Q(last_on__lte=day - timedelta(days=own_days))
    return rows.filter(due, state="in-use", plan="calibrate").exclude(live_until__lte=day)


def due_day(row: Equipment, own_days: int | None) -> date | None:
    """The day on which an instrument is due: the earlier of its own and the organization's rhythm. None when nothing says so."""
    own = row.last_on + timedelta(days=own_days) if row.last_on and own_days else None
    return min((day for day in (row.due_on, own) if day is not None), default=None)
