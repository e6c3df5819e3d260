"""Accounts of the demo. Signing up is the one thing that no operation does for others, so they are made here."""

from django.contrib.auth.hashers import make_password

from clauseway.cli.demo_year.people import EVERYBODY, PASSWORD
from clauseway.organization.models import User


def make_accounts() -> dict[str, User]:
    """One account for everybody who signs in, by key. The password is digested once: digesting is slow on purpose."""
    digest = make_password(PASSWORD)
    users = {account.key: User(email=account.email, name=account.name, password=digest) for account in EVERYBODY}
    User.objects.bulk_create(users.values())
    return users
