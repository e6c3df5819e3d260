"""Reading what waits to be decided: the queue, how much is left, in which documents.

Suggestions are counted by document before their documents are looked at: the policies of both tables are asked once for each document and not once for
each suggestion.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from clauseway.documents.models import Suggestion
from clauseway.kernel.composed import joined_late
from clauseway.kernel.context import Context
from clauseway.kernel.prepared import prepared_cursor

ALIVE = ("draft", "effective")
_COUNTED = """
WITH counted AS MATERIALIZED (
  SELECT document_id, state, count(*) AS n FROM documents_suggestion
  WHERE organization_id = %s AND system_id = %s AND (%s::uuid IS NULL OR document_id = %s::uuid) GROUP BY document_id, state
)
"""
_BY_STATE = f"""{_COUNTED}
SELECT state, sum(n) FROM counted WHERE state <> 'proposed' GROUP BY state
UNION ALL
SELECT 'proposed', coalesce(sum(c.n), 0)
FROM counted c JOIN documents_document d ON d.id = c.document_id AND d.organization_id = %s
WHERE c.state = 'proposed' AND d.state IN ('draft', 'effective')
"""  # noqa: S608
_WAITING = """
WITH counted AS MATERIALIZED (
  SELECT document_id, count(*) AS n FROM documents_suggestion
  WHERE organization_id = %s AND system_id = %s AND state = 'proposed' GROUP BY document_id
)
"""
_HOW_MANY = f"""{_WAITING}
SELECT coalesce(sum(c.n), 0) FROM counted c JOIN documents_document d ON d.id = c.document_id AND d.organization_id = %s
WHERE d.state IN ('draft', 'effective')
"""  # noqa: S608
_WHERE = f"""{_WAITING}
SELECT d.id, d.title, c.n FROM counted c JOIN documents_document d ON d.id = c.document_id AND d.organization_id = %s
WHERE d.state IN ('draft', 'effective') ORDER BY d.state DESC, d.fold, d.id LIMIT %s
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document with so many suggestions to decide."""

    document: uuid.UUID
    title: str
    count: int


def open_suggestions(context: Context, system: uuid.UUID, document: uuid.UUID | None = None) -> QuerySet[Suggestion]:
    """What waits for a person: documents in force first, then by document, the strongest first."""
    rows = Suggestion.objects.filter(system_id=system, state="proposed", document__state__in=ALIVE)
    if document is not None:
        rows = rows.filter(document_id=document)
    first = Case(When(document__state="effective", then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.select_related("passage", "document").order_by(first, "-score", "id")


def first_suggestions(context: Context, system: uuid.UUID, document: uuid.UUID | None, most: int) -> list[Suggestion]:
    """The head of the queue: `most` of what waits, in its order.

    Asked by the state of the document, so that an index gives the strongest first: one statement, or two where little waits in documents in force.
    """
    found: list[Suggestion] = []
    for state in ("effective", "draft"):
        rows = open_suggestions(context, system, document).filter(document__state=state).order_by("-score", "id")
        found += joined_late(rows, 0, most - len(found)) if len(found) < most else ()
    return found


def waiting_suggestions(context: Context, system: uuid.UUID) -> int:
    """How many suggestions wait for a person in documents that are a draft or in force; one statement."""
    organization = context.require_organization()
    return int(_ask(_HOW_MANY, [organization, system, organization])[0][0])


def waiting_documents(context: Context, system: uuid.UUID, most: int) -> list[Waiting]:
    """The documents with something to decide, those in force first, `most` of them; one statement."""
    organization = context.require_organization()
    return [Waiting(*row) for row in _ask(_WHERE, [organization, system, organization, most])]


def suggestion_counts(context: Context, system: uuid.UUID, document: uuid.UUID | None = None) -> dict[str, int]:
    """Suggestions by state, of one document or the whole system; one statement."""
    organization = context.require_organization()
    rows = _ask(_BY_STATE, [organization, system, document, document, organization])
    return {state: int(n) for state, n in rows}


def _ask(text: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with prepared_cursor() as cursor:
        cursor.execute(text, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
