"""Laws of the ways: a certificate never costs or takes less than complying, help never adds to the hours it takes over, and fits follow what was named."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseway.catalogue.audit_time import rulebook
from clauseway.catalogue.choosing import FILE, read_choosing
from clauseway.catalogue.content import folder
from clauseway.catalogue.cost import costbook
from clauseway.rules.audit_request import Described, request_of
from clauseway.rules.audit_steps import Span
from clauseway.rules.benefits import outcome
from clauseway.rules.choosing import CERTIFY, COMPLY, choose
from clauseway.rules.cost import MATURITIES, Situation, cost, with_maturity
from clauseway.rules.ways import ALONE, ASK_FIRST, CONSULTANT, DOES_NOT, FITS, GOALS, HELPS, TOOL, Way, fits, ways

CHOOSING = read_choosing(folder() / FILE)
STANDARDS = ("iso-9001", "iso-14001", "iso-27001", "iso-45001")


def found(standards: tuple[str, ...], people: int, maturity: str, hours: int) -> dict[tuple[str, str], Way]:
    costs = costbook()
    rates = costs.rates_for("EUR")
    request, _steps = request_of(rulebook(), Described(standards=standards, heads=people))
    time, request = with_maturity(rulebook(), costs.efforts, request, maturity, "it works")
    keys = [one.ruling.standard for one in request.standards]
    total = cost(costs.efforts, rates, time, keys, Situation(people=people, maturity=maturity))
    return {(way.goal, way.help): way for way in ways(CHOOSING.ways, total, rates, Fraction(hours))}


situations = st.tuples(
    st.lists(st.sampled_from(STANDARDS), min_size=1, max_size=3, unique=True).map(tuple),
    st.integers(1, 3000),
    st.sampled_from(MATURITIES),
    st.integers(2, 200),
)


def at_most(one: Span, other: Span) -> bool:
    return one.low <= other.low and one.likely <= other.likely and one.high <= other.high


@given(situations)
def test_a_certificate_never_costs_or_takes_less(asked: tuple[tuple[str, ...], int, str, int]) -> None:
    every = found(*asked)
    assert set(every) == {(goal, help_) for goal in GOALS for help_ in HELPS}
    for help_ in HELPS:
        comply, certify = every[COMPLY, help_], every[CERTIFY, help_]
        assert at_most(comply.money, certify.money)
        assert at_most(comply.months, certify.months)
        assert comply.body.high == 0


@given(situations)
def test_every_span_is_in_order_and_nothing_is_instant(asked: tuple[tuple[str, ...], int, str, int]) -> None:
    for way in found(*asked).values():
        for span in (way.money, way.hours, way.until, way.upkeep, way.months):
            assert 0 <= span.low <= span.likely <= span.high
        assert way.months.low >= CHOOSING.ways.least_months


@given(situations)
def test_a_consultant_takes_hours_and_never_gives_money_back(asked: tuple[tuple[str, ...], int, str, int]) -> None:
    every = found(*asked)
    for goal in GOALS:
        alone, helped, tool = (every[goal, help_] for help_ in (ALONE, CONSULTANT, TOOL))
        assert at_most(helped.until, alone.until)
        assert at_most(alone.paid, helped.paid)
        assert at_most(alone.paid, tool.paid)
        assert at_most(tool.upkeep, alone.upkeep)


def test_more_hours_a_week_make_it_sooner() -> None:
    slow, fast = (found(("iso-9001",), 60, "none", hours)[CERTIFY, ALONE].months for hours in (8, 40))
    assert fast.likely < slow.likely


def test_nobody_gives_an_hour() -> None:
    with pytest.raises(ValueError, match="hours_a_week"):
        found(("iso-9001",), 60, "none", 0)


def test_what_fits_follows_who_asks() -> None:
    chosen = choose(CHOOSING.book, {"customers": ["iso-9001"], "law": ["iso-45001"], "planet": ["permit"]})
    assert [(one.goal, one.verdict, one.standards) for one in fits(chosen)] == [
        (COMPLY, DOES_NOT, ("iso-9001",)),
        (CERTIFY, FITS, ("iso-9001",)),
        (CERTIFY, ASK_FIRST, ("iso-45001",)),
        (COMPLY, FITS, ("iso-14001",)),
    ]
    assert fits(None) == ()


@pytest.mark.parametrize(
    ("direction", "then", "target", "now", "verdict", "share"),
    [
        ("less", 31, 15, 21, "better", 62),
        ("less", 31, 15, 10, "reached", 131),
        ("more", 2, 5, 5, "reached", 100),
        ("more", 2, 5, 2, "same", 0),
        ("more", 2, 5, 1, "worse", 0),
    ],
)
def test_looking_back(direction: str, then: int, target: int, now: int, verdict: str, share: int) -> None:
    came = outcome(direction, Decimal(then), Decimal(target), Decimal(now))
    assert (came.verdict, came.share) == (verdict, share)


def test_a_target_no_better_than_today_cannot_be_judged() -> None:
    with pytest.raises(ValueError, match="better"):
        outcome("less", Decimal(3), Decimal(3), Decimal(1))
