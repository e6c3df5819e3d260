"""Planned changes: what one lacks, when it counts as planned, when it was made without a plan, and when its effect was looked at.

Own rules, no standard's text. Planned means: purpose, consequences, means and responsibility are said and somebody other than who asked agreed, before it was
begun. What was begun before that was made unplanned until the plan was agreed after all; it does not become a change that was planned before it was made.
"""

from dataclasses import dataclass
from datetime import date

WEAKENED = "weakened"
RESULTS = ("held", "repaired", WEAKENED)


@dataclass(frozen=True, slots=True)
class Change:
    """The dates of a change: agreed, begun, made, reviewed; `result` is what the review found."""

    purpose: str = ""
    consequences: str = ""
    resources: str = ""
    responsible: str = ""
    asked_by: str = ""
    approved_by: str = ""
    approved_on: date | None = None
    begun_on: date | None = None
    made_on: date | None = None
    reviewed_on: date | None = None
    result: str = ""
    dropped_on: date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when something holds (None: still)."""

    begins: date
    ends: date | None


def missing(change: Change) -> list[str]:
    """What the plan lacks, as stable codes in the order in which people ask."""
    lacks = [
        name for name in ("purpose", "consequences", "resources", "responsible") if not getattr(change, name).strip()
    ]
    if change.approved_on is None or not change.approved_by or change.approved_by == change.asked_by:
        lacks.append("approval")
    return lacks


def planned(change: Change) -> Span | None:
    """Since when it is planned: complete, agreed by another, and not begun before that."""
    if missing(change) or change.approved_on is None:
        return None
    if change.begun_on is not None and change.begun_on < change.approved_on:
        return None
    return Span(change.approved_on, None)


def unplanned(change: Change) -> Span | None:
    """When it was under way and nobody had agreed to a complete plan."""
    if change.begun_on is None:
        return None
    ends = [change.approved_on] if not missing(change) and change.approved_on else []
    ends += [change.dropped_on] if change.dropped_on else []
    until = min(ends, default=None)
    return Span(change.begun_on, until) if until is None or until > change.begun_on else None


def reviewed(change: Change) -> Span | None:
    """Since when its effect was looked at: after it was made, and what the look found is no weakening left alone."""
    if change.reviewed_on is None or change.made_on is None or change.reviewed_on < change.made_on:
        return None
    return None if change.result not in RESULTS or change.result == WEAKENED else Span(change.reviewed_on, None)
