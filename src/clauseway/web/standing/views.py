"""The look back."""

from django.http import Http404, HttpResponse

from clauseway.conformity.judging import verdicts_at
from clauseway.conformity.queries import lines
from clauseway.web.frame import Place, in_system, page
from clauseway.web.standing import build
from clauseway.web.standing.moment import moment


@in_system
def index(place: Place) -> HttpResponse:
    """How did we stand on a date? One gathering of the ledger, judged as of then."""
    if place.system is None:
        raise Http404
    asked = moment(place.request, place.context)
    if asked is None:
        return page(place, "standing/index.html", {"page": build.ask_page(place)}, current="standing")
    judged = verdicts_at(place.context, place.system.id, asked.on, asked.known_at)
    shown = build.standing_page(place, asked, build.entries_at(judged), lines(place.context, place.system.id))
    return page(place, "standing/index.html", {"page": shown}, current="standing")
