"""A pasted sheet against what is there: which column is which, what would happen to each row, and then doing just that.

The dry run and the writing work on the same plan, made anew each time, so a sheet confirmed twice writes nothing twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Refusal
from clauseway.kernel.work import unit_of_work
from clauseway.organization.sheets import remember_sheet
from clauseway.web.frame import Place
from clauseway.web.people.picking import Picker
from clauseway.web.stocktake.registers import Column, Entry, Register, read
from clauseway.web.stocktake.sheets import Rows

NEW, SAME, CHANGED, REFUSED, GONE = "new", "same", "changed", "refused", "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What would happen to one row of the sheet. `number` is its line there; `note` says what changes or why it is refused."""

    number: int
    cells: tuple[str, ...]
    what: str
    note: str = ""
    values: Mapping[str, Any]
    entry: Entry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The dry run of a sheet: which columns it has, how they were mapped (column keys, "" for left out), and each line.

    `missing` are living entries the sheet does not name; where the sheet is the `whole` list, each has a line of its own that ends it.
    """

    heads: tuple[str, ...]
    mapping: tuple[str, ...]
    has_head: bool
    lines: tuple[Line, ...]
    whole: bool = False
    missing: tuple[Entry, ...] = ()

    def count(self, what: str) -> int:
        return sum(line.what == what for line in self.lines)

    @property
    def writes(self) -> int:
        return self.count(NEW) + self.count(CHANGED) + self.count(GONE)


def guess(register: Register, rows: Rows) -> tuple[tuple[str, ...], bool]:
    """How the columns of a sheet are mapped, and whether its first row is a head. Without a head they are taken in our own order."""
    width = max(len(row) for row in rows)
    head = [fold(cell).strip(" *:") for cell in rows[0]] + [""] * (width - len(rows[0]))
    taken: set[str] = set()
    mapping = []
    for cell in head:
        key = next((c.key for c in register.columns if c.key not in taken and cell and cell in _names(c)), "")
        taken.add(key)
        mapping.append(key)
    if register.main.key in taken or (len(taken - {""}) >= 2):
        if register.main.key not in taken and "" in mapping:
            mapping[mapping.index("")] = register.main.key
        return tuple(mapping), True
    keys = [c.key for c in register.columns]
    return tuple(keys[n] if n < len(keys) else "" for n in range(width)), False


def _names(column: Column) -> set[str]:
    return {fold(column.label), fold(column.key.removeprefix("facet-")), *(fold(name) for name in column.names)}


def dry_run(
    place: Place,
    register: Register,
    rows: Rows,
    people: Picker,
    mapping: Sequence[str] | None = None,
    has_head: bool | None = None,
    *,
    whole: bool = False,
) -> Plan:
    """What would happen to each row; one statement for what is there, however long the sheet."""
    guessed, head = guess(register, rows)
    chosen = tuple(mapping) if mapping else guessed
    chosen = (*chosen, *("" for _n in range(max(len(row) for row in rows) - len(chosen))))
    head = head if has_head is None else has_head
    whole = whole and register.ends
    entries = _entries(place, register, rows, chosen)
    known = _Known(register, entries)
    first = 2 if head else 1
    lines = [
        _line(register, known, people, chosen, row, number)
        for number, row in enumerate(rows[1:] if head else rows, first)
    ]
    heads = tuple(rows[0]) if head else tuple(_("Column %d") % (n + 1) for n in range(len(chosen)))
    heads = (*heads, *("" for _n in range(len(chosen) - len(heads))))
    missing = _missing(entries, lines) if register.ends else ()
    lines += _ending(missing, len(chosen), place.context.today) if whole else []
    return Plan(heads=heads, mapping=chosen, has_head=head, lines=tuple(lines), whole=whole, missing=missing)


def _entries(place: Place, register: Register, rows: Rows, mapping: Sequence[str]) -> list[Entry]:
    """What is there: everything, or for what never ends (there may be very many) what the sheet names by its first column."""
    known = register.rows(place)
    if not register.ends and register.main.key in mapping:
        at = mapping.index(register.main.key)
        names = {row[at].strip() for row in rows if at < len(row)}
        field = register.lookup or register.main.key
        known = known.filter(
            **{f"{field}__in": [fold(name) for name in names] if field.endswith("fold") else list(names)}
        )
    return [register.entry(row) for row in known]


def _missing(entries: Sequence[Entry], lines: Sequence[Line]) -> tuple[Entry, ...]:
    """Living entries that no line of the sheet names. A refused line still names what it stands beside."""
    named = {line.entry.ref for line in lines if line.entry is not None}
    spoken = {fold(cell) for line in lines if line.what == REFUSED for cell in line.cells}
    return tuple(e for e in entries if e.live_until is None and e.ref not in named and fold(e.name) not in spoken)


def _ending(missing: Sequence[Entry], width: int, today: date) -> list[Line]:
    """A line for each entry that a whole list no longer names: it ends today, and stays in what was shown before."""
    note = _("no longer in the sheet; would end on %s") % today.isoformat()
    blank = ("",) * (width - 1)
    return [
        Line(number=0, cells=(entry.name, *blank), what=GONE, note=note, values={"live_until": today}, entry=entry)
        for entry in missing
        if entry.live_from < today
    ]


class _Known:
    """What is there, by name and (for people) by mail; and what earlier lines of the sheet already named."""

    def __init__(self, register: Register, entries: Sequence[Entry]) -> None:
        self.by_name: dict[str, list[Entry]] = {}
        self.by_mail: dict[str, Entry] = {}
        self.seen: dict[str, int] = {}
        self.once = [column.key for column in register.columns if column.once]
        self.taken: dict[tuple[str, str], tuple[str, str]] = {}
        for entry in entries:
            for key in self.once:
                if value := str(entry.stored.get(key) or "").strip():
                    self.taken[key, value] = (entry.ref, entry.name)
            self.by_name.setdefault(fold(entry.name), []).append(entry)
            if mail := str(entry.stored.get("email") or "").lower():
                self.by_mail[mail] = entry

    def clash(self, values: Mapping[str, Any], entry: Entry | None, number: int) -> str:
        """What stands in the way when another has a value that only one may have; else "", and the value is this line's."""
        mine = entry.ref if entry else f"line {number}"
        for key in self.once:
            value = str(values.get(key) or "").strip()
            ref, name = self.taken.get((key, value), (mine, ""))
            if value and ref != mine:
                return _("%(name)s has “%(value)s” already.") % {"name": name, "value": value}
        for key in self.once:
            if value := str(values.get(key) or "").strip():
                self.taken[key, value] = (mine, entry.name if entry else _("Line %d") % number)
        return ""

    def find(self, values: Mapping[str, Any], name: str) -> Entry | None:
        mail = str(values.get("email") or "").lower()
        if mail and mail in self.by_mail:
            return self.by_mail[mail]
        found = self.by_name.get(fold(name), [])
        if mail:
            found = [e for e in found if not e.stored.get("email")]
        if len(found) > 1:
            raise Refusal(
                "import.ambiguous", _("There are several of this name; give the mail address to tell them apart.")
            )
        return found[0] if found else None


def _line(
    register: Register, known: _Known, people: Picker, mapping: Sequence[str], row: Sequence[str], number: int
) -> Line:
    cells = (*row, *("" for _n in range(len(mapping) - len(row))))
    values: dict[str, Any] = {}
    problems: list[str] = []
    for key, cell in zip(mapping, cells, strict=False):
        column = register.column(key) if key else None
        if column is None or (not cell.strip() and not column.required):
            continue
        try:
            values[key] = read(column, cell, people)
        except Refusal as refusal:
            problems.append(refusal.message)
    problems += [_("%s is missing.") % c.label for c in register.columns if c.required and c.key not in mapping]
    if problems:
        return Line(number=number, cells=cells, what=REFUSED, note=" ".join(dict.fromkeys(problems)), values=values)
    return _compared(register, known, values, Line(number=number, cells=cells, what=NEW, values=values))


def _compared(register: Register, known: _Known, values: dict[str, Any], line: Line) -> Line:
    def told(what: str, note: str, entry: Entry | None = None) -> Line:
        return Line(number=line.number, cells=line.cells, what=what, note=note, values=values, entry=entry)

    name = register.identity(values) if register.identity else str(values[register.main.key])
    identity = str(values.get("email") or "").lower() or fold(name)
    if identity in known.seen:
        return told(REFUSED, _("The same as line %d of this sheet.") % known.seen[identity])
    known.seen[identity] = line.number
    try:
        entry = known.find(values, name)
    except Refusal as refusal:
        return told(REFUSED, refusal.message)
    if entry is not None and entry.live_until is not None:
        return told(REFUSED, _("It ended on %s; take the end away there first.") % entry.live_until.isoformat())
    if clash := known.clash(values, entry, line.number):
        return told(REFUSED, clash)
    if entry is None:
        return told(NEW, "")
    changed = [
        c.label for c in register.columns if c.key in values and not c.only_new and _differs(c, entry, values[c.key])
    ]
    return told(CHANGED, ", ".join(changed), entry) if changed else told(SAME, "", entry)


def _differs(column: Column, entry: Entry, value: Any) -> bool:
    stored = entry.stored.get(column.key)
    if column.kind in ("text", "long", "mail"):
        return str(stored or "").strip() != str(value or "").strip()
    return (stored or None) != (value or None)


@dataclass(frozen=True, slots=True)
class Done:
    """What an import wrote; `refused` are lines that were refused while writing, with the reason."""

    added: int
    changed: int
    refused: tuple[tuple[int, str], ...]
    ended: int = 0


def carry_out(place: Place, register: Register, plan: Plan) -> Done:
    """Write what the plan says, as one unit that is judged once at its end. A line an operation refuses is left out and told."""
    todo = [line for line in plan.lines if line.what in (NEW, CHANGED)]
    gone = [line for line in plan.lines if line.what == GONE]
    refused: list[tuple[Line, str]] = []
    with unit_of_work(place.context):
        if not _at_once(place, register, todo):
            refused = [(line, why) for line in todo if (why := _one(place, register, line))]
        refused += [(line, why) for line in gone if (why := _one(place, register, line))]
        out = {id(line) for line, _why in refused}
        written = [line.what for line in (*todo, *gone) if id(line) not in out]
        counts = (written.count(NEW), written.count(CHANGED), written.count(GONE))
        if plan.has_head:
            _remember(place, register, plan, counts)
    return Done(counts[0], counts[1], tuple((line.number, why) for line, why in refused), counts[2])


def _remember(place: Place, register: Register, plan: Plan, counts: tuple[int, int, int]) -> None:
    heads, mapping = plan.heads, plan.mapping
    remember_sheet(
        place.context,
        register.key,
        heads=heads,
        mapping=mapping,
        has_head=plan.has_head,
        whole=plan.whole,
        counts=counts,
    )


def _at_once(place: Place, register: Register, lines: Sequence[Line]) -> bool:
    """Write all lines as one operation where the register can; False when it cannot or one of them was refused (then nothing is written)."""
    if register.write_many is None:
        return False
    try:
        with transaction.atomic():
            register.write_many(place, [(line.entry, line.values) for line in lines])
    except (Refusal, IntegrityError):
        return False
    return True


def _one(place: Place, register: Register, line: Line) -> str:
    """Write one line; why it was refused, or ""."""
    try:
        with transaction.atomic():
            _write(place, register, line)
    except Refusal as refusal:
        return refusal.message
    except IntegrityError:
        return _("There is one of this name already.")
    return ""


def _write(place: Place, register: Register, line: Line) -> None:
    if line.entry is None:
        values = {c.key: line.values[c.key] for c in register.columns if c.key in line.values}
        values |= {
            c.key: c.default for c in register.columns if c.kind == "choice" and c.key not in values and c.default
        }
        register.add(place, values)
        return
    only = {c.key: line.values[c.key] for c in register.columns if c.key in line.values and not c.only_new}
    if line.what == GONE:
        only = dict(line.values)
    register.change(place, line.entry.ref, line.entry.version, only)
