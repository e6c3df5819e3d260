"""Populations in the ledger: who was touched is looked at again, and a look at everybody finds nothing more to do."""

from datetime import UTC, date, datetime

import pytest
from tests.organization.people import founded

from clauseway.evidence.ledger import KEYS_AT_ONCE, reconcile_population
from clauseway.evidence.models import Subject
from clauseway.kernel.context import Context
from clauseway.kernel.registry import touched_populations
from clauseway.kernel.work import touch, touch_subject, unit_of_work
from clauseway.organization.models import Person
from clauseway.organization.operations import add_person, change_person
from clauseway.resources.models import Supplier
from clauseway.resources.operations.suppliers import add_supplier, join_suppliers

LEFT = date(2026, 6, 1)


@pytest.fixture
def context() -> Context:
    return founded("Works", "lead@works.test", datetime(2026, 5, 1, 9, 0, tzinfo=UTC))


def ends() -> dict[str, date | None]:
    return dict(Subject.objects.filter(kind="person", superseded_at=None).values_list("ref", "live_until"))


@pytest.mark.parametrize(
    ("touched", "populations"),
    [
        (set(), {}),
        ({("document", "7")}, {}),
        ({("population", "site")}, {"site": None}),
        ({("population", "site|1"), ("population", "site|2")}, {"site": {"1", "2"}}),
        ({("population", "site|1"), ("population", "site")}, {"site": None}),
        ({("population", "site|1"), ("population", "person|1")}, {"site": {"1"}, "person": {"1"}}),
    ],
    ids=["nothing", "a key of a source", "everybody", "two members", "one and everybody", "two populations"],
)
def test_what_an_operation_touched(touched: set[tuple[str, str]], populations: dict[str, set[str] | None]) -> None:
    assert touched_populations(frozenset(touched)) == populations


@pytest.mark.django_db
def test_only_who_was_touched_is_compared_and_everybody_by_night(context: Context) -> None:
    """A row written past the operations waits for the night; then there is nothing left to do."""
    one, other = (add_person(context, name=name) for name in ("Ada", "Bo"))
    Person.objects.filter(id=other.id).update(live_until=LEFT)
    change_person(context, one.id, version=one.version, live_until=LEFT)
    assert ends()[str(one.id)] == LEFT
    assert ends()[str(other.id)] is None
    assert reconcile_population(context, "person") == {("subjects", "person")}
    assert ends()[str(other.id)] == LEFT
    assert reconcile_population(context, "person") == set()


@pytest.mark.django_db
@pytest.mark.parametrize("everybody", [True, False], ids=["the whole population", "very many members"])
def test_many_at_once_are_compared_like_everybody(context: Context, everybody: bool) -> None:
    person = add_person(context, name="Ada")
    Person.objects.filter(id=person.id).update(live_until=LEFT)
    with unit_of_work(context):
        if everybody:
            touch("population", "person")
        else:
            for number in range(KEYS_AT_ONCE + 1):
                touch_subject("person", number)
    assert ends()[str(person.id)] == LEFT


@pytest.mark.django_db
def test_a_member_that_is_no_more_leaves_the_population(context: Context) -> None:
    kept = add_supplier(context, name="Steel")
    gone = Supplier.objects.create(
        organization_id=context.organization, name="Steel Ltd", fold="steel ltd", live_from=LEFT, registered=False
    )
    Subject.objects.create(
        organization_id=context.organization,
        kind="supplier",
        ref=str(gone.id),
        name=gone.name,
        fold=gone.fold,
        live_from=LEFT,
        origin="suppliers",
    )
    join_suppliers(context, gone.id, into=kept.id)
    current = Subject.objects.filter(kind="supplier", superseded_at=None)
    assert list(current.values_list("ref", flat=True)) == [str(kept.id)]
    assert reconcile_population(context, "supplier") == set()
