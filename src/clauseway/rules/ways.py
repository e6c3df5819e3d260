"""Comply or certify, alone or with help: the ways side by side, with what each costs, how long it takes, and whether it fits what was asked. Pure.

Money and hours are `rules.cost`'s for the certificate alone; a way leaves out what it does not need (the body) and moves hours to somebody else (a consultant,
a tool). Every figure is a span; the shares are our assumptions and stand in the book with their source.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from clauseway.rules.audit_steps import NOTHING, Span
from clauseway.rules.choosing import ADVISED, ASK, CERTIFY, COMPLY, DEMANDED, Chosen
from clauseway.rules.cost import BODY, HOURS, YEARS, Cost, Rates

ALONE, CONSULTANT, TOOL = "alone", "consultant", "tool"
GOALS = (COMPLY, CERTIFY)
HELPS = (ALONE, CONSULTANT, TOOL)
ATTENDING = "attending"
WEEKS = Fraction(52, 12)
FITS, DOES_NOT, ASK_FIRST = "fits", "does-not", "ask-first"


@dataclass(frozen=True, slots=True)
class Help:
    """Somebody or something that helps: what share of one's own hours of each kind is left (1 where not named).

    `outside`: hours of the helper for each hour saved; `day_rate`: its day as a share of the body's; `fee`: a year's fee in hours of one's own people, a
    measure of money that needs no currency; `learning`: hours of one's own people, once.
    """

    own: Mapping[str, Fraction]
    outside: Span = NOTHING
    day_rate: Span = NOTHING
    hours_a_day: Fraction = Fraction(8)
    fee: Span = NOTHING
    learning: Span = NOTHING


@dataclass(frozen=True, slots=True)
class WaysBook:
    """The assumptions. `week`: hours a week one's people give together, least + root x square root of the people; `closing`: months besides the work."""

    helps: Mapping[str, Help]
    week: tuple[Fraction, Fraction]
    closing: Mapping[str, Span]
    least_months: Fraction
    source: str

    def hours_a_week(self, people: int) -> Fraction:
        """Our assumption until the organization states its own; to half an hour."""
        least, root = self.week
        return Fraction(round((least + root * Fraction(math.sqrt(people))) * 2), 2)


@dataclass(frozen=True, slots=True)
class Way:
    """One way over three years: `body`, `outside`, `inside` are money, `hours` all own hours, of them `until` it is reached, in so many `months`.

    `upkeep`: own hours of a year after that.
    """

    goal: str
    help: str
    body: Span
    outside: Span
    inside: Span
    hours: Span
    until: Span
    upkeep: Span
    months: Span

    @property
    def money(self) -> Span:
        return self.body.plus(self.outside).plus(self.inside)

    @property
    def paid(self) -> Span:
        """What leaves the house: the body's and the helper's invoices."""
        return self.body.plus(self.outside)


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether a goal fits what was asked: `standards` are those it is told of."""

    goal: str
    verdict: str
    code: str
    standards: tuple[str, ...]


def ways(book: WaysBook, cost: Cost, rates: Rates, hours_a_week: Fraction) -> tuple[Way, ...]:
    """Every goal with every help. Raises ValueError when nobody gives an hour."""
    if hours_a_week <= 0:
        raise ValueError("hours_a_week must be above nothing")
    return tuple(_way(book, cost, rates, goal, help_, hours_a_week) for goal in GOALS for help_ in HELPS)


def _way(book: WaysBook, cost: Cost, rates: Rates, goal: str, name: str, hours_a_week: Fraction) -> Way:
    help_ = book.helps[name]
    yearly = [_own(cost, help_, goal, year) for year in YEARS]
    hours = yearly[0].plus(help_.learning).plus(yearly[1]).plus(yearly[2])
    until = yearly[0].plus(help_.learning)
    saved = _saved(cost, help_, goal)
    outside = _outside(help_, rates, saved).plus(help_.fee.times(rates.hour * len(YEARS)))
    return Way(
        goal=goal,
        help=name,
        body=cost.money(what=BODY) if goal == CERTIFY else NOTHING,
        outside=outside,
        inside=hours.times(rates.hour),
        hours=hours,
        until=until,
        upkeep=Span(
            *(min(a, b) if side == 0 else max(a, b) for side, (a, b) in enumerate(_pairs(yearly[1], yearly[2])))
        ),
        months=_months(book, goal, until, hours_a_week),
    )


def _pairs(one: Span, other: Span) -> tuple[tuple[Fraction, Fraction], ...]:
    return ((one.low, other.low), (one.likely, other.likely), (one.high, other.high))


def _kinds(cost: Cost, goal: str) -> list[str]:
    kinds = dict.fromkeys(line.kind for line in cost.lines if line.what == HOURS)
    return [kind for kind in kinds if goal == CERTIFY or kind != ATTENDING]


def _own(cost: Cost, help_: Help, goal: str, year: int) -> Span:
    """One's own hours of a year: those of the cost, less what the helper takes over; nobody attends an audit that is not held."""
    found = NOTHING
    for kind in _kinds(cost, goal):
        found = found.plus(cost.hours(year=year, kind=kind).times(help_.own.get(kind, Fraction(1))))
    return found


def _saved(cost: Cost, help_: Help, goal: str) -> Span:
    found = NOTHING
    for kind in _kinds(cost, goal):
        found = found.plus(cost.hours(kind=kind).times(1 - help_.own.get(kind, Fraction(1))))
    return found


def _outside(help_: Help, rates: Rates, saved: Span) -> Span:
    """The helper's invoice: its hours for what it saves, at its day."""

    def at(hours: Fraction, share: Fraction, rate: Fraction, day: Fraction) -> Fraction:
        return hours * share / help_.hours_a_day * rate * day

    share, rate, day = help_.outside, help_.day_rate, rates.day
    return Span(
        at(saved.low, share.low, rate.low, day.low),
        at(saved.likely, share.likely, rate.likely, day.likely),
        at(saved.high, share.high, rate.high, day.high),
    )


def _months(book: WaysBook, goal: str, until: Span, hours_a_week: Fraction) -> Span:
    """The work at the pace one's people can give, and what takes its time besides; never less than there is something to look back on."""
    work = until.times(1 / (hours_a_week * WEEKS))
    found = work.plus(book.closing[goal])
    least = book.least_months + (book.closing[goal].low if goal == CERTIFY else 0)
    return Span(max(found.low, least), max(found.likely, least), max(found.high, least))


def fits(chosen: Chosen | None) -> tuple[Fit, ...]:
    """What the interview says about complying and certifying; without an interview nothing is said."""
    if chosen is None:
        return ()
    asked = tuple(one.standard for one in chosen.first if one.level == DEMANDED and one.how == CERTIFY)
    ask = tuple(one.standard for one in chosen.first if one.how == ASK)
    free = tuple(one.standard for one in chosen.first if one.level == ADVISED and one.how == COMPLY)
    found = []
    if asked:
        found += [Fit(COMPLY, DOES_NOT, "named", asked), Fit(CERTIFY, FITS, "named", asked)]
    if ask:
        found.append(Fit(CERTIFY, ASK_FIRST, "pointed-to", ask))
    if free:
        found += [Fit(COMPLY, FITS, "nobody-asks", free)]
    return tuple(found)
