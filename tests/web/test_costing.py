"""Cost and time in the browser: prefilled, explained, shared by its address, refused at the field; the organization's own rates."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from clauseway.catalogue.audit_time import rulebook
from clauseway.catalogue.cost import costbook
from clauseway.kernel.context import Context, enter
from clauseway.kernel.refusals import Conflict, Forbidden, Refusal
from clauseway.organization.models import Organization, User
from clauseway.organization.operations import add_site, create_organization
from clauseway.rules.cost import MATURITIES
from clauseway.systems.costs import FIGURES, cost_setting, rates, set_cost_rates
from clauseway.web.costing import saying, words
from clauseway.web.costing.forms import MATURITY

from .office import Office, signed_in

pytestmark = pytest.mark.django_db

NINE = {"standards": "iso-9001", "personnel": "120", "sites": "0"}
OWN = {
    "currency": "CHF",
    "day_low": "1500",
    "day_likely": "1600",
    "day_high": "1700",
    "application": "500",
    "yearly": "300",
    "travel": "100",
    "hour": "80",
}


@pytest.fixture
def office() -> Office:
    return Office()


def ask(office: Office, **asked: Any) -> Any:
    answer = office.client.get(f"{office.home}/cost/?{urlencode({**NINE, **asked}, doseq=True)}")
    office.back()
    return answer


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_what_is_known_is_asked_at_once(office: Office) -> None:
    """The systems' standards, the people and the sites stand in the form, and the answer beside it."""
    for name in ("Centre", "North", "South", "West"):
        add_site(office.context, name=name)
    Organization.objects.filter(id=office.organization.id).update(headcount=64)
    shown = text(office.client.get(f"{office.home}/cost/"))
    assert "ISO 9001, ISO/IEC 27001, 64 people" in shown
    assert 'value="iso-9001" checked' in shown
    assert 'name="sites" ' in shown
    assert "Of 3 sites besides the central function" in shown


def test_before_any_system_exists_it_teaches_and_answers() -> None:
    """Without a standard it says what to state; with one it computes."""
    user = User.objects.create_user("first@example.test", "a long password 1", name="Fina First")
    outside = Context(None, user.id)
    enter(outside)
    organization, context = create_organization(outside, name="Newcomer", founder=user)
    client = signed_in(user)
    first = client.get(f"/o/{organization.slug}/cost/")
    assert first.status_code == 200
    assert "Choose a standard first" in text(first)
    answer = client.get(f"/o/{organization.slug}/cost/?{urlencode(NINE)}")
    assert "ISO 9001, 120 people" in text(answer)
    enter(context)


def test_every_step_stands_with_its_source_and_how_sure_it_is(office: Office) -> None:
    shown = text(ask(office))
    for wanted in ("7 days", "2.5 days", "IAF MD 5:2023", "Annex A, Table QMS 1", "checked", "from memory", "practice"):
        assert wanted in shown
    assert "120 people are in the band from 86 to 125." in shown


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"standards": "iso-27001", "business": "high", "it": "high"}, "Business high, IT high: 20 to 100 percent"),
        ({"standards": ["iso-9001", "iso-14001"], "integration": "80", "ability": "100"}, "20 percent less"),
        ({"standards": ["iso-9001", "iso-14001"]}, "How integrated is not known"),
        ({"sites": "25"}, "5 are visited initially"),
        ({"sites": "25", "different": "on"}, "none stands for another"),
        ({"standards": "iso-13485", "sites": "9"}, "design or make"),
        ({"part_time": "40", "part_hours": "20"}, "40 heads at 50 percent of a full week"),
        ({"standards": "iso-50001", "energy_people": "20"}, "who affect energy performance"),
        ({"standards": "iso-22000", "category": "C", "studies": "3"}, "Category C 1.5 days, 3 HACCP studies"),
        ({"less": "20", "less_because": "the system works"}, "20 percent of the table value: the system works"),
        ({"maturity": "mature"}, "20 percent of the table value"),
        ({"standards": "iso-42001"}, "another table stands in"),
        ({"personnel": "30000"}, "Further bands grow"),
    ],
)
def test_what_is_stated_is_explained(office: Office, asked: dict[str, Any], told: str) -> None:
    answer = ask(office, **asked)
    assert answer.status_code == 200
    assert told in text(answer)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"personnel": "0"}, "state at least 1"),
        ({"personnel": "-4"}, "state at least 1"),
        ({"personnel": "many"}, "Enter a whole number"),
        ({"standards": "iso-31000"}, "iso-31000"),
        ({"less": "20"}, "needs its reason"),
        ({"less": "40", "less_because": "we ask nicely"}, "beyond the limit of 30 percent"),
        ({"part_time": "400"}, "You describe 407 people of 120"),
        ({"sites": "-1"}, "greater than or equal to 0"),
        ({"standards": "iso-45001", "complexity": "limited"}, "does not have this complexity"),
        ({"personnel": "120", "more": "5"}, "needs its reason"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(office: Office, asked: dict[str, Any], told: str) -> None:
    """The reason stands at its field, and the rest of the form is as it was."""
    answer = ask(office, **asked, same_work="7")
    assert answer.status_code == 422
    assert told in text(answer)
    assert 'name="same_work"' in text(answer)
    assert 'value="7"' in text(answer)


def test_a_link_that_names_only_a_standard_asks_it_of_the_organization(office: Office) -> None:
    Organization.objects.filter(id=office.organization.id).update(headcount=30)
    shown = text(office.client.get(f"{office.home}/cost/?standards=iso-14001"))
    assert "ISO 14001, 30 people" in shown


def test_rates_of_ones_own_replace_ours(office: Office) -> None:
    assert "Ours, until you state your own" in text(ask(office))
    answer = office.client.post(f"{office.home}/cost/rates/", OWN)
    office.back()
    assert answer.status_code == 302
    shown = text(ask(office))
    assert "CHF" in shown
    assert "your own figure" in shown
    office.client.post(f"{office.home}/cost/rates/forget/")
    office.back()
    assert cost_setting(office.context) is None
    assert "EUR" in text(ask(office))


def test_a_currency_without_figures_says_so(office: Office) -> None:
    Organization.objects.filter(id=office.organization.id).update(currency="CHF")
    assert "We have no figures in CHF" in text(ask(office))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"day_low": "1800"}, "in that order"),
        ({"hour": "-1"}, "not negative"),
        ({"hour": "plenty"}, "Enter a number"),
        ({"currency": "€"}, "three letters"),
    ],
)
def test_rates_that_cannot_be_are_refused(office: Office, changes: dict[str, str], told: str) -> None:
    answer = office.client.post(f"{office.home}/cost/rates/", {**OWN, **changes})
    office.back()
    assert answer.status_code == 422
    assert told in text(answer)
    assert 'value="300"' in text(answer)
    assert cost_setting(office.context) is None


def test_two_people_who_change_the_rates_see_both(office: Office) -> None:
    figures = {name: OWN[name] for name in FIGURES}
    set_cost_rates(office.context, currency="CHF", **figures)
    with pytest.raises(Conflict):
        set_cost_rates(office.context, currency="EUR", version=0, **figures)
    answer = office.client.post(f"{office.home}/cost/rates/", {**OWN, "hour": "99", "version": "0"})
    office.back()
    assert answer.status_code == 409
    assert "99" in text(answer)
    setting = cost_setting(office.context)
    assert setting
    assert setting.hour == Decimal("80.00")
    assert rates(setting, "EUR").currency == "CHF"


def test_who_may_not_change_the_rates_reads_them(office: Office) -> None:
    office.context = Context(office.context.organization, office.context.user, roles=frozenset({"employee"}))
    with pytest.raises(Forbidden):
        set_cost_rates(office.context, currency="EUR", **{name: OWN[name] for name in FIGURES})


@pytest.mark.parametrize("given", ["NaN", "Infinity", "-1", "1e30", "", None])
def test_money_that_is_none(office: Office, given: Any) -> None:
    with pytest.raises(Refusal):
        set_cost_rates(office.context, currency="EUR", **{**{name: OWN[name] for name in FIGURES}, "yearly": given})


def test_somebody_else_finds_nothing(office: Office) -> None:
    stranger = User.objects.create_user("stranger@example.test", "a long password 1", name="Stan")
    assert signed_in(stranger).get(f"{office.home}/cost/").status_code == 404
    assert Client().get(f"{office.home}/cost/").status_code == 302


def test_every_code_has_its_words() -> None:
    """Each standard, kind of hours, confidence, maturity and step is said in words."""
    assert set(words.standard_names()) == set(rulebook().rulings)
    assert {code for code, _label in MATURITY} == set(MATURITIES)
    for kind in (*costbook().efforts.kinds, "attending", "audit", "application", "yearly", "travel"):
        assert words.kind(kind)
    from clauseway.cli.audit_time import RULES

    assert set(saying.WORDS) == set(RULES)


def test_it_is_read_with_few_statements(office: Office) -> None:
    assert office.statements(f"{office.home}/cost/?{urlencode(NINE)}") <= 12
