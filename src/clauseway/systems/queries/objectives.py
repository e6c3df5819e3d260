"""Reading objectives: the register, one with its targets, plan and check-ins, and what the rule makes of them."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound
from clauseway.rules import objectives as rule
from clauseway.systems.models import Objective, ObjectiveCheckIn, ObjectiveStep, ObjectiveTarget


@dataclass(slots=True)
class Filed:
    """All that is on file about one objective: targets, steps and check-ins that stand, the oldest first."""

    targets: list[ObjectiveTarget] = field(default_factory=list)
    steps: list[ObjectiveStep] = field(default_factory=list)
    check_ins: list[ObjectiveCheckIn] = field(default_factory=list)

    @property
    def target_values(self) -> list[rule.Target]:
        return [
            rule.Target(
                t.direction, t.value, t.due_on, t.valid_from, t.valid_until, evaluate_by=t.evaluate_by, ref=str(t.id)
            )
            for t in self.targets
        ]

    @property
    def step_values(self) -> list[rule.Step]:
        return [rule.Step(s.what, str(s.person_id or ""), s.resources, s.due_on, s.done_on) for s in self.steps]

    @property
    def looks(self) -> list[rule.CheckIn]:
        return [
            rule.CheckIn(str(c.id), c.on, c.value, c.on_track, c.finding, c.response, c.response_due, c.response_done)
            for c in self.check_ins
        ]

    def outcome(self, day: date) -> str:
        """What stands on a day: met, on-track, missed-and-acted-on, missed, or "" while nothing is known."""
        spans = rule.outcomes(self.target_values, self.looks)
        return next((s.outcome for s in spans if s.begins <= day and (s.ends is None or day < s.ends)), "")

    def target(self, day: date) -> ObjectiveTarget | None:
        """The target in force on a day."""
        found = rule.in_force(self.target_values, day)
        return next((t for t in self.targets if found is not None and str(t.id) == found.ref), None)


def objectives(context: Context) -> QuerySet[Objective]:
    """All objectives with their owners, by name."""
    return Objective.objects.select_related("owner").order_by("fold")


def get_objective(context: Context, objective: uuid.UUID) -> Objective:
    """One objective; NotFound for one that is not here."""
    found = Objective.objects.select_related("owner", "parent").filter(id=objective).first()
    if found is None:
        raise NotFound("objective.not-found", _("There is no such objective."))
    return found


def filed(context: Context, keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, Filed]:
    """What is on file about some objectives; three statements, however many. Check-ins that were withdrawn are left out."""
    found = {key: Filed() for key in keys}
    for target in ObjectiveTarget.objects.filter(objective_id__in=found).order_by("valid_from", "recorded_at", "id"):
        found[target.objective_id].targets.append(target)
    for step in ObjectiveStep.objects.filter(objective_id__in=found).order_by("due_on", "recorded_at", "id"):
        found[step.objective_id].steps.append(step)
    looks = ObjectiveCheckIn.objects.filter(objective_id__in=found, withdrawn_on=None)
    for look in looks.order_by("on", "recorded_at", "id"):
        found[look.objective_id].check_ins.append(look)
    return found


def targets_of(context: Context, objective: uuid.UUID) -> list[ObjectiveTarget]:
    """What was wanted, the oldest first."""
    rows = ObjectiveTarget.objects.filter(objective_id=objective)
    return list(rows.order_by("valid_from", "recorded_at", "id"))


def check_ins(context: Context, objective: uuid.UUID) -> QuerySet[ObjectiveCheckIn]:
    """All check-ins of an objective, those withdrawn too, the newest first."""
    rows = ObjectiveCheckIn.objects.filter(objective_id=objective).select_related("by", "response_by")
    return rows.order_by("-on", "-recorded_at")


def steps(context: Context, objective: uuid.UUID) -> QuerySet[ObjectiveStep]:
    """The plan of an objective, what is due first first, with the people."""
    rows = ObjectiveStep.objects.filter(objective_id=objective).select_related("person")
    return rows.order_by("due_on", "recorded_at", "id")


def lacks(objective: Objective, on_file: Filed) -> list[str]:
    """What an objective lacks to be defined (codes of the rule); a measure may be given by an indicator."""
    measure = objective.measure or (str(objective.indicator) if objective.indicator else "")
    return rule.missing(
        measure, str(objective.owner_id or ""), on_file.target_values, on_file.step_values, objective.evaluation
    )


def fed_by(context: Context, indicators: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[uuid.UUID]]:
    """The objectives that some indicators feed, by indicator."""
    found: dict[uuid.UUID, list[uuid.UUID]] = {}
    rows = Objective.objects.filter(indicator__in=list(indicators)).values_list("indicator", "id")
    for indicator, objective in rows:
        if indicator is not None:
            found.setdefault(indicator, []).append(objective)
    return found


def ignored(on_file: Filed, values: Sequence[tuple[date, Decimal]]) -> list[rule.Span]:
    """When an objective was missed by its values or check-ins and nobody looked (see the rule)."""
    return rule.ignored(on_file.target_values, on_file.looks, values)
