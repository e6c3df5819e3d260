"""The seven quality management principles, what serves each, and the requirements of an edition that do."""

from collections.abc import Sequence

from django.utils.translation import ngettext

from clauseway.catalogue.library import library
from clauseway.catalogue.models import Edition
from clauseway.catalogue.queries import CompiledEdition
from clauseway.web.components import Link
from clauseway.web.jinja import number
from clauseway.web.library.linking import linked
from clauseway.web.library.page import PrincipleCard, PrinciplesPage
from clauseway.web.library.seat import Seat, ways

FIRST = "iso-9001-2026"


def chosen(seat: Seat, rows: Sequence[Edition]) -> Edition | None:
    """The edition asked for, else the first applied one, else ISO 9001, else any."""
    by_slug = {row.slug: row for row in rows}
    wanted = (str(seat.request.GET.get("edition", "")), *seat.in_last_system(), FIRST, *by_slug)
    return next((by_slug[slug] for slug in wanted if slug in by_slug), None)


def principles_page(seat: Seat, rows: Sequence[Edition], edition: CompiledEdition | None) -> PrinciplesPage:
    return PrinciplesPage(
        ways=ways(seat, "principles/"),
        edition=edition.name if edition else "",
        choices=tuple(
            Link(label=row.name, href=row.slug, current=edition is not None and row.slug == edition.slug)
            for row in rows
        ),
        cards=tuple(
            PrincipleCard(
                slug=principle.slug,
                number=place,
                title=principle.title,
                explain=linked(principle.explain, seat.term),
                serves=principle.serves,
                count=_count(found := _serving(seat, edition, principle.slug)),
                requirements=found,
            )
            for place, principle in enumerate(library().principles, 1)
        ),
    )


def _count(found: Sequence[Link]) -> str:
    return ngettext("%s requirement serves it", "%s requirements serve it", len(found)) % number(len(found))


def _serving(seat: Seat, edition: CompiledEdition | None, principle: str) -> tuple[Link, ...]:
    if edition is None:
        return ()
    rows = sorted(edition.requirements.values(), key=lambda r: r.sort_key)
    page = seat.standard(edition.slug)
    return tuple(
        Link(label=one.ref, note=one.title, href=f"{page}#c-{one.ref}")
        for one in rows
        if one.judged and principle in (one.words.get("principles") or ())
    )
