"""Processes somebody else runs for us."""

import pytest

from clauseway.evidence.operations import Fact, file_record
from clauseway.kernel.refusals import Conflict, Refusal
from clauseway.processes.models import Process
from clauseway.processes.operations.outsourcing import check_outsourced, settle_outsourcing
from clauseway.systems.operations import set_rhythm

from .room import Room

pytestmark = pytest.mark.django_db
CONTROL = {"control_kind": "output", "control": "Thickness of each lot measured on arrival"}


@pytest.fixture
def room() -> Room:
    made = Room()
    set_rhythm(made.on("2026-01-05"), made.system.id, name="outsourced-process-check", days=180)
    return made


@pytest.fixture
def coating(room: Room) -> Process:
    return room.process("Coating", kind="outsourced")


def said(room: Room, day: str) -> tuple[str, str]:
    return room.expectation("8.4.2", "outsourced-controlled", day)


def test_an_outsourced_process_nobody_controls_is_a_gap(room: Room, coating: Process) -> None:
    assert said(room, "2026-01-07") == ("gap", "contradicted")
    settle_outsourcing(room.on("2026-01-08"), coating.id, provider="Brinkman Coating")
    assert said(room, "2026-01-08") == ("gap", "contradicted")


def test_a_settled_control_is_a_promise_and_a_look_keeps_it(room: Room, coating: Process) -> None:
    settle_outsourcing(room.on("2026-01-08"), coating.id, provider="Brinkman Coating", **CONTROL)
    assert said(room, "2026-01-09")[0] != "shown"
    check_outsourced(room.on("2026-02-02"), coating.id, result="as-agreed", looked_at="Line 2 and three lots")
    assert said(room, "2026-02-02") == ("shown", "shown")
    assert said(room, "2026-09-01") == ("gap", "lapsed")


def test_a_look_before_the_control_was_settled_is_by_nobodys_criteria(room: Room, coating: Process) -> None:
    check_outsourced(room.on("2026-01-07"), coating.id, result="as-agreed", looked_at="The hall")
    settle_outsourcing(room.on("2026-01-08"), coating.id, provider="Brinkman Coating", **CONTROL)
    assert said(room, "2026-01-09")[0] != "shown"


def test_another_provider_begins_anew(room: Room, coating: Process) -> None:
    row = settle_outsourcing(room.on("2026-01-08"), coating.id, provider="Brinkman Coating", **CONTROL)
    check_outsourced(room.on("2026-01-09"), coating.id, result="as-agreed", looked_at="Three lots")
    row = settle_outsourcing(
        room.on("2026-01-12"),
        coating.id,
        provider="Brinkman Coating",
        evaluation="Yearly",
        version=row.version,
        **CONTROL,
    )
    assert said(room, "2026-01-12") == ("shown", "shown")
    settle_outsourcing(room.on("2026-03-02"), coating.id, provider="Other Coating", version=row.version, **CONTROL)
    assert said(room, "2026-03-02")[0] != "shown"


def test_not_as_agreed_contradicts_until_it_is_acted_on(room: Room, coating: Process) -> None:
    settle_outsourcing(room.on("2026-01-08"), coating.id, provider="Brinkman Coating", **CONTROL)
    check_outsourced(room.on("2026-02-02"), coating.id, result="not-as-agreed", looked_at="Lot 7: 12 µm instead of 20")
    assert said(room, "2026-02-03") == ("gap", "contradicted")
    check_outsourced(
        room.on("2026-02-20"),
        coating.id,
        result="acted-on",
        looked_at="Lot 9",
        acted="Lot 7 coated again, bath changed",
    )
    assert said(room, "2026-02-20") == ("shown", "shown")


def test_a_record_filed_by_people_is_enough(room: Room, coating: Process) -> None:
    context = room.on("2026-01-10")
    fact = Fact("outsourced-process.controlled", context.today, system=room.system.id, subject_ref=str(coating.id))
    file_record(context, fact)
    assert said(room, "2026-01-10") == ("shown", "shown")


def test_a_provider_without_control_outweighs_the_record(room: Room, coating: Process) -> None:
    context = room.on("2026-01-10")
    fact = Fact("outsourced-process.controlled", context.today, system=room.system.id, subject_ref=str(coating.id))
    file_record(context, fact)
    settle_outsourcing(room.on("2026-01-12"), coating.id, provider="Brinkman Coating")
    assert said(room, "2026-01-12") == ("gap", "contradicted")


def test_criteria_and_control_of_a_provider_are_a_plan(room: Room, coating: Process) -> None:
    row = settle_outsourcing(room.on("2026-01-08"), coating.id, provider="Brinkman Coating", **CONTROL)
    assert "operation.planned" not in room.words("2026-01-09", coating.id)
    settle_outsourcing(
        room.on("2026-01-12"),
        coating.id,
        provider="Brinkman Coating",
        criteria="20-30 µm",
        version=row.version,
        **CONTROL,
    )
    assert {"operation.planned", "process.criteria-set"} <= room.words("2026-01-12", coating.id)


def test_what_is_refused(room: Room, coating: Process) -> None:
    ours = room.process("Sales")
    for code, call in {
        "outsourcing.ours": lambda c: settle_outsourcing(c, ours.id, provider="X", **CONTROL),
        "outsourcing.provider": lambda c: settle_outsourcing(c, coating.id, **CONTROL),
        "outsourcing.control": lambda c: settle_outsourcing(c, coating.id, provider="X", control_kind="output"),
        "outsourcing.control-kind": lambda c: settle_outsourcing(c, coating.id, provider="X", control_kind="luck"),
        "outsourcing.supplier": lambda c: settle_outsourcing(c, coating.id, supplier_ref="nobody", **CONTROL),
        "outsourcing.looked-at": lambda c: check_outsourced(c, coating.id, result="as-agreed", looked_at=" "),
        "outsourcing.acted": lambda c: check_outsourced(c, coating.id, result="acted-on", looked_at="Lot 7"),
        "outsourcing.result": lambda c: check_outsourced(c, coating.id, result="", looked_at="Lot 7"),
    }.items():
        with pytest.raises(Refusal) as refused:
            call(room.on("2026-01-08"))
        assert refused.value.code == code
    settle_outsourcing(room.on("2026-01-08"), coating.id, provider="X", **CONTROL)
    with pytest.raises(Conflict):
        settle_outsourcing(room.on("2026-01-08"), coating.id, provider="Y", **CONTROL)
