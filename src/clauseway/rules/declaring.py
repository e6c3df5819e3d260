"""Since when is it decided, of everything a standard asks, whether it applies? Stretches of days from dated decisions; own rules, no standard's text.

A requirement applies unless somebody left it out, so an approved scope decides for all of them, together with the reason for each that is left out. A control
is necessary only once somebody said so, so a statement about controls is complete when every control of the list has its decision and its reason.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from clauseway.rules.scope import SHORTEST_REASON

ALL_APPLY, WITH_REASON, WITHOUT_REASON = "all-apply", "left-out-with-reason", "left-out-without-reason"


@dataclass(frozen=True, slots=True)
class Decision:
    """That something applies or not, why, and from when until when that was decided (half-open; None: still)."""

    about: str
    applies: bool
    reason: str
    begins: date
    ends: date | None = None

    @property
    def justified(self) -> bool:
        return len(self.reason.strip()) >= SHORTEST_REASON


@dataclass(frozen=True, slots=True)
class Stretch:
    """From when until when something was said, and what."""

    begins: date
    ends: date | None
    said: str


def left_out(decisions: Iterable[Decision], scopes: Sequence[tuple[date, date | None]]) -> list[Stretch]:
    """What an approved scope and the decisions come to, while there is an approved scope (`scopes`): all apply, or some are left out, with a reason or not."""
    out = [one for one in decisions if not one.applies]

    def said(day: date) -> str:
        if not any(_holds(day, *span) for span in scopes):
            return ""
        now = [one for one in out if _holds(day, one.begins, one.ends)]
        if not now:
            return ALL_APPLY
        return WITH_REASON if all(one.justified for one in now) else WITHOUT_REASON

    return _stretches(said, [*scopes, *((one.begins, one.ends) for one in out)])


def complete(decisions: Iterable[Decision], controls: Collection[str]) -> list[Stretch]:
    """When every control had a decision with a reason, for or against. Of no controls nothing is said."""
    known = [one for one in decisions if one.about in controls and one.justified]

    def said(day: date) -> str:
        decided = {one.about for one in known if _holds(day, one.begins, one.ends)}
        return "complete" if controls and decided == set(controls) else ""

    return _stretches(said, [(one.begins, one.ends) for one in known])


def _holds(day: date, begins: date, ends: date | None) -> bool:
    return begins <= day and (ends is None or day < ends)


def _stretches(said: Callable[[date], str], spans: Iterable[tuple[date, date | None]]) -> list[Stretch]:
    """The days between which nothing changes, those that say the same joined; days on which nothing is said are left out."""
    days = sorted({day for span in spans for day in span if day is not None})
    made: list[Stretch] = []
    for position, day in enumerate(days):
        ends = days[position + 1] if position + 1 < len(days) else None
        word = said(day)
        if made and made[-1].said == word and made[-1].ends == day:
            made[-1] = Stretch(made[-1].begins, ends, word)
        elif word:
            made.append(Stretch(day, ends, word))
    return made
