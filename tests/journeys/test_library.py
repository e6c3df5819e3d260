"""The library with a browser: a wrong name is put right while one types, a clause is found, a word opens at its place; from inside and from outside."""

import re

import pytest
from playwright.sync_api import expect

from .conftest import MANAGER, Visitor
from .test_every_page import overflow, violations

pytestmark = pytest.mark.journey
PAGES = ("", "?q=SOC+2", "iso-14001/", "iso-27001/?q=backup", "iso-31000/", "glossary/", "accredited/", "principles/")


def library(visitor: Visitor) -> str:
    """The address of the organization's library, from the address of the first page."""
    found = re.match(r"https?://[^/]+(/o/[^/]+)/", visitor.home)
    assert found
    return f"{found.group(1)}/standards/"


def test_from_a_wrong_name_to_what_it_would_ask_of_us(visitor: Visitor) -> None:
    page = visitor.sign_in(MANAGER).page
    assert visitor.go(library(visitor)) == 200
    page.locator("#standards-q").press_sequentially("OHSAS 18001")
    best = page.locator("#library-best")
    expect(best).to_contain_text("is outdated")
    expect(best).to_contain_text("ISO 45001:2018 took its place")
    best.get_by_role("link", name="Read about it").click()
    expect(page.locator("h1")).to_contain_text("Occupational health and safety")
    page.locator("#clause-q").press_sequentially("emergency")
    expect(page.locator("#clause-list")).to_contain_text("8.2")
    expect(page.locator(".library__found")).to_contain_text("emergency")
    visitor.picture("library-standard")
    page.locator(".library__do").get_by_role("link", name="What if we added it?").click()
    expect(page.locator("h1")).to_contain_text("What if we added ISO 45001:2018?")
    assert visitor.errors == []


def test_a_word_in_a_text_opens_at_its_place(visitor: Visitor) -> None:
    page = visitor.sign_in(MANAGER).page
    visitor.go(f"{library(visitor)}iso-9001/")
    page.locator(".facts a.term").first.click()
    expect(page).to_have_url(re.compile(r"/standards/glossary/#certification-body$"))
    expect(page.locator("#certification-body")).to_be_in_viewport()
    page.keyboard.press("Control+k")
    page.locator("#palette input").fill("registrar")
    expect(page.locator("#palette-list")).to_contain_text("Certification body")
    assert visitor.errors == []


@pytest.mark.parametrize(("outside", "width"), [(False, 1280), (True, 390)])
def test_every_page_is_accessible_and_fits(visitor: Visitor, outside: bool, width: int) -> None:
    root = "/standards/" if outside else library(visitor.sign_in(MANAGER))
    visitor.page.set_viewport_size({"width": width, "height": 844})
    found = []
    for path in PAGES:
        assert visitor.go(f"{root}{path}") == 200
        found += [f"{path}: {one}" for one in violations(visitor)]
        if overflow(visitor) > 0:
            found.append(f"{path}: {overflow(visitor)} px too wide")
    assert found + visitor.errors == []
