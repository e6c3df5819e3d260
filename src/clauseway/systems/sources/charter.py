"""What systems can prove of themselves: a scope that is stated."""

import uuid
from collections.abc import Iterable

from clauseway.kernel.context import Context
from clauseway.kernel.registry import DraftClaim, register_source
from clauseway.systems.models import AppliedEdition, ScopeStatement, System


def register() -> None:
    register_source("scope", words=["scope.stated"], keys=_systems, claims=_scope)


def _systems(context: Context) -> Iterable[str]:
    return [str(key) for key in System.objects.values_list("id", flat=True)]


def _scope(context: Context, key: str) -> list[DraftClaim]:
    """A scope shows *defined* once somebody who may declare approved it; until then it is a draft. It speaks for the editions applied."""
    system = uuid.UUID(key)
    editions = list(
        AppliedEdition.objects.filter(system_id=system, valid_until=None).values_list("edition__slug", flat=True)
    )
    return [
        DraftClaim(
            kind="scope.stated",
            code=str(scope.id),
            valid_from=scope.valid_from,
            valid_until=scope.valid_until,
            collected_at=scope.recorded_at,
            grade="recorded" if scope.approved_by_id else "draft",
            system=system,
            facets={"standards": sorted(editions)},
            filed_by=str(scope.approved_by_id or ""),
        )
        for scope in ScopeStatement.objects.filter(system_id=system)
        if scope.valid_until is None or scope.valid_until > scope.valid_from
    ]
