"""Who is asked about: the members of a population on a day, and whether somebody attests that there are none."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from clauseway.rules.facts import Claim, Expectation, Facts, Subject
from clauseway.rules.weight import Tally, fits

NONE_EXIST = "population.none"
_EXAMINED_FIRST = {"draft": 0, "declared": 1, "recorded": 2, "examined": 3}


def divide(
    everyone: Sequence[Subject], expectation: Expectation, as_of: date
) -> tuple[list[Subject], list[Subject], list[Subject]]:
    """Who is live on the day, who of them is asked about, and of whom nobody stated what decides that."""
    live = [subject for subject in everyone if subject.live(as_of)]
    if not expectation.only:
        return live, live, []
    members: list[Subject] = []
    unclear: list[Subject] = []
    for subject in live:
        name = fits(expectation.only, subject.facets)
        if not name:
            members.append(subject)
        elif name not in subject.facets:
            unclear.append(subject)
    return live, members, unclear


def attestation(facts: Facts, expectation: Expectation, as_of: date, tally: Tally) -> tuple[Claim | None, Claim | None]:
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
        tally.note_dates(claim)
        if claim.valid_from > as_of or (claim.valid_until is not None and claim.valid_until <= as_of):
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
    mine = (_EXAMINED_FIRST[claim.grade], claim.valid_from)
    theirs = (_EXAMINED_FIRST[known.grade], known.valid_from)
    return claim if mine > theirs or (mine == theirs and claim.id < known.id) else known
