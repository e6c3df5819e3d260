"""What documents can prove: that something is *defined*, where a person accepted a passage of a document in force. Never more."""

import uuid
from collections.abc import Iterable
from datetime import date

from clauseway.catalogue.queries import claim_topic
from clauseway.documents.models import Document, Suggestion
from clauseway.kernel.context import Context
from clauseway.kernel.registry import DraftClaim, DraftSubject, register_population, register_source


def register() -> None:
    register_source(
        "document", words=["documented-information.effective"], keys=_keys, claims=_claims, vanished="retracted"
    )
    register_population("document", origin="documents", members=_members)


def _keys(context: Context) -> Iterable[str]:
    return [
        str(key) for key in Suggestion.objects.filter(state="accepted").values_list("document_id", flat=True).distinct()
    ]


def _claims(context: Context, key: str) -> list[DraftClaim]:
    """One claim per accepted passage, on the requirement's topic. A document that is not in force gives drafts, which show nothing."""
    document = Document.objects.filter(id=key).first()
    if document is None:
        return []
    rows = Suggestion.objects.filter(document=document, state="accepted").select_related(
        "requirement__edition", "passage"
    )
    since = document.effective_from or document.approved_on
    in_force = document.state == "effective" and since is not None
    drafts = []
    for row in rows.order_by("id"):
        start = since if in_force and since is not None else (row.decided_on or date.min)
        if document.effective_until is not None and document.effective_until <= start:
            continue
        drafts.append(
            DraftClaim(
                kind="documented-information.effective",
                code=str(row.id),
                valid_from=start,
                valid_until=document.effective_until,
                collected_at=row.decided_at or document.recorded_at,
                grade="recorded" if in_force else "draft",
                system=document.system_id,
                topic=uuid.UUID(claim_topic(row.requirement)),
                item=document.item_id,
                facets={"standards": [row.requirement.edition.slug], "passage": str(row.passage_id)},
                rationale=row.passage.heading[:200],
                filed_by=str(row.decided_by_id or ""),
            )
        )
    return drafts


def _members(context: Context) -> list[DraftSubject]:
    """Documents in force are what document control has to control."""
    rows = Document.objects.exclude(state="draft")
    return [
        DraftSubject(str(d.id), d.title, d.effective_from or d.approved_on or d.recorded_at.date(), d.effective_until)
        for d in rows
    ]
