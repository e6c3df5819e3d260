"""Sheets into and out of a register: the paste box, the dry run, the confirmed import, CSV and Excel."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from clauseway.kernel.refusals import Refusal
from clauseway.organization.policies import require
from clauseway.organization.sheets import last_sheet, remembered
from clauseway.web.components import State
from clauseway.web.frame import Place, in_system, page, say
from clauseway.web.jinja import day
from clauseway.web.stocktake import build
from clauseway.web.stocktake.importing import CHANGED, GONE, NEW, REFUSED, SAME, Plan, carry_out, dry_run
from clauseway.web.stocktake.registers import Register
from clauseway.web.stocktake.sheets import as_text, csv_of, excel_of, rows_of_file, rows_of_text
from clauseway.web.stocktake.shelf import find

SHOWN_LINES = 200
_STATES = {
    NEW: State.SHOWN,
    SAME: State.UNKNOWN,
    CHANGED: State.SOON,
    GONE: State.NOT_APPLICABLE,
    REFUSED: State.GAP,
}


@in_system
def imported(place: Place, register: str) -> HttpResponse:
    """GET: the paste box. POST: the dry run, or (with `sure`) the writing of exactly that."""
    found = find(register)
    require(place.context, found.permission)
    if place.request.method != "POST":
        return _page(place, found, "", None, "")
    posted = place.request.POST
    text = posted.get("text", "")
    try:
        upload = place.request.FILES.get("file")
        if upload is not None:
            text = as_text(rows_of_file(upload.name or "", upload.read(5_000_001)))
        plan = _plan(place, found, text, posted)
    except Refusal as refusal:
        return _page(place, found, text, None, refusal.message)
    if not posted.get("sure"):
        return _page(place, found, text, plan, "")
    done = carry_out(place, found, plan)
    if done.refused:
        lines = "; ".join(
            _("line %(number)d: %(reason)s") % {"number": n, "reason": why} for n, why in done.refused[:5]
        )
        say(
            place,
            _("%(count)d lines were refused: %(lines)s") % {"count": len(done.refused), "lines": lines},
            state=State.GAP,
        )
    say(place, _done(done.added, done.changed, done.ended))
    return HttpResponseRedirect(build.address(place, register))


def _done(added: int, changed: int, ended: int) -> str:
    if not (added or changed or ended):
        return _("Nothing to write: everything was there already.")
    said = _("%(added)d added, %(changed)d changed.") % {"added": added, "changed": changed}
    return said + " " + _("%d ended.") % ended if ended else said


def _plan(place: Place, found: Register, text: str, posted: Any) -> Plan:
    """The dry run: mapped as chosen on the page, else as a sheet with the same heads was mapped last time, else as guessed."""
    rows = rows_of_text(text)
    keys = {c.key for c in found.columns}
    mapping = [posted.get(f"map-{n}", "") for n in range(60) if f"map-{n}" in posted]
    chosen = [key if key in keys and key not in mapping[:n] else "" for n, key in enumerate(mapping)]
    head, whole = (None, False) if not mapping else (bool(posted.get("head")), bool(posted.get("whole")))
    if not mapping and (before := remembered(place.context, found.key, rows[0])) is not None:
        chosen = [key if key in keys else "" for key in before.mapping]
        head, whole = before.has_head, before.whole
    return dry_run(place, found, rows, build.people_for(place, found), chosen or None, head, whole=whole)


def _page(place: Place, found: Register, text: str, plan: Plan | None, error: str) -> HttpResponse:
    back = build.address(place, found.key)
    values = {
        "title": found.label,
        "back": back,
        "href": f"{back}import/",
        "text": text,
        "error": error,
        "columns": found.columns,
        "ends": found.ends,
        "example": "\t".join(c.label for c in found.columns),
        "plan": plan,
        "lines": _lines(plan) if plan else (),
        "more": max(0, len(plan.lines) - SHOWN_LINES) if plan else 0,
        "counts": [(what, _STATES[what], plan.count(what)) for what in _STATES] if plan else (),
        "last": _last(place, found) if plan is None else "",
    }
    return page(place, "stocktake/import.html", values, current="stocktake", status=422 if error else 200)


def _last(place: Place, found: Register) -> str:
    """When a sheet came in last, and what it did."""
    row = last_sheet(place.context, found.key)
    if row is None:
        return ""
    told = {
        "day": day(row.last_run_at),
        "who": row.last_run_by.name if row.last_run_by else _("somebody"),
        "what": _done(row.added, row.changed, row.ended),
    }
    return _("The last sheet came in on %(day)s, by %(who)s. %(what)s Its columns are remembered.") % told


def _lines(plan: Plan) -> list[Any]:
    """The refused lines first, then what changes; at most 200 are printed."""
    order = (REFUSED, GONE, CHANGED, NEW, SAME)
    ordered = sorted(plan.lines, key=lambda line: (order.index(line.what), line.number))
    return [(line, _STATES[line.what]) for line in ordered[:SHOWN_LINES]]


def _sheet(place: Place, found: Register) -> tuple[list[str], list[list[str]]]:
    asked = build.asked_for(place, found)
    entries = [found.entry(row) for row in build.found(place, found, asked)]
    head = [c.label for c in found.columns]
    return head, [[entry.text(c) for c in found.columns] for entry in entries]


@in_system
def as_csv(place: Place, register: str) -> HttpResponse:
    """What is listed, as CSV."""
    found = find(register)
    return _download(csv_of(*_sheet(place, found)), f"{found.key}.csv", "text/csv; charset=utf-8")


@in_system
def as_excel(place: Place, register: str) -> HttpResponse:
    """What is listed, as an Excel workbook."""
    found = find(register)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _download(excel_of(found.label, *_sheet(place, found)), f"{found.key}.xlsx", kind)


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
