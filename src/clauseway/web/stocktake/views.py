"""The stocktake's pages: lists one types in, one entry, the statement that there are none."""

import json
from datetime import date
from typing import Any

from django.db import IntegrityError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clauseway.evidence.operations import attest_none
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.kernel.work import unit_of_work
from clauseway.organization.policies import require
from clauseway.web.frame import Place, in_system, page, say, say_refusal
from clauseway.web.refusing import Difference, conflict
from clauseway.web.stocktake import build
from clauseway.web.stocktake.page import EditRow
from clauseway.web.stocktake.registers import Entry, Register, as_uuid, day_of, read_all
from clauseway.web.stocktake.shelf import counts, find
from clauseway.web.stocktake.subjects import kinds


@in_system
def index(place: Place) -> HttpResponse:
    """The first register."""
    return HttpResponseRedirect(build.address(place, "processes"))


@in_system
def others(place: Place) -> HttpResponse:
    """The populations that no room keeps, as tiles."""
    numbers = counts(place)
    asked, rest = build.tiles(place, numbers)
    values = {"tabs": build.tabs(place, "others", numbers), "tiles": asked, "rest": rest}
    return page(place, "stocktake/others.html", values, current="stocktake")


@in_system
def register(place: Place, register: str) -> HttpResponse:
    """One register."""
    return _list(place, find(register))


def _list(place: Place, found: Register, adding: EditRow | None = None, status: int = 200) -> HttpResponse:
    made = build.register_page(place, found, adding)
    return page(place, "stocktake/register.html", {"page": made}, current="stocktake", status=status)


@require_POST
@in_system
def add(place: Place, register: str) -> HttpResponse:
    """Add one entry; refused, the list comes back with what was typed."""
    found = find(register)
    require(place.context, found.permission)
    typed = place.request.POST
    values, errors = read_all(found, typed, build.people_for(place, found), new=True)
    error = ""
    if not errors:
        try:
            with unit_of_work(place.context):
                found.add(place, values)
            said = _("“%s” is added.") % str(values[found.main.key])[:80]
            if place.request.htmx:
                answer = _list(place, found)
                answer["HX-Trigger"] = json.dumps({"toast": {"text": said, "state": "shown"}})
                return answer
            say(place, said)
            return HttpResponseRedirect(build.address(place, register))
        except (Refusal, IntegrityError) as refusal:
            errors, error = _said(found, refusal)
    return _list(place, found, build.blank(place, found, typed, errors, error), status=422)


def _said(found: Register, refusal: Exception) -> tuple[dict[str, str], str]:
    """A refusal as the error of its column, or of the row."""
    if isinstance(refusal, IntegrityError):
        return {found.main.key: _("There is one of this name already.")}, ""
    assert isinstance(refusal, Refusal)
    field = refusal.field.removesuffix("_id")
    if field in {c.key for c in found.columns} or field == "live_until":
        return {field: refusal.message}, ""
    return {}, refusal.message


def _get(place: Place, found: Register, ref: str) -> Entry:
    rows = found.rows(place)
    row_ = rows.filter(ref=ref).first() if found.kind in kinds() else rows.filter(id=as_uuid(ref)).first()
    if row_ is None:
        raise NotFound("stocktake.not-found", _("There is no such entry."))
    return found.entry(row_)


@in_system
def row(place: Place, register: str, ref: str) -> HttpResponse:
    """One row as it is stored, for a change that is given up."""
    found = find(register)
    if not place.request.htmx:
        return HttpResponseRedirect(build.address(place, register))
    return _row(place, found, _get(place, found, ref))


def _row(place: Place, found: Register, entry: Entry) -> HttpResponse:
    return render(place.request, "stocktake/row.html", {"row": build.shown(place, found, entry)})


@in_system
def entry(place: Place, register: str, ref: str) -> HttpResponse:
    """Change or end one entry: a row of its table with htmx, a page without."""
    found = find(register)
    require(place.context, found.permission)
    stored = _get(place, found, ref)
    if place.request.method != "POST":
        return _edit(place, found, build.editing(place, found, stored), stored)
    typed = place.request.POST
    values, errors = read_all(found, typed, build.people_for(place, found), new=False)
    values, errors = _until(place, stored, typed, values, errors)
    error = ""
    if not errors:
        try:
            with unit_of_work(place.context):
                found.change(place, ref, typed.get("version", ""), values)
        except Conflict as refusal:
            return _conflict(place, found, stored, typed, refusal)
        except (Refusal, IntegrityError) as refusal:
            if isinstance(refusal, NotFound):
                raise
            errors, error = _said(found, refusal)
        else:
            if place.request.htmx:
                return _row(place, found, _get(place, found, ref))
            say(place, _("Saved."))
            return HttpResponseRedirect(build.address(place, register))
    return _edit(place, found, build.editing(place, found, stored, typed, errors, error), stored, status=422)


def _until(
    place: Place, stored: Entry, typed: Any, values: dict[str, Any], errors: dict[str, str]
) -> tuple[dict[str, Any], dict[str, str]]:
    """The end of an entry: not before it began; emptied, the entry lives again."""
    if "live_until" not in typed:
        return values, errors
    try:
        until: date | None = day_of(typed["live_until"], "live_until")
    except Refusal as refusal:
        return values, {**errors, "live_until": refusal.message}
    if until is not None and until < stored.live_from:
        return values, {**errors, "live_until": _("It would end before it began.")}
    return {**values, "live_until": until}, errors


def _edit(place: Place, found: Register, editing: EditRow, stored: Entry, status: int = 200) -> HttpResponse:
    if place.request.htmx:
        return render(place.request, "stocktake/edit_row.html", {"row": editing}, status=status)
    values = {
        "row": editing,
        "title": stored.name,
        "register": found.label,
        "people": build.people_for(place, found).options,
    }
    return page(place, "stocktake/entry.html", values, current="stocktake", status=status)


def _conflict(place: Place, found: Register, stored: Entry, typed: Any, refusal: Conflict) -> HttpResponse:
    """Somebody else was quicker: both values, in the row or on a page of their own."""
    now = _get(place, found, stored.ref)
    if place.request.htmx:
        message = _(
            "Somebody else changed this meanwhile. What they stored stands below each box; save again to keep yours."
        )
        return _edit(place, found, build.editing(place, found, now, typed, {}, message, against=now), now, status=422)
    rows = [Difference(c.key, c.label, now.typed(c), typed.get(c.key, "")) for c in found.columns if not c.only_new]
    until = now.live_until.isoformat() if now.live_until else ""
    rows.append(Difference("live_until", _("Ended on"), until, typed.get("live_until", "")))
    back = build.address(place, found.key)
    return conflict(
        place,
        title=now.name,
        href=f"{back}entry/{now.ref}/",
        back=back,
        version=now.version,
        values=rows,
        current="stocktake",
    )


@require_POST
@in_system
def none(place: Place, register: str) -> HttpResponse:
    """A named person states that there are none."""
    found = find(register)
    if not found.may_be_none:
        raise NotFound("stocktake.not-found", _("This cannot be empty."))
    back = build.address(place, register)
    if counts(place)[found.key]:
        say(place, _("There is one already, so nobody can state that there are none."))
        return HttpResponseRedirect(back)
    try:
        attest_none(place.context, kind=found.kind, reason=place.request.POST.get("reason", ""))
        say(place, _("Your statement is recorded."))
    except Refusal as refusal:
        say_refusal(place, refusal)
    return HttpResponseRedirect(back)
