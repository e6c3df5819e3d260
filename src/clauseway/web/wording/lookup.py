"""The names and the evidence that a page's reasons refer to, found in one statement."""

import datetime as dt
import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from clauseway.catalogue.vocabulary import vocabulary
from clauseway.kernel.context import Context
from clauseway.kernel.prepared import prepared_cursor
from clauseway.web.asked import identifier

_MOST_OF_A_KIND = 40
# The identifiers inside texts are read first, apart: a cast in a join's condition would be asked of every row of the other table, because row-level
# security lets only what cannot tell a secret go before it.
_KNOWN = """
WITH wanted AS (
  SELECT id FROM evidence_claim WHERE organization_id = %(organization)s AND id = ANY(%(claims)s)
  UNION (
    SELECT c.id FROM evidence_claim c
    WHERE c.organization_id = %(organization)s AND c.kind = ANY(%(kinds)s) AND c.subject_ref <> '' AND c.stance > 0
      AND (c.system_id IS NULL OR c.system_id = %(system)s) AND c.valid_from <= %(as_of)s AND (c.valid_until IS NULL OR c.valid_until > %(as_of)s)
      AND NOT EXISTS (SELECT FROM evidence_claimend e WHERE e.organization_id = c.organization_id AND e.claim_id = c.id)
    ORDER BY c.valid_from DESC LIMIT %(most)s)
), found AS MATERIALIZED (
  SELECT c.*, CASE WHEN c.source = 'carried' THEN c.code::uuid END AS original_id
  FROM wanted w JOIN evidence_claim c ON c.organization_id = %(organization)s AND c.id = w.id
), stated AS MATERIALIZED (
  SELECT c.*, coalesce(o.source, c.source) AS of_source, coalesce(o.code, c.code) AS of_code, coalesce(o.key, c.key) AS of_key
  FROM found c LEFT JOIN evidence_claim o ON o.organization_id = c.organization_id AND o.id = c.original_id
), known AS MATERIALIZED (
  SELECT c.*, CASE WHEN c.of_source = 'record' THEN left(c.of_code, 36)::uuid END AS record_id,
    CASE WHEN c.of_source = 'document' THEN c.of_key::uuid END AS document_id, CASE WHEN length(c.filed_by) = 36 THEN c.filed_by::uuid END AS filer_id,
    CASE WHEN c.subject_kind = 'person' AND length(c.subject_ref) = 36 THEN c.subject_ref::uuid END AS subject_person_id
  FROM stated c
)
SELECT 'claim', c.id::text, jsonb_build_object(
    'kind', c.kind, 'source', c.of_source, 'code', c.of_code, 'key', c.of_key, 'carried', c.original_id IS NOT NULL,
    'stance', c.stance, 'grade', c.grade, 'on', c.valid_from, 'until', c.valid_until,
    'entered', c.collected_at, 'rationale', c.rationale, 'facets', c.facets, 'subject_kind', c.subject_kind, 'subject', c.subject_ref,
    'subject_name', coalesce(sp.name, s.name), 'by', p.name, 'item', i.id, 'item_name', i.name, 'performed_by', pp.name, 'document', d.title,
    'examined_by', pe.name)
FROM known c
LEFT JOIN evidence_item i ON i.organization_id = c.organization_id AND i.id = c.item_id
LEFT JOIN evidence_record r ON r.organization_id = c.organization_id AND r.id = c.record_id
LEFT JOIN documents_document d ON d.organization_id = c.organization_id AND d.id = c.document_id
LEFT JOIN organization_person p ON p.organization_id = c.organization_id AND p.id = c.filer_id
LEFT JOIN organization_person pp ON pp.organization_id = c.organization_id AND pp.id = r.performed_by_id
LEFT JOIN organization_person pe ON pe.organization_id = c.organization_id AND pe.id = r.examined_by_id
LEFT JOIN evidence_subject s ON s.organization_id = c.organization_id AND s.kind = c.subject_kind AND s.ref = c.subject_ref AND s.superseded_at IS NULL
LEFT JOIN organization_person sp ON sp.organization_id = c.organization_id AND sp.id = c.subject_person_id
UNION ALL
SELECT 'name', ref, to_jsonb(name) FROM evidence_subject
WHERE organization_id = %(organization)s AND superseded_at IS NULL AND ref = ANY(%(refs)s) AND kind <> 'person'
UNION ALL
SELECT 'name', id::text, to_jsonb(name) FROM organization_person WHERE organization_id = %(organization)s AND id = ANY(%(people)s)
"""


@dataclass(frozen=True, slots=True)
class Known:
    """One claim as a page shows it. One that was carried over from an edition before (`carried`) is told as what it rests on."""

    id: str
    kind: str
    source: str
    code: str
    key: str
    stance: int
    grade: str
    on: dt.date
    until: dt.date | None
    entered: dt.date
    rationale: str
    facets: Mapping[str, Any]
    subject: str
    subject_name: str
    by: str
    performed_by: str
    examined_by: str
    item: str
    item_name: str
    document: str
    carried: bool = False

    @property
    def title(self) -> str:
        """What the evidence is called: a document's or file's name, else what was recorded and about whom."""
        if self.document or self.item_name:
            return self.document or self.item_name
        word = vocabulary().words.get(self.kind)
        label = _(word.label) if word else self.kind
        return f"{label}: {self.subject_name}" if self.subject_name else label


@dataclass(frozen=True, slots=True)
class Lookup:
    """Names by reference and claims by id, as far as the page asked for them."""

    names: Mapping[str, str]
    claims: Mapping[str, Known]

    def name(self, ref: str) -> str:
        return self.names.get(ref) or _("somebody or something removed since")

    def sorted_names(self, refs: Iterable[str]) -> list[str]:
        return sorted((self.name(ref) for ref in refs), key=str.casefold)


NOTHING = Lookup({}, {})


def look_up(
    context: Context,
    system: uuid.UUID,
    reasons: Iterable[Mapping[str, Any]],
    *,
    kinds: Iterable[str] = (),
    refs: Iterable[str] = (),
    as_of: dt.date | None = None,
) -> Lookup:
    """Everything the reasons (as stored) refer to, and the standing claims of `kinds` about subjects. One statement."""
    claims: set[str] = set()
    named: set[str] = set(refs)
    for reason in reasons:
        details = reason.get("refs") or {}
        claims.update(details.get("claims") or ())
        named.update(details.get("subjects") or ())
        if details.get("site"):
            named.add(details["site"])
    people = [key for key in map(identifier, named) if key is not None]
    parameters: dict[str, Any] = {
        "organization": context.require_organization(),
        "system": system,
        "as_of": as_of or context.today,
        "claims": [uuid.UUID(claim) for claim in claims],
        "kinds": sorted(kinds),
        "refs": sorted(named),
        "people": people,
        "most": _MOST_OF_A_KIND,
    }
    names: dict[str, str] = {}
    found: dict[str, Known] = {}
    with prepared_cursor() as cursor:
        cursor.execute(_KNOWN, parameters)
        for what, key, value in cursor.fetchall():
            content = json.loads(value) if isinstance(value, str) else value
            if what == "claim":
                found[key] = _known(key, content)
            else:
                names[key] = content
    return Lookup(names, found)


def _known(key: str, row: Mapping[str, Any]) -> Known:
    return Known(
        id=key,
        kind=row["kind"],
        source=row["source"],
        code=row["code"],
        key=row["key"],
        stance=row["stance"],
        grade=row["grade"],
        on=dt.date.fromisoformat(row["on"]),
        until=dt.date.fromisoformat(row["until"]) if row["until"] else None,
        entered=dt.date.fromisoformat(row["entered"][:10]),
        rationale=row["rationale"] or "",
        facets=row["facets"] or {},
        subject=row["subject"] or "",
        subject_name=row["subject_name"] or "",
        by=row["by"] or "",
        performed_by=row["performed_by"] or "",
        examined_by=row["examined_by"] or "",
        item=row["item"] or "",
        item_name=row["item_name"] or "",
        document=row["document"] or "",
        carried=row["carried"],
    )
