"""When could each audit stage be held? Simulated many times over effort, pace and waiting; the same plan always gives the same dates.

Every action, person and lead time draws from its own stream, seeded by its id alone: a changed estimate changes that action and nothing else. The
order of work does not depend on effort (`plan.network`). So more effort, a longer wait or a later start never brings a date forward, exactly and not
only on average; nor does a dependency that leaves the order of work as it was.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clauseway.rules.plan import Assumption, Node, Plan, Workdays, network
from clauseway.rules.simulation import (
    BOOKED,
    LEAD,
    OPERATION,
    START,
    WAIT,
    WORK,
    Chance,
    Ints,
    Model,
    Run,
    What,
    simulate,
)
from clauseway.rules.stages import STAGE1, STAGE2

DRAWS = 2000
DRIVERS = 5
_TRIED = 8  # the drivers most often on the critical path are taken out in turn, to see what each moves
_SAMPLE = 400  # the draws in which they are taken out: the same ones with and without, so the difference is steady


@dataclass(frozen=True, slots=True)
class Driver:
    """What a date hangs on.

    `kind`: work (of action `ref`), start (its not-before date), wait (after it), operation (records needed before stage 2), lead-time (of the body),
    booked-stage1 (stage 2 cannot be before it). `critical`: in how many draws it lay on the critical path. `days`: by how many calendar days the p50
    comes forward when it is taken out (0: something else would hold the date just as long).
    """

    kind: str
    ref: str
    critical: int
    days: int


@dataclass(frozen=True, slots=True)
class StageForecast:
    """`p50`: as likely as not by this day; `p90`: nine times in ten. The `ready_` dates are without the body's lead time.

    With a booked date: `late` of `draws` miss it, `late_of_100` of a hundred (never rounded to none or all), and the lead time is not counted again.
    """

    stage: str
    p50: date
    p90: date
    ready_p50: date
    ready_p90: date
    booked: date | None
    late: int
    late_of_100: int
    draws: int
    drivers: tuple[Driver, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """`incomplete`: requirements that block a stage and that no action closes; above zero, the dates are those of half a plan and must not be trusted."""

    as_of: date
    draws: int
    stages: tuple[StageForecast, ...]
    incomplete: int
    assumptions: tuple[Assumption, ...]
    digest: str

    def stage(self, name: str) -> StageForecast:
        return next(found for found in self.stages if found.stage == name)


def forecast(plan: Plan, *, as_of: date, draws: int = DRAWS) -> Forecast:
    """Simulate the plan. Raises `plan.PlanError` (a circle of dependencies: `DependencyCycleError` with the circle)."""
    if draws < 1:
        raise ValueError("a forecast needs at least one draw")
    net = network(plan, as_of)
    model = Model(plan, net, Workdays(as_of), Chance(plan, net.nodes, draws))
    run = simulate(model, draws)
    sample = min(draws, _SAMPLE)
    base = run.first(sample)
    critical = _critical(model, run)
    tried = {what for counts in critical for what, _ in _foremost(counts, _TRIED)}
    without = {what: simulate(model, sample, base, what) for what in sorted(tried)}
    stages = []
    for place, stage in enumerate((STAGE1, STAGE2)):
        usual = _quantile(run.held[place][:sample], 0.5)
        moved = {what: usual - _quantile(other.held[place], 0.5) for what, other in without.items()}
        stages.append(_stage(model, run, place, stage, _drivers(critical[place], moved)))
    return Forecast(as_of, draws, tuple(stages), plan.unplanned, net.assumptions, plan.digest(as_of))


def _stage(model: Model, run: Run, place: int, stage: str, drivers: tuple[Driver, ...]) -> StageForecast:
    held, ready, draws = run.held[place], run.ready[place], len(run.held[place])
    booked = model.plan.booked(stage)
    late = sum(map(model.days.offset(booked).__lt__, held)) if booked else 0
    of_100 = min(99, max(1, round(100 * late / draws))) if 0 < late < draws else 100 * late // draws
    dates = (_day(model, held, 0.5), _day(model, held, 0.9), _day(model, ready, 0.5), _day(model, ready, 0.9))
    return StageForecast(stage, *dates, booked, late, of_100, draws, drivers)


def _drivers(counts: Counter[What], moved: Mapping[What, int]) -> tuple[Driver, ...]:
    found = [Driver(*what, count, moved[what]) for what, count in _foremost(counts, _TRIED)]
    return tuple(sorted(found, key=lambda driver: (-driver.days, -driver.critical, driver.kind, driver.ref))[:DRIVERS])


def _foremost(counts: Counter[What], many: int) -> list[tuple[What, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:many]


def _day(model: Model, column: Sequence[int], share: float) -> date:
    return model.days.date(_quantile(column, share))


def _quantile(column: Sequence[int], share: float) -> int:
    """The least value that at least this share of the column does not exceed."""
    return sorted(column)[math.ceil(share * len(column) - 1e-9) - 1]


def _critical(model: Model, run: Run) -> tuple[Counter[What], Counter[What]]:
    """By stage: in how many draws each thing lay on the one path that made the date. Work comes before waiting for records, and those before stage 1."""
    draws = range(len(run.held[0]))
    first: Counter[What] = Counter()
    leading = sum(map(int.__ne__, run.held[0], run.last[0]))
    if leading:
        first[LEAD, ""] = leading
    _trace(model, run, 0, list(draws), first)
    second: Counter[What] = Counter()
    by_work = [d for d in draws if run.held[1][d] == run.last[1][d]]
    rest = [d for d in draws if run.held[1][d] != run.last[1][d]]
    records, held1 = run.records, run.held[0]
    by_records = [d for d in rest if records is not None and run.held[1][d] == records[d]]
    beyond = set(rest).difference(by_records)
    by_stage1 = [d for d in rest if d in beyond and run.held[1][d] == held1[d]]
    for what, hit in ((OPERATION, by_records), (LEAD, by_stage1), (BOOKED, list(beyond.difference(by_stage1)))):
        if hit:
            second[what, ""] = len(hit)
    _trace(model, run, 1, by_work, second)
    _trace(model, run, 0, (by_records if model.since is None else []) + by_stage1, second)
    return first, second


def _trace(model: Model, run: Run, place: int, draws: Ints, counts: Counter[What]) -> None:
    """Follow, from the end of the stage back to today, what held each draw up."""
    nodes = model.net.nodes
    ending: dict[int, Ints] = {}
    waiting: dict[int, Ints] = {}
    rest = [d for d in draws if run.last[place][d] > 0]
    for index in model.ends(place):
        effect, finish = run.effect[index], run.finish[index]
        if effect:
            waiting[index] = [d for d in rest if effect[d] == run.last[place][d]]
            taken = set(waiting[index])
        else:
            ending[index] = [d for d in rest if finish[d] == run.lasting[place][d] and _ends(model, run, place, d)]
            taken = set(ending[index])
        if taken:
            rest = [d for d in rest if d not in taken]
    for index in range(len(nodes) - 1, -1, -1):
        node, waited = nodes[index], waiting.get(index, [])
        if waited:
            counts[WAIT, node.id] += len(waited)
        worked = [*ending.get(index, ()), *waited]
        if worked and node.runs_until is None:
            counts[WORK, node.id] += len(worked)
            _backward(run, node, index, worked, ending, waiting, counts)


def _ends(model: Model, run: Run, place: int, draw: int) -> bool:
    return model.days.finish(run.lasting[place][draw]) == run.last[place][draw]


def _backward(
    run: Run,
    node: Node,
    index: int,
    draws: Ints,
    ending: dict[int, Ints],
    waiting: dict[int, Ints],
    counts: Counter[What],
) -> None:
    """Hand each draw on to what its start waited for: an earlier action, its own not-before date, or nothing (today)."""
    starts = run.start[index]
    rest = [d for d in draws if starts[d] > 0]
    for earlier in (*node.after, *((node.queued_after,) if node.queued_after >= 0 else ())):
        by_release = earlier in node.after
        column = run.release[earlier] if by_release else run.finish[earlier]
        held = [d for d in rest if column[d] == starts[d]]
        if not held:
            continue
        group = waiting if by_release and run.effect[earlier] else ending
        group.setdefault(earlier, []).extend(held)
        rest = [d for d in rest if column[d] != starts[d]]
    if rest:
        counts[START, node.id] += len(rest)
