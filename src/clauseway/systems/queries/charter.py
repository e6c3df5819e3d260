"""Reading systems: applied editions, decisions, rhythms as the judge needs them; charter, scope, issues, parties for people."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from clauseway.catalogue.queries import CompiledEdition, compiled
from clauseway.kernel.context import Context
from clauseway.kernel.prepared import prepared_cursor
from clauseway.kernel.refusals import NotFound
from clauseway.rules import facts
from clauseway.systems.models import (
    Applicability,
    InterestedParty,
    Issue,
    Rhythm,
    ScopeStatement,
    System,
    Transition,
)

_APPLIED = """
SELECT a.edition_id, e.digest, a.mode, a.target_on, a.valid_from FROM systems_appliededition a JOIN catalogue_edition e ON e.id = a.edition_id
WHERE a.organization_id = %(organization)s AND a.system_id = %(system)s AND a.valid_from <= %(day)s
  AND (a.valid_until IS NULL OR a.valid_until > %(day)s)
ORDER BY e.code, e.year
"""


_APPLIED_EVERYWHERE = """
SELECT s.id, a.edition_id, e.digest, a.mode, a.target_on, a.valid_from FROM systems_system s
LEFT JOIN systems_appliededition a ON a.organization_id = s.organization_id AND a.system_id = s.id AND a.valid_from <= %(day)s
  AND (a.valid_until IS NULL OR a.valid_until > %(day)s)
LEFT JOIN catalogue_edition e ON e.id = a.edition_id
WHERE s.organization_id = %(organization)s AND (%(systems)s::uuid[] IS NULL OR s.id = ANY(%(systems)s::uuid[]))
ORDER BY s.id, e.code, e.year
"""


_DECIDED = """
SELECT requirement_id, decision, reason, valid_from, valid_until, ended_at FROM systems_applicability
WHERE organization_id = %(organization)s AND system_id = %(system)s AND recorded_at <= %(known_at)s
  AND (%(requirements)s::uuid[] IS NULL OR requirement_id = ANY(%(requirements)s::uuid[]))
ORDER BY valid_from, recorded_at
"""
_RHYTHMS = """
SELECT name, days, valid_from, valid_until, ended_at, recorded_at FROM systems_rhythm
WHERE organization_id = %(organization)s AND system_id = %(system)s AND recorded_at <= %(known_at)s
ORDER BY name, valid_from, recorded_at
"""


@dataclass(frozen=True, slots=True)
class Applied:
    """An edition at work in a system."""

    edition: CompiledEdition
    mode: str
    target_on: date | None
    valid_from: date


def systems(context: Context) -> QuerySet[System]:
    return System.objects.order_by("started_on", "name")


def get_system(context: Context, slug: str) -> System:
    """One system by its address; NotFound for one that is not here."""
    found = System.objects.filter(slug=slug).select_related("sponsor", "lead").first()
    if found is None:
        raise NotFound("system.not-found", "There is no such management system.")
    return found


def applied_editions(context: Context, system: uuid.UUID, on: date | None = None) -> list[Applied]:
    """The editions a system applies on a day (today), by code; one statement, the packs come from memory."""
    with prepared_cursor() as cursor:
        cursor.execute(
            _APPLIED, {"organization": context.require_organization(), "system": system, "day": on or context.today}
        )
        rows = cursor.fetchall()
    return [Applied(compiled(edition, digest), mode, target, since) for edition, digest, mode, target, since in rows]


def applied_everywhere(context: Context, systems: Iterable[uuid.UUID] | None = None) -> dict[uuid.UUID, list[Applied]]:
    """What each system (or some) applies today, those that apply nothing included; one statement."""
    parameters: dict[str, Any] = {
        "organization": context.require_organization(),
        "day": context.today,
        "systems": None if systems is None else list(systems),
    }
    found: dict[uuid.UUID, list[Applied]] = {}
    with prepared_cursor() as cursor:
        cursor.execute(_APPLIED_EVERYWHERE, parameters)
        for system, edition, digest, mode, target, since in cursor.fetchall():
            applied = found.setdefault(system, [])
            if edition is not None:
                applied.append(Applied(compiled(edition, digest), mode, target, since))
    return found


def _as_known(
    statement: str, context: Context, system: uuid.UUID, known_at: datetime, **more: Any
) -> list[tuple[Any, ...]]:
    given = {"organization": context.require_organization(), "system": system, "known_at": known_at, **more}
    with prepared_cursor() as cursor:
        cursor.execute(statement, given)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def decisions(
    context: Context, system: uuid.UUID, known_at: datetime, requirements: Iterable[uuid.UUID] | None = None
) -> dict[uuid.UUID, tuple[facts.Decision, ...]]:
    """Applicability decisions as known at a moment: an end that was recorded later is not known yet."""
    asked = {"requirements": None if requirements is None else list(requirements)}
    found: dict[uuid.UUID, list[facts.Decision]] = {}
    rows = _as_known(_DECIDED, context, system, known_at, **asked)
    for requirement, decision, reason, valid_from, valid_until, ended_at in rows:
        until = valid_until if ended_at is None or ended_at <= known_at else None
        if until is not None and until <= valid_from:
            continue
        found.setdefault(requirement, []).append(facts.Decision(decision == "in", bool(reason), valid_from, until))
    return {requirement: tuple(group) for requirement, group in found.items()}


def rhythms(context: Context, system: uuid.UUID, known_at: datetime) -> dict[str, tuple[facts.Period, ...]]:
    """The organization's criteria as known at a moment, by name, in order of time.

    A criterion stood until the day on which somebody recorded its end: one that is changed today with an earlier date was still the rule in between, so
    that what lapsed under it stays lapsed. Recorded and ended on one day it never stood (a history being entered).
    """
    zone = ZoneInfo(context.zone)
    found: dict[str, list[facts.Period]] = {}
    rows = _as_known(_RHYTHMS, context, system, known_at)
    for name, days, valid_from, valid_until, ended_at, recorded_at in rows:
        until = valid_until if ended_at is None or ended_at <= known_at else None
        if until is not None and ended_at is not None:
            ended_on = ended_at.astimezone(zone).date()
            if recorded_at.astimezone(zone).date() < ended_on:
                until = max(until, ended_on)
        if until is not None and until <= valid_from:
            continue
        found.setdefault(name, []).append(facts.Period(days, valid_from, until))
    return {name: tuple(group) for name, group in found.items()}


def current_rhythms(context: Context, system: uuid.UUID) -> dict[str, Rhythm]:
    return {row.name: row for row in Rhythm.objects.filter(system_id=system, valid_until=None).select_related("set_by")}


def scope(context: Context, system: uuid.UUID) -> ScopeStatement | None:
    """The scope in force."""
    return ScopeStatement.objects.filter(system_id=system, valid_until=None).select_related("approved_by").first()


def issues(context: Context, system: uuid.UUID) -> QuerySet[Issue]:
    return Issue.objects.filter(system_id=system).order_by("side", "fold")


def parties(context: Context) -> QuerySet[InterestedParty]:
    return InterestedParty.objects.order_by("fold")


def applicability(context: Context, system: uuid.UUID) -> dict[uuid.UUID, Applicability]:
    """The decision in force for each requirement that has one."""
    rows = Applicability.objects.filter(system_id=system, valid_until=None).select_related("decided_by")
    return {row.requirement_id: row for row in rows}


def transitions(context: Context, system: uuid.UUID) -> list[Transition]:
    """A system's changes of edition, the newest first, with both editions and who started and ended them."""
    rows = Transition.objects.filter(system_id=system).order_by("-started_on", "-recorded_at")
    return list(rows.select_related("old", "new", "started_by", "ended_by"))
