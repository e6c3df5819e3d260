"""The register of issues, and the form of one."""

import uuid
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext as _

from clauseway.kernel.folding import fold
from clauseway.organization.policies import require
from clauseway.rules import context_review as rule
from clauseway.systems.models import ContextReview, Issue
from clauseway.systems.operations import change_issue, note_issue
from clauseway.systems.queries import issues
from clauseway.systems.queries.context import get_issue, last_review
from clauseway.web import inputs
from clauseway.web.components import Action, Empty, Field, Link, State
from clauseway.web.context.words import CONTEXT, context_tabs, quadrant_tag
from clauseway.web.frame import Place, in_system, page
from clauseway.web.jinja import day
from clauseway.web.listing import Listing, choose, columns, listing, page_of
from clauseway.web.posted import FormPage, Typed, answer, options, wrong
from clauseway.web.stocktake.exports import exports
from clauseway.web.tables import Cell, Pager, Row, Sign, Table, View

SORTS = {"text": "fold", "side": "side", "heading": "heading", "since": "live_from"}
FILTERS = ("side", "heading", "show")
MARKS = {
    rule.STRENGTH: State.SHOWN,
    rule.OPPORTUNITY: State.SHOWN,
    rule.WEAKNESS: State.SOON,
    rule.THREAT: State.SOON,
    "": State.UNKNOWN,
}


def address(place: Place, issue: Issue) -> str:
    return f"{place.base}/context/issues/{issue.id}/"


def is_new(place: Place, issue: Issue, last: ContextReview | None) -> bool:
    """Whether an issue was entered after the last review: no gap, but nobody looked at it in a review yet."""
    entered = issue.recorded_at.astimezone(ZoneInfo(place.context.zone)).date()
    return rule.newer(entered, last.on if last else None)


def _after(place: Place, last: ContextReview) -> datetime:
    """The first moment after the day of a review, where the organization is."""
    return datetime.combine(last.on + timedelta(days=1), time(), ZoneInfo(place.context.zone))


@in_system
def index(place: Place) -> HttpResponse:
    """Internal and external issues of the system."""
    assert place.system is not None
    asked = listing(place.request, sorts=tuple(SORTS), filters=FILTERS)
    last = last_review(place.context, place.system.id)
    rows, pager = page_of(asked, _found(place, asked, last))
    here, may = f"{place.base}/context/", place.may("stocktake.edit")
    values = {
        "title": _("Context of the organization"),
        "lead": _("What works on the organization from inside and outside, and who has a stake in it."),
        "tabs": context_tabs(place, ""),
        "table": _table(place, asked, tuple(_row(place, row, last) for row in rows), pager),
        "do": (
            Action(label=_("Sheets"), href=f"{place.base}/stocktake/issues/"),
            Action(label=_("Note an issue"), href=f"{here}issues/new/", primary=True),
        )
        if may
        else (),
    }
    return page(place, "context/list.html", values, current=CONTEXT)


def _table(place: Place, asked: Listing, rows: tuple[Row, ...], pager: Pager) -> Table:
    here, may = f"{place.base}/context/", place.may("stocktake.edit")
    return Table(
        id="issues",
        caption=_("Issues"),
        href=here,
        columns=columns(
            asked,
            ("text", _("Issue"), "main"),
            ("side", _("Side"), "short"),
            ("heading", _("Heading"), "short"),
            ("quadrant", _("Helps or harms"), "short"),
            ("since", _("Since"), "short"),
            sortable=("text", "side", "heading", "since"),
        ),
        rows=rows,
        pager=pager,
        empty=Empty(
            title=_("Nothing works on you?"),
            text=_("List what helps and what harms the system, from inside and outside. Both sides are asked for."),
            example=_("Two of six calibration technicians retire within three years · internal · harms"),
            action=Action(label=_("Note an issue"), href=f"{here}issues/new/", primary=True) if may else None,
        ),
        search=asked.q,
        search_label=_("Search issues and what they do"),
        filters=(
            choose(asked, "side", _("Side"), _("both sides"), [(k, str(v)) for k, v in Issue.SIDES]),
            choose(asked, "heading", _("Heading"), _("any heading"), [(k, str(v)) for k, v in Issue.HEADINGS]),
        ),
        views=_views(asked),
        kept=asked.keeping("show"),
        exports=exports(place, "issues"),
        filtered=asked.filtered,
        clear_href=here,
    )


def _views(asked: Listing) -> tuple[View, ...]:
    shows = (("", _("Now")), ("open", _("Not placed yet")), ("new", _("New since the review")), ("ended", _("Ended")))
    current = asked.filters.get("show", "")
    return tuple(View(label=label, href=asked.href(show=key, page=1), current=key == current) for key, label in shows)


def _found(place: Place, asked: Listing, last: ContextReview | None) -> Any:
    assert place.system is not None
    rows, show = issues(place.context, place.system.id), asked.filters.get("show", "")
    over = Q(live_until__lte=place.context.today)
    rows = rows.filter(over) if show == "ended" else rows.exclude(over)
    if show == "open":
        rows = rows.filter(Q(influence="") | Q(heading=""))
    if show == "new":
        rows = rows.filter(recorded_at__gte=_after(place, last)) if last else rows.none()
    for name in ("side", "heading"):
        if value := asked.filters.get(name):
            rows = rows.filter(**{name: value})
    for word in fold(asked.q).split():
        rows = rows.filter(Q(fold__contains=word) | Q(effect__icontains=word))
    return rows.order_by(("-" if asked.descending else "") + SORTS[asked.sort], "fold", "id")


def _row(place: Place, row: Issue, last: ContextReview | None) -> Row:
    name = rule.quadrant(row.side, row.influence)
    word = quadrant_tag(name)
    new = _("new since the review of %s") % day(last.on) if last and is_new(place, row, last) else ""
    notes = [row.effect, _("about climate change") if row.about_climate else "", new]
    return Row(
        key=str(row.id),
        label=row.text,
        cells=(
            Cell(text=row.text, href=address(place, row), note=" · ".join(part for part in notes if part)),
            Cell(text=str(row.get_side_display())),
            Cell(text=str(row.get_heading_display())),
            Cell(text="", signs=(Sign(state=MARKS[name], word=word, tag=True),)),
            Cell(text=day(row.live_from), note=_("until %s") % day(row.live_until) if row.live_until else ""),
        ),
    )


@in_system
def new(place: Place) -> HttpResponse:
    """Note an issue."""
    return _form(place, None)


@in_system
def edit(place: Place, issue: uuid.UUID) -> HttpResponse:
    """One issue: change it, or say that it is over."""
    assert place.system is not None
    return _form(place, get_issue(place.context, place.system.id, issue))


def _form(place: Place, row: Issue | None) -> HttpResponse:
    assert place.system is not None
    system, typed, here = place.system.id, Typed(place.request), f"{place.base}/context/"
    if row is None or typed.posted:
        require(place.context, "stocktake.edit")
    may = place.may("stocktake.edit")

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=(Link(label=_("Context"), href=here),),
            title=row.text if row else _("Note an issue"),
            lead=_("What is it, and what does it do to the system?") if may else row.effect if row else "",
            fields=_fields(typed, errors, row) if may else (),
            submit=_("Save") if row else _("Note it"),
            cancel=here,
        )

    def act() -> str:
        values: dict[str, Any] = {name: typed.text(name) for name in ("text", "side", "effect", "heading", "influence")}
        values["about_climate"] = typed.ticked("about_climate")
        if row is None:
            note_issue(place.context, system, **values, live_from=typed.day("live_from", needed=False))
        else:
            until = typed.day("live_until", needed=False)
            change_issue(place.context, row.id, version=typed.whole("version"), **values, live_until=until)
        return here

    return answer(place, form, act, said=_("Saved."), current=CONTEXT)


def _fields(typed: Typed, errors: Any, row: Issue | None) -> tuple[Field, ...]:
    def value(name: str) -> str:
        return typed.text(name, str(getattr(row, name) or "") if row else "")

    def choice(name: str, label: str, known: Any, kind: str = "radio", none: str | None = None) -> Field:
        pairs = [(key, str(text)) for key, text in known]
        return Field(
            name=name,
            label=label,
            type=kind,
            required=none is None,
            options=options(pairs, [value(name)], none=none),
            errors=wrong(errors, name),
        )

    made = [
        Field(
            name="text",
            label=_("Issue"),
            value=value("text"),
            required=True,
            maxlength=400,
            errors=wrong(errors, "text"),
        ),
        choice("side", _("From where"), Issue.SIDES),
        choice("influence", _("Does it help or harm?"), Issue.INFLUENCES, "select", _("not said yet")),
        choice("heading", _("Heading"), Issue.HEADINGS, "select", _("not said yet")),
        Field(name="effect", label=_("What it does"), type="textarea", rows=3, value=value("effect")),
        Field(
            name="about_climate",
            label=_("It is about climate change"),
            type="checkbox",
            value="on" if typed.ticked("about_climate", bool(row and row.about_climate)) else "",
        ),
    ]
    return (*made, *_since(typed, errors, row, value("live_from" if row is None else "live_until")))


def _since(typed: Typed, errors: Any, row: Issue | None, value: str) -> tuple[Field, ...]:
    """Since when a new one, and since when another is over."""
    if row is None:
        return (Field(name="live_from", label=_("Since"), type="date", value=value),)
    return (
        Field(
            name="live_until",
            label=_("Over since"),
            type="date",
            value=value,
            help=_("Empty while it lasts."),
            errors=wrong(errors, "live_until"),
        ),
        inputs.version_field(typed, row.version),
    )
