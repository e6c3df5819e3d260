"""Walking, noting, deciding on passages."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _

from clauseway.catalogue.queries import CompiledEdition
from clauseway.conformity.operations import walk
from clauseway.conformity.queries import walked
from clauseway.documents.operations import decide
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.web.components import Action, Empty
from clauseway.web.frame import Place, in_system, page, say, say_refusal
from clauseway.web.gap import build
from clauseway.web.requirements.build import kinds_of
from clauseway.web.requirements.dossier import dossier
from clauseway.web.requirements.find import Found, editions_of, find
from clauseway.web.wording.lookup import look_up


def _rows(place: Place, editions: Sequence[CompiledEdition]) -> list[build.Stop]:
    assert place.system is not None
    return build.stops(walked(place.context, place.system.id), editions)


@in_system
def index(place: Place) -> HttpResponse:
    """Go on where nobody has looked yet; the first requirement when all were looked at."""
    rows = _rows(place, [entry.edition for entry in editions_of(place)])
    if not rows:
        empty = Empty(
            title=_("There is nothing to walk yet"),
            text=_("Choose a standard first. Then the walk takes you through what it asks, one requirement at a time."),
            example=_("Arrow keys go on and back, a note is kept while you type, “a” accepts a passage."),
            action=Action(label=_("Choose standards"), href=f"{place.base}/setup/standards/", primary=True),
        )
        return page(place, "gap/empty.html", {"empty": empty}, current="walk")
    following = build.next_open(rows, -1)
    if following is None:
        say(place, _("All %s requirements have been looked at.") % len(rows))
    return HttpResponseRedirect(build.step_href(place, following or rows[0]))


@in_system
def show(place: Place, edition: str, ref: str) -> HttpResponse:
    """One requirement of the walk."""
    return _show(place, find(place, edition, ref), {})


def _show(place: Place, found: Found, note: Mapping[str, Any], status: int = 200) -> HttpResponse:
    assert place.system is not None
    rows = _rows(place, found.editions)
    held = dossier(place.context, place.system.id, found.requirement.id)
    kinds = kinds_of(held.reasons, found.requirement)
    lookup = look_up(place.context, place.system.id, held.reasons, kinds=kinds)
    shown = build.step(place, found, rows, held, lookup, note)
    return page(place, "gap/show.html", {"page": shown}, current="walk", status=status)


@in_system
def note(place: Place, edition: str, ref: str) -> HttpResponse:
    """Keep the note (autosave asks for JSON), or note that it was looked at and go on. A conflict shows both texts.

    Who signed in again on the way here comes back to the step, where what they typed waits.
    """
    if place.request.method != "POST":
        return HttpResponseRedirect(f"{place.base}/gap/{edition}/{ref}/")
    found = find(place, edition, ref)
    assert place.system is not None
    posted = place.request.POST
    quiet = place.request.headers.get("accept", "").startswith("application/json")
    version = posted.get("version", "")
    text = posted.get("note", "")[:20_000]
    try:
        kept = walk(
            place.context,
            place.system.id,
            requirement=found.requirement.id,
            note=text,
            version=int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0,
            walked=not quiet,
        )
    except Conflict as conflict:
        details = conflict.details
        if quiet:
            told = {"message": conflict.message, "theirs": details["note"], "version": details["version"]}
            return JsonResponse(told, status=409)
        both = {
            "text": text,
            "version": details["version"],
            "theirs": details["note"] or _("(empty)"),
            "mine": text,
            "error": conflict.message,
        }
        return _show(place, found, both, status=409)
    except NotFound:
        raise
    except Refusal as refusal:
        if quiet:
            return JsonResponse({"message": refusal.message}, status=refusal.status)
        return _show(place, found, {"text": text, "error": refusal.message}, status=refusal.status)
    if quiet:
        return JsonResponse({"version": kept.version, "said": _("Saved")})
    return HttpResponseRedirect(_onward(place, found))


def _onward(place: Place, found: Found) -> str:
    rows = _rows(place, found.editions)
    following = build.next_open(rows, build.position_of(rows, found))
    if following is None:
        say(place, _("All %s requirements have been looked at.") % len(rows))
        return build.step_href(place, found)
    return build.step_href(place, following)


@in_system
def passage(place: Place, edition: str, ref: str, suggestion: uuid.UUID, verdict: str) -> HttpResponse:
    """Accept or reject a suggested passage and stay at the requirement."""
    found = find(place, edition, ref)
    if place.request.method == "POST":
        try:
            decide(place.context, suggestion, verdict)
        except NotFound:
            raise
        except Refusal as refusal:
            say_refusal(place, refusal)
    return HttpResponseRedirect(build.step_href(place, found))
