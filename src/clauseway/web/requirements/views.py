"""The list of requirements, one requirement, one standard; each of them today or as of a date."""

from django.http import HttpResponse

from clauseway.conformity.gather import gather
from clauseway.conformity.judging import verdicts_at
from clauseway.conformity.queries import lines
from clauseway.web.frame import Place, in_system, page
from clauseway.web.requirements import build, standards
from clauseway.web.requirements.dossier import Dossier, dossier
from clauseway.web.requirements.find import Found, editions_of, find
from clauseway.web.requirements.listing import entries, requirements_page
from clauseway.web.standing.build import entries_at, verdict_row
from clauseway.web.standing.moment import LookBack, moment
from clauseway.web.wording.lookup import look_up


@in_system
def index(place: Place) -> HttpResponse:
    """The list: search, filters, saved views, sort, pages of fifty."""
    assert place.system is not None
    asked = moment(place.request, place.context)
    editions = tuple(entry.edition for entry in editions_of(place))
    if asked is None:
        rows = entries(lines(place.context, place.system.id), editions)
    else:
        rows = entries_at(verdicts_at(place.context, place.system.id, asked.on, asked.known_at))
    values = {"page": requirements_page(place, rows, editions, asked)}
    return page(place, "requirements/index.html", values, current="requirements")


@in_system
def show(place: Place, edition: str, ref: str) -> HttpResponse:
    """One requirement: what is asked, how it stands, why, and what would close it."""
    found = find(place, edition, ref)
    assert place.system is not None
    asked = moment(place.request, place.context)
    others = build.beside(found)
    beside = [row[0].id for row in others]
    held = (
        dossier(place.context, place.system.id, found.requirement.id, beside)
        if asked is None
        else _held_then(place, found, asked, beside)
    )
    kinds = build.kinds_of(held.reasons, found.requirement)
    lookup = look_up(place.context, place.system.id, held.reasons, kinds=kinds, as_of=asked.on if asked else None)
    shown = build.requirement_page(place, found, held, lookup, others, asked)
    related = tuple((other.edition_name, other.ref, other.title, *source) for other, *source in others)
    return page(place, "requirements/show.html", {"page": shown, "others": related}, current="requirements")


def _held_then(place: Place, found: Found, asked: LookBack, beside: list) -> Dossier:  # type: ignore[type-arg]
    """The verdicts of a look back, judged anew from what was known."""
    assert place.system is not None
    gathered = gather(
        place.context,
        place.system.id,
        as_of=asked.on,
        known_at=asked.known_at,
        requirements=[found.requirement.id, *beside],
    )
    rows = {r.id: verdict_row(r, verdict) for r, verdict in gathered.verdicts()}
    mine = rows.pop(found.requirement.id, None)
    return Dossier(mine, {str(key): row for key, row in rows.items()})


@in_system
def standard(place: Place, edition: str) -> HttpResponse:
    """One standard: our summary, how it stands clause by clause, what else of it is applied."""
    assert place.system is not None
    applied = editions_of(place)
    rows = entries(lines(place.context, place.system.id), [entry.edition for entry in applied])
    shown = standards.standard_page(place, applied, edition, rows)
    return page(place, "requirements/standard.html", {"page": shown}, current="requirements")
