"""Error pages: what happened, in a sentence, and what to do next."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from clauseway.kernel.refusals import Refusal


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    return render(request, "403.html", {"reason": reason}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


def refused(request: Any, refusal: Refusal) -> HttpResponse:
    """A refusal as a page, a fragment for htmx (shown as a toast), or JSON for scripts."""
    if request.headers.get("accept", "").startswith("application/json"):
        return JsonResponse(
            {"code": refusal.code, "message": refusal.message, "field": refusal.field}, status=refusal.status
        )
    if refusal.status == 404:
        return not_found(request)
    if refusal.status == 403 and not getattr(request, "htmx", False):
        return forbidden(request, reason=refusal.message)
    return render(request, "refused.html", {"refusal": refusal}, status=refusal.status)
