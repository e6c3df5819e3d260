"""Views of taking files in: give them, watch them being read, see what became of each."""

import json
import uuid
from typing import Any

from django.core.exceptions import TooManyFilesSent
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from clauseway.documents.operations import Incoming, restart_drop, start_drop
from clauseway.documents.queries import drop_standing, files_of
from clauseway.kernel.refusals import Refusal
from clauseway.web.documents import build, dropping
from clauseway.web.frame import Place, in_system, page, say_refusal
from clauseway.web.tables import PAGE_SIZE

SHOWN = ("refused", "read", "known")


@csrf_exempt  # so that too many files can be told in a sentence: `_guarded` checks the token once the form could be read
@require_http_methods(["GET", "POST"])
def drop_page(request: Any, **kwargs: Any) -> HttpResponse:
    """Where files are given. Django refuses a form of too many files before any view sees it, with a bare page; here it is told."""
    if request.method == "POST":
        try:
            request.POST  # noqa: B018 - reads the form
        except TooManyFilesSent:
            return _too_many(request, **kwargs)
    return _guarded(request, **kwargs)  # type: ignore[no-any-return]


@in_system
def _too_many(place: Place) -> HttpResponse:
    text = _("These are too many files for one form. Send them in parts or as a zip archive. Nothing was taken in.")
    return _refused(place, text, uuid.uuid4().hex)


@csrf_protect
@in_system
def _guarded(place: Place) -> HttpResponse:
    request = place.request
    if request.method == "GET":
        return page(
            place, "documents/import.html", {"page": dropping.drop_page(place, uuid.uuid4().hex)}, current="documents"
        )
    token = request.POST.get("token", "")[:64]
    files = _given(request)
    try:
        drop = start_drop(
            place.context, build.system_of(place), name=_name(files), files=files, token=token, defer=True
        )
    except Refusal as refusal:
        return _refused(place, refusal.message, token, status=refusal.status)
    href = f"{place.base}/documents/import/{drop.id}/"
    if request.headers.get("accept", "").startswith("application/json"):
        return JsonResponse({"href": href})
    return HttpResponseRedirect(href)


def _refused(place: Place, text: str, token: str, status: int = 422) -> HttpResponse:
    if place.request.headers.get("accept", "").startswith("application/json"):
        return JsonResponse({"message": text}, status=status)
    shown = dropping.drop_page(place, token, error=text)
    return page(place, "documents/import.html", {"page": shown}, current="documents", status=status)


def _given(request: Any) -> list[Incoming]:
    """Files of both inputs in order, each by its path where the script told it; content is read when its turn comes."""
    sent = [*request.FILES.getlist("files"), *request.FILES.getlist("folder")]
    paths = _paths(request.POST.get("paths", ""), len(sent))
    return [Incoming(name or file.name, file.size, file.read) for file, name in zip(sent, paths, strict=True)]


def _paths(text: str, count: int) -> list[str]:
    try:
        found = json.loads(text or "[]")
    except ValueError:
        found = []
    fits = isinstance(found, list) and len(found) == count and all(isinstance(one, str) for one in found)
    return found if fits else [""] * count


def _name(files: list[Incoming]) -> str:
    if not files:
        return ""
    folders = {file.name.replace("\\", "/").split("/")[0] for file in files if "/" in file.name.replace("\\", "/")}
    if len(files) == 1:
        return files[0].name
    if len(folders) == 1:
        return folders.pop()
    return _("%(name)s and %(count)s more") % {"name": files[0].name, "count": len(files) - 1}


@require_GET
@in_system
def result_page(place: Place, drop: uuid.UUID) -> HttpResponse:
    """How far a drop is and what became of each file."""
    standing = drop_standing(place.context, build.system_of(place), drop)
    shown = place.request.GET.get("state", "")
    shown = shown if shown in SHOWN else ""
    asked = place.request.GET.get("page", "1")
    number = max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    rows = files_of(place.context, drop)
    rows = rows.filter(state=shown) if shown else rows
    files = list(rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
    values = {"page": dropping.result_page(place, standing, files, shown, number)}
    return page(place, "documents/drop.html", values, current="documents")


@require_GET
@in_system
def progress(place: Place, drop: uuid.UUID) -> HttpResponse:
    """What the page asks each second; at the end the page is asked to show the result."""
    shown = dropping.progress_of(place, drop_standing(place.context, build.system_of(place), drop))
    if shown is None:
        answer = HttpResponse(status=200)
        answer["HX-Refresh"] = "true"
        return answer
    return render(place.request, "components/progress_fragment.html", {"progress_row": shown})


@require_POST
@in_system
def again(place: Place, drop: uuid.UUID) -> HttpResponse:
    """Let a drop that stopped go on."""
    try:
        restart_drop(place.context, drop)
    except Refusal as refusal:
        say_refusal(place, refusal)
    return HttpResponseRedirect(f"{place.base}/documents/import/{drop}/")
