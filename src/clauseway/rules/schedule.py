"""One plan as a timeline: the earliest and latest days of every action for its likely effort. The same network as the forecast, without chance."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clauseway.rules.plan import Network, Node, Pace, Plan, PlannedAction, Workdays, network, takes_effect
from clauseway.rules.stages import STAGE1, STAGE2


@dataclass(frozen=True, slots=True)
class Bar:
    """One action on the timeline.

    `ready_on` is `finish_on` with the waiting after the work. `slack`: whole working days its work may end later without moving the stage it belongs to
    (or a later one); `critical` when there are none. A done action has only `finish_on` and `ready_on`. `late_days`: calendar days after its due date.
    """

    id: str
    stage: str
    start_on: date | None
    finish_on: date
    ready_on: date
    latest_start_on: date | None = None
    latest_finish_on: date | None = None
    slack: int | None = None
    critical: bool = False
    done: bool = False
    late_days: int = 0


@dataclass(frozen=True, slots=True)
class Feasibility:
    """Does the timeline hold a milestone? `margin_days`: calendar days to spare, below zero too few. `blocking`: actions that are ready only after it.

    For a milestone of the organization's own, to which no work is tied, `feasible` is None.
    """

    kind: str
    on: date
    ref: str
    feasible: bool | None
    margin_days: int | None = None
    blocking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """The timeline in the order of work. `ready` by stage: the first day on which it could be held, before the body's lead time."""

    as_of: date
    bars: tuple[Bar, ...]
    ready: Mapping[str, date]
    milestones: tuple[Feasibility, ...]


def schedule(plan: Plan, *, as_of: date) -> Schedule:
    """The earliest schedule for the likely effort at the middle of each pace, with slack. Raises `plan.PlanError` (a circle: `DependencyCycleError`)."""
    net = network(plan, as_of)
    days = Workdays(as_of)
    spans = _forward(net.nodes, plan, days)
    ready = stage_ready(plan, days, net, [span.ready for span in spans])
    latest = _backward(net.nodes, plan, spans, ready, days)
    actions = {action.id: action for action in plan.actions}
    bars = [_done(action, effect) for action in plan.actions if (effect := takes_effect(action)) and effect <= as_of]
    bars += [
        _bar(node, span, end, actions[node.id], days) for node, span, end in zip(net.nodes, spans, latest, strict=True)
    ]
    by_stage = {STAGE1: days.date(ready[0]), STAGE2: days.date(ready[1])}
    return Schedule(
        as_of,
        tuple(bars),
        by_stage,
        tuple(_feasible(stone.kind, stone.on, stone.ref, by_stage, bars) for stone in plan.milestones),
    )


def middle(pace: Pace) -> float:
    """Person-days a week in the middle of a pace."""
    return (pace.low + pace.high) / 2


def stage_ready(plan: Plan, days: Workdays, net: Network, ready: Sequence[int]) -> tuple[int, int]:
    """Offsets from which stage 1 and stage 2 could be held, from the offset at which each node is ready."""
    first = max([0, *(offset for node, offset in zip(net.nodes, ready, strict=True) if node.stage == STAGE1)])
    since = records_since(plan, days)
    records = (first if since is None else since) + plan.operation_days if plan.operation_days else 0
    return first, max([first, *ready, records])


def records_since(plan: Plan, days: Workdays) -> int | None:
    """The offset from which records count: the first record, else the day the last stage-1 action counted if all are done (may be before `as_of`).

    None: from the day all stage-1 work will count.
    """
    if plan.first_record_on is not None:
        return days.offset(plan.first_record_on)
    stage1 = [action for action in plan.actions if action.stage == STAGE1 and action.state != "cancelled"]
    effects = [takes_effect(action) for action in stage1]
    known = [days.offset(effect) for effect in effects if effect]
    return max(known) if known and len(known) == len(effects) else None


@dataclass(frozen=True, slots=True)
class _Span:
    start: float
    finish: float
    ready: int
    release: float


def _forward(nodes: Sequence[Node], plan: Plan, days: Workdays) -> list[_Span]:
    spans: list[_Span] = []
    for node in nodes:
        if node.runs_until is not None:
            spans.append(_Span(0.0, 0.0, node.runs_until, days.moment(node.runs_until)))
            continue
        start = max([node.earliest, *(spans[index].release for index in node.after)])
        if node.queued_after >= 0:
            start = max(start, spans[node.queued_after].finish)
        finish = start + node.effort[1] * 5 / middle(plan.paces.get(node.owner, plan.pace))
        ready = days.finish(finish) + node.wait
        spans.append(_Span(start, finish, ready, max(finish, days.moment(ready)) if node.wait else finish))
    return spans


def _backward(
    nodes: Sequence[Node], plan: Plan, spans: Sequence[_Span], ready: tuple[int, int], days: Workdays
) -> list[float]:
    """The latest moment the work of each node may end without moving stage 1 or stage 2."""
    last_ready = [ready[0] if node.stage == STAGE1 else ready[1] for node in nodes]
    latest = [math.inf] * len(nodes)
    for index in range(len(nodes) - 1, -1, -1):
        node, span = nodes[index], spans[index]
        end = min(latest[index], days.moment(max(0, last_ready[index] - node.wait) + 1))
        latest[index] = end = max(end, span.finish)
        start = end - (span.finish - span.start)
        if node.queued_after >= 0:
            latest[node.queued_after] = min(latest[node.queued_after], start)
        for earlier in node.after:
            if nodes[earlier].wait:
                last_ready[earlier] = min(last_ready[earlier], days.start(start))
            else:
                latest[earlier] = min(latest[earlier], start)
    return latest


def _bar(node: Node, span: _Span, latest: float, action: PlannedAction, days: Workdays) -> Bar:
    ready_on = days.date(span.ready)
    late = max(0, (days.date(days.finish(span.finish)) - action.due_on).days) if action.due_on else 0
    if node.runs_until is not None:
        return Bar(node.id, node.stage, None, action.done_on or ready_on, ready_on, done=True)
    slack = math.floor(latest - span.finish + 1e-6)
    return Bar(
        node.id,
        node.stage,
        days.date(days.start(span.start)),
        days.date(days.finish(span.finish)),
        ready_on,
        days.date(days.start(latest - (span.finish - span.start))),
        days.date(days.finish(latest)),
        slack,
        slack == 0,
        late_days=late,
    )


def _done(action: PlannedAction, effect: date) -> Bar:
    return Bar(action.id, action.stage, None, action.done_on or effect, effect, done=True)


def _feasible(kind: str, on: date, ref: str, ready: Mapping[str, date], bars: Sequence[Bar]) -> Feasibility:
    if kind not in ready:
        return Feasibility(kind, on, ref, None)
    margin = (on - ready[kind]).days
    blocking = tuple(bar.id for bar in bars if bar.ready_on > on and (kind == STAGE2 or bar.stage == STAGE1))
    return Feasibility(kind, on, ref, margin >= 0, margin, blocking)
