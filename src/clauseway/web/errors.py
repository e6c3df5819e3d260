"""Error pages: what happened, in a sentence, and what to do next."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from clauseway.kernel.refusals import Refusal


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    return render(request, "403.html", {"reason": reason}, status=403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: an old page, blocked cookies, or another site. The page keeps the draft (data-plain), so nothing typed is lost."""
    if request.headers.get("accept", "").startswith("application/json"):
        told = _("This page was too old. Load it again and send it once more.")
        return JsonResponse({"code": "form.stale", "message": told, "field": ""}, status=403)
    came = urlsplit(request.headers.get("referer", ""))
    wanted = f"{came.path}?{came.query}".rstrip("?") if came.netloc == request.get_host() else request.path
    back = wanted if url_has_allowed_host_and_scheme(wanted, None) else "/"
    return render(request, "stale.html", {"back": back}, status=403)


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
