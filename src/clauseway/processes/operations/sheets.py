"""Writing process and product sheets, what was read, and what was done about readings outside their limits."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.kernel.work import operation
from clauseway.organization.models import Site
from clauseway.organization.policies import require
from clauseway.processes.models import Characteristic, Reading, ReadingAction
from clauseway.processes.operations.processes import find, touch_process
from clauseway.processes.queries.sheets import limits_of
from clauseway.rules.sheets import Found, missing, outside, problems

EDITABLE = (
    *(
        "name",
        "unit",
        "lower",
        "upper",
        "words",
        "sample",
        "most_failing",
        "instrument",
        "instrument_ref",
        "live_until",
    ),
)


@operation
def add_characteristic(
    context: Context,
    process: uuid.UUID,
    *,
    name: str,
    sheet: str = "process",
    live_from: date | None = None,
    **values: Any,
) -> Characteristic:
    """Add a line to a sheet. `values` are unit, lower, upper, words, sample, most_failing, instrument, instrument_ref. Refuses limits that cross."""
    require(context, "stocktake.edit")
    find(process)
    if sheet not in dict(Characteristic.SHEETS):
        raise Refusal("sheet.kind", _("A sheet is of the process or of the product."), field="sheet")
    made = Characteristic(
        organization_id=context.require_organization(),
        process_id=process,
        sheet=sheet,
        live_from=live_from or context.today,
    )
    _write(context, made, {"name": name, **values})
    return made


@operation
def change_characteristic(
    context: Context, characteristic: uuid.UUID, *, version: int, **values: Any
) -> Characteristic:
    """Change a line or end it (`live_until`). Readings keep the limits of their own day. Conflict when it changed since `version`."""
    require(context, "stocktake.edit")
    found = _find(characteristic)
    if found.version != version:
        raise Conflict(
            "sheet.changed", _("Somebody else changed this line meanwhile."), details={"version": found.version}
        )
    found.version += 1
    _write(context, found, values)
    return found


def _write(context: Context, row: Characteristic, values: dict[str, Any]) -> None:
    for name in EDITABLE:
        if name in values:
            value = values[name]
            setattr(row, name, value.strip() if isinstance(value, str) else value)
    if not row.name:
        raise Refusal("sheet.name-missing", _("Name what is looked at."), field="name")
    wrong = problems(limits_of(row))
    if "crossed" in wrong:
        raise Refusal("sheet.limits-crossed", _("The lower limit is above the upper one."), field="lower")
    if "negative" in wrong:
        raise Refusal("sheet.most-failing", _("Give a whole number from 0."), field="most_failing")
    if not limits_of(row).stated:
        row.limited_from = None
    elif row.limited_from is None:
        row.limited_from = row.live_from if row._state.adding else context.today
    row.fold = fold(row.name)[:200]
    others = Characteristic.objects.filter(process_id=row.process_id, sheet=row.sheet, fold=row.fold, live_until=None)
    if row.live_until is None and others.exclude(id=row.id).exists():
        raise Refusal("sheet.exists", _("This is on the sheet already."), field="name")
    if row.live_until is not None and row.live_until < row.live_from:
        raise Refusal("sheet.ends-before-it-starts", _("It would end before it began."), field="live_until")
    row.save()
    touch_process(row.process_id)


@dataclass(frozen=True, slots=True)
class Read:
    """What was read by one line of a sheet, and where."""

    value: Decimal | None = None
    sampled: int | None = None
    failing: int | None = None
    accepted: bool | None = None
    lot: str = ""
    instrument: str = ""
    site: str = ""
    note: str = ""


@operation
def record_reading(
    context: Context, characteristic: uuid.UUID, read: Read, *, on: date | None = None, acted: str = ""
) -> Reading:
    """Keep a reading, held against today's limits; with `acted`, what was done at once about one outside. Refuses one that says too little."""
    require(context, "evidence.file")
    line = _find(characteristic)
    day = on or context.today
    limits, found = limits_of(line), Found(read.value, read.failing, read.accepted)
    _check(context, line, read, day)
    if lacks := missing(limits, found):
        raise Refusal("reading.incomplete", _("Say what was read."), field=lacks)
    made = Reading.objects.create(
        organization_id=context.require_organization(),
        process_id=line.process_id,
        characteristic_id=line.id,
        on=day,
        value=read.value,
        sampled=read.sampled,
        failing=read.failing,
        accepted=read.accepted,
        outside=outside(limits, found),
        lower=line.lower,
        upper=line.upper,
        most_failing=line.most_failing,
        lot=read.lot.strip()[:80],
        instrument=(read.instrument.strip() or line.instrument)[:160],
        site=read.site,
        note=read.note.strip()[:300],
        by_id=context.person,
    )
    if made.outside and acted.strip():
        _act(context, made, acted, day)
    touch_process(line.process_id)
    return made


@operation
def act_on_reading(context: Context, reading: uuid.UUID, *, what: str, on: date | None = None) -> ReadingAction:
    """Keep what was done about a reading outside its limits. Refuses it for one inside, without words, before the reading and on a day to come."""
    require(context, "evidence.file")
    found = Reading.objects.filter(id=reading).first()
    if found is None:
        raise NotFound("reading.not-found", _("There is no such reading."))
    if not found.outside:
        raise Refusal("reading.inside", _("This reading is inside its limits: nothing is to be done."), field="what")
    made = _act(context, found, what, on or context.today)
    touch_process(found.process_id)
    return made


def _act(context: Context, reading: Reading, what: str, on: date) -> ReadingAction:
    if not what.strip():
        raise Refusal("reading.action-missing", _("Say what was done about it."), field="what")
    if on < reading.on:
        raise Refusal("reading.acted-before", _("Nobody acts on a reading before it is taken."), field="on")
    if on > context.today:
        raise Refusal("reading.in-the-future", _("This date is still to come."), field="on")
    return ReadingAction.objects.create(
        organization_id=context.require_organization(),
        reading_id=reading.id,
        on=on,
        what=what.strip(),
        by_id=context.person,
    )


def _check(context: Context, line: Characteristic, read: Read, day: date) -> None:
    if day > context.today:
        raise Refusal("reading.in-the-future", _("This date is still to come."), field="on")
    if day < line.live_from or (line.live_until is not None and day >= line.live_until):
        raise Refusal("reading.not-on-sheet", _("This was not on the sheet on that day."), field="on")
    if read.failing is not None and read.sampled is not None and read.failing > read.sampled:
        raise Refusal("reading.more-than-sampled", _("More failed than were looked at."), field="failing")
    if read.value is not None and not (read.value.is_finite() and abs(read.value) < Decimal(10) ** 12):
        raise Refusal("reading.value", _("Give a number."), field="value")
    if read.site and not Site.objects.filter(id=read.site).exists():
        raise Refusal("reading.site", _("There is no such site."), field="site")


def _find(characteristic: uuid.UUID) -> Characteristic:
    found = Characteristic.objects.select_for_update().filter(id=characteristic).first()
    if found is None:
        raise NotFound("sheet.not-found", _("There is no such line."))
    return found
