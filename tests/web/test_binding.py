"""The pages of obligations and planned changes: lists, one of them, evaluation on a phone, the steps of a change, sheets."""

from dataclasses import replace

import pytest
from tests.web.office import Office

from clauseway.kernel.context import enter
from clauseway.organization.operations import add_person
from clauseway.systems.models import ComplianceEvaluation, Obligation, PlannedChange
from clauseway.systems.operations.changes import ask_change
from clauseway.systems.operations.obligations import add_obligation, change_obligation

pytestmark = pytest.mark.django_db


def _office() -> tuple[Office, Obligation]:
    office = Office()
    row = add_obligation(
        office.context, name="Permit of the river board", kind="permit", asks="Zinc below 2 mg", source="Permit 17"
    )
    return office, row


def test_the_list_says_what_is_missing_and_finds_by_source() -> None:
    office, _row = _office()
    add_obligation(office.context, name="Waste act")
    page = office.get("/obligations/").content.decode()
    assert "Permit of the river board" in page
    assert "missing: what it asks, where it is written" in page
    assert "Waste act" not in office.get("/obligations/?q=permit 17&kind=permit").content.decode()
    assert "Waste act" in office.get("/obligations/?show=undecided").content.decode()


def test_the_lists_cost_the_same_for_one_and_for_many() -> None:
    office, _row = _office()
    ask_change(office.context, name="Second shift")
    paths = [f"{office.base}/{name}/" for name in ("obligations", "changes")]
    for path in paths:
        office.statements(path)
    before = [office.statements(path) for path in paths]
    for n in range(20):
        add_obligation(office.context, name=f"Law {n}")
        ask_change(office.context, name=f"Change {n}")
    assert [office.statements(path) for path in paths] == before
    assert max(before) <= 12


def test_deciding_needs_a_reason_when_it_does_not_apply() -> None:
    office, row = _office()
    path = f"/obligations/{row.id}/decide/"
    refused = office.post(path, {"applies": "no", "because": "no"})
    assert refused.status_code == 422
    office.post(path, {"applies": "yes", "because": ""})
    row.refresh_from_db()
    assert (row.applies, row.decided_by_id is not None) == (True, True)
    office.post(path, {"applies": "no", "because": "We let nothing into the river"})
    assert "Permit of the river board" not in office.get("/obligations/").content.decode()
    assert "Permit of the river board" in office.get("/obligations/?show=out").content.decode()


def test_an_evaluation_keeps_what_was_typed_and_a_breach_is_said_first() -> None:
    office, row = _office()
    path, today = f"/obligations/{row.id}/evaluate/", office.context.today.isoformat()
    assert "Is it kept?" in office.get(path).content.decode()
    assert office.post(path, {"basis": "Samples", "on": today}).status_code == 422
    refused = office.post(path, {"result": "no", "basis": "Samples of March", "on": today})
    assert refused.status_code == 422
    assert "Samples of March" in refused.content.decode()
    office.post(path, {"result": "no", "basis": "Samples of March", "finding": "2.6 mg", "on": today})
    page = office.get(f"/obligations/{row.id}/").content.decode()
    assert "Not kept, and nothing under way" in page
    made = ComplianceEvaluation.objects.get()
    look = f"/obligations/{row.id}/look/{made.id}/"
    assert office.post(look, {"deed": "answer", "response": "New filter"}).status_code == 422
    office.post(look, {"deed": "answer", "response": "New filter", "response_due": today})
    assert "nothing under way" not in office.get(f"/obligations/{row.id}/").content.decode()
    office.post(look, {"deed": "settle"})
    made.refresh_from_db()
    assert made.response_done is not None
    office.post(look, {"deed": "withdraw", "because": "Wrong sample"})
    assert "Wrong sample" in office.get(f"/obligations/{row.id}/").content.decode()


def test_places_are_looked_at_one_by_one() -> None:
    office, row = _office()
    from clauseway.organization.operations import add_site

    oslo = add_site(office.context, name="Oslo")
    version = Obligation.objects.get(id=row.id).version
    office.post(f"/obligations/{row.id}/where/", {"version": str(version), "sites": str(oslo.id)})
    assert Obligation.objects.get(id=row.id).sites == [str(oslo.id)]
    today = office.context.today.isoformat()
    path = f"/obligations/{row.id}/evaluate/"
    assert office.post(path, {"result": "yes", "basis": "Samples", "on": today}).status_code == 422
    office.post(path, {"result": "yes", "basis": "Samples", "on": today, "sites": str(oslo.id)})
    assert Obligation.objects.get(id=row.id).evaluated_on == office.context.today


def test_two_at_once_is_a_conflict() -> None:
    office, row = _office()
    stale = row.version
    change_obligation(office.context, row.id, version=stale, jurisdiction="NO")
    assert office.post(f"/obligations/{row.id}/where/", {"version": str(stale)}).status_code == 409


def test_the_steps_of_a_change() -> None:
    office, _row = _office()
    other = add_person(office.context, name="Bo Lind").id
    asking = replace(office.context, person=other)
    enter(asking)
    whole = {"purpose": "More output", "consequences": "Nights", "resources": "Two people", "responsible_id": other}
    change = ask_change(asking, name="Second shift", **whole)
    office.back()
    base = f"/changes/{change.id}/"
    assert "Agree" in office.get(base).content.decode()
    office.post(f"{base}approve/")
    office.post(f"{base}begin/", {"on": office.context.today.isoformat()})
    assert "under way" in office.get("/changes/").content.decode()
    office.post(f"{base}finish/", {"on": office.context.today.isoformat()})
    refused = office.post(f"{base}review/", {"result": "held", "finding": "", "on": office.context.today.isoformat()})
    assert refused.status_code == 422
    office.post(f"{base}review/", {"result": "held", "finding": "Output up", "on": office.context.today.isoformat()})
    assert PlannedChange.objects.get(id=change.id).result == "held"
    assert "Second shift" in office.get("/changes/?show=made").content.decode()
    assert office.get(f"{base}nonsense/").status_code == 404


def test_registers_take_rows_and_give_sheets() -> None:
    office, _row = _office()
    office.post("/stocktake/obligation/add/", {"name": "Machine rules", "kind": "law", "asks": "Guards"})
    assert Obligation.objects.filter(name="Machine rules", asks="Guards").exists()
    office.post("/stocktake/change/add/", {"name": "New hall", "purpose": "Room"})
    assert PlannedChange.objects.filter(name="New hall").exists()
    for key in ("obligation", "change"):
        assert office.get(f"/stocktake/{key}/").status_code == 200
        assert office.get(f"/stocktake/{key}/sheet.csv").status_code == 200
