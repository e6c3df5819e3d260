"""What systems can prove: a scope that is stated, issues and interested parties that are determined."""

import uuid
from collections.abc import Iterable

from clauseway.kernel.context import Context
from clauseway.kernel.registry import DraftClaim, DraftSubject, register_population, register_source
from clauseway.systems.models import AppliedEdition, InterestedParty, Issue, ScopeStatement, System


def register() -> None:
    register_source("scope", words=["scope.stated"], keys=_systems, claims=_scope)
    register_source("issues", words=["issue.determined", "climate-change.considered"], keys=_systems, claims=_issues)
    register_source("party", words=["interested-party.determined"], keys=_parties, claims=_party)
    register_population("party", origin="parties", members=_members)


def _systems(context: Context) -> Iterable[str]:
    return [str(key) for key in System.objects.values_list("id", flat=True)]


def _parties(context: Context) -> Iterable[str]:
    return [str(key) for key in InterestedParty.objects.values_list("id", flat=True)]


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


def _issues(context: Context, key: str) -> list[DraftClaim]:
    """One claim per side, as long as at least one issue of that side is alive; the first one's day counts."""
    system = uuid.UUID(key)
    rows = list(Issue.objects.filter(system_id=system).order_by("live_from", "recorded_at", "id"))
    drafts = []
    for side in ("internal", "external"):
        alive = [row for row in rows if row.side == side and row.live_until is None]
        if alive:
            drafts.append(_issue_claim("issue.determined", side, alive[0], system, {"side": side}))
    climate = [row for row in rows if row.about_climate and row.live_until is None]
    if climate:
        drafts.append(_issue_claim("climate-change.considered", "climate", climate[0], system, {}))
    return drafts


def _issue_claim(kind: str, code: str, first: Issue, system: uuid.UUID, facets: dict[str, str]) -> DraftClaim:
    return DraftClaim(
        kind=kind, code=code, valid_from=first.live_from, collected_at=first.recorded_at, system=system, facets=facets
    )


def _party(context: Context, key: str) -> list[DraftClaim]:
    """A party whose relevant needs are written down is determined; a bare name is not."""
    party = InterestedParty.objects.filter(id=key).first()
    if party is None or not party.needs:
        return []
    return [
        DraftClaim(
            kind="interested-party.determined",
            code="needs",
            valid_from=party.live_from,
            valid_until=party.live_until,
            collected_at=party.recorded_at,
            subject_kind="party",
            subject_ref=str(party.id),
        )
    ]


def _members(context: Context) -> list[DraftSubject]:
    return [DraftSubject(str(p.id), p.name, p.live_from, p.live_until) for p in InterestedParty.objects.all()]
