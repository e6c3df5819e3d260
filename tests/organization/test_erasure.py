"""Personal erasure: the name is gone everywhere the database keeps it, and the sealed trail still verifies."""

import os

import psycopg
import pytest
from django.db import connections
from psycopg.conninfo import conninfo_to_dict

from clauseway.evidence.ledger import reconcile_all
from clauseway.kernel.context import Context, within
from clauseway.kernel.refusals import Forbidden, Refusal
from clauseway.organization import seals
from clauseway.organization.erasure import ERASED, erase_person
from clauseway.organization.invitations import invite
from clauseway.organization.links import make_link
from clauseway.organization.models import AccessLink, Person
from clauseway.organization.operations import add_person, change_person
from clauseway.organization.queries import search

from .people import NOW, founded

pytestmark = pytest.mark.django_db(transaction=True)
SECRETS = ("Brünhilde Musterfrau", "brunhilde musterfrau", "bruenhilde@sealed.test", "Chief Tuner", "Tuning Hall")


def everything_stored() -> str:
    """Every row of every table, read past row-level security."""
    address = conninfo_to_dict(os.environ["DATABASE_BACKUP_URL"])
    address["dbname"] = connections["default"].settings_dict["NAME"]
    told = []
    with psycopg.connect(**address) as reading:  # type: ignore[arg-type]
        tables = reading.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'catalogue_%'"
            " AND tablename NOT LIKE 'procrastinate_%'"
        ).fetchall()
        for (table,) in tables:
            told += [row[0] for row in reading.execute(f'SELECT t::text FROM "{table}" t').fetchall()]
    return "\n".join(told)


@pytest.fixture
def context() -> Context:
    return founded("Sealed", "lead@sealed.test")


@pytest.fixture
def leaver(context: Context) -> Person:
    person = add_person(context, name=SECRETS[0], email=SECRETS[2], job=SECRETS[3], unit=SECRETS[4])
    invite(context, email=SECRETS[2], role="employee")
    make_link(context, scope="questions", reference="r", person=person.id)
    return change_person(context, person.id, version=1, live_until=NOW.date())


def seal(context: Context) -> None:
    horizon = seals.settled_horizon(5)
    assert horizon is not None
    seals.seal(context, horizon)


def test_nothing_that_names_the_person_stays(context: Context, leaver: Person) -> None:
    assert all(secret in everything_stored() for secret in SECRETS)
    erase_person(context, leaver.id)
    kept = everything_stored()
    assert [secret for secret in SECRETS if secret in kept] == []


def test_the_seals_made_before_still_verify(context: Context, leaver: Person) -> None:
    seal(context)
    erase_person(context, leaver.id)
    seal(context)
    with within(context):
        assert seals.verify(context).problems == ()


def test_the_person_stays_as_a_reference_without_access(context: Context, leaver: Person) -> None:
    erase_person(context, leaver.id)
    with within(context):
        found = Person.objects.get(id=leaver.id)
        assert (found.name, found.salt, found.user_id) == (ERASED, None, None)
        assert search(context, "brünhilde") == []
        assert not AccessLink.objects.filter(revoked_at=None).exists()
        assert reconcile_all(context) == frozenset()


def test_somebody_who_works_here_is_not_erased(context: Context) -> None:
    person = add_person(context, name="Still Here")
    with pytest.raises(Refusal) as refusal:
        erase_person(context, person.id)
    assert refusal.value.code == "person.still-here"


def test_erasing_twice_and_without_the_right_is_refused(context: Context, leaver: Person) -> None:
    with pytest.raises(Forbidden):
        erase_person(Context(context.organization, None, None, frozenset({"employee"}), NOW), leaver.id)
    erase_person(context, leaver.id)
    with pytest.raises(Refusal) as refusal:
        erase_person(context, leaver.id)
    assert refusal.value.code == "person.erased"
