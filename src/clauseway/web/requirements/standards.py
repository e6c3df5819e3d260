"""One standard's page: our summary of it, how it stands clause by clause, what is coming, what to do."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from clauseway.catalogue.comparing import successors
from clauseway.catalogue.models import Edition
from clauseway.catalogue.transitions import transitions
from clauseway.systems.queries import Applied
from clauseway.web.components import Action, Link, Standing
from clauseway.web.frame import Place
from clauseway.web.requirements import places
from clauseway.web.requirements.listing import Entry
from clauseway.web.wording import phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardPage:
    """`clauses` are the counts clause by clause; `pairs` what is known about the edition itself."""

    crumbs: tuple[Link, ...]
    title: str
    lead: str
    context: tuple[str, ...]
    clauses: tuple[Standing, ...]
    pairs: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    actions: tuple[Action, ...]


def standard_page(place: Place, applied: Sequence[Applied], slug: str, rows: Sequence[Entry]) -> StandardPage:
    """Http404 for a standard that is not applied here."""
    entry = next((a for a in applied if a.edition.slug == slug), None)
    row = Edition.objects.filter(id=entry.edition.id).first() if entry else None
    if entry is None or row is None:
        raise Http404
    mine = [e for e in rows if e.requirement.edition == entry.edition.id]
    goal = _("to be certified") if entry.mode == "certify" else _("complied with, without a certificate")
    by = _("by %s") % phrases.day(entry.target_on) if entry.target_on else ""
    actions = [Action(label=_("All its requirements"), href=places.index(place, standard=slug))]
    if entry.mode == "comply" and place.may("declare"):
        actions.insert(
            0, Action(label=_("Declare conformity"), href=f"{place.base}/declare/?standard={slug}", primary=True)
        )
    newer = successors([entry.edition]).get(entry.edition.id)
    if newer is not None:
        href = f"{place.base}/transition/{newer.slug}/"
        actions.append(Action(label=_("What %s asks") % newer.name, href=href))
    return StandardPage(
        crumbs=(
            Link(label=_("Requirements"), href=places.index(place)),
            Link(label=entry.edition.name, href="", current=True),
        ),
        title=f"{entry.edition.name} {entry.edition.title}",
        lead=str(row.facts.get("summary", "")),
        context=tuple(part for part in (goal, by, _("since %s") % phrases.day(entry.valid_from)) if part),
        clauses=_clauses(place, entry, mine),
        pairs=_pairs(row),
        sources=tuple(str(one) for one in row.facts.get("sources") or ()),
        actions=tuple(actions),
    )


def _clauses(place: Place, entry: Applied, mine: Sequence[Entry]) -> tuple[Standing, ...]:
    groups: dict[str, list[Entry]] = {}
    for one in mine:
        parts = one.requirement.ref.split(".")
        groups.setdefault(".".join(parts[:2]) if parts[0] == "A" else parts[0], []).append(one)
    made = []
    for clause, group in groups.items():
        head = entry.edition.by_ref.get(clause)
        slug = entry.edition.slug

        def href(view: str, clause: str = clause, slug: str = slug) -> str:
            return places.index(place, standard=slug, clause=clause, view=view)

        undecided = sum(1 for e in group if e.line.undeclared)
        parts_ = [_("%s asked") % len(group), _("%s not decided") % undecided if undecided else ""]
        made.append(
            Standing(
                name=f"{clause} {head.title}" if head else clause,
                note=", ".join(p for p in parts_ if p),
                href=href(""),
                shown=sum(1 for e in group if e.line.answer == "conforming"),
                gaps=sum(1 for e in group if e.line.answer == "gap"),
                unknown=sum(1 for e in group if e.line.answer == "unknown" and not e.line.undeclared),
                shown_href=href("shown"),
                gaps_href=href("gaps"),
                unknown_href=href("open"),
            )
        )
    return tuple(made)


def _pairs(row: Edition) -> tuple[tuple[str, str], ...]:
    def day(value: object) -> str:
        return phrases.day(value) if isinstance(value, dt.date | str) and value else ""

    confidence = {
        "sure": _("sure"),
        "likely": _("likely: checked against public sources"),
        "unsure": _("unsure: compare with your own copy"),
        "guess": _("a guess"),
    }
    ends = next((change.ends for change in transitions().changes if change.old == row.slug), None)
    rows = (
        (_("Status"), row.status),
        (_("Published"), day(row.facts.get("published"))),
        (_("Move over by"), day(ends)),
        (_("Certifiable"), _("yes") if row.certifiable else _("no")),
        (_("How sure we are of its list"), confidence.get(str(row.facts.get("confidence", "")), "")),
        (_("Pack"), row.digest[:12]),
    )
    return tuple((label, value) for label, value in rows if value)
