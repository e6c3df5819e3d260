"""Values of an indicator from a machine: one POST, all of its values or none."""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from clauseway.kernel.context import Context, enter
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.kernel.work import unit_of_work
from clauseway.organization.links import mark_used, open_link
from clauseway.processes.operations.feeding import SCOPE, feed
from clauseway.processes.operations.indicators import Value

MOST_BYTES = 1_000_000
MOST_VALUES = 2_000
FIELDS = {"on", "value", "label", "note"}


class Denied(Refusal):
    """No token, or one that opens nothing (any more)."""

    status = 401


class TooOften(Refusal):
    """More requests than the limit allows."""

    status = 429


@csrf_exempt  # there is no session: the token in the head is all that counts
def take(request: HttpRequest, indicator: uuid.UUID) -> HttpResponse:
    """Take values in. Answers what was new, was there already, and replaced another; a refusal names code, message and field."""
    try:
        if request.method != "POST":
            return _refused(Refusal("api.method", _("Send a POST."), field=""), status=405)
        token = _token(request)
        context = _opened(request, token)
        fed, because = _read(request)
        key = request.headers.get("Idempotency-Key", "").strip()
        with unit_of_work(context):
            taken = feed(context, indicator, fed, because=because, key=key, digest=_digest(indicator, request.body))
            mark_used(context, token)
    except Refusal as refusal:
        return _refused(refusal)
    return _private(JsonResponse({"new": taken.new, "same": taken.same, "corrected": taken.corrected}))


def _token(request: HttpRequest) -> str:
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token.strip():
        raise Denied("api.token-missing", _("Send the token as “Authorization: Bearer …”."))
    return token.strip()


def _opened(request: Any, token: str) -> Context:
    """The context of a token. Denied for one that is unknown, expired, revoked or for something else, which of them is not told."""
    if not ratelimit.consume(request, action="indicator-readings", key=hashlib.sha256(token.encode()).hexdigest()):
        raise TooOften("api.too-often", _("Too many requests with this token. Wait a minute."))
    try:
        context = open_link(token, scope=SCOPE, request=getattr(request.context, "request", ""))
    except NotFound as closed:
        if not ratelimit.consume(request, action="indicator-readings-denied"):
            raise TooOften("api.too-often", _("Too many requests. Wait a minute.")) from closed
        raise Denied("api.token", _("This token opens nothing.")) from closed
    enter(context)
    return context


def _read(request: HttpRequest) -> tuple[list[Value], str]:
    """The values of the body and why some are corrected. Refuses what is no such JSON, naming the value by its place."""
    if len(request.body) > MOST_BYTES:
        raise Refusal("api.too-long", _("At most a million bytes in one request."))
    try:
        told = json.loads(request.body, parse_float=Decimal, parse_int=Decimal, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise Refusal("api.no-json", _("This is no JSON: %s") % str(error)[:120]) from error
    if not isinstance(told, dict):
        raise Refusal("api.no-object", _("Send an object with “readings”."))
    rows = told.get("readings", [told] if "value" in told else None)
    if not isinstance(rows, list) or not rows:
        raise Refusal("api.readings-missing", _("Send a list of values as “readings”."), field="readings")
    if len(rows) > MOST_VALUES:
        raise Refusal("api.readings-many", _("At most %d values in one request.") % MOST_VALUES, field="readings")
    because = told.get("because", "")
    if not isinstance(because, str):
        raise Refusal("api.because", _("Say why as a text."), field="because")
    return [_value(row, n) for n, row in enumerate(rows)], because


def _value(row: Any, place: int) -> Value:
    at = f"readings[{place}]"
    if not isinstance(row, Mapping):
        raise Refusal("api.reading", _("Each value is an object."), field=at)
    if unknown := sorted(set(row) - FIELDS - {"because"}):
        raise Refusal("api.unknown", _("There is no “%s”.") % unknown[0][:40], field=f"{at}.{unknown[0][:40]}")
    try:
        on = dt.date.fromisoformat(str(row.get("on", "")))
    except ValueError:
        raise Refusal("api.on", _("Give the day as 2026-03-14."), field=f"{at}.on") from None
    given = row.get("value")
    try:
        value = given if isinstance(given, Decimal) else Decimal(given if isinstance(given, str) else "none")
    except InvalidOperation:
        raise Refusal("api.value", _("Give the value as a number, with a point."), field=f"{at}.value") from None
    texts = {name: row.get(name, "") for name in ("label", "note")}
    for name, text in texts.items():
        if not isinstance(text, str):
            raise Refusal("api.text", _("Give a text."), field=f"{at}.{name}")
    return Value(on, value, texts["label"].strip(), texts["note"])


def _digest(indicator: uuid.UUID, body: bytes) -> str:
    return hashlib.sha256(indicator.bytes + body).hexdigest()


def _refused(refusal: Refusal, status: int = 0) -> HttpResponse:
    told = {"code": refusal.code, "message": refusal.message, "field": refusal.field}
    answer = JsonResponse(told, status=status or refusal.status)
    if refusal.status == Denied.status:
        answer["WWW-Authenticate"] = "Bearer"
    if refusal.status == TooOften.status:
        answer["Retry-After"] = "60"
    return _private(answer)


def _private(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    return answer
