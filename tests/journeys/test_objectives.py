"""An objective that is missed, found out from an indicator, and answered: on a phone for the value, at a desk for the rest."""

import datetime as dt
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from .conftest import MANAGER, Visitor
from .steps import fill, submit

pytestmark = pytest.mark.journey


def test_a_value_entered_on_a_phone_is_on_the_chart(on_phone: Visitor) -> None:
    on_phone.sign_in(MANAGER)
    page = on_phone.page
    on_phone.go("indicators/")
    on_phone.picture("80-indicators-dark")
    page.get_by_role("link", name="Orders on the promised day").first.click()
    page.get_by_role("link", name="Enter a value", exact=True).first.click()
    fill(page, value="88,5")
    submit(page, "Save")
    expect(page.get_by_text("88.5 %").first).to_be_visible()
    assert page.locator("svg.run__plot").get_attribute("role") == "img"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    on_phone.picture("81-indicator-dark")
    assert not on_phone.errors


def test_an_objective_is_planned_missed_and_answered(visitor: Visitor) -> None:
    visitor.sign_in(MANAGER)
    page, today = visitor.page, dt.date.today().isoformat()
    name = f"Answer within a day {uuid4().hex[:6]}"
    visitor.go("objectives/new/")
    fill(page, name=name, measure="Share of enquiries", evaluation="Monthly meeting", value="95", due_on=today)
    visitor.picture("82-objective-form")
    submit(page, "Add")
    expect(page.get_by_text("it lacks an owner")).to_be_visible()
    page.get_by_role("link", name="Check in", exact=True).click()
    fill(page, value="90", finding="Two people were away", response="A third one is trained", response_due=today)
    submit(page, "Save")
    expect(page.get_by_text("missed, acted on").first).to_be_visible()
    page.get_by_role("button", name="It is done").first.click()
    expect(page.get_by_text("done", exact=False).first).to_be_visible()
    visitor.picture("83-objective")
    visitor.go("objectives/")
    expect(page.get_by_role("link", name=name)).to_be_visible()
    visitor.picture("84-objectives")
    visitor.go("indicators/")
    page.get_by_role("link", name="Rejects in assembly").first.click()
    visitor.picture("85-indicator")
    page.get_by_role("link", name="All values").click()
    visitor.picture("86-indicator-all")
    assert not visitor.errors
