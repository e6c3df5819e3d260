"""The list of records."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from clauseway.catalogue.vocabulary import vocabulary
from clauseway.evidence.queries import holding, records_for
from clauseway.kernel.composed import Composed
from clauseway.kernel.folding import fold
from clauseway.kernel.prepared import prepared_cursor
from clauseway.web.components import Action, Empty, State
from clauseway.web.frame import Place, in_system, page
from clauseway.web.jinja import day
from clauseway.web.listing import Listing, choose, columns, listing, page_of, plain_page_of
from clauseway.web.tables import Cell, Row, Sign, Table, View

_SHOWN = (
    *(
        "id",
        "word",
        "statement",
        "subject_ref",
        "subject_kind",
        "happened_on",
        "recorded_at",
        "ended_how",
        "examined_by_id",
    ),
    *("performed_by__name", "item__name"),
)
_SORTS = {"happened": "happened_on", "entered": "recorded_at", "word": "word"}


@in_system
def records(place: Place) -> HttpResponse:
    """All records of the system and those that belong to no single one, the latest fact first."""
    asked = listing(place.request, sorts=tuple(_SORTS), filters=("word", "show"), default="-happened")
    if asked.filtered:
        rows, pager = page_of(asked, _found(place, asked), _SHOWN)
    else:
        rows, pager = plain_page_of(asked, _EVERY, *_order(asked), system=place.system.id if place.system else None)
    names = names_of_subjects(place, rows)
    may = place.may("evidence.file")
    new = Action(label=_("File a record"), href=f"{place.base}/evidence/records/new", primary=True)
    table = Table(
        id="records",
        caption=_("Records"),
        href=f"{place.base}/evidence/",
        columns=columns(
            asked,
            ("happened", _("Happened"), "short"),
            ("word", _("What"), "main"),
            ("about", _("About"), "text"),
            ("by", _("Done by"), "text"),
            ("entered", _("Entered"), "short"),
            ("state", _("State"), "short"),
            sortable=_SORTS,
        ),
        rows=tuple(_row(place, record, names) for record in rows),
        pager=pager,
        empty=Empty(
            title=_("No records yet"),
            text=_(
                "A record says that something happened on a day: an audit, a review, a backup test. Texts define; records show that it is done."
            ),
            example=_("Internal audit of Sales on 2 March, by an auditor who does not work there, report attached"),
            action=new if may else None,
        ),
        search=asked.q,
        search_label=_("Search what was observed, subject or word"),
        filters=(_words(place, asked),),
        views=_views(asked),
        kept=asked.kept + tuple((k, v) for k, v in asked.filters.items() if k == "show"),
        filtered=asked.filtered,
        clear_href=f"{place.base}/evidence/",
    )
    values = {"tabs": tabs(place, "records"), "table": table, "new": new.href if may else ""}
    return page(place, "evidence/records.html", values, current="evidence")


def tabs(place: Place, current: str) -> tuple[View, ...]:
    """Records and files."""
    return (
        View(label=_("Records"), href=f"{place.base}/evidence/", current=current == "records"),
        View(label=_("Files"), href=f"{place.base}/evidence/items/", current=current == "items"),
    )


def of_system(place: Place) -> Any:
    assert place.system is not None
    return records_for(place.system.id)


def _found(place: Place, asked: Listing) -> Any:
    rows = of_system(place)
    if word := asked.filters.get("word"):
        rows = rows.filter(word=word)
    show = asked.filters.get("show")
    if show == "ended":
        rows = rows.exclude(ended_how="")
    elif show == "against":
        against = [name for name, word in vocabulary().words.items() if word.stance < 0]
        rows = rows.filter(word__in=against, ended_how="")
    rows = holding(rows, asked.q)
    return rows.order_by(*_order(asked))


def _order(asked: Listing) -> tuple[str, str, str]:
    return ("-" if asked.descending else "") + _SORTS[asked.sort], "-recorded_at", "id"


_EVERY = Composed(lambda given, *order: records_for(given("system")).order_by(*order), _SHOWN)
_USED = Composed(lambda given: records_for(given("system")).order_by("word").values_list("word", flat=True).distinct())


_NAMES = """
SELECT ref, name FROM evidence_subject WHERE organization_id = %(organization)s AND ref = ANY(%(refs)s) AND superseded_at IS NULL
UNION ALL
SELECT id::text, name FROM organization_person WHERE organization_id = %(organization)s AND id = ANY(%(people)s)
"""


def names_of_subjects(place: Place, rows: list[Any]) -> dict[str, str]:
    """Names of what the records of a page are about; one statement."""
    refs = {row.subject_ref for row in rows if row.subject_ref}
    people = [uuid.UUID(row.subject_ref) for row in rows if row.subject_kind == "person" and row.subject_ref]
    if not refs:
        return {}
    with prepared_cursor() as cursor:
        cursor.execute(
            _NAMES, {"organization": place.context.organization, "refs": list(refs), "people": list(set(people))}
        )
        return dict(cursor.fetchall())


def _row(place: Place, record: Any, names: dict[str, str]) -> Row:
    word = vocabulary().words.get(record.word)
    label = word.label if word else record.word
    note = record.statement if len(record.statement) < 110 else record.statement[:107] + "…"
    return Row(
        key=str(record.id),
        label=label,
        cells=(
            Cell(text=day(record.happened_on)),
            Cell(text=label, href=f"{place.base}/records/{record.id}/", note=note),
            Cell(text=names.get(record.subject_ref, "")),
            Cell(text=record.performed_by__name or ""),
            Cell(text=day(record.recorded_at), note=record.item__name or ""),
            Cell(signs=(record_sign(record, word.stance if word else 1),)),
        ),
    )


def record_sign(record: Any, stance: int) -> Sign:
    if record.ended_how == "withdrawn":
        return Sign(state=State.NOT_APPLICABLE, word=_("withdrawn"), tag=True)
    if record.ended_how:
        return Sign(state=State.NOT_APPLICABLE, word=_("closed"), tag=True)
    if stance < 0:
        return Sign(state=State.GAP, word=_("open"), tag=True)
    return Sign(state=State.INFO, word=_("examined") if record.examined_by_id else _("on record"), tag=True)


def _words(place: Place, asked: Listing) -> Any:
    """The words that were used; one statement."""
    words = vocabulary().words
    used = _USED.rows(system=place.system.id if place.system else None)
    options = sorted(((name, words[name].label) for name in used if name in words), key=lambda pair: fold(pair[1]))
    return choose(asked, "word", _("Kind of record"), _("Every kind"), options)


def _views(asked: Listing) -> tuple[View, ...]:
    now = asked.filters.get("show", "")
    return (
        View(label=_("All"), href=asked.href(show="", page=1), current=not now),
        View(label=_("Contrary and open"), href=asked.href(show="against", page=1), current=now == "against"),
        View(label=_("Withdrawn or closed"), href=asked.href(show="ended", page=1), current=now == "ended"),
    )
