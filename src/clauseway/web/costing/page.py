"""Values of the page of cost and time."""

from dataclasses import dataclass

from clauseway.web.charts import Range
from clauseway.web.components import Empty, Field, Link, Stat


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form. `title` empty: always open."""

    title: str
    open: bool
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step: what, why, what came out, and where it stands. `sure`: how sure, in words; `sure_code` for the look."""

    title: str
    detail: str
    value: str
    document: str
    place: str
    issue: str
    sure: str
    sure_code: str
    checked_against: tuple[str, ...]
    note: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class StepGroup:
    """The steps of one standard alone, or of all together."""

    title: str
    steps: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True)
class YearRow:
    """A row of the three years: label, note, money per year and together, the range of them together."""

    label: str
    note: str
    years: tuple[str, ...]
    total: str
    range: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Assumption:
    """A figure of money or hours with its sentence, and how sure it is."""

    title: str
    detail: str
    sure: str
    sure_code: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that was computed, in words."""

    about: str
    days: tuple[Stat, ...]
    audits: tuple[Range, ...]
    alone: tuple[Range, ...]
    sites: str
    money: tuple[Stat, ...]
    years: tuple[YearRow, ...]
    years_bars: tuple[Range, ...]
    kinds: tuple[Range, ...]
    groups: tuple[StepGroup, ...]
    assumptions: tuple[Assumption, ...]
    assumed: bool
    sure: str
    currency: str
    fallback: str


@dataclass(frozen=True, slots=True)
class CostPage:
    """The page: the form, and the answer or what to do first."""

    crumbs: tuple[Link, ...]
    sections: tuple[Section, ...]
    fields: tuple[Field, ...]
    errors: tuple[str, ...]
    answer: Answer | None
    empty: Empty | None
    rates: tuple[tuple[str, str], ...]
    rates_ours: bool
    rates_note: str
    rates_href: str
    may_rate: bool
    href: str
