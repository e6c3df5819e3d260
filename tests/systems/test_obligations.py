"""Obligations and planned changes: what the ledger says of them, duties, refusals, and what is nobody's to decide alone."""

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.processes.room import Room

from clauseway.actions.models import Duty
from clauseway.kernel.context import Context, enter
from clauseway.kernel.refusals import Conflict, Forbidden, NotFound, Refusal
from clauseway.organization.operations import add_person, add_site
from clauseway.systems.models import Obligation, PlannedChange
from clauseway.systems.operations import set_rhythm
from clauseway.systems.operations.changes import (
    approve_change,
    ask_change,
    begin_change,
    drop_change,
    edit_change,
    finish_change,
    review_change,
)
from clauseway.systems.operations.obligations import (
    Found,
    add_obligation,
    change_obligation,
    decide_obligation,
    evaluate_compliance,
    finish_breach,
    respond_to_breach,
    withdraw_compliance,
)

pytestmark = pytest.mark.django_db
WHOLE: dict[str, Any] = {"asks": "Zinc below 2 mg", "source": "Permit 17", "met_by": "Weekly sample", "kind": "permit"}
KEPT = Found(complies=True, basis="Samples of the quarter")
BROKEN = Found(complies=False, basis="Samples of the quarter", finding="2.6 mg in March")


class Bound(Room):
    """The room with a rhythm of half a year for evaluating compliance, and two people who can decide."""

    def __init__(self) -> None:
        super().__init__("iso-14001-2026")
        set_rhythm(self.on("2026-01-06"), self.system.id, name="compliance-evaluation", days=180)
        self.other = add_person(self.context, name="Bo Lind").id

    def as_(self, person: uuid.UUID, day: str) -> Context:
        context = replace(self.on(day), person=person)
        enter(context)
        return context

    def obligation(self, name: str = "Discharge permit", day: str = "2026-01-10", **values: Any) -> Obligation:
        row = add_obligation(self.on(day), name=name, owner_id=self.owner, **{**WHOLE, **values})
        return decide_obligation(self.as_(self.owner, day), row.id, applies=True)

    def change(self, day: str = "2026-01-10", **values: Any) -> PlannedChange:
        told = {"purpose": "More output", "consequences": "Nights", "resources": "Two people"}
        whole = {**told, "responsible_id": self.other, "review_on": date(2026, 6, 1), **values}
        return ask_change(self.as_(self.owner, day), name="Second shift", **whole)


def test_determined_when_decided_and_answered_when_somebody_sees_to_it() -> None:
    room = Bound()
    row = add_obligation(room.on("2026-01-10"), name="Waste act", asks="Separate", source="Act 12")
    assert room.words("2026-01-10", row.id) == set()
    decide_obligation(room.as_(room.owner, "2026-01-11"), row.id, applies=True)
    assert room.words("2026-01-11", row.id) == {"obligation.determined"}
    row.refresh_from_db()
    change_obligation(room.on("2026-01-12"), row.id, version=row.version, owner_id=room.owner, met_by="Bins")
    assert room.words("2026-01-12", row.id) == {"obligation.determined", "obligation.answered"}


def test_evaluation_duty_and_the_next_one() -> None:
    room = Bound()
    row = room.obligation()
    duty = Duty.objects.get(natural_key=f"compliance-evaluation:{row.id}")
    assert (duty.due_on, duty.person_id) == (date(2026, 7, 9), room.owner)
    evaluate_compliance(room.on("2026-03-01"), row.id, KEPT)
    duty.refresh_from_db()
    assert duty.due_on == date(2026, 8, 28)
    assert room.expectation("9.1.2", "obligations-evaluated", "2026-03-01")[0] == "shown"


def test_a_changed_rhythm_moves_the_open_duty() -> None:
    room = Bound()
    row = room.obligation()
    set_rhythm(room.on("2026-01-20"), room.system.id, name="compliance-evaluation", days=30)
    duty = Duty.objects.get(natural_key=f"compliance-evaluation:{row.id}")
    assert (duty.state, duty.due_on) == ("open", date(2026, 2, 9))


def test_breach_acted_on_in_time_or_not() -> None:
    room = Bound()
    row = room.obligation()
    made = evaluate_compliance(room.on("2026-03-01"), row.id, BROKEN)
    assert room.words("2026-03-01", row.id) >= {"compliance.evaluated", "obligation.breached"}
    assert room.expectation("9.1.2", "obligations-evaluated", "2026-03-01")[0] == "gap"
    respond_to_breach(room.on("2026-03-05"), made.id, response="New filter", due=date(2026, 4, 1), by=room.owner)
    assert room.expectation("9.1.2", "obligations-evaluated", "2026-03-05")[0] == "shown"
    assert room.expectation("9.1.2", "obligations-evaluated", "2026-04-02")[0] == "gap"
    finish_breach(room.on("2026-04-05"), made.id)
    assert room.expectation("9.1.2", "obligations-evaluated", "2026-04-05")[0] == "shown"
    assert Duty.objects.get(natural_key=f"compliance-response:{made.id}").state == "done"
    withdraw_compliance(room.on("2026-04-06"), made.id, because="Wrong sample")
    assert "compliance.evaluated" not in room.words("2026-04-06", row.id)


def test_another_place_asks_for_another_look() -> None:
    room = Bound()
    oslo, bergen = (str(add_site(room.context, name=name).id) for name in ("Oslo", "Bergen"))
    row = room.obligation(sites=[oslo])
    evaluate_compliance(room.on("2026-03-01"), row.id, KEPT)
    assert "compliance.evaluated" in room.words("2026-03-01", row.id)
    row.refresh_from_db()
    change_obligation(room.on("2026-03-02"), row.id, version=row.version, sites=[oslo, bergen])
    assert "compliance.evaluated" not in room.words("2026-03-02", row.id)
    with pytest.raises(Refusal, match="does not apply there"):
        evaluate_compliance(room.on("2026-03-03"), row.id, replace(KEPT, sites=[str(uuid.uuid4())]))


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (replace(KEPT, basis=" "), "compliance.basis"),
        (replace(BROKEN, finding=""), "compliance.finding"),
        (replace(BROKEN, response="New filter"), "compliance.response-due"),
        (replace(KEPT, on=date(2026, 3, 2)), "obligation.future"),
        (replace(KEPT, on=date(2026, 1, 1)), "compliance.before"),
    ],
)
def test_what_is_no_evaluation_is_refused(found: Found, code: str) -> None:
    room = Bound()
    row = room.obligation()
    with pytest.raises(Refusal) as caught:
        evaluate_compliance(room.on("2026-03-01"), row.id, found)
    assert caught.value.code == code


def test_decided_not_to_apply_leaves_the_population_with_a_reason() -> None:
    room = Bound()
    row = room.obligation()
    with pytest.raises(Refusal) as caught:
        decide_obligation(room.as_(room.owner, "2026-02-01"), row.id, applies=False, because="no")
    assert caught.value.code == "obligation.because"
    decide_obligation(
        room.as_(room.owner, "2026-02-01"), row.id, applies=False, because="We let nothing into the river"
    )
    assert room.words("2026-02-01", row.id) == set()
    with pytest.raises(Refusal):
        evaluate_compliance(room.on("2026-02-02"), row.id, KEPT)
    assert Duty.objects.get(natural_key=f"compliance-evaluation:{row.id}").state == "dropped"


def test_two_at_once_and_the_same_name_and_nobody() -> None:
    room = Bound()
    row = room.obligation()
    with pytest.raises(Conflict):
        change_obligation(room.on("2026-02-01"), row.id, version=row.version - 1, asks="x")
    with pytest.raises(Refusal, match="already"):
        room.obligation("DISCHARGE permit")
    with pytest.raises(NotFound):
        evaluate_compliance(room.on("2026-02-01"), uuid.uuid4(), KEPT)
    with pytest.raises(Forbidden):
        add_obligation(replace(room.on("2026-02-01"), roles=frozenset({"employee"})), name="x")


def test_a_change_agreed_by_another_made_and_looked_at() -> None:
    room = Bound()
    row = room.change()
    with pytest.raises(Refusal) as caught:
        approve_change(room.as_(room.owner, "2026-01-12"), row.id)
    assert caught.value.code == "change.own-approval"
    approve_change(room.as_(room.other, "2026-01-12"), row.id)
    assert room.words("2026-01-12", row.id) == {"change.planned"}
    begin_change(room.on("2026-02-01"), row.id)
    row.refresh_from_db()
    with pytest.raises(Refusal) as caught:
        edit_change(room.on("2026-02-02"), row.id, version=row.version, purpose="Something else")
    assert caught.value.code == "change.begun"
    with pytest.raises(Refusal):
        review_change(room.on("2026-02-03"), row.id, result="held", finding="All well")
    finish_change(room.on("2026-03-01"), row.id)
    assert Duty.objects.get(natural_key=f"change-review:{row.id}").due_on == date(2026, 6, 1)
    review_change(room.on("2026-06-01"), row.id, result="weakened", finding="No lead at night")
    assert room.words("2026-06-01", row.id) == {"change.planned", "change.system-held"}
    assert Duty.objects.get(natural_key=f"change-review:{row.id}").state == "open"
    review_change(room.on("2026-06-20"), row.id, result="repaired", finding="A lead was named")
    assert "change.reviewed" in room.words("2026-06-20", row.id)
    assert Duty.objects.get(natural_key=f"change-review:{row.id}").state == "done"


def test_rewritten_before_it_is_begun_asks_for_agreement_again() -> None:
    room = Bound()
    row = room.change()
    row = approve_change(room.as_(room.other, "2026-01-12"), row.id)
    row = edit_change(room.on("2026-01-13"), row.id, version=row.version, responsible_id=room.owner)
    assert row.approved_on is not None
    row = edit_change(room.on("2026-01-14"), row.id, version=row.version, resources="One person")
    assert row.approved_on is None
    begin_change(room.on("2026-01-20"), row.id)
    assert room.words("2026-01-20", row.id) == {"change.made-unplanned"}
    approve_change(room.as_(room.other, "2026-01-25"), row.id)
    assert room.words("2026-01-25", row.id) == set()


def test_given_up_with_a_reason() -> None:
    room = Bound()
    row = room.change()
    with pytest.raises(Refusal):
        drop_change(room.on("2026-02-01"), row.id, because=" ")
    drop_change(room.on("2026-02-01"), row.id, because="The order went elsewhere")
    with pytest.raises(Refusal, match="given up"):
        begin_change(room.on("2026-02-02"), row.id)
