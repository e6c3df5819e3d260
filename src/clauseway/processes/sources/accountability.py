"""What speaks against "somebody answers for the results of the processes": a process of the matrix for which nobody does, or several, or somebody who left.

The matrix itself is kept in `systems`, which knows no processes; here the two meet. A process the matrix leaves out is its owner's.
"""

import uuid
from collections.abc import Iterable, Sequence

from clauseway.evidence.models import Claim
from clauseway.kernel.context import Context
from clauseway.kernel.ownership import register_owners
from clauseway.kernel.registry import DraftClaim, Tokens, register_settler, register_source, touched_populations
from clauseway.processes.models import Process
from clauseway.rules import responsibility as rule
from clauseway.systems.models import Assignment
from clauseway.systems.queries.responsibilities import (
    Holders,
    accountable_standards,
    assignments,
    by_ref,
    holders,
    values_of,
)

OWNER_LEFT = "owner-left"
SOURCE, WORD, RESULTS = "process-accountability", "process-accountability.broken", "process-results"


def register() -> None:
    register_owners("process", _owners)
    register_source(SOURCE, words=(WORD,), keys=_keys, claims=_claims, many=many_claims)
    register_settler(owners_changed, first=True)


def owners_changed(context: Context, tokens: Tokens) -> Tokens:
    """When people or processes changed, look again at the processes whose owner has an end: who left answers for nothing."""
    found = {(SOURCE, key) for name, key in tokens if name == "process"}
    if "person" in touched_populations(tokens):
        ended = Process.objects.exclude(owner__live_until=None).values_list("id", flat=True)
        said = Claim.objects.filter(source=SOURCE, code__startswith=OWNER_LEFT).values_list("key", flat=True).distinct()
        for key in {*map(str, ended), *said}:
            found |= {(SOURCE, key), ("process", key)}
    return tokens | found


def _owners(context: Context, refs: Sequence[str]) -> dict[str, uuid.UUID]:
    rows = Process.objects.filter(id__in=refs, owner__isnull=False).values_list("id", "owner_id")
    return {str(ref): owner for ref, owner in rows}


def _keys(context: Context) -> Iterable[str]:
    matrix = Assignment.objects.filter(kind="process").values_list("ref", flat=True)
    left = Process.objects.exclude(owner__live_until=None).values_list("id", flat=True)
    return sorted({*matrix, *map(str, left)})


def _claims(context: Context, key: str) -> list[DraftClaim]:
    return many_claims(context, [key]).get(key, [])


def many_claims(context: Context, keys: Sequence[str]) -> dict[str, list[DraftClaim]]:
    """The claims about some processes: four reads, however many they are. A hole in the matrix speaks for the editions for which somebody is accountable
    for the results; a process that only its owner answers for has nobody once the owner left, whatever the edition."""
    standards = accountable_standards(context, RESULTS)
    rows = assignments(context, "process", refs=keys)
    held = holders(context, {row.role_id for row in rows if row.role_id is not None})
    given = by_ref(rows)
    return {
        str(process.id): [
            *(_broken(process, given.get(str(process.id), []), held, standards) if standards else ()),
            *(() if str(process.id) in given else _owner_left(process)),
        ]
        for process in Process.objects.filter(id__in=keys).select_related("owner")
    }


def _owner_left(process: Process) -> Iterable[DraftClaim]:
    """Contrary: from the day on which the owner left until there is another or the process ends."""
    owner = process.owner
    if owner is None or owner.live_until is None:
        return
    begins = max(owner.live_until, process.live_from)
    if process.live_until is None or process.live_until > begins:
        yield DraftClaim(
            kind=WORD,
            code=f"{OWNER_LEFT}|{owner.id}",
            valid_from=begins,
            valid_until=process.live_until,
            collected_at=process.recorded_at,
            stance=-1,
            subject_kind="process",
            subject_ref=str(process.id),
            facets={"why": "accountable-left"},
        )


def _broken(
    process: Process, rows: Sequence[Assignment], held: Holders, standards: Sequence[str]
) -> Iterable[DraftClaim]:
    owned = process.owner is not None and process.owner.live_until is None
    for span in rule.broken(values_of(rows, held)):
        if span.code == rule.NOBODY and owned:
            continue
        until = min((day for day in (span.ends, process.live_until) if day is not None), default=None)
        begins = max(span.begins, process.live_from)
        if until is None or until > begins:
            yield DraftClaim(
                kind=WORD,
                code=f"{span.code}|{span.begins}",
                valid_from=begins,
                valid_until=until,
                collected_at=max(row.recorded_at for row in rows if row.valid_from <= span.begins),
                stance=-1,
                subject_kind="process",
                subject_ref=str(process.id),
                facets={"standards": list(standards), "why": span.code},
            )
