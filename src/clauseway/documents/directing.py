"""What the approval of a document proves where the standard wants top management itself to approve: the policy, and who it was that approved it.

Counted is a text in force that was accepted for a requirement which asks for that approval, approved by a named person who was top management on that day.
That a text merely states its approver, or that the approver became top management later, proves nothing.
"""

from datetime import date

from django.db.models import Q

from clauseway.catalogue.queries import compiled
from clauseway.documents.models import Document, Suggestion
from clauseway.kernel.context import Context
from clauseway.kernel.registry import DraftClaim
from clauseway.organization.models import Membership

APPROVED = "policy.approved"
TOP = "top-management"


def approved_at_the_top(context: Context, document: Document, since: date | None) -> list[DraftClaim]:
    """That top management approved a policy, per standard it was accepted for; nothing for a draft or an unconfirmed text."""
    if since is None or document.confirmed_at is None or document.approved_on is None:
        return []
    standards = _asking(document)
    if not standards or not _was_top(document, document.approved_on):
        return []
    begins = max(since, document.approved_on)
    if document.effective_until is not None and document.effective_until <= begins:
        return []
    return [
        DraftClaim(
            kind=APPROVED,
            code=APPROVED,
            valid_from=begins,
            valid_until=document.effective_until,
            collected_at=document.confirmed_at,
            grade="declared" if document.own_policy else "recorded",
            system=document.system_id,
            item=document.item_id,
            facets={"standards": sorted(standards)},
            rationale=document.title[:300],
            filed_by=str(document.approved_by_id),
        )
    ]


def _asking(document: Document) -> set[str]:
    """Editions with a requirement that asks for the approval and for which a passage of the document was accepted."""
    rows = Suggestion.objects.filter(document=document, state="accepted").select_related("requirement__edition")
    found = set()
    for row in rows:
        edition = compiled(row.requirement.edition_id, row.requirement.edition.digest)
        if any(one.kind == APPROVED for one in edition.requirements[row.requirement_id].expectations.values()):
            found.add(edition.slug)
    return found


def _was_top(document: Document, day: date) -> bool:
    """Whether who approved it was top management on that day."""
    person = document.approved_by
    if person is None or person.user_id is None:
        return False
    lasting = Q(valid_until=None) | Q(valid_until__gt=day)
    return Membership.objects.filter(lasting, user_id=person.user_id, role=TOP, valid_from__lte=day).exists()
