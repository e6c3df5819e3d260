"""The map, and what is done on it without a form."""

import uuid

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.processes.operations.flows import end_flow
from clauseway.processes.operations.processes import place_process
from clauseway.processes.queries.flows import get_flow
from clauseway.web.asked import identifier
from clauseway.web.frame import Place, in_system, page, say, say_refusal
from clauseway.web.processes import build

CURRENT = "processes"


@in_system
def index(place: Place) -> HttpResponse:
    """The map: four lanes, the hand-overs, what does not fit."""
    q = place.request.GET.get("q", "").strip()[:200]
    return page(place, "processes/map.html", {"map": build.map_page(place, q)}, current=CURRENT)


@require_POST
@in_system
def put(place: Place) -> HttpResponse:
    """Put a process into its place: `process`, `kind` and `before` stand in the address or in the form."""
    given = {**place.request.GET.dict(), **place.request.POST.dict()}
    process = identifier(given.get("process", ""))
    if process is None:
        raise NotFound("process.not-found", _("There is no such process."))
    quiet = place.request.headers.get("X-Requested-With") == "map"
    try:
        place_process(
            place.context, process, kind=given.get("kind", ""), before=identifier(given.get("before", "") or "")
        )
    except NotFound:
        raise
    except Refusal as refusal:
        if quiet:
            return HttpResponse(refusal.message, status=refusal.status, content_type="text/plain")
        say_refusal(place, refusal)
    return HttpResponse(status=204) if quiet else HttpResponseRedirect(f"{place.base}/processes/")


@require_POST
@in_system
def end(place: Place, flow: uuid.UUID) -> HttpResponse:
    """Something is no longer handed over."""
    found = get_flow(place.context, flow)
    end_flow(place.context, flow, version=found.version)
    say(place, _("No longer handed over."))
    process = found.giver_id or found.taker_id
    return HttpResponseRedirect(f"{place.base}/processes/{process}/")
