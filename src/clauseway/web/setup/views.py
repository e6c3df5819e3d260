"""The charter of a management system: shown and changed, never overwriting somebody else."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from clauseway.kernel.refusals import Conflict
from clauseway.systems.operations import change_charter
from clauseway.systems.queries import get_system
from clauseway.web.fields import form_errors
from clauseway.web.frame import Place, in_system, page, say
from clauseway.web.people.picking import picker
from clauseway.web.refusing import Difference, attempt, conflict
from clauseway.web.setup.charter import ROLES, charter_fields, people_of
from clauseway.web.setup.frame import crumbs, tabs
from clauseway.web.start.forms import CharterForm

_TEXTS = ("name", "team", "aims", "why")


@in_system
def charter(place: Place) -> HttpResponse:
    """Show the charter; save it when it was changed and nobody else changed it since."""
    system = place.system
    assert system is not None
    people = picker(place.context)
    stored = _stored(system, people)
    form = CharterForm(place.request.POST or None, initial=stored)
    if place.request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        version = place.request.POST.get("version", "")
        try:
            if attempt(form, place.context, lambda: _save(place, given, int(version) if version.isdigit() else 0)):
                say(place, _("The charter is saved."))
                return HttpResponseRedirect(f"{place.base}/setup/")
        except Conflict:
            return _conflict(place, form)
    values = {
        "tabs": tabs(place, "charter"),
        "crumbs": crumbs(place),
        "fields": charter_fields(form, people),
        "errors": form_errors(form),
        "version": place.request.POST.get("version", system.version),
        "href": f"{place.base}/setup/",
        "may": place.may("system.manage"),
        "stored": [(form.fields[key].label, stored[key]) for key in form.fields],
    }
    return page(place, "setup/charter.html", values, current="setup", status=422 if form.errors else 200)


def _save(place: Place, given: dict[str, Any], version: int) -> Any:
    assert place.system is not None
    texts = {key: given[key].strip() for key in _TEXTS}
    return change_charter(place.context, place.system.id, version=version, **texts, **people_of(place.context, given))


def _stored(system: Any, people: Any) -> dict[str, str]:
    named = {
        role: people.label(getattr(system, f"{role}_id"), getattr(getattr(system, role), "name", "")) for role in ROLES
    }
    return {**{key: getattr(system, key) for key in _TEXTS}, **named}


def _conflict(place: Place, form: CharterForm) -> HttpResponse:
    assert place.system is not None
    now = get_system(place.context, place.system.slug)
    stored = _stored(now, picker(place.context))
    rows = [Difference(key, str(form.fields[key].label), stored[key], form.cleaned_data[key]) for key in form.fields]
    href = f"{place.base}/setup/"
    return conflict(
        place, title=_("Charter"), href=href, back=href, version=str(now.version), values=rows, current="setup"
    )
