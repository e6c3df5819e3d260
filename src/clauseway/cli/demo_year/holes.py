"""What is deliberately not as it should be, each with its story. Everything else is in order: a gap of the demo is one of these."""

from datetime import date, timedelta
from typing import Any

from clauseway.cli.demo_year.stage import Stage

UNDECIDED_RHYTHMS: frozenset[str] = frozenset()
NEVER: frozenset[str] = frozenset()


def never(word: str) -> bool:
    return word in NEVER


def missing(word: str, name: str) -> bool:
    return False


def last_time(word: str, name: str, planned: date) -> date:
    return planned


def instead(word: str, name: str, number: int) -> dict[str, Any]:
    return {}


def late_by(word: str) -> int:
    return 0
