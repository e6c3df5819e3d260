"""The judge: is this requirement shown on this day, and why? A pure function of what is asked and what is on file."""

from collections.abc import Iterable, Mapping
from datetime import date

from clauseway.rules.facts import FACETS, NO_FACETS, Asked, Claim, Decision, Facts, Reason, Verdict
from clauseway.rules.support import CONTRARY, GAP, NOTE, RANK, SHOWN, UNKNOWN, fits, weigh

RULESET = "1"
CONFORMING, NOT_APPLICABLE = "conforming", "not-applicable"
_WEIGHT_ORDER = {GAP: 0, UNKNOWN: 1, SHOWN: 2, NOTE: 3}
_FACET_ORDER = {facet: position for position, facet in enumerate(("", *FACETS))}


def judge(asked: Asked, facts: Facts, as_of: date) -> Verdict:
    """The verdict on one requirement as of a day.

    Same inputs, same verdict, whatever the order of claims. One valid contrary fact outweighs any number of supporting ones. Raises nothing: what it
    cannot tell is *unknown* with the reason.
    """
    changes: list[date] = []
    decision = _decision(facts.decisions, as_of, changes)
    if decision is not None and not decision.included:
        return _excluded(asked, facts, as_of, decision, changes)
    if asked.control and decision is None:
        return Verdict(UNKNOWN, NO_FACETS, (Reason("control-not-declared", UNKNOWN),), "", _next(changes, as_of))
    reasons: list[Reason] = []
    weights: dict[str, str] = {}
    grades: list[str] = []
    for expectation in asked.expectations:
        outcome = weigh(asked, expectation, facts, as_of)
        reasons += outcome.reasons
        grades += outcome.grades
        changes += outcome.changes
        weights[expectation.facet] = _worse(weights.get(expectation.facet, SHOWN), outcome.weighs)
    against = _contradictions(asked, facts, as_of, changes)
    reasons += against
    for reason in against:
        facet = reason.facet
        if facet:
            weights[facet] = GAP
    return _answer(asked, weights, reasons, grades, bool(against), _next(changes, as_of))


def _answer(
    asked: Asked,
    weights: Mapping[str, str],
    reasons: list[Reason],
    grades: list[str],
    contradicted: bool,
    next_change_on: date | None,
) -> Verdict:
    if not asked.expectations:
        reasons.append(Reason("nothing-expected", UNKNOWN))
    if contradicted or GAP in weights.values():
        answer = GAP
    elif UNKNOWN in weights.values() or not asked.expectations:
        answer = UNKNOWN
    else:
        answer = CONFORMING
    grade = min(grades, key=RANK.__getitem__) if grades and answer == CONFORMING else ""
    facets = {facet: weights[facet] for facet in FACETS if facet in weights}
    return Verdict(answer, facets, _sorted(reasons), grade, next_change_on)


def _worse(one: str, other: str) -> str:
    return min(one, other, key=_WEIGHT_ORDER.__getitem__)


def _sorted(reasons: list[Reason]) -> tuple[Reason, ...]:
    """By facet, then weight, then expectation: the order in which a person reads them, and the same on every machine."""
    return tuple(
        sorted(
            reasons, key=lambda r: (_FACET_ORDER[r.facet], r.expectation, _WEIGHT_ORDER[r.weighs], r.code, str(r.refs))
        )
    )


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


def _excluded(asked: Asked, facts: Facts, as_of: date, decision: Decision, changes: list[date]) -> Verdict:
    if asked.excluded_but is not None:
        kind, wanted = asked.excluded_but
        members = facts.subjects.get(kind, ())
        changes += [d for s in members for d in (s.live_from, s.live_until) if d is not None]
        alive = sorted(s.ref for s in members if s.live(as_of) and fits(wanted, s.facets) == "")
        if alive:
            reason = Reason("exclusion-contradicted", GAP, refs={"population": kind, "subjects": alive})
            return Verdict(GAP, NO_FACETS, (reason,), "", _next(changes, as_of))
    if not decision.justified:
        return Verdict(GAP, NO_FACETS, (Reason("exclusion-not-justified", GAP),), "", _next(changes, as_of))
    reason = Reason("not-applicable", SHOWN)
    return Verdict(NOT_APPLICABLE, NO_FACETS, (reason,), "", _next(changes, as_of))


def _contradictions(asked: Asked, facts: Facts, as_of: date, changes: list[date]) -> list[Reason]:
    """Open contrary claims about the requirement's own topics, and system-wide ones in a word that it expects."""
    found: list[Reason] = []
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
        if claim.valid_from > as_of:
            changes.append(claim.valid_from)
            continue
        if claim.valid_until is not None:
            if claim.valid_until <= as_of:
                continue
            changes.append(claim.valid_until)
        code = "judged-gap" if claim.kind == CONTRARY else "contradicted"
        facet = expectation.facet if expectation else ""
        found.append(
            Reason(
                code, GAP, facet, expectation.code if expectation else "", {"claims": [claim.id], "kind": claim.kind}
            )
        )
    return found


def _covers(asked: Asked, claim: Claim) -> bool:
    standards = claim.facets.get("standards")
    return not standards or asked.edition in standards or asked.standard in standards
