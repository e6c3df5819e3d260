"""Organizations and people for the tests of this folder."""

from datetime import UTC, datetime

from django.db import transaction

from clauseway.kernel.context import Context, enter
from clauseway.organization.models import User
from clauseway.organization.operations import create_organization

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


def account(email: str, name: str = "") -> User:
    return User.objects.create_user(email, "a long password 1", name=name or email.split("@", maxsplit=1)[0].title())


def founded(name: str, email: str, now: datetime = NOW) -> Context:
    """An organization with its founder; returns the founder's context, entered when a transaction runs."""
    with transaction.atomic():
        user = User.objects.filter(email=email).first() or account(email)
        before = Context(None, user.id, now=now)
        enter(before)
        _organization, context = create_organization(before, name=name, founder=user)
    if transaction.get_connection().in_atomic_block:
        enter(context)
    return context


def signed_in(user: User, now: datetime = NOW) -> Context:
    """A signed-in user who chose no organization."""
    context = Context(None, user.id, now=now)
    enter(context)
    return context
