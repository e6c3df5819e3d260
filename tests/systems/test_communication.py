"""The communication plan: settled, held in time or not, and whose owner left."""

from datetime import date
from typing import Any

import pytest
from tests.processes.room import Room

from clauseway.actions.models import Duty
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.organization.models import Person
from clauseway.organization.operations import add_person, change_person
from clauseway.systems.models import PlannedCommunication
from clauseway.systems.operations import set_rhythm
from clauseway.systems.operations.communication import (
    change_communication,
    hold_communication,
    plan_communication,
    withdraw_communication,
)

pytestmark = pytest.mark.django_db
WHOLE: dict[str, Any] = {
    "why": "People want to know",
    "audience": "Everybody",
    "how": "Meeting",
    "when_text": "January",
}
PLANNED, HELD = "communication-internal-planned", "communication-internal-done"


class Speaking(Room):
    """The room under ISO 14001 with a rhythm for communication."""

    def __init__(self) -> None:
        super().__init__("iso-14001-2026")
        set_rhythm(self.on("2026-01-06"), self.system.id, name="communication", days=365)
        self.other = add_person(self.on("2026-01-06"), name="Bo Lind").id

    def line(self, day: str = "2026-01-10", **values: Any) -> PlannedCommunication:
        whole = {**WHOLE, "owner_id": self.other, "days": 30, **values}
        return plan_communication(self.on(day), self.system.id, what=whole.pop("what", "Results of the year"), **whole)


def test_a_line_is_planned_when_nothing_is_missing_and_somebody_here_sees_to_it() -> None:
    room = Speaking()
    row = room.line(audience="")
    assert row.settled_on is None
    assert room.expectation("7.4.1", PLANNED, "2026-01-11")[0] == "gap"
    change_communication(room.on("2026-01-12"), row.id, version=1, audience="Everybody")
    assert room.expectation("7.4.1", PLANNED, "2026-01-12")[0] == "shown"
    person = Person.objects.get(id=room.other)
    change_person(room.on("2026-02-01"), person.id, version=person.version, live_until=date(2026, 2, 1))
    assert room.expectation("7.4.1", PLANNED, "2026-02-01")[0] == "gap"
    assert "communication.orphaned" in room.words("2026-02-01")


def test_what_took_place_counts_and_what_stayed_out_is_a_gap_until_it_takes_place() -> None:
    room = Speaking()
    row = room.line()
    duty = Duty.objects.get(kind="communication")
    assert (duty.due_on, duty.person_id) == (date(2026, 2, 9), room.other)
    hold_communication(room.on("2026-01-20"), row.id, note="Everybody came")
    assert room.expectation("7.4.1", HELD, "2026-01-21")[0] == "shown"
    assert "communication.overdue" not in room.words("2026-02-19")
    assert "communication.overdue" in room.words("2026-02-20")
    made = hold_communication(room.on("2026-02-25"), row.id)
    assert "communication.overdue" not in room.words("2026-02-25")
    withdraw_communication(room.on("2026-02-26"), made.id, because="It was cancelled")
    assert "communication.overdue" in room.words("2026-02-26")
    with pytest.raises(NotFound):
        withdraw_communication(room.on("2026-02-26"), made.id, because="Twice")


def test_outside_is_not_inside() -> None:
    room = Speaking()
    row = room.line(side="external")
    hold_communication(room.on("2026-01-20"), row.id)
    assert room.expectation("7.4.1", HELD, "2026-01-21")[0] == "unknown"
    assert room.expectation("7.4.1", PLANNED, "2026-01-21")[0] == "gap"


def test_what_is_said_when_it_happens_is_never_overdue() -> None:
    room = Speaking()
    room.line(days=None)
    assert "communication.overdue" not in room.words("2026-12-01")
    assert not Duty.objects.filter(kind="communication").exists()


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"what": " "}, "communication.what"),
        ({"side": "around"}, "communication.side"),
        ({"days": 0}, "communication.days"),
        ({"live_until": date(2025, 1, 1)}, "communication.ends-early"),
        ({"what": "results OF the year"}, "communication.exists"),
    ],
)
def test_what_makes_no_sense_is_refused(values: dict[str, Any], code: str) -> None:
    room = Speaking()
    room.line()
    with pytest.raises(Refusal) as refused:
        room.line(**{"what": "Another", **values})
    assert refused.value.code == code


def test_nothing_takes_place_outside_the_plan_or_in_the_future() -> None:
    room = Speaking()
    row = room.line()
    for day, code in ((date(2026, 1, 1), "communication.not-planned"), (date(2027, 1, 1), "communication.future")):
        with pytest.raises(Refusal) as refused:
            hold_communication(room.on("2026-01-20"), row.id, on=day)
        assert refused.value.code == code
    with pytest.raises(Conflict):
        change_communication(room.on("2026-01-20"), row.id, version=9, how="Mail")
    change_communication(room.on("2026-02-01"), row.id, version=1, live_until=date(2026, 2, 1))
    assert "communication.planned" not in room.words("2026-02-01")
