"""The plan as values, and the network of work it makes: what waits for what, and in which order a person takes their work.

Time runs on two axes. *Working days* are real numbers counted from the start of the first working day on or after `as_of` (Monday to Friday; public
holidays are not known). *Offsets* are whole calendar days after `as_of`. Work is counted on the first, waiting on the second.
"""

import hashlib
import heapq
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from clauseway.rules.stages import STAGE1, STAGE2

OPEN, DOING, DONE, CANCELLED = "open", "doing", "done", "cancelled"
DEFAULT_EFFORT = (1.0, 3.0, 8.0)
"""Person-days assumed for an action nobody has estimated. Our own assumption, not a published figure; it is named in the result."""
LEAST_EFFORT = 0.01
"""Person-days that even the smallest action takes, so that it ends on a working day."""
_EDGE = 1e-9


@dataclass(frozen=True, slots=True)
class Pace:
    """Person-days of this work a person gets done in a week, from low to high; both above zero."""

    low: float = 1.0
    high: float = 3.0


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """An action as the plan knows it.

    Effort in person-days. `owner` "" is nobody yet. `start_on`: not before this day. `wait_days`: calendar days after the work until it counts (a date
    of effect, a training to take).
    """

    id: str
    stage: str = STAGE2
    effort_low: float | None = None
    effort_likely: float | None = None
    effort_high: float | None = None
    owner: str = ""
    start_on: date | None = None
    due_on: date | None = None
    wait_days: int = 0
    state: str = OPEN
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """A booked date: "stage1", "stage2" or "own"."""

    kind: str
    on: date
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a schedule or forecast is made of.

    `dependencies` are pairs (before, after). `pace` holds for people without their own in `paces` (by owner), and for all the work that has no owner,
    which is taken as one queue. `operation_days`: records needed before stage 2, counted from `first_record_on`, or from the last stage-1 action when
    that is not known. `lead_low..lead_high`: calendar days the certification body asks. `unplanned`: requirements that block a stage and that no
    action closes.
    """

    actions: tuple[PlannedAction, ...] = ()
    dependencies: tuple[tuple[str, str], ...] = ()
    pace: Pace = Pace()
    paces: Mapping[str, Pace] = field(default_factory=dict)
    operation_days: int = 0
    first_record_on: date | None = None
    lead_low: int = 0
    lead_high: int = 0
    milestones: tuple[Milestone, ...] = ()
    unplanned: int = 0

    def booked(self, stage: str) -> date | None:
        """The date booked for a stage: the latest, when there are several."""
        return max((stone.on for stone in self.milestones if stone.kind == stage), default=None)

    def digest(self, as_of: date) -> str:
        """SHA-256 of the inputs, the same whatever order they come in."""
        parts = (
            as_of, sorted(map(repr, self.actions)), sorted(set(self.dependencies)), self.pace, sorted(self.paces.items(), key=repr),
            self.operation_days, self.first_record_on, self.lead_low, self.lead_high, sorted(map(repr, self.milestones)), self.unplanned,
        )  # fmt: skip
        return hashlib.sha256(repr(parts).encode()).hexdigest()


class PlanError(ValueError):
    """The plan cannot be scheduled: `code` says why, `refs` name what is wrong."""

    def __init__(self, code: str, refs: Sequence[str] = ()) -> None:
        super().__init__(f"{code}: {', '.join(refs)}" if refs else code)
        self.code, self.refs = code, tuple(refs)


class DependencyCycleError(PlanError):
    """Actions wait for each other in a circle. `cycle` goes round once; `closing` is the pair (before, after) that closes it: remove it to mend the plan."""

    def __init__(self, cycle: Sequence[str], closing: tuple[str, str]) -> None:
        super().__init__("dependency-cycle", cycle)
        self.cycle, self.closing = tuple(cycle), closing


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something the plan does not say and the result rests on: a code, and the action it is about."""

    code: str
    ref: str = ""


class Workdays:
    """Between working days and calendar offsets, as of a day."""

    def __init__(self, as_of: date) -> None:
        self.as_of = as_of
        self.weekday = as_of.weekday() if as_of.weekday() < 5 else 0
        self.shift = (7 - as_of.weekday()) % 7 if as_of.weekday() >= 5 else 0

    def finish(self, moment: float) -> int:
        """The offset of the day on which work ends that ends at `moment`."""
        return 0 if moment <= _EDGE else self._offset(math.ceil(moment - _EDGE) - 1)

    def start(self, moment: float) -> int:
        """The offset of the day on which work starts that starts at `moment`."""
        return self._offset(math.floor(moment + _EDGE))

    def moment(self, offset: int) -> float:
        """The start of that calendar day, in working days."""
        position = offset - self.shift + self.weekday
        return float(position // 7 * 5 + min(position % 7, 5) - self.weekday) if offset > self.shift else 0.0

    def offset(self, day: date) -> int:
        return (day - self.as_of).days

    def date(self, offset: int) -> date:
        return self.as_of + timedelta(days=offset)

    def _offset(self, whole: int) -> int:
        position = whole + self.weekday
        return self.shift + position // 5 * 7 + position % 5 - self.weekday


@dataclass(frozen=True, slots=True)
class Node:
    """An action that still matters. `after` and `queued_after` are positions in the network; `runs_until` is set when only its waiting is left."""

    id: str
    stage: str
    effort: tuple[float, float, float]
    owner: str
    earliest: float
    wait: int
    after: tuple[int, ...]
    queued_after: int = -1
    runs_until: int | None = None


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes in the order the work is taken, so that every node stands after all it waits for."""

    nodes: tuple[Node, ...]
    assumptions: tuple[Assumption, ...]


def complete_effort(
    low: float | None, likely: float | None, high: float | None
) -> tuple[tuple[float, float, float], str]:
    """(low, likely, high) in person-days, and the code of what had to be assumed ("" for nothing).

    Without any figure: `DEFAULT_EFFORT` ("effort-missing"). With some, the others are half and double ("effort-range-assumed"). Figures in the wrong
    order are sorted ("effort-sorted").
    """
    given = [value for value in (low, likely, high) if value is not None]
    if not given:
        return DEFAULT_EFFORT, "effort-missing"
    if min(given) < 0:
        raise PlanError("effort-negative")
    if likely is None:
        likely = (
            (low + high) / 2 if low is not None and high is not None else low * 2 if low is not None else given[0] / 2
        )
    triple = (likely / 2 if low is None else low, likely, likely * 2 if high is None else high)
    first, middle, last = sorted(triple)
    if len(given) < 3:
        return (first, middle, last), "effort-range-assumed"
    return (first, middle, last), "" if triple == (first, middle, last) else "effort-sorted"


def closing_cycle(dependencies: Iterable[tuple[str, str]], before: str, after: str) -> tuple[str, ...]:
    """The circle that the dependency "`after` waits for `before`" would close, going round once; empty when it closes none."""
    onward: dict[str, list[str]] = {}
    for source, target in dependencies:
        onward.setdefault(source, []).append(target)
    came_from: dict[str, str] = {after: ""}
    waiting = [after]
    while waiting:
        at = waiting.pop()
        if at == before:
            path = [at]
            while path[-1] != after:
                path.append(came_from[path[-1]])
            return tuple(reversed(path))
        for target in sorted(onward.get(at, ()), reverse=True):
            if target not in came_from:
                came_from[target] = at
                waiting.append(target)
    return ()


def network(plan: Plan, as_of: date) -> Network:
    """What is still to do, in the order it is taken.

    Done and cancelled actions are out, with the dependencies on them, except a done action whose waiting still runs. The order of work looks at dates,
    waits and dependencies, never at effort: only so can more effort never bring a date forward. What is in work comes first; then what may start
    earlier; then stage 1 (and what it waits for) before stage 2; then the earlier due date; then the id. Raises `PlanError`.
    """
    _check(plan)
    days = Workdays(as_of)
    live = {action.id: action for action in plan.actions if _matters(action, as_of)}
    notes: list[Assumption] = []
    known = {action.id for action in plan.actions}
    notes += [
        Assumption("dependency-outside-plan", end)
        for pair in set(plan.dependencies)
        for end in pair
        if end not in known
    ]
    edges = [(b, a) for b, a in dict.fromkeys(plan.dependencies) if b in live and a in live and live[a].state != DONE]
    before: dict[str, list[str]] = {id: [] for id in live}
    for source, target in edges:
        before[target].append(source)
    order = _order(live, before, edges, days)
    position = {id: index for index, id in enumerate(order)}
    last_of: dict[str, int] = {}
    nodes = []
    for index, id in enumerate(order):
        node, found = _node(live[id], days, tuple(sorted(position[name] for name in before[id])), last_of)
        if node.runs_until is None:
            last_of[node.owner] = index
        nodes.append(node)
        notes += found
    return Network(tuple(nodes), tuple(sorted(set(notes), key=lambda note: (note.code, note.ref))))


def _check(plan: Plan) -> None:
    ids = [action.id for action in plan.actions]
    if len(set(ids)) < len(ids):
        raise PlanError("action-twice", sorted({id for id in ids if ids.count(id) > 1}))
    slow = [owner for owner, pace in [("", plan.pace), *plan.paces.items()] if not 0 < pace.low <= pace.high]
    if slow:
        raise PlanError("pace-not-a-range-above-zero", slow)
    if not 0 <= plan.lead_low <= plan.lead_high:
        raise PlanError("lead-time-not-a-range")
    backward = [action.id for action in plan.actions if action.wait_days < 0]
    if backward or plan.operation_days < 0:
        raise PlanError("wait-negative", backward)
    undated = [action.id for action in plan.actions if action.state == DONE and action.done_on is None]
    if undated:
        raise PlanError("done-without-date", undated)
    unknown = [
        a.id for a in plan.actions if a.stage not in (STAGE1, STAGE2) or a.state not in (OPEN, DOING, DONE, CANCELLED)
    ]
    if unknown:
        raise PlanError("stage-or-state-unknown", unknown)


def takes_effect(action: PlannedAction) -> date | None:
    """The day a done action counts from: its waiting included. None when it is not done."""
    return None if action.state != DONE or action.done_on is None else action.done_on + timedelta(days=action.wait_days)


def _matters(action: PlannedAction, as_of: date) -> bool:
    effect = takes_effect(action)
    return action.state in (OPEN, DOING) if effect is None else action.wait_days > 0 and effect > as_of


def _node(
    action: PlannedAction, days: Workdays, after: tuple[int, ...], last_of: Mapping[str, int]
) -> tuple[Node, list[Assumption]]:
    effect = takes_effect(action)
    if effect is not None:
        return Node(
            action.id, action.stage, (0.0, 0.0, 0.0), action.owner, 0.0, action.wait_days, (), -1, days.offset(effect)
        ), []
    (low, likely, high), code = complete_effort(action.effort_low, action.effort_likely, action.effort_high)
    notes = [Assumption(code, action.id)] if code else []
    if not action.owner:
        notes.append(Assumption("no-owner", action.id))
    effort = (max(low, LEAST_EFFORT), max(likely, LEAST_EFFORT), max(high, LEAST_EFFORT))
    earliest = days.moment(days.offset(action.start_on)) if action.start_on else 0.0
    return Node(
        action.id, action.stage, effort, action.owner, earliest, action.wait_days, after, last_of.get(action.owner, -1)
    ), notes


def _order(
    live: Mapping[str, PlannedAction],
    before: Mapping[str, Sequence[str]],
    edges: Sequence[tuple[str, str]],
    days: Workdays,
) -> list[str]:
    """Topological, by the key `network` describes. Raises `DependencyCycleError`."""
    onward: dict[str, list[str]] = {id: [] for id in live}
    for source, target in edges:
        onward[source].append(target)
    topological = _first_come(live, before, onward, {id: (id,) for id in live})
    if len(topological) < len(live):
        raise _cycle(edges)
    earliest: dict[str, int] = {}
    for id in topological:
        action, effect = live[id], takes_effect(live[id])
        own = days.offset(effect) if effect else max(0, days.offset(action.start_on) if action.start_on else 0)
        earliest[id] = max(
            [own, *(earliest[name] + (live[name].wait_days if live[name].state != DONE else 0) for name in before[id])]
        )
    needed: dict[str, tuple[str, date]] = {}
    for id in reversed(topological):
        later = [needed[name] for name in onward[id]]
        needed[id] = (
            min([live[id].stage, *(stage for stage, _ in later)]),
            min([live[id].due_on or date.max, *(due for _, due in later)]),
        )
    return _first_come(
        live, before, onward, {id: (live[id].state != DOING, earliest[id], *needed[id], id) for id in live}
    )


def _first_come(
    live: Iterable[str],
    before: Mapping[str, Sequence[str]],
    onward: Mapping[str, Sequence[str]],
    key: Mapping[str, tuple[object, ...]],
) -> list[str]:
    """Kahn's order: of all that may go, the smallest key. Shorter than `live` when there is a circle."""
    missing = {id: len(before[id]) for id in live}
    ready = [(key[id], id) for id in live if not missing[id]]
    heapq.heapify(ready)
    order = []
    while ready:
        _, id = heapq.heappop(ready)
        order.append(id)
        for target in onward[id]:
            missing[target] -= 1
            if not missing[target]:
                heapq.heappush(ready, (key[target], target))
    return order


def _cycle(edges: Sequence[tuple[str, str]]) -> DependencyCycleError:
    """The first edge, in the order given, that closes a circle with those before it."""
    for count, (source, target) in enumerate(edges):
        cycle = closing_cycle(edges[:count], source, target)
        if cycle:
            return DependencyCycleError(cycle, (source, target))
    raise AssertionError("no circle among these dependencies")
