"""The scope: its versions, and its approval by top management."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from clauseway.systems.models import ScopeStatement
from clauseway.systems.operations import approve_scope, state_scope
from clauseway.web.components import Moment, State
from clauseway.web.fields import fields_from, form_errors
from clauseway.web.frame import Place, in_system, page, say
from clauseway.web.jinja import day
from clauseway.web.refusing import attempt
from clauseway.web.setup.frame import crumbs, tabs
from clauseway.web.setup.holding import held
from clauseway.web.setup.steps import steps


class ScopeForm(forms.Form):
    """A version of the scope."""

    text = forms.CharField(
        label=gettext_lazy("What is in"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "Products and services, sites, parts of the organization. This text stands on the certificate later, so write it for a customer."
        ),
    )
    exclusions = forms.CharField(
        label=gettext_lazy("What is left out, and why"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "A site, a service, a part of the business. Single requirements that do not apply are justified under Applicability."
        ),
    )


@in_system
def first(place: Place) -> HttpResponse:
    """The last step of a new system: the scope, or later."""
    return _answer(place, "setup/first_scope.html", f"{place.base}/setup/first/scope/", f"{place.base}/")


@in_system
def scope(place: Place) -> HttpResponse:
    """The scope in force, its history, and a new version."""
    here = f"{place.base}/setup/scope/"
    return _answer(place, "setup/scope.html", here, here)


def _answer(place: Place, template: str, here: str, after: str) -> HttpResponse:
    assert place.system is not None
    versions = _versions(place)
    now = next((v for v in versions if v.valid_until is None), None)
    form = ScopeForm(
        place.request.POST or None, initial={"text": now.text, "exclusions": now.exclusions} if now else None
    )
    if (
        place.request.method == "POST"
        and form.is_valid()
        and attempt(form, place.context, lambda: _state(place, form.cleaned_data, now))
    ):
        approved = place.may("declare") and bool(place.request.POST.get("approve"))
        say(
            place,
            _("The scope is stated and approved.")
            if approved
            else _("The scope is stated. It shows something once top management approved it."),
        )
        return HttpResponseRedirect(after)
    values = {
        "tabs": tabs(place, "scope"),
        "crumbs": crumbs(place),
        "steps": steps("scope"),
        "fields": fields_from(form),
        "errors": form_errors(form),
        "href": here,
        "later": f"{place.base}/",
        "may": place.may("system.manage"),
        "may_approve": place.may("declare"),
        "now": _shown(place, now) if now else None,
        "held": held(place, now),
        "history": tuple(_moment(v) for v in versions),
    }
    return page(place, template, values, current="setup", status=422 if form.errors else 200)


def _state(place: Place, given: dict[str, str], now: ScopeStatement | None) -> ScopeStatement:
    """The same words again are the same version: a form sent twice makes one. Approved at once when top management ticks it."""
    assert place.system is not None
    same = now is not None and (now.text, now.exclusions) == (given["text"].strip(), given["exclusions"].strip())
    made = (
        now
        if now is not None and same
        else state_scope(place.context, place.system.id, text=given["text"], exclusions=given["exclusions"])
    )
    if place.request.POST.get("approve") and not made.approved_by_id:
        made = approve_scope(place.context, place.system.id)
    return made


def _versions(place: Place) -> list[ScopeStatement]:
    assert place.system is not None
    rows = ScopeStatement.objects.filter(system_id=place.system.id).select_related("approved_by")
    return list(rows.order_by("-recorded_at")[:50])


def _shown(place: Place, now: ScopeStatement) -> dict[str, Any]:
    return {
        "text": now.text,
        "exclusions": now.exclusions,
        "since": day(now.valid_from),
        "approved": now.approved_by.name if now.approved_by else "",
        "approve_href": f"{place.base}/setup/scope/{now.id}/approve/",
    }


def _moment(version: ScopeStatement) -> Moment:
    approved = _("approved by %s") % version.approved_by.name if version.approved_by else _("not approved")
    text = version.text if len(version.text) < 160 else version.text[:157] + "…"
    return Moment(
        when=day(version.valid_from),
        at=version.valid_from,
        text=text,
        note=approved,
        state=State.SHOWN if version.approved_by else State.UNKNOWN,
    )


@require_POST
@in_system
def approve(place: Place, version: uuid.UUID) -> HttpResponse:
    """Top management approves the version they read; another one meanwhile is not approved by accident."""
    assert place.system is not None
    now = ScopeStatement.objects.select_for_update().filter(system_id=place.system.id, valid_until=None).first()
    if now is None or now.id != version:
        say(place, _("There is a newer version of the scope. Read it first, then approve it."), state=State.GAP)
    elif now.approved_by_id is None:
        approve_scope(place.context, place.system.id)
        say(place, _("The scope is approved."))
    return HttpResponseRedirect(f"{place.base}/setup/scope/")
