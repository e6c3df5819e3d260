"""Without a mouse: the way to the content, what is focused, letters, dialogs, and twice the size."""

import pytest
from playwright.sync_api import Page, expect

from .conftest import MANAGER, Visitor

pytestmark = pytest.mark.journey


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


@pytest.fixture
def manager(visitor: Visitor) -> Visitor:
    return visitor.sign_in(MANAGER)


def test_the_first_tab_skips_to_the_content(manager: Visitor) -> None:
    page = manager.page
    manager.go("requirements/")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the content"
    assert page.locator(".skip").bounding_box()["y"] >= 0, "it can be seen while it is focused"  # type: ignore[index]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('main').contains(document.activeElement)")


def test_whatever_is_focused_can_be_seen(manager: Visitor) -> None:
    """Forty steps with Tab over the track: each focused control has an outline or a shadow and lies on the page."""
    page = manager.page
    manager.go("")
    page.keyboard.press("Tab")  # the skip link is seen by appearing
    unseen = []
    for _step in range(40):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => { const node = document.activeElement, style = getComputedStyle(node), box = node.getBoundingClientRect();
            const ring = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== 'none';
            return node === document.body || (ring && box.width > 0 && box.bottom > 0 && box.top < innerHeight) ? '' : node.outerHTML.slice(0, 120); }"""
        )
        if seen:
            unseen.append(seen)
    assert unseen == []


def test_the_palette_opens_chooses_and_closes_by_keyboard(manager: Visitor) -> None:
    page = manager.page
    manager.go("")
    page.keyboard.press("Control+k")
    palette = page.locator("#palette")
    expect(palette).to_be_visible()
    page.keyboard.press("Escape")
    expect(palette).to_be_hidden()
    page.keyboard.press("Control+k")
    page.keyboard.type("forecast")
    chosen = palette.locator("[aria-selected=true]")
    expect(chosen).to_contain_text("Forecast")
    before = chosen.inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert chosen.inner_text() == before
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/forecast" in page.url


def test_rows_are_walked_and_opened_with_j_k_and_enter(manager: Visitor) -> None:
    page = manager.page
    manager.go("requirements/")
    rows = page.locator("[data-key-item]")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(rows.nth(1)).to_have_attribute("data-key-current", "")
    page.keyboard.press("k")
    expect(rows.nth(0)).to_have_attribute("data-key-current", "")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("h1 .h1-ref").count(), "a requirement is open"
    first = page.url
    with page.expect_navigation():
        page.keyboard.press("]")
    with page.expect_navigation():
        page.keyboard.press("[")
    assert page.url == first
    with page.expect_navigation():
        page.keyboard.press("g")
        page.keyboard.press(str(page.locator("[data-nav] a[data-go]").nth(1).get_attribute("data-go")))
    assert page.url.endswith("/work/")


def test_letters_do_nothing_while_somebody_types_or_has_switched_them_off(manager: Visitor) -> None:
    page = manager.page
    manager.go("requirements/")
    page.keyboard.press("/")
    page.keyboard.type("jkg?")
    assert page.input_value("[data-key-search]") == "jkg?"
    manager.go("requirements/")
    page.keyboard.press("?")
    expect(page.locator("#keys-help")).to_be_visible()
    page.locator("[data-keys-switch]").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator("#keys-help")).to_be_hidden()
    page.keyboard.press("j")
    assert not page.locator("[data-key-current]").count()


def test_escape_closes_a_dialog_and_gives_the_focus_back(manager: Visitor) -> None:
    page = manager.page
    manager.go("requirements/iso-9001-2026/9.2.2/")
    opener = page.get_by_role("button", name="How this is judged")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#how-judged")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#how-judged")).to_be_hidden()
    assert focused(page) == "How this is judged"


@pytest.mark.parametrize(
    "path",
    ["", "requirements/", "requirements/iso-9001-2026/9.2.2/", "gap/", "plan/", "documents/", "setup/", "reports/"],
)
def test_reflows_at_twice_the_size(manager: Visitor, path: str) -> None:
    """A window of 1280 pixels at 200 % is 640 wide, at 400 % 320: nothing has to be scrolled sideways."""
    manager.go(path)
    for width in (640, 320):
        manager.page.set_viewport_size({"width": width, "height": 512})
        assert manager.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, width


def test_a_long_list_of_ticks_is_searched(manager: Visitor) -> None:
    """What an action closes is found by typing; what is ticked stays in sight; Enter takes the one that is left and sends nothing."""
    manager.go("plan/new/")
    page = manager.page
    box = page.locator("[data-filter-choices=id_closes]")
    shown = page.locator("#id_closes .check:visible")
    everything = shown.count()
    box.fill("9.2.2 internal audit")
    expect(shown).not_to_have_count(everything)
    box.fill("8.4.1 general")
    expect(shown).to_have_count(1)
    box.press("Enter")
    expect(page.locator("#id_closes input:checked")).to_have_count(1)
    box.fill("9.2.2")
    assert "8.4.1" in page.locator("#id_closes").inner_text()
    assert page.url.endswith("plan/new/")
    box.fill("")
    expect(shown).to_have_count(everything)
