"""Controlling documents: confirming them in force, reviewing, replacing, withdrawing. Nothing is ever deleted."""

import uuid
from datetime import date

from django.utils.translation import gettext as _

from clauseway.documents.models import Document
from clauseway.kernel.context import Context
from clauseway.kernel.refusals import Conflict, Forbidden, NotFound, Refusal
from clauseway.kernel.work import operation, touch
from clauseway.organization.policies import require
from clauseway.organization.queries import get_person

CONFIRMABLE = frozenset({"not-dated", "approver-without-date", "date-without-approver", "effective-later"})
"""What a text may lack and a person may state instead. Anything else is a mark of being unfinished or ended: it always refuses."""


def unfilled(document: Document) -> list[tuple[str, str]]:
    """The reasons why a draft cannot be confirmed before its text is changed."""
    return [(code, detail) for code, detail in document.reasons if code not in CONFIRMABLE] if _draft(document) else []


def _draft(document: Document) -> bool:
    return document.state == "draft"


@operation
def confirm_in_force(
    context: Context,
    document: uuid.UUID,
    *,
    approved_by: uuid.UUID,
    approved_on: date,
    effective_from: date | None = None,
    author: uuid.UUID | None = None,
    replace: bool = True,
    version: int | None = None,
) -> Document:
    """State that a named person reviewed and approved a document on a day and since when it is in force.

    Forbidden for its author, as approver and as the one who states it. Refused while its text has unfilled marks, and when dates do not fit.
    A text in force by its own words keeps its day; the approval only takes it under control. A document this one is offered to replace is superseded
    from then on (`replace`).
    """
    require(context, "evidence.file")
    row = _locked(document, version)
    _refuse_ended(row)
    if row.confirmed_by_id is not None or row.confirmed_at is not None:
        raise Refusal("document.confirmed", _("This document was confirmed already."))
    if marks := unfilled(row):
        raise Refusal(
            "document.unfilled",
            _("The text itself says that it is not finished. Finish it and import it again."),
            details={"marks": marks},
        )
    approver = get_person(context, approved_by)
    if author is not None:
        row.author = get_person(context, author)
    if row.author_id is not None and row.author_id in (approver.id, context.person):
        raise Forbidden(
            "document.own-approval", _("Whoever wrote a document cannot approve it or confirm its approval.")
        )
    by_its_text = row.effective_from if row.state == "effective" else None
    since = by_its_text or effective_from or approved_on
    _check_dates(context, approved_on, since if by_its_text is None else approved_on)
    row.state, row.approved_by, row.approved_as, row.approved_on = "effective", approver, "", approved_on
    row.effective_from, row.reviewed_on = since, approved_on
    row.reasons = [["confirmed", ""]]
    row.confirmed_by_id, row.confirmed_at = context.person, context.now
    _save(row)
    if replace and row.replaces_id is not None:
        _supersede(row.replaces_id, since)
    return row


def _check_dates(context: Context, approved_on: date, since: date) -> None:
    if approved_on > context.today:
        raise Refusal("document.approved-later", _("The approval cannot be later than today."), field="approved_on")
    if since < approved_on:
        raise Refusal(
            "document.effective-before-approval",
            _("A document is in force from its approval at the earliest."),
            field="effective_from",
        )


@operation
def supersede_document(context: Context, document: uuid.UUID, *, by: uuid.UUID, version: int | None = None) -> Document:
    """The document is replaced by a later one from the day that one is in force. Refused while the later one is a draft."""
    require(context, "evidence.file")
    later = _locked(by)
    since = later.effective_from or later.approved_on
    if later.state != "effective" or since is None:
        raise Refusal("document.successor-draft", _("Only a document in force can replace another."))
    if later.id == document:
        raise Refusal("document.successor-itself", _("A document cannot replace itself."))
    _locked(document, version)
    if later.replaces_id != document:
        later.replaces_id = document
        _save(later)
    return _supersede(document, since)


@operation
def keep_apart(context: Context, document: uuid.UUID) -> Document:
    """The document does not replace the one it was offered to replace: both stand."""
    require(context, "evidence.file")
    row = _locked(document)
    if row.replaces is not None and row.replaces.state == "superseded":
        raise Refusal("document.replaced", _("It has replaced the other document already."))
    row.replaces = None
    _save(row)
    return row


@operation
def withdraw_document(
    context: Context, document: uuid.UUID, *, reason: str, on: date | None = None, version: int | None = None
) -> Document:
    """The document no longer applies from a day on. It stays readable; for the time before it shows what it showed."""
    require(context, "evidence.file")
    row = _locked(document, version)
    _refuse_ended(row)
    if not reason.strip():
        raise Refusal("document.reason-missing", _("Say why it no longer applies."), field="reason")
    day = on or context.today
    if day > context.today:
        raise Refusal("document.withdrawn-later", _("The day lies in the future; withdraw it then."), field="on")
    row.effective_until = day if row.effective_from else None
    row.state, row.ended_reason = "withdrawn", reason.strip()
    _save(row)
    return row


@operation
def review_document(context: Context, document: uuid.UUID, *, on: date | None = None) -> Document:
    """Somebody looked through a document in force and found it still suitable on a day."""
    require(context, "evidence.file")
    row = _locked(document)
    day = on or context.today
    if row.state != "effective" or row.effective_from is None:
        raise Refusal("document.not-in-force", _("Only a document in force is reviewed."))
    if day > context.today or day < (row.reviewed_on or row.effective_from):
        raise Refusal("document.review-date", _("The review lies between the last one and today."), field="on")
    row.reviewed_on = day
    _save(row)
    return row


def _supersede(document: uuid.UUID, since: date) -> Document:
    row = _locked(document)
    if row.state in ("draft", "effective"):
        row.effective_until = since if row.effective_from else None
        row.state = "superseded"
        _save(row)
    return row


def _save(row: Document) -> None:
    row.version += 1
    row.save()
    touch("document", row.id)
    touch("population", "document")


def _locked(document: uuid.UUID, version: int | None = None) -> Document:
    row = Document.objects.select_for_update(of=("self",)).select_related("replaces").filter(id=document).first()
    if row is None:
        raise NotFound("document.not-found", _("There is no such document."))
    if version is not None and row.version != version:
        raise Conflict(
            "document.changed",
            _("Somebody else changed this document meanwhile. Nothing was changed; look at it again."),
            details={"version": row.version},
        )
    return row


def _refuse_ended(row: Document) -> None:
    if row.state in ("superseded", "withdrawn"):
        raise Refusal("document.ended", _("This document was replaced or withdrawn already."))
