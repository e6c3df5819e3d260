"""Objectives and indicators of the year: six objectives with plans, three indicators with a value a month, check-ins, and one target that was missed."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from clauseway.cli.demo_year import company
from clauseway.cli.demo_year.stage import QUALITY, Stage, chance
from clauseway.kernel.context import Context
from clauseway.processes.models import Indicator
from clauseway.processes.operations.indicators import Bounds, Value, add_indicator, evaluate_indicator, measure
from clauseway.systems.models import Objective, ObjectiveStep
from clauseway.systems.operations.objectives import (
    Look,
    Wanted,
    add_objective,
    check_in,
    finish_response,
    finish_step,
    plan_step,
)

BEGUN, DUE = -350, -40
INDICATORS_ON = -351
CHECKED = (-240, -120)
MISSED_ON, ANSWERED_ON = -38, -14
REJECTS_HIGH, LOOKED_AFTER = 6, 9

MEASURES: tuple[tuple[str, str, str, str, Bounds, str], ...] = (
    (
        "Orders on the promised day",
        "Orders that left on the promised day, of all orders of the month",
        "%",
        "higher",
        Bounds(target=Decimal(95), lower=Decimal(85)),
        "Warehouse and dispatch",
    ),
    (
        "Complaints of the month",
        "Complaints received, justified or not",
        "complaints",
        "lower",
        Bounds(upper=Decimal(3)),
        "",
    ),
    (
        "Rejects in assembly",
        "Instruments rejected at the final test, of all tested in the month",
        "%",
        "lower",
        Bounds(target=Decimal("1.5"), upper=Decimal("2.5")),
        "Assembly and test",
    ),
)
PLANS = (
    ("Second dispatch round on Thursdays", "One driver for half a day a week"),
    ("Call back within a day and keep the answers", "Two hours a week of the service desk"),
    ("Torque protocol for every flange", "The new torque wrench"),
    ("Restore the order system from backup twice a year", "A day of the IT team, twice"),
    ("Hand out keys to everybody who works remotely", "Forty keys"),
    ("Share the mailbox of enquiries between three people", "None besides their time"),
)
TARGETS = (
    Wanted(value=Decimal(95), due_on=date.max),
    Wanted(direction="at-most", value=Decimal(8), due_on=date.max),
    Wanted(direction="at-most", value=Decimal("1.5"), due_on=date.max),
    Wanted(direction="at-most", value=Decimal(4), due_on=date.max),
    Wanted(direction="yes", due_on=date.max),
    Wanted(value=Decimal(95), due_on=date.max),
)
FED = (0, None, 2, None, None, None)


def indicators(stage: Stage) -> None:
    """What is measured every month, by whom and within which limits."""
    processes = {name: member.ref for name, member in stage.members("process").items()}
    for name, definition, unit, direction, bounds, process in MEASURES:
        ref = next((ref for known, ref in processes.items() if process and known == process), None)
        stage.do(
            "manager",
            add_indicator,
            name=name,
            definition=definition,
            unit=unit,
            direction=direction,
            about="process" if ref else "product",
            process_id=ref,
            owner_id=stage.person("manager"),
            every_days=45,
            standards=[QUALITY],
            bounds=bounds,
        )


def objectives(stage: Stage) -> None:
    """What the company wants this year, each with a target and a first step."""
    known = {row.name: row.id for row in Indicator.objects.all()}
    for name, wanted, (what, resources), fed in zip(company.OBJECTIVES, TARGETS, PLANS, FED, strict=True):
        due = stage.day(DUE) if name == company.OBJECTIVE_MISSED else stage.day(120)
        made = stage.do(
            "manager",
            add_objective,
            name=name,
            measure="" if fed is not None else "Counted by the quality manager",
            owner_id=stage.person("manager"),
            indicator=known[MEASURES[fed][0]] if fed is not None else None,
            evaluation="Looked at in the monthly meeting and decided on in the management review",
            standards=[QUALITY],
            target=Wanted(
                direction=wanted.direction, value=wanted.value, due_on=due, evaluate_by=due + timedelta(days=10)
            ),
        )
        stage.do(
            "manager",
            plan_step,
            made.id,
            what=what,
            person=stage.person("manager"),
            resources=resources,
            due_on=stage.day(-200),
        )


def months(stage: Stage) -> list[tuple[int, date]]:
    """The twelve ends of months that can be measured, with a number."""
    days, day = [], stage.today.replace(day=1)
    for _month in range(11):
        day -= timedelta(days=1)
        days.append(day)
        day = day.replace(day=1)
    return list(enumerate(reversed(days)))


def values(stage: Stage, number: int, day: date) -> None:
    """The three values of a month, entered together."""
    dice = chance("indicators", number)
    rejects = Decimal("2.9") if number == REJECTS_HIGH else Decimal(dice.randrange(9, 19)) / 10
    figures = (Decimal(865 + 6 * number + dice.randrange(-12, 13)) / 10, Decimal(dice.randrange(0, 3)), rejects)
    for (name, *_rest), figure in zip(MEASURES, figures, strict=True):
        stage.do("manager", _measure, name, Value(day, figure))


def _measure(context: Context, name: str, value: Value) -> object:
    return measure(context, Indicator.objects.get(name=name).id, [value])


def rejects_looked_at(stage: Stage) -> None:
    """The month with too many rejects was looked into, and something was done."""
    row = Indicator.objects.get(name=MEASURES[2][0])
    stage.do(
        "manager",
        evaluate_indicator,
        row.id,
        period_from=row.live_from,
        finding="Too many rejects in one month: a lot of flanges with a burr.",
        response="Flanges are checked on arrival; the supplier changed its tool.",
    )


def steps_done(stage: Stage) -> None:
    for step in ObjectiveStep.objects.order_by("recorded_at", "id"):
        stage.do("manager", finish_step, step.id)


def look(stage: Stage) -> None:
    """Progress is looked at: all objectives are on track."""
    for row in Objective.objects.order_by("fold"):
        stage.do("manager", check_in, row.id, Look(on_track=True, finding="On track; steps as planned."))


def missed(stage: Stage) -> None:
    """Delivery on the promised day fell short: looked into, and answered."""
    row = Objective.objects.get(name=company.OBJECTIVE_MISSED)
    told = Look(
        value=Decimal("92.4"),
        finding="One carrier was late on most Fridays.",
        response="A second dispatch round with another carrier.",
        response_by=stage.person("manager"),
        response_due=stage.day(-10),
        from_indicator=True,
    )
    stage.kept["missed"] = stage.do("manager", check_in, row.id, told).id


def answered(stage: Stage) -> None:
    stage.do("manager", finish_response, stage.kept["missed"])


def tell(stage: Stage) -> list[tuple[int, Callable[[Stage], None]]]:
    """What happens on which day."""
    told: list[tuple[int, Callable[[Stage], None]]] = [
        *((INDICATORS_ON, indicators), (BEGUN, objectives), (-205, steps_done)),
        *((day, look) for day in CHECKED),
        *((MISSED_ON, missed), (ANSWERED_ON, answered)),
    ]
    for number, day in months(stage):
        entered = (day - stage.today).days + 3
        if entered < -1:
            told.append((entered, partial(values, number=number, day=day)))
        if number == REJECTS_HIGH:
            told.append((entered + LOOKED_AFTER, rejects_looked_at))
    return told
