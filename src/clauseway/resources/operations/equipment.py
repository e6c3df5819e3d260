"""Writing the register of measuring equipment: what there is, how often it is calibrated, and when it was set aside."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.kernel.work import operation, touch, touch_subject
from clauseway.organization.models import Person, Site
from clauseway.organization.operations import index
from clauseway.organization.policies import require
from clauseway.resources.models import Calibration, Equipment, EquipmentSpell
from clauseway.resources.operations.sheets import SheetRow, write_rows
from clauseway.rules import calibration as rule

TEXTS = ("identifier", "measures", "range", "resolution", "location", "note", "plan_reason")
EDITABLE = (*TEXTS, "name", "site_id", "owner_id", "process", "plan", "interval_days", "live_until")
LONGEST_INTERVAL = 7320
"""Days: twenty years."""


@operation
def add_equipment(
    context: Context, *, name: str, live_from: date | None = None, origin: str = "register", **values: Any
) -> Equipment:
    """Take an instrument into the register. Refuses a second one of the same name or identifier."""
    require(context, "stocktake.edit")
    made = Equipment(
        organization_id=context.require_organization(),
        name=name,
        origin=origin[:40],
        live_from=live_from or context.today,
    )
    _fill(context, made, values)
    _save(context, made)
    return made


@operation
def change_equipment(context: Context, equipment: uuid.UUID, *, version: int, **values: Any) -> Equipment:
    """Change an instrument or end it (`live_until`). Conflict when somebody else changed it since."""
    require(context, "stocktake.edit")
    found = get_for_update(equipment)
    if found.version != version:
        raise Conflict(
            "equipment.changed",
            _("Somebody else changed this instrument meanwhile."),
            details={"version": found.version},
        )
    _fill(context, found, values)
    found.version += 1
    _save(context, found)
    return found


@operation
def write_equipment(context: Context, rows: Sequence[SheetRow]) -> list[Equipment]:
    """Write a whole sheet of instruments: all rows or none."""
    return write_rows(context, rows, add_equipment, change_equipment)


@operation
def set_aside(
    context: Context, equipment: uuid.UUID, *, because: str, state: str = "quarantined", on: date | None = None
) -> EquipmentSpell:
    """Quarantine an instrument or take it out of service. Refuses without a reason, a day to come, and one that is set aside already."""
    require(context, "evidence.file")
    found, day = get_for_update(equipment), on or context.today
    if state not in dict(EquipmentSpell.STATES):
        raise Refusal("equipment.state", _("Say quarantined or out of service."), field="state")
    if not because.strip():
        raise Refusal("equipment.reason-missing", _("Say why."), field="because")
    if day > context.today:
        raise Refusal("equipment.in-the-future", _("This date is still to come."), field="on")
    spells = EquipmentSpell.objects.filter(equipment_id=found.id)
    if spells.filter(ends=None).exists():
        raise Refusal("equipment.set-aside-already", _("It is set aside already."), field="state")
    if day < found.live_from or spells.filter(ends__gt=day).exists():
        raise Refusal("equipment.set-aside-overlaps", _("It was not in use on that day."), field="on")
    made = EquipmentSpell.objects.create(
        organization_id=context.require_organization(),
        equipment_id=found.id,
        state=state,
        begins=day,
        because=because.strip()[:300],
        by_id=context.person,
    )
    found.state = state
    _save(context, found)
    return made


@operation
def put_back(context: Context, equipment: uuid.UUID, *, because: str, on: date | None = None) -> EquipmentSpell:
    """Let an instrument be used again. Refuses one that is not set aside, and one found out of tolerance that nobody calibrated since."""
    require(context, "evidence.file")
    found, day = get_for_update(equipment), on or context.today
    spell = EquipmentSpell.objects.select_for_update().filter(equipment_id=found.id, ends=None).first()
    if spell is None:
        raise Refusal("equipment.in-use", _("It is in use already."))
    if not because.strip():
        raise Refusal("equipment.reason-missing", _("Say why it may be used again."), field="because")
    if not spell.begins <= day <= context.today:
        raise Refusal(
            "equipment.put-back-when", _("Choose a day since it was set aside, today at the latest."), field="on"
        )
    if found.last_result == "out-of-limits":
        raise Refusal(
            "equipment.out-of-tolerance",
            _("It was found out of tolerance, and no calibration since says otherwise."),
            field="because",
        )
    if found.plan == "calibrate" and found.due_on is not None and found.due_on <= day:
        raise Refusal(
            "equipment.due", _("Its calibration is due: calibrate it before it is used again."), field="because"
        )
    spell.ends, spell.ended_because = day, because.strip()[:300]
    spell.save(update_fields=["ends", "ended_because"])
    found.state = "in-use"
    _save(context, found)
    return spell


def get_for_update(equipment: uuid.UUID) -> Equipment:
    found = Equipment.objects.select_for_update().filter(id=equipment).first()
    if found is None:
        raise NotFound("equipment.not-found", _("There is no such instrument."))
    return found


def sum_up(context: Context, found: Equipment) -> None:
    """Repeat on an instrument what its calibrations say, and save it."""
    rows = list(Calibration.objects.filter(equipment_id=found.id, withdrawn_on=None))
    checks = {str(row.id): row for row in rows}
    counts = rule.counted([check_of(row, found) for row in rows], context.today)
    last = counts[-1] if counts else None
    found.last_on = last.on if last else None
    found.last_result = checks[last.ref].result if last else ""
    found.due_on = last.due if last and last.good else None
    _save(context, found)


def check_of(row: Calibration, found: Equipment) -> rule.Check:
    """A stored calibration as the rule takes it. The due day is the one that counted when it was recorded."""
    return rule.Check(str(row.id), row.on, row.found, row.left, bool(row.traceable_to), row.due_on)


def _fill(context: Context, found: Equipment, values: Mapping[str, Any]) -> None:
    was = found.plan, found.plan_reason
    for name in EDITABLE:
        if name in values:
            value = values[name]
            setattr(found, name, (value or "").strip() if name in TEXTS else value)
    if (found.plan, found.plan_reason) != was:
        found.plan_on = context.today if found.plan == "not-required" else None
    if values.get("plan_on") is not None:
        found.plan_on = values["plan_on"]


def _save(context: Context, found: Equipment) -> None:
    _check(found)
    found.name, found.fold = found.name.strip(), fold(found.name)
    found.save()
    index(
        context,
        kind="equipment",
        reference=str(found.id),
        title=found.name,
        detail=found.identifier,
        path=f"equipment/{found.id}",
    )
    touch_subject("equipment", found.id)
    touch("equipment", found.id)


def _check(found: Equipment) -> None:
    others = Equipment.objects.exclude(id=found.id)
    if not found.name.strip():
        raise Refusal("equipment.name-missing", _("Name the instrument."), field="name")
    if others.filter(fold=fold(found.name)).exists():
        raise Refusal("equipment.exists", _("There is an instrument of this name already."), field="name")
    if found.identifier and (same := others.filter(identifier=found.identifier).first()):
        raise Refusal(
            "equipment.identifier-taken", _("%s has this identifier already.") % same.name, field="identifier"
        )
    if found.interval_days is not None and not 1 <= found.interval_days <= LONGEST_INTERVAL:
        raise Refusal("equipment.interval", _("Between one day and twenty years."), field="interval_days")
    if found.plan not in dict(Equipment.PLANS):
        raise Refusal("equipment.plan", _("Say whether it is calibrated or need not be."), field="plan")
    if found.plan == "not-required" and not found.plan_reason:
        raise Refusal("equipment.plan-reason", _("Say why it need not be calibrated."), field="plan_reason")
    if found.live_until is not None and found.live_until < found.live_from:
        raise Refusal("equipment.ends-before-it-starts", _("It would end before it began."), field="live_until")
    if found.owner_id and not Person.objects.filter(id=found.owner_id, erased_at=None).exists():
        raise NotFound("person.not-found", _("There is no such person."), field="owner_id")
    if found.site_id and not Site.objects.filter(id=found.site_id).exists():
        raise NotFound("site.not-found", _("There is no such site."), field="site_id")
