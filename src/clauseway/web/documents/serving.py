"""The page of one entry of documented information: what serves it, what is offered, and what else one may choose."""

import uuid
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from clauseway.documents import operations
from clauseway.documents.documented import Entry, Holding, Paper, Served, choosable, holding
from clauseway.documents.registers import REGISTERS
from clauseway.documents.template_packs import pack
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.web.asked import identifier
from clauseway.web.components import Action, Field, Item, Link, Option, State
from clauseway.web.documents.build import crumb, system_of
from clauseway.web.documents.information import SIGNS, entry_at, entry_href, sort_word, word
from clauseway.web.documents.keeping import address, forms_in_use, kept
from clauseway.web.frame import Place, in_system, page, say, say_refusal
from clauseway.web.jinja import day, number
from clauseway.web.posted import Typed
from clauseway.web.requirements import places


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """One entry. Nothing on it says that the requirement is met."""

    crumbs: tuple[Link, ...]
    title: str
    lead: str
    state: State
    word: str
    serving: tuple[Item, ...]
    offered: tuple[Item, ...]
    templates: tuple[Item, ...]
    requirement: Action
    choose: Field | None = None
    choose_href: str = ""


@require_GET
@in_system
def entry_page(place: Place, requirement: uuid.UUID, part: str) -> HttpResponse:
    """What serves one entry, and what could."""
    entry = entry_at(place, str(requirement), part)
    return page(place, "documents/entry.html", {"page": _page(place, entry)}, current="documents")


def _page(place: Place, entry: Entry) -> EntryPage:
    held, counts = holding(place.context, system_of(place)), kept(place)
    asking, may = entry.requirement, place.may("evidence.file")
    state = held.state(entry, counts)
    name = f"{asking.edition_name} {asking.ref}"
    told = {"maintain": _("%s asks to keep this up to date: %s."), "retain": _("%s asks to keep this as proof: %s.")}
    return EntryPage(
        crumbs=crumb(place, (_("Documented information"), f"{place.base}/documents/information/"), (name, "")),
        title=entry.text,
        lead=told[entry.sort] % (name, asking.title),
        state=SIGNS[state],
        word=f"{sort_word(entry.sort)}: {word(state)}",
        serving=tuple(_serving(place, entry, one, counts, may=may) for one in held.of(entry)),
        offered=_offered(place, entry, held, counts, may=may),
        templates=tuple(_template(place, entry, key) for key in entry.templates) if may else (),
        requirement=Action(label=_("The requirement"), href=f"{places.requirement(place.base, asking)}/"),
        choose=_choice(place) if may else None,
        choose_href=f"{entry_href(place, entry)}serve",
    )


def _serving(place: Place, entry: Entry, one: Served, counts: dict[str, int], *, may: bool) -> Item:
    end = Action(label=_("Take back"), href=f"{place.base}/documents/information/serving/{one.id}/end", method="post")
    acts = (end,) if may else ()
    if one.paper is not None:
        note, state = _paper(one.paper)
        href = f"{place.base}/documents/{one.paper.id}/"
        title = f"{one.paper.identifier} {one.paper.title}".strip()
        return Item(state=state, title=title, note=note, href=href, actions=acts)
    if one.form is not None:
        key, name, used = one.form
        note = _("form in use") if used else _("form not in use")
        state = State.INFO if used else State.SOON
        return Item(state=state, title=name, note=note, href=f"{place.base}/forms/{key}/", actions=acts)
    register = REGISTERS[one.register]
    count = counts.get(one.register, 0)
    note = _("%s kept there") % number(count) if count else _("empty")
    state = State.INFO if count else State.SOON
    return Item(state=state, title=str(register.label), note=note, href=address(place, register), actions=acts)


def _paper(paper: Paper) -> tuple[str, State]:
    if paper.in_force:
        return (_("in force since %s") % day(paper.since) if paper.since else _("in force")), State.INFO
    if paper.ended:
        return _("ended; it serves nothing any more"), State.UNKNOWN
    return _("in work: it shows nothing until it is approved"), State.SOON


def _from(paper: Paper, entry: Entry) -> str:
    if paper.template in entry.templates:
        return _("begun from the template for this")
    return _("a passage of it was accepted for this requirement")


def _offered(place: Place, entry: Entry, held: Holding, counts: dict[str, int], *, may: bool) -> tuple[Item, ...]:
    href = f"{entry_href(place, entry)}serve"
    made = []
    for paper in held.offered(entry):
        act = Action(label=_("Accept"), href=f"{href}?target=document:{paper.line}", method="post", primary=True)
        note, _state = _paper(paper)
        made.append(
            Item(
                state=State.SOON,
                title=f"{paper.identifier} {paper.title}".strip(),
                note=f"{_from(paper, entry)} · {note}",
                href=f"{place.base}/documents/{paper.id}/",
                actions=(act,) if may else (),
            )
        )
    mine = {one.register for one in held.of(entry)}
    for key in entry.registers:
        if key not in mine:
            register, count = REGISTERS[key], counts.get(key, 0)
            act = Action(label=_("Accept"), href=f"{href}?target=register:{key}", method="post", primary=bool(count))
            note = _("%s kept there") % number(count) if count else _("empty so far")
            made.append(
                Item(
                    state=State.SOON if count else State.UNKNOWN,
                    title=str(register.label),
                    note=note,
                    href=address(place, register),
                    actions=(act,) if may else (),
                )
            )
    return tuple(made)


def _template(place: Place, entry: Entry, key: str) -> Item:
    found = pack().templates[key]
    href = f"{place.base}/documents/templates/{key}/?entry={entry.requirement.id}:{entry.part}"
    return Item(
        state=State.INFO,
        title=found.title,
        note=found.about,
        href=href,
        actions=(Action(label=_("Write it"), href=href),),
    )


def _choice(place: Place) -> Field:
    """Documents, forms and registers one may choose; one select."""
    documents = [
        Option(value=f"document:{key}", label=f"{identifier_} {title}".strip(), group=_("Documents"))
        for key, identifier_, title, _state in choosable(place.context, system_of(place))
    ]
    forms = [Option(value=f"form:{key}", label=name, group=_("Forms")) for key, name in forms_in_use(place)]
    registers = [
        Option(value=f"register:{one.key}", label=str(one.label), group=_("Registers")) for one in REGISTERS.values()
    ]
    return Field(
        name="target",
        label=_("Another document, form or register"),
        type="select",
        options=(Option(value="", label=_("Choose"), selected=True), *documents, *forms, *registers),
        required=True,
    )


@require_POST
@in_system
def serve(place: Place, requirement: uuid.UUID, part: str) -> HttpResponse:
    """Say that something serves the entry."""
    entry = entry_at(place, str(requirement), part)
    kind, _sep, what = (place.request.GET.get("target") or Typed(place.request).text("target")).partition(":")
    key = identifier(what) if kind in ("document", "form") else None
    try:
        operations.accept_serving(
            place.context,
            system_of(place),
            entry,
            document=key if kind == "document" else None,
            form=key if kind == "form" else None,
            register=what if kind == "register" else "",
        )
    except NotFound:
        raise
    except Refusal as refusal:
        say_refusal(place, refusal)
    else:
        say(place, _("Noted. It shows nothing about conformity by itself."))
    return HttpResponseRedirect(entry_href(place, entry))


@require_POST
@in_system
def end(place: Place, serving: uuid.UUID) -> HttpResponse:
    """Take back that something serves an entry."""
    row = operations.end_serving(place.context, system_of(place), serving)
    say(place, _("Taken back."))
    try:
        entry = entry_at(place, str(row.requirement_id), f"{row.sort}-{row.entry_key}")
    except NotFound:
        return HttpResponseRedirect(f"{place.base}/documents/information/")
    return HttpResponseRedirect(entry_href(place, entry))
