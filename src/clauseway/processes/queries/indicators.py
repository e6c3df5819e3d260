"""Reading indicators: the list, one with its limits, its values thinned out for a chart, corrections and evaluations."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound
from clauseway.processes.models import (
    Indicator,
    IndicatorEvaluation,
    IndicatorLimits,
    Measurement,
    MeasurementCorrection,
)
from clauseway.rules import monitoring as rule

SHOWN = 120
"""How many single values a chart holds; more are drawn as stretches of their least, mean and greatest."""

_THINNED = """
SELECT min("on"), max("on"), count(*), avg(value), min(value), max(value), count(*) FILTER (WHERE outside)
FROM (SELECT "on", label, value, outside, ntile(%s) OVER (ORDER BY "on", label) AS part
      FROM processes_measurement WHERE indicator_id = %s) AS parted
GROUP BY part ORDER BY part
"""
_MARKS = """
SELECT indicator_id, "on", before FROM (
    SELECT m.indicator_id, m."on", lag(m."on") OVER (PARTITION BY m.indicator_id ORDER BY m."on") AS before, i.every_days AS every
    FROM processes_measurement m JOIN processes_indicator i ON i.id = m.indicator_id
    WHERE m.indicator_id = ANY(%s)
) AS paired
WHERE before IS NULL OR "on" - before > every OR date_trunc('month', "on") <> date_trunc('month', before)
ORDER BY indicator_id, "on"
"""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Several values drawn as one: from when until when, how many, their mean, least and greatest, and how many lay outside."""

    begins: date
    ends: date
    count: int
    mean: Decimal
    least: Decimal
    greatest: Decimal
    outside: int


def indicators(context: Context) -> QuerySet[Indicator]:
    """All indicators with their owners and processes, by name."""
    return Indicator.objects.select_related("owner", "process").order_by("fold")


def get_indicator(context: Context, indicator: uuid.UUID) -> Indicator:
    """One indicator; NotFound for one that is not here."""
    found = Indicator.objects.select_related("owner", "process").filter(id=indicator).first()
    if found is None:
        raise NotFound("indicator.not-found", _("There is no such indicator."))
    return found


def measurements(context: Context, indicator: uuid.UUID) -> QuerySet[Measurement]:
    """The values of an indicator, the newest first."""
    rows = Measurement.objects.filter(indicator_id=indicator).select_related("by")
    return rows.order_by("-on", "-label")


def newest(context: Context, indicator: uuid.UUID, count: int = SHOWN) -> list[tuple[date, str, Decimal, bool]]:
    """The newest values as (day, label, value, outside), the oldest of them first."""
    rows = Measurement.objects.filter(indicator_id=indicator).order_by("-on", "-label")
    return list(rows.values_list("on", "label", "value", "outside")[:count])[::-1]


def thinned(context: Context, indicator: uuid.UUID, parts: int = SHOWN) -> list[Stretch]:
    """All values of an indicator in at most so many stretches of equal count; one statement, however many values there are."""
    with connection.cursor() as cursor:
        cursor.execute(_THINNED, [parts, indicator])
        return [Stretch(*row) for row in cursor.fetchall()]


def limits(context: Context, indicator: uuid.UUID) -> list[IndicatorLimits]:
    """Target and limits of an indicator, the oldest first."""
    rows = IndicatorLimits.objects.filter(indicator_id=indicator).select_related("set_by")
    return list(rows.order_by("valid_from", "recorded_at"))


def limit_values(rows: Iterable[IndicatorLimits]) -> list[rule.Limits]:
    """As the rules ask."""
    return [rule.Limits(row.target, row.lower, row.upper, row.valid_from, row.valid_until) for row in rows]


def corrections(context: Context, indicator: uuid.UUID) -> list[MeasurementCorrection]:
    """What values said before they were corrected, the newest first; at most a hundred."""
    rows = MeasurementCorrection.objects.filter(measurement__indicator_id=indicator).select_related("measurement", "by")
    return list(rows.order_by("-recorded_at")[:100])


def evaluations(context: Context, indicator: uuid.UUID) -> list[IndicatorEvaluation]:
    """Who looked at an indicator and what it came to, the newest first; at most a hundred."""
    rows = IndicatorEvaluation.objects.filter(indicator_id=indicator).select_related("by")
    return list(rows.order_by("-on", "-recorded_at")[:100])


def marks(context: Context, keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[tuple[date, date | None]]]:
    """For the rule of being fed: values with which a month began or before which there was a gap, each with the day of the value before."""
    found: dict[uuid.UUID, list[tuple[date, date | None]]] = {key: [] for key in keys}
    if keys:
        with connection.cursor() as cursor:
            cursor.execute(_MARKS, [list(keys)])
            for indicator, on, before in cursor.fetchall():
                found[indicator].append((on, before))
    return found


def looks(context: Context, keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[rule.Look]]:
    """The evaluations of some indicators that still rest on what they rested on, the oldest first.

    One whose period got another value afterwards (a correction, or a late one outside the limits) says nothing any more.
    """
    found: dict[uuid.UUID, list[rule.Look]] = {key: [] for key in keys}
    later = _changed_later(keys)
    rows = IndicatorEvaluation.objects.filter(indicator_id__in=list(keys)).order_by("on", "recorded_at", "id")
    for row in rows:
        if any(row.period_from <= on <= row.on and at > row.recorded_at for on, at in later.get(row.indicator_id, ())):
            continue
        found[row.indicator_id].append(rule.Look(row.on, row.period_from, row.result, bool(row.response), str(row.id)))
    return found


def _changed_later(keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[tuple[date, datetime]]]:
    found: dict[uuid.UUID, list[tuple[date, datetime]]] = {}
    changed = MeasurementCorrection.objects.filter(measurement__indicator_id__in=list(keys))
    rows = [*changed.values_list("measurement__indicator_id", "measurement__on", "recorded_at")]
    late = Measurement.objects.filter(indicator_id__in=list(keys), outside=True)
    rows += late.values_list("indicator_id", "on", "recorded_at")
    for indicator, on, at in rows:
        found.setdefault(indicator, []).append((on, at))
    return found


def last_before(context: Context, indicator: uuid.UUID, day: date) -> tuple[date, Decimal] | None:
    """The last value up to a day."""
    rows = Measurement.objects.filter(indicator_id=indicator, on__lte=day).order_by("-on", "-label")
    return rows.values_list("on", "value").first()
