"""Tokens for machines that send values of indicators: made, shown once, taken back."""

import uuid
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.organization.links import LONGEST_DAYS, links_for, make_link, revoke_link
from clauseway.organization.links import address as full_address
from clauseway.organization.models import AccessLink
from clauseway.organization.policies import require
from clauseway.processes.operations.feeding import SCOPE
from clauseway.web import inputs
from clauseway.web.components import Action, Field, Item, Link, State
from clauseway.web.frame import Place, in_system, say
from clauseway.web.jinja import day
from clauseway.web.posted import FormPage, Typed, answer

CURRENT = "indicators"
NEW_TOKEN = "readings-token"  # noqa: S105 - the key in the session
DAYS = 365


@in_system
def machines(place: Place) -> HttpResponse:
    """The tokens there are, and a form for one more."""
    require(place.context, "stocktake.edit")
    typed, here = Typed(place.request), f"{place.base}/indicators/machines/"
    made = place.request.session.pop(NEW_TOKEN, "") if place.request.method == "GET" else ""

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=(Link(label=_("Indicators"), href=f"{place.base}/indicators/"),),
            title=_("Values from machines"),
            lead=_(
                "A token lets a program enter values of your indicators and nothing else, until it ends or you take it back."
            ),
            note=_("The token, shown this once: %s") % made if made else "",
            fields=_fields(typed, errors),
            submit=_("Make a token"),
            cancel=f"{place.base}/indicators/",
            beside_title=_("Tokens"),
            beside=tuple(_item(place, row, here) for row in links_for(place.context, SCOPE)[:50]),
        )

    def act() -> str:
        name = typed.text("name").strip()
        if not name:
            raise Refusal("token.name-missing", _("Say which machine this is."), field="name")
        _link, token = make_link(place.context, scope=SCOPE, reference=name[:120], days=typed.whole("days"))
        place.request.session[NEW_TOKEN] = token
        return here

    return answer(place, form, act, said=_("The token is made."), current=CURRENT)


def _fields(typed: Typed, errors: Any) -> tuple[Field, ...]:
    return (
        inputs.text(
            typed,
            errors,
            "name",
            _("Which machine"),
            required=True,
            maxlength=120,
            placeholder=_("ERP, nightly export"),
            help=_("Send to %s with the indicator's reference in its place.")
            % full_address("/api/indicators/…/readings"),
        ),
        inputs.text(
            typed,
            errors,
            "days",
            _("Open for"),
            str(DAYS),
            type="number",
            unit=_("days"),
            required=True,
            minimum="1",
            maximum=str(LONGEST_DAYS),
        ),
    )


def _item(place: Place, row: AccessLink, here: str) -> Item:
    open_ = row.revoked_at is None and row.expires_at > place.context.now
    told = _("first used %s") % day(row.used_at) if row.used_at else _("never used")
    if row.revoked_at is not None:
        told = _("taken back %s") % day(row.revoked_at)
    back = Action(
        label=_("Take back"),
        href=f"{here}{row.id}/revoke/",
        method="post",
        confirm=_("“%s” can no longer send values.") % row.reference,
    )
    return Item(
        state=State.SHOWN if open_ else State.NOT_APPLICABLE,
        title=row.reference,
        note=told,
        aside=_("until %s") % day(row.expires_at),
        actions=(back,) if open_ else (),
    )


@require_POST
@in_system
def revoke(place: Place, access: uuid.UUID) -> HttpResponse:
    """Take a token back: from now on it opens nothing."""
    require(place.context, "stocktake.edit")
    if not AccessLink.objects.filter(id=access, scope=SCOPE).exists():
        raise NotFound("link.not-found", _("There is no such token."))
    revoke_link(place.context, access)
    say(place, _("Taken back."))
    return HttpResponseRedirect(f"{place.base}/indicators/machines/")
