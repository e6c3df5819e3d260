"""Finding documents by the words in their text or by what they describe. Derived words are kept for the revisions the register lists.

Row-level security keeps the full-text index from being used, so a function of the database's owner answers which documents hold the words, of the
organization in the context alone; everything shown of them is read under the policies like any other row.
"""

import re
import uuid
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import Case, Expression, Func, OuterRef, Q, QuerySet, Subquery, UUIDField, Value, When

from clauseway.documents.lines import full_text
from clauseway.documents.models import Document, DocumentWords, Passage, Suggestion
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.rules.citing import cited

MOST = 1000


def found_by_text(context: Context, system: uuid.UUID, text: str) -> list[uuid.UUID]:
    """The listed documents of a system whose text holds every word, or words that begin so; at most a thousand."""
    asked = _beginnings(text)
    if not asked:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM clauseway_documents_found(%s, %s, %s)", [asked, system, MOST])
        return [row[0] for row in cursor.fetchall()]


def keys_by_text(context: Context, system: uuid.UUID, text: str) -> Expression:
    """The same as an array within a statement that asks for more."""
    return _FoundByText(Value(_beginnings(text)), Value(system), Value(MOST))


class _FoundByText(Func):
    function, template = "clauseway_documents_found", "ARRAY(SELECT %(function)s(%(expressions)s))"
    output_field = ArrayField(UUIDField())


def _beginnings(text: str) -> str:
    return " & ".join(f"{word}:*" for word in re.findall(r"\w+", fold(text))[:12])


def found_by_reference(context: Context, system: uuid.UUID, text: str) -> dict[uuid.UUID, list[str]]:
    """The listed documents accepted for a requirement written as "9001 8.4" or "A.5.9", or one below it, with the references they describe."""
    rows = describing(system, text)
    found: dict[uuid.UUID, list[str]] = {}
    if rows is not None:
        for document, one in (
            rows.values_list("document_id", "requirement__ref").distinct().order_by("requirement__ref")
        ):
            found.setdefault(document, []).append(one)
    return found


def describing(system: uuid.UUID, text: str) -> QuerySet[Suggestion] | None:
    """What was accepted in a listed document of a system for the requirement that a text cites, or one below it; None for a text that cites none."""
    asked = cited(text)
    if asked is None:
        return None
    rows = Suggestion.objects.filter(system_id=system, state="accepted", document__shown=True)
    rows = rows.filter(Q(requirement__ref=asked.ref) | Q(requirement__ref__startswith=f"{asked.ref}."))
    if asked.standard:
        code = Q(requirement__edition__code__endswith=f" {asked.standard}")
        rows = rows.filter(code | Q(requirement__edition__code__contains=f" {asked.standard}-"))
    if asked.year:
        rows = rows.filter(requirement__edition__year=asked.year)
    return rows


def places_of(context: Context, documents: Iterable[uuid.UUID], text: str) -> dict[uuid.UUID, str]:
    """For some documents the passage that holds most of the words looked for, the first of them; those without one are left out. One statement."""
    rows = _holding(text).filter(document_id__in=list(documents))
    rows = rows.order_by("document_id", "-held", "position").distinct("document_id")
    return dict(rows.values_list("document_id", "text"))


def place_in(document: str, text: str) -> Subquery:
    """The same as a column of a statement about documents, by the name of their key in it."""
    return Subquery(
        _holding(text).filter(document_id=OuterRef(document)).order_by("-held", "position").values("text")[:1]
    )


def _holding(text: str) -> Any:
    """The passages that hold a word looked for, and how many of them each holds."""
    words = list(dict.fromkeys(re.findall(r"\w+", text)))[:6]
    if not words:
        return Passage.objects.none()
    held = [Q(text__icontains=word) for word in words]
    most = sum((Case(When(one, then=1), default=0) for one in held[1:]), start=Case(When(held[0], then=1), default=0))
    return Passage.objects.filter(reduce(or_, held)).annotate(held=most)


def keep_words(context: Context, row: Document) -> None:
    """Bring the words of a revision up to date: kept while the register lists it, forgotten otherwise. Called inside the operation that changed it."""
    if not row.shown:
        DocumentWords.objects.filter(document=row).delete()
        return
    words = fold.__wrapped__(f"{row.identifier} {row.title} {full_text(context, row)}")[:900_000]
    DocumentWords.objects.update_or_create(organization_id=row.organization_id, document=row, defaults={"fold": words})
