"""Writing systems: charter, applied editions, scope, applicability, rhythms, self-declarations."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import F, Q, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from clauseway.catalogue.models import Edition, Requirement
from clauseway.catalogue.vocabulary import vocabulary
from clauseway.kernel.context import Context
from clauseway.kernel.refusals import Conflict, Forbidden, NotFound, Refusal
from clauseway.kernel.work import operation, touch
from clauseway.organization.operations import slug_of
from clauseway.organization.policies import require
from clauseway.systems.models import (
    Applicability,
    AppliedEdition,
    Rhythm,
    ScopeStatement,
    SelfDeclaration,
    System,
    Transition,
)

_CHARTER = ("name", "sponsor_id", "lead_id", "team", "why", "aims")


def _get(system: uuid.UUID) -> System:
    found = System.objects.select_for_update().filter(id=system).first()
    if found is None:
        raise NotFound("system.not-found", _("There is no such management system."))
    return found


@operation
def create_system(context: Context, *, name: str, started_on: date | None = None, **charter: Any) -> System:
    """Make a management system with its charter: sponsor_id, lead_id, team, why, aims (all optional)."""
    require(context, "system.manage")
    name = name.strip()
    if not name:
        raise Refusal("system.name-missing", _("Give the management system a name."), field="name")
    slug, number = slug_of(name), 1
    while System.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{slug_of(name)}-{number}"
    return System.objects.create(
        organization_id=context.require_organization(),
        name=name,
        slug=slug,
        started_on=started_on or context.today,
        **{key: value for key, value in charter.items() if key in _CHARTER},
    )


@operation
def change_charter(context: Context, system: uuid.UUID, *, version: int, **charter: Any) -> System:
    """Change the charter. Conflict when somebody changed it since `version`."""
    require(context, "system.manage")
    found = _get(system)
    if found.version != version:
        raise Conflict(
            "system.changed", _("Somebody else changed the charter meanwhile."), details={"version": found.version}
        )
    for key, value in charter.items():
        if key in _CHARTER:
            setattr(found, key, value)
    found.version += 1
    found.save()
    return found


@operation
def apply_edition(
    context: Context,
    system: uuid.UUID,
    *,
    edition: uuid.UUID,
    mode: str = "certify",
    target_on: date | None = None,
    valid_from: date | None = None,
) -> AppliedEdition:
    """Apply an edition: from now on its requirements are judged. Applied already: mode and target are changed."""
    require(context, "system.manage")
    _get(system)
    found = Edition.objects.filter(id=edition).first()
    if found is None:
        raise NotFound("edition.not-found", _("There is no such standard."), field="edition")
    if mode == "certify" and not found.certifiable:
        raise Refusal(
            "edition.not-certifiable", _("%s cannot be certified; choose to comply only.") % found.name, field="mode"
        )
    if mode not in ("certify", "comply"):
        raise Refusal("edition.mode", _("Choose to certify or to comply only."), field="mode")
    applied = AppliedEdition.objects.filter(system_id=system, edition=found, valid_until=None).first()
    if applied is None:
        applied = AppliedEdition(
            organization_id=context.require_organization(),
            system_id=system,
            edition=found,
            valid_from=valid_from or context.today,
        )
    applied.mode, applied.target_on = mode, target_on
    applied.save()
    touch("system", system)
    touch("scope", system)
    touch("applicability-decisions", system)
    return applied


@operation
def drop_edition(context: Context, system: uuid.UUID, *, edition: uuid.UUID) -> None:
    """Stop applying an edition from today on; its history stays. Refuses one that is part of a running move: switching or giving up ends that."""
    require(context, "system.manage")
    moving = Transition.objects.filter(
        Q(old_id=edition) | Q(new_id=edition), system_id=system, state=Transition.RUNNING
    )
    if moving.exists():
        told = _("This standard is part of a move to a new edition: switch there, or give it up.")
        raise Refusal("edition.in-transition", told, field="edition")
    AppliedEdition.objects.filter(system_id=system, edition_id=edition, valid_until=None).update(
        valid_until=context.today
    )
    touch("system", system)
    touch("scope", system)
    touch("applicability-decisions", system)


@operation
def state_scope(
    context: Context,
    system: uuid.UUID,
    *,
    text: str,
    exclusions: str = "",
    approved_by: uuid.UUID | None = None,
    on: date | None = None,
) -> ScopeStatement:
    """State a new version of the scope; it replaces the one in force. Approved only by somebody who may declare."""
    require(context, "system.manage")
    _get(system)
    if len(text.strip()) < 20:
        raise Refusal(
            "scope.too-short",
            _("Say in a sentence or two what is in: products and services, sites, boundaries."),
            field="text",
        )
    day = on or context.today
    ScopeStatement.objects.filter(system_id=system, valid_until=None).update(valid_until=day)
    scope = ScopeStatement.objects.create(
        organization_id=context.require_organization(),
        system_id=system,
        text=text.strip(),
        exclusions=exclusions.strip(),
        approved_by_id=approved_by,
        valid_from=day,
    )
    touch("scope", system)
    touch("applicability-decisions", system)
    return scope


@operation
def approve_scope(context: Context, system: uuid.UUID) -> ScopeStatement:
    """Top management approves the scope in force."""
    require(context, "declare")
    scope = ScopeStatement.objects.select_for_update().filter(system_id=system, valid_until=None).first()
    if scope is None:
        raise NotFound("scope.not-found", _("There is no scope to approve yet."))
    scope.approved_by_id = context.person
    scope.save(update_fields=["approved_by"])
    touch("scope", system)
    touch("applicability-decisions", system)
    return scope


@operation
def decide_applicability(
    context: Context, system: uuid.UUID, *, requirement: uuid.UUID, applies: bool, reason: str, on: date | None = None
) -> Applicability:
    """Decide that a requirement applies or not (a control: is necessary or not), with the reason.

    Refuses an exclusion where the standard allows none, and one without a justification.
    """
    require(context, "system.manage")
    _get(system)
    row = Requirement.objects.filter(id=requirement).first()
    if row is None:
        raise NotFound("requirement.not-found", _("There is no such requirement."))
    if not applies and row.exclusion == "never":
        raise Refusal("applicability.never", _("%s cannot be left out.") % row.ref, field="applies")
    if not applies and len(reason.strip()) < 10:
        raise Refusal(
            "applicability.reason-missing",
            _("Justify why it does not apply, so that an outsider understands it."),
            field="reason",
        )
    day = on or context.today
    Applicability.objects.filter(system_id=system, requirement=row, valid_until=None, valid_from__gte=day).update(
        valid_until=day, ended_at=context.now
    )
    Applicability.objects.filter(system_id=system, requirement=row, valid_until=None).update(
        valid_until=day, ended_at=context.now
    )
    decision = Applicability.objects.create(
        organization_id=context.require_organization(),
        system_id=system,
        requirement=row,
        decision="in" if applies else "out",
        reason=reason.strip(),
        decided_by_id=context.person,
        valid_from=day,
    )
    touch("applicability", f"{system}|{requirement}")
    touch("applicability-decisions", system)
    return decision


@operation
def set_rhythm(
    context: Context, system: uuid.UUID, *, name: str, days: int, on: date | None = None, reason: str = ""
) -> Rhythm:
    """Set the organization's own criterion: how many days something stays good, from a day on. The one before ends there; it heals nothing past."""
    require(context, "system.manage")
    _get(system)
    return _set_rhythms(context, system, {name: days}, on, reason)[name]


@operation
def adopt_rhythms(context: Context, system: uuid.UUID, days: Mapping[str, int], on: date | None = None) -> int:
    """Set several rhythms at once (a person adopting suggestions); returns how many were new or changed."""
    require(context, "system.manage")
    _get(system)
    before = dict(Rhythm.objects.filter(system_id=system, valid_until=None).values_list("name", "days"))
    changed = {name: value for name, value in days.items() if before.get(name) != value}
    _set_rhythms(context, system, changed, on)
    return len(changed)


def _set_rhythms(
    context: Context, system: uuid.UUID, days: Mapping[str, int], on: date | None, reason: str = ""
) -> dict[str, Rhythm]:
    """The rhythms of these names as they stand then; the same few statements for one and for seventy."""
    for name, number in days.items():
        if name not in vocabulary().rhythms:
            raise Refusal("rhythm.unknown", _("There is no such rhythm: %s.") % name, field="name")
        if not 1 <= number <= 3660:
            raise Refusal("rhythm.days", _("Between 1 day and 10 years."), field="days")
    day = on or context.today
    open_now = Rhythm.objects.filter(system_id=system, valid_until=None)
    current = {row.name: row for row in open_now.filter(name__in=days)}
    changed = [name for name, number in days.items() if name not in current or current[name].days != number]
    if set(changed) & set(current):
        ended = open_now.filter(name__in=changed)
        ended.update(valid_until=Greatest(F("valid_from"), Value(day)), ended_at=context.now)
    fresh = [
        Rhythm(
            organization_id=context.require_organization(),
            system_id=system,
            name=name,
            days=days[name],
            valid_from=day,
            set_by_id=context.person,
            reason=reason.strip(),
        )
        for name in changed
    ]
    Rhythm.objects.bulk_create(fresh)
    for name in changed:
        touch("rhythm", f"{system}|{name}")
    return current | {row.name: row for row in fresh}


@operation
def declare_conformity(
    context: Context, system: uuid.UUID, *, edition: uuid.UUID, statement: str, standing: Mapping[str, Any]
) -> SelfDeclaration:
    """End a comply-only track with a dated self-declaration of what is shown and not shown, by a named person who may declare."""
    require(context, "declare")
    if context.person is None:
        raise Forbidden("declare.no-person", _("Only a named person can declare this."))
    applied = AppliedEdition.objects.filter(system_id=system, edition_id=edition, valid_until=None).first()
    if applied is None or applied.mode != "comply":
        raise Refusal(
            "declare.not-comply-only", _("A self-declaration is for a standard you comply with without a certificate.")
        )
    if len(statement.strip()) < 20:
        raise Refusal("declare.statement-missing", _("Say in your own words what you declare."), field="statement")
    return SelfDeclaration.objects.create(
        organization_id=context.require_organization(),
        system_id=system,
        edition_id=edition,
        as_of=context.today,
        declared_by_id=context.person,
        statement=statement.strip(),
        standing=dict(standing),
    )
