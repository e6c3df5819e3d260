"""What is on record: the list with its sheets, and one record with what it corrects and what corrects it."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from clauseway.documents.form_queries import content_of, correction_of, forms, get_record, holding, intact, records
from clauseway.documents.models import FormContent, FormEntry
from clauseway.organization.policies import may
from clauseway.rules import forms as rule
from clauseway.web.components import Action, Empty, Item, Link, Shelf, State
from clauseway.web.forms.filling import CURRENT, crumbs
from clauseway.web.forms.page import Answer, ShowPage
from clauseway.web.frame import Place, in_system, page
from clauseway.web.jinja import day
from clauseway.web.listing import Listing, choose, columns, listing, page_of
from clauseway.web.stocktake.sheets import csv_of, excel_of
from clauseway.web.tables import Cell, Row, Sign, Table

SORTS = {"on": "on", "number": "number", "form": "form__fold", "by": "filled_by__fold"}
MOST_ROWS = 5_000
SIGNS = {"final": State.SHOWN, "corrected": State.NOT_APPLICABLE, "disposed": State.NOT_APPLICABLE}


def _asked(place: Place) -> Listing:
    return listing(place.request, sorts=tuple(SORTS), filters=("form", "state"), default="-on")


def _found(place: Place, asked: Listing) -> Any:
    assert place.system is not None
    rows = records(place.context, place.system.id)
    form, state = asked.filters.get("form", ""), asked.filters.get("state", "")
    if form:
        try:
            rows = rows.filter(form_id=uuid.UUID(form))
        except ValueError:
            rows = rows.none()
    if state == "outside":
        rows = rows.filter(outside=True, state="final")
    elif state:
        rows = rows.filter(state=state)
    rows = holding(rows, asked.q)
    return rows.order_by(("-" if asked.descending else "") + SORTS[asked.sort], "-filled_at", "id")


@in_system
def index(place: Place) -> HttpResponse:
    """Every record of every form."""
    assert place.system is not None
    asked = _asked(place)
    lead = _("What was handed in stays as it is. A mistake is corrected by a further record that says so.")
    values = {
        "title": _("Filled forms"),
        "lead": lead,
        "do": (),
        "table": _table(place, asked),
        "crumbs": crumbs(place),
        "shelves": (),
    }
    return page(place, "forms/list.html", values, current=CURRENT)


def _table(place: Place, asked: Listing) -> Table:
    assert place.system is not None
    rows, pager = page_of(asked, _found(place, asked))
    here = f"{place.base}/forms/records/"
    query = place.request.META.get("QUERY_STRING", "")
    states = [
        *[(key, str(label)) for key, label in FormEntry.STATES if key != "draft"],
        ("outside", _("outside limits")),
    ]
    named = [
        (str(key), name)
        for key, name in forms(place.context, place.system.id).order_by("fold").values_list("id", "name")
    ]
    return Table(
        id="form-records",
        caption=_("Records"),
        href=here,
        columns=columns(
            asked,
            ("form", _("Record"), "main"),
            ("number", _("Number"), "num"),
            ("on", _("Day"), "short"),
            ("by", _("Filled in by"), "text"),
            ("state", _("State"), "short"),
            sortable=tuple(SORTS),
        ),
        rows=tuple(_row(place, row) for row in rows),
        pager=pager,
        empty=Empty(
            title=_("Nothing on record yet"),
            text=_("Put a form in use and fill it in: each one handed in is a record that stays as it is."),
            action=Action(label=_("Forms"), href=f"{place.base}/forms/", primary=True),
        ),
        search=asked.q,
        search_label=_("Search what was filled in"),
        filters=(
            choose(asked, "form", _("Form"), _("any form"), named),
            choose(asked, "state", _("State"), _("any state"), states),
        ),
        kept=asked.kept,
        exports=tuple(
            Link(label=label, href=f"{here}sheet.{ext}" + (f"?{query}" if query else ""), icon="file")
            for label, ext in (("CSV", "csv"), ("Excel", "xlsx"))
        ),
        filtered=asked.filtered,
        clear_href=here,
    )


def signs_of(row: FormEntry) -> tuple[Sign, ...]:
    """How a record stands, and whether a value in it is outside its limits."""
    signs = [Sign(state=SIGNS[row.state], word=str(row.get_state_display()), tag=True)]
    signs += [Sign(state=State.GAP, word=_("outside limits"), tag=True)] if row.outside and row.state == "final" else []
    return tuple(signs)


def _row(place: Place, row: FormEntry) -> Row:
    href = f"{place.base}/forms/records/{row.id}/"
    return Row(
        key=str(row.id),
        label=f"{row.form.name} {row.number}",
        cells=(
            Cell(text=row.form.name, href=href, note=row.form.identifier),
            Cell(text=str(row.number), href=href),
            Cell(text=day(row.on)),
            Cell(text=row.filled_by.name if row.filled_by else ""),
            Cell(signs=signs_of(row)),
        ),
    )


def _sheet(place: Place) -> tuple[list[str], list[list[str]]]:
    """The records of the list as rows; the fields of every version met, by label."""
    rows = list(_found(place, _asked(place)).select_related("form", "filled_by", "form_version", "content")[:MOST_ROWS])
    labels: dict[str, None] = {}
    cells = []
    for row in rows:
        content = getattr(row, "content", None)
        given: dict[str, str] = {}
        for one in answers(place, row, content):
            labels.setdefault(one.label)
            given[one.label] = one.text
        corrects = str(row.corrects_id or "")
        who = row.filled_by.name if row.filled_by else ""
        head = [row.form.name, str(row.number), row.on.isoformat(), who, row.state, row.correction if corrects else ""]
        cells.append((head, given))
    heads = [_("Form"), _("Number"), _("Day"), _("Filled in by"), _("State"), _("Corrects another because")]
    return [*heads, *labels], [[*head, *(str(given.get(label) or "") for label in labels)] for head, given in cells]


@in_system
def as_csv(place: Place) -> HttpResponse:
    """The list as CSV, 5,000 rows at most."""
    head, rows = _sheet(place)
    return _file(csv_of(head, rows), "text/csv; charset=utf-8", "records.csv")


@in_system
def as_excel(place: Place) -> HttpResponse:
    """The list as Excel, 5,000 rows at most."""
    head, rows = _sheet(place)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _file(excel_of(_("Records"), head, rows), kind, "records.xlsx")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def answers(place: Place, row: FormEntry, content: FormContent | None) -> tuple[Answer, ...]:
    """What was filled in, field by field, as people read it."""
    if content is None:
        return ()
    made = []
    for key, field in rule.fields_of(row.form_version.design["fields"]).items():
        value = rule.restored(field, content.values.get(key))
        text = content.names.get(key) or _text(field, value)
        outside = field.kind == "number" and value is not None and not rule.inside(field, value)
        href = f"{place.base}/evidence/{value}/" if field.kind == "file" and value else ""
        made.append(Answer(label=field.label, text=text, href=href, outside=outside))
    return tuple(made)


def _text(field: rule.Field, value: Any) -> str:
    if value is None:
        return ""
    if field.kind == "yesno":
        return _("Yes") if value else _("No")
    if field.kind == "date":
        return day(value)
    if field.kind == "number":
        return f"{value} {field.unit}".strip()
    return str(value)


@in_system
def show(place: Place, entry: uuid.UUID) -> HttpResponse:
    """One record."""
    assert place.system is not None
    row = get_record(place.context, place.system.id, entry)
    content, after = content_of(place.context, row), correction_of(place.context, row)
    base = f"{place.base}/forms/"
    warning, note, href = "", "", ""
    if after is not None:
        who = after.filled_by.name if after.filled_by else ""
        warning = _("Corrected by number %d") % after.number
        note, href = f"{after.correction} ({who}, {day(after.filled_at)})", f"{base}records/{after.id}/"
    elif row.state == "disposed":
        warning, note = _("Disposed of"), _("What was filled in is gone; this page is what stays of it.")
    elif not intact(row, content):
        warning = _("The content is not what was handed in")
    mine = row.filled_by_id is not None and row.filled_by_id == place.context.person
    may_correct = row.state == "final" and row.disposal_id is None and (mine or may(place.context, "evidence.file"))
    shown = ShowPage(
        crumbs=crumbs(place, Link(label=row.form.name, href=f"{base}{row.form_id}/")),
        name=f"{row.form.name} · {row.number}",
        overline=(day(row.on), str(row.get_state_display())),
        warning=warning,
        warning_note=note,
        warning_href=href,
        do=(Action(label=_("Correct"), href=f"{base}records/{row.id}/correct/", icon="pencil"),) if may_correct else (),
        answers=answers(place, row, content),
        left=(Shelf(title=_("About this record"), items=_about(place, row)),),
    )
    return page(place, "forms/show.html", {"page": shown}, current=CURRENT)


def _about(place: Place, row: FormEntry) -> tuple[Item, ...]:
    base = f"{place.base}/forms/"
    who = row.filled_by.name if row.filled_by else _("not known")
    made = [Item(state=State.INFO, title=_("Filled in by %s") % who, note=day(row.filled_at))]
    if row.signed:
        made.append(Item(state=State.SHOWN, title=_("Signed"), note=row.meaning or _("This is what I found.")))
    if row.corrects is not None:
        href = f"{base}records/{row.corrects_id}/"
        made.append(
            Item(state=State.INFO, title=_("Corrects number %d") % row.corrects.number, note=row.correction, href=href)
        )
    if row.record_id:
        ended = row.record is not None and bool(row.record.ended_how)
        title = _("Its fact was withdrawn") if ended else _("States a fact in the ledger")
        state = State.NOT_APPLICABLE if ended else State.SHOWN
        made.append(Item(state=state, title=title, href=f"{place.base}/records/{row.record_id}/"))
    kept = _("Kept until %s") % day(row.retain_until) if row.retain_until else _("Kept for good")
    made.append(Item(state=State.INFO, title=kept))
    if row.disposal_id:
        href = f"{base}disposal/{row.disposal_id}/"
        made.append(Item(state=State.INFO, title=_("On a list for disposal"), href=href))
    version = _("Version %d of the form") % row.form_version.number
    made.append(Item(state=State.INFO, title=version, note=f"SHA-256 {row.digest[:16]}…"))
    return tuple(made)
