"""Several rows of a list at once: asked once, each row changed or refused on its own, nothing behind somebody's back."""

import re
from datetime import timedelta
from typing import Any

import pytest
from tests.web.office import Office

from clauseway.kernel.context import enter
from clauseway.organization.operations import add_person
from clauseway.resources.models import Asset, Equipment, Supplier
from clauseway.resources.operations.assets import add_asset
from clauseway.resources.operations.equipment import add_equipment
from clauseway.resources.operations.suppliers import add_supplier, change_supplier
from clauseway.systems.models import Obligation
from clauseway.systems.operations.obligations import add_obligation

pytestmark = pytest.mark.django_db


def _rows(office: Office, rows: Any) -> str:
    return " ".join(f"{row.id}:{row.version}" for row in rows)


def _form(office: Office, kind: str, action: str, keys: list[Any]) -> str:
    return office.post(f"/several/{kind}/", {"action": action, "key": [str(key) for key in keys]}).content.decode()


def test_ticked_suppliers_get_an_owner_and_a_criticality() -> None:
    office = Office()
    add_person(office.context, name="Olga Owner")
    made = [add_supplier(office.context, name=f"Vendor {n}") for n in range(3)]
    assert 'formaction="' + office.base + '/several/suppliers/"' in office.get("/suppliers/").content.decode()
    page = _form(office, "suppliers", "owner", [row.id for row in made[:2]])
    assert "Set owner: 2 rows" in page
    assert all(row.name in page for row in made[:2])
    rows = re.search(r'name="rows" value="([^"]+)"', page)
    assert rows
    done = office.post("/several/suppliers/", {"action": "owner", "rows": rows[1], "owner": "Olga Owner"})
    assert done.status_code == 302
    assert list(Supplier.objects.order_by("name").values_list("owner__name", flat=True)) == ["Olga Owner"] * 2 + [None]
    told = {"action": "criticality", "rows": _rows(office, Supplier.objects.all()), "criticality": "high"}
    assert office.post("/several/suppliers/", told).status_code == 302
    assert set(Supplier.objects.values_list("criticality", flat=True)) == {"high"}


def test_a_row_that_somebody_changed_meanwhile_is_refused_and_the_others_are_changed() -> None:
    office = Office()
    one, other = (add_supplier(office.context, name=name) for name in ("Alpha", "Beta"))
    told = {"action": "criticality", "rows": _rows(office, [one, other]), "criticality": "low"}
    change_supplier(office.context, one.id, version=1, note="Seen")
    page = office.post("/several/suppliers/", told).content.decode()
    assert "These rows were refused" in page
    assert "Somebody else changed this supplier meanwhile" in page
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.criticality, other.criticality) == ("", "low")


def test_what_makes_no_sense_is_asked_again_before_any_row_is_touched() -> None:
    office = Office()
    made = add_supplier(office.context, name="Alpha")
    for values in ({"action": "owner", "owner": "Nobody"}, {"action": "criticality", "criticality": "deadly"}):
        answer = office.post("/several/suppliers/", {**values, "rows": _rows(office, [made])})
        assert answer.status_code == 422
    made.refresh_from_db()
    assert made.version == 1
    assert office.post("/several/suppliers/", {"action": "explode", "key": str(made.id)}).status_code == 302
    assert office.post("/several/suppliers/", {"action": "owner"}).status_code == 302
    assert office.get("/several/suppliers/").status_code == 302
    assert office.get("/several/planets/").status_code == 404


def test_instruments_are_set_aside_together_and_each_comes_back_only_when_it_may() -> None:
    office = Office()
    since = office.context.today - timedelta(days=30)
    made = [add_equipment(office.context, name=f"Gauge {n}", live_from=since) for n in range(3)]
    rows = _rows(office, made)
    told = {"action": "aside", "rows": rows, "state": "quarantined", "because": "The hall was flooded"}
    assert office.post("/several/equipment/", told).status_code == 302
    assert set(Equipment.objects.values_list("state", flat=True)) == {"quarantined"}
    again = office.post("/several/equipment/", told).content.decode()
    assert again.count("It is set aside already") == 3
    told = {"action": "back", "rows": rows, "because": "Dry and looked at"}
    assert office.post("/several/equipment/", told).status_code == 302
    assert set(Equipment.objects.values_list("state", flat=True)) == {"in-use"}


def test_assets_and_obligations() -> None:
    office = Office()
    made = [add_asset(office.context, name=f"Asset {n}") for n in range(2)]
    told = {"action": "classification", "rows": _rows(office, made), "classification": "internal"}
    assert office.post("/several/assets/", told).status_code == 302
    assert set(Asset.objects.values_list("classification", flat=True)) == {"internal"}
    laws = [add_obligation(office.context, name=f"Act {n}") for n in range(2)]
    told = {"action": "decide", "rows": _rows(office, laws), "applies": "no", "because": "x"}
    refused = office.post("/several/obligations/", told).content.decode()
    assert refused.count("Say why it does not apply") == 2
    told["because"] = "We make nothing that it is about."
    assert office.post("/several/obligations/", told).status_code == 302
    assert set(Obligation.objects.values_list("applies", flat=True)) == {False}


def test_the_same_form_sent_twice_acts_once() -> None:
    office = Office()
    made = add_supplier(office.context, name="Alpha")
    page = _form(office, "suppliers", "criticality", [made.id])
    token = re.search(r'name="once" value="(\w+)"', page)
    assert token
    told = {"action": "criticality", "rows": _rows(office, [made]), "criticality": "low", "once": token[1]}
    assert office.post("/several/suppliers/", told).status_code == 302
    assert office.post("/several/suppliers/", told).status_code == 302
    enter(office.context)
    made.refresh_from_db()
    assert made.version == 2
