"""A change of edition in a system: foreseen (read only), started, carried over, switched or abandoned, each by the rooms that own what it writes."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.actions import operations as plan
from clauseway.actions.models import Action, Milestone
from clauseway.actions.queries import planned_for
from clauseway.catalogue.comparing import change
from clauseway.catalogue.models import Requirement
from clauseway.catalogue.queries import CompiledEdition, CompiledRequirement, compiled
from clauseway.catalogue.transitions import EditionChange, transitions
from clauseway.conformity.judging import reasons_as_json
from clauseway.conformity.models import Judgement
from clauseway.conformity.operations import basis_digest, judgement_key
from clauseway.conformity.queries import Line, lines
from clauseway.conformity.supposing import Supposed, suppose
from clauseway.evidence.carrying import SOURCE, way_of
from clauseway.evidence.models import Claim, ClaimEnd
from clauseway.kernel.context import Context
from clauseway.kernel.work import operation, touch
from clauseway.organization.policies import require
from clauseway.rules.correspondence import CLOSE, SAME
from clauseway.rules.transition import Change, Step, Way, decision_carries, remaining
from clauseway.systems import transitions as moves
from clauseway.systems.models import Applicability, Transition
from clauseway.systems.queries import applicability


@dataclass(frozen=True, slots=True)
class After:
    """How a requirement of the new edition stands once everything is carried.

    `open` are the codes of what is not shown, `why` the first reason of it in the shape of stored ones; `undeclared`: a control nobody decided on.
    """

    answer: str
    undeclared: bool
    why: Mapping[str, Any] | None
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One step with its requirement, the answers before (of the old requirements it answers whole), and the one after; None for a heading."""

    step: Step
    requirement: CompiledRequirement
    before: tuple[str, ...]
    after: After | None

    @property
    def answer(self) -> str:
        return self.after.answer if self.after else ""

    @property
    def remains(self) -> bool:
        """Whether it is part of the gap that the change of edition leaves."""
        return self.after is not None and remaining(self.step, self.before, self.answer)


@dataclass(frozen=True, slots=True)
class Outlook:
    """A change of edition as it would go today. `judgements` is how many would be carried, `decided` which decisions, by new requirement."""

    old: CompiledEdition
    new: CompiledEdition
    change: Change
    dates: EditionChange | None
    steps: tuple[Foreseen, ...]
    judgements: int
    decided: Mapping[uuid.UUID, Applicability]

    @property
    def decisions(self) -> int:
        return len(self.decided)

    @property
    def gap(self) -> tuple[Foreseen, ...]:
        return tuple(each for each in self.steps if each.remains)


def roads(old: CompiledEdition, new: CompiledEdition, found: Change) -> list[moves.Road]:
    """The ways of proof between two editions: where nothing more is asked, and (for what speaks against) where the subject is the same."""
    return [
        moves.Road(old.by_ref[pair.ref_a].id, new.by_ref[step.ref].id, pair.strength, pair.provenance, pair.confidence)
        for step in found.steps
        for pair in step.before
        if pair.strength in (SAME, CLOSE) and step.counts and old.by_ref[pair.ref_a].judged
    ]


def outlook(
    context: Context, system: uuid.UUID, old: CompiledEdition, new: CompiledEdition, *, running: bool = False
) -> Outlook:
    """Foresee the change: what became of each requirement, what would carry, and what would be left open. Changes nothing.

    While the move is `running` the new edition is judged like any other, and its stored answers are the ones shown.
    """
    found = change(old, new)
    opened = roads(old, new, found)
    judged = _judgements(system, opened)
    decided = _decided(context, system, old, new, found)
    stored = {line.requirement: line for line in lines(context, system)}
    if running:
        after = {key: After(line.answer, line.undeclared, line.why) for key, line in stored.items()}
    else:
        ways = _ways(old, new, opened, {(row.requirement_id, requirement) for row, requirement in judged})
        included = {key: row.decision == "in" for key, row in decided.items()}
        after = {key: _after(each) for key, each in suppose(context, system, new, ways=ways, decided=included).items()}
    steps = [
        Foreseen(
            step,
            new.by_ref[step.ref],
            tuple(_answer(stored, old.by_ref[ref]) for ref in step.answers if old.by_ref[ref].judged),
            after.get(new.by_ref[step.ref].id),
        )
        for step in found.steps
    ]
    dates = transitions().of(old.slug, new.slug)
    return Outlook(old, new, found, dates, tuple(steps), len(judged), decided)


def _answer(stored: Mapping[uuid.UUID, Line], requirement: CompiledRequirement) -> str:
    line = stored.get(requirement.id)
    return line.answer if line else "unknown"


def _after(each: Supposed) -> After:
    reasons = reasons_as_json(each.verdict)
    why = next((r for weight in ("gap", "unknown") for r in reasons if r["weighs"] == weight), None)
    open_ = tuple(
        dict.fromkeys(r.expectation for r in each.verdict.reasons if r.expectation and r.weighs in ("gap", "unknown"))
    )
    return After(each.verdict.answer, each.undeclared, why, open_)


def _ways(
    old: CompiledEdition, new: CompiledEdition, opened: Iterable[moves.Road], judged: set[tuple[uuid.UUID, uuid.UUID]]
) -> list[Way]:
    return [
        replace(
            way_of(old.requirements[road.old], new.requirements[road.new], road.strength),
            judged=(road.old, road.new) in judged,
        )
        for road in opened
    ]


def _decided(
    context: Context, system: uuid.UUID, old: CompiledEdition, new: CompiledEdition, found: Change
) -> dict[uuid.UUID, Applicability]:
    """The decisions on applicability that go over, by new requirement; those that have one of their own keep it."""
    standing = applicability(context, system)
    by_ref = {old.requirements[key].ref: row for key, row in standing.items() if key in old.requirements}
    stated = {ref: row.decision == "in" for ref, row in by_ref.items()}
    carried = {}
    for step in found.steps:
        requirement = new.by_ref[step.ref]
        goes = decision_carries(step, stated, may_be_left_out=requirement.exclusion != "never")
        if goes is not None and requirement.judged and requirement.id not in standing:
            carried[requirement.id] = by_ref[step.answers[0]]
    return carried


def _judgements(system: uuid.UUID, opened: Sequence[moves.Road]) -> list[tuple[Judgement, uuid.UUID]]:
    """The judgements that go over: those in force on an old requirement whose new one asks nothing more and has none yet, the newest for each."""
    same = [road for road in opened if road.strength == SAME]
    rows = {
        row.requirement_id: row
        for row in Judgement.objects.filter(
            system_id=system, requirement_id__in={each for road in same for each in (road.old, road.new)}, ended_at=None
        )
    }
    found: dict[uuid.UUID, Judgement] = {}
    for road in same:
        row = rows.get(road.old)
        known = found.get(road.new)
        if row is not None and road.new not in rows and (known is None or row.judged_on > known.judged_on):
            found[road.new] = row
    return [(row, requirement) for requirement, row in found.items()]


@dataclass(frozen=True, slots=True)
class CarriedSoFar:
    """How much of a move counts for the new edition now: claims, judgements, decisions on applicability."""

    claims: int
    judgements: int
    decisions: int


def carried_so_far(context: Context, system: uuid.UUID, new: CompiledEdition) -> CarriedSoFar:
    """What was carried and still counts; three statements."""
    ended = ClaimEnd.objects.filter(claim_id=OuterRef("id"))
    topics = [requirement.private_topic for requirement in new.requirements.values()]
    claims = Claim.objects.filter(system_id=system, source=SOURCE, topic_id__in=topics, valid_until=None)
    judged = Judgement.objects.filter(
        system_id=system, requirement__edition_id=new.id, carried_from__isnull=False, ended_at=None
    )
    decided = Applicability.objects.filter(
        system_id=system, requirement__edition_id=new.id, carried_from__isnull=False, valid_until=None
    )
    return CarriedSoFar(claims.exclude(Exists(ended)).count(), judged.count(), decided.count())


@operation
def start(
    context: Context,
    system: uuid.UUID,
    *,
    old: uuid.UUID,
    new: uuid.UUID,
    target_on: date | None = None,
    plan_gap: bool = True,
) -> Transition:
    """Start the move: the new edition is applied beside the old, everything that goes over is carried, both deadlines become milestones and the remaining gap
    actions (unless `plan_gap` is False). Doing it again carries what came since and plans nothing twice."""
    require(context, "system.manage")
    begun = moves.begin(context, system, old=old, new=new, target_on=target_on)
    editions = _editions(begun)
    foreseen = outlook(context, system, *editions)
    _carry(context, begun, foreseen)
    if plan_gap:
        _plan(context, begun, foreseen)
    return begun


@operation
def carry_over(context: Context, transition: uuid.UUID) -> tuple[int, int, int]:
    """Carry over what came since the start; returns (ways opened, decisions, judgements carried). Nothing new: nothing happens."""
    require(context, "system.manage")
    begun = Transition.objects.select_related("old", "new").get(id=transition)
    return _carry(context, begun, outlook(context, begun.system_id, *_editions(begun)))


def _editions(found: Transition) -> tuple[CompiledEdition, CompiledEdition]:
    return compiled(found.old_id, found.old.digest), compiled(found.new_id, found.new.digest)


def _carry(context: Context, begun: Transition, foreseen: Outlook) -> tuple[int, int, int]:
    opened = roads(foreseen.old, foreseen.new, foreseen.change)
    decided = _decided(context, begun.system_id, foreseen.old, foreseen.new, foreseen.change)
    ways, decisions = moves.carry(
        context,
        begun.id,
        roads=opened,
        decided=[moves.Decided(row.id, requirement) for requirement, row in decided.items()],
    )
    judged = _carry_judgements(context, begun, _judgements(begun.system_id, opened))
    return ways, decisions, judged


def _carry_judgements(context: Context, begun: Transition, found: Sequence[tuple[Judgement, uuid.UUID]]) -> int:
    """A judgement goes over as it was made: by whom, when, why and on what; a basis that changed since carries nothing."""
    made = [
        Judgement(
            organization_id=begun.organization_id,
            system_id=begun.system_id,
            requirement_id=requirement,
            answer=row.answer,
            rationale=row.rationale,
            basis=row.basis,
            by_id=row.by_id,
            declared=row.declared,
            judged_on=row.judged_on,
            carried_from_id=row.id,
        )
        for row, requirement in found
        if all(basis_digest(kind, key) == digest for kind, key, digest in row.basis)
    ]
    Judgement.objects.bulk_create(made)
    for judgement in made:
        touch("judgement", judgement_key(judgement))
    return len(made)


def _plan(context: Context, begun: Transition, foreseen: Outlook) -> None:
    """Both deadlines as milestones, the remaining gap as actions; what the plan has already is left as it is."""
    planned: dict[str, Any] = {"milestones": [], "actions": [], **begun.planned}
    if not planned["milestones"]:
        planned["milestones"] = [str(row.id) for row in _milestones(context, begun, foreseen.dates)]
    plan.also_closes(context, system_id=begun.system_id, instead=_same_requirements(foreseen))
    known = planned_for(context, begun.system_id)
    open_ = [each for each in foreseen.gap if each.requirement.id not in known]
    controls = [each for each in open_ if each.after and each.after.undeclared]
    made = [_action(context, begun, foreseen.new, each) for each in open_ if each not in controls]
    if controls:
        made.append(_decide_on(context, begun, foreseen.new, controls))
    planned["actions"] += [str(row.id) for row in made]
    moves.note_planned(context, begun.id, planned)


def _same_requirements(foreseen: Outlook) -> dict[uuid.UUID, list[uuid.UUID]]:
    """By old requirement, the new ones of which it asks the same: an action that closes the one closes the other."""
    found: dict[uuid.UUID, list[uuid.UUID]] = {}
    for each in foreseen.steps:
        for ref in each.step.answers:
            found.setdefault(foreseen.old.by_ref[ref].id, []).append(each.requirement.id)
    return found


def _milestones(context: Context, begun: Transition, dates: EditionChange | None) -> list[Milestone]:
    if dates is None:
        return []
    days = (
        (dates.last_new_certificate, _("Last new certificate to %s") % begun.old.name),
        (dates.ends, _("End of the transition to %s") % begun.new.name),
    )
    return [
        plan.set_milestone(context, system_id=begun.system_id, kind="own", on_date=day, name=name)
        for day, name in days
        if day is not None
    ]


def _action(context: Context, begun: Transition, new: CompiledEdition, each: Foreseen) -> Action:
    asked = [each.requirement.expectations[code] for code in (each.after.open if each.after else ())]
    todo = list(dict.fromkeys(expected.close or expected.says for expected in asked))
    title = _("%(edition)s %(ref)s: %(what)s") % {
        "edition": new.name,
        "ref": each.requirement.ref,
        "what": todo[0] if todo else each.requirement.title,
    }
    only_defined = bool(asked) and all(expected.facet == "defined" for expected in asked)
    return plan.create_action(
        context,
        system_id=begun.system_id,
        title=title[:240],
        closes=[each.requirement.id],
        kind="documentation" if only_defined else "other",
        detail="\n".join(todo[1:]),
        due_on=begun.target_on,
    )


def _decide_on(context: Context, begun: Transition, new: CompiledEdition, controls: Sequence[Foreseen]) -> Action:
    number = len(controls)
    title = ngettext(
        "%(edition)s: decide on %(n)s control that was not there before",
        "%(edition)s: decide on %(n)s controls that were not there before",
        number,
    ) % {"edition": new.name, "n": number}
    return plan.create_action(
        context,
        system_id=begun.system_id,
        title=title,
        closes=[each.requirement.id for each in controls],
        kind="documentation",
        due_on=begun.target_on,
    )


@operation
def switch(context: Context, transition: uuid.UUID, *, on: date | None = None) -> Transition:
    """Switch to the new edition: carried once more, then the old one ends on the day (today). Its history stays."""
    require(context, "system.manage")
    begun = Transition.objects.select_related("old", "new").filter(id=transition).first()
    if begun is not None and begun.state == Transition.RUNNING:
        _carry(context, begun, outlook(context, begun.system_id, *_editions(begun)))
    return moves.switch(context, transition, on=on)


@operation
def abandon(context: Context, transition: uuid.UUID, *, reason: str) -> Transition:
    """Give the move up: what was carried ends today, what it put into the plan is taken out where nobody began it, the old edition goes on."""
    found = moves.abandon(context, transition, reason=reason)
    carried = Judgement.objects.select_for_update().filter(
        system_id=found.system_id,
        requirement__in=Requirement.objects.filter(edition_id=found.new_id),
        ended_at=None,
        carried_from__isnull=False,
    )
    for judgement in carried:
        judgement.ended_at, judgement.ended_on, judgement.ended_how = context.now, context.today, "abandoned"
        judgement.save(update_fields=["ended_at", "ended_on", "ended_how"])
        touch("judgement", judgement_key(judgement))
    for milestone in found.planned.get("milestones", ()):
        plan.remove_milestone(context, uuid.UUID(milestone))
    for row in Action.objects.filter(id__in=found.planned.get("actions", ()), state="open"):
        plan.move_action(context, row.id, state="cancelled", reason=_("The move to the new edition was given up."))
    return found
