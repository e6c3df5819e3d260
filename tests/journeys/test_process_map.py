"""The process map at work: moved by key, something handed over, a reading taken on a phone and acted on."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from .conftest import MANAGER, PHONE, Visitor

pytestmark = pytest.mark.journey


def test_a_process_is_moved_by_key_and_hands_something_over(visitor: Visitor) -> None:
    """Shift and an arrow put a process after its neighbour; F asks what it hands over, and the map draws it."""
    visitor.sign_in(MANAGER)
    page = visitor.page
    visitor.go("processes/")
    lane = page.locator("[data-map-box][data-lane=core]")
    first, second = (lane.nth(n).get_attribute("data-map-box") for n in (0, 1))
    lane.first.focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(lane.first).to_have_attribute("data-map-box", str(second))
    expect(page.locator(f"[data-map-box='{first}']")).to_be_focused()
    page.keyboard.press("Shift+ArrowLeft")
    expect(lane.first).to_have_attribute("data-map-box", str(first))
    page.keyboard.press("f")
    page.wait_for_url("**/flow/")
    what = f"Price list {uuid4().hex[:4]}"
    page.fill("[name=what]", what)
    page.click("main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("nobody takes it")
    visitor.go("processes/")
    expect(page.locator(".map__lists")).to_contain_text(what)
    visitor.picture("95-process-map")


def test_a_reading_outside_is_taken_on_a_phone_and_acted_on(visitor: Visitor) -> None:
    """The form asks for what the line needs; one outside leads on to what was done about it."""
    visitor.sign_in(MANAGER)
    page = visitor.page
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    visitor.go("processes/")
    page.get_by_role("link", name="Assembly and test", exact=True).locator("visible=true").first.click()
    page.get_by_role("link", name="Sheets and readings").click()
    page.get_by_role("link", name="Read", exact=True).first.click()
    page.fill("[name=value]", "31,5")
    page.click("main form button[type=submit]")
    expect(page.locator("h1")).to_have_text("What did you do about it?")
    page.fill("[name=what]", "Loosened and tightened again")
    page.click("main form button[type=submit]")
    expect(page.locator("#readings")).to_contain_text("31.5")
    assert visitor.errors == []
