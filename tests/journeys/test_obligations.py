"""A permit from the letter box to a change: it applies, where, it is not kept, something is done, and the change that follows is agreed to by another."""

import datetime as dt
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from .conftest import MANAGER, Visitor
from .steps import fill, submit
from .test_every_page import overflow, violations

pytestmark = pytest.mark.journey
DIRECTOR = "hendrik.osei@noordzee.example"


def _day(offset: int) -> str:
    return (dt.date.today() + dt.timedelta(days=offset)).isoformat()


def _looked_at(visitor: Visitor) -> None:
    assert violations(visitor) == []
    assert overflow(visitor) <= 0


def _complaints(visitor: Visitor) -> list[str]:
    """What the console said, but for the refusals (422) the journey asked for."""
    return [said for said in visitor.errors if "status of 422" not in said]


def _brought_in(visitor: Visitor) -> str:
    """A new permit, brought in as a sheet; its page is open."""
    name = f"Discharge permit {uuid4().hex[:6]}"
    page = visitor.page
    visitor.go("stocktake/obligation/import/")
    sheet = f"Obligation;Kind;What it asks;Where it is written\n{name};permit;Zinc below 2 mg per litre;Permit of the water board\n"
    page.fill("[name=text]", sheet)
    submit(page, "See what would happen")
    submit(page, "Write 1 row")
    visitor.go(f"obligations/?q={name.replace(' ', '+')}")
    page.get_by_role("link", name=name).first.click()
    expect(page.locator("h1")).to_have_text(name)
    return name


def test_a_permit_applies_is_not_kept_and_leads_to_a_change(visitor: Visitor, others: Callable[[], Visitor]) -> None:
    """Nothing is decided by silence, a breach names what is done until when, and nobody agrees to their own change."""
    visitor.sign_in(MANAGER)
    page = visitor.page
    name = _brought_in(visitor)
    expect(page.get_by_text("nobody decided yet")).to_be_visible()
    page.get_by_role("link", name="Does it apply?", exact=True).click()
    page.check("[name=applies][value=yes]")
    _looked_at(visitor)
    submit(page, "Decide")
    page.get_by_role("link", name="Choose", exact=True).click()
    page.locator("[name=processes]").first.check()
    page.locator("[name=party_id]").select_option(index=1)
    _looked_at(visitor)
    submit(page, "Save")
    expect(page.get_by_text("From the need of")).to_be_visible()
    where = page.locator("main a[href*='/processes/']").first
    process = str(where.get_attribute("href"))
    page.get_by_role("link", name="Evaluate", exact=True).click()
    page.check("[name=result][value=no]")
    fill(page, basis="Samples of the quarter", finding="2.6 mg in March", response="A second filter")
    submit(page, "Record the evaluation")
    expect(page.get_by_text("Say until when this is done").first).to_be_visible()
    fill(page, response_due=_day(30))
    submit(page, "Record the evaluation")
    expect(page.get_by_text("not kept, acted on").first).to_be_visible()
    visitor.picture("99-obligation")
    _looked_at(visitor)
    visitor.go(process)
    expect(page.get_by_role("link", name=name)).to_be_visible()
    visitor.picture("99-process-bound")
    _change(visitor, others, f"Second filter {uuid4().hex[:6]}")
    assert _complaints(visitor) == []


def _change(visitor: Visitor, others: Callable[[], Visitor], name: str) -> None:
    """Plan a change, be refused one's own agreement, have the director agree, begin it."""
    page = visitor.page
    visitor.go("stocktake/change/import/")
    head = "Change;Purpose;What follows from it;With what;Responsible\n"
    page.fill("[name=text]", f"{head}{name};Keep the permit;One day without water;Two people;Ilse Brandsma\n")
    submit(page, "See what would happen")
    submit(page, "Write 1 row")
    visitor.go(f"changes/?q={name.replace(' ', '+')}")
    page.get_by_role("link", name=name).first.click()
    change = page.url
    page.get_by_role("link", name="Agree", exact=True).click()
    submit(page, "Agree to this change")
    expect(page.get_by_text("Somebody other than who asked for it").first).to_be_visible()
    director = others().sign_in(DIRECTOR)
    director.go(change)
    director.page.get_by_role("link", name="Agree", exact=True).click()
    submit(director.page, "Agree to this change")
    expect(director.page.get_by_text("Hendrik Osei").first).to_be_visible()
    visitor.go(change)
    page.get_by_role("link", name="Begin", exact=True).click()
    submit(page, "It begins")
    expect(page.get_by_text("Begun").first).to_be_visible()
    visitor.picture("99-change")
    _looked_at(visitor)


def test_whether_it_is_kept_is_told_with_one_thumb(on_phone: Visitor) -> None:
    """At 390 pixels in the dark: decided, evaluated as kept, and the next evaluation is somebody's duty by the rhythm."""
    visitor = on_phone.sign_in(MANAGER)
    page = visitor.page
    _brought_in(visitor)
    _looked_at(visitor)
    page.get_by_role("link", name="Does it apply?", exact=True).click()
    page.check("[name=applies][value=yes]")
    submit(page, "Decide")
    page.get_by_role("link", name="Evaluate", exact=True).click()
    submit(page, "Record the evaluation")
    expect(page.locator("h1")).to_have_text("Is it kept?")
    page.check("[name=result][value=yes]")
    fill(page, basis="Samples of the quarter, all below 1 mg")
    _looked_at(visitor)
    submit(page, "Record the evaluation")
    expect(page.get_by_text("Samples of the quarter").first).to_be_visible()
    visitor.picture("99-obligation-phone")
    _looked_at(visitor)
    visitor.go("obligations/")
    _looked_at(visitor)
    assert _complaints(visitor) == []
