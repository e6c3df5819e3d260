"""Several standards audited together (IAF MD 11): how much of the sum may be cut, by the level of integration and the team's ability."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from clauseway.rules.audit_steps import Step
from clauseway.rules.rulebook import OURS, AuditTimeError, Matrix, Rulebook, Source

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Cut:
    """Share of the sum that is cut: the least the body may give, what we expect, the most. `steps` say why."""

    least: Fraction
    likely: Fraction
    most: Fraction
    steps: tuple[Step, ...]


def ability(qualified: Sequence[int], standards: int) -> Fraction:
    """The team's ability in percent: `qualified` says for how many of the audited standards each auditor is qualified.

    One auditor with 3 of 3: 100. Two auditors with 3 and 1 of 3: 50. Raises AuditTimeError: ability-needs-two, ability-impossible.
    """
    if standards < 2 or not qualified:
        raise AuditTimeError("ability-needs-two", "with")
    if any(not 1 <= number <= standards for number in qualified):
        raise AuditTimeError("ability-impossible", "ability", standards=standards)
    return Fraction(HUNDRED * sum(number - 1 for number in qualified), len(qualified) * (standards - 1))


def looked_up(matrix: Matrix, integration: Fraction, able: Fraction) -> Fraction:
    """The matrix's percent at the next lower step of both: between two steps the smaller cut."""
    row = max(step for step in matrix.by_ability if step <= able)
    column = max(place for place, step in enumerate(matrix.integration) if step <= integration)
    return Fraction(matrix.by_ability[row][column])


def cut(book: Rulebook, standards: int, integration: Fraction | None, able: Fraction | None) -> Cut:
    """How much of the sum is cut. Not stated: none is expected, and up to the limit is possible.

    Raises AuditTimeError: percent-range, integration-alone (a level without a second standard).
    """
    for name, given in (("integration", integration), ("ability", able)):
        if given is not None and not 0 <= given <= HUNDRED:
            raise AuditTimeError("percent-range", name, given=given)
    if standards < 2:
        if integration is not None or able is not None:
            raise AuditTimeError("integration-alone", "integration" if integration is not None else "ability")
        return Cut(Fraction(0), Fraction(0), Fraction(0), ())
    limit = book.figures["integration"]
    if integration is None:
        inputs = (("limit", limit.value),)
        step = Step("integration-unknown", "", inputs, Fraction(0), "share", limit.source, assumed=True)
        return Cut(Fraction(0), Fraction(0), limit.value, (step,))
    known = HUNDRED if able is None else able
    percent = min(looked_up(book.matrix, integration, Fraction(known)), limit.value * HUNDRED)
    safe = limit.value * integration / HUNDRED * known / HUNDRED
    inputs2 = (("integration", integration), ("ability", Fraction(known)), ("limit", limit.value), ("safe", safe))
    source = book.matrix.source
    step = Step("integration", "", inputs2, percent / HUNDRED, "share", source, assumed=able is None)
    likely = percent / HUNDRED
    steps = [step]
    if able is None:
        ours = Source("Clauseway", "our assumption", OURS)
        steps.insert(0, Step("ability-unknown", "", (), Fraction(HUNDRED), "percent", ours, assumed=True))
    return Cut(Fraction(0) if able is None else min(safe, likely), likely, limit.value, tuple(steps))
