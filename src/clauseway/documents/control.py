"""Controlling documents: confirming them in force, reviewing, replacing, withdrawing. Nothing is ever deleted."""

import uuid
from datetime import date

from django.utils.translation import gettext as _

from clauseway.actions.operations import close_duty, open_duty
from clauseway.documents.distribution import ask_readers, drop_readers
from clauseway.documents.drafting import ENDED, SHARED
from clauseway.documents.effect import start_clock
from clauseway.documents.lines import line_of
from clauseway.documents.models import Document, DocumentReview, Misuse
from clauseway.documents.searching import keep_words
from clauseway.documents.unfinished import left_open
from clauseway.kernel.context import Context
from clauseway.kernel.refusals import Conflict, Forbidden, NotFound, Refusal
from clauseway.kernel.work import operation, touch, touch_subject
from clauseway.organization.policies import require
from clauseway.organization.queries import get_person


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
    if row.state not in ("draft", "effective"):
        raise Refusal("document.in-round", _("It goes through review and approval here; let them answer."))
    if row.confirmed_by_id is not None or row.confirmed_at is not None:
        raise Refusal("document.confirmed", _("This document was confirmed already."))
    if marks := left_open(row, context.today):
        raise Refusal(
            "document.unfilled",
            _unfinished(row, marks),
            details={"marks": marks},
        )
    approver = get_person(context, approved_by)
    if author is not None:
        row.author = get_person(context, author)
    if {*row.wrote, str(row.author_id)} & {str(approver.id), str(context.person)}:
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
        _join(context, row, _supersede(row.replaces_id, since))
    _begin(context, row)
    return row


def _unfinished(row: Document, marks: list[tuple[str, str]]) -> str:
    if row.form == "uploaded":
        return _("The text itself says that it is not finished. Finish it and import it again.")
    return _("Not filled in yet: %s") % "; ".join(dict.fromkeys(f"“{detail or code}”" for code, detail in marks[:6]))


def _begin(context: Context, row: Document) -> None:
    """What starts with being in force: the clock of its review, and the asking of its readers."""
    start_clock(context, row)
    if (row.effective_from or context.today) <= context.today:
        ask_readers(context, row)


def _join(context: Context, later: Document, earlier: Document) -> None:
    """The later document is the next revision of the one it replaced, and the one the register lists. It takes over what the earlier one had set."""
    if earlier.state != "superseded" or later.line_key == earlier.line_key:
        return
    drop_readers(context, earlier)
    for name in SHARED:
        if getattr(later, name) in ("", None, "other"):
            setattr(later, name, getattr(earlier, name))
    later.number = (line_of(context, earlier).values_list("number", flat=True).first() or 1) + 1
    for row in line_of(context, earlier).filter(shown=True):
        row.shown = False
        row.save()
        keep_words(context, row)
    later.line_id = earlier.line_key
    later.save()


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
    earlier = _supersede(document, since)
    later.refresh_from_db()
    _join(context, later, earlier)
    earlier.refresh_from_db()
    _begin(context, later)
    return earlier


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
    if row.state in ("review", "approval"):
        raise Refusal("document.take-back-first", _("It is before reviewers or approvers; take it back first."))
    if row.state == "approved":
        _reopen(context, row)
    row.effective_until = day if row.effective_from else None
    row.state, row.ended_reason = "withdrawn", reason.strip()
    _save(row)
    drop_readers(context, row)
    start_clock(context, row)
    for key in (f"document-look:{row.id}", f"document-changes:{row.id}"):
        close_duty(context, key, dropped=True)
    return row


def _reopen(context: Context, row: Document) -> None:
    """The revision in force goes on, because the one that was to follow it does not come."""
    for before in line_of(context, row).filter(state="effective", effective_until=row.effective_from):
        before.effective_until = None
        _save(before)


@operation
def review_document(
    context: Context, document: uuid.UUID, *, on: date | None = None, outcome: str = "suitable", note: str = ""
) -> Document:
    """Somebody looked through a document in force on a day: still suitable without change, or in need of one (then its owner gets the duty to revise it)."""
    require(context, "evidence.file")
    row = _locked(document)
    day = on or context.today
    if row.state != "effective" or row.effective_from is None:
        raise Refusal("document.not-in-force", _("Only a document in force is reviewed."))
    if day > context.today or day < (row.reviewed_on or row.effective_from):
        raise Refusal("document.review-date", _("The review lies between the last one and today."), field="on")
    if outcome not in dict(DocumentReview.OUTCOMES):
        raise Refusal("document.review-outcome", _("Still suitable, or in need of a change."), field="outcome")
    if outcome == "change-needed" and not note.strip():
        raise Refusal("document.review-unsaid", _("Say what has to change."), field="note")
    DocumentReview.objects.create(
        organization_id=row.organization_id,
        document=row,
        on=day,
        outcome=outcome,
        note=note.strip(),
        reviewed_by_id=context.person,
    )
    row.reviewed_on = day
    _save(row)
    start_clock(context, row)
    if outcome == "change-needed":
        open_duty(
            context,
            natural_key=f"document-revise:{row.line_key}",
            kind="document",
            title=_("Revise “%s”") % row.title,
            person=row.owner_id or row.author_id or context.person,
            system_id=row.system_id,
            reference=str(row.id),
            path=f"documents/{row.id}/",
            detail=note.strip(),
        )
    return row


@operation
def report_misuse(
    context: Context, document: uuid.UUID, *, kind: str, statement: str, where: str = "", on: date | None = None
) -> Misuse:
    """Note that an old copy was found at work, or that people work by a text nobody approved. It speaks against document control until it is settled."""
    require(context, "evidence.file")
    row = _locked(document)
    day = on or context.today
    if kind not in dict(Misuse.KINDS):
        raise Refusal("misuse.kind", _("Say what was found."), field="kind")
    if not statement.strip():
        raise Refusal("misuse.statement-missing", _("Say what was observed."), field="statement")
    if day > context.today:
        raise Refusal("misuse.in-the-future", _("This date is still to come."), field="on")
    if kind == "superseded" and not line_of(context, row).filter(state__in=ENDED).exists():
        raise Refusal("misuse.nothing-ended", _("No revision of it has ended: there is no old copy."), field="kind")
    if kind == "unapproved" and row.approved_on is not None:
        raise Refusal("misuse.approved", _("This revision was approved."), field="kind")
    found = Misuse.objects.create(
        organization_id=row.organization_id,
        document=row,
        kind=kind,
        found_on=day,
        where=where.strip()[:200],
        statement=statement.strip(),
        found_by_id=context.person,
    )
    touch("document", row.id)
    return found


@operation
def settle_misuse(context: Context, misuse: uuid.UUID, *, note: str, on: date | None = None) -> Misuse:
    """Say what was done about it and since when it is settled. For the time before it goes on speaking against."""
    require(context, "evidence.file")
    found = Misuse.objects.select_for_update().filter(id=misuse).first()
    if found is None:
        raise NotFound("misuse.not-found", _("There is no such finding."))
    day = on or context.today
    if found.settled_on is not None:
        raise Refusal("misuse.settled", _("This is settled already."))
    if not note.strip():
        raise Refusal("misuse.note-missing", _("Say what was done about it."), field="note")
    if day > context.today or day < found.found_on:
        raise Refusal("misuse.settled-date", _("It was settled between the day it was found and today."), field="on")
    found.settled_on, found.settled_note, found.settled_by_id = day, note.strip(), context.person
    found.save()
    touch("document", found.document_id)
    return found


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
    touch_subject("document", row.id)


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
    if row.state in ENDED:
        raise Refusal("document.ended", _("This document was replaced or withdrawn already."))
