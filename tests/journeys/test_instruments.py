"""An instrument's bad day: found out of tolerance it asks what was measured since; set aside in time it asks for nothing."""

import datetime as dt
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from .conftest import MANAGER, Visitor
from .steps import fill, submit
from .test_every_page import overflow, violations

pytestmark = pytest.mark.journey


def _day(offset: int) -> str:
    return (dt.date.today() + dt.timedelta(days=offset)).isoformat()


def _registered(visitor: Visitor) -> str:
    """A new instrument, brought in as a sheet; its page is open."""
    name = f"Bore gauge {uuid4().hex[:6]}"
    page = visitor.page
    visitor.go("stocktake/equipment/import/")
    page.fill("[name=text]", f"Instrument;Identifier;Since\n{name};BG-{uuid4().hex[:6]};{_day(-400)}\n")
    submit(page, "See what would happen")
    submit(page, "Write 1 row")
    visitor.go(f"equipment/?q={name.replace(' ', '+')}")
    page.get_by_role("link", name=name).first.click()
    expect(page.locator("h1")).to_have_text(name)
    return name


def _calibrated(visitor: Visitor, **values: str) -> None:
    page = visitor.page
    page.get_by_role("link", name="Calibrate", exact=True).click()
    fill(page, traceable_to="National standard", laboratory="Laboratory Noord", **values)
    _looked_at(visitor)
    submit(page, "Record")


def _looked_at(visitor: Visitor) -> None:
    assert violations(visitor) == []
    assert overflow(visitor) <= 0


def _complaints(visitor: Visitor) -> list[str]:
    """What the console said, but for the refusals (422) the journey asked for."""
    return [said for said in visitor.errors if "status of 422" not in said]


def test_out_of_tolerance_asks_what_was_measured_since(visitor: Visitor) -> None:
    """What an instrument measured since it was last right stays in question until somebody says what was looked at and done."""
    visitor.sign_in(MANAGER)
    page = visitor.page
    _registered(visitor)
    _calibrated(visitor, on=_day(-200))
    _calibrated(visitor, on=_day(-1), found="outside", error="0.08 mm")
    expect(page.get_by_text("look at earlier results").first).to_be_visible()
    expect(page.get_by_text("What was measured since").first).to_be_visible()
    visitor.picture("96-instrument-in-question")
    _looked_at(visitor)
    page.get_by_role("link", name="Earlier results", exact=True).click()
    fill(page, looked_at="All bores of orders 4711 to 4720", outcome="acted-on")
    submit(page, "Record")
    expect(page.get_by_text("Say what was done").first).to_be_visible()
    assert page.input_value("[name=looked_at]") == "All bores of orders 4711 to 4720", "what was typed is still there"
    fill(page, done="Two housings called back and measured again")
    submit(page, "Record")
    expect(page.get_by_text("look at earlier results")).to_have_count(0)
    expect(page.get_by_text("Two housings called back").first).to_be_visible()
    visitor.picture("97-instrument-settled")
    _looked_at(visitor)
    assert _complaints(visitor) == []


def test_set_aside_in_time_is_fine_and_put_back_needs_a_calibration(on_phone: Visitor) -> None:
    """On a phone in the dark: quarantined on the day it is due, an instrument is not overdue; it comes back only when calibrated."""
    visitor = on_phone.sign_in(MANAGER)
    page = visitor.page
    name = _registered(visitor)
    _calibrated(visitor, on=_day(-300), next_due=_day(0))
    expect(page.get_by_text("Used after its calibration was due").first).to_be_visible()
    page.get_by_role("link", name="Quarantine", exact=True).click()
    fill(page, because="Waits for the laboratory")
    _looked_at(visitor)
    submit(page, "Set aside")
    expect(page.get_by_text("quarantined").first).to_be_visible()
    expect(page.locator("main .notice")).to_have_count(0)
    visitor.picture("98-instrument-aside")
    visitor.go(f"equipment/?show=due&q={name.replace(' ', '+')}")
    expect(page.get_by_role("link", name=name)).to_have_count(0)
    _looked_at(visitor)
    page.go_back()
    page.get_by_role("link", name="Put back into use", exact=True).click()
    fill(page, because="We need it")
    submit(page, "Put back")
    expect(page.get_by_text("calibrate it before it is used again").first).to_be_visible()
    page.get_by_role("link", name=name).first.click()
    _calibrated(visitor, on=_day(0), next_due=_day(300))
    page.get_by_role("link", name="Put back into use", exact=True).click()
    fill(page, because="Calibrated")
    submit(page, "Put back")
    expect(page.get_by_text("in use").first).to_be_visible()
    _looked_at(visitor)
    assert _complaints(visitor) == []
