"""Evidence items: the list, one with what rests on it, its file as a download that nothing runs."""

import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from clauseway.catalogue.vocabulary import vocabulary
from clauseway.evidence.models import Item, Record
from clauseway.evidence.queries import get_item
from clauseway.kernel.context import Context
from clauseway.kernel.refusals import Refusal
from clauseway.kernel.storage import fetch
from clauseway.organization.policies import require
from clauseway.web.components import Action, Empty, Field, Link, State
from clauseway.web.components import Item as Shown
from clauseway.web.evidence.views import tabs
from clauseway.web.frame import Place, in_system, page
from clauseway.web.jinja import day, filesize, moment
from clauseway.web.listing import columns, listing, page_of
from clauseway.web.posted import Errors, FormPage, Typed, answer, proof, wrong
from clauseway.web.tables import Cell, Row, Table

_SORTS = {"collected": "recorded_at", "name": "name", "size": "size"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPage:
    """An item as it is shown. `pairs` are label and value; `used` the records that rest on it."""

    crumbs: tuple[Link, ...]
    name: str
    digest: str
    pairs: tuple[tuple[str, str], ...]
    used: tuple[Shown, ...]
    download: str


@in_system
def items(place: Place) -> HttpResponse:
    """All items, the latest first."""
    asked = listing(place.request, sorts=tuple(_SORTS), default="-collected")
    rows = Item.objects.select_related("recorded_by")
    for text in asked.q.split():
        rows = rows.filter(name__icontains=text)
    found, pager = page_of(asked, rows.order_by(("-" if asked.descending else "") + _SORTS[asked.sort], "id"))
    may = place.may("evidence.file")
    keep = Action(label=_("Keep a file"), href=f"{place.base}/evidence/items/new/", primary=True)
    table = Table(
        id="items",
        caption=_("Files"),
        href=asked.path,
        columns=columns(
            asked,
            ("name", _("File"), "main"),
            ("size", _("Size"), "num"),
            ("collected", _("Kept"), "short"),
            ("by", _("By"), "text"),
            sortable=_SORTS,
        ),
        rows=tuple(_row(place, one) for one in found),
        pager=pager,
        empty=Empty(
            title=_("No files yet"),
            text=_(
                "Files are kept by their content: the same one twice is one, and nobody can change it unseen. "
                "They come with records and with imported documents."
            ),
            action=keep if may else None,
        ),
        search=asked.q,
        search_label=_("Search by file name"),
        kept=asked.kept,
        filtered=bool(asked.q),
        clear_href=asked.path,
    )
    return page(
        place,
        "evidence/items.html",
        {"tabs": tabs(place, "items"), "table": table, "keep": keep.href if may else ""},
        current="evidence",
    )


def _row(place: Place, item: Item) -> Row:
    return Row(
        key=str(item.id),
        label=item.name,
        cells=(
            Cell(
                text=item.name,
                href=f"{place.base}/evidence/{item.id}/",
                note=_("disposed of") if item.disposed_at else "",
            ),
            Cell(text=filesize(item.size)),
            Cell(text=day(item.recorded_at)),
            Cell(text=item.recorded_by.name if item.recorded_by else ""),
        ),
    )


@in_system
def item(place: Place, item: uuid.UUID) -> HttpResponse:
    """One item: what it is, since when, and what rests on it."""
    found = get_item(place.context, item)
    used = Record.objects.filter(item_id=found.id).order_by("-happened_on")[:50]
    by = found.recorded_by
    shown = ItemPage(
        crumbs=(
            Link(label=_("Evidence"), href=f"{place.base}/evidence/"),
            Link(label=_("Files"), href=f"{place.base}/evidence/items/"),
            Link(label=found.name, href="", current=True),
        ),
        name=found.name,
        digest=found.sha256,
        pairs=(
            (_("Size"), filesize(found.size)),
            (_("Type"), found.media_type),
            (_("Collected"), day(found.collected_on)),
            (_("Kept"), ", ".join(part for part in (moment(found.recorded_at), by.name if by else "") if part)),
            (_("Disposed of"), moment(found.disposed_at)),
        ),
        used=tuple(_used(place, record) for record in used),
        download="" if found.disposed_at or not found.stored_as else f"{place.base}/evidence/{found.id}/file",
    )
    return page(place, "evidence/item.html", {"page": shown}, current="evidence")


def _used(place: Place, record: Record) -> Shown:
    word = vocabulary().words.get(record.word)
    state = State.NOT_APPLICABLE if record.ended_how else State.GAP if word and word.stance < 0 else State.INFO
    return Shown(
        state=state,
        title=word.label if word else record.word,
        note=record.statement[:160],
        href=f"{place.base}/records/{record.id}/",
        aside=day(record.happened_on),
    )


@in_system
def file(place: Place, item: uuid.UUID) -> HttpResponse:
    """The file as it was collected: saved, never shown, run or framed."""
    return saved(place.context, get_item(place.context, item))


def saved(context: Context, found: Item) -> HttpResponse:
    """An item's file as a download; 404 when it was disposed of or is not in the store."""
    if found.disposed_at or not found.stored_as:
        raise Http404
    try:
        content = fetch(context, found.stored_as)
    except LookupError:
        raise Http404 from None
    response = HttpResponse(content, content_type="application/octet-stream")
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._- ") else "_" for c in found.name)[:120] or "file"
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(found.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


@in_system
def collect(place: Place) -> HttpResponse:
    """Keep a file that belongs to no record yet."""
    require(place.context, "evidence.file")
    typed = Typed(place.request)

    def act() -> str:
        kept = proof(place, typed)
        if kept is None:
            raise Refusal("file.missing", _("Choose a file."), field="proof")
        return f"{place.base}/evidence/{kept}/"

    return answer(place, lambda errors: _collect_form(place, errors), act, said=_("Kept."), current="evidence")


def _collect_form(place: Place, errors: Errors) -> FormPage:
    back = f"{place.base}/evidence/items/"
    field: Any = Field(name="proof", label=_("File"), type="file", required=True, errors=wrong(errors, "proof"))
    return FormPage(
        crumbs=(
            Link(label=_("Evidence"), href=f"{place.base}/evidence/"),
            Link(label=_("Keep a file"), href="", current=True),
        ),
        title=_("Keep a file"),
        lead=_("It is kept unchanged, by its content. A record can rest on it."),
        fields=(field,),
        submit=_("Keep it"),
        cancel=back,
        upload=True,
    )
