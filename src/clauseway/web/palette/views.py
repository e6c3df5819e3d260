"""Answers of the palette, as a fragment."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from clauseway.catalogue.library import library
from clauseway.organization.queries import search
from clauseway.systems.queries import applied_editions
from clauseway.web import frame
from clauseway.web.frame import Place, in_organization, in_system
from clauseway.web.search.kinds import KINDS
from clauseway.web.search.requirements import fits, ranked
from clauseway.web.search.things import address
from clauseway.web.shell import PaletteGroup, PaletteItem

MOST = 8


@in_system
def in_a_system(place: Place) -> HttpResponse:
    """Pages and actions first, then requirements of the applied standards, then what the index knows."""
    return _answer(place, True)


@in_organization
def without_system(place: Place) -> HttpResponse:
    return _answer(place, False)


def _answer(place: Place, system: bool) -> HttpResponse:
    query = place.request.GET.get("q", "").replace("\x00", "").strip()[:200]
    found = [_pages(place, query)]
    if system:
        found.append(_requirements(place, query))
    found.append(_library(place, query))
    found.append(_things(place, query))
    found.append(_everything(place, query))
    groups = tuple(group for group in found if group.items)
    return render(place.request, "components/palette_results.html", {"groups": groups, "query": query})


def _pages(place: Place, query: str) -> PaletteGroup:
    """Where one can go and what one can do from anywhere."""
    items = [
        PaletteItem(label=item.label, href=item.href, note=_("go"))
        for group in frame.groups(place, "")
        for item in group.items
    ]
    base = place.base
    verbs = []
    if place.system:
        verbs = [
            ("evidence.file", _("File a record"), f"{base}/evidence/records/new"),
            ("evidence.file", _("Import documents"), f"{base}/documents/"),
            ("actions.edit", _("Plan an action"), f"{base}/plan/new/"),
            ("judge", _("Walk the gap analysis"), f"{base}/gap/"),
            ("report", _("Make a gap report"), f"{base}/reports/"),
            ("system.manage", _("Apply a standard"), f"{base}/setup/"),
        ]
    items += [
        PaletteItem(label=label, href=href, note=_("do"), icon="plus") for may, label, href in verbs if place.may(may)
    ]
    fitting = [item for item in items if not query or fits(query, str(item.label))]
    return PaletteGroup(label=_("Go and do"), items=tuple(fitting[: 2 * MOST if not query else MOST]))


def _requirements(place: Place, query: str) -> PaletteGroup:
    """By reference ("9001 8.4", "A.5.9") or by words of the title and our terms; the packs are in memory."""
    if not query or place.system is None:
        return PaletteGroup(label=_("Requirements"), items=())
    editions = [one.edition for one in applied_editions(place.context, place.system.id)]
    return PaletteGroup(
        label=_("Requirements"),
        items=tuple(
            PaletteItem(
                label=f"{r.ref} {r.title}",
                note=r.edition_name,
                href=f"{place.base}/requirements/{r.edition_slug}/{r.ref}/",
                icon="file",
            )
            for r in [one for one in ranked(editions, query) if one.judged][:MOST]
        ),
    )


def _library(place: Place, query: str) -> PaletteGroup:
    """Standards under every name people use, and words of the field."""
    if not query or not place.may("read"):
        return PaletteGroup(label=_("Library"), items=())
    root = f"{place.home}/standards"
    standards = [
        PaletteItem(
            label=f"{match.entry.ref} {match.entry.title}",
            note=_("found as “%s”") % match.name if match.kind not in ("ref", "title") else _("standard"),
            href=f"{root}/{match.entry.slug}/",
            icon="file",
        )
        for match in library().find(query, MOST // 2)
    ]
    words = [
        PaletteItem(label=match.term.term, note=_("word"), href=f"{root}/glossary/#{match.term.slug}", icon="info")
        for match in library().find_terms(query, MOST // 2)
        if match.kind != "text"
    ]
    return PaletteGroup(label=_("Library"), items=(*standards, *words))


def _things(place: Place, query: str) -> PaletteGroup:
    if not query:
        return PaletteGroup(label=_("Found"), items=())
    items = [
        PaletteItem(
            label=row.title,
            note=str(KINDS[row.kind].label) if row.kind in KINDS else row.kind,
            href=address(place, row.kind, row.path),
        )
        for row in search(place.context, query, MOST)
    ]
    return PaletteGroup(label=_("Found"), items=tuple(items))


def _everything(place: Place, query: str) -> PaletteGroup:
    """The way to the page that looks into texts and records too."""
    if not query or place.system is None:
        return PaletteGroup(label=_("Search"), items=())
    href = f"{place.base}/search/?{urlencode({'q': query})}"
    item = PaletteItem(
        label=_("Search everything for “%s”") % query, href=href, note=_("texts and records too"), icon="search"
    )
    return PaletteGroup(label=_("Search"), items=(item,))
