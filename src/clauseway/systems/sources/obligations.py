"""What obligations and planned changes can prove, and the contraries: a breach left alone, a change that was begun without an agreed plan."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from clauseway.kernel.context import Context
from clauseway.kernel.registry import (
    DraftClaim,
    DraftSubject,
    register_population,
    register_source,
    register_superseding,
)
from clauseway.rules import changes as change_rule
from clauseway.rules import obligations as rule
from clauseway.systems.models import ComplianceEvaluation, Obligation, PlannedChange
from clauseway.systems.queries.obligations import change_value, standing_evaluations, values_of

OBLIGATION_WORDS = ("obligation.determined", "obligation.answered", "compliance.evaluated", "obligation.breached")
CHANGE_WORDS = ("change.planned", "change.reviewed", "change.system-held", "change.made-unplanned")


def register() -> None:
    register_population("obligation", origin="obligations", members=_obligations)
    register_source("obligation", words=OBLIGATION_WORDS, keys=_keys, claims=_claims, many=many_claims)
    register_superseding("compliance.evaluated", _evaluated_on)
    register_population("change", origin="changes", members=_changes)
    register_source("change", words=CHANGE_WORDS, keys=_change_keys, claims=_change_claims)


def _keys(context: Context) -> Iterable[str]:
    return [str(key) for key in Obligation.objects.values_list("id", flat=True)]


def _ends(row: Obligation) -> date | None:
    """When it stops binding us: it ended, or somebody decided that it does not apply."""
    days = [row.live_until, row.decided_on if row.applies is False else None]
    return min((day for day in days if day is not None), default=None)


def _obligations(context: Context, which: Q) -> list[DraftSubject]:
    rows = [(row, _ends(row)) for row in Obligation.objects.filter(which)]
    return [
        DraftSubject(str(row.id), row.name, row.live_from, until, {"sites": sorted(row.sites)} if row.sites else {})
        for row, until in rows
        if until is None or until > row.live_from
    ]


def _evaluated_on(context: Context, refs: Sequence[str]) -> dict[str, list[date]]:
    """On which days an evaluation here said what records of the same word say, by obligation."""
    found: dict[str, list[date]] = {}
    ids = [uuid.UUID(ref) for ref in refs]
    rows = ComplianceEvaluation.objects.filter(obligation_id__in=ids, withdrawn_on=None)
    for key, day in rows.values_list("obligation_id", "on"):
        found.setdefault(str(key), []).append(day)
    return found


def _claims(context: Context, key: str) -> list[DraftClaim]:
    return many_claims(context, [key]).get(key, [])


def many_claims(context: Context, keys: Sequence[str]) -> dict[str, list[DraftClaim]]:
    """The claims about some obligations: two reads, however many they are."""
    ids = [uuid.UUID(key) for key in keys]
    made = standing_evaluations(ids)
    return {
        str(row.id): [*_known(row), *_evaluated(row, made[row.id])] for row in Obligation.objects.filter(id__in=ids)
    }


def _draft(row: Obligation, kind: str, code: str, begins: date, ends: date | None, **more: Any) -> list[DraftClaim]:
    """A claim of an obligation while it binds us; none when nothing of the time is left."""
    until = min((day for day in (ends, _ends(row)) if day is not None), default=None)
    if until is not None and until <= begins:
        return []
    about: dict[str, Any] = {"subject_kind": "obligation", "subject_ref": str(row.id)}
    return [DraftClaim(kind=kind, code=f"{kind}|{code}", valid_from=begins, valid_until=until, **about, **more)]


def _known(row: Obligation) -> list[DraftClaim]:
    found = []
    if row.determined_on is not None:
        since = max(row.determined_on, row.live_from, row.decided_on or row.live_from)
        facets = {"kind": row.kind, "source": row.source}
        by = str(row.decided_by_id or "")
        found += _draft(
            row, "obligation.determined", "text", since, None, collected_at=row.recorded_at, facets=facets, filed_by=by
        )
    if row.answered_on is not None:
        since = max(row.answered_on, row.live_from)
        found += _draft(row, "obligation.answered", "owner", since, None, collected_at=row.recorded_at)
    return found


def _evaluated(row: Obligation, made: Sequence[ComplianceEvaluation]) -> list[DraftClaim]:
    """The outcome of each evaluation of all places; and a breach anywhere while nothing is done about it."""
    by_ref = {str(one.id): one for one in made}
    found = []
    for span in rule.outcomes(values_of(made), row.sites):
        one = by_ref[span.ref]
        found += _draft(
            row,
            "compliance.evaluated",
            f"{span.ref}|{span.outcome}|{span.begins}",
            span.begins,
            span.ends,
            collected_at=one.recorded_at,
            facets={"result": span.outcome, "basis": one.basis},
            rationale=one.finding,
            filed_by=str(one.by_id or ""),
        )
    for span in rule.breaches(values_of(made), row.sites):
        one = by_ref[span.ref]
        found += _draft(
            row,
            "obligation.breached",
            f"{span.ref}|{span.begins}",
            span.begins,
            span.ends,
            stance=-1,
            collected_at=one.recorded_at,
            rationale=one.finding,
            filed_by=str(one.by_id or ""),
        )
    return found


def _change_keys(context: Context) -> Iterable[str]:
    return [str(key) for key in PlannedChange.objects.values_list("id", flat=True)]


def _changes(context: Context, which: Q) -> list[DraftSubject]:
    rows = PlannedChange.objects.filter(which)
    return [
        DraftSubject(str(row.id), row.name, row.live_from, row.live_until)
        for row in rows
        if row.live_until is None or row.live_until > row.live_from
    ]


def _change_claims(context: Context, key: str) -> list[DraftClaim]:
    row = PlannedChange.objects.filter(id=key).first()
    if row is None:
        return []
    value = change_value(row)
    held = change_rule.Span(row.reviewed_on, None) if row.result and row.reviewed_on else None
    wanted: list[tuple[str, change_rule.Span | None, dict[str, Any]]] = [
        ("change.planned", change_rule.planned(value), {"filed_by": str(row.approved_by_id or "")}),
        ("change.made-unplanned", change_rule.unplanned(value), {"stance": -1}),
        ("change.reviewed", change_rule.reviewed(value), {"rationale": row.finding}),
        ("change.system-held", held, {"facets": {"result": row.result}, "rationale": row.finding}),
    ]
    found = []
    for kind, span, more in wanted:
        until = min((day for day in (span.ends, row.live_until) if day is not None), default=None) if span else None
        if span is None or (until is not None and until <= span.begins):
            continue
        found.append(
            DraftClaim(
                kind=kind,
                code=kind,
                valid_from=span.begins,
                valid_until=until,
                collected_at=row.recorded_at,
                subject_kind="change",
                subject_ref=str(row.id),
                **more,
            )
        )
    return found
