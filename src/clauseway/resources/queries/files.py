"""All that is on file about one supplier: a page needs it whole, so it is read in one statement."""

import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

from clauseway.kernel.context import Context
from clauseway.organization.models import Person
from clauseway.resources.models import (
    Provision,
    SupplierCertificate,
    SupplierCriteria,
    SupplierEvaluation,
    SupplierQuestionnaire,
    SupplierReview,
    SupplierSettlement,
)

EVALUATIONS, REVIEWS = 20, 10
"""How many of the newest a page shows."""
Row = TypeVar("Row", bound=Model)

_FILE = """
SELECT 'provision' AS what, to_jsonb(t) AS value FROM resources_provision t WHERE t.organization_id = %(organization)s AND t.supplier_id = %(supplier)s
UNION ALL
SELECT 'certificate', to_jsonb(t) FROM resources_suppliercertificate t WHERE t.organization_id = %(organization)s AND t.supplier_id = %(supplier)s
UNION ALL
(SELECT 'evaluation', to_jsonb(t) || jsonb_build_object('criteria', to_jsonb(c), 'by', b.name, 'examiner', x.name)
 FROM resources_supplierevaluation t JOIN resources_suppliercriteria c ON c.organization_id = t.organization_id AND c.id = t.criteria_id
 LEFT JOIN organization_person b ON b.organization_id = t.organization_id AND b.id = t.by_id
 LEFT JOIN organization_person x ON x.organization_id = t.organization_id AND x.id = t.examined_by_id
 WHERE t.organization_id = %(organization)s AND t.supplier_id = %(supplier)s ORDER BY t."on" DESC, t.recorded_at DESC, t.id DESC LIMIT %(evaluations)s)
UNION ALL
(SELECT 'review', to_jsonb(t) || jsonb_build_object('by', b.name) FROM resources_supplierreview t
 LEFT JOIN organization_person b ON b.organization_id = t.organization_id AND b.id = t.by_id
 WHERE t.organization_id = %(organization)s AND t.supplier_id = %(supplier)s ORDER BY t."on" DESC, t.recorded_at DESC, t.id DESC LIMIT %(reviews)s)
UNION ALL
SELECT 'question', to_jsonb(t) || jsonb_build_object('by', b.name) FROM resources_supplierquestionnaire t
LEFT JOIN organization_person b ON b.organization_id = t.organization_id AND b.id = t.asked_by_id
WHERE t.organization_id = %(organization)s AND t.supplier_id = %(supplier)s
UNION ALL
SELECT 'settlement', to_jsonb(t) || jsonb_build_object('by', b.name) FROM resources_suppliersettlement t
LEFT JOIN organization_person b ON b.organization_id = t.organization_id AND b.id = t.by_id
WHERE t.organization_id = %(organization)s AND t.supplier_id = %(supplier)s
UNION ALL
(SELECT 'criteria', to_jsonb(t) FROM resources_suppliercriteria t WHERE t.organization_id = %(organization)s AND t.purpose = 'quality'
 AND t.valid_from <= %(today)s AND (t.valid_until IS NULL OR t.valid_until > %(today)s) ORDER BY t.valid_from DESC LIMIT 1)
"""


@dataclass(slots=True)
class SupplierFile:
    """What a page says of one supplier: the newest first, provisions by name, certificates by their end. `criteria` are those for quality in force."""

    provisions: list[Provision] = field(default_factory=list)
    certificates: list[SupplierCertificate] = field(default_factory=list)
    evaluations: list[SupplierEvaluation] = field(default_factory=list)
    reviews: list[SupplierReview] = field(default_factory=list)
    questions: list[SupplierQuestionnaire] = field(default_factory=list)
    settlements: list[SupplierSettlement] = field(default_factory=list)
    criteria: SupplierCriteria | None = None


def file_of(context: Context, supplier: uuid.UUID) -> SupplierFile:
    """All that is on file about a supplier, with who did it: one statement."""
    asked: dict[str, Any] = {
        "organization": context.require_organization(),
        "supplier": supplier,
        "today": context.today,
        "evaluations": EVALUATIONS,
        "reviews": REVIEWS,
    }
    rows: dict[str, list[dict[str, Any]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_FILE, asked)
        for what, value in cursor.fetchall():
            rows.setdefault(what, []).append(json.loads(value) if isinstance(value, str) else value)
    criteria = [_row(SupplierCriteria, value) for value in rows.get("criteria", [])]
    return SupplierFile(
        sorted((_row(Provision, value) for value in rows.get("provision", [])), key=lambda row: row.fold),
        sorted(_all(SupplierCertificate, rows, "certificate"), key=lambda row: row.valid_until, reverse=True),
        _newest(_evaluation(value) for value in rows.get("evaluation", [])),
        _newest(_all(SupplierReview, rows, "review", "by")),
        sorted(_all(SupplierQuestionnaire, rows, "question", "asked_by"), key=lambda row: row.asked_at, reverse=True),
        _newest(_all(SupplierSettlement, rows, "settlement", "by")),
        criteria[0] if criteria else None,
    )


def _row(model: type[Row], value: Mapping[str, Any]) -> Row:
    """A stored row from its JSON."""
    fields = model._meta.concrete_fields
    return model(**{f.attname: f.to_python(value[f.column or f.name]) for f in fields if f.column in value})


def _all(model: type[Row], rows: Mapping[str, list[dict[str, Any]]], what: str, person: str = "") -> list[Row]:
    """Rows of one kind, with the name of who did it where that is a `person`."""
    return [_named(_row(model, value), person, value.get("by")) for value in rows.get(what, [])]


def _named(row: Row, person: str, name: str | None) -> Row:
    if person and name is not None:
        setattr(row, person, Person(id=getattr(row, f"{person}_id"), name=name))
    return row


def _evaluation(value: Mapping[str, Any]) -> SupplierEvaluation:
    row = _named(_row(SupplierEvaluation, value), "by", value.get("by"))
    row.criteria = _row(SupplierCriteria, value["criteria"])
    return _named(row, "examined_by", value.get("examiner"))


def _newest(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (row.on, row.recorded_at, row.id), reverse=True)
