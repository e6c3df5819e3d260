"""Every standard in one list: found under every name people use, with what is right about that name."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.catalogue.library import Family, Listed, Match, library
from clauseway.catalogue.transitions import EditionChange, transitions
from clauseway.kernel.folding import fold, natural_key
from clauseway.web.components import Action, Empty, Item, State
from clauseway.web.jinja import month, number
from clauseway.web.library import words
from clauseway.web.library.page import Best, IndexPage
from clauseway.web.library.seat import Seat, ways
from clauseway.web.listing import Listing, choose, columns, listing, pager
from clauseway.web.tables import Cell, Filter, Row, Sign, Table, View

FILTERS = ("sector", "certificate", "held", "view")
SORTS = ("fits", "ref", "title", "sector", "certificate")
GOOD = 45
"""Points from which a match is told as what was meant."""
PLAIN = ("ref", "title", "same", "short")


@dataclass(frozen=True, slots=True)
class Entry:
    """A standard of the list with how it was found and where it is applied."""

    standard: Family | Listed
    match: Match | None
    applied: tuple[str, ...]

    @property
    def held(self) -> str:
        return "pack" if isinstance(self.standard, Family) else "listed"

    @property
    def status(self) -> str:
        return "" if isinstance(self.standard, Family) else self.standard.status


def index_page(seat: Seat) -> IndexPage:
    """The list as it is asked for."""
    asked = listing(seat.request, sorts=SORTS, filters=FILTERS, default="fits" if _text(seat) else "ref")
    every = _entries(seat, asked.q)
    return IndexPage(
        ways=ways(seat, ""),
        headline=_("Standards"),
        counted=counted(),
        lead=_(
            "Look for a standard under any name you have heard, the wrong and outdated ones too. Each has a page that says what it is for, "
            "what it asks, and whether one can be certified to it."
        ),
        best=_best(seat, [entry for entry in every if _fits(entry, asked)]) if asked.q else None,
        table=_table(seat, asked, every),
        words=_words(seat, asked.q),
        actions=_actions(seat),
    )


def _text(seat: Seat) -> str:
    return str(seat.request.GET.get("q", "")).strip()


def _actions(seat: Seat) -> tuple[Action, ...]:
    """Where to go on: the interview for those who do not know what to look for, and what the organization brought in itself."""
    if seat.place is None:
        return ()
    made = [Action(label=_("Which one do we need?"), href=f"{seat.home}/choose/")]
    if seat.place.system is not None:
        made.append(Action(label=_("Compare"), href=f"{seat.place.base}/compare/"))
        made.append(Action(label=_("New editions"), href=f"{seat.place.base}/transition/"))
    if seat.may("system.manage"):
        made.append(Action(label=_("Own standards"), href=seat.href("own/")))
    return tuple(made)


def _entries(seat: Seat, q: str) -> list[Entry]:
    """All of them, or what a search finds, best first."""
    found = library()
    if not q:
        return [Entry(standard, None, _applied(seat, standard)) for standard in found.standards]
    return [Entry(match.entry, match, _applied(seat, match.entry)) for match in found.find(q, 200)]


def _applied(seat: Seat, standard: Family | Listed) -> tuple[str, ...]:
    if not isinstance(standard, Family):
        return ()
    return tuple(one for slug in reversed(standard.editions) for one in _names(seat, slug))


def _names(seat: Seat, slug: str) -> list[str]:
    return [one.edition.year for _system, _name, found in seat.applied for one in found if one.edition.slug == slug][:1]


def _best(seat: Seat, entries: Sequence[Entry]) -> Best | None:
    """What was most likely meant, when that can be said."""
    match = entries[0].match if entries else None
    if match is None or match.score < GOOD:
        return None
    right = match.kind in PLAIN
    told = (
        _("You were looking for this.")
        if match.kind in ("ref", "title", "same")
        else {
            "short": _("“%s” is short for this."),
            "loosely": _("“%s” is near it, not quite it."),
            "outdated": _("“%s” is outdated."),
            "wrong": _("“%s” is wrong or something else; most likely meant:"),
        }[match.kind]
        % match.name
    )
    return Best(
        ref=match.entry.ref,
        title=match.entry.title,
        href=_href(seat, entries[0]),
        state=State.INFO if right and not match.say else State.SOON if match.kind != "wrong" else State.GAP,
        told=told,
        note=match.say,
    )


def _href(seat: Seat, entry: Entry) -> str:
    match = entry.match
    exact = (
        match.edition if match and isinstance(entry.standard, Family) and match.edition != entry.standard.newest else ""
    )
    return seat.standard(exact or entry.standard.slug)


def _table(seat: Seat, asked: Listing, every: Sequence[Entry]) -> Table:
    chosen = _ordered([entry for entry in every if _fits(entry, asked)], asked)
    start, end = asked.slice(len(chosen))
    view = asked.filters.get("view", "")
    return Table(
        id="standards",
        caption=_("Standards"),
        href=seat.href(),
        columns=columns(
            asked,
            ("ref", _("Standard"), "ref"),
            ("title", _("What it is about"), "main"),
            ("sector", _("Sector"), "text"),
            ("certificate", _("Certificate"), "text"),
            ("held", _("Here"), "short"),
            ("status", _("Status"), "marks"),
            sortable=("ref", "title", "sector", "certificate"),
        ),
        rows=tuple(_row(seat, entry) for entry in chosen[start:end]),
        pager=pager(asked, len(chosen)),
        empty=_nothing(seat),
        search=asked.q,
        search_label=_("Any name, number or subject"),
        filters=_filters(asked),
        views=_views(seat, asked, every),
        kept=(*(asked.kept if "sort" in seat.request.GET else ()), *((("view", view),) if view else ())),
        filtered=bool(asked.filters) and bool(every),
        clear_href=seat.href(),
    )


def _nothing(seat: Seat) -> Empty:
    return Empty(
        title=_("No standard is known under this name"),
        text=_("Try its number alone, or a word of what it is about. A word of the field may stand in the glossary."),
        example=_("“27001”, “OHSAS 18001”, “privacy”, “HACCP”."),
        action=Action(label=_("Show everything"), href=seat.href(), primary=True),
    )


def _row(seat: Seat, entry: Entry) -> Row:
    standard, match = entry.standard, entry.match
    note = ""
    if match is not None and match.kind not in ("ref", "title"):
        note = (
            _("found as “%(name)s”. %(say)s") % {"name": match.name, "say": match.say}
            if match.say
            else _("found as “%s”") % match.name
        )
    elif match is not None:
        note = match.say
    return Row(
        key=standard.slug,
        label=standard.ref,
        cells=(
            Cell(text=standard.ref, href=_href(seat, entry), note=note),
            Cell(text=standard.title),
            Cell(text=words.sector_word(standard.sector)),
            Cell(text=words.certificate_word(words.certificate_kind(standard))),
            Cell(text=words.held_word(entry.held), note=_editions(standard)),
            Cell(signs=_signs(entry, seat.request.context.today)),
        ),
    )


def _editions(standard: Family | Listed) -> str:
    if isinstance(standard, Family):
        return ", ".join(slug.rpartition("-")[2] for slug in reversed(standard.editions))
    return standard.edition


def _signs(entry: Entry, today: dt.date) -> tuple[Sign, ...]:
    """Whether it is applied here, and what is to be known of its editions."""
    made = []
    if entry.applied:
        made.append(Sign(state=State.SHOWN, word=_("applied: %s") % ", ".join(entry.applied), tag=True))
    if entry.status == "withdrawn":
        made.append(Sign(state=State.NOT_APPLICABLE, word=_("withdrawn"), tag=True))
    elif change := _moving(entry.standard, today):
        told = {"year": change.old.rpartition("-")[2], "day": month(change.ends)}
        made.append(Sign(state=State.SOON, word=_("%(year)s until %(day)s") % told, tag=True))
    elif not made:
        made.append(Sign(state=State.INFO, word=_("current"), tag=True))
    return tuple(made)


def _moving(standard: Family | Listed, today: dt.date) -> EditionChange | None:
    """The change of edition that certificates of this standard go through today."""
    editions = standard.editions if isinstance(standard, Family) else ()
    changes = transitions().changes
    return next((one for one in changes if one.old in editions and one.ends is not None and one.ends >= today), None)


def _fits(entry: Entry, asked: Listing, *, view: str | None = None) -> bool:
    wanted = asked.filters
    chosen = wanted.get("view", "") if view is None else view
    return (
        wanted.get("sector") in (None, entry.standard.sector)
        and wanted.get("certificate") in (None, words.certificate_kind(entry.standard))
        and wanted.get("held") in (None, entry.held)
        and {
            "applied": bool(entry.applied),
            "pack": entry.held == "pack",
            "withdrawn": entry.status == "withdrawn",
        }.get(chosen, True)
    )


def _ordered(entries: list[Entry], asked: Listing) -> list[Entry]:
    if asked.sort == "fits":
        return entries
    keys: dict[str, Callable[[Entry], Any]] = {
        "ref": lambda e: (e.held != "pack", natural_key(_plain(e.standard.ref))),
        "title": lambda e: fold(e.standard.title),
        "sector": lambda e: (fold(words.sector_word(e.standard.sector)), natural_key(_plain(e.standard.ref))),
        "certificate": lambda e: (words.certificate_kind(e.standard), natural_key(_plain(e.standard.ref))),
    }
    return sorted(entries, key=keys[asked.sort], reverse=asked.descending)


def _plain(ref: str) -> str:
    """By number: ISO/IEC 27001 stands beside ISO 27002."""
    return ref.replace("ISO/IEC/IEEE", "ISO").replace("ISO/IEC", "ISO").replace("ISO/TS", "ISO")


def _filters(asked: Listing) -> tuple[Filter, ...]:
    sectors = sorted({one.sector for one in library().standards}, key=lambda s: fold(words.sector_word(s)))
    kinds = ("certifiable", "guidance", "accreditation")
    return (
        choose(asked, "sector", _("Sector"), _("Every sector"), [(s, words.sector_word(s)) for s in sectors]),
        choose(
            asked,
            "certificate",
            _("Certificate"),
            _("Certifiable or not"),
            [(k, words.certificate_word(k)) for k in kinds],
        ),
        choose(
            asked,
            "held",
            _("How much is here"),
            _("However much is here"),
            [("pack", _("complete, clause by clause")), ("listed", _("an entry that explains it"))],
        ),
    )


def _views(seat: Seat, asked: Listing, every: Sequence[Entry]) -> tuple[View, ...]:
    named = [("", _("All")), ("pack", _("Complete")), ("applied", _("Applied here")), ("withdrawn", _("Withdrawn"))]
    made = []
    for key, label in named:
        count = sum(1 for entry in every if _fits(entry, asked, view=key))
        if not key or count or asked.filters.get("view") == key:
            made.append(
                View(
                    label=label,
                    href=asked.href(view=key, page=1),
                    count=count,
                    current=asked.filters.get("view", "") == key,
                )
            )
    return tuple(made) if len(made) > 1 else ()


def _words(seat: Seat, q: str) -> tuple[Item, ...]:
    """Terms under this name, not those that only mention it."""
    if not q:
        return ()
    found = [match for match in library().find_terms(q, 5) if match.kind != "text"]
    return tuple(
        Item(
            state=State.INFO,
            title=match.term.term,
            note=match.say or match.term.explain,
            href=seat.term(match.term.slug),
            aside="" if match.kind == "term" else match.name,
        )
        for match in found
    )


def counted() -> str:
    """How much the library holds."""
    found = library()
    full = ngettext("%s standard complete", "%s standards complete", len(found.full)) % number(len(found.full))
    listed = ngettext("%s entry", "%s entries", len(found.listed)) % number(len(found.listed))
    return _("%(full)s, %(listed)s, %(terms)s words explained") % {
        "full": full,
        "listed": listed,
        "terms": number(len(found.terms)),
    }
