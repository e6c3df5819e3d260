"""Records and items in the browser."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.office import Office

from clauseway.evidence.models import Item, Record
from clauseway.evidence.operations import Fact, file_record
from clauseway.processes.operations import add_process

pytestmark = pytest.mark.django_db


def test_the_list_needs_few_statements_and_none_a_row() -> None:
    office = Office()
    process = add_process(office.context, name="Sales")
    fact = Fact(
        "audit.performed",
        office.context.today,
        system=office.system.id,
        subject_ref=str(process.id),
        facets={"impartial": True},
    )
    file_record(office.context, fact)
    office.statements(f"{office.base}/evidence/")
    one = office.statements(f"{office.base}/evidence/")
    for _ in range(55):
        file_record(office.context, fact)
    assert office.statements(f"{office.base}/evidence/") == one <= 10
    assert office.statements(f"{office.base}/evidence/items/") <= 10
    assert b"Audit performed" in office.get("/evidence/?q=sales").content
    assert b"Nothing fits" in office.get("/evidence/?q=zebra").content


def test_words_are_found_by_what_they_say() -> None:
    office = Office()
    page = office.get("/evidence/records/new?q=backup").content.decode()
    assert "Backup" in page
    assert "Perimeter" not in page


def test_a_record_is_filed_with_its_proof_and_goes_where_it_came_from() -> None:
    office = Office()
    process = add_process(office.context, name="Sales")
    form = f"/evidence/records/new?word=audit.performed&subject={process.id}&next={office.base}/requirements/"
    shown = office.get(form).content.decode()
    assert f'value="{process.id}" checked' in shown
    values = {
        "subject": str(process.id),
        "on": office.context.today.isoformat(),
        "facet-impartial": "yes",
        "standards": ["iso-9001-2026"],
        "performed_by": "Lena Lead",
        "statement": "Looked at five orders.",
        "proof": SimpleUploadedFile("Bericht <1>.txt", b"the report"),
    }
    assert office.post(form, values).url == f"{office.base}/requirements/"
    record = Record.objects.get()
    assert (record.subject_ref, record.facets, record.item.name) == (
        str(process.id),
        {"impartial": True, "standards": ["iso-9001-2026"]},
        "Bericht <1>.txt",
    )
    assert record.performed_by.name == "Lena Lead"


def test_a_refused_record_keeps_what_was_typed_and_its_proof() -> None:
    office = Office()
    process = add_process(office.context, name="Sales")
    values = {
        "subject": str(process.id),
        "on": "2199-01-01",
        "facet-impartial": "yes",
        "statement": "kept words",
        "performed_by": "",
        "proof": SimpleUploadedFile("a.txt", b"x"),
    }
    answer = office.post("/evidence/records/new?word=audit.performed", values)
    assert answer.status_code == 422
    assert b"kept words" in answer.content
    assert b"attached already" in answer.content
    assert not Record.objects.exists()


def test_an_outside_address_is_no_way_back() -> None:
    office = Office()
    page = office.get("/evidence/records/new?word=audit.performed&next=https://evil.example/").content
    assert b"evil.example" not in page.split(b"<main")[1]


def test_a_file_is_saved_never_shown() -> None:
    office = Office()
    office.post(
        "/evidence/items/new/", {"proof": SimpleUploadedFile("page.html", b"<script>alert(1)</script>", "text/html")}
    )
    item = Item.objects.get()
    assert office.get(f"/evidence/{item.id}/").status_code == 200
    answer = office.get(f"/evidence/{item.id}/file")
    assert answer.content == b"<script>alert(1)</script>"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("file", [None, SimpleUploadedFile("empty.txt", b"")])
def test_no_file_and_an_empty_one_are_refused(file: SimpleUploadedFile | None) -> None:
    assert Office().post("/evidence/items/new/", {"proof": file} if file else {}).status_code == 422
