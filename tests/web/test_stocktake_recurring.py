"""Next month's export: the mapping is remembered, and a whole list ends what it no longer names."""

from datetime import timedelta

import pytest
from tests.web.office import Office

from clauseway.evidence.models import Subject
from clauseway.kernel.context import Context, enter
from clauseway.organization.models import SheetMapping
from clauseway.organization.operations import create_organization
from clauseway.processes.models import Process
from clauseway.resources.operations.sheets import SheetRow
from clauseway.resources.operations.suppliers import write_suppliers

pytestmark = pytest.mark.django_db
EXPORT = "Vendor name;Spend;ABC class\nMetaal B.V.;1200;high\nHout & Zn;80;low\n"


def _suppliers(office: Office, *names: str) -> None:
    since = office.context.today - timedelta(days=100)
    values = {"criticality": "high", "live_from": since}
    write_suppliers(office.context, [SheetRow({"name": name, **values}) for name in names])


def _living() -> set[str]:
    return set(
        Subject.objects.filter(kind="supplier", superseded_at=None, live_until=None).values_list("name", flat=True)
    )


def test_the_mapping_of_an_export_is_asked_once() -> None:
    office = Office()
    mapped = {"map-0": "name", "map-1": "", "map-2": "facet-criticality", "head": "1"}
    assert office.post("/stocktake/supplier/import/", {"text": EXPORT, **mapped, "sure": "1"}).status_code == 302
    assert _living() == {"Metaal B.V.", "Hout & Zn"}
    next_month = EXPORT + "Nieuw B.V.;5;medium\n"
    page = office.post("/stocktake/supplier/import/", {"text": next_month}).content.decode()
    assert "1 row would be written" in page
    office.post("/stocktake/supplier/import/", {"text": next_month, "sure": "1"})
    assert _living() == {"Metaal B.V.", "Hout & Zn", "Nieuw B.V."}
    remembered = SheetMapping.objects.get()
    assert (remembered.added, remembered.changed, remembered.ended) == (1, 0, 0)
    assert "Its columns are remembered" in office.get("/stocktake/supplier/import/").content.decode()


def test_a_sheet_ends_nothing_unless_it_is_the_whole_list() -> None:
    office = Office()
    _suppliers(office, "Metaal B.V.", "Oud B.V.")
    sheet = "Supplier\tCriticality\nMetaal B.V.\thigh\n"
    page = office.post("/stocktake/supplier/import/", {"text": sheet}).content.decode()
    assert "1 living entry is not in it" in page
    assert "Nothing would be written" in page
    office.post("/stocktake/supplier/import/", {"text": sheet, "sure": "1"})
    assert _living() == {"Metaal B.V.", "Oud B.V."}


def test_a_whole_list_ends_what_it_no_longer_names_and_keeps_its_past() -> None:
    office = Office()
    _suppliers(office, "Metaal B.V.", "Oud B.V.")
    sheet = "Supplier\tCriticality\nMetaal B.V.\thigh\n"
    whole = {"map-0": "name", "map-1": "facet-criticality", "head": "1", "whole": "1"}
    page = office.post("/stocktake/supplier/import/", {"text": sheet, **whole}).content.decode()
    assert "no longer in the sheet" in page
    assert _living() == {"Metaal B.V.", "Oud B.V."}
    office.post("/stocktake/supplier/import/", {"text": sheet, **whole, "sure": "1"})
    ended = Subject.objects.get(kind="supplier", name="Oud B.V.", superseded_at=None)
    assert _living() == {"Metaal B.V."}
    assert ended.live_until == office.context.today
    assert SheetMapping.objects.get().ended == 1
    office.post("/stocktake/supplier/import/", {"text": sheet, "sure": "1"})
    assert SheetMapping.objects.get().ended == 0


def test_a_refused_line_is_not_a_missing_one() -> None:
    """A misspelt class refuses the line; it does not end the supplier it names."""
    office = Office()
    _suppliers(office, "Metaal B.V.")
    sheet = "Supplier\tCriticality\nMetaal B.V.\tvery high\n"
    whole = {"map-0": "name", "map-1": "facet-criticality", "head": "1", "whole": "1", "sure": "1"}
    office.post("/stocktake/supplier/import/", {"text": sheet, **whole})
    assert _living() == {"Metaal B.V."}


def test_a_register_of_a_room_takes_a_whole_list_too() -> None:
    office = Office()
    head = {"map-0": "name", "head": "1", "sure": "1"}
    office.post("/stocktake/processes/import/", {"text": "Process\nSales\nMilling\n", **head})
    Process.objects.update(live_from=office.context.today - timedelta(days=9))
    office.post("/stocktake/processes/import/", {"text": "Process\nSales\n", **head, "whole": "1"})
    assert Process.objects.get(name="Milling").live_until == office.context.today


def test_another_organization_does_not_see_the_mapping() -> None:
    office = Office()
    office.post(
        "/stocktake/supplier/import/",
        {"text": EXPORT, "map-0": "name", "map-1": "", "map-2": "", "head": "1", "sure": "1"},
    )
    assert SheetMapping.objects.exists()
    outside = Context(None, office.user.id)
    enter(outside)
    _other, context = create_organization(outside, name="Elsewhere", founder=office.user)
    enter(context)
    assert not SheetMapping.objects.exists()
