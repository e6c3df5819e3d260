"""Every address of the pages. Each journey keeps its own list; `o/<organization>/s/<system>/` is where a system's pages live."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

SYSTEM = "o/<slug:organization>/s/<slug:system>/"
ORGANIZATION = "o/<slug:organization>/"


def health(request: HttpRequest) -> HttpResponse:
    """Answers when the process is up; asks no database."""
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns: list[URLPattern | URLResolver] = [
    path("health", health, name="health"),
    path("accounts/", include("allauth.urls")),
]
for journey, prefix in (
    ("start", ""),
    ("desk", ""),
    ("invitations", ""),
    ("members", ORGANIZATION),
    ("guests", ""),
    ("people", ORGANIZATION),
    ("exchange", ORGANIZATION),
    ("costing", ORGANIZATION),
    ("choosing", ORGANIZATION),
    ("library", ""),
    ("links", ""),
    ("setup", SYSTEM),
    ("processes", SYSTEM),
    ("stocktake", SYSTEM),
    ("suppliers", SYSTEM),
    ("instruments", SYSTEM),
    ("binding", SYSTEM),
    ("several", SYSTEM),
    ("kept", SYSTEM),
    ("context", SYSTEM),
    ("indicators", SYSTEM),
    ("objectives", SYSTEM),
    ("forms", SYSTEM),
    ("documents", SYSTEM),
    ("evidence", SYSTEM),
    ("requirements", SYSTEM),
    ("comparing", SYSTEM),
    ("transition", SYSTEM),
    ("gap", SYSTEM),
    ("standing", SYSTEM),
    ("plan", SYSTEM),
    ("work", SYSTEM),
    ("reports", SYSTEM),
    ("search", SYSTEM),
    ("palette", ""),
    ("track", SYSTEM),
):
    if (Path(__file__).parent / journey / "urls.py").exists():
        urlpatterns.append(path(prefix, include(f"clauseway.web.{journey}.urls")))
