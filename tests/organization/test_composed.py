"""Querysets composed once: they give what the queryset gives, for other values and another organization, too."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import DateField, IntegerField, QuerySet, Value
from django.test.utils import CaptureQueriesContext
from tests.organization.people import account, founded

from clauseway.kernel.composed import Composed
from clauseway.kernel.context import Context, enter
from clauseway.organization.models import Person

pytestmark = pytest.mark.django_db


def people(given: Callable[..., Any], order: str = "name") -> QuerySet[Person]:
    rows = Person.objects.filter(unit="Sales", live_from__lte=given("day", DateField()))
    return rows.select_related("user").order_by(order)


@pytest.fixture
def context() -> Context:
    context = founded("Works", "lead@works.test")
    user = account("bo@works.test")
    for number, (name, since) in enumerate((("Ada", 2020), ("Bo", 2021), ("Cy", 2022), ("Di", 2030))):
        Person.objects.create(
            organization_id=context.organization,
            name=name,
            fold=name.lower(),
            unit="Sales",
            user=user if number == 1 else None,
            live_from=date(since, 1, 1),
        )
    return context


def test_rows_are_the_querysets_for_every_value(context: Context) -> None:
    composed = Composed(people)
    for year, names in ((2020, ["Ada"]), (2021, ["Ada", "Bo"]), (2026, ["Ada", "Bo", "Cy"])):
        found = composed.rows(day=date(year, 6, 1))
        assert [person.name for person in found] == names
        assert all(isinstance(person, Person) for person in found)


def test_what_is_joined_is_there_without_another_statement(context: Context) -> None:
    composed = Composed(people)
    composed.rows(day=date(2026, 1, 1))
    with CaptureQueriesContext(connection) as caught:
        users = [person.user.email if person.user else None for person in composed.rows(day=date(2026, 1, 1))]
    assert users == [None, "bo@works.test", None]
    assert len(caught.captured_queries) == 1


def test_each_shape_is_a_statement_of_its_own(context: Context) -> None:
    composed = Composed(people)
    assert [p.name for p in composed.rows("-name", day=date(2026, 1, 1))] == ["Cy", "Bo", "Ada"]
    assert [p.name for p in composed.rows("name", day=date(2026, 1, 1))] == ["Ada", "Bo", "Cy"]


@pytest.mark.parametrize(("start", "end", "names"), [(0, 2, ["Ada", "Bo"]), (2, 4, ["Cy"]), (4, 6, [])])
def test_a_page_and_its_count(context: Context, start: int, end: int, names: list[str]) -> None:
    composed = Composed(people)
    assert [p.name for p in composed.page(start, end, "name", day=date(2026, 1, 1))] == names
    assert composed.count("name", day=date(2026, 1, 1)) == 3
    assert composed.count("name", day=date(1999, 1, 1)) == 0


def test_named_fields_of_joined_rows(context: Context) -> None:
    composed = Composed(people, ("name", "user__email"))
    told = [(row.name, row.user__email) for row in composed.page(0, 50, "name", day=date(2026, 1, 1))]
    assert told == [("Ada", None), ("Bo", "bo@works.test"), ("Cy", None)]
    assert composed.count("name", day=date(2026, 1, 1)) == 3


def test_another_organization_reads_its_own(context: Context) -> None:
    composed = Composed(people)
    assert len(composed.rows(day=date(2026, 1, 1))) == 3
    enter(founded("Other", "lead@other.test"))
    assert composed.rows(day=date(2026, 1, 1)) == []


def test_a_value_that_was_not_given_is_an_error(context: Context) -> None:
    with pytest.raises(KeyError, match="day"):
        Composed(people).rows()


def test_statements_beyond_the_bound_are_composed_again(context: Context) -> None:
    composed = Composed(people)
    for end in range(1, 80):
        assert len(composed.page(0, end, "name", day=date(2026, 1, 1))) == min(end, 3)
    assert len(composed._known) < 70


def test_rows_are_read_with_the_connection_of_the_thread_that_asks(context: Context) -> None:
    seen: list[Any] = []

    class Telling(IntegerField):
        def from_db_value(self, value: Any, _expression: Any, using: Any) -> Any:
            seen.append(using)
            return value

    composed = Composed(lambda given: people(given).annotate(told=Value(7, Telling())))

    def first() -> list[Person]:
        try:
            return composed.rows(day=date(2026, 1, 1))
        finally:
            connections[DEFAULT_DB_ALIAS].close()

    with ThreadPoolExecutor(1) as other:
        assert other.submit(first).result() == []
    assert len(composed.rows(day=date(2026, 1, 1))) == 3
    assert seen
    assert all(using is connections[DEFAULT_DB_ALIAS] for using in seen)
