"""The pages of the context: register, quadrants, headings, climate, reviews, parties with their needs."""

from datetime import timedelta

import pytest
from tests.web.office import Office, signed_in

from clauseway.organization.models import User
from clauseway.organization.operations import add_person, give_role
from clauseway.systems.models import ClimateDecision, ContextReview, InterestedParty, Issue, Obligation, PartyNeed
from clauseway.systems.operations import note_issue, note_party, set_rhythm
from clauseway.systems.operations.context import review_context
from clauseway.systems.operations.parties import add_needs

pytestmark = pytest.mark.django_db


def _office() -> tuple[Office, Issue]:
    office = Office()
    issue = note_issue(
        office.context, office.system.id, text="Chips are scarce", side="external", effect="Longer lead times"
    )
    return office, issue


def _text(office: Office, path: str) -> str:
    answer = office.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def test_the_register_is_empty_full_filtered_and_sorted() -> None:
    office = Office()
    assert "Nothing works on you?" in _text(office, "/context/")
    note_issue(
        office.context,
        office.system.id,
        text="Chips are scarce",
        side="external",
        heading="economic",
        influence="harmful",
    )
    note_issue(office.context, office.system.id, text="People retire", side="internal")
    page = _text(office, "/context/?sort=-text")
    assert page.index("People retire") < page.index("Chips are scarce")
    assert "threat" in page
    assert "People retire" not in _text(office, "/context/?side=external")
    assert "Chips are scarce" not in _text(office, "/context/?show=open")
    assert "Nothing fits this search" in _text(office, "/context/?q=nowhere")


def test_an_issue_is_noted_changed_ended_and_what_was_typed_stays() -> None:
    office = Office()
    refused = office.post("/context/issues/new/", {"text": "", "side": "external", "effect": "Longer lead times"})
    assert refused.status_code == 422
    assert "Longer lead times" in refused.content.decode()
    office.post(
        "/context/issues/new/", {"text": "Chips are scarce", "side": "external", "about_climate": "on", "live_from": ""}
    )
    row = Issue.objects.get()
    assert row.about_climate
    path = f"/context/issues/{row.id}/"
    values = {
        "text": "Chips are scarce",
        "side": "external",
        "heading": "economic",
        "influence": "harmful",
        "version": "1",
    }
    today = office.context.today
    early = office.post(path, {**values, "live_until": (today - timedelta(days=9)).isoformat()})
    assert "cannot end before" in early.content.decode()
    office.post(path, {**values, "live_until": today.isoformat()})
    assert office.post(path, {**values, "live_until": ""}).status_code == 409
    assert "Chips are scarce" in _text(office, "/context/?show=ended")


def test_a_quadrant_is_chosen_in_a_plain_form_and_nothing_else_is_taken() -> None:
    office, issue = _office()
    page = _text(office, "/context/swot/")
    assert "Not said yet whether it helps or harms" in page
    office.post(f"/context/issues/{issue.id}/place/", {"quadrant": "threat", "version": "1"})
    issue.refresh_from_db()
    assert (issue.side, issue.influence) == ("external", "harmful")
    for values in ({"quadrant": "threat", "version": "1"}, {"quadrant": "centre", "version": "2"}, {}):
        office.post(f"/context/issues/{issue.id}/place/", values)
    issue.refresh_from_db()
    assert issue.version == 2
    assert "Not said yet" not in _text(office, "/context/swot/")
    assert "Under no heading yet" in _text(office, "/context/pestle/")


def test_climate_change_is_decided_and_contradicted() -> None:
    office, _issue = _office()
    assert "Nobody decided yet" in _text(office, "/context/climate/")
    assert office.post("/context/climate/", {"relevant": "yes", "because": "Yes"}).status_code == 422
    office.post("/context/climate/", {"relevant": "yes", "because": "Our water comes from the river."})
    assert ClimateDecision.objects.get().relevant
    assert "no issue takes it up" in _text(office, "/context/climate/")
    note_issue(office.context, office.system.id, text="Low water", side="external", about_climate=True)
    assert "no issue takes it up" not in _text(office, "/context/climate/")
    assert "Does climate change matter" in _text(office, "/context/climate/?decide=1")


def test_a_requirement_leads_to_where_the_contradiction_is_settled() -> None:
    office, _issue = _office()
    office.post("/context/climate/", {"relevant": "yes", "because": "Our water comes from the river."})
    assert f"{office.base}/context/climate/" in _text(office, "/requirements/iso-9001-2026/4.1/")


def test_reviews_follow_our_own_rhythm_and_say_what_is_new() -> None:
    office, _issue = _office()
    page = _text(office, "/context/reviews/")
    assert "You have not said how long a review stays good" in page
    set_rhythm(office.context, office.system.id, name="context-review", days=30)
    assert "Chips are scarce" in _text(office, "/context/reviews/new/")
    day = office.context.today.isoformat()
    assert office.post("/context/reviews/new/", {"changed": "All issues read.", "on": day}).status_code == 422
    office.post("/context/reviews/new/", {"outcome": "unchanged", "changed": "All issues read.", "on": day})
    row = ContextReview.objects.get()
    assert row.standards == ["iso-27001-2022", "iso-9001-2026"]
    assert "All issues read." in _text(office, "/context/reviews/")
    assert "overdue" not in _text(office, "/context/reviews/")
    assert office.post(f"/context/reviews/{row.id}/", {"because": ""}).status_code == 422
    office.post(f"/context/reviews/{row.id}/", {"because": "Wrong system"})
    assert "taken back: Wrong system" in _text(office, f"/context/reviews/{row.id}/")


def test_what_came_after_the_review_is_said_and_an_old_review_is_overdue() -> None:
    office, _issue = _office()
    note_issue(
        office.context,
        office.system.id,
        text="Old thing",
        side="internal",
        live_from=office.context.today - timedelta(days=400),
    )
    set_rhythm(office.context, office.system.id, name="context-review", days=30)
    past = office.context.today - timedelta(days=90)
    review_context(office.context, office.system.id, outcome="unchanged", changed="All issues read.", on=past)
    assert "overdue since" in _text(office, "/context/reviews/")
    assert "new since the review of" in _text(office, "/context/")
    assert "Chips are scarce" in _text(office, "/context/?show=new")
    assert "new since the review" in _text(office, "/context/swot/")


def test_needs_are_listed_decided_and_become_obligations() -> None:
    office = Office()
    assert "Who has a stake" in _text(office, "/context/parties/")
    office.post("/context/parties/new/", {"name": "Water board", "needs": ""})
    party = InterestedParty.objects.get()
    assert office.post("/context/parties/new/", {"name": "water BOARD", "needs": ""}).status_code == 422
    assert "Water board" in _text(office, "/context/parties/?show=bare")
    assert office.post(f"/context/parties/{party.id}/needs/", {"needs": " \n"}).status_code == 422
    office.post(f"/context/parties/{party.id}/needs/", {"needs": "Zinc below 2 mg\nA visit a year"})
    zinc, visit = PartyNeed.objects.order_by("-text")
    assert "2 to decide" in _text(office, "/context/parties/")
    assert (
        office.post(f"/context/needs/{visit.id}/", {"decision": "left", "because": "", "version": "1"}).status_code
        == 422
    )
    office.post(
        f"/context/needs/{visit.id}/", {"decision": "left", "because": "They stopped visiting.", "version": "1"}
    )
    form = {"obligation": "", "name": "Discharge permit", "kind": "permit", "source": "Permit 17", "version": "1"}
    went = office.post(f"/context/needs/{zinc.id}/obligation/", form)
    row = Obligation.objects.get()
    assert went["Location"].endswith(f"/obligations/{row.id}/")
    page = _text(office, f"/context/parties/{party.id}/")
    assert "Discharge permit" in page
    assert "They stopped visiting." in page
    office.post(f"/context/needs/{visit.id}/end/")
    assert "No longer needed" in _text(office, f"/context/parties/{party.id}/")
    values = {"name": "Water board", "needs": "", "live_until": office.context.today.isoformat(), "version": "2"}
    office.post(f"/context/parties/{party.id}/edit/", values)
    assert "Water board" in _text(office, "/context/parties/?show=ended")


def test_who_only_reads_sees_and_changes_nothing() -> None:
    office, issue = _office()
    user = User.objects.create_user("dan@example.test", "a long password 1", name="Dan")
    give_role(office.context, user=user.id, role="employee")
    office.client = signed_in(user)
    assert "Note an issue" not in _text(office, "/context/")
    assert "quadrant" not in _text(office, "/context/swot/")
    assert office.post(f"/context/issues/{issue.id}/place/", {"quadrant": "threat", "version": "1"}).status_code in (
        302,
        403,
    )
    issue.refresh_from_db()
    assert issue.influence == ""


def test_lists_cost_the_same_for_one_and_for_many() -> None:
    office, _issue = _office()
    add_person(office.context, name="Bo Lind")
    add_needs(office.context, note_party(office.context, name="Water board").id, needs=["Zinc"])
    paths = [f"{office.base}/context/{name}" for name in ("", "swot/", "pestle/", "climate/", "reviews/", "parties/")]
    for path in paths:
        office.statements(path)
    before = [office.statements(path) for path in paths]
    for n in range(20):
        note_issue(office.context, office.system.id, text=f"Issue {n}", side="internal", about_climate=True)
        add_needs(office.context, note_party(office.context, name=f"Party {n}").id, needs=[f"Need {n}"])
    assert [office.statements(path) for path in paths] == before
    assert max(before) <= 12
