"""Planned changes: the list, one of them, and the steps from the asking to what became of it."""

import uuid
from collections.abc import Callable
from typing import Any

from django.db.models import Q, prefetch_related_objects
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from clauseway.kernel.folding import fold
from clauseway.rules import changes as rule
from clauseway.systems.models import PlannedChange
from clauseway.systems.operations.changes import (
    approve_change,
    begin_change,
    drop_change,
    finish_change,
    review_change,
)
from clauseway.systems.queries.obligations import change_value, get_change
from clauseway.web import inputs
from clauseway.web.components import Action, Empty, Field, Item, Link, Shelf, State
from clauseway.web.frame import Place, in_system, page
from clauseway.web.jinja import day
from clauseway.web.listing import Listing, columns, listing, page_of
from clauseway.web.one import OnePage
from clauseway.web.posted import FormPage, Typed, answer
from clauseway.web.stocktake.exports import exports
from clauseway.web.tables import Cell, Pager, Row, Sign, Table, View

CURRENT = "changes"
SORTS = {"asked": "live_from", "name": "fold", "review": "review_on"}


def address(place: Place, row: PlannedChange, more: str = "") -> str:
    return f"{place.base}/changes/{row.id}/{more}"


def stage_of(row: PlannedChange) -> tuple[State, str]:
    """Where a change stands, the worst first."""
    value = change_value(row)
    against = rule.unplanned(value)
    if row.live_until is not None:
        return State.NOT_APPLICABLE, _("given up")
    if against is not None and against.ends is None:
        return State.GAP, _("begun without an agreed plan")
    if row.result == rule.WEAKENED:
        return State.GAP, _("left something weaker")
    if rule.reviewed(value) is not None:
        return State.SHOWN, _("looked at")
    if row.made_on is not None:
        return State.SOON, _("made")
    if row.begun_on is not None:
        return State.INFO, _("under way")
    return (State.INFO, _("agreed")) if not rule.missing(value) else (State.UNKNOWN, _("asked for"))


def lack_word(code: str) -> str:
    words = {
        "purpose": _("purpose"),
        "consequences": _("what follows from it"),
        "resources": _("with what"),
        "responsible": _("who is responsible"),
        "approval": _("agreement by another"),
    }
    return words[code]


@in_system
def index(place: Place) -> HttpResponse:
    """All planned changes, the newest first."""
    asked = listing(place.request, sorts=tuple(SORTS), filters=("show",), default="-asked")
    rows, pager = page_of(asked, _found(asked))
    prefetch_related_objects(rows, "responsible")
    table = _table(place, asked, rows, pager)
    add = Action(label=_("Ask for a change"), href=f"{place.base}/stocktake/change/", primary=True)
    values = {
        "title": _("Planned changes"),
        "lead": _("Planned before they are made, agreed by another, followed to their effect."),
        "table": table,
        "do": (add,) if place.may("stocktake.edit") else (),
    }
    return page(place, "list.html", values, current=CURRENT)


def _table(place: Place, asked: Listing, rows: list[PlannedChange], pager: Pager) -> Table:
    here, current = f"{place.base}/changes/", asked.filters.get("show", "")
    shows = (("", _("Under way")), ("made", _("Made")), ("dropped", _("Given up")))
    return Table(
        id="changes",
        caption=_("Planned changes"),
        href=here,
        columns=columns(
            asked,
            ("name", _("Change"), "main"),
            ("stage", _("Stands"), "short"),
            ("asked", _("Asked for on"), "short"),
            ("review", _("Look at its effect on"), "short"),
            ("responsible", _("Responsible"), "text"),
            sortable=("name", "asked", "review"),
        ),
        rows=tuple(_row(place, row) for row in rows),
        pager=pager,
        empty=Empty(
            title=_("No change is planned"),
            text=_(
                "Say what is to change, why, what follows from it and who does it. Somebody else agrees; then it begins."
            ),
            example=_("Second shift in assembly · more output · nights without a lead · four fitters"),
        ),
        search=asked.q,
        search_label=_("Search name"),
        views=tuple(
            View(label=label, href=asked.href(show=key, page=1), current=key == current) for key, label in shows
        ),
        kept=asked.keeping("show"),
        exports=exports(place, "change"),
        filtered=asked.filtered,
        clear_href=here,
    )


def _found(asked: Listing) -> Any:
    rows, show = PlannedChange.objects.all(), asked.filters.get("show", "")
    if show == "dropped":
        rows = rows.exclude(live_until=None)
    else:
        rows = rows.filter(live_until=None)
        settled = Q(made_on__isnull=False) & Q(result__in=("held", "repaired"))
        rows = rows.filter(settled) if show == "made" else rows.exclude(settled)
    for word in fold(asked.q).split():
        rows = rows.filter(fold__contains=word)
    return rows.order_by(("-" if asked.descending else "") + SORTS[asked.sort], "fold", "id")


def _row(place: Place, row: PlannedChange) -> Row:
    state, word = stage_of(row)
    return Row(
        key=str(row.id),
        label=row.name,
        cells=(
            Cell(text=row.name, href=address(place, row), note=row.purpose[:120]),
            Cell(text="", signs=(Sign(state=state, word=word, tag=True),)),
            Cell(text=day(row.live_from)),
            Cell(text=day(row.review_on)),
            Cell(text=row.responsible.name if row.responsible else ""),
        ),
    )


@in_system
def show(place: Place, change: uuid.UUID) -> HttpResponse:
    """One change."""
    row = get_change(place.context, change)
    state, word = stage_of(row)
    lacking = ", ".join(lack_word(code) for code in rule.missing(change_value(row)))
    shown = OnePage(
        crumbs=(Link(label=_("Planned changes"), href=f"{place.base}/changes/"),),
        name=row.name,
        overline=(word,),
        lead=row.purpose,
        warning=word if state is State.GAP else "",
        warning_note=_("Missing: %s") % lacking if lacking else row.finding,
        do=_deeds(place, row),
        left=(_plan(row),),
        right=(_course(row),),
    )
    return page(place, "one.html", {"page": shown}, current=CURRENT)


def _plan(row: PlannedChange) -> Shelf:
    facts = (
        (_("Purpose"), row.purpose),
        (_("What follows from it"), row.consequences),
        (_("With what"), row.resources),
        (_("Responsible"), row.responsible.name if row.responsible else ""),
    )
    items = tuple(
        Item(state=State.SHOWN if text else State.UNKNOWN, title=title, note=text or _("not said"))
        for title, text in facts
    )
    return Shelf(title=_("The plan"), items=items)


def _course(row: PlannedChange) -> Shelf:
    names = {
        key: getattr(row, key).name if getattr(row, key) else "" for key in ("asked_by", "approved_by", "reviewed_by")
    }
    course = (
        (_("Asked for"), row.live_from, names["asked_by"]),
        (_("Agreed"), row.approved_on, names["approved_by"]),
        (_("Begun"), row.begun_on, ""),
        (_("Made"), row.made_on, ""),
        (
            _("Looked at what became of it"),
            row.reviewed_on,
            " · ".join(p for p in (names["reviewed_by"], row.finding) if p),
        ),
        (_("Given up"), row.live_until, row.dropped_because),
    )
    items = tuple(
        Item(state=State.SHOWN, title=title, note=note, aside=day(on)) for title, on, note in course if on is not None
    )
    return Shelf(title=_("Its course"), items=items)


def _deeds(place: Place, row: PlannedChange) -> tuple[Action, ...]:
    if row.live_until is not None:
        return ()
    made: list[Action] = []
    edit, decides = place.may("stocktake.edit"), place.may("declare") or place.may("system.manage")
    if edit and row.begun_on is None:
        made.append(Action(label=_("Change the plan"), href=f"{place.base}/stocktake/change/entry/{row.id}/"))
    if edit and row.made_on is None:
        made.append(Action(label=_("Give up"), href=address(place, row, "drop/")))
    if decides and row.approved_on is None:
        made.append(Action(label=_("Agree"), href=address(place, row, "approve/"), primary=True))
    if place.may("evidence.file"):
        step = (
            ("begin/", _("Begin"))
            if row.begun_on is None
            else ("finish/", _("It is made"))
            if row.made_on is None
            else ("review/", _("Look at its effect"))
        )
        made.append(Action(label=step[1], href=address(place, row, step[0])))
    return tuple(made)


Step = tuple[str, Callable[[Place, uuid.UUID, Typed], object]]


def _steps() -> dict[str, Step]:
    """What each step asks on its page, and its operation."""

    def review(place: Place, key: uuid.UUID, typed: Typed) -> object:
        result, finding = typed.text("result"), typed.text("finding")
        return review_change(place.context, key, result=result, finding=finding, on=typed.day("on"))

    def drop(place: Place, key: uuid.UUID, typed: Typed) -> object:
        return drop_change(place.context, key, because=typed.text("because"))

    return {
        "approve": (_("Agree to this change"), lambda place, key, typed: approve_change(place.context, key)),
        "begin": (_("It begins"), lambda place, key, typed: begin_change(place.context, key, on=typed.day("on"))),
        "finish": (_("It is made"), lambda place, key, typed: finish_change(place.context, key, on=typed.day("on"))),
        "review": (_("What became of it"), review),
        "drop": (_("Give it up"), drop),
    }


@in_system
def act(place: Place, change: uuid.UUID, step: str) -> HttpResponse:
    """One step of a change."""
    row, typed, steps = get_change(place.context, change), Typed(place.request), _steps()
    if step not in steps:
        raise Http404
    title, deed = steps[step]

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=(
                Link(label=_("Planned changes"), href=f"{place.base}/changes/"),
                Link(label=row.name, href=address(place, row)),
            ),
            title=title,
            lead=" · ".join(part for part in (row.name, row.purpose, row.consequences, row.resources) if part),
            fields=_fields(place, typed, errors, step),
            submit=title,
            cancel=address(place, row),
        )

    def run() -> str:
        deed(place, row.id, typed)
        return address(place, row)

    return answer(place, form, run, said=_("Recorded."), current=CURRENT)


def _fields(place: Place, typed: Typed, errors: Any, step: str) -> tuple[Field, ...]:
    today = place.context.today.isoformat()
    if step == "approve":
        return ()
    if step == "drop":
        return (inputs.text(typed, errors, "because", _("Why"), required=True, type="textarea", rows=2),)
    fields = [inputs.text(typed, errors, "on", _("On"), today, type="date")]
    if step == "review":
        results = [(value, str(label)) for value, label in PlannedChange.RESULTS]
        fields[:0] = [
            inputs.radio(typed, errors, "result", _("Result"), results),
            inputs.text(
                typed, errors, "finding", _("What was looked at and seen"), required=True, type="textarea", rows=3
            ),
        ]
    return tuple(fields)
