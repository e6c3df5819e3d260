"""The stocktake: tables one types in, pasted sheets, exports, the statement that there are none."""

import io

import pytest
from openpyxl import Workbook, load_workbook
from tests.web.office import Office

from clauseway.evidence.models import Record, Subject
from clauseway.organization.models import Person
from clauseway.organization.operations import PersonRow, add_people
from clauseway.processes.models import Process
from clauseway.processes.operations import add_process
from clauseway.resources.operations.sheets import SheetRow
from clauseway.resources.operations.suppliers import write_suppliers
from clauseway.systems.models import InterestedParty, Issue
from clauseway.web.stocktake.sheets import harmless, rows_of_file, rows_of_text

pytestmark = pytest.mark.django_db

FIXED = ("processes", "sites", "people", "parties", "issues", "supplier", "purchases", "information-system", "others")
HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize("register", FIXED)
def test_an_empty_register_teaches(register: str) -> None:
    answer = Office().get(f"/stocktake/{register}/")
    assert answer.status_code == 200


def test_the_same_statements_for_one_row_and_for_fifty() -> None:
    """At most ten, and none per row."""
    office = Office()
    add_people(office.context, [PersonRow("Ann", "ann@example.test")])
    add_process(office.context, name="First")
    write_suppliers(office.context, [SheetRow({"name": "Alpha"})])
    paths = [f"{office.base}/stocktake/{key}/" for key in ("processes", "people", "supplier", "others")]
    office.statements(paths[0])
    one = [office.statements(path) for path in paths]
    add_people(office.context, [PersonRow(f"Person {n}", f"p{n}@example.test") for n in range(60)])
    owner = Person.objects.get(email="ann@example.test").id
    for n in range(55):
        add_process(office.context, name=f"Process {n}", owner_id=owner)
    write_suppliers(office.context, [SheetRow({"name": f"Supplier {n}"}) for n in range(60)])
    assert [office.statements(path) for path in paths] == one
    assert max(one) <= 10


def test_typing_a_row_adds_it_and_a_refused_one_keeps_what_was_typed() -> None:
    office = Office()
    good = {
        "name": "Sales",
        "kind": "core",
        "activity": "sales",
        "owner": "Lena Lead",
        "inputs": "enquiry",
        "outputs": "order",
        "live_from": "",
    }
    assert office.post("/stocktake/processes/add/", good).status_code == 302
    assert Process.objects.get().owner.name == "Lena Lead"
    twice = office.post("/stocktake/processes/add/", {**good, "inputs": "kept words"})
    assert twice.status_code == 422
    assert b"kept words" in twice.content
    nobody = office.post("/stocktake/processes/add/", {**good, "name": "Design", "owner": "Nobody Known"})
    assert nobody.status_code == 422
    assert b'value="Nobody Known"' in nobody.content
    assert Process.objects.count() == 1


@pytest.mark.parametrize("register", FIXED[:-1])
def test_a_row_without_its_boxes_is_refused_like_an_empty_one(register: str) -> None:
    """Half a request, from whatever sent it, is a mistake of the sender and not of the server."""
    told = Office().post(f"/stocktake/{register}/add/")
    assert told.status_code == 422
    assert "is missing" in told.content.decode()


def test_two_people_edit_one_row() -> None:
    """The later one is told what stands there now, in the row with htmx, on a page (409) without; nothing is overwritten."""
    office = Office()
    process = add_process(office.context, name="Sales")
    href = f"/stocktake/processes/entry/{process.id}/"
    typed = {
        "name": "Sales",
        "kind": "core",
        "activity": "sales",
        "owner": "",
        "inputs": "theirs",
        "outputs": "",
        "live_until": "",
        "version": "1",
    }
    assert b"<tr" in office.get(href, **HTMX).content
    assert office.post(href, typed).status_code == 302
    late = office.post(href, {**typed, "inputs": "mine"})
    assert late.status_code == 409
    assert b"theirs" in late.content
    assert b"mine" in late.content
    row = office.post(href, {**typed, "inputs": "mine"}, **HTMX)
    assert row.status_code == 422
    assert b"theirs" in row.content
    assert b'value="2"' in row.content
    assert Process.objects.get().inputs == "theirs"


def test_a_row_ends_on_a_day_and_can_live_again() -> None:
    office = Office()
    process = add_process(office.context, name="Old way")
    href = f"/stocktake/processes/entry/{process.id}/"
    typed = {"name": "Old way", "kind": "core", "activity": "other", "owner": "", "inputs": "", "outputs": ""}
    assert office.post(href, {**typed, "live_until": "2001-01-01", "version": "1"}).status_code == 422
    assert (
        office.post(href, {**typed, "live_until": office.context.today.isoformat(), "version": "1"}).status_code == 302
    )
    assert b"Old way" not in office.get("/stocktake/processes/").content
    assert b"Old way" in office.get("/stocktake/processes/?show=ended").content
    office.post(href, {**typed, "live_until": "", "version": "2"})
    assert Process.objects.get().live_until is None


SHEET = (
    "Process name;Type;Process owner;Inputs;Result;Remark\r\n"
    'Sales;Core;Lena Lead;"enquiry; price list";order;x\r\n'
    "Calibration;support;;meter;meter;\r\n"
    "Purchasing;support;Nobody Known;;;\r\n"
    ";core;;;;\r\n"
    "SALES;core;;;;twice\r\n"
    "Odd;strange;;;;\r\n"
    "\r\n"
    '"=1+1";core;;;;\r\n'
)


def test_a_messy_sheet_is_shown_first_and_written_once() -> None:
    """Nothing before it is confirmed; refused rows say why; the second run writes nothing."""
    office = Office()
    preview = office.post("/stocktake/processes/import/", {"text": SHEET})
    text = preview.content.decode()
    assert preview.status_code == 200
    assert "3 rows would be written" in text
    assert "Nobody here is called" in text
    assert "Process is missing" in text
    assert "The same as line 2" in text
    assert "Kind is one of" in text
    assert not Process.objects.exists()
    assert office.post("/stocktake/processes/import/", {"text": SHEET, "sure": "1"}).status_code == 302
    assert set(Process.objects.values_list("name", flat=True)) == {"Sales", "Calibration", "=1+1"}
    assert Process.objects.get(name="Sales").inputs == "enquiry; price list"
    versions = dict(Process.objects.values_list("name", "version"))
    again = office.post("/stocktake/processes/import/", {"text": SHEET}).content.decode()
    assert "Nothing would be written" in again
    office.post("/stocktake/processes/import/", {"text": SHEET, "sure": "1"})
    assert dict(Process.objects.values_list("name", "version")) == versions


def test_a_sheet_changes_what_differs_and_an_empty_cell_changes_nothing() -> None:
    office = Office()
    add_process(office.context, name="Sales", inputs="enquiry", outputs="order")
    office.post("/stocktake/processes/import/", {"text": "Process\tIn\tOut\nsales\t\tconfirmed order\n", "sure": "1"})
    sales = Process.objects.get()
    assert (sales.name, sales.inputs, sales.outputs) == ("sales", "enquiry", "confirmed order")


def test_the_columns_of_a_sheet_can_be_chosen() -> None:
    office = Office()
    values = {"text": "who\twhat\nAnn\tCutting\n", "map-0": "", "map-1": "name", "head": "1", "sure": "1"}
    office.post("/stocktake/processes/import/", values)
    assert Process.objects.get().name == "Cutting"


@pytest.mark.parametrize(
    ("register", "sheet", "model"),
    [
        ("sites", "Site,Kind,Address\nDelft,permanent,Road 1\nHome,virtual,\n", "site"),
        ("people", "Name\tE-mail\tDepartment\nAnn A\tann@example.test\tLab\nBen B\t\tLab\n", "person"),
        ("parties", "Stakeholder;Needs;Binding\nCustomers;meters;yes\nOwners;profit;no\n", "party"),
        ("issues", "Issue;Side\nPeople retire;internal\nPrices rise;external\n", "issue"),
        ("supplier", "Supplier;Criticality;Since\nMetaal;high;01.02.2024\nHout;low;2024-03-01\n", "supplier"),
    ],
)
def test_every_register_takes_a_sheet_twice_and_writes_it_once(register: str, sheet: str, model: str) -> None:
    office = Office()
    for _ in range(2):
        assert office.post(f"/stocktake/{register}/import/", {"text": sheet, "sure": "1"}).status_code == 302
    expected = {"person": 3}.get(model, 2)
    if model == "issue":
        assert Issue.objects.count() == expected
    else:
        assert Subject.objects.filter(kind=model, superseded_at=None).count() == expected
    assert office.get(f"/stocktake/{register}/").status_code == 200


def test_a_mail_address_is_one_and_the_same_however_it_is_written() -> None:
    """What is none is refused with a word about it; another spelling of the same one is no change."""
    office = Office()
    sheet = "Name\tMail\nAnn A\tAnn@Example.test\nBen B\tno mail yet\n"
    told = office.post("/stocktake/people/import/", {"text": sheet}).content.decode()
    assert "“no mail yet” is not a mail address." in told
    office.post("/stocktake/people/import/", {"text": sheet, "sure": "1"})
    assert Person.objects.get(name="Ann A").email == "ann@example.test"
    assert not Person.objects.filter(name="Ben B").exists()
    again = office.post("/stocktake/people/import/", {"text": sheet}).content.decode()
    assert "Nothing would be written" in again


def test_a_thousand_rows_are_taken() -> None:
    office = Office()
    sheet = "Name\tMail\n" + "".join(f"Person {n}\tp{n}@example.test\n" for n in range(1000))
    office.post("/stocktake/people/import/", {"text": sheet, "sure": "1"})
    assert Person.objects.count() == 1001
    page = office.get("/stocktake/people/?q=person+99").content.decode()
    assert "Person 999" in page
    assert page.count("<tr") < 60


def test_excel_comes_in_and_formulas_go_out_as_text() -> None:
    office = Office()
    book = Workbook()
    book.active.append(["Supplier", "Criticality"])
    book.active.append(["+Plus B.V.", "high"])
    book.active.append([4711, "low"])
    content = io.BytesIO()
    book.save(content)
    content.seek(0)
    content.name = "suppliers.xlsx"
    preview = office.client.post(f"{office.base}/stocktake/supplier/import/", {"file": content})
    office.back()
    assert "2 rows would be written" in preview.content.decode()
    office.post(
        "/stocktake/supplier/import/", {"text": "Supplier\tCriticality\n+Plus B.V.\thigh\n4711\tlow\n", "sure": "1"}
    )
    out = office.get("/stocktake/supplier/sheet.csv").content.decode("utf-8-sig")
    assert "'+Plus B.V.,high" in out
    excel = load_workbook(io.BytesIO(office.get("/stocktake/supplier/sheet.xlsx").content))
    assert excel.active["A2"].value == "'+Plus B.V."
    office.post("/stocktake/supplier/import/", {"text": out, "sure": "1"})
    assert Subject.objects.filter(kind="supplier").count() == 2, "our own export taken in again changes nothing"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0old", b"\x00\x01\x02binary"])
def test_a_file_that_is_no_sheet_is_refused_with_a_sentence(content: bytes) -> None:
    office = Office()
    file = io.BytesIO(content)
    file.name = "sheet.xlsx"
    assert office.client.post(f"{office.base}/stocktake/supplier/import/", {"file": file}).status_code == 422
    office.back()


def test_sheets_are_read_however_they_are_separated() -> None:
    assert (
        rows_of_text("a\tb\nc\td") == rows_of_text("a;b\nc;d") == rows_of_text("a,b\r\nc,d") == [["a", "b"], ["c", "d"]]
    )
    assert rows_of_text("Only names\nSales, and offers\nDesign") == [["Only names"], ["Sales, and offers"], ["Design"]]
    assert rows_of_file("x.csv", "Größe;x".encode("cp1252")) == [["Größe", "x"]]
    assert [harmless(text) for text in ("=1", "+1", "-1", "@x", "x")] == ["'=1", "'+1", "'-1", "'@x", "x"]


def test_a_named_person_states_that_there_are_none_until_one_appears() -> None:
    office = Office()
    office.post("/stocktake/supplier/none/", {"reason": ""})
    assert not Record.objects.exists()
    office.post("/stocktake/supplier/none/", {"reason": "We buy nothing that matters."})
    assert Record.objects.get().facets == {"subject": "supplier"}
    assert b"There are none, states Lena Lead" in office.get("/stocktake/supplier/").content
    office.post("/stocktake/supplier/add/", {"name": "Metaal", "facet-criticality": "high"})
    assert b"is void" in office.get("/stocktake/supplier/").content
    office.post("/stocktake/supplier/none/", {"reason": "Again none."})
    assert Record.objects.count() == 1


def test_parties_and_issues_are_changed_in_place() -> None:
    office = Office()
    office.post("/stocktake/parties/add/", {"name": "Customers", "needs": "", "live_from": ""})
    party = InterestedParty.objects.get()
    office.post(
        f"/stocktake/parties/entry/{party.id}/",
        {"name": "Customers", "needs": "on time", "obligation": "yes", "version": "1"},
    )
    party.refresh_from_db()
    assert (party.needs, party.obligation) == ("on time", True)
    office.post("/stocktake/issues/add/", {"text": "Prices rise", "side": "external", "effect": "", "live_from": ""})
    issue = Issue.objects.get()
    office.post(
        f"/stocktake/issues/entry/{issue.id}/",
        {"text": "Prices rise", "side": "internal", "effect": "x", "version": "1"},
    )
    issue.refresh_from_db()
    assert issue.side == "internal"
