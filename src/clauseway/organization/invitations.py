"""Invitations: a letter with a token that lets its reader join the organization in one role, once."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clauseway.kernel.context import Context, enter
from clauseway.kernel.refusals import Forbidden, NotFound, Refusal
from clauseway.kernel.work import operation, touch_subject, unit_of_work
from clauseway.organization.links import address, digest_of, new_token
from clauseway.organization.mail import post
from clauseway.organization.models import Invitation, Membership, Organization, Person, User
from clauseway.organization.operations import add_person, give_role
from clauseway.organization.policies import ROLES, require

DAYS = 14
"""How long an invitation stays open."""


def invitation_path(token: str) -> str:
    return f"/invitations/{token}/"


@operation
def invite(context: Context, *, email: str, role: str, days: int = DAYS) -> tuple[Invitation, str]:
    """Invite somebody to a role; the letter goes out when this commits. Returns the invitation and its address, which is shown this once.

    An open invitation of the same address to the same role is replaced. Refuses somebody who has the role already.
    """
    require(context, "members.manage")
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise Refusal("invitation.address", _("This is not a mail address."), field="email") from None
    if role not in ROLES:
        raise Refusal("role.unknown", _("There is no such role: %s.") % role, field="role")
    if Membership.objects.filter(user__email=email, role=role, valid_until=None).exists():
        raise Refusal("invitation.has-role", _("This person has the role already."), field="email")
    Invitation.objects.filter(email=email, role=role, accepted_at=None, revoked_at=None).update(revoked_at=context.now)
    token, digest = new_token()
    invitation = Invitation.objects.create(
        organization_id=context.require_organization(),
        email=email,
        role=role,
        token_digest=digest,
        invited_by_id=context.person,
        expires_at=context.now + timedelta(days=days),
    )
    where = address(invitation_path(token))
    _write_letter(context, invitation, where)
    return invitation, where


def _write_letter(context: Context, invitation: Invitation, where: str) -> None:
    organization = Organization.objects.get(id=context.require_organization())
    inviter = invitation.invited_by.name if invitation.invited_by else organization.name
    body = _(
        "%(inviter)s invites you to %(organization)s as %(role)s.\n\n"
        "Open this address to accept (it stays open until %(day)s):\n%(where)s\n\n"
        "If you did not expect this, do nothing: without your acceptance nothing happens."
    ) % {
        "inviter": inviter,
        "organization": organization.name,
        "role": ROLES[invitation.role],
        "day": invitation.expires_at.date().isoformat(),
        "where": where,
    }
    post(to=invitation.email, subject=_("Invitation to %s") % organization.name, body=body)


@operation
def revoke_invitation(context: Context, invitation: uuid.UUID) -> Invitation:
    """Withdraw an invitation that nobody accepted yet. Refuses one that was accepted: take the role away instead."""
    require(context, "members.manage")
    found = Invitation.objects.select_for_update().filter(id=invitation).first()
    if found is None:
        raise NotFound("invitation.not-found", _("There is no such invitation."))
    if found.accepted_at is not None:
        raise Refusal(
            "invitation.accepted",
            _("This invitation was accepted already; take the role away instead of withdrawing it."),
        )
    if found.revoked_at is None:
        found.revoked_at = context.now
        found.save(update_fields=["revoked_at"])
    return found


def open_invitations(context: Context) -> QuerySet[Invitation]:
    """Invitations that wait for an answer, newest first."""
    return (
        Invitation.objects.filter(accepted_at=None, revoked_at=None, expires_at__gt=context.now)
        .select_related("invited_by")
        .order_by("-created_at", "-id")
    )


@dataclass(frozen=True, slots=True)
class Offer:
    """What an open invitation offers, and to which address it was sent."""

    organization: uuid.UUID
    invitation: uuid.UUID
    email: str
    role: str
    organization_name: str
    timezone: str
    language: str

    def meant_for(self, email: str) -> bool:
        return self.email == email.strip().lower()


def look_at(token: str) -> Offer:
    """The offer behind a token. NotFound when it is unknown, expired, withdrawn or accepted: which of them is not told."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM clauseway_open_invitation(%s)", [digest_of(token)])
        row = cursor.fetchone()
    if row is None:
        raise NotFound(
            "invitation.not-open", _("This invitation is not open any more. Ask the person who sent it for a new one.")
        )
    return Offer(*row)


def accept_invitation(context: Context, token: str, *, other_address: bool = False) -> Context:
    """The signed-in user of `context` joins; returns their context there. The invitation is used up.

    Refuses an account with another mail address than the invited one unless the person confirmed that (`other_address`), and anybody not signed in.
    """
    if context.user is None:
        raise Forbidden("invitation.signed-out", _("Sign in or make an account first."))
    offer, user = look_at(token), User.objects.get(id=context.user)
    if not offer.meant_for(user.email) and not other_address:
        raise Refusal(
            "invitation.other-address",
            _("The invitation was sent to %(invited)s and you are signed in as %(account)s. Confirm that both are you.")
            % {"invited": offer.email, "account": user.email},
            field="other_address",
            details={"invited": offer.email, "account": user.email},
        )
    inside = Context(
        offer.organization, user.id, None, frozenset({"system"}), context.now, offer.timezone, context.request
    )
    try:
        with unit_of_work(inside):
            person = _join(inside, offer, user)
    finally:
        enter(context)
    return Context(
        offer.organization, user.id, person, frozenset({offer.role}), context.now, offer.timezone, context.request
    )


def _join(inside: Context, offer: Offer, user: User) -> uuid.UUID:
    """Use the invitation up (a second acceptance waits for the first and then finds it used), find or add the person, give the role."""
    invitation = Invitation.objects.select_for_update().get(id=offer.invitation)
    if invitation.accepted_at is not None or invitation.revoked_at is not None:
        raise NotFound("invitation.not-open", _("This invitation is not open any more."))
    invitation.accepted_at = inside.now
    invitation.save(update_fields=["accepted_at"])
    person = Person.objects.filter(user_id=user.id).first()
    if person is None:
        person = Person.objects.filter(email=offer.email, user=None, erased_at=None).order_by("live_from").first()
        if person is not None:
            person.user_id, person.version = user.id, person.version + 1
            person.save(update_fields=["user", "version"])
            touch_subject("person", person.id)
        elif offer.role != "external-auditor":
            person = add_person(inside, name=user.name or offer.email, email=offer.email, user=user.id)
    give_role(inside, user=user.id, role=offer.role)
    return person.id if person else None  # type: ignore[return-value]
