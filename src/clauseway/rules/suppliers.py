"""Suppliers: what an evaluation comes to, what a certificate covers, until when an approval holds, and which purchases went around it.

Scores are the organization's own: criteria with weights, marks from 0 to 4, two limits in per cent. Dates are half-open.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

APPROVED, CONDITIONAL, REJECTED = "approved", "conditional", "rejected"
RESULTS = (REJECTED, CONDITIONAL, APPROVED)
"""From the worst to the best."""
JUDGED, CERTIFICATE = "judged", "certificate"
BEST_MARK = 4
PASSING_MARK = 2
"""A criterion that must be met is met from this mark on."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion. `weight` counts against the others; `must`: failing it rejects; `kind` says whether a person marks it or certificates do."""

    key: str
    name: str
    weight: int = 1
    kind: str = JUDGED
    must: bool = False


@dataclass(frozen=True, slots=True)
class Criteria:
    """The organization's criteria and its two limits, in per cent of the best score."""

    criteria: tuple[Criterion, ...]
    approve_from: int
    conditional_from: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as far as it counts: the provided categories its scope names, and when it is in force."""

    covers: frozenset[str]
    valid_from: date
    valid_until: date


@dataclass(frozen=True, slots=True)
class Score:
    """What marks come to: per cent (rounded down), the criteria that must be met and are not, and the best result they allow."""

    percent: int
    failed: tuple[str, ...]
    result: str


def problems(criteria: Criteria) -> list[str]:
    """What is wrong with criteria, as codes: none, twice, weight, limits."""
    found = []
    if not criteria.criteria:
        found.append("none")
    if len({c.key for c in criteria.criteria}) < len(criteria.criteria):
        found.append("twice")
    if any(not 1 <= c.weight <= 100 for c in criteria.criteria):
        found.append("weight")
    if not 0 < criteria.conditional_from <= criteria.approve_from <= 100:
        found.append("limits")
    return found


def score(criteria: Criteria, marks: Mapping[str, int]) -> Score:
    """What the marks come to. A criterion without a mark counts as 0."""
    total = sum(c.weight for c in criteria.criteria) * BEST_MARK
    reached = sum(c.weight * marks.get(c.key, 0) for c in criteria.criteria)
    percent = reached * 100 // total if total else 0
    failed = tuple(c.key for c in criteria.criteria if c.must and marks.get(c.key, 0) < PASSING_MARK)
    good = APPROVED if percent >= criteria.approve_from else CONDITIONAL
    result = REJECTED if failed or percent < criteria.conditional_from or not total else good
    return Score(percent, failed, result)


def no_better(chosen: str, computed: str) -> bool:
    """Whether a chosen result is at most as good as the criteria allow: a person may be stricter, never kinder."""
    return RESULTS.index(chosen) <= RESULTS.index(computed)


def covered_until(certificates: Iterable[Certificate], category: str, day: date) -> date | None:
    """Until when certificates that name this category are in force without a gap, seen from a day; None when none is."""
    naming = sorted((c for c in certificates if category in c.covers), key=lambda c: (c.valid_from, c.valid_until))
    end: date | None = None
    for certificate in naming:
        if certificate.valid_from <= (end or day) and certificate.valid_until > (end or day):
            end = certificate.valid_until
    return end


def all_covered_until(certificates: Sequence[Certificate], categories: Iterable[str], day: date) -> date | None:
    """Until when every category is covered; None when one of them is not covered on the day, or when there is none."""
    ends = [covered_until(certificates, category, day) for category in categories]
    return None if not ends or None in ends else min(end for end in ends if end is not None)


@dataclass(frozen=True, slots=True)
class Approval:
    """An evaluation as approval: from when until when, whether it lets us buy, and for which categories (None: for all)."""

    on: date
    until: date | None
    good: bool
    categories: frozenset[str] | None = None

    def allows(self, day: date, category: str) -> bool:
        if not self.good or day < self.on or (self.until is not None and day >= self.until):
            return False
        return not category or self.categories is None or category in self.categories


@dataclass(frozen=True, slots=True)
class Bought:
    """A purchase: when it was ordered, what for (a category, "" when nobody said), and its own number."""

    ref: str
    on: date
    category: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """A stretch in which something stands bought around approval: from the first such purchase until it was put right."""

    begins: date
    ends: date | None
    refs: tuple[str, ...]


def approved_on(approvals: Sequence[Approval], day: date, category: str = "") -> bool:
    """Whether we may buy on a day: the latest evaluation until then decides. `approvals` are in the order in which they were made."""
    latest = None
    for approval in approvals:
        if approval.on <= day and (latest is None or approval.on >= latest.on):
            latest = approval
    return latest is not None and latest.allows(day, category)


def around_approval(
    purchases: Iterable[Bought],
    approvals: Sequence[Approval],
    settled: Sequence[date] = (),
    windows: Mapping[str, int | None] | None = None,
) -> list[Around]:
    """Where purchases went around approval. Each stands until an evaluation approves what was bought, until a person settled it, or until the window of
    days in which purchases count has passed (`windows` by purchase; None: they always count)."""
    found: list[Around] = []
    for bought in sorted(purchases, key=lambda b: (b.on, b.ref)):
        if approved_on(approvals, bought.on, bought.category):
            continue
        ends = [a.on for a in approvals if a.on > bought.on and a.allows(a.on, bought.category)]
        ends += [max(day, bought.on + timedelta(1)) for day in settled if day >= bought.on]
        days = (windows or {}).get(bought.ref)
        if days is not None:
            ends.append(bought.on + timedelta(days))
        end = min(ends, default=None)
        last = found[-1] if found else None
        if last is not None and (last.ends is None or bought.on < last.ends):
            until = None if end is None or last.ends is None else max(end, last.ends)
            found[-1] = Around(last.begins, until, (*last.refs, bought.ref))
        else:
            found.append(Around(bought.on, end, (bought.ref,)))
    return found


def membership(
    registered: tuple[date, date | None] | None, first: date | None, last: date | None, window: int | None
) -> tuple[date, date | None] | None:
    """From when until when a supplier counts: as the register says, and as long as we buy from it, whatever the register says. None when neither does."""
    bought = (first, None if window is None else last + timedelta(window)) if first and last else None
    if registered is None:
        return bought
    begins, ends = registered
    if bought is None:
        return begins, ends
    if ends is None or (last is not None and last < ends):
        return min(begins, bought[0]), ends
    return min(begins, bought[0]), bought[1] and max(ends, bought[1])


@dataclass(frozen=True, slots=True)
class Delivery:
    """A purchase as far as it tells how a supplier performs. `lots_bad` are nonconforming lots, `complaints` what we complained about."""

    due: date | None
    delivered: date | None
    lots_bad: int = 0
    complaints: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """How a supplier performed: deliveries that were due, late ones (not there yet included), nonconforming lots, complaints."""

    deliveries: int
    late: int
    lots_bad: int
    complaints: int


@dataclass(frozen=True, slots=True)
class Limits:
    """What the organization accepts at most: late deliveries and nonconforming lots in per cent of deliveries, complaints as a number. None: no limit."""

    late_percent: int | None = None
    bad_percent: int | None = None
    complaints: int | None = None


def figures(deliveries: Iterable[Delivery], as_of: date) -> Figures:
    """Add up. A delivery without a promised day is never late; one promised and not there yet is late from the day after."""
    count = late = bad = complaints = 0
    for one in deliveries:
        if one.delivered is None and (one.due is None or one.due >= as_of):
            continue
        count += 1
        late += one.due is not None and (one.delivered or as_of) > one.due
        bad += one.lots_bad
        complaints += one.complaints
    return Figures(count, late, bad, complaints)


def broken(found: Figures, limits: Limits) -> tuple[str, ...]:
    """Which limits the figures break, as codes: late, nonconforming, complaints."""
    codes = []
    if limits.late_percent is not None and found.late * 100 > limits.late_percent * found.deliveries:
        codes.append("late")
    if limits.bad_percent is not None and found.lots_bad * 100 > limits.bad_percent * found.deliveries:
        codes.append("nonconforming")
    if limits.complaints is not None and found.complaints > limits.complaints:
        codes.append("complaints")
    return tuple(codes)


EXPIRY_LEAD = timedelta(days=30)
"""How long before a certificate ends its owner is asked for the next one."""


def evaluate_again_on(
    last: date | None, good: bool, rests_until: date | None, since: date, days: Iterable[int]
) -> date | None:
    """When a supplier must be evaluated (again): at once when it never was or was rejected, else by the shortest of the organization's rhythms or when what
    the evaluation rests on ends, whichever is earlier; None when nothing ends it."""
    if last is None:
        return since
    if not good:
        return last
    shortest = min(days, default=None)
    ends = [rests_until, None if shortest is None else last + timedelta(days=shortest)]
    return min((day for day in ends if day is not None), default=None)


def renew_by(certificates: Mapping[str, Certificate], provided: Iterable[str]) -> dict[str, date]:
    """By when the next certificate is asked for, by certificate: of those that cover something provided which no other one covers for longer.

    One that was not yet followed by another stays asked for after its end.
    """
    now = frozenset(provided)
    found = {}
    for key, one in certificates.items():
        needed = one.covers & now
        longer = [c for other, c in certificates.items() if other != key and _outlasts((c, other), (one, key))]
        if needed and not all(any(category in c.covers for c in longer) for category in needed):
            found[key] = one.valid_until - EXPIRY_LEAD
    return found


def _outlasts(one: tuple[Certificate, str], other: tuple[Certificate, str]) -> bool:
    return (one[0].valid_until, one[1]) > (other[0].valid_until, other[1])
