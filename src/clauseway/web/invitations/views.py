"""An invitation's page: what is offered, signing in or up on the way, accepting it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.organization.invitations import Offer, accept_invitation, look_at
from clauseway.organization.policies import ROLES
from clauseway.organization.queries import belongings


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationPage:
    """`account` is who is signed in ("" for nobody); `same` whether that is the invited address."""

    organization: str
    role: str
    email: str
    account: str
    same: bool
    href: str
    sign_in_href: str
    sign_up_href: str
    error: str = ""


def invitation(request: Any, token: str) -> HttpResponse:
    """GET shows the offer, POST accepts it; a closed one says so and what to do."""
    try:
        offer = look_at(token)
        if request.method == "POST" and request.user.is_authenticated:
            return _accept(request, token, offer)
    except NotFound as closed:
        return render(request, "members/closed.html", {"reason": closed.message}, status=404)
    return _show(request, offer)


def _accept(request: Any, token: str, offer: Offer) -> HttpResponse:
    try:
        accept_invitation(request.context, token, other_address="other_address" in request.POST)
    except NotFound:
        raise
    except Refusal as refusal:
        return _show(request, offer, refusal.message)
    mine = belongings(request.user.id)
    slug = next(found.slug for found in mine if found.organization == offer.organization)
    return HttpResponseRedirect(f"/o/{slug}/")


def _show(request: Any, offer: Offer, error: str = "") -> HttpResponse:
    account = request.user.email if request.user.is_authenticated else ""
    onward = f"?next={quote(request.path)}"
    shown = InvitationPage(
        organization=offer.organization_name,
        role=str(ROLES.get(offer.role, offer.role)),
        email=offer.email,
        account=account,
        same=offer.meant_for(account),
        href=request.path,
        sign_in_href=f"/accounts/login/{onward}",
        sign_up_href=f"/accounts/signup/{onward}",
        error=error,
    )
    title = _("Invitation to %s") % offer.organization_name
    response = render(request, "members/invitation.html", {"page": shown, "title": title}, status=422 if error else 200)
    response["Referrer-Policy"] = (
        "same-origin"  # "no-referrer" would make browsers post without an origin, which is refused
    )
    response["Cache-Control"] = "no-store"
    return response
