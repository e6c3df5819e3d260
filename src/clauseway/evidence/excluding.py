"""What living subjects say against what was left out: design excluded while a design process runs contradicts the scope, too, and not only the requirement.

The subjects are those the ledger holds; a population that changes makes this source look again.
"""

import uuid
from collections.abc import Iterable
from datetime import date

from clauseway.catalogue.queries import CompiledRequirement
from clauseway.evidence.models import Subject
from clauseway.kernel.context import Context
from clauseway.kernel.registry import DraftClaim, Tokens, register_settler, register_source
from clauseway.rules.facts import Unless
from clauseway.rules.weight import fits
from clauseway.systems.models import Applicability
from clauseway.systems.queries import applied_editions

NAME, WORD = "scope-held", "scope.contradicted"


def register() -> None:
    register_source(NAME, words=[WORD], keys=_keys, claims=_claims)
    register_settler(populations_changed, first=True)


def _keys(context: Context) -> Iterable[str]:
    return [
        str(key) for key in Applicability.objects.filter(decision="out").values_list("system_id", flat=True).distinct()
    ]


def populations_changed(context: Context, tokens: Tokens) -> Tokens:
    """Look again at every system that leaves something out when a population or a decision changed; one statement, then only."""
    decided = {key for name, key in tokens if name == "applicability-decisions"}
    if any(name in ("population", "subjects") for name, _key in tokens):
        decided |= set(_keys(context))
    return tokens | {(NAME, key) for key in decided}


def _claims(context: Context, key: str) -> list[DraftClaim]:
    """For each requirement left out that a living subject contradicts: from when until when somebody could have seen it."""
    system = uuid.UUID(key)
    left = Applicability.objects.filter(system_id=system, decision="out").order_by("valid_from", "id")
    known = {
        one.id: one
        for applied in applied_editions(context, system)
        for one in applied.edition.requirements.values()
        if _unless(one) and one.kind == "requirement"
    }
    rows = [row for row in left if row.requirement_id in known]
    if not rows:
        return []
    kinds = {unless.subject for row in rows for unless in _unless(known[row.requirement_id])}
    alive: dict[str, list[Subject]] = {}
    for subject in Subject.objects.filter(kind__in=kinds, superseded_at=None).order_by("kind", "ref"):
        alive.setdefault(subject.kind, []).append(subject)
    return [
        draft
        for row in rows
        for unless in _unless(known[row.requirement_id])
        for subject in alive.get(unless.subject, ())
        if fits(unless.facets, subject.facets) == ""
        for draft in _against(row, known[row.requirement_id], subject)
    ]


def _unless(requirement: CompiledRequirement) -> list[Unless]:
    return [unless for unless in requirement.asked.excluded_but if unless.subject]


def _against(row: Applicability, requirement: CompiledRequirement, subject: Subject) -> list[DraftClaim]:
    begins = max(row.valid_from, subject.live_from)
    ends = _earlier(row.valid_until, subject.live_until)
    if ends is not None and ends <= begins:
        return []
    return [
        DraftClaim(
            kind=WORD,
            code=f"{row.id}|{subject.kind}|{subject.ref}",
            stance=-1,
            valid_from=begins,
            valid_until=ends,
            collected_at=max(row.recorded_at, subject.recorded_at),
            system=row.system_id,
            facets={"standards": [requirement.edition_slug], "statement": f"{requirement.ref}: {subject.name}"[:300]},
        )
    ]


def _earlier(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)
