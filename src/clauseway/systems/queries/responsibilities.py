"""Reading roles with their holders, and who answers for what."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound
from clauseway.organization.models import Person
from clauseway.rules import responsibility as rule
from clauseway.systems.models import Assignment, Role, RoleHolding

Holders = Mapping[uuid.UUID, Sequence[RoleHolding]]


def roles(context: Context) -> QuerySet[Role]:
    """All roles, by name."""
    return Role.objects.order_by("fold")


def get_role(context: Context, role: uuid.UUID) -> Role:
    """One role; NotFound for one that is not here."""
    found = Role.objects.filter(id=role).first()
    if found is None:
        raise NotFound("role.not-found", _("There is no such role."))
    return found


def holders(context: Context, wanted: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[RoleHolding]]:
    """Who holds some roles, and held them, by role: one statement."""
    found: dict[uuid.UUID, list[RoleHolding]] = {key: [] for key in wanted}
    if not found:
        return found
    rows = RoleHolding.objects.filter(role_id__in=found).select_related("person")
    for row in rows.order_by("valid_from", "recorded_at", "id"):
        found[row.role_id].append(row)
    return found


def of_system(system: uuid.UUID | None) -> Q:
    """What belongs to a system, or (None) to the whole organization."""
    return Q(system__isnull=True) if system is None else Q(system_id=system)


def assignments(
    context: Context,
    kind: str,
    *,
    system: uuid.UUID | None = None,
    refs: Iterable[str] | None = None,
    now: bool = False,
) -> list[Assignment]:
    """What was given of a kind, ended ones too (unless only what stands `now` is asked), with persons and roles: three statements."""
    rows = Assignment.objects.filter(of_system(system), kind=kind).prefetch_related("person", "role")
    if refs is not None:
        rows = rows.filter(ref__in=list(refs))
    if now:
        rows = rows.filter(valid_until=None)
    return [row for row in rows.order_by("valid_from", "recorded_at", "id") if row.valid_until != row.valid_from]


def values_of(rows: Iterable[Assignment], held: Holders) -> list[rule.Assigned]:
    """Assignments as the rule reads them: a person stands behind one while they are here, a role while somebody holds it."""
    return [
        rule.Assigned(
            ref=str(row.id),
            letter=row.letter,
            begins=row.valid_from,
            ends=row.valid_until,
            present=_windows(row, held),
            known=row.known_on,
        )
        for row in rows
    ]


def _windows(row: Assignment, held: Holders) -> tuple[rule.Window, ...]:
    if row.person is not None:
        return (_here(row.person, row.person.live_from, None),)
    assert row.role is not None
    found = []
    for one in held.get(row.role.id, ()):
        ends = [day for day in (one.valid_until, row.role.live_until) if day is not None]
        found.append(_here(one.person, one.valid_from, min(ends, default=None)))
    return tuple(window for window in found if window.ends is None or window.ends > window.begins)


def _here(person: Person, begins: date, ends: date | None) -> rule.Window:
    days = [day for day in (ends, person.live_until) if day is not None]
    return rule.Window(str(person.id), max(begins, person.live_from), min(days, default=None))


def by_ref(rows: Iterable[Assignment]) -> dict[str, list[Assignment]]:
    found: dict[str, list[Assignment]] = {}
    for row in rows:
        found.setdefault(row.ref, []).append(row)
    return found


def accountable_standards(context: Context, task: str) -> list[str]:
    """The editions for which somebody is accountable today for a task of some system."""
    rows = Assignment.objects.filter(kind="task", ref=task, letter="A", valid_until=None)
    return sorted({name for names in rows.values_list("standards", flat=True) for name in names})
