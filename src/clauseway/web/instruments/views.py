"""The list of measuring equipment, and one instrument."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext as _

from clauseway.conformity.judging import refresh
from clauseway.evidence.queries import last_on_record
from clauseway.kernel.folding import fold
from clauseway.resources.models import Equipment
from clauseway.resources.queries.equipment import due_day, due_until, get_equipment
from clauseway.systems.queries import current_rhythms
from clauseway.web.components import Action, Empty
from clauseway.web.frame import Place, in_system, page
from clauseway.web.instruments import build
from clauseway.web.jinja import day
from clauseway.web.kept.tab import kept_tab
from clauseway.web.listing import Listing, choose, columns, listing, page_of
from clauseway.web.several.deeds import bulk
from clauseway.web.stocktake.exports import exports
from clauseway.web.tables import Cell, Pager, Row, Sign, Table, View, on_record

CURRENT = "equipment"
FILTERS = ("state", "result", "show")
SORTS = {"name": "fold", "identifier": "identifier", "due": "due_on", "calibrated": "last_on"}
SOON = timedelta(days=30)


def own_days(place: Place) -> int | None:
    """How often the organization calibrates by its own criterion."""
    assert place.system is not None
    rhythm = current_rhythms(place.context, place.system.id).get("calibration")
    return rhythm.days if rhythm else None


@in_system
def index(place: Place) -> HttpResponse:
    """Everything we measure with, and what is due."""
    asked = listing(place.request, sorts=tuple(SORTS), filters=FILTERS)
    days = own_days(place)
    rows, pager = page_of(asked, _found(place, asked, days))
    register = f"{place.base}/stocktake/equipment/"
    values = {
        "title": _("Measuring equipment"),
        "lead": _("What results depend on. In time, or set aside before it is due: both are fine."),
        "table": _table(place, asked, rows, pager, days),
        "do": (Action(label=_("Register and sheets"), href=register, primary=True),)
        if place.may("stocktake.edit")
        else (),
    }
    return page(place, "list.html", values, current=CURRENT)


def _table(place: Place, asked: Listing, rows: list[Equipment], pager: Pager, days: int | None) -> Table:
    here = f"{place.base}/equipment/"
    results = [*((value, str(label)) for value, label in Equipment.RESULTS), ("none", _("never calibrated"))]
    states = [(value, str(label)) for value, label in Equipment.STATES]
    told = last_on_record(
        place.context, "measuring-equipment.calibrated", [str(row.id) for row in rows if not row.last_result]
    )
    return Table(
        id="equipment",
        caption=_("Measuring equipment"),
        href=here,
        columns=columns(
            asked,
            ("name", _("Instrument"), "main"),
            ("identifier", _("Identifier"), "short"),
            ("state", _("State"), "short"),
            ("result", _("Latest calibration"), "short"),
            ("calibrated", _("Calibrated on"), "short"),
            ("due", _("Due"), "short"),
            sortable=("name", "identifier", "calibrated", "due"),
        ),
        rows=tuple(_row(place, row, days, told.get(str(row.id))) for row in rows),
        pager=pager,
        empty=_empty(place),
        search=asked.q,
        search_label=_("Search name, identifier or place"),
        filters=(
            choose(asked, "state", _("State"), _("any state"), states),
            choose(asked, "result", _("Result"), _("any result"), results),
        ),
        views=(*_views(asked), kept_tab(place, asked)),
        kept=asked.keeping("show"),
        bulk=bulk(place, "equipment"),
        exports=exports(place, "equipment"),
        filtered=asked.filtered,
        clear_href=here,
    )


def _views(asked: Listing) -> tuple[View, ...]:
    shows = (("", _("Now")), ("due", _("Due")), ("soon", _("Due within 30 days")), ("ended", _("Ended")))
    current = asked.filters.get("show", "")
    return tuple(View(label=label, href=asked.href(show=key, page=1), current=key == current) for key, label in shows)


def _found(place: Place, asked: Listing, days: int | None) -> Any:
    rows, today = Equipment.objects.all(), place.context.today
    ended, show = Q(live_until__lte=today), asked.filters.get("show", "")
    rows = rows.filter(ended) if show == "ended" else rows.exclude(ended)
    if show in ("due", "soon"):
        rows = due_until(rows, today + (SOON if show == "soon" else timedelta()), days)
    if state := asked.filters.get("state"):
        rows = rows.filter(state=state)
    if result := asked.filters.get("result"):
        rows = rows.filter(last_result="" if result == "none" else result)
    for word in fold(asked.q).split():
        rows = rows.filter(
            Q(fold__contains=word)
            | Q(identifier__icontains=word)
            | Q(location__icontains=word)
            | Q(measures__icontains=word)
        )
    return rows.order_by(("-" if asked.descending else "") + SORTS[asked.sort], "fold", "id")


def _row(place: Place, row: Equipment, days: int | None, told: date | None) -> Row:
    """`told`: when somebody put a calibration on record without its certificate here."""
    own = Sign(state=build.SIGNS[row.last_result], word=build.result_word(row.last_result), tag=True)
    due, today = due_day(row, days), place.context.today
    used = row.state == "in-use" and row.plan == "calibrate"
    late = used and due is not None and due <= today
    shown = due if used else None
    return Row(
        key=str(row.id),
        label=row.name,
        cells=(
            Cell(text=row.name, href=build.instrument_address(place, row), note=row.location),
            Cell(text=row.identifier),
            Cell(text=str(row.get_state_display())),
            Cell(text="", signs=(on_record() if told and not row.last_result else own,)),
            Cell(text=day(row.last_on or told)),
            Cell(text=day(shown), note=_("overdue") if late else "", late=late),
        ),
    )


def _empty(place: Place) -> Empty:
    return Empty(
        title=_("No instruments yet"),
        text=_("Paste the list you keep: name, identifier, range, place. Then record each calibration as it comes."),
        example=_("TW-07 · torque wrench · 40–200 Nm · in tolerance · due in March"),
        action=Action(label=_("Bring in a list"), href=f"{place.base}/stocktake/equipment/import/", primary=True)
        if place.may("stocktake.edit")
        else None,
    )


@in_system
def show(place: Place, instrument: uuid.UUID) -> HttpResponse:
    """One instrument."""
    assert place.system is not None
    refresh(place.context, place.system.id)
    found = get_equipment(place.context, instrument)
    values = {"page": build.instrument_page(place, found, own_days(place))}
    return page(place, "instruments/thing.html", values, current=CURRENT)
