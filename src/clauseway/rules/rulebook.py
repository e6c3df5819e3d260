"""The tables and figures of audit time as values: what a document says, where, and how sure we are. Read from data by the catalogue and passed in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

CHECKED, PRACTICE, MEMORY, PROXY, OURS, LOW = "checked", "practice", "memory", "proxy", "ours", "low"
CONFIDENCES = (CHECKED, PRACTICE, MEMORY, PROXY, OURS, LOW)
"""From the surest to the least sure: a public source agrees; what bodies do; not looked up; another table stands in; our assumption; to be verified."""

LARGEST = 5_000_000
"""People above this are a slip of the keyboard, not an organization."""


class AuditTimeError(ValueError):
    """What cannot be computed, and why: a stable code, the input at fault and what the sentence needs. A face makes the sentence."""

    def __init__(self, code: str, field: str, **values: object) -> None:
        super().__init__(f"{code} ({field}): {values}" if values else f"{code} ({field})")
        self.code = code
        self.field = field
        self.values = values


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure stands: document, its issue and date, the place in it, how sure we are, against what it was checked."""

    document: str
    place: str
    confidence: str
    issue: str = ""
    date: str = ""
    checked_against: tuple[str, ...] = ()
    note: str = ""

    def as_(self, confidence: str) -> "Source":
        """The same source held with less confidence (never with more)."""
        weaker = weakest((self.confidence, confidence))
        return Source(self.document, self.place, weaker, self.issue, self.date, self.checked_against, self.note)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that holds for every table, with its source."""

    value: Fraction
    says: str
    source: Source


@dataclass(frozen=True, slots=True)
class Band:
    """From so many people to so many (None: open end): days by column."""

    low: int
    high: int | None
    days: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of auditor days. `kind`: bands, axes, energy, food. `extra` is what the kind needs besides (axes, complexity, base, study)."""

    key: str
    kind: str
    source: Source
    columns: tuple[str, ...]
    bands: tuple[Band, ...]
    axes: Mapping[str, Mapping[str, tuple[Fraction, Fraction]]]
    complexity: "EnergyComplexity | None" = None
    base: Mapping[str, Fraction] | None = None
    study: Mapping[str, Fraction] | None = None
    usual: str = ""


@dataclass(frozen=True, slots=True)
class EnergyComplexity:
    """ISO 50003: weights, factor steps as (up to, factor) with None for the open end, and where low ends and high begins."""

    weights: Mapping[str, Fraction]
    factors: Mapping[str, tuple[tuple[Fraction | None, Fraction], ...]]
    low_below: Fraction
    high_above: Fraction


@dataclass(frozen=True, slots=True)
class Ruling:
    """Which table rules a standard, whom it counts (everybody, under-control, energy) and whether its sites may be sampled."""

    standard: str
    name: str
    editions: tuple[str, ...]
    table: str
    counts: str
    sampling: str
    usual: str = ""
    proxy: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """MD 11: percent of the sum that may be cut, by level of integration and ability, both in steps of percent."""

    source: Source
    integration: tuple[int, ...]
    by_ability: Mapping[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything `audit_time` asks: tables and rulings by key, figures by name, schemes ruled elsewhere with the reason."""

    tables: Mapping[str, Table]
    rulings: Mapping[str, Ruling]
    figures: Mapping[str, Figure]
    matrix: Matrix
    elsewhere: Mapping[str, tuple[str, str]]

    def value(self, figure: str) -> Fraction:
        return self.figures[figure].value

    def source(self, figure: str) -> Source:
        return self.figures[figure].source

    def source_of(self, ruling: Ruling) -> Source:
        """The source of a standard's table: a proxy is held with less confidence, and says what is known of the right document."""
        source = self.tables[ruling.table].source
        if not ruling.proxy:
            return source
        note = ruling.note or source.note
        confidence = weakest((source.confidence, PROXY))
        return Source(
            source.document, source.place, confidence, source.issue, source.date, source.checked_against, note
        )

    def ruling(self, name: str) -> Ruling:
        """The ruling of a standard named as people name it: iso-9001-2026, "ISO/IEC 27001:2022", iso-45001.

        Raises AuditTimeError: standard-unknown, edition-unknown, standard-ruled-elsewhere.
        """
        slug = slug_of(name)
        if slug in self.rulings:
            return self.rulings[slug]
        standard, _dash, year = slug.rpartition("-")
        for key in (slug, standard):
            if key in self.elsewhere:
                scheme, why = self.elsewhere[key]
                raise AuditTimeError("standard-ruled-elsewhere", "standard", name=scheme, why=why)
        found = self.rulings.get(standard)
        if found is None:
            raise AuditTimeError("standard-unknown", "standard", name=name[:60])
        if year not in found.editions:
            raise AuditTimeError("edition-unknown", "standard", name=found.name, editions=", ".join(found.editions))
        return found


def slug_of(name: str) -> str:
    """`ISO/IEC 27001:2022` and `iso-27001-2022` are the same."""
    text = name.strip().lower().replace("iso/iec", "iso").replace("iso-iec", "iso")
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in text).split()
    return "-".join(words)


def weakest(confidences: Iterable[str]) -> str:
    """The least sure of several; `checked` when there are none."""
    return max(confidences, key=CONFIDENCES.index, default=CHECKED)
