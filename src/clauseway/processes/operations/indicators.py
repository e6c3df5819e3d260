"""Writing indicators: what is measured, its limits, values, corrections and evaluations."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from clauseway.actions.operations import close_duty, open_duty
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.kernel.work import operation, touch
from clauseway.organization.operations import index
from clauseway.organization.policies import require
from clauseway.processes.models import (
    Indicator,
    IndicatorEvaluation,
    IndicatorLimits,
    Measurement,
    MeasurementCorrection,
)
from clauseway.processes.queries.indicators import limit_values, limits
from clauseway.rules import monitoring as rule
from clauseway.systems.queries.objectives import fed_by

EDITABLE = (
    *("name", "definition", "unit", "direction", "about", "process_id", "owner_id", "every_days", "standards"),
    "live_until",
)
MOST = Decimal(10) ** 13
BATCH = 2000
"""Rows written by one statement; PostgreSQL takes at most 65,535 parameters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Target and limits; without limits the target decides."""

    target: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None

    @property
    def empty(self) -> bool:
        return (self.target, self.lower, self.upper) == (None, None, None)


@dataclass(frozen=True, slots=True)
class Value:
    """One measurement: day, value, a label where a day has several, a note."""

    on: date
    value: Decimal
    label: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """How many values were new, were there already, and replaced another (each with its correction kept)."""

    new: int
    same: int
    corrected: int


def get_for_update(indicator: uuid.UUID) -> Indicator:
    found = Indicator.objects.select_for_update().filter(id=indicator).first()
    if found is None:
        raise NotFound("indicator.not-found", _("There is no such indicator."))
    return found


@operation
def add_indicator(
    context: Context, *, name: str, live_from: date | None = None, bounds: Bounds | None = None, **values: Any
) -> Indicator:
    """Add an indicator (values: see `EDITABLE`), with its first target and limits."""
    require(context, "stocktake.edit")
    row = Indicator(
        organization_id=context.require_organization(), name=name.strip(), live_from=live_from or context.today
    )
    _take(row, values)
    if Indicator.objects.filter(fold=fold(row.name)).exists():
        raise Refusal("indicator.exists", _("There is an indicator of this name already."), field="name")
    row.fold = fold(row.name)
    row.save()
    if bounds is not None and not bounds.empty:
        _set_limits(context, row, bounds, row.live_from, "")
    _settle(context, row)
    return row


@operation
def change_indicator(context: Context, indicator: uuid.UUID, *, version: int, **values: Any) -> Indicator:
    """Change an indicator or end it (`live_until`). Conflict when somebody changed it since `version`."""
    require(context, "stocktake.edit")
    row = get_for_update(indicator)
    if row.version != version:
        raise Conflict(
            "indicator.changed", _("Somebody else changed this indicator meanwhile."), details={"version": row.version}
        )
    before = row.process_id
    _take(row, values)
    if Indicator.objects.filter(fold=fold(row.name)).exclude(id=row.id).exists():
        raise Refusal("indicator.exists", _("There is an indicator of this name already."), field="name")
    row.fold, row.version = fold(row.name), row.version + 1
    if before is not None and before != row.process_id:
        touch("process-indicators", before)
    _settle(context, row)
    return row


def _take(row: Indicator, values: dict[str, Any]) -> None:
    for key in EDITABLE:
        if key in values:
            value = values[key]
            setattr(row, key, value.strip() if isinstance(value, str) else value)
    if not row.name:
        raise Refusal("indicator.name-missing", _("Name the indicator."), field="name")
    if row.direction not in dict(Indicator.DIRECTIONS):
        raise Refusal("indicator.direction", _("Choose whether more, less or a range is good."), field="direction")
    if row.about not in dict(Indicator.ABOUT):
        raise Refusal("indicator.about", _("Choose what it is about."), field="about")
    if row.every_days is not None and not 1 <= row.every_days <= 3660:
        raise Refusal("indicator.every", _("Between 1 day and 10 years."), field="every_days")
    if row.live_until is not None and row.live_until < row.live_from:
        raise Refusal("indicator.ends-early", _("It cannot end before it began."), field="live_until")


@operation
def set_limits(
    context: Context, indicator: uuid.UUID, bounds: Bounds, *, on: date | None = None, reason: str = ""
) -> IndicatorLimits:
    """Set target and limits from a day on, today when it is not said (the day after the newest value, when there is one of today).

    Refuses a day up to which values were measured already: they stay held against what was in force.
    """
    require(context, "stocktake.edit")
    row = get_for_update(indicator)
    day = on or context.today
    if on is None and row.last_on is not None:
        day = max(day, row.last_on + timedelta(days=1))
    made = _set_limits(context, row, bounds, day, reason)
    row.version += 1
    _settle(context, row)
    return made


def _set_limits(context: Context, row: Indicator, bounds: Bounds, day: date, reason: str) -> IndicatorLimits:
    if bounds.empty:
        raise Refusal("limits.missing", _("Give a target or a limit."), field="target")
    if bounds.lower is not None and bounds.upper is not None and bounds.lower > bounds.upper:
        raise Refusal("limits.order", _("The lower limit is above the upper one."), field="lower")
    if row.last_on is not None and day <= row.last_on:
        raise Refusal(
            "limits.after-the-fact",
            _("Values were measured up to %s and stay held against what was in force. Begin later.")
            % row.last_on.isoformat(),
            field="on",
        )
    current = IndicatorLimits.objects.filter(indicator_id=row.id, valid_until=None).first()
    if current is not None:
        if day < current.valid_from:
            raise Refusal("limits.before", _("The limits in force began later."), field="on")
        current.valid_until = day
        current.save()
    return IndicatorLimits.objects.create(
        organization_id=context.require_organization(),
        indicator_id=row.id,
        target=bounds.target,
        lower=bounds.lower,
        upper=bounds.upper,
        valid_from=day,
        reason=reason.strip(),
        set_by_id=context.person,
    )


@operation
def measure(
    context: Context, indicator: uuid.UUID, values: Sequence[Value], *, source: str = "hand", because: str = ""
) -> Taken:
    """Enter values. One that is there already is left; one that says something else is a correction and asks `because`.

    Refuses a day to come, a figure that is none or beyond reason, and an indicator that ended before.
    """
    require(context, "evidence.file")
    return enter_values(context, get_for_update(indicator), values, source=source, because=because)


def enter_values(context: Context, row: Indicator, values: Sequence[Value], *, source: str, because: str) -> Taken:
    """Enter values of an indicator that is locked, as `measure` says. Whoever calls asked whether the actor may."""
    for one in values:
        _check(context, row, one)
    days = [one.on for one in values]
    standing = Measurement.objects.filter(indicator_id=row.id)
    if days:
        standing = standing.filter(on__gte=min(days), on__lte=max(days))
    known = {(m.on, m.label): m for m in standing}
    bounds = limit_values(limits(context, row.id))
    fresh: dict[tuple[date, str], Measurement] = {}
    same = corrected = 0
    for one in values:
        found = known.get((one.on, one.label))
        if found is None and (one.on, one.label) not in fresh:
            fresh[one.on, one.label] = _measurement(context, row, one, source, _outside(row, bounds, one.on, one.value))
        elif found is None or found.value == one.value:
            same += 1
        else:
            _correct(context, row, found, one.value, because, _outside(row, bounds, one.on, one.value))
            corrected += 1
    Measurement.objects.bulk_create(fresh.values(), batch_size=BATCH)
    _newest(row)
    _settle(context, row)
    return Taken(len(fresh), same, corrected)


def _check(context: Context, row: Indicator, one: Value) -> None:
    if one.on > context.today:
        raise Refusal("measurement.future", _("This day has not come yet."), field="on")
    if row.live_until is not None and one.on >= row.live_until:
        raise Refusal("measurement.ended", _("The indicator ended before."), field="on")
    if not one.value.is_finite() or abs(one.value) >= MOST:
        raise Refusal("measurement.value", _("This is no figure we can keep."), field="value")
    if len(one.label) > 40:
        raise Refusal("measurement.label", _("A label holds at most 40 characters."), field="label")


def _outside(row: Indicator, bounds: Iterable[rule.Limits], on: date, value: Decimal) -> bool:
    found = rule.limits_on(bounds, on)
    return found is not None and found.outside(row.direction, value)


def _measurement(context: Context, row: Indicator, one: Value, source: str, outside: bool) -> Measurement:
    return Measurement(
        organization_id=context.require_organization(),
        indicator_id=row.id,
        on=one.on,
        label=one.label,
        value=one.value,
        note=one.note.strip()[:300],
        source=source,
        outside=outside,
        by_id=context.person,
    )


@operation
def correct_measurement(context: Context, measurement: uuid.UUID, *, value: Decimal, because: str) -> Measurement:
    """Correct a value; what it said before stays to be read, with the reason."""
    require(context, "evidence.file")
    found = Measurement.objects.select_for_update().filter(id=measurement).first()
    if found is None:
        raise NotFound("measurement.not-found", _("There is no such value."))
    row = get_for_update(found.indicator_id)
    _check(context, row, Value(found.on, value, found.label))
    if found.value == value:
        return found
    _correct(context, row, found, value, because, _outside(row, limit_values(limits(context, row.id)), found.on, value))
    _newest(row)
    _settle(context, row)
    return found


def _correct(context: Context, row: Indicator, found: Measurement, value: Decimal, because: str, outside: bool) -> None:
    if not because.strip():
        raise Refusal(
            "measurement.because",
            _("There is another value of %s already; say why it was wrong.") % found.on.isoformat(),
            field="because",
        )
    MeasurementCorrection.objects.create(
        organization_id=context.require_organization(),
        measurement_id=found.id,
        before=found.value,
        after=value,
        because=because.strip()[:300],
        by_id=context.person,
    )
    found.value, found.outside, found.corrected = value, outside, True
    found.save()


def _newest(row: Indicator) -> None:
    last = Measurement.objects.filter(indicator_id=row.id).order_by("-on", "-label").first()
    if last is not None:
        row.last_on, row.last_value, row.outside = last.on, last.value, last.outside


@operation
def evaluate_indicator(
    context: Context,
    indicator: uuid.UUID,
    *,
    period_from: date,
    finding: str,
    response: str = "",
    on: date | None = None,
) -> IndicatorEvaluation:
    """Look at the values of a period that ends on `on`, say what they mean and what is done. What it comes to follows from the limits.

    Refuses a period without values: nothing was measured, so nothing can be evaluated.
    """
    require(context, "evidence.file")
    row = get_for_update(indicator)
    day = on or context.today
    if day > context.today or period_from > day:
        raise Refusal("evaluation.period", _("The period ends today at the latest."), field="on")
    if not finding.strip():
        raise Refusal("evaluation.finding", _("Say what the values tell you."), field="finding")
    inside = Measurement.objects.filter(indicator_id=row.id, on__gte=period_from, on__lte=day)
    if not inside.exists():
        raise Refusal("evaluation.no-values", _("There is no value in this period."), field="period_from")
    bounds = limit_values(limits(context, row.id))
    if rule.limits_on(bounds, day) is None:
        raise Refusal("evaluation.no-limits", _("Set a target or limits first: nothing says what is good."))
    made = IndicatorEvaluation.objects.create(
        organization_id=context.require_organization(),
        indicator_id=row.id,
        on=day,
        period_from=period_from,
        result=rule.result(inside.filter(outside=True).count(), bool(response.strip())),
        finding=finding.strip(),
        response=response.strip(),
        by_id=context.person,
    )
    _settle(context, row)
    return made


def _settle(context: Context, row: Indicator) -> None:
    """Since when it is defined, the duty of the next value, the search entry, and what can be proven anew."""
    bounded = IndicatorLimits.objects.filter(indicator_id=row.id, valid_until=None).exists()
    complete = bool(bounded and row.definition and row.unit and row.every_days and row.owner_id)
    row.defined_on = (row.defined_on or context.today) if complete else None
    row.save()
    _duty(context, row)
    index(
        context,
        kind="indicator",
        reference=str(row.id),
        title=row.name,
        detail=row.definition,
        path=f"indicators/{row.id}/",
    )
    touch("monitoring", "all")
    if row.process_id is not None:
        touch("process-indicators", row.process_id)
    if row.about == "customer-satisfaction":
        touch("customer-satisfaction", "all")
    for objective in fed_by(context, [row.id]).get(row.id, ()):
        touch("objective-result", objective)


def _duty(context: Context, row: Indicator) -> None:
    key = f"indicator-value:{row.id}"
    if row.every_days is None or row.owner_id is None or row.live_until is not None:
        close_duty(context, key, dropped=True)
        return
    open_duty(
        context,
        natural_key=key,
        kind="indicator-value",
        title=_("Enter a value: %s") % row.name,
        person=row.owner_id,
        due_on=(row.last_on or row.live_from) + timedelta(days=row.every_days),
        reference=str(row.id),
        path=f"indicators/{row.id}/",
    )
