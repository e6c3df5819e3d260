"""Issues, climate change, reviews and interested parties: what the ledger says of them, duties, refusals, and what nobody decides alone."""

import uuid
from dataclasses import replace
from datetime import date

import pytest
from tests.processes.room import Room

from clauseway.actions.models import Duty
from clauseway.kernel.context import Context, enter
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.systems.models import InterestedParty, Issue, Obligation, PartyNeed
from clauseway.systems.operations import change_issue, note_issue, note_party, set_rhythm
from clauseway.systems.operations.context import decide_climate, place_issue, review_context, withdraw_review
from clauseway.systems.operations.obligations import change_obligation, decide_obligation
from clauseway.systems.operations.parties import (
    Binding,
    add_needs,
    become_obligation,
    decide_need,
    end_need,
)

pytestmark = pytest.mark.django_db
WHY = "Our cooling water comes from the river."
EDITION = ("iso-9001-2026",)


class Around(Room):
    """The room with a person who can decide, and an issue of each side."""

    def as_(self, day: str, *, nobody: bool = False) -> Context:
        context = replace(self.on(day), person=None if nobody else self.owner)
        enter(context)
        return context

    def issue(
        self, text: str = "Prices of steel rise", side: str = "external", day: str = "2026-01-10", **values: object
    ) -> Issue:
        return note_issue(self.on(day), self.system.id, text=text, side=side, **values)  # type: ignore[arg-type]


def test_a_side_is_covered_while_one_of_its_issues_lives() -> None:
    room = Around()
    first = room.issue(day="2026-01-10")
    room.issue("Chips are scarce", day="2026-03-01")
    change_issue(room.on("2026-02-01"), first.id, version=1, live_until=date(2026, 2, 1))
    assert room.expectation("4.1", "context-external-issues", "2026-01-20")[0] == "shown"
    assert room.expectation("4.1", "context-external-issues", "2026-02-10")[0] == "gap"
    assert room.expectation("4.1", "context-external-issues", "2026-03-02")[0] == "shown"


def test_an_issue_moves_between_quadrants_and_guards_its_version() -> None:
    room = Around()
    issue = room.issue()
    moved = place_issue(room.on("2026-01-11"), issue.id, quadrant="strength", version=1)
    assert (moved.side, moved.influence) == ("internal", "helpful")
    with pytest.raises(Conflict):
        place_issue(room.on("2026-01-11"), issue.id, quadrant="threat", version=1)
    with pytest.raises(Refusal, match="Choose"):
        place_issue(room.on("2026-01-11"), issue.id, quadrant="middle", version=2)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"side": "aside"}, "issue.side"),
        ({"heading": "musical"}, "issue.heading"),
        ({"influence": "much"}, "issue.influence"),
        ({"text": "  "}, "issue.text-missing"),
        ({"text": "Chips are scarce"}, "issue.exists"),
        ({"live_until": date(2025, 1, 1)}, "issue.ends-early"),
    ],
)
def test_what_makes_no_sense_of_an_issue_is_refused(values: dict[str, object], code: str) -> None:
    room = Around()
    room.issue("Chips are scarce")
    issue = room.issue()
    with pytest.raises(Refusal) as refused:
        change_issue(room.on("2026-01-11"), issue.id, version=1, **values)
    assert refused.value.code == code


def test_climate_change_is_decided_by_somebody_with_a_reason_and_the_list_may_not_say_the_opposite() -> None:
    room = Around()
    with pytest.raises(Refusal) as nobody:
        decide_climate(room.as_("2026-01-10", nobody=True), room.system.id, relevant=False, because=WHY)
    with pytest.raises(Refusal) as bare:
        decide_climate(room.as_("2026-01-10"), room.system.id, relevant=False, because="No")
    assert (nobody.value.code, bare.value.code) == ("climate.nobody", "climate.because")
    decide_climate(room.as_("2026-01-10"), room.system.id, relevant=True, because=WHY)
    assert room.expectation("4.1", "context-climate", "2026-01-12") == ("gap", "contradicted")
    room.issue("Low water in summer", day="2026-01-15", about_climate=True)
    assert room.expectation("4.1", "context-climate", "2026-01-15")[0] == "shown"
    decide_climate(room.as_("2026-02-01"), room.system.id, relevant=False, because="We moved to another river.")
    assert room.expectation("4.1", "context-climate", "2026-02-02") == ("gap", "contradicted")
    with pytest.raises(Refusal, match="decided again"):
        decide_climate(room.as_("2026-02-03"), room.system.id, relevant=True, because=WHY, on=date(2026, 1, 20))


def test_a_review_counts_for_our_own_rhythm_only_and_reminds_the_next() -> None:
    room = Around()
    room.issue()
    review_context(
        room.as_("2026-02-01"), room.system.id, outcome="unchanged", changed="All four issues read; none changed."
    )
    assert room.expectation("4.1", "context-reviewed", "2026-02-02") == ("unknown", "criterion-not-set")
    assert not Duty.objects.filter(kind="context-review").exists()
    set_rhythm(room.on("2026-02-03"), room.system.id, name="context-review", days=100)
    duty = Duty.objects.get(kind="context-review")
    assert (duty.due_on, duty.role) == (date(2026, 5, 12), "manager")
    assert room.expectation("4.1", "context-reviewed", "2026-05-11")[0] == "shown"
    assert room.expectation("4.1", "context-reviewed", "2026-05-13") == ("gap", "lapsed")
    review_context(
        room.as_("2026-05-14"), room.system.id, outcome="left-open", changed="A new competitor; nobody added it."
    )
    assert room.expectation("4.1", "context-reviewed", "2026-05-15") == ("gap", "contradicted")
    last = review_context(
        room.as_("2026-05-20"), room.system.id, outcome="taken-up", changed="The competitor is in the list."
    )
    assert room.expectation("4.1", "context-reviewed", "2026-05-21")[0] == "shown"
    withdraw_review(room.on("2026-05-22"), last.id, because="Wrong day")
    assert room.expectation("4.1", "context-reviewed", "2026-05-22") == ("gap", "contradicted")
    with pytest.raises(NotFound):
        withdraw_review(room.on("2026-05-22"), last.id, because="Twice")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"changed": "ok"}, "context-review.changed"),
        ({"outcome": "fine"}, "context-review.outcome"),
        ({"on": date(2027, 1, 1)}, "context.future"),
        ({"on": date(2026, 1, 2)}, "context-review.nothing"),
    ],
)
def test_a_tick_is_no_review(values: dict[str, object], code: str) -> None:
    room = Around()
    room.issue()
    with pytest.raises(Refusal) as refused:
        review_context(
            room.as_("2026-02-01"), room.system.id, **{"outcome": "unchanged", "changed": "All issues read.", **values}
        )
    assert refused.value.code == code


def _needs(room: Around) -> tuple[InterestedParty, list[PartyNeed]]:
    party = note_party(room.on("2026-01-10"), name="Water board")
    return party, add_needs(room.on("2026-01-10"), party.id, needs=["Zinc below 2 mg", "A visit a year"])


def test_needs_determine_a_party_and_each_of_them_is_decided() -> None:
    room = Around()
    party = note_party(room.on("2026-01-10"), name="Water board")
    assert room.words("2026-01-10", party.id) == set()
    zinc, visit = add_needs(
        room.on("2026-01-11"), party.id, needs=["Zinc below 2 mg", "", "A visit a year", "a visit a year"]
    )
    assert room.words("2026-01-11", party.id) == {"interested-party.determined"}
    decide_need(room.as_("2026-01-12"), zinc.id, version=1, decision="taken-up", standards=EDITION)
    assert room.words("2026-01-12", party.id) == {"interested-party.determined"}
    with pytest.raises(Refusal, match="Say why"):
        decide_need(room.as_("2026-01-12"), visit.id, version=1, decision="left", standards=EDITION)
    decide_need(
        room.as_("2026-01-13"),
        visit.id,
        version=1,
        decision="left",
        because="They stopped visiting us.",
        standards=EDITION,
    )
    assert room.expectation("4.2", "needs-taken-up", "2026-01-13")[0] == "shown"
    add_needs(room.on("2026-01-20"), party.id, needs=["A report in March"])
    assert room.expectation("4.2", "needs-taken-up", "2026-01-20")[0] != "shown"


def test_a_need_becomes_an_obligation_and_dropping_that_is_a_gap() -> None:
    room = Around()
    party, (zinc, visit) = _needs(room)
    end_need(room.on("2026-01-10"), visit.id, version=1)
    taken = become_obligation(
        room.as_("2026-01-12"),
        zinc.id,
        Binding(name="Discharge permit", kind="permit", source="Permit 17"),
        version=1,
        standards=EDITION,
    )
    row = Obligation.objects.get(id=taken.obligation_id)
    assert (row.name, row.asks, row.party_id, row.applies) == ("Discharge permit", "Zinc below 2 mg", party.id, None)
    assert InterestedParty.objects.get(id=party.id).obligation
    assert room.expectation("4.2", "needs-taken-up", "2026-01-12")[0] == "shown"
    decide_obligation(room.as_("2026-02-01"), row.id, applies=False, because="We let nothing into the river")
    assert room.expectation("4.2", "needs-taken-up", "2026-02-02") == ("gap", "contradicted")
    with pytest.raises(Refusal, match="ended or does not apply"):
        become_obligation(room.as_("2026-02-02"), zinc.id, Binding(obligation=row.id), version=2)
    decide_need(
        room.as_("2026-02-03"),
        zinc.id,
        version=2,
        decision="left",
        because="Nothing flows there any more.",
        standards=EDITION,
    )
    assert room.expectation("4.2", "needs-taken-up", "2026-02-03")[0] == "shown"


def test_one_of_the_register_is_linked_and_its_end_counts_from_its_day() -> None:
    room = Around()
    _party, (zinc, visit) = _needs(room)
    end_need(room.on("2026-01-10"), visit.id, version=1)
    from clauseway.systems.operations.obligations import add_obligation

    row = add_obligation(room.on("2026-01-10"), name="Discharge permit")
    become_obligation(room.as_("2026-01-12"), zinc.id, Binding(obligation=row.id), version=1, standards=EDITION)
    row.refresh_from_db()
    assert row.party_id is not None
    change_obligation(room.on("2026-01-20"), row.id, version=row.version, live_until=date(2026, 3, 1))
    assert room.expectation("4.2", "needs-taken-up", "2026-02-20")[0] == "shown"
    assert room.expectation("4.2", "needs-taken-up", "2026-03-02") == ("gap", "contradicted")


def test_deciding_needs_a_person_and_the_version_one_saw() -> None:
    room = Around()
    _party, (zinc, _visit) = _needs(room)
    with pytest.raises(Refusal) as nobody:
        decide_need(room.as_("2026-01-12", nobody=True), zinc.id, version=1, decision="taken-up")
    with pytest.raises(Conflict):
        decide_need(room.as_("2026-01-12"), zinc.id, version=7, decision="taken-up")
    with pytest.raises(NotFound):
        end_need(room.on("2026-01-12"), uuid.uuid4(), version=1)
    assert nobody.value.code == "need.nobody"
