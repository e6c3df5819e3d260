"""Copies on paper: asking for one, watching it being made, fetching it."""

import uuid

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from clauseway.documents.copies import ask_copy, get_copy
from clauseway.documents.models import DocumentCopy
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.kernel.storage import fetch
from clauseway.web.asked import identifier
from clauseway.web.components import Link, Progress
from clauseway.web.documents.build import crumb
from clauseway.web.documents.tasks import make_copy
from clauseway.web.documents.writing import url
from clauseway.web.frame import Place, in_system, page, say_refusal

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_POST
@in_system
def ask(place: Place, document: uuid.UUID) -> HttpResponse:
    """Have a copy made (`format`, and `against` for a redline, in the address); one made today of the same state is there at once."""
    asked = place.request.GET
    against = identifier(asked.get("against", ""))
    try:
        copy, fresh = ask_copy(place.context, document, format=asked.get("format", "pdf"), against=against)
    except NotFound:
        raise
    except Refusal as refusal:
        say_refusal(place, refusal)
        return HttpResponseRedirect(url(place, document))
    if fresh:
        make_copy.defer(organization=str(copy.organization_id), zone=place.context.zone, copy=str(copy.id))
    return HttpResponseRedirect(_here(place, copy))


def _here(place: Place, copy: DocumentCopy, part: str = "") -> str:
    return f"{place.base}/documents/copies/{copy.id}/{part}"


def _name(copy: DocumentCopy) -> str:
    row = copy.document
    name = f"{row.identifier or row.title} {row.number}"
    return f"{name} - {copy.against.number}" if copy.against else name


def _progress(place: Place, copy: DocumentCopy) -> Progress:
    made, failed = copy.state == "done", copy.state == "failed"
    return Progress(
        id=f"copy-{copy.id}",
        href=_here(place, copy),
        label=_("Made") if made else _("Could not be made") if failed else _("Being made"),
        current=1 if made else 0,
        total=1 if made or failed else None,
        note=_("Ask for it again, or take the other format.") if failed else "",
        done=made or failed,
        failed=failed,
        after=Link(label=_("Download it"), href=_here(place, copy, "file"), icon="download") if made else None,
    )


@require_GET
@in_system
def progress(place: Place, copy: uuid.UUID) -> HttpResponse:
    """How far a copy is: a fragment for htmx, else the page."""
    found = _own(place, copy)
    row = _progress(place, found)
    if getattr(place.request, "htmx", False):
        return render(place.request, "components/progress_fragment.html", {"progress_row": row})
    document = found.document
    kind = _("redline as Word") if found.against_id else str(found.get_format_display())
    values = {
        "row": row,
        "name": _("%(document)s as copy (%(kind)s)") % {"document": document.title, "kind": kind},
        "crumbs": crumb(place, (document.title, url(place, document.id)), (_("Copy"), "")),
    }
    return page(place, "reports/show.html", values, current="documents")


def _own(place: Place, copy: uuid.UUID) -> DocumentCopy:
    found = get_copy(place.context, copy)
    if place.system is None or found.document.system_id != place.system.id:
        raise NotFound("copy.not-found", _("There is no such copy."))
    return found


@require_GET
@in_system
def file(place: Place, copy: uuid.UUID) -> HttpResponse:
    """The made copy, to keep; never shown inside our own pages."""
    found = _own(place, copy)
    if found.state != "done":
        raise NotFound("copy.not-made", _("This copy is not made yet."))
    try:
        content = fetch(place.context, found.stored_as)
    except LookupError as error:
        raise NotFound("copy.file-gone", _("The file is not there any more. Ask for it again.")) from error
    answer = HttpResponse(content, content_type=TYPES[found.format])
    name = f"{_name(found)}.{found.format}".replace("/", "-")
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["Content-Security-Policy"] = "sandbox"
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
