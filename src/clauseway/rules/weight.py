"""What a finding weighs, what is gathered while judging, and whether facets fit a condition."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from clauseway.rules.facts import Expectation, Reason

SHOWN, GAP, UNKNOWN, NOTE = "shown", "gap", "unknown", "note"
NO_GRADE = 99
NO_SITE = ("",)
"""The sites of what does not depend on sites."""
HEAVIER = {SHOWN: 0, NOTE: 1, UNKNOWN: 2, GAP: 3}

_SEVERAL = (list, tuple)


class Tally:
    """What accumulates while one requirement is judged: reasons, the rank of the weakest grade, and the days to come on which something may
    change (only days after the one that is asked about).
    """

    __slots__ = ("changes", "reasons", "weakest")

    def __init__(self) -> None:
        self.reasons: list[Reason] = []
        self.changes: list[date] = []
        self.weakest = NO_GRADE

    def say(self, expectation: Expectation, weighs: str, code: str, refs: Mapping[str, Any]) -> str:
        """Add a reason of an expectation; returns what it weighs."""
        self.reasons.append(Reason(code, weighs, expectation.facet, expectation.code, refs))
        return weighs


def worse(one: str, other: str) -> str:
    """The heavier of two weights."""
    return one if HEAVIER[one] >= HEAVIER[other] else other


def fits(where: Mapping[str, Any], facets: Mapping[str, Any]) -> str:
    """The name of the first facet that does not fit, or "" when all do. A list means one of; `any` means one of several conditions."""
    for name, wanted in where.items():
        if name == "any":
            if not any(fits(condition, facets) == "" for condition in wanted):
                return next(iter(wanted[0]), "any")
            continue
        value = facets.get(name)
        if isinstance(wanted, _SEVERAL):
            if value not in wanted:
                return name
        elif value != wanted:
            return name
    return ""
