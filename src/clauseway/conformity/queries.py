"""Reading conformity: every requirement of a system in one line, brought up to date first; the walk; judgements and questions."""

import functools
import json
import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from clauseway.conformity.judging import refresh
from clauseway.conformity.models import Question
from clauseway.kernel.context import Context
from clauseway.kernel.prepared import prepared_cursor
from clauseway.kernel.readonly import read_only

UNDECLARED = "control-not-declared"
_LINES = """
SELECT v.requirement_id, v.edition_id, v.answer, v.facets, v.blocks, v.grade, v.next_change_on, v.leading_code, v.why,
  w.walked_at IS NOT NULL, coalesce(w.note, '') <> '', v.stale OR coalesce(v.next_change_on <= %(today)s, false)
FROM conformity_verdictnow v
LEFT JOIN conformity_walk w ON w.organization_id = v.organization_id AND w.system_id = v.system_id AND w.requirement_id = v.requirement_id
WHERE v.organization_id = %(organization)s AND v.system_id = %(system)s
ORDER BY v.edition_id, v.sort_key
"""

_WALKED = """
SELECT v.requirement_id, w.walked_at IS NOT NULL
FROM conformity_verdictnow v
LEFT JOIN conformity_walk w ON w.organization_id = v.organization_id AND w.system_id = v.system_id AND w.requirement_id = v.requirement_id
WHERE v.organization_id = %(organization)s AND v.system_id = %(system)s
"""


class Line(NamedTuple):
    """One requirement's verdict as lists need it. `why` is the first reason that keeps it from being shown, as stored; None when there is none."""

    requirement: uuid.UUID
    edition: uuid.UUID
    answer: str
    facets: Mapping[str, str]
    blocks: str
    grade: str
    next_change_on: date | None
    undeclared: bool
    why: Mapping[str, Any] | None
    walked: bool
    noted: bool


def lines(context: Context, system: uuid.UUID) -> list[Line]:
    """Every judged requirement of a system, by edition and clause. One statement when nothing is stale; what is stale or due is judged first."""
    rows = _rows(context, system)
    if any(row[-1] for row in rows):
        refresh(context, system)
        rows = _rows(context, system)
    read = _read
    return [
        Line(
            requirement,
            edition,
            answer,
            read(facets) or {},
            blocks,
            grade,
            change,
            code == UNDECLARED,
            read(why),
            walked,
            noted,
        )
        for requirement, edition, answer, facets, blocks, grade, change, code, why, walked, noted, _old in rows
    ]


def walked(context: Context, system: uuid.UUID) -> dict[uuid.UUID, bool]:
    """Every requirement that a system is judged by, and whether somebody has looked at it. What it was judged to be is not told, so nothing is judged anew."""
    with prepared_cursor() as cursor:
        cursor.execute(_WALKED, {"organization": context.require_organization(), "system": system})
        return dict(cursor.fetchall())


def _rows(context: Context, system: uuid.UUID) -> list[tuple[Any, ...]]:
    parameters: dict[str, Any] = {
        "organization": context.require_organization(),
        "system": system,
        "today": context.today,
    }
    with prepared_cursor() as cursor:
        cursor.execute(_LINES, parameters)
        return cursor.fetchall()


@functools.lru_cache(maxsize=16_384)
def _read(text: str | None) -> Any:
    """The value of a jsonb text, read once a process and the same for every thread. Most are the same few texts, on page after page."""
    return read_only(as_json(text))


def as_json(value: Any) -> Any:
    """A jsonb value as the driver gives it: text in a raw statement."""
    return json.loads(value) if isinstance(value, str) else value


def questions_for(context: Context, person: uuid.UUID, round_id: uuid.UUID) -> list[Question]:
    """The questions of one round that were put to a person, in the order of the requirements."""
    rows = Question.objects.filter(asked_of_id=person, round=round_id)
    return list(rows.select_related("requirement__edition", "asked_by", "item").order_by("requirement__sort_key"))
