"""Standards side by side, and what adding one would ask."""

from django.http import Http404, HttpResponse, HttpResponseRedirect

from clauseway.catalogue import comparing
from clauseway.catalogue.queries import compiled, editions
from clauseway.conformity.supposing import suppose
from clauseway.systems.queries import applied_editions
from clauseway.web.comparing import build
from clauseway.web.comparing.adding import adding_page
from clauseway.web.frame import Place, in_system, page
from clauseway.web.requirements import places


@in_system
def index(place: Place) -> HttpResponse:
    """Any set of standards side by side; without a choice those that are applied."""
    if place.system is None:
        raise Http404
    if "standard" in place.request.GET:
        return HttpResponseRedirect(build.address(place, place.request.GET.getlist("standard")))
    rows = {row.slug: row for row in editions()}
    at_work = [entry.edition for entry in applied_editions(place.context, place.system.id)]
    applied = [edition.slug for edition in at_work]
    wanted = [slug for slug in place.request.GET.get("with", "").split(",") if slug in rows] or applied
    chosen = [compiled(rows[slug].id, rows[slug].digest) for slug in dict.fromkeys(wanted)][: build.MOST]
    every = list(rows.values())
    if len(chosen) < 2:
        shown = build.choose_page(place, every, [edition.slug for edition in chosen], applied)
    else:
        shown = build.compare_page(place, every, chosen, comparing.compared(chosen), applied)
    return page(place, "comparing/index.html", {"page": shown}, current="compare")


@in_system
def adding(place: Place, edition: str) -> HttpResponse:
    """What if we added this standard? One that is applied already leads to its own page."""
    if place.system is None:
        raise Http404
    row = next((row for row in editions() if row.slug == edition), None)
    if row is None:
        raise Http404
    at_work = [entry.edition for entry in applied_editions(place.context, place.system.id)]
    if any(each.id == row.id for each in at_work):
        return HttpResponseRedirect(places.standard(place, edition))
    new = compiled(row.id, row.digest)
    judged = suppose(place.context, place.system.id, new)
    shown = adding_page(place, new, at_work, comparing.adding(at_work, new), judged)
    return page(place, "comparing/adding.html", {"page": shown}, current="compare")
