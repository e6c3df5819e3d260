"""What a certificate costs over three years: the body's money from audit days and rates, and the hours of one's own people away from other duties.

Audit days are the rules' (`audit_time`); rates are the organization's or, until it states them, ours; hours are our assumption, with a wide span. No
consultant, tool or mended gap is in it.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from clauseway.rules.audit_steps import Input, Span, exactly, total
from clauseway.rules.audit_time import AuditTime, Request, audit_time
from clauseway.rules.rulebook import AuditTimeError, Rulebook, Source, weakest
from clauseway.rules.standard_time import Change

NONE, SOME, MATURE = "none", "some", "mature"
MATURITIES = (NONE, SOME, MATURE)
"""Nothing is there; documents and habits are there; the system works."""
YEARS = (1, 2, 3)
BODY, HOURS = "body", "hours"


@dataclass(frozen=True, slots=True)
class Rates:
    """Money, in one currency: the body's day, its fee for the application, a yearly fee, travel per audit day, an hour of one's own people."""

    currency: str
    day: Span
    application: Fraction
    yearly: Fraction
    travel: Fraction
    hour: Fraction
    source: Source
    ours: bool = True


@dataclass(frozen=True, slots=True)
class Effort:
    """One kind of internal hours: (fixed + root x sqrt(people) + head x people) x maturity; `again`: the share in each later year.

    `later`: it begins with the certificate.
    """

    fixed: Fraction
    root: Fraction
    head: Fraction
    maturity: Mapping[str, Fraction]
    again: Fraction
    later: bool = False


@dataclass(frozen=True, slots=True)
class Efforts:
    """Everything the hours are computed from, with its one source."""

    kinds: Mapping[str, Effort]
    per_audit_day: Fraction
    complexity: Mapping[str, Fraction]
    weights: Mapping[str, Fraction]
    integrated: Fraction
    separate: Fraction
    spread: tuple[Fraction, Fraction]
    mature_cut: Fraction
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The organization: people (heads), how complex (empty: not known), how mature, and whether several standards are one system."""

    people: int
    complexity: str = ""
    maturity: str = NONE
    integrated: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of one year: `what` (body or hours), its kind, money and, for one's own people, hours; what went in and where it stands."""

    year: int
    what: str
    kind: str
    money: Span
    hours: Span | None
    inputs: tuple[Input, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Cost:
    """Three years, line by line. Year 1 ends with the certificate; recertification belongs to the next three years and stands apart."""

    currency: str
    lines: tuple[Line, ...]
    recertification: Span

    def money(self, *, year: int | None = None, what: str = "", kind: str = "") -> Span:
        return total([line.money for line in self._some(year, what, kind)])

    def hours(self, *, year: int | None = None, kind: str = "") -> Span:
        return total([line.hours for line in self._some(year, HOURS, kind) if line.hours is not None])

    def _some(self, year: int | None, what: str, kind: str) -> list[Line]:
        return [
            line
            for line in self.lines
            if year in (None, line.year) and what in ("", line.what) and kind in ("", line.kind)
        ]

    @property
    def fee(self) -> Span:
        """The body's fee up to the certificate, without travel."""
        return self.money(year=1, what=BODY, kind="audit").plus(self.money(year=1, what=BODY, kind="application"))

    @property
    def project(self) -> Span:
        """Everything up to the certificate."""
        return self.money(year=1)

    @property
    def confidence(self) -> str:
        return weakest(line.source.confidence for line in self.lines)


def with_maturity(
    book: Rulebook, efforts: Efforts, request: Request, maturity: str, because: str
) -> tuple[AuditTime, Request]:
    """Audit time with what a body may take off for a system that works, unless other reductions are stated or the limit leaves no room."""
    if maturity != MATURE or any(change.percent < 0 for change in request.changes):
        return audit_time(book, request), request
    lighter = replace(request, changes=(*request.changes, Change(-efforts.mature_cut, because)))
    try:
        return audit_time(book, lighter), lighter
    except AuditTimeError as error:
        if error.code != "reduction-beyond-limit":
            raise
        return audit_time(book, request), request


def cost(efforts: Efforts, rates: Rates, time: AuditTime, standards: Sequence[str], situation: Situation) -> Cost:
    """Three years of money and hours. `standards` are the keys of the rulings.

    Raises AuditTimeError: people-none, maturity-unknown, complexity-unknown, standard-missing, rate-negative, rate-order.
    """
    _check(efforts, rates, standards, situation)
    lines: list[Line] = []
    for year in YEARS:
        days = time.initial if year == 1 else time.surveillance
        lines += _body(rates, year, days)
        lines += _inside(efforts, rates, year, days, standards, situation)
    return Cost(rates.currency, tuple(lines), _priced(time.recertification, rates.day))


def _check(efforts: Efforts, rates: Rates, standards: Sequence[str], situation: Situation) -> None:
    if situation.people < 1:
        raise AuditTimeError("people-none", "personnel", given=situation.people)
    if situation.maturity not in MATURITIES:
        raise AuditTimeError("maturity-unknown", "maturity", known=", ".join(MATURITIES))
    if situation.complexity and situation.complexity not in efforts.complexity:
        raise AuditTimeError("complexity-unknown", "complexity", name="", columns=", ".join(efforts.complexity))
    if not standards:
        raise AuditTimeError("standard-missing", "standard")
    check_rates(rates)


def check_rates(rates: Rates) -> None:
    """Raises AuditTimeError: rate-negative, rate-order."""
    for field in ("application", "yearly", "travel", "hour"):
        if getattr(rates, field) < 0:
            raise AuditTimeError("rate-negative", field)
    if rates.day.low < 0:
        raise AuditTimeError("rate-negative", "day_low")
    if not rates.day.low <= rates.day.likely <= rates.day.high:
        raise AuditTimeError("rate-order", "day_likely")


def _priced(amount: Span, price: Span) -> Span:
    return Span(amount.low * price.low, amount.likely * price.likely, amount.high * price.high)


def _body(rates: Rates, year: int, days: Span) -> list[Line]:
    """The body's lines of a year. The application is paid once; the yearly fee begins with the certificate."""
    inputs: tuple[Input, ...] = (("days", days.likely), ("rate", rates.day.likely))
    made = [Line(year, BODY, "audit", _priced(days, rates.day), None, inputs, rates.source)]
    kind, fee = ("application", rates.application) if year == 1 else ("yearly", rates.yearly)
    made.append(Line(year, BODY, kind, exactly(fee), None, (), rates.source))
    travel: tuple[Input, ...] = (("days", days.likely), ("rate", rates.travel))
    made.append(Line(year, BODY, "travel", days.times(rates.travel), None, travel, rates.source))
    return made


def _inside(
    efforts: Efforts, rates: Rates, year: int, days: Span, standards: Sequence[str], situation: Situation
) -> list[Line]:
    """The hours of one's own people in a year, priced."""
    weight = _weight(efforts, standards, situation.integrated)
    made = []
    for kind, effort in efforts.kinds.items():
        share = effort.again if year > 1 else Fraction(0) if effort.later else Fraction(1)
        if not share:
            continue
        plain = effort.fixed + effort.root * _root(situation.people) + effort.head * situation.people
        maturity = effort.maturity[situation.maturity] if year == 1 or effort.later else Fraction(1)
        likely = plain * weight * maturity * share
        hours = _spread(efforts, likely, situation.complexity)
        inputs: tuple[Input, ...] = (
            ("people", situation.people),
            ("base", plain),
            ("standards", weight),
            ("complexity", efforts.complexity[situation.complexity or "medium"]),
            ("maturity", maturity),
            ("share", share),
        )
        made.append(Line(year, HOURS, kind, hours.times(rates.hour), hours, inputs, efforts.source))
    with_body = days.times(efforts.per_audit_day)
    inputs = (("days", days.likely), ("per_day", efforts.per_audit_day))
    made.append(Line(year, HOURS, "attending", with_body.times(rates.hour), with_body, inputs, efforts.source))
    return made


def _spread(efforts: Efforts, likely: Fraction, complexity: str) -> Span:
    """From least to most; a complexity that is not known widens it from the lightest to the heaviest."""
    low, high = efforts.spread
    if complexity:
        return Span(low, Fraction(1), high).times(likely * efforts.complexity[complexity])
    lightest, heaviest = min(efforts.complexity.values()), max(efforts.complexity.values())
    return Span(low * lightest, efforts.complexity["medium"], high * heaviest).times(likely)


def _weight(efforts: Efforts, standards: Sequence[str], integrated: bool) -> Fraction:
    """The heaviest standard whole, each further one by the share that is not common."""
    weights = sorted((efforts.weights.get(standard, Fraction(1)) for standard in standards), reverse=True)
    further = efforts.integrated if integrated else efforts.separate
    return weights[0] + further * sum(weights[1:], Fraction(0))


def _root(people: int) -> Fraction:
    """The square root to two decimals."""
    return Fraction(math.isqrt(people * 10_000), 100)
