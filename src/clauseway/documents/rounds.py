"""Rounds of review and approval: the answers of those asked, where a round stands, taking it back, asking somebody else."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from clauseway.actions.operations import close_duty, open_duty
from clauseway.documents.drafting import locked, move
from clauseway.documents.effect import approve
from clauseway.documents.lines import kind_rule
from clauseway.documents.models import Document, KindRule, Round, Vote
from clauseway.documents.remarks import made_remarks, note_look, wrote
from clauseway.documents.submitting import ask, check_people, duty_key
from clauseway.kernel.context import Context
from clauseway.kernel.refusals import Conflict, Forbidden, NotFound, Refusal
from clauseway.kernel.work import operation
from clauseway.organization.policies import require
from clauseway.rules import approval
from clauseway.rules.lifecycle import INDEPENDENT, QUORUM, REACHED, REVIEWED, SIGNED


@dataclass(frozen=True, slots=True)
class Signature:
    """Proof that the person is the one: `how` they showed it (password, passkey), told by the face that asked."""

    how: str


@operation
def take_back(context: Context, document: uuid.UUID, *, version: int | None = None) -> Document:
    """Take a revision back from its reviewers and approvers, to change it. What they said stays."""
    require(context, "evidence.file")
    row = locked(document, version)
    made = Round.objects.select_for_update().filter(document=row, result="").first()
    if made is None or row.state not in ("review", "approval"):
        raise Refusal("document.no-round", _("It is before nobody at the moment."))
    _close(context, row, made, "taken-back")
    return row


@operation
def answer(
    context: Context,
    round_: uuid.UUID,
    *,
    part: str,
    answer: str,
    comment: str = "",
    signature: Signature | None = None,
) -> Document:
    """Agree or ask for changes, as one of those asked. The last approval needed puts the revision in force (on its day).

    Refused: to whoever was not asked, has answered, has left or wrote the text (see `rules.approval`); when the round is over; without a signature
    where the kind asks one; for asking for changes without saying which.
    """
    require(context, "actions.own")
    made = Round.objects.filter(id=round_).first()
    if made is None:
        raise NotFound("round.not-found", _("There is no such round."))
    row = locked(made.document_id)
    made = Round.objects.select_for_update().get(id=round_)
    if made.result:
        raise Conflict("round.over", _("This round is over: %s.") % made.get_result_display())
    votes = list(
        Vote.objects.select_for_update(of=("self",)).filter(round=made).select_related("person").order_by("id")
    )
    rule = kind_rule(context, row.kind)
    _refuse_answer(context, row, made, votes, part, rule)
    if answer not in (approval.AGREES, approval.CHANGES):
        raise Refusal("round.answer", _("Agree, or ask for changes."), field="answer")
    if answer == approval.CHANGES and not comment.strip() and not made_remarks(context, made):
        raise Refusal("round.changes-unsaid", _("Say what should change."), field="comment")
    mine = next(vote for vote in votes if vote.person_id == context.person and vote.part == part)
    mine.answer, mine.comment, mine.answered_at = answer, comment.strip(), context.now
    if part == approval.APPROVAL and answer == approval.AGREES:
        _sign(mine, rule, signature, own=str(context.person) in wrote(row))
    mine.save()
    close_duty(context, duty_key(made, mine))
    note_look(context, row.id)
    return _go_on(context, row, made, votes)


def _sign(vote: Vote, rule: KindRule, signature: Signature | None, *, own: bool) -> None:
    if rule.signature:
        if signature is None:
            raise Forbidden(
                "document.signed", _("This approval is a signature: enter your password."), field="password"
            )
        vote.signed_as = rule.meaning or _("I approve this document.")
        vote.signed_how = signature.how
    if own:
        vote.own_policy = f"{rule.own_policy}: {rule.own_reason}"[:300]


def _refuse_answer(context: Context, row: Document, made: Round, votes: list[Vote], part: str, rule: KindRule) -> None:
    code = approval.may_answer(
        str(context.person),
        part,
        _asked(votes),
        wrote(row),
        own_allowed=rule.own_approval,
        quorum=made.quorum,
        as_of=context.today,
    )
    told = {
        approval.NOT_ASKED: _("You were not asked in this round."),
        approval.ANSWERED: _("You have answered already."),
        approval.LEFT: _("You are noted as having left."),
        approval.NOT_YET: _("Its review is not over yet."),
        approval.OWN_TEXT: _("Whoever wrote a document cannot approve it."),
    }
    if code:
        raise Forbidden(f"round.{code}", told[code])


def _asked(votes: Sequence[Vote]) -> list[approval.Asked]:
    return [approval.Asked(str(vote.person_id), vote.part, vote.answer, vote.person.live_until) for vote in votes]


def standing(context: Context, made: Round, votes: Sequence[Vote]) -> approval.Outcome:
    """Where a round stands today."""
    return approval.outcome(_asked(votes), made.quorum, context.today)


def _go_on(context: Context, row: Document, made: Round, votes: list[Vote]) -> Document:
    found = standing(context, made, votes)
    if found.stage == "changes":
        _close(context, row, made, "changes")
    elif found.stage == "approved":
        agreed = [vote for vote in votes if vote.part == approval.APPROVAL and vote.answer == approval.AGREES]
        since = max(made.effective_on or context.today, context.today)
        today = (REACHED,) if since == context.today else ()
        move(row, "effective" if today else "approved", (QUORUM, INDEPENDENT, SIGNED, *today))
        _end(context, made, "approved")
        approve(context, row, agreed, text=made.text, since=since)
    elif found.stage == "approval" and row.state == "review":
        move(row, "approval", (REVIEWED,))
        row.version += 1
        row.save()
        ask(context, row, made)
    return row


def _close(context: Context, row: Document, made: Round, result: str) -> None:
    """End a round without approval: the revision is a draft again and its author hears of it."""
    _end(context, made, result)
    move(row, "draft", ())
    row.version += 1
    row.save()
    if result == "changes" and row.author_id:
        open_duty(
            context,
            natural_key=f"document-changes:{row.id}",
            kind="document",
            title=_("Change “%s”: somebody asked for it") % row.title,
            person=row.author_id,
            system_id=row.system_id,
            reference=str(row.id),
            path=f"documents/{row.id}/",
        )


def _end(context: Context, made: Round, result: str) -> None:
    made.result, made.closed_at = result, context.now
    made.save()
    for vote in Vote.objects.filter(round=made, answer=""):
        close_duty(context, duty_key(made, vote), dropped=True)


@operation
def replace_asked(context: Context, vote: uuid.UUID, *, by: uuid.UUID | None) -> Vote | None:
    """Put somebody else in the place of one who has not answered (who left, say), or ask nobody instead of a reviewer."""
    require(context, "evidence.file")
    old = Vote.objects.select_related("round").filter(id=vote).first()
    if old is None:
        raise NotFound("vote.not-found", _("There is no such question."))
    row = locked(old.round.document_id)
    made = Round.objects.select_for_update().get(id=old.round_id)
    old.refresh_from_db()
    if made.result or old.answer:
        raise Conflict("round.over", _("This was answered meanwhile."))
    votes = list(Vote.objects.filter(round=made).select_related("person"))
    others = [one for one in votes if one.id != old.id]
    if by is None and (old.part == approval.APPROVAL):
        left = [one for one in others if one.part == approval.APPROVAL]
        if len(left) < made.quorum:
            raise Refusal("document.quorum", _("Then too few approvers would be left; name somebody else."), field="by")
    if by is not None:
        if any(one.person_id == by and one.part == old.part for one in others):
            raise Refusal("round.asked-already", _("This person is asked already."), field="by")
        remaining = [one.person_id for one in others if one.part == approval.APPROVAL]
        reviewers = [by] if old.part == approval.REVIEW else []
        approvers = [*remaining, *([by] if old.part == approval.APPROVAL else [])]
        check_people(context, row, kind_rule(context, row.kind), reviewers, approvers)
    close_duty(context, duty_key(made, old), dropped=True)
    if by is None:
        old.delete()
        _go_on(context, row, made, others)
        return None
    old.person_id = by
    old.save()
    ask(context, row, made)
    return old
