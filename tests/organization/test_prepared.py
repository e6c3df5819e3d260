"""Statements that are planned once a connection are statements like any other."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from clauseway.kernel.prepared import prepared_cursor

pytestmark = pytest.mark.django_db


def asked(number: int) -> int:
    with prepared_cursor() as cursor:
        cursor.execute("SELECT %(number)s::int + 1", {"number": number})
        return cursor.fetchone()[0]


def test_it_is_planned_once_and_takes_new_values_each_time() -> None:
    """The second time only the values travel."""
    assert [asked(1), asked(2), asked(30)] == [2, 3, 31]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT $1::int + 1'")
        assert cursor.fetchone()[0] == 1


def test_it_is_counted_and_logged() -> None:
    """Ratchets of statements see it."""
    asked(1)
    with CaptureQueriesContext(connection) as captured:
        asked(1)
    assert [query["sql"] for query in captured.captured_queries] in (["SELECT $1::int + 1"], ["SELECT 1::int + 1"])


def test_its_failure_is_a_database_error() -> None:
    """Django's own, so that a transaction knows that it is broken; afterwards the cursor works again."""
    with pytest.raises(DatabaseError), transaction.atomic(), prepared_cursor() as cursor:
        cursor.execute("SELECT 1 / %(zero)s::int", {"zero": 0})
    assert asked(1) == 2


def test_it_sees_only_the_organization_in_the_context() -> None:
    """The policies are asked when it runs, not when it was planned."""
    seen = []
    for organization in (uuid.uuid4(), uuid.uuid4()):
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.organization', %s, true)", [str(organization)])
        with prepared_cursor() as cursor:
            cursor.execute(
                "SELECT clauseway_organization(), count(*) FROM organization_site WHERE %(any)s::int = 1", {"any": 1}
            )
            seen.append(cursor.fetchone()[0] == organization)
    assert seen == [True, True]
