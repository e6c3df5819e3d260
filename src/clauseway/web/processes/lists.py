"""Processes as a list: searched, filtered, sorted, by fifties."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext as _

from clauseway.kernel.folding import fold
from clauseway.processes.models import Process
from clauseway.processes.queries import processes
from clauseway.web.components import Action, Empty
from clauseway.web.frame import Place, in_system, page
from clauseway.web.jinja import day
from clauseway.web.listing import Listing, choose, columns, listing, page_of
from clauseway.web.processes import build, naming
from clauseway.web.stocktake.exports import exports
from clauseway.web.tables import Cell, Row, Table

SORTS = {"name": "fold", "kind": "kind", "owner": "owner__fold", "since": "live_from"}


@in_system
def index(place: Place) -> HttpResponse:
    """All processes that are live, or have ended."""
    asked = listing(place.request, sorts=tuple(SORTS), filters=("kind", "show"))
    found, pager = page_of(asked, _found(place, asked))
    here = f"{place.base}/processes/list/"
    add = Action(label=_("New process"), href=f"{place.base}/processes/new/", primary=True)
    may = place.may("stocktake.edit")
    table = Table(
        id="processes",
        caption=_("Processes"),
        href=here,
        columns=columns(
            asked,
            ("name", _("Process"), "main"),
            ("kind", _("Kind"), "short"),
            ("owner", _("Owner"), "text"),
            ("since", _("Since"), "short"),
            sortable=SORTS,
        ),
        rows=tuple(_row(place, row) for row in found),
        pager=pager,
        empty=Empty(
            title=_("No processes yet"),
            text=_("What turns something into something, what steers it and what supports it."),
            action=add if may else None,
        ),
        search=asked.q,
        search_label=_("Search processes"),
        filters=(
            choose(asked, "kind", _("Kind"), _("any kind"), [(key, naming.lane_label(key)) for key in naming.ORDER]),
            choose(asked, "show", _("Which"), _("live"), [("ended", _("ended")), ("unowned", _("without owner"))]),
        ),
        kept=asked.kept,
        exports=exports(place, "processes"),
        filtered=asked.filtered,
        clear_href=here,
    )
    values = {
        "title": _("Processes"),
        "lead": _("Every process with its owner. Sheets of them are pasted and imported in the stocktake."),
        "tabs": build.tabs(place, "list"),
        "table": table,
        "do": (Action(label=_("Paste or import"), href=f"{place.base}/stocktake/processes/"), add) if may else (),
    }
    return page(place, "processes/list.html", values, current="processes")


def _found(place: Place, asked: Listing) -> Any:
    today = place.context.today
    ended = Q(live_until__lte=today)
    rows, show = processes(place.context), asked.filters.get("show", "")
    rows = rows.filter(ended) if show == "ended" else rows.exclude(ended)
    if show == "unowned":
        rows = rows.filter(owner=None)
    if (kind := asked.filters.get("kind")) in naming.ORDER:
        rows = rows.filter(kind=kind)
    for word in fold(asked.q).split():
        rows = rows.filter(fold__contains=word)
    return rows.order_by(("-" if asked.descending else "") + SORTS[asked.sort], "fold", "id")


def _row(place: Place, row: Process) -> Row:
    return Row(
        key=str(row.id),
        label=row.name,
        cells=(
            Cell(text=row.name, href=f"{place.base}/processes/{row.id}/", note=row.purpose[:120]),
            Cell(text=str(dict(Process.KINDS)[row.kind])),
            Cell(text=row.owner.name if row.owner else ""),
            Cell(text=day(row.live_from)),
        ),
    )
