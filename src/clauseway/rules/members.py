"""Does an expectation hold for the members of a population? All of them, a number, or a share."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from clauseway.rules.facts import Asked, Claim, Expectation, Facts, Period, Reason, Subject
from clauseway.rules.population import NONE_EXIST, attestation, divide, living
from clauseway.rules.remarks import remark
from clauseway.rules.rhythm import lapses_on
from clauseway.rules.sifting import RANK, Sieved, missing, sift
from clauseway.rules.weight import GAP, HEAVIER, NOTE, SHOWN, UNKNOWN, Tally, worse

_TOO_NEW = frozenset({"not-shown", "other-standard", "site-not-named"})
Finding = tuple[str, str, Mapping[str, Any]]
_NOTHING: Sieved = ({}, {}, {})
Groups = dict[tuple[str, str], tuple[list[str], Mapping[str, Any]]]


def weigh_population(
    asked: Asked,
    expectation: Expectation,
    facts: Facts,
    claims: Sequence[Claim],
    sites: Sequence[str],
    periods: Sequence[Period],
    as_of: date,
    tally: Tally,
) -> str:
    """Weigh what is asked of each member: who they are, whether there are none, and what was found of them. Adds to the tally; returns the weight."""
    alive = living(facts.subjects.get(expectation.per, ()), as_of)
    tally.changes += alive.changes
    members, unclear = divide(alive, expectation)
    attested: Claim | None = None
    weight = SHOWN
    if NONE_EXIST in facts.claims:
        attested, void = attestation(facts, expectation, as_of, tally.changes)
        if void is not None and alive.members:
            tally.say(expectation, NOTE, "attestation-voided", {"claims": [void.id], "population": expectation.per})
    if attested is not None:
        unclear = [ref for ref in unclear if alive.by_ref[ref].live_from > attested.valid_from]
    if unclear and expectation.need == "all":
        refs = {"population": expectation.per, "subjects": sorted(unclear), "field": next(iter(expectation.only))}
        weight = tally.say(expectation, UNKNOWN, "not-stated", refs)
    if members:
        found = _weigh_members(asked, expectation, members, claims, sites, periods, as_of, tally)
        return found if weight is SHOWN else worse(weight, found)
    if attested is not None and not unclear:
        tally.weakest = min(tally.weakest, RANK[attested.grade])
        return tally.say(expectation, SHOWN, "none-attested", {"claims": [attested.id], "population": expectation.per})
    if weight != SHOWN:
        return weight
    code = "population-none-fit" if alive.members else "population-unknown"
    return tally.say(expectation, UNKNOWN, code, {"population": expectation.per})


def _weigh_members(
    asked: Asked,
    expectation: Expectation,
    among: Mapping[str, Subject],
    claims: Sequence[Claim],
    sites: Sequence[str],
    periods: Sequence[Period],
    as_of: date,
    tally: Tally,
) -> str:
    """Every member, grouped by what was found of it; the worst group speaks for all, unless the need is met without it."""
    groups: Groups = {}
    grace = periods if expectation.grace else ()
    changes = tally.changes
    if len(sites) == 1:
        here = sift(asked, expectation, claims, among, sites[0], periods, as_of, changes) if claims else _NOTHING
        held = _at_one(expectation, among, here, groups, grace, as_of, changes)
    else:
        sifted = {}
        for site in sites:
            found = sift(asked, expectation, claims, among, site, periods, as_of, changes) if claims else _NOTHING
            sifted[site] = found
        held = []
        for member in among.values():
            held += _at_all(expectation, member, sifted, groups, grace, as_of, changes)
    weight = _tell_groups(expectation, groups, len(among), tally)
    if held:
        remark(asked, expectation, held, tally)
    return weight


def _at_one(
    expectation: Expectation,
    among: Mapping[str, Subject],
    here: Sieved,
    groups: Groups,
    grace: Sequence[Period],
    as_of: date,
    changes: list[date],
) -> list[Claim]:
    """All members where sites do not matter: the claims that hold; the others are put into groups."""
    of_members, missed, against = here
    held: list[Claim] = []
    for ref, (claim, until) in of_members.items():
        if ref not in against:
            held.append(claim)
            if until is not None:
                changes.append(until)
    if len(held) == len(among):
        return held
    absent: list[str] = []
    for ref, member in among.items():
        if ref in against:
            groups.setdefault((GAP, "contradicted"), ([], {"claims": sorted(against[ref])}))[0].append(ref)
        elif ref in of_members:
            continue
        elif ref in missed or grace:
            weighs, code, refs = _found_of(expectation, member, missed.get(ref), grace, as_of, changes)
            groups.setdefault((weighs, code), ([], refs))[0].append(ref)
        else:
            absent.append(ref)
    if absent:
        groups.setdefault((expectation.absent, "not-shown"), ([], {}))[0].extend(absent)
    return held


def _found_of(
    expectation: Expectation,
    member: Subject,
    missed: Mapping[str, tuple[Claim, Any]] | None,
    grace: Sequence[Period],
    as_of: date,
    changes: list[date],
) -> Finding:
    """What was found of one member of whom nothing holds; who is new has time, where the expectation gives it."""
    weighs, code, refs = missing(expectation, missed)
    if grace and code in _TOO_NEW:
        due = lapses_on(member.live_from, grace)
        if due is not None and as_of < due:
            changes.append(due)
            return NOTE, "not-due-yet", refs
    return weighs, code, refs


def _at_all(
    expectation: Expectation,
    member: Subject,
    sifted: Mapping[str, Sieved],
    groups: Groups,
    grace: Sequence[Period],
    as_of: date,
    changes: list[date],
) -> list[Claim]:
    """One member over several sites: the claims that hold when all sites do; else it is put into the group of its worst site."""
    ref = member.ref
    held: list[Claim] = []
    worst: Finding | None = None
    named = member.facets.get("sites")
    chosen = [of_site for site, of_site in sifted.items() if site in named] if named else ()
    for of_members, missed, against in chosen or sifted.values():
        if ref in against:
            worst = GAP, "contradicted", {"claims": sorted(against[ref])}
            break
        if ref in of_members:
            claim, until = of_members[ref]
            held.append(claim)
            if until is not None:
                changes.append(until)
            continue
        finding = _found_of(expectation, member, missed.get(ref), grace, as_of, changes)
        if worst is None or HEAVIER[finding[0]] > HEAVIER[worst[0]]:
            worst = finding
    if worst is None:
        return held
    groups.setdefault((worst[0], worst[1]), ([], worst[2]))[0].append(ref)
    return []


def _tell_groups(expectation: Expectation, groups: Groups, members: int, tally: Tally) -> str:
    """Say what was found of how many; returns the weight. A contrary fact is never tolerated, whatever number or share is needed."""
    missed = waiting = 0
    for (weighs, _code), (refs, _details) in groups.items():
        missed += len(refs)
        waiting += len(refs) if weighs == NOTE else 0
    shown = members - missed
    enough = _enough(expectation.need, shown, members, waiting)
    weight = SHOWN
    for (weighs, code), (refs, details) in groups.items():
        said = {"population": expectation.per, "subjects": sorted(refs), "of": members, **details}
        tolerated = enough and code != "contradicted"
        weight = worse(weight, tally.say(expectation, NOTE if tolerated else weighs, code, said))
    if enough and (shown or not waiting):
        told = {"population": expectation.per, "shown": shown, "of": members}
        tally.reasons.append(Reason(SHOWN, SHOWN, expectation.facet, expectation.code, told))
    elif enough:
        said = {"population": expectation.per, "of": members}
        weight = worse(weight, tally.say(expectation, UNKNOWN, "not-due-yet", said))
    elif weight in (SHOWN, NOTE):
        said = {"population": expectation.per, "shown": shown, "of": members, "need": expectation.need}
        weight = tally.say(expectation, expectation.absent, "not-shown", said)
    return SHOWN if weight == NOTE else weight


def _enough(need: int | float | str, shown: int, members: int, waiting: int) -> bool:
    """Whether enough members are shown. Those not due yet are counted out, but never turn nothing into something."""
    if need == "all":
        return shown + waiting == members
    if isinstance(need, int):
        return shown >= need
    return shown >= float(need) * (members - waiting) - 1e-9
