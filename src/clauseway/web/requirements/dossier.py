"""Everything several rooms hold about one requirement, in one statement: verdicts, history, judgements, decisions, actions, questions, passages."""

import datetime as dt
import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from clauseway.conformity.judging import refresh
from clauseway.kernel.context import Context
from clauseway.kernel.prepared import prepared_cursor

_DOSSIER = """
SELECT 'verdict' AS what, '' AS place, CASE WHEN requirement_id = %(requirement)s THEN to_jsonb(v) ELSE to_jsonb(v) - 'reasons' END AS value
FROM conformity_verdictnow v WHERE organization_id = %(organization)s AND system_id = %(system)s AND requirement_id = ANY(%(requirements)s)
UNION ALL (
  SELECT 'history', known_at::text || id::text, to_jsonb(h) FROM conformity_verdict h
  WHERE organization_id = %(organization)s AND system_id = %(system)s AND requirement_id = %(requirement)s ORDER BY known_at DESC, id DESC LIMIT 24)
UNION ALL (
  SELECT 'judgement', j.recorded_at::text || j.id::text, to_jsonb(j) || jsonb_build_object('name', p.name, 'job', p.job) FROM conformity_judgement j
  LEFT JOIN organization_person p ON p.organization_id = j.organization_id AND p.id = j.by_id
  WHERE j.organization_id = %(organization)s AND j.system_id = %(system)s AND j.requirement_id = %(requirement)s
  ORDER BY j.recorded_at DESC LIMIT 3)
UNION ALL
SELECT 'decision', a.valid_from::text, to_jsonb(a) || jsonb_build_object('name', p.name) FROM systems_applicability a
LEFT JOIN organization_person p ON p.organization_id = a.organization_id AND p.id = a.decided_by_id
WHERE a.organization_id = %(organization)s AND a.system_id = %(system)s AND a.requirement_id = %(requirement)s AND a.valid_until IS NULL
UNION ALL
SELECT 'action', coalesce(a.due_on::text, '9999'), jsonb_build_object('id', a.id, 'title', a.title, 'state', a.state, 'due', a.due_on, 'owner', p.name)
FROM actions_actioncloses c JOIN actions_action a ON a.organization_id = c.organization_id AND a.id = c.action_id
LEFT JOIN organization_person p ON p.organization_id = a.organization_id AND p.id = a.owner_id
WHERE c.organization_id = %(organization)s AND c.requirement_id = %(requirement)s AND a.system_id = %(system)s AND a.state <> 'cancelled'
UNION ALL (
  SELECT 'question', q.asked_at::text, jsonb_build_object('id', q.id, 'text', q.text, 'answer', q.answer, 'name', p.name, 'due', q.due_on,
    'answered', q.answered_at, 'item', q.item_id, 'item_name', i.name)
  FROM conformity_question q
  LEFT JOIN organization_person p ON p.organization_id = q.organization_id AND p.id = q.asked_of_id
  LEFT JOIN evidence_item i ON i.organization_id = q.organization_id AND i.id = q.item_id
  WHERE q.organization_id = %(organization)s AND q.system_id = %(system)s AND q.requirement_id = %(requirement)s ORDER BY q.asked_at DESC LIMIT 10)
UNION ALL (
  SELECT 'passage', s.state, jsonb_build_object('id', s.id, 'state', s.state, 'strength', s.strength, 'matched', s.matched, 'score', s.score,
    'heading', p.heading, 'text', left(p.text, 600), 'document', d.id, 'title', d.title, 'document_state', d.state)
  FROM documents_suggestion s JOIN documents_passage p ON p.organization_id = s.organization_id AND p.id = s.passage_id
  JOIN documents_document d ON d.organization_id = s.organization_id AND d.id = s.document_id
  WHERE s.organization_id = %(organization)s AND s.system_id = %(system)s AND s.requirement_id = %(requirement)s AND s.state <> 'rejected'
  ORDER BY s.state, s.score DESC LIMIT 8)
UNION ALL
SELECT 'walk', '', to_jsonb(w) || jsonb_build_object('name', p.name) FROM conformity_walk w
LEFT JOIN organization_person p ON p.organization_id = w.organization_id AND p.id = w.walked_by_id
WHERE w.organization_id = %(organization)s AND w.system_id = %(system)s AND w.requirement_id = %(requirement)s
"""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Dossier:
    """Rows as the database states them (dates in ISO form). `verdict` is None only for a requirement nobody judged yet."""

    verdict: Row | None
    others: Mapping[str, Row] = field(default_factory=dict)
    history: tuple[Row, ...] = ()
    judgements: tuple[Row, ...] = ()
    decision: Row | None = None
    actions: tuple[Row, ...] = ()
    questions: tuple[Row, ...] = ()
    passages: tuple[Row, ...] = ()
    walk: Row | None = None

    @property
    def reasons(self) -> list[dict[str, Any]]:
        return list(self.verdict["reasons"]) if self.verdict else []


def dossier(context: Context, system: uuid.UUID, requirement: uuid.UUID, beside: Iterable[uuid.UUID] = ()) -> Dossier:
    """The dossier of a requirement with the answers of those `beside` it; a stale or due verdict is judged first (then it is read twice)."""
    found = _read(context, system, requirement, beside)
    if any(_due(row, context.today) for row in found["verdict"]):
        refresh(context, system)
        found = _read(context, system, requirement, beside)
    verdicts = {row["requirement_id"]: row for row in found["verdict"]}
    mine = verdicts.pop(str(requirement), None)
    return Dossier(
        mine,
        verdicts,
        tuple(found["history"]),
        tuple(found["judgement"]),
        next(iter(found["decision"]), None),
        tuple(found["action"]),
        tuple(found["question"]),
        tuple(found["passage"]),
        next(iter(found["walk"]), None),
    )


def _due(row: Row, today: dt.date) -> bool:
    change = row["next_change_on"]
    return bool(row["stale"]) or (change is not None and dt.date.fromisoformat(change) <= today)


def _read(
    context: Context, system: uuid.UUID, requirement: uuid.UUID, beside: Iterable[uuid.UUID]
) -> dict[str, list[Row]]:
    parameters: dict[str, Any] = {
        "organization": context.require_organization(),
        "system": system,
        "requirement": requirement,
        "requirements": [requirement, *beside],
    }
    rows: dict[str, list[tuple[str, Row]]] = {}
    with prepared_cursor() as cursor:
        cursor.execute(_DOSSIER, parameters)
        for what, place, value in cursor.fetchall():
            rows.setdefault(what, []).append((place, json.loads(value) if isinstance(value, str) else value))
    newest_first = ("history", "judgement", "question")
    return {
        what: [value for _p, value in sorted(rows.get(what, []), key=lambda r: r[0], reverse=what in newest_first)]
        for what in ("verdict", "history", "judgement", "decision", "action", "question", "passage", "walk")
    }
