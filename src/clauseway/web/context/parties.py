"""The register of interested parties, and one of them with its needs."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext as _

from clauseway.evidence.queries import last_on_record
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Refusal
from clauseway.organization.policies import require
from clauseway.systems.models import InterestedParty, PartyNeed
from clauseway.systems.operations import change_party, note_party
from clauseway.systems.queries import parties
from clauseway.systems.queries.context import get_party, needs_of, obligation_gone
from clauseway.web import inputs
from clauseway.web.components import Action, Empty, Field, Item, Link, Shelf, Stat, State
from clauseway.web.context.words import CONTEXT, context_tabs, decision_sign
from clauseway.web.frame import Place, in_system, page
from clauseway.web.jinja import day
from clauseway.web.listing import Listing, columns, listing, page_of
from clauseway.web.one import OnePage
from clauseway.web.posted import FormPage, Typed, answer
from clauseway.web.stocktake.exports import exports
from clauseway.web.tables import Cell, Pager, Row, Sign, Table, View, on_record

SORTS = {"name": "fold", "since": "live_from"}


def address(place: Place, party: uuid.UUID, more: str = "") -> str:
    return f"{place.base}/context/parties/{party}/{more}"


def crumbs(place: Place, party: InterestedParty | None = None) -> tuple[Link, ...]:
    first = Link(label=_("Interested parties"), href=f"{place.base}/context/parties/")
    return (first,) if party is None else (first, Link(label=party.name, href=address(place, party.id)))


@in_system
def index(place: Place) -> HttpResponse:
    """Everybody with a stake in the system, and whether their needs are known and decided."""
    asked = listing(place.request, sorts=tuple(SORTS), filters=("show",))
    rows, pager = page_of(asked, _found(place, asked))
    needs = needs_of(place.context, [row.id for row in rows])
    told = last_on_record(place.context, "interested-party.need-decided", [str(row.id) for row in rows])
    here, may = f"{place.base}/context/parties/", place.may("stocktake.edit")
    values = {
        "title": _("Interested parties"),
        "lead": _("Who has a stake, what they need, and which needs the system takes up or is bound by."),
        "tabs": context_tabs(place, "parties/"),
        "table": _table(
            place, asked, tuple(_row(place, row, needs[row.id], str(row.id) in told) for row in rows), pager
        ),
        "do": (
            Action(label=_("Sheets"), href=f"{place.base}/stocktake/parties/"),
            Action(label=_("Add a party"), href=f"{here}new/", primary=True),
        )
        if may
        else (),
    }
    return page(place, "context/list.html", values, current=CONTEXT)


def _table(place: Place, asked: Listing, rows: tuple[Row, ...], pager: Pager) -> Table:
    here, may = f"{place.base}/context/parties/", place.may("stocktake.edit")
    return Table(
        id="parties",
        caption=_("Interested parties"),
        href=here,
        columns=columns(
            asked,
            ("name", _("Party"), "main"),
            ("needs", _("Needs"), "text"),
            ("decided", _("Decided"), "short"),
            ("since", _("Since"), "short"),
            sortable=("name", "since"),
        ),
        rows=rows,
        pager=pager,
        empty=Empty(
            title=_("Who has a stake in what you do?"),
            text=_("Customers, people who work here, owners, authorities, neighbours, suppliers: and what each needs."),
            example=_("Water board · discharge within the permit · a report in March"),
            action=Action(label=_("Add a party"), href=f"{here}new/", primary=True) if may else None,
        ),
        search=asked.q,
        search_label=_("Search parties and needs"),
        views=_views(asked),
        kept=asked.keeping("show"),
        exports=exports(place, "parties"),
        filtered=asked.filtered,
        clear_href=here,
    )


def _views(asked: Listing) -> tuple[View, ...]:
    current = asked.filters.get("show", "")
    shows = (("", _("Now")), ("open", _("Needs to decide")), ("bare", _("Needs not known")), ("ended", _("Ended")))
    return tuple(View(label=label, href=asked.href(show=key, page=1), current=key == current) for key, label in shows)


def _found(place: Place, asked: Listing) -> Any:
    today, show = place.context.today, asked.filters.get("show", "")
    alive = Q(live_until=None) | Q(live_until__gt=today)
    rows = parties(place.context)
    rows = rows.filter(live_until__lte=today) if show == "ended" else rows.filter(alive)
    listed = PartyNeed.objects.filter(alive)
    if show == "open":
        rows = rows.filter(id__in=listed.filter(decision="").values("party_id"))
    if show == "bare":
        rows = rows.filter(needs="").exclude(id__in=listed.values("party_id"))
    for word in fold(asked.q).split():
        of_need = PartyNeed.objects.filter(fold__contains=word).values("party_id")
        rows = rows.filter(Q(fold__contains=word) | Q(needs__icontains=word) | Q(id__in=of_need))
    return rows.order_by(("-" if asked.descending else "") + SORTS[asked.sort], "id")


def _live(place: Place, needs: Sequence[PartyNeed]) -> list[PartyNeed]:
    today = place.context.today
    return [need for need in needs if need.live_until is None or need.live_until > today]


def _stands(place: Place, needs: Sequence[PartyNeed], told: bool) -> Sign:
    alive = _live(place, needs)
    if not alive and told:
        return on_record()
    if not alive:
        return Sign(state=State.UNKNOWN, word=_("not listed one by one"), tag=True)
    if any(_gone(place, need) for need in alive):
        return Sign(state=State.GAP, word=_("an obligation went"), tag=True)
    undecided = sum(not need.decision for need in alive)
    if undecided:
        return Sign(state=State.UNKNOWN, word=_("%d to decide") % undecided, tag=True)
    return Sign(state=State.SHOWN, word=_("decided"), tag=True)


def _gone(place: Place, need: PartyNeed) -> bool:
    since = obligation_gone(need)
    return need.decision == "obligation" and since is not None and since <= place.context.today


def _row(place: Place, row: InterestedParty, needs: Sequence[PartyNeed], told: bool) -> Row:
    """`told`: somebody put a decision about its needs on record without entering it here."""
    alive = _live(place, needs)
    said = "; ".join(need.text for need in alive[:3]) or row.needs
    more = _("and %d more") % (len(alive) - 3) if len(alive) > 3 else ""
    return Row(
        key=str(row.id),
        label=row.name,
        cells=(
            Cell(text=row.name, href=address(place, row.id), note=_("binding") if row.obligation else ""),
            Cell(text=said or _("not known"), note=more, late=not said),
            Cell(text="", signs=(_stands(place, needs, told),)),
            Cell(text=day(row.live_from), note=_("until %s") % day(row.live_until) if row.live_until else ""),
        ),
    )


@in_system
def show(place: Place, party: uuid.UUID) -> HttpResponse:
    """One party: its needs, what was decided about each, and what it became."""
    row = get_party(place.context, party)
    needs = needs_of(place.context, [row.id])[row.id]
    alive, may = _live(place, needs), place.may("stocktake.edit")
    lost = [need for need in alive if _gone(place, need)]
    over = [need for need in needs if need not in alive]
    do = (
        Action(label=_("Change"), href=address(place, row.id, "edit/")),
        Action(label=_("Add needs"), href=address(place, row.id, "needs/"), primary=True),
    )
    shown = OnePage(
        crumbs=crumbs(place),
        name=row.name,
        overline=(_("interested party"), *((_("binding"),) if row.obligation else ())),
        lead=row.needs,
        warning=_("A need was taken on as an obligation that no longer binds") if lost else "",
        warning_note="; ".join(need.text for need in lost),
        do=do if may else (),
        figures=(
            Stat(value=str(len(alive)), label=_("needs")),
            Stat(value=str(sum(not need.decision for need in alive)), label=_("not decided")),
            Stat(value=str(sum(need.decision == "obligation" for need in alive)), label=_("obligations")),
        ),
        left=(
            Shelf(
                title=_("What they need or expect"),
                items=tuple(_item(place, need, may) for need in alive),
                none=_("Not listed one by one yet, so nothing can be decided about it."),
                do=do[1:] if may else (),
            ),
        ),
        right=(
            Shelf(
                title=_("No longer needed"),
                items=tuple(Item(state=State.NOT_APPLICABLE, title=n.text, aside=day(n.live_until)) for n in over),
                none=_("Nothing."),
            ),
        ),
    )
    return page(place, "one.html", {"page": shown}, current=CONTEXT)


def _item(place: Place, need: PartyNeed, may: bool) -> Item:
    state, word = decision_sign(need)
    parts = [word, need.obligation.name if need.obligation else "", need.because]
    if need.decided_by:
        parts.append(f"{need.decided_by.name}, {day(need.decided_on)}")
    here = f"{place.base}/context/needs/{need.id}/"
    confirm = _("“%s” is no longer a need of theirs from today on.") % need.text
    end = Action(label=_("Over"), href=f"{here}end/", method="post", confirm=confirm)
    return Item(
        state=State.GAP if _gone(place, need) else state,
        title=need.text,
        note=" · ".join(part for part in parts if part),
        actions=(Action(label=_("Decide"), href=here), end) if may else (),
    )


@in_system
def new(place: Place) -> HttpResponse:
    """Add a party with its needs, one a line."""
    return _form(place, None)


@in_system
def edit(place: Place, party: uuid.UUID) -> HttpResponse:
    """Change a party, or say that it has no stake any more."""
    return _form(place, get_party(place.context, party))


def _form(place: Place, row: InterestedParty | None) -> HttpResponse:
    require(place.context, "stocktake.edit")
    typed = Typed(place.request)

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=crumbs(place, row),
            title=_("Change %s") % row.name if row else _("Add an interested party"),
            lead="",
            fields=_fields(typed, errors, row),
            submit=_("Save") if row else _("Add"),
            cancel=address(place, row.id) if row else f"{place.base}/context/parties/",
        )

    def act() -> str:
        name, needs = typed.text("name"), typed.text("needs").strip()
        if row is None:
            if InterestedParty.objects.filter(fold=fold(name)).exists():
                raise Refusal("party.exists", _("There is an interested party of this name already."), field="name")
            return address(place, note_party(place.context, name=name, needs=needs).id)
        until = typed.day("live_until", needed=False)
        if until is not None and until < row.live_from:
            raise Refusal("party.ends-early", _("It cannot end before it began."), field="live_until")
        values = {"name": name.strip(), "needs": needs, "live_until": until}
        change_party(place.context, row.id, version=typed.whole("version"), **values)
        return address(place, row.id)

    return answer(place, form, act, said=_("Saved."), current=CONTEXT)


def _fields(typed: Typed, errors: Any, row: InterestedParty | None) -> tuple[Field, ...]:
    made = (
        inputs.text(typed, errors, "name", _("Party"), row.name if row else "", required=True, maxlength=200),
        Field(
            name="needs",
            label=_("What they need or expect, in short"),
            type="textarea",
            rows=3,
            value=typed.text("needs", row.needs if row else ""),
            help=_("One by one, with a decision about each, you list them on the party's page."),
        ),
    )
    if row is None:
        return made
    until = row.live_until.isoformat() if row.live_until else ""
    return (
        *made,
        inputs.text(typed, errors, "live_until", _("No stake since"), until, type="date"),
        inputs.version_field(typed, row.version),
    )
