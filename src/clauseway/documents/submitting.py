"""Putting a draft before people: it must be finished, and those asked must be here and independent; each gets the duty to answer."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from clauseway.actions.operations import close_duty, open_duty
from clauseway.documents.drafting import locked, move, refuse_edit
from clauseway.documents.lines import filled_text, full_text, kind_rule, known_identifiers
from clauseway.documents.models import Document, KindRule, Round, Vote
from clauseway.documents.unfinished import refuse_blanks, refuse_marks
from clauseway.evidence.operations import collect_item
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Forbidden, NotFound, Refusal
from clauseway.kernel.work import operation
from clauseway.organization.models import Person
from clauseway.organization.policies import require
from clauseway.rules import approval
from clauseway.rules.lifecycle import APPROVER, FINISHED, TEXT
from clauseway.rules.references import references, resolved

MANY_PEOPLE = 30


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
    check_people(context, row, rule, reviewers, approvers)
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
    ask(context, row, made)
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


def check_people(
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
    refuse_blanks(row, row.text)
    if row.form == "linked":
        return row.text
    text, open_ = filled_text(context, row) if row.form == "authored" else (full_text(context, row), ())
    if not any(char.isalnum() for char in text):
        raise Refusal("document.text", _("There is no text yet."), field="text")
    refuse_blanks(row, text)
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
    refuse_marks(row, text, context.today)
    return text


def duty_key(made: Round, vote: Vote) -> str:
    """The natural key of the duty to answer."""
    return f"document-{vote.part}:{made.id}:{vote.person_id}"


def ask(context: Context, row: Document, made: Round) -> None:
    """Open the duties of those whose turn it is."""
    close_duty(context, f"document-changes:{row.id}")
    part = approval.REVIEW if row.state == "review" else approval.APPROVAL
    titles = {approval.REVIEW: _("Review “%s”"), approval.APPROVAL: _("Approve “%s”")}
    for vote in Vote.objects.filter(round=made, part=part, answer=""):
        open_duty(
            context,
            natural_key=duty_key(made, vote),
            kind="document",
            title=titles[part] % row.title,
            person=vote.person_id,
            due_on=made.effective_on,
            system_id=row.system_id,
            reference=str(row.id),
            path=f"documents/{row.id}/round",
        )
