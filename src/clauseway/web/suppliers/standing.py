"""What is judged about suppliers, and one supplier's part in it. A verdict names hundreds of them, so the database picks what is about this one."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from clauseway.conformity.judging import refresh
from clauseway.resources.models import Supplier
from clauseway.systems.queries import applied_editions
from clauseway.web.components import Item, Shelf, State
from clauseway.web.frame import Place
from clauseway.web.wording.lines import answer_word

ANSWERS = {
    "conforming": State.SHOWN,
    "gap": State.GAP,
    "unknown": State.UNKNOWN,
    "not-applicable": State.NOT_APPLICABLE,
}
_PARTS = """
SELECT v.requirement_id, v.answer, v.stale OR coalesce(v.next_change_on <= %(today)s, false), o.open, o.named
FROM conformity_verdictnow v CROSS JOIN LATERAL (
  SELECT count(*) > 0 AS open, jsonb_agg(r -> 'expectation') FILTER (WHERE strpos(r::text, %(supplier)s) > 0) AS named
  FROM jsonb_array_elements(v.reasons) r WHERE r ->> 'weighs' IN ('gap', 'unknown')
) o
WHERE v.organization_id = %(organization)s AND v.system_id = %(system)s AND v.requirement_id = ANY(%(requirements)s)
ORDER BY v.edition_id, v.sort_key
"""


@dataclass(frozen=True, slots=True)
class Part:
    """A verdict as it concerns one supplier: whether anything is missing at all, and which expectations miss something of this one."""

    requirement: uuid.UUID
    answer: str
    due: bool
    open: bool
    named: tuple[str, ...]


def judged(place: Place, found: Supplier) -> Shelf:
    """The requirements that ask about every supplier, and whether this one is named among what is missing."""
    assert place.system is not None
    asking: dict[uuid.UUID, Any] = {}
    for one in applied_editions(place.context, place.system.id):
        for requirement in one.edition.requirements.values():
            if any(e.per == "supplier" for e in requirement.expectations.values()):
                asking[requirement.id] = requirement
    return Shelf(
        title=_("What is judged about suppliers, and this one's part"),
        items=tuple(_item(place, asking[part.requirement], part) for part in _parts(place, found, asking)),
        none=_("None of your standards asks about suppliers one by one."),
    )


def _item(place: Place, requirement: Any, part: Part) -> Item:
    closes = [requirement.expectations[key].close for key in part.named if key in requirement.expectations]
    return Item(
        state=ANSWERS[part.answer] if part.named or part.answer != "gap" else State.INFO,
        title=f"{requirement.edition_name} {requirement.ref} · {requirement.title}",
        note=closes[0] if closes else "" if not part.open else _("Nothing is missing about this supplier."),
        href=f"{place.base}/requirements/{requirement.edition_slug}/{requirement.ref}/",
        aside=answer_word(part.answer),
    )


def _parts(place: Place, found: Supplier, asking: Mapping[uuid.UUID, Any]) -> list[Part]:
    """In the order of their clauses. Only where one is stale or due is there anything to judge first (then they are read twice)."""
    assert place.system is not None
    parts = _read(place, found, asking)
    if any(part.due for part in parts):
        refresh(place.context, place.system.id)
        parts = _read(place, found, asking)
    return parts


def _read(place: Place, found: Supplier, asking: Mapping[uuid.UUID, Any]) -> list[Part]:
    assert place.system is not None
    asked: dict[str, Any] = {
        "today": place.context.today,
        "supplier": str(found.id),
        "organization": place.context.require_organization(),
        "system": place.system.id,
        "requirements": list(asking),
    }
    with connection.cursor() as cursor:
        cursor.execute(_PARTS, asked)
        return [
            Part(key, answer, due, open_, tuple(str(name) for name in _decoded(named) or ()))
            for key, answer, due, open_, named in cursor.fetchall()
        ]


def _decoded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
