"""The story of a stranger: from signing up to a gap report somebody else can read. Each test is a step and goes on where the last one ended."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from .conftest import Visitor
from .steps import decide, facet, fill, give, standing, submit, words_of, zipped

pytestmark = pytest.mark.journey

DOCUMENTS = Path(__file__).resolve().parents[1] / "inputs" / "documents"
MARK = uuid4().hex[:6]
COMPANY = f"Fennel Flow Works {MARK}"
MAIL = f"marta.{MARK}@fennel.example"
PASSWORD = "seven quiet herons"
TARGET = date.today() + timedelta(days=300)

SHEETS = {  # people first: a process names its owner
    "people": "Name\tMail\tJob\tUnit\nJonas Ek\tjonas.ek@fennel.example\tBuyer\tPurchasing\n"
    "Åsa Öberg\t\tTechnician\tAssembly\nRenée O'Neill\t\tDeveloper\tSoftware\n",
    "processes": "Process\tKind\tActivity\tOwner\tIn\tOut\n"
    "Assembly\tcore\tProduction\tMarta Fennel\tOrders, parts\tTested flow meters\n"
    "Purchasing\tSupport\tPurchasing\tJonas Ek\tNeeds\tOrdered parts\n"
    "Software\tcore\tDesign and development\tRenée O'Neill\tWishes\tReleases\n",
    "sites": "Site\tKind\tAddress\nDelft\t\tKade 1, Delft\nGdańsk\t\tPort 4, Gdańsk\n",
    "parties": "Party\tWhat they need or expect\nCustomers\tMeters that keep their accuracy for ten years\n"
    "The metrology office\tTraceable calibration\n",
    "issues": "Issue\tSide\tWhat it does\tClimate\nChips are scarce\texternal\tLonger lead times\t\n"
    "Heat waves stop the test bench\texternal\tTests wait in summer\tyes\n",
}


def test_signs_up_and_founds_an_organization(stranger: Visitor) -> None:
    """The landing page leads to an account, an organization with its country, people and trade, and on to the charter."""
    page = stranger.page
    stranger.go("/")
    stranger.picture("01-landing")
    page.get_by_role("link", name="Sign up").click()
    stranger.picture("02-sign-up")
    fill(page, name="Marta Fennel", email=MAIL, password1=PASSWORD)
    submit(page, "Sign up")
    assert page.url.endswith("/start/")
    assert page.input_value("[name=country]") == "NL", "taken from the browser"
    assert page.input_value("[name=timezone]"), "taken from the device"
    fill(page, name=COMPANY, country="SE", sector="Machinery and instruments", headcount="48")
    stranger.picture("03-organization")
    submit(page, "Make the organization")
    assert page.url.endswith("/new-system/")


def test_writes_a_charter_and_chooses_two_standards(stranger: Visitor) -> None:
    """Sponsor, lead, team, aims and why; ISO 9001:2026 and ISO/IEC 27001:2022, to be certified by a date."""
    page = stranger.page
    assert page.input_value("[name=lead]").startswith("Marta Fennel")
    fill(page, name="Integrated management system", sponsor="Olof Strand", team="Jonas Ek, on Fridays")
    fill(page, aims="Fewer returns, and a customer who asks for the certificate.", why="Two tenders lost last year.")
    stranger.picture("04-charter")
    submit(page, "Save and choose standards")
    for slug in ("iso-9001-2026", "iso-27001-2022"):
        page.check(f"[name=edition][value={slug}]")
        page.check(f"[name=mode-{slug}][value=certify]")
        page.fill(f"[name=target-{slug}]", TARGET.isoformat())
    stranger.picture("05-standards")
    submit(page, "Save and state the scope")
    assert page.url.endswith("/setup/first/scope/")


def test_states_the_scope_and_what_does_not_apply(stranger: Visitor) -> None:
    """The scope is stated and approved; a control without use is left out with a reason, the others are necessary."""
    page = stranger.page
    page.locator("textarea").first.fill("Design, production and service of flow meters at Delft and Gdańsk.")
    page.check("[name=approve]")
    stranger.picture("06-scope")
    submit(page, "Save and go to the track")
    stranger.home = page.url
    stranger.picture("07-first-track")
    assert "ISO 9001:2026" in page.inner_text("main")
    assert "ISO/IEC 27001:2022" in page.inner_text("main")

    stranger.go("setup/applicability/")
    assert "93 controls are undecided" in page.inner_text("h1")
    stranger.picture("08-applicability")
    page.fill("input[type=search]", "outsourced")
    expect(page.locator("#applicability tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Decide", exact=True).first.click()
    page.check("[name=applies][value=out]")
    submit(page, "Save")
    assert page.locator(".field__error").count(), "no reason, no exclusion"
    fill(page, reason="Nothing is developed by others; all software is written by our own three developers.")
    stranger.picture("09-decision")
    submit(page, "Save")
    submit(page, "All undecided are necessary…")
    fill(page, reason="Asked for by customers and treated in the risk assessment.")
    stranger.picture("10-several")
    submit(page, "Decide all of them")
    assert page.inner_text("h1") == "Applicability", "nothing is left undecided"


@pytest.mark.parametrize("register", SHEETS)
def test_takes_stock_by_pasting_a_sheet(stranger: Visitor, register: str) -> None:
    """A pasted sheet shows what would happen before it writes, and the same sheet again writes nothing."""
    page = stranger.page
    rows = SHEETS[register].strip().splitlines()[1:]
    stranger.go(f"stocktake/{register}/")
    stranger.picture(f"11-{register}-before")
    page.locator(".headrow").get_by_role("link", name="Paste a sheet").click()
    page.fill("#paste-text", SHEETS[register])
    submit(page, "See what would happen", within="#paste")
    stranger.picture(f"12-{register}-preview")
    assert page.inner_text("h1").startswith(f"{len(rows)} row")
    page.locator("button[name=sure]").click()
    page.wait_for_load_state()
    stranger.picture(f"13-{register}")
    listed = page.inner_text("#register-body")
    assert all(row.split("\t")[0] in listed for row in rows)

    stranger.go(f"stocktake/{register}/import/")
    page.fill("#text", SHEETS[register])
    submit(page, "See what would happen")
    assert page.inner_text("h1") == "Nothing would be written"


def test_an_unfilled_template_set_shows_nothing(stranger: Visitor) -> None:
    """A zip of templates becomes drafts; even with a dozen of their passages accepted, the standing is what it was."""
    page = stranger.page
    before = standing(stranger)
    stranger.go("documents/import/")
    stranger.picture("20-import")
    give(stranger, "#files", zipped(DOCUMENTS / "unfilled-template"))
    stranger.picture("22-unfilled")
    words = set(page.locator(".result .due").all_inner_texts())
    assert "in force" not in words, words
    stranger.go("documents/review/")
    offered = page.locator("[data-suggestion=proposed]").count()
    assert offered >= 12
    for _card in range(offered):
        decide(stranger, "a", "accepted")
    assert standing(stranger) == before


def test_documents_in_force_are_suggested_and_decided_by_key(stranger: Visitor) -> None:
    """A folder becomes evidence with quoted passages; `a` accepts, `r` rejects, `m` moves, `u` takes back; each shows defined and never more."""
    page = stranger.page
    stranger.go("documents/import/")
    give(stranger, "#folder", DOCUMENTS / "filled")
    stranger.picture("23-filled")
    stranger.go("documents/review/")
    stranger.picture("24-review")
    assert page.locator("[data-suggestion=proposed]").count() > 3
    accepted = decide(stranger, "a", "accepted")
    rejected = decide(stranger, "r", "rejected")
    undone = decide(stranger, "a", "accepted")
    page.keyboard.press("u")
    expect(page.locator(f"#{undone}[data-suggestion=proposed]")).to_be_visible()
    moved = page.locator("[data-suggestion=proposed]").first
    key = moved.get_attribute("id")
    page.keyboard.press("m")
    stranger.picture("25-move")
    page.keyboard.type("A.5.15")
    page.keyboard.press("Enter")
    expect(page.locator(f"#{key}")).to_contain_text("Moved to A.5.15")
    stranger.picture("26-reviewed")
    page.reload()
    for gone in (accepted, rejected, key):
        expect(page.locator(f"#{gone}")).to_have_count(0)


def test_an_accepted_passage_shows_defined_and_never_more(stranger: Visitor) -> None:
    """The requirement a passage was moved to is shown as defined with the passage quoted, and the requirement itself is not shown."""
    page = stranger.page
    stranger.go("requirements/iso-27001-2022/A.5.15/")
    stranger.picture("30-requirement")
    assert page.locator(".overline .tag").first.inner_text().strip().lower() != "shown"
    assert "shown" in [word.strip() for word in facet(page, "Defined").locator(".reason__word").all_inner_texts()]
    assert "shown" not in [word.strip() for word in facet(page, "Done").locator(".reason__word").all_inner_texts()]


def test_walks_the_gap_analysis_by_keyboard(stranger: Visitor) -> None:
    """Arrows and letters go on and back, a note is kept while it is typed, a judgement is put on record with what it rests on."""
    page = stranger.page
    stranger.go("gap/")
    first = page.url
    stranger.picture("31-walk")
    page.keyboard.press("w")
    page.keyboard.type("Sales keeps a list of what changes around us.")
    expect(page.locator("[data-walk-said]")).to_have_text("Saved")
    page.keyboard.press("Escape")
    with page.expect_navigation():
        page.keyboard.press("ArrowRight")
    second = page.url
    assert second != first
    with page.expect_navigation():
        page.keyboard.press("k")
    assert page.url == first
    assert page.input_value("[data-walk-note]") == "Sales keeps a list of what changes around us."
    with page.expect_navigation(url=second):
        page.keyboard.press("n")
    assert "1 of" in page.inner_text(".walk-progress")

    stranger.go("gap/iso-27001-2022/A.5.15/")
    page.keyboard.press("e")
    page.keyboard.press("ArrowDown")
    fill(page, "#walk-judge", rationale="Rules exist for the network; for the test bench nobody could name any.")
    page.locator("#walk-judge [name=basis]").first.check()
    stranger.picture("32-judge")
    submit(page, "Put on record")
    stranger.picture("33-judged")
    quote = page.locator("figure.quote").first.inner_text()
    assert "nobody could name any" in quote
    assert "judged partly shown" in quote
    assert "looked at one item" in quote


def test_a_requirement_does_not_apply_with_a_justification_and_facts_outweigh_it(stranger: Visitor) -> None:
    """Property of customers is left out with a reason; leaving out design while somebody designs is a gap."""
    page = stranger.page
    for ref, answer in (("8.5.3", "not applicable"), ("8.3.1", "gap")):
        stranger.go(f"requirements/iso-9001-2026/{ref}/")
        page.get_by_role("link", name="Does not apply").click()
        page.check("[name=applies][value=no]")
        submit(page, "Decide")
        assert page.locator(".field__error, [data-form-errors]").count(), "no reason, no exclusion"
        fill(page, reason="We never hold anything that belongs to a customer or a supplier.")
        submit(page, "Decide")
        stranger.picture(f"34-excluded-{ref}")
        assert page.locator(".overline .tag").first.inner_text().strip().lower() == answer, ref


def test_asks_a_colleague_who_answers_through_a_link(stranger: Visitor, others: Callable[[], Visitor]) -> None:
    """Somebody without an account answers just their question in another browser, and the answer stands at the requirement."""
    page = stranger.page
    stranger.go("gap/iso-9001-2026/7.1.3/")
    page.get_by_role("link", name="Ask a colleague").click()
    page.locator("[name=person]").select_option(label="Åsa Öberg, Technician")
    fill(page, text="How do you know that the test bench is maintained?")
    stranger.picture("35-ask")
    submit(page, "Ask")
    stranger.picture("36-asked")
    link = page.input_value("[name=link]")

    colleague = others()
    colleague.go(link)
    colleague.picture("37-question")
    assert COMPANY in colleague.page.inner_text("main")
    assert "test bench is maintained" in colleague.page.inner_text("main")
    assert not colleague.page.locator("nav").count(), "nothing else is offered"
    fill(colleague.page, answer="There is a sticker with the date on each pump.")
    submit(colleague.page, "Answer")
    colleague.picture("38-answered")
    assert "Thank you" in colleague.page.inner_text("main")
    colleague.go(stranger.home)
    assert "/login/" in colleague.page.url, "the link opens nothing else"

    stranger.go("requirements/iso-9001-2026/7.1.3/")
    assert "a sticker with the date" in page.inner_text("main")


def test_plans_an_action_from_a_gap(stranger: Visitor) -> None:
    """The action closes its requirement, stands in list and timeline, and is waiting in its owner's work."""
    page = stranger.page
    stranger.go("requirements/iso-9001-2026/7.1.3/")
    page.get_by_role("link", name="Plan an action").click()
    fill(page, title="Write down how the test bench is maintained", kind="procedure", effort_low="1")
    fill(page, effort_days="2", effort_high="4", wait_days="30", due_on=(date.today() + timedelta(days=60)).isoformat())
    page.locator("[name=owner_id]").select_option(label="Marta Fennel")
    stranger.picture("40-action")
    submit(page, "Save")
    stranger.go("requirements/iso-9001-2026/7.1.3/")
    assert "Write down how the test bench is maintained" in page.inner_text("main")
    for path in ("plan/", "plan/timeline/", "work/"):
        stranger.go(path)
        stranger.picture("41-" + path.strip("/").replace("/", "-"))
        assert "test bench is maintained" in page.inner_text("main"), path


def test_sees_two_dates_for_each_audit(stranger: Visitor) -> None:
    """As likely as not, and nine times in ten; what drives them; the same on the track."""
    page = stranger.page
    stranger.go("plan/forecast/")
    stranger.picture("42-forecast")
    told = page.inner_text("main").lower()
    assert "as likely as not" in told
    assert "nine times in ten" in told
    assert "what drives it" in told
    stranger.go("")
    stranger.picture("43-track")
    assert page.locator(".forecast").count()
    assert "%" not in page.inner_text("main")


def test_reaches_a_requirement_from_anywhere(stranger: Visitor) -> None:
    """Ctrl-K, a number, Enter."""
    page = stranger.page
    page.keyboard.press("Control+k")
    page.keyboard.type("9.2.2")
    expect(page.locator("#palette [role=option][aria-selected=true]")).to_contain_text("9.2.2")
    stranger.picture("44-palette")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/9.2.2/")


def test_looks_back_to_a_day(stranger: Visitor) -> None:
    """The same day as known then and as we know it now."""
    page = stranger.page
    stranger.go("standing/")
    stranger.picture("45-standing")
    page.fill("[name=on]", (date.today() - timedelta(days=1)).isoformat())
    said = []
    for label in ("As known then", "As we know it now"):
        submit(page, label)
        stranger.picture("46-" + label.replace(" ", "-"))
        said.append(page.inner_text("main .lead"))
        assert page.get_by_role("button", name=label).get_attribute("aria-current") == "true"
    assert said[0] != said[1]


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF-"), ("docx", b"PK\x03\x04"), ("xlsx", b"PK\x03\x04")])
def test_hands_over_the_gap_report(stranger: Visitor, kind: str, start: bytes) -> None:
    """The report is made in the background and is what it says it is."""
    page = stranger.page
    stranger.go("reports/")
    page.check(f"[name=format][value={kind}]")
    stranger.picture("50-reports")
    submit(page, "Make the report")
    link = page.get_by_role("link", name="Open it")
    expect(link).to_be_visible(timeout=30_000)
    stranger.picture("51-report")
    with page.expect_download() as download:
        link.click()
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(start)
    assert download.value.suggested_filename.endswith(kind)
    text = words_of(kind, content)
    assert COMPANY in text
    assert "not shown" in text
    assert "Write down how the test bench is maintained" in text


def test_a_comply_only_system_ends_in_a_declaration(stranger: Visitor) -> None:
    """No audit on the road; a named person declares, with what is shown and not shown as of the day."""
    page = stranger.page
    organization = "/".join(stranger.home.split("/")[:5])
    stranger.go(f"{organization}/new-system/")
    fill(page, name="Quality, for ourselves")
    submit(page, "Save and choose standards")
    page.check("[name=edition][value=iso-9001-2026]")
    page.check("[name=mode-iso-9001-2026][value=comply]")
    submit(page, "Save and state the scope")
    page.get_by_role("link", name="Later").click()
    page.wait_for_load_state()
    stranger.picture("60-comply")
    assert "Declaration" in page.inner_text(".road")
    assert "Certificate" not in page.inner_text(".road")
    stranger.go(f"{page.url}declare/")
    fill(page, statement="We declare on our sole responsibility where we stand; the audit programme is still missing.")
    stranger.picture("61-declare")
    submit(page, "Declare")
    stranger.picture("62-declared")
    assert "audit programme is still missing" in page.inner_text("main")
    assert "not shown" in page.inner_text("main")


def test_nothing_complained_on_the_way(stranger: Visitor) -> None:
    """No script error and no refused request in the whole story, but for the forms sent without a reason on purpose."""
    assert [error for error in stranger.errors if "422" not in error] == []
