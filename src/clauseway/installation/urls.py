"""The root of all addresses."""

from functools import lru_cache

from django.urls import ResolverMatch, URLResolver, include, path
from django.urls.resolvers import RoutePattern


class Remembering(URLResolver):
    """Finds the view of an address as ever, and remembers it: the list below is long, and a walk through it cost a tenth of a small page."""

    @lru_cache(maxsize=4096)  # noqa: B019 - there is one for the life of the process
    def resolve(self, path: str) -> ResolverMatch:
        found = super().resolve(path)
        found.tried = None  # what was tried before it is for a page that was not found
        return found


urlpatterns = [
    Remembering(RoutePattern(""), include("clauseway.web.urls")[0]),
    path("", include("clauseway.api.urls")),
]
handler404 = "clauseway.web.errors.not_found"
handler403 = "clauseway.web.errors.forbidden"
handler500 = "clauseway.web.errors.server_error"
