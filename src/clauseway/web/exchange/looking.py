"""The values of the two pages of an import: choosing a file, and looking at what it would do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from clauseway.catalogue.exchange import grid, sheets
from clauseway.catalogue.exchange.reading import Wish
from clauseway.catalogue.imports import ADDED, CHANGED, NEW, REMOVED, UNCHANGED, Imported
from clauseway.catalogue.packs import PackRefused
from clauseway.catalogue.parsing import Unreadable, read_zip
from clauseway.web import once
from clauseway.web.components import Empty, Field, Item, Link, Option, Stat, State
from clauseway.web.exchange import build
from clauseway.web.exchange.page import FaultRow, PreviewPage, UploadPage
from clauseway.web.exchange.page import Mapping as MappingCard
from clauseway.web.frame import Place
from clauseway.web.jinja import number
from clauseway.web.listing import listing, pager
from clauseway.web.tables import Cell, Column, Row, Table

_IDENTITY = ("title", "code", "year", "edition", "language")
SHOWN_FAULTS = 100


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says about a file on the page: the wish, and the same as pairs for the next form or address."""

    wish: Wish
    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Said":
        columns = {
            name: str(values.get(f"column-{name}", "")) for name in sheets.FIELDS if values.get(f"column-{name}")
        }
        named = {name: str(values.get(name, ""))[:300].strip() for name in _IDENTITY}
        head = str(values.get("head", ""))
        row = int(head) if head.isascii() and head.isdigit() and len(head) < 6 else 0
        wish = Wish(columns=columns, sheet=str(values.get("sheet", ""))[:100], head=row, **named)
        pairs = {**named, "sheet": wish.sheet, "head": str(row or ""), **{f"column-{k}": v for k, v in columns.items()}}
        return cls(wish, tuple((key, value) for key, value in pairs.items() if value))


def steps(now: int) -> tuple[tuple[str, str], ...]:
    """Where one is in the short way of an import."""
    names = (_("Choose a file"), _("Look at what would happen"), _("In"))
    return tuple((name, "done" if i < now else "now" if i == now else "later") for i, name in enumerate(names))


def upload_page(place: Place, recent: Sequence[Any], error: str = "") -> UploadPage:
    href = f"{place.home}/standards/import/"
    return UploadPage(
        crumbs=build.crumbs(place, Link(label=_("Import a standard"), href="", current=True)),
        steps=steps(0),
        href=href,
        file=Field(
            name="file",
            label=_("File"),
            type="file",
            required=True,
            accept=".zip,.json,.yaml,.yml,.csv,.tsv,.xlsx",
            help=_("Up to 64 MB. Nothing is written before you confirm."),
            errors=(error,) if error else (),
        ),
        errors=(error,) if error else (),
        formats=(
            (_("Our own format"), _("a zip of a pack, as the export here makes it")),
            (_("OSCAL"), _("catalogs and resolved profiles, JSON 1.0 and 1.1")),
            (_("CISO Assistant"), _("library YAML: frameworks, controls, threats, matrices, mappings")),
            (_("Spreadsheet"), _("CSV or XLSX with a reference and a title or text in each row")),
        ),
        recent=tuple(
            Item(state=State.INFO, title=row.name, note=_("given earlier, not imported yet"), href=f"{href}{row.id}/")
            for row in recent
        ),
    )


def preview_page(
    place: Place,
    upload: str,
    name: str,
    data: bytes,
    said: Said,
    done: Imported | None,
    refused: PackRefused | None,
    error: str,
) -> PreviewPage:
    here = f"{place.home}/standards/import/{upload}/"
    faults = refused.faults if refused else ()
    return PreviewPage(
        crumbs=build.crumbs(
            place,
            Link(label=_("Import a standard"), href=f"{place.home}/standards/import/"),
            Link(label=name, href="", current=True),
        ),
        steps=steps(1),
        title=done.title if done else name,
        file=name,
        form=build.format_name(done.form) if done else "",
        lead=_lead(done, len(faults)),
        href=here,
        other_href=f"{place.home}/standards/import/",
        faults=tuple(FaultRow(place=_place(fault, name), message=fault.message) for fault in faults[:SHOWN_FAULTS]),
        more_faults=max(0, len(faults) - SHOWN_FAULTS),
        error=error,
        stats=_stats(done) if done else (),
        table=_table(place, here, said, done) if done and done.lines else None,
        remarks=build.remark_items(done.remarks) if done else (),
        identity=_identity(said, done),
        mapping=_mapping(name, data, said),
        kept=said.pairs,
        confirm=_confirm(done),
        token=once.token(),
    )


def _place(fault: Any, name: str) -> str:
    return str(fault.place) if fault.file == name else f"{fault.file}: {fault.place}"


def _lead(done: Imported | None, faults: int) -> str:
    if done is None:
        return (
            _("The file is refused whole. Nothing was changed; mend what is named and give it again.") if faults else ""
        )
    if done.state == UNCHANGED:
        return _("This very content is in already. Confirming writes nothing.")
    if done.state == NEW:
        return _("It would be new here. It belongs to your organization alone; nobody else sees it or its texts.")
    return _(
        "An earlier file of this standard is in. Below is what would change; identifiers and what was judged stay."
    )


def _confirm(done: Imported | None) -> str:
    if done is None or done.state == UNCHANGED:
        return ""
    return _("Import it") if done.state == NEW else _("Bring it up to date")


def _stats(done: Imported) -> tuple[Stat, ...]:
    told = (
        (done.count(ADDED), _("added"), State.SHOWN),
        (done.count(CHANGED), _("changed"), State.SOON),
        (done.count(REMOVED), _("removed"), State.GAP),
        (done.unchanged, _("unchanged"), None),
    )
    return tuple(Stat(value=number(n), label=label, state=state if n else None) for n, label, state in told)


def _table(place: Place, here: str, said: Said, done: Imported) -> Table:
    """Every line of the import, fifty a page; the address keeps what was said about the file."""
    asked = listing(place.request, sorts=("line",), filters=[key for key, _value in said.pairs])
    words = asked.q.lower()
    lines = [line for line in done.lines if not words or words in f"{line.ref} {line.title} {line.what}".lower()]
    start, end = asked.slice(len(lines))
    return Table(
        id="lines",
        caption=_("What would happen"),
        href=here,
        columns=(
            Column(key="what", label=_("What"), kind="short"),
            Column(key="ref", label=_("Reference"), kind="ref"),
            Column(key="title", label=_("Title"), kind="main"),
        ),
        rows=tuple(
            Row(
                key=line.ref,
                label=line.ref,
                cells=(
                    Cell(signs=(build.line_sign(line.what),)),
                    Cell(text=line.ref),
                    Cell(text=line.title, note=", ".join(line.fields)),
                ),
            )
            for line in lines[start:end]
        ),
        pager=pager(asked, len(lines)),
        empty=Empty(title=_("Nothing found"), text=_("No line holds this.")),
        search=asked.q,
        search_label=_("Search the lines"),
        kept=said.pairs,
        filtered=bool(asked.q),
        clear_href=f"{here}?{urlencode(said.pairs)}",
    )


def _identity(said: Said, done: Imported | None) -> tuple[Field, ...]:
    """What the standard is called, as the file says or the person did."""
    told = dict(said.pairs)
    shown = (
        {"title": done.title, "code": done.name.rpartition(":")[0], "year": done.name.rpartition(":")[2]}
        if done
        else {}
    )
    slug = done.slug.removeprefix("own-") if done else ""

    def value(name: str, otherwise: str) -> str:
        return told.get(name) or otherwise

    return (
        Field(name="title", label=_("Title"), value=value("title", shown.get("title", "")), maxlength=300),
        Field(name="code", label=_("Short name"), value=value("code", shown.get("code", "")), maxlength=60),
        Field(name="year", label=_("Year or version"), value=value("year", shown.get("year", "")), maxlength=8),
        Field(
            name="edition",
            label=_("Name in addresses"),
            value=value("edition", slug),
            maxlength=70,
            help=_("The same name brings an earlier import up to date; another name makes an edition of its own."),
        ),
        Field(
            name="language",
            label=_("Language of the texts"),
            value=told.get("language", ""),
            maxlength=10,
            placeholder="en",
            help=_("For a library with translations; empty for its own language."),
        ),
    )


def _mapping(name: str, data: bytes, said: Said) -> MappingCard | None:
    """The columns of a sheet, with what each is taken for; None for a file that is no sheet or cannot be read as one."""
    try:
        book = _book(name, data)
        if book is None:
            return None
        found = sheets.layout(name, book, said.wish.columns, said.wish.sheet, said.wish.head)
    except (PackRefused, Unreadable):
        return None
    width = min(found.sheet.width, grid.MAX_COLUMNS)
    labels = [_column_label(found, column) for column in range(width)]
    fields = tuple(_chooser(key, label, found, labels) for key, label in _field_names().items())
    place = (
        Field(
            name="sheet",
            label=_("Sheet"),
            type="select",
            required=True,
            options=tuple(Option(value=one, label=one, selected=one == found.sheet.name) for one in found.sheets),
        ),
        Field(
            name="head",
            label=_("Row of the headings"),
            type="number",
            value=str(found.head + 1),
            minimum="1",
            required=True,
        ),
    )
    shown = range(min(width, 8))
    rows = range(found.head + 1, min(found.head + 4, len(found.sheet.rows)))
    return MappingCard(
        fields=fields,
        place=place,
        heads=tuple(labels[column] for column in shown),
        sample=tuple(tuple(_cut(found.sheet.at(row, column).text) for column in shown) for row in rows),
    )


def _chooser(key: str, label: str, found: sheets.Layout, labels: Sequence[str]) -> Field:
    """Which column holds one field: any of them, or none."""
    columns = (
        Option(value=sheets.letter(column), label=text, selected=found.columns.get(key) == column)
        for column, text in enumerate(labels)
    )
    none = Option(value="-", label=_("nothing"), selected=key not in found.columns)
    return Field(name=f"column-{key}", label=label, type="select", required=True, options=(none, *columns))


def _book(name: str, data: bytes) -> tuple[grid.Sheet, ...] | None:
    if data[:4] == b"PK\x03\x04":
        parts = read_zip(data)
        return grid.of_workbook(name, data, parts) if any(path.startswith("xl/") for path in parts) else None
    return grid.of_csv(name, data) if name.lower().endswith((".csv", ".tsv", ".txt")) else None


def _column_label(found: sheets.Layout, column: int) -> str:
    heading = found.headings[column] if column < len(found.headings) else ""
    return f"{sheets.letter(column)} · {_cut(heading)}" if heading else sheets.letter(column)


def _cut(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _field_names() -> dict[str, str]:
    return {
        "ref": _("Reference"),
        "title": _("Title"),
        "explain": _("Text"),
        "parent": _("Stands below"),
        "level": _("Level"),
        "kind": _("Kind"),
        "guidance": _("Guidance"),
        "questions": _("Audit questions"),
        "maintain": _("Documents to maintain"),
        "retain": _("Records to keep"),
        "pitfalls": _("Pitfalls"),
        "terms": _("Search words"),
    }
