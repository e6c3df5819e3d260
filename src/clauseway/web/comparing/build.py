"""From a comparison to the values of its page: the shared things once, then what each standard adds."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.catalogue.comparing import topic_name
from clauseway.catalogue.models import Edition
from clauseway.catalogue.queries import CompiledEdition
from clauseway.kernel.folding import fold
from clauseway.rules.correspondence import PARTIAL, Adds, Shared, SideBySide, Stand
from clauseway.web.comparing.page import ComparePage, Pick
from clauseway.web.components import Action, Empty, Item, Stat, State
from clauseway.web.frame import Place
from clauseway.web.listing import Listing, choose, columns, listing, pager
from clauseway.web.tables import Cell, Filter, Row, Sign, Table, View
from clauseway.web.transition.wording import confidence_word, strength_word

SHARED = "shared"
FILTERS = ("with", "view", "strength", "sources")
STRENGTHS = {"same": State.SHOWN, "close": State.SOON, "partial": State.UNKNOWN}
MOST = 12


def address(place: Place, slugs: Sequence[str], **more: str) -> str:
    """The page of some standards side by side."""
    query = {"with": ",".join(slugs), **more}
    return f"{place.base}/compare/?{urlencode({key: value for key, value in query.items() if value})}"


def strength_sign(strength: str) -> Sign:
    """How close two texts are, as a tag."""
    return Sign(state=STRENGTHS.get(strength, State.UNKNOWN), word=strength_word(strength) or _("nothing"), tag=True)


def picks(rows: Sequence[Edition], chosen: Sequence[str], applied: Sequence[str]) -> tuple[Pick, ...]:
    """The standards one can choose from: those in force first, then what they replaced."""
    order = sorted(rows, key=lambda e: (e.status == "superseded", e.code, e.year))
    return tuple(
        Pick(slug=e.slug, name=e.name, note=e.title, chosen=e.slug in chosen, applied=e.slug in applied) for e in order
    )


def choose_page(place: Place, rows: Sequence[Edition], chosen: Sequence[str], applied: Sequence[str]) -> ComparePage:
    """The page while fewer than two standards are chosen."""
    return ComparePage(
        headline=_("Standards side by side"),
        lead=_("Choose two or more: what they share is listed once, then what each adds."),
        picks=picks(rows, chosen, applied),
        picking=True,
        href=f"{place.base}/compare/",
        could=_could(place, rows, applied),
        empty=Empty(
            title=_("Choose at least two standards"),
            text=_("They are compared by what they ask, topic by topic, never by their clause numbers."),
            example=_("ISO 9001:2026 and ISO/IEC 27001:2022 share their documents, audits and reviews."),
        ),
    )


def compare_page(
    place: Place,
    rows: Sequence[Edition],
    editions: Sequence[CompiledEdition],
    found: SideBySide,
    applied: Sequence[str],
) -> ComparePage:
    """Some standards side by side."""
    slugs = [edition.slug for edition in editions]
    names = {edition.slug: edition.name for edition in editions}
    total = sum(entry.total for entry in found.adds)
    number = len(found.shared)
    return ComparePage(
        headline=ngettext("%(n)s thing is shared", "%(n)s things are shared", number) % {"n": number}
        if number
        else _("Nothing is shared"),
        lead=_("%(names)s ask %(total)s requirements one by one, %(once)s when what is shared is counted once.")
        % {"names": ", ".join(names.values()), "total": total, "once": found.asked},
        picks=picks(rows, slugs, applied),
        picking=False,
        href=f"{place.base}/compare/",
        stats=(
            Stat(value=str(number), label=_("shared, each once")),
            *(_adds_stat(place, slugs, names, entry) for entry in found.adds),
        ),
        could=_could(place, rows, applied),
        table=table(place, editions, found),
        sources=_("Same subject does not mean same evidence: an audit serves a standard only if it was its criterion."),
    )


def _adds_stat(place: Place, slugs: Sequence[str], names: Mapping[str, str], entry: Adds) -> Stat:
    """How much of one standard is its own, leading to it."""
    told = [
        _("only %s") % names[entry.edition],
        _("%s in all") % entry.total,
        _("%s overlap") % entry.partly if entry.partly else "",
    ]
    href = f"{address(place, slugs, view=entry.edition)}#compared"
    return Stat(value=str(len(entry.own)), label=", ".join(part for part in told if part), href=href)


def _could(place: Place, rows: Sequence[Edition], applied: Sequence[str]) -> tuple[Item, ...]:
    """What could be added to the system: editions in force that it does not apply."""
    families = {slug.rpartition("-")[0] for slug in applied}
    open_ = [e for e in rows if e.status == "current" and e.slug not in applied]
    open_.sort(key=lambda e: (e.slug.rpartition("-")[0] in families, e.code))
    return tuple(
        Item(state=State.UNKNOWN, title=e.name, note=e.title, href=f"{place.base}/compare/adding/{e.slug}/")
        for e in open_
    )


def table(place: Place, editions: Sequence[CompiledEdition], found: SideBySide) -> Table:
    """The shared things, or what one standard adds: one tab for each."""
    asked = listing(place.request, sorts=("order",), filters=FILTERS)
    slugs = [edition.slug for edition in editions]
    view = asked.filters.get("view", "")
    entry = next((entry for entry in found.adds if entry.edition == view), None)
    if entry is None:
        every = [(row, _told(row)) for row in found.shared]
        rows = [row for row, told in every if _fits(asked, told, row.strength)]
        start, end = asked.slice(len(rows))
        made = tuple(_shared_row(row, editions, sources="sources" in asked.filters) for row in rows[start:end])
        total, heads = len(rows), _shared_heads(editions)
    else:
        own = [
            stand
            for stand, pairs in entry.own
            if _fits(asked, fold(f"{stand.ref} {stand.title}"), PARTIAL if pairs else "none")
        ]
        start, end = asked.slice(len(own))
        overlaps = _overlaps(found, entry.edition, {edition.slug: edition.name for edition in editions})
        made = tuple(_own_row(stand, overlaps.get(stand.ref, [])) for stand in own[start:end])
        total, heads = len(own), _own_heads()
    return Table(
        id="compared",
        caption=_("What is shared and what each adds"),
        href=f"{place.base}/compare/",
        columns=columns(asked, *heads),
        rows=made,
        pager=pager(asked, total),
        empty=Empty(
            title=_("Nothing here"),
            text=_("Every requirement of this standard is answered by another of the set.")
            if entry
            else _("These standards share nothing."),
        ),
        search=asked.q,
        search_label=_("Search number or title"),
        filters=(_strengths(asked, shared=entry is None), *((_sources(asked),) if entry is None else ())),
        views=_views(place, asked, slugs, editions, found),
        kept=(("with", ",".join(slugs)), *((("view", view),) if entry else ())),
        filtered=asked.filtered and bool(asked.q or asked.filters.get("strength")),
        clear_href=address(place, slugs, view=view),
    )


def _told(row: Shared) -> str:
    parts = [topic_name(row.topic), *(f"{member.ref} {member.title}" for member in row.members)]
    return fold(" ".join(parts))


def _fits(asked: Listing, told: str, strength: str) -> bool:
    if asked.filters.get("strength", strength) != strength:
        return False
    return all(word in told for word in fold(asked.q).split())


def _shared_heads(editions: Sequence[CompiledEdition]) -> list[tuple[str, str, str]]:
    return [
        ("topic", _("What is asked"), "main"),
        *((edition.slug, edition.name, "text") for edition in editions),
        ("strength", _("How close"), "short"),
        ("sure", _("How sure"), "short"),
    ]


def _shared_row(row: Shared, editions: Sequence[CompiledEdition], *, sources: bool) -> Row:
    of: dict[str, list[str]] = {}
    for member in row.members:
        of.setdefault(member.edition, []).append(member.ref)
    title = topic_name(row.topic) or row.members[0].title
    told = list(dict.fromkeys(member.provenance for member in row.members if member.provenance))
    return Row(
        key=row.topic or f"{row.members[0].edition}-{row.members[0].ref}",
        label=title,
        cells=(
            Cell(text=title, note="; ".join(told) if sources else ""),
            *(Cell(text=", ".join(of.get(edition.slug, ()))) for edition in editions),
            Cell(signs=(strength_sign(row.strength),)),
            Cell(text=confidence_word(row.confidence)),
        ),
    )


def _own_heads() -> list[tuple[str, str, str]]:
    return [
        ("clause", _("Clause"), "ref"),
        ("title", _("Requirement"), "main"),
        ("overlap", _("Overlaps with"), "text"),
    ]


def _own_row(stand: Stand, overlaps: Sequence[str]) -> Row:
    return Row(
        key=stand.ref,
        label=f"{stand.ref} {stand.title}",
        cells=(Cell(text=stand.ref), Cell(text=stand.title), Cell(text=", ".join(overlaps))),
    )


def _overlaps(found: SideBySide, edition: str, names: Mapping[str, str]) -> dict[str, list[str]]:
    """By requirement of one edition, what of the others overlaps it."""
    told: dict[str, list[str]] = {}
    for (a, b), group in found.pairs.items():
        if edition in (a, b):
            other = b if edition == a else a
            for pair in group:
                mine, theirs = (pair.ref_a, pair.ref_b) if edition == a else (pair.ref_b, pair.ref_a)
                told.setdefault(mine, []).append(f"{names[other]} {theirs}")
    return told


def _strengths(asked: Listing, *, shared: bool) -> Filter:
    mine = [("partial", _("Overlaps with another")), ("none", _("All its own"))]
    given = [("same", _("The same")), ("close", _("Close"))] if shared else mine
    return choose(asked, "strength", _("How close"), _("However close"), given)


def _sources(asked: Listing) -> Filter:
    """Whether each row says who says that it is shared."""
    return choose(asked, "sources", _("Sources"), _("Without sources"), [("yes", _("With sources"))])


def _views(
    place: Place, asked: Listing, slugs: Sequence[str], editions: Sequence[CompiledEdition], found: SideBySide
) -> tuple[View, ...]:
    view = asked.filters.get("view", "")
    own = {entry.edition: len(entry.own) for entry in found.adds}
    return (
        View(
            label=_("Shared, each once"), href=address(place, slugs), count=len(found.shared), current=view not in own
        ),
        *(
            View(
                label=_("Only %s") % edition.name,
                href=address(place, slugs, view=edition.slug),
                count=own.get(edition.slug, 0),
                current=view == edition.slug,
            )
            for edition in editions
        ),
    )


def apply_action(place: Place) -> Action:
    """The way to apply a standard."""
    return Action(label=_("Apply it…"), href=f"{place.base}/setup/standards/", primary=True)
