"""Measuring equipment: what a calibration shows and until when, when an instrument was used without proof, and whose earlier results are in question.

Dates are half-open days. A comparison counts when it is traceable and not dated in the future; what it found wrong always counts. Who is quarantined (or
out of service) is not used, so it is not overdue; quarantined on the due day is still in time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WITHIN, LIMITED, OUTSIDE, UNKNOWN = "within", "limited", "outside", "unknown"
WITHIN_LIMITS, ADJUSTED, LIMITED_USE, OUT_OF_LIMITS = "within-limits", "adjusted", "limited-use", "out-of-limits"
OVERDUE, UNFIT = "overdue", "unfit"


@dataclass(frozen=True, slots=True)
class Check:
    """A calibration or verification: `found` is how the instrument came (within, outside, unknown), `left` how it went back (within, limited, outside).

    `due` is the first day on which it no longer speaks (None: only the organization's own rhythm ends it).
    """

    ref: str
    on: date
    found: str
    left: str
    traceable: bool = True
    due: date | None = None

    @property
    def good(self) -> bool:
        """Whether the instrument may be measured with afterwards."""
        return self.traceable and self.left != OUTSIDE


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in which an instrument was not used: quarantined, or out of service. Without an end it still is."""

    begins: date
    ends: date | None = None

    def holds(self, day: date) -> bool:
        return self.begins <= day and (self.ends is None or day < self.ends)


@dataclass(frozen=True, slots=True)
class Judged:
    """Somebody looked at what was measured: about which check ("" for use without proof in general), when, and whether what was found is settled."""

    check: str
    on: date
    settled: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What a check shows: fit between two days, and how it was left."""

    check: str
    begins: date
    ends: date | None
    result: str


@dataclass(frozen=True, slots=True)
class Unproven:
    """Used although nothing proved it: overdue, or known to be unfit. It stands until `ends` (None: it still stands)."""

    begins: date
    ends: date | None
    why: str


@dataclass(frozen=True, slots=True)
class InQuestion:
    """A check found an instrument wrong: what was measured since the last good one (`since`; None: since ever) is in question until somebody settled it."""

    check: str
    since: date | None
    begins: date
    ends: date | None


def result_of(found: str, left: str) -> str:
    """The word for how an instrument came and went: within-limits, adjusted, limited-use or out-of-limits."""
    if left == OUTSIDE:
        return OUT_OF_LIMITS
    if left == LIMITED:
        return LIMITED_USE
    return ADJUSTED if found == OUTSIDE else WITHIN_LIMITS


def due_on(on: date, stated: date | None, interval: int | None) -> date | None:
    """The first day on which a check no longer speaks: what its certificate states or the instrument's own interval, whichever is earlier."""
    days = [stated, on + timedelta(interval) if interval else None]
    return min((day for day in days if day is not None), default=None)


def calibrate_again_on(checks: Iterable[Check], since: date, days: Iterable[int], today: date) -> date | None:
    """When an instrument in use must be calibrated (again): since it is there when no check ever counted, at once when the last one left it unfit, else when
    that check is due by itself or by the shortest of the organization's rhythms; None when nothing ends it."""
    rows = counted(checks, today)
    if not rows:
        return since
    last = rows[-1]
    if not last.good:
        return last.on
    shortest = min(days, default=None)
    ends = [last.due, None if shortest is None else last.on + timedelta(days=shortest)]
    return min((day for day in ends if day is not None), default=None)


def counted(checks: Iterable[Check], today: date) -> list[Check]:
    """The checks that say something, in order of time: none from the future; an untraceable one only speaks against."""
    rows = [c for c in checks if c.on <= today and (c.traceable or OUTSIDE in (c.found, c.left))]
    return sorted(rows, key=lambda c: (c.on, c.ref))


def shown(checks: Iterable[Check], today: date) -> list[Shown]:
    """What each good check shows, until it is due or the next one says something else."""
    rows = counted(checks, today)
    found = []
    for place, check in enumerate(rows):
        after = rows[place + 1].on if place + 1 < len(rows) else None
        end = min((day for day in (check.due, after) if day is not None), default=None)
        if check.good and (end is None or end > check.on):
            found.append(Shown(check.ref, check.on, end, result_of(check.found, check.left)))
    return found


def in_question(checks: Iterable[Check], judged: Iterable[Judged], today: date) -> list[InQuestion]:
    """Which earlier results are in question: each check that found the instrument wrong, or that did not look before it was adjusted."""
    rows, looks = counted(checks, today), list(judged)
    found: list[InQuestion] = []
    last: Check | None = None
    for check in rows:
        unseen = check.found == UNKNOWN and last is not None
        if unseen or OUTSIDE in (check.found, check.left):
            ends = [j.on for j in looks if j.check == check.ref and j.settled and j.on >= check.on]
            found.append(InQuestion(check.ref, last.on if last else None, check.on, min(ends, default=None)))
        if check.good:
            last = check
    return found


def unproven(
    checks: Iterable[Check],
    spells: Iterable[Spell],
    judged: Iterable[Judged],
    today: date,
    life: tuple[date, date | None],
) -> list[Unproven]:
    """Where an instrument was used although it was due or known to be unfit, up to the day (and from a due day to come).

    It stands while it is used so. Afterwards it stands until a good check found the instrument within its limits (for what was only overdue), or until
    somebody settled what was measured meanwhile. Late quarantine heals nothing.
    """
    rows = counted(checks, today)
    idle, looks = sorted(spells, key=lambda s: s.begins), list(judged)
    found: list[Unproven] = []
    for begins, ends, why in _unfit_spans(rows):
        for start, stop in _used(begins, ends, idle, life):
            found.append(Unproven(start, _healed(start, stop, why, rows, looks), why))
    return [one for one in found if one.ends is None or one.ends > one.begins]


def _unfit_spans(rows: Sequence[Check]) -> list[tuple[date, date | None, str]]:
    """From when until when no check says that the instrument is fit, after one did or after one said that it is not."""
    spans: list[tuple[date, date | None, str]] = []
    for place, check in enumerate(rows):
        after = next((c.on for c in rows[place + 1 :]), None)
        if not check.good:
            later = next((c.on for c in rows[place + 1 :] if c.good), None)
            spans.append((check.on, later, UNFIT))
        elif check.due is not None and (after is None or check.due < after):
            spans.append((check.due, after, OVERDUE))
    return [(begins, ends, why) for begins, ends, why in spans if ends is None or ends > begins]


def _used(
    begins: date, ends: date | None, idle: Sequence[Spell], life: tuple[date, date | None]
) -> list[tuple[date, date | None]]:
    """The parts of a span in which the instrument was there and not set aside."""
    start = max(begins, life[0])
    stop = min((day for day in (ends, life[1]) if day is not None), default=None)
    parts: list[tuple[date, date | None]] = []
    for spell in idle:
        if stop is not None and start >= stop:
            return parts
        if spell.ends is not None and spell.ends <= start:
            continue
        if stop is not None and spell.begins >= stop:
            break
        if spell.begins > start:
            parts.append((start, spell.begins))
        if spell.ends is None:
            return parts
        start = spell.ends
    if stop is None or start < stop:
        parts.append((start, stop))
    return parts


def _healed(start: date, stop: date | None, why: str, rows: Sequence[Check], looks: Sequence[Judged]) -> date | None:
    """When use without proof no longer stands: never while it goes on."""
    if stop is None:
        return None
    days = [j.on for j in looks if j.settled and j.on >= max(start, stop)]
    if why == OVERDUE:
        days += [c.on for c in rows if c.good and c.found == WITHIN and c.on >= stop]
    return min(days, default=None)


def membership(life: tuple[date, date | None], spells: Iterable[Spell]) -> tuple[date, date | None]:
    """From when until when an instrument is one that must be proven: its life, cut where it was set aside and still is."""
    ends = [s.begins for s in spells if s.ends is None]
    end = min((day for day in (life[1], *ends) if day is not None), default=None)
    return life[0], None if end is None else max(life[0], end)
