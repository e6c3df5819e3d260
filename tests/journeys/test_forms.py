"""A check at the machine: a form that ships is put in use at the desk, filled in on a phone, corrected, and found again."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from .conftest import MANAGER, Visitor

pytestmark = pytest.mark.journey
NAME = f"Check {uuid4().hex[:6]}"


def test_a_form_that_ships_is_put_in_use(visitor: Visitor) -> None:
    visitor.sign_in(MANAGER)
    page = visitor.page
    visitor.go("forms/new/?template=daily-check")
    page.fill("[name=name]", NAME)
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("Guards and emergency stop in order").first).to_be_visible()
    visitor.picture("forms-design")
    page.get_by_role("link", name="Put in use").click()
    page.get_by_role("button", name="Put in use").click()
    expect(page.get_by_role("link", name="Fill in", exact=True)).to_be_visible()
    assert not visitor.errors


def test_it_is_filled_in_with_a_thumb_and_corrected(on_phone: Visitor) -> None:
    """What is missing is asked for, what was typed is still there, and the correction is seen from the old record."""
    visitor = on_phone.sign_in(MANAGER)
    page = visitor.page
    visitor.go(f"forms/?q={NAME.replace(' ', '+')}")
    page.get_by_role("link", name=NAME).first.click()
    page.get_by_role("link", name="Fill in", exact=True).click()
    page.fill("[name=machine]", "Press 4")
    for name, value in (("guards", "yes"), ("clean", "no"), ("result", "fit")):
        page.check(f"[name={name}][value={value}]")
    visitor.picture("forms-fill")
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("Needed because of").first).to_be_visible()
    assert page.input_value("[name=machine]") == "Press 4", "what was typed is still there"
    page.fill("[name=fault]", "Oil under the table")
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("Oil under the table")).to_be_visible()
    visitor.picture("forms-record")
    page.get_by_role("link", name="Correct").click()
    page.fill("[name=reason]", "It was water")
    page.fill("[name=fault]", "Water under the table")
    page.get_by_role("button", name="Put the correction on record").click()
    expect(page.get_by_text("Corrects number 1")).to_be_visible()
    page.get_by_role("link", name="Corrects number 1").click()
    expect(page.get_by_text("Corrected by number 2")).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, "nothing hangs over the edge"
