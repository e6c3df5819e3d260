"""People's part of conformity: judgements, the gap walk, questions to colleagues. Verdicts are recorded by `judging` alone."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.actions.operations import close_duty, open_duty
from clauseway.catalogue.models import Requirement
from clauseway.conformity import judging
from clauseway.conformity.models import Judgement, Question, Walk
from clauseway.evidence.ledger import reconcile
from clauseway.evidence.models import Claim, ClaimEnd, Item, Record
from clauseway.evidence.operations import ENDED
from clauseway.kernel.context import Context
from clauseway.kernel.identifiers import new_id
from clauseway.kernel.refusals import Conflict, Forbidden, NotFound, Refusal
from clauseway.kernel.registry import Tokens, sources
from clauseway.kernel.work import operation, touch
from clauseway.organization.policies import require
from clauseway.rules.basis import Span, lapsed

IN_FORCE = "documented-information.effective"


def judgement_key(judgement: Judgement) -> str:
    return f"{judgement.system_id}|{judgement.requirement_id}"


@operation
def judge_by_person(
    context: Context,
    system: uuid.UUID,
    *,
    requirement: uuid.UUID,
    answer: str,
    rationale: str,
    basis: Sequence[tuple[str, uuid.UUID]] = (),
    declared: bool = False,
    on: date | None = None,
) -> Judgement:
    """A named person judges a requirement shown, partly shown or a gap.

    `basis` are the items and records looked at, as ("item" or "record", id); judging it shown needs at least one. `declared` marks the owner's own
    judgement. A later judgement replaces the one before.
    """
    require(context, "judge")
    if context.person is None:
        raise Forbidden("judgement.no-person", _("Only a named person can judge."))
    if answer not in dict(Judgement.ANSWERS):
        raise Refusal("judgement.answer", _("Judge it shown, partly shown or a gap."), field="answer")
    if len(rationale.strip()) < 10:
        raise Refusal(
            "judgement.rationale-missing",
            _("Say in a sentence why, so that somebody else can follow it."),
            field="rationale",
        )
    if answer == "shown" and not basis:
        raise Refusal("judgement.basis-missing", _("Name at least one item or record you looked at."), field="basis")
    if not Requirement.objects.filter(id=requirement).exists():
        raise NotFound("requirement.not-found", _("There is no such requirement."))
    day = on or context.today
    if day > context.today:
        raise Refusal("judgement.in-the-future", _("Nobody can judge yet how it will be on that day."), field="on")
    _replace(context, system, requirement, day)
    judgement = Judgement.objects.create(
        organization_id=context.require_organization(),
        system_id=system,
        requirement_id=requirement,
        answer=answer,
        rationale=rationale.strip(),
        basis=[[kind, str(key), basis_digest(kind, key)] for kind, key in basis],
        by_id=context.person,
        declared=declared,
        judged_on=day,
    )
    touch("judgement", judgement_key(judgement))
    return judgement


def _replace(context: Context, system: uuid.UUID, requirement: uuid.UUID, day: date) -> None:
    """The judgement that stood ends on the day of the new one, and so does what was carried from it."""
    standing = Judgement.objects.select_for_update().filter(system_id=system, requirement_id=requirement, ended_at=None)
    before = standing.first()
    if before is not None:
        before.ended_at, before.ended_on, before.ended_how = context.now, day, "replaced"
        before.save(update_fields=["ended_at", "ended_on", "ended_how"])
        _end_carried(context, before)


def basis_digest(kind: str, key: uuid.UUID | str) -> str:
    """The digest of what a judgement rests on, "" when it is gone: an item's content, or what a record states and whether it still stands."""
    if kind == "item":
        row = Item.objects.filter(id=key, disposed_at=None).values_list("sha256", flat=True).first()
        return row or ""
    record = Record.objects.filter(id=key).values("word", "facets", "statement", "happened_on", "ended_how").first()
    if record is None:
        return ""
    return hashlib.sha256(json.dumps(record, sort_keys=True, default=str).encode()).hexdigest()


@operation
def take_back_judgement(context: Context, system: uuid.UUID, *, requirement: uuid.UUID, reason: str) -> None:
    """Take one's judgement back; it no longer counts from today on."""
    require(context, "judge")
    found = (
        Judgement.objects.select_for_update()
        .filter(system_id=system, requirement_id=requirement, ended_at=None)
        .first()
    )
    if found is None:
        raise NotFound("judgement.not-found", _("There is no judgement to take back."))
    found.ended_at, found.ended_on, found.ended_how = context.now, context.today, "taken-back"
    found.save(update_fields=["ended_at", "ended_on", "ended_how"])
    touch("judgement", judgement_key(found))
    _end_carried(context, found)


def _end_carried(context: Context, judgement: Judgement) -> None:
    """What was carried from a judgement to a new edition stands only as long as the judgement does."""
    for carried in Judgement.objects.select_for_update().filter(carried_from=judgement, ended_at=None):
        _end_changed(context, carried)
        touch("judgement", judgement_key(carried))


def settle(context: Context, tokens: Tokens) -> Tokens:
    """End the judgements that rested on a record or a document in force which has just ended, then judge what all of it can touch."""
    ended = [key for name, key in tokens if name == ENDED]
    keys: set[str] = set()
    for record in ended:
        rests_on = Judgement.objects.select_for_update().filter(ended_at=None, basis__contains=[["record", record]])
        for judgement in rests_on:
            _end_changed(context, judgement)
            keys.add(judgement_key(judgement))
    if any(name == "claim" and key.split("|")[1] == IN_FORCE for name, key in tokens):
        for judgement in _without_document(context):
            _end_changed(context, judgement)
            keys.add(judgement_key(judgement))
    if keys:
        tokens = tokens | reconcile(context, sources["judgement"], sorted(keys))
    return judging.settle(context, tokens)


def _without_document(context: Context) -> list[Judgement]:
    """The standing judgements that rest on a document which was in force when it was judged and is no longer: it was superseded, withdrawn or ran out."""
    standing = [
        row
        for row in Judgement.objects.filter(ended_at=None)
        if any(kind == "item" for kind, _key, _digest in row.basis)
    ]
    items = {key for row in standing for kind, key, _digest in row.basis if kind == "item"}
    if not items:
        return []
    ends = ClaimEnd.objects.filter(claim=OuterRef("id"))
    rows = Claim.objects.filter(~Exists(ends.filter(how="retracted")), kind=IN_FORCE, item_id__in=items)
    rows = rows.exclude(grade="draft").annotate(ended=Subquery(ends.order_by("on_date").values("on_date")[:1]))
    spans: dict[str, list[Span]] = {}
    for item, begins, until, ended in rows.values_list("item_id", "valid_from", "valid_until", "ended"):
        over = min((day for day in (until, ended) if day), default=None)
        spans.setdefault(str(item), []).append(Span(begins, over))
    return [
        row
        for row in standing
        if any(lapsed(spans.get(key, ()), row.judged_on, context.today) for _kind, key, _digest in row.basis)
    ]


def _end_changed(context: Context, judgement: Judgement) -> None:
    judgement.ended_at, judgement.ended_on, judgement.ended_how = context.now, context.today, "basis-changed"
    judgement.save(update_fields=["ended_at", "ended_on", "ended_how"])


@operation
def end_changed_judgements(context: Context) -> int:
    """End judgements whose basis changed since; returns how many. Part of the nightly job and of withdrawing a record."""
    ended = 0
    gone = {judgement.id for judgement in _without_document(context)}
    for judgement in Judgement.objects.select_for_update().filter(ended_at=None):
        if judgement.id in gone or any(basis_digest(kind, key) != digest for kind, key, digest in judgement.basis):
            _end_changed(context, judgement)
            touch("judgement", judgement_key(judgement))
            ended += 1
    return ended


@operation
def walk(
    context: Context, system: uuid.UUID, *, requirement: uuid.UUID, note: str, version: int, walked: bool = True
) -> Walk:
    """Note that a requirement was looked at in the gap walk. Conflict when somebody else wrote since `version` (0: nobody had)."""
    require(context, "judge")
    found = Walk.objects.select_for_update().filter(system_id=system, requirement_id=requirement).first()
    if (found.version if found else 0) != version:
        raise Conflict(
            "walk.changed",
            _("Somebody else wrote here meanwhile. Your text is kept below; take over what you need and save again."),
            details={"version": found.version if found else 0, "note": found.note if found else "", "mine": note},
        )
    if found is None:
        found = Walk(
            organization_id=context.require_organization(), system_id=system, requirement_id=requirement, version=0
        )
    found.note, found.version = note.strip(), found.version + 1
    if walked:
        found.walked_by_id, found.walked_at = context.person, context.now
    found.save()
    return found


@operation
def ask_colleague(
    context: Context,
    system: uuid.UUID,
    *,
    person: uuid.UUID,
    requirements: Iterable[uuid.UUID],
    text: str,
    due_on: date | None = None,
) -> list[Question]:
    """Ask a colleague about some requirements in one round; they answer through a link, without an account."""
    require(context, "judge")
    if not text.strip():
        raise Refusal("question.text-missing", _("Write what you want to know."), field="text")
    wanted = list(requirements)
    if not wanted:
        raise Refusal("question.requirement-missing", _("Choose at least one requirement."), field="requirements")
    round_id = new_id()
    asked = Question.objects.bulk_create(
        Question(
            organization_id=context.require_organization(),
            system_id=system,
            requirement_id=requirement,
            round=round_id,
            text=text.strip(),
            asked_of_id=person,
            asked_by_id=context.person,
            due_on=due_on,
        )
        for requirement in wanted
    )
    open_duty(
        context,
        natural_key=f"questions:{round_id}",
        kind="question",
        title=ngettext("Answer %d question of a colleague", "Answer %d questions of a colleague", len(asked))
        % len(asked),
        person=person,
        due_on=due_on,
        system_id=system,
        reference=str(round_id),
        detail=text.strip(),
        path="gap/",
    )
    return asked


@operation
def answer_question(context: Context, question: uuid.UUID, *, answer: str, item: uuid.UUID | None = None) -> Question:
    """The colleague answers. Refuses an empty answer; answering again replaces one's own text until somebody judged on it."""
    found = Question.objects.select_for_update().filter(id=question).first()
    if found is None or found.asked_of_id != context.person:
        raise NotFound("question.not-found", _("There is no such question for you."))
    if not answer.strip():
        raise Refusal("question.answer-missing", _("Write an answer, even if it is “I do not know”."), field="answer")
    found.answer, found.item_id, found.answered_at = answer.strip(), item, context.now
    found.save(update_fields=["answer", "item", "answered_at"])
    if not Question.objects.filter(round=found.round, answered_at=None).exists():
        close_duty(context, f"questions:{found.round}")
    return found
