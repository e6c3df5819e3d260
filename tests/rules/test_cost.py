"""What it costs: the published anchors are met, and more people, standards or complexity never make it cheaper."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseway.catalogue.audit_time import rulebook
from clauseway.catalogue.cost import costbook, own
from clauseway.rules.audit_steps import Span
from clauseway.rules.audit_time import Request
from clauseway.rules.cost import BODY, MATURITIES, YEARS, Cost, Situation, cost, with_maturity
from clauseway.rules.rulebook import CONFIDENCES, AuditTimeError
from clauseway.rules.standard_time import Asked

BOOK, COSTS = rulebook(), costbook()


def compute(
    *standards: str,
    people: int = 100,
    maturity: str = "none",
    currency: str = "USD",
    complexity: str = "",
    **known: Any,
) -> Cost:
    rulings = [BOOK.ruling(name) for name in standards or ("iso-9001-2026",)]
    asked = tuple(Asked(ruling=ruling, personnel=people, complexity=complexity) for ruling in rulings)
    time, _request = with_maturity(BOOK, COSTS.efforts, Request(standards=asked), maturity, "the system works")
    rates = known.pop("rates", COSTS.rates_for(currency))
    situation = Situation(people=people, maturity=maturity, complexity=complexity, **known)
    return cost(COSTS.efforts, rates, time, [ruling.standard for ruling in rulings], situation)


def test_the_published_anchor_of_a_small_organization_with_a_mature_system() -> None:
    """About USD 3,100 as a body's fee at up to 25 people."""
    fee = compute(people=25, maturity="mature").fee
    assert fee.likely == pytest.approx(3100, rel=0.05)
    assert fee.low < 3100 < fee.high
    assert compute(people=10, maturity="mature").fee.likely < 3100


@pytest.mark.parametrize("people", [500, 750, 1000])
def test_the_published_anchor_of_a_large_organization_from_nothing(people: int) -> None:
    """USD 75,000 and more for the whole project at 500 to 1,000 people; it can only be the whole project: the fee alone is far below."""
    found = compute(people=people)
    assert found.project.likely >= 75_000
    assert found.fee.likely < 35_000


def test_a_small_project_is_far_from_a_large_one() -> None:
    assert compute(people=25, maturity="mature").project.likely < 15_000


def test_three_years_are_an_initial_audit_and_two_surveillances() -> None:
    """The application is paid once, the yearly fee from the certificate on; recertification stands apart."""
    found = compute(people=20)
    days = [[float(dict(line.inputs)["days"]) for line in found.lines if line.kind == "audit"]]
    assert days == [[3, 1, 1]]
    assert {line.year for line in found.lines if line.kind == "application"} == {1}
    assert {line.year for line in found.lines if line.kind == "yearly"} == {2, 3}
    assert found.recertification.likely == 2 * COSTS.rates["USD"].day.likely


def test_every_figure_has_its_rule_and_every_kind_its_hours() -> None:
    """Building, implementing, analysis, internal audits, training, attending up to the certificate; upkeep after it."""
    found = compute()
    assert all(line.source.document and line.source.confidence in CONFIDENCES for line in found.lines)
    kinds = {year: {line.kind for line in found.lines if line.hours and line.year == year} for year in YEARS}
    assert kinds[1] == {"analysis", "building", "implementing", "training", "internal-audits", "attending"}
    assert kinds[2] == kinds[3] == {"training", "internal-audits", "upkeep", "attending"}
    assert found.confidence == "ours"


def test_a_reduction_that_is_stated_is_not_doubled_by_maturity() -> None:
    """And where the limit leaves no room, maturity takes nothing off."""
    asked = Asked(ruling=BOOK.ruling("iso-27001"), personnel=60, business="low", it="low")
    time, request = with_maturity(BOOK, COSTS.efforts, Request(standards=(asked,)), "mature", "it works")
    assert request.changes == ()
    assert time.initial.likely == 8


def test_rates_of_ones_own_are_ours_no_longer() -> None:
    rates = own(COSTS.rates_for("EUR"), day=Span(Fraction(800), Fraction(800), Fraction(800)))
    found = compute(people=20, rates=rates, currency="EUR")
    assert found.money(year=1, what=BODY, kind="audit").likely == 2400
    assert rates.source.confidence == "checked"
    assert not rates.ours


def test_a_currency_without_figures_is_shown_in_another() -> None:
    assert COSTS.rates_for("CHF").currency == "EUR"


@pytest.mark.parametrize(
    ("situation", "code"),
    [
        ({"people": 0}, "people-none"),
        ({"maturity": "ancient"}, "maturity-unknown"),
        ({"complexity": "huge"}, "complexity-unknown"),
    ],
)
def test_a_situation_that_cannot_be(situation: dict[str, Any], code: str) -> None:
    time, _request = with_maturity(
        BOOK, COSTS.efforts, Request(standards=(Asked(ruling=BOOK.ruling("iso-9001"), personnel=9),)), "none", ""
    )
    with pytest.raises(AuditTimeError) as refused:
        cost(COSTS.efforts, COSTS.rates_for("EUR"), time, ["iso-9001"], Situation(**{"people": 9, **situation}))
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"hour": Fraction(-1)}, "rate-negative"),
        ({"day": Span(Fraction(-1), Fraction(1), Fraction(1))}, "rate-negative"),
        ({"day": Span(Fraction(5), Fraction(1), Fraction(9))}, "rate-order"),
    ],
)
def test_rates_that_cannot_be(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(AuditTimeError) as refused:
        compute(rates=replace(COSTS.rates_for("EUR"), **changes))
    assert refused.value.code == code


STANDARDS = st.lists(st.sampled_from(sorted(BOOK.rulings)), min_size=1, max_size=4, unique=True)


@given(STANDARDS, st.integers(1, 20_000), st.integers(0, 400), st.sampled_from(MATURITIES))
def test_more_people_never_cost_less(standards: list[str], people: int, further: int, maturity: str) -> None:
    before = compute(*standards, people=people, maturity=maturity)
    after = compute(*standards, people=people + further, maturity=maturity)
    assert before.money().likely <= after.money().likely
    assert before.hours().likely <= after.hours().likely
    for span in (before.money(), before.hours(), before.fee, before.project):
        assert 0 < span.low <= span.likely <= span.high


@given(STANDARDS, st.sampled_from(sorted(BOOK.rulings)), st.integers(1, 3000))
def test_a_further_standard_never_costs_less(standards: list[str], further: str, people: int) -> None:
    more = sorted({*standards, further})
    assert compute(*standards, people=people).money().likely <= compute(*more, people=people).money().likely


@given(st.integers(1, 3000))
def test_what_is_there_already_is_not_built_again(people: int) -> None:
    nothing, some, mature = (compute(people=people, maturity=m).project.likely for m in MATURITIES)
    assert nothing >= some >= mature
