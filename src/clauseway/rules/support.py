"""Does one expectation hold? Once per system, at each of several sites, or for each member of a population."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from clauseway.rules.facts import Asked, Claim, Expectation, Facts, Period, Reason
from clauseway.rules.members import weigh_population
from clauseway.rules.population import living
from clauseway.rules.remarks import remark
from clauseway.rules.sifting import RANK, in_force, missing, sift
from clauseway.rules.weight import NO_SITE, SHOWN, UNKNOWN, Tally, worse

CONTRARY, PARTLY = "judgement.contrary", "judgement.partly"


def weigh(asked: Asked, expectation: Expectation, facts: Facts, as_of: date, tally: Tally) -> str:
    """Weigh one expectation on a day. Adds reasons, grades and days of change to the tally; returns the weight."""
    claims = facts.claims.get(expectation.asks, ())
    weight = SHOWN
    periods: Sequence[Period] = ()
    if expectation.rhythm:
        periods = facts.rhythms.get(expectation.rhythm, ())
        if not _set(periods, as_of, tally.changes):
            weight = tally.say(expectation, UNKNOWN, "criterion-not-set", {"rhythm": expectation.rhythm})
    sites: Sequence[str] = NO_SITE
    if expectation.by_site and expectation.per != "site":
        alive = living(facts.subjects.get("site", ()), as_of)
        tally.changes += alive.changes
        if len(alive.members) > 1:
            sites = list(alive.by_ref)
    if expectation.per:
        return worse(weight, weigh_population(asked, expectation, facts, claims, sites, periods, as_of, tally))
    for site in sites:
        weight = worse(weight, _weigh_once(asked, expectation, facts, claims, site, periods, as_of, tally))
    return weight


def _set(periods: Sequence[Period], as_of: date, changes: list[date]) -> bool:
    """Whether a criterion is in force on the day; notes the days on which one starts or ends."""
    found = False
    for period in periods:
        if period.valid_from > as_of:
            changes.append(period.valid_from)
        elif period.valid_until is None:
            found = True
        elif period.valid_until > as_of:
            found = True
            changes.append(period.valid_until)
    return found


def _weigh_once(
    asked: Asked,
    expectation: Expectation,
    facts: Facts,
    claims: Sequence[Claim],
    site: str,
    periods: Sequence[Period],
    as_of: date,
    tally: Tally,
) -> str:
    """What is asked once per system, or at one of several sites."""
    of_it = None
    if claims:
        held, missed, _against = sift(asked, expectation, claims, None, site, periods, as_of, tally.changes)
        if held:
            best, until = held[""]
            told: dict[str, Any] = {"claims": [best.id], "on": best.valid_from.isoformat()}
            if until is not None:
                tally.changes.append(until)
                told["until"] = until.isoformat()
            if site:
                told["site"] = site
            tally.reasons.append(Reason(SHOWN, SHOWN, expectation.facet, expectation.code, told))
            if best.entered == best.valid_from and best.topic not in asked.close and not best.heap:
                tally.weakest = min(tally.weakest, RANK[best.grade])
            else:
                remark(asked, expectation, (best,), tally)
            return SHOWN
        of_it = missed.get("")
    found, code, refs = missing(expectation, of_it)
    if expectation.person and code == "not-shown" and (partly := _partly(asked, facts, as_of, tally.changes)):
        found, code, refs = UNKNOWN, "partly-shown", {"claims": [partly.id]}
    return tally.say(expectation, found, code, {**refs, "site": site} if site else refs)


def _partly(asked: Asked, facts: Facts, as_of: date, changes: list[date]) -> Claim | None:
    """The newest judgement in force that it is partly shown."""
    found: Claim | None = None
    for claim in facts.claims.get(PARTLY, ()):
        if (
            claim.topic in asked.topics
            and in_force(claim, as_of, changes)
            and (found is None or (claim.valid_from, found.id) > (found.valid_from, claim.id))
        ):
            found = claim
    return found
