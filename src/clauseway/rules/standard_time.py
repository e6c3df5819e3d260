"""The time one standard alone would need at one place: its table, its complexity, the reasons for more or less."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from clauseway.rules.audit_steps import Span, Step
from clauseway.rules.rulebook import OURS, AuditTimeError, Rulebook, Ruling, Source, Table
from clauseway.rules.table_reading import energy_level, people, read

LEVELS = ("low", "medium", "high")
HUNDRED = 100
_OURS = Source("Clauseway", "our assumption", OURS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One standard and what is known of the organization for it.

    `personnel` is effective; `personnel_low` the least a body could count (None: the same). `complexity` names a column; `business` and `it` are the axes of
    ISO/IEC 27006-1 (complexity stands in for business). Food: `category` and HACCP `studies`. Energy: `energy` is (terajoule a year, kinds of energy,
    significant uses). What is empty is not known: the answer spans what it could be.
    """

    ruling: Ruling
    personnel: int
    personnel_low: int | None = None
    complexity: str = ""
    business: str = ""
    it: str = ""
    category: str = ""
    studies: int = 1
    energy: tuple[Fraction, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Percent of the table value more (positive) or less (negative), and why."""

    percent: Fraction
    because: str


@dataclass(frozen=True, slots=True)
class StandardTime:
    """One standard alone, not rounded. `table`: what changes are counted from; `floor`: the least the limit of reduction leaves of it."""

    name: str
    span: Span
    table: Fraction
    floor: Fraction
    steps: tuple[Step, ...]


def changed(book: Rulebook, changes: Sequence[Change]) -> tuple[Fraction, Fraction]:
    """All reductions and all increases as shares. Raises AuditTimeError: reason-missing, reduction-beyond-limit, increase-absurd."""
    for change in changes:
        if change.percent and len(change.because.strip()) < 3:
            raise AuditTimeError("reason-missing", "because", percent=change.percent)
    less = sum((-change.percent for change in changes if change.percent < 0), Fraction(0)) / HUNDRED
    more = sum((change.percent for change in changes if change.percent > 0), Fraction(0)) / HUNDRED
    limit = book.value("reduction")
    if less > limit:
        raise AuditTimeError("reduction-beyond-limit", "reduce", given=less * HUNDRED, limit=limit * HUNDRED)
    if more > 10:
        raise AuditTimeError("increase-absurd", "increase", given=more * HUNDRED)
    return less, more


def standard_time(book: Rulebook, asked: Asked, changes: Sequence[Change] = ()) -> StandardTime:
    """The time of one standard alone. Raises AuditTimeError (also: complexity-unknown, complexity-special, category-unknown, studies-none)."""
    people(asked.personnel)
    if asked.personnel_low is not None:
        people(asked.personnel_low)
    less, more = changed(book, changes)
    steps: list[Step] = []
    table = book.tables[asked.ruling.table]
    value, columns = _value(book, table, asked, steps)
    axis = _axes(book, table, asked, value, steps)
    limit = book.value("reduction")
    if less - min(axis.likely, Fraction(0)) > limit:
        by_axes = max(-axis.likely, Fraction(0)) * HUNDRED
        raise AuditTimeError(
            "reduction-beyond-limit", "reduce", given=less * HUNDRED + by_axes, limit=limit * HUNDRED, axes=by_axes
        )
    likely = value * (1 + axis.likely)
    for change in changes:
        if change.percent:
            likely += value * change.percent / HUNDRED
            steps.append(_changed(book, asked.ruling, change, likely))
    column_values = [_days(table, asked, asked.personnel, column) for column in columns]
    lines = [_line(table, asked, column) for column in columns]
    highest = max(axis.high, axis.likely + book.value("room_up")) + more
    low = min(lines) * (1 - limit)
    steps.append(_span_step(asked.ruling, "line", min(lines), table, book))
    span = Span(min(low, likely), likely, max(likely, max(column_values) * (1 + highest)))
    return StandardTime(asked.ruling.name, span, value, value * (1 - limit), tuple(steps))


def _changed(book: Rulebook, ruling: Ruling, change: Change, days: Fraction) -> Step:
    rule = "reduction" if change.percent < 0 else "increase"
    inputs = (("percent", abs(change.percent)), ("because", change.because.strip()), ("limit", book.value("reduction")))
    return Step(rule, ruling.name, inputs, days, "days", book.source("reduction"))


def _span_step(ruling: Ruling, rule: str, days: Fraction, table: Table, book: Rulebook) -> Step:
    inputs = (("limit", book.value("reduction")), ("room", book.value("room_up")))
    return Step(rule, ruling.name, inputs, days, "days", table.source)


def _columns(table: Table, asked: Asked, steps: list[Step]) -> tuple[str, tuple[str, ...]]:
    """The column that is read and every column it could be."""
    name = asked.ruling.name
    if table.kind == "food":
        return _category(table, asked, steps)
    if len(table.columns) == 1:
        if asked.complexity and table.kind == "bands":
            steps.append(Step("one-column", name, (("complexity", asked.complexity),), Fraction(0), "", table.source))
        return table.columns[0], table.columns
    level = asked.complexity
    if table.complexity is not None and asked.energy is not None:
        index, level, _factors = energy_level(table.complexity, *asked.energy)
        given = (("energy", asked.energy[0]), ("types", asked.energy[1]), ("uses", asked.energy[2]), ("level", level))
        steps.append(Step("energy-complexity", name, given, index, "index", table.source))
    if level == "special":
        raise AuditTimeError("complexity-special", "complexity", name=name)
    if level and level not in table.columns:
        raise AuditTimeError("complexity-unknown", "complexity", name=name, columns=", ".join(table.columns))
    if level:
        return level, (level,)
    usual = asked.ruling.usual or "medium"
    steps.append(Step("complexity-unknown", name, (("usual", usual),), Fraction(0), "", _OURS, assumed=True))
    return usual, table.columns


def _category(table: Table, asked: Asked, steps: list[Step]) -> tuple[str, tuple[str, ...]]:
    if asked.studies < 1:
        raise AuditTimeError("studies-none", "studies")
    if asked.category:
        letter = asked.category.strip().upper()[:1]
        if letter not in table.columns:
            raise AuditTimeError("category-unknown", "category", categories=", ".join(table.columns))
        return letter, (letter,)
    steps.append(Step("category-unknown", asked.ruling.name, (("usual", table.usual),), Fraction(0), "", _OURS, True))
    return table.usual, table.columns


def _days(table: Table, asked: Asked, personnel: int, column: str) -> Fraction:
    return read(table, personnel, column).days + _food(table, asked, column)


def _line(table: Table, asked: Asked, column: str) -> Fraction:
    return read(table, asked.personnel_low or asked.personnel, column).line + _food(table, asked, column)


def _food(table: Table, asked: Asked, column: str) -> Fraction:
    """TD and TH of a food-chain category; nothing for other tables."""
    if table.base is None or table.study is None:
        return Fraction(0)
    return table.base[column] + (asked.studies - 1) * table.study[column]


def _value(book: Rulebook, table: Table, asked: Asked, steps: list[Step]) -> tuple[Fraction, tuple[str, ...]]:
    """The table's days of the column that is read, with their step, and every column it could be."""
    source = book.source_of(asked.ruling)
    column, columns = _columns(table, asked, steps)
    reading = read(table, asked.personnel, column)
    value = reading.days + _food(table, asked, column)
    inputs: list[tuple[str, str | int | Fraction]] = [("personnel", asked.personnel), ("from", reading.band[0])]
    inputs += [("to", reading.band[1])] if reading.band[1] is not None else []
    inputs += [("column", column)] if len(table.columns) > 1 else []
    inputs += [("proxy", "proxy")] if asked.ruling.proxy else []
    if table.base is not None and table.study is not None:
        inputs += [("base", table.base[column]), ("studies", asked.studies), ("by_people", reading.days)]
    rule = "food" if table.base is not None else "progression" if reading.beyond else "table"
    if reading.beyond:
        source = source.as_(OURS)
    assumed = bool(steps) and steps[-1].assumed
    steps.append(Step(rule, asked.ruling.name, tuple(inputs), value, "days", source, assumed=assumed))
    return value, columns


def _axes(book: Rulebook, table: Table, asked: Asked, value: Fraction, steps: list[Step]) -> Span:
    """Shares of the table value by business and IT complexity; not stated: medium is expected and everything is possible."""
    if not table.axes:
        return Span(Fraction(0), Fraction(0), Fraction(0))
    business = asked.business or asked.complexity
    for field, level in (("business_complexity", business), ("it_complexity", asked.it)):
        if level and level not in LEVELS:
            raise AuditTimeError("complexity-unknown", field, name=asked.ruling.name, columns=", ".join(LEVELS))
    cells = [
        table.axes[row][column]
        for row in ((business,) if business else LEVELS)
        for column in ((asked.it,) if asked.it else LEVELS)
    ]
    least, most = table.axes[business or "medium"][asked.it or "medium"]
    likely = (least + most) / 2 / HUNDRED
    inputs: tuple[tuple[str, str | Fraction], ...] = (
        ("business", business or "medium"),
        ("it", asked.it or "medium"),
        ("least", least),
        ("most", most),
        ("share", likely),
    )
    known = bool(business and asked.it)
    source = book.source_of(asked.ruling)
    days = value * (1 + likely)
    steps.append(Step("axes", asked.ruling.name, inputs, days, "days", source, assumed=not known))
    low, high = (pick(cell[place] for cell in cells) for place, pick in ((0, min), (1, max)))
    return Span(low / HUNDRED, likely, high / HUNDRED)
