"""Reading what waits to be decided: the queue, how much is left, in which documents.

Suggestions are counted by document, and the documents that are a draft or in force come from an index of these alone: neither the policies nor the row of
a document are asked once for each suggestion.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery, Value
from django.db.models.lookups import Exact

from clauseway.documents.models import Document, Suggestion
from clauseway.kernel.composed import joined_late
from clauseway.kernel.context import Context
from clauseway.kernel.prepared import prepared_cursor

_ALIVE = """alive AS MATERIALIZED (
  SELECT id, state, fold FROM documents_document
  WHERE organization_id = %(organization)s AND system_id = %(system)s AND state IN ('draft', 'effective')
)"""
_HOW_MANY = f"""
WITH {_ALIVE}, counted AS MATERIALIZED (
  SELECT document_id, count(*) AS n FROM documents_suggestion
  WHERE organization_id = %(organization)s AND system_id = %(system)s AND state = 'proposed' GROUP BY document_id
)
SELECT coalesce(sum(c.n), 0) FROM counted c JOIN alive d ON d.id = c.document_id
"""  # noqa: S608
_QUEUE = f"""
WITH {_ALIVE}, counted AS MATERIALIZED (
  SELECT document_id, state, count(*) AS n FROM documents_suggestion
  WHERE organization_id = %(organization)s AND system_id = %(system)s GROUP BY document_id, state
), waiting AS MATERIALIZED (
  SELECT d.id, d.state, d.fold, c.n FROM counted c JOIN alive d ON d.id = c.document_id WHERE c.state = 'proposed'
), first AS MATERIALIZED (
  SELECT *, row_number() OVER (ORDER BY state DESC, fold, id) AS place FROM waiting ORDER BY place LIMIT %(most)s
)
SELECT NULL::uuid, state, sum(n), 0 FROM counted
WHERE state <> 'proposed' AND (%(document)s::uuid IS NULL OR document_id = %(document)s::uuid) GROUP BY state
UNION ALL
SELECT NULL, 'proposed', coalesce(sum(n), 0), 0 FROM waiting WHERE %(document)s::uuid IS NULL OR id = %(document)s::uuid
UNION ALL
SELECT d.id, d.title, f.n, f.place FROM first f JOIN documents_document d ON d.id = f.id AND d.organization_id = %(organization)s
ORDER BY 4
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document with so many suggestions to decide."""

    document: uuid.UUID
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Queue:
    """Suggestions by state, and the documents with something to decide, those in force first."""

    counts: Mapping[str, int]
    documents: tuple[Waiting, ...]


def first_suggestions(context: Context, system: uuid.UUID, document: uuid.UUID | None, most: int) -> list[Suggestion]:
    """The head of the queue: what waits in documents in force, then in drafts, the strongest first, at most `most`.

    The state of a document is looked up for one suggestion after the other, as an index gives them, until there are enough: a join would look up all.
    One statement, or two where little waits in documents in force.
    """
    rows = Suggestion.objects.filter(system_id=system, state="proposed").select_related("passage", "document")
    rows = rows.filter(document_id=document) if document is not None else rows
    state = Subquery(Document.objects.filter(id=OuterRef("document_id")).values("state")[:1])
    found: list[Suggestion] = []
    for wanted in ("effective", "draft"):
        if len(found) < most:
            in_state = rows.filter(Exact(state, Value(wanted))).order_by("-score", "id")
            found += joined_late(in_state, 0, most - len(found))
    return found


def waiting_suggestions(context: Context, system: uuid.UUID) -> int:
    """How many suggestions wait for a person in documents that are a draft or in force; one statement."""
    return int(_ask(_HOW_MANY, organization=context.require_organization(), system=system)[0][0])


def queue(context: Context, system: uuid.UUID, document: uuid.UUID | None = None, most: int = 0) -> Queue:
    """How much is decided and left, in one document or the whole system, and the first documents of the system with something to decide; one statement."""
    organization = context.require_organization()
    rows = _ask(_QUEUE, organization=organization, system=system, document=document, most=most)
    counts = {state: int(n) for key, state, n, _place in rows if key is None}
    return Queue(counts, tuple(Waiting(key, title, int(n)) for key, title, n, _place in rows if key is not None))


def _ask(text: str, **values: Any) -> list[tuple[Any, ...]]:
    with prepared_cursor() as cursor:
        cursor.execute(text, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
