"""Obligations: when one is determined, what an evaluation of compliance shows, and when a breach stands.

Own rules, no standard's text. Evaluated means: against facts that are named, at every place where the obligation applies. A breach counts as acted on only
while something is under way that has a day by which it is done; past that day it is a breach again until it was done.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

COMPLIES, ACTED_ON, BREACH = "complies", "breach-acted-on", "breach"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One evaluation. `sites`: the places looked at. `response_on`: the day on which something was undertaken, `response_due` until when it is to be done,
    `response_done` when it was.
    """

    ref: str
    on: date
    complies: bool
    sites: frozenset[str] = frozenset()
    response: str = ""
    response_on: date | None = None
    response_due: date | None = None
    response_done: date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """An outcome, from when until when it stands (None: still), and the evaluation it comes from."""

    outcome: str
    begins: date
    ends: date | None
    ref: str


def missing(asks: str, source: str, *, decided: bool) -> list[str]:
    """What an obligation lacks to be determined: what it asks, where its text is, and that somebody decided that it applies."""
    lacks = []
    if not asks.strip():
        lacks.append("asks")
    if not source.strip():
        lacks.append("source")
    if not decided:
        lacks.append("applicability")
    return lacks


def covers(evaluation: Evaluation, sites: Collection[str]) -> bool:
    """Whether an evaluation looked at every place where the obligation applies (no places named: it applies as a whole)."""
    return set(sites) <= evaluation.sites


def outcomes(evaluations: Iterable[Evaluation], sites: Collection[str] = ()) -> list[Span]:
    """What the evaluations of all places say, each until the next such. One that left a place out says nothing about the whole."""
    whole = _ordered(one for one in evaluations if covers(one, sites))
    return [span for one, until in _until_next(whole) for span in _phases(one, until)]


def breaches(evaluations: Iterable[Evaluation], sites: Collection[str] = ()) -> list[Span]:
    """When a breach stands and nothing is done about it. A breach at one place is one; only a look at all places, or what was undertaken, ends it."""
    rows = _ordered(evaluations)
    found = []
    for one in rows:
        if one.complies:
            continue
        later = [
            other.on for other in rows if other.on > one.on and (covers(other, sites) or _again(one, other, sites))
        ]
        until = min(later, default=None)
        found += [span for span in _phases(one, until) if span.outcome == BREACH]
    return found


def _again(one: Evaluation, other: Evaluation, sites: Collection[str]) -> bool:
    """Whether a later look saw again at least the places in question."""
    return bool(one.sites & set(sites)) and (one.sites & set(sites)) <= other.sites


def latest(evaluations: Sequence[Evaluation], sites: Collection[str] = ()) -> Evaluation | None:
    """The latest evaluation of all places; None while there is none."""
    return max((one for one in evaluations if covers(one, sites)), key=_key, default=None)


def next_on(evaluations: Sequence[Evaluation], sites: Collection[str], since: date, days: Iterable[int]) -> date | None:
    """When the next evaluation is due by the shortest of the organization's rhythms; None without a rhythm."""
    shortest = min(days, default=None)
    last = latest(evaluations, sites)
    return None if shortest is None else (last.on if last else since) + timedelta(days=shortest)


def _key(one: Evaluation) -> tuple[date, str]:
    return one.on, one.ref


def _ordered(evaluations: Iterable[Evaluation]) -> list[Evaluation]:
    return sorted(evaluations, key=_key)


def _until_next(rows: Sequence[Evaluation]) -> list[tuple[Evaluation, date | None]]:
    """Each evaluation with the day of the next; of several on a day the worst speaks."""
    days: dict[date, Evaluation] = {}
    for one in rows:
        if one.on not in days or not one.complies:
            days[one.on] = one
    kept = list(days.values())
    return [(one, kept[n + 1].on if n + 1 < len(kept) else None) for n, one in enumerate(kept)]


def _phases(one: Evaluation, until: date | None) -> list[Span]:
    if one.complies:
        return [Span(COMPLIES, one.on, until, one.ref)]
    acted = _acted(one, until)
    found, cursor = [], one.on
    for begins, ends in acted:
        if begins > cursor:
            found.append(Span(BREACH, cursor, begins, one.ref))
        found.append(Span(ACTED_ON, begins, ends, one.ref))
        if ends is None:
            return found
        cursor = ends
    if until is None or cursor < until:
        found.append(Span(BREACH, cursor, until, one.ref))
    return found


def _acted(one: Evaluation, until: date | None) -> list[tuple[date, date | None]]:
    """When a breach is being acted on or was: while what was undertaken has time, and from the day it was done."""
    if not one.response.strip() or one.response_due is None:
        return []
    begins = max(one.on, one.response_on or one.on)
    late = one.response_due + timedelta(days=1)
    if one.response_done is not None and one.response_done < late:
        spans: list[tuple[date, date | None]] = [(begins, until)]
    else:
        spans = [(begins, _first(until, late))]
        if one.response_done is not None:
            spans.append((max(one.response_done, begins), until))
    return [span for span in spans if span[1] is None or span[1] > span[0]]


def _first(one: date | None, other: date) -> date:
    return other if one is None else min(one, other)
