"""The process map, a process, its sheets and the controls, as pages."""

import itertools
from decimal import Decimal

import pytest

from clauseway.organization.operations import add_person
from clauseway.processes.models import Control, Flow, Outsourcing, Process, Reading, ReadingAction
from clauseway.processes.operations import add_process
from clauseway.processes.operations.controls import add_control
from clauseway.processes.operations.flows import End, add_flow
from clauseway.processes.operations.sheets import add_characteristic
from clauseway.web.processes import drawing

from .office import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office()


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def test_an_empty_map_teaches(office: Office) -> None:
    answer = office.get("/processes/")
    assert answer.status_code == 200
    assert "No processes yet" in text(answer)


def test_the_map_draws_hand_overs_and_says_what_is_left_open(office: Office) -> None:
    sales = add_process(office.context, name="Sales")
    production = add_process(office.context, name="Production")
    add_flow(office.context, what="Order", giver=End("process", sales.id), taker=End("process", production.id))
    add_flow(office.context, what="Scrap <b>", giver=End("process", production.id))
    add_flow(office.context, what="Enquiry", giver=End("customer", name="Delta"), taker=End("process", sales.id))
    page = text(office.get("/processes/"))
    assert page.count('class="map__arrow"') == 2
    assert "Customers" in page
    assert "Production gives something nobody takes" in page
    assert "Scrap &lt;b&gt;" in page


def test_a_process_is_made_changed_and_ended_in_forms(office: Office) -> None:
    add_person(office.context, name="Mara Vos")
    answer = office.post("/processes/new/", {"name": "Sales", "kind": "core", "activity": "sales", "owner": "Mara Vos"})
    assert answer.status_code == 302
    row = Process.objects.get()
    assert row.owner is not None
    values = {
        "name": "Selling",
        "kind": "core",
        "activity": "sales",
        "owner": "",
        "version": "1",
        "steps": "Ask\nOffer",
    }
    assert office.post(f"/processes/{row.id}/edit/", values).status_code == 302
    assert Process.objects.get().steps == "Ask\nOffer"
    stale = office.post(f"/processes/{row.id}/edit/", {**values, "name": "Third"})
    assert stale.status_code == 409
    assert "Third" in text(stale)


def test_a_refused_form_keeps_what_was_typed(office: Office) -> None:
    answer = office.post(
        "/processes/new/", {"name": "", "kind": "core", "activity": "other", "purpose": "Money comes in"}
    )
    assert answer.status_code == 422 or answer.status_code == 400
    assert "Money comes in" in text(answer)


def test_a_process_is_put_into_another_lane_and_place(office: Office) -> None:
    first = add_process(office.context, name="First")
    second = add_process(office.context, name="Second")
    values = {"process": str(second.id), "kind": "core", "before": str(first.id)}
    assert office.post("/processes/place/", values, **{"X-Requested-With": "map"}).status_code == 204
    assert list(Process.objects.order_by("position").values_list("name", flat=True)) == ["Second", "First"]
    wrong = office.post("/processes/place/", {**values, "kind": "nowhere"}, **{"X-Requested-With": "map"})
    assert wrong.status_code >= 400
    assert office.post("/processes/place/", {"process": "x"}).status_code == 404
    assert office.post(f"/processes/place/?process={first.id}&kind=support").status_code == 302
    assert Process.objects.get(id=first.id).kind == "support"


def test_a_hand_over_is_stated_changed_and_ended(office: Office) -> None:
    sales = add_process(office.context, name="Sales")
    form = text(office.get(f"/processes/{sales.id}/flow/?side=in"))
    assert "What is handed over?" in form
    values = {"what": "Enquiry", "giver": "customer:", "giver_name": "Delta", "taker": f"process:{sales.id}"}
    assert office.post(f"/processes/{sales.id}/flow/", values).status_code == 302
    flow = Flow.objects.get()
    assert (flow.giver_kind, flow.giver_name) == ("customer", "Delta")
    assert "from Delta" in text(office.get(f"/processes/{sales.id}/"))
    assert office.get(f"/processes/flows/{flow.id}/").status_code == 200
    changed = {**values, "what": "Enquiries", "version": "1"}
    assert office.post(f"/processes/flows/{flow.id}/", changed).status_code == 302
    assert office.post(f"/processes/flows/{flow.id}/end/").status_code == 302
    assert office.get(f"/processes/flows/{flow.id}/").status_code == 404


def test_an_outsourced_process_says_who_runs_it_and_what_was_found(office: Office) -> None:
    row = add_process(office.context, name="Coating", kind="outsourced")
    here = f"/processes/{row.id}/"
    assert "How it is controlled is not settled" in text(office.get(here))
    values = {"provider": "Brinkman", "control_kind": "output", "control": "Thickness of each lot", "criteria": "20 µm"}
    assert office.post(f"{here}provider/", values).status_code == 302
    assert Outsourcing.objects.get().provider == "Brinkman"
    look = {"result": "acted-on", "looked_at": "Lot 7", "acted": "", "on": office.context.today.isoformat()}
    assert office.post(f"{here}look/", look).status_code >= 400
    assert office.post(f"{here}look/", {**look, "acted": "Coated again"}).status_code == 302
    page = text(office.get(here))
    assert "Brinkman" in page
    assert "Coated again" in page


def test_a_reading_outside_leads_to_what_is_done_about_it(office: Office) -> None:
    row = add_process(office.context, name="Welding")
    made = {"sheet": "process", "name": "Current", "unit": "A", "upper": "120,5", "lower": "80"}
    assert office.post(f"/processes/{row.id}/sheets/new/", made).status_code == 302
    line = row_of(row)
    assert line.upper == Decimal("120.5")
    today = office.context.today.isoformat()
    read = f"/processes/lines/{line.id}/read/"
    assert office.get(read).status_code == 200
    assert office.post(read, {"value": "abc", "on": today}).status_code >= 400
    answer = office.post(read, {"value": "130", "on": today})
    reading = Reading.objects.get()
    assert answer["Location"].endswith(f"/processes/readings/{reading.id}/act/")
    assert "outside, nobody acted" in text(office.get(f"/processes/{row.id}/sheets/"))
    assert "Welding" in text(office.get("/processes/readings/?show=open"))
    act = f"/processes/readings/{reading.id}/act/"
    assert office.get(act).status_code == 200
    assert office.post(act, {"what": "", "on": today}).status_code >= 400
    assert office.post(act, {"what": "Source repaired", "on": today}).status_code == 302
    assert ReadingAction.objects.count() == 1
    assert "Welding" not in text(office.get("/processes/readings/?show=open"))


def row_of(process: Process) -> object:
    from clauseway.processes.models import Characteristic

    return Characteristic.objects.get(process_id=process.id)


def test_a_control_is_made_and_proven(office: Office) -> None:
    values = {"name": "Restore test", "kind": "detect", "operation": "Restore a server", "test_days": "90"}
    assert office.post("/controls/new/", values).status_code == 302
    control = Control.objects.get()
    proof = {"result": "not-effective", "method": "Server 3", "on": office.context.today.isoformat()}
    assert office.post(f"/controls/{control.id}/prove/", proof).status_code == 302
    assert "it failed" in text(office.get(f"/controls/{control.id}/"))
    assert "Restore test" in text(office.get("/controls/?show=failed"))
    assert "Restore test" not in text(office.get("/controls/?show=never"))
    assert office.post(f"/controls/{control.id}/edit/", {**values, "name": "", "version": "1"}).status_code >= 400
    assert office.post(f"/controls/{control.id}/edit/", {**values, "version": "1"}).status_code == 302


def test_lists_filter_and_search(office: Office) -> None:
    add_process(office.context, name="Sales")
    add_process(office.context, name="Coating", kind="outsourced")
    page = text(office.get("/processes/list/?kind=outsourced"))
    assert "Coating" in page
    assert ">Sales<" not in page
    assert "Nothing fits this search" in text(office.get("/processes/list/?q=zzz"))
    assert "Nothing fits this search" in text(office.get("/processes/?q=zzz"))


def test_five_hundred_processes_do_not_break_the_map(office: Office) -> None:
    from clauseway.kernel.work import unit_of_work

    with unit_of_work(office.context):
        made = [add_process(office.context, name=f"Process {i}") for i in range(60)]
        for one, other in itertools.pairwise(made):
            add_flow(office.context, what="Work", giver=End("process", one.id), taker=End("process", other.id))
        line = add_characteristic(office.context, made[0].id, name="Current", upper=Decimal(1))
        add_control(office.context, name="Release", process_id=made[0].id)
    page = text(office.get("/processes/"))
    assert page.count("data-map-box") == drawing.MOST
    assert "40 more in the list" in page
    assert "Process 44" in text(office.get("/processes/?q=process+44"))
    paths = {"/processes/": 12, "/processes/list/": 12, f"/processes/{made[0].id}/": 16, "/controls/": 12}
    paths |= {f"/processes/{made[0].id}/sheets/": 12, f"/processes/lines/{line.id}/read/": 12}
    found = {path: office.statements(office.base + path) for path in paths}
    assert {path: n for path, n in found.items() if n > paths[path]} == {}


def test_names_wrap_into_two_lines() -> None:
    assert drawing.wrap("Sales") == ("Sales",)
    assert drawing.wrap("Mechanical manufacturing of housings and flanges") == ("Mechanical", "manufacturing of…")
    assert all(len(line) <= drawing.LINE for line in drawing.wrap("x" * 90))
