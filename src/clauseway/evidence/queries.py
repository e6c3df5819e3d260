"""Reading the ledger: facts for the judge as of one day and as known at one moment; items, records and subjects for people."""

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, UUIDField, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf

from clauseway.catalogue.vocabulary import vocabulary
from clauseway.evidence.models import Item, Record, Subject
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.prepared import prepared_cursor
from clauseway.kernel.refusals import NotFound
from clauseway.organization.models import Person
from clauseway.rules import facts
from clauseway.rules.population import Population

_CLAIMS = """
SELECT c.id, c.kind, c.stance, c.grade, c.valid_from, least(c.valid_until, e.on_date),
  (c.collected_at AT TIME ZONE %(zone)s::text)::date, c.topic_id,
  c.subject_kind, c.subject_ref, c.facets, c.filed_by
FROM evidence_claim c
LEFT JOIN LATERAL (
  SELECT e.id, e.how, e.on_date FROM evidence_claimend e
  WHERE e.organization_id = c.organization_id AND e.claim_id = c.id AND e.recorded_at <= %(known_at)s OFFSET 0
) e ON true
WHERE c.organization_id = %(organization)s AND (c.system_id IS NULL OR c.system_id = %(system)s) AND c.recorded_at <= %(known_at)s
  AND (c.valid_until IS NULL OR c.valid_until > %(as_of)s) AND (e.id IS NULL OR (e.how <> 'retracted' AND e.on_date > %(as_of)s))
"""
"""Under row-level security the database expects a few claims where there are thousands, and would compare each with every end there is: so it is told to
look up each claim's end by itself."""
_SUBSET = " AND (c.topic_id = ANY(%(topics)s) OR (c.topic_id IS NULL AND c.kind = ANY(%(kinds)s)))"
_SUBJECTS = """
SELECT kind, ref, name, live_from, live_until, facets FROM evidence_subject
WHERE organization_id = %(organization)s AND recorded_at <= %(known_at)s AND (superseded_at IS NULL OR superseded_at > %(known_at)s)
"""


def gather_claims(
    context: Context,
    system: uuid.UUID,
    as_of: date,
    known_at: datetime,
    *,
    topics: Sequence[str] | None = None,
    kinds: Sequence[str] = (),
) -> list[facts.Claim]:
    """Claims that may matter on a day as known at a moment; all of the system, or those on `topics` and untopical ones of `kinds`."""
    parameters: dict[str, Any] = {
        "organization": context.require_organization(),
        "system": system,
        "as_of": as_of,
        "known_at": known_at,
        "topics": list(map(uuid.UUID, topics or ())),
        "kinds": list(kinds),
        "zone": context.zone,
    }
    read = _Reader()
    with prepared_cursor() as cursor:
        cursor.execute(_CLAIMS + (_SUBSET if topics is not None else ""), parameters)
        return [
            facts.Claim(
                str(row[0]),
                row[1],
                row[2],
                row[3],
                row[4],
                row[5],
                row[6],
                str(row[7] or ""),
                row[8],
                row[9],
                (stated := read(row[10])),
                row[11],
                stated.get("heap", 0),
            )
            for row in cursor.fetchall()
        ]


def gather_subjects(
    context: Context, known_at: datetime, kinds: Iterable[str] | None = None
) -> dict[str, tuple[facts.Subject, ...]]:
    """The populations as known at a moment, by kind, each sorted by name."""
    query = _SUBJECTS
    parameters: dict[str, Any] = {"organization": context.require_organization(), "known_at": known_at}
    if kinds is not None:
        query, parameters = query + " AND kind = ANY(%(kinds)s)", {**parameters, "kinds": sorted(kinds)}
    found: dict[str, list[facts.Subject]] = {}
    read = _Reader()
    with prepared_cursor() as cursor:
        cursor.execute(query + " ORDER BY kind, fold, ref", parameters)
        for kind, ref, name, live_from, live_until, facets in cursor.fetchall():
            found.setdefault(kind, []).append(facts.Subject(kind, ref, name, live_from, live_until, read(facets)))
    return {kind: Population(rows) for kind, rows in found.items()}


class _Reader:
    """Reads jsonb values of one result. Many are the same text, and nothing changes what it says: each text is read once."""

    def __init__(self) -> None:
        self.seen: dict[str, Mapping[str, Any]] = {"{}": facts.NO_FACETS}

    def __call__(self, value: Any) -> Mapping[str, Any]:
        if not isinstance(value, str):
            return value or facts.NO_FACETS
        found = self.seen.get(value)
        if found is None:
            found = self.seen[value] = json.loads(value)
        return found


def subject_names(context: Context, refs: Iterable[str]) -> dict[str, str]:
    """The current names of subjects, by reference."""
    rows = Subject.objects.filter(ref__in=set(refs), superseded_at=None)
    return dict(rows.values_list("ref", "name"))


def records_for(system: Any) -> QuerySet[Record]:
    """Records of a system and those filed for all of them, with who performed and the file; for an identifier or one that is `given`."""
    return Record.objects.filter(Q(system_id=system) | Q(system=None)).select_related("performed_by", "item")


def holding(rows: QuerySet[Record], text: str) -> QuerySet[Record]:
    """Of some records those in which every word occurs: in the statement, in the word's label, in the name of the subject or of who did it."""
    words = vocabulary().words
    for one in fold(text).split():
        named = [name for name, word in words.items() if one in fold(word.label)]
        subjects = Subject.objects.filter(fold__contains=one, superseded_at=None).values("ref")
        people = Person.objects.filter(fold__contains=one)
        match = Q(statement__icontains=one) | Q(word__in=named) | Q(subject_ref__in=subjects)
        rows = rows.filter(match | Q(performed_by__in=people))
    return rows


def with_subjects(rows: QuerySet[Record]) -> QuerySet[Record]:
    """Some records, each with `about`: the name that its subject has today; None for one without a subject or with one that is gone."""
    key = Cast(NullIf(OuterRef("subject_ref"), Value("")), UUIDField())
    person = Case(When(subject_kind="person", then=Subquery(Person.objects.filter(id=key).values("name"))))
    known = Subject.objects.filter(ref=OuterRef("subject_ref"), superseded_at=None).exclude(ref="")
    return rows.annotate(about=Coalesce(person, Subquery(known.order_by("kind").values("name")[:1])))


def get_record(context: Context, record: uuid.UUID) -> Record:
    """One record; NotFound for anything that is not there."""
    found = Record.objects.filter(id=record).first()
    if found is None:
        raise NotFound("record.not-found", "There is no such record.")
    return found


def last_on_record(context: Context, word: str, refs: Iterable[str]) -> dict[str, date]:
    """When a person last put a fact of this word on record about some subjects, by reference; one statement (none when nothing is asked),
    withdrawn records left out.

    For registers of rooms: what a room was not told itself may be on record all the same, and the ledger counts it.
    """
    asked = list(refs)
    if not asked:
        return {}
    rows = Record.objects.filter(word=word, subject_ref__in=asked).exclude(ended_how="withdrawn")
    return dict(rows.order_by("happened_on").values_list("subject_ref", "happened_on"))


def get_item(context: Context, item: uuid.UUID) -> Item:
    """One item; NotFound for anything that is not there."""
    found = Item.objects.filter(id=item).first()
    if found is None:
        raise NotFound("item.not-found", "There is no such evidence item.")
    return found


def subjects(context: Context, kind: str) -> QuerySet[Subject]:
    """The current versions of one population, by name."""
    return Subject.objects.filter(kind=kind, superseded_at=None).order_by("fold")
