"""What a finding weighs, what is gathered while judging, and whether facets fit a condition."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from clauseway.rules.facts import Claim, Expectation, Reason, Subject

SHOWN, GAP, UNKNOWN, NOTE = "shown", "gap", "unknown", "note"
NO_GRADE = 99


class Tally:
    """What accumulates while one requirement is judged: reasons, the rank of the weakest grade, and dates on which something may change."""

    __slots__ = ("changes", "reasons", "weakest")

    def __init__(self) -> None:
        self.reasons: list[Reason] = []
        self.changes: list[date] = []
        self.weakest = NO_GRADE

    def say(self, expectation: Expectation, weighs: str, code: str, refs: Mapping[str, Any]) -> str:
        """Add a reason of an expectation; returns what it weighs."""
        self.reasons.append(Reason(code, weighs, expectation.facet, expectation.code, refs))
        return weighs

    def grade(self, rank: int) -> None:
        self.weakest = min(self.weakest, rank)

    def note_dates(self, claim: Claim) -> None:
        """The days on which a claim starts and ends may change the answer."""
        self.changes.append(claim.valid_from)
        if claim.valid_until is not None:
            self.changes.append(claim.valid_until)

    def note_life(self, subject: Subject) -> None:
        """The days on which a subject comes and goes may change the answer."""
        self.changes.append(subject.live_from)
        if subject.live_until is not None:
            self.changes.append(subject.live_until)


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
