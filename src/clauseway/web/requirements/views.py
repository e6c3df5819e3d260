"""The list of requirements, one requirement, one standard."""

from django.http import HttpResponse

from clauseway.conformity.queries import lines
from clauseway.web.frame import Place, in_system, page
from clauseway.web.requirements import build
from clauseway.web.requirements.dossier import dossier
from clauseway.web.requirements.find import editions_of, find
from clauseway.web.requirements.listing import entries, requirements_page
from clauseway.web.wording.lookup import look_up


@in_system
def index(place: Place) -> HttpResponse:
    """The list: search, filters, saved views, sort, pages of fifty."""
    assert place.system is not None
    editions = tuple(entry.edition for entry in editions_of(place))
    rows = entries(lines(place.context, place.system.id), editions)
    return page(
        place, "requirements/index.html", {"page": requirements_page(place, rows, editions)}, current="requirements"
    )


@in_system
def show(place: Place, edition: str, ref: str) -> HttpResponse:
    """One requirement: what is asked, how it stands, why, and what would close it."""
    found = find(place, edition, ref)
    assert place.system is not None
    others = build.beside(found)
    held = dossier(place.context, place.system.id, found.requirement.id, [row[0].id for row in others])
    lookup = look_up(
        place.context, place.system.id, held.reasons, kinds=build.kinds_of(held.reasons, found.requirement)
    )
    values = {"page": build.requirement_page(place, found, held, lookup, others), "others": others}
    return page(place, "requirements/show.html", values, current="requirements")
