"""What readers of a round say of its text: remarks, suggested words and what became of them; their last look; the second look at an own text."""

import uuid

from django.utils.translation import gettext as _

from clauseway.actions.operations import close_duty
from clauseway.documents.drafting import locked, refuse_edit
from clauseway.documents.lines import put_text
from clauseway.documents.models import Document, Look, Remark, Round, Vote
from clauseway.kernel.context import Context
from clauseway.kernel.refusals import Conflict, Forbidden, NotFound, Refusal
from clauseway.kernel.work import operation, touch
from clauseway.organization.policies import require


def made_remarks(context: Context, made: Round) -> bool:
    """Whether the actor made a remark in this round."""
    return context.person is not None and Remark.objects.filter(round=made, person_id=context.person).exists()


@operation
def remark(context: Context, round_: uuid.UUID, *, comment: str = "", quote: str = "", wording: str = "") -> Remark:
    """Remark on the text of an open round, or suggest `wording` in the place of `quote`, which must stand in it."""
    require(context, "actions.own")
    made = Round.objects.select_for_update().filter(id=round_).first()
    if made is None:
        raise NotFound("round.not-found", _("There is no such round."))
    if made.result:
        raise Conflict("round.over", _("This round is over: %s.") % made.get_result_display())
    asked = context.person is not None and Vote.objects.filter(round=made, person_id=context.person).exists()
    if not asked:
        require(context, "evidence.file")
    quote = quote.replace("\r\n", "\n").strip()
    if quote and quote not in made.text:
        raise Refusal("remark.quote", _("These words do not stand in the text; copy them from it."), field="quote")
    if not quote and wording.strip():
        raise Refusal("remark.quote-missing", _("Copy the words that should be replaced."), field="quote")
    if not comment.strip() and not quote:
        raise Refusal("remark.empty", _("Say something."), field="comment")
    return Remark.objects.create(
        organization_id=made.organization_id,
        round=made,
        person_id=context.person,
        comment=comment.strip(),
        quote=quote,
        wording=wording.replace("\r\n", "\n").strip() if quote else "",
    )


@operation
def settle_remark(context: Context, remark: uuid.UUID, *, take: bool) -> Remark:
    """Take a suggestion over into the draft, or decline it. Refused when its words no longer stand there exactly once."""
    require(context, "evidence.file")
    found = Remark.objects.select_for_update(of=("self",)).select_related("round").filter(id=remark).first()
    if found is None:
        raise NotFound("remark.not-found", _("There is no such remark."))
    if found.state != "open":
        raise Conflict("remark.settled", _("Somebody settled this remark already."))
    if take and found.quote:
        row = locked(found.round.document_id)
        refuse_edit(context, row)
        if row.text.count(found.quote) != 1:
            raise Refusal(
                "remark.moved", _("These words no longer stand in the draft exactly once. Change it by hand.")
            )
        row.text = row.text.replace(found.quote, found.wording)
        row.version += 1
        row.save()
    found.state = "taken" if take else "declined"
    found.settled_by_id = context.person
    found.save()
    return found


@operation
def note_look(context: Context, document: uuid.UUID) -> None:
    """Remember the text the actor has before them, so that the next look shows what changed since."""
    row = Document.objects.filter(id=document).first()
    if row is None or context.person is None:
        return
    Look.objects.update_or_create(
        organization_id=row.organization_id,
        line_id=row.line_key,
        person_id=context.person,
        defaults={"text": put_text(context, row), "number": row.number, "looked_at": context.now},
    )


@operation
def compensate(context: Context, document: uuid.UUID, *, note: str) -> Document:
    """The second person's look at a text its author approved under the policy of its kind. Never by one of its authors."""
    require(context, "actions.own")
    row = locked(document)
    if not row.own_policy or row.looked_by_id is not None:
        raise Refusal("document.no-look", _("Nothing waits for a second look here."))
    if context.person is None or str(context.person) in wrote(row):
        raise Forbidden("document.own-look", _("Somebody who did not write it has to look."))
    if not note.strip():
        raise Refusal("document.look-unsaid", _("Say what you looked at and what you found."), field="note")
    row.looked_by_id, row.looked_at, row.look_note = context.person, context.now, note.strip()
    row.version += 1
    row.save()
    close_duty(context, f"document-look:{row.id}")
    touch("document", row.id)
    return row


def wrote(row: Document) -> frozenset[str]:
    """Who wrote of a text, by reference."""
    return frozenset({*row.wrote, str(row.author_id)}) - {"None"}
