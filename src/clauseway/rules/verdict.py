"""The judge: is this requirement shown on this day, and why? A pure function of what is asked and what is on file."""

from collections.abc import Iterable
from datetime import date

from clauseway.rules.facts import FACETS, GRADES, NO_FACETS, Asked, Claim, Decision, Facts, Reason, Verdict
from clauseway.rules.support import CONTRARY, weigh
from clauseway.rules.weight import GAP, NO_GRADE, NOTE, SHOWN, UNKNOWN, Tally, fits

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
        return Verdict(UNKNOWN, NO_FACETS, (reason,), "", _next(tally.changes, as_of))
    weights: dict[str, str] = {}
    reasons = tally.reasons
    for expectation in asked.ordered:
        before = len(reasons)
        weight = weigh(asked, expectation, facts, as_of, tally)
        facet = expectation.facet
        known = weights.get(facet)
        if known is None or _WEIGHT_ORDER[weight] < _WEIGHT_ORDER[known]:
            weights[facet] = SHOWN if weight == NOTE else weight
        if len(reasons) - before > 1:
            reasons[before:] = sorted(reasons[before:], key=_reading)
    against = _contradictions(asked, facts, as_of, tally) if "-" in facts.claims else False
    if against:
        reasons.sort(key=_reading)
        for reason in reasons:
            if reason.weighs == GAP and reason.facet:
                weights[reason.facet] = GAP
    return _answer(asked, weights, tally, as_of, contradicted=against)


def _answer(asked: Asked, weights: dict[str, str], tally: Tally, as_of: date, *, contradicted: bool) -> Verdict:
    found = weights.values()
    if contradicted or GAP in found:
        answer = GAP
    elif not weights:
        tally.reasons.append(Reason("nothing-expected", UNKNOWN))
        answer = UNKNOWN
    else:
        answer = UNKNOWN if UNKNOWN in found else CONFORMING
    grade = GRADES[tally.weakest] if answer == CONFORMING and tally.weakest != NO_GRADE else ""
    changes = tally.changes
    return Verdict(answer, weights, tuple(tally.reasons), grade, _next(changes, as_of) if changes else None)


def _reading(reason: Reason) -> tuple[int, str, int, str, str]:
    """By facet, then expectation, then weight: the order in which a person reads them, and the same on every machine."""
    order = (_FACET_ORDER[reason.facet], reason.expectation, _WEIGHT_ORDER[reason.weighs])
    return (*order, reason.code, str(reason.refs))


def _next(changes: Iterable[date], as_of: date) -> date | None:
    return min((day for day in changes if day > as_of), default=None)


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
    alive: list[str] = []
    if asked.excluded_but is not None:
        kind, wanted = asked.excluded_but
        for subject in facts.subjects.get(kind, ()):
            tally.note_life(subject)
            if subject.live(as_of) and fits(wanted, subject.facets) == "":
                alive.append(subject.ref)
    if alive:
        refs = {"population": asked.excluded_but[0] if asked.excluded_but else "", "subjects": sorted(alive)}
        tally.reasons.append(Reason("exclusion-contradicted", GAP, refs=refs))
    if not decision.justified:
        tally.reasons.append(Reason("exclusion-not-justified", GAP))
    answer = GAP if alive or against or not decision.justified else NOT_APPLICABLE
    if answer == NOT_APPLICABLE:
        tally.reasons.append(Reason("not-applicable", SHOWN))
    reasons = tuple(sorted(tally.reasons, key=_reading))
    return Verdict(answer, NO_FACETS, reasons, "", _next(tally.changes, as_of))


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
        tally.note_dates(claim)
        if claim.valid_from > as_of or (claim.valid_until is not None and claim.valid_until <= as_of):
            continue
        code = "judged-gap" if claim.kind == CONTRARY else "contradicted"
        facet, of = (expectation.facet, expectation.code) if expectation else ("", "")
        tally.reasons.append(Reason(code, GAP, facet, of, {"claims": [claim.id], "kind": claim.kind}))
        found = True
    return found


def _covers(asked: Asked, claim: Claim) -> bool:
    standards = claim.facets.get("standards")
    return not standards or asked.edition in standards or asked.standard in standards
