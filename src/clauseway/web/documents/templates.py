"""Pages of the templates that ship: the list, and one of them with its preview and the form that begins a document from it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from clauseway.catalogue.queries import editions
from clauseway.documents import operations
from clauseway.documents.lines import values_of
from clauseway.documents.models import Document
from clauseway.documents.serving import template_named
from clauseway.documents.template_packs import DocumentTemplate, pack
from clauseway.documents.variables import VARIABLES
from clauseway.kernel.folding import fold
from clauseway.rules.blanks import blanks, with_blanks
from clauseway.rules.references import filled
from clauseway.systems.queries import applied_editions
from clauseway.web import inputs
from clauseway.web.components import Action, Empty, Field, Text
from clauseway.web.documents.build import crumb, system_of, ways
from clauseway.web.documents.information import entry_in
from clauseway.web.documents.writing import owner_field, shown_blanks, url
from clauseway.web.frame import Place, in_system, page
from clauseway.web.jinja import markdown, number
from clauseway.web.listing import Listing, choose, columns, listing, pager
from clauseway.web.posted import Errors, FormPage, Typed, answer, options
from clauseway.web.tables import Cell, Row, Table, View


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplatesPage:
    """The list of templates."""

    lead: str
    ways: tuple[View, ...]
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateForm(FormPage):
    """Begin a document from a template, with the text as it will be beside the form."""

    preview: Text
    preview_href: str
    told: str


def group_names() -> dict[str, str]:
    """What templates are about, by the folder they lie in."""
    return {
        "system": _("Every management system"),
        "quality": _("Quality and operation"),
        "environment": _("Environment"),
        "energy": _("Energy"),
        "safety": _("Safety and health"),
        "security": _("Information security"),
        "continuity": _("Continuity"),
        "services": _("Service management"),
        "food": _("Food safety"),
        "devices": _("Medical devices"),
        "conduct": _("Anti-bribery and compliance"),
        "ai": _("Artificial intelligence"),
        "education": _("Education"),
        "chain": _("Security of the supply chain"),
        "traffic": _("Road traffic safety"),
    }


def standard_names() -> dict[str, str]:
    """The name of each standard that ships, whatever its edition; one statement."""
    named = {one.standard: one.code for one in editions()}
    wanted = {family for one in pack().templates.values() for family in one.standards | one.variants}
    return {family: named[family] for family in sorted(wanted) if family in named}


def applied(place: Place) -> list[str]:
    """The families of the standards the system applies."""
    return list(dict.fromkeys(one.edition.standard for one in applied_editions(place.context, system_of(place))))


@require_GET
@in_system
def templates_page(place: Place) -> HttpResponse:
    """All templates, or those for one's own standards."""
    asked = listing(
        place.request, sorts=("title", "kind", "about"), filters=("standard", "kind", "about", "all"), default="title"
    )
    mine, names = applied(place), standard_names()
    values = TemplatesPage(
        lead=_(
            "Texts in our own words for what the standards ask to be documented. Each has blanks only you can fill in; while one is left,"
            " the document stays a draft and shows nothing."
        ),
        ways=ways(place, "templates"),
        table=_table(place, asked, mine, names),
    )
    return page(place, "documents/templates.html", {"page": values}, current="documents")


def _chosen(asked: Listing, mine: Sequence[str]) -> tuple[list[DocumentTemplate], list[DocumentTemplate]]:
    """(what the filters leave, and of it what is for one's own standards)."""
    wanted, kind, about = (asked.filters.get(name, "") for name in ("standard", "kind", "about"))
    words = fold(asked.q).split()
    found = [
        one
        for one in pack().templates.values()
        if (not wanted or one.serves([wanted]))
        and (not kind or one.kind == kind)
        and (not about or one.group == about)
        and all(word in fold(f"{one.title} {' '.join(one.titles.values())} {one.about}") for word in words)
    ]
    order = {"title": lambda one: fold(one.title), "kind": lambda one: (one.kind, fold(one.title))}
    found.sort(key=order.get(asked.sort, lambda one: (one.group, fold(one.title))), reverse=asked.descending)
    return found, [one for one in found if one.serves(mine)]


def _table(place: Place, asked: Listing, mine: Sequence[str], names: dict[str, str]) -> Table:
    every, ours = _chosen(asked, mine)
    all_ = bool(asked.filters.get("all")) or bool(asked.filters.get("standard")) or not mine
    rows = every if all_ else ours
    start, end = asked.slice(len(rows))
    kinds = [(key, str(label)) for key, label in Document.KINDS if key not in ("external", "other")]
    views = [
        View(
            label=_("For our standards"),
            href=asked.href(all="", standard="", page=1),
            count=len(ours),
            current=not all_,
        ),
        View(label=_("All"), href=asked.href(all="yes", page=1), count=len(every), current=all_),
    ]
    return Table(
        id="templates",
        caption=_("Templates"),
        href=asked.path,
        columns=columns(
            asked,
            ("title", _("Template"), "main"),
            ("kind", _("Kind"), "short"),
            ("about", _("Subject"), "text"),
            ("for", _("For"), "text"),
            ("blanks", _("To fill in"), "num"),
            sortable=("title", "kind", "about"),
        ),
        rows=tuple(_row(place, one, mine, names) for one in rows[start:end]),
        pager=pager(asked, len(rows)),
        search=asked.q,
        search_label=_("Search templates"),
        filters=(
            choose(asked, "standard", _("Standard"), _("Every standard"), names.items()),
            choose(asked, "about", _("Subject"), _("Every subject"), group_names().items()),
            choose(asked, "kind", _("Kind"), _("Every kind"), kinds),
        ),
        views=tuple(views) if mine else (),
        kept=(*asked.kept, *((("all", "yes"),) if asked.filters.get("all") else ())),
        filtered=asked.filtered,
        clear_href=asked.path,
        empty=Empty(
            title=_("No template for this"),
            text=_("Look at all of them, or begin with an empty document."),
            action=Action(label=_("All templates"), href=f"{asked.path}?all=yes", primary=True),
        ),
    )


def _row(place: Place, one: DocumentTemplate, mine: Sequence[str], names: dict[str, str]) -> Row:
    families = [family for family in mine if one.serves([family])] or sorted(one.standards)
    meant = ", ".join(names.get(family, family) for family in sorted(one.standards)) or _("every standard")
    kinds = dict(Document.KINDS)
    return Row(
        key=one.key,
        label=one.title,
        cells=(
            Cell(text=one.named(families), href=f"{place.base}/documents/templates/{one.key}/", note=one.about),
            Cell(text=str(kinds[one.kind])),
            Cell(text=group_names().get(one.group, one.group)),
            Cell(text=meant),
            Cell(text=number(len(blanks(one.written(families))))),
        ),
    )


@in_system
def template_page(place: Place, template: str) -> HttpResponse:
    """One template with its preview; sent, it becomes a draft."""
    found, typed = template_named(template), Typed(place.request)
    entry = entry_in(place, place.request.GET.get("entry", ""))
    mine = applied(place)

    def act() -> str:
        row = operations.draw_document(
            place.context,
            system_of(place),
            found.key,
            standards=[one for one in typed.several("standards") if one in standard_names()],
            title=typed.text("title"),
            entries=[entry] if entry else [],
            identifier=typed.text("identifier"),
            owner_id=typed.identifier("owner_id"),
        )
        return url(place, row.id, "edit")

    return answer(
        place,
        lambda errors: _form(place, found, typed, errors, mine),
        act,
        said=_("A draft. Fill in what stands in square brackets."),
        current="documents",
        template="documents/template.html",
    )


def _families(found: DocumentTemplate, mine: Sequence[str]) -> list[str]:
    return [family for family in mine if found.serves([family])] or sorted(found.standards)[:1]


def _form(place: Place, found: DocumentTemplate, typed: Typed, errors: Errors, mine: Sequence[str]) -> TemplateForm:
    names = standard_names()
    ours = [family for family in mine if found.serves([family])]
    offered = [*ours, *sorted(found.variants.difference(ours))]
    families = typed.several("standards", _families(found, mine))
    entry = place.request.GET.get("entry", "")
    standards = Field(
        name="standards",
        label=_("Parts for"),
        type="multiselect",
        options=options([(one, names.get(one, one)) for one in offered], families),
        help=_("The text takes what these standards ask for besides what is common to all."),
    )
    fields = (
        inputs.text(typed, errors, "title", _("Title"), found.named(families), required=True),
        inputs.text(typed, errors, "identifier", _("Identifier"), help=_("Empty: the next number of its kind.")),
        owner_field(place, typed, errors, ""),
        *((standards,) if found.variants and offered else ()),
    )
    shown, told = preview_of(place, found, families, typed.text("owner_id"))
    base = f"{place.base}/documents/templates/"
    return TemplateForm(
        crumbs=crumb(place, (_("Templates"), base), (found.title, "")),
        title=found.named(families),
        lead=found.about,
        fields=fields,
        submit=_("Make the draft"),
        cancel=f"{place.base}/documents/information/" if entry else base,
        note=_("It is noted to serve “%s”.") % made.text if entry and (made := entry_in(place, entry)) else "",
        preview=shown,
        preview_href=f"{base}{found.key}/preview",
        told=told,
    )


def preview_of(place: Place, found: DocumentTemplate, families: Sequence[str], owner: str = "") -> tuple[Text, str]:
    """The text as a document begun now would read, and how much of it is to be filled in."""
    text = found.written(families)
    row = Document(system=place.system, title=found.named(families), kind=found.kind, text=text)
    row.identifier = _("(the next number)")
    if owner:
        row.owner_id = _owner(owner)
    values = values_of(place.context, row)
    text = with_blanks(text, values, lambda name: str(VARIABLES.get(name, name)))
    left = len(blanks(text))
    told = ngettext("%s thing to fill in", "%s things to fill in", left) % number(left)
    return shown_blanks(markdown(filled(text, values)[0])), told


def _owner(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@require_GET
@in_system
def preview(place: Place, template: str) -> HttpResponse:
    """The preview for other standards, as a fragment."""
    found = template_named(template)
    names = standard_names()
    families = [one for one in place.request.GET.getlist("standards") if one in names]
    shown, told = preview_of(place, found, families)
    values: dict[str, Any] = {"preview": shown, "told": told}
    return page(place, "documents/template_fragment.html", values)
