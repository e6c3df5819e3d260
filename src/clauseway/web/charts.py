"""Geometry of the SVG charts that pages and PDF share: decided here in percent of the width, drawn in templates."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from clauseway.web.components import State

ROW = 40  # height of a gantt row, px; components.css says the same for the names beside it
HEAD = 34


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A row of the plan. ``end`` is the day after the last one; ``wait_until`` is waiting that no work shortens."""

    key: str
    name: str
    start: dt.date
    end: dt.date
    note: str = ""
    href: str = ""
    state: State = State.INFO
    wait_until: dt.date | None = None
    after: tuple[str, ...] = ()
    milestone: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    at: dt.date


@dataclass(frozen=True, slots=True)
class Bar:
    """A task with its place: ``x`` and ``width`` in percent, ``y`` in pixels; ``wait`` is (x, width) in percent."""

    task: Task
    x: float
    width: float
    y: int
    wait: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Arrow:
    """From the end of one bar down (or up) and across to the start of another."""

    x1: float
    y1: int
    x2: float
    y2: int


@dataclass(frozen=True, slots=True)
class Gantt:
    title: str
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    arrows: tuple[Arrow, ...]
    today: float | None
    height: int
    min_width: int = 560


def gantt(title: str, tasks: Sequence[Task], today: dt.date) -> Gantt:
    """Place tasks on a scale that begins with the month of the first and ends with the month after the last."""
    if not tasks:
        return Gantt(title, (), (), (), None, HEAD)
    first = min([t.start for t in tasks])
    last = max([t.wait_until or t.end for t in tasks])
    start, stop = first.replace(day=1), _next_month(last)
    days = (stop - start).days

    def x(at: dt.date) -> float:
        return round(100 * min(max((at - start).days, 0), days) / days, 3)

    bars = tuple(
        Bar(
            task=task,
            x=x(task.start),
            width=max(x(task.end) - x(task.start), 0.4),
            y=HEAD + ROW * index,
            wait=(x(task.end), x(task.wait_until) - x(task.end)) if task.wait_until else None,
        )
        for index, task in enumerate(tasks)
    )
    by_key = {bar.task.key: bar for bar in bars}
    arrows = tuple(
        Arrow(min(by_key[key].x + by_key[key].width, 99.5), by_key[key].y + ROW // 2, bar.x, bar.y + ROW // 2)
        for bar in bars
        for key in bar.task.after
        if key in by_key
    )
    return Gantt(
        title,
        bars,
        tuple(Tick(x(at), at) for at in _months(start, stop)),
        arrows,
        x(today) if start <= today < stop else None,
        HEAD + ROW * len(tasks),
    )


def _next_month(at: dt.date) -> dt.date:
    return (at.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def _months(start: dt.date, stop: dt.date) -> Iterable[dt.date]:
    """Firsts of months from start to before stop, thinned so that at most about a dozen labels stand side by side."""
    months = []
    at = start
    while at < stop:
        months.append(at)
        at = _next_month(at)
    return months[:: max(1, -(-len(months) // 12))]


@dataclass(frozen=True, slots=True)
class Range:
    """A row of ranges: from least to most with a mark where it is likely, in percent of the widest row; ``text`` says it in words."""

    label: str
    text: str
    note: str
    x: float
    width: float
    mark: float


def ranges(rows: Sequence[tuple[str, str, str, float, float, float]]) -> tuple[Range, ...]:
    """Place rows of (label, text, note, least, likely, most) on one scale that begins at zero."""
    top = max([most for *_said, most in rows], default=0) or 1

    def x(value: float) -> float:
        return round(100 * value / top, 2)

    return tuple(
        Range(label, text, note, x(least), max(round(x(most) - x(least), 2), 0.6), min(x(likely), 99.4))
        for label, text, note, least, likely, most in rows
    )


@dataclass(frozen=True, slots=True)
class RunPoint:
    """A value in a run chart, in percent of the box; ``mark`` is "" or outside (of the limits) or signal (a run rule spoke)."""

    x: float
    y: float
    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class Level:
    """A level that held from ``x1`` to ``x2`` (percent): target, limit, centre or control."""

    kind: str
    label: str
    x1: float
    x2: float
    y: float


@dataclass(frozen=True, slots=True)
class RunChart:
    """Values in time with levels: ``line`` and ``band`` are points of a 100 x 100 box; ``ticks`` are (x, text); ``top`` and ``bottom`` name the scale."""

    title: str
    points: tuple[RunPoint, ...]
    line: str
    band: str
    levels: tuple[Level, ...]
    ticks: tuple[tuple[float, str], ...]
    top: str
    bottom: str


Placed = tuple[float, str, str]
"""A value of a run chart: the value, its text, its mark."""


def run_chart(
    title: str,
    values: Sequence[Placed],
    levels: Sequence[tuple[str, str, int, int, float]],
    ticks: Sequence[tuple[int, str]],
    band: Sequence[tuple[float, float]] = (),
    written: Callable[[float], str] = str,
) -> RunChart:
    """Place values at equal distances. ``levels`` are (kind, label, first and last position, value), ``ticks`` (position, text), ``band`` (least, greatest)."""
    figures = [value for value, _text, _mark in values] + [level[4] for level in levels]
    figures += [one for pair in band for one in pair]
    low, high = (min(figures), max(figures)) if figures else (0.0, 1.0)
    edge = (high - low) * 0.08 or abs(high) * 0.08 or 1.0
    low, high = low - edge, high + edge
    step = 100 / max(len(values), 1)

    def x(position: float) -> float:
        return round(step * (position + 0.5), 3)

    def y(value: float) -> float:
        return round(100 - 100 * (value - low) / (high - low), 3)

    points = tuple(RunPoint(x(n), y(value), text, mark) for n, (value, text, mark) in enumerate(values))
    upper = [f"{x(n)},{y(greatest)}" for n, (_least, greatest) in enumerate(band)]
    lower = [f"{x(n)},{y(least)}" for n, (least, _greatest) in enumerate(band)]
    return RunChart(
        title,
        points if not band else (),
        " ".join(f"{point.x},{point.y}" for point in points),
        " ".join([*upper, *reversed(lower)]),
        tuple(
            Level(kind, label, round(step * first, 3), round(step * (last + 1), 3), y(value))
            for kind, label, first, last, value in levels
        ),
        tuple((x(position), text) for position, text in ticks),
        written(high - edge),
        written(low + edge),
    )
