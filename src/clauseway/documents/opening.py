"""Opening a document: the revision with everything its page needs to know before it asks further, in one statement."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce, JSONObject
from django.utils.translation import gettext as _

from clauseway.documents.models import Audience, Document, Misuse
from clauseway.evidence.models import Subject
from clauseway.kernel.composed import Composed
from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound

PEOPLE = ("author", "approved_by", "confirmed_by", "owner", "looked_by")
LINE = Coalesce(OuterRef("line_id"), OuterRef("id"))


@dataclass(frozen=True, slots=True)
class Group:
    """A group the document goes to. `name`: of a process or a site."""

    kind: str
    ref: str
    name: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A revision with item, people and what it replaces; whether any approved revision waits for today; to whom it goes; whether anything was found
    against it; the name of its process."""

    row: Document
    due: bool
    groups: tuple[Group, ...]
    misused: bool
    process: str


def open_document(context: Context, document: uuid.UUID) -> Opened:
    """One revision with what its page tells of it; NotFound otherwise."""
    rows = _OPENED.rows(document=document, today=context.today)
    if not rows:
        raise NotFound("document.not-found", _("There is no such document."))
    found, told = rows[0], vars(rows[0])
    groups = tuple(Group(one["kind"], one["ref"], one["name"] or "") for one in told["groups"])
    return Opened(found, bool(told["due"]), groups, bool(told["misused"]), told["process"] or "")


def _opened(given: Any) -> QuerySet[Document]:
    named = Subject.objects.filter(superseded_at=None)
    of_group = named.filter(kind=Cast(OuterRef("kind"), CharField()), ref=OuterRef("ref")).values("name")[:1]
    of_document = named.filter(kind="process", ref=OuterRef("process_ref")).exclude(ref="").values("name")[:1]
    groups = Audience.objects.filter(line_id=LINE).order_by("kind", "ref")
    told = groups.values(told=JSONObject(kind=F("kind"), ref=F("ref"), name=Cast(Subquery(of_group), TextField())))
    against = Misuse.objects.filter(Q(document_id=LINE) | Q(document__line_id=LINE))
    # Written into the text: as a parameter the database could not tell that the index of what waits for its day answers it.
    approved = RawSQL("'approved'", ())
    waiting = Document.objects.filter(state=approved, effective_from__lte=given("today", DateField()))
    related = (*PEOPLE, "item__recorded_by", "replaces", "system", "variant_of", "line")
    return (
        Document.objects.filter(id=given("document"))
        .select_related(*related)
        .annotate(
            due=Exists(waiting), groups=ArraySubquery(told), misused=Exists(against), process=Subquery(of_document)
        )
    )


_OPENED = Composed(_opened)
