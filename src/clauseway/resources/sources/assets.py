"""What assets can prove: an owner, a classification, the right to use, a safe end; and the contrary: nobody owns it, or its owner has left.

What people filed as records counts beside it: an asset that a record lists with an owner is not one without.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from clauseway.evidence.models import Claim, ClaimEnd, Record
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
from clauseway.resources.models import Asset

LISTED, CLASSIFIED, LICENCE = "asset.inventoried", "information.classified", "licence.held"
DISPOSED, UNOWNED = "equipment.disposed", "asset.without-owner"
WENT = {"disposed": "scrapped", "re-used": "re-used", "sold": "sold", "returned": "returned"}


def register() -> None:
    register_population("asset", origin="assets", members=_members)
    register_source(
        "asset",
        words=(LISTED, CLASSIFIED, LICENCE, DISPOSED, UNOWNED),
        keys=lambda context: [str(key) for key in Asset.objects.values_list("id", flat=True)],
        claims=lambda context, key: many_claims(context, [key]).get(key, []),
        many=many_claims,
        reads=[LISTED],
    )
    register_settler(owners_changed, first=True)


def owners_changed(context: Context, tokens: Tokens) -> Tokens:
    """When people changed, look again at the assets whose owner has an end, and at those that were said to have none."""
    if "person" not in touched_populations(tokens):
        return tokens
    gone = Asset.objects.exclude(owner__live_until=None).values_list("id", flat=True)
    left = Asset.objects.filter(id__in=_said_to_be_unowned()).values_list("id", flat=True)
    return tokens | {("asset", str(key)) for key in (*gone, *left)}


def _said_to_be_unowned() -> list[uuid.UUID]:
    rows = Claim.objects.filter(source="asset", kind=UNOWNED).exclude(id__in=ClaimEnd.objects.values("claim_id"))
    return [uuid.UUID(key) for key in rows.values_list("key", flat=True)]


def _members(context: Context, which: Q) -> list[DraftSubject]:
    found = []
    for row in Asset.objects.filter(which):
        facets = ({"kind": row.kind} if row.kind else {}) | ({"sites": row.sites} if row.sites else {})
        found.append(DraftSubject(str(row.id), row.name, row.live_from, row.live_until, facets))
    return found


def many_claims(context: Context, keys: Sequence[str]) -> dict[str, list[DraftClaim]]:
    """The claims about some assets: two reads, however many they are."""
    rows = Asset.objects.filter(id__in=[uuid.UUID(key) for key in keys]).select_related("owner")
    records: dict[str, list[Record]] = {}
    filed = Record.objects.filter(word=LISTED, subject_ref__in=list(keys)).exclude(ended_how="withdrawn")
    for record in filed.order_by("happened_on", "id"):
        records.setdefault(record.subject_ref, []).append(record)
    return {
        str(row.id): [*_listed(row, records.get(str(row.id), [])), *_classified(row), *_licence(row), *_disposed(row)]
        for row in rows
    }


def _draft(row: Asset, kind: str, begins: date, until: date | None = None, **more: Any) -> DraftClaim:
    return DraftClaim(
        kind=kind,
        code=f"{kind}|{begins}",
        valid_from=begins,
        valid_until=until,
        collected_at=row.recorded_at,
        subject_kind="" if kind == DISPOSED else "asset",
        subject_ref="" if kind == DISPOSED else str(row.id),
        **more,
    )


def _earlier(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _listed(row: Asset, records: Iterable[Record]) -> list[DraftClaim]:
    """Listed with an owner as long as that person is here; from then on, or without one, the contrary, unless somebody filed otherwise."""
    drafts = []
    ownerless, why = row.live_from, "nobody-named"
    if row.owner is not None and row.owner_since is not None:
        until = _earlier(row.owner.live_until, row.live_until)
        if until is None or until > row.owner_since:
            drafts.append(_draft(row, LISTED, row.owner_since, until))
        if row.owner.live_until is None:
            return drafts
        ownerless, why = max(row.owner.live_until, row.owner_since), "owner-left"
    filed = [r.happened_on for r in records if r.ended_on is None and r.happened_on >= row.live_from]
    if why == "owner-left":
        filed = [day for day in filed if day >= ownerless]
    until = _earlier(min(filed, default=None), row.live_until)
    if until is None or until > ownerless:
        drafts.append(_draft(row, UNOWNED, ownerless, until, stance=-1, facets={"why": why}))
    return drafts


def _classified(row: Asset) -> list[DraftClaim]:
    """A level counts when the asset has an owner whose it can be; entered by somebody else, it is declared only."""
    if not row.classification or row.classified_on is None or row.owner_id is None:
        return []
    grade = "recorded" if row.classified_by_id == row.owner_id else "declared"
    return [_draft(row, CLASSIFIED, row.classified_on, grade=grade, filed_by=str(row.classified_by_id or ""))]


def _licence(row: Asset) -> list[DraftClaim]:
    """The right to use software is proven by what it is and a file that shows it."""
    if row.kind != "software" or not row.licence or row.proof_id is None or row.licence_on is None:
        return []
    return [_draft(row, LICENCE, row.licence_on, item=row.proof_id)]


def _disposed(row: Asset) -> list[DraftClaim]:
    """Retired hardware that was wiped, with proof."""
    known = row.ended_method and row.ended_method != "none-held" and row.ended_proof
    if row.kind != "hardware" or row.live_until is None or not known or row.ended_how not in WENT:
        return []
    facets = {"method": row.ended_method, "destination": WENT[row.ended_how]}
    return [_draft(row, DISPOSED, row.live_until, facets=facets, rationale=row.ended_proof)]
