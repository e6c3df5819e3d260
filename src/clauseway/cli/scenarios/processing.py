"""The process map, sheets and controls of a story, carried out through the operations of the room that keeps them."""

import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from clauseway.cli.scenarios.marked import plain
from clauseway.cli.scenarios.story import Step
from clauseway.cli.scenarios.world import World
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.processes.models import Characteristic, Control, Flow, Outsourcing, Reading
from clauseway.processes.operations.controls import add_control, change_control, prove_control
from clauseway.processes.operations.flows import NOBODY, OUTSIDE, End, add_flow, change_flow, end_flow
from clauseway.processes.operations.outsourcing import check_outsourced, settle_outsourcing
from clauseway.processes.operations.sheets import (
    Read,
    act_on_reading,
    add_characteristic,
    change_characteristic,
    record_reading,
)


def _process(world: World, step: Step) -> uuid.UUID:
    return uuid.UUID(world.subject("process", str(step.values["process"])))


def _end(world: World, name: Any) -> End:
    """An end of a hand-over: "customer Delta" is somebody outside, anything else a process, nothing is nobody yet."""
    if not name:
        return NOBODY
    kind, _space, rest = str(name).partition(" ")
    if kind.lower() in OUTSIDE and rest:
        return End(kind.lower(), name=rest)
    return End("process", uuid.UUID(world.subject("process", str(name))))


def _hands_over(world: World, step: Step, context: Context) -> None:
    """State it; one of the same name that stands is changed."""
    what = str(step.values["what"])
    giver, taker = _end(world, step.values.get("from")), _end(world, step.values.get("to"))
    known = Flow.objects.filter(fold=fold(what), live_until=None).first()
    if known is not None:
        change_flow(context, known.id, version=known.version, what=what, giver=giver, taker=taker)
    else:
        add_flow(context, what=what, giver=giver, taker=taker, since=step.on)


def _no_longer(world: World, step: Step, context: Context) -> None:
    known = Flow.objects.filter(fold=fold(str(step.values["what"])), live_until=None).first()
    if known is None:
        raise world.wrong("There is no such hand-over.")
    end_flow(context, known.id, version=known.version, on=step.on)


def _runs(world: World, step: Step, context: Context) -> None:
    values, process = step.values, _process(world, step)
    known = Outsourcing.objects.filter(process_id=process).first()
    control = str(values.get("control", ""))
    settle_outsourcing(
        context,
        process,
        provider=str(values["provider"]),
        control_kind=values.get("kind") or ("output" if control else ""),
        control=control,
        criteria=str(values.get("criteria", "")),
        evaluation=str(values.get("evaluation", "")),
        version=known.version if known else 0,
    )


def _looked(world: World, step: Step, context: Context) -> None:
    values = step.values
    check_outsourced(
        context,
        _process(world, step),
        result=str(values["result"]).replace(" ", "-"),
        looked_at=str(values["what"]),
        acted=str(values.get("acted", "")),
        on=step.on,
    )


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _line(world: World, step: Step, context: Context) -> None:
    """Put a line on a sheet; one of the same name is changed."""
    values, process = step.values, _process(world, step)
    limits = {
        "lower": _number(values.get("at least")),
        "upper": _number(values.get("at most")),
        "most_failing": values.get("may fail"),
        "words": str(values.get("words", "")),
        "live_until": values.get("off from"),
    }
    known = Characteristic.objects.filter(process_id=process, fold=fold(str(values["name"])), live_until=None).first()
    if known is not None:
        change_characteristic(context, known.id, version=known.version, **limits)
        return
    sheet = values.get("sheet", "process")
    add_characteristic(context, process, name=str(values["name"]), sheet=sheet, live_from=step.on, **limits)


def _found(world: World, step: Step) -> Characteristic:
    rows = Characteristic.objects.filter(process_id=_process(world, step), fold=fold(str(step.values["name"])))
    found = rows.order_by("-live_from").first()
    if found is None:
        raise world.wrong(f"“{step.values['name']}” is on no sheet of this process.")
    return found


def _reading(world: World, step: Step, context: Context) -> None:
    values = step.values
    site = world.subject("site", str(values["site"])) if values.get("site") else ""
    read = Read(_number(values.get("value")), None, values.get("failing"), values.get("accepted"), site=site)
    record_reading(context, _found(world, step).id, read, on=step.on, acted=str(values.get("acted", "")))


def _acted(world: World, step: Step, context: Context) -> None:
    """What was done about the latest reading of a line that is outside."""
    rows = Reading.objects.filter(characteristic_id=_found(world, step).id, outside=True)
    found = rows.order_by("-on", "-recorded_at").first()
    if found is None:
        raise world.wrong("There is no reading outside its limits.")
    act_on_reading(context, found.id, what=str(step.values["what"]), on=step.on)


def _control(world: World, step: Step, context: Context) -> None:
    values = step.values
    stated: dict[str, object] = {}
    if values.get("process"):
        stated["process_id"] = _process(world, step)
    if values.get("requirement"):
        asked = [leaf for name in values["requirement"] for leaf in world.leaves(name)]
        stated["requirements"] = [str(one.id) for one in asked]
    if values.get("owner"):
        stated["owner_id"] = world.person(str(values["owner"]))
    if values.get("operation"):
        stated["operation"] = str(values["operation"])
    if values.get("tested every"):
        stated["test_days"] = values["tested every"]
    known = Control.objects.filter(fold=fold(str(values["name"])), live_until=None).first()
    if known is not None:
        change_control(context, known.id, version=known.version, **stated)
    else:
        add_control(context, name=str(values["name"]), live_from=step.on, **stated)


def _proof(world: World, step: Step, context: Context) -> None:
    values = step.values
    known = Control.objects.filter(fold=fold(str(values["control"]))).first()
    if known is None:
        raise world.wrong(f"There is no control “{values['control']}”.")
    ran = plain(str(values["result"])) == "it ran"
    prove_control(
        context,
        known.id,
        kind="operated" if ran else "tested",
        result="" if ran else str(values["result"]).replace(" ", "-"),
        method=str(values.get("method", "Looked at")),
        on=step.on,
        site=world.subject("site", str(values["site"])) if values.get("site") else "",
    )


DEEDS: dict[str, Callable[[World, Step, Context], None]] = {
    "hands over": _hands_over,
    "handed over no longer": _no_longer,
    "runs for us": _runs,
    "looked at process": _looked,
    "sheet line": _line,
    "reading": _reading,
    "acted on reading": _acted,
    "control": _control,
    "control proof": _proof,
}
