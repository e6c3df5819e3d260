"""Reading obligations and planned changes: the registers, and what the rules make of what is on file."""

import uuid
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound
from clauseway.rules import changes as change_rule
from clauseway.rules import obligations as rule
from clauseway.systems.models import ComplianceEvaluation, Obligation, PlannedChange


def obligations(context: Context) -> QuerySet[Obligation]:
    """All obligations with their owners, by name."""
    return Obligation.objects.select_related("owner").order_by("fold")


def get_obligation(context: Context, obligation: uuid.UUID) -> Obligation:
    """One obligation; NotFound for one that is not here."""
    found = Obligation.objects.select_related("owner", "decided_by", "party").filter(id=obligation).first()
    if found is None:
        raise NotFound("obligation.not-found", _("There is no such obligation."))
    return found


def evaluations(context: Context, obligation: uuid.UUID) -> QuerySet[ComplianceEvaluation]:
    """All evaluations of an obligation, those withdrawn too, the newest first."""
    rows = ComplianceEvaluation.objects.filter(obligation_id=obligation).select_related("by", "response_by")
    return rows.order_by("-on", "-recorded_at")


def standing_evaluations(keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[ComplianceEvaluation]]:
    """The evaluations that were not withdrawn, by obligation, the oldest first: one statement."""
    found: dict[uuid.UUID, list[ComplianceEvaluation]] = {key: [] for key in keys}
    rows = ComplianceEvaluation.objects.filter(obligation_id__in=found, withdrawn_on=None)
    for row in rows.order_by("on", "recorded_at", "id"):
        found[row.obligation_id].append(row)
    return found


def values_of(rows: Sequence[ComplianceEvaluation]) -> list[rule.Evaluation]:
    """Evaluations as the rule reads them."""
    return [
        rule.Evaluation(
            ref=str(row.id),
            on=row.on,
            complies=row.complies,
            sites=frozenset(row.sites),
            response=row.response,
            response_on=row.response_on,
            response_due=row.response_due,
            response_done=row.response_done,
        )
        for row in rows
    ]


def lacks(obligation: Obligation) -> list[str]:
    """What an obligation lacks to be determined (codes of the rule)."""
    return rule.missing(obligation.asks, obligation.source, decided=obligation.applies is True)


def planned_changes(context: Context) -> QuerySet[PlannedChange]:
    """All planned changes with those responsible, the newest first."""
    return PlannedChange.objects.select_related("responsible").order_by("-live_from", "fold")


def get_change(context: Context, change: uuid.UUID) -> PlannedChange:
    """One planned change; NotFound for one that is not here."""
    joined = ("responsible", "asked_by", "approved_by", "reviewed_by")
    found = PlannedChange.objects.select_related(*joined).filter(id=change).first()
    if found is None:
        raise NotFound("change.not-found", _("There is no such change."))
    return found


def change_value(row: PlannedChange) -> change_rule.Change:
    """A planned change as the rule reads it."""
    return change_rule.Change(
        purpose=row.purpose,
        consequences=row.consequences,
        resources=row.resources,
        responsible=str(row.responsible_id or ""),
        asked_by=str(row.asked_by_id or ""),
        approved_by=str(row.approved_by_id or ""),
        approved_on=row.approved_on,
        begun_on=row.begun_on,
        made_on=row.made_on,
        reviewed_on=row.reviewed_on,
        result=row.result,
        dropped_on=row.live_until,
    )
