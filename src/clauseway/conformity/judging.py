"""Judging and recording: gather -> judge -> record. Keeps the stored verdicts equal to what a full recompute would give."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q

from clauseway.catalogue.queries import CompiledRequirement
from clauseway.conformity.gather import EVERYTHING, gather, populations_of
from clauseway.conformity.models import Standing, Verdict, VerdictNow
from clauseway.kernel.context import Context
from clauseway.kernel.prepared import prepared_cursor
from clauseway.kernel.registry import Tokens
from clauseway.rules import facts
from clauseway.rules.stages import blocks
from clauseway.rules.verdict import RULESET
from clauseway.systems.queries import applied_everywhere

AT_ONCE = 20
_CURRENT = """
SELECT requirement_id, id, digest, stale, next_change_on FROM conformity_verdictnow
WHERE organization_id = %s AND system_id = %s AND requirement_id = ANY(%s) ORDER BY requirement_id FOR UPDATE
"""
_STANDING = """
SELECT edition_id, answer, blocks, leading_code = 'control-not-declared', count(*) FROM conformity_verdictnow
WHERE system_id = %s GROUP BY 1, 2, 3, 4
"""


def reasons_as_json(verdict: facts.Verdict) -> list[dict[str, Any]]:
    """A verdict's reasons as stored: code, weighs, facet, expectation, refs; empty values left out."""
    return [
        {
            key: value
            for key, value in (
                ("code", r.code),
                ("weighs", r.weighs),
                ("facet", r.facet),
                ("expectation", r.expectation),
                ("refs", dict(r.refs)),
            )
            if value
        }
        for r in verdict.reasons
    ]


def digest_of(verdict: facts.Verdict) -> str:
    """The digest of an answer with its reasons: the same verdict has the same one on every machine."""
    stated = [
        verdict.answer,
        dict(verdict.facets),
        reasons_as_json(verdict),
        verdict.grade,
        str(verdict.next_change_on or ""),
    ]
    return hashlib.sha256(json.dumps(stated, sort_keys=True).encode()).hexdigest()


def affected(requirements: Iterable[CompiledRequirement], system: uuid.UUID, tokens: Tokens) -> set[uuid.UUID]:
    """Which requirements of a system the changed claims, populations, rhythms and decisions can touch."""
    kinds, topics, subjects, rhythms, decided, everything = _read_tokens(str(system), tokens)
    found: set[uuid.UUID] = set()
    for requirement in requirements:
        asked = requirement.asked
        if not requirement.judged:
            continue
        if (
            everything
            or requirement.id in decided
            or not topics.isdisjoint(asked.topics)
            or not topics.isdisjoint(asked.close)
            or not kinds.isdisjoint(asked.kinds)
            or (subjects and not subjects.isdisjoint(populations_of([requirement])))
            or (rhythms and any(e.rhythm in rhythms for e in asked.expectations))
        ):
            found.add(requirement.id)
    return found


def _read_tokens(system: str, tokens: Tokens) -> tuple[set[str], set[str], set[str], set[str], set[uuid.UUID], bool]:
    kinds: set[str] = set()
    topics: set[str] = set()
    subjects: set[str] = set()
    rhythms: set[str] = set()
    decided: set[uuid.UUID] = set()
    everything = False
    for name, key in tokens:
        if name == "claim":
            of_system, kind, topic = key.split("|")
            if of_system in ("", system):
                (topics if topic else kinds).add(topic or kind)
        elif name == "subjects":
            subjects.add(key)
        elif name in ("rhythm", "applicability") and key.startswith(system):
            what = key.split("|", 1)[1]
            if name == "rhythm":
                rhythms.add(what)
            else:
                decided.add(uuid.UUID(what))
        elif name == "system" and key == system:
            everything = True
    return kinds, topics, subjects, rhythms, decided, everything


def settle(context: Context, tokens: Tokens) -> Tokens:
    """Judge what changed before the unit of work commits: a few at once, more are marked stale and judged when read or by the job."""
    for system, editions in applied_everywhere(context, _named(tokens)).items():
        requirements = [r for entry in editions for r in entry.edition.requirements.values()]
        touched = affected(requirements, system, tokens)
        if ("system", str(system)) in tokens:
            VerdictNow.objects.filter(system_id=system).exclude(
                edition_id__in=[e.edition.id for e in editions]
            ).delete()
        if len(touched) <= AT_ONCE:
            if touched:
                judge_requirements(context, system, touched)
            continue
        known = set(
            VerdictNow.objects.filter(system_id=system, requirement_id__in=touched).values_list(
                "requirement_id", flat=True
            )
        )
        VerdictNow.objects.filter(system_id=system, requirement_id__in=touched).update(stale=True)
        by_id = {r.id: r for r in requirements}
        VerdictNow.objects.bulk_create(_blank(context, system, by_id[key]) for key in touched - known)
    return frozenset()


def _named(tokens: Tokens) -> set[uuid.UUID] | None:
    """The only systems that the tokens can touch; None when one of them may touch any."""
    found = set()
    for name, key in tokens:
        system = "" if name == "subjects" else key.split("|", 1)[0]
        if name not in ("claim", "rhythm", "applicability", "system") or not system:
            return None
        found.add(uuid.UUID(system))
    return found


def _blank(context: Context, system: uuid.UUID, requirement: CompiledRequirement) -> VerdictNow:
    """A row that says only that it must be judged."""
    return VerdictNow(
        organization_id=context.require_organization(),
        system_id=system,
        requirement_id=requirement.id,
        edition_id=requirement.edition,
        sort_key=requirement.sort_key,
        answer="unknown",
        as_of=context.today,
        digest="",
        judged_at=context.now,
        stale=True,
    )


def refresh(context: Context, system: uuid.UUID) -> int:
    """Judge what is stale or due by its date; returns how many. What every page does before it reads (nothing to do is one statement)."""
    due = list(
        VerdictNow.objects.filter(system_id=system)
        .filter(Q(stale=True) | Q(next_change_on__lte=context.today))
        .values_list("requirement_id", flat=True)
    )
    if due:
        judge_requirements(context, system, due if len(due) <= 3 * AT_ONCE else None)
    return len(due)


def judge_requirements(context: Context, system: uuid.UUID, requirements: Iterable[uuid.UUID] | None) -> None:
    """Judge some requirements of a system, or all (None), as of today and record what changed.

    The actor's clock says which day it is, but not what is known: a job's clock stands still while it files, and another process's may run behind.
    """
    gathered = gather(context, system, requirements=requirements, known_at=EVERYTHING)
    current = _current(context, system, gathered.requirements)
    changed: list[VerdictNow] = []
    same: list[uuid.UUID] = []
    history: list[Verdict] = []
    for requirement, verdict in gathered.verdicts():
        digest = digest_of(verdict)
        known = current.get(requirement.id)
        if known is not None and known.digest == digest:
            if known.stale or known.next_change_on != verdict.next_change_on:
                same.append(known.id)
            continue
        row = _blank(context, system, requirement)
        _write(row, requirement, verdict, digest, context)
        changed.append(row)
        history.append(_history(context, system, row, requirement))
    _keep(changed)
    VerdictNow.objects.filter(id__in=same).update(stale=False, judged_at=context.now, as_of=context.today)
    Verdict.objects.bulk_create(history)
    if history:
        record_standing(context, system)


class _Known(NamedTuple):
    """What is on file about one requirement, to be compared with what is judged."""

    id: uuid.UUID
    digest: str
    stale: bool
    next_change_on: date | None


def _current(context: Context, system: uuid.UUID, requirements: Iterable[uuid.UUID]) -> dict[uuid.UUID, _Known]:
    """The verdicts on file, locked until the unit's end."""
    with prepared_cursor() as cursor:
        cursor.execute(_CURRENT, [context.require_organization(), system, list(requirements)])
        return {requirement: _Known(*values) for requirement, *values in cursor.fetchall()}


def _keep(rows: list[VerdictNow]) -> None:
    """Write rows that are new or changed, in one statement."""
    VerdictNow.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["organization_id", "system", "requirement"],
        update_fields=[
            "answer", "facets", "reasons", "grade", "blocks", "as_of", "next_change_on", "digest", "judged_at", "stale"
        ],
    )  # fmt: skip


def _write(
    row: VerdictNow, requirement: CompiledRequirement, verdict: facts.Verdict, digest: str, context: Context
) -> None:
    row.answer, row.grade, row.digest = verdict.answer, verdict.grade, digest
    row.facets, row.reasons = dict(verdict.facets), reasons_as_json(verdict)
    row.blocks = blocks(verdict.answer, verdict.facets, verdict.grade, stage1=requirement.stage1)
    row.as_of, row.next_change_on = context.today, verdict.next_change_on
    row.judged_at, row.stale = context.now, False


def _history(context: Context, system: uuid.UUID, row: VerdictNow, requirement: CompiledRequirement) -> Verdict:
    return Verdict(
        organization_id=row.organization_id,
        system_id=system,
        requirement_id=row.requirement_id,
        as_of=context.today,
        known_at=context.now,
        answer=row.answer,
        facets=row.facets,
        reasons=row.reasons,
        next_change_on=row.next_change_on,
        digest=row.digest,
        ruleset=RULESET,
        pack_digest=requirement.asked.edition,
    )


def counts_of(rows: Iterable[tuple[Any, str, str, str]]) -> dict[Any, dict[str, int]]:
    """Counts by edition of (edition, answer, blocks, reason of a quiet control): conforming, gap, unknown, not-applicable, undeclared, stage1, stage2."""
    counts: dict[Any, dict[str, int]] = {}
    for edition, answer, blocked, quiet in rows:
        entry = counts.setdefault(
            edition,
            {"conforming": 0, "gap": 0, "unknown": 0, "not-applicable": 0, "undeclared": 0, "stage1": 0, "stage2": 0},
        )
        entry["undeclared" if quiet else answer] += 1
        if blocked:
            entry[blocked] += 1
    return counts


def standing_now(system: uuid.UUID) -> dict[uuid.UUID, dict[str, int]]:
    """The present counts of a system's answers by edition; one statement."""
    with prepared_cursor() as cursor:
        cursor.execute(_STANDING, [system])
        rows = cursor.fetchall()
    return counts_of((e, a, b, "quiet" if quiet else "") for e, a, b, quiet, number in rows for _one in range(number))


def record_standing(context: Context, system: uuid.UUID, day: date | None = None) -> None:
    """Write today's standing per edition (the last write of a day stays)."""
    rows = [
        Standing(
            organization_id=context.require_organization(),
            system_id=system,
            edition_id=edition,
            day=day or context.today,
            counts=counts,
        )
        for edition, counts in standing_now(system).items()
    ]
    Standing.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["organization_id", "system", "edition", "day"],
        update_fields=["counts"],
    )


def verdicts_at(
    context: Context, system: uuid.UUID, as_of: date, known_at: Any
) -> Mapping[uuid.UUID, tuple[CompiledRequirement, facts.Verdict]]:
    """Every verdict of a system as of a day as known at a moment, judged anew from the ledger."""
    gathered = gather(context, system, as_of=as_of, known_at=known_at)
    return {requirement.id: (requirement, verdict) for requirement, verdict in gathered.verdicts()}
