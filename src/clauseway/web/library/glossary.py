"""The words of the field: by letter, found under every name people use, each with a place of its own to link to."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.catalogue.library import Term, library
from clauseway.kernel.folding import fold
from clauseway.web.components import Action, Empty, Link
from clauseway.web.jinja import number
from clauseway.web.library import words
from clauseway.web.library.linking import linked
from clauseway.web.library.page import GlossaryPage, Letter, NameRow, TermCard
from clauseway.web.library.seat import Seat, ways


def glossary_page(seat: Seat) -> GlossaryPage:
    """Everything by letter; with a search what fits, best first."""
    q = str(seat.request.GET.get("q", "")).strip()[:200]
    letters = _found(seat, q) if q else _by_letter(seat)
    return GlossaryPage(
        ways=ways(seat, "glossary/"),
        href=seat.href("glossary/"),
        q=q,
        found=_told(letters, q),
        letters=letters,
        empty=None if letters else _nothing(seat),
    )


def _nothing(seat: Seat) -> Empty:
    return Empty(
        title=_("No word like this is explained here"),
        text=_("Try one word of it. A standard is looked for by its number in the list of standards."),
        example=_("“registrar”, “supervisory audit”, “board review”, “desk audit”."),
        action=Action(label=_("Show every word"), href=seat.href("glossary/"), primary=True),
    )


def _by_letter(seat: Seat) -> tuple[Letter, ...]:
    groups: dict[str, list[Term]] = {}
    for term in sorted(library().terms, key=lambda term: fold(term.term)):
        groups.setdefault(fold(term.term)[:1].upper(), []).append(term)
    return tuple(
        Letter(letter=letter, terms=tuple(card(seat, term) for term in group)) for letter, group in groups.items()
    )


def _found(seat: Seat, q: str) -> tuple[Letter, ...]:
    matches = library().find_terms(q, 30)
    if not matches:
        return ()
    told = {"term": "", "text": _("its explanation mentions it")}
    cards = tuple(card(seat, m.term, found=told.get(m.kind, _("found as “%s”") % m.name)) for m in matches)
    return (Letter(letter="", terms=cards),)


def _told(letters: Iterable[Letter], q: str) -> str:
    total = sum(len(letter.terms) for letter in letters)
    if not q:
        return ngettext("%s word", "%s words", total) % number(total)
    return ngettext("%(n)s word for “%(q)s”", "%(n)s words for “%(q)s”", total) % {"n": number(total), "q": q}


def card(seat: Seat, term: Term, *, found: str = "") -> TermCard:
    """One term with its synonyms and the ways to others."""
    known = library()
    see = [other for slug in term.see if (other := known.term(slug))]
    back = [other for other in known.mentions(term.slug) if other.slug not in term.see]
    source = next((one for one in known.standards if one.ref == term.source), None)
    order = ("same", "loosely", "wrong")
    names = sorted(term.synonyms, key=lambda name: order.index(name.kind))
    return TermCard(
        slug=term.slug,
        term=term.term,
        explain=linked(" ".join(term.explain.split()), seat.term, own=term.slug),
        synonyms=tuple(NameRow(name=name.name, sign=words.name_sign(name.kind), say=name.say) for name in names),
        see=tuple(Link(label=other.term, href=seat.term(other.slug)) for other in [*see, *back][:8]),
        source=term.source,
        source_href=seat.standard(source.slug) if source else "",
        found=found,
    )
