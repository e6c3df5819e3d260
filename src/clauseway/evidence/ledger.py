"""Reconciling the ledger: what the sources would claim now, compared with what stands. Idempotent; the only place that files and ends claims."""

import hashlib
import json
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from clauseway.evidence.models import Claim, ClaimBasis, ClaimEnd, Subject
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.prepared import prepared_cursor
from clauseway.kernel.registry import (
    POPULATION,
    DraftClaim,
    DraftSubject,
    RegisteredSource,
    Tokens,
    populations,
    sources,
    touched_populations,
)

BATCH = 1000
"""Rows written by one statement; PostgreSQL takes at most 65,535 parameters."""
KEYS_AT_ONCE = 500
_STANDING = """
SELECT c.key, c.id, c.system_id, c.kind, c.code, c.topic_id, c.digest, c.valid_from, c.valid_until, e.on_date
FROM evidence_claim c LEFT JOIN LATERAL (
  SELECT e.id, e.how, e.on_date FROM evidence_claimend e WHERE e.organization_id = c.organization_id AND e.claim_id = c.id OFFSET 0
) e ON true
WHERE c.organization_id = %s AND c.source = %s AND c.key = ANY(%s) AND (e.id IS NULL OR e.how = 'ceased')
ORDER BY c.id
"""


@dataclass(frozen=True, slots=True)
class Stood:
    """A claim on file that is open, or ended because its fact ceased: `ceased` says on which day."""

    id: uuid.UUID
    system_id: uuid.UUID | None
    kind: str
    code: str
    topic_id: uuid.UUID | None
    digest: str
    valid_from: date
    valid_until: date | None
    ceased: date | None

    @property
    def until(self) -> date | None:
        """The day from which it no longer says anything."""
        return min((day for day in (self.valid_until, self.ceased) if day is not None), default=None)


def settle(context: Context, touched: Tokens) -> Tokens:
    """Reconcile every touched key; returns tokens of what changed for the judge, passing on those that are not the ledger's."""
    changed: set[tuple[str, str]] = set()
    keys: dict[str, list[str]] = {}
    for name, key in sorted(touched):
        keys.setdefault(name, []).append(key)
    keys.pop(POPULATION, None)
    for kind, refs in sorted(touched_populations(touched).items()):
        changed |= reconcile_population(context, kind, refs)
    for name, group in keys.items():
        if name in sources:
            changed |= reconcile(context, sources[name], group)
        else:
            changed |= {(name, key) for key in group}
    return frozenset(changed)


def reconcile_all(context: Context) -> Tokens:
    """Reconcile every source over every key and every population: what the nightly job does. In order, it finds nothing to do."""
    changed: set[tuple[str, str]] = set()
    for kind in sorted(populations):
        changed |= reconcile_population(context, kind)
    for source in sources.values():
        standing = Claim.objects.filter(source=source.name).values_list("key", flat=True).distinct()
        every = sorted({*source.keys(context), *standing})
        for start in range(0, len(every), KEYS_AT_ONCE):
            changed |= reconcile(context, source, every[start : start + KEYS_AT_ONCE])
    return frozenset(changed)


def core_digest(draft: DraftClaim) -> str:
    """The digest of what a claim states, without its end: two drafts with the same one are the same statement."""
    stated = [
        draft.kind,
        draft.code,
        draft.stance,
        draft.grade,
        str(draft.system or ""),
        str(draft.topic or ""),
        draft.subject_kind,
        draft.subject_ref,
        str(draft.item or ""),
        draft.valid_from.isoformat(),
        json.dumps(dict(draft.facets), sort_keys=True, default=str),
        draft.rationale,
        sorted(draft.basis),
    ]
    return hashlib.sha256(json.dumps(stated).encode()).hexdigest()


def reconcile(context: Context, source: RegisteredSource, keys: Sequence[str]) -> set[tuple[str, str]]:
    """Bring the open claims of some keys in line with what the source says now; returns tokens of the claims filed or ended.

    Raises ValueError when a source uses a word it did not register.
    """
    wanted = source.claims_of(context, keys)
    standing = _standing(context, source.name, keys)
    ends: list[ClaimEnd] = []
    fresh: list[tuple[str, DraftClaim, str]] = []
    for key in keys:
        _compare(context, source, key, wanted.get(key, []), standing.get(key, []), ends, fresh)
    ClaimEnd.objects.bulk_create(ends, batch_size=BATCH)
    filed = _file(context, source.name, fresh)
    touched = {end.claim_id for end in ends}
    changed = {_token(claim) for claims in standing.values() for claim in claims if claim.id in touched}
    return changed | {_token(claim) for claim in filed}


def _compare(
    context: Context,
    source: RegisteredSource,
    key: str,
    drafts: list[DraftClaim],
    standing: list[Stood],
    ends: list[ClaimEnd],
    fresh: list[tuple[str, DraftClaim, str]],
) -> None:
    """What of one key must end and what must be filed, added to `ends` and `fresh`."""
    kept: set[Any] = set()
    for draft in drafts:
        if draft.kind not in source.words:
            raise ValueError(f"The source {source.name!r} did not register the word {draft.kind!r}.")
        digest = core_digest(draft)
        claim = _same(standing, digest, draft.valid_until, kept)
        if claim is None and draft.valid_until is not None:
            claim = _open(standing, digest, kept)
            if claim is not None:
                ends.append(_end(context, claim, "ceased", draft.valid_until))
        if claim is None:
            fresh.append((key, draft, digest))
        else:
            kept.add(claim.id)
    codes = {draft.code for draft in drafts}
    for claim in standing:
        if claim.id not in kept and claim.ceased is None:
            how = "basis_changed" if claim.code in codes else source.vanished
            ends.append(_end(context, claim, how, max(context.today, claim.valid_from)))


def _standing(context: Context, source: str, keys: Sequence[str]) -> dict[str, list[Stood]]:
    found: dict[str, list[Stood]] = {}
    with prepared_cursor() as cursor:
        cursor.execute(_STANDING, [context.require_organization(), source, list(keys)])
        for key, *values in cursor.fetchall():
            found.setdefault(key, []).append(Stood(*values))
    return found


def _same(standing: list[Stood], digest: str, until: date | None, kept: set[Any]) -> Stood | None:
    for claim in standing:
        if claim.id not in kept and claim.digest == digest and claim.until == until:
            return claim
    return None


def _open(standing: list[Stood], digest: str, kept: set[Any]) -> Stood | None:
    for claim in standing:
        if claim.id not in kept and claim.digest == digest and claim.ceased is None and claim.valid_until is None:
            return claim
    return None


def _end(context: Context, claim: Stood, how: str, on: date) -> ClaimEnd:
    return ClaimEnd(
        organization_id=context.require_organization(),
        claim_id=claim.id,
        how=how,
        on_date=on,
        by=str(context.person or ""),
    )


def _file(context: Context, source: str, fresh: Iterable[tuple[str, DraftClaim, str]]) -> list[Claim]:
    organization = context.require_organization()
    filed, basis = [], []
    for key, draft, digest in fresh:
        claim = Claim(
            organization_id=organization,
            system_id=draft.system,
            source=source,
            key=key,
            kind=draft.kind,
            code=draft.code,
            topic_id=draft.topic,
            subject_kind=draft.subject_kind,
            subject_ref=draft.subject_ref,
            item_id=draft.item,
            stance=draft.stance,
            grade=draft.grade,
            facets=dict(draft.facets),
            valid_from=draft.valid_from,
            valid_until=draft.valid_until,
            collected_at=draft.collected_at,
            filed_by=draft.filed_by,
            rationale=draft.rationale,
            digest=digest,
        )
        filed.append(claim)
        basis += [
            ClaimBasis(organization_id=organization, claim=claim, reference=reference, digest=seen)
            for reference, seen in draft.basis
        ]
    Claim.objects.bulk_create(filed, batch_size=BATCH)
    if basis:
        ClaimBasis.objects.bulk_create(basis, batch_size=BATCH)
    return filed


def _token(claim: Claim | Stood) -> tuple[str, str]:
    return ("claim", f"{claim.system_id or ''}|{claim.kind}|{claim.topic_id or ''}")


def reconcile_population(context: Context, kind: str, refs: Collection[str] | None = None) -> set[tuple[str, str]]:
    """Bring the current versions of a population's subjects (or those of some references) in line with the room that owns it; returns a token when any
    changed."""
    origin, members = populations[kind]
    rows = Subject.objects.filter(kind=kind, superseded_at=None, origin=origin)
    which = Q()
    if refs is not None and len(refs) <= KEYS_AT_ONCE:
        rows, which = rows.filter(ref__in=refs), Q(id__in=refs)
    wanted = {draft.ref: draft for draft in members(context, which)}
    current = {row.ref: row for row in rows}
    outdated = [row for ref, row in current.items() if ref not in wanted or _differs(row, wanted[ref])]
    if outdated:
        Subject.objects.filter(id__in=[row.id for row in outdated]).update(superseded_at=context.now)
    gone = {row.ref for row in outdated}
    fresh = [
        subject_row(context, kind, draft, origin) for ref, draft in wanted.items() if ref not in current or ref in gone
    ]
    Subject.objects.bulk_create(fresh, batch_size=BATCH)
    return {("subjects", kind)} if outdated or fresh else set()


def subject_row(context: Context, kind: str, draft: DraftSubject, origin: str) -> Subject:
    """An unsaved version of one subject."""
    return Subject(
        organization_id=context.require_organization(),
        kind=kind,
        ref=draft.ref,
        name=draft.name,
        fold=fold(draft.name),
        facets=dict(draft.facets),
        live_from=draft.live_from,
        live_until=draft.live_until,
        origin=origin,
    )


def _differs(row: Subject, draft: DraftSubject) -> bool:
    return (row.name, row.facets, row.live_from, row.live_until) != (
        draft.name,
        dict(draft.facets),
        draft.live_from,
        draft.live_until,
    )
