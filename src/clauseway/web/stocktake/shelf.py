"""All registers by their address, and how many entries each holds."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, DateField, Q
from django.http import Http404

from clauseway.evidence.models import Subject
from clauseway.kernel.composed import Composed
from clauseway.systems.models import Issue
from clauseway.web.frame import Place
from clauseway.web.stocktake import aims, answering, binding, instruments, purchasing
from clauseway.web.stocktake import populations as p
from clauseway.web.stocktake.registers import Register
from clauseway.web.stocktake.subjects import kinds, subject_register

FIXED = {
    "processes": p.processes_register,
    "sites": p.sites_register,
    "people": p.people_register,
    "parties": p.parties_register,
    "issues": p.issues_register,
    "objective": aims.objectives_register,
    "indicators": aims.indicators_register,
    "measurements": aims.measurements_register,
    "supplier": purchasing.suppliers_register,
    "obligation": binding.obligations_register,
    "change": binding.changes_register,
    "role": answering.roles_register,
    "equipment": instruments.equipment_register,
    "asset": instruments.assets_register,
    "purchases": purchasing.purchases_register,
}


def find(key: str) -> Register:
    """A register by its address; 404 for one that does not exist."""
    if key in FIXED:
        return FIXED[key]()
    if key in kinds():
        return subject_register(key)
    raise Http404


def counts(place: Place) -> dict[str, int]:
    """Living entries by register address: two statements for all of them. Purchases are not counted: they are many, and none of them lives."""
    assert place.system is not None
    today = place.context.today
    by_kind = dict(_BY_KIND.rows(today=today))
    names = {
        "processes": "process",
        "sites": "site",
        "people": "person",
        "parties": "party",
        "supplier": "supplier",
        "equipment": "equipment",
        "asset": "asset",
        "objective": "objective",
        "obligation": "obligation",
        "change": "change",
        "role": "role",
    }
    found = {key: by_kind.get(kind, 0) for key, kind in names.items()} | {
        kind: by_kind.get(kind, 0) for kind in kinds()
    }
    found["issues"] = _ISSUES.count(today=today, system=place.system.id)
    return found


def _alive(given: Callable[..., Any]) -> Q:
    return Q(live_until=None) | Q(live_until__gt=given("today", DateField()))


_BY_KIND = Composed(
    lambda given: (
        Subject.objects.filter(_alive(given), superseded_at=None)
        .order_by("kind")
        .values_list("kind")
        .annotate(Count("id"))
    )
)
_ISSUES = Composed(lambda given: Issue.objects.filter(_alive(given), system_id=given("system")))
