"""Reading documents for people: the register, one document with its text, drops with their files, what waits to be decided."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from clauseway.documents.models import Document, Drop, DropFile, Passage, Suggestion
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
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
    among: Collection[uuid.UUID] | None = None,
) -> QuerySet[Document]:
    """The documents of a system, each by the revision the register lists (or the one being worked on, for the view of work).

    Every word of `text` occurs in title, identifier or file name, or the document is one of `among` (found by its full text or what it describes).
    """
    rows = Document.objects.filter(system_id=system).select_related("approved_by", "owner").defer("text")
    in_work = Q(line__isnull=False, state__in=WORKING) | Q(shown=True, state__in=WORKING)
    rows = rows.filter(in_work if state == "draft" else Q(shown=True))
    named = Q()
    for word in fold(text).split():
        named &= Q(fold__contains=word) | Q(identifier_fold__contains=word) | Q(name__icontains=word)
    if text and among:
        named |= Q(id__in=among)
    rows = rows.filter(named)
    if kind:
        rows = rows.filter(kind=kind)
    if state == "ended":
        return rows.filter(state__in=ENDED)
    return rows.filter(state="effective") if state == "effective" else rows


def counts_by_state(context: Context, system: uuid.UUID) -> dict[str, int]:
    """How many documents the register lists in each state; one statement.

    "working": revisions in work, listed or not; "due": those approved whose day has come.
    """
    rows = Document.objects.filter(Q(shown=True) | Q(state__in=WORKING), system_id=system).values_list("state", "shown")
    due = Count("id", filter=Q(state="approved", effective_from__lte=context.today))
    found = {"working": 0, "due": 0}
    for state, shown, n, waiting in rows.annotate(n=Count("id"), waiting=due):
        found["working"] += n if state in WORKING else 0
        found["due"] += waiting
        if shown:
            found[state] = n
    return found


def decisions_of(context: Context, documents: list[uuid.UUID]) -> Mapping[uuid.UUID, dict[str, int]]:
    """Counts of suggestions by state for each of some documents; one statement."""
    found: dict[uuid.UUID, dict[str, int]] = {}
    rows = Suggestion.objects.filter(document_id__in=documents).values_list("document_id", "state")
    for document, state, n in rows.annotate(n=Count("id")):
        found.setdefault(document, {})[state] = n
    return found


def open_suggestions(context: Context, system: uuid.UUID, document: uuid.UUID | None = None) -> QuerySet[Suggestion]:
    """What waits for a person: documents in force first, then by document, the strongest first."""
    rows = Suggestion.objects.filter(system_id=system, state="proposed", document__state__in=("draft", "effective"))
    if document is not None:
        rows = rows.filter(document_id=document)
    first = Case(When(document__state="effective", then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.select_related("passage", "document").annotate(first=first).order_by("first", "-score", "id")


def waiting_suggestions(context: Context, system: uuid.UUID) -> int:
    """How many suggestions wait for a person in documents that are a draft or in force; one statement.

    Counted by document first: the policies of both tables are asked once for each document and not once for each suggestion.
    """
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, {"organization": context.require_organization(), "system": system})
        return int(cursor.fetchone()[0])


_WAITING = """
WITH waiting AS MATERIALIZED (
  SELECT document_id, count(*) AS n FROM documents_suggestion
  WHERE organization_id = %(organization)s AND system_id = %(system)s AND state = 'proposed' GROUP BY document_id
)
SELECT coalesce(sum(w.n), 0) FROM waiting w JOIN documents_document d ON d.id = w.document_id
WHERE d.organization_id = %(organization)s AND d.state IN ('draft', 'effective')
"""


def suggestion_counts(context: Context, system: uuid.UUID, document: uuid.UUID | None = None) -> dict[str, int]:
    """Suggestions by state, of one document or the whole system; one statement."""
    rows = Suggestion.objects.filter(system_id=system).exclude(state="proposed", document__state__in=STATES[2:])
    if document is not None:
        rows = rows.filter(document_id=document)
    return dict(rows.values_list("state").annotate(n=Count("id")))


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
