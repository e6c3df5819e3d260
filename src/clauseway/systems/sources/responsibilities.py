"""What responsibilities can prove: that somebody answers for a task of the system and was told; and the contrary: nobody, several, or somebody who left."""

import uuid
from collections.abc import Iterable, Sequence

from django.db.models import Q

from clauseway.kernel.context import Context
from clauseway.kernel.registry import (
    DraftClaim,
    DraftSubject,
    Tokens,
    register_population,
    register_settler,
    register_source,
    touched_populations,
)
from clauseway.rules import responsibility as rule
from clauseway.systems.models import Assignment, Role, System
from clauseway.systems.queries.responsibilities import Holders, assignments, by_ref, holders, values_of

TASK = "task"


def register() -> None:
    register_population("role", origin="roles", members=_members)
    register_source("responsibility", words=("role.assigned", "responsibility.broken"), keys=_systems, claims=_claims)
    register_settler(people_changed, first=True)


def people_changed(context: Context, tokens: Tokens) -> Tokens:
    """When people changed, look again at everything that somebody answers for: an answer ends with the one who gives it."""
    if "person" not in touched_populations(tokens):
        return tokens
    rows = Assignment.objects.values_list("kind", "ref", "system_id").distinct()
    found = set()
    for kind, ref, system in rows:
        if kind == TASK:
            found.add(("responsibility", str(system)))
        elif kind == "process":
            found.add(("process-accountability", ref))
    return tokens | found


def _members(context: Context, which: Q) -> list[DraftSubject]:
    return [DraftSubject(str(row.id), row.name, row.live_from, row.live_until) for row in Role.objects.filter(which)]


def _systems(context: Context) -> Iterable[str]:
    return [str(key) for key in System.objects.values_list("id", flat=True)]


def _claims(context: Context, key: str) -> list[DraftClaim]:
    """Per task and edition: when exactly one person was accountable and told, and when it was broken after somebody had been."""
    system = uuid.UUID(key)
    rows = assignments(context, TASK, system=system)
    held = holders(context, {row.role_id for row in rows if row.role_id is not None})
    drafts: list[DraftClaim] = []
    for task, of_task in by_ref(rows).items():
        for standard in sorted({name for row in of_task for name in row.standards}):
            drafts += _of_one(system, task, standard, [row for row in of_task if standard in row.standards], held)
    return drafts


def _of_one(
    system: uuid.UUID, task: str, standard: str, rows: Sequence[Assignment], held: Holders
) -> Iterable[DraftClaim]:
    values = values_of(rows, held)
    facets = {"responsibility": task, "standards": [standard]}
    for kind, spans in (("role.assigned", rule.answered(values)), ("responsibility.broken", rule.broken(values))):
        for span in spans:
            yield DraftClaim(
                kind=kind,
                code=f"{task}|{standard}|{kind}|{span.begins}",
                valid_from=span.begins,
                valid_until=span.ends,
                collected_at=max(row.recorded_at for row in rows if row.valid_from <= span.begins),
                stance=-1 if span.code else 1,
                system=system,
                facets={**facets, "why": span.code} if span.code else facets,
            )
