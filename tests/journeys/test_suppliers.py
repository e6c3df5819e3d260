"""A buyer's morning: the ERP's list comes in, a stranger is a gap, an evaluation on the phone, questions answered without an account."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from .conftest import MANAGER, Visitor
from .test_every_page import overflow, violations

pytestmark = pytest.mark.journey
STRANGER = f"Strandgoed {uuid4().hex[:6]}"


def test_a_list_of_orders_becomes_suppliers_row_by_row(visitor: Visitor) -> None:
    """Nothing is written before it was shown; the stranger is asked about like everybody else."""
    visitor.sign_in(MANAGER)
    page = visitor.page
    visitor.go("stocktake/purchases/import/")
    day = (date.today() - timedelta(days=2)).isoformat()
    sheet = f"Order;Vendor name;Order date;Net\n{STRANGER}-1;{STRANGER};{day};120,50\n{STRANGER}-2;{STRANGER};soon;1\n"
    page.fill("[name=text]", sheet)
    page.get_by_role("button", name="See what would happen").click()
    expect(page.get_by_text("1 row would be written")).to_be_visible()
    expect(page.get_by_text("is not a date")).to_be_visible()
    visitor.picture("suppliers-import")
    page.get_by_role("button", name="Write 1 row").click()
    visitor.go(f"suppliers/?q={STRANGER.replace(' ', '+')}")
    visitor.picture("suppliers-list")
    page.get_by_role("link", name=STRANGER).first.click()
    expect(page.get_by_text("Bought without approval")).to_be_visible()
    visitor.picture("suppliers-stranger")
    page.get_by_role("link", name="Take into the register").click()
    page.get_by_role("button", name="Take into the register").click()
    expect(page.get_by_role("link", name="Evaluate", exact=True).first).to_be_visible()
    assert not visitor.errors


def test_an_evaluation_fits_a_thumb(on_phone: Visitor) -> None:
    """At 390 pixels: marks, result, refused when kinder than the criteria, recorded when not."""
    visitor = on_phone.sign_in(MANAGER)
    page = visitor.page
    visitor.go("suppliers/?q=duin")
    page.get_by_role("link", name="Duin Transport").first.click()
    visitor.picture("suppliers-one")
    page.get_by_role("link", name="Evaluate", exact=True).first.click()
    visitor.picture("suppliers-evaluate")
    for name in ("mark-quality", "mark-delivery", "mark-answers"):
        page.check(f"[name={name}][value='2']")
    page.check("[name=result][value=approved]")
    page.get_by_role("button", name="Record the evaluation").click()
    expect(page.get_by_text("at best").first).to_be_visible()
    assert page.is_checked("[name=mark-quality][value='2']"), "what was chosen is still there"
    page.check("[name=result][value=rejected]")
    page.fill("[name=reason]", "The owner of the firm cannot be reached.")
    page.get_by_role("button", name="Record the evaluation").click()
    expect(page.get_by_text("rejected").first).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, "nothing hangs over the edge"


def test_a_supplier_answers_without_an_account(visitor: Visitor, others: Callable[[], Visitor]) -> None:
    visitor.sign_in(MANAGER)
    page = visitor.page
    visitor.go("suppliers/?q=kabelwerk")
    page.get_by_role("link", name="Kabelwerk Oost").first.click()
    page.get_by_role("link", name="Ask", exact=True).click()
    page.fill("[name=questions]", "Which certificates do you hold?")
    page.get_by_role("button", name="Make the link").click()
    said = page.locator("main").inner_text()
    address = next(word for word in said.split() if "/sq/" in word)
    outsider = others()
    outsider.go("/sq/" + address.split("/sq/")[1])
    outsider.picture("suppliers-answer")
    outsider.page.fill("[name=answer-0]", "ISO 9001 for cables, until next May.")
    outsider.page.get_by_role("button", name="Send the answers").click()
    expect(outsider.page.get_by_text("Thank you")).to_be_visible()
    page.reload()
    expect(page.get_by_text("until next May")).to_be_visible()


def test_several_suppliers_get_an_owner_and_the_list_is_kept(on_phone: Visitor) -> None:
    """At 390 pixels: ticked, asked once, changed together; what is listed stays under a name of one's own."""
    listed = re.compile(r"suppliers/\?criticality=medium&sort=-evaluated$")
    visitor = on_phone.sign_in(MANAGER)
    page = visitor.page
    visitor.go("suppliers/?criticality=medium")
    picks = page.locator("tbody .pick")
    picks.nth(0).check()
    picks.nth(1).check()
    assert (violations(visitor), overflow(visitor) <= 0) == ([], True)
    page.get_by_role("button", name="Set owner…").click()
    expect(page.locator("h1")).to_have_text("Set owner: 2 rows")
    page.fill("[name=owner]", "Ilse Brandsma")
    assert (violations(visitor), overflow(visitor) <= 0) == ([], True)
    visitor.picture("suppliers-several")
    page.get_by_role("button", name="Change them").click()
    expect(page.get_by_text("2 rows changed").first).to_be_visible()
    visitor.go("suppliers/?criticality=medium&sort=-evaluated")
    page.get_by_role("link", name="Kept…").click()
    page.fill("[name=name]", "The middle ones")
    page.get_by_role("button", name="Keep it").click()
    expect(page).to_have_url(listed)
    page.get_by_role("link", name="Kept…").click()
    assert (violations(visitor), overflow(visitor) <= 0) == ([], True)
    page.get_by_role("link", name="The middle ones").first.click()
    expect(page).to_have_url(listed)
    assert not visitor.errors


def test_a_machine_gets_a_token(visitor: Visitor) -> None:
    visitor.sign_in(MANAGER)
    page = visitor.page
    visitor.go("indicators/machines/")
    page.fill("[name=name]", "Scale in hall 2")
    page.get_by_role("button", name="Make a token").click()
    expect(page.get_by_text("The token, shown this once")).to_be_visible()
    assert (violations(visitor), overflow(visitor) <= 0) == ([], True)
    visitor.picture("indicators-machines")
    page.reload()
    expect(page.get_by_text("The token, shown this once")).to_have_count(0)
    assert not visitor.errors
