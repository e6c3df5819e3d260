"""Reading sheets and readings."""

import uuid
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound
from clauseway.processes.models import Characteristic, Reading, ReadingAction
from clauseway.rules.sheets import Limits


def sheet(context: Context, process: uuid.UUID) -> QuerySet[Characteristic]:
    """The lines that are on the sheets of a process today, the process sheet first."""
    today = context.today
    rows = Characteristic.objects.filter(Q(live_until=None) | Q(live_until__gt=today), process_id=process)
    return rows.order_by("sheet", "recorded_at", "id")


def get_characteristic(context: Context, characteristic: uuid.UUID) -> Characteristic:
    """One line with its process; NotFound for one that is not here."""
    found = Characteristic.objects.select_related("process").filter(id=characteristic).first()
    if found is None:
        raise NotFound("sheet.not-found", "There is no such line.")
    return found


def readings(context: Context) -> QuerySet[Reading]:
    """All readings, the newest first; `settled` tells of one outside whether somebody acted on it."""
    acted = ReadingAction.objects.filter(reading_id=OuterRef("id"))
    return Reading.objects.annotate(settled=Exists(acted)).order_by("-on", "-recorded_at", "-id")


def nobody_acted(rows: QuerySet[Reading]) -> QuerySet[Reading]:
    """Of some readings those outside their limits that nobody acted on."""
    acted = ReadingAction.objects.filter(reading_id=OuterRef("id"))
    return rows.filter(~Exists(acted), outside=True)


def get_reading(context: Context, reading: uuid.UUID) -> Reading:
    """One reading with its line and process; NotFound for one that is not here."""
    found = readings(context).select_related("characteristic", "process").filter(id=reading).first()
    if found is None:
        raise NotFound("reading.not-found", "There is no such reading.")
    return found


def limits_of(row: Any) -> Limits:
    """The limits of a line, or those kept with a reading."""
    return Limits(row.lower, row.upper, row.most_failing, getattr(row, "words", ""))
