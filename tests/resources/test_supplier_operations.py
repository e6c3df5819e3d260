"""Suppliers and purchases: who may, what is refused, what follows, and that a full reconcile finds nothing to do."""

import dataclasses
import uuid
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from clauseway.evidence.ledger import reconcile_all
from clauseway.evidence.models import Claim, ClaimEnd, Subject
from clauseway.kernel.context import Context, enter
from clauseway.kernel.refusals import Conflict, Forbidden, NotFound, Refusal
from clauseway.organization.models import User
from clauseway.organization.operations import create_organization
from clauseway.resources.models import Provision, Purchase, Supplier, SupplierReview
from clauseway.resources.operations.evaluations import (
    Judged,
    Limits,
    evaluate_supplier,
    examine_evaluation,
    review_performance,
    set_criteria,
    settle_purchases,
    withdraw_evaluation,
)
from clauseway.resources.operations.purchases import Bought, bought, change_purchase, take_purchases
from clauseway.resources.operations.questionnaires import answer_questionnaire, ask_supplier
from clauseway.resources.operations.sheets import SheetRow
from clauseway.resources.operations.suppliers import (
    Held,
    add_certificate,
    add_supplier,
    change_supplier,
    join_suppliers,
    provide,
    stop_providing,
    withdraw_certificate,
    write_suppliers,
)
from clauseway.rules.suppliers import CERTIFICATE, Criteria, Criterion

pytestmark = pytest.mark.django_db
CRITERIA = Criteria((Criterion("quality", "Quality"), Criterion("certified", "Certified", 1, CERTIFICATE)), 70, 40)


@pytest.fixture
def context() -> Context:
    user = User.objects.create_user("lead@example.test", "a long password 1", name="Lena Lead")
    outside = Context(None, user.id)
    enter(outside)
    _organization, inside = create_organization(outside, name="Scratch", founder=user)
    enter(inside)
    return inside


def _day(context: Context, offset: int = 0) -> date:
    return context.today + timedelta(days=offset)


def _held(context: Context, *covers: str, until: int = 300) -> Held:
    return Held("ISO 9001:2015", "As on the paper", covers, _day(context, -30), _day(context, until))


def _judged(context: Context, **more: Any) -> Judged:
    return Judged(
        **{"on": context.today, "marks": {"quality": 4}, "result": "conditional", "conditions": "Watch", **more}
    )


def _standing(kind: str, supplier: uuid.UUID) -> list[Claim]:
    ended = ClaimEnd.objects.values("claim_id")
    return list(Claim.objects.filter(kind=kind, subject_ref=str(supplier)).exclude(id__in=ended))


def test_who_may_only_read_changes_nothing(context: Context) -> None:
    supplier = add_supplier(context, name="Metaal")
    reader = dataclasses.replace(context, roles=frozenset({"employee"}))
    for act in (
        lambda: add_supplier(reader, name="Hout"),
        lambda: change_supplier(reader, supplier.id, version=1, name="Hout"),
        lambda: provide(reader, supplier.id, category="Parts"),
        lambda: add_certificate(reader, supplier.id, _held(context)),
        lambda: set_criteria(reader, CRITERIA),
        lambda: evaluate_supplier(reader, supplier.id, _judged(context)),
        lambda: review_performance(reader, supplier.id, period_from=_day(context, -9), result="below"),
        lambda: settle_purchases(reader, supplier.id, reason="x"),
        lambda: take_purchases(reader, [bought("1", "Metaal", context.today)]),
        lambda: ask_supplier(reader, supplier.id, title="x", questions=["y"]),
    ):
        with pytest.raises(Forbidden):
            act()
    enter(context)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": " "}, "supplier.name-missing"),
        ({"name": "METAAL"}, "supplier.exists"),
        ({"name": "Hout", "number": "4711"}, "supplier.number-taken"),
        ({"name": "Hout", "criticality": "huge"}, "supplier.criticality"),
        ({"name": "Hout", "live_until": date(2001, 1, 1)}, "supplier.ends-before-it-starts"),
        ({"name": "Hout", "owner_id": uuid.uuid4()}, "person.not-found"),
    ],
)
def test_a_supplier_that_makes_no_sense_is_refused(context: Context, values: dict[str, Any], code: str) -> None:
    add_supplier(context, name="Metaal", number="4711")
    with pytest.raises(Refusal) as refused:
        add_supplier(context, **values)
    assert refused.value.code == code
    assert refused.value.field


def test_two_people_at_once_is_a_conflict(context: Context) -> None:
    supplier = add_supplier(context, name="Metaal")
    change_supplier(context, supplier.id, version=1, criticality="high")
    with pytest.raises(Conflict):
        change_supplier(context, supplier.id, version=1, criticality="low")
    with pytest.raises(NotFound):
        change_supplier(context, uuid.uuid4(), version=1)


def test_a_sheet_is_all_or_nothing(context: Context) -> None:
    with pytest.raises(Refusal):
        write_suppliers(context, [SheetRow({"name": "Metaal"}), SheetRow({"name": "metaal"})])
    assert not Supplier.objects.exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"standard": ""}, "certificate.standard-missing"),
        ({"scope": " "}, "certificate.scope-missing"),
        ({"covers": ("Machining",)}, "certificate.covers-unknown"),
        ({"valid_until": date(2001, 1, 1)}, "certificate.ends-before-it-starts"),
        ({"item": uuid.uuid4()}, "item.not-found"),
    ],
)
def test_a_certificate_that_makes_no_sense_is_refused(context: Context, changes: dict[str, Any], code: str) -> None:
    supplier = add_supplier(context, name="Metaal")
    with pytest.raises(Refusal) as refused:
        add_certificate(context, supplier.id, dataclasses.replace(_held(context), **changes))
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"on": date(2999, 1, 1)}, "evaluation.in-the-future"),
        ({"on": date(2001, 1, 1)}, "evaluation.no-criteria"),
        ({"marks": {}}, "evaluation.mark-missing"),
        ({"marks": {"quality": 5}}, "evaluation.mark"),
        ({"result": "splendid"}, "evaluation.result"),
        ({"result": "approved"}, "evaluation.better-than-criteria"),
        ({"conditions": ""}, "evaluation.conditions-missing"),
        ({"conditions_until": date(2001, 1, 1)}, "evaluation.conditions-end"),
        ({"result": "rejected"}, "evaluation.reason-missing"),
        ({"categories": ("Machining",)}, "evaluation.category-unknown"),
        ({"purpose": "security"}, "evaluation.no-criteria"),
    ],
)
def test_an_evaluation_that_says_too_much_is_refused(context: Context, changes: dict[str, Any], code: str) -> None:
    set_criteria(context, CRITERIA)
    supplier = add_supplier(context, name="Metaal")
    with pytest.raises(Refusal) as refused:
        evaluate_supplier(context, supplier.id, _judged(context, **changes))
    assert refused.value.code == code
    evaluate_supplier(context, supplier.id, _judged(context))


def test_nobody_cannot_evaluate(context: Context) -> None:
    set_criteria(context, CRITERIA)
    supplier = add_supplier(context, name="Metaal")
    nobody = dataclasses.replace(context, person=None)
    with pytest.raises(Forbidden):
        evaluate_supplier(nobody, supplier.id, _judged(context))
    enter(context)


def test_a_certificate_counts_for_its_scope_and_its_end_ends_what_rests_on_it(context: Context) -> None:
    set_criteria(context, CRITERIA)
    supplier = add_supplier(context, name="Metaal")
    provide(context, supplier.id, category="Machining")
    provide(context, supplier.id, category="Warehousing")
    paper = add_certificate(context, supplier.id, _held(context, "Warehousing", until=50))
    both = evaluate_supplier(context, supplier.id, _judged(context))
    assert (both.percent, both.on_certificates) == (50, False)
    one = _judged(context, categories=("Warehousing",), result="approved", conditions="")
    assert evaluate_supplier(context, supplier.id, one).on_certificates
    assert not _standing("supplier.evaluated", supplier.id), "machining was never looked at by this one"
    stop_providing(context, Provision.objects.get(category="Machining").id)
    (claim,) = _standing("supplier.evaluated", supplier.id)
    assert claim.valid_until == _day(context, 50)
    withdraw_certificate(context, paper.id, on=context.today, because="Suspended")
    assert not _standing("supplier.evaluated", supplier.id)
    assert not reconcile_all(context)


def test_taking_an_evaluation_back_brings_the_one_before_back(context: Context) -> None:
    set_criteria(context, CRITERIA)
    supplier = add_supplier(context, name="Metaal")
    evaluate_supplier(context, supplier.id, _judged(context))
    wrong = evaluate_supplier(context, supplier.id, _judged(context, result="rejected", reason="Mistaken"))
    assert Supplier.objects.get(id=supplier.id).last_result == "rejected"
    withdraw_evaluation(context, wrong.id, because="It was about another firm")
    assert Supplier.objects.get(id=supplier.id).last_result == "conditional"
    (claim,) = _standing("supplier.evaluated", supplier.id)
    assert claim.facets == {"result": "conditional"}
    with pytest.raises(Refusal):
        withdraw_evaluation(context, wrong.id, because="Again")
    assert not reconcile_all(context)


def test_only_somebody_else_examines(context: Context) -> None:
    set_criteria(context, CRITERIA)
    supplier = add_supplier(context, name="Metaal")
    made = evaluate_supplier(context, supplier.id, _judged(context))
    with pytest.raises(Forbidden):
        examine_evaluation(context, made.id)


def test_criteria_cannot_heal_the_past(context: Context) -> None:
    set_criteria(context, CRITERIA, on=_day(context, -10))
    set_criteria(context, dataclasses.replace(CRITERIA, conditional_from=60), on=_day(context, -2))
    with pytest.raises(Refusal) as refused:
        set_criteria(context, CRITERIA, on=_day(context, -5))
    assert refused.value.code == "criteria.before-the-last"
    supplier = add_supplier(context, name="Metaal", live_from=_day(context, -20))
    then = evaluate_supplier(context, supplier.id, _judged(context, on=_day(context, -5)))
    assert then.criteria.conditional_from == 40
    with pytest.raises(Refusal):
        evaluate_supplier(context, supplier.id, _judged(context))


def test_the_same_list_twice_writes_once_and_a_difference_is_a_change(context: Context) -> None:
    add_supplier(context, name="Metaal", number="70001")
    rows = [
        bought("1", "METAAL", context.today, amount=Decimal("10.00")),
        bought("2", "Metaal Nederland", context.today, supplier_number="70001"),
        bought("3", "Hout", context.today),
    ]
    assert take_purchases(context, rows) == (3, 0)
    assert take_purchases(context, rows) == (0, 0)
    assert take_purchases(context, [bought("1", "METAAL", context.today, amount=Decimal("12.00"))]) == (0, 1)
    assert Purchase.objects.filter(supplier__name="Metaal").count() == 2
    assert list(Supplier.objects.filter(registered=False).values_list("name", flat=True)) == ["Hout"]
    assert not reconcile_all(context)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (Bought("", {"supplier_name": "A", "ordered_on": date(2026, 1, 1)}), "purchase.number-missing"),
        (bought("1", " ", date(2026, 1, 1)), "purchase.supplier-missing"),
        (bought("1", "A", date(2999, 1, 1)), "purchase.in-the-future"),
        (bought("1", "A", date(2026, 1, 5), delivered_on=date(2026, 1, 1)), "purchase.delivered"),
        (bought("1", "A", date(2026, 1, 5), inspection="fine"), "purchase.inspection"),
        (bought("1", "A", date(2026, 1, 5), lots_bad=-1), "purchase.count"),
    ],
)
def test_a_purchase_that_makes_no_sense_is_refused_and_nothing_of_its_list_is_written(
    context: Context, row: Bought, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        take_purchases(context, [bought("0", "Good", date(2026, 1, 1)), row])
    assert refused.value.code == code
    assert not Purchase.objects.exists()


def test_who_is_only_in_the_purchases_is_a_member_and_stands_against(context: Context) -> None:
    take_purchases(context, [bought("1", "Hout", _day(context, -9))])
    supplier = Supplier.objects.get()
    member = Subject.objects.get(kind="supplier", superseded_at=None)
    assert (member.ref, member.facets, member.live_from) == (
        str(supplier.id),
        {"known-by": "purchases"},
        _day(context, -9),
    )
    (claim,) = _standing("supplier.used-unapproved", supplier.id)
    assert (claim.stance, claim.valid_from, claim.facets["purchase"]) == (-1, _day(context, -9), "1")
    settle_purchases(context, supplier.id, reason="Measured")
    assert not [c for c in _standing("supplier.used-unapproved", supplier.id) if c.valid_until is None]
    assert not reconcile_all(context)


def test_a_corrected_purchase_moves_to_its_supplier(context: Context) -> None:
    take_purchases(context, [bought("1", "Hout", context.today)])
    row = Purchase.objects.get()
    change_purchase(context, row.id, version=row.version, supplier_name="Metaal")
    with pytest.raises(Conflict):
        change_purchase(context, row.id, version=row.version, supplier_name="Glas")
    names = Subject.objects.filter(kind="supplier", superseded_at=None).values_list("name", flat=True)
    assert list(names) == ["Metaal"], "nobody buys from the other name any more"
    assert not reconcile_all(context)


def test_only_a_stranger_is_joined(context: Context) -> None:
    known = add_supplier(context, name="Metaal")
    take_purchases(context, [bought("1", "Metaal BV", context.today), bought("2", "Hout", context.today)])
    stranger, wood = Supplier.objects.get(name="Metaal BV"), Supplier.objects.get(name="Hout")
    settle_purchases(context, wood.id, reason="Looked at")
    for pair in ((known.id, stranger.id), (known.id, known.id), (wood.id, known.id)):
        with pytest.raises(Refusal):
            join_suppliers(context, pair[0], into=pair[1])
    join_suppliers(context, stranger.id, into=known.id)
    assert Supplier.objects.get(id=known.id).aliases == ["metaal bv"]
    assert not reconcile_all(context)


def test_a_look_at_performance_goes_by_figures_and_limits(context: Context) -> None:
    set_criteria(context, CRITERIA, limits=Limits(late_percent=10), on=_day(context, -90))
    supplier = add_supplier(context, name="Metaal")
    ordered, due = _day(context, -30), _day(context, -20)
    take_purchases(context, [bought("1", "Metaal", ordered, due_on=due, delivered_on=_day(context, -10))])
    since = _day(context, -60)
    with pytest.raises(Refusal) as refused:
        review_performance(context, supplier.id, period_from=since, result="as-agreed", note="Fine")
    assert refused.value.code == "review.limits-broken"
    made = review_performance(context, supplier.id, period_from=since, result="below-and-acted-on", note="Talked")
    assert made.figures == {"deliveries": 1, "late": 1, "lots_bad": 0, "complaints": 0}
    assert made.broken == ["late"]


def test_only_the_link_answers(context: Context) -> None:
    supplier = add_supplier(context, name="Metaal")
    made, token = ask_supplier(context, supplier.id, title="About you", questions=["Who?", " "])
    assert (made.questions, len(token) > 30) == (["Who?"], True)
    with pytest.raises(Forbidden):
        answer_questionnaire(context, {0: "Me"})
    assert not _standing("supplier.evaluated", supplier.id)


def test_the_ledger_files_more_claims_than_one_statement_carries(context: Context) -> None:
    """Four hundred suppliers looked at nine times each: 3,600 claims of one pull."""
    mine = {"organization_id": context.organization}
    known = Supplier.objects.bulk_create(
        Supplier(name=f"Vendor {n}", fold=f"vendor {n}", live_from=_day(context, -900), **mine) for n in range(400)
    )
    looks = (
        SupplierReview(
            supplier_id=one.id,
            on=_day(context, -90 * k - 1),
            period_from=_day(context, -90 * k - 90),
            result="as-agreed",
            **mine,
        )
        for one in known
        for k in range(9)
    )
    SupplierReview.objects.bulk_create(looks, batch_size=1000)
    reconcile_all(context)
    assert Claim.objects.filter(kind="supplier.monitored").count() == 3600
