"""Gathering: the values the judge needs, for one system on one day as known at one moment. The only bridge between database and rule."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from clauseway.catalogue.queries import CompiledRequirement
from clauseway.evidence.queries import gather_claims, gather_subjects
from clauseway.kernel.context import Context
from clauseway.rules.facts import Claim, Decision, Facts, Period, Subject, Verdict
from clauseway.rules.verdict import judge
from clauseway.systems.queries import applied_editions, decisions, rhythms

EVERYTHING = datetime.max.replace(tzinfo=UTC)
"""Known at: all that is on file, whatever the clocks of the processes that wrote it."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything on file for a system, indexed by what the judge asks: word, then topic."""

    as_of: date
    known_at: datetime
    requirements: Mapping[uuid.UUID, CompiledRequirement]
    untopical: Mapping[str, tuple[Claim, ...]]
    topical: Mapping[str, Mapping[str, tuple[Claim, ...]]]
    subjects: Mapping[str, tuple[Subject, ...]]
    rhythms: Mapping[str, tuple[Period, ...]]
    decisions: Mapping[uuid.UUID, tuple[Decision, ...]]

    def facts(self, requirement: CompiledRequirement) -> Facts:
        """The facts for one requirement: claims of its words on its topics, and contrary ones under "-"."""
        asked = requirement.asked
        claims: dict[str, tuple[Claim, ...]] = {
            kind: self.untopical[kind] for kind in asked.kinds if kind in self.untopical
        }
        against = [claim for kind in asked.against for claim in self.untopical.get(kind, ()) if claim.stance < 0]
        for topic in (*asked.topics, *asked.close):
            for kind, group in self.topical.get(topic, {}).items():
                claims[kind] = claims.get(kind, ()) + group
                against += [claim for claim in group if claim.stance < 0]
        if against:
            claims["-"] = tuple(against)
        return Facts(claims, self.subjects, self.rhythms, self.decisions.get(requirement.id, ()))

    def verdicts(self) -> Iterator[tuple[CompiledRequirement, Verdict]]:
        """Judge every gathered requirement that is judged at all (headings are not)."""
        for requirement in self.requirements.values():
            if requirement.judged:
                yield requirement, judge(requirement.asked, self.facts(requirement), self.as_of)


def gather(
    context: Context,
    system: uuid.UUID,
    *,
    as_of: date | None = None,
    known_at: datetime | None = None,
    requirements: Iterable[uuid.UUID] | None = None,
) -> Gathered:
    """Gather a system (or some of its requirements) as of a day (today) as known at a moment (now)."""
    day, moment = as_of or context.today, known_at or context.now
    applied = applied_editions(context, system, day)
    every = {r.id: r for entry in applied for r in entry.edition.requirements.values()}
    wanted = every if requirements is None else {key: every[key] for key in requirements if key in every}
    topics = kinds = None
    if requirements is not None:
        topics = sorted({t for r in wanted.values() for t in (*r.asked.topics, *r.asked.close)})
        kinds = sorted({kind for r in wanted.values() for kind in r.asked.kinds})
    claims = gather_claims(context, system, day, moment, topics=topics, kinds=kinds or ())
    untopical: dict[str, list[Claim]] = {}
    topical: dict[str, dict[str, list[Claim]]] = {}
    for claim in claims:
        where = topical.setdefault(claim.topic, {}) if claim.topic else untopical
        where.setdefault(claim.kind, []).append(claim)
    return Gathered(
        day,
        moment,
        wanted,
        {kind: tuple(group) for kind, group in untopical.items()},
        {topic: {kind: tuple(group) for kind, group in kinds_.items()} for topic, kinds_ in topical.items()},
        gather_subjects(context, moment, None if requirements is None else populations_of(wanted.values())),
        rhythms(context, system, moment),
        decisions(context, system, moment, None if requirements is None else wanted),
    )


def populations_of(requirements: Iterable[CompiledRequirement]) -> set[str]:
    """The kinds of subjects that these requirements' verdicts can depend on."""
    kinds: set[str] = set()
    for requirement in requirements:
        for expectation in requirement.asked.expectations:
            kinds |= {expectation.per} if expectation.per else set()
            kinds |= {"site"} if expectation.by_site else set()
        kinds |= {unless.subject for unless in requirement.asked.excluded_but if unless.subject}
    return kinds
