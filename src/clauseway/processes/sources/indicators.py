"""What indicators can prove: that monitoring is settled and runs as planned, that processes have measures and are evaluated, what customers think; and
what was left alone: values outside their limits, and objectives missed by what was measured."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from clauseway.kernel.context import Context
from clauseway.kernel.registry import DraftClaim, register_source
from clauseway.processes.models import Indicator, IndicatorEvaluation, Measurement
from clauseway.processes.queries.indicators import last_before, looks, marks
from clauseway.rules import monitoring as rule
from clauseway.systems.models import Objective
from clauseway.systems.queries.objectives import filed, ignored

SATISFIED = {
    rule.AS_INTENDED: "good-or-better",
    rule.CORRECTED: "worse-and-acted-on",
    rule.NOT_AS_INTENDED: "worse",
}
Keys = Callable[[Context], Iterable[str]]


def register() -> None:
    register_source(
        "monitoring", words=["monitoring.planned", "monitoring.performed"], keys=_one_key, claims=_monitoring
    )
    register_source(
        "process-indicators",
        words=["process.criteria-set", "process.evaluated", "process-performance.outside"],
        keys=_processes,
        claims=_process,
    )
    register_source(
        "customer-satisfaction",
        words=[
            *("customer-satisfaction.method-set", "customer-satisfaction.monitored"),
            *("customer-satisfaction.evaluated", "customer-satisfaction.outside"),
        ],
        keys=_one_key,
        claims=_customers,
    )
    register_source(
        "objective-result",
        words=["objective.missed"],
        keys=_objectives,
        claims=lambda context, key: many_missed(context, [key]).get(key, []),
        many=many_missed,
        vanished="retracted",
    )


def _one_key(context: Context) -> Iterable[str]:
    return ["all"] if Indicator.objects.exists() else []


def _processes(context: Context) -> Iterable[str]:
    rows = Indicator.objects.filter(process_id__isnull=False).values_list("process_id", flat=True)
    return sorted({str(key) for key in rows})


def _objectives(context: Context) -> Iterable[str]:
    return [str(key) for key in Objective.objects.values_list("id", flat=True)]


def _monitoring(context: Context, key: str) -> list[DraftClaim]:
    """Per standard: settled once everything measured for it is defined, carried out while all of it is fed in its own rhythm."""
    rows = list(Indicator.objects.order_by("fold"))
    found = []
    for standard in sorted({slug for row in rows for slug in row.standards}):
        mine = [row for row in rows if standard in row.standards]
        found += _planned(mine, "monitoring.planned", standard)
        found += _performed(context, mine, "monitoring.performed", standard)
    return found


def _planned(rows: Sequence[Indicator], kind: str, standard: str = "") -> list[DraftClaim]:
    living = [row for row in rows if row.live_until is None]
    days = [row.defined_on for row in living if row.defined_on is not None]
    if not living or len(days) < len(living):
        return []
    return [
        DraftClaim(
            kind=kind,
            code=f"{kind}|{standard}",
            valid_from=max(days),
            collected_at=max(row.recorded_at for row in living),
            facets={"standards": [standard]} if standard else {},
        )
    ]


def _performed(context: Context, rows: Sequence[Indicator], kind: str, standard: str = "") -> list[DraftClaim]:
    marked = marks(context, [row.id for row in rows])
    series = [rule.fed(r.live_from, r.live_until, r.every_days, marked[r.id], r.last_on) for r in rows]
    spans = rule.performed(series)
    entered = _entered([row.id for row in rows], [begins for begins, _ends in spans])
    return [
        DraftClaim(
            kind=kind,
            code=f"{kind}|{standard}|{begins}",
            valid_from=begins,
            valid_until=ends,
            collected_at=entered.get(begins) or _noon(begins),
            facets={"standards": [standard]} if standard else {},
        )
        for begins, ends in spans
    ]


def _entered(indicators: Sequence[uuid.UUID], days: Iterable[date]) -> dict[date, datetime]:
    """When the last value of each day was entered."""
    rows = Measurement.objects.filter(indicator_id__in=list(indicators), on__in=list(days))
    found: dict[date, datetime] = {}
    for on, at in rows.values_list("on", "recorded_at"):
        found[on] = max(found.get(on, at), at)
    return found


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _process(context: Context, key: str) -> list[DraftClaim]:
    """A process has criteria once an indicator of it is defined; it was evaluated when all that is measured of it was looked at."""
    rows = list(Indicator.objects.filter(process_id=key).order_by("fold"))
    about: dict[str, Any] = {"subject_kind": "process", "subject_ref": key}
    found = []
    defined = [row for row in rows if row.defined_on is not None and row.live_until is None]
    if defined:
        first = min(defined, key=lambda row: row.defined_on or date.max)
        found.append(
            DraftClaim(
                kind="process.criteria-set",
                code="indicators",
                valid_from=first.defined_on or first.live_from,
                collected_at=first.recorded_at,
                **about,
            )
        )
    found += _evaluated(context, rows, "process.evaluated", {name: name for name in rule.RESULTS}, about)
    return found + _outside(context, rows, "process-performance.outside", about)


def _customers(context: Context, key: str) -> list[DraftClaim]:
    rows = list(Indicator.objects.filter(about="customer-satisfaction").order_by("fold"))
    return [
        *_planned(rows, "customer-satisfaction.method-set"),
        *_performed(context, rows, "customer-satisfaction.monitored"),
        *_evaluated(context, rows, "customer-satisfaction.evaluated", SATISFIED, {}),
        *_outside(context, rows, "customer-satisfaction.outside", {}),
    ]


def _evaluated(
    context: Context, rows: Sequence[Indicator], kind: str, said: dict[str, str], about: dict[str, Any]
) -> list[DraftClaim]:
    living = [row for row in rows if row.live_until is None]
    seen = looks(context, [row.id for row in living])
    spans = rule.evaluated([seen[row.id] for row in living])
    made: dict[date, IndicatorEvaluation] = {}
    on = [begins for begins, _ends, _result in spans]
    for row in IndicatorEvaluation.objects.filter(indicator_id__in=[r.id for r in living], on__in=on).order_by("id"):
        made[row.on] = row
    return [
        DraftClaim(
            kind=kind,
            code=f"{kind}|{begins}",
            valid_from=begins,
            valid_until=ends,
            collected_at=made[begins].recorded_at,
            filed_by=str(made[begins].by_id or ""),
            rationale=made[begins].finding,
            facets={"result": said[result]},
            **about,
        )
        for begins, ends, result in spans
    ]


def _outside(context: Context, rows: Sequence[Indicator], kind: str, about: dict[str, Any]) -> list[DraftClaim]:
    """Contrary: values outside the limits that nobody looked into and acted on before the next one was due."""
    seen = looks(context, [row.id for row in rows])
    days: dict[uuid.UUID, list[date]] = defaultdict(list)
    entered: dict[tuple[uuid.UUID, date], datetime] = {}
    values = Measurement.objects.filter(indicator_id__in=[row.id for row in rows], outside=True).order_by("on", "label")
    for indicator, on, at in values.values_list("indicator_id", "on", "recorded_at"):
        days[indicator].append(on)
        entered.setdefault((indicator, on), at)
    found = []
    for row in rows:
        for begins, ends in rule.left_alone(days[row.id], seen[row.id], row.every_days):
            first = max((on for on in days[row.id] if on <= begins), default=begins)
            until = min((day for day in (ends, row.live_until) if day is not None), default=None)
            if until is None or until > begins:
                found.append(
                    DraftClaim(
                        kind=kind,
                        code=f"outside|{row.id}|{begins}",
                        stance=-1,
                        valid_from=begins,
                        valid_until=until,
                        collected_at=entered.get((row.id, first)) or _noon(begins),
                        facets={"statement": row.name},
                        **about,
                    )
                )
    return found


def many_missed(context: Context, keys: Sequence[str]) -> dict[str, list[DraftClaim]]:
    """Contrary: objectives that were missed by what their indicator or their check-ins said, and at whose result nobody looked in time."""
    ids = [uuid.UUID(key) for key in keys]
    on_file = filed(context, ids)
    found: dict[str, list[DraftClaim]] = {}
    for row in Objective.objects.filter(id__in=ids):
        mine = on_file[row.id]
        values = []
        if row.indicator is not None:
            known = [last_before(context, row.indicator, target.due_on) for target in mine.targets]
            values = [
                pair for pair, target in zip(known, mine.targets, strict=True) if pair and pair[0] >= target.valid_from
            ]
        targets = {str(target.id): target for target in mine.targets}
        found[str(row.id)] = [
            DraftClaim(
                kind="objective.missed",
                code=f"missed|{span.ref}",
                stance=-1,
                valid_from=span.begins,
                valid_until=until,
                collected_at=targets[span.ref].recorded_at,
                subject_kind="objective",
                subject_ref=str(row.id),
                facets={"statement": row.name},
            )
            for span in ignored(mine, values)
            if (until := min((d for d in (span.ends, row.live_until) if d is not None), default=None)) is None
            or until > span.begins
        ]
    return found
