"""One day of everybody in the demo: what each role sees first, may do, and is not offered."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from .conftest import MANAGER, Visitor
from .steps import submit

pytestmark = pytest.mark.journey

AT = "noordzee.example"
CONSULTANT = "claire.dubois@dubois-advies.example"
GUEST = "marcus.lindqvist@fjordmark.example"


def offered(visitor: Visitor, path: str, label: str) -> bool:
    """Whether a page opens and offers something to press that says this."""
    assert visitor.go(path) == 200, path
    return bool(visitor.page.locator("main :is(a, button)").get_by_text(label, exact=True).count())


def test_a_process_owner_keeps_their_processes_and_may_not_change_the_system(visitor: Visitor) -> None:
    """A process is added by typing a row; the charter is only read."""
    visitor.sign_in(f"aylin.demir@{AT}")
    visitor.picture("80-process-owner")
    page = visitor.page
    assert visitor.go("work/") == 200
    visitor.picture("81-process-owner-work")
    name = f"Leak test {uuid4().hex[:4]}"
    visitor.go("stocktake/processes/")
    page.fill("#add-form-name", name)
    page.keyboard.press("Enter")
    expect(page.locator("#register-body")).to_contain_text(name)
    assert offered(visitor, "plan/", "Plan an action")
    assert not offered(visitor, "setup/", "Save the charter")
    assert not offered(visitor, "setup/standards/", "Save the standards")
    assert visitor.go("requirements/iso-9001-2026/9.2.2/applicability/") == 403
    visitor.picture("82-forbidden")


def test_an_internal_auditor_examines_a_record(visitor: Visitor) -> None:
    """What somebody else recorded is opened, looked at and examined in the auditor's name."""
    visitor.sign_in(f"rosa.almeida@{AT}")
    page = visitor.page
    visitor.go("evidence/records/")
    visitor.picture("83-records")
    for href in [str(link.get_attribute("href")) for link in page.locator("tbody a[data-key-open], tbody td a").all()]:
        visitor.go(href)
        if page.get_by_role("button", name="I examined it").count():
            break
    visitor.picture("84-record")
    assert "Recorded, not examined" in page.inner_text("main")
    submit(page, "I examined it")
    visitor.picture("85-examined")
    assert page.locator(".overline .tag").first.inner_text().strip() == "Examined"
    assert "Rosa Almeida" in page.inner_text("main .pairs")
    assert not offered(visitor, "plan/", "Plan an action")


def test_an_employee_arrives_at_their_own_work_and_changes_nothing_else(visitor: Visitor) -> None:
    visitor.sign_in(f"daan.visser@{AT}")
    visitor.picture("86-employee")
    page = visitor.page
    assert page.url.endswith("/work/")
    visitor.home = page.url.removesuffix("work/")
    assert page.inner_text("h1")
    for path, label in (
        ("plan/", "Plan an action"),
        ("documents/", "Import documents"),
        ("setup/", "Save the charter"),
        ("requirements/iso-9001-2026/9.2.2/", "Judge"),
        ("stocktake/processes/", "Paste a sheet"),
        ("reports/", "Make the report"),
    ):
        assert not offered(visitor, path, label), path
    assert visitor.go("requirements/iso-9001-2026/9.2.2/judge/") == 403


def test_top_management_approves_what_the_manager_stated(visitor: Visitor, others: Callable[[], Visitor]) -> None:
    """A new scope shows nothing until top management approves the version it read; the manager is not offered that."""
    manager = others().sign_in(MANAGER)
    text = f"Design, production, calibration and service of flow meters. Edition {uuid4().hex[:4]}."
    manager.go("setup/scope/")
    manager.page.fill("textarea[name=text]", text)
    submit(manager.page, "State this version")
    assert "not approved" in manager.page.inner_text("main")
    assert not offered(manager, "setup/scope/", "Approve as top management")

    visitor.sign_in(f"hendrik.osei@{AT}")
    visitor.picture("87-director")
    visitor.go("setup/scope/")
    assert text in visitor.page.inner_text("main")
    submit(visitor.page, "Approve as top management")
    visitor.picture("88-approved")
    assert "approved by Hendrik Osei" in visitor.page.inner_text("main")


def test_a_consultant_has_two_clients_strictly_apart(visitor: Visitor) -> None:
    """Counts of both on one desk; inside one client nothing of the other can be found or addressed."""
    visitor.sign_in(CONSULTANT)
    visitor.picture("89-desk")
    page = visitor.page
    assert page.url.endswith("/desk/")
    expect(page.locator("main .card h2")).to_have_count(2)
    names = page.locator("main .card h2").all_inner_texts()
    systems = [str(link.get_attribute("href")) for link in page.locator("main h3 a").all()]
    assert len(names) == 2 == len(systems)
    assert "standard=iso-9001-2026" in str(page.locator(".standing a").first.get_attribute("href"))
    for name, other, here, there in ((names[0], names[1], *systems), (names[1], names[0], *reversed(systems))):
        assert visitor.go(here) == 200
        text = page.inner_text("body")
        assert name in text
        assert other not in text
        found = page.request.get(f"{visitor.site.address}{here}palette?q={other.split()[0]}").text()
        assert set(re.findall(r'data-href="([^"?]+)', found)) <= {f"{here}search/"}, found
        assert visitor.go(f"{here}search/?q={other.split()[0]}") == 200
        assert other not in page.inner_text("main")
        crossed = "/".join(here.split("/")[:4]) + "/" + there.split("/")[4] + "/"
        assert crossed == here or visitor.go(crossed) == 404


def test_an_external_auditor_reads_what_was_named(visitor: Visitor) -> None:
    """From the desk to verdicts, documents and records, with a search and nothing to press that changes anything."""
    visitor.sign_in(GUEST)
    page = visitor.page
    page.click("#guest-of a")
    expect(page.locator("h1")).to_have_text("Noordzee Instruments")
    visitor.picture("91-guest-standing")
    assert page.locator("main form[method=post]").count() == 0
    page.fill("input[type=search]", "internal audit programme")
    expect(page.locator("tbody tr")).to_have_count(2)
    page.get_by_role("link", name="Documents", exact=True).click()
    page.locator("tbody a").first.click()
    expect(page.locator("article")).to_be_visible()
    visitor.picture("92-guest-document")
    page.get_by_role("link", name="Records", exact=True).click()
    expect(page.locator("tbody tr").first).to_be_visible()


def test_an_external_auditor_gets_no_page_of_members(visitor: Visitor) -> None:
    """A guest is no member: every page of the organization is, to them, not there."""
    member = visitor.sign_in(MANAGER)
    home = member.home
    member.page.context.clear_cookies()
    visitor.sign_in(GUEST)
    visitor.picture("90-guest")
    visitor.home = home
    for path in (
        "",
        "requirements/",
        "requirements/iso-9001-2026/9.2.2/",
        "gap/",
        "standing/",
        "reports/",
        "documents/",
        "palette?q=9",
    ):
        assert visitor.go(path) == 404, path
    assert "shown" not in visitor.page.inner_text("body").lower()
