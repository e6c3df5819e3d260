"""The transaction, the tenant and the headers of every request.

Our own middleware opens the transaction, because `ATOMIC_REQUESTS` wraps only the view: a template that asks the database afterwards would run outside it
and, without the organization set, see nothing.
"""

import uuid
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

from clauseway.kernel.context import Context, enter
from clauseway.kernel.refusals import Refusal
from clauseway.organization.queries import arrive

_PUBLIC = ("/static/", "/favicon.ico", "/health")
CSP = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; font-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class SecurityHeaders:
    """A strict content security policy and the headers Django does not set."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", CSP)
        response.setdefault("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
        response.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        return response


class Readable:
    """Leaves NUL characters out of what an address asks and a form says: nobody types one, and the database keeps none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.GET = _without_nul(request.GET)
        return self.get_response(request)

    def process_view(self, request: Any, _view: Any, _args: Any, _kwargs: Any) -> None:
        """A form with files is looked into only once the check against forgery has read it, so that a view may tell of too many."""
        read = request.content_type == "application/x-www-form-urlencoded" or hasattr(request, "_post")
        if (
            request.method == "POST"
            and read
            and any("\x00" in one for _name, many in request.POST.lists() for one in many)
        ):
            request.POST = _without_nul(request.POST)


def _without_nul(given: QueryDict) -> QueryDict:
    kept = QueryDict(mutable=True, encoding=given.encoding)
    for name, values in given.lists():
        kept.setlist(name.replace("\x00", ""), [str(value).replace("\x00", "") for value in values])
    kept._mutable = False
    return kept


class RolledBack(Exception):
    """Carries a response out of the transaction so that it rolls back."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__("rolled back")
        self.response = response


class Tenancy:
    """One transaction a request, in one context: user, organization (by the address), person, roles, now; moments are told in the organization's zone.

    `request.context` is the context; `request.belongings` the user's organizations. A response of 500 or more rolls everything back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(_PUBLIC):
            return self.get_response(request)
        identifier = uuid.uuid4().hex[:16]
        try:
            with transaction.atomic():
                response = self._respond(request, identifier)
                if response.status_code >= 500:
                    raise RolledBack(response)
                return response
        except RolledBack as rolled_back:
            return rolled_back.response

    def _respond(self, request: Any, identifier: str) -> HttpResponse:
        user = request.user if request.user.is_authenticated else None
        now = timezone.now()
        request.belongings = []
        request.belonging = None
        request.context = Context(None, user.id if user else None, now=now, request=identifier)
        if user is None:
            enter(request.context)
            return self.get_response(request)
        asked = request.path.split("/")
        address = asked[2] if len(asked) > 2 and asked[1] == "o" else ""
        request.belongings, request.belonging = arrive(user.id, address, now, identifier)
        if request.belonging is None:
            return self.get_response(request)
        request.context = request.belonging.context(user.id, now, identifier)
        with timezone.override(ZoneInfo(request.context.zone)):
            return self.get_response(request)

    def process_exception(self, request: Any, exception: Exception) -> HttpResponse | None:
        """A refusal that no view handled becomes a page that says why; nothing of the request stays written."""
        if isinstance(exception, Refusal):
            from clauseway.web.errors import refused

            transaction.set_rollback(True)
            return refused(request, exception)
        return None
