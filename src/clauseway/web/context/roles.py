"""Roles with what each may decide, who holds them, and what they answer for."""

import uuid
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clauseway.kernel.folding import fold
from clauseway.organization.policies import require
from clauseway.processes.models import Process
from clauseway.systems.models import Assignment, Role, RoleHolding
from clauseway.systems.operations.responsibilities import PROCESS, TASK, add_role, change_role, hold_role, leave_role
from clauseway.systems.queries.responsibilities import get_role, holders, roles
from clauseway.web import inputs
from clauseway.web.components import Action, Empty, Field, Item, Link, Shelf, Stat, State
from clauseway.web.context.words import ANSWERS, answer_tabs, letter_word, task_word
from clauseway.web.frame import Place, in_system, page, say
from clauseway.web.jinja import day
from clauseway.web.listing import Listing, columns, listing, page_of
from clauseway.web.one import OnePage
from clauseway.web.people.picking import picker
from clauseway.web.posted import FormPage, Typed, answer, wrong
from clauseway.web.stocktake.exports import exports
from clauseway.web.tables import Cell, Pager, Row, Sign, Table

SORTS = {"name": "fold", "since": "live_from"}


def address(place: Place, role: uuid.UUID, more: str = "") -> str:
    return f"{place.base}/context/roles/{role}/{more}"


def crumbs(place: Place, role: Role | None = None) -> tuple[Link, ...]:
    first = Link(label=_("Roles"), href=f"{place.base}/context/roles/")
    return (first,) if role is None else (first, Link(label=role.name, href=address(place, role.id)))


def stands(place: Place, held: list[RoleHolding]) -> list[RoleHolding]:
    """Who holds a role today and is here."""
    today = place.context.today
    return [
        one
        for one in held
        if one.valid_from <= today
        and (one.valid_until is None or one.valid_until > today)
        and (one.person.live_until is None or one.person.live_until > today)
    ]


@in_system
def index(place: Place) -> HttpResponse:
    """All roles, who holds each, and how much hangs on it."""
    asked = listing(place.request, sorts=tuple(SORTS))
    found = roles(place.context).exclude(live_until__lte=place.context.today)
    for word in fold(asked.q).split():
        found = found.filter(Q(fold__contains=word) | Q(authority__icontains=word))
    rows, pager = page_of(asked, found.order_by(("-" if asked.descending else "") + SORTS[asked.sort], "id"))
    held = holders(place.context, [row.id for row in rows])
    given = Assignment.objects.filter(role_id__in=list(held), valid_until=None).values_list("role_id")
    counts = dict(given.annotate(Count("id")).order_by())
    here, may = f"{place.base}/context/roles/", place.may("stocktake.edit")
    listed = tuple(_row(place, row, stands(place, held[row.id]), counts.get(row.id, 0)) for row in rows)
    values = {
        "title": _("Roles"),
        "lead": _("What each may decide, and who holds it today."),
        "tabs": answer_tabs(place, "roles/"),
        "table": _table(place, asked, listed, pager),
        "do": (
            Action(label=_("Sheets"), href=f"{place.base}/stocktake/role/"),
            Action(label=_("Add a role"), href=f"{here}new/", primary=True),
        )
        if may
        else (),
    }
    return page(place, "context/list.html", values, current=ANSWERS)


def _table(place: Place, asked: Listing, rows: tuple[Row, ...], pager: Pager) -> Table:
    here, may = f"{place.base}/context/roles/", place.may("stocktake.edit")
    return Table(
        id="roles",
        caption=_("Roles"),
        href=here,
        columns=columns(
            asked,
            ("name", _("Role"), "main"),
            ("held", _("Held by"), "text"),
            ("authority", _("May decide"), "text"),
            ("count", _("Entries"), "num"),
            sortable=("name",),
        ),
        rows=rows,
        pager=pager,
        empty=Empty(
            title=_("No roles yet"),
            text=_("A role is what somebody is trusted with. Who holds it may change; what it answers for stays."),
            example=_("Incident manager · may take systems off the network"),
            action=Action(label=_("Add a role"), href=f"{here}new/", primary=True) if may else None,
        ),
        search=asked.q,
        search_label=_("Search roles"),
        exports=exports(place, "role"),
        filtered=asked.filtered,
        clear_href=here,
    )


def _row(place: Place, row: Role, held: list[RoleHolding], count: int) -> Row:
    names = ", ".join(one.person.name for one in held)
    vacant = (Sign(state=State.GAP if count else State.UNKNOWN, word=_("nobody"), tag=True),)
    return Row(
        key=str(row.id),
        label=row.name,
        cells=(
            Cell(text=row.name, href=address(place, row.id)),
            Cell(text=names, signs=() if names else vacant),
            Cell(text=row.authority),
            Cell(text=str(count)),
        ),
    )


@in_system
def show(place: Place, role: uuid.UUID) -> HttpResponse:
    """One role: who holds it, what it may decide, what it answers for."""
    row = get_role(place.context, role)
    held = holders(place.context, [row.id])[row.id]
    now, may = stands(place, held), place.may("stocktake.edit")
    given = list(Assignment.objects.filter(role=row, valid_until=None).order_by("kind", "letter", "id"))
    do = (
        Action(label=_("Change"), href=address(place, row.id, "edit/")),
        Action(label=_("Give it to somebody"), href=address(place, row.id, "hold/"), primary=True),
    )
    shown = OnePage(
        crumbs=crumbs(place),
        name=row.name,
        overline=(_("role"),),
        lead=row.authority or _("What it may decide is not said."),
        warning=_("Nobody holds this role, and something hangs on it") if given and not now else "",
        do=do if may else (),
        figures=(
            Stat(value=str(len(now)), label=_("hold it")),
            Stat(value=str(sum(one.letter == "A" for one in given)), label=_("answers for")),
            Stat(value=str(len(given)), label=_("entries")),
        ),
        left=(Shelf(title=_("What it is in"), none=_("Nothing yet."), items=_entries(place, given)),),
        right=(
            Shelf(
                title=_("Who holds it, and held it"),
                none=_("Nobody yet."),
                items=tuple(_holding(place, one, may and one.valid_until is None) for one in reversed(held)),
            ),
        ),
    )
    return page(place, "one.html", {"page": shown}, current=ANSWERS)


def _entries(place: Place, given: list[Assignment]) -> tuple[Item, ...]:
    refs = [one.ref for one in given if one.kind == PROCESS]
    names = {str(key): name for key, name in Process.objects.filter(id__in=refs).values_list("id", "name")}
    found = []
    for one in given[:200]:
        other = task_word(one.ref)[0] if one.kind == TASK else _("a requirement")
        title = names.get(one.ref, _("a process that is gone")) if one.kind == PROCESS else other
        href = f"{place.base}/context/responsibilities/of/{one.kind}/{one.ref}/" if place.may("stocktake.edit") else ""
        found.append(Item(state=State.INFO, title=title, note=letter_word(one.letter), href=href))
    return tuple(found)


def _holding(place: Place, one: RoleHolding, may: bool) -> Item:
    today = place.context.today
    here = (one.valid_until is None or one.valid_until > today) and (
        one.person.live_until is None or one.person.live_until > today
    )
    ends = [day(value) for value in (one.valid_until, one.person.live_until) if value]
    span = _("from %(begins)s until %(ends)s") if ends else _("since %(begins)s")
    end = f"{place.base}/context/holdings/{one.id}/end/"
    confirm = _("%s no longer holds this role from today on.") % one.person.name
    return Item(
        state=State.SHOWN if here else State.NOT_APPLICABLE,
        title=one.person.name,
        note=span % {"begins": day(one.valid_from), "ends": ends[0] if ends else ""},
        actions=(Action(label=_("End"), href=end, method="post", confirm=confirm),) if may else (),
    )


@in_system
def new(place: Place) -> HttpResponse:
    """Add a role."""
    return _form(place, None)


@in_system
def edit(place: Place, role: uuid.UUID) -> HttpResponse:
    """Change a role or end it."""
    return _form(place, get_role(place.context, role))


def _form(place: Place, row: Role | None) -> HttpResponse:
    require(place.context, "stocktake.edit")
    typed = Typed(place.request)

    def form(errors: Any) -> FormPage:
        name, authority = typed.text("name", row.name if row else ""), row.authority if row else ""
        made = [
            Field(name="name", label=_("Role"), value=name, required=True, maxlength=240, errors=wrong(errors, "name")),
            Field(
                name="authority",
                label=_("What it may decide"),
                type="textarea",
                rows=3,
                value=typed.text("authority", authority),
            ),
        ]
        if row is not None:
            until = row.live_until.isoformat() if row.live_until else ""
            made += [
                inputs.text(typed, errors, "live_until", _("Ended on"), until, type="date"),
                inputs.version_field(typed, row.version),
            ]  # fmt: skip
        return FormPage(
            crumbs=crumbs(place, row),
            title=_("Change the role") if row else _("Add a role"),
            lead="",
            fields=tuple(made),
            submit=_("Save") if row else _("Add"),
            cancel=address(place, row.id) if row else f"{place.base}/context/roles/",
        )

    def act() -> str:
        name, authority = typed.text("name"), typed.text("authority")
        if row is None:
            return address(place, add_role(place.context, name=name, authority=authority).id)
        until = typed.day("live_until", needed=False)
        values = {"name": name, "authority": authority, "live_until": until}
        change_role(place.context, row.id, version=typed.whole("version"), **values)
        return address(place, row.id)

    return answer(place, form, act, said=_("Saved."), current=ANSWERS)


@in_system
def hold(place: Place, role: uuid.UUID) -> HttpResponse:
    """Give a role to somebody."""
    require(place.context, "stocktake.edit")
    row, typed, people = get_role(place.context, role), Typed(place.request), picker(place.context)

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=crumbs(place, row),
            title=_("Who holds it?"),
            lead=_("Where a role answers for something, one person at a time can hold it."),
            fields=(
                Field(
                    name="who",
                    label=_("Person"),
                    type="combo",
                    required=True,
                    value=typed.text("who"),
                    options=people.options,
                    errors=wrong(errors, "who"),
                ),
                inputs.day(typed, errors, "on", _("From"), place.context.today),
            ),
            submit=_("Give it"),
            cancel=address(place, row.id),
        )

    def act() -> str:
        person = people.find(typed.text("who") or "?", "who")
        assert person is not None
        hold_role(place.context, row.id, person=person, on=typed.day("on"))
        return address(place, row.id)

    return answer(place, form, act, said=_("Recorded."), current=ANSWERS)


@require_POST
@in_system
def end(place: Place, holding: uuid.UUID) -> HttpResponse:
    """Somebody no longer holds a role, from today on."""
    row = leave_role(place.context, holding)
    say(place, _("Recorded."))
    return HttpResponseRedirect(address(place, row.role_id))
