"""Disposal: what is due, the lists that wait for a second person, and the certificate of each."""

import uuid

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.documents import disposal as operations
from clauseway.documents.form_queries import disposals, get_disposal, records
from clauseway.documents.models import FormDisposal, FormEntry
from clauseway.kernel.refusals import Refusal
from clauseway.web import inputs
from clauseway.web.components import Empty, Item, Link, Option, Shelf, State
from clauseway.web.forms.filling import CURRENT, crumbs
from clauseway.web.forms.page import ShowPage
from clauseway.web.frame import Place, in_system, page, say, say_refusal
from clauseway.web.jinja import day
from clauseway.web.listing import columns, listing, page_of
from clauseway.web.posted import Errors, FormPage, Typed, answer, as_identifier
from clauseway.web.tables import Bulk, Cell, Row, Table

SORTS = {"until": "retain_until", "form": "form__fold", "on": "on"}
STATES = {"proposed": State.SOON, "carried-out": State.SHOWN, "refused": State.NOT_APPLICABLE}


@in_system
def index(place: Place) -> HttpResponse:
    """What is due for disposal; POST proposes the ticked ones."""
    assert place.system is not None
    if place.request.method == "POST":
        return _propose(place)
    asked = listing(place.request, sorts=tuple(SORTS))
    found = operations.due(place.context, place.system.id).select_related("form")
    order = ("-" if asked.descending else "") + SORTS[asked.sort]
    rows, pager = page_of(asked, found.order_by(order, "id"))
    here = f"{place.base}/forms/disposal/"
    propose = Bulk(href=here, actions=(Option(value="propose", label=_("Propose for disposal")),))
    table = Table(
        id="disposal",
        caption=_("Due for disposal"),
        href=here,
        columns=columns(
            asked,
            ("form", _("Record"), "main"),
            ("on", _("Day"), "short"),
            ("until", _("Kept until"), "short"),
            sortable=tuple(SORTS),
        ),
        rows=tuple(_row(place, row) for row in rows),
        pager=pager,
        empty=Empty(title=_("Nothing is due"), text=_("Records come here when the years their form says are over.")),
        search=None,
        bulk=propose if place.may(operations.MAY_PROPOSE) else None,
        kept=asked.kept,
        clear_href=here,
    )
    lists = tuple(_item(place, one) for one in disposals(place.context, place.system.id).order_by("-proposed_at")[:20])
    values = {
        "title": _("Disposal of records"),
        "lead": _("One person proposes, a second approves. A certificate and a trace of each record stay."),
        "do": (),
        "table": table,
        "crumbs": crumbs(place),
        "shelves": (Shelf(title=_("Lists"), items=lists),) if lists else (),
    }
    return page(place, "forms/list.html", values, current=CURRENT)


def _row(place: Place, row: FormEntry) -> Row:
    title = f"{row.form.name} · {row.number}"
    href = f"{place.base}/forms/records/{row.id}/"
    return Row(
        key=str(row.id),
        label=title,
        cells=(Cell(text=title, href=href), Cell(text=day(row.on)), Cell(text=day(row.retain_until), late=True)),
    )


def _item(place: Place, one: FormDisposal) -> Item:
    count = ngettext("%d record", "%d records", one.count) % one.count
    return Item(
        state=STATES[one.state],
        title=count,
        note=f"{one.get_state_display()} · {one.reason}",
        href=f"{place.base}/forms/disposal/{one.id}/",
        aside=day(one.proposed_at),
    )


def _propose(place: Place) -> HttpResponse:
    assert place.system is not None
    here = f"{place.base}/forms/disposal/"
    try:
        chosen = [as_identifier(key, "key") for key in place.request.POST.getlist("key")]
        made = operations.propose_disposal(
            place.context, place.system.id, entries=chosen, reason=_("Their term is over.")
        )
    except Refusal as refusal:
        say_refusal(place, refusal)
        return HttpResponseRedirect(here)
    say(place, _("Proposed. A second person approves it."))
    return HttpResponseRedirect(f"{here}{made.id}/")


@in_system
def show(place: Place, disposal: uuid.UUID) -> HttpResponse:
    """One list: the decision while it waits, the certificate afterwards."""
    assert place.system is not None
    found = get_disposal(place.context, place.system.id, disposal)
    mine = found.proposed_by_id is not None and found.proposed_by_id == place.context.person
    if found.state == "proposed" and place.may(operations.MAY_DECIDE) and not mine:
        return _decide(place, found)
    who = found.proposed_by.name if found.proposed_by else _("somebody")
    about = [Item(state=State.INFO, title=_("Proposed by %s") % who, note=found.reason, aside=day(found.proposed_at))]
    if found.decided_by:
        note = f"{found.get_state_display()} · {found.decision}".strip(" ·")
        about.append(
            Item(
                state=STATES[found.state],
                title=_("Decided by %s") % found.decided_by.name,
                note=note,
                aside=day(found.decided_on),
            )
        )
    shown = ShowPage(
        crumbs=crumbs(place, Link(label=_("Disposal"), href=f"{place.base}/forms/disposal/")),
        name=_("Certificate of disposal") if found.state == "carried-out" else _("List for disposal"),
        overline=(str(found.get_state_display()),),
        lead=_("A second person must decide.") if found.state == "proposed" else "",
        left=(
            Shelf(title=_("Who and why"), items=tuple(about)),
            Shelf(title=_("Records"), items=_lines(place, found)),
        ),
    )
    return page(place, "forms/show.html", {"page": shown}, current=CURRENT)


def _lines(place: Place, found: FormDisposal) -> tuple[Item, ...]:
    """What went, from the certificate; while it waits, what would go."""
    assert place.system is not None
    if found.certificate:
        return tuple(
            Item(
                state=State.INFO,
                title=f"{line['form']} · {line['number']}",
                note=f"SHA-256 {line['digest']}"
                + (" · " + _("files kept") + f": {', '.join(line['files'])}" if line["files"] else ""),
                aside=str(line["on"]),
            )
            for line in found.certificate
        )
    rows = records(place.context, place.system.id).filter(disposal=found).order_by("form__fold", "number")
    return tuple(
        Item(
            state=State.INFO,
            title=f"{r.form.name} · {r.number}",
            aside=day(r.on),
            href=f"{place.base}/forms/records/{r.id}/",
        )
        for r in rows
    )


def _decide(place: Place, found: FormDisposal) -> HttpResponse:
    typed = Typed(place.request)
    ways = [("approve", _("They may go")), ("refuse", _("They must stay"))]

    def build(errors: Errors) -> FormPage:
        return FormPage(
            crumbs=crumbs(place, Link(label=_("Disposal"), href=f"{place.base}/forms/disposal/")),
            title=_("Decide on disposal"),
            lead=found.reason,
            beside_title=_("Records"),
            beside=_lines(place, found),
            fields=(
                inputs.radio(typed, errors, "decision", _("Decision"), ways),
                inputs.text(typed, errors, "note", _("Why")),
            ),
            submit=_("Decide"),
            cancel=f"{place.base}/forms/disposal/",
            note=_("What was filled in is deleted at once and cannot be brought back."),
        )

    def act() -> str:
        decision = typed.text("decision")
        if decision not in dict(ways):
            raise Refusal("disposal.decision", _("Choose one of the two."), field="decision")
        operations.decide_disposal(place.context, found.id, approve=decision == "approve", note=typed.text("note"))
        return f"{place.base}/forms/disposal/{found.id}/"

    return answer(place, build, act, said=_("Decided."), current=CURRENT)
