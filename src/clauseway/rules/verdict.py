"""The judge: is this requirement shown on this day, and why? A pure function of what is asked and what is on file."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from clauseway.rules.facts import FACETS, GRADES, NO_FACETS, Asked, Claim, Decision, Facts, Reason, Unless, Verdict
from clauseway.rules.population import living
from clauseway.rules.sifting import in_force
from clauseway.rules.support import CONTRARY, weigh
from clauseway.rules.weight import GAP, HEAVIER, NO_GRADE, NOTE, SHOWN, UNKNOWN, Tally, fits

RULESET = "2"
CONFORMING, NOT_APPLICABLE = "conforming", "not-applicable"
_WEIGHT_ORDER = {GAP: 0, UNKNOWN: 1, SHOWN: 2, NOTE: 3}
_FACET_ORDER = {facet: position for position, facet in enumerate(("", *FACETS))}


def judge(asked: Asked, facts: Facts, as_of: date) -> Verdict:
    """The verdict on one requirement as of a day.

    Same inputs, same verdict, whatever the order of claims. One valid contrary fact outweighs any number of supporting ones. Raises nothing: what it
    cannot tell is *unknown* with the reason.
    """
    tally = Tally()
    decision = _decision(facts.decisions, as_of, tally.changes) if facts.decisions else None
    if decision is not None and not decision.included:
        return _excluded(asked, facts, as_of, decision, tally)
    if asked.control and decision is None:
        reason = Reason("control-not-declared", UNKNOWN)
        return Verdict(UNKNOWN, NO_FACETS, (reason,), "", _next(tally.changes))
    weights: dict[str, str] = {}
    reasons = tally.reasons
    before = 0
    for expectation in asked.ordered:
        weight = weigh(asked, expectation, facts, as_of, tally)
        facet = expectation.facet
        if facet not in weights or HEAVIER[weight] > HEAVIER[weights[facet]]:
            weights[facet] = weight
        after = len(reasons)
        if after - before > 1:
            reasons[before:] = sorted(reasons[before:], key=_reading)
        before = after
    against = "-" in facts.claims and _contradictions(asked, facts, as_of, tally)
    if against:
        reasons.sort(key=_reading)
        weights |= {reason.facet: GAP for reason in reasons if reason.weighs == GAP and reason.facet}
    found = weights.values()
    if against or GAP in found:
        answer = GAP
    elif not weights:
        reasons.append(Reason("nothing-expected", UNKNOWN))
        answer = UNKNOWN
    else:
        answer = UNKNOWN if UNKNOWN in found else CONFORMING
    grade = GRADES[tally.weakest] if answer == CONFORMING and tally.weakest != NO_GRADE else ""
    return Verdict(answer, weights, tuple(reasons), grade, _next(tally.changes))


def _reading(reason: Reason) -> tuple[object, ...]:
    """By facet, then expectation, then weight: the order in which a person reads them, and the same on every machine."""
    code, weighs, facet, expectation, refs = reason
    where = refs.get("site", ""), refs.get("kind", ""), refs.get("claims", ())
    return _FACET_ORDER[facet], expectation, _WEIGHT_ORDER[weighs], code, where[0], where[1], list(where[2])


def _next(changes: list[date]) -> date | None:
    return min(changes) if changes else None


def _decision(decisions: tuple[Decision, ...], as_of: date, changes: list[date]) -> Decision | None:
    current = None
    for decision in decisions:
        if decision.valid_from > as_of:
            changes.append(decision.valid_from)
        elif decision.valid_until is None or as_of < decision.valid_until:
            current = decision
            if decision.valid_until is not None:
                changes.append(decision.valid_until)
    return current


def _excluded(asked: Asked, facts: Facts, as_of: date, decision: Decision, tally: Tally) -> Verdict:
    """Left out: held with a reason given, and as long as neither a live subject nor an open contrary fact says otherwise."""
    against = _contradictions(asked, facts, as_of, tally)
    alive = False
    for unless in asked.excluded_but:
        refs = _denied(asked, unless, facts, as_of, tally)
        if refs:
            tally.reasons.append(Reason("exclusion-contradicted", GAP, refs=refs))
            alive = True
    if not decision.justified:
        tally.reasons.append(Reason("exclusion-not-justified", GAP))
    answer = GAP if alive or against or not decision.justified else NOT_APPLICABLE
    if answer == NOT_APPLICABLE:
        tally.reasons.append(Reason("not-applicable", SHOWN))
    reasons = tuple(sorted(tally.reasons, key=_reading))
    return Verdict(answer, NO_FACETS, reasons, "", _next(tally.changes))


def _denied(asked: Asked, unless: Unless, facts: Facts, as_of: date, tally: Tally) -> Mapping[str, Any]:
    """What lives, or is on record, although the requirement was left out; empty when nothing is."""
    if unless.record:
        claims = [
            claim
            for claim in facts.claims.get(unless.record, ())
            if claim.stance > 0
            and claim.grade != "draft"
            and fits(unless.facets, claim.facets) == ""
            and _covers(asked, claim)
            and in_force(claim, as_of, tally.changes)
        ]
        subjects = {"subjects": sorted({claim.subject for claim in claims if claim.subject})}
        kind = {"population": claims[0].subject_kind, **subjects} if claims and subjects["subjects"] else {}
        return {**kind, "claims": sorted(claim.id for claim in claims), "kind": unless.record} if claims else {}
    everyone = living(facts.subjects.get(unless.subject, ()), as_of)
    tally.changes += everyone.changes
    alive = [subject.ref for subject in everyone.members if fits(unless.facets, subject.facets) == ""]
    return {"population": unless.subject, "subjects": sorted(alive)} if alive else {}


def _contradictions(asked: Asked, facts: Facts, as_of: date, tally: Tally) -> bool:
    """Open contrary claims about the requirement's own topics, and system-wide ones in a word that it expects. Adds to the tally; whether there are any."""
    found = False
    by_code = {expectation.code: expectation for expectation in asked.expectations}
    for claim in facts.claims.get("-", ()):
        expectation = by_code.get(asked.against.get(claim.kind, ""))
        if claim.topic:
            if claim.topic not in asked.topics:
                continue
        elif expectation is None or (expectation.per and claim.subject and claim.kind == expectation.kind):
            continue
        if not _covers(asked, claim):
            continue
        if not in_force(claim, as_of, tally.changes):
            continue
        code = "judged-gap" if claim.kind == CONTRARY else "contradicted"
        facet, of = (expectation.facet, expectation.code) if expectation else ("", "")
        tally.reasons.append(Reason(code, GAP, facet, of, {"claims": [claim.id], "kind": claim.kind}))
        found = True
    return found


def _covers(asked: Asked, claim: Claim) -> bool:
    standards = claim.facets.get("standards")
    return not standards or asked.edition in standards or asked.standard in standards
