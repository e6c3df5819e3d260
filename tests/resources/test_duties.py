"""Duties that follow from suppliers and instruments: when they open, move and close, also when the organization changes its rhythm."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from clauseway.actions.models import Duty
from clauseway.evidence.operations import Fact, file_record
from clauseway.kernel.context import Context, enter
from clauseway.organization.models import User
from clauseway.organization.operations import add_person, create_organization
from clauseway.resources.models import Supplier
from clauseway.resources.operations.calibrations import Certificate, record_calibration
from clauseway.resources.operations.equipment import add_equipment, change_equipment, put_back, set_aside
from clauseway.resources.operations.evaluations import Judged, evaluate_supplier, set_criteria, withdraw_evaluation
from clauseway.resources.operations.purchases import bought, take_purchases
from clauseway.resources.operations.suppliers import (
    Held,
    add_certificate,
    add_supplier,
    change_supplier,
    provide,
    withdraw_certificate,
)
from clauseway.rules.suppliers import Criteria, Criterion
from clauseway.systems.models import System
from clauseway.systems.operations import create_system, set_rhythm

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    user = User.objects.create_user("lead@example.test", "a long password 1", name="Lena Lead")
    outside = Context(None, user.id)
    enter(outside)
    _organization, inside = create_organization(outside, name="Scratch", founder=user)
    enter(inside)
    return inside


@pytest.fixture
def system(context: Context) -> System:
    return create_system(context, name="Quality")


@pytest.fixture
def owner(context: Context) -> uuid.UUID:
    return add_person(context, name="Olga Owner").id


def _day(context: Context, offset: int = 0) -> date:
    return context.today + timedelta(days=offset)


def _duty(kind: str, reference: uuid.UUID) -> tuple[str, date | None] | None:
    row = Duty.objects.filter(kind=kind, reference=str(reference)).order_by("opened_at").last()
    return (row.state, row.due_on) if row else None


def _supplier(context: Context, owner: uuid.UUID | None, **more: Any) -> Supplier:
    return add_supplier(context, name="Metaal", owner_id=owner, live_from=_day(context, -400), **more)


def _evaluate(context: Context, supplier: Supplier, on: int = -100, result: str = "approved", **more: Any) -> uuid.UUID:
    mark = {"approved": 4, "conditional": 2, "rejected": 0}[result]
    told = Judged(on=_day(context, on), marks={"quality": mark}, result=result, **more)
    return evaluate_supplier(context, supplier.id, told).id


def _criteria(context: Context) -> None:
    set_criteria(context, Criteria((Criterion("quality", "Quality"),), 70, 40), on=_day(context, -100))


def test_a_supplier_with_an_owner_asks_for_its_first_evaluation_and_then_for_the_next(
    context: Context, system: System, owner: uuid.UUID
) -> None:
    _criteria(context)
    set_rhythm(context, system.id, name="supplier-evaluation", days=365)
    supplier = _supplier(context, owner)
    assert _duty("supplier-evaluation", supplier.id) == ("open", _day(context, -400))
    made = _evaluate(context, supplier)
    assert _duty("supplier-evaluation", supplier.id) == ("open", _day(context, 265))
    withdraw_evaluation(context, made, because="Another supplier was meant")
    assert _duty("supplier-evaluation", supplier.id) == ("open", _day(context, -400))


def test_a_changed_rhythm_moves_the_open_duty(context: Context, system: System, owner: uuid.UUID) -> None:
    _criteria(context)
    supplier = _supplier(context, owner)
    _evaluate(context, supplier)
    assert _duty("supplier-evaluation", supplier.id) == ("done", _day(context, -400))
    set_rhythm(context, system.id, name="supplier-evaluation", days=365)
    assert _duty("supplier-evaluation", supplier.id) == ("open", _day(context, 265))
    set_rhythm(context, system.id, name="supplier-evaluation", days=90)
    assert _duty("supplier-evaluation", supplier.id) == ("open", _day(context, -10))


def test_nobody_is_asked_about_a_supplier_without_owner_ended_or_only_in_purchases(
    context: Context, owner: uuid.UUID
) -> None:
    take_purchases(context, [bought("PO-1", "Metaal", context.today)])
    supplier = Supplier.objects.get()
    assert _duty("supplier-evaluation", supplier.id) is None
    change_supplier(context, supplier.id, version=1)
    assert _duty("supplier-evaluation", supplier.id) is None
    change_supplier(context, supplier.id, version=2, owner_id=owner)
    assert _duty("supplier-evaluation", supplier.id) == ("open", context.today)
    change_supplier(context, supplier.id, version=3, live_until=context.today)
    assert _duty("supplier-evaluation", supplier.id) == ("dropped", context.today)


def test_a_rejected_supplier_and_one_whose_conditions_end_are_due_without_any_rhythm(
    context: Context, owner: uuid.UUID
) -> None:
    _criteria(context)
    supplier = _supplier(context, owner)
    _evaluate(context, supplier, -20, "conditional", conditions="Watch", conditions_until=_day(context, 40))
    assert _duty("supplier-evaluation", supplier.id) == ("open", _day(context, 40))
    _evaluate(context, supplier, -5, "rejected")
    assert _duty("supplier-evaluation", supplier.id) == ("open", _day(context, -5))


def test_a_record_that_somebody_filed_counts_like_an_evaluation(
    context: Context, system: System, owner: uuid.UUID
) -> None:
    set_rhythm(context, system.id, name="supplier-evaluation", days=365)
    supplier = _supplier(context, owner)
    fact = Fact(
        "supplier.evaluated", on=_day(context, -30), subject_ref=str(supplier.id), facets={"result": "approved"}
    )
    file_record(context, fact)
    assert _duty("supplier-evaluation", supplier.id) == ("open", _day(context, 335))


def test_a_certificate_is_asked_for_a_month_before_it_ends_until_a_longer_one_covers_the_same(
    context: Context, owner: uuid.UUID
) -> None:
    supplier = _supplier(context, owner)
    provide(context, supplier.id, category="machining")
    held = Held("ISO 9001", "Machining of parts", ("machining",), _day(context, -300), _day(context, 60))
    add_certificate(context, supplier.id, held)
    assert _duty("supplier-certificate", supplier.id) == ("open", _day(context, 30))
    other = Held("ISO 9001", "Warehousing", (), _day(context, 0), _day(context, 900))
    add_certificate(context, supplier.id, other)
    assert _duty("supplier-certificate", supplier.id) == ("open", _day(context, 30))
    longer = Held("ISO 9001", "Machining of parts", ("machining",), _day(context, 0), _day(context, 1000))
    made = add_certificate(context, supplier.id, longer)
    states = list(Duty.objects.filter(kind="supplier-certificate").order_by("due_on").values_list("state", flat=True))
    assert states == ["done", "open"]
    withdraw_certificate(context, made.id, on=context.today, because="Suspended")
    states = list(Duty.objects.filter(kind="supplier-certificate").order_by("due_on").values_list("state", flat=True))
    assert states == ["open", "done"]


def test_an_instrument_asks_to_be_calibrated_by_its_certificate_and_the_rhythm(
    context: Context, system: System, owner: uuid.UUID
) -> None:
    gauge = add_equipment(context, name="Gauge", identifier="G-1", owner_id=owner, live_from=_day(context, -400))
    assert _duty("calibration", gauge.id) == ("open", _day(context, -400))
    good = Certificate(_day(context, -10), "within", "within", "National standard")
    record_calibration(context, gauge.id, good)
    assert _duty("calibration", gauge.id) == ("done", _day(context, -400))
    set_rhythm(context, system.id, name="calibration", days=100)
    assert _duty("calibration", gauge.id) == ("open", _day(context, 90))
    set_rhythm(context, system.id, name="calibration", days=30)
    assert _duty("calibration", gauge.id) == ("open", _day(context, 20))
    change_equipment(context, gauge.id, version=1, interval_days=15)
    set_aside(context, gauge.id, because="Waits for the laboratory")
    assert _duty("calibration", gauge.id) == ("done", _day(context, 20))
    put_back(context, gauge.id, because="Used again")
    assert _duty("calibration", gauge.id) is not None
    wrong = Certificate(_day(context, -1), "outside", "outside", "National standard")
    record_calibration(context, gauge.id, wrong)
    assert _duty("calibration", gauge.id) == ("open", _day(context, -1))
    change_equipment(context, gauge.id, version=2, plan="not-required", plan_reason="Only for a rough look")
    assert _duty("calibration", gauge.id) == ("done", _day(context, -1))
