"""The host's side: who is let in, to see what, why and until when."""

import uuid
from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.organization.guests import give_grant, live_grants, revoke_grant
from clauseway.organization.models import Grant
from clauseway.organization.policies import require
from clauseway.web.components import Action, Empty
from clauseway.web.fields import DayField, fields_from, form_errors
from clauseway.web.frame import Place, in_organization, page, say, say_refusal
from clauseway.web.jinja import day
from clauseway.web.listing import columns, listing, page_of
from clauseway.web.refusing import attempt
from clauseway.web.tables import Cell, Row, Table

USUAL_DAYS = 30


class GrantForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Mail address of the guest's account"),
        max_length=254,
        help_text=gettext_lazy("The guest signs up with an own account; nothing of theirs becomes visible here."),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What the guest may see"), choices=Grant.KINDS, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=gettext_lazy("What for"),
        max_length=300,
        help_text=gettext_lazy("For example: stage 1 audit, certification body Noordkeur, contract 4711."),
    )
    valid_until = DayField(
        label=gettext_lazy("Until (this day no longer)"), widget=forms.DateInput(attrs={"type": "date"})
    )


@in_organization
def guests(place: Place) -> HttpResponse:
    """The grants in force, and the form that gives one."""
    require(place.context, "members.manage")
    if place.request.method != "POST":
        usual = place.context.today + timedelta(days=USUAL_DAYS)
        return _show(place, GrantForm(initial={"kinds": ["verdicts", "documents"], "valid_until": usual}))
    form = GrantForm(place.request.POST)
    if form.is_valid() and _given(place, form):
        say(place, _("%s is let in as a guest.") % form.cleaned_data["email"])
        return HttpResponseRedirect(f"{place.home}/guests/")
    return _show(place, form, status=422)


def _given(place: Place, form: GrantForm) -> bool:
    try:
        return attempt(form, place.context, lambda: give_grant(place.context, **form.cleaned_data)) is not None
    except NotFound as missing:
        form.add_error("email", missing.message)
        return False


@require_POST
@in_organization
def end(place: Place, grant: uuid.UUID) -> HttpResponse:
    """End a grant at once."""
    require(place.context, "members.manage")
    try:
        revoke_grant(place.context, grant)
    except Refusal as refusal:
        if refusal.status != 422:
            raise
        say_refusal(place, refusal)
    else:
        say(place, _("The grant has ended; the guest sees nothing here any more."))
    return HttpResponseRedirect(f"{place.home}/guests/")


def _show(place: Place, form: GrantForm, status: int = 200) -> HttpResponse:
    asked = listing(place.request, sorts=("until", "guest"), default="until")
    order = {"until": "valid_until", "guest": "user__email"}[asked.sort]
    rows = live_grants(place.context).order_by(("-" if asked.descending else "") + order, "id")
    if asked.q:
        rows = rows.filter(user__email__icontains=asked.q)
    found, pager = page_of(asked, rows)
    table = Table(
        id="grants",
        caption=_("Guests"),
        href=f"{place.home}/guests/",
        columns=columns(
            asked,
            ("guest", _("Guest"), "main"),
            ("sees", _("Sees"), "text"),
            ("until", _("Until"), "short"),
            ("end", "", "text"),
            sortable=("guest", "until"),
        ),
        rows=tuple(_row(place, one) for one in found),
        pager=pager,
        empty=Empty(
            title=_("Nobody is a guest here"),
            text=_(
                "A guest is somebody from outside, such as the auditor of your certification body. They see what you name here, until the day you name, "
                "and can change nothing. The database itself holds them to it."
            ),
            example=_("Marta Lund · verdicts, documents and records · for the stage 2 audit · until 14 March"),
        ),
        search=asked.q,
        search_label=_("Search a mail address"),
        kept=asked.kept,
        filtered=asked.filtered,
        clear_href=f"{place.home}/guests/",
    )
    return page(
        place,
        "guests/hosting.html",
        {"table": table, "form": fields_from(form), "errors": form_errors(form)},
        current="members",
        status=status,
    )


def _row(place: Place, grant: Grant) -> Row:
    kinds: dict[str, Any] = dict(Grant.KINDS)
    leave = Action(
        label=_("End"),
        href=f"{place.home}/guests/{grant.id}/end/",
        method="post",
        danger=True,
        confirm=_("%s will see nothing here any more.") % grant.user.email,
    )
    return Row(
        key=str(grant.id),
        label=grant.user.email,
        cells=(
            Cell(text=grant.user.name or grant.user.email, note=f"{grant.user.email} · {grant.reason}"),
            Cell(text=", ".join(str(kinds[kind]) for kind in kinds if kind in grant.kinds)),
            Cell(text=day(grant.valid_until)),
            Cell(actions=(leave,)),
        ),
    )
