"""The suppliers' pages: the list, one supplier, evaluation by criteria, purchases pasted from an ERP, a questionnaire without an account."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.web.office import Office

from clauseway.resources.models import (
    Purchase,
    Supplier,
    SupplierCriteria,
    SupplierEvaluation,
    SupplierQuestionnaire,
)
from clauseway.resources.operations.evaluations import Limits, set_criteria
from clauseway.resources.operations.purchases import bought, take_purchases
from clauseway.resources.operations.sheets import SheetRow
from clauseway.resources.operations.suppliers import add_supplier, provide, write_suppliers
from clauseway.rules.suppliers import CERTIFICATE, Criteria, Criterion

pytestmark = pytest.mark.django_db
CRITERIA = Criteria(
    (Criterion("quality", "Quality", 3, must=True), Criterion("certified", "Certified", 1, CERTIFICATE)), 70, 50
)


def _office() -> tuple[Office, Supplier]:
    office = Office()
    set_criteria(office.context, CRITERIA, limits=Limits(late_percent=10))
    supplier = add_supplier(office.context, name="Metaal B.V.", criticality="high")
    provide(office.context, supplier.id, category="Machined housings", control="Inspection on arrival")
    return office, supplier


def test_the_list_says_who_is_only_in_the_purchases() -> None:
    office, _supplier = _office()
    take_purchases(office.context, [bought("PO-1", "Unbekannt GmbH", office.context.today)])
    page = office.get("/suppliers/").content.decode()
    assert "Metaal B.V." in page
    assert "only in purchases" in page
    only = office.get("/suppliers/?show=unregistered").content.decode()
    assert "Unbekannt GmbH" in only
    assert "Metaal B.V." not in only
    assert "Metaal" not in office.get("/suppliers/?result=approved").content.decode()
    assert "Metaal" in office.get("/suppliers/?show=due&criticality=high&q=met").content.decode()


def test_the_list_costs_the_same_for_one_and_for_many() -> None:
    office, _supplier = _office()
    path = f"{office.base}/suppliers/"
    office.statements(path)
    one = office.statements(path)
    write_suppliers(office.context, [SheetRow({"name": f"Supplier {n}"}) for n in range(60)])
    assert office.statements(path) == one <= 12


def test_a_supplier_bought_from_without_approval_says_so_first() -> None:
    office, supplier = _office()
    take_purchases(office.context, [bought("PO-7", "Metaal B.V.", office.context.today)])
    page = office.get(f"/suppliers/{supplier.id}/").content.decode()
    assert "Bought without approval" in page
    assert "PO-7" in page
    assert office.post(f"/suppliers/{supplier.id}/settle/", {"reason": ""}).status_code == 422
    office.post(f"/suppliers/{supplier.id}/settle/", {"reason": "All parts measured, none outside."})
    assert "All parts measured" in office.get(f"/suppliers/{supplier.id}/").content.decode()


def test_an_evaluation_keeps_what_was_typed_when_it_is_refused() -> None:
    office, supplier = _office()
    path, today = f"/suppliers/{supplier.id}/evaluate/", office.context.today.isoformat()
    assert "Quality" in office.get(path).content.decode()
    kind = {"purpose": "quality", "on": today, "mark-quality": "3", "note-quality": "Clean edges", "result": "approved"}
    refused = office.post(path, {**kind, "categories": "Machined housings"})
    assert refused.status_code == 422
    assert "at best" in refused.content.decode()
    assert "Clean edges" in refused.content.decode()
    done = {
        **kind,
        "categories": "Machined housings",
        "result": "conditional",
        "conditions": "Certificate within a year",
    }
    assert office.post(path, done).status_code == 302
    made = SupplierEvaluation.objects.get()
    assert (made.percent, made.result, made.categories) == (56, "conditional", ["machined housings"])
    assert office.get(f"/suppliers/{supplier.id}/evaluation/{made.id}/").status_code == 200
    office.post(f"/suppliers/{supplier.id}/evaluation/{made.id}/", {"do": "withdraw", "because": "Wrong supplier"})
    assert Supplier.objects.get(id=supplier.id).last_result == ""
    assert "taken back" in office.get(f"/suppliers/{supplier.id}/").content.decode()


def test_a_certificate_counts_for_what_its_scope_names() -> None:
    office, supplier = _office()
    provide(office.context, supplier.id, category="Warehousing", control="Visit")
    since, until = office.context.today - timedelta(days=10), office.context.today + timedelta(days=300)
    held = {"standard": "ISO 9001:2015", "scope": "Warehousing of goods", "covers": "Warehousing"}
    path = f"/suppliers/{supplier.id}/certificate/"
    assert office.post(path, {**held, "valid_from": str(until), "valid_until": str(since)}).status_code == 422
    assert office.post(path, {**held, "valid_from": str(since), "valid_until": str(until)}).status_code == 302
    assert "counts for: Warehousing" in office.get(f"/suppliers/{supplier.id}/").content.decode()
    beside = office.get(f"/suppliers/{supplier.id}/evaluate/").content.decode()
    assert "covered by certificates until" in beside
    assert "no certificate names it" in beside


ERP = (
    "Order;Vendor name;Order date;Net;Curr;Delivery date\n"
    "4711;Metaal B.V.;02.03.2026;1.234,50;EUR;10.03.2026\n"
    "4712;Nieuw B.V.;2026-03-05;80,00;EUR;\n"
    "4713;Nieuw B.V.;31.02.2026;80,00;EUR;\n"
    ";Nieuw B.V.;05.03.2026;80,00;EUR;\n"
)


def test_purchases_come_in_row_by_row_and_a_second_run_writes_nothing() -> None:
    office, supplier = _office()
    page = office.post("/stocktake/purchases/import/", {"text": ERP}).content.decode()
    assert "2 rows would be written" in page
    assert "is not a date" in page
    assert not Purchase.objects.exists()
    office.post("/stocktake/purchases/import/", {"text": ERP, "sure": "1"})
    assert [str(p.amount) for p in Purchase.objects.order_by("number")] == ["1234.50", "80.00"]
    assert Purchase.objects.get(number="4711").supplier_id == supplier.id
    assert not Supplier.objects.get(name="Nieuw B.V.").registered
    again = office.post("/stocktake/purchases/import/", {"text": ERP}).content.decode()
    assert "Nothing would be written" in again
    later = ERP.replace("80,00;EUR;\n4713", "80,00;EUR;12.03.2026\n4713")
    page = office.post("/stocktake/purchases/import/", {"text": later}).content.decode()
    assert "1 row would be written" in page
    assert "Delivered on" in page


def test_two_thousand_purchases_are_taken() -> None:
    office, _supplier = _office()
    rows = "".join(f"P{n};Supplier {n % 300};2026-03-0{n % 9 + 1};10.50\n" for n in range(2000))
    office.post("/stocktake/purchases/import/", {"text": f"Order;Supplier;Date;Amount\n{rows}", "sure": "1"})
    assert Purchase.objects.count() == 2000
    assert Supplier.objects.filter(registered=False).count() == 300
    assert office.get("/stocktake/purchases/?q=supplier+299").status_code == 200


@pytest.mark.parametrize(
    ("text", "said"),
    [("1.234", "two ways"), ("12,5 kg", "is a number"), ("abc", "is a number"), ("1,2,3", "is a number")],
)
def test_an_amount_that_is_not_plain_is_refused(text: str, said: str) -> None:
    office, _supplier = _office()
    sheet = f"Order;Supplier;Date;Amount\nP1;Metaal B.V.;2026-03-01;{text}\n"
    assert said in office.post("/stocktake/purchases/import/", {"text": sheet}).content.decode()


def test_a_supplier_answers_without_an_account_and_only_that() -> None:
    office, supplier = _office()
    asked = {"title": "About you", "questions": "Which certificates?\nWho may see drawings?", "due_on": ""}
    office.post(f"/suppliers/{supplier.id}/ask/", asked)
    page = office.get(f"/suppliers/{supplier.id}/").content.decode()
    link = page.split("/sq/")[1].split("/")[0]
    assert "/sq/" not in office.get(f"/suppliers/{supplier.id}/").content.decode(), "it is shown once"
    outside = Client()
    form = outside.get(f"/sq/{link}/")
    assert "Which certificates?" in form.content.decode()
    assert form["Cache-Control"] == "no-store"
    half = outside.post(f"/sq/{link}/", {"answer-0": "ISO 9001", "answer-1": ""})
    assert half.status_code == 422
    assert "ISO 9001" in half.content.decode()
    assert outside.post(f"/sq/{link}/", {"answer-0": "ISO 9001", "answer-1": "Two people"}).status_code == 302
    office.back()
    row = SupplierQuestionnaire.objects.get()
    assert row.answers == {"0": "ISO 9001", "1": "Two people"}
    assert "Two people" in office.get(f"/suppliers/{supplier.id}/").content.decode()
    assert outside.get(f"/q/{link}/").status_code == 404, "the link opens nothing else"
    assert outside.get("/sq/unknown/").status_code == 404
    office.back()
    assert not SupplierEvaluation.objects.exists()


def test_criteria_are_set_on_their_page_and_dated() -> None:
    office, _supplier = _office()
    typed = {"name-0": "Delivery", "weight-0": "2", "kind-0": "judged", "approve_from": "80", "conditional_from": "60"}
    assert office.post("/suppliers/criteria/quality/", {**typed, "conditional_from": "90"}).status_code == 422
    assert office.post("/suppliers/criteria/quality/", {**typed, "late_percent": "5"}).status_code == 302
    assert SupplierCriteria.objects.filter(valid_until=None).get().late_percent == 5
    page = office.get("/suppliers/criteria/").content.decode()
    assert "Delivery" in page
    assert "Earlier criteria" in page


def test_a_name_of_the_purchases_is_taken_in_or_joined() -> None:
    office, supplier = _office()
    day = office.context.today
    take_purchases(office.context, [bought("1", "METAAL BV", day), bought("2", "Hout", day)])
    unknown, wood = Supplier.objects.get(name="METAAL BV"), Supplier.objects.get(name="Hout")
    office.post(f"/suppliers/{unknown.id}/join/", {"into": str(supplier.id)})
    assert Purchase.objects.get(number="1").supplier_id == supplier.id
    taken = {"version": str(wood.version), "name": "Hout", "criticality": "low", "owner": "Lena Lead"}
    assert office.post(f"/suppliers/{wood.id}/edit/", taken).status_code == 302
    assert Supplier.objects.get(id=wood.id).registered
    assert office.post(f"/suppliers/{wood.id}/edit/", taken).status_code in (409, 422)
    take_purchases(office.context, [bought("3", "Metaal BV", day)])
    assert Purchase.objects.get(number="3").supplier_id == supplier.id
