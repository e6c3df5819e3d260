"""The registers of objectives, indicators and their values as tables one types in and pastes into."""

import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Refusal
from clauseway.processes.models import Indicator, Measurement
from clauseway.processes.operations.indicators import (
    Value,
    add_indicator,
    change_indicator,
    correct_measurement,
    measure,
)
from clauseway.processes.queries.indicators import indicators
from clauseway.systems.models import Objective
from clauseway.systems.operations.objectives import add_objective, change_objective
from clauseway.systems.queries import applied_editions
from clauseway.systems.queries.objectives import objectives
from clauseway.web.frame import Place
from clauseway.web.stocktake.registers import Column, Entry, Register, Written, as_uuid


def objectives_register() -> Register:
    """Objectives by name; their targets and plans are on their own pages."""
    return Register(
        key="objective",
        label=_("Objectives"),
        singular=_("objective"),
        about=_("What you want to reach, measurable, with somebody responsible."),
        example=_("Deliver 95 of 100 orders on the agreed day by December"),
        kind="objective",
        columns=(
            Column(
                key="name",
                label=_("Objective"),
                required=True,
                names=("name", "objective", "goal", "title"),
                sort="fold",
            ),
            Column(key="measure", label=_("Measure"), maxlength=300, names=("measure", "kpi", "indicator")),
            Column(key="owner", label=_("Owner"), kind="person", names=("responsible", "who")),
            Column(
                key="live_from", label=_("Since"), kind="date", only_new=True, names=("from", "start"), sort="live_from"
            ),
        ),
        permission="stocktake.edit",
        rows=lambda place: objectives(place.context),
        entry=_objective_entry,
        add=_add_objective,
        change=_change_objective,
        detail="objectives/{ref}/",
    )


def _objective_entry(row: Objective) -> Entry:
    stored = {"name": row.name, "measure": row.measure, "owner": row.owner_id, "live_from": row.live_from}
    return Entry(
        ref=str(row.id),
        version=str(row.version),
        name=row.name,
        stored=stored,
        live_from=row.live_from,
        live_until=row.live_until,
        names={"owner": row.owner.name if row.owner else ""},
    )


def _owned(values: Mapping[str, Any]) -> dict[str, Any]:
    return {("owner_id" if key == "owner" else key): value for key, value in values.items()}


def _standards(place: Place) -> list[str]:
    """What is typed or pasted into a system is for the standards it applies; the page of each says otherwise."""
    assert place.system is not None
    return [one.edition.slug for one in applied_editions(place.context, place.system.id)]


def _add_objective(place: Place, values: Mapping[str, Any]) -> None:
    add_objective(place.context, **_owned(values), standards=_standards(place))


def _change_objective(place: Place, ref: str, version: str, values: Mapping[str, Any]) -> None:
    change_objective(place.context, as_uuid(ref), version=int(version) if version.isdigit() else 0, **_owned(values))


def indicators_register() -> Register:
    """Indicators by name; limits and values are on their own pages."""
    return Register(
        key="indicators",
        label=_("Indicators"),
        singular=_("indicator"),
        about=_("What you measure, how it is counted, how often and by whom."),
        example=_("Orders on the promised day · % · every 45 days"),
        kind="",
        columns=(
            Column(key="name", label=_("Indicator"), required=True, names=("name", "indicator", "kpi"), sort="fold"),
            Column(key="definition", label=_("How it is counted"), kind="long", maxlength=2000, names=("definition",)),
            Column(key="unit", label=_("Unit"), maxlength=40),
            Column(key="every_days", label=_("Every … days"), kind="count", names=("rhythm", "days", "every")),
            Column(key="owner", label=_("Owner"), kind="person", names=("responsible", "who")),
            Column(
                key="live_from", label=_("Since"), kind="date", only_new=True, names=("from", "start"), sort="live_from"
            ),
        ),
        permission="stocktake.edit",
        rows=lambda place: indicators(place.context),
        entry=_indicator_entry,
        add=_add_indicator,
        change=_change_indicator,
        may_be_none=False,
        detail="indicators/{ref}/",
    )


def _indicator_entry(row: Indicator) -> Entry:
    stored = {"name": row.name, "definition": row.definition, "unit": row.unit, "live_from": row.live_from}
    every = Decimal(row.every_days) if row.every_days else None
    return Entry(
        ref=str(row.id),
        version=str(row.version),
        name=row.name,
        stored={**stored, "owner": row.owner_id, "every_days": every},
        live_from=row.live_from,
        live_until=row.live_until,
        names={"owner": row.owner.name if row.owner else ""},
    )


def _indicator_values(values: Mapping[str, Any]) -> dict[str, Any]:
    found = _owned(values)
    if found.get("every_days") is not None:
        found["every_days"] = int(found["every_days"])
    return found


def _add_indicator(place: Place, values: Mapping[str, Any]) -> None:
    add_indicator(place.context, **_indicator_values(values), standards=_standards(place))


def _change_indicator(place: Place, ref: str, version: str, values: Mapping[str, Any]) -> None:
    number = int(version) if version.isdigit() else 0
    change_indicator(place.context, as_uuid(ref), version=number, **_indicator_values(values))


def measurements_register() -> Register:
    """Values of all indicators, the newest first: the monthly export in one sheet, whose columns are remembered."""
    return Register(
        key="measurements",
        label=_("Values of indicators"),
        singular=_("value"),
        about=_(
            "Paste your system's monthly list: which indicator, which day, which value. Another value of a day is a correction, and the old one is kept."
        ),
        example=_("On-time delivery · 2026-03-31 · 96.5"),
        kind="",
        columns=_value_columns(),
        permission="evidence.file",
        rows=_values,
        entry=_value_entry,
        add=_add_value,
        change=_change_value,
        write_many=_write_values,
        search=("indicator__fold",),
        may_be_none=False,
        ends=False,
        lookup="indicator__fold",
        identity=lambda values: identity(values["indicator"], values["on"], values.get("label") or ""),
    )


def _value_columns() -> tuple[Column, ...]:
    known = tuple((name, name) for name in Indicator.objects.order_by("fold").values_list("name", flat=True))
    return (
        Column(
            key="indicator",
            label=_("Indicator"),
            kind="choice",
            options=known,
            required=True,
            only_new=True,
            names=("indicator", "name", "kpi"),
            sort="indicator__fold",
        ),
        Column(
            key="on",
            label=_("Day"),
            kind="date",
            required=True,
            only_new=True,
            names=("date", "day", "on", "month"),
            sort="on",
        ),
        Column(
            key="value",
            label=_("Value"),
            required=True,
            names=("value", "figure", "result", "amount"),
            maxlength=24,
            sort="value",
        ),
        Column(
            key="label",
            label=_("Lot, hour or the like"),
            only_new=True,
            names=("label", "lot", "batch", "hour"),
            maxlength=40,
        ),
        Column(key="note", label=_("Note"), only_new=True, names=("note", "remark"), maxlength=300),
    )


def identity(indicator: str, on: Any, label: str) -> str:
    """What tells values apart: indicator, day, label."""
    return f"{fold(indicator)} | {on} | {fold(label)}"


def _values(place: Place) -> Any:
    return Measurement.objects.select_related("indicator").order_by("-on", "indicator__fold", "-label")


def _value_entry(row: Measurement) -> Entry:
    stored = {"indicator": row.indicator.name, "on": row.on, "label": row.label, "note": row.note}
    return Entry(
        ref=str(row.id),
        version="1",
        name=identity(row.indicator.name, row.on, row.label),
        stored={**stored, "value": f"{row.value.normalize():f}"},
        live_from=row.on,
        live_until=None,
        names={},
    )


def _figure(text: str) -> Decimal:
    plain = text.strip().replace(" ", "").replace("\u00a0", "").rstrip("%")
    try:
        return Decimal(plain.replace(",", ".") if plain.count(",") + plain.count(".") == 1 else plain)
    except ArithmeticError:
        raise Refusal("figure.none", _("“%s” is no figure. Write it like 94.5.") % text[:40], field="value") from None


def _known(name: str) -> Indicator:
    found = Indicator.objects.filter(fold=fold(name)).first()
    if found is None:
        raise Refusal("indicator.not-found", _("There is no such indicator: %s.") % name[:60], field="indicator")
    return found


def _value(values: Mapping[str, Any]) -> Value:
    return Value(values["on"], _figure(values["value"]), values.get("label") or "", values.get("note") or "")


def _add_value(place: Place, values: Mapping[str, Any]) -> None:
    measure(place.context, _known(values["indicator"]).id, [_value(values)], source="sheet")


def _change_value(place: Place, ref: str, version: str, values: Mapping[str, Any]) -> None:
    if "value" in values:
        correct_measurement(place.context, as_uuid(ref), value=_figure(values["value"]), because=_because(place))


def _because(place: Place) -> str:
    return _("The sheet of %s says otherwise.") % place.context.today.isoformat()


def _write_values(place: Place, lines: Sequence[Written]) -> None:
    """A whole sheet as one operation for each indicator in it."""
    grouped: dict[uuid.UUID, list[Value]] = {}
    known: dict[str, Indicator] = {}
    for _entry, values in lines:
        name = fold(values["indicator"])
        known[name] = known.get(name) or _known(values["indicator"])
        grouped.setdefault(known[name].id, []).append(_value(values))
    for indicator, group in grouped.items():
        measure(place.context, indicator, group, source="sheet", because=_because(place))
