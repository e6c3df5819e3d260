"""Measuring equipment and assets: who may, what is refused, what follows, and that a full reconcile finds nothing to do."""

import dataclasses
import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from clauseway.actions.models import Duty
from clauseway.evidence.ledger import reconcile_all
from clauseway.evidence.models import Claim, ClaimEnd, Subject
from clauseway.kernel.context import Context, enter
from clauseway.kernel.refusals import Conflict, Forbidden, NotFound, Refusal
from clauseway.organization.models import User
from clauseway.organization.operations import add_person, change_person, create_organization
from clauseway.resources.models import Asset, Equipment
from clauseway.resources.operations.assets import add_asset, change_asset, end_asset, write_assets
from clauseway.resources.operations.calibrations import (
    Certificate,
    Looked,
    assess_impact,
    record_calibration,
    withdraw_calibration,
)
from clauseway.resources.operations.equipment import (
    add_equipment,
    change_equipment,
    put_back,
    set_aside,
    write_equipment,
)
from clauseway.resources.operations.sheets import SheetRow
from clauseway.resources.queries.equipment import due_until, equipment

pytestmark = pytest.mark.django_db
UNFIT, UNPROVEN = "measuring-equipment.unfit", "measuring-equipment.used-unproven"


@pytest.fixture
def context() -> Context:
    user = User.objects.create_user("lab@example.test", "a long password 1", name="Lena Lab")
    outside = Context(None, user.id)
    enter(outside)
    _organization, inside = create_organization(outside, name="Scratch", founder=user)
    enter(inside)
    return inside


def _day(context: Context, offset: int = 0) -> date:
    return context.today + timedelta(days=offset)


def _gauge(context: Context, **more: Any) -> Equipment:
    return add_equipment(context, **{"name": "Gauge 1", "identifier": "G-1", "live_from": _day(context, -400), **more})


def _told(context: Context, on: int = -10, **more: Any) -> Certificate:
    return Certificate(
        **{"on": _day(context, on), "found": "within", "left": "within", "traceable_to": "National standard", **more}
    )


def _standing(kind: str, key: uuid.UUID) -> list[Claim]:
    ended = ClaimEnd.objects.values("claim_id")
    return list(Claim.objects.filter(kind=kind, key=str(key)).exclude(id__in=ended).order_by("valid_from"))


def test_who_may_only_read_changes_nothing(context: Context) -> None:
    gauge, asset = _gauge(context), add_asset(context, name="Server")
    reader = dataclasses.replace(context, roles=frozenset({"employee"}))
    for act in (
        lambda: add_equipment(reader, name="Other"),
        lambda: change_equipment(reader, gauge.id, version=1, name="Mine"),
        lambda: record_calibration(reader, gauge.id, _told(context)),
        lambda: set_aside(reader, gauge.id, because="x"),
        lambda: put_back(reader, gauge.id, because="x"),
        lambda: assess_impact(reader, gauge.id, Looked("All", "no-effect")),
        lambda: add_asset(reader, name="Other"),
        lambda: change_asset(reader, asset.id, version=1, name="Mine"),
        lambda: end_asset(reader, asset.id, how="sold"),
    ):
        with pytest.raises(Forbidden):
            act()
    assert (Equipment.objects.count(), Asset.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"on": 1}, "calibration.in-the-future"),
        ({"found": "fine"}, "calibration.found"),
        ({"left": "unknown"}, "calibration.left"),
        ({"left": "limited"}, "calibration.limits-missing"),
        ({"item": uuid.uuid4()}, "item.not-found"),
    ],
)
def test_calibrations_that_make_no_sense_are_refused(context: Context, more: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal) as caught:
        record_calibration(context, _gauge(context).id, _told(context, **more))
    assert caught.value.code == code


def test_due_before_it_was_done_is_refused(context: Context) -> None:
    with pytest.raises(Refusal) as caught:
        record_calibration(context, _gauge(context).id, _told(context, next_due=_day(context, -10)))
    assert caught.value.code == "calibration.due-before-it-was-done"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": " "}, "equipment.name-missing"),
        ({"name": "GAUGE 1"}, "equipment.exists"),
        ({"name": "Other", "identifier": "G-1"}, "equipment.identifier-taken"),
        ({"name": "Other", "interval_days": 0}, "equipment.interval"),
        ({"name": "Other", "plan": "not-required"}, "equipment.plan-reason"),
        ({"name": "Other", "owner_id": uuid.uuid4()}, "person.not-found"),
        ({"name": "Other", "live_until": date(2000, 1, 1)}, "equipment.ends-before-it-starts"),
    ],
)
def test_instruments_that_make_no_sense_are_refused(context: Context, values: dict[str, Any], code: str) -> None:
    _gauge(context)
    with pytest.raises(Refusal) as caught:
        add_equipment(context, **values)
    assert caught.value.code == code


def test_somebody_elses_change_is_not_overwritten(context: Context) -> None:
    gauge = _gauge(context)
    change_equipment(context, gauge.id, version=1, location="Bench")
    with pytest.raises(Conflict):
        change_equipment(context, gauge.id, version=1, location="Shelf")
    with pytest.raises(NotFound):
        change_equipment(context, uuid.uuid4(), version=1, location="Shelf")


def test_a_calibration_holds_until_it_is_due_and_reminds_its_owner(context: Context) -> None:
    person = add_person(context, name="Olga Owner")
    gauge = _gauge(context, interval_days=100, owner_id=person.id)
    record_calibration(context, gauge.id, _told(context, -10, next_due=_day(context, 300)))
    (claim,) = _standing("measuring-equipment.calibrated", gauge.id)
    assert (claim.valid_from, claim.valid_until) == (_day(context, -10), _day(context, 90))
    duty = Duty.objects.get(natural_key=f"calibration|{gauge.id}")
    assert (duty.state, duty.person_id, duty.due_on) == ("open", person.id, _day(context, 90))
    assert _standing("measuring-equipment.status-known", gauge.id)
    assert not due_until(equipment(context), context.today, None).exists()
    assert due_until(equipment(context), _day(context, 90), None).exists()
    assert due_until(equipment(context), context.today, 10).exists()


def test_without_traceability_it_is_kept_and_shows_nothing(context: Context) -> None:
    gauge = _gauge(context)
    made = record_calibration(context, gauge.id, _told(context, traceable_to=" "))
    gauge.refresh_from_db()
    assert (made.result, gauge.last_on, gauge.due_on) == ("within-limits", None, None)
    assert not _standing("measuring-equipment.calibrated", gauge.id)


def test_quarantine_in_time_takes_it_out_and_putting_it_back_needs_a_good_calibration(context: Context) -> None:
    gauge = _gauge(context)
    record_calibration(context, gauge.id, _told(context, -100, next_due=_day(context, -5)))
    set_aside(context, gauge.id, because="Waits for the laboratory", on=_day(context, -5))
    assert not _standing(UNPROVEN, gauge.id)
    assert Subject.objects.get(ref=str(gauge.id), superseded_at=None).live_until == _day(context, -5)
    with pytest.raises(Refusal) as caught:
        put_back(context, gauge.id, because="We need it")
    assert caught.value.code == "equipment.due"
    with pytest.raises(Refusal) as caught:
        set_aside(context, gauge.id, because="Again")
    assert caught.value.code == "equipment.set-aside-already"
    record_calibration(context, gauge.id, _told(context, -1))
    put_back(context, gauge.id, because="Calibrated")
    assert Subject.objects.get(ref=str(gauge.id), superseded_at=None).live_until is None
    assert not _standing(UNPROVEN, gauge.id)


def test_found_wrong_asks_what_was_measured_until_somebody_settled_it(context: Context) -> None:
    gauge = _gauge(context)
    record_calibration(context, gauge.id, _told(context, -200))
    wrong = record_calibration(context, gauge.id, _told(context, -3, found="outside"))
    (claim,) = _standing(UNFIT, gauge.id)
    assert (claim.valid_from, claim.valid_until, claim.stance) == (_day(context, -3), None, -1)
    assert claim.facets == {"statement": _day(context, -200).isoformat()}
    assess_impact(context, gauge.id, Looked("Final tests", "open", calibration=wrong.id))
    assert _standing(UNFIT, gauge.id)[0].valid_until is None
    for looked, code in (
        (Looked(" ", "no-effect"), "impact.looked-at-missing"),
        (Looked("All", "fine"), "impact.outcome"),
        (Looked("All", "acted-on"), "impact.done-missing"),
        (Looked("All", "no-effect", on=_day(context, 1)), "impact.in-the-future"),
        (Looked("All", "no-effect", on=_day(context, -4), calibration=wrong.id), "impact.before-it-was-found"),
    ):
        with pytest.raises(Refusal) as caught:
            assess_impact(context, gauge.id, looked)
        assert caught.value.code == code
    assess_impact(context, gauge.id, Looked("Final tests", "acted-on", "Tested again", calibration=wrong.id))
    assert not _standing(UNFIT, gauge.id)
    assert not reconcile_all(context)


def test_out_of_tolerance_and_in_use_is_contrary_and_cannot_be_put_back(context: Context) -> None:
    gauge = _gauge(context)
    record_calibration(context, gauge.id, _told(context, -5, left="outside", found="outside"))
    assert _standing(UNPROVEN, gauge.id)[0].facets == {"why": "unfit"}
    set_aside(context, gauge.id, because="Out of tolerance")
    with pytest.raises(Refusal) as caught:
        put_back(context, gauge.id, because="We need it")
    assert caught.value.code == "equipment.out-of-tolerance"
    assert not reconcile_all(context)


def test_what_is_taken_back_counts_for_nothing(context: Context) -> None:
    gauge = _gauge(context)
    made = record_calibration(context, gauge.id, _told(context))
    withdraw_calibration(context, made.id, because="Another gauge's certificate")
    assert not _standing("measuring-equipment.calibrated", gauge.id)
    gauge.refresh_from_db()
    assert (gauge.last_on, gauge.last_result) == (None, "")
    with pytest.raises(Refusal):
        withdraw_calibration(context, made.id, because="Again")


def test_a_sheet_is_written_whole_or_not_at_all(context: Context) -> None:
    with pytest.raises(Refusal):
        write_equipment(context, [SheetRow({"name": "One"}), SheetRow({"name": " "})])
    with pytest.raises(Refusal):
        write_assets(context, [SheetRow({"name": "One"}), SheetRow({"name": "Two", "kind": "thing"})])
    assert (Equipment.objects.count(), Asset.objects.count()) == (0, 0)


def test_an_owner_who_leaves_leaves_a_gap_until_it_is_handed_over(context: Context) -> None:
    ada, bo = add_person(context, name="Ada"), add_person(context, name="Bo")
    asset = add_asset(context, name="Server", kind="hardware", owner_id=ada.id)
    assert _standing("asset.inventoried", asset.id)
    assert not _standing("asset.without-owner", asset.id)
    change_person(context, ada.id, version=ada.version, live_until=_day(context, 5))
    (claim,) = _standing("asset.without-owner", asset.id)
    assert (claim.valid_from, claim.facets) == (_day(context, 5), {"why": "owner-left"})
    change_asset(context, asset.id, version=1, owner_id=bo.id)
    assert not _standing("asset.without-owner", asset.id)
    assert not reconcile_all(context)


def test_an_owner_who_comes_back_is_an_owner_again(context: Context) -> None:
    ada = add_person(context, name="Ada")
    asset = add_asset(context, name="Server", owner_id=ada.id)
    ada = change_person(context, ada.id, version=ada.version, live_until=_day(context, 5))
    change_person(context, ada.id, version=ada.version, live_until=None)
    assert not _standing("asset.without-owner", asset.id)
    assert not reconcile_all(context)


def test_hardware_goes_only_with_method_and_proof(context: Context) -> None:
    asset = add_asset(context, name="Server", kind="hardware")
    for more, code in (
        ({}, "asset.method"),
        ({"method": "shredded"}, "asset.proof"),
        ({"method": "x"}, "asset.method"),
    ):
        with pytest.raises(Refusal) as caught:
            end_asset(context, asset.id, how="disposed", **more)
        assert caught.value.code == code
    end_asset(context, asset.id, how="disposed", method="shredded", proof="SN 4711")
    (claim,) = _standing("equipment.disposed", asset.id)
    assert claim.facets == {"method": "shredded", "destination": "scrapped"}


def test_a_level_that_somebody_else_entered_is_declared_only(context: Context) -> None:
    ada = add_person(context, name="Ada")
    asset = add_asset(context, name="Drawings", kind="information", classification="secret", owner_id=ada.id)
    assert [claim.grade for claim in _standing("information.classified", asset.id)] == ["declared"]
    nobody = add_asset(context, name="Files", kind="information", classification="secret")
    assert not _standing("information.classified", nobody.id)
