"""What reading proves, and no more: that somebody confirmed to have read the policies that concern them. Not that they understood, remember or act by them.

Counted are documents in force that were accepted for a requirement which asks for that confirmation. They concern whoever they were distributed to; of a
person whom none concerns nothing is said. A new revision that has to be read again ends it, until it is read.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from clauseway.catalogue.models import Requirement
from clauseway.catalogue.queries import CompiledRequirement, compiled
from clauseway.documents.models import Document, Reading, Suggestion
from clauseway.kernel.context import Context
from clauseway.kernel.registry import DraftClaim, Tokens, register_settler, register_source

NAME, WORD = "acknowledgement", "security-policy.acknowledged"


def register() -> None:
    register_source(NAME, words=[WORD], keys=_keys, claims=_claims, many=many_claims)
    register_settler(documents_changed, first=True)


def documents_changed(context: Context, tokens: Tokens) -> Tokens:
    """When documents changed, look again at everybody who was asked to read them."""
    documents = [uuid.UUID(key) for name, key in tokens if name == "document"]
    if not documents:
        return tokens
    people = Reading.objects.filter(document_id__in=documents).values_list("person_id", flat=True).distinct()
    return tokens | {(NAME, str(person)) for person in people}


def _keys(context: Context) -> Iterable[str]:
    return [str(person) for person in Reading.objects.values_list("person_id", flat=True).distinct()]


def _claims(context: Context, key: str) -> list[DraftClaim]:
    return many_claims(context, [key]).get(key, [])


def many_claims(context: Context, keys: Sequence[str]) -> dict[str, list[DraftClaim]]:
    """Of each person since when they have read all that concerns them; nothing while one is unread. Two reads, however many people."""
    asking = _asking()
    if not asking:
        return {}
    accepted = Suggestion.objects.filter(state="accepted", requirement_id__in=asking).values("document_id")
    asked = Reading.objects.filter(
        person_id__in=keys, dropped=False, document__state="effective", document_id__in=accepted
    )
    told = ("person_id", "read_at", "document__title", "document__effective_from", "document__effective_until")
    mine: dict[str, list[Reading]] = {}
    for row in asked.select_related("document").only(*told).order_by("document_id", "person_id"):
        mine.setdefault(str(row.person_id), []).append(row)
    return {key: [_claim(context, key, found)] for key, found in mine.items() if all(row.read_at for row in found)}


def _asking() -> list[uuid.UUID]:
    """The requirements that ask for acknowledgement, among those for which a passage of any document was accepted."""
    accepted = Suggestion.objects.filter(state="accepted").values("requirement_id")
    rows = Requirement.objects.filter(id__in=accepted).order_by("id").values_list("id", "edition_id", "edition__digest")
    return [key for key, edition, digest in rows if _asks(compiled(edition, digest).requirements[key])]


def _asks(requirement: CompiledRequirement) -> bool:
    return any(one.kind == WORD for one in requirement.expectations.values())


def _claim(context: Context, person: str, found: Sequence[Reading]) -> DraftClaim:
    """Since the last of them was read, until the first of them is no longer in force."""
    last = max(row.read_at for row in found if row.read_at is not None)
    begins = [last.astimezone(ZoneInfo(context.zone)).date(), *(_since(row.document) for row in found)]
    ends = [row.document.effective_until for row in found if row.document.effective_until is not None]
    return DraftClaim(
        kind=WORD,
        code=f"{WORD}|{last.isoformat()}",
        valid_from=max(begins),
        valid_until=min(ends, default=None),
        collected_at=last,
        subject_kind="person",
        subject_ref=person,
        rationale=", ".join(sorted(row.document.title for row in found))[:300],
        filed_by=person,
    )


def _since(document: Document) -> date:
    return document.effective_from or date.min
