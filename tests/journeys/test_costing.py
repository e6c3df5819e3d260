"""Cost and time with a browser: what is known is there, one changes it, shares the address, states own rates; accessible at a desk and on a phone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from .conftest import MANAGER, Visitor
from .steps import fill, submit
from .test_every_page import overflow, violations

pytestmark = pytest.mark.journey


def organization(visitor: Visitor) -> str:
    """The address of the organization, from the address of the first page."""
    found = re.match(r"https?://[^/]+(/o/[^/]+)/", visitor.home)
    assert found
    return found.group(1)


@pytest.fixture
def manager(visitor: Visitor) -> Iterator[Visitor]:
    """The manager at the page; whatever was stated as a rate is given up again."""
    visitor.sign_in(MANAGER)
    yield visitor
    visitor.go(f"{organization(visitor)}/cost/rates/")
    button = visitor.page.locator("main").get_by_role("button", name="Give them up")
    if button.count():
        button.click()
        visitor.page.locator("[data-confirm-yes]").click()
        visitor.page.wait_for_load_state()


def test_from_what_is_known_to_an_address_that_can_be_shared(manager: Visitor) -> None:
    page, home = manager.page, organization(manager)
    assert manager.go(f"{home}/cost/") == 200
    expect(page.locator(".costing__about")).to_contain_text("ISO 9001, ISO/IEC 27001")
    expect(page.locator("h2", has_text="How we come to it")).to_be_visible()
    before = page.locator(".stat b").first.inner_text()
    fill(page, personnel="400", maturity="mature")
    page.get_by_text("Reasons for more or less audit time").click()
    fill(page, more="10", more_because="two languages")
    submit(page, "Compute")
    assert "more_because=two+languages" in page.url
    expect(page.locator(".costing__about")).to_contain_text("400 people")
    expect(page.locator(".costing__steps")).to_contain_text("10 percent of the table value: two languages")
    assert page.locator(".stat b").first.inner_text() != before
    manager.picture("cost")
    page.goto(page.url)
    expect(page.locator("[name=more_because]")).to_have_value("two languages")
    assert manager.errors == []


def test_a_reduction_without_a_reason_is_refused_at_its_field(manager: Visitor) -> None:
    page = manager.page
    manager.go(f"{organization(manager)}/cost/?standards=iso-9001&personnel=50&less=15")
    field = page.locator("[name=less_because]")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[name=less]")).to_have_value("15")
    field.fill("the body has known us for years")
    submit(page, "Compute")
    expect(page.locator("main")).to_contain_text("15 percent of the table value: the body has known us for years")


def test_rates_of_a_quotation_are_used(manager: Visitor) -> None:
    page, home = manager.page, organization(manager)
    manager.go(f"{home}/cost/rates/")
    fill(page, currency="DKK", day_low="9000", day_likely="9500", day_high="9900")
    fill(page, application="2000", yearly="1000", travel="900", hour="480")
    submit(page, "Use these")
    expect(page.locator(".toast").first).to_contain_text("Your rates are used from now on")
    expect(page.locator(".costing .table")).to_contain_text("DKK")
    manager.picture("cost-rates")


@pytest.mark.parametrize(
    "path", ["cost/", "cost/rates/", "cost/?standards=iso-14001&standards=iso-22000&personnel=90&sites=30"]
)
def test_it_is_accessible_and_fits(manager: Visitor, on_phone: Visitor, path: str) -> None:
    """Light at a desk and dark on a phone: no axe violation, nothing too wide, no complaint of the console."""
    on_phone.sign_in(MANAGER)
    problems = []
    for who in (manager, on_phone):
        assert who.go(f"{organization(who)}/{path}") == 200
        problems += violations(who)
        problems += [f"{overflow(who)} px too wide"] if overflow(who) > 0 else []
        problems += who.errors
    assert problems == []
