"""The pages of the library: the list, one standard, the words, the principles, who certifies whom."""

from django.http import Http404, HttpResponse, HttpResponseRedirect

from clauseway.catalogue.library import Family, Listed, library
from clauseway.catalogue.models import Edition
from clauseway.catalogue.queries import compiled
from clauseway.web.library.accredited import accredited_page
from clauseway.web.library.glossary import glossary_page
from clauseway.web.library.index import index_page
from clauseway.web.library.judged import judged_page
from clauseway.web.library.principles import chosen, principles_page
from clauseway.web.library.seat import Seat, both, show
from clauseway.web.library.standard import edition_page, entry_page


def _index(seat: Seat) -> HttpResponse:
    """Every standard, found under every name."""
    return show(seat, "library/index.html", {"page": index_page(seat)})


def _standard(seat: Seat, standard: str) -> HttpResponse:
    """One standard by its own slug (then in its newest edition), by an edition's, or by that of a listed one."""
    entry, family = _known(standard)
    if family is not None:
        rows = {row.slug: row for row in _shipped(family)}
        row = _edition(family, standard, rows)
        if row is None:
            return show(seat, "library/standard.html", {"page": entry_page(seat, family)})
        page = edition_page(seat, family, row, compiled(row.id, row.digest), rows)
        return show(seat, "library/standard.html", {"page": page})
    if entry is not None:
        return show(seat, "library/standard.html", {"page": entry_page(seat, entry)})
    if standard.startswith("own-") and seat.place is not None:
        return HttpResponseRedirect(seat.href(f"own/{standard}/"))
    raise Http404


def _judged(seat: Seat, standard: str) -> HttpResponse:
    """What each requirement of a standard is judged from."""
    _entry, family = _known(standard)
    row = _edition(family, standard, {row.slug: row for row in _shipped(family)}) if family is not None else None
    if row is None:
        raise Http404
    return show(seat, "library/judged.html", {"page": judged_page(seat, compiled(row.id, row.digest))})


def _known(standard: str) -> tuple[Family | Listed | None, Family | None]:
    """What a slug means, and the family it belongs to when its pack ships."""
    found = library()
    entry = found.standard(standard)
    if isinstance(entry, Family):
        return entry, entry
    return entry, next((family for family in found.full if standard in family.editions), None)


def _edition(family: Family, standard: str, rows: dict[str, Edition]) -> Edition | None:
    """The edition asked for, else the newest that is loaded."""
    wanted = standard if standard in family.editions else family.newest
    return rows.get(wanted) or next((rows[slug] for slug in reversed(family.editions) if slug in rows), None)


def _shipped(family: Family) -> list[Edition]:
    return list(Edition.objects.filter(slug__in=family.editions, organization_id=None))


def _glossary(seat: Seat) -> HttpResponse:
    """The words of the field."""
    return show(seat, "library/glossary.html", {"page": glossary_page(seat)})


def _accredited(seat: Seat) -> HttpResponse:
    """Who accredits, who certifies, who only writes standards."""
    return show(seat, "library/accredited.html", {"page": accredited_page(seat)})


def _principles(seat: Seat) -> HttpResponse:
    """The seven principles and the requirements that serve them in one edition."""
    rows = list(Edition.objects.filter(organization_id=None).order_by("code", "-year"))
    row = chosen(seat, rows)
    page = principles_page(seat, rows, compiled(row.id, row.digest) if row else None)
    return show(seat, "library/principles.html", {"page": page})


index, public_index = both(_index)
standard, public_standard = both(_standard)
judged, public_judged = both(_judged)
glossary, public_glossary = both(_glossary)
accredited, public_accredited = both(_accredited)
principles, public_principles = both(_principles)
