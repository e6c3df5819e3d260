"""Controls: the list, one of them, its forms, its proofs."""

import uuid
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext as _

from clauseway.evidence.models import Subject
from clauseway.kernel.folding import fold
from clauseway.organization.policies import require
from clauseway.processes.models import Control, ControlCheck
from clauseway.processes.operations.controls import add_control, change_control, prove_control
from clauseway.processes.queries.controls import checks_of, controls, get_control
from clauseway.web import inputs
from clauseway.web.asked import identifier
from clauseway.web.components import Action, Empty, Item, Link, State
from clauseway.web.frame import Place, in_system, page
from clauseway.web.jinja import day
from clauseway.web.listing import Listing, choose, columns, listing, page_of
from clauseway.web.people.picking import picker
from clauseway.web.posted import FormPage, Typed, answer
from clauseway.web.posted import proof as kept_proof
from clauseway.web.processes import build, control_fields, naming
from clauseway.web.processes.forms import CURRENT
from clauseway.web.processes.page import Block, ControlPage
from clauseway.web.processes.show import control_state
from clauseway.web.tables import Cell, Row, Sign, Table

SORTS = {"name": "fold", "due": "due_on", "last": "last_on", "process": "process__fold"}


@in_system
def index(place: Place) -> HttpResponse:
    """All controls: what failed, what is due, what nobody runs."""
    asked = listing(place.request, sorts=tuple(SORTS), filters=("show",))
    found, pager = page_of(asked, _found(place, asked))
    here = f"{place.base}/controls/"
    add = Action(label=_("New control"), href=f"{here}new/", primary=True)
    may = place.may("stocktake.edit")
    shows = [("failed", _("failed")), ("due", _("test due")), ("never", _("never tested")), ("ended", _("ended"))]
    table = Table(
        id="controls",
        caption=_("Controls"),
        href=here,
        columns=columns(
            asked,
            ("name", _("Control"), "main"),
            ("process", _("Process"), "text"),
            ("owner", _("Owner"), "text"),
            ("last", _("Last test"), "short"),
            ("due", _("Next test"), "short"),
            sortable=SORTS,
        ),
        rows=tuple(_row(place, row) for row in found),
        pager=pager,
        empty=Empty(
            title=_("No controls yet"),
            text=_("A control is what you do so that a requirement is kept or a risk does not come true."),
            example=_("Restore test of the order system, every 90 days, by the administrator."),
            action=add if may else None,
        ),
        search=asked.q,
        search_label=_("Search controls"),
        filters=(choose(asked, "show", _("Which"), _("live"), shows),),
        kept=asked.kept,
        filtered=asked.filtered,
        clear_href=here,
    )
    lead = _(
        "What you do about requirements and risks, who does it, and whether it holds. A failed test counts until it is tested again."
    )
    values = {
        "title": _("Controls"),
        "lead": lead,
        "tabs": build.tabs(place, "controls"),
        "table": table,
        "do": (add,) if may else (),
    }
    return page(place, "processes/list.html", values, current=CURRENT)


def _found(place: Place, asked: Listing) -> Any:
    today, show = place.context.today, asked.filters.get("show", "")
    rows, ended = controls(place.context), Q(live_until__lte=today)
    rows = rows.filter(ended) if show == "ended" else rows.exclude(ended)
    if show == "failed":
        rows = rows.filter(last_result="not-effective")
    if show == "due":
        rows = rows.filter(due_on__lte=today)
    if show == "never":
        rows = rows.filter(last_on=None)
    for word in fold(asked.q).split():
        rows = rows.filter(fold__contains=word)
    return rows.order_by(("-" if asked.descending else "") + SORTS[asked.sort], "fold", "id")


def _row(place: Place, row: Control) -> Row:
    today = place.context.today
    word = naming.result_label(row.last_result) or _("never tested")
    return Row(
        key=str(row.id),
        label=row.name,
        cells=(
            Cell(
                text=row.name,
                href=f"{place.base}/controls/{row.id}/",
                signs=(Sign(state=control_state(row, today), word=word),),
            ),
            Cell(text=row.process.name if row.process else ""),
            Cell(text=row.owner.name if row.owner else ""),
            Cell(text=day(row.last_on) if row.last_on else "", note=naming.result_label(row.last_result)),
            Cell(text=day(row.due_on) if row.due_on else "", late=bool(row.due_on and row.due_on <= today)),
        ),
    )


@in_system
def show(place: Place, control: uuid.UUID) -> HttpResponse:
    """One control: what it is about, how it runs, and how its tests went."""
    found = get_control(place.context, control)
    here, may = f"{place.base}/controls/{control}/", place.may("evidence.file")
    do = [Action(label=_("Put a proof on record"), href=f"{here}prove/", primary=True)] if may else []
    if place.may("stocktake.edit"):
        do.insert(0, Action(label=_("Change"), href=f"{here}edit/"))
    values = ControlPage(
        crumbs=_crumbs(place, found.name),
        name=found.name,
        lead=found.purpose,
        state=control_state(found, place.context.today),
        word=naming.result_label(found.last_result) or _("never tested"),
        do=tuple(do),
        pairs=_pairs(found),
        operation=found.operation,
        about=_about(place, found),
        proofs=_proofs(place, found),
    )
    return page(place, "processes/control.html", {"page": values}, current=CURRENT)


def _crumbs(place: Place, last: str) -> tuple[Link, ...]:
    return (Link(label=_("Controls"), href=f"{place.base}/controls/"), Link(label=last, href="", current=True))


def _pairs(row: Control) -> tuple[tuple[str, str], ...]:
    rhythm = _("every %s days") % row.test_days if row.test_days else _("no rhythm set")
    return (
        (_("Owner"), row.owner.name if row.owner else _("nobody yet")),
        (_("It"), str(dict(Control.KINDS)[row.kind])),
        (_("Tested"), rhythm),
        (_("Last test"), day(row.last_on) if row.last_on else ""),
        (_("Next test"), day(row.due_on) if row.due_on else ""),
        (_("Since"), day(row.live_from)),
        (_("Until"), day(row.live_until) if row.live_until else ""),
    )


def _about(place: Place, row: Control) -> Block:
    items = []
    if row.process:
        href = f"{place.base}/processes/{row.process_id}/"
        items.append(Item(state=State.INFO, title=row.process.name, note=_("Process"), href=href))
    if row.risk and (risk := Subject.objects.filter(kind="risk", ref=row.risk, superseded_at=None).first()):
        items.append(Item(state=State.INFO, title=risk.name, note=_("Risk or opportunity")))
    for asked in control_fields.asked_by(place, row.requirements):
        items.append(Item(state=State.INFO, title=asked.label, note=asked.note, href=asked.href))
    return Block(
        title=_("What it is about"),
        items=tuple(items),
        nothing=_("It names no requirement, no risk and no process: it proves nothing to anybody."),
    )


def _proofs(place: Place, row: Control) -> Block:
    states = {"effective": State.SHOWN, "corrected": State.SHOWN, "not-effective": State.GAP, "": State.INFO}
    items = tuple(
        Item(
            state=states[one.result],
            title=naming.result_label(one.result) or str(dict(ControlCheck.KINDS)[one.kind]),
            note=" · ".join(part for part in (one.method, one.by.name if one.by else "") if part),
            href=f"{place.base}/evidence/{one.item_id}/" if one.item_id else "",
            aside=day(one.on),
        )
        for one in checks_of(place.context, row.id)[:50]
    )
    return Block(title=_("Proofs"), items=items, nothing=_("Nobody has tried yet whether it holds."))


@in_system
def new(place: Place) -> HttpResponse:
    """A new control; `process`, `requirement` and `risk` may stand in the address."""
    require(place.context, "stocktake.edit")
    typed, people, get = Typed(place.request), picker(place.context), place.request.GET
    known = Control(
        process_id=identifier(get.get("process", "")),
        requirements=[get["requirement"]] if identifier(get.get("requirement", "")) else [],
        risk=get.get("risk", "")[:60],
    )

    def act() -> str:
        made = add_control(place.context, **control_fields.stated(typed, people))
        return f"{place.base}/controls/{made.id}/"

    return answer(
        place,
        lambda errors: FormPage(
            crumbs=_crumbs(place, _("New")),
            title=_("New control"),
            lead=_("What you do, who does it, and how you will know that it holds."),
            fields=control_fields.fields(place, typed, errors, people, known),
            submit=_("Keep it"),
            cancel=f"{place.base}/controls/",
        ),
        act,
        said=_("Kept."),
        current=CURRENT,
    )


@in_system
def edit(place: Place, control: uuid.UUID) -> HttpResponse:
    """Change a control, or end it."""
    require(place.context, "stocktake.edit")
    found = get_control(place.context, control)
    typed, people, back = Typed(place.request), picker(place.context), f"{place.base}/controls/{control}/"

    def act() -> str:
        stated = {**control_fields.stated(typed, people), "live_until": typed.day("live_until", needed=False)}
        change_control(place.context, control, version=inputs.version_of(typed, found.version), **stated)
        return back

    return answer(
        place,
        lambda errors: FormPage(
            crumbs=_crumbs(place, found.name),
            title=found.name,
            lead="",
            fields=(
                *control_fields.fields(place, typed, errors, people, found),
                *control_fields.of_existing(typed, errors, found),
            ),
            submit=_("Save"),
            cancel=back,
        ),
        act,
        said=_("Saved."),
        current=CURRENT,
    )


@in_system
def prove(place: Place, control: uuid.UUID) -> HttpResponse:
    """That a control ran, or what came out when somebody tried it."""
    require(place.context, "evidence.file")
    found = get_control(place.context, control)
    typed, back = Typed(place.request), f"{place.base}/controls/{control}/"
    kept: list[uuid.UUID] = []

    def act() -> str:
        item = kept_proof(place, typed)
        if item:
            kept.append(item)
        kind = "operated" if typed.text("result") == "operated" else "tested"
        prove_control(
            place.context,
            control,
            kind=kind,
            result="" if kind == "operated" else typed.text("result"),
            method=typed.text("method"),
            on=typed.day("on"),
            site=typed.text("site"),
            item=item,
        )
        return back

    return answer(
        place,
        lambda errors: FormPage(
            crumbs=_crumbs(place, found.name),
            title=_("How did it go?"),
            lead=found.name,
            fields=control_fields.of_proof(place, typed, errors, kept[0] if kept else None),
            submit=_("Put on record"),
            cancel=back,
            upload=True,
        ),
        act,
        said=_("On record."),
        current=CURRENT,
    )
