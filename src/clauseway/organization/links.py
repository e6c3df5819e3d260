"""Links without an account: a token that opens one thing for one person until it expires. Only the token's digest is stored."""

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.kernel.work import operation
from clauseway.organization.models import AccessLink, Person
from clauseway.organization.policies import require

SCOPES = {"questions": "judge", "calendar": "actions.own", "supplier": "stocktake.edit", "readings": "stocktake.edit"}
"""What a link may open, and the permission somebody needs to make one."""
LONGEST_DAYS = 400


def new_token() -> tuple[str, str]:
    """A token for an address (256 bits) and the digest to store."""
    token = secrets.token_urlsafe(32)
    return token, digest_of(token)


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def address(path: str) -> str:
    """The full address of a path, as written into a letter."""
    return settings.BASE_URL.rstrip("/") + path


@operation
def make_link(
    context: Context, *, scope: str, reference: str, person: uuid.UUID | None = None, days: int = 30
) -> tuple[AccessLink, str]:
    """Make a link that opens `reference` within `scope` for a person, for some days (1 to 400). Returns it with its token, which is shown this once."""
    if scope not in SCOPES:
        raise Refusal("link.scope", _("A link cannot open this."), field="scope")
    require(context, SCOPES[scope])
    if not 1 <= days <= LONGEST_DAYS:
        raise Refusal("link.days", _("A link lives between 1 and %s days.") % LONGEST_DAYS, field="days")
    if person is not None and not Person.objects.filter(id=person, erased_at=None).exists():
        raise NotFound("person.not-found", _("There is no such person."), field="person")
    token, digest = new_token()
    link = AccessLink.objects.create(
        organization_id=context.require_organization(),
        token_digest=digest,
        scope=scope,
        reference=reference,
        person_id=person,
        expires_at=context.now + timedelta(days=days),
    )
    return link, token


@operation
def revoke_link(context: Context, link: uuid.UUID) -> AccessLink:
    """Close a link at once; closing it twice changes nothing."""
    found = AccessLink.objects.select_for_update().filter(id=link).first()
    if found is None:
        raise NotFound("link.not-found", _("There is no such link."))
    require(context, SCOPES[found.scope])
    if found.revoked_at is None:
        found.revoked_at = context.now
        found.save(update_fields=["revoked_at"])
    return found


@operation
def mark_used(context: Context, token: str) -> None:
    """Note that somebody did what the link was for (a mail scanner that only opens it does not count)."""
    AccessLink.objects.filter(token_digest=digest_of(token), used_at=None).update(used_at=context.now)


@dataclass(frozen=True, slots=True)
class Opened:
    """What the narrow door says about a live link."""

    organization: uuid.UUID
    scope: str
    reference: str
    person: uuid.UUID | None
    timezone: str
    language: str


def open_link(token: str, *, scope: str, now: datetime | None = None, request: str = "") -> Context:
    """The context behind a token: no role, no account, its one scope and reference. The caller enters it.

    NotFound for a token that is unknown, expired, revoked or made for another scope: which of them is not told.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM clauseway_open_link(%s)", [digest_of(token)])
        row = cursor.fetchone()
    if row is None or row[1] != scope:
        raise NotFound("link.not-open", _("This link is not open any more. Ask the person who sent it for a new one."))
    opened = Opened(*row)
    return Context(
        opened.organization,
        None,
        opened.person,
        frozenset(),
        now or datetime.now(UTC),
        opened.timezone,
        request,
        "link",
        scope=opened.scope,
        reference=opened.reference,
    )


def links_for(context: Context, scope: str) -> QuerySet[AccessLink]:
    """All links of one scope, newest first."""
    return AccessLink.objects.filter(scope=scope).order_by("-created_at", "-id")
