"""The communication plan: its lines, one of them, and what took place of it."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.http import HttpResponse
from django.utils.translation import gettext as _

from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import NotFound
from clauseway.organization.policies import require
from clauseway.rules import communication as rule
from clauseway.systems.models import CommunicationHeld, PlannedCommunication
from clauseway.systems.operations.communication import (
    change_communication,
    hold_communication,
    plan_communication,
    withdraw_communication,
)
from clauseway.systems.queries.communication import (
    communications,
    entry_value,
    get_communication,
    lacks,
    occurrences,
    standing_occurrences,
)
from clauseway.web import inputs
from clauseway.web.components import Action, Empty, Field, Item, Link, Shelf, Stat, State
from clauseway.web.context.words import TALK, lack_word, side_word
from clauseway.web.frame import Place, in_system, page
from clauseway.web.jinja import day
from clauseway.web.listing import Listing, choose, columns, listing, page_of
from clauseway.web.one import OnePage
from clauseway.web.people.picking import picker
from clauseway.web.posted import FormPage, Typed, answer, options, wrong
from clauseway.web.tables import Cell, Pager, Row, Sign, Table, View

SORTS = {"what": "fold", "side": "side", "last": "last_on"}


def address(place: Place, row: PlannedCommunication, more: str = "") -> str:
    return f"{place.base}/context/communication/{row.id}/{more}"


def when(row: PlannedCommunication) -> str:
    every = _("every %d days") % row.days if row.days else ""
    return " · ".join(part for part in (row.when_text, every) if part)


def standing(row: PlannedCommunication, held: Sequence[CommunicationHeld], today: date) -> Sign:
    """How a line stands today: lacking, without an owner, late, planned."""
    entry = entry_value(row)
    missing = lacks(row)
    if missing:
        told = _("lacks: %s") % ", ".join(lack_word(code) for code in missing)
        return Sign(state=State.UNKNOWN, word=told, tag=True)
    orphaned = rule.orphaned(entry)
    if orphaned is not None and orphaned.begins <= today:
        return Sign(state=State.GAP, word=_("its owner has left"), tag=True)
    late = rule.overdue(entry, [(str(one.id), one.on) for one in held])
    if any(s.begins <= today and (s.ends is None or today < s.ends) for s in late):
        return Sign(state=State.GAP, word=_("stayed out"), tag=True)
    return Sign(state=State.SHOWN, word=_("settled"), tag=True)


@in_system
def index(place: Place) -> HttpResponse:
    """What is said to whom, when, how and by whom."""
    asked = listing(place.request, sorts=tuple(SORTS), filters=("side", "show"))
    rows, pager = page_of(asked, _found(place, asked))
    held = standing_occurrences([row.id for row in rows])
    here, may = f"{place.base}/context/communication/", place.may("stocktake.edit")
    values = {
        "title": _("Communication plan"),
        "lead": _("What is communicated inside and outside, why, when, with whom, how, and who sees to it."),
        "tabs": (),
        "table": _table(place, asked, tuple(_row(place, row, held[row.id]) for row in rows), pager),
        "do": (Action(label=_("Plan a communication"), href=f"{here}new/", primary=True),) if may else (),
    }
    return page(place, "context/list.html", values, current=TALK)


def _table(place: Place, asked: Listing, rows: tuple[Row, ...], pager: Pager) -> Table:
    here, may = f"{place.base}/context/communication/", place.may("stocktake.edit")
    return Table(
        id="communication",
        caption=_("Communication plan"),
        href=here,
        columns=columns(
            asked,
            ("what", _("What"), "main"),
            ("side", _("Inside, outside"), "short"),
            ("audience", _("With whom"), "text"),
            ("when", _("When"), "text"),
            ("owner", _("Who"), "text"),
            ("stands", _("Stands"), "short"),
            ("last", _("Last"), "short"),
            sortable=("what", "side", "last"),
        ),
        rows=rows,
        pager=pager,
        empty=Empty(
            title=_("What is said to whom?"),
            text=_("Plan what matters inside and outside: what, why, when, with whom, how, and who sees to it."),
            example=_("Results of the quarter · all employees · first Monday · meeting · managing director"),
            action=Action(label=_("Plan a communication"), href=f"{here}new/", primary=True) if may else None,
        ),
        search=asked.q,
        search_label=_("Search what and with whom"),
        filters=(
            choose(
                asked, "side", _("Inside, outside"), _("both"), [(k, str(v)) for k, v in PlannedCommunication.SIDES]
            ),
        ),
        views=_views(asked),
        kept=asked.keeping("show"),
        filtered=asked.filtered,
        clear_href=here,
    )


def _views(asked: Listing) -> tuple[View, ...]:
    current = asked.filters.get("show", "")
    shows = (("", _("Now")), ("open", _("Not settled or without owner")), ("ended", _("Ended")))
    return tuple(View(label=label, href=asked.href(show=key, page=1), current=key == current) for key, label in shows)


def _found(place: Place, asked: Listing) -> Any:
    assert place.system is not None
    rows, show = communications(place.context, place.system.id), asked.filters.get("show", "")
    over = Q(live_until__lte=place.context.today)
    rows = rows.filter(over) if show == "ended" else rows.exclude(over)
    if show == "open":
        rows = rows.filter(Q(settled_on=None) | Q(owner__live_until__lte=place.context.today))
    if side := asked.filters.get("side"):
        rows = rows.filter(side=side)
    for word in fold(asked.q).split():
        rows = rows.filter(Q(fold__contains=word) | Q(audience__icontains=word))
    order = F(SORTS[asked.sort])
    first = order.desc(nulls_last=True) if asked.descending else order.asc(nulls_first=True)
    return rows.order_by(first, "fold", "id")


def _row(place: Place, row: PlannedCommunication, held: Sequence[CommunicationHeld]) -> Row:
    return Row(
        key=str(row.id),
        label=row.what,
        cells=(
            Cell(text=row.what, href=address(place, row), note=row.why),
            Cell(text=side_word(row)),
            Cell(text=row.audience, note=row.how),
            Cell(text=when(row)),
            Cell(text=row.owner.name if row.owner else ""),
            Cell(text="", signs=(standing(row, held, place.context.today),)),
            Cell(text=day(row.last_on) or _("never")),
        ),
    )


def _crumbs(place: Place, row: PlannedCommunication | None = None) -> tuple[Link, ...]:
    first = Link(label=_("Communication plan"), href=f"{place.base}/context/communication/")
    return (first,) if row is None else (first, Link(label=row.what, href=address(place, row)))


def _line(place: Place, line: uuid.UUID) -> PlannedCommunication:
    assert place.system is not None
    return get_communication(place.context, place.system.id, line)


@in_system
def show(place: Place, line: uuid.UUID) -> HttpResponse:
    """One line of the plan, and what took place of it."""
    row = _line(place, line)
    rows = list(occurrences(place.context, row.id)[:100])
    held = [one for one in rows if one.withdrawn_on is None]
    due = rule.next_on(entry_value(row), [(str(one.id), one.on) for one in held])
    sign = standing(row, held, place.context.today)
    do = []
    if place.may("stocktake.edit"):
        do.append(Action(label=_("Change"), href=address(place, row, "edit/")))
    if place.may("evidence.file"):
        do.append(Action(label=_("It took place"), href=address(place, row, "held/"), primary=True))
    parts = (
        ("audience", _("With whom"), row.audience),
        ("when", _("When"), when(row)),
        ("how", _("How"), row.how),
        ("owner", _("Who sees to it"), row.owner.name if row.owner else ""),
    )
    missing = lacks(row)
    known = tuple(
        Item(state=State.UNKNOWN if code in missing else State.SHOWN, title=title, note=text or _("not said"))
        for code, title, text in parts
    )
    shown = OnePage(
        crumbs=_crumbs(place),
        name=row.what,
        overline=(side_word(row),),
        lead=row.why,
        warning=sign.word if sign.state is State.GAP else "",
        do=tuple(do),
        figures=(
            Stat(value=sign.word, label=_("stands today")),
            Stat(value=day(row.last_on) or "–", label=_("last took place")),
            Stat(value=day(due) if due else "–", label=_("next")),
        ),
        left=(
            Shelf(
                title=_("What took place"),
                none=_("Nothing yet."),
                items=tuple(_occurrence(place, row, one) for one in rows),
            ),
        ),
        right=(Shelf(title=_("The plan"), items=known),),
    )
    return page(place, "one.html", {"page": shown}, current=TALK)


def _occurrence(place: Place, row: PlannedCommunication, one: CommunicationHeld) -> Item:
    told = _("taken back: %s") % one.withdrawn_because if one.withdrawn_on else one.note
    by = one.by.name if one.by else ""
    may = place.may("evidence.file") and one.withdrawn_on is None
    return Item(
        state=State.NOT_APPLICABLE if one.withdrawn_on else State.SHOWN,
        title=day(one.on),
        note=" · ".join(part for part in (told, by) if part),
        href=address(place, row, f"held/{one.id}/") if may else "",
    )


@in_system
def new(place: Place) -> HttpResponse:
    """Plan a communication."""
    return _form(place, None)


@in_system
def edit(place: Place, line: uuid.UUID) -> HttpResponse:
    """Change a line of the plan, or end it."""
    return _form(place, _line(place, line))


def _form(place: Place, row: PlannedCommunication | None) -> HttpResponse:
    assert place.system is not None
    require(place.context, "stocktake.edit")
    typed, people, system = Typed(place.request), picker(place.context), place.system.id
    owner = people.label(row.owner_id, row.owner.name if row.owner else "") if row else ""

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=_crumbs(place, row),
            title=_("Change the plan") if row else _("Plan a communication"),
            lead=_("What is not known yet may stay empty; the plan says what is missing."),
            fields=(
                *_fields(typed, errors, row),
                Field(
                    name="owner",
                    label=_("Who sees to it"),
                    type="combo",
                    value=typed.text("owner", owner),
                    options=people.options,
                    errors=wrong(errors, "owner"),
                ),
                *_ends(typed, errors, row),
            ),
            submit=_("Save") if row else _("Plan it"),
            cancel=address(place, row) if row else f"{place.base}/context/communication/",
        )

    def act() -> str:
        values: dict[str, Any] = {
            name: typed.text(name) for name in ("what", "why", "when_text", "side", "audience", "how")
        }
        values["days"] = typed.whole("days") if typed.text("days").strip() else None
        given = typed.text("owner")
        same = row is not None and given == owner
        values["owner_id"] = row.owner_id if row is not None and same else people.find(given, "owner")
        if row is None:
            return address(place, plan_communication(place.context, system, **values))
        until = typed.day("live_until", needed=False)
        change_communication(place.context, row.id, version=typed.whole("version"), **values, live_until=until)
        return address(place, row)

    return answer(place, form, act, said=_("Saved."), current=TALK)


def _fields(typed: Typed, errors: Any, row: PlannedCommunication | None) -> tuple[Field, ...]:
    def text(name: str, label: str, **more: Any) -> Field:
        value = typed.text(name, str(getattr(row, name) or "") if row else "")
        return Field(name=name, label=label, value=value, errors=wrong(errors, name), **more)

    sides = [(key, str(label)) for key, label in PlannedCommunication.SIDES]
    side = typed.text("side", row.side if row else "internal")
    return (
        text("what", _("What"), required=True, maxlength=240),
        text("why", _("Why"), type="textarea", rows=2),
        Field(
            name="side",
            label=_("Inside or outside"),
            type="radio",
            required=True,
            options=options(sides, [side]),
            errors=wrong(errors, "side"),
        ),
        text("audience", _("With whom"), maxlength=400),
        text("when_text", _("When"), maxlength=240, placeholder=_("First Monday of a quarter; as soon as we know")),
        text(
            "days",
            _("At least every"),
            type="number",
            minimum="1",
            unit=_("days"),
            help=_("Your own interval. Empty when it is said as it happens."),
        ),
        text("how", _("How"), maxlength=400, placeholder=_("Meeting; mail; notice board")),
    )


def _ends(typed: Typed, errors: Any, row: PlannedCommunication | None) -> tuple[Field, ...]:
    if row is None:
        return ()
    until = row.live_until.isoformat() if row.live_until else ""
    return (
        inputs.text(typed, errors, "live_until", _("No longer planned since"), until, type="date"),
        inputs.version_field(typed, row.version),
    )


@in_system
def hold(place: Place, line: uuid.UUID) -> HttpResponse:
    """It took place: one thumb is enough."""
    require(place.context, "evidence.file")
    row, typed = _line(place, line), Typed(place.request)

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=_crumbs(place, row),
            title=_("It took place"),
            lead=row.what,
            fields=(
                inputs.day(typed, errors, "on", _("On"), place.context.today, required=True),
                Field(name="note", label=_("What came back"), type="textarea", rows=3, value=typed.text("note")),
            ),
            submit=_("Record it"),
            cancel=address(place, row),
        )

    def act() -> str:
        hold_communication(place.context, row.id, note=typed.text("note"), on=typed.day("on"))
        return address(place, row)

    return answer(place, form, act, said=_("Recorded."), current=TALK)


@in_system
def withdraw(place: Place, line: uuid.UUID, occasion: uuid.UUID) -> HttpResponse:
    """Take back what was recorded wrongly."""
    require(place.context, "evidence.file")
    row, typed = _line(place, line), Typed(place.request)
    one = occurrences(place.context, row.id).filter(id=occasion).first()
    if one is None:
        raise NotFound("communication-held.not-found", _("There is no such occurrence."))

    def form(errors: Any) -> FormPage:
        because = inputs.text(typed, errors, "because", _("Why it was wrong"), type="textarea", rows=2, required=True)
        return FormPage(
            crumbs=_crumbs(place, row),
            title=_("Took place on %s") % day(one.on),
            lead=one.note,
            note=_("taken back: %s") % one.withdrawn_because if one.withdrawn_on else "",
            fields=() if one.withdrawn_on else (because,),
            submit=_("Take it back"),
            cancel=address(place, row),
        )

    def act() -> str:
        withdraw_communication(place.context, one.id, because=typed.text("because"))
        return address(place, row)

    return answer(place, form, act, said=_("Taken back."), current=TALK)
