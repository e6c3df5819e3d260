"""From indicators as they are stored to the values of their pages."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.processes.models import (
    Indicator,
    IndicatorEvaluation,
    IndicatorLimits,
    Measurement,
    MeasurementCorrection,
)
from clauseway.processes.queries.indicators import (
    corrections,
    evaluations,
    limit_values,
    limits,
    measurements,
    newest,
    thinned,
)
from clauseway.rules import control_chart as rule
from clauseway.rules import monitoring
from clauseway.web.charts import Placed, RunChart, run_chart
from clauseway.web.components import Action, Empty, Item, Link, Shelf, Stat, State
from clauseway.web.frame import Place
from clauseway.web.indicators.page import IndicatorPage
from clauseway.web.jinja import day, day_short, number
from clauseway.web.listing import Listing, columns, page_of
from clauseway.web.stocktake.exports import exports
from clauseway.web.tables import Cell, Row, Sign, Table, View

RESULT_SIGNS = {"as-intended": State.SHOWN, "corrected": State.SOON, "not-as-intended": State.GAP}
Value = tuple[date, str, Decimal, bool]


def address(place: Place, indicator: Indicator, more: str = "") -> str:
    return f"{place.base}/indicators/{indicator.id}/{more}"


def with_unit(value: Decimal | float | None, unit: str) -> str:
    """A figure with its unit; nothing for None."""
    return "" if value is None else f"{number(float(value))} {unit}".strip()


def bounds_text(row: IndicatorLimits | monitoring.Limits | None, unit: str) -> str:
    """Target and limits in a line."""
    if row is None:
        return _("no target and no limits")
    parts = [_("target %s") % with_unit(row.target, unit)] if row.target is not None else []
    if row.lower is not None and row.upper is not None:
        parts.append(f"{with_unit(row.lower, '')} – {with_unit(row.upper, unit)}")
    elif row.lower is not None:
        parts.append(_("at least %s") % with_unit(row.lower, unit))
    elif row.upper is not None:
        parts.append(_("at most %s") % with_unit(row.upper, unit))
    return ", ".join(parts)


def due(indicator: Indicator) -> date | None:
    """The day by which the next value is due by the organization's own rhythm."""
    if indicator.every_days is None:
        return None
    return (indicator.last_on or indicator.live_from) + timedelta(days=indicator.every_days)


def indicator_page(place: Place, found: Indicator, asked: Listing, *, everything: bool) -> IndicatorPage:
    """Everything about one indicator. The chart holds the newest single values, or all of them thinned out."""
    bounds = limits(place.context, found.id)
    looked = evaluations(place.context, found.id)
    over = [str(found.get_about_display())] + ([found.process.name] if found.process else [])
    over.append(_rhythm(found.every_days))
    over += [_("ended %s") % day(found.live_until)] if found.live_until else []
    chart, label, said = _all(place, found) if everything else _single(place, found, bounds)
    views = (
        View(label=_("Newest values"), href=address(place, found), current=not everything),
        View(label=_("All values"), href=f"{address(place, found)}?chart=all", current=everything),
    )
    return IndicatorPage(
        crumbs=(Link(label=_("Indicators"), href=f"{place.base}/indicators/"),),
        name=found.name,
        overline=tuple(over),
        lead=found.definition,
        warning=_warning(place, found),
        do=_deeds(place, found),
        figures=_figures(place, found, bounds),
        chart=chart,
        chart_label=label,
        views=views,
        said=said,
        values=_values(place, found, asked),
        right=(
            _evaluations(place, found, looked),
            _limits(place, found, bounds),
            _corrections(found, corrections(place.context, found.id)),
        ),
    )


def _rhythm(every: int | None) -> str:
    if every is None:
        return _("no rhythm set")
    return _("every day") if every == 1 else _("every %d days") % every


def _warning(place: Place, found: Indicator) -> str:
    last = due(found)
    if found.live_until is None and last is not None and last <= place.context.today:
        return _("No value since %s: this indicator is not fed, so it shows nothing.") % day(
            found.last_on or found.live_from
        )
    if found.outside:
        return _(
            "The newest value lies outside its limits. Look into it and say what is done, before the next one is due."
        )
    if found.defined_on is None:
        return _(
            "Not settled yet: an indicator needs a definition, a unit, a rhythm, an owner, and a target or limits."
        )
    return ""


def _deeds(place: Place, found: Indicator) -> tuple[Action, ...]:
    made = []
    if place.may("evidence.file") and found.live_until is None:
        made.append(Action(label=_("Enter a value"), href=address(place, found, "value/"), primary=True))
        made.append(Action(label=_("Evaluate"), href=address(place, found, "evaluate/")))
    if place.may("stocktake.edit"):
        made.append(Action(label=_("Edit"), href=address(place, found, "edit/"), icon="pencil"))
    return tuple(made)


def _figures(place: Place, found: Indicator, bounds: Sequence[IndicatorLimits]) -> tuple[Stat, ...]:
    now = monitoring.limits_on(limit_values(bounds), place.context.today)
    last = with_unit(found.last_value, found.unit) or "–"
    state = None if found.last_value is None else State.GAP if found.outside else State.SHOWN if now else None
    return (
        Stat(
            value=last,
            label=_("newest value, of %s") % day(found.last_on) if found.last_on else _("no value yet"),
            state=state,
        ),
        Stat(value=bounds_text(now, found.unit) if now else "–", label=_("what is held against it today")),
        Stat(value=day(due(found)) or "–", label=_("next value due")),
    )


def _single(
    place: Place, found: Indicator, bounds: Sequence[IndicatorLimits]
) -> tuple[RunChart | None, str, tuple[str, ...]]:
    """The newest values one by one, with target, limits and control limits, and what the run rules say."""
    values = newest(place.context, found.id)
    if not values:
        return None, "", ()
    chart = rule.individuals_chart([float(value) for _on, _label, value, _outside in values])
    marked = chart.marked
    placed: list[Placed] = [
        (float(value), _said_value(found, one), "outside" if outside else "signal" if n in marked else "")
        for n, one in enumerate(values)
        for _on, _label, value, outside in [one]
    ]
    levels = [*_held(found, values, bounds), *_control(found, chart, len(values))]
    said = _words(found, chart, values)
    drawn = run_chart(found.name, placed, levels, _ticks([value[0] for value in values]), written=number)
    label = _("Chart of %(name)s from %(begins)s to %(ends)s.") % {
        "name": found.name,
        "begins": day(values[0][0]),
        "ends": day(values[-1][0]),
    }
    return drawn, " ".join([label, *said]), said


def _said_value(found: Indicator, one: Value) -> str:
    on, label, value, outside = one
    text = f"{day(on)} {label}: {with_unit(value, found.unit)}".replace(" :", ":")
    return text + ", " + _("outside the limits") if outside else text


def _held(
    found: Indicator, values: Sequence[Value], bounds: Sequence[IndicatorLimits]
) -> list[tuple[str, str, int, int, float]]:
    """Target and limits as they held under each value."""
    made: list[tuple[str, str, int, int, float]] = []
    for row in bounds:
        under = [
            n
            for n, one in enumerate(values)
            if row.valid_from <= one[0] and (row.valid_until is None or one[0] < row.valid_until)
        ]
        for kind, value in (("target", row.target), ("limit", row.lower), ("limit", row.upper)):
            if value is not None and under:
                made.append((kind, with_unit(value, found.unit), under[0], under[-1], float(value)))
    return made


def _control(found: Indicator, chart: rule.Chart, count: int) -> list[tuple[str, str, int, int, float]]:
    if chart.upper is None or chart.lower is None:
        return []
    text = f"{number(chart.lower)} – {number(chart.upper)}"
    return [
        ("centre", number(chart.centre), 0, count - 1, chart.centre),
        ("control", text, 0, count - 1, chart.lower),
        ("control", text, 0, count - 1, chart.upper),
    ]


def _words(found: Indicator, chart: rule.Chart, values: Sequence[Value]) -> tuple[str, ...]:
    """What the chart shows, said: how sure, which values lie outside, which run rules spoke."""
    count, made = len(values), []
    if chart.basis == rule.TOO_FEW:
        made.append(
            _(
                "%(count)d values are too few for control limits; %(few)d are needed to begin with, about %(enough)d to rely on them."
            )
            % {"count": count, "few": rule.FEW, "enough": rule.ENOUGH}
        )
    elif chart.basis == rule.FLAT:
        made.append(_("All values are alike, so there is no variation to judge."))
    else:
        made.append(
            _(
                "Mean %(mean)s; by their own variation the %(count)d values shown would lie between %(low)s and %(high)s."
            )
            % {"mean": number(chart.centre), "count": count, "low": number(chart.lower), "high": number(chart.upper)}
        )
        if chart.basis == rule.PROVISIONAL:
            made.append(_("Fewer than %d values: these control limits are provisional.") % rule.ENOUGH)
        if not chart.signals:
            made.append(_("No sign of a special cause."))
    outside = [one for one in values if one[3]]
    if outside:
        days = ", ".join(day(one[0]) for one in outside[-5:])
        text = ngettext(
            "%(n)d value outside its limits: %(days)s.",
            "%(n)d values outside their limits, the latest: %(days)s.",
            len(outside),
        )
        made.append(text % {"n": len(outside), "days": days})
    said = {
        rule.BEYOND: _("beyond the control limits"),
        rule.ONE_SIDE: _("nine in a row on one side of the mean"),
        rule.TREND: _("six in a row rising or falling"),
        rule.TWO_OF_THREE: _("two of three far out on one side"),
        rule.FOUR_OF_FIVE: _("four of five out on one side"),
    }
    by_day: dict[int, list[str]] = {}
    for signal in chart.signals:
        by_day.setdefault(signal.last, []).append(said[signal.rule])
    for n, rules in list(by_day.items())[-5:]:
        made.append(_("Out of control on %(day)s: %(what)s.") % {"day": day(values[n][0]), "what": ", ".join(rules)})
    return tuple(made)


def _all(place: Place, found: Indicator) -> tuple[RunChart | None, str, tuple[str, ...]]:
    """All values, thinned out: the mean of each stretch within its least and greatest value."""
    parts = thinned(place.context, found.id)
    if not parts:
        return None, "", ()
    total, outside = sum(part.count for part in parts), sum(part.outside for part in parts)
    said = (
        _(
            "%(count)s values from %(begins)s to %(ends)s, drawn in %(parts)d stretches; %(outside)s of them lie outside the limits of their day."
        )
        % {
            "count": number(total),
            "begins": day(parts[0].begins),
            "ends": day(parts[-1].ends),
            "parts": len(parts),
            "outside": number(outside),
        },
        _("Run rules are for single values: see the newest ones."),
    )
    placed: list[Placed] = [(float(part.mean), "", "") for part in parts]
    band = [(float(part.least), float(part.greatest)) for part in parts]
    drawn = run_chart(found.name, placed, (), _ticks([part.begins for part in parts]), band, written=number)
    return drawn, " ".join(said), said


def _ticks(days: Sequence[date]) -> list[tuple[int, str]]:
    """At most three days below the chart (more would not fit on a phone), the first and the last among them."""
    last = len(days) - 1
    places = sorted({round(last * part / 2) for part in range(3)}) if last > 4 else sorted({0, last})
    far = days[0].year != days[-1].year
    return [(n, day(days[n]) if far else day_short(days[n])) for n in places]


def _values(place: Place, found: Indicator, asked: Listing) -> Table:
    rows, pager = page_of(asked, measurements(place.context, found.id))
    may = place.may("evidence.file")
    return Table(
        id="values",
        caption=_("Values"),
        search=None,
        href=address(place, found),
        columns=columns(
            asked,
            ("on", _("Day"), "main"),
            ("value", _("Value"), "short"),
            ("state", _("Limits"), "short"),
            ("note", _("Note"), "text"),
            ("by", _("Entered by"), "text"),
        ),
        rows=tuple(_value_row(place, found, row, may) for row in rows),
        pager=pager,
        empty=Empty(
            title=_("No values yet"),
            text=_("Type the first one, or paste your system's monthly export: its columns are remembered."),
            action=Action(label=_("Enter a value"), href=address(place, found, "value/"), primary=True)
            if may
            else None,
        ),
        exports=exports(place, "measurements", f"?q={found.fold}"),
    )


def _value_row(place: Place, found: Indicator, row: Measurement, may: bool) -> Row:
    sign = Sign(
        state=State.GAP if row.outside else State.SHOWN, word=_("outside") if row.outside else _("within"), tag=True
    )
    return Row(
        key=str(row.id),
        label=day(row.on),
        cells=(
            Cell(
                text=f"{day(row.on)} {row.label}".strip(),
                href=address(place, found, f"values/{row.id}/") if may else "",
            ),
            Cell(text=with_unit(row.value, found.unit), note=_("corrected") if row.corrected else ""),
            Cell(text="", signs=(sign,)),
            Cell(text=row.note),
            Cell(text=row.by.name if row.by else "", note=str(row.get_source_display())),
        ),
    )


def _evaluations(place: Place, found: Indicator, rows: Sequence[IndicatorEvaluation]) -> Shelf:
    items = tuple(
        Item(
            state=RESULT_SIGNS[row.result],
            title=f"{row.get_result_display()}: {row.finding}",
            note=_("%(begins)s to %(ends)s. %(response)s")
            % {"begins": day(row.period_from), "ends": day(row.on), "response": row.response},
            aside=row.by.name if row.by else "",
        )
        for row in rows
    )
    return Shelf(title=_("Evaluations"), items=items, none=_("Nobody has looked at these values yet."))


def _limits(place: Place, found: Indicator, rows: Sequence[IndicatorLimits]) -> Shelf:
    items = tuple(
        Item(
            state=State.INFO if row.valid_until is None else State.UNKNOWN,
            title=bounds_text(row, found.unit),
            note=" ".join(
                [
                    _("since %s") % day(row.valid_from)
                    if row.valid_until is None
                    else f"{day(row.valid_from)} – {day(row.valid_until)}",
                    row.reason,
                ]
            ),
            aside=row.set_by.name if row.set_by else "",
        )
        for row in reversed(rows)
    )
    can = place.may("stocktake.edit") and found.live_until is None
    do = (Action(label=_("Set target and limits"), href=address(place, found, "limits/")),) if can else ()
    return Shelf(title=_("Target and limits"), items=items, none=_("Nothing says yet what is good."), do=do)


def _corrections(found: Indicator, rows: Sequence[MeasurementCorrection]) -> Shelf:
    items = tuple(
        Item(
            state=State.INFO,
            title=_("%(day)s: %(before)s became %(after)s")
            % {
                "day": day(row.measurement.on),
                "before": with_unit(row.before, found.unit),
                "after": with_unit(row.after, found.unit),
            },
            note=row.because,
            aside=" · ".join([day(row.recorded_at), row.by.name if row.by else ""]).strip(" ·"),
        )
        for row in rows
    )
    return Shelf(title=_("Corrections"), items=items, none=_("No value was corrected."))
