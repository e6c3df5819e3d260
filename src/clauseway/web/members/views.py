"""Who may come in: roles and invitations."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clauseway.kernel.concealment import conceal, reveal
from clauseway.kernel.refusals import Refusal
from clauseway.organization.invitations import invite, revoke_invitation
from clauseway.organization.operations import give_role, take_role
from clauseway.organization.policies import require
from clauseway.web.asked import identifier
from clauseway.web.frame import Place, in_organization, page, say, say_refusal
from clauseway.web.members.build import build, choices, grouped
from clauseway.web.members.forms import InviteForm, RoleForm
from clauseway.web.refusing import attempt

FRESH = "invitation-address"


@in_organization
def members(place: Place) -> HttpResponse:
    """Members with their roles, open invitations, and what each role may do."""
    require(place.context, "read")
    kept = place.request.session.pop(FRESH, "")
    return _show(place, fresh=reveal(kept) if kept else "")


def _show(
    place: Place, *, form: InviteForm | None = None, give: RoleForm | None = None, fresh: str = "", status: int = 200
) -> HttpResponse:
    rows = grouped(place)
    shown = build(
        place,
        rows,
        invite=form or InviteForm(),
        give=give or RoleForm(members=choices(place, rows)),
        fresh=fresh,
    )
    values: dict[str, Any] = {"page": shown}
    return page(place, "members/index.html", values, current="members", status=status)


@require_POST
@in_organization
def invite_member(place: Place) -> HttpResponse:
    """Send an invitation; its address is shown once on the next page, for those who hand it over themselves."""
    require(place.context, "members.manage")
    form = InviteForm(place.request.POST)
    if form.is_valid():
        made = attempt(form, place.context, lambda: invite(place.context, **form.cleaned_data))
        if made is not None:
            place.request.session[FRESH] = conceal(made[1])
            say(place, _("Invited %s.") % made[0].email)
            return HttpResponseRedirect(f"{place.home}/members/")
    return _show(place, form=form, status=422)


@require_POST
@in_organization
def change_roles(place: Place) -> HttpResponse:
    """Give a role (form) or take one away (the button beside it)."""
    require(place.context, "members.manage")
    if "take" in place.request.GET:
        return _take(place)
    rows = grouped(place)
    form = RoleForm(place.request.POST, members=choices(place, rows))
    if not form.is_valid():
        return _show(place, give=form, status=422)
    user, role = uuid.UUID(form.cleaned_data["user"]), form.cleaned_data["role"]
    if attempt(form, place.context, lambda: give_role(place.context, user=user, role=role)) is None:
        return _show(place, give=form, status=422)
    say(place, _("The role was given."))
    return HttpResponseRedirect(f"{place.home}/members/")


def _take(place: Place) -> HttpResponse:
    user = identifier(place.request.GET.get("user", ""))
    if user is None:
        raise Http404
    try:
        take_role(place.context, user=user, role=place.request.GET["take"])
    except Refusal as refusal:
        say_refusal(place, refusal)
    else:
        say(place, _("The role was taken away."))
    if user == place.context.user:
        return HttpResponseRedirect("/")
    return HttpResponseRedirect(f"{place.home}/members/")


@require_POST
@in_organization
def withdraw(place: Place, invitation: uuid.UUID) -> HttpResponse:
    """Withdraw an open invitation."""
    try:
        revoke_invitation(place.context, invitation)
    except Refusal as refusal:
        if refusal.status != 422:
            raise
        say_refusal(place, refusal)
    else:
        say(place, _("The invitation was withdrawn."))
    return HttpResponseRedirect(f"{place.home}/members/")
