"""From an organization's editions to the values of its pages."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.catalogue.exchange.model import Remark
from clauseway.catalogue.exchange.writing import FORMS
from clauseway.catalogue.kept import own_editions
from clauseway.catalogue.models import Edition, Requirement
from clauseway.catalogue.queries import editions
from clauseway.systems.models import AppliedEdition
from clauseway.web.components import Action, Empty, Item, Link, Stat, State
from clauseway.web.exchange import wording
from clauseway.web.exchange.page import Card, Export, IndexPage, ShowPage
from clauseway.web.frame import Place
from clauseway.web.jinja import day, number
from clauseway.web.listing import Listing, columns, page_of
from clauseway.web.tables import Cell, Row, Sign, Table


def form_names() -> dict[str, tuple[str, str]]:
    """What can be written, as a button and what it is for."""
    return {
        "own": (_("Our files"), _("a zip of plain files, everything in it")),
        "oscal": (_("OSCAL"), _("a catalog other tools read")),
        "xlsx": (_("Excel"), _("a workbook to read and edit")),
    }


def format_name(form: str) -> str:
    """How a file's format is called on a page."""
    names = {
        "own": _("our own format"),
        "oscal": _("OSCAL catalog"),
        "ciso": _("CISO Assistant library"),
        "sheet": _("spreadsheet"),
    }
    return names.get(form, form)


def crumbs(place: Place, *more: Link) -> tuple[Link, ...]:
    return (Link(label=_("Own standards"), href=f"{place.home}/standards/own/", current=not more), *more)


def exports(place: Place, slug: str) -> tuple[Export, ...]:
    """The buttons that take a standard out; none for somebody who may not."""
    if not place.may("report"):
        return ()
    names = form_names()
    return tuple(
        Export(label=names[form][0], note=names[form][1], href=f"{place.home}/standards/export/{slug}/{form}/")
        for form in FORMS
    )


def index_page(place: Place) -> IndexPage:
    own = list(own_editions(place.context))
    judged = dict(
        Requirement.objects.filter(edition__in=own)
        .exclude(kind="heading")
        .values_list("edition_id")
        .annotate(n=Count("id"))
        .values_list("edition_id", "n")
    )
    applied = _applied(place, own)
    may = place.may("system.manage")
    upload = f"{place.home}/standards/import/"
    return IndexPage(
        cards=tuple(card(place, edition, judged.get(edition.id, 0), applied.get(edition.id, ())) for edition in own),
        shipped=tuple(
            (edition.name, edition.title, exports(place, edition.slug))
            for edition in editions()
            if edition.organization_id is None and place.may("report")
        ),
        import_href=upload if may else "",
        empty=Empty(
            title=_("No standard of your own yet"),
            text=_(
                "Customer requirements, laws, a private standard or a public catalog: bring it in once, apply it like any other, and see what is shown."
            ),
            example=_("a customer's quality requirements as a spreadsheet, or a NIST catalog as OSCAL."),
            action=Action(label=_("Import a standard"), href=upload, primary=True) if may else None,
        ),
    )


def _applied(place: Place, own: Iterable[Edition]) -> dict[Any, tuple[Link, ...]]:
    """Which systems apply each edition today."""
    found: dict[Any, tuple[Link, ...]] = {}
    rows = AppliedEdition.objects.filter(edition__in=list(own), valid_until=None).select_related("system")
    for row in rows.order_by("system__name"):
        href = f"{place.home}/s/{row.system.slug}/requirements/{row.edition.slug}/"
        found[row.edition_id] = (*found.get(row.edition_id, ()), Link(label=row.system.name, href=href))
    return found


def card(place: Place, edition: Edition, judged: int, applied: tuple[Link, ...]) -> Card:
    source = edition.facts.get("source") or {}
    counts = ngettext("%s requirement", "%s requirements", judged) % number(judged)
    return Card(
        name=edition.name,
        title=edition.title,
        href=f"{place.home}/standards/own/{edition.slug}/",
        note=_("%(format)s, %(file)s, brought in on %(day)s")
        % {
            "format": format_name(str(source.get("form", ""))),
            "file": source.get("file", ""),
            "day": day(edition.loaded_at),
        },
        counts=counts,
        applied=applied,
        withdrawn=edition.status == "withdrawn",
        exports=exports(place, edition.slug),
    )


def show_page(place: Place, edition: Edition, asked: Listing) -> ShowPage:
    rows = Requirement.objects.filter(edition=edition)
    kinds = dict(rows.values_list("kind").annotate(n=Count("id")).values_list("kind", "n"))
    judged = kinds.get("requirement", 0) + kinds.get("control", 0)
    applied = _applied(place, [edition]).get(edition.id, ())
    may = place.may("system.manage")
    facts = edition.facts
    return ShowPage(
        crumbs=crumbs(place, Link(label=edition.name, href="", current=True)),
        card=card(place, edition, judged, applied),
        summary=str(facts.get("summary") or ""),
        source=", ".join(map(str, facts.get("sources") or ())),
        copyright=str(facts.get("copyright") or ""),
        stats=(
            Stat(value=number(kinds.get("requirement", 0)), label=_("requirements")),
            Stat(value=number(kinds.get("control", 0)), label=_("controls")),
            Stat(value=number(kinds.get("heading", 0)), label=_("headings")),
        ),
        table=_outline(asked, rows),
        remarks=remark_items(_told(facts)),
        apply=tuple(
            Link(label=system.name, href=f"{place.home}/s/{system.slug}/setup/standards/")
            for system in place.systems
            if may and system.name not in {link.label for link in applied} and edition.status != "withdrawn"
        ),
        remove=_removal(place, edition) if may and not applied else None,
        again_href=f"{place.home}/standards/import/" if may else "",
    )


def _removal(place: Place, edition: Edition) -> Action:
    return Action(
        label=_("Remove this standard"),
        href=f"{place.home}/standards/own/{edition.slug}/remove/",
        method="post",
        danger=True,
        confirm=_(
            "This takes away “%s” with all its requirements. What systems recorded about it before stays readable; then it is only withdrawn."
        )
        % edition.title,
    )


def _outline(asked: Listing, rows: Any) -> Table:
    found = rows.order_by("sort_key")
    if asked.q:
        found = found.filter(ref__icontains=asked.q) | found.filter(title__icontains=asked.q)
    shown, pager = page_of(asked, found)
    kinds = {"heading": _("heading"), "requirement": _("requirement"), "control": _("control")}
    return Table(
        id="outline",
        caption=_("What it holds"),
        href=asked.path,
        columns=columns(
            asked, ("ref", _("Reference"), "ref"), ("title", _("Title"), "main"), ("kind", _("Kind"), "short")
        ),
        rows=tuple(
            Row(
                key=str(row.id),
                label=row.ref,
                cells=(Cell(text=row.ref), Cell(text=row.title), Cell(text=kinds.get(row.kind, row.kind))),
            )
            for row in shown
        ),
        pager=pager,
        empty=Empty(title=_("Nothing found"), text=_("No reference or title holds this.")),
        search=asked.q,
        search_label=_("Search reference or title"),
        filtered=bool(asked.q),
        clear_href=asked.path,
    )


def _told(facts: Mapping[str, Any]) -> list[Remark]:
    """What was remarked when a standard was brought in, as its row keeps it."""
    rows = (facts.get("source") or {}).get("remarks") or ()
    return [Remark(what, message, count, tuple(places)) for what, message, count, places in rows]


_TELLS = {
    "kept as text": State.INFO,
    "kept as data": State.INFO,
    "left out": State.SOON,
    "changed": State.SOON,
    "assumed": State.UNKNOWN,
}


def remark_items(remarks: Sequence[Remark]) -> tuple[Item, ...]:
    """What became of what has no place here, one row each."""
    made = []
    for remark in remarks:
        where = ", ".join(remark.places) + (", …" if remark.places and remark.count > len(remark.places) else "")
        made.append(
            Item(
                state=_TELLS.get(remark.what, State.INFO),
                title=f"{wording.became(remark.what)}: {wording.remark(remark.message)}",
                note=where,
                aside=number(remark.count) if remark.count > 1 else "",
            )
        )
    return tuple(made)


def line_sign(what: str) -> Sign:
    """How a line of a preview is marked."""
    names = {
        "added": (State.SHOWN, _("added")),
        "changed": (State.SOON, _("changed")),
        "removed": (State.GAP, _("removed")),
    }
    state, word = names[what]
    return Sign(state=state, word=word, tag=True)
