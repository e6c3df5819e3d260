"""Writing roles, who holds them, who answers for what, and that those concerned were told."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from clauseway.catalogue.models import Requirement
from clauseway.catalogue.vocabulary import vocabulary
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.kernel.work import operation, touch, touch_subject
from clauseway.organization.models import Person
from clauseway.organization.operations import index
from clauseway.organization.policies import require
from clauseway.rules import responsibility as rule
from clauseway.systems.models import Assignment, Role, RoleHolding, System
from clauseway.systems.queries.context import editions_on
from clauseway.systems.queries.responsibilities import of_system

PROCESS, REQUIREMENT, TASK = "process", "requirement", "task"
RESULTS = "process-results"


def tasks() -> tuple[str, ...]:
    """The tasks of a system that somebody must answer for, as the vocabulary has them."""
    return vocabulary().word("role.assigned").fields["responsibility"].options


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is answered for: a process, a requirement of a system, or a task of a system (for the editions named; none means all it applies today)."""

    kind: str
    ref: str
    system: uuid.UUID | None = None
    standards: tuple[str, ...] = ()


@operation
def add_role(context: Context, *, name: str, authority: str = "", live_from: date | None = None) -> Role:
    """Add a role with duties and authority."""
    require(context, "stocktake.edit")
    row = Role(organization_id=context.require_organization(), live_from=live_from or context.today)
    return _keep_role(context, row, {"name": name, "authority": authority})


@operation
def change_role(context: Context, role: uuid.UUID, *, version: int, **values: Any) -> Role:
    """Change a role (name, authority) or end it (`live_until`). Conflict when somebody changed it since `version`."""
    require(context, "stocktake.edit")
    row = _role(role)
    if row.version != version:
        raise Conflict(
            "role.changed", _("Somebody else changed this role meanwhile."), details={"version": row.version}
        )
    row.version += 1
    return _keep_role(context, row, values)


def _keep_role(context: Context, row: Role, values: dict[str, Any]) -> Role:
    for key in ("name", "authority", "live_until"):
        if key in values:
            value = values[key]
            setattr(row, key, value.strip() if isinstance(value, str) else value)
    if not row.name:
        raise Refusal("role.name-missing", _("Name the role."), field="name")
    if row.live_until is not None and row.live_until < row.live_from:
        raise Refusal("role.ends-early", _("It cannot end before it began."), field="live_until")
    row.fold = fold(row.name)
    if Role.objects.filter(fold=row.fold).exclude(id=row.id).exists():
        raise Refusal("role.exists", _("There is a role of this name already."), field="name")
    row.save()
    path = f"context/roles/{row.id}/"
    index(context, kind="role", reference=str(row.id), title=row.name, detail=row.authority, path=path)
    touch_subject("role", row.id)
    _touch_role(row.id)
    return row


@operation
def hold_role(context: Context, role: uuid.UUID, *, person: uuid.UUID, on: date | None = None) -> RoleHolding:
    """Give a role to somebody from a day on. Who holds it already keeps it. Refuses somebody who is not here."""
    require(context, "stocktake.edit")
    row = _role(role)
    _here(context, person)
    day = max(on or context.today, row.live_from)
    found = RoleHolding.objects.filter(role=row, person_id=person, valid_until=None).first()
    if found is None:
        found = RoleHolding.objects.create(
            organization_id=context.require_organization(), role=row, person_id=person, valid_from=day
        )
        _touch_role(row.id)
    return found


@operation
def leave_role(context: Context, holding: uuid.UUID, *, on: date | None = None) -> RoleHolding:
    """Take a role from somebody, from a day on."""
    require(context, "stocktake.edit")
    row = RoleHolding.objects.select_for_update().filter(id=holding, valid_until=None).first()
    if row is None:
        raise NotFound("role-holding.not-found", _("Nobody holds this role like that."))
    row.valid_until = max(on or context.today, row.valid_from)
    row.save()
    _touch_role(row.role_id)
    return row


@operation
def assign(
    context: Context,
    subject: Subject,
    *,
    letters: str,
    person: uuid.UUID | None = None,
    role: uuid.UUID | None = None,
    seen: str | None = None,
    on: date | None = None,
) -> list[Assignment]:
    """Let exactly these letters (of RACI, none takes all away) stand for a person or a role, from a day on; returns those that stand.

    `seen` are the letters the reader saw: Conflict when others stand now that are not the wanted ones either. Two who are accountable are kept, and shown as
    a clash: that is how it is until somebody settles it.
    """
    require(context, "stocktake.edit")
    subject = _checked(context, subject)
    wanted = rule.letters(letters)
    if wanted is None:
        raise Refusal("responsibility.letters", _("Use R, A, C and I only."), field="letters")
    if (person is None) == (role is None):
        raise Refusal("responsibility.who", _("Name a person or a role."), field="who")
    day = on or context.today
    standing = list(_of(subject).filter(person_id=person, role_id=role, valid_until=None).select_for_update())
    now = "".join(letter for letter in rule.LETTERS if any(row.letter == letter for row in standing))
    if seen is not None and now not in (seen, wanted):
        raise Conflict(
            "responsibility.changed",
            _("Somebody else changed this meanwhile: it is “%s” now.") % (now or "–"),
            details={"theirs": now, "mine": wanted},
        )
    if wanted and wanted != now:
        _assignable(context, person, role)
    kept = []
    for row in standing:
        if row.letter in wanted and row.standards == list(subject.standards):
            kept.append(row)
        else:
            row.valid_until = max(day, row.valid_from)
            row.save()
    new = [letter for letter in wanted if letter not in {row.letter for row in kept}]
    kept += Assignment.objects.bulk_create(_fresh(context, subject, letter, person, role, day) for letter in new)
    _touch(subject.kind, subject.ref, subject.system)
    return kept


def _fresh(
    context: Context, subject: Subject, letter: str, person: uuid.UUID | None, role: uuid.UUID | None, day: date
) -> Assignment:
    return Assignment(
        organization_id=context.require_organization(),
        kind=subject.kind,
        ref=subject.ref,
        system_id=subject.system,
        letter=letter,
        person_id=person,
        role_id=role,
        standards=list(subject.standards),
        valid_from=day,
        recorded_at=context.now,
    )


@operation
def make_known(
    context: Context,
    *,
    kind: str,
    how: str,
    system: uuid.UUID | None = None,
    refs: Iterable[str] | None = None,
    on: date | None = None,
) -> int:
    """Record that everybody who was given something of a kind (of some references) was told, and how; returns how many were not told before."""
    require(context, "stocktake.edit")
    day = on or context.today
    if day > context.today:
        raise Refusal("responsibility.future", _("This day has not come yet."), field="on")
    if not how.strip():
        raise Refusal("responsibility.how", _("Say how they were told."), field="how")
    rows = Assignment.objects.filter(of_system(system), kind=kind, valid_until=None, known_on=None)
    rows = rows.filter(valid_from__lte=day)
    if refs is not None:
        rows = rows.filter(ref__in=list(refs))
    found = list(rows.select_for_update())
    if not found:
        raise Refusal("responsibility.nothing-new", _("Everybody was told already, or nothing was given on that day."))
    for row in found:
        row.known_on, row.known_how = day, how.strip()[:300]
    Assignment.objects.bulk_update(found, ["known_on", "known_how"])
    for row in found:
        _touch(row.kind, row.ref, row.system_id)
    return len(found)


def _checked(context: Context, subject: Subject) -> Subject:
    """The subject with its system and standards as they are kept. Refuses what does not exist (whether a process does is its own room's to say)."""
    if subject.kind == PROCESS:
        return Subject(kind=PROCESS, ref=subject.ref)
    if subject.system is None or not System.objects.filter(id=subject.system).exists():
        raise NotFound("system.not-found", _("There is no such management system."))
    if subject.kind == REQUIREMENT:
        if not Requirement.objects.filter(id=subject.ref).exists():
            raise NotFound("requirement.not-found", _("There is no such requirement."))
        return Subject(kind=REQUIREMENT, ref=subject.ref, system=subject.system)
    if subject.kind != TASK or subject.ref not in tasks():
        raise NotFound("responsibility.not-found", _("There is nothing like that to answer for."))
    standards = subject.standards or tuple(editions_on(subject.system, context.today))
    return Subject(kind=TASK, ref=subject.ref, system=subject.system, standards=tuple(sorted(standards)))


def _assignable(context: Context, person: uuid.UUID | None, role: uuid.UUID | None) -> None:
    if person is not None:
        _here(context, person)
    else:
        assert role is not None
        row = _role(role)
        if row.live_until is not None and row.live_until <= context.today:
            raise Refusal("responsibility.role-ended", _("The role %s has ended.") % row.name, field="who")


def _here(context: Context, person: uuid.UUID) -> None:
    row = Person.objects.filter(id=person).first()
    if row is None:
        raise NotFound("person.not-found", _("There is no such person."))
    if row.live_until is not None and row.live_until <= context.today:
        raise Refusal("responsibility.left", _("%s has left; choose somebody else.") % row.name, field="who")


def _of(subject: Subject) -> Any:
    return Assignment.objects.filter(of_system(subject.system), kind=subject.kind, ref=subject.ref)


def _role(role: uuid.UUID) -> Role:
    found = Role.objects.select_for_update().filter(id=role).first()
    if found is None:
        raise NotFound("role.not-found", _("There is no such role."))
    return found


def _touch_role(role: uuid.UUID) -> None:
    rows = Assignment.objects.filter(role_id=role).values_list("kind", "ref", "system_id").distinct()
    for kind, ref, system in rows:
        _touch(kind, ref, system)


def _touch(kind: str, ref: str, system: uuid.UUID | None) -> None:
    """What can be proven anew; who answers for the results of processes decides for which editions a hole in the matrix counts."""
    if kind == PROCESS:
        touch("process-accountability", ref)
    elif kind == TASK:
        touch("responsibility", system)
        if ref == RESULTS:
            for process in Assignment.objects.filter(kind=PROCESS).values_list("ref", flat=True).distinct():
                touch("process-accountability", process)
