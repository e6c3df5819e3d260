"""Sheets, readings and controls: how a process is steered and how it runs."""

from decimal import Decimal as D

import pytest

from clauseway.actions.models import Duty
from clauseway.evidence.models import Claim
from clauseway.kernel.refusals import Conflict, Refusal
from clauseway.processes.models import Process
from clauseway.processes.operations.controls import add_control, change_control, prove_control
from clauseway.processes.operations.sheets import (
    Read,
    act_on_reading,
    add_characteristic,
    change_characteristic,
    record_reading,
)
from clauseway.systems.operations import set_rhythm

from .room import Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    made = Room()
    set_rhythm(made.on("2026-01-05"), made.system.id, name="production-monitoring", days=90)
    return made


@pytest.fixture
def welding(room: Room) -> Process:
    return room.process("Welding", activity="production")


def monitored(room: Room, day: str) -> tuple[str, str]:
    return room.expectation("8.5.1", "results-within-criteria", day)


def test_a_line_without_a_limit_sets_no_criterion(room: Room, welding: Process) -> None:
    line = add_characteristic(room.on("2026-01-08"), welding.id, name="Current", unit="A", instrument="MU-01")
    assert "process.criteria-set" not in room.words("2026-01-08", welding.id)
    change_characteristic(room.on("2026-01-09"), line.id, version=1, lower=D(80), upper=D(120))
    assert "process.criteria-set" in room.words("2026-01-09", welding.id)


def test_a_product_sheet_is_no_criterion_of_the_process(room: Room, welding: Process) -> None:
    add_characteristic(room.on("2026-01-08"), welding.id, name="Seam", sheet="product", words="No pores")
    assert "process.criteria-set" not in room.words("2026-01-08", welding.id)


def test_a_plan_needs_criteria_and_a_control_somebody_runs(room: Room, welding: Process) -> None:
    add_characteristic(room.on("2026-01-08"), welding.id, name="Current", lower=D(80), upper=D(120))
    control = add_control(room.on("2026-01-09"), name="First piece release", process_id=welding.id)
    assert "operation.planned" not in room.words("2026-01-09", welding.id)
    change_control(
        room.on("2026-01-10"), control.id, version=1, owner_id=room.owner, operation="The welder shows the first piece"
    )
    assert "operation.planned" in room.words("2026-01-10", welding.id)


def test_readings_show_only_when_every_line_was_read(room: Room, welding: Process) -> None:
    current = add_characteristic(room.on("2026-01-08"), welding.id, name="Current", lower=D(80), upper=D(120))
    gas = add_characteristic(room.on("2026-01-08"), welding.id, name="Gas", lower=D(8))
    record_reading(room.on("2026-01-12"), current.id, Read(D(100)))
    assert monitored(room, "2026-01-12")[0] != "shown"
    record_reading(room.on("2026-01-13"), gas.id, Read(D(9)))
    assert monitored(room, "2026-01-13") == ("shown", "shown")
    record_reading(room.on("2026-04-10"), current.id, Read(D(101)))
    assert monitored(room, "2026-04-13") == ("gap", "lapsed")


def test_a_reading_outside_contradicts_until_somebody_acts(room: Room, welding: Process) -> None:
    line = add_characteristic(room.on("2026-01-08"), welding.id, name="Current", lower=D(80), upper=D(120))
    bad = record_reading(room.on("2026-01-12"), line.id, Read(D(130)))
    assert monitored(room, "2026-01-12") == ("gap", "contradicted")
    record_reading(room.on("2026-01-13"), line.id, Read(D(100)))
    assert monitored(room, "2026-01-13") == ("gap", "contradicted")
    act_on_reading(room.on("2026-01-14"), bad.id, what="Seam ground out and welded again, source repaired")
    assert monitored(room, "2026-01-14") == ("shown", "shown")
    assert "reading.outside" not in room.words("2026-01-14")


def test_wider_limits_heal_no_reading(room: Room, welding: Process) -> None:
    line = add_characteristic(room.on("2026-01-08"), welding.id, name="Current", upper=D(120))
    record_reading(room.on("2026-01-12"), line.id, Read(D(130)))
    change_characteristic(room.on("2026-01-13"), line.id, version=1, upper=D(150))
    assert monitored(room, "2026-01-13") == ("gap", "contradicted")


def test_a_process_runs_as_planned_when_readings_and_controls_say_so(room: Room, welding: Process) -> None:
    line = add_characteristic(room.on("2026-01-08"), welding.id, name="Current", upper=D(120))
    control = add_control(
        room.on("2026-01-08"), name="First piece", process_id=welding.id, owner_id=room.owner, operation="Shown"
    )
    record_reading(room.on("2026-01-12"), line.id, Read(D(110)))
    assert "operation.controlled" not in room.words("2026-01-12", welding.id)
    prove_control(room.on("2026-01-13"), control.id, kind="operated", method="Release stamps of week 2")
    assert "operation.controlled" in room.words("2026-01-13", welding.id)
    prove_control(room.on("2026-01-20"), control.id, result="not-effective", method="Two pieces without stamp")
    assert "process-control.failed" in room.words("2026-01-20", welding.id)
    prove_control(room.on("2026-01-27"), control.id, result="effective", method="Ten of ten with stamp")
    assert "process-control.failed" not in room.words("2026-01-27", welding.id)


def test_a_failed_test_stands_against_its_requirement_until_a_retest(room: Room) -> None:
    asked = str(room.edition.by_ref["8.5.2"].id)
    control = add_control(
        room.on("2026-01-08"), name="Labels", operation="Each pallet is labelled", requirements=[asked], test_days=90
    )
    prove_control(room.on("2026-01-12"), control.id, result="effective", method="Walk through the store")
    tested = Claim.objects.get(kind="control.tested")
    assert (tested.stance, str(tested.valid_until)) == (1, "2026-04-12")
    prove_control(room.on("2026-02-02"), control.id, result="not-effective", method="Three pallets without label")
    assert "contrary.observed" in room.words("2026-12-01")
    prove_control(room.on("2026-12-02"), control.id, result="effective", method="Twenty of twenty")
    assert "contrary.observed" not in room.words("2026-12-02")


def test_the_owner_gets_the_next_test_as_a_duty(room: Room) -> None:
    control = add_control(room.on("2026-01-08"), name="Labels", owner_id=room.owner, operation="Done", test_days=90)
    duty = Duty.objects.get(kind="control-test")
    assert (duty.person_id, str(duty.due_on)) == (room.owner, "2026-04-08")
    prove_control(room.on("2026-02-02"), control.id, result="effective", method="Looked")
    assert str(Duty.objects.get(kind="control-test").due_on) == "2026-05-03"
    change_control(room.on("2026-02-03"), control.id, version=1, live_until=room.on("2026-02-03").today)
    assert Duty.objects.get(kind="control-test").state != "open"


@pytest.mark.parametrize(
    ("code", "read"),
    [
        ("reading.incomplete", Read()),
        ("reading.value", Read(D("NaN"))),
        ("reading.value", Read(D("1e30"))),
        ("reading.more-than-sampled", Read(D(1), sampled=2, failing=3)),
    ],
)
def test_readings_that_are_refused(room: Room, welding: Process, code: str, read: Read) -> None:
    line = add_characteristic(room.on("2026-01-08"), welding.id, name="Current", upper=D(120))
    with pytest.raises(Refusal) as refused:
        record_reading(room.on("2026-01-12"), line.id, read)
    assert refused.value.code == code


def test_days_that_are_refused(room: Room, welding: Process) -> None:
    line = add_characteristic(room.on("2026-01-08"), welding.id, name="Current", upper=D(120))
    context = room.on("2026-01-12")
    for code, day in (("reading.in-the-future", "2026-01-13"), ("reading.not-on-sheet", "2026-01-07")):
        with pytest.raises(Refusal) as refused:
            record_reading(context, line.id, Read(D(1)), on=type(context.today).fromisoformat(day))
        assert refused.value.code == code
    good = record_reading(context, line.id, Read(D(1)))
    with pytest.raises(Refusal):
        act_on_reading(context, good.id, what="Something")


def test_lines_and_controls_that_are_refused(room: Room, welding: Process) -> None:
    line = add_characteristic(room.on("2026-01-08"), welding.id, name="Current", upper=D(120))
    context = room.on("2026-01-08")
    for code, call in {
        "sheet.limits-crossed": lambda: add_characteristic(context, welding.id, name="Gas", lower=D(2), upper=D(1)),
        "sheet.exists": lambda: add_characteristic(context, welding.id, name="current"),
        "sheet.name-missing": lambda: add_characteristic(context, welding.id, name=" "),
        "control.name-missing": lambda: add_control(context, name=""),
        "control.requirement": lambda: add_control(context, name="X", requirements=["nonsense"]),
        "control.rhythm": lambda: add_control(context, name="X", test_days=0),
        "control.risk": lambda: add_control(context, name="X", risk="nobody"),
    }.items():
        with pytest.raises(Refusal) as refused:
            call()
        assert refused.value.code == code
    change_characteristic(context, line.id, version=1, unit="A")
    with pytest.raises(Conflict):
        change_characteristic(context, line.id, version=1, unit="mA")
