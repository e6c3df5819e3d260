"""The context and who answers: an issue moved by keyboard, a review filed, letters typed into the matrix at a desk and on a phone."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from .conftest import MANAGER, PHONE, Visitor
from .steps import fill, submit
from .test_every_page import overflow, violations

pytestmark = pytest.mark.journey
PAGES = (
    *("context/", "context/swot/", "context/pestle/", "context/climate/", "context/reviews/", "context/parties/"),
    *("context/responsibilities/", "context/responsibilities/tasks/", "context/responsibilities/requirements/"),
    *("context/roles/", "context/communication/"),
)


def _looked_at(visitor: Visitor) -> list[str]:
    """What is wrong with every page of the context, one line each."""
    found = []
    for path in PAGES:
        assert visitor.go(path) == 200
        found += [f"{path}: {one}" for one in violations(visitor)]
        found += [f"{path}: {overflow(visitor)} px too wide"] if overflow(visitor) > 0 else []
    return found


def test_an_issue_is_noted_and_moved_with_the_keyboard(visitor: Visitor) -> None:
    visitor.sign_in(MANAGER)
    page, name = visitor.page, f"A port closes {uuid4().hex[:6]}"
    visitor.go("context/issues/new/")
    fill(page, text=name, effect="Longer ways")
    page.get_by_label("external").check()
    submit(page, "Note it")
    expect(page.get_by_role("link", name=name)).to_be_visible()
    visitor.go("context/swot/")
    chooser = page.get_by_label(f"Where “{name}” belongs")
    chooser.focus()
    page.keyboard.type("Threats")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.locator("[data-box=threat]").get_by_role("link", name=name)).to_be_visible()
    visitor.picture("90-quadrants")
    assert not visitor.errors


def test_letters_are_typed_into_the_matrix_and_a_clash_is_shown(visitor: Visitor) -> None:
    visitor.sign_in(MANAGER)
    page = visitor.page
    visitor.go("context/responsibilities/?q=warehouse")
    cell = page.get_by_label("Warehouse and dispatch: Buyer")
    cell.focus()
    page.keyboard.type("A")
    page.keyboard.press("Tab")
    submit(page, "Save the matrix")
    expect(page.get_by_label("Warehouse and dispatch: Buyer")).to_have_value("A")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.get_by_label("Warehouse and dispatch: Account manager").fill("a")
    submit(page, "Save the matrix")
    expect(page.get_by_text("several answer").first).to_be_visible()
    assert overflow(visitor) <= 0
    for who in ("Buyer", "Account manager"):
        page.get_by_label(f"Warehouse and dispatch: {who}").fill("")
    submit(page, "Save the matrix")
    expect(page.get_by_text("several answer")).to_have_count(0)
    assert not visitor.errors


def test_a_review_is_filed_and_a_need_becomes_an_obligation(visitor: Visitor) -> None:
    visitor.sign_in(MANAGER)
    page, name = visitor.page, f"Water board {uuid4().hex[:6]}"
    visitor.go("context/parties/new/")
    fill(page, name=name)
    submit(page, "Add")
    page.get_by_role("link", name="Add needs").first.click()
    fill(page, needs=f"Zinc below 2 mg {name}")
    submit(page, "Add")
    page.get_by_role("link", name="Decide", exact=True).click()
    page.get_by_role("link", name="Take it on as an obligation").click()
    submit(page, "Take it on")
    expect(page.get_by_role("heading", name=f"Zinc below 2 mg {name}")).to_be_visible()
    visitor.go("context/reviews/new/")
    page.get_by_label("something changed and is taken up in the lists").check()
    fill(page, changed="A water board has a stake; its need is an obligation now.")
    submit(page, "File the review")
    expect(page.get_by_text("A water board has a stake").first).to_be_visible()
    visitor.picture("91-reviews")
    assert not visitor.errors


def test_the_pages_stand_at_a_desk(visitor: Visitor) -> None:
    visitor.sign_in(MANAGER)
    assert _looked_at(visitor) == []


def test_the_pages_stand_on_a_phone_in_the_dark(on_phone: Visitor) -> None:
    on_phone.sign_in(MANAGER)
    assert _looked_at(on_phone) == []
    on_phone.go("context/communication/")
    on_phone.page.get_by_role("link", name="Results of the quarter").click()
    on_phone.page.get_by_role("link", name="It took place").click()
    fill(on_phone.page, note="Half of the people came")
    submit(on_phone.page, "Record it")
    expect(on_phone.page.get_by_text("Half of the people came")).to_be_visible()
    on_phone.picture("92-communication-dark")
    assert not on_phone.errors
