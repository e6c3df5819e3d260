"""Documents by title, text or what they describe; records and filled forms by what they say. Each with the stretch that holds the words."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, Count, F, Q, QuerySet, UUIDField, Value, When, Window
from django.db.models.functions import Cast, Substr
from django.utils.translation import gettext as _

from clauseway.catalogue.vocabulary import vocabulary
from clauseway.documents.form_queries import holding as forms_holding
from clauseway.documents.form_queries import records as filled_forms
from clauseway.documents.models import Document, FormEntry
from clauseway.documents.queries import ENDED, register
from clauseway.documents.searching import MOST, found_by_text, keys_by_text, place_in
from clauseway.evidence.models import Record
from clauseway.evidence.queries import holding as records_holding
from clauseway.evidence.queries import with_subjects
from clauseway.kernel.composed import Among
from clauseway.organization.queries import indexed
from clauseway.web.documents import words
from clauseway.web.documents.marking import emphasized, excerpt
from clauseway.web.evidence.views import of_system, record_sign
from clauseway.web.forms.records import signs_of
from clauseway.web.frame import Place
from clauseway.web.jinja import day, number
from clauseway.web.search.asking import FIRST, Asked
from clauseway.web.search.kinds import NOW, OVER
from clauseway.web.search.page import Hit
from clauseway.web.tables import Sign

LONG = 260
"""Characters of a text that are shown."""
Found = tuple[int, tuple[Hit, ...]]


def found(place: Place, asked: Asked, described: Mapping[uuid.UUID, list[str]]) -> dict[str, Found]:
    """By kind how many there are and those to show. `described`: by document the references cited. One statement that finds, and one for each kind found."""
    rows = {kind: finder.rows(place, asked, described) for kind, finder in FINDERS.items() if asked.wants(kind)}
    return {
        kind: (total, FINDERS[kind].hits(place, asked, _wide(rows[kind], keys), described))
        for kind, (total, keys) in _chosen(asked, rows).items()
    }


def _chosen(asked: Asked, rows: Mapping[str, QuerySet[Any]]) -> dict[str, tuple[int, list[Any]]]:
    """By kind how many there are and the keys of those to show; kinds without any are left out. The keys are chosen first, so that nothing wide is sorted."""
    narrow = {kind: each.select_related(None) for kind, each in rows.items()}
    if asked.kind:
        totals = {kind: each.order_by().count() for kind, each in narrow.items()}
        parts = {kind: asked.part(total) for kind, total in totals.items() if total}
        return {
            kind: (totals[kind], list(narrow[kind].values_list("pk", flat=True)[slice(*part)]))
            for kind, part in parts.items()
        }
    firsts = [
        each.annotate(every=Window(Count("*"))).values_list(Value(kind), "every", "pk")[:FIRST]
        for kind, each in narrow.items()
    ]
    found: dict[str, tuple[int, list[Any]]] = {}
    for kind, total, key in firsts[0].union(*firsts[1:], all=True) if firsts else ():
        found.setdefault(kind, (total, []))[1].append(key)
    return found


def _wide(rows: QuerySet[Any], keys: list[Any]) -> QuerySet[Any]:
    """The rows of some keys with all that is shown of them, in their order."""
    wide = rows.model._default_manager.filter(pk__in=keys).order_by(*rows.query.order_by)
    wide.query.select_related, wide.query.deferred_loading = rows.query.select_related, rows.query.deferred_loading
    return wide


def _documents(place: Place, asked: Asked, described: Mapping[uuid.UUID, list[str]]) -> QuerySet[Document]:
    """Documents whose title, identifier or text holds every word, those whose title begins so first; for a citation those that describe it.

    What the register lists: those found by their text or what they describe, and those the search index knows by title, identifier or file name. By key
    alone, so that no name is compared twice; only revisions in work, which the index does not know, are asked of the register.
    """
    assert place.system is not None
    context, system = place.context, place.system.id
    if asked.state == "work":
        among = described or found_by_text(context, system, asked.q)
        rows = register(context, system, text=asked.q, state="draft", among=set(among))
    else:
        own = (
            Among(F("pk"), Value(list(described), ArrayField(UUIDField())))
            if described
            else Among(F("pk"), keys_by_text(context, system, asked.q))
        )
        key = Cast(Substr("path", len("documents/") + 1, 36), UUIDField())
        named = indexed(context, asked.q).filter(kind="document").annotate(key=key).values("key")[:MOST]
        rows = Document.objects.filter(
            Q(own) | Q(Among(F("pk"), ArraySubquery(named))), shown=True, system_id=system
        ).defer("text")
        if asked.state:
            rows = rows.filter(state="effective") if asked.state == NOW else rows.filter(state__in=ENDED)
    first = Case(When(fold__startswith=asked.words[0], then=Value(0)), default=Value(1))
    return rows.filter(asked.between("effective_from")).order_by(first, "fold", "id")


def _document_hits(
    place: Place, asked: Asked, rows: QuerySet[Document], described: Mapping[uuid.UUID, list[str]]
) -> tuple[Hit, ...]:
    placed = rows.annotate(held=place_in("pk", asked.q))
    return tuple(_document(place, asked, row, described.get(row.id, [])) for row in placed)


def _document(place: Place, asked: Asked, row: Document, refs: list[str]) -> Hit:
    state, word = words.state_sign(row)
    text = _("describes %s") % ", ".join(refs) if refs else ""
    kind = str(row.get_kind_display()) if row.kind != "other" else ""
    return Hit(
        title=emphasized(row.title, asked.q),
        href=f"{place.base}/documents/{row.id}/",
        note=emphasized(", ".join(part for part in (row.identifier, kind) if part), asked.q),
        text=text or excerpt(vars(row)["held"] or "", asked.q, LONG),
        when=day(row.effective_from),
        signs=(Sign(state=state, word=word, tag=True),),
    )


def _records(place: Place, asked: Asked, described: Mapping[uuid.UUID, list[str]]) -> QuerySet[Record]:
    """Records that somebody filed, the latest fact first."""
    rows = records_holding(of_system(place), asked.q).filter(asked.between("happened_on"))
    if asked.state == OVER:
        rows = rows.exclude(ended_how="")
    elif asked.state:
        rows = rows.filter(ended_how="")
    if asked.state == "against":
        rows = rows.filter(word__in=[name for name, word in vocabulary().words.items() if word.stance < 0])
    return rows.order_by("-happened_on", "-recorded_at", "id")


def _record_hits(
    place: Place, asked: Asked, rows: QuerySet[Record], described: Mapping[uuid.UUID, list[str]]
) -> tuple[Hit, ...]:
    return tuple(_record(place, asked, row) for row in with_subjects(rows))


def _record(place: Place, asked: Asked, row: Record) -> Hit:
    word = vocabulary().words.get(row.word)
    about = (vars(row)["about"] or "", row.performed_by.name if row.performed_by else "")
    return Hit(
        title=emphasized(_(word.label) if word else row.word, asked.q),
        href=f"{place.base}/records/{row.id}/",
        note=emphasized(", ".join(part for part in about if part), asked.q),
        text=excerpt(row.statement, asked.q, LONG),
        when=day(row.happened_on),
        signs=(record_sign(row, word.stance if word else 1),),
    )


def _entries(place: Place, asked: Asked, described: Mapping[uuid.UUID, list[str]]) -> QuerySet[FormEntry]:
    """Forms that were handed in, the latest first; nobody's drafts."""
    assert place.system is not None
    rows = forms_holding(filled_forms(place.context, place.system.id), asked.q).filter(asked.between("on"))
    if asked.state == "outside":
        rows = rows.filter(outside=True, state="final")
    elif asked.state:
        rows = rows.filter(state="final") if asked.state == NOW else rows.exclude(state="final")
    return rows.select_related("form", "filled_by", "content").order_by("-on", "-filled_at", "id")


def _entry_hits(
    place: Place, asked: Asked, rows: QuerySet[FormEntry], described: Mapping[uuid.UUID, list[str]]
) -> tuple[Hit, ...]:
    return tuple(_filled(place, asked, row) for row in rows)


def _filled(place: Place, asked: Asked, row: FormEntry) -> Hit:
    content = getattr(row, "content", None)
    said = [*content.names.values(), *content.values.values()] if content else []
    plain = " · ".join(
        dict.fromkeys(str(one) for one in said if isinstance(one, str | int | float) and str(one).strip())
    )
    return Hit(
        title=emphasized(_("%(form)s no. %(number)s") % {"form": row.form.name, "number": number(row.number)}, asked.q),
        href=f"{place.base}/forms/records/{row.id}/",
        note=emphasized(row.filled_by.name if row.filled_by else "", asked.q),
        text=excerpt(plain, asked.q, LONG),
        when=day(row.on),
        signs=signs_of(row),
    )


@dataclass(frozen=True, slots=True)
class Finder:
    """Which rows of a kind fit, the best first; and what is shown of some of them."""

    rows: Callable[[Place, Asked, Mapping[uuid.UUID, list[str]]], QuerySet[Any]]
    hits: Callable[[Place, Asked, QuerySet[Any], Mapping[uuid.UUID, list[str]]], tuple[Hit, ...]]


FINDERS = {
    "document": Finder(_documents, _document_hits),
    "record": Finder(_records, _record_hits),
    "filled": Finder(_entries, _entry_hits),
}
