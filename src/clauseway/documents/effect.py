"""Putting an approved revision in force: on its day it takes the place of the one before, its readers are asked, its clock begins."""

import contextlib
import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from clauseway.actions.operations import close_duty, open_duty
from clauseway.documents.distribution import ask_readers, drop_readers
from clauseway.documents.drafting import find, locked
from clauseway.documents.extraction import extract
from clauseway.documents.intake import keep_passages
from clauseway.documents.lines import effective_of, line_of
from clauseway.documents.models import Document, Passage, Suggestion, Vote
from clauseway.documents.searching import keep_words
from clauseway.documents.translating import keep_translations
from clauseway.kernel.context import Context
from clauseway.kernel.refusals import Refusal
from clauseway.kernel.work import operation, touch, touch_subject
from clauseway.organization.policies import require
from clauseway.rules.approval import needs_look
from clauseway.systems.models import Rhythm

RHYTHM = "document-review"
SUGGEST = "clauseway.documents.tasks.suggest_again"


def approve(context: Context, row: Document, agreed: Sequence[Vote], *, text: str, since: date) -> None:
    """Note who approved a revision and from which day it holds; today it takes effect at once. Called by the operation that counted the votes."""
    wrote = {*row.wrote, str(row.author_id)}
    others = [vote for vote in agreed if str(vote.person_id) not in wrote]
    last = (others or list(agreed))[-1]
    row.approved_by_id, row.approved_as, row.approved_on = last.person_id, "", context.today
    row.confirmed_by_id, row.confirmed_at = context.person, context.now
    row.effective_from, row.reviewed_on = since, context.today
    row.reasons = [["approved-here", ""]]
    if needs_look([str(vote.person_id) for vote in agreed], wrote):
        row.own_policy = last.own_policy or _("Approved by its author")
    row.version += 1
    row.save()
    if row.own_policy:
        _ask_look(context, row)
    before = effective_of(context, row) if row.state == "approved" else _before(context, row)
    _read_text(context, row, text)
    if before is not None:
        _carry(before, row)
        before.effective_until = since
        before.version += 1
        before.save()
        _changed(before)
    _changed(row)
    if row.state == "effective":
        _take_place(context, row, before)


def _before(context: Context, row: Document) -> Document | None:
    return line_of(context, row).filter(state="effective").exclude(id=row.id).first()


def _take_place(context: Context, row: Document, before: Document | None) -> None:
    """The revision is the one people see; the one before ends, with its readers' duties."""
    if before is not None:
        before.state, before.shown = "superseded", False
        before.version += 1
        before.save()
        drop_readers(context, before)
        keep_words(context, before)
        _changed(before)
    line_of(context, row).exclude(id=row.id).filter(shown=True).update(shown=False)
    row.state, row.shown = "effective", True
    row.save()
    find(context, row)
    start_clock(context, row)
    ask_readers(context, row)
    _changed(row)


def _changed(row: Document) -> None:
    touch("document", row.id)
    touch_subject("document", row.id)


@operation
def put_in_force(context: Context) -> int:
    """Put approved revisions in force whose day has come; returns how many. The claims already count from that day: this moves what people see."""
    due = Document.objects.filter(state="approved", effective_from__lte=context.today).values_list("id", flat=True)
    for key in list(due):
        row = locked(key)
        if row.state == "approved":
            before = _before(context, row)
            row.state = "effective"
            row.version += 1
            _take_place(context, row, before)
    return len(due)


def start_clock(context: Context, row: Document) -> None:
    """Open the duty of the next review, counted from the last one by the organization's rhythm; none while no rhythm is set. Translations follow."""
    keep_translations(context, row)
    key = f"document-clock:{row.line_key}"
    last = row.reviewed_on or row.approved_on
    days = (
        Rhythm.objects.filter(system_id=row.system_id, name=RHYTHM, ended_at=None, valid_from__lte=context.today)
        .order_by("-valid_from", "-recorded_at")
        .values_list("days", flat=True)
        .first()
    )
    if row.state != "effective" or last is None or days is None or (row.owner_id or row.author_id) is None:
        close_duty(context, key, dropped=True)
        return
    open_duty(
        context,
        natural_key=key,
        kind="document",
        title=_("Look through “%s”: still suitable?") % row.title,
        person=row.owner_id or row.author_id,
        due_on=last + timedelta(days),
        system_id=row.system_id,
        reference=str(row.id),
        path=f"documents/{row.id}/",
    )


@operation
def archive_document(context: Context, document: uuid.UUID, *, version: int | None = None) -> Document:
    """Put a revision away that was superseded or withdrawn. It stays readable, with everything that was said about it."""
    require(context, "evidence.file")
    row = locked(document, version)
    if row.state not in ("superseded", "withdrawn"):
        raise Refusal("document.withdraw-first", _("Only what was superseded or withdrawn is archived."))
    row.state = "archived"
    row.version += 1
    row.save()
    return row


def _ask_look(context: Context, row: Document) -> None:
    second = row.owner_id if row.owner_id and str(row.owner_id) not in {*row.wrote, str(row.author_id)} else None
    open_duty(
        context,
        natural_key=f"document-look:{row.id}",
        kind="document",
        title=_("Look at “%s”, which its author approved") % row.title,
        person=second,
        role="" if second else "manager",
        system_id=row.system_id,
        reference=str(row.id),
        path=f"documents/{row.id}/",
    )


def _read_text(context: Context, row: Document, text: str) -> None:
    """Cut an authored text into the passages that can describe a requirement, and have them looked at."""
    if row.form == "uploaded" or not text or Passage.objects.filter(document=row).exists():
        return
    read = extract(text.encode(), "text.md")
    if read.refused is None:
        keep_passages(row, read)
        job = app.configure_task(SUGGEST, lock=f"suggest:{row.system_id}", queueing_lock=f"suggest:{row.system_id}")
        with contextlib.suppress(AlreadyEnqueued), transaction.atomic():  # one that waits will see this text, too
            job.defer(organization=str(row.organization_id), zone=context.zone, system=str(row.system_id))


def _carry(before: Document, row: Document) -> None:
    """What a person accepted for a passage stays accepted where the very same passage stands in the new revision."""
    fresh = {(one.heading, one.text): one.id for one in Passage.objects.filter(document=row)}
    accepted = Suggestion.objects.filter(document=before, state="accepted").select_related("passage")
    known = set(Suggestion.objects.filter(document=row).values_list("passage_id", "requirement_id"))
    made = []
    for one in accepted:
        passage = fresh.get((one.passage.heading, one.passage.text))
        if passage is None or (passage, one.requirement_id) in known:
            continue
        made.append(
            Suggestion(
                organization_id=row.organization_id,
                passage_id=passage,
                document=row,
                system_id=row.system_id,
                requirement_id=one.requirement_id,
                score=one.score,
                strength=one.strength,
                matched=one.matched,
                state="accepted",
                decided_by_id=one.decided_by_id,
                decided_on=one.decided_on,
                decided_at=one.decided_at,
                came_from=one,
            )
        )
    Suggestion.objects.bulk_create(made)
