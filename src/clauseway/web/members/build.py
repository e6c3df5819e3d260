"""From the room's queries to the values of the members' page."""

from django.utils.translation import gettext as _

from clauseway.organization.invitations import open_invitations
from clauseway.organization.models import Membership
from clauseway.organization.policies import GRANTS, PERMISSIONS, ROLES
from clauseway.organization.queries import members, names_of_users
from clauseway.web import jinja
from clauseway.web.components import Action, State
from clauseway.web.fields import fields_from, form_errors
from clauseway.web.frame import Place
from clauseway.web.members.forms import InviteForm, RoleForm
from clauseway.web.members.page import Member, MembersPage, Right, Role, Waiting


def grouped(place: Place) -> dict[str, list[Membership]]:
    """Roles in force by account, in the order of the accounts' addresses."""
    found: dict[str, list[Membership]] = {}
    for row in members(place.context):
        found.setdefault(str(row.user_id), []).append(row)
    return found


def choices(place: Place, rows: dict[str, list[Membership]]) -> list[tuple[str, str]]:
    names = names_of_users(place.context)
    return [(user, names.get(user) or held[0].user.name or held[0].user.email) for user, held in rows.items()]


def build(
    place: Place,
    rows: dict[str, list[Membership]],
    *,
    invite: InviteForm,
    give: RoleForm,
    fresh: str = "",
) -> MembersPage:
    """The page as the reader may see it; buttons only for who manages members."""
    names = dict(choices(place, rows))
    manage = place.may("members.manage")
    return MembersPage(
        organization=place.belonging.name,
        members=tuple(_member(place, user, names[user], held, manage) for user, held in rows.items()),
        waiting=tuple(_waiting(place, manage)),
        roles=tuple(str(label) for label in ROLES.values()),
        rights=tuple(
            Right(
                label=str(label),
                held=tuple(State.SHOWN if key in GRANTS[role] else State.UNKNOWN for role in ROLES),
            )
            for key, label in PERMISSIONS.items()
        ),
        may_manage=manage,
        invite_href=f"{place.home}/members/invite/",
        roles_href=f"{place.home}/members/roles/",
        invite=fields_from(invite),
        give=fields_from(give),
        errors=form_errors(invite),
        give_errors=form_errors(give),
        fresh=fresh,
    )


def _member(place: Place, user: str, name: str, held: list[Membership], manage: bool) -> Member:
    roles = []
    for row in held:
        label = str(ROLES.get(row.role, row.role))
        take = Action(
            label=_("Take away"),
            href=f"{place.home}/members/roles/?take={row.role}&user={user}",
            method="post",
            confirm=_("%(name)s will no longer be “%(role)s” here from today on.") % {"name": name, "role": label},
        )
        roles.append(Role(label=label, since=jinja.day(row.valid_from), take=take if manage else None))
    you = str(place.context.user) == user
    return Member(name=name, email=held[0].user.email, you=you, roles=tuple(roles), user=user)


def _waiting(place: Place, manage: bool) -> list[Waiting]:
    return [
        Waiting(
            email=row.email,
            role=str(ROLES.get(row.role, row.role)),
            until=jinja.day(row.expires_at),
            by=row.invited_by.name if row.invited_by else "",
            withdraw=Action(
                label=_("Withdraw"),
                href=f"{place.home}/members/withdraw/{row.id}/",
                method="post",
                confirm=_("The address sent to %s will no longer open anything.") % row.email,
            )
            if manage
            else None,
        )
        for row in open_invitations(place.context)
    ]
