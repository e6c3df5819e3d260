"""`clauseway createadmin` and the narrow right it gives."""

from contextlib import nullcontext

import pytest
from click.testing import CliRunner, Result

from clauseway.cli import createadmin
from clauseway.kernel.context import Context, enter
from clauseway.organization.models import Person, User
from clauseway.organization.queries import belongings

from .people import account, founded

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough secret 7"


@pytest.fixture(autouse=True)
def _inside(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's own database in place of the installation's."""
    monkeypatch.setattr(createadmin, "application", nullcontext)


def run(*arguments: str, password: str = PASSWORD) -> Result:
    return CliRunner().invoke(createadmin.command, [*arguments, "--password-stdin"], input=password + "\n")


def test_it_makes_an_account_that_can_sign_in() -> None:
    said = run("Boss@Example.test", "--name", "Boss")
    assert said.exit_code == 0, said.output
    user = User.objects.get(email="boss@example.test")
    assert user.check_password(PASSWORD)
    assert (user.is_staff, user.is_superuser, user.name) == (True, True, "Boss")


def test_it_makes_an_organization_with_the_person_as_manager() -> None:
    said = run("boss@example.test", "--organization", "Works")
    user = User.objects.get(email="boss@example.test")
    enter(Context(None, user.id))
    (mine,) = belongings(user.id)
    assert mine.name == "Works"
    assert mine.roles == {"manager", "top-management"}
    assert f"/o/{mine.slug}/" in said.output


def test_an_account_that_is_there_gets_the_new_password_and_the_right() -> None:
    account("boss@example.test", "Boss")
    assert "Changed" in run("boss@example.test").output
    user = User.objects.get(email="boss@example.test")
    assert user.check_password(PASSWORD)
    assert (user.is_superuser, user.name) == (True, "Boss")


@pytest.mark.parametrize(
    ("address", "password", "code"),
    [("no address", PASSWORD, 2), ("a@b.test", "short", 1), ("a@b.test", "password1234", 1)],
    ids=["address", "short", "common"],
)
def test_a_bad_address_or_password_makes_nothing(address: str, password: str, code: int) -> None:
    assert run(address, password=password).exit_code == code
    assert not User.objects.exists()


def test_an_administrator_sees_no_organizations_data() -> None:
    founded("Host", "lead@host.test")
    run("boss@example.test")
    enter(Context(None, User.objects.get(email="boss@example.test").id))
    assert belongings(User.objects.get(email="boss@example.test").id) == []
    assert Person.objects.count() == 0
