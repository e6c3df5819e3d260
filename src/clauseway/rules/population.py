"""Who is asked about: the members of a population on a day, and whether somebody attests that there are none."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from clauseway.rules.facts import Claim, Expectation, Facts, Subject
from clauseway.rules.sifting import RANK, in_force
from clauseway.rules.weight import fits

NONE_EXIST = "population.none"


class Living(NamedTuple):
    """Who of a population is alive on a day, and the days after it on which that changes."""

    members: list[Subject]
    by_ref: Mapping[str, Subject]
    changes: list[date]


class Population(tuple[Subject, ...]):
    """The subjects of one kind. Remembers who is alive on the day last asked about, because many requirements ask about the same."""

    asked: tuple[date, Living] | None = None


def living(everyone: Sequence[Subject], as_of: date) -> Living:
    """Who is alive on the day."""
    known = everyone.asked if isinstance(everyone, Population) else None
    if known is not None and known[0] == as_of:
        return known[1]
    members, changes = [], []
    for subject in everyone:
        until = subject.live_until
        if subject.live_from > as_of:
            changes.append(subject.live_from)
        elif until is None:
            members.append(subject)
        elif until > as_of:
            members.append(subject)
            changes.append(until)
    found = Living(members, {subject.ref: subject for subject in members}, changes)
    if isinstance(everyone, Population):
        everyone.asked = (as_of, found)
    return found


def divide(alive: Living, expectation: Expectation) -> tuple[Mapping[str, Subject], Sequence[str]]:
    """Who of the living is asked about, by reference, and of whom nobody stated what decides that."""
    if not expectation.only:
        return alive.by_ref, ()
    members: dict[str, Subject] = {}
    unclear: list[str] = []
    for subject in alive.members:
        name = fits(expectation.only, subject.facets)
        if not name:
            members[subject.ref] = subject
        elif name not in subject.facets:
            unclear.append(subject.ref)
    return members, unclear


def attestation(
    facts: Facts, expectation: Expectation, as_of: date, changes: list[date]
) -> tuple[Claim | None, Claim | None]:
    """The attestation that holds (None when there is none) and one that was voided.

    One that there are none at all holds for every part of the population. A subject that was alive at any time since voids it for good: it said that there
    are none, and there was one, so somebody has to look again.
    """
    holds: Claim | None = None
    void: Claim | None = None
    for claim in facts.claims.get(NONE_EXIST, ()):
        if claim.facets.get("subject") != expectation.per:
            continue
        only = claim.facets.get("only") or {}
        if not _covers(only, expectation.only):
            continue
        if not in_force(claim, as_of, changes):
            continue
        contrary = any(
            subject.live_from <= as_of
            and (subject.live_until is None or subject.live_until > claim.valid_from)
            and fits(only, subject.facets) == ""
            for subject in facts.subjects.get(expectation.per, ())
        )
        if contrary:
            void = _newer(claim, void)
        else:
            holds = _newer(claim, holds)
    return holds, void


def _covers(stated: Mapping[str, Any], asked: Mapping[str, Any]) -> bool:
    """Whether a statement about a part of a population (all of it when it names no condition) holds for the part that is asked about."""
    return all(name in asked and set(_values(asked[name])) <= set(_values(value)) for name, value in stated.items())


def _values(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else (value,)


def _newer(claim: Claim, known: Claim | None) -> Claim:
    """The better looked-at one, then the newer, then the lower id."""
    if known is None:
        return claim
    mine = (RANK[claim.grade], claim.valid_from)
    theirs = (RANK[known.grade], known.valid_from)
    return claim if mine > theirs or (mine == theirs and claim.id < known.id) else known
