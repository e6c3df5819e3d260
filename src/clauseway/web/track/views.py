"""The home page of a system."""

from django.http import HttpResponse

from clauseway.conformity.queries import lines
from clauseway.web.frame import Place, in_system, page
from clauseway.web.requirements.find import editions_of
from clauseway.web.requirements.listing import entries
from clauseway.web.track.build import track
from clauseway.web.track.facts import facts
from clauseway.web.track.stations import looked_at


@in_system
def index(place: Place) -> HttpResponse:
    """Where we stand, why, and what to do next."""
    assert place.system is not None
    applied = editions_of(place)
    rows = entries(lines(place.context, place.system.id), [entry.edition for entry in applied])
    found = facts(place.context, place.system.id, looked_at(rows))
    return page(place, "track/index.html", {"page": track(place, applied, rows, found)}, current="track")
