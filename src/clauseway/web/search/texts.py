"""Documents by title, text or what they describe; records and filled forms by what they say. Each with the stretch that holds the words."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Case, Count, QuerySet, Value, When, Window
from django.utils.translation import gettext as _

from clauseway.catalogue.vocabulary import vocabulary
from clauseway.documents.form_queries import holding as forms_holding
from clauseway.documents.form_queries import records as filled_forms
from clauseway.documents.models import Document, FormEntry
from clauseway.documents.queries import ENDED, register
from clauseway.documents.searching import MOST, found_by_reference, found_by_text, places_of
from clauseway.evidence.models import Record
from clauseway.evidence.queries import holding as records_holding
from clauseway.organization.queries import indexed
from clauseway.web.documents import words
from clauseway.web.documents.marking import emphasized, excerpt
from clauseway.web.evidence.views import names_of_subjects, of_system, record_sign
from clauseway.web.forms.records import signs_of
from clauseway.web.frame import Place
from clauseway.web.jinja import day, number
from clauseway.web.search.asking import Asked
from clauseway.web.search.kinds import NOW, OVER
from clauseway.web.search.page import Hit
from clauseway.web.tables import Sign

LONG = 260
"""Characters of a text that are shown."""
Found = tuple[int, tuple[Hit, ...]]


def _taken(asked: Asked, rows: QuerySet[Any]) -> tuple[int, list[Any]]:
    """How many there are and those to show. The keys are chosen first, so that nothing wide is sorted."""
    keys = rows.select_related(None).values_list("pk", flat=True)
    if asked.kind:
        total = keys.order_by().count()
        start, end = asked.part(total)
        chosen = list(keys[start:end]) if total else []
    else:
        _start, end = asked.part(10**9)
        first = list(rows.select_related(None).annotate(every=Window(Count("*"))).values_list("pk", "every")[:end])
        chosen, total = [key for key, _every in first], first[0][1] if first else 0
    if not chosen:
        return total, []
    wide = rows.model._default_manager.filter(pk__in=chosen)
    wide.query.select_related, wide.query.deferred_loading = rows.query.select_related, rows.query.deferred_loading
    by_key = {row.pk: row for row in wide}
    return total, [by_key[key] for key in chosen if key in by_key]


def documents(place: Place, asked: Asked) -> Found:
    """Documents whose title, identifier or text holds every word, those whose title begins so first; for a citation those that describe it."""
    assert place.system is not None
    context, system = place.context, place.system.id
    described = found_by_reference(context, system, asked.q)
    in_text = [] if described else found_by_text(context, system, asked.q)
    rows = _listed(place, asked, {*described, *in_text}).filter(asked.between("effective_from"))
    first = Case(When(fold__startswith=asked.words[0], then=Value(0)), default=Value(1))
    total, shown = _taken(asked, rows.order_by(first, "fold", "id"))
    places = places_of(context, [row.id for row in shown if row.id not in described], asked.q) if shown else {}
    return total, tuple(_document(place, asked, row, described.get(row.id, []), places) for row in shown)


def _listed(place: Place, asked: Asked, among: set[uuid.UUID]) -> QuerySet[Document]:
    """What the register lists: those found by their text or what they describe, and those the search index knows by title, identifier or file name.

    By key alone, so that no name is compared twice; only revisions in work, which the index does not know, are asked of the register.
    """
    assert place.system is not None
    if asked.state == "work":
        return register(place.context, place.system.id, text=asked.q, state="draft", among=among)
    paths = indexed(place.context, asked.q).filter(kind="document").values_list("path", flat=True)[:MOST]
    keys = {*among, *(uuid.UUID(path.split("/")[1]) for path in paths)}
    rows = Document.objects.filter(id__in=keys, shown=True)
    rows = rows.filter(system_id=place.system.id).defer("text")
    if asked.state:
        rows = rows.filter(state="effective") if asked.state == NOW else rows.filter(state__in=ENDED)
    return rows


def _document(place: Place, asked: Asked, row: Document, refs: list[str], places: Mapping[Any, str]) -> Hit:
    state, word = words.state_sign(row)
    text = _("describes %s") % ", ".join(refs) if refs else ""
    kind = str(row.get_kind_display()) if row.kind != "other" else ""
    return Hit(
        title=emphasized(row.title, asked.q),
        href=f"{place.base}/documents/{row.id}/",
        note=emphasized(", ".join(part for part in (row.identifier, kind) if part), asked.q),
        text=text or (excerpt(places[row.id], asked.q, LONG) if row.id in places else ""),
        when=day(row.effective_from),
        signs=(Sign(state=state, word=word, tag=True),),
    )


def records(place: Place, asked: Asked) -> Found:
    """Records that somebody filed, the latest fact first."""
    rows = records_holding(of_system(place), asked.q).filter(asked.between("happened_on"))
    if asked.state == OVER:
        rows = rows.exclude(ended_how="")
    elif asked.state:
        rows = rows.filter(ended_how="")
    if asked.state == "against":
        rows = rows.filter(word__in=[name for name, word in vocabulary().words.items() if word.stance < 0])
    total, shown = _taken(asked, rows.order_by("-happened_on", "-recorded_at", "id"))
    names = names_of_subjects(place, shown)
    return total, tuple(_record(place, asked, row, names) for row in shown)


def _record(place: Place, asked: Asked, row: Record, names: Mapping[str, str]) -> Hit:
    word = vocabulary().words.get(row.word)
    about = (names.get(row.subject_ref, ""), row.performed_by.name if row.performed_by else "")
    return Hit(
        title=emphasized(_(word.label) if word else row.word, asked.q),
        href=f"{place.base}/records/{row.id}/",
        note=emphasized(", ".join(part for part in about if part), asked.q),
        text=excerpt(row.statement, asked.q, LONG),
        when=day(row.happened_on),
        signs=(record_sign(row, word.stance if word else 1),),
    )


def filled(place: Place, asked: Asked) -> Found:
    """Forms that were handed in, the latest first; nobody's drafts."""
    assert place.system is not None
    rows = forms_holding(filled_forms(place.context, place.system.id), asked.q).filter(asked.between("on"))
    if asked.state == "outside":
        rows = rows.filter(outside=True, state="final")
    elif asked.state:
        rows = rows.filter(state="final") if asked.state == NOW else rows.exclude(state="final")
    total, shown = _taken(
        asked, rows.select_related("form", "filled_by", "content").order_by("-on", "-filled_at", "id")
    )
    return total, tuple(_filled(place, asked, row) for row in shown)


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


FINDERS: dict[str, Callable[[Place, Asked], Found]] = {"document": documents, "record": records, "filled": filled}
