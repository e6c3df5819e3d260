"""What a signed-in request does first: one statement tells where the user belongs and enters the organization of the address."""

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from clauseway.kernel.context import Context, enter
from clauseway.organization.models import Organization, User
from clauseway.organization.operations import create_organization
from clauseway.organization.queries import arrive, belongings

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def founded(email: str, *names: str) -> tuple[User, list[str]]:
    user = User.objects.create_user(email, "a long password 1", name=email)
    slugs = []
    for name in names:
        before = Context(None, user.id, now=NOW)
        enter(before)
        organization, _context = create_organization(before, name=name, founder=user)
        slugs.append(organization.slug)
    enter(Context(None))
    return user, slugs


def settings() -> dict[str, str]:
    with connection.cursor() as cursor:
        names = ("organization", "actor", "user", "request", "now", "grant")
        cursor.execute("SELECT " + ", ".join(f"current_setting('app.{name}', true)" for name in names))
        return dict(zip(names, cursor.fetchone(), strict=True))


def test_it_enters_what_enter_would() -> None:
    """The same settings, so that the same rows are seen and the trail names the same actor."""
    user, (_first, second) = founded("one@example.test", "Alpha", "Beta")
    found, chosen = arrive(user.id, second, NOW, "r1")
    assert chosen is not None
    arrived = settings()
    enter(chosen.context(user.id, NOW, "r1"))
    assert arrived == settings()
    assert [entry.name for entry in found] == ["Alpha", "Beta"] == [entry.name for entry in belongings(user.id)]
    assert Organization.objects.get().slug == second


@pytest.mark.parametrize("address", ["", "nowhere", "theirs"])
def test_another_organization_is_not_entered(address: str) -> None:
    """Naming an organization one does not belong to opens nothing, and leaves nothing open from before."""
    user, (mine,) = founded("one@example.test", "Alpha")
    _other, (theirs,) = founded("two@example.test", "Gamma")
    arrive(user.id, mine, NOW, "r1")
    _found, chosen = arrive(user.id, theirs if address == "theirs" else address, NOW, "r2")
    assert chosen is None
    assert settings()["organization"] == ""
    assert not Organization.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_was_entered_ends_with_the_transaction() -> None:
    """A connection is used again by the next request: nothing of this one may be left."""
    with transaction.atomic():
        user, (mine,) = founded("three@example.test", "Delta")
        arrive(user.id, mine, NOW, "r1")
        assert settings()["organization"]
        transaction.set_rollback(True)
    assert not any(settings().values())
    with pytest.raises(RuntimeError, match="inside a transaction"):
        arrive(user.id, mine, NOW, "r1")
