"""Rounds of review and approval: putting a draft before people, their answers, remarks and suggested words, taking it back."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from clauseway.actions.operations import close_duty, open_duty
from clauseway.documents.drafting import locked, move, refuse_edit
from clauseway.documents.effect import approve
from clauseway.documents.lines import filled_text, full_text, kind_rule, known_identifiers, put_text
from clauseway.documents.models import Document, KindRule, Look, Remark, Round, Vote
from clauseway.evidence.operations import collect_item
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Conflict, Forbidden, NotFound, Refusal
from clauseway.kernel.work import operation, touch
from clauseway.organization.models import Person
from clauseway.organization.policies import require
from clauseway.rules import approval
from clauseway.rules.lifecycle import APPROVER, FINISHED, INDEPENDENT, QUORUM, REACHED, REVIEWED, SIGNED, TEXT
from clauseway.rules.maturity import maturity
from clauseway.rules.references import references, resolved

MANY_PEOPLE = 30
CONFIRMABLE = frozenset({"not-dated", "approver-without-date", "date-without-approver", "effective-later"})
"""What a text may lack and a person may state instead. Anything else is a mark of being unfinished or ended: it always refuses."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Proof that the person is the one: `how` they showed it (password, passkey), told by the face that asked."""

    how: str


@operation
def submit(
    context: Context,
    document: uuid.UUID,
    *,
    approvers: Sequence[uuid.UUID],
    reviewers: Sequence[uuid.UUID] = (),
    effective_on: date | None = None,
    note: str = "",
    version: int | None = None,
) -> Round:
    """Put a draft before reviewers, then approvers. It must be finished: no field, mark or variable left open, no reference to nothing.

    Its author reviews nothing and approves only under the named policy of its kind. Refused for people who left, and for fewer approvers than the kind asks.
    """
    require(context, "evidence.file")
    row = locked(document, version)
    refuse_edit(context, row)
    rule = kind_rule(context, row.kind)
    _check_people(context, row, rule, reviewers, approvers)
    if effective_on is not None and effective_on < context.today:
        raise Refusal(
            "document.effective-before-approval",
            _("A document is in force from its approval at the earliest."),
            field="effective_on",
        )
    text = _finished(context, row)
    move(row, "review" if reviewers else "approval", (TEXT, FINISHED, APPROVER))
    if row.form != "uploaded":
        _keep(context, row, text)
    row.version += 1
    row.save()
    made = _opened(context, row, text=text, note=note.strip(), quorum=rule.quorum, effective_on=effective_on)
    Vote.objects.bulk_create(
        Vote(organization_id=row.organization_id, round=made, person_id=person, part=part)
        for part, people in ((approval.REVIEW, reviewers), (approval.APPROVAL, approvers))
        for person in dict.fromkeys(people)
    )
    _ask(context, row, made)
    return made


def _opened(context: Context, row: Document, **values: Any) -> Round:
    """The next round of a revision."""
    return Round.objects.create(
        organization_id=row.organization_id,
        document=row,
        number=Round.objects.filter(document=row).count() + 1,
        opened_by_id=context.person,
        **values,
    )


def _keep(context: Context, row: Document, text: str) -> None:
    """Keep the text (or where it lies) as a file, so that what was put before people can be shown ever after."""
    content = text or f"{row.title}\n{row.link}\n"
    name = f"{row.identifier or row.title} {row.number}.md"
    row.item, _new = collect_item(context, name=name, content=content.encode(), media_type="text/markdown")


def _check_people(
    context: Context, row: Document, rule: KindRule, reviewers: Sequence[uuid.UUID], approvers: Sequence[uuid.UUID]
) -> None:
    if not approvers:
        raise Refusal("document.approver", _("Name who approves it."), field="approvers")
    if len({*reviewers, *approvers}) > MANY_PEOPLE:
        raise Refusal("document.too-many-people", _("Thirty people at most are asked at once."), field="reviewers")
    for field, asked in (("reviewers", reviewers), ("approvers", approvers)):
        known = {person.id: person for person in Person.objects.filter(id__in=list(asked))}
        for key in asked:
            _refuse_absent(context, known.get(key), field)
    wrote = {*row.wrote, str(row.author_id)}
    if any(str(key) in wrote for key in reviewers):
        raise Forbidden("document.own-review", _("Whoever wrote a text does not review it."), field="reviewers")
    independent = [key for key in dict.fromkeys(approvers) if str(key) not in wrote]
    if len(independent) < len(set(approvers)) and not rule.own_approval:
        raise Forbidden(
            "document.own-approval",
            _(
                "Whoever wrote a document cannot approve it, unless a policy of the organization for this kind allows it."
            ),
            field="approvers",
        )
    if len(set(approvers)) < rule.quorum:
        told = _("Documents of this kind are approved by %s people; name that many.") % rule.quorum
        raise Refusal("document.quorum", told, field="approvers")


def _refuse_absent(context: Context, person: Person | None, field: str) -> None:
    if person is None:
        raise NotFound("person.not-found", _("There is no such person."), field=field)
    if person.live_until is not None and person.live_until <= context.today:
        raise Refusal("document.person-left", _("%s has left; choose somebody else.") % person.name, field=field)


def _finished(context: Context, row: Document) -> str:
    """The text as it is put before people: variables filled, references resolved. Refused while anything in it is left open."""
    if row.form == "linked":
        return row.text
    text, open_ = filled_text(context, row) if row.form == "authored" else (full_text(context, row), ())
    if not any(char.isalnum() for char in text):
        raise Refusal("document.text", _("There is no text yet."), field="text")
    if open_:
        raise Refusal(
            "document.unfilled",
            _("Nothing is known for: %s. Fill these in.") % ", ".join(open_),
            field="text",
            details={"variables": open_},
        )
    if row.form == "authored":
        known = known_identifiers(context, references(text))
        text, broken = resolved(text, lambda ref, said: said or ref if fold(ref) in known else None)
        if broken:
            raise Refusal(
                "document.reference-unknown",
                _("There is no document %s.") % ", ".join(broken),
                field="text",
                details={"references": broken},
            )
    marks = [
        mark for mark in maturity(text, title=row.title, as_of=context.today).reasons if mark[0] not in CONFIRMABLE
    ]
    marks = [mark for mark in marks if mark[0] not in ("effective-date", "approved")]
    if marks:
        raise Refusal(
            "document.unfilled",
            _("The text itself says that it is not finished: %s") % "; ".join(detail or code for code, detail in marks),
            field="text",
            details={"marks": marks},
        )
    return text


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
        _sign(mine, rule, signature, own=str(context.person) in _wrote(row))
    mine.save()
    close_duty(context, _key(made, mine))
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
        _wrote(row),
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


def _wrote(row: Document) -> frozenset[str]:
    return frozenset({*row.wrote, str(row.author_id)}) - {"None"}


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
        _ask(context, row, made)
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
        close_duty(context, _key(made, vote), dropped=True)


def _key(made: Round, vote: Vote) -> str:
    return f"document-{vote.part}:{made.id}:{vote.person_id}"


def _ask(context: Context, row: Document, made: Round) -> None:
    """Open the duties of those whose turn it is."""
    close_duty(context, f"document-changes:{row.id}")
    part = approval.REVIEW if row.state == "review" else approval.APPROVAL
    titles = {approval.REVIEW: _("Review “%s”"), approval.APPROVAL: _("Approve “%s”")}
    for vote in Vote.objects.filter(round=made, part=part, answer=""):
        open_duty(
            context,
            natural_key=_key(made, vote),
            kind="document",
            title=titles[part] % row.title,
            person=vote.person_id,
            due_on=made.effective_on,
            system_id=row.system_id,
            reference=str(row.id),
            path=f"documents/{row.id}/round",
        )


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
        _check_people(context, row, kind_rule(context, row.kind), reviewers, approvers)
    close_duty(context, _key(made, old), dropped=True)
    if by is None:
        old.delete()
        _go_on(context, row, made, others)
        return None
    old.person_id = by
    old.save()
    _ask(context, row, made)
    return old


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
    if context.person is None or str(context.person) in _wrote(row):
        raise Forbidden("document.own-look", _("Somebody who did not write it has to look."))
    if not note.strip():
        raise Refusal("document.look-unsaid", _("Say what you looked at and what you found."), field="note")
    row.looked_by_id, row.looked_at, row.look_note = context.person, context.now, note.strip()
    row.version += 1
    row.save()
    close_duty(context, f"document-look:{row.id}")
    touch("document", row.id)
    return row
