"""Does one expectation hold? The part of the judge that looks at claims, subjects, sites and time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from clauseway.rules.facts import GRADES, Asked, Claim, Expectation, Facts, Period, Reason, Subject
from clauseway.rules.population import attestation, divide
from clauseway.rules.rhythm import in_force, lapses_on
from clauseway.rules.weight import GAP, NOTE, SHOWN, UNKNOWN, Tally, fits

LATE_DAYS = 30
BULK_CLAIMS, BULK_DAYS = 5, 7
RANK = {grade: rank for rank, grade in enumerate(GRADES)}
JUDGED, CONTRARY, PARTLY = "judgement.shown", "judgement.contrary", "judgement.partly"
_TOO_NEW = frozenset({"not-shown", "other-standard", "site-not-named"})
_ORDER = {SHOWN: 0, NOTE: 1, UNKNOWN: 2, GAP: 3}
_SPEAKS_AGAINST = "does-not-count"
_NEAREST = ("only-draft", "not-stated", "other-standard", "site-not-named")
Found = tuple[Claim | None, date | None, "dict[str, tuple[Claim, Any]]"]
_NOTHING: dict[str, tuple[Claim, Any]] = {}


def scan(
    asked: Asked,
    expectation: Expectation,
    claims: Iterable[Claim],
    as_of: date,
    periods: Sequence[Period],
    site: str,
    changes: list[date],
) -> Found:
    """Look for support of one expectation among claims of its word (and subject) at one site ("" when sites do not matter).

    Returns the best claim that holds, until when it does, and, by code, the newest of those that did not count. The best is the best looked-at, then the one
    that lasts longest, then the newest: one more supporting claim never makes it worse, and the order of claims never matters.
    """
    best: Claim | None = None
    until: date | None = None
    missed = _NOTHING
    topics, close, where, bound = asked.topics, asked.close, expectation.where, expectation.bound
    for claim in claims:
        topic = claim.topic
        own = bool(topic) and topic in topics
        if claim.stance <= 0 or (topic and not own and topic not in close):
            continue
        end = claim.valid_until
        if claim.valid_from > as_of:
            changes.append(claim.valid_from)
            continue
        if end is not None and end <= as_of:
            continue
        why: tuple[str, Any] | None = None
        if site or where or claim.grade == "draft" or (bound and not own):
            why = _refused(asked, expectation, claim, site, own=own)
        if periods and why is None:
            lapse = lapses_on(claim.valid_from, periods)
            if lapse is not None and lapse <= as_of:
                why = "lapsed", lapse
            elif lapse is not None and (end is None or lapse < end):
                end = lapse
        if why is not None:
            missed = _remember(missed, why, claim, changes)
        elif best is None or _better(claim, end, best, until):
            best, until = claim, end
    if until is not None:
        changes.append(until)
    return best, until, missed


def _better(new: Claim, end: date | None, old: Claim, until: date | None) -> bool:
    mine = (RANK[new.grade], end or date.max, new.valid_from)
    theirs = (RANK[old.grade], until or date.max, old.valid_from)
    return mine > theirs or (mine == theirs and new.id < old.id)


def _remember(
    missed: dict[str, tuple[Claim, Any]], why: tuple[str, Any], claim: Claim, changes: list[date]
) -> dict[str, tuple[Claim, Any]]:
    """Keep, per code, the newest claim that did not count (then the lower id), and the day it ends as a change; nothing of one without a code."""
    code, detail = why
    if not code:
        return missed
    if claim.valid_until is not None:
        changes.append(claim.valid_until)
    if missed is _NOTHING:
        missed = {}
    known = missed.get(code)
    if known is not None:
        old = known[0]
        if claim.valid_from < old.valid_from or (claim.valid_from == old.valid_from and claim.id > old.id):
            return missed
    missed[code] = (claim, detail)
    return missed


def _refused(asked: Asked, expectation: Expectation, claim: Claim, site: str, *, own: bool) -> tuple[str, Any] | None:
    """None when the claim speaks for this; else a code and detail, because that is what a person asks next ("" when it speaks of something else)."""
    facets = claim.facets
    if expectation.bound and not own:
        standards = facets.get("standards") or ()
        if asked.edition not in standards and asked.standard not in standards:
            return "other-standard", None
    if site:
        sites = facets.get("sites") or ()
        if site not in sites:
            return "" if sites else "site-not-named", None
    if expectation.where:
        name = fits(expectation.where, facets)
        if name:
            if name not in expectation.deciding:
                return "", None
            return (_SPEAKS_AGAINST if name in facets else "not-stated"), name
    if claim.grade == "draft":
        return "only-draft", None
    return None


def missing(
    expectation: Expectation, missed: Mapping[str, tuple[Claim, Any]], partly: Claim | None
) -> tuple[str, str, dict[str, Any]]:
    """What it weighs when nothing holds, the code of the reason, and its references; the strongest reason first, of equals the newest."""
    absent = GAP if expectation.absent_is_gap else UNKNOWN
    if missed:
        lapsed, against = missed.get("lapsed"), missed.get(_SPEAKS_AGAINST)
        if lapsed is not None and (against is None or lapsed[0].valid_from > against[0].valid_from):
            return GAP, "lapsed", {"claims": [lapsed[0].id], "lapsed_on": lapsed[1].isoformat()}
        if against is not None:
            return GAP, _SPEAKS_AGAINST, {"claims": [against[0].id], "field": against[1]}
        for code in _NEAREST:
            if code in missed:
                claim, detail = missed[code]
                refs = {"claims": [claim.id], "field": detail} if detail else {"claims": [claim.id]}
                return (UNKNOWN if code == "not-stated" else absent), code, refs
    if partly is not None:
        return UNKNOWN, "partly-shown", {"claims": [partly.id]}
    return absent, "not-shown", {}


def weigh(asked: Asked, expectation: Expectation, facts: Facts, as_of: date, tally: Tally) -> str:
    """Weigh one expectation on a day: over its population, over the sites where they matter, under its rhythm. Adds to the tally; returns the weight."""
    claims = facts.claims.get(JUDGED if expectation.person else expectation.kind, ())
    weight = SHOWN
    periods: Sequence[Period] = ()
    if expectation.rhythm:
        periods = facts.rhythms.get(expectation.rhythm, ())
        for period in periods:
            tally.changes.append(period.valid_from)
            if period.valid_until is not None:
                tally.changes.append(period.valid_until)
        if in_force(periods, as_of) is None:
            weight = tally.say(expectation, UNKNOWN, "criterion-not-set", {"rhythm": expectation.rhythm})
    if expectation.per:
        return _worse(weight, _weigh_population(asked, expectation, facts, claims, as_of, periods, tally))
    if expectation.by_site:
        return _worse(weight, _weigh_sites(asked, expectation, facts, claims, as_of, periods, tally))
    best, until, missed = scan(asked, expectation, claims, as_of, periods, "", tally.changes)
    if best is None:
        partly = _partly(asked, facts, as_of, tally) if expectation.person else None
        found, code, refs = missing(expectation, missed, partly)
        return _worse(weight, tally.say(expectation, found, code, refs))
    tally.reasons.append(Reason(SHOWN, SHOWN, expectation.facet, expectation.code, held_refs(best, until)))
    _grade(asked, expectation, (best,), tally)
    return weight


def _worse(one: str, other: str) -> str:
    return one if _ORDER[one] >= _ORDER[other] else other


def held_refs(best: Claim, until: date | None) -> dict[str, Any]:
    """The references of a claim that holds: which, since when, until when."""
    if until is None:
        return {"claims": [best.id], "on": best.valid_from.isoformat()}
    return {"claims": [best.id], "on": best.valid_from.isoformat(), "until": until.isoformat()}


def _partly(asked: Asked, facts: Facts, as_of: date, tally: Tally) -> Claim | None:
    """The newest judgement in force that it is partly shown."""
    found: Claim | None = None
    for claim in facts.claims.get(PARTLY, ()):
        if claim.topic in asked.topics:
            tally.note_dates(claim)
            if during(claim, as_of) and (found is None or (claim.valid_from, found.id) > (found.valid_from, claim.id)):
                found = claim
    return found


def during(claim: Claim, as_of: date) -> bool:
    """Whether the claim is in force on the day."""
    return claim.valid_from <= as_of and (claim.valid_until is None or as_of < claim.valid_until)


def _sites(expectation: Expectation, facts: Facts, as_of: date, tally: Tally, subject: Subject | None) -> Sequence[str]:
    """The sites that must each be shown; ("",) when there is one site at most, or the expectation does not depend on sites."""
    if not expectation.by_site or expectation.per == "site":
        return ("",)
    live = []
    for site in facts.subjects.get("site", ()):
        tally.note_life(site)
        if site.live(as_of):
            live.append(site.ref)
    named = subject.facets.get("sites") if subject else None
    if named:
        fitting = [ref for ref in live if ref in named]
        return fitting if len(live) > 1 and fitting else ("",)
    return live if len(live) > 1 else ("",)


def _weigh_sites(
    asked: Asked,
    expectation: Expectation,
    facts: Facts,
    claims: Sequence[Claim],
    as_of: date,
    periods: Sequence[Period],
    tally: Tally,
) -> str:
    held: list[Claim] = []
    weight = SHOWN
    for site in _sites(expectation, facts, as_of, tally, None):
        best, until, missed = scan(asked, expectation, claims, as_of, periods, site, tally.changes)
        if best is not None:
            refs = held_refs(best, until)
            held.append(best)
            found, code = SHOWN, SHOWN
        else:
            found, code, refs = missing(expectation, missed, None)
        if site:
            refs["site"] = site
        weight = _worse(weight, tally.say(expectation, found, code, refs))
    if held:
        _grade(asked, expectation, held, tally)
    return weight


def _weigh_population(
    asked: Asked,
    expectation: Expectation,
    facts: Facts,
    claims: Sequence[Claim],
    as_of: date,
    periods: Sequence[Period],
    tally: Tally,
) -> str:
    everyone = facts.subjects.get(expectation.per, ())
    for subject in everyone:
        tally.note_life(subject)
    live, members, unclear = divide(everyone, expectation, as_of)
    attested, void = attestation(facts, expectation, as_of, tally)
    weight = SHOWN
    if void is not None and live:
        tally.say(expectation, NOTE, "attestation-voided", {"claims": [void.id], "population": expectation.per})
    if unclear and attested is None and expectation.need == "all":
        refs = {
            "population": expectation.per,
            "subjects": sorted(subject.ref for subject in unclear),
            "field": next(iter(expectation.only)),
        }
        weight = tally.say(expectation, UNKNOWN, "not-stated", refs)
    if members:
        return _worse(weight, _count_members(asked, expectation, facts, claims, as_of, periods, members, tally))
    if attested is not None:
        tally.grade(RANK[attested.grade])
        return tally.say(expectation, SHOWN, "none-attested", {"claims": [attested.id], "population": expectation.per})
    if weight != SHOWN:
        return weight
    code = "population-none-fit" if live else "population-unknown"
    return tally.say(expectation, UNKNOWN, code, {"population": expectation.per})


def _count_members(
    asked: Asked,
    expectation: Expectation,
    facts: Facts,
    claims: Sequence[Claim],
    as_of: date,
    periods: Sequence[Period],
    members: Sequence[Subject],
    tally: Tally,
) -> str:
    held: list[Claim] = []
    groups: dict[tuple[str, str], list[str]] = {}
    refs_of: dict[tuple[str, str], dict[str, Any]] = {}
    by_subject: dict[str, list[Claim]] = {}
    for claim in claims:
        by_subject.setdefault(claim.subject, []).append(claim)
    shown = waiting = 0
    for member in members:
        of_member = by_subject.get(member.ref, ())
        weighs, code, refs = _member(asked, expectation, facts, of_member, as_of, periods, member, held, tally)
        if weighs == SHOWN:
            shown += 1
            continue
        waiting += weighs == NOTE
        groups.setdefault((weighs, code), []).append(member.ref)
        refs_of.setdefault((weighs, code), refs)
    enough = _enough(expectation.need, shown, len(members), waiting)
    weight = SHOWN
    for (weighs, code), of_group in groups.items():
        more = {key: value for key, value in refs_of[weighs, code].items() if key != "site"}
        said = {"population": expectation.per, "subjects": sorted(of_group), "of": len(members), **more}
        tolerated = enough and code != "contradicted"
        weight = _worse(weight, tally.say(expectation, NOTE if tolerated else weighs, code, said))
    if enough and (shown or not waiting):
        said = {"population": expectation.per, "shown": shown, "of": len(members)}
        tally.reasons.append(Reason(SHOWN, SHOWN, expectation.facet, expectation.code, said))
    elif enough:
        said = {"population": expectation.per, "of": len(members)}
        weight = _worse(weight, tally.say(expectation, UNKNOWN, "not-due-yet", said))
    elif weight in (SHOWN, NOTE):
        said = {"population": expectation.per, "shown": shown, "of": len(members), "need": expectation.need}
        weight = tally.say(expectation, GAP if expectation.absent_is_gap else UNKNOWN, "not-shown", said)
    if held:
        _grade(asked, expectation, held, tally)
    return weight


def _enough(need: int | float | str, shown: int, members: int, waiting: int) -> bool:
    """Whether enough members are shown. Those not due yet are counted out, but never turn nothing into something."""
    if need == "all":
        return shown + waiting == members
    if isinstance(need, int):
        return shown >= need
    return shown >= float(need) * (members - waiting) - 1e-9


def _member(
    asked: Asked,
    expectation: Expectation,
    facts: Facts,
    claims: Sequence[Claim],
    as_of: date,
    periods: Sequence[Period],
    member: Subject,
    held: list[Claim],
    tally: Tally,
) -> tuple[str, str, dict[str, Any]]:
    """One member over its sites: the worst site speaks for it. Appends the claims that hold to `held` when all sites do."""
    contrary: list[str] = []
    for claim in claims:
        if claim.stance < 0 and (not claim.topic or claim.topic in asked.topics):
            tally.note_dates(claim)
            if during(claim, as_of):
                contrary.append(claim.id)
    if contrary:
        return GAP, "contradicted", {"claims": sorted(contrary)}
    worst: tuple[str, str, dict[str, Any]] = (SHOWN, SHOWN, {})
    mine: list[Claim] = []
    for site in _sites(expectation, facts, as_of, tally, member):
        best, _until, missed = scan(asked, expectation, claims, as_of, periods, site, tally.changes)
        if best is not None:
            mine.append(best)
            continue
        weighs, code, refs = missing(expectation, missed, None)
        if expectation.grace and code in _TOO_NEW:
            due = lapses_on(member.live_from, periods)
            if due is not None and as_of < due:
                weighs, code = NOTE, "not-due-yet"
                tally.changes.append(due)
        if _ORDER[weighs] > _ORDER[worst[0]]:
            worst = (weighs, code, {**refs, "site": site} if site else refs)
    if worst[0] == SHOWN:
        held += mine
    return worst


def _grade(asked: Asked, expectation: Expectation, held: Sequence[Claim], tally: Tally) -> None:
    """The weakest grade behind an expectation, and what was recorded late or in heaps."""
    done = expectation.facet != "defined" and not expectation.person
    close = late = False
    for claim in held:
        tally.grade(RANK[claim.grade])
        if claim.topic and claim.topic not in asked.topics:
            close = True
        if done and claim.entered != claim.valid_from and (claim.entered - claim.valid_from).days > LATE_DAYS:
            late = True
    if close:
        tally.say(expectation, NOTE, "close-topic", {})
    if late:
        days = {c.id: (c.entered - c.valid_from).days for c in held}
        ids = sorted(key for key, age in days.items() if age > LATE_DAYS)
        refs = {"claims": ids[:20], "days": max(days.values()), "count": len(ids)}
        tally.say(expectation, NOTE, "recorded-late", refs)
    if done:
        _bulk(expectation, held, tally)


def _bulk(expectation: Expectation, held: Sequence[Claim], tally: Tally) -> None:
    """Say when what happened over more than a week was entered by one person on one day, in a heap."""
    if len(held) >= BULK_CLAIMS:
        heaps: dict[tuple[date, str], dict[str, Claim]] = {}
        for claim in held:
            heaps.setdefault((claim.entered, claim.filed_by), {})[claim.id] = claim
        for (day, _by), heap in sorted(heaps.items(), key=lambda pair: pair[0]):
            days = [claim.valid_from for claim in heap.values()]
            if len(heap) >= BULK_CLAIMS and (max(days) - min(days)).days > BULK_DAYS:
                tally.say(expectation, NOTE, "recorded-in-bulk", {"on": day.isoformat(), "count": len(heap)})
        return
    for claim in held:
        if claim.heap >= BULK_CLAIMS:
            refs = {"on": claim.entered.isoformat(), "count": claim.heap}
            tally.say(expectation, NOTE, "recorded-in-bulk", refs)
            return
