"""Reading the plan: actions with what they close, dependencies, milestones, duties, and the forecast's inputs."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from django.db.models import F, Q, QuerySet

from clauseway.actions.models import Action, ActionCloses, ActionDependency, Duty, ForecastSetting, Milestone
from clauseway.kernel.composed import Composed
from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound


def actions(context: Context, system: uuid.UUID) -> QuerySet[Action]:
    """A system's actions with their owners, open ones by due date first."""
    return _of(system)


def _of(system: Any) -> QuerySet[Action]:
    """The same for an identifier or one that is `given`."""
    return (
        Action.objects.filter(system_id=system)
        .select_related("owner")
        .order_by(F("due_on").asc(nulls_last=True), "fold")
    )


class Planned(Protocol):
    """What a list says of an action; `owner__name` and `owner__fold` are None where nobody owns it yet."""

    id: uuid.UUID
    title: str
    fold: str
    kind: str
    stage: str
    state: str
    due_on: date | None
    effort_days: Decimal | None
    cost: Decimal | None
    owner_id: uuid.UUID | None
    owner__name: str | None
    owner__fold: str | None


def planned_actions(context: Context, system: uuid.UUID) -> list[Planned]:
    """The same as lists need them, read at once."""
    return _PLANNED.rows(system=system)


_PLANNED = Composed(lambda given: _of(given("system")), fields=tuple(Planned.__annotations__))


def get_action(context: Context, action: uuid.UUID) -> Action:
    """One action with its owner; NotFound for one that is not here."""
    found = Action.objects.select_related("owner").filter(id=action).first()
    if found is None:
        raise NotFound("action.not-found", "There is no such action.")
    return found


def closes(context: Context, system: uuid.UUID) -> dict[uuid.UUID, list[uuid.UUID]]:
    """Which requirements each action of a system should close."""
    found: dict[uuid.UUID, list[uuid.UUID]] = {}
    for action, requirement in _CLOSES.rows(system=system):
        found.setdefault(action, []).append(requirement)
    return found


_CLOSES = Composed(
    lambda given: ActionCloses.objects.filter(action__system_id=given("system")).values_list(
        "action_id", "requirement_id"
    )
)


def planned_for(context: Context, system: uuid.UUID) -> set[uuid.UUID]:
    """The requirements that an action still to be done should close."""
    rows = ActionCloses.objects.filter(action__system_id=system, action__state__in=("open", "doing"))
    return set(rows.values_list("requirement_id", flat=True))


def dependencies(context: Context, system: uuid.UUID) -> dict[uuid.UUID, list[uuid.UUID]]:
    """What each action of a system waits for."""
    found: dict[uuid.UUID, list[uuid.UUID]] = {}
    rows = ActionDependency.objects.filter(action__system_id=system).values_list("action_id", "before_id")
    for action, before in rows:
        found.setdefault(action, []).append(before)
    return found


def milestones(context: Context, system: uuid.UUID) -> list[Milestone]:
    return _MILESTONES.rows(system=system)


_MILESTONES = Composed(lambda given: Milestone.objects.filter(system_id=given("system")).order_by("on_date", "kind"))


def my_duties(context: Context) -> QuerySet[Duty]:
    """Open duties of the actor: theirs by name, or by a role of theirs when nobody is named; the most pressing first."""
    return _mine(context.person, tuple(context.roles))


def _mine(person: Any, roles: tuple[str, ...]) -> QuerySet[Duty]:
    """The same for a person (None for nobody) or one that is `given`."""
    by_role = Q(person=None, role__in=roles)
    mine = by_role | Q(person_id=person) if person else by_role
    return Duty.objects.filter(mine, state="open").order_by(F("due_on").asc(nulls_last=True), "title")


def mine_to_do(context: Context, most: int) -> list[Duty]:
    """The same with who has to, at most so many, read at once: the page everybody opens every morning."""
    return _MINE.rows(bool(context.person), tuple(sorted(context.roles)), most, person=context.person)


_MINE = Composed(
    lambda given, personal, roles, most: _mine(given("person") if personal else None, roles).select_related("person")[
        :most
    ]
)


def duties(context: Context, system: uuid.UUID | None = None) -> QuerySet[Duty]:
    """Everybody's open duties (of one system), the most pressing first."""
    found = (
        Duty.objects.filter(state="open").select_related("person").order_by(F("due_on").asc(nulls_last=True), "title")
    )
    return found.filter(Q(system_id=system) | Q(system_id=None)) if system else found


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything the schedule and the forecast need, in four statements."""

    actions: tuple[Action, ...]
    after: dict[uuid.UUID, list[uuid.UUID]]
    milestones: tuple[Milestone, ...]
    setting: ForecastSetting


def plan(context: Context, system: uuid.UUID) -> Plan:
    """The whole plan of a system; where nobody set the forecast, its stated defaults."""
    setting = ForecastSetting.objects.filter(system_id=system).first() or ForecastSetting(system_id=system)
    return Plan(
        tuple(actions(context, system)),
        dependencies(context, system),
        tuple(milestones(context, system)),
        setting,
    )
