"""The list of assets, one asset, and its forms."""

import uuid
from typing import Any

from django.db.models import Q, prefetch_related_objects
from django.http import HttpResponse
from django.utils.translation import gettext as _

from clauseway.conformity.judging import refresh
from clauseway.kernel.folding import fold
from clauseway.organization.policies import require
from clauseway.resources.models import Asset, Supplier
from clauseway.resources.operations.assets import change_asset, end_asset
from clauseway.resources.queries.assets import get_asset, unowned
from clauseway.web import inputs
from clauseway.web.components import Action, Empty, Field, Link
from clauseway.web.frame import Place, in_system, page
from clauseway.web.instruments import build
from clauseway.web.jinja import day
from clauseway.web.kept.tab import kept_tab
from clauseway.web.listing import Listing, choose, columns, listing, page_of
from clauseway.web.people.picking import Picker, picker
from clauseway.web.posted import FormPage, Typed, answer, options, proof, proof_fields, wrong
from clauseway.web.several.deeds import bulk
from clauseway.web.stocktake.exports import exports
from clauseway.web.tables import Cell, Pager, Row, Table, View

CURRENT = "assets"
FILTERS = ("kind", "show")
SORTS = {"name": "fold", "kind": "kind", "classification": "classification", "since": "live_from"}


@in_system
def index(place: Place) -> HttpResponse:
    """Information and what holds or carries it."""
    asked = listing(place.request, sorts=tuple(SORTS), filters=FILTERS)
    rows, pager = page_of(asked, _found(place, asked))
    prefetch_related_objects(rows, "owner")
    register = f"{place.base}/stocktake/asset/"
    values = {
        "title": _("Assets"),
        "lead": _("Information and what holds or carries it. Each has an owner who is still here."),
        "table": _table(place, asked, rows, pager),
        "do": (Action(label=_("Register and sheets"), href=register, primary=True),)
        if place.may("stocktake.edit")
        else (),
    }
    return page(place, "list.html", values, current=CURRENT)


def _table(place: Place, asked: Listing, rows: list[Asset], pager: Pager) -> Table:
    here = f"{place.base}/assets/"
    kinds = [*((value, str(label)) for value, label in Asset.KINDS), ("none", _("not said"))]
    shows = (("", _("Now")), ("unowned", _("Without an owner")), ("ended", _("Ended")))
    current = asked.filters.get("show", "")
    return Table(
        id="assets",
        caption=_("Assets"),
        href=here,
        columns=columns(
            asked,
            ("name", _("Asset"), "main"),
            ("kind", _("Kind"), "short"),
            ("classification", _("Classification"), "short"),
            ("owner", _("Owner"), "text"),
            ("since", _("Since"), "short"),
            sortable=("name", "kind", "classification", "since"),
        ),
        rows=tuple(_row(place, row) for row in rows),
        pager=pager,
        empty=Empty(
            title=_("No assets yet"),
            text=_("Paste the inventory you keep: name, kind, owner, level. What nobody owns is shown as a gap."),
            example=_("Customer drawings · information · Ada Berg · confidential"),
            action=Action(label=_("Bring in a list"), href=f"{place.base}/stocktake/asset/import/", primary=True)
            if place.may("stocktake.edit")
            else None,
        ),
        search=asked.q,
        search_label=_("Search name, number or place"),
        filters=(choose(asked, "kind", _("Kind"), _("any kind"), kinds),),
        views=(
            *(View(label=label, href=asked.href(show=key, page=1), current=key == current) for key, label in shows),
            kept_tab(place, asked),
        ),
        kept=asked.keeping("show"),
        bulk=bulk(place, "assets"),
        exports=exports(place, "asset"),
        filtered=asked.filtered,
        clear_href=here,
    )


def _found(place: Place, asked: Listing) -> Any:
    rows, today = Asset.objects.all(), place.context.today
    ended, show = Q(live_until__lte=today), asked.filters.get("show", "")
    rows = rows.filter(ended) if show == "ended" else rows.exclude(ended)
    if show == "unowned":
        rows = unowned(rows, today)
    if kind := asked.filters.get("kind"):
        rows = rows.filter(kind="" if kind == "none" else kind)
    for word in fold(asked.q).split():
        rows = rows.filter(Q(fold__contains=word) | Q(number__icontains=word) | Q(location__icontains=word))
    return rows.order_by(("-" if asked.descending else "") + SORTS[asked.sort], "fold", "id")


def _row(place: Place, row: Asset) -> Row:
    gone = row.owner is not None and row.owner.live_until is not None and row.owner.live_until <= place.context.today
    owner = row.owner.name if row.owner else _("nobody")
    return Row(
        key=str(row.id),
        label=row.name,
        cells=(
            Cell(text=row.name, href=build.asset_address(place, row), note=row.number),
            Cell(text=str(row.get_kind_display()) if row.kind else _("not said")),
            Cell(text=row.classification),
            Cell(text=owner, note=_("has left") if gone else "", late=gone or row.owner is None),
            Cell(text=day(row.live_from)),
        ),
    )


@in_system
def show(place: Place, asset: uuid.UUID) -> HttpResponse:
    """One asset."""
    assert place.system is not None
    refresh(place.context, place.system.id)
    found = get_asset(place.context, asset)
    return page(place, "instruments/thing.html", {"page": build.asset_page(place, found)}, current=CURRENT)


def crumbs(place: Place, found: Asset) -> tuple[Link, ...]:
    return (
        Link(label=_("Assets"), href=f"{place.base}/assets/"),
        Link(label=found.name, href=build.asset_address(place, found)),
    )


@in_system
def edit(place: Place, asset: uuid.UUID) -> HttpResponse:
    """Change an asset: whose it is, its level, where it is, what it holds, who provides it, the right to use it."""
    require(place.context, "stocktake.edit")
    found, typed, people = get_asset(place.context, asset), Typed(place.request), picker(place.context)
    kept: list[uuid.UUID | None] = [found.proof_id]

    def form(errors: Any) -> FormPage:
        fields = (*_first(typed, errors, found, people), *_more(typed, errors, found))
        return FormPage(
            crumbs=crumbs(place, found),
            title=found.name,
            lead="",
            upload=True,
            fields=(*fields, *proof_fields(errors, kept[0], label=_("Proof of the licence"))),
            submit=_("Save"),
            cancel=build.asset_address(place, found),
        )

    def act() -> str:
        kept[0] = proof(place, typed) or kept[0]
        version = typed.text("version")
        texts = ("name", "kind", "number", "classification", "location", "holds", "licence")
        change_asset(
            place.context,
            found.id,
            version=int(version) if version.isdigit() else 0,
            **{name: typed.text(name) for name in texts},
            owner_id=people.find(typed.text("owner"), "owner"),
            supplier_id=typed.identifier("supplier"),
            proof_id=kept[0],
        )
        return build.asset_address(place, found)

    return answer(place, form, act, said=_("Saved."), current=CURRENT)


def _first(typed: Typed, errors: Any, found: Asset, people: Picker) -> tuple[Field, ...]:
    return (
        inputs.version_field(typed, found.version),
        inputs.text(typed, errors, "name", _("Asset"), found.name, required=True, maxlength=240),
        inputs.pick(typed, errors, "kind", _("Kind"), [("", _("not said")), *Asset.KINDS], found.kind),
        inputs.person(typed, errors, "owner", _("Owner"), people, found.owner.name if found.owner else ""),
        inputs.text(
            typed,
            errors,
            "classification",
            _("Classification"),
            found.classification,
            maxlength=60,
            help=_("The level by your own scheme, as its owner decided."),
        ),
    )


def _more(typed: Typed, errors: Any, found: Asset) -> tuple[Field, ...]:
    known = Supplier.objects.filter(registered=True).order_by("fold").values_list("id", "name")[:2000]
    chosen = typed.text("supplier", str(found.supplier_id or ""))
    return (
        inputs.text(typed, errors, "location", _("Where"), found.location, maxlength=200),
        inputs.text(typed, errors, "holds", _("Information in it"), found.holds, type="textarea"),
        inputs.text(typed, errors, "number", _("Number"), found.number, maxlength=80),
        Field(
            name="supplier",
            label=_("Supplier"),
            type="select",
            options=options([(str(key), name) for key, name in known], [chosen], none=_("nobody")),
            errors=wrong(errors, "supplier_id"),
        ),
        inputs.text(typed, errors, "licence", _("Licence"), found.licence, maxlength=300),
    )


@in_system
def end(place: Place, asset: uuid.UUID) -> HttpResponse:
    """Say that an asset is no longer there, and how it went."""
    require(place.context, "stocktake.edit")
    found, typed = get_asset(place.context, asset), Typed(place.request)

    def form(errors: Any) -> FormPage:
        methods = [("", _("not said")), *Asset.METHODS]
        return FormPage(
            crumbs=crumbs(place, found),
            title=_("%s is no longer there") % found.name,
            lead=_("Hardware that leaves is wiped first: say how, and name the proof."),
            fields=(
                inputs.pick(typed, errors, "how", _("How it ended"), Asset.ENDS, "disposed"),
                inputs.pick(typed, errors, "method", _("Wiped by"), methods, ""),
                inputs.text(typed, errors, "proof", _("Proof: serial number, certificate"), maxlength=300),
                inputs.day(typed, errors, "on", _("On"), place.context.today, required=True),
            ),
            submit=_("End"),
            cancel=build.asset_address(place, found),
        )

    def act() -> str:
        on, method = typed.day("on"), typed.text("method")
        end_asset(place.context, found.id, how=typed.text("how"), on=on, method=method, proof=typed.text("proof"))
        return build.asset_address(place, found)

    return answer(place, form, act, said=_("Recorded."), current=CURRENT)
