"""Answers of the palette, as a fragment."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from clauseway.catalogue.library import library
from clauseway.catalogue.queries import CompiledRequirement
from clauseway.kernel.folding import fold, natural_key
from clauseway.organization.queries import search
from clauseway.systems.queries import applied_editions
from clauseway.web import frame
from clauseway.web.frame import Place, in_organization, in_system
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
    query = place.request.GET.get("q", "").strip()[:200]
    found = [_pages(place, query)]
    if system:
        found.append(_requirements(place, query))
    found.append(_library(place, query))
    found.append(_things(place, query))
    groups = tuple(group for group in found if group.items)
    return render(place.request, "components/palette_results.html", {"groups": groups, "query": query})


def _fits(query: str, text: str) -> bool:
    return all(word in fold(text) for word in fold(query).split())


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
    fitting = [item for item in items if not query or _fits(query, str(item.label))]
    return PaletteGroup(label=_("Go and do"), items=tuple(fitting[: 2 * MOST if not query else MOST]))


def _requirements(place: Place, query: str) -> PaletteGroup:
    """By reference ("9001 8.4", "A.5.9") or by words of the title and our terms; the packs are in memory."""
    if not query or place.system is None:
        return PaletteGroup(label=_("Requirements"), items=())
    scored: list[tuple[int, str, CompiledRequirement]] = []
    for applied in applied_editions(place.context, place.system.id):
        for requirement in applied.edition.requirements.values():
            rank = _rank(query, requirement)
            if rank is not None:
                scored.append((rank, requirement.sort_key, requirement))
    scored.sort(key=lambda row: (row[0], row[1]))
    return PaletteGroup(
        label=_("Requirements"),
        items=tuple(
            PaletteItem(
                label=f"{r.ref} {r.title}",
                note=r.edition_name,
                href=f"{place.base}/requirements/{r.edition_slug}/{r.ref}/",
                icon="file",
            )
            for _rank_, _key, r in scored[:MOST]
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


def _rank(query: str, requirement: CompiledRequirement) -> int | None:
    words = fold(query).split()
    digits = "".join(c for c in requirement.edition_name if c.isdigit() or c.isspace() or c == ":")
    named = [word for word in words if word.isdigit() and len(word) >= 4]
    if named and not all(word in digits for word in named):
        return None
    rest = " ".join(word for word in words if word not in named)
    if not rest:
        return None
    key = natural_key(rest)
    if requirement.sort_key == key:
        return 0
    if requirement.sort_key.startswith(key) and key[-1].isdigit():
        return 1
    if _fits(rest, requirement.title):
        return 2
    return 3 if _fits(rest, " ".join(requirement.words.get("terms") or ())) else None


def _things(place: Place, query: str) -> PaletteGroup:
    if not query:
        return PaletteGroup(label=_("Found"), items=())
    kinds = {
        "person": _("person"),
        "process": _("process"),
        "party": _("interested party"),
        "action": _("action"),
        "document": _("document"),
        "site": _("site"),
    }
    items = []
    for row in search(place.context, query, MOST):
        root = place.home if row.path.startswith("people/") else place.base
        items.append(PaletteItem(label=row.title, note=str(kinds.get(row.kind, row.kind)), href=f"{root}/{row.path}"))
    return PaletteGroup(label=_("Found"), items=tuple(items))
