"""A quality manager brings a customer's requirements in from a workbook, applies them, and takes them out again."""

import io
import re

import pytest
from playwright.sync_api import expect
from tests.catalogue.exchange.files import workbook

from .conftest import MANAGER, Visitor
from .steps import fill, submit
from .test_every_page import overflow, violations

pytestmark = pytest.mark.journey

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def demands(tenth: object) -> dict[str, object]:
    """A workbook as customers send it: a cover, headings in row three, references as numbers."""
    rows = [
        ["Demands on suppliers"],
        [],
        ["No.", "Topic", "What we ask for"],
        [1, "Orders", ""],
        *([round(1 + n / 10, 1), f"Demand {n}", f"What is asked in demand {n}."] for n in range(1, 9)),
        [tenth, "Complaints", "A complaint is answered within two days."],
    ]
    data = workbook(("Cover", [["Delta Motors"]]), ("List", rows))
    return {"name": "Delta demands.xlsx", "mimeType": SHEET, "buffer": data}


def give(visitor: Visitor, home: str, file: dict[str, object]) -> None:
    visitor.go(f"{home}/standards/import/")
    visitor.page.set_input_files("[name=file]", files=file)  # type: ignore[arg-type]
    submit(visitor.page, "Look at it")
    visitor.page.wait_for_url(re.compile(r"/standards/import/[0-9a-f-]{36}/"))


def sound(visitor: Visitor) -> None:
    """Nothing axe objects to, nothing too wide."""
    assert violations(visitor) == []
    assert overflow(visitor) <= 0


def test_a_customer_s_requirements_come_in_are_judged_and_go_out(visitor: Visitor) -> None:
    page = visitor.sign_in(MANAGER).page
    home = re.match(r"(.*/o/[^/]+)", visitor.home).group(1)  # type: ignore[union-attr]
    visitor.go(f"{home}/standards/own/")
    sound(visitor)

    give(visitor, home, demands(1.1))
    expect(page.get_by_role("heading", name="This file is not taken")).to_be_visible()
    expect(page.get_by_text("List!A13")).to_be_visible()
    sound(visitor)

    give(visitor, home, demands("1.10"))
    visitor.picture("own-1-columns")
    fill(page, "#mapping-form", **{"column-explain": "C"})
    submit(page, "Read it again", "#mapping-form")
    sound(visitor)
    expect(page.get_by_text("It would be new here.")).to_be_visible()
    submit(page, "Import it")
    expect(page.get_by_role("heading", name="Delta demands", exact=True)).to_be_visible()
    expect(page.get_by_role("cell", name="Complaints")).to_be_visible()
    visitor.picture("own-2-in")
    sound(visitor)

    with page.expect_download() as taken:
        page.get_by_role("link", name="OSCAL").click()
    file = io.BytesIO(taken.value.path().read_bytes())
    assert b'"oscal-version": "1.1.2"' in file.getvalue()

    visitor.go("setup/standards/")
    card = page.locator("fieldset.edition", has_text="Delta demands")
    card.locator("input[name=edition]").check()
    submit(page, "Save the standards")
    visitor.go("requirements/own-delta-demands/1.10/")
    expect(page.get_by_text("A complaint is answered within two days.")).to_be_visible()

    visitor.go(f"{home}/standards/own/own-delta-demands/")
    expect(page.get_by_text("Remove this standard")).to_have_count(0)
    assert [line for line in visitor.errors if "422" not in line] == []


def test_the_way_in_on_a_phone(on_phone: Visitor) -> None:
    on_phone.sign_in(MANAGER)
    home = re.match(r"(.*/o/[^/]+)", on_phone.home).group(1)  # type: ignore[union-attr]
    on_phone.go(f"{home}/standards/own/")
    sound(on_phone)
    give(on_phone, home, demands("1.10"))
    sound(on_phone)
