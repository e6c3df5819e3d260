"""From what is missing to a draft: the list says nothing yet, the template is taken, a blank keeps it from being approved, and nothing is shown by it."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from .conftest import MANAGER, Visitor

pytestmark = pytest.mark.journey
TITLE = f"Awareness {uuid4().hex[:6]}"


def test_what_is_missing_is_written_from_its_template(visitor: Visitor) -> None:
    visitor.sign_in(MANAGER)
    page = visitor.page
    visitor.go("documents/information/?q=7.4&standard=iso-9001-2026&state=")
    visitor.picture("information")
    page.get_by_role("link", name="Communication plan or matrix").first.click()
    page.get_by_role("link", name="Write it").first.click()
    expect(page.get_by_text("It is noted to serve").first).to_be_visible()
    expect(page.locator("mark.blank").first).to_be_visible()
    visitor.picture("template")
    page.fill("[name=title]", TITLE)
    page.get_by_role("button", name="Make the draft").click()
    expect(page.get_by_text(re.compile(r"\d+ things are to be filled in")).first).to_be_visible()
    page.get_by_role("button", name="Save and put before people").click()
    approvers = page.locator("[name=approvers]")
    approvers.first.check()
    page.get_by_role("button", name="Ask them").click()
    expect(page.get_by_text("Not filled in yet").first).to_be_visible()
    visitor.picture("template-refused")
    assert not [one for one in visitor.errors if "422" not in one]


def test_it_serves_as_a_draft_and_is_taken_back(visitor: Visitor) -> None:
    visitor.sign_in(MANAGER)
    page = visitor.page
    visitor.go(f"documents/information/?q={TITLE.replace(' ', '+')}")
    row = page.locator("tbody tr").first
    expect(row).to_contain_text("in work")
    row.get_by_role("link", name="Communication plan or matrix").click()
    expect(page.get_by_text("it shows nothing until it is approved").first).to_be_visible()
    visitor.picture("entry")
    page.get_by_role("button", name="Take back").first.click()
    expect(page.get_by_text("begun from the template for this").first).to_be_visible()
    assert not visitor.errors


def test_a_template_is_found_and_previewed_on_a_phone(on_phone: Visitor) -> None:
    visitor = on_phone.sign_in(MANAGER)
    page = visitor.page
    visitor.go("documents/templates/?q=policy")
    page.get_by_role("link", name="Management policy").first.click()
    expect(page.locator("#preview")).to_contain_text("Quality")
    page.locator("[name=standards][value=iso-14001]").check()
    expect(page.locator("#preview")).to_contain_text("prevent pollution")
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, "nothing hangs over the edge"
    visitor.picture("template-phone")
    assert not visitor.errors
