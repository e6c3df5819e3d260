"""What is deliberately not as it should be, each with its story. Everything else is in order: a gap of the demo is one of these."""

from datetime import date, timedelta
from typing import Any

UNDECIDED_RHYTHMS = frozenset({"classification-review", "labelling-check", "information-transfer-check", "privacy-review"})
"""Nobody has said yet how often: the judge cannot tell whether what was done still holds."""
NEVER = frozenset({"nothing.yet"})


def never(word: str) -> bool:
    """Whether records of this word were never begun."""
    return word in NEVER


def missing(word: str, name: str) -> bool:
    """Whether this member is left out."""
    return False


def last_time(word: str, name: str, planned: date) -> date:
    """When it was done for the last time, instead of as planned."""
    return planned


def instead(word: str, name: str, number: int) -> dict[str, Any]:
    """What the record says instead of what would fit."""
    return {}


def late_by(word: str) -> int:
    """How many days later than usual it is entered."""
    return 0
