"""From the palette to everything that holds a word: texts with the word marked, a requirement with what serves it, one kind, and how a standard is judged."""

import pytest
from playwright.sync_api import expect

from .conftest import MANAGER, PHONE, Visitor
from .test_every_page import overflow, violations

pytestmark = pytest.mark.journey


def _looked_at(visitor: Visitor) -> None:
    """At a desk and on a phone: nothing too wide, nothing axe complains about."""
    before = visitor.page.viewport_size
    for size in (None, PHONE):
        if size:
            visitor.page.set_viewport_size(size)  # type: ignore[arg-type]
        assert violations(visitor) == []
        assert overflow(visitor) <= 0
    assert before
    visitor.page.set_viewport_size(before)


def test_from_the_palette_to_everything(visitor: Visitor) -> None:
    """The palette leads to the page; a kind is chosen; the search changes while one types; the way back is there."""
    visitor.sign_in(MANAGER)
    page = visitor.page
    page.keyboard.press("Control+k")
    page.keyboard.type("calibration")
    page.get_by_role("option", name="Search everything for").click()
    expect(page.get_by_role("heading", name="Search", exact=True)).to_be_visible()
    documents = page.get_by_role("region", name="Documents")
    expect(documents.locator("mark").first).to_contain_text("alibration")
    expect(page.get_by_role("region", name="People")).to_be_visible()
    _looked_at(visitor)
    visitor.picture("97-search")
    page.get_by_label("What to look for").select_option("record")
    expect(page.get_by_role("region", name="Records")).to_be_visible()
    expect(page.get_by_role("region", name="Documents")).to_have_count(0)
    expect(page.get_by_label("State").locator("option")).to_have_count(4)
    _looked_at(visitor)
    page.get_by_role("link", name="Look for everything").click()
    expect(page.get_by_role("region", name="Documents")).to_be_visible()
    page.get_by_label("Search everything").fill("walrus tusk")
    expect(page.get_by_text("Nothing found for “walrus tusk”.")).to_be_visible()
    assert visitor.errors == []


def test_a_reference_shows_what_serves_it(visitor: Visitor) -> None:
    """A citation finds the requirements, with the documents that describe them one click away."""
    visitor.sign_in(MANAGER)
    page = visitor.page
    visitor.go("search/?q=9001+8.4")
    found = page.get_by_role("region", name="Requirements")
    expect(found.get_by_role("link", name="8.4.1 General")).to_be_visible()
    expect(found.get_by_text("Served by").first).to_be_visible()
    _looked_at(visitor)
    visitor.picture("97-search-reference")
    found.locator(".hit__served a").first.click()
    page.wait_for_load_state()
    assert "/documents/" in page.url
    assert visitor.errors == []


def test_how_a_standard_is_judged(visitor: Visitor) -> None:
    """From a standard's page: what is judged from facts, and what needs a person."""
    visitor.sign_in(MANAGER)
    page = visitor.page
    visitor.go(visitor.home.split("/s/")[0] + "/standards/iso-9001-2026/")
    page.get_by_role("link", name="How it is judged").click()
    expect(page.get_by_role("heading", name="How it is judged")).to_be_visible()
    page.get_by_role("navigation", name="By what it is shown").get_by_role("link", name="from facts").click()
    expect(page.get_by_text("Every supplier you buy from has been evaluated").first).to_be_visible()
    _looked_at(visitor)
    visitor.picture("97-judged")
    assert visitor.errors == []
