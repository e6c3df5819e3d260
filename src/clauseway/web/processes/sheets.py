"""Process and product sheets, what was read by them, and what was done about readings outside their limits."""

import uuid
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Refusal
from clauseway.organization.policies import require
from clauseway.processes.models import Characteristic, Reading
from clauseway.processes.operations.sheets import (
    Read,
    act_on_reading,
    add_characteristic,
    change_characteristic,
    record_reading,
)
from clauseway.processes.queries import get_process
from clauseway.processes.queries.sheets import get_characteristic, get_reading, nobody_acted, readings, sheet
from clauseway.web import inputs
from clauseway.web.components import Action, Empty, Field, State
from clauseway.web.frame import Place, in_system, page
from clauseway.web.jinja import day
from clauseway.web.listing import Listing, choose, columns, listing, page_of
from clauseway.web.posted import Errors, FormPage, Typed, answer, wrong
from clauseway.web.processes import build, reading_fields
from clauseway.web.processes.forms import CURRENT, day_field
from clauseway.web.processes.page import ProcessPage
from clauseway.web.processes.show import crumbs, limits_text, plain, tabs
from clauseway.web.tables import Cell, Pager, Row, Sign, Table

SORTS = {"on": "on", "process": "process__fold"}


@in_system
def index(place: Place, process: uuid.UUID) -> HttpResponse:
    """The two sheets of a process and its latest readings."""
    found = get_process(place.context, process)
    lines = list(sheet(place.context, process))
    rows = list(readings(place.context).filter(process_id=process).select_related("characteristic", "by")[:30])
    here = f"{place.base}/processes/{process}/sheets/"
    add = Action(label=_("New line"), href=f"{here}new/", primary=True)
    open_ = sum(row.outside and not row.settled for row in rows)  # type: ignore[attr-defined]
    values = ProcessPage(
        crumbs=crumbs(place, found, _("Sheets and readings")),
        name=found.name,
        lead=_("What is watched while it runs, and what is checked of what comes out."),
        state=State.GAP if open_ else State.INFO,
        word=_("outside and nobody acted") if open_ else "",
        do=(add,) if place.may("stocktake.edit") else (),
        tabs=tabs(place, found, "sheets"),
        tables=(_lines(place, here, lines, rows), _readings(place, here, rows)),
    )
    return page(place, "processes/sheets.html", {"page": values}, current=CURRENT)


def _lines(place: Place, here: str, lines: Sequence[Characteristic], rows: Sequence[Reading]) -> Table:
    asked = Listing(here, "", "", False, 1, {})
    newest: dict[uuid.UUID, Reading] = {}
    for row in rows:
        newest.setdefault(row.characteristic_id, row)
    made = tuple(_line(place, line, newest.get(line.id)) for line in lines)
    return Table(
        id="lines",
        caption=_("Lines of the sheets"),
        href=here,
        columns=columns(
            asked,
            ("name", _("What"), "main"),
            ("sheet", _("Sheet"), "short"),
            ("limit", _("Limit"), "text"),
            ("how", _("Instrument and sample"), "text"),
            ("last", _("Last reading"), "short"),
            ("do", "", "marks"),
        ),
        rows=made,
        pager=Pager(first=1 if made else 0, last=len(made), total=len(made)),
        empty=Empty(
            title=_("No sheet yet"),
            text=_("Watch what matters only: the few figures by which one sees in time that something goes wrong."),
            example=_("Welding current · 80 to 120 A · bench multimeter"),
        ),
        search=None,
    )


def _line(place: Place, line: Characteristic, newest: Reading | None) -> Row:
    here = f"{place.base}/processes/lines/{line.id}/"
    do = (Action(label=_("Read"), href=f"{here}read/", primary=True),) if place.may("evidence.file") else ()
    last = Cell(text="")
    if newest is not None:
        last = Cell(text=day(newest.on), signs=(_sign(newest),), note=_value(newest))
    how = " · ".join(part for part in (line.instrument, line.sample) if part)
    return Row(
        key=str(line.id),
        label=line.name,
        cells=(
            Cell(text=line.name, href=here if place.may("stocktake.edit") else ""),
            Cell(text=str(dict(Characteristic.SHEETS)[line.sheet])),
            Cell(text=limits_text(line)),
            Cell(text=how),
            last,
            Cell(actions=do),
        ),
    )


def _sign(row: Any) -> Sign:
    if not row.outside:
        return Sign(state=State.SHOWN, word=_("inside"))
    if row.settled:
        return Sign(state=State.SOON, word=_("outside, acted on"))
    return Sign(state=State.GAP, word=_("outside, nobody acted"))


def _value(row: Reading) -> str:
    """What was read, in words."""
    parts = [f"{plain(row.value)} {row.characteristic.unit}".strip()] if row.value is not None else []
    if row.failing is not None:
        parts.append(_("%(failing)s of %(sampled)s failed") % {"failing": row.failing, "sampled": row.sampled or "?"})
    if row.accepted is not None:
        parts.append(_("accepted") if row.accepted else _("rejected"))
    return " · ".join(parts)


def _readings(place: Place, here: str, rows: Sequence[Any]) -> Table:
    return Table(
        id="readings",
        caption=_("Latest readings"),
        href=here,
        columns=_columns(Listing(here, "", "", False, 1, {}), process=False),
        rows=tuple(_reading(place, row, process=False) for row in rows),
        pager=Pager(first=1 if rows else 0, last=len(rows), total=len(rows)),
        empty=Empty(title=_("Nothing read yet"), text=_("Each reading is held against the limits of its day.")),
        search=None,
    )


def _columns(asked: Listing, *, process: bool) -> Any:
    wanted = [
        ("what", _("What"), "main"),
        *([("process", _("Process"), "text")] if process else []),
        ("on", _("On"), "short"),
        ("value", _("Read"), "text"),
        ("state", _("State"), "marks"),
        ("by", _("By"), "text"),
    ]
    return columns(asked, *wanted, sortable=("on", "process") if process else ())


def _reading(place: Place, row: Any, *, process: bool) -> Row:
    act = f"{place.base}/processes/readings/{row.id}/act/"
    open_ = row.outside and not row.settled and place.may("evidence.file")
    more = " · ".join(part for part in (row.lot, row.note) if part)
    cells = [
        Cell(text=row.characteristic.name, href=act if open_ else "", note=more),
        Cell(text=day(row.on)),
        Cell(text=_value(row)),
        Cell(signs=(_sign(row),), actions=(Action(label=_("Act"), href=act),) if open_ else ()),
        Cell(text=row.by.name if row.by else ""),
    ]
    if process:
        cells.insert(1, Cell(text=row.process.name, href=f"{place.base}/processes/{row.process_id}/sheets/"))
    return Row(key=str(row.id), label=row.characteristic.name, cells=tuple(cells))


@in_system
def every(place: Place) -> HttpResponse:
    """Readings of all processes, those outside that nobody acted on at a click."""
    asked = listing(place.request, sorts=tuple(SORTS), filters=("show",), default="-on")
    rows = readings(place.context).select_related("characteristic", "process", "by")
    if asked.filters.get("show") == "outside":
        rows = rows.filter(outside=True)
    if asked.filters.get("show") == "open":
        rows = nobody_acted(rows)
    for word in fold(asked.q).split():
        rows = rows.filter(process__fold__contains=word)
    found, pager = page_of(asked, rows.order_by(("-" if asked.descending else "") + SORTS[asked.sort], "-id"))
    here = f"{place.base}/processes/readings/"
    shows = [("open", _("outside, nobody acted")), ("outside", _("outside"))]
    table = Table(
        id="readings",
        caption=_("Readings"),
        href=here,
        columns=_columns(asked, process=True),
        rows=tuple(_reading(place, row, process=True) for row in found),
        pager=pager,
        empty=Empty(
            title=_("Nothing read yet"),
            text=_("Readings are taken by the lines of a sheet: open a process and write its sheet first."),
        ),
        search=asked.q,
        search_label=_("Search processes"),
        filters=(choose(asked, "show", _("Which"), _("all readings"), shows),),
        kept=asked.kept,
        filtered=asked.filtered,
        clear_href=here,
    )
    lead = _(
        "What was read on the sheets. One outside its limits counts against the process until somebody acts on it."
    )
    values = {"title": _("Readings"), "lead": lead, "tabs": build.tabs(place, "readings"), "table": table, "do": ()}
    return page(place, "processes/list.html", values, current=CURRENT)


@in_system
def new(place: Place, process: uuid.UUID) -> HttpResponse:
    """A new line of a sheet."""
    require(place.context, "stocktake.edit")
    found = get_process(place.context, process)
    typed, back = Typed(place.request), f"{place.base}/processes/{process}/sheets/"

    def act() -> str:
        add_characteristic(place.context, process, sheet=typed.text("sheet"), **_stated(typed))
        return back

    return answer(
        place,
        lambda errors: FormPage(
            crumbs=crumbs(place, found, _("New line")),
            title=_("What is watched or checked?"),
            lead=_("One figure or one property, and what it must keep to."),
            fields=_line_fields(typed, errors, None),
            submit=_("Put it on the sheet"),
            cancel=back,
        ),
        act,
        said=_("On the sheet."),
        current=CURRENT,
    )


@in_system
def line(place: Place, characteristic: uuid.UUID) -> HttpResponse:
    """Change a line of a sheet, or take it off."""
    require(place.context, "stocktake.edit")
    found = get_characteristic(place.context, characteristic)
    typed, back = Typed(place.request), f"{place.base}/processes/{found.process_id}/sheets/"

    def act() -> str:
        stated = {**_stated(typed), "live_until": typed.day("live_until", needed=False)}
        change_characteristic(place.context, characteristic, version=inputs.version_of(typed, found.version), **stated)
        return back

    def until(errors: Errors) -> Field:
        value = typed.text("live_until", found.live_until.isoformat() if found.live_until else "")
        label = _("Off the sheet from")
        return Field(name="live_until", label=label, type="date", value=value, errors=wrong(errors, "live_until"))

    return answer(
        place,
        lambda errors: FormPage(
            crumbs=crumbs(place, found.process, found.name),
            title=found.name,
            lead=_("Readings keep the limits of their own day."),
            fields=(*_line_fields(typed, errors, found), until(errors), inputs.version_field(typed, found.version)),
            submit=_("Save"),
            cancel=back,
        ),
        act,
        said=_("Saved."),
        current=CURRENT,
    )


def decimal(typed: Typed, name: str) -> Decimal | None:
    """The number typed, with a point or a comma; None for none. Refuses what is no number."""
    given = typed.text(name).strip().replace(",", ".").replace(" ", "")
    if not given:
        return None
    try:
        return Decimal(given)
    except InvalidOperation:
        raise Refusal("form.number", _("Give a number."), field=name) from None


def whole(typed: Typed, name: str) -> int | None:
    return typed.whole(name) if typed.text(name).strip() else None


def _stated(typed: Typed) -> dict[str, Any]:
    texts = {name: typed.text(name).strip() for name in ("name", "unit", "words", "sample", "instrument")}
    numbers = {name: decimal(typed, name) for name in ("lower", "upper")}
    return {**texts, **numbers, "most_failing": whole(typed, "most_failing")}


def _line_fields(typed: Typed, errors: Errors, row: Characteristic | None) -> tuple[Field, ...]:
    def stored(name: str) -> str:
        value = getattr(row, name) if row else None
        return typed.text(name, "" if value is None else plain(value) if isinstance(value, Decimal) else str(value))

    def text(name: str, label: str, help_: str = "", **more: Any) -> Field:
        return Field(name=name, label=label, value=stored(name), help=help_, errors=wrong(errors, name), **more)

    sheets = [(key, str(label)) for key, label in Characteristic.SHEETS]
    kind = inputs.radio(
        typed,
        errors,
        "sheet",
        _("Sheet"),
        sheets,
        "process",
        help=_("Of the process: watched while it runs. Of the product: checked of what comes out."),
    )
    return (
        *((kind,) if row is None else ()),
        text("name", _("What"), required=True, maxlength=160, placeholder=_("Welding current")),
        text("unit", _("Unit"), maxlength=24),
        text("lower", _("At least")),
        text("upper", _("At most")),
        text("words", _("Or in words"), _("What no number can hold: no scratches, right label."), maxlength=300),
        text("sample", _("Sample"), _("How many of how many, how often."), maxlength=200),
        text("most_failing", _("How many of the sample may fail"), _("Empty when it is not a matter of samples.")),
        text("instrument", _("Instrument"), maxlength=160),
    )


@in_system
def read(place: Place, characteristic: uuid.UUID) -> HttpResponse:
    """Take a reading: made for a phone, one line at a time."""
    require(place.context, "evidence.file")
    found = get_characteristic(place.context, characteristic)
    typed, back = Typed(place.request), f"{place.base}/processes/{found.process_id}/sheets/"

    def act() -> str:
        yes = {"yes": True, "no": False}.get(typed.text("accepted"))
        got = Read(
            value=decimal(typed, "value"),
            sampled=whole(typed, "sampled"),
            failing=whole(typed, "failing"),
            accepted=yes,
            lot=typed.text("lot"),
            instrument=typed.text("instrument"),
            site=typed.text("site"),
            note=typed.text("note"),
        )
        made = record_reading(place.context, characteristic, got, on=typed.day("on"), acted=typed.text("acted"))
        if made.outside and not typed.text("acted").strip():
            return f"{place.base}/processes/readings/{made.id}/act/"
        return back

    return answer(
        place,
        lambda errors: FormPage(
            crumbs=crumbs(place, found.process, found.name),
            title=found.name,
            lead=_("Limit: %s") % limits_text(found),
            fields=reading_fields.fields(place, found, typed, errors, day_field(place, typed, errors)),
            submit=_("Keep the reading"),
            cancel=back,
        ),
        act,
        said=_("Kept."),
        current=CURRENT,
    )


@in_system
def act(place: Place, reading: uuid.UUID) -> HttpResponse:
    """What was done about a reading outside its limits."""
    require(place.context, "evidence.file")
    found = get_reading(place.context, reading)
    typed, back = Typed(place.request), f"{place.base}/processes/{found.process_id}/sheets/"

    def do() -> str:
        act_on_reading(place.context, reading, what=typed.text("what"), on=typed.day("on"))
        return back

    said = {"name": found.characteristic.name, "value": _value(found), "day": day(found.on)}

    def what(errors: Errors) -> Field:
        return inputs.text(
            typed,
            errors,
            "what",
            _("Done about it"),
            type="textarea",
            required=True,
            help=_("What happened to the parts, and what was done so that the next ones are right."),
        )

    return answer(
        place,
        lambda errors: FormPage(
            crumbs=crumbs(place, found.process, _("Outside its limits")),
            title=_("What did you do about it?"),
            lead=_("%(name)s read %(value)s on %(day)s. It counts against the process until somebody acts.") % said,
            fields=(day_field(place, typed, errors), what(errors)),
            submit=_("Keep it"),
            cancel=back,
        ),
        do,
        said=_("Kept. The reading no longer counts against the process."),
        current=CURRENT,
    )
