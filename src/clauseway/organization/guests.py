"""Grants: leave for somebody of another organization to see named kinds of things here until a date. The database itself asks the grant."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.kernel.work import operation
from clauseway.organization.models import Grant, Membership, User
from clauseway.organization.policies import require


@dataclass(frozen=True, slots=True)
class Guesthood:
    """One organization that lets a user in as a guest: which kinds of things, until when (half-open)."""

    grant: uuid.UUID
    organization: uuid.UUID
    slug: str
    name: str
    timezone: str
    language: str
    kinds: tuple[str, ...]
    valid_until: date

    def context(self, user: uuid.UUID, now: datetime, request: str = "") -> Context:
        """The guest's context: it holds no permission, and the database hides every table the grant does not name."""
        roles = frozenset({"external-auditor"})
        return Context(self.organization, user, None, roles, now, self.timezone, request, "guest", self.grant)


@operation
def give_grant(context: Context, *, email: str, kinds: Iterable[str], reason: str, valid_until: date) -> Grant:
    """Let the account of `email` see `kinds` here from today until a date. Refuses members (they have roles), unknown kinds, no reason, a past date."""
    require(context, "members.manage")
    wanted = sorted(set(kinds))
    if not wanted or not set(wanted) <= set(dict(Grant.KINDS)):
        raise Refusal("grant.kinds", _("Choose what the guest may see."), field="kinds")
    if not reason.strip():
        raise Refusal("grant.reason-missing", _("Say what the guest needs this for."), field="reason")
    if valid_until <= context.today:
        raise Refusal("grant.ended", _("The grant must end on a day to come."), field="valid_until")
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        raise NotFound("grant.no-account", _("There is no account with this address."), field="email")
    if Membership.objects.filter(user=user, valid_until=None).exists():
        raise Refusal("grant.is-member", _("This person is a member here; give a role instead."), field="email")
    return Grant.objects.create(
        organization_id=context.require_organization(),
        user=user,
        kinds=wanted,
        reason=reason.strip(),
        granted_by_id=context.person,
        valid_from=context.today,
        valid_until=valid_until,
    )


@operation
def revoke_grant(context: Context, grant: uuid.UUID) -> Grant:
    """End a grant at once; ending it twice changes nothing."""
    require(context, "members.manage")
    found = Grant.objects.select_for_update().filter(id=grant).first()
    if found is None:
        raise NotFound("grant.not-found", _("There is no such grant."))
    if found.revoked_at is None:
        found.revoked_at = context.now
        found.save(update_fields=["revoked_at"])
    return found


def live_grants(context: Context) -> QuerySet[Grant]:
    """Grants in force today, with the guests' accounts."""
    return (
        Grant.objects.filter(revoked_at=None, valid_until__gt=context.today)
        .select_related("user", "granted_by")
        .order_by("valid_until", "id")
    )


def guesthoods(user: uuid.UUID) -> list[Guesthood]:
    """Where a user is a guest today. The user must be the one in the entered context: the database checks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM clauseway_grants(%s) ORDER BY name", [user])
        rows = cursor.fetchall()
    return [
        Guesthood(grant, organization, slug, name, zone, language, tuple(json.loads(kinds)), until)
        for grant, organization, slug, name, zone, language, kinds, until in rows
    ]
