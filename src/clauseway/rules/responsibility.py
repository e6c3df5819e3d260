"""Who answers for what: whether exactly one person who is here is accountable, since when, and what is wrong where that is not so.

Own rules, no standard's text. Letters: R does the work, A answers for it, C is asked before, I is told. A may be given to a role; then whoever holds the
role answers, and two holders of it are two who answer. A person named twice, by name and by role, is one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

LETTERS = "RACI"
NOBODY, SEVERAL, LEFT, VACANT = "nobody-accountable", "several-accountable", "accountable-left", "accountable-vacant"
UNDONE, GONE = "nobody-responsible", "assignee-left"
BREAKS = frozenset({NOBODY, SEVERAL, LEFT, VACANT})
"""What breaks the answer to "who is accountable?"; the rest is worth a look and breaks nothing."""


@dataclass(frozen=True, slots=True)
class Window:
    """That one person stands behind an assignment from a day until another (half-open; None: still)."""

    who: str
    begins: date
    ends: date | None = None

    def on(self, day: date) -> bool:
        return self.begins <= day and (self.ends is None or day < self.ends)


@dataclass(frozen=True, slots=True)
class Assigned:
    """One letter for one assignee: from when until when it was given, who stands behind it and when, and since when it is known to them."""

    ref: str
    letter: str
    begins: date
    ends: date | None = None
    present: tuple[Window, ...] = ()
    known: date | None = None

    def on(self, day: date) -> bool:
        return self.begins <= day and (self.ends is None or day < self.ends)

    def holders(self, day: date) -> frozenset[str]:
        return frozenset(window.who for window in self.present if window.on(day))


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, and with which assignments."""

    code: str
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days (half-open) in which one thing holds: "" for all in order, else a code."""

    code: str
    begins: date
    ends: date | None


def accountable(assigned: Iterable[Assigned], day: date) -> Finding:
    """Whether exactly one person who is here is accountable on a day: the code "" when so, and the assignments it rests on."""
    given = [one for one in assigned if one.letter == "A" and one.on(day)]
    refs = tuple(sorted(one.ref for one in given))
    if not given:
        return Finding(NOBODY)
    people = frozenset[str]().union(*(one.holders(day) for one in given))
    if len(people) > 1 or (len(given) > 1 and any(not one.holders(day) for one in given)):
        return Finding(SEVERAL, refs)
    if not people:
        was = any(window.begins <= day for one in given for window in one.present)
        return Finding(LEFT if was else VACANT, refs)
    return Finding("", refs)


def findings(assigned: Sequence[Assigned], day: date) -> tuple[Finding, ...]:
    """Everything wrong on a day, the breaks first. Nothing assigned at all is one finding: nobody is accountable."""
    found = [one for one in (accountable(assigned, day),) if one.code]
    alive = [one for one in assigned if one.on(day)]
    if alive and not any(one.letter in "RA" and one.holders(day) for one in alive):
        found.append(Finding(UNDONE))
    gone = tuple(sorted(one.ref for one in alive if one.letter != "A" and not one.holders(day)))
    if gone:
        found.append(Finding(GONE, gone))
    return tuple(found)


def answered(assigned: Sequence[Assigned]) -> tuple[Span, ...]:
    """When exactly one person who is here was accountable *and* had been told. Assigned and told nobody is not known."""

    def holds(day: date) -> str | None:
        found = accountable(assigned, day)
        told = any(one.ref in found.refs and one.known is not None and one.known <= day for one in assigned)
        return "" if found.code == "" and told else None

    return tuple(_spans(assigned, holds))


def broken(assigned: Sequence[Assigned]) -> tuple[Span, ...]:
    """From the first day on which somebody was made accountable: when it was nobody, several, or somebody who is not here."""
    first = min((one.begins for one in assigned if one.letter == "A"), default=None)

    def breaks(day: date) -> str | None:
        if first is None or day < first:
            return None
        return accountable(assigned, day).code or None

    return tuple(_spans(assigned, breaks))


def _spans(assigned: Sequence[Assigned], state: object) -> Iterator[Span]:
    """The stretches in which `state` says one and the same thing, in order of time; it changes only on days that stand in the assignments."""
    days = sorted({day for one in assigned for day in _days(one) if day is not None})
    code, begins = None, None
    for day in days:
        now = state(day)  # type: ignore[operator]
        if now == code:
            continue
        if code is not None and begins is not None:
            yield Span(code, begins, day)
        code, begins = now, day
    if code is not None and begins is not None:
        yield Span(code, begins, None)


def _days(one: Assigned) -> list[date | None]:
    return [one.begins, one.ends, one.known, *(day for window in one.present for day in (window.begins, window.ends))]


def letters(text: str) -> str | None:
    """The letters of a cell as people type them ("a", "A/R", "r, c") in the order of RACI; None for anything else."""
    typed = {sign for sign in text.upper() if sign not in " ,/;+-"}
    return "".join(sign for sign in LETTERS if sign in typed) if typed <= set(LETTERS) else None
