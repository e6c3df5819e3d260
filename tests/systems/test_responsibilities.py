"""Roles, who holds them and who answers: what the ledger says, and what happens when somebody leaves."""

import uuid
from dataclasses import replace
from datetime import date

import pytest
from tests.processes.room import Room

from clauseway.kernel.context import Context, enter
from clauseway.kernel.refusals import Conflict, Forbidden, NotFound, Refusal
from clauseway.organization.models import Person
from clauseway.organization.operations import add_person, change_person
from clauseway.systems.models import Assignment
from clauseway.systems.operations.responsibilities import (
    Subject,
    add_role,
    assign,
    change_role,
    hold_role,
    leave_role,
    make_known,
    tasks,
)

pytestmark = pytest.mark.django_db
FOCUS, RESULTS = "customer-focus", "process-results"


class Answering(Room):
    """The room with a second person and a role."""

    def __init__(self) -> None:
        super().__init__()
        self.other = add_person(self.on("2026-01-06"), name="Bo Lind").id
        self.role = add_role(self.on("2026-01-06"), name="Quality lead", authority="May stop a delivery").id

    def task(self, ref: str = FOCUS) -> Subject:
        return Subject(kind="task", ref=ref, system=self.system.id)

    def gone(self, person: uuid.UUID, day: str) -> None:
        row = Person.objects.get(id=person)
        change_person(self.on(day), person, version=row.version, live_until=date.fromisoformat(day))

    def tell(self, day: str) -> None:
        make_known(self.on(day), kind="task", system=self.system.id, how="Meeting of all leads")

    def focus(self, day: str) -> tuple[str, str]:
        return self.expectation("5.3", "role-customer-focus", day)


def test_assigned_is_not_known_before_those_concerned_were_told() -> None:
    room = Answering()
    assign(room.on("2026-01-10"), room.task(), letters="a", person=room.owner)
    assert room.focus("2026-01-11")[0] == "gap"
    room.tell("2026-01-12")
    assert room.focus("2026-01-12")[0] == "shown"
    with pytest.raises(Refusal, match="told already"):
        room.tell("2026-01-13")


def test_two_who_answer_are_kept_and_are_a_gap_until_one_is_taken_away() -> None:
    room = Answering()
    assign(room.on("2026-01-10"), room.task(), letters="A", person=room.owner)
    room.tell("2026-01-10")
    assign(room.on("2026-02-01"), room.task(), letters="AR", person=room.other)
    assert room.expectation("5.3", "role-customer-focus", "2026-02-02")[0] == "gap"
    assign(room.on("2026-02-05"), room.task(), letters="R", person=room.other)
    assert room.focus("2026-02-05")[0] == "shown"
    assert "responsibility.broken" not in room.words("2026-02-05")


def test_a_role_answers_while_exactly_one_person_holds_it() -> None:
    room = Answering()
    assign(room.on("2026-01-10"), room.task(), letters="A", role=room.role)
    room.tell("2026-01-10")
    assert room.words("2026-01-10") == {"responsibility.broken"}
    holding = hold_role(room.on("2026-01-12"), room.role, person=room.owner)
    assert room.focus("2026-01-12")[0] == "shown"
    assert hold_role(room.on("2026-01-13"), room.role, person=room.owner).id == holding.id
    hold_role(room.on("2026-01-20"), room.role, person=room.other)
    assert room.focus("2026-01-20")[0] == "gap"
    leave_role(room.on("2026-01-25"), holding.id)
    assert room.focus("2026-01-25")[0] == "shown"
    with pytest.raises(NotFound):
        leave_role(room.on("2026-01-26"), holding.id)


def test_an_answer_ends_with_the_one_who_gives_it() -> None:
    room = Answering()
    assign(room.on("2026-01-10"), room.task(), letters="A", person=room.other)
    room.tell("2026-01-10")
    room.gone(room.other, "2026-03-01")
    assert room.focus("2026-02-20")[0] == "shown"
    assert room.focus("2026-03-01")[0] == "gap"
    with pytest.raises(Refusal, match="has left"):
        assign(room.on("2026-03-02"), room.task(), letters="RA", person=room.other)
    with pytest.raises(Refusal, match="has left"):
        hold_role(room.on("2026-03-02"), room.role, person=room.other)


def test_a_hole_in_the_matrix_speaks_against_who_answers_for_results() -> None:
    room = Answering()
    process = room.process("Sales")
    subject = Subject(kind="process", ref=str(process.id))
    assign(room.on("2026-01-10"), room.task(RESULTS), letters="A", person=room.owner)
    room.tell("2026-01-10")
    shown = "role-process-results"
    assert room.expectation("5.3", shown, "2026-01-11")[0] == "shown"
    assign(room.on("2026-01-12"), subject, letters="A", person=room.owner)
    assign(room.on("2026-01-12"), subject, letters="A", person=room.other)
    assert "process-accountability.broken" in room.words("2026-01-12", process.id)
    assert room.expectation("5.3", shown, "2026-01-12")[0] == "gap" or room.words("2026-01-12")
    assign(room.on("2026-01-14"), subject, letters="", person=room.other)
    assert "process-accountability.broken" not in room.words("2026-01-14", process.id)


def test_letters_of_a_cell_are_set_as_a_whole_and_guard_what_one_saw() -> None:
    room = Answering()
    subject = Subject(kind="process", ref=str(room.process("Sales").id))
    kept = assign(room.on("2026-01-10"), subject, letters="c, r", role=room.role, seen="")
    assert sorted(row.letter for row in kept) == ["C", "R"]
    assign(room.on("2026-01-11"), subject, letters="C", role=room.role, seen="RC")
    with pytest.raises(Conflict):
        assign(room.on("2026-01-12"), subject, letters="I", role=room.role, seen="RC")
    assign(room.on("2026-01-12"), subject, letters="C", role=room.role, seen="RC")
    assert Assignment.objects.filter(valid_until=None).count() == 1


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"letters": "X"}, "responsibility.letters"),
        ({"letters": "A", "person": None}, "responsibility.who"),
        ({"letters": "A", "subject": Subject(kind="task", ref="coffee")}, "system.not-found"),
    ],
)
def test_what_makes_no_sense_is_refused(more: dict[str, object], code: str) -> None:
    room = Answering()
    values = {"letters": "A", "person": room.owner, "subject": room.task(), **more}
    with pytest.raises(Refusal) as refused:
        assign(room.on("2026-01-10"), values.pop("subject"), **values)  # type: ignore[arg-type]
    assert refused.value.code == code


def test_unknown_things_are_not_found_and_nothing_is_told_without_saying_how() -> None:
    room = Answering()
    for subject in (
        Subject(kind="requirement", ref=str(uuid.uuid4()), system=room.system.id),
        Subject(kind="task", ref="coffee", system=room.system.id),
    ):
        with pytest.raises(NotFound):
            assign(room.on("2026-01-10"), subject, letters="A", person=room.owner)
    with pytest.raises(Refusal, match="how"):
        make_known(room.on("2026-01-10"), kind="task", how=" ")
    with pytest.raises(Refusal, match="not come"):
        make_known(room.on("2026-01-10"), kind="task", how="Mail", on=date(2027, 1, 1))
    assert FOCUS in tasks()


def test_roles_are_named_once_and_are_the_population() -> None:
    room = Answering()
    with pytest.raises(Refusal, match="already"):
        add_role(room.on("2026-01-10"), name="quality LEAD")
    with pytest.raises(Conflict):
        change_role(room.on("2026-01-10"), room.role, version=9, name="X")
    with pytest.raises(Refusal, match="Name"):
        change_role(room.on("2026-01-10"), room.role, version=1, name=" ")
    change_role(room.on("2026-01-10"), room.role, version=1, live_until=date(2026, 1, 10))
    with pytest.raises(Refusal, match="has ended"):
        assign(room.on("2026-01-10"), room.task(), letters="A", role=room.role)


def test_reading_allows_no_writing() -> None:
    room = Answering()
    context: Context = replace(room.on("2026-01-10"), roles=("employee",))  # type: ignore[arg-type]
    enter(context)
    with pytest.raises(Forbidden):
        assign(context, room.task(), letters="A", person=room.owner)
