"""What documents can prove, and no more than that.

*Defined*: where a person accepted a passage of a document in force, that this requirement is described. Never done, never that it works.

*Under control*, per document: only where a named person confirmed it in force here. Then it is identified (title, file, digest of its content),
approved (by whom, when), to be found by every member in the valid version, kept from unnoticed change, and superseded by its successor.
A text that merely states its approver shows that it was approved, not that this copy is the valid one or is kept: that is no control.

*Reviewed*, per document: the day of its confirmation (a review with the approval) or of the last review recorded.
"""

import uuid
from collections.abc import Iterable
from datetime import date

from clauseway.catalogue.queries import claim_topic
from clauseway.documents.models import Document, Suggestion
from clauseway.kernel.context import Context
from clauseway.kernel.registry import DraftClaim, DraftSubject, register_population, register_source

EFFECTIVE = "documented-information.effective"
CONTROLLED = "documented-information.controlled"
REVIEWED = "documented-information.reviewed"


def register() -> None:
    register_source(
        "document", words=[EFFECTIVE, CONTROLLED, REVIEWED], keys=_keys, claims=_claims, vanished="retracted"
    )
    register_population("document", origin="documents", members=_members)


def _keys(context: Context) -> Iterable[str]:
    accepted = Suggestion.objects.filter(state="accepted").values_list("document_id", flat=True)
    confirmed = Document.objects.filter(confirmed_at__isnull=False).values_list("id", flat=True)
    return sorted({str(key) for key in (*accepted, *confirmed)})


def _claims(context: Context, key: str) -> list[DraftClaim]:
    document = Document.objects.filter(id=key).first()
    if document is None:
        return []
    since = document.effective_from if document.state != "draft" else None
    if since is None and document.state != "draft":
        return []
    if since is not None and document.effective_until is not None and document.effective_until <= since:
        return []
    return [*_described(document, since), *_control(document, since)]


def _described(document: Document, since: date | None) -> list[DraftClaim]:
    """One claim per accepted passage, on the requirement's topic. A draft gives draft claims, which show nothing."""
    rows = Suggestion.objects.filter(document=document, state="accepted").select_related(
        "requirement__edition", "passage"
    )
    drafts = []
    for row in rows.order_by("id"):
        accepted = row.decided_at or document.recorded_at
        known = max(accepted, document.confirmed_at) if document.confirmed_at else accepted
        drafts.append(
            DraftClaim(
                kind=EFFECTIVE,
                code=str(row.id),
                valid_from=since or row.decided_on or document.recorded_at.date(),
                valid_until=document.effective_until,
                collected_at=known,
                grade="recorded" if since is not None else "draft",
                system=document.system_id,
                topic=uuid.UUID(claim_topic(row.requirement)),
                item=document.item_id,
                facets={"standards": [row.requirement.edition.slug], "passage": str(row.passage_id)},
                rationale=row.passage.heading[:200],
                filed_by=str(row.decided_by_id or ""),
            )
        )
    return drafts


def _control(document: Document, since: date | None) -> list[DraftClaim]:
    """Control and review of one document, where a person confirmed it in force. They hold for every system: a document is controlled once."""
    if since is None or document.confirmed_at is None or document.approved_on is None:
        return []
    starts = [(CONTROLLED, max(since, document.approved_on)), (REVIEWED, document.reviewed_on or document.approved_on)]
    return [
        DraftClaim(
            kind=kind,
            code=kind,
            valid_from=start,
            valid_until=document.effective_until,
            collected_at=document.confirmed_at,
            subject_kind="document",
            subject_ref=str(document.id),
            item=document.item_id,
            filed_by=str(document.confirmed_by_id or ""),
        )
        for kind, start in starts
        if document.effective_until is None or start < document.effective_until
    ]


def _members(context: Context) -> list[DraftSubject]:
    """Documents that are or were in force are what document control has to control. A draft that never was is none."""
    rows = Document.objects.exclude(state="draft").filter(effective_from__isnull=False)
    values = rows.order_by("id").values_list("id", "title", "effective_from", "effective_until")
    return [
        DraftSubject(str(key), title[:240], since, until)
        for key, title, since, until in values
        if since is not None and (until is None or until > since)
    ]
