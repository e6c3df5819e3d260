"""Pages of measuring equipment and assets: lists, one of each, a calibration on a phone, quarantine, earlier results, sheets in and out."""

import re
from datetime import timedelta

import pytest
from tests.web.office import Office

from clauseway.evidence.operations import Fact, file_record
from clauseway.organization.operations import add_person, change_person
from clauseway.resources.models import Asset, Calibration, Equipment, ImpactAssessment
from clauseway.resources.operations.assets import add_asset, write_assets
from clauseway.resources.operations.calibrations import Certificate, record_calibration
from clauseway.resources.operations.equipment import add_equipment, write_equipment
from clauseway.resources.operations.sheets import SheetRow

pytestmark = pytest.mark.django_db


def _gauge(office: Office) -> Equipment:
    since = office.context.today - timedelta(days=400)
    return add_equipment(office.context, name="Torque wrench", identifier="TW-07", location="Bench 3", live_from=since)


def _told(office: Office, days: int, found: str = "within", due: int | None = None) -> Certificate:
    today = office.context.today
    next_due = today + timedelta(days=due) if due is not None else None
    return Certificate(today - timedelta(days=days), found, "within", "National standard", next_due=next_due)


def test_the_list_says_what_is_overdue_and_finds_it() -> None:
    office = Office()
    record_calibration(office.context, _gauge(office).id, _told(office, 100, due=-3))
    page = office.get("/equipment/").content.decode()
    assert "Torque wrench" in page
    assert "overdue" in page
    assert "Torque wrench" in office.get("/equipment/?show=due&state=in-use&q=bench").content.decode()
    assert "Torque wrench" not in office.get("/equipment/?state=quarantined").content.decode()
    assert "Torque wrench" not in office.get("/equipment/?show=ended").content.decode()


def test_the_lists_cost_the_same_for_one_and_for_many() -> None:
    office = Office()
    _gauge(office)
    add_asset(office.context, name="Server")
    for path in (f"{office.base}/equipment/", f"{office.base}/assets/"):
        office.statements(path)
    before = [office.statements(f"{office.base}/{name}/") for name in ("equipment", "assets")]
    write_equipment(office.context, [SheetRow({"name": f"Gauge {n}"}) for n in range(60)])
    write_assets(office.context, [SheetRow({"name": f"Asset {n}"}) for n in range(60)])
    after = [office.statements(f"{office.base}/{name}/") for name in ("equipment", "assets")]
    assert after == before
    assert max(after) <= 12


def test_a_calibration_is_recorded_and_a_refused_one_keeps_what_was_typed() -> None:
    office = Office()
    gauge = _gauge(office)
    path, today = f"/equipment/{gauge.id}/calibrate/", office.context.today
    assert "How it came" in office.get(path).content.decode()
    typed = {"on": (today + timedelta(days=1)).isoformat(), "found": "within", "left": "within", "laboratory": "Metro"}
    refused = office.post(path, typed)
    assert refused.status_code == 422
    assert "Metro" in refused.content.decode()
    typed |= {"on": today.isoformat(), "traceable_to": "National standard"}
    assert office.post(path, typed).status_code == 302
    assert Calibration.objects.get().result == "within-limits"
    page = office.get(f"/equipment/{gauge.id}/").content.decode()
    assert "National standard" in page
    assert "in tolerance" in page


def test_found_wrong_asks_for_earlier_results_until_somebody_says() -> None:
    office = Office()
    gauge = _gauge(office)
    record_calibration(office.context, gauge.id, _told(office, 200))
    record_calibration(office.context, gauge.id, _told(office, 1, "outside"))
    page = office.get(f"/equipment/{gauge.id}/").content.decode()
    assert "look at earlier results" in page
    path = f"/equipment/{gauge.id}/results/"
    form = office.get(path).content.decode()
    chosen = re.search(r'<option value="([0-9a-f-]{36})"', form)
    assert chosen
    typed = {"calibration": chosen[1], "looked_at": "Final tests", "outcome": "acted-on", "done": ""}
    typed["on"] = office.context.today.isoformat()
    assert office.post(path, typed).status_code == 422
    assert office.post(path, {**typed, "done": "Tested again"}).status_code == 302
    assert ImpactAssessment.objects.get().outcome == "acted-on"
    assert "look at earlier results" not in office.get(f"/equipment/{gauge.id}/").content.decode()


def test_quarantine_and_back() -> None:
    office = Office()
    gauge, today = _gauge(office), office.context.today.isoformat()
    typed = {"state": "quarantined", "because": "Dropped", "on": today}
    assert office.post(f"/equipment/{gauge.id}/aside/", {**typed, "because": " "}).status_code == 422
    assert office.post(f"/equipment/{gauge.id}/aside/", typed).status_code == 302
    page = office.get(f"/equipment/{gauge.id}/").content.decode()
    assert "quarantined" in page
    assert "Dropped" in page
    assert office.post(f"/equipment/{gauge.id}/back/", {"because": "Checked", "on": today}).status_code == 302
    gauge.refresh_from_db()
    assert gauge.state == "in-use"


def test_a_calibration_is_taken_back_and_an_instrument_changed() -> None:
    office = Office()
    gauge = _gauge(office)
    made = record_calibration(office.context, gauge.id, _told(office, 2))
    path = f"/equipment/{gauge.id}/calibration/{made.id}/withdraw/"
    assert office.get(path).status_code == 200
    assert office.post(path, {"because": "Another gauge"}).status_code == 302
    gauge.refresh_from_db()
    edit = f"/equipment/{gauge.id}/edit/"
    assert "TW-07" in office.get(edit).content.decode()
    typed = {"version": str(gauge.version), "name": "Torque wrench", "plan": "not-required", "plan_reason": ""}
    assert office.post(edit, typed).status_code == 422
    assert office.post(edit, {**typed, "plan_reason": "Indication only"}).status_code == 302
    assert "Indication only" in office.get(f"/equipment/{gauge.id}/").content.decode()


def test_an_asset_without_an_owner_says_so_and_one_whose_owner_left() -> None:
    office = Office()
    ada = add_person(office.context, name="Ada Berg")
    asset = add_asset(office.context, name="Server A", kind="hardware", owner_id=ada.id)
    add_asset(office.context, name="Old laptop", kind="hardware")
    change_person(office.context, ada.id, version=ada.version, live_until=office.context.today)
    page = office.get("/assets/?show=unowned&kind=hardware").content.decode()
    assert "Server A" in page
    assert "Old laptop" in page
    assert "has left" in page
    assert "Its owner has left" in office.get(f"/assets/{asset.id}/").content.decode()


def test_an_asset_is_changed_and_ended() -> None:
    office = Office()
    add_person(office.context, name="Bo Winter")
    asset = add_asset(office.context, name="Server A", kind="hardware")
    path = f"/assets/{asset.id}/edit/"
    typed = {"version": "1", "name": "Server A", "kind": "hardware", "owner": "Bo Winter", "classification": "secret"}
    assert office.post(path, {**typed, "kind": "thing"}).status_code == 422
    assert office.post(path, typed).status_code == 302
    assert "Bo Winter" in office.get(f"/assets/{asset.id}/").content.decode()
    end, today = f"/assets/{asset.id}/end/", office.context.today.isoformat()
    assert office.post(end, {"how": "disposed", "on": today}).status_code == 422
    gone = {"how": "disposed", "on": today, "method": "shredded", "proof": "SN 1"}
    assert office.post(end, gone).status_code == 302
    assert Asset.objects.get().ended_method == "shredded"
    assert "Server A" in office.get("/assets/?show=ended").content.decode()


def test_registers_come_in_and_go_out_as_sheets() -> None:
    office = Office()
    _gauge(office)
    add_asset(office.context, name="Server A", kind="hardware")
    for kind, name in (("equipment", "TW-07"), ("asset", "Server A")):
        assert name in office.get(f"/stocktake/{kind}/").content.decode()
        assert name in office.get(f"/stocktake/{kind}/sheet.csv").content.decode()


def test_a_register_never_denies_what_is_on_record() -> None:
    """A calibration that somebody filed as a record counts in the ledger; the list says so instead of "never calibrated"."""
    office = Office()
    gauge = add_equipment(office.context, name="Gauge 7", identifier="G-7")
    assert "never calibrated" in office.get("/equipment/").content.decode()
    filed = Fact("measuring-equipment.calibrated", office.context.today, subject_ref=str(gauge.id))
    file_record(office.context, filed)
    shown = office.get("/equipment/").content.decode()
    body = shown.split("<tbody", 1)[1].split("</tbody>")[0]
    assert "on record" in body
    assert "never calibrated" not in body
