"""Accounts made by the operator, not by their owner."""

from datetime import UTC, datetime

from django.db import transaction

from clauseway.kernel.context import Context, enter
from clauseway.organization.models import User
from clauseway.organization.operations import create_organization


@transaction.atomic
def make_administrator(email: str, password: str, *, name: str = "", organization: str = "") -> tuple[User, bool, str]:
    """Make or renew an account that may administer the installation, and an organization when one is named.

    Returns the account, whether it is new, and the organization's address part ("" when none was asked for). The password was checked by the caller.
    """
    user = User.objects.filter(email=email.strip().lower()).first()
    new = user is None
    if user is None:
        user = User.objects.create_superuser(email, password, name=name.strip())
    else:
        user.set_password(password)
        user.is_staff = user.is_superuser = user.is_active = True
        user.name = name.strip() or user.name
        user.save()
    slug = ""
    if organization.strip():
        before = Context(None, user.id, now=datetime.now(UTC), request="createadmin")
        enter(before)
        made, _inside = create_organization(before, name=organization, founder=user)
        slug = made.slug
    return user, new, slug
