"""The list of indicators and one indicator."""

import uuid
from typing import Any

from django.db.models import DateField, ExpressionWrapper, F, Q
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.utils.translation import gettext as _

from clauseway.kernel.folding import fold
from clauseway.processes.models import Indicator
from clauseway.processes.queries.indicators import get_indicator, indicators
from clauseway.web.components import Action, Empty, State
from clauseway.web.frame import Place, in_system, page
from clauseway.web.indicators import build
from clauseway.web.jinja import day
from clauseway.web.kept.tab import kept_tab
from clauseway.web.listing import Listing, choose, columns, listing, page_of
from clauseway.web.stocktake.exports import exports
from clauseway.web.tables import Cell, Pager, Row, Sign, Table, View

CURRENT = "indicators"
SORTS = {"name": "fold", "last": "last_on", "every": "every_days"}


@in_system
def index(place: Place) -> HttpResponse:
    """What is measured, with the newest value of each."""
    asked = listing(place.request, sorts=tuple(SORTS), filters=("about", "show"))
    rows, pager = page_of(asked, _found(place, asked))
    here, may = f"{place.base}/indicators/", place.may("stocktake.edit")
    table = _table(place, asked, rows, pager)
    file = place.may("evidence.file")
    do = [Action(label=_("Bring in values"), href=f"{place.base}/stocktake/measurements/import/")] if file else []
    do += [Action(label=_("Values from machines"), href=f"{here}machines/")] if may else []
    do += [Action(label=_("Add an indicator"), href=f"{here}new/", primary=True)] if may else []
    lead = _(
        "What you measure, in your own rhythm. An indicator nobody feeds shows nothing; a value outside its limits wants somebody who looks into it."
    )
    values = {"title": _("Indicators"), "lead": lead, "table": table, "do": tuple(do)}
    return page(place, "list.html", values, current=CURRENT)


def _table(place: Place, asked: Listing, rows: list[Indicator], pager: Pager) -> Table:
    here, may = f"{place.base}/indicators/", place.may("stocktake.edit")
    return Table(
        id="indicators",
        caption=_("Indicators"),
        href=here,
        columns=columns(
            asked,
            ("name", _("Indicator"), "main"),
            ("last", _("Newest value"), "short"),
            ("state", _("Limits"), "short"),
            ("every", _("Next due"), "short"),
            ("owner", _("Owner"), "text"),
            sortable=("name", "last", "every"),
        ),
        rows=tuple(_row(place, row) for row in rows),
        pager=pager,
        empty=Empty(
            title=_("Nothing is measured yet"),
            text=_("Name what shows whether a process works: how it is counted, how often, and what is good."),
            example=_("Orders delivered on the promised day · % · at least 95 · every month"),
            action=Action(label=_("Add an indicator"), href=f"{here}new/", primary=True) if may else None,
        ),
        search=asked.q,
        search_label=_("Search name or definition"),
        filters=(
            choose(
                asked,
                "about",
                _("About"),
                _("about anything"),
                [(value, str(label)) for value, label in Indicator.ABOUT],
            ),
        ),
        views=(*_views(asked), kept_tab(place, asked)),
        kept=asked.keeping("show"),
        exports=exports(place, "indicators"),
        filtered=asked.filtered,
        clear_href=here,
    )


def _views(asked: Listing) -> tuple[View, ...]:
    shows = (("", _("Now")), ("outside", _("Outside")), ("late", _("Not fed")), ("ended", _("Ended")))
    current = asked.filters.get("show", "")
    return tuple(View(label=label, href=asked.href(show=key, page=1), current=key == current) for key, label in shows)


def _found(place: Place, asked: Listing) -> Any:
    rows, today, show = indicators(place.context), place.context.today, asked.filters.get("show", "")
    ended = Q(live_until__lte=today)
    rows = rows.filter(ended) if show == "ended" else rows.exclude(ended)
    if show == "outside":
        rows = rows.filter(outside=True)
    if show == "late":
        due = ExpressionWrapper(Coalesce("last_on", "live_from") + F("every_days"), output_field=DateField())
        rows = rows.annotate(due=due).filter(Q(due__lte=today) | Q(every_days=None))
    if about := asked.filters.get("about"):
        rows = rows.filter(about=about)
    for word in fold(asked.q).split():
        rows = rows.filter(Q(fold__contains=word) | Q(definition__icontains=word))
    return rows.order_by(("-" if asked.descending else "") + SORTS[asked.sort], "fold", "id")


def _row(place: Place, row: Indicator) -> Row:
    next_on = build.due(row)
    late = row.live_until is None and next_on is not None and next_on <= place.context.today
    state = State.UNKNOWN if row.last_value is None or late else State.GAP if row.outside else State.SHOWN
    word = _("not fed") if late or row.last_value is None else _("outside") if row.outside else _("within")
    return Row(
        key=str(row.id),
        label=row.name,
        cells=(
            Cell(text=row.name, href=build.address(place, row), note=row.process.name if row.process else ""),
            Cell(text=build.with_unit(row.last_value, row.unit), note=day(row.last_on)),
            Cell(text="", signs=(Sign(state=state, word=word, tag=True),)),
            Cell(text=day(next_on) or _("no rhythm set"), late=late),
            Cell(text=row.owner.name if row.owner else ""),
        ),
    )


@in_system
def show(place: Place, indicator: uuid.UUID) -> HttpResponse:
    """One indicator."""
    found = get_indicator(place.context, indicator)
    asked = listing(place.request, sorts=("on",), filters=("chart",), default="-on")
    made = build.indicator_page(place, found, asked, everything=asked.filters.get("chart") == "all")
    return page(place, "indicators/indicator.html", {"page": made}, current=CURRENT)
