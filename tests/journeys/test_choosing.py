"""Choosing with a browser: by keyboard from the interview to a recommendation, its ways, a benefit and the look back; accessible at a desk and on a phone."""

import pytest
from playwright.sync_api import expect

from .conftest import MANAGER, Visitor
from .steps import fill, submit
from .test_costing import organization
from .test_every_page import overflow, violations

pytestmark = pytest.mark.journey


@pytest.fixture
def manager(visitor: Visitor) -> Visitor:
    return visitor.sign_in(MANAGER)


def test_from_twelve_questions_to_a_look_back(manager: Visitor) -> None:
    page, home = manager.page, f"{organization(manager)}/choose"
    assert manager.go(f"{home}/") == 200
    manager.picture("choose")
    for name, value in (("customers", "iso-9001"), ("soon", "iso-14001"), ("hazards", "heavy"), ("data", "little")):
        page.locator(f"input[name={name}][value={value}]").focus()
        if not page.locator(f"input[name={name}][value={value}]").is_checked():
            page.keyboard.press("Space")
    fill(page, **{"tenders-other": "TS 16949, frobnication 7"})
    submit(page, "Keep the answers and see the recommendation")
    main = page.locator("main")
    expect(main.locator("h1")).to_contain_text("certificates are asked for")
    expect(main.locator(".choice h3").first).to_have_text("ISO 14001")
    expect(main).to_contain_text("TS 16949 was replaced by IATF 16949:2016.")
    expect(main).to_contain_text("What could not be told")
    manager.picture("choose-result")

    page.get_by_role("link", name="Comply or certify, alone or with help?").click()
    expect(main).to_contain_text("Complying is not enough for ISO 14001, ISO 9001")
    fill(page, personnel="64", hours="24")
    submit(page, "Compare")
    expect(main).to_contain_text("64 people, 24 hours a week")
    manager.picture("choose-ways")

    page.get_by_role("link", name="Benefits").click()
    page.locator(".proposals").get_by_role("link", name="Fewer complaints").click()
    fill(page, baseline="31", target="15")
    submit(page, "Set it")
    page.locator(".benefit").last.get_by_role("link", name="Fewer complaints").click()
    fill(page, found="21", finding="Answered within a day")
    submit(page, "Keep what was found")
    expect(main).to_contain_text("better, 62 percent of the way")
    manager.picture("choose-benefits")
    assert manager.errors == []


def test_what_was_answered_is_not_lost_when_leaving(manager: Visitor) -> None:
    """Coming back, the answers stand there again; who leaves with unsaved ticks is asked."""
    page, home = manager.page, f"{organization(manager)}/choose"
    manager.go(f"{home}/")
    expect(page.locator("[name=customers][value=iso-9001]")).to_be_checked()
    expect(page.locator("[name=tenders-other]")).to_have_value("TS 16949, frobnication 7")


@pytest.mark.parametrize(
    "path", ["", "result/", "ways/", "ways/?personnel=12", "benefits/", "benefits/?proposal=energy"]
)
def test_it_is_accessible_and_fits(manager: Visitor, on_phone: Visitor, path: str) -> None:
    """Light at a desk and dark on a phone: no axe violation, nothing too wide, no complaint of the console."""
    on_phone.sign_in(MANAGER)
    problems = []
    for who in (manager, on_phone):
        assert who.go(f"{organization(who)}/choose/{path}") == 200
        problems += violations(who)
        problems += [f"{overflow(who)} px too wide"] if overflow(who) > 0 else []
        problems += who.errors
    assert problems == []
