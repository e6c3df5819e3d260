"""A certified workshop moves to the new edition: it looks, starts, sees both side by side, switches; and asks what another standard would add."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from .conftest import Visitor
from .steps import fill, standing, submit

pytestmark = pytest.mark.journey

MARK = uuid4().hex[:6]
PASSWORD = "nine patient otters"


def test_applies_the_edition_it_is_certified_to(stranger: Visitor) -> None:
    """From signing up to the track of a system under ISO 9001:2015, which names the edition that replaces it."""
    page = stranger.page
    stranger.go("/accounts/signup/")
    fill(page, name="Ida Sorrel", email=f"ida.{MARK}@sorrel.example", password1=PASSWORD)
    submit(page, "Sign up")
    fill(page, name=f"Sorrel Springs {MARK}", country="SE", sector="Springs", headcount="30")
    submit(page, "Make the organization")
    fill(page, name="Quality")
    submit(page, "Save and choose standards")
    page.get_by_text("Editions that were replaced").click()
    page.check("[name=edition][value=iso-9001-2015]")
    page.check("[name=mode-iso-9001-2015][value=certify]")
    submit(page, "Save and state the scope")
    page.wait_for_url("**/setup/first/scope/")
    page.locator("textarea").first.fill("Design and production of springs in one workshop.")
    submit(page, "Save and go to the track")
    stranger.home = page.url
    assert "ISO 9001:2026 replaces ISO 9001:2015" in page.inner_text("main")


def test_looks_at_what_the_new_edition_asks(stranger: Visitor) -> None:
    """Both deadlines, the counts, the list by what became of each requirement, and one of them in both editions."""
    page = stranger.page
    page.get_by_role("link", name="ISO 9001:2026 replaces ISO 9001:2015").click()
    stranger.picture("60-planner")
    told = page.inner_text("main")
    assert "31 March 2028" in told
    assert "30 September 2029" in told
    page.get_by_role("link", name="Moved").click()
    expect(page.locator("#steps tbody tr")).to_have_count(2)
    page.get_by_role("link", name="Actions to address opportunities").click()
    stranger.picture("61-side-by-side")
    expect(page.locator(".side")).to_have_count(3)
    assert "not asked here any more" in page.inner_text("main")


def test_starts_and_has_both_editions_side_by_side(stranger: Visitor) -> None:
    """The start says before what it does; afterwards the track counts both, and the plan knows both deadlines."""
    page = stranger.page
    stranger.go("transition/iso-9001-2026/")
    page.get_by_role("link", name="Start the transition…").click()
    stranger.picture("62-start")
    submit(page, "Start the transition")
    assert "in transition since" in page.inner_text("main").lower()
    stranger.picture("63-running")
    assert {"ISO 9001:2015", "ISO 9001:2026"} <= set(standing(stranger))
    stranger.go("plan/")
    assert "End of the transition to ISO 9001:2026" in page.inner_text("main")


def test_switches_and_keeps_the_history(stranger: Visitor) -> None:
    page = stranger.page
    stranger.go("transition/iso-9001-2026/")
    page.get_by_role("link", name="Switch…").click()
    stranger.picture("64-switch")
    submit(page, "Switch")
    assert "switched on" in page.inner_text("main").lower()
    assert "ISO 9001:2015" not in standing(stranger)


def test_asks_what_another_standard_would_add(stranger: Visitor) -> None:
    """Two standards side by side, then one that is not applied, judged by what is on file; nothing is applied by looking."""
    page = stranger.page
    stranger.go("compare/")
    page.check("[name=standard][value=iso-14001-2026]")
    submit(page, "Set side by side")
    stranger.picture("65-side-by-side")
    assert "shared" in page.inner_text("h1")
    page.locator("summary", has_text="What if we added").click()
    page.get_by_role("link", name="ISO 14001:2026", exact=True).click()
    stranger.picture("66-adding")
    assert page.inner_text("h1") == "What if we added ISO 14001:2026?"
    assert "ISO 14001:2026" not in standing(stranger)
    assert not stranger.errors
