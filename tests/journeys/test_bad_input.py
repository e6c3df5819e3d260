"""What goes wrong in front of a screen: sent twice, signed out while typing, two people on one thing, unwanted files. Nothing is lost or half-written."""

import io
import re
import zipfile
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from .conftest import MANAGER, PASSWORD, Visitor
from .steps import fill, give, submit

pytestmark = pytest.mark.journey

CONSULTANT = "claire.dubois@dubois-advies.example"


@pytest.fixture
def manager(visitor: Visitor) -> Visitor:
    return visitor.sign_in(MANAGER)


def test_a_form_sent_twice_makes_one(manager: Visitor) -> None:
    """A step back and the same form again leads to the action there is, and makes no second."""
    page = manager.page
    title = f"Order a spare pressure gauge {uuid4().hex[:6]}"
    manager.go("plan/new/")
    fill(page, title=title)
    sent = page.locator("main form[method=post]").first.evaluate("form => Object.fromEntries(new FormData(form))")
    submit(page, "Save")
    assert page.request.post(f"{manager.home}plan/new/", form=sent, headers={"Referer": page.url}).ok
    manager.go(f"plan/?state=all&q={title.rsplit(' ', 1)[1]}")
    assert page.locator("tbody tr").count() == 1


def test_a_button_pressed_twice_makes_one(manager: Visitor) -> None:
    """A double click on the button is one record."""
    page = manager.page
    title = f"Paint the test bench {uuid4().hex[:6]}"
    manager.go("plan/new/")
    fill(page, title=title)
    page.locator("main").get_by_role("button", name="Save", exact=True).first.dblclick()
    page.wait_for_url(re.compile(r"/plan/$"))
    manager.go(f"plan/?state=all&q={title.rsplit(' ', 1)[1]}")
    assert page.locator("tbody tr").count() == 1


def test_what_was_typed_is_back_after_the_session_ended(manager: Visitor) -> None:
    """The form asks to sign in, and then stands there again with the text in it."""
    page = manager.page
    manager.go("requirements/iso-9001-2026/9.2.2/judge/")
    typed = "Three of four audits were on time; the fourth was put off twice."
    page.check("[name=answer][value=partly]")
    fill(page, rationale=typed)
    page.context.clear_cookies(name="sessionid")
    submit(page, "Put on record")
    assert "/accounts/login/" in page.url
    manager.picture("70-signed-out")
    page.fill("[name=login]", MANAGER)
    page.fill("[name=password]", PASSWORD)
    submit(page, "Sign in")
    manager.picture("71-back")
    assert page.url.endswith("/9.2.2/judge/")
    expect(page.locator("[name=rationale]")).to_have_value(typed)
    assert page.locator("[name=answer][value=partly]").is_checked()
    assert "is back" in page.inner_text("main")


def test_what_was_put_right_on_another_page_is_not_brought_back(manager: Visitor) -> None:
    """A judgement refused in the walk is put right on the page that says why; back in the walk nothing claims to be unsaved."""
    page = manager.page
    manager.go("gap/iso-9001-2026/9.2.2/")
    page.keyboard.press("e")
    page.locator("#walk-judge [name=answer][value=shown]").check()
    fill(page, "#walk-judge", rationale=f"Both reports came within a week {uuid4().hex[:4]}.")
    submit(page, "Put on record")
    assert page.locator(".field__error, [data-form-errors]").count(), "nothing looked at, no judgement"
    page.locator("main [name=basis]").first.check()
    submit(page, "Put on record")
    manager.go("gap/iso-9001-2026/9.2.2/")
    assert "is back" not in page.inner_text("main")
    assert "was not saved" not in page.inner_text("main")
    assert page.input_value("#walk-judge [name=rationale]") == ""
    manager.errors.clear()


def sign_in_again(manager: Visitor) -> None:
    manager.page.fill("[name=login]", MANAGER)
    manager.page.fill("[name=password]", PASSWORD)
    submit(manager.page, "Sign in")
    manager.site.sessions.pop(MANAGER, None)


def test_a_note_of_the_walk_waits_for_the_next_session(manager: Visitor) -> None:
    """It cannot be saved while it is typed; after signing in, the same step stands there with it, and it is saved."""
    page = manager.page
    here = "gap/iso-9001-2026/8.5.4/"
    manager.go(here)
    typed = f"The racks are labelled, the outdoor store is not {uuid4().hex[:4]}."
    page.context.clear_cookies(name="sessionid")
    page.fill("[data-walk-note]", typed)
    expect(page.locator("[data-walk-said]")).to_have_text("Not saved; kept here.")
    page.locator("[data-walk-done]").click()
    page.wait_for_url(re.compile("/accounts/login/"))
    sign_in_again(manager)
    assert page.url.endswith(here)
    assert page.input_value("[data-walk-note]") == typed
    expect(page.locator("[data-walk-said]")).to_have_text("Saved")
    page.reload()
    assert page.input_value("[data-walk-note]") == typed
    manager.errors.clear()


def test_a_row_typed_into_a_table_is_back_after_the_session_ended(manager: Visitor) -> None:
    """The table asks to sign in and then has the row that was not taken in its boxes."""
    page = manager.page
    manager.go("stocktake/sites/")
    typed = f"Depot {uuid4().hex[:6]}"
    page.context.clear_cookies(name="sessionid")
    box = page.locator("tr.adding [name=name]")
    box.fill(typed)
    box.press("Enter")
    page.wait_for_url(re.compile("/accounts/login/"))
    sign_in_again(manager)
    assert page.url.endswith("stocktake/sites/")
    expect(page.locator("tr.adding [name=name]")).to_have_value(typed)
    manager.errors.clear()


def test_a_page_that_is_too_old_says_so_and_keeps_what_was_typed(manager: Visitor) -> None:
    """Without its cookies a form is refused on a page of our own, and the text is there when it is opened again."""
    page = manager.page
    manager.go("requirements/iso-9001-2026/9.3.2/judge/")
    typed = "The minutes name every input but one."
    fill(page, rationale=typed)
    page.check("[name=answer][value=partly]")
    page.context.clear_cookies(name="csrftoken")
    submit(page, "Put on record")
    manager.picture("76-too-old")
    assert page.inner_text("h1") == "This page was too old"
    page.get_by_role("link", name="Open it again").click()
    expect(page.locator("[name=rationale]")).to_have_value(typed)


def test_two_people_write_about_one_requirement(manager: Visitor, others: Callable[[], Visitor]) -> None:
    """Whoever is second is told, sees both texts, and decides; the first one's text is not overwritten unseen."""
    here = "gap/iso-9001-2026/8.5.6/"
    second = others().sign_in(MANAGER)
    first_text, second_text = (
        f"Changes are signed by production {uuid4().hex[:4]}.",
        f"I saw two changes without a signature {uuid4().hex[:4]}.",
    )
    manager.go(here)
    second.home = manager.home
    second.go(here)
    manager.page.fill("[data-walk-note]", first_text)
    expect(manager.page.locator("[data-walk-said]")).to_have_text("Saved")
    second.page.fill("[data-walk-note]", second_text)
    theirs = second.page.locator("[data-walk-theirs]")
    expect(theirs).to_be_visible()
    second.picture("72-two-people")
    assert first_text in theirs.inner_text(), "theirs"
    assert second.page.input_value("[data-walk-note]") == second_text, "mine"
    manager.page.reload()
    assert manager.page.input_value("[data-walk-note]") == first_text
    second.page.get_by_role("button", name="Keep mine and go on").click()
    expect(second.page.locator("[data-walk-said]")).to_have_text("Saved")
    manager.page.reload()
    assert manager.page.input_value("[data-walk-note]") == second_text


def test_two_people_change_one_charter(manager: Visitor, others: Callable[[], Visitor]) -> None:
    """The second sees what is stored beside what they typed, and keeps either."""
    second = others().sign_in(MANAGER)
    second.home = manager.home
    texts = [f"A second site opens in spring {uuid4().hex[:4]}.", f"A customer asks for it {uuid4().hex[:4]}."]
    for who in (manager, second):
        who.go("setup/")
    for who, text in zip((manager, second), texts, strict=True):
        fill(who.page, why=text)
        submit(who.page, "Save the charter")
    second.picture("73-conflict")
    told = second.page.inner_text("main")
    assert "Somebody else changed this meanwhile" in told
    assert all(text in told for text in texts)
    second.page.get_by_role("link", name="Keep what is stored").click()
    assert second.page.input_value("[name=why]") == texts[0]


def hostile() -> dict[str, bytes]:
    """Names and bytes of files nobody wants."""
    outside = io.BytesIO()
    with zipfile.ZipFile(outside, "w") as archive:
        archive.writestr("../../outside.md", b"# Out\n\nText.")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.txt", b"\0" * 300_000_000)
    return {
        "empty.md": b"",
        "policy.pdf.exe": b"MZ\x90\x00" + bytes(200),
        "not-a.pdf": b"%PDF-1.7\n broken",
        "not-a.docx": b"PK\x03\x04 broken",
        "latin.txt": "Größe und Öl müssen geprüft werden.\n".encode("latin-1") * 20,
        "outside.zip": outside.getvalue(),
        "bomb.zip": bomb.getvalue(),
    }


def test_hostile_files_are_refused_one_by_one_with_a_reason(manager: Visitor) -> None:
    """Each file has its line with a reason a person understands; one bad file keeps no good one out; the server goes on."""
    page = manager.page
    good = f"# Cleaning the lenses {uuid4().hex}\n\nVersion 1, approved on 2026-03-01 by the director, in force.\n".encode()
    files = {**hostile(), "good.md": good}
    manager.go("documents/import/")
    give(
        manager, "#files", [{"name": n, "mimeType": "application/octet-stream", "buffer": c} for n, c in files.items()]
    )
    manager.picture("74-hostile")
    lines = {row.locator("p").first.inner_text(): row.inner_text() for row in page.locator(".result").all()}
    for name in ("empty.md", "policy.pdf.exe", "not-a.pdf", "not-a.docx"):
        assert "not read" in lines[name], lines[name]
        assert len(lines[name].splitlines()) > 2, f"{name} has no reason: {lines[name]!r}"
    assert any("outside" in name and "not read" in text for name, text in lines.items()), lines
    assert any("bomb" in name and "not read" in text for name, text in lines.items()), lines
    assert "not read" not in lines["good.md"]
    assert "not read" not in lines["latin.txt"]
    assert manager.go("documents/") == 200


def test_a_page_of_another_organization_is_not_there(manager: Visitor, others: Callable[[], Visitor]) -> None:
    """Not forbidden: not found, as if it did not exist."""
    consultant = others().sign_in(CONSULTANT)
    clients = [link.get_attribute("href") for link in consultant.page.locator("h3 a").all()]
    strange = next(str(href) for href in clients if not manager.home.endswith(str(href)))
    assert consultant.go(strange) == 200
    assert manager.go(strange) == 404
    manager.picture("75-not-found")
    assert "Nothing here" in manager.page.inner_text("h1")
