"""Finding documents by the words in their text or by what they describe. Derived words are kept for the revisions the register lists.

Row-level security keeps the full-text index from being used, so a function of the database's owner answers which documents hold the words, of the
organization in the context alone; everything shown of them is read under the policies like any other row.
"""

import re
import uuid
from collections.abc import Iterable

from django.db import connection
from django.db.models import Q

from clauseway.documents.lines import full_text
from clauseway.documents.models import Document, DocumentWords, Passage, Suggestion
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold

MOST = 1000
_REFERENCE = re.compile(
    r"^(?:(?:iso(?:/iec)?|en|iatf)\s*)*(?P<standard>\d{4,5})?(?::\d{4})?\s*(?P<ref>a\.?\d{1,2}(?:\.\d{1,2})*|\d{1,2}(?:\.\d{1,2})+)$",
    re.IGNORECASE,
)


def found_by_text(context: Context, system: uuid.UUID, text: str) -> list[uuid.UUID]:
    """The listed documents of a system whose text holds every word, or words that begin so; at most a thousand."""
    words = re.findall(r"\w+", fold(text))[:12]
    if not words:
        return []
    asked = " & ".join(f"{word}:*" for word in words)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM clauseway_documents_found(%s, %s, %s)", [asked, system, MOST])
        return [row[0] for row in cursor.fetchall()]


def found_by_reference(context: Context, system: uuid.UUID, text: str) -> dict[uuid.UUID, list[str]]:
    """The listed documents accepted for a requirement written as "9001 8.4" or "A.5.9", or one below it, with the references they describe."""
    asked = _REFERENCE.match(text.strip())
    if asked is None:
        return {}
    ref = re.sub(r"^[aA]\.?(?=\d)", "A.", asked["ref"])
    rows = Suggestion.objects.filter(system_id=system, state="accepted", document__shown=True)
    rows = rows.filter(Q(requirement__ref=ref) | Q(requirement__ref__startswith=f"{ref}."))
    if asked["standard"]:
        rows = rows.filter(requirement__edition__code__contains=asked["standard"])
    found: dict[uuid.UUID, list[str]] = {}
    for document, one in rows.values_list("document_id", "requirement__ref").distinct().order_by("requirement__ref"):
        found.setdefault(document, []).append(one)
    return found


def places_of(context: Context, documents: Iterable[uuid.UUID], text: str) -> dict[uuid.UUID, str]:
    """For some documents the first passage that holds the first word looked for; those without one are left out. One statement."""
    word = next(iter(re.findall(r"\w+", text)), "")
    if not word:
        return {}
    rows = Passage.objects.filter(document_id__in=list(documents), text__icontains=word)
    rows = rows.order_by("document_id", "position").distinct("document_id")
    return dict(rows.values_list("document_id", "text"))


def keep_words(context: Context, row: Document) -> None:
    """Bring the words of a revision up to date: kept while the register lists it, forgotten otherwise. Called inside the operation that changed it."""
    if not row.shown:
        DocumentWords.objects.filter(document=row).delete()
        return
    words = fold.__wrapped__(f"{row.identifier} {row.title} {full_text(context, row)}")[:900_000]
    DocumentWords.objects.update_or_create(organization_id=row.organization_id, document=row, defaults={"fold": words})
