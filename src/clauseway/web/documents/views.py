"""Views of the register and of one document: parse, one query or one operation, render."""

import uuid
from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from clauseway.documents import operations
from clauseway.documents.models import Document
from clauseway.documents.opening import Opened, open_document
from clauseway.documents.queries import get_document
from clauseway.kernel.context import system_context
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.kernel.storage import fetch
from clauseway.organization.queries import live_people
from clauseway.web.documents import build, showing
from clauseway.web.documents.forms import ConfirmForm, WithdrawForm
from clauseway.web.frame import Place, in_system, page, say, say_refusal


@require_GET
@in_system
def register_page(place: Place) -> HttpResponse:
    """The register of documents; what was approved for today comes into force first."""
    asked = build.asked_for(place.request)
    return page(place, "documents/index.html", {"page": build.register_page(place, asked)}, current="documents")


@require_GET
@in_system
def document_page(place: Place, document: uuid.UUID) -> HttpResponse:
    """One document; another system's is shown where it belongs. What was approved for today comes into force first."""
    found = open_document(place.context, document)
    if found.due:
        put_in_force(place)
        found = open_document(place.context, document)
    row = found.row
    if place.system and row.system_id != place.system.id:
        return HttpResponseRedirect(f"{place.home}/s/{row.system.slug}/documents/{row.id}/")
    return _show(place, found)


def put_in_force(place: Place) -> None:
    """Put in force what waits, as the system: nobody of the organization does it."""
    context = place.context
    operations.put_in_force(system_context(context.require_organization(), zone=context.zone, now=context.now))


def _show(
    place: Place,
    found: Opened,
    confirm: ConfirmForm | None = None,
    withdraw: WithdrawForm | None = None,
    refused: str = "",
) -> HttpResponse:
    row = found.row
    confirm = confirm or _confirm_form(place, row)
    withdraw = withdraw or WithdrawForm(initial={"version": row.version})
    shown = showing.document_page(place, found, confirm, withdraw, refused)
    wrong = bool(refused or confirm.errors or withdraw.errors)
    return page(place, "documents/show.html", {"page": shown}, current="documents", status=422 if wrong else 200)


def _confirm_form(place: Place, row: Document, data: Any = None) -> ConfirmForm:
    asks = data is not None or showing.confirmable(row)
    people = [(str(key), name) for key, name in live_people(place.context).values_list("id", "name")] if asks else []
    earlier = row.replaces.title if row.replaces and row.replaces.state in ("draft", "effective") else ""
    stated = row.stated.get("approved_by", "")
    known = next((key for key, name in people if stated and name.casefold() in stated.casefold()), "")
    initial = {
        "approved_by": known,
        "approved_on": _date(row.stated.get("approved_on")) or row.approved_on,
        "effective_from": _date(row.stated.get("effective_on")) or row.effective_from,
        "author": str(row.author_id or ""),
        "replace": True,
        "version": row.version,
    }
    return ConfirmForm(
        data, initial=initial, people=people, earlier=earlier, today=place.context.today, dated=row.state == "effective"
    )


def _date(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None


def _back(place: Place, document: uuid.UUID) -> HttpResponse:
    return HttpResponseRedirect(f"{place.base}/documents/{document}/")


@require_POST
@in_system
def confirm(place: Place, document: uuid.UUID) -> HttpResponse:
    """A named person's approval is stated; the document is in force."""
    row = get_document(place.context, document)
    form = _confirm_form(place, row, place.request.POST)
    if not form.is_valid():
        return _show(place, open_document(place.context, document), confirm=form)
    given = form.cleaned_data
    try:
        operations.confirm_in_force(
            place.context,
            document,
            approved_by=uuid.UUID(given["approved_by"]),
            approved_on=given["approved_on"],
            effective_from=given.get("effective_from"),
            author=uuid.UUID(given["author"]) if given["author"] else None,
            replace=given.get("replace", False),
            version=given["version"],
        )
    except Refusal as refusal:
        if refusal.field in form.fields:
            form.add_error(refusal.field, refusal.message)
            return _show(place, open_document(place.context, document), confirm=form)
        return _show(place, open_document(place.context, document), confirm=form, refused=refusal.message)
    say(place, _("Confirmed: in force and under control."))
    return _back(place, document)


@require_POST
@in_system
def withdraw(place: Place, document: uuid.UUID) -> HttpResponse:
    """A document no longer applies."""
    form = WithdrawForm(place.request.POST)
    if not form.is_valid():
        return _show(place, open_document(place.context, document), withdraw=form)
    try:
        operations.withdraw_document(place.context, document, **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return _show(place, open_document(place.context, document), withdraw=form)
    say(place, _("Withdrawn. For the time before it shows what it showed."))
    return _back(place, document)


@require_POST
@in_system
def reviewed(place: Place, document: uuid.UUID) -> HttpResponse:
    """Somebody looked through it today."""
    try:
        operations.review_document(place.context, document)
        say(place, _("Recorded: reviewed today and still suitable."))
    except Refusal as refusal:
        say_refusal(place, refusal)
    return _back(place, document)


@require_POST
@in_system
def replace(place: Place, document: uuid.UUID) -> HttpResponse:
    """The document takes the place of the one it was offered to replace."""
    row = get_document(place.context, document)
    if row.replaces_id is None:
        raise NotFound("document.nothing-to-replace", _("There is no earlier document."))
    try:
        operations.supersede_document(place.context, row.replaces_id, by=document)
        say(place, _("The earlier document is replaced."))
    except Refusal as refusal:
        say_refusal(place, refusal)
    return _back(place, document)


@require_POST
@in_system
def apart(place: Place, document: uuid.UUID) -> HttpResponse:
    """Both documents stand."""
    try:
        operations.keep_apart(place.context, document)
        say(place, _("Both documents stand by themselves."))
    except Refusal as refusal:
        say_refusal(place, refusal)
    return _back(place, document)


@require_GET
@in_system
def original(place: Place, document: uuid.UUID) -> HttpResponse:
    """The file as it was given, to keep, never to be shown inside the page."""
    row = get_document(place.context, document)
    if row.item is None:
        raise NotFound("document.no-file", _("It has no file."))
    try:
        content = fetch(place.context, row.item.stored_as)
    except LookupError as error:
        raise NotFound("document.file-gone", _("The file is not there any more.")) from error
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, row.item.name) or "attachment"
    return answer
