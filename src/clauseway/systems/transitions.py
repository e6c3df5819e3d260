"""Writing changes of edition: start, carry, switch, abandon. Both editions stand side by side until the switch; what is carried names where it is from."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from clauseway.catalogue.models import Edition
from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.kernel.work import operation, touch
from clauseway.organization.policies import require
from clauseway.systems.models import Applicability, AppliedEdition, Carried, Transition
from clauseway.systems.operations import apply_edition, drop_edition


@dataclass(frozen=True, slots=True)
class Road:
    """One way of proof to be opened: from an old requirement to a new one, how strongly they answer each other, who says so."""

    old: uuid.UUID
    new: uuid.UUID
    strength: str
    provenance: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision on applicability to be carried: the one it comes from, for which new requirement."""

    source: uuid.UUID
    requirement: uuid.UUID


def carried_key(system: uuid.UUID, old: uuid.UUID, new: uuid.UUID) -> str:
    """The key under which the claims of one way are filed."""
    return f"{system}|{old}|{new}"


@operation
def begin(
    context: Context, system: uuid.UUID, *, old: uuid.UUID, new: uuid.UUID, target_on: date | None = None
) -> Transition:
    """Start the move from an applied edition to its successor, which is applied beside it from today. Running already: that one, with the new target."""
    require(context, "system.manage")
    running = Transition.objects.select_for_update().filter(system_id=system, new_id=new, state=Transition.RUNNING)
    applied = AppliedEdition.objects.filter(system_id=system, edition_id=old, valid_until=None).first()
    known = {row.id: row for row in Edition.objects.filter(id__in=(old, new))}
    if applied is None or old not in known:
        raise NotFound("transition.not-applied", _("The old edition is not applied here."))
    if new not in known or known[new].predecessor != known[old].slug:
        raise Refusal("transition.not-successor", _("This edition does not replace the old one."))
    if target_on is not None and target_on < context.today:
        raise Refusal("transition.target-passed", _("This date has passed."), field="target_on")
    found = running.first()
    apply_edition(context, system, edition=new, mode=applied.mode, target_on=target_on)
    if found is None:
        found = Transition(
            organization_id=context.require_organization(),
            system_id=system,
            old_id=old,
            new_id=new,
            started_on=context.today,
            started_by_id=context.person,
        )
    found.target_on = target_on
    found.save()
    return found


@operation
def carry(
    context: Context, transition: uuid.UUID, *, roads: Sequence[Road], decided: Iterable[Decided]
) -> tuple[int, int]:
    """Open the ways of proof that hold now and close those that no longer do; carry decisions on applicability to requirements without one.

    Returns (ways opened, decisions carried); doing it again changes nothing.
    """
    require(context, "system.manage")
    found = _get(transition)
    _refuse_ended(found)
    standing = {(row.old_id, row.new_id): row for row in Carried.objects.filter(transition=found, valid_until=None)}
    wanted = {(road.old, road.new): road for road in roads}
    gone = [row for key, row in standing.items() if key not in wanted or row.strength != wanted[key].strength]
    _close(context, gone)
    fresh = [road for key, road in wanted.items() if key not in standing or standing[key] in gone]
    Carried.objects.bulk_create(
        Carried(
            organization_id=found.organization_id,
            transition=found,
            system_id=found.system_id,
            old_id=road.old,
            new_id=road.new,
            strength=road.strength,
            provenance=road.provenance[:300],
            confidence=road.confidence,
            valid_from=context.today,
        )
        for road in fresh
    )
    for road in fresh:
        touch("carried", carried_key(found.system_id, road.old, road.new))
    found.carried_on = context.today
    found.save(update_fields=["carried_on"])
    return len(fresh), _carry_decisions(context, found, decided)


def _close(context: Context, rows: Iterable[Carried]) -> None:
    for row in rows:
        row.valid_until = max(context.today, row.valid_from)
        row.save(update_fields=["valid_until"])
        touch("carried", carried_key(row.system_id, row.old_id, row.new_id))


def _carry_decisions(context: Context, found: Transition, decided: Iterable[Decided]) -> int:
    wanted = {entry.requirement: entry.source for entry in decided}
    has = set(
        Applicability.objects.filter(
            system_id=found.system_id, requirement_id__in=wanted, valid_until=None
        ).values_list("requirement_id", flat=True)
    )
    sources = {row.id: row for row in Applicability.objects.filter(id__in=wanted.values(), system_id=found.system_id)}
    made = [
        Applicability(
            organization_id=found.organization_id,
            system_id=found.system_id,
            requirement_id=requirement,
            decision=sources[source].decision,
            reason=sources[source].reason,
            decided_by_id=sources[source].decided_by_id,
            valid_from=context.today,
            carried_from_id=source,
        )
        for requirement, source in wanted.items()
        if requirement not in has and source in sources
    ]
    Applicability.objects.bulk_create(made)
    for row in made:
        touch("applicability", f"{found.system_id}|{row.requirement_id}")
    touch("applicability-decisions", found.system_id)
    return len(made)


@operation
def note_planned(context: Context, transition: uuid.UUID, planned: Mapping[str, Any]) -> None:
    """Keep what the start put into the plan."""
    found = _get(transition)
    found.planned = dict(planned)
    found.save(update_fields=["planned"])


@operation
def switch(context: Context, transition: uuid.UUID, *, on: date | None = None) -> Transition:
    """The old edition ends on a day (today), its history stays; from then on only the new one is judged."""
    require(context, "system.manage")
    found = _get(transition)
    _refuse_ended(found)
    day = on or context.today
    applied = AppliedEdition.objects.filter(
        system_id=found.system_id, edition_id=found.old_id, valid_until=None
    ).first()
    if day > context.today:
        raise Refusal(
            "transition.in-the-future", _("Switch on the day itself; this date is still to come."), field="on"
        )
    if day < found.started_on or (applied is not None and day < applied.valid_from):
        raise Refusal(
            "transition.before-start", _("The switch cannot be before the start of the transition."), field="on"
        )
    AppliedEdition.objects.filter(system_id=found.system_id, edition_id=found.old_id, valid_until=None).update(
        valid_until=day
    )
    touch("system", found.system_id)
    touch("scope", found.system_id)
    touch("applicability-decisions", found.system_id)
    return _end(context, found, Transition.SWITCHED, day, "")


@operation
def abandon(context: Context, transition: uuid.UUID, *, reason: str) -> Transition:
    """Give the move up: the new edition is no longer applied, what was carried ends today, and the old one goes on."""
    require(context, "system.manage")
    found = _get(transition)
    _refuse_ended(found)
    if len(reason.strip()) < 3:
        raise Refusal("transition.reason-missing", _("Say why the move is given up."), field="reason")
    _close(context, Carried.objects.filter(transition=found, valid_until=None))
    carried = Applicability.objects.filter(
        system_id=found.system_id,
        requirement__edition_id=found.new_id,
        valid_until=None,
        carried_from__isnull=False,
    )
    for row in carried:
        row.valid_until, row.ended_at = max(context.today, row.valid_from), context.now
        row.save(update_fields=["valid_until", "ended_at"])
        touch("applicability", f"{found.system_id}|{row.requirement_id}")
    touch("applicability-decisions", found.system_id)
    ended = _end(context, found, Transition.ABANDONED, context.today, reason.strip())
    drop_edition(context, found.system_id, edition=found.new_id)
    return ended


def _end(context: Context, found: Transition, state: str, day: date, reason: str) -> Transition:
    found.state, found.ended_on, found.ended_by_id, found.reason = state, day, context.person, reason
    found.save(update_fields=["state", "ended_on", "ended_by", "reason"])
    return found


def _get(transition: uuid.UUID) -> Transition:
    found = Transition.objects.select_for_update().filter(id=transition).first()
    if found is None:
        raise NotFound("transition.not-found", _("There is no such transition."))
    return found


def _refuse_ended(found: Transition) -> None:
    if found.state != Transition.RUNNING:
        raise Refusal("transition.ended", _("This transition has ended already."))
