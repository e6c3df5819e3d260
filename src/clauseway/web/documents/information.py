"""The page of documented information: every entry the applied standards ask for, what serves it, and what is still missing."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from clauseway.documents import operations
from clauseway.documents.documented import (
    IN_FORCE,
    IN_WORK,
    NOTHING,
    OFFERED,
    STATES,
    Entry,
    Holding,
    entries,
    entry_of,
    holding,
)
from clauseway.documents.registers import REGISTERS
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.web.asked import identifier
from clauseway.web.components import Action, Empty, Link, Option, State
from clauseway.web.documents.build import system_of, ways
from clauseway.web.documents.keeping import address, kept
from clauseway.web.frame import Place, in_system, page, say, say_refusal
from clauseway.web.jinja import number
from clauseway.web.listing import Listing, choose, columns, listing, pager
from clauseway.web.requirements import places
from clauseway.web.stocktake.sheets import csv_of, excel_of
from clauseway.web.tables import Bulk, Cell, Row, Sign, Table, View

_REF = re.compile(r"^(?:[a-z]\.)?\d{1,2}(?:\.\d{1,2})*$")
SIGNS = {NOTHING: State.UNKNOWN, OFFERED: State.SOON, IN_WORK: State.SOON, IN_FORCE: State.INFO}


def word(state: str) -> str:
    """Where an entry stands, in a word."""
    return {
        NOTHING: _("nothing yet"),
        OFFERED: _("offered"),
        IN_WORK: _("in work"),
        IN_FORCE: _("in force or kept"),
    }[state]


def sort_word(sort: str) -> str:
    return _("to maintain") if sort == "maintain" else _("to retain")


@dataclass(frozen=True, slots=True)
class Line:
    """An entry with where it stands."""

    entry: Entry
    state: str


@dataclass(frozen=True, slots=True)
class Found:
    """What is listed, and what serves it. `every` is what the filters other than the state leave."""

    every: tuple[Line, ...]
    lines: tuple[Line, ...]
    held: Holding
    kept: dict[str, int]
    standards: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationPage:
    """The list, and what it says and does not say."""

    lead: str
    ways: tuple[View, ...]
    table: Table


def asked_for(place: Place) -> Listing:
    return listing(place.request, sorts=("ref", "text", "state"), filters=("standard", "state", "sort"), default="ref")


def found_for(place: Place, asked: Listing) -> Found:
    """What is asked for, in its order; six statements."""
    system = system_of(place)
    every = entries(place.context, system)
    standards = {one.requirement.edition_slug: one.requirement.edition_name for one in every}
    held, counts = holding(place.context, system), kept(place)
    wanted, sort = asked.filters.get("standard", ""), asked.filters.get("sort", "")
    words = fold(asked.q).split()
    lines = tuple(
        Line(one, held.state(one, counts))
        for one in every
        if (not wanted or one.requirement.edition_slug == wanted)
        and (not sort or one.sort == sort)
        and _matches(one, held, words)
    )
    state = asked.filters.get("state", "")
    shown = [one for one in lines if not state or one.state == state]
    if asked.sort == "text":
        shown.sort(key=lambda one: fold(one.entry.text))
    elif asked.sort == "state":
        shown.sort(key=lambda one: STATES.index(one.state))
    if asked.descending:
        shown.reverse()
    return Found(lines, tuple(shown), held, counts, tuple(standards.items()))


def _matches(entry: Entry, held: Holding, words: Sequence[str]) -> bool:
    """Every word occurs; what looks like a reference is one, and means what stands below it too."""
    if not words:
        return True
    text, ref = _searched(entry, held), fold(entry.requirement.ref)
    return all(ref == one or ref.startswith(f"{one}.") if _REF.match(one) else one in text for one in words)


def _searched(entry: Entry, held: Holding) -> str:
    requirement = entry.requirement
    names = [one.paper.title if one.paper else one.form[1] if one.form else "" for one in held.of(entry)]
    return fold(" ".join([requirement.edition_name, requirement.ref, requirement.title, entry.text, *names]))


@require_GET
@in_system
def information_page(place: Place) -> HttpResponse:
    """Every entry of the applied standards."""
    asked = asked_for(place)
    values = InformationPage(
        lead=_(
            "What the applied standards ask you to keep up to date and to keep as proof, and which document, form or register serves it."
            " This says what is written down, not that anything conforms: that takes an accepted passage, or facts."
        ),
        ways=ways(place, "information"),
        table=_table(place, asked, found_for(place, asked)),
    )
    return page(place, "documents/information.html", {"page": values}, current="documents")


def _table(place: Place, asked: Listing, found: Found) -> Table:
    start, end = asked.slice(len(found.lines))
    may = place.may("evidence.file")
    sorts = [("maintain", _("to maintain: documents")), ("retain", _("to retain: records"))]
    any_ = bool(found.standards)
    return Table(
        id="information",
        caption=_("Documented information"),
        href=asked.path,
        columns=columns(
            asked,
            ("ref", _("Asked by"), "short"),
            ("text", _("Documented information"), "main"),
            ("served", _("Served by"), "text"),
            ("state", _("State"), "short"),
            *((("act", "", "short"),) if may else ()),
            sortable=("ref", "text", "state"),
        ),
        rows=tuple(_row(place, one, found, may=may) for one in found.lines[start:end]),
        pager=pager(asked, len(found.lines)),
        search=asked.q if any_ else None,
        search_label=_("Search texts, references, documents"),
        filters=(
            choose(asked, "standard", _("Standard"), _("Every standard"), found.standards),
            choose(asked, "sort", _("Kind"), _("Documents and records"), sorts),
        )
        if any_
        else (),
        views=_views(asked, found),
        kept=(*asked.kept, *((("state", asked.filters["state"]),) if "state" in asked.filters else ())),
        bulk=Bulk(href=f"{asked.path}accept", actions=(Option(value="accept", label=_("Accept what is offered")),))
        if may
        else None,
        exports=_exports(place, asked) if any_ else (),
        filtered=asked.filtered,
        clear_href=asked.path,
        empty=Empty(
            title=_("No standard is applied yet"),
            text=_("Once a standard is applied, each piece of documented information it asks for stands here."),
            action=Action(label=_("Apply a standard"), href=f"{place.base}/setup/standards/", primary=True),
        ),
    )


def _views(asked: Listing, found: Found) -> tuple[View, ...]:
    counts = Counter(one.state for one in found.every)
    state = asked.filters.get("state", "")
    made = [("", _("All"), len(found.every)), *((key, word(key), counts[key]) for key in STATES)]
    return tuple(
        View(label=label, href=asked.href(state=key, page=1), count=n, current=key == state) for key, label, n in made
    )


def _exports(place: Place, asked: Listing) -> tuple[Link, ...]:
    base = f"{place.base}/documents/information/sheet."
    return tuple(
        Link(label=label, href=replace(asked, path=f"{base}{end}").href(), icon="file")
        for label, end in (("CSV", "csv"), ("Excel", "xlsx"))
    )


def entry_href(place: Place, entry: Entry) -> str:
    return f"{place.base}/documents/information/{entry.requirement.id}/{entry.part}/"


def _row(place: Place, line: Line, found: Found, *, may: bool) -> Row:
    entry, requirement = line.entry, line.entry.requirement
    names, first = _serving(place, line, found)
    act: tuple[Action, ...] = ()
    if line.state == NOTHING and entry.templates:
        href = f"{place.base}/documents/templates/{entry.templates[0]}/?entry={requirement.id}:{entry.part}"
        act = (Action(label=_("Write it"), href=href),)
    elif line.state == OFFERED:
        act = (Action(label=_("Look"), href=entry_href(place, entry)),)
    cells = (
        Cell(
            text=f"{requirement.edition_name} {requirement.ref}",
            href=f"{places.requirement(place.base, requirement)}/",
            note=sort_word(entry.sort),
        ),
        Cell(text=entry.text, href=entry_href(place, entry)),
        Cell(text=names, href=first),
        Cell(signs=(Sign(state=SIGNS[line.state], word=word(line.state), tag=True),)),
    )
    return Row(
        key=f"{requirement.id}:{entry.part}",
        label=f"{requirement.ref} {entry.text}",
        cells=(*cells, Cell(actions=act)) if may else cells,
    )


def _serving(place: Place, line: Line, found: Found) -> tuple[str, str]:
    """The names of what serves an entry, and the address of the first."""
    names, first = [], ""
    for one in found.held.of(line.entry):
        if one.paper:
            name, href = f"{one.paper.identifier} {one.paper.title}".strip(), f"{place.base}/documents/{one.paper.id}/"
        elif one.form:
            name, href = one.form[1], f"{place.base}/forms/{one.form[0]}/"
        else:
            register = REGISTERS[one.register]
            name = f"{register.label} ({number(found.kept.get(one.register, 0))})"
            href = address(place, register)
        names.append(name)
        first = first or href
    return ", ".join(names), first


@require_POST
@in_system
def accept(place: Place) -> HttpResponse:
    """Accept, for every ticked entry, the documents and registers that are offered."""
    keys = set(place.request.POST.getlist("key"))
    system, back = system_of(place), f"{place.base}/documents/information/"
    held, counts = holding(place.context, system), kept(place)
    done = 0
    try:
        for entry in entries(place.context, system):
            if f"{entry.requirement.id}:{entry.part}" in keys:
                done += _accept(place, entry, held, counts)
    except Refusal as refusal:
        say_refusal(place, refusal)
        return HttpResponseRedirect(back)
    if done:
        said = ngettext("%s thing was accepted.", "%s things were accepted.", done) % number(done)
        say(place, said)
    else:
        say(place, _("Nothing was offered for what was ticked."), state=State.INFO)
    return HttpResponseRedirect(back)


def _accept(place: Place, entry: Entry, held: Holding, counts: dict[str, int]) -> int:
    papers, registers = held.offered(entry), held.kept_in(entry, counts)
    for paper in papers:
        operations.accept_serving(place.context, system_of(place), entry, document=paper.line)
    for register in registers:
        operations.accept_serving(place.context, system_of(place), entry, register=register)
    return len(papers) + len(registers)


def entry_in(place: Place, text: str) -> Entry | None:
    """The entry an address names as `<requirement>:<sort>-<position>`; None for none."""
    if not text:
        return None
    requirement, _sep, part = text.partition(":")
    return entry_at(place, requirement, part)


def entry_at(place: Place, requirement: str, part: str) -> Entry:
    """The entry of a requirement; NotFound otherwise."""
    key = identifier(requirement)
    sort, _sep, position = part.partition("-")
    if key is None:
        raise NotFound("entry.not-found", _("No standard applied here asks for this."))
    return entry_of(place.context, system_of(place), key, sort, position)


def _sheet(place: Place) -> tuple[list[str], list[tuple[str, ...]]]:
    found = found_for(place, asked_for(place))
    heads = [
        _("Standard"),
        _("Reference"),
        _("Requirement"),
        _("Kind"),
        _("Documented information"),
        _("Served by"),
        _("State"),
    ]
    rows: list[tuple[str, ...]] = [
        (
            one.entry.requirement.edition_name,
            one.entry.requirement.ref,
            one.entry.requirement.title,
            sort_word(one.entry.sort),
            one.entry.text,
            _serving(place, one, found)[0],
            word(one.state),
        )
        for one in found.lines
    ]
    return heads, rows


@require_GET
@in_system
def as_csv(place: Place) -> HttpResponse:
    """What is listed, as CSV."""
    return _file(csv_of(*_sheet(place)), "text/csv; charset=utf-8", "csv")


@require_GET
@in_system
def as_excel(place: Place) -> HttpResponse:
    """What is listed, as an Excel workbook."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _file(excel_of(_("Documented information"), *_sheet(place)), kind, "xlsx")


def _file(content: bytes, kind: str, end: str) -> HttpResponse:
    name = f'attachment; filename="documented-information.{end}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": name})
