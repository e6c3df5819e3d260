"""An organization's own standards: the list, one of them, taking one out, taking one away."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from clauseway.catalogue.exchange.writing import FORMS, export
from clauseway.catalogue.kept import exported_pack, own_editions
from clauseway.catalogue.models import Edition
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.organization.policies import require
from clauseway.systems.own_standards import remove_standard
from clauseway.web.components import State
from clauseway.web.exchange import build
from clauseway.web.frame import Place, in_organization, page, say, say_refusal
from clauseway.web.listing import listing


def _own(place: Place, slug: str) -> Edition:
    found = own_editions(place.context).filter(slug=slug).first()
    if found is None:
        raise NotFound("edition.not-found", _("There is no such standard of your own."))
    return found


@require_GET
@in_organization
def index(place: Place) -> HttpResponse:
    """The standards this organization brought in, and the exports of all."""
    require(place.context, "read")
    return page(place, "exchange/index.html", {"page": build.index_page(place)}, current="own-standards")


@require_GET
@in_organization
def show(place: Place, edition: str) -> HttpResponse:
    """One own standard."""
    require(place.context, "read")
    asked = listing(place.request, sorts=("ref",))
    shown = build.show_page(place, _own(place, edition), asked)
    return page(place, "exchange/show.html", {"page": shown}, current="own-standards")


@require_POST
@in_organization
def remove(place: Place, edition: str) -> HttpResponse:
    """Take an own standard away; refused while it is applied."""
    found = _own(place, edition)
    try:
        gone = remove_standard(place.context, found.id)
    except NotFound:
        raise
    except Refusal as refusal:
        say_refusal(place, refusal)
        return HttpResponseRedirect(f"{place.home}/standards/own/{edition}/")
    if gone:
        say(place, _("“%s” is gone.") % found.title)
    else:
        say(place, _("“%s” is withdrawn; what was recorded about it stays readable.") % found.title, state=State.INFO)
    return HttpResponseRedirect(f"{place.home}/standards/own/")


@require_GET
@in_organization
def download(place: Place, edition: str, form: str) -> HttpResponse:
    """A standard as a file."""
    require(place.context, "report")
    if form not in FORMS:
        raise Http404
    made = export(exported_pack(place.context, edition), form, now=place.context.now)
    headers: dict[str, Any] = {
        "Content-Disposition": content_disposition_header(True, made.name),
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(made.content, content_type=made.media_type, headers=headers)
