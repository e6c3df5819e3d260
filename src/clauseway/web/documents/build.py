"""From queries to the values of the register."""

import uuid
from collections.abc import Mapping
from dataclasses import replace

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.documents.deciding import waiting_suggestions
from clauseway.documents.effect import put_in_force
from clauseway.documents.models import Document
from clauseway.documents.queries import (
    ENDED,
    counts_by_state,
    decisions_of,
    listed_documents,
    register,
)
from clauseway.documents.queries import register_page as whole_register
from clauseway.documents.searching import found_by_reference, found_by_text, places_of
from clauseway.documents.unfinished import CONFIRMABLE
from clauseway.kernel.composed import joined_late
from clauseway.kernel.context import system_context
from clauseway.web.components import Action, Empty, Link, Text
from clauseway.web.documents import words
from clauseway.web.documents.marking import excerpt
from clauseway.web.documents.page import RegisterPage
from clauseway.web.frame import Place
from clauseway.web.jinja import day, number
from clauseway.web.listing import Listing, choose, columns, listing, pager
from clauseway.web.tables import Cell, Filter, Row, Sign, Table, View

FILTERS = ("kind", "classification", "form")
SORTS = {
    "title": "fold",
    "id": "identifier_fold",
    "kind": "kind",
    "state": "state",
    "since": "effective_from",
    "in": "recorded_at",
}


def system_of(place: Place) -> uuid.UUID:
    """The system of the address (`in_system` made sure that there is one)."""
    assert place.system
    return place.system.id


def crumb(place: Place, *more: tuple[str, str]) -> tuple[Link, ...]:
    links = [Link(label=_("Documents"), href=f"{place.base}/documents/")]
    links += [Link(label=label, href=href, current=not href) for label, href in more]
    return tuple(links)


def register_page(place: Place, asked: Listing) -> RegisterPage:
    """Four statements whatever the number of documents, seven for a search. What was approved for today comes into force first."""
    context, system = place.context, system_of(place)
    by_state = counts_by_state(context, system)
    if by_state["due"]:
        put_in_force(system_context(context.require_organization(), zone=context.zone, now=context.now))
        by_state = counts_by_state(context, system)
    total, found, described = _rows(place, asked, listed(by_state))
    decided = decisions_of(context, [row.id for row in found])
    told = _told(place, asked, found, described) if asked.q else {}
    waiting = 0 if asked.q else waiting_suggestions(context, system)
    may = place.may("evidence.file")
    return RegisterPage(
        lead=_register_lead(by_state),
        table=_table(place, asked, found, decided, told=told, total=total, by_state=by_state, may=may),
        actions=_register_actions(place, may, bool(listed(by_state)), waiting),
        ways=ways(place, "register"),
        waiting=_waiting_text(waiting) if waiting else "",
        waiting_action=Action(label=_("Review them"), href=f"{place.base}/documents/review/", primary=True)
        if waiting and place.may("passages.decide")
        else None,
    )


def _rows(place: Place, asked: Listing, every: int) -> tuple[int, list[Document], dict[uuid.UUID, list[str]]]:
    """How many fit, those of the page, and the references they were found by; `every` is the number of all."""
    if not asked.filtered:
        start, end = asked.slice(every)
        return every, whole_register(place.context, system_of(place), _order(asked), start, end), {}
    rows, described = ordered(place, asked)
    if asked.q:  # what was found is asked for once, by its keys, and not once to count it and once more to show it
        keys = list(rows.values_list("id", flat=True))
        start, end = asked.slice(len(keys))
        return len(keys), listed_documents(place.context, keys[start:end]), described
    total = rows.count()
    return total, list(joined_late(rows, *asked.slice(total))), described


def _order(asked: Listing) -> tuple[str, ...]:
    order = SORTS[asked.sort]
    return (f"-{order}" if asked.descending else order), "fold", "id"


def asked_for(request: HttpRequest) -> Listing:
    """What the register is asked for."""
    return listing(request, sorts=list(SORTS), filters=("state", *FILTERS), default="title")


def ordered(place: Place, asked: Listing) -> tuple[QuerySet[Document], dict[uuid.UUID, list[str]]]:
    """What is asked for, in its order; and the references a document was found by, when it was found so."""
    context, system = place.context, system_of(place)
    described = found_by_reference(context, system, asked.q) if asked.q else {}
    in_text = found_by_text(context, system, asked.q) if asked.q and not described else []
    rows = register(
        context,
        system,
        text=asked.q,
        state=asked.filters.get("state", ""),
        **{name: asked.filters.get(name, "") for name in FILTERS},
        among=[*described, *in_text],
    )
    return rows.order_by(*_order(asked)), described


def _exports(place: Place, asked: Listing) -> tuple[Link, ...]:
    """The same list as a sheet."""
    return tuple(
        Link(label=label, href=replace(asked, path=f"{place.base}/documents/sheet.{end}").href(), icon="file")
        for label, end in (("CSV", "csv"), ("Excel", "xlsx"))
    )


def listed(by_state: Mapping[str, int]) -> int:
    """How many documents the register lists."""
    return sum(n for state, n in by_state.items() if state not in ("working", "due"))


def ways(place: Place, current: str) -> tuple[View, ...]:
    """Register, what I have to read, and the rules of control."""
    made = [
        ("register", _("Register"), "documents/"),
        ("information", _("Documented information"), "documents/information/"),
        ("templates", _("Templates"), "documents/templates/"),
        ("reading", _("My reading"), "documents/reading/"),
        ("kinds", _("Rules by kind"), "documents/kinds/"),
    ]
    return tuple(View(label=label, href=f"{place.base}/{path}", current=key == current) for key, label, path in made)


def _register_actions(place: Place, may: bool, any_: bool, waiting: int) -> tuple[Action, ...]:
    if not may:
        return ()
    new = Action(
        label=_("New document"), href=f"{place.base}/documents/new/", icon="plus", primary=any_ and not waiting
    )
    return (_import_action(place, primary=False), new) if any_ else (new,)


def _waiting_text(count: int) -> str:
    return ngettext(
        "%(count)s passage may describe a requirement and waits for a decision.",
        "%(count)s passages may describe a requirement and wait for a decision.",
        count,
    ) % {"count": number(count)}


def _import_action(place: Place, *, primary: bool) -> Action:
    return Action(label=_("Import documents"), href=f"{place.base}/documents/import/", icon="upload", primary=primary)


def _register_lead(by_state: Mapping[str, int]) -> str:
    if not listed(by_state):
        return _("What is written down here shows that things are defined. Whether they are done is shown by records.")
    force, draft = by_state.get("effective", 0), by_state.get("working", 0)
    told = ngettext("%s document is in force", "%s documents are in force", force) % number(force)
    if draft:
        told += "; " + ngettext(
            "%s is being worked on and shows nothing yet", "%s are being worked on and show nothing yet", draft
        ) % number(draft)
    return told + "."


def _table(
    place: Place,
    asked: Listing,
    found: list[Document],
    decided: Mapping[uuid.UUID, Mapping[str, int]],
    *,
    told: Mapping[uuid.UUID, Text],
    total: int,
    by_state: Mapping[str, int],
    may: bool,
) -> Table:
    state = asked.filters.get("state", "")
    any_ = listed(by_state) > 0
    wanted = (
        ("id", _("Identifier"), "ref"),
        ("title", _("Document"), "main"),
        ("kind", _("Kind"), "short"),
        ("state", _("State"), "text"),
        ("passages", _("Describes"), "short"),
        ("since", _("In force since"), "short"),
        ("owner", _("Owner"), "text"),
    )
    return Table(
        id="documents",
        caption=_("Documents"),
        href=f"{place.base}/documents/",
        columns=columns(asked, *wanted, sortable=SORTS),
        rows=tuple(_row(place, one, decided.get(one.id, {}), told.get(one.id, "")) for one in found),
        pager=pager(asked, total),
        search=asked.q if any_ else None,
        search_label=_("Search titles, texts or “9001 8.4”"),
        filters=_filters(asked) if any_ else (),
        views=_views(asked, by_state) if any_ else (),
        kept=(*asked.kept, *((("state", state),) if state else ())),
        filtered=asked.filtered,
        clear_href=asked.path,
        exports=_exports(place, asked) if any_ else (),
        empty=_no_documents(place, may),
    )


def _filters(asked: Listing) -> tuple[Filter, ...]:
    """By what belongs to a document."""
    told = {
        "kind": (_("Kind"), _("Every kind"), Document.KINDS),
        "classification": (_("Classification"), _("Every classification"), Document.CLASSES),
        "form": (_("How it is kept"), _("However it is kept"), Document.FORMS),
    }
    return tuple(
        choose(asked, name, label, every, [(key, str(value)) for key, value in pairs])
        for name, (label, every, pairs) in told.items()
    )


def _views(asked: Listing, by_state: Mapping[str, int]) -> tuple[View, ...]:
    ended = sum(by_state.get(name, 0) for name in ENDED)
    views = [("", _("All"), listed(by_state)), ("effective", _("In force"), by_state.get("effective", 0))]
    views += [("draft", _("In work"), by_state.get("working", 0)), ("ended", _("Replaced or withdrawn"), ended)]
    state = asked.filters.get("state", "")
    return tuple(
        View(label=label, href=asked.href(state=key, page=1), count=n, current=key == state) for key, label, n in views
    )


def _no_documents(place: Place, may: bool) -> Empty:
    return Empty(
        title=_("No documents yet"),
        text=_(
            "Bring in what you have: policies, procedures, plans, as Markdown, Word, PDF, ODT or text. Each is read, its"
            " state is told from its text, and passages that may describe a requirement are suggested to you."
        ),
        example=_("A folder of 40 policies, or the zip archive your document system exports."),
        action=_import_action(place, primary=True) if may else None,
    )


def _told(
    place: Place, asked: Listing, found: list[Document], described: Mapping[uuid.UUID, list[str]]
) -> dict[uuid.UUID, Text]:
    """Why a document was found: the requirements it describes, or the stretch of its text with the words marked."""
    if described:
        return {key: _("describes %s") % ", ".join(refs) for key, refs in described.items()}
    places = places_of(place.context, [row.id for row in found], asked.q)
    return {key: excerpt(text, asked.q) for key, text in places.items()}


def _row(place: Place, one: Document, decided: Mapping[str, int], told: Text) -> Row:
    state, word = words.state_sign(one)
    accepted, waiting = decided.get("accepted", 0), decided.get("proposed", 0)
    living = one.state in ("draft", "effective")
    describes = ngettext("%s passage", "%s passages", accepted) % number(accepted) if accepted else ""
    note = (_("%s to review") % number(waiting)) if waiting and living else ""
    return Row(
        key=str(one.id),
        label=one.title,
        cells=(
            Cell(text=one.identifier, note=_("revision %s") % number(one.number) if one.number > 1 else ""),
            Cell(
                text=one.title,
                href=f"{place.base}/documents/{one.id}/",
                note=told or (one.name if one.form != "authored" and one.name != one.title else ""),
            ),
            Cell(text=str(one.get_kind_display()) if one.kind != "other" else ""),
            Cell(text=why(one), signs=(Sign(state=state, word=word, tag=True),)),
            Cell(text=describes or note, note=note if describes else ""),
            Cell(text=day(one.effective_from), note=_until(one)),
            Cell(text=one.owner.name if one.owner else ""),
        ),
    )


def why(one: Document) -> str:
    """Why a document is in its state, in a few words."""
    if one.state == "effective":
        return _("confirmed") if one.confirmed_at else _("by its own text")
    if one.state != "draft" or not one.reasons:
        return ""
    code, detail = next((tuple(reason) for reason in one.reasons if reason[0] not in CONFIRMABLE), one.reasons[0])
    return words.reason_sentence(code, detail)


def _until(one: Document) -> str:
    return _("until %s") % day(one.effective_until) if one.effective_until else ""
