"""Does one expectation hold? The part of the judge that looks at claims, subjects, sites and time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from clauseway.rules.facts import GRADES, Asked, Claim, Expectation, Facts, Reason, Subject
from clauseway.rules.rhythm import in_force, lapses_on

LATE_DAYS = 30
BULK_CLAIMS = 5
RANK = {grade: rank for rank, grade in enumerate(GRADES)}
JUDGED, CONTRARY, PARTLY = "judgement.shown", "judgement.contrary", "judgement.partly"
SHOWN, GAP, UNKNOWN, NOTE = "shown", "gap", "unknown", "note"


@dataclass(slots=True)
class Found:
    """What was found for one expectation and one extent: the best claim that holds, and why others did not count."""

    best: Claim | None = None
    until: date | None = None
    lapsed: tuple[date, Claim] | None = None
    draft: Claim | None = None
    refused: tuple[str, str, Claim] | None = None
    elsewhere: tuple[str, Claim] | None = None
    partly: Claim | None = None
    changes: list[date] = field(default_factory=list)


def fits(where: Mapping[str, Any], facets: Mapping[str, Any]) -> str:
    """The name of the first facet that does not fit, or "" when all do. A list means one of; `any` means one of several conditions."""
    for name, wanted in where.items():
        if name == "any":
            if not any(fits(condition, facets) == "" for condition in wanted):
                return next(iter(wanted[0]), "any")
            continue
        value = facets.get(name)
        if isinstance(wanted, list | tuple):
            if value not in wanted:
                return name
        elif value != wanted:
            return name
    return ""


def look(
    asked: Asked, expectation: Expectation, facts: Facts, as_of: date, claims: Iterable[Claim], site: str = ""
) -> Found:
    """Look for support of one expectation among the claims of its word (and subject), at one site ("" when sites do not matter)."""
    found = Found()
    periods = facts.rhythms.get(expectation.rhythm, ()) if expectation.rhythm else ()
    for claim in claims:
        if claim.stance <= 0:
            continue
        if claim.topic and claim.topic not in asked.topics and claim.topic not in asked.close:
            continue
        if claim.valid_from > as_of:
            found.changes.append(claim.valid_from)
            continue
        if claim.valid_until is not None and claim.valid_until <= as_of:
            continue
        if not _counts(asked, expectation, claim, site, found):
            continue
        lapse = lapses_on(claim.valid_from, periods) if periods else None
        if lapse is not None and lapse <= as_of:
            if found.lapsed is None or lapse > found.lapsed[0]:
                found.lapsed = (lapse, claim)
            continue
        end = min((day for day in (lapse, claim.valid_until) if day is not None), default=None)
        _keep(found, claim, end)
    if found.best is None and expectation.person:
        partly = [c for c in facts.claims.get(PARTLY, ()) if c.topic in asked.topics and _during(c, as_of)]
        found.partly = partly[0] if partly else None
    return found


def _during(claim: Claim, as_of: date) -> bool:
    return claim.valid_from <= as_of and (claim.valid_until is None or as_of < claim.valid_until)


def _counts(asked: Asked, expectation: Expectation, claim: Claim, site: str, found: Found) -> bool:
    """Whether the claim speaks for this; when not, remember why, because that is what a person asks next."""
    facets = claim.facets
    if expectation.bound and claim.topic not in asked.topics:
        standards = facets.get("standards") or ()
        if asked.edition not in standards and asked.standard not in standards:
            found.elsewhere = found.elsewhere or ("other-standard", claim)
            return False
    if site:
        sites = facets.get("sites") or ()
        if site not in sites:
            if not sites:
                found.elsewhere = found.elsewhere or ("site-not-named", claim)
            return False
    if expectation.where and (name := fits(expectation.where, facets)):
        if name in expectation.deciding:
            code = "does-not-count" if name in facets else "not-stated"
            if found.refused is None or claim.valid_from > found.refused[2].valid_from:
                found.refused = (code, name, claim)
        return False
    if claim.grade == "draft":
        found.draft = found.draft or claim
        return False
    return True


def _keep(found: Found, claim: Claim, end: date | None) -> None:
    """Keep the claim that lasts longest, then the better looked-at one, then the lower id: the order of claims never matters."""
    if found.best is None:
        found.best, found.until = claim, end
        return
    old = (found.until or date.max, RANK[found.best.grade], found.best.id)
    new = (end or date.max, RANK[claim.grade], claim.id)
    if (new[0], new[1]) > (old[0], old[1]) or ((new[0], new[1]) == (old[0], old[1]) and new[2] < old[2]):
        found.best, found.until = claim, end


@dataclass(slots=True)
class Outcome:
    """The outcome of one expectation: what it weighs, reasons, the weakest grade behind it, the dates on which it may change."""

    weighs: str
    reasons: list[Reason]
    grades: list[str]
    changes: list[date]


def weigh(asked: Asked, expectation: Expectation, facts: Facts, as_of: date) -> Outcome:
    """Weigh one expectation on a day: over its population, over the sites where they matter, under its rhythm."""
    outcome = Outcome(SHOWN, [], [], [])
    if expectation.rhythm:
        periods = facts.rhythms.get(expectation.rhythm, ())
        outcome.changes += [d for p in periods for d in (p.valid_from, p.valid_until) if d is not None and d > as_of]
        if in_force(periods, as_of) is None:
            _say(outcome, expectation, UNKNOWN, "criterion-not-set", rhythm=expectation.rhythm)
    if expectation.per:
        _weigh_population(asked, expectation, facts, as_of, outcome)
    else:
        _weigh_once(asked, expectation, facts, as_of, outcome)
    return outcome


def _say(outcome: Outcome, expectation: Expectation, weighs: str, code: str, **refs: Any) -> None:
    outcome.reasons.append(Reason(code, weighs, expectation.facet, expectation.code, refs))
    if weighs == GAP or (weighs == UNKNOWN and outcome.weighs != GAP):
        outcome.weighs = weighs


def _claims(expectation: Expectation, facts: Facts) -> tuple[Claim, ...]:
    return facts.claims.get(JUDGED if expectation.person else expectation.kind, ())


def _sites(expectation: Expectation, facts: Facts, as_of: date, subject: Subject | None = None) -> list[str]:
    """The sites that must each be shown; [""] when there is one site at most, or the expectation does not depend on sites."""
    if not expectation.by_site or expectation.per == "site":
        return [""]
    live = [site.ref for site in facts.subjects.get("site", ()) if site.live(as_of)]
    named = subject.facets.get("sites") if subject else None
    if named:
        live = [ref for ref in live if ref in named]
    return live if len(live) > 1 else [""]


def _verdict_of(found: Found, absent_is_gap: bool) -> tuple[str, str]:
    """What one look weighs and the code of its reason, the strongest first."""
    if found.best is not None:
        return SHOWN, SHOWN
    if found.lapsed is not None:
        return GAP, "lapsed"
    if found.refused is not None and found.refused[0] == "does-not-count":
        return GAP, "does-not-count"
    if found.draft is not None:
        return (GAP if absent_is_gap else UNKNOWN), "only-draft"
    if found.refused is not None:
        return UNKNOWN, "not-stated"
    if found.elsewhere is not None:
        return (GAP if absent_is_gap else UNKNOWN), found.elsewhere[0]
    if found.partly is not None:
        return UNKNOWN, "partly-shown"
    return (GAP if absent_is_gap else UNKNOWN), "not-shown"


def _details(found: Found) -> dict[str, Any]:
    if found.best is not None:
        details: dict[str, Any] = {"claims": [found.best.id], "on": found.best.valid_from.isoformat()}
        if found.until is not None:
            details["until"] = found.until.isoformat()
        return details
    if found.lapsed is not None:
        return {"claims": [found.lapsed[1].id], "lapsed_on": found.lapsed[0].isoformat()}
    for kept in (found.draft, found.refused and found.refused[2], found.elsewhere and found.elsewhere[1], found.partly):
        if kept is not None:
            extra = {"field": found.refused[1]} if found.refused and kept is found.refused[2] else {}
            return {"claims": [kept.id], **extra}
    return {}


def _weigh_once(asked: Asked, expectation: Expectation, facts: Facts, as_of: date, outcome: Outcome) -> None:
    held: list[Claim] = []
    for site in _sites(expectation, facts, as_of):
        found = look(asked, expectation, facts, as_of, _claims(expectation, facts), site)
        weighs, code = _verdict_of(found, expectation.absent_is_gap)
        refs = _details(found)
        if site:
            refs["site"] = site
        outcome.changes += found.changes
        _say(outcome, expectation, weighs, code, **refs)
        if found.best is not None:
            held.append(found.best)
            if found.until is not None:
                outcome.changes.append(found.until)
    _grade(asked, expectation, held, outcome)


def _weigh_population(asked: Asked, expectation: Expectation, facts: Facts, as_of: date, outcome: Outcome) -> None:
    everyone = facts.subjects.get(expectation.per, ())
    outcome.changes += [d for s in everyone for d in (s.live_from, s.live_until) if d is not None and d > as_of]
    live = [subject for subject in everyone if subject.live(as_of)]
    members = [s for s in live if fits(expectation.only, s.facets) == ""] if expectation.only else live
    attested = _attestation(expectation, facts, as_of)
    if not members:
        voided = bool(live) and not expectation.only
        if attested is not None and not voided:
            _say(outcome, expectation, SHOWN, "none-attested", claims=[attested.id], population=expectation.per)
            outcome.grades.append(attested.grade)
        else:
            code = "population-none-fit" if live else "population-unknown"
            _say(outcome, expectation, UNKNOWN, code, population=expectation.per)
        return
    if attested is not None:
        _say(outcome, expectation, NOTE, "attestation-voided", claims=[attested.id], population=expectation.per)
    _count_members(asked, expectation, facts, as_of, members, outcome)


def _attestation(expectation: Expectation, facts: Facts, as_of: date) -> Claim | None:
    for claim in facts.claims.get("population.none", ()):
        same = claim.facets.get("subject") == expectation.per
        if same and (claim.facets.get("only") or {}) == dict(expectation.only) and _during(claim, as_of):
            return claim
    return None


def _count_members(
    asked: Asked, expectation: Expectation, facts: Facts, as_of: date, members: Sequence[Subject], outcome: Outcome
) -> None:
    held: list[Claim] = []
    groups: dict[tuple[str, str], list[str]] = {}
    refs_of: dict[tuple[str, str], dict[str, Any]] = {}
    shown = waiting = 0
    by_subject: dict[str, list[Claim]] = {}
    for claim in _claims(expectation, facts):
        by_subject.setdefault(claim.subject, []).append(claim)
    for member in members:
        of_member = by_subject.get(member.ref, ())
        weighs, code, claims, refs = _member(asked, expectation, facts, as_of, member, of_member, outcome)
        if weighs == SHOWN:
            shown += 1
            held += claims
            continue
        if weighs == NOTE:
            waiting += 1
        groups.setdefault((weighs, code), []).append(member.ref)
        refs_of.setdefault((weighs, code), refs)
    enough = _enough(expectation.need, shown, len(members), waiting)
    for (weighs, code), refs in groups.items():
        more = {key: value for key, value in refs_of[weighs, code].items() if key != "site"}
        _say(
            outcome,
            expectation,
            NOTE if enough else weighs,
            code,
            population=expectation.per,
            subjects=sorted(refs),
            of=len(members),
            **more,
        )
    if enough and (shown or not waiting):
        _say(outcome, expectation, SHOWN, SHOWN, population=expectation.per, shown=shown, of=len(members))
    elif enough:
        _say(outcome, expectation, UNKNOWN, "not-due-yet", population=expectation.per, of=len(members))
    _grade(asked, expectation, held, outcome)


def _enough(need: int | float | str, shown: int, members: int, waiting: int) -> bool:
    """Whether enough members are shown. Those not due yet are counted out, but never turn nothing into something."""
    if need == "all":
        return shown + waiting == members
    return shown >= need if isinstance(need, int) else shown >= float(need) * (members - waiting)


def _member(
    asked: Asked,
    expectation: Expectation,
    facts: Facts,
    as_of: date,
    member: Subject,
    claims: Sequence[Claim],
    outcome: Outcome,
) -> tuple[str, str, list[Claim], dict[str, Any]]:
    """One member over its sites: the worst site speaks for it."""
    worst: tuple[str, str, dict[str, Any]] = (SHOWN, SHOWN, {})
    held: list[Claim] = []
    for claim in claims:
        if claim.stance < 0 and (not claim.topic or claim.topic in asked.topics):
            outcome.changes += [d for d in (claim.valid_from, claim.valid_until) if d is not None and d > as_of]
            if _during(claim, as_of):
                return GAP, "contradicted", [], {"claims": [claim.id]}
    order = {SHOWN: 0, NOTE: 1, UNKNOWN: 2, GAP: 3}
    for site in _sites(expectation, facts, as_of, member):
        found = look(asked, expectation, facts, as_of, claims, site)
        outcome.changes += found.changes
        weighs, code = _verdict_of(found, expectation.absent_is_gap)
        if found.best is not None:
            held.append(found.best)
            if found.until is not None:
                outcome.changes.append(found.until)
        elif weighs != SHOWN and code in ("not-shown", "other-standard", "site-not-named"):
            due = _due(expectation, facts, member)
            if due is not None and as_of < due:
                weighs, code = NOTE, "not-due-yet"
                outcome.changes.append(due)
        if order[weighs] > order[worst[0]]:
            refs = _details(found)
            worst = (weighs, code, {**refs, "site": site} if site else refs)
    return worst[0], worst[1], held, worst[2]


def _due(expectation: Expectation, facts: Facts, member: Subject) -> date | None:
    """When a new member must be shown for the first time, where the expectation gives it one rhythm's time."""
    if not expectation.grace:
        return None
    return lapses_on(member.live_from, facts.rhythms.get(expectation.rhythm, ()))


def _grade(asked: Asked, expectation: Expectation, held: Sequence[Claim], outcome: Outcome) -> None:
    """The weakest grade behind an expectation, and what was recorded late or in heaps."""
    if not held:
        return
    outcome.grades.append(min((claim.grade for claim in held), key=RANK.__getitem__))
    if any(claim.topic and claim.topic not in asked.topics for claim in held):
        _say(outcome, expectation, NOTE, "close-topic")
    if expectation.facet == "defined" or expectation.person:
        return
    late = sorted({c.id for c in held if c.entered - c.valid_from > timedelta(days=LATE_DAYS)})
    if late:
        days = max((c.entered - c.valid_from).days for c in held)
        _say(outcome, expectation, NOTE, "recorded-late", claims=late[:20], days=days, count=len(late))
    heaps: dict[tuple[date, str], list[Claim]] = {}
    for claim in held:
        heaps.setdefault((claim.entered, claim.filed_by), []).append(claim)
    for (day, _by), heap in sorted(heaps.items(), key=lambda pair: pair[0]):
        spread = max(c.valid_from for c in heap) - min(c.valid_from for c in heap)
        if len({c.id for c in heap}) >= BULK_CLAIMS and spread.days > LATE_DAYS:
            _say(outcome, expectation, NOTE, "recorded-in-bulk", on=day.isoformat(), count=len(heap))
