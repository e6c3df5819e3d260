"""The plan run many times at once: columns of draws through the network of work.

Each thing draws from its own stream, seeded by its id, so that a plan with one estimate changed is simulated with the same luck.
"""

import hashlib
import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from clauseway.rules.plan import Network, Node, Pace, Plan, Workdays
from clauseway.rules.schedule import records_since
from clauseway.rules.stages import STAGE1, STAGE2

WORK, START, WAIT, OPERATION, LEAD, BOOKED = "work", "start", "wait", "operation", "lead-time", "booked-stage1"
_LEVELS = 256  # a draw is one of so many equally likely quantiles
Ints = list[int]
Floats = list[float]
What = tuple[str, str]
"""Something a date can hang on: its kind (WORK and the others above) and the action it is about ("" for none)."""


class Chance:
    """Everything drawn: days of work by node (in working days), and the lead time in calendar days."""

    def __init__(self, plan: Plan, nodes: Sequence[Node], draws: int) -> None:
        weeks = {
            owner: _pace_column(owner, plan.paces.get(owner, plan.pace), draws)
            for owner in sorted({n.owner for n in nodes})
        }
        self.work = [
            []
            if node.runs_until is not None
            else [effort * week for effort, week in zip(_effort_column(node, draws), weeks[node.owner], strict=True)]
            for node in nodes
        ]
        spread = plan.lead_high - plan.lead_low
        table = [round(plan.lead_low + spread * (level + 0.5) / _LEVELS) for level in range(_LEVELS)]
        self.lead = list(map(table.__getitem__, _levels("lead-time", "", draws)))


def _levels(kind: str, id: str, draws: int) -> bytes:
    """One level (0..255) a draw, from the stream of this thing alone."""
    seed = hashlib.sha256(f"{kind}\0{id}".encode()).digest()
    return random.Random(int.from_bytes(seed)).randbytes(draws)


def _effort_column(node: Node, draws: int) -> Iterable[float]:
    return map(_triangular(*node.effort).__getitem__, _levels("effort", node.id, draws))


def _pace_column(owner: str, pace: Pace, draws: int) -> Floats:
    """Working days that a person-day of this owner takes."""
    table = [5 / (pace.low + (pace.high - pace.low) * (level + 0.5) / _LEVELS) for level in range(_LEVELS)]
    return list(map(table.__getitem__, _levels("pace", owner, draws)))


@lru_cache(maxsize=512)
def _triangular(low: float, likely: float, high: float) -> tuple[float, ...]:
    """Quantiles of the triangular distribution, in person-days."""
    width = high - low
    if width <= 0:
        return (low,) * _LEVELS
    turn, rising, falling = (likely - low) / width, width * (likely - low), width * (high - likely)
    shares = [(level + 0.5) / _LEVELS for level in range(_LEVELS)]
    return tuple(low + math.sqrt(u * rising) if u < turn else high - math.sqrt((1 - u) * falling) for u in shares)


@dataclass(frozen=True, slots=True)
class Model:
    plan: Plan
    net: Network
    days: Workdays
    chance: Chance

    def ends(self, place: int) -> list[int]:
        """The nodes that may be the last of a stage: those with a wait, and those that no other work of the stage follows."""
        nodes = self.net.nodes
        members = [index for index, node in enumerate(nodes) if place or node.stage == STAGE1]
        followed = {earlier for index in members for earlier in (*nodes[index].after, nodes[index].queued_after)}
        return [index for index in members if nodes[index].wait or index not in followed]

    @property
    def since(self) -> int | None:
        """`schedule.records_since` of this plan."""
        return records_since(self.plan, self.days)


@dataclass(slots=True)
class Run:
    """Columns, one value a draw. By node: start and finish of work, release of what waits for it (working days), effect (offset; only with a wait).

    By stage: ready (without the body) and held (offsets). `last`: offset at which all work of the stage counts. `lasting`: the latest finish among
    the nodes without a wait. `records`: the offset at which there are records enough.
    """

    start: list[Floats]
    finish: list[Floats]
    release: list[Floats]
    effect: list[Ints]
    ready: tuple[Ints, Ints] = ([], [])
    held: tuple[Ints, Ints] = ([], [])
    last: tuple[Ints, Ints] = ([], [])
    lasting: tuple[Floats, Floats] = ([], [])
    records: Ints | None = None

    def first(self, draws: int) -> "Run":
        """The nodes of the first draws alone."""
        short = [[column[:draws] for column in columns] for columns in (self.start, self.finish, self.release)]
        return Run(short[0], short[1], short[2], [column[:draws] for column in self.effect])


def simulate(model: Model, draws: int, base: Run | None = None, out: What = ("", "")) -> Run:
    """All nodes in the order of work. With a `base`, only what depends on the thing taken `out` is computed again."""
    run = Run([], [], [], [])
    touched: set[int] = set()
    for index, node in enumerate(model.net.nodes):
        own = node.id == out[1] and out[0] in (WORK, START, WAIT)
        if base is not None and not own and touched.isdisjoint((*node.after, node.queued_after)):
            run.start.append(base.start[index])
            run.finish.append(base.finish[index])
            run.release.append(base.release[index])
            run.effect.append(base.effect[index])
            continue
        _node(model, run, index, draws, out[0] if own else "")
        if base is None or run.finish[index] != base.finish[index] or run.release[index] != base.release[index]:
            touched.add(index)
    _stages(model, run, draws, out)
    return run


def _node(model: Model, run: Run, index: int, draws: int, out: str) -> None:
    node, days = model.net.nodes[index], model.days
    if node.runs_until is not None:
        effect = 0 if out == WAIT else node.runs_until
        start = finish = [0.0] * draws
        run.release.append([days.moment(effect)] * draws)
        run.effect.append([effect] * draws)
    else:
        start = _start(run, node, draws, 0.0 if out == START else node.earliest)
        finish = start if out == WORK else [a + b for a, b in zip(start, model.chance.work[index], strict=False)]
        if node.wait and out != WAIT:
            ended, ceil = _ended(finish, days), math.ceil
            effects = [offset + node.wait for offset in ended]
            releases = [days.moment(effect) for effect in effects]
            whole = [ceil(at - 1e-9) for at in finish]
            run.effect.append([effects[at] for at in whole])
            run.release.append([releases[at] for at in whole])
        else:
            run.effect.append([])
            run.release.append(finish)
    run.start.append(start)
    run.finish.append(finish)


def _start(run: Run, node: Node, draws: int, earliest: float) -> Floats:
    columns = [run.release[index] for index in node.after]
    if node.queued_after >= 0:
        columns.append(run.finish[node.queued_after])
    column = _greatest(columns, draws, 0.0)
    return [at if at > earliest else earliest for at in column] if earliest else column


def _greatest(columns: Sequence[Floats], draws: int, least: float) -> Floats:
    """The greatest of each draw."""
    if not columns:
        return [least] * draws
    best = columns[0]
    for column in columns[1:]:
        if column is not best:
            best = [a if a > b else b for a, b in zip(best, column, strict=True)]
    return best


def _offsets(moments: Floats, days: Workdays) -> Ints:
    """`Workdays.finish` of a column."""
    ended, ceil = _ended(moments, days), math.ceil
    return [ended[ceil(at - 1e-9)] for at in moments]


def _ended(moments: Floats, days: Workdays) -> Ints:
    """The offset of the day on which work ends, by the number of working days begun until then: enough for this column."""
    return [days.finish(float(whole)) for whole in range(math.ceil(max(moments)) + 1)]


def _stages(model: Model, run: Run, draws: int, out: What) -> None:
    plan = model.plan
    last1, lasting1 = _last(model, run, 0, draws)
    last2, lasting2 = _last(model, run, 1, draws)
    ready2 = last2
    if plan.operation_days and out[0] != OPERATION:
        since = model.since
        run.records = [(first if since is None else since) + plan.operation_days for first in last1]
        ready2 = list(map(max, last2, run.records))
    counted = out[0] != LEAD and not any(plan.booked(stage) for stage in (STAGE1, STAGE2))
    held1 = [first + lead for first, lead in zip(last1, model.chance.lead, strict=False)] if counted else last1
    booked = plan.booked(STAGE1)
    floor = model.days.offset(booked) if booked and out[0] != BOOKED else 0
    held2 = [max(second, first, floor) for second, first in zip(ready2, held1, strict=True)]
    run.last, run.lasting, run.ready, run.held = (last1, last2), (lasting1, lasting2), (last1, ready2), (held1, held2)


def _last(model: Model, run: Run, place: int, draws: int) -> tuple[Ints, Floats]:
    """When all work up to a stage counts (offset), and the latest end of work among those without a wait (working days)."""
    chosen = model.ends(place)
    lasting = _greatest([run.finish[index] for index in chosen if not run.effect[index]], draws, 0.0)
    offsets = _offsets(lasting, model.days)
    for index in chosen:
        if run.effect[index]:
            offsets = [a if a > b else b for a, b in zip(offsets, run.effect[index], strict=True)]
    return [max(0, offset) for offset in offsets], lasting
