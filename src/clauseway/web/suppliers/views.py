"""The list of suppliers, one supplier, the criteria."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, prefetch_related_objects
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clauseway.evidence.queries import last_on_record
from clauseway.kernel.folding import fold
from clauseway.organization.policies import require
from clauseway.resources.models import Provision, Supplier, SupplierCriteria
from clauseway.resources.operations.suppliers import stop_providing
from clauseway.resources.queries.evaluations import criteria_history
from clauseway.resources.queries.suppliers import get_supplier, suppliers
from clauseway.systems.queries import current_rhythms
from clauseway.web.components import Action, Empty, Link
from clauseway.web.frame import Place, in_system, page, say
from clauseway.web.jinja import day
from clauseway.web.kept.tab import kept_tab
from clauseway.web.listing import Listing, choose, columns, listing, page_of
from clauseway.web.several.deeds import bulk
from clauseway.web.stocktake.exports import exports
from clauseway.web.suppliers import appraisal, build, naming
from clauseway.web.suppliers.asking import NEW_LINK
from clauseway.web.suppliers.forms import CURRENT
from clauseway.web.tables import Cell, Pager, Row, Sign, Table, View, on_record

FILTERS = ("criticality", "result", "show")
SORTS = {"name": "fold", "criticality": "criticality", "evaluated": "last_on", "since": "live_from"}


@in_system
def index(place: Place) -> HttpResponse:
    """Everybody we buy from: the register and who is only in the purchases."""
    assert place.system is not None
    asked = listing(place.request, sorts=tuple(SORTS), filters=FILTERS)
    rhythm = current_rhythms(place.context, place.system.id).get("supplier-evaluation")
    days = rhythm.days if rhythm else None
    rows, pager = page_of(asked, _found(place, asked, days))
    prefetch_related_objects(rows, "owner")
    may, here = place.may("stocktake.edit"), f"{place.base}/suppliers/"
    table = _table(place, asked, rows, pager, days)
    values = {
        "title": _("Suppliers"),
        "lead": _(
            "Everybody you buy from. Purchases decide who that is, not the register: a name that is only in the purchases is asked about like all others."
        ),
        "table": table,
        "do": (
            Action(label=_("Purchases"), href=f"{place.base}/stocktake/purchases/"),
            Action(label=_("Criteria"), href=f"{here}criteria/"),
            *(
                (Action(label=_("Register and sheets"), href=f"{place.base}/stocktake/supplier/", primary=True),)
                if may
                else ()
            ),
        ),
    }
    return page(place, "list.html", values, current=CURRENT)


def _table(place: Place, asked: Listing, rows: list[Supplier], pager: Pager, days: int | None) -> Table:
    may, here = place.may("stocktake.edit"), f"{place.base}/suppliers/"
    levels = [(value, str(label)) for value, label in Supplier.CRITICALITY]
    results = [
        ("approved", _("approved")),
        ("conditional", _("conditional")),
        ("rejected", _("rejected")),
        ("none", _("not evaluated")),
    ]
    told = last_on_record(place.context, "supplier.evaluated", [str(row.id) for row in rows if not row.last_result])
    return Table(
        id="suppliers",
        caption=_("Suppliers"),
        href=here,
        columns=columns(
            asked,
            ("name", _("Supplier"), "main"),
            ("criticality", _("Criticality"), "short"),
            ("result", _("Latest evaluation"), "short"),
            ("evaluated", _("Evaluated on"), "short"),
            ("owner", _("Owner"), "text"),
            sortable=("name", "criticality", "evaluated"),
        ),
        rows=tuple(_row(place, row, days, told.get(str(row.id))) for row in rows),
        pager=pager,
        empty=_empty(place, may),
        search=asked.q,
        search_label=_("Search name or number"),
        filters=(
            choose(asked, "criticality", _("Criticality"), _("any criticality"), [*levels, ("none", _("not said"))]),
            choose(asked, "result", _("Result"), _("any result"), results),
        ),
        views=(*_views(asked), kept_tab(place, asked)),
        kept=asked.keeping("show"),
        bulk=bulk(place, "suppliers"),
        exports=exports(place, "supplier"),
        filtered=asked.filtered,
        clear_href=here,
    )


def _views(asked: Listing) -> tuple[View, ...]:
    shows = (
        ("", _("Now")),
        ("unregistered", _("Only in purchases")),
        ("due", _("Evaluation due")),
        ("ended", _("Ended")),
    )
    current = asked.filters.get("show", "")
    return tuple(View(label=label, href=asked.href(show=key, page=1), current=key == current) for key, label in shows)


def _found(place: Place, asked: Listing, days: int | None) -> Any:
    rows, today = suppliers(place.context).select_related(None), place.context.today
    ended, show = Q(live_until__lte=today), asked.filters.get("show", "")
    rows = rows.filter(ended) if show == "ended" else rows.exclude(ended)
    if show == "unregistered":
        rows = rows.filter(registered=False)
    if show == "due":
        due = Q(last_on=None) | Q(last_result="rejected")
        rows = rows.filter(due if days is None else due | Q(last_on__lte=_back(today, days)))
    if level := asked.filters.get("criticality"):
        rows = rows.filter(criticality="" if level == "none" else level)
    if result := asked.filters.get("result"):
        rows = rows.filter(last_result="" if result == "none" else result)
    for word in fold(asked.q).split():
        rows = rows.filter(Q(fold__contains=word) | Q(number__icontains=word))
    return rows.order_by(("-" if asked.descending else "") + SORTS[asked.sort], "fold", "id")


def _back(today: date, days: int) -> date:
    return today - timedelta(days=days)


def _row(place: Place, row: Supplier, days: int | None, told: date | None) -> Row:
    """`told`: when somebody put an evaluation on record without the room's criteria."""
    late = row.last_on is not None and days is not None and row.last_on <= _back(place.context.today, days)
    note = _("only in purchases: take it into the register") if not row.registered else row.number
    own = Sign(state=naming.SIGNS[row.last_result], word=naming.result_word(row.last_result), tag=True)
    return Row(
        key=str(row.id),
        label=row.name,
        cells=(
            Cell(text=row.name, href=naming.address(place, row), note=note, late=not row.registered),
            Cell(text=str(row.get_criticality_display()) if row.criticality else _("not said")),
            Cell(text="", signs=(on_record() if told and not row.last_result else own,)),
            Cell(text=day(row.last_on or told), note=_("due again") if late else "", late=late),
            Cell(text=row.owner.name if row.owner else ""),
        ),
    )


def _empty(place: Place, may: bool) -> Empty:
    return Empty(
        title=_("Nobody here yet"),
        text=_("Paste the list of purchases from your system: whoever is in it is a supplier. Or type the register."),
        example=_("Precisie Metaal B.V. · high · machined housings · approved"),
        action=Action(label=_("Bring in purchases"), href=f"{place.base}/stocktake/purchases/import/", primary=True)
        if may
        else None,
    )


@in_system
def show(place: Place, supplier: uuid.UUID) -> HttpResponse:
    """One supplier."""
    assert place.system is not None
    found = get_supplier(place.context, supplier)
    link = place.request.session.get(NEW_LINK) or ["", ""]
    new = link[1] if link[0] == str(found.id) else ""
    if new:
        del place.request.session[NEW_LINK]
    return page(place, "suppliers/supplier.html", {"page": build.supplier_page(place, found, new)}, current=CURRENT)


@require_POST
@in_system
def stop(place: Place, supplier: uuid.UUID, provision: uuid.UUID) -> HttpResponse:
    """A category is no longer provided."""
    require(place.context, "stocktake.edit")
    found = get_supplier(place.context, supplier)
    known = Provision.objects.filter(id=provision, supplier_id=found.id).first()
    stop_providing(place.context, known.id if known else uuid.UUID(int=0))
    say(place, _("Recorded."))
    return HttpResponseRedirect(naming.address(place, found))


@in_system
def criteria(place: Place) -> HttpResponse:
    """The criteria in force and the ones before."""
    rows: dict[str, list[SupplierCriteria]] = {}
    for row in criteria_history(place.context):
        rows.setdefault(row.purpose, []).append(row)
    cards = tuple(appraisal.criteria_card(place, key, str(label), rows) for key, label in SupplierCriteria.PURPOSES)
    values = {"cards": cards, "crumbs": (Link(label=_("Suppliers"), href=f"{place.base}/suppliers/"),)}
    return page(place, "suppliers/criteria.html", values, current=CURRENT)
