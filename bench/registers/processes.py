"""Processes with hand-overs and controls; indicators, one of them with very many values."""

import uuid
from typing import Any

from bench.registers.stage import WORDS, Stage


def processes(stage: Stage) -> None:
    """Processes with two hand-overs each and a control on every second."""
    from clauseway.processes.models import Control, Flow, Process

    kinds, activities = (
        ("core", "support", "management", "outsourced"),
        ("production", "purchasing", "sales", "other"),
    )
    rows = (
        Process(
            name=f"Process {n:03d} {WORDS[n % 10]}",
            fold=f"process {n:03d} {WORDS[n % 10].lower()}",
            kind=kinds[n % 4],
            activity=activities[n % 4],
            owner_id=stage.people[n % 100],
            purpose="So that what was promised is there on the day.",
            position=n,
            live_from=stage.before(700),
            **stage.mine,
        )
        for n in range(stage.size.processes)
    )
    stage.process = [row.id for row in stage.save(Process, rows)]
    count = len(stage.process)
    stage.save(
        Flow,
        (
            Flow(
                what=f"Order {n}",
                fold=f"order {n}",
                giver_kind="process",
                giver_id=stage.process[n % count],
                taker_kind="process",
                taker_id=stage.process[(n * 7 + 1) % count],
                since=stage.before(600),
                **stage.mine,
            )
            for n in range(2 * count)
            if n % count != (n * 7 + 1) % count
        ),
    )
    stage.save(
        Control,
        (
            Control(
                name=f"Check {n}",
                fold=f"check {n}",
                operation="The shift lead looks.",
                owner_id=stage.people[n % 100],
                process_id=stage.process[n],
                test_days=180,
                live_from=stage.before(300),
                runs_from=stage.before(300),
                **stage.mine,
            )
            for n in range(0, count, 2)
        ),
    )


def indicators(stage: Stage) -> None:
    """Indicators with limits; the first has very many values, several a day."""
    from clauseway.processes.models import Indicator, IndicatorEvaluation, IndicatorLimits, Measurement

    stage.indicator = stage.save(
        Indicator,
        (
            Indicator(
                name=f"Indicator {n:03d}",
                fold=f"indicator {n:03d}",
                definition="Orders on the promised day, of all",
                unit="%",
                process_id=stage.process[n % len(stage.process)],
                owner_id=stage.people[n % 100],
                every_days=31,
                last_on=stage.before(3),
                last_value=95,
                defined_on=stage.before(700),
                live_from=stage.before(700),
                **stage.mine,
            )
            for n in range(stage.size.indicators)
        ),
    )
    limits = [
        IndicatorLimits(indicator_id=i.id, target=95, lower=90, valid_from=i.live_from, **stage.mine)
        for i in stage.indicator
    ]
    stage.save(IndicatorLimits, limits)
    first = stage.indicator[0].id
    stage.save(Measurement, (_value(stage, Measurement, first, 3 + n // 16, n % 16) for n in range(stage.size.values)))
    rest = [(i.id, 3 + 11 * k) for i in stage.indicator[1:] for k in range(60)]
    stage.save(Measurement, (_value(stage, Measurement, key, days, 0) for key, days in rest))
    looks = [
        IndicatorEvaluation(
            indicator_id=first, on=stage.before(30 * k), period_from=stage.before(30 * k + 30), result="as-intended",
            finding="As meant", by_id=stage.me, **stage.mine,
        )
        for k in range(20)
    ]  # fmt: skip
    stage.save(IndicatorEvaluation, looks)


def _value(stage: Stage, model: Any, indicator: uuid.UUID, days: int, part: int) -> Any:
    value = round(stage.random.gauss(95, 2), 2)
    return model(
        indicator_id=indicator,
        on=stage.before(days),
        label=f"lot {part:02d}" if part else "",
        value=value,
        outside=value < 90,
        by_id=stage.me,
        **stage.mine,
    )
