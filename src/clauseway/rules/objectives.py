"""Objectives: is one defined, is its plan followed, was it reached, and what when it was not? Dates are half-open.

A target that was missed, looked into and acted on is no failure of the system; one that was missed and ignored is. A target that is moved after it was due
heals nothing: what was due is judged by the target that was in force on its day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

AT_LEAST, AT_MOST, YES = "at-least", "at-most", "yes"
DIRECTIONS = (AT_LEAST, AT_MOST, YES)
MET, ON_TRACK, ACTED_ON, MISSED = "met", "on-track", "missed-and-acted-on", "missed"
OUTCOMES = (MET, ON_TRACK, ACTED_ON, MISSED)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: what, by whom, with what, by when, and the day it was done."""

    what: str = ""
    who: str = ""
    resources: str = ""
    due_on: date | None = None
    done_on: date | None = None

    @property
    def complete(self) -> bool:
        return bool(self.what and self.who and self.resources and self.due_on)


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached by when, in force from `valid_from` until `valid_until`. `value` is None for a yes-or-no target.

    `evaluate_by` is the organization's own last day for looking at the result; without one it is the day it is due.
    """

    direction: str
    value: Decimal | None
    due_on: date
    valid_from: date
    valid_until: date | None = None
    evaluate_by: date | None = None
    ref: str = ""

    @property
    def answers_on(self) -> date:
        return max(self.evaluate_by or self.due_on, self.due_on)

    def reached(self, value: Decimal | None) -> bool | None:
        """Whether a value reaches the target; None without a value. Of a yes-or-no target, 1 or more is yes."""
        if value is None:
            return None
        if self.direction == YES:
            return value >= 1
        if self.value is None:
            return None
        return value >= self.value if self.direction == AT_LEAST else value <= self.value


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A look at an objective: the value then, whether the looker holds it on track, what the look found, and what is done about a miss.

    A response counts from the check-in until its own due day; after that only when it was done.
    """

    ref: str
    on: date
    value: Decimal | None = None
    on_track: bool | None = None
    finding: str = ""
    response: str = ""
    response_due: date | None = None
    response_done: date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """An outcome and from when until when it stands (None: until the next); `ref` is the check-in or target it comes from."""

    outcome: str
    begins: date
    ends: date | None
    ref: str


def missing(measure: str, owner: str, targets: Sequence[Target], steps: Sequence[Step], evaluation: str) -> list[str]:
    """What an objective lacks to be defined, as stable codes in the order in which people ask: measure, target, owner, plan, evaluation."""
    lacks = []
    if not measure.strip():
        lacks.append("measure")
    if not any(target.value is not None or target.direction == YES for target in targets):
        lacks.append("target")
    if not owner:
        lacks.append("owner")
    if not steps or not all(step.complete for step in steps):
        lacks.append("plan")
    if not evaluation.strip():
        lacks.append("evaluation")
    return lacks


def in_force(targets: Iterable[Target], day: date) -> Target | None:
    """The target in force on a day, None while there is none."""
    found = [t for t in targets if t.valid_from <= day and (t.valid_until is None or day < t.valid_until)]
    return max(found, key=lambda target: target.valid_from, default=None)


def outcomes(targets: Sequence[Target], check_ins: Iterable[CheckIn]) -> list[Span]:
    """What the check-ins say, each until the next. Before the target is due, "on track" holds only until its result has to be looked at."""
    ordered = sorted(check_ins, key=lambda one: (one.on, one.ref))
    found: list[Span] = []
    for position, one in enumerate(ordered):
        until = next((later.on for later in ordered[position + 1 :] if later.on > one.on), None)
        if position + 1 < len(ordered) and ordered[position + 1].on == one.on:
            continue
        target = _asked(targets, one.on)
        if target is not None:
            found += [span for span in _says(target, one, until) if span.ends is None or span.ends > span.begins]
    return found


def _asked(targets: Sequence[Target], day: date) -> Target | None:
    """The target a check-in answers: one that fell due and that nobody had to answer again since, else the one in force."""
    due = [t for t in targets if _stood(t) and t.due_on <= day]
    now = in_force(targets, day)
    if now is not None and now.due_on > day and not any(t.due_on <= day < t.answers_on for t in due):
        return now
    return max(due, key=lambda target: target.due_on, default=now)


def _stood(target: Target) -> bool:
    """Whether a target was still in force on the day it was due: one that was replaced before is not judged."""
    return target.valid_until is None or target.valid_until > target.due_on


def _says(target: Target, one: CheckIn, until: date | None) -> list[Span]:
    reached = target.reached(one.value)
    over = one.on >= target.due_on
    if reached:
        return [Span(MET, one.on, until, one.ref)]
    if not over:
        if reached is None and one.on_track is None:
            return []
        if one.on_track:
            return [Span(ON_TRACK, one.on, _first(until, target.answers_on), one.ref)]
        return [Span(ACTED_ON, *span, one.ref) for span in _answered(one, _first(until, target.answers_on))]
    if reached is None:
        return []
    good = _answered(one, until)
    edges = [one.on, *(edge for span in good for edge in span if edge is not None)]
    spans = [Span(ACTED_ON, *span, one.ref) for span in good]
    for begins, ends in pairwise([*sorted(set(edges)), until]):
        assert begins is not None
        if not any(span[0] <= begins and (span[1] is None or begins < span[1]) for span in good):
            spans.append(Span(MISSED, begins, ends, one.ref))
    return sorted(spans, key=lambda span: span.begins)


def _answered(one: CheckIn, until: date | None) -> list[tuple[date, date | None]]:
    """When a miss was looked into and is being acted on, or was: while the response has time, and from the day it was done."""
    if not (one.finding.strip() and one.response.strip()):
        return []
    if one.response_done is not None and (one.response_due is None or one.response_done <= one.response_due):
        return [(one.on, until)]
    spans = [(one.on, _first(until, one.response_due + timedelta(days=1)))] if one.response_due else []
    if one.response_done is not None and one.response_due is not None:
        begins = max(one.response_done, one.on)
        spans.append((begins, until))
    return [span for span in spans if span[1] is None or span[1] > span[0]]


def followed(steps: Sequence[Step], check_ins: Iterable[CheckIn]) -> list[Span]:
    """When somebody looked and every step due by then was done: from the check-in until the next or until a step is late."""
    if not steps or not all(step.complete for step in steps):
        return []
    ordered = sorted({one.on: one for one in sorted(check_ins, key=lambda one: one.ref)}.values(), key=lambda o: o.on)
    found = []
    for position, one in enumerate(ordered):
        if any(_late(step, one.on) for step in steps):
            continue
        following = ordered[position + 1].on if position + 1 < len(ordered) else None
        lates = [late for step in steps if (late := _late_from(step)) is not None and late > one.on]
        found.append(Span("followed", one.on, _first(following, min(lates, default=None)), one.ref))
    return found


def _late_from(step: Step) -> date | None:
    """The first day on which a step was late; None when it was done in time."""
    if step.due_on is None or (step.done_on is not None and step.done_on <= step.due_on):
        return None
    return step.due_on + timedelta(days=1)


def _late(step: Step, day: date) -> bool:
    since = _late_from(step)
    return since is not None and since <= day and (step.done_on is None or step.done_on > day)


def ignored(
    targets: Sequence[Target], check_ins: Sequence[CheckIn], values: Sequence[tuple[date, Decimal]]
) -> list[Span]:
    """Targets that were missed by what was known, and at which nobody looked: from the day the result had to be looked at until somebody did.

    `values` are what an indicator said, with values of check-ins beside them; what counts is the last one up to the day the target was due.
    """
    found = []
    for target in targets:
        if not _stood(target):
            continue
        known = [*values, *((one.on, one.value) for one in check_ins if one.value is not None)]
        last = max((pair for pair in known if pair[0] <= target.due_on), key=lambda pair: pair[0], default=None)
        if last is None or target.reached(last[1]) is not False:
            continue
        looked = min((one.on for one in check_ins if one.on >= target.due_on), default=None)
        if looked is None or looked > target.answers_on:
            found.append(Span(MISSED, target.answers_on, looked, target.ref))
    return found


def _first(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)
