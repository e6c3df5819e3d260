"""The pages of a change of edition: which there are, the planner of one, one requirement in both editions."""

from django.http import Http404, HttpResponse

from clauseway.conformity.transitions import outlook
from clauseway.web.frame import Place, in_system, page
from clauseway.web.transition import build
from clauseway.web.transition.find import find, moves
from clauseway.web.transition.sides import beside_page


@in_system
def index(place: Place) -> HttpResponse:
    """Every move of the system."""
    return page(place, "transition/index.html", {"page": build.moves_page(place, moves(place))}, current="transition")


@in_system
def planner(place: Place, edition: str) -> HttpResponse:
    """One move: what changed, what carries, what is left, by when."""
    move = find(place, edition)
    found = outlook(place.context, move.system, move.old, move.new, running=move.judged)
    shown = build.planner_page(place, move, found)
    return page(place, "transition/planner.html", {"page": shown}, current="transition")


@in_system
def beside(place: Place, edition: str, ref: str) -> HttpResponse:
    """One requirement in both editions, side by side."""
    move = find(place, edition)
    if ref not in move.new.by_ref and ref not in move.old.by_ref:
        raise Http404
    found = outlook(place.context, move.system, move.old, move.new, running=move.judged)
    shown = beside_page(place, move, found, ref, old="old" in place.request.GET or ref not in move.new.by_ref)
    return page(place, "transition/beside.html", {"page": shown}, current="transition")
