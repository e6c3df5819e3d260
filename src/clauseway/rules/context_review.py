"""The context of an organization: which quadrant an issue belongs to, when a side is covered, what stands of a decision on climate change, and when the
next review is due. Own rules, no standard's text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

HELPFUL, HARMFUL = "helpful", "harmful"
STRENGTH, WEAKNESS, OPPORTUNITY, THREAT = "strength", "weakness", "opportunity", "threat"
QUADRANTS = {
    STRENGTH: ("internal", HELPFUL),
    WEAKNESS: ("internal", HARMFUL),
    OPPORTUNITY: ("external", HELPFUL),
    THREAT: ("external", HARMFUL),
}
HEADINGS = ("political", "economic", "social", "technological", "legal", "environmental")
NOT_TAKEN_UP, DENIED = "not-taken-up", "denied"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days, half-open; `code` says what holds in it."""

    begins: date
    ends: date | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether climate change matters, decided on a day. `ref` tells decisions apart."""

    ref: str
    on: date
    relevant: bool


def quadrant(side: str, influence: str) -> str:
    """Strength, weakness, opportunity or threat; "" while nobody said whether it helps or harms."""
    return next((name for name, both in QUADRANTS.items() if both == (side, influence)), "")


def covered(lives: Iterable[Span]) -> list[Span]:
    """When at least one of them is alive: their union, in order of time. What ends on the day it begins never lived."""
    found: list[Span] = []
    for one in sorted(
        (s for s in lives if s.ends is None or s.ends > s.begins), key=lambda s: (s.begins, s.ends or date.max)
    ):
        last = found[-1] if found else None
        if last is None or (last.ends is not None and one.begins > last.ends):
            found.append(Span(one.begins, one.ends))
        elif last.ends is not None and (one.ends is None or one.ends > last.ends):
            found[-1] = Span(last.begins, one.ends)
    return found


def standing(decisions: Sequence[Decision]) -> list[tuple[Decision, date | None]]:
    """Each decision with the day of the next one; of several on a day the last counts."""
    by_day = {one.on: one for one in sorted(decisions, key=lambda d: (d.on, d.ref))}
    ordered = [by_day[day] for day in sorted(by_day)]
    return [(one, ordered[n + 1].on if n + 1 < len(ordered) else None) for n, one in enumerate(ordered)]


def opposed(decisions: Sequence[Decision], about_climate: Iterable[Span]) -> list[Span]:
    """When the decision on climate change and the list of issues say the opposite: relevant and no issue takes it up, or not relevant and an issue does."""
    alive = covered(about_climate)
    found = []
    for one, ends in standing(decisions):
        whole = Span(one.on, ends)
        parts = _without(whole, alive) if one.relevant else _within(whole, alive)
        code = NOT_TAKEN_UP if one.relevant else DENIED
        found += [Span(part.begins, part.ends, code) for part in parts]
    return found


def _within(whole: Span, parts: Sequence[Span]) -> list[Span]:
    """What of the parts lies in the whole."""
    found = []
    for part in parts:
        begins = max(whole.begins, part.begins)
        ends = min((day for day in (whole.ends, part.ends) if day is not None), default=None)
        if ends is None or ends > begins:
            found.append(Span(begins, ends))
    return found


def _without(whole: Span, parts: Sequence[Span]) -> list[Span]:
    """What of the whole no part covers."""
    found, cursor = [], whole.begins
    for part in _within(whole, parts):
        if part.begins > cursor:
            found.append(Span(cursor, part.begins))
        if part.ends is None:
            return found
        cursor = part.ends
    if whole.ends is None or cursor < whole.ends:
        found.append(Span(cursor, whole.ends))
    return found


def next_review(reviewed: Iterable[date], since: date | None, days: int | None) -> date | None:
    """When the next review is due by the organization's own rhythm, None without one or while there is nothing to review."""
    start = max(reviewed, default=since)
    return None if days is None or start is None else start + timedelta(days=days)


def newer(recorded: date, reviewed: date | None) -> bool:
    """Whether something came after the last review (and so was not looked at in it); nothing is new while there was none."""
    return reviewed is not None and recorded > reviewed
