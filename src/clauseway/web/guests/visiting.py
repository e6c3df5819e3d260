"""The guest's side: read-only lists of what the grant names. What it does not name the database does not show, whatever a page asks."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from clauseway.documents.models import Document, Passage
from clauseway.evidence.models import Item, Record
from clauseway.kernel.context import enter
from clauseway.kernel.folding import fold
from clauseway.organization.guests import Guesthood, guesthoods
from clauseway.web.evidence.items import saved
from clauseway.web.frame import to_sign_in
from clauseway.web.guests import lists
from clauseway.web.listing import listing, page_of
from clauseway.web.tables import View

View_ = Callable[..., HttpResponse]
PAGES = {"verdicts": "", "documents": "documents/", "records": "records/", "items": "files/"}


def as_guest(view: View_, kind: str = "") -> View_:
    """The view is asked as `view(request, guest, ...)` in the guest's own context; a grant that ended or is somebody else's is not there."""

    def run(request: Any, grant: uuid.UUID, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        found = next((one for one in guesthoods(request.user.id) if one.grant == grant), None)
        if found is None or (kind and kind not in found.kinds):
            raise Http404
        request.context = replace(found.context(request.user.id, timezone.now()), request=request.context.request)
        enter(request.context)
        return view(request, found, **kwargs)

    return run


def _page(request: Any, guest: Guesthood, template: str, current: str, **values: Any) -> HttpResponse:
    labels = {
        "verdicts": _("Where it stands"),
        "documents": _("Documents"),
        "records": _("Records"),
        "items": _("Files"),
    }
    tabs = tuple(
        View(label=labels[kind], href=f"/guest/{guest.grant}/{path}", current=kind == current)
        for kind, path in PAGES.items()
        if kind in guest.kinds
    )
    return render(request, f"guests/{template}", {"guest": guest, "tabs": tabs, **values})


def _standing(request: Any, guest: Guesthood) -> HttpResponse:
    """Every requirement with its verdict; without that grant the first page there is one for."""
    if "verdicts" not in guest.kinds:
        return HttpResponseRedirect(f"/guest/{guest.grant}/{next(PAGES[k] for k in PAGES if k in guest.kinds)}")
    asked = listing(request, sorts=("clause", "answer"), filters=("standard", "answer", "system"), default="clause")
    systems = lists.verdicts(request.context, asked)
    return _page(request, guest, "standing.html", "verdicts", table=systems.table, counts=systems.counts)


def _documents(request: Any, guest: Guesthood) -> HttpResponse:
    asked = listing(request, sorts=("title", "state", "since"), default="title")
    rows = Document.objects.all()
    for text in fold(asked.q).split():
        rows = rows.filter(fold__contains=text)
    order = {"title": "fold", "state": "state", "since": "effective_from"}[asked.sort]
    found, pager = page_of(asked, rows.order_by(("-" if asked.descending else "") + order, "fold", "id"))
    return _page(request, guest, "list.html", "documents", table=lists.documents(guest, asked, found, pager))


def _document(request: Any, guest: Guesthood, document: uuid.UUID) -> HttpResponse:
    """A document's text, passage by passage."""
    found = Document.objects.filter(id=document).first()
    if found is None:
        raise Http404
    passages, last = [], ""
    for one in Passage.objects.filter(document_id=document).order_by("position"):
        heading = one.heading.rpartition(" > ")[2]
        passages.append((heading if heading != last else "", one.text))
        last = heading
    values = {"title": found.title, "state": lists.document_sign(found), "passages": passages}
    return _page(request, guest, "document.html", "documents", **values)


def _records(request: Any, guest: Guesthood) -> HttpResponse:
    asked = listing(request, sorts=("happened", "word"), default="-happened")
    rows = Record.objects.exclude(ended_how="withdrawn")
    if asked.q:
        rows = rows.filter(statement__icontains=asked.q)
    order = {"happened": "happened_on", "word": "word"}[asked.sort]
    found, pager = page_of(asked, rows.order_by(("-" if asked.descending else "") + order, "-recorded_at", "id"))
    return _page(request, guest, "list.html", "records", table=lists.records(guest, asked, found, pager))


def _files(request: Any, guest: Guesthood) -> HttpResponse:
    asked = listing(request, sorts=("name", "kept"), default="-kept")
    rows = Item.objects.filter(disposed_at=None)
    for text in asked.q.split():
        rows = rows.filter(name__icontains=text)
    order = {"name": "name", "kept": "recorded_at"}[asked.sort]
    found, pager = page_of(asked, rows.order_by(("-" if asked.descending else "") + order, "id"))
    return _page(request, guest, "list.html", "items", table=lists.items(guest, asked, found, pager))


def _file(request: Any, guest: Guesthood, item: uuid.UUID) -> HttpResponse:
    """A file as a download that nothing runs."""
    found = Item.objects.filter(id=item).first()
    if found is None:
        raise Http404
    return saved(request.context, found)


standing = as_guest(_standing)
documents = as_guest(_documents, "documents")
document = as_guest(_document, "documents")
records = as_guest(_records, "records")
files = as_guest(_files, "items")
file = as_guest(_file, "items")
