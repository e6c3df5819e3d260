"""The list of requirements: filtered, counted and paged from the stored verdicts, held in memory for one request."""

import uuid
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from clauseway.catalogue.queries import CompiledEdition, CompiledRequirement
from clauseway.conformity.queries import Line
from clauseway.kernel.folding import fold
from clauseway.web import jinja
from clauseway.web.components import Action, Empty, Link, State
from clauseway.web.frame import Place
from clauseway.web.listing import Listing, choose, columns, listing, pager
from clauseway.web.requirements import places
from clauseway.web.requirements.page import RequirementsPage
from clauseway.web.standing.moment import LookBack
from clauseway.web.tables import Cell, Filter, Row, Sign, Table, View
from clauseway.web.wording.lines import ANSWERS, answer_word, facet_name, sentence

FILTERS = ("standard", "clause", "answer", "facet", "blocks", "view")
SORTS = ("clause", "answer", "blocks", "change")
_ANSWERS = {"gap": 0, "unknown": 1, "conforming": 2, "not-applicable": 3}


class Entry(NamedTuple):
    """A requirement with its verdict."""

    requirement: CompiledRequirement
    line: Line


def entries(lines: Iterable[Line], editions: Sequence[CompiledEdition]) -> list[Entry]:
    """Verdicts with what they are about, in the order of the editions and of the text."""
    of_edition: dict[uuid.UUID, list[Line]] = {edition.id: [] for edition in editions}
    for line in lines:
        if line.edition in of_edition:
            of_edition[line.edition].append(line)
    found = []
    for edition in editions:
        requirements = edition.requirements
        mine = [
            Entry(requirements[line.requirement], line)
            for line in of_edition[edition.id]
            if line.requirement in requirements
        ]
        found += sorted(mine, key=attrgetter("requirement.sort_key"))
    return found


def requirements_page(
    place: Place, rows: Sequence[Entry], editions: Sequence[CompiledEdition], as_of: LookBack | None = None
) -> RequirementsPage:
    """The list as it is asked for, today or as of a moment."""
    asked = listing(place.request, sorts=SORTS, filters=(*FILTERS, *(("on", "known") if as_of else ())))
    chosen = [entry for entry in rows if _fits(entry, asked)]
    chosen = _ordered(chosen, asked)
    start, end = asked.slice(len(chosen))
    several = len(editions) > 1
    table = Table(
        id="requirements",
        caption=_("Requirements"),
        href=places.index(place),
        columns=_columns(asked, several),
        rows=tuple(_row(place, entry, several, as_of) for entry in chosen[start:end]),
        pager=pager(asked, len(chosen)),
        empty=_empty(place),
        search=asked.q,
        search_label=_("Search number, title or words"),
        filters=_filters(asked, rows, editions),
        views=_views(asked, rows),
        kept=(
            *asked.kept,
            *((("view", asked.filters["view"]),) if asked.filters.get("view") else ()),
            *_carried(as_of),
        ),
        filtered=bool(rows),
        clear_href=places.index(place, **dict(_carried(as_of))),
    )
    return RequirementsPage(
        headline=headline(rows),
        lead=_lead(editions, rows),
        table=table,
        actions=(Action(label=_("Walk the gap analysis"), href=f"{place.base}/gap/"),) if not as_of else (),
        crumbs=(Link(label=_("Requirements"), href="", current=True),),
        as_of=as_of.said if as_of else "",
        as_of_now=Action(label=_("Back to today"), href=places.index(place)) if as_of else None,
    )


def _carried(as_of: LookBack | None) -> tuple[tuple[str, str], ...]:
    return (("on", as_of.on.isoformat()), ("known", as_of.known)) if as_of else ()


def _fits(entry: Entry, asked: Listing) -> bool:
    wanted, line, requirement = asked.filters, entry.line, entry.requirement
    if wanted.get("standard", requirement.edition_slug) != requirement.edition_slug:
        return False
    clause = wanted.get("clause", "")
    if clause and requirement.ref != clause and not requirement.ref.startswith(f"{clause}."):
        return False
    if wanted.get("answer", line.answer) != line.answer:
        return False
    if wanted.get("blocks", line.blocks) != line.blocks:
        return False
    facet = wanted.get("facet", "")
    if facet and line.facets.get(facet, "shown") == "shown":
        return False
    if not in_view(entry, wanted.get("view", "")):
        return False
    return not asked.q or all(word in _words_of(requirement) for word in fold(asked.q).split())


def in_view(entry: Entry, view: str) -> bool:
    """Whether a saved view holds the requirement. "all" leaves nothing out, the first view only controls nobody decided on."""
    line = entry.line
    if view == "gaps":
        return line.answer == "gap"
    if view == "open":
        return line.answer == "unknown" and not line.undeclared
    if view == "shown":
        return line.answer == "conforming"
    if view == "stage1":
        return line.blocks == "stage1"
    if view == "undecided":
        return line.undeclared
    return True


_folded: dict[Any, str] = {}


def _words_of(requirement: CompiledRequirement) -> str:
    """Number, title and terms of a requirement, folded; kept for the life of the process (the text of an edition does not change under its id)."""
    key = (requirement.id, requirement.title)
    found = _folded.get(key)
    if found is None:
        words = requirement.words
        told = " ".join((requirement.ref, requirement.title, *(words.get("terms") or ()), words.get("explain", "")))
        found = _folded[key] = fold(told)
    return found


def _ordered(rows: list[Entry], asked: Listing) -> list[Entry]:
    if asked.sort == "answer":
        rows = sorted(rows, key=lambda e: (_ANSWERS[e.line.answer], e.line.undeclared))
    elif asked.sort == "blocks":
        rows = sorted(rows, key=lambda e: e.line.blocks or "z")
    elif asked.sort == "change":
        rows = sorted(rows, key=lambda e: str(e.line.next_change_on or "9999"))
    return rows[::-1] if asked.descending else rows


def _columns(asked: Listing, several: bool) -> Any:
    wanted = [
        ("clause", _("Clause"), "ref"),
        ("title", _("Requirement"), "main"),
        ("answer", _("Answer"), "short"),
        ("facets", _("Defined, done, works"), "marks"),
        ("why", _("What is missing first"), "text"),
        ("blocks", _("Blocks"), "short"),
        ("change", _("Next change"), "short"),
    ]
    if several:
        wanted.insert(2, ("standard", _("Standard"), "short"))
    return columns(asked, *wanted, sortable=SORTS)


def _row(place: Place, entry: Entry, several: bool, as_of: LookBack | None) -> Row:
    requirement, line = entry.requirement, entry.line
    state = ANSWERS[line.answer]
    word = _("Not decided") if line.undeclared else answer_word(line.answer)
    query = as_of.query if as_of else ""
    cells = [
        Cell(text=requirement.ref),
        Cell(text=requirement.title, href=f"{places.requirement(place.base, requirement)}/{query}"),
        Cell(signs=(Sign(state=state, word=word, tag=True),)),
        Cell(signs=tuple(_facet_sign(facet, weight) for facet, weight in line.facets.items())),
        Cell(text=_why(line, requirement)),
        Cell(text="" if line.undeclared else _stage(line.blocks, get_language())),
        Cell(text=jinja.day(line.next_change_on)),
    ]
    if several:
        cells.insert(2, Cell(text=requirement.edition_name))
    return Row(key=str(requirement.id), label=f"{requirement.ref} {requirement.title}", cells=tuple(cells))


@lru_cache(maxsize=64)
def _stage(blocks: str, language: str | None) -> str:
    return {"stage1": _("stage 1"), "stage2": _("stage 2")}.get(blocks, "")


def _facet_sign(facet: str, weight: str) -> Sign:
    return _sign(facet, weight, get_language())


@lru_cache(maxsize=64)
def _sign(facet: str, weight: str, language: str | None) -> Sign:
    state = {"shown": State.SHOWN, "gap": State.GAP}.get(weight, State.UNKNOWN)
    words = {"shown": _("shown"), "gap": _("gap")}
    return Sign(state=state, word=f"{facet_name(facet)}: {words.get(weight, _('not shown'))}")


def _why(line: Line, requirement: CompiledRequirement) -> str:
    if line.undeclared or line.answer in ("conforming", "not-applicable") or line.why is None:
        return ""
    return sentence(line.why, requirement)


def _filters(asked: Listing, rows: Sequence[Entry], editions: Sequence[CompiledEdition]) -> tuple[Filter, ...]:
    made = []
    if len(editions) > 1:
        made.append(choose(asked, "standard", _("Standard"), _("All standards"), [(e.slug, e.name) for e in editions]))
    slug = asked.filters.get("standard", "")
    clauses = _clauses([edition for edition in editions if slug in ("", edition.slug)], asked.filters.get("clause", ""))
    titled = slug or len(editions) == 1
    options = [(ref, f"{ref} {title}" if titled else ref) for ref, title in clauses.items()]
    made.append(choose(asked, "clause", _("Clause"), _("All clauses"), options))
    answers = [(key, answer_word(key)) for key in _ANSWERS]
    made.append(choose(asked, "answer", _("Answer"), _("All answers"), answers))
    missing = [(f, _("%s is missing") % facet_name(f)) for f in ("defined", "done", "works")]
    made.append(choose(asked, "facet", _("Facet"), _("All facets"), missing))
    stages = [("stage1", _("Blocks stage 1")), ("stage2", _("Blocks stage 2"))]
    made.append(choose(asked, "blocks", _("Stage"), _("Both stages"), stages))
    return tuple(made)


def _clauses(editions: Sequence[CompiledEdition], asked: str) -> dict[str, str]:
    """The clauses of the first level with the first title each has, and the one asked for."""
    found: dict[str, str] = {}
    for edition in editions:
        for ref, title in _first_level(edition.digest, edition):
            found.setdefault(ref, title)
        if asked in edition.by_ref:
            found.setdefault(asked, edition.by_ref[asked].title)
    return found


_levels: dict[str, tuple[tuple[str, str], ...]] = {}


def _first_level(digest: str, edition: CompiledEdition) -> tuple[tuple[str, str], ...]:
    """Reference and title of an edition's first level; kept by its digest, which changes with its text."""
    if digest not in _levels:
        _levels[digest] = tuple(
            (r.ref, r.title)
            for r in edition.requirements.values()
            if r.ref.count(".") == (1 if r.ref.startswith("A.") else 0)
        )
    return _levels[digest]


def _views(asked: Listing, rows: Sequence[Entry]) -> tuple[View, ...]:
    named: list[tuple[str, str, State | None]] = [
        ("", _("All"), None),
        ("stage1", _("Block stage 1"), None),
        ("gaps", _("Gaps"), State.GAP),
        ("open", _("Not shown"), State.UNKNOWN),
        ("shown", _("Shown"), State.SHOWN),
        ("undecided", _("Controls to decide on"), None),
    ]
    grouped: dict[tuple[str, str, bool], list[Any]] = {}
    for entry in rows:
        line = entry.line
        grouped.setdefault((line.answer, line.blocks, line.undeclared), [entry, 0])[1] += 1
    alike = grouped.values()
    made = []
    for key, label, state in named:
        count = sum(number for entry, number in alike if in_view(entry, key))
        if key == "undecided" and not count:
            continue
        current = asked.filters.get("view", "") == key
        made.append(View(label=label, href=asked.href(view=key, page=1), count=count, current=current, state=state))
    return tuple(made)


def headline(rows: Sequence[Entry]) -> str:
    """How many gaps and how much is not shown: figures, never a percentage."""
    gaps = sum(1 for e in rows if e.line.answer == "gap")
    unknown = sum(1 for e in rows if e.line.answer == "unknown" and not e.line.undeclared)
    if not rows:
        return _("No standard is applied yet")
    if not gaps and not unknown:
        return _("Everything asked is shown")
    first = ngettext("%(n)s gap", "%(n)s gaps", gaps) % {"n": gaps}
    return (
        _("%(gaps)s, %(open)s not shown yet") % {"gaps": first, "open": unknown}
        if gaps
        else _("%s not shown yet") % unknown
    )


def _lead(editions: Sequence[CompiledEdition], rows: Sequence[Entry]) -> str:
    names = ", ".join(e.name for e in editions)
    return (
        _("What %(names)s asks, and what your records, documents and judgements show of it.") % {"names": names}
        if names
        else ""
    )


def _empty(place: Place) -> Empty:
    return Empty(
        title=_("Nothing is asked yet"),
        text=_("Requirements come with the standards you choose. Each is then judged from what you have on file."),
        example=_("ISO 9001:2026, to be certified by June."),
        action=Action(label=_("Choose standards"), href=f"{place.base}/setup/", primary=True)
        if place.may("system.manage")
        else None,
    )
