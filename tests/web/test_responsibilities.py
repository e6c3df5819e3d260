"""The pages of who answers: matrix, requirements, tasks, roles; and the communication plan."""

from datetime import timedelta

import pytest
from tests.web.office import Office

from clauseway.organization.models import Person
from clauseway.organization.operations import add_person, change_person
from clauseway.processes.operations import add_process
from clauseway.systems.models import Assignment, CommunicationHeld, PlannedCommunication, Role, RoleHolding
from clauseway.systems.operations.responsibilities import Subject, add_role, assign, hold_role

pytestmark = pytest.mark.django_db
MATRIX = "/context/responsibilities/"


def _text(office: Office, path: str) -> str:
    answer = office.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def _standing() -> list[tuple[str, str]]:
    return sorted(Assignment.objects.filter(valid_until=None).values_list("ref", "letter"))


def test_the_matrix_is_empty_then_filled_by_typing_letters() -> None:
    office = Office()
    assert "No processes yet" in _text(office, MATRIX)
    process = add_process(office.context, name="Sales")
    assert "no columns" in _text(office, MATRIX)
    role = add_role(office.context, name="Account manager")
    assert "nobody answers" in _text(office, MATRIX)
    name = f"cell:{process.id}:{role.id}:"
    office.post(MATRIX, {name: "a/r"})
    assert _standing() == [(str(process.id), "A"), (str(process.id), "R")]
    assert "nobody holds the role that answers" in _text(office, MATRIX)
    hold_role(office.context, role.id, person=add_person(office.context, name="Bo Lind").id)
    page = _text(office, MATRIX)
    assert "clear" in page
    assert f"cell:{process.id}:{role.id}:RA" in page
    assert "Sales" not in _text(office, f"{MATRIX}?show=gaps").split("register__bar")[1]


def test_a_cell_keeps_what_was_typed_and_what_somebody_else_wrote() -> None:
    office = Office()
    process, role = add_process(office.context, name="Sales"), add_role(office.context, name="Account manager")
    refused = office.post(MATRIX, {f"cell:{process.id}:{role.id}:": "XY"})
    assert refused.status_code == 422
    assert 'value="XY"' in refused.content.decode()
    assert 'aria-invalid="true"' in refused.content.decode()
    assign(office.context, Subject(kind="process", ref=str(process.id)), letters="C", role=role.id)
    assert office.post(MATRIX, {f"cell:{process.id}:{role.id}:": "I"}).status_code == 409
    assert office.post(MATRIX, {f"cell:{role.id}:{role.id}:": "I"}).status_code == 404
    office.post(MATRIX, {"cell:odd": "I", f"cell:{process.id}:{role.id}:C": "C"})
    assert _standing() == [(str(process.id), "C")]


def test_the_owner_answers_where_the_matrix_names_nobody_and_roles_come_eight_by_eight() -> None:
    office = Office()
    owner = add_person(office.context, name="Bo Lind")
    add_process(office.context, name="Sales", owner_id=owner.id)
    for n in range(10):
        add_role(office.context, name=f"Role {n:02}")
    page = _text(office, MATRIX)
    assert "Bo Lind, owner" in page
    assert "Roles 9 to 10" in page
    assert "Role 09" not in page
    assert "Role 09" in _text(office, f"{MATRIX}?from=8")
    assert "Role 00" in _text(office, f"{MATRIX}?from=x")


def test_one_subject_takes_people_and_roles_and_lets_them_go() -> None:
    office = Office()
    process = add_process(office.context, name="Sales")
    role = add_role(office.context, name="Account manager")
    add_person(office.context, name="Bo Lind")
    path = f"{MATRIX}of/process/{process.id}/"
    assert "Sales" in _text(office, path)
    office.post(path, {"who": "Bo Lind", "letters": "A"})
    office.post(path, {"who": "account manager", "letters": ""})
    assert [letter for _ref, letter in _standing()] == ["A", "R"]
    assert "A Bo Lind" in _text(office, MATRIX)
    assert office.post(path, {"who": "Nobody at all", "letters": "A"}).status_code == 422
    office.post(path, {f"of-{role.id}": "", f"seen-of-{role.id}": "R", "who": ""})
    assert [letter for _ref, letter in _standing()] == ["A"]
    assert office.get(f"{MATRIX}of/process/{role.id}/").status_code == 404
    assert office.get(f"{MATRIX}of/coffee/1/").status_code == 404


def test_a_task_counts_once_told_and_a_requirement_can_be_given() -> None:
    office = Office()
    add_person(office.context, name="Bo Lind")
    page = _text(office, f"{MATRIX}tasks/")
    assert "nobody yet" in page
    path = f"{MATRIX}of/task/customer-focus/"
    office.post(path, {"who": "Bo Lind", "letters": "A", "standards": ["iso-9001-2026"]})
    assert Assignment.objects.get().standards == ["iso-9001-2026"]
    assert "not told" in _text(office, f"{MATRIX}tasks/")
    known = f"{MATRIX}known/task/"
    assert "1 entry is not told yet" in _text(office, known)
    assert office.post(known, {"how": "", "on": office.context.today.isoformat()}).status_code == 422
    office.post(known, {"how": "Role sheet", "on": office.context.today.isoformat()})
    assert Assignment.objects.get().known_on == office.context.today
    assert office.post(known, {"how": "Again", "on": office.context.today.isoformat()}).status_code == 422
    assert office.get(f"{MATRIX}known/coffee/").status_code == 404
    listed = _text(office, f"{MATRIX}requirements/?q=8.4.1&standard=iso-9001-2026")
    link = listed.split("/of/requirement/")[1].split("/")[0]
    office.post(f"{MATRIX}of/requirement/{link}/", {"who": "Bo Lind", "letters": "AR"})
    assert "Bo Lind" in _text(office, f"{MATRIX}requirements/?show=given")
    assert "Bo Lind" not in _text(office, f"{MATRIX}requirements/?show=gaps")
    assert "Nothing fits" in _text(office, f"{MATRIX}requirements/?q=nowhere&sort=-title")


def test_roles_are_added_given_ended_and_kept_in_sheets() -> None:
    office = Office()
    add_person(office.context, name="Bo Lind")
    assert "No roles yet" in _text(office, "/context/roles/")
    office.post("/context/roles/new/", {"name": "Incident manager", "authority": "May stop a server"})
    role = Role.objects.get()
    assert office.post("/context/roles/new/", {"name": "incident manager"}).status_code == 422
    here = f"/context/roles/{role.id}/"
    today = office.context.today.isoformat()
    assert office.post(f"{here}hold/", {"who": "Somebody", "on": today}).status_code == 422
    office.post(f"{here}hold/", {"who": "Bo Lind", "on": today})
    assert "Bo Lind" in _text(office, here)
    office.post(f"/context/holdings/{RoleHolding.objects.get().id}/end/")
    assign(
        office.context, Subject(kind="task", ref="customer-focus", system=office.system.id), letters="A", role=role.id
    )
    assert "something hangs on it" in _text(office, here)
    office.post(f"{here}edit/", {"name": "Incident lead", "authority": "", "live_until": "", "version": "1"})
    assert (
        office.post(f"{here}edit/", {"name": "Again", "authority": "", "live_until": "", "version": "1"}).status_code
        == 409
    )
    assert "Incident lead" in _text(office, "/stocktake/role/")
    office.post("/stocktake/role/add", {"name": "Buyer", "authority": "Signs orders", "live_from": ""})
    assert "Incident lead" in office.get("/stocktake/role/sheet.csv").content.decode()


def _line(office: Office, **values: str) -> PlannedCommunication:
    whole = {
        "what": "Results",
        "why": "To know",
        "side": "internal",
        "audience": "All",
        "when_text": "January",
        "days": "30",
    }
    office.post("/context/communication/new/", {**whole, "how": "Meeting", "owner": "Bo Lind", **values})
    return PlannedCommunication.objects.get()


def test_the_plan_says_what_is_missing_and_what_took_place() -> None:
    office = Office()
    person = add_person(office.context, name="Bo Lind")
    assert "What is said to whom?" in _text(office, "/context/communication/")
    row = _line(office, audience="")
    assert "lacks: with whom" in _text(office, "/context/communication/?show=open")
    here = f"/context/communication/{row.id}/"
    values = {
        "what": "Results",
        "why": "To know",
        "side": "both",
        "audience": "All",
        "when_text": "",
        "days": "30",
        "how": "Meeting",
    }
    office.post(f"{here}edit/", {**values, "owner": "Bo Lind", "live_until": "", "version": "1"})
    assert "settled" in _text(office, "/context/communication/?q=all&side=both")
    late = office.context.today + timedelta(days=2)
    assert office.post(f"{here}held/", {"on": late.isoformat(), "note": "Kept"}).status_code == 422
    office.post(f"{here}held/", {"on": office.context.today.isoformat(), "note": "Everybody came"})
    assert "Everybody came" in _text(office, here)
    made = CommunicationHeld.objects.get()
    assert office.post(f"{here}held/{made.id}/", {"because": ""}).status_code == 422
    office.post(f"{here}held/{made.id}/", {"because": "Cancelled"})
    assert "taken back: Cancelled" in _text(office, here)
    found = Person.objects.get(id=person.id)
    change_person(office.context, person.id, version=found.version, live_until=office.context.today)
    assert "its owner has left" in _text(office, here)
    office.post(f"{here}edit/", {**values, "owner": "Bo Lind", "live_until": "", "version": "2"})
    assert PlannedCommunication.objects.get().owner_id == person.id
    assert office.get(f"{here}held/{person.id}/").status_code == 404


def test_lists_cost_the_same_for_one_and_for_many() -> None:
    office = Office()
    person = add_person(office.context, name="Bo Lind")

    def fill(n: int) -> None:
        process = add_process(office.context, name=f"Process {n}", owner_id=person.id)
        role = add_role(office.context, name=f"Role {n}")
        hold_role(office.context, role.id, person=person.id)
        assign(office.context, Subject(kind="process", ref=str(process.id)), letters="A", role=role.id)
        assign(
            office.context,
            Subject(kind="task", ref="customer-focus", system=office.system.id),
            letters="R",
            role=role.id,
        )
        from clauseway.systems.operations.communication import plan_communication

        plan_communication(office.context, office.system.id, what=f"Line {n}", owner_id=person.id)

    fill(0)
    names = (
        "responsibilities/",
        "responsibilities/?show=gaps",
        "responsibilities/tasks/",
        "responsibilities/requirements/",
    )
    paths = [f"{office.base}/context/{name}" for name in (*names, "roles/", "communication/")]
    for path in paths:
        office.statements(path)
    before = [office.statements(path) for path in paths]
    for n in range(1, 15):
        fill(n)
    assert [office.statements(path) for path in paths] == before
    assert max(before) <= 12
