"""What the home page needs from the rooms besides the verdicts, in one statement: duties, milestones, scope, populations, what is planned."""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clauseway.kernel.context import Context
from clauseway.kernel.prepared import prepared_cursor

_FACTS = """
(SELECT 'duty' AS what,
    jsonb_build_object('title', title, 'detail', detail, 'path', path, 'due', due_on, 'kind', kind, 'of', count(*) OVER ()) AS value FROM actions_duty
  WHERE organization_id = %(organization)s AND state = 'open' AND (system_id IS NULL OR system_id = %(system)s)
    AND (person_id = %(person)s OR (person_id IS NULL AND role = ANY(%(roles)s)))
  ORDER BY due_on NULLS LAST, title LIMIT 6)
UNION ALL
SELECT 'milestone', jsonb_build_object('kind', kind, 'name', name, 'on', on_date) FROM actions_milestone
WHERE organization_id = %(organization)s AND system_id = %(system)s
UNION ALL
SELECT 'scope', jsonb_build_object('approved', approved_by_id IS NOT NULL) FROM systems_scopestatement
WHERE organization_id = %(organization)s AND system_id = %(system)s AND valid_until IS NULL
UNION ALL
SELECT 'declared', jsonb_build_object('edition', edition_id, 'on', max(as_of)) FROM systems_selfdeclaration
WHERE organization_id = %(organization)s AND system_id = %(system)s GROUP BY edition_id
UNION ALL
SELECT 'counts', jsonb_build_object(
  'processes', (SELECT count(*) FROM processes_process WHERE organization_id = %(organization)s AND live_until IS NULL),
  'people', (SELECT count(*) FROM organization_person WHERE organization_id = %(organization)s AND live_until IS NULL),
  'documents', (SELECT count(*) FROM documents_document WHERE organization_id = %(organization)s AND system_id = %(system)s),
  'suggestions', (SELECT count(*) FROM (SELECT FROM documents_suggestion
    WHERE organization_id = %(organization)s AND system_id = %(system)s AND state = 'proposed' LIMIT 500) s),
  'records', (SELECT count(*) FROM (SELECT FROM evidence_record WHERE organization_id = %(organization)s LIMIT 1) r))
UNION ALL
SELECT 'planned', jsonb_build_object('requirement', c.requirement_id, 'due', min(a.due_on))
FROM actions_action a JOIN actions_actioncloses c ON c.organization_id = a.organization_id AND c.action_id = a.id
WHERE a.organization_id = %(organization)s AND a.system_id = %(system)s AND a.state IN ('open', 'doing') GROUP BY c.requirement_id
UNION ALL
SELECT 'reasons', jsonb_build_object('requirement', requirement_id, 'reasons', reasons) FROM conformity_verdictnow
WHERE organization_id = %(organization)s AND system_id = %(system)s AND requirement_id = ANY(%(looked_at)s)
"""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Facts:
    """Rows as the database states them (dates in ISO form)."""

    duties: tuple[Row, ...]
    milestones: Mapping[str, str]
    scope: Row | None
    declared: Mapping[str, str]
    counts: Mapping[str, int]
    planned: Mapping[str, str | None]
    reasons: Mapping[str, Sequence[Row]]


def facts(context: Context, system: uuid.UUID, looked_at: Sequence[uuid.UUID]) -> Facts:
    """The facts of one system for the actor; `looked_at` are the requirements whose reasons the stations quote."""
    parameters = {
        "organization": context.require_organization(),
        "system": system,
        "person": context.person,
        "roles": sorted(context.roles),
        "looked_at": list(looked_at),
    }
    rows: dict[str, list[Row]] = {}
    with prepared_cursor() as cursor:
        cursor.execute(_FACTS, parameters)
        for what, value in cursor.fetchall():
            rows.setdefault(what, []).append(json.loads(value) if isinstance(value, str) else value)
    return Facts(
        tuple(rows.get("duty", ())),
        {row["kind"]: row["on"] for row in rows.get("milestone", ()) if row["kind"] != "own"},
        next(iter(rows.get("scope", ())), None),
        {row["edition"]: row["on"] for row in rows.get("declared", ())},
        rows["counts"][0],
        {row["requirement"]: row["due"] for row in rows.get("planned", ())},
        {row["requirement"]: row["reasons"] for row in rows.get("reasons", ())},
    )
