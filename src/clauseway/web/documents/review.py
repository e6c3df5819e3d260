"""Views of deciding on suggestions: the queue, one suggestion, and the decisions, each answered as a page or as the card that changed."""

import uuid

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from procrastinate.contrib.django import app

from clauseway.documents import operations
from clauseway.documents.models import Suggestion
from clauseway.documents.queries import get_suggestion
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.organization.policies import require
from clauseway.web.asked import identifier
from clauseway.web.components import State
from clauseway.web.documents import build, cards
from clauseway.web.frame import Place, in_system, page, say, say_refusal


@require_GET
@in_system
def review_page(place: Place) -> HttpResponse:
    """The queue, of all documents or of one."""
    shown = cards.review_page(place, _document(place))
    return page(place, "documents/review.html", {"page": shown}, current="documents")


def _document(place: Place) -> uuid.UUID | None:
    return identifier(place.request.GET.get("document", ""))


@require_GET
@in_system
def suggestion_page(place: Place, suggestion: uuid.UUID) -> HttpResponse:
    """One suggestion by itself, with every requirement it may be moved to: the way without script."""
    row = _own(place, suggestion)
    known = cards.Known(place)
    if row.requirement_id not in known.by_id:
        raise NotFound("suggestion.not-found", _("Its standard is not applied any more."))
    values = {
        "card": cards.card(place, row, known),
        "targets": tuple(cards.targets(known)),
        "crumbs": build.crumb(place, (_("Review"), f"{place.base}/documents/review/"), (_("One suggestion"), "")),
    }
    return page(place, "documents/suggestion.html", values, current="documents")


def _own(place: Place, suggestion: uuid.UUID) -> Suggestion:
    row = get_suggestion(place.context, suggestion)
    if row.system_id != build.system_of(place):
        raise NotFound("suggestion.not-found", _("There is no such suggestion."))
    return row


@require_POST
@in_system
def decide(place: Place, suggestion: uuid.UUID) -> HttpResponse:
    """Accept, reject, move, accept for a further requirement, or take back. A decision made by somebody else meanwhile is shown, not overwritten."""
    row = _own(place, suggestion)
    message = ""
    try:
        _carry_out(place, row)
    except Conflict as conflict:
        message = conflict.message
    except NotFound:
        raise
    except Refusal as refusal:
        message = refusal.message
    if not getattr(place.request, "htmx", False):
        if message:
            say(place, message, state=State.GAP)
        return HttpResponseRedirect(_back(place))
    values = {
        "card": cards.card(place, get_suggestion(place.context, suggestion), cards.Known(place), message),
        "left": cards.left(place, _document(place)),
    }
    return render(place.request, "documents/card_fragment.html", values)


def _carry_out(place: Place, row: Suggestion) -> None:
    asked, posted = place.request.GET, place.request.POST
    verdict = posted.get("verdict", "") or asked.get("verdict", "")
    seen = asked.get("seen", "")
    version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else None
    if verdict == "undo":
        operations.undo(place.context, row.id, seen=version)
    elif verdict == "moved":
        operations.move(place.context, row.id, _requirement(posted.get("requirement", "")), seen=version)
    elif verdict == "also":
        operations.accept_also(place.context, row.id, _requirement(asked.get("requirement", "")))
    else:
        operations.decide(place.context, row.id, verdict, seen=version)


def _requirement(text: str) -> uuid.UUID:
    found = identifier(text)
    if found is None:
        raise Refusal("suggestion.requirement", _("Choose the requirement it describes."), field="requirement")
    return found


def _back(place: Place) -> str:
    """Where the decision came from, when that is one of our own pages; else the queue."""
    document = _document(place)
    if document and place.request.GET.get("back") == "document":
        return f"{place.base}/documents/{document}/"
    return f"{place.base}/documents/review/" + (f"?document={document}" if document else "")


@require_POST
@in_system
def again(place: Place) -> HttpResponse:
    """Have the passages matched anew by a job, such as after another standard was applied."""
    try:
        require(place.context, "evidence.file")
        system = build.system_of(place)
        job = app.configure_task("clauseway.documents.tasks.suggest_again", lock=f"suggest:{system}")
        job.defer(organization=str(place.context.require_organization()), zone=place.context.zone, system=str(system))
        say(place, _("Looking again; what is found appears here in a moment."), state=State.INFO)
    except Refusal as refusal:
        say_refusal(place, refusal)
    return HttpResponseRedirect(f"{place.base}/documents/review/")
