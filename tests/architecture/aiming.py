"""`n` objectives and indicators with everything that is kept about them, for the walks over tables and addresses."""

import uuid
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from clauseway.kernel.context import Context
from clauseway.organization.links import make_link
from clauseway.processes.models import Measurement
from clauseway.processes.operations.feeding import SCOPE, feed
from clauseway.processes.operations.indicators import (
    Bounds,
    Value,
    add_indicator,
    correct_measurement,
    evaluate_indicator,
    measure,
)
from clauseway.systems.operations.objectives import Look, Wanted, add_objective, check_in, plan_step


def aim(context: Context, n: int, ids: dict[str, uuid.UUID]) -> None:
    """Indicators with values, a correction and an evaluation; objectives they feed, with a target, a step and a check-in."""
    day = context.today
    since = day - timedelta(days=90)
    for i in range(n):
        bounds = Bounds(target=Decimal(95), lower=Decimal(90))
        indicator = add_indicator(
            context,
            name=f"Indicator {i}",
            unit="%",
            owner_id=ids["person"],
            every_days=31,
            live_from=since,
            bounds=bounds,
        )
        ids["indicator"] = indicator.id
        measure(context, indicator.id, [Value(day, Decimal(96))])
        access, _token = make_link(context, scope=SCOPE, reference=f"Machine {i}")
        ids["access"] = access.id
        machine = replace(context, scope=SCOPE, reference=access.reference)
        feed(machine, indicator.id, [Value(day, Decimal(96))], key=f"run {i}", digest="0")
    values = [Value(day - timedelta(days=m), Decimal(96)) for m in range(1, n)]
    measure(context, ids["indicator"], values)
    for row in Measurement.objects.filter(indicator_id=ids["indicator"]):
        correct_measurement(context, row.id, value=Decimal(89), because="Counted twice")
        evaluate_indicator(
            context, ids["indicator"], period_from=since, finding="Carrier late", response="Another carrier"
        )
        ids["measurement"] = row.id
    for i in range(n):
        target = Wanted(value=Decimal(95), due_on=day + timedelta(days=90))
        objective = add_objective(
            context, name=f"Objective {i}", owner_id=ids["person"], indicator=ids["indicator"], target=target
        )
        ids["objective"] = objective.id
        ids["step"] = plan_step(context, objective.id, what="Do it", person=ids["person"], due_on=day).id
        look = Look(value=Decimal(90), on_track=False, finding="Seen", response="Act", response_due=day)
        ids["look"] = check_in(context, objective.id, look).id
    for _more in range(n):
        plan_step(context, ids["objective"], what="Do more")
        check_in(context, ids["objective"], Look(on_track=True))
