"""What systems can prove of themselves: a scope that is stated, and that it is decided of every requirement and every control whether it applies."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from clauseway.catalogue.queries import CompiledEdition
from clauseway.kernel.context import Context
from clauseway.kernel.registry import DraftClaim, register_source
from clauseway.rules import declaring as rule
from clauseway.systems.models import Applicability, AppliedEdition, ScopeStatement, System
from clauseway.systems.queries.charter import applied_editions

STATED, DECIDED = "scope.stated", "scope.applicability-decided"
ABOUT_CONTROLS = ("applicability.stated", "applicability.compared")
"""Words that the decisions about all controls of an edition come to."""


def register() -> None:
    register_source("scope", words=[STATED], keys=_systems, claims=_scope)
    register_source("applicability-decisions", words=[DECIDED, *ABOUT_CONTROLS], keys=_systems, claims=_decided)


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
            kind=STATED,
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


def _decided(context: Context, key: str) -> list[DraftClaim]:
    """Per edition: what the approved scope and the exclusions come to, and since when every control has its decision with a reason."""
    system = uuid.UUID(key)
    scopes = list(
        ScopeStatement.objects.filter(system_id=system).exclude(approved_by=None).order_by("valid_from", "id")
    )
    rows = list(Applicability.objects.filter(system_id=system).order_by("valid_from", "recorded_at", "id"))
    if not scopes and not rows:
        return []
    drafts = []
    for applied in applied_editions(context, system):
        mine = [row for row in rows if row.requirement_id in applied.edition.requirements and _lasts(row)]
        drafts += _requirements(system, applied.edition, mine, scopes)
        drafts += _controls(system, applied.edition, mine)
    return drafts


def _lasts(row: Applicability | ScopeStatement) -> bool:
    return row.valid_until is None or row.valid_until > row.valid_from


def _values(rows: Iterable[Applicability]) -> list[rule.Decision]:
    return [
        rule.Decision(str(row.requirement_id), row.decision == "in", row.reason, row.valid_from, row.valid_until)
        for row in rows
    ]


def _requirements(
    system: uuid.UUID, edition: CompiledEdition, rows: Sequence[Applicability], scopes: Sequence[ScopeStatement]
) -> list[DraftClaim]:
    about = [row for row in rows if edition.requirements[row.requirement_id].kind == "requirement"]
    spans = [(one.valid_from, one.valid_until) for one in scopes if _lasts(one)]
    found = rule.left_out(_values(about), spans)
    return [
        _draft(system, edition, DECIDED, one, [*about, *scopes], {"outcome": one.said}, _approver(scopes, one.begins))
        for one in found
    ]


def _approver(scopes: Iterable[ScopeStatement], day: date) -> str:
    return next(
        (str(s.approved_by_id) for s in scopes if s.valid_from <= day and (not s.valid_until or day < s.valid_until)),
        "",
    )


def _controls(system: uuid.UUID, edition: CompiledEdition, rows: Sequence[Applicability]) -> list[DraftClaim]:
    controls = {str(key) for key, one in edition.requirements.items() if one.kind == "control"}
    about = [row for row in rows if str(row.requirement_id) in controls]
    return [
        _draft(system, edition, word, one, about, {}, str(about[-1].decided_by_id or ""))
        for one in rule.complete(_values(about), controls)
        for word in ABOUT_CONTROLS
    ]


def _draft(
    system: uuid.UUID,
    edition: CompiledEdition,
    word: str,
    said: rule.Stretch,
    behind: Iterable[Any],
    facets: Mapping[str, str],
    by: str,
) -> DraftClaim:
    """One claim about one edition; entered when the last of what was in force on its first day was."""
    then = [row.recorded_at for row in behind if row.valid_from <= said.begins]
    return DraftClaim(
        kind=word,
        code=f"{word}|{edition.slug}|{said.said}|{said.begins}",
        valid_from=said.begins,
        valid_until=said.ends,
        collected_at=max(then),
        system=system,
        facets={"standards": [edition.slug], **facets},
        filed_by=by,
    )
