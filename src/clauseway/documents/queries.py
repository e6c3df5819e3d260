"""Reading documents for people: the register, one document with its text, drops with their files, what waits to be decided."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, DateField, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from clauseway.documents.models import Document, Drop, DropFile, Passage, Suggestion
from clauseway.kernel.composed import Composed
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.prepared import prepared_cursor
from clauseway.kernel.refusals import NotFound

STATES = ("draft", "effective", "superseded", "withdrawn")
WORKING = ("draft", "review", "approval", "approved")
ENDED = ("superseded", "withdrawn", "archived")


def register(
    context: Context,
    system: uuid.UUID,
    *,
    text: str = "",
    state: str = "",
    kind: str = "",
    classification: str = "",
    form: str = "",
    among: Collection[uuid.UUID] | None = None,
) -> QuerySet[Document]:
    """The documents of a system, each by the revision the register lists (or the one being worked on, for the view of work).

    Every word of `text` occurs in title, identifier or file name, or the document is one of `among` (found by its full text or what it describes).
    """
    rows = _of(system, state)
    named = Q()
    for word in fold(text).split():
        named &= Q(fold__contains=word) | Q(identifier_fold__contains=word) | Q(name__icontains=word)
    if text and among:
        named |= Q(id__in=among)
    rows = rows.filter(named)
    wanted = {"kind": kind, "classification": classification, "form": form}
    return rows.filter(**{name: value for name, value in wanted.items() if value})


def _of(system: Any, state: str = "") -> QuerySet[Document]:
    """The same by system and state alone, the system an identifier or one that is `given`."""
    rows = Document.objects.filter(system_id=system).select_related("approved_by", "owner").defer("text")
    if state == "draft":
        return rows.filter(Q(line__isnull=False, state__in=WORKING) | Q(shown=True, state__in=WORKING))
    rows = rows.filter(shown=True)
    if state == "ended":
        return rows.filter(state__in=ENDED)
    return rows.filter(state="effective") if state == "effective" else rows


def listed_documents(context: Context, keys: list[uuid.UUID]) -> list[Document]:
    """Some documents as the register shows them, in that order; one statement."""
    rows = Document.objects.filter(id__in=keys).select_related("approved_by", "owner").defer("text")
    found = {row.id: row for row in rows}
    return [found[key] for key in keys if key in found]


def register_page(context: Context, system: uuid.UUID, order: tuple[str, ...], start: int, end: int) -> list[Document]:
    """The part of the whole register in that order; one statement, composed once."""
    return _REGISTER.page(start, end, *order, system=system)


_REGISTER = Composed(lambda given, *order: _of(given("system")).order_by(*order))


def counts_by_state(context: Context, system: uuid.UUID) -> dict[str, int]:
    """How many documents the register lists in each state; one statement.

    "working": revisions in work, listed or not; "due": those approved whose day has come.
    """
    found = {"working": 0, "due": 0}
    for state, shown, n, waiting in _BY_STATE.rows(system=system, today=context.today):
        found["working"] += n if state in WORKING else 0
        found["due"] += waiting
        if shown:
            found[state] = n
    return found


_BY_STATE = Composed(
    lambda given: (
        Document.objects.filter(Q(shown=True) | Q(state__in=WORKING), system_id=given("system"))
        .values_list("state", "shown")
        .annotate(
            n=Count("id"),
            waiting=Count("id", filter=Q(state="approved", effective_from__lte=given("today", DateField()))),
        )
    )
)


def decisions_of(context: Context, documents: list[uuid.UUID]) -> Mapping[uuid.UUID, dict[str, int]]:
    """Counts of suggestions by state for each of some documents; one statement."""
    found: dict[uuid.UUID, dict[str, int]] = {}
    with prepared_cursor() as cursor:
        cursor.execute(_DECISIONS, {"organization": context.require_organization(), "documents": documents})
        for document, state, n in cursor.fetchall():
            found.setdefault(document, {})[state] = n
    return found


_DECISIONS = """
SELECT document_id, state, count(*) FROM documents_suggestion
WHERE organization_id = %(organization)s AND document_id = ANY(%(documents)s) GROUP BY document_id, state
"""


def get_suggestion(context: Context, suggestion: uuid.UUID) -> Suggestion:
    """One suggestion with passage, document and who decided; NotFound otherwise."""
    rows = Suggestion.objects.select_related("passage", "document", "decided_by")
    found = rows.filter(id=suggestion).first()
    if found is None:
        raise NotFound("suggestion.not-found", "There is no such suggestion any more.")
    return found


def _whole() -> QuerySet[Document]:
    people = ("author", "approved_by", "confirmed_by", "owner", "looked_by")
    return Document.objects.select_related(*people, "item__recorded_by", "replaces", "system", "variant_of", "line")


def get_document(context: Context, document: uuid.UUID) -> Document:
    """One document with item, people and what it replaces; NotFound otherwise."""
    found = _whole().filter(id=document).first()
    if found is None:
        raise NotFound("document.not-found", _("There is no such document."))
    return found


def text_of(context: Context, document: uuid.UUID) -> list[Passage]:
    """The passages of a document in their order: its whole text with headings."""
    return list(Passage.objects.filter(document_id=document).order_by("position"))


def decided_of(context: Context, document: uuid.UUID) -> list[Suggestion]:
    """Suggestions of a document, whatever became of them."""
    rows = Suggestion.objects.filter(document_id=document).exclude(state="withdrawn")
    return list(rows.select_related("decided_by").order_by("passage__position", "-score", "id"))


def accepted_elsewhere(context: Context, passage: uuid.UUID) -> set[uuid.UUID]:
    """The requirements a passage is accepted for."""
    rows = Suggestion.objects.filter(passage_id=passage, state="accepted")
    return set(rows.values_list("requirement_id", flat=True))


@dataclass(frozen=True, slots=True)
class DropStanding:
    """How far a drop is: counts of its files by state."""

    drop: Drop
    by_state: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.by_state.values())

    @property
    def waiting(self) -> int:
        return self.by_state.get("waiting", 0) + self.by_state.get("reading", 0)


def drops(context: Context, system: uuid.UUID, limit: int = 5) -> list[Drop]:
    """The latest drops of a system."""
    return list(Drop.objects.filter(system_id=system).select_related("started_by").order_by("-recorded_at")[:limit])


def drop_standing(context: Context, system: uuid.UUID, drop: uuid.UUID) -> DropStanding:
    """One drop with its counts; NotFound otherwise."""
    found = Drop.objects.filter(id=drop, system_id=system).select_related("started_by").first()
    if found is None:
        raise NotFound("drop.not-found", "There is no such import.")
    rows: Any = DropFile.objects.filter(drop_id=drop).values_list("state").annotate(n=Count("id"))
    return DropStanding(found, dict(rows))


def files_of(context: Context, drop: uuid.UUID) -> QuerySet[DropFile]:
    """The files of a drop, those with a problem first, then in the order given."""
    first = Case(When(state="refused", then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = DropFile.objects.filter(drop_id=drop).select_related("document")
    return rows.annotate(first=first).order_by("first", "id")
