"""Supposing: how an edition that is not applied would be judged by what is on file today. Reads only; records nothing."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from clauseway.catalogue.queries import CompiledEdition, CompiledRequirement
from clauseway.conformity.gather import EVERYTHING, Gathered, populations_of
from clauseway.evidence.carrying import carried_facets
from clauseway.evidence.queries import gather_claims, gather_subjects
from clauseway.kernel.context import Context
from clauseway.rules.facts import Claim, Decision, Verdict
from clauseway.rules.stages import blocks
from clauseway.rules.transition import Way, goes_over
from clauseway.systems.queries import decisions, rhythms

SCOPE = "scope.stated"
"""A scope follows the editions that are applied by itself: once the edition is applied, it speaks for it."""


@dataclass(frozen=True, slots=True)
class Supposed:
    """One requirement as it would be judged."""

    requirement: CompiledRequirement
    verdict: Verdict

    @property
    def blocks(self) -> str:
        verdict = self.verdict
        return blocks(verdict.answer, verdict.facets, verdict.grade, stage1=self.requirement.stage1)

    @property
    def undeclared(self) -> bool:
        return bool(self.verdict.reasons) and self.verdict.reasons[0].code == "control-not-declared"


def suppose(
    context: Context,
    system: uuid.UUID,
    edition: CompiledEdition,
    *,
    ways: Iterable[Way] = (),
    decided: Mapping[uuid.UUID, bool] | None = None,
) -> dict[uuid.UUID, Supposed]:
    """Judge every requirement of an edition as if the system applied it from today, with what would go over on some ways.

    `decided` are decisions on applicability that would be carried; decisions made about the edition before stand first.
    """
    opened = tuple(ways)
    asked = [requirement.asked for requirement in edition.requirements.values()]
    topics = {topic for each in asked for topic in (*each.topics, *each.close)} | {way.old_topic for way in opened}
    kinds = {kind for each in asked for kind in each.kinds} | {kind for way in opened for kind in way.kinds}
    claims = gather_claims(context, system, context.today, EVERYTHING, topics=sorted(topics), kinds=sorted(kinds))
    untopical, topical = _sorted_by_topic(claims, edition.slug)
    for way in opened:
        for claim in claims:
            if goes_over(way, claim.kind, claim.stance, claim.topic, claim.facets.get("standards") or ()):
                carried = replace(claim, topic=way.new_topic, facets=carried_facets(way, claim.facets))
                topical.setdefault(way.new_topic, {}).setdefault(claim.kind, []).append(carried)
    gathered = Gathered(
        context.today,
        EVERYTHING,
        edition.requirements,
        {kind: tuple(group) for kind, group in untopical.items()},
        {topic: {kind: tuple(group) for kind, group in of.items()} for topic, of in topical.items()},
        gather_subjects(context, EVERYTHING, populations_of(edition.requirements.values())),
        rhythms(context, system, EVERYTHING),
        _decisions(context, system, edition, decided or {}),
    )
    return {requirement.id: Supposed(requirement, verdict) for requirement, verdict in gathered.verdicts()}


_ByKind = dict[str, list[Claim]]


def _sorted_by_topic(claims: Sequence[Claim], edition: str) -> tuple[_ByKind, dict[str, _ByKind]]:
    untopical: _ByKind = {}
    topical: dict[str, _ByKind] = {}
    for claim in claims:
        where = topical.setdefault(claim.topic, {}) if claim.topic else untopical
        where.setdefault(claim.kind, []).append(_following(claim, edition) if claim.kind == SCOPE else claim)
    return untopical, topical


def _following(claim: Claim, edition: str) -> Claim:
    """A scope as it would be stated once the edition is applied."""
    return replace(claim, facets={**claim.facets, "standards": [*claim.facets.get("standards", ()), edition]})


def _decisions(
    context: Context, system: uuid.UUID, edition: CompiledEdition, decided: Mapping[uuid.UUID, bool]
) -> dict[uuid.UUID, tuple[Decision, ...]]:
    found = decisions(context, system, EVERYTHING, edition.requirements)
    carried = {
        key: (Decision(included, True, context.today),)
        for key, included in decided.items()
        if not any(each.valid_until is None for each in found.get(key, ()))
    }
    return {**found, **{key: (*found.get(key, ()), *each) for key, each in carried.items()}}
