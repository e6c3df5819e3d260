"""A form that is sent twice is carried out once: the page's token remembers, in the session, where the first sending led."""

import uuid
from typing import Any

from django.db import connection

FIELD = "once"
_KEPT = 20
_SESSION = "sent"


def token() -> str:
    """A new token for a form."""
    return uuid.uuid4().hex


def earlier(request: Any) -> str | None:
    """Where an earlier sending of this very form led, None when this is the first. Waits for one that is still running.

    The lock lasts as long as the request's transaction; the session is read afresh under it, because the other sending may have ended meanwhile.
    """
    given = request.POST.get(FIELD, "")[:64]
    if not given or request.session.session_key is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [given])
    fresh = type(request.session)(request.session.session_key).load()
    return next((href for sent, href in fresh.get(_SESSION, ()) if sent == given), None)


def remember(request: Any, href: str) -> None:
    """Note where this sending led, in the same transaction as what it did."""
    given = request.POST.get(FIELD, "")[:64]
    if not given or request.session.session_key is None:
        return
    request.session[_SESSION] = [*request.session.get(_SESSION, ())[1 - _KEPT :], [given, href]]
    request.session.save()
