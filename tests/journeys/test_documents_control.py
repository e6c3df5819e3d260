"""A controlled text through its whole life: written, reviewed, approved by somebody else, read, revised, compared, withdrawn; by five people."""

import datetime as dt
import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import MANAGER, PHONE, Visitor
from .steps import fill, submit, words_of
from .test_every_page import overflow, violations

pytestmark = pytest.mark.journey
TITLE = f"Lockout of the press {uuid4().hex[:6]}"
DIRECTOR, IT, SALES = (f"{name}@noordzee.example" for name in ("hendrik.osei", "jeroen.kuipers", "sanne.verwoerd"))
TEXT = (
    "# Lockout\n\nThis is how {{organization.name}} locks the press out.\n\n## Before work\n\n"
    "Whoever opens the press locks its switch and keeps the key.\n\n## After work\n\nThe guard is closed before the key goes back.\n"
)


def sound(visitor: Visitor) -> None:
    """What is on the page is accessible and fits, at a desk and on a phone."""
    found = violations(visitor)
    before = visitor.page.viewport_size
    visitor.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    wide = overflow(visitor)
    if before:
        visitor.page.set_viewport_size(before)
    assert not found, f"{visitor.page.url}\n" + "\n".join(found)
    assert wide <= 0, f"{visitor.page.url}: {wide} px too wide on a phone"


def tick(page: Page, field: str, *names: str) -> None:
    """Choose people in a list of ticks."""
    for name in names:
        page.locator(f"label:has([name={field}])", has_text=name).first.locator("input").check()


def open_document(visitor: Visitor) -> None:
    visitor.go(f"documents/?q={TITLE.replace(' ', '+')}")
    visitor.page.get_by_role("link", name=TITLE, exact=True).first.click()
    visitor.page.wait_for_load_state()


def card(page: Page, name: str) -> Locator:
    return page.locator("section.card", has=page.get_by_role("heading", name=name, exact=True))


def test_it_is_written_and_put_before_people(visitor: Visitor) -> None:
    """The preview fills in the name of the organization; naming oneself as approver is refused and loses nothing."""
    visitor.sign_in(MANAGER)
    page = visitor.page
    visitor.go("documents/new/")
    fill(page, title=TITLE, kind="instruction")
    sound(visitor)
    submit(page, "Make the draft")
    page.fill("textarea[name=text]", TEXT)
    expect(page.locator("#preview").get_by_text("Noordzee Instruments")).to_be_visible()
    sound(visitor)
    visitor.picture("90-editor")
    submit(page, "Save and put before people")
    tick(page, "reviewers", "Jeroen Kuipers")
    tick(page, "approvers", "Ilse Brandsma")
    fill(page, note="Since the near miss in May")
    submit(page, "Ask them")
    expect(page.get_by_text("cannot approve it").first).to_be_visible()
    assert page.input_value("[name=note]") == "Since the near miss in May"
    sound(visitor)
    visitor.picture("91-submit")
    page.locator("label:has([name=approvers])", has_text="Ilse Brandsma").first.locator("input").uncheck()
    tick(page, "approvers", "Hendrik Osei")
    submit(page, "Ask them")
    expect(page.locator(".overline").get_by_text("in review")).to_be_visible()
    assert not [error for error in visitor.errors if "403" not in error and "422" not in error]


def test_a_reviewer_suggests_words_on_a_phone_and_asks_for_changes(on_phone: Visitor) -> None:
    visitor = on_phone.sign_in(IT)
    page = visitor.page
    visitor.go("work/")
    page.get_by_role("link", name=re.compile(f"Review “{TITLE}”")).first.click()
    page.wait_for_load_state()
    expect(page.get_by_text("Since the near miss in May")).to_be_visible()
    page.get_by_text("Remark or suggest words").click()
    fill(page, within="#remark-form", quote="keeps the key", wording="keeps the key on the belt")
    submit(page, "Keep it")
    page.check("[name=answer][value=changes]")
    fill(page, within="#answer-form", comment="See my words")
    visitor.picture("92-round-phone")
    assert overflow(visitor) <= 0
    assert not violations(visitor)
    submit(page, "Answer")
    expect(page.locator(".overline").get_by_text("draft")).to_be_visible()
    assert not visitor.errors


def test_it_is_changed_seen_again_and_approved_by_another(visitor: Visitor, others: Callable[[], Visitor]) -> None:
    """The reviewer sees only what changed since the last look; the approval of the director puts it in force."""
    visitor.sign_in(MANAGER)
    page = visitor.page
    open_document(visitor)
    page.get_by_role("link", name="Open the round").first.click()
    submit(page, "Take over")
    open_document(visitor)
    page.get_by_role("link", name="Put before people").click()
    page.wait_for_load_state()
    submit(page, "Ask them")
    reviewer = others().sign_in(IT)
    open_document(reviewer)
    reviewer.page.get_by_role("link", name="Read and answer").click()
    expect(reviewer.page.get_by_text("What changed since you last looked")).to_be_visible()
    expect(reviewer.page.locator("ins").first).to_contain_text("on the belt")
    sound(reviewer)
    reviewer.picture("93-since-last-look")
    reviewer.page.check("[name=answer][value=approve]")
    submit(reviewer.page, "Answer")
    director = others().sign_in(DIRECTOR)
    director.go("work/")
    director.page.get_by_role("link", name=re.compile(f"Approve “{TITLE}”")).first.click()
    director.page.check("[name=answer][value=approve]")
    submit(director.page, "Answer")
    expect(director.page.get_by_text("Approved and in force.")).to_be_visible()
    sound(director)
    assert not visitor.errors + reviewer.errors + director.errors


def test_it_goes_to_those_who_need_it_and_is_read(visitor: Visitor, on_phone: Visitor) -> None:
    visitor.sign_in(MANAGER)
    page = visitor.page
    open_document(visitor)
    page.get_by_role("link", name="Distribute").click()
    tick(page, "audience", "Unit: Sales")
    sound(visitor)
    visitor.picture("94-distribute")
    submit(page, "Distribute it so")
    expect(card(page, "Distribution").get_by_text("Sanne Verwoerd")).to_be_visible()
    sound(visitor)
    visitor.picture("95-in-force")
    reader = on_phone.sign_in(SALES)
    reader.go("documents/reading/")
    assert overflow(reader) <= 0
    assert not violations(reader)
    reader.page.get_by_role("link", name=re.compile(TITLE)).first.click()
    reader.picture("96-read-phone")
    assert overflow(reader) <= 0
    submit(reader.page, "I have read and understood it")
    expect(reader.page.get_by_role("button", name="I have read and understood it")).to_have_count(0)
    assert not visitor.errors + reader.errors


def _approve(visitor: Visitor, director: Visitor, **values: str) -> None:
    """From a saved draft to its approval."""
    page = visitor.page
    open_working(visitor)
    page.get_by_role("link", name="Put before people").click()
    page.wait_for_load_state()
    for box in page.locator("[name=reviewers]:checked").all():
        box.uncheck()
    fill(page, **values)
    submit(page, "Ask them")
    director.go("work/")
    director.page.get_by_role("link", name=re.compile(f"Approve “{TITLE}”")).first.click()
    director.page.check("[name=answer][value=approve]")
    submit(director.page, "Answer")


def open_working(visitor: Visitor) -> None:
    """The revision that is on its way."""
    open_document(visitor)
    coming = visitor.page.locator(".notice--acts").get_by_role("link", name="Open it")
    if coming.count():
        coming.click()
        visitor.page.wait_for_load_state()


def test_a_new_revision_waits_for_its_day_and_is_read_again(visitor: Visitor, others: Callable[[], Visitor]) -> None:
    """One approved for tomorrow leaves the old in force and is withdrawn; the next comes today: compared, and asked to be read anew."""
    visitor.sign_in(MANAGER)
    director = others().sign_in(DIRECTOR)
    page = visitor.page
    open_document(visitor)
    submit(page, "Revise")
    page.fill("textarea[name=text]", TEXT.replace("closed", "closed and bolted"))
    submit(page, "Save")
    _approve(visitor, director, effective_on=(dt.date.today() + dt.timedelta(days=1)).isoformat())
    expect(director.page.get_by_text("Approved; in force on its day.")).to_be_visible()
    open_document(visitor)
    expect(page.get_by_text("Revision 2 is on its way: approved.")).to_be_visible()
    open_working(visitor)
    page.get_by_text("It no longer applies …").click()
    fill(page, within="#withdraw-form", reason="The bolts did not come")
    submit(page, "Withdraw it")
    open_document(visitor)
    submit(page, "Revise")
    page.fill("textarea[name=text]", TEXT.replace("closed", "closed and locked"))
    submit(page, "Save")
    _approve(visitor, director, effective_on="")
    expect(director.page.get_by_text("Approved and in force.")).to_be_visible()
    open_document(visitor)
    sound(visitor)
    visitor.picture("97-revised")
    page.get_by_role("link", name="Compare").click()
    page.get_by_role("link", name="Revision 1").click()
    expect(page.locator("ins").first).to_contain_text("and locked")
    sound(visitor)
    visitor.picture("98-compared")
    reader = others().sign_in(SALES)
    reader.go("documents/reading/")
    expect(reader.page.get_by_role("link", name=re.compile(TITLE)).first).to_be_visible()
    assert not visitor.errors + director.errors + reader.errors


def test_a_copy_is_made_while_one_waits(visitor: Visitor) -> None:
    """PDF from the worker: the page says when it is there, and the file says that it is uncontrolled."""
    visitor.sign_in(MANAGER)
    page = visitor.page
    open_document(visitor)
    submit(page, "As PDF")
    expect(page.get_by_role("link", name="Download it")).to_be_visible(timeout=60_000)
    sound(visitor)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download it").click()
    said = words_of("pdf", waiting.value.path().read_bytes())
    for text in (TITLE, "revision 3", "Uncontrolled copy", "Hendrik Osei", "closed and locked"):
        assert text in said, text
    assert not visitor.errors


def test_it_is_withdrawn_and_stays_readable(visitor: Visitor, others: Callable[[], Visitor]) -> None:
    visitor.sign_in(MANAGER)
    page = visitor.page
    open_document(visitor)
    page.get_by_text("It no longer applies …").click()
    fill(page, within="#withdraw-form", reason="The press is sold")
    submit(page, "Withdraw it")
    expect(page.get_by_text("The press is sold").first).to_be_visible()
    expect(page.get_by_text("closed and locked").first).to_be_visible()
    sound(visitor)
    visitor.picture("99-withdrawn")
    reader = others().sign_in(SALES)
    reader.go("documents/reading/")
    expect(reader.page.get_by_role("link", name=re.compile(TITLE))).to_have_count(0)
    assert not visitor.errors + reader.errors
