"""Reconciling the ledger: what the sources would claim now, compared with what stands. Idempotent; the only place that files and ends claims."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from clauseway.evidence.models import Claim, ClaimBasis, ClaimEnd, Subject
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.registry import DraftClaim, DraftSubject, RegisteredSource, Tokens, populations, sources

POPULATION = "population"


def settle(context: Context, touched: Tokens) -> Tokens:
    """Reconcile every touched key; returns tokens of what changed for the judge, passing on those that are not the ledger's."""
    changed: set[tuple[str, str]] = set()
    for name, key in sorted(touched, key=lambda token: (token[0] != POPULATION, token)):
        if name == POPULATION:
            changed |= reconcile_population(context, key)
        elif name in sources:
            changed |= reconcile(context, sources[name], key)
        else:
            changed.add((name, key))
    return frozenset(changed)


def reconcile_all(context: Context) -> Tokens:
    """Reconcile every source over every key and every population: what the nightly job does. In order, it finds nothing to do."""
    changed: set[tuple[str, str]] = set()
    for kind in sorted(populations):
        changed |= reconcile_population(context, kind)
    for source in sources.values():
        standing = Claim.objects.filter(source=source.name).values_list("key", flat=True).distinct()
        for key in sorted({*source.keys(context), *standing}):
            changed |= reconcile(context, source, key)
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


def reconcile(context: Context, source: RegisteredSource, key: str) -> set[tuple[str, str]]:
    """Bring the open claims of one key in line with what the source says now; returns tokens of the claims filed or ended.

    Raises ValueError when a source uses a word it did not register.
    """
    drafts = list(source.claims(context, key))
    for draft in drafts:
        if draft.kind not in source.words:
            raise ValueError(f"The source {source.name!r} did not register the word {draft.kind!r}.")
    standing = _standing(source.name, key)
    kept: set[Any] = set()
    ends: list[ClaimEnd] = []
    fresh: list[tuple[DraftClaim, str]] = []
    for draft in drafts:
        digest = core_digest(draft)
        claim = _same(standing, digest, draft.valid_until, kept)
        if claim is None and draft.valid_until is not None:
            claim = _open(standing, digest, kept)
            if claim is not None:
                ends.append(_end(context, claim, "ceased", draft.valid_until))
        if claim is None:
            fresh.append((draft, digest))
        else:
            kept.add(claim.id)
    for claim, end in standing:
        if claim.id not in kept and end is None:
            how = source.vanished if claim.code not in {draft.code for draft in drafts} else "basis_changed"
            ends.append(_end(context, claim, how, max(context.today, claim.valid_from)))
    ClaimEnd.objects.bulk_create(ends)
    filed = _file(context, source.name, key, fresh)
    touched = {end.claim_id for end in ends}
    return {_token(claim) for claim in filed} | {_token(claim) for claim, _end_row in standing if claim.id in touched}


def _standing(source: str, key: str) -> list[tuple[Claim, ClaimEnd | None]]:
    claims = list(Claim.objects.filter(source=source, key=key).order_by("id"))
    ends = (
        {end.claim_id: end for end in ClaimEnd.objects.filter(claim_id__in=[claim.id for claim in claims])}
        if claims
        else {}
    )
    pairs = [(claim, ends.get(claim.id)) for claim in claims]
    return [(claim, end) for claim, end in pairs if end is None or end.how == "ceased"]


def _until(claim: Claim, end: ClaimEnd | None) -> date | None:
    days = [day for day in (claim.valid_until, end.on_date if end else None) if day is not None]
    return min(days) if days else None


def _same(
    standing: list[tuple[Claim, ClaimEnd | None]], digest: str, until: date | None, kept: set[Any]
) -> Claim | None:
    for claim, end in standing:
        if claim.id not in kept and claim.digest == digest and _until(claim, end) == until:
            return claim
    return None


def _open(standing: list[tuple[Claim, ClaimEnd | None]], digest: str, kept: set[Any]) -> Claim | None:
    for claim, end in standing:
        if claim.id not in kept and claim.digest == digest and end is None and claim.valid_until is None:
            return claim
    return None


def _end(context: Context, claim: Claim, how: str, on: date) -> ClaimEnd:
    return ClaimEnd(
        organization_id=context.require_organization(), claim=claim, how=how, on_date=on, by=str(context.person or "")
    )


def _file(context: Context, source: str, key: str, fresh: Iterable[tuple[DraftClaim, str]]) -> list[Claim]:
    organization = context.require_organization()
    filed, basis = [], []
    for draft, digest in fresh:
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
    Claim.objects.bulk_create(filed)
    if basis:
        ClaimBasis.objects.bulk_create(basis)
    return filed


def _token(claim: Claim) -> tuple[str, str]:
    return ("claim", f"{claim.system_id or ''}|{claim.kind}|{claim.topic_id or ''}")


def reconcile_population(context: Context, kind: str) -> set[tuple[str, str]]:
    """Bring the current versions of a population's subjects in line with the room that owns it; returns a token when any changed."""
    origin, members = populations[kind]
    wanted = {draft.ref: draft for draft in members(context)}
    current = {row.ref: row for row in Subject.objects.filter(kind=kind, superseded_at=None, origin=origin)}
    outdated = [row for ref, row in current.items() if ref not in wanted or _differs(row, wanted[ref])]
    if outdated:
        Subject.objects.filter(id__in=[row.id for row in outdated]).update(superseded_at=context.now)
    gone = {row.ref for row in outdated}
    fresh = [
        subject_row(context, kind, draft, origin) for ref, draft in wanted.items() if ref not in current or ref in gone
    ]
    Subject.objects.bulk_create(fresh)
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
