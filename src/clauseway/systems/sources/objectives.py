"""What objectives can prove: which there are, which are defined and planned, whether their plans are followed, and what came of them.

A target that was missed and that nobody looked at is told where the measured values are, above (`objective-result` of the processes).
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from clauseway.kernel.context import Context
from clauseway.kernel.registry import DraftClaim, DraftSubject, register_population, register_source
from clauseway.rules import objectives as rule
from clauseway.systems.models import Objective
from clauseway.systems.queries.objectives import Filed, filed

WORDS = (
    *("objective.set", "objective.planned", "objective.indicator-set", "objective.worked-on", "objective.evaluated"),
)


def register() -> None:
    register_population("objective", origin="objectives", members=_members)
    register_source("objective", words=WORDS, keys=_keys, claims=_claims, many=many_claims)


def _keys(context: Context) -> Iterable[str]:
    return [str(key) for key in Objective.objects.values_list("id", flat=True)]


def _members(context: Context, which: Q) -> list[DraftSubject]:
    return [DraftSubject(str(o.id), o.name, o.live_from, o.live_until) for o in Objective.objects.filter(which)]


def _claims(context: Context, key: str) -> list[DraftClaim]:
    return many_claims(context, [key]).get(key, [])


def many_claims(context: Context, keys: Sequence[str]) -> dict[str, list[DraftClaim]]:
    """The claims about some objectives: four reads, however many they are."""
    ids = [uuid.UUID(key) for key in keys]
    on_file = filed(context, ids)
    rows = Objective.objects.filter(id__in=ids)
    return {str(row.id): [*_defined(row, on_file[row.id]), *_done(row, on_file[row.id])] for row in rows}


def _draft(row: Objective, kind: str, code: str, begins: date, ends: date | None, **more: Any) -> list[DraftClaim]:
    """A claim of an objective while it lives; none when nothing of the time is left."""
    until = min((day for day in (ends, row.live_until) if day is not None), default=None)
    if until is not None and until <= begins:
        return []
    about: dict[str, Any] = {} if kind == "objective.set" else {"subject_kind": "objective", "subject_ref": str(row.id)}
    return [DraftClaim(kind=kind, code=f"{kind}|{code}", valid_from=begins, valid_until=until, **about, **more)]


def _defined(row: Objective, on_file: Filed) -> list[DraftClaim]:
    """Defined needs measure, target, owner, plan and how it is evaluated; the claim begins when the last of them was there."""
    found = []
    entered = _entered(row, on_file)
    if row.defined_on is not None:
        since = max(row.defined_on, row.live_from)
        standards = {"facets": {"standards": sorted(row.standards)}} if row.standards else {}
        found += _draft(row, "objective.set", str(row.id), since, None, collected_at=entered, **standards)
        found += _draft(row, "objective.planned", "plan", since, None, collected_at=entered)
    wanted = [t for t in on_file.targets if t.value is not None or t.direction == rule.YES]
    if wanted and (row.indicator or row.measure.strip()):
        since = max(row.live_from, wanted[0].valid_from)
        found += _draft(row, "objective.indicator-set", "measure", since, None, collected_at=row.recorded_at)
    return found


def _entered(row: Objective, on_file: Filed) -> datetime:
    """When the last of what defines it was entered for the first time."""
    firsts = [rows[0].recorded_at for rows in (on_file.targets, on_file.steps) if rows]
    return max([row.recorded_at, *firsts])


def _done(row: Objective, on_file: Filed) -> list[DraftClaim]:
    looks = {str(one.id): one for one in on_file.check_ins}
    found = []
    for span in rule.followed(on_file.step_values, on_file.looks):
        look = looks[span.ref]
        found += _draft(
            row,
            "objective.worked-on",
            span.ref,
            span.begins,
            span.ends,
            collected_at=look.recorded_at,
            filed_by=str(look.by_id or ""),
        )
    for span in rule.outcomes(on_file.target_values, on_file.looks):
        look = looks[span.ref]
        found += _draft(
            row,
            "objective.evaluated",
            f"{span.ref}|{span.outcome}|{span.begins}",
            span.begins,
            span.ends,
            collected_at=look.recorded_at,
            facets={"outcome": span.outcome},
            rationale=look.finding,
            filed_by=str(look.by_id or ""),
        )
    return found
