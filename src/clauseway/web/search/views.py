"""The search page."""

from django.http import HttpResponse

from clauseway.organization.policies import require
from clauseway.web.frame import Place, in_system, page
from clauseway.web.search.asking import asked_for
from clauseway.web.search.build import search_page


@in_system
def search(place: Place) -> HttpResponse:
    """Everything of this system and of the organization that holds the words; by kind, state and day."""
    require(place.context, "read")
    return page(place, "search/index.html", {"page": search_page(place, asked_for(place.request))})
