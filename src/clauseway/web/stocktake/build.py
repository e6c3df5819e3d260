"""From a register's rows to the values of its page."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from clauseway.catalogue.vocabulary import vocabulary
from clauseway.evidence.models import Record
from clauseway.evidence.operations import NONE_EXIST
from clauseway.kernel.folding import fold
from clauseway.systems.queries import applied_editions
from clauseway.web.components import Action, Empty
from clauseway.web.frame import Place
from clauseway.web.jinja import day
from clauseway.web.listing import Listing, listing, page_of
from clauseway.web.people.picking import Picker, picker
from clauseway.web.stocktake.exports import exports
from clauseway.web.stocktake.page import Box, EditRow, None_, RegisterPage, ShownRow, Tile
from clauseway.web.stocktake.registers import Entry, Register
from clauseway.web.stocktake.shelf import FIXED, counts
from clauseway.web.stocktake.subjects import kinds, texts
from clauseway.web.tables import View

NOBODY = Picker({}, {})


def address(place: Place, register: str, more: str = "") -> str:
    return f"{place.base}/stocktake/{register}/{more}"


def people_for(place: Place, register: Register) -> Picker:
    """The picker where the register has a column of persons; an empty one elsewhere."""
    return picker(place.context) if any(c.kind == "person" for c in register.columns) else NOBODY


def asked_for(place: Place, register: Register) -> Listing:
    """What the list is asked for; search, sort and whether ended entries are shown."""
    sorts = [c.key for c in register.columns if c.sort]
    asked = listing(place.request, sorts=("", *sorts), filters=("show",))
    return Listing(address(place, register.key), asked.q, asked.sort, asked.descending, asked.page, asked.filters)


def found(place: Place, register: Register, asked: Listing) -> Any:
    """The register's rows that fit, in the order asked for."""
    rows = register.rows(place)
    today = place.context.today
    if register.ends:
        ended = Q(live_until__lte=today)
        rows = rows.filter(ended) if asked.filters.get("show") == "ended" else rows.exclude(ended)
    for word in fold(asked.q).split():
        match = Q()
        for field in register.search:
            match |= Q(**{f"{field}__contains": word})
        rows = rows.filter(match)
    column = register.column(asked.sort)
    if column is not None and column.sort:
        rows = rows.order_by(("-" if asked.descending else "") + column.sort, "id")
    return rows


def register_page(place: Place, register: Register, adding: EditRow | None = None) -> RegisterPage:
    """A register's page."""
    asked = asked_for(place, register)
    rows, pager = page_of(asked, found(place, register, asked))
    numbers = counts(place)
    may = place.may(register.permission)
    people = people_for(place, register) if may else NOBODY
    here = address(place, register.key)
    return RegisterPage(
        title=register.label,
        singular=register.singular,
        about=register.about,
        tabs=tabs(place, register.key, numbers),
        views=()
        if not register.ends
        else (
            View(label=_("Now"), href=asked.href(show="", page=1), current=asked.filters.get("show") != "ended"),
            View(label=_("Ended"), href=asked.href(show="ended", page=1), current=asked.filters.get("show") == "ended"),
        ),
        heads=tuple(_head(asked, c) for c in register.columns),
        rows=tuple(shown(place, register, register.entry(row)) for row in rows),
        adding=(adding or blank(place, register)) if may else None,
        pager=pager,
        q=asked.q,
        kept=asked.keeping(*asked.filters),
        href=here,
        filtered=asked.filtered,
        empty=_empty(place, register, may),
        none=_none(place, register, numbers[register.key]) if register.may_be_none else None,
        people=people.options,
        import_href=address(place, register.key, "import/"),
        exports=exports(place, register.key, _query(place)),
        may=may,
    )


def _query(place: Place) -> str:
    text = place.request.META.get("QUERY_STRING", "")
    return f"?{text}" if text and place.request.method == "GET" else ""


def _head(asked: Listing, column: Any) -> tuple[Any, str, str]:
    if not column.sort:
        return column, "", ""
    here = column.key == asked.sort
    direction = ("descending" if asked.descending else "ascending") if here else ""
    return column, asked.href(sort=column.key if not here or asked.descending else f"-{column.key}"), direction


def tabs(place: Place, current: str, numbers: Mapping[str, int]) -> tuple[View, ...]:
    """The registers of their own, the one of the others that is open, and the way to all others."""
    made = [
        View(label=_label(key), href=address(place, key), count=numbers.get(key), current=key == current)
        for key in FIXED
    ]
    if current in kinds():
        made.append(
            View(
                label=vocabulary().subjects[current].plural,
                href=address(place, current),
                count=numbers[current],
                current=True,
            )
        )
    made.append(View(label=_("Other populations"), href=f"{place.base}/stocktake/others/", current=current == "others"))
    return tuple(made)


def _label(key: str) -> str:
    """The short name of a register on its tab; without one, its own label."""
    return _LABELS[key]() if key in _LABELS else FIXED[key]().label


_LABELS = {
    "processes": lambda: _("Processes"),
    "sites": lambda: _("Sites"),
    "people": lambda: _("People"),
    "parties": lambda: _("Interested parties"),
    "issues": lambda: _("Issues"),
    "objective": lambda: _("Objectives"),
    "indicators": lambda: _("Indicators"),
    "measurements": lambda: _("Values of indicators"),
    "supplier": lambda: _("Suppliers"),
    "purchases": lambda: _("Purchases"),
    "obligation": lambda: _("Obligations"),
    "change": lambda: _("Planned changes"),
}


def shown(place: Place, register: Register, entry: Entry) -> ShownRow:
    """An entry as a row."""
    root = place.home if register.detail.startswith("/") else f"{place.base}/"
    href = f"{root}{register.detail.format(ref=entry.ref)}" if register.detail else ""
    cells = tuple(
        (c, entry.text(c) if c.kind != "date" else day(entry.stored.get(c.key)), href if c is register.main else "")
        for c in register.columns
    )
    ended = _("ended %s") % day(entry.live_until) if entry.live_until else ""
    edit = address(place, register.key, f"entry/{entry.ref}/") if place.may(register.permission) else ""
    return ShownRow(id=f"row-{entry.ref}", label=entry.name, cells=cells, ended=ended, edit=edit)


def blank(
    place: Place, register: Register, typed: Any = None, errors: Mapping[str, str] | None = None, error: str = ""
) -> EditRow:
    """The row for a new entry; with what was typed and what is wrong after a refusal."""
    errors = errors or {}
    boxes = tuple(
        Box(column=c, value=typed.get(c.key, "") if typed is not None else c.default, error=errors.get(c.key, ""))
        for c in register.columns
    )
    return EditRow(id="add", href=address(place, register.key, "add/"), leave="", version="", boxes=boxes, error=error)


def editing(
    place: Place,
    register: Register,
    entry: Entry,
    typed: Any = None,
    errors: Mapping[str, str] | None = None,
    error: str = "",
    against: Entry | None = None,
) -> EditRow:
    """An entry's row being changed. `against` is what somebody else stored meanwhile."""
    errors = errors or {}
    boxes = []
    for c in register.columns:
        value = typed.get(c.key, "") if typed is not None and not c.only_new else entry.typed(c)
        now = against.text(c) if against is not None and not c.only_new and against.typed(c) != value else ""
        boxes.append(
            Box(
                column=c,
                value=value,
                error=errors.get(c.key, ""),
                there=(now or _("empty"))
                if against is not None and not c.only_new and against.typed(c) != value
                else "",
            )
        )
    stored = entry.live_until.isoformat() if entry.live_until else ""
    return EditRow(
        id=entry.ref,
        href=address(place, register.key, f"entry/{entry.ref}/"),
        leave=address(place, register.key, f"entry/{entry.ref}/row/"),
        version=against.version if against is not None else entry.version,
        boxes=tuple(boxes),
        until=typed.get("live_until", "") if typed is not None else stored,
        until_error=errors.get("live_until", ""),
        error=error,
        list_href=address(place, register.key),
    )


def _empty(place: Place, register: Register, may: bool) -> Empty:
    text = (
        _(
            "Type the first one into the row above, or paste a whole sheet: the rows are checked before anything is written."
        )
        if may
        else _("Nobody has filled it in yet.")
    )
    return Empty(
        title=_("Nothing here yet"),
        text=text,
        example=register.example,
        action=Action(
            label=_("Paste a sheet"), href=address(place, register.key, "import/"), primary=True, dialog="paste"
        )
        if may
        else None,
    )


def _none(place: Place, register: Register, living: int) -> None_:
    row = (
        Record.objects.filter(word=NONE_EXIST, facets__subject=register.kind, ended_how="")
        .exclude(facets__has_key="only")
        .select_related("recorded_by")
        .order_by("-happened_on", "-recorded_at")
        .first()
    )
    said = (
        _("%(who)s, %(day)s") % {"who": row.recorded_by.name if row.recorded_by else "", "day": day(row.happened_on)}
        if row
        else ""
    )
    return None_(
        href=address(place, register.key, "none/"),
        stands=said if row and not living else "",
        reason=row.statement if row else "",
        void=said if row and living else "",
    )


def asked_kinds(place: Place) -> frozenset[str]:
    """The populations that the system's standards judge one by one; one statement, the packs come from memory."""
    assert place.system is not None
    applied = applied_editions(place.context, place.system.id)
    requirements = [r for one in applied for r in one.edition.requirements.values()]
    return frozenset(e.per for r in requirements for e in r.expectations.values() if e.per)


def tiles(place: Place, numbers: Mapping[str, int]) -> tuple[tuple[Tile, ...], tuple[Tile, ...]]:
    """The other populations, with how many each holds or who said that there are none: those the standards ask about or that hold something, and the rest."""
    none = set(
        Record.objects.filter(word=NONE_EXIST, ended_how="")
        .exclude(facets__has_key="only")
        .values_list("facets__subject", flat=True)
    )
    asked = asked_kinds(place)
    first = [kind for kind in kinds() if kind in asked or numbers[kind] or kind in none]
    rest = [kind for kind in kinds() if kind not in first]
    return tuple(_tile(place, kind, numbers[kind], kind in none) for kind in first), tuple(
        _tile(place, kind, 0, False) for kind in rest
    )


def _tile(place: Place, kind: str, count: int, none: bool) -> Tile:
    return Tile(
        label=vocabulary().subjects[kind].plural,
        href=address(place, kind),
        count=count,
        about=texts(kind)[0],
        note="" if count else _("stated: there are none") if none else _("not known yet"),
    )
