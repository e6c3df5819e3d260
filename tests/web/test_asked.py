"""What an address carries is believed only as far as it goes."""

import uuid
from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest
from tests.web.office import Office

from clauseway.actions.models import Action
from clauseway.systems.models import InterestedParty, Issue
from clauseway.web.asked import day, identifier, within
from clauseway.web.frame import Place

HERE = cast(Place, SimpleNamespace(home="/o/works"))


@pytest.mark.parametrize("text", ["", "no", "../", "0" * 31, "{}", "١" * 8])
def test_other_texts_are_no_identifier(text: str) -> None:
    assert identifier(text) is None


def test_an_identifier_is_read() -> None:
    one = uuid.uuid4()
    assert identifier(str(one)) == one


@pytest.mark.parametrize("text", ["", "tomorrow", "2026-02-30", "0202-12-01", "9999-12-31", "2026-12-01T10:00"])
def test_other_texts_are_no_day(text: str) -> None:
    assert day(text) is None


def test_a_day_is_read() -> None:
    assert day(" 2026-12-01 ") == date(2026, 12, 1)


@pytest.mark.parametrize("wanted", ["/o/works/", "/o/works/s/quality/plan/?state=open"])
def test_one_comes_back_to_a_page_of_ones_own_organization(wanted: str) -> None:
    assert within(HERE, wanted, "/o/works/plan/") == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "/",
        "/o/workshop/",
        "//elsewhere.test/o/works/",
        "https://elsewhere.test/",
        "javascript:alert(1)",
        "\\\\x",
        "/o/works",
    ],
)
def test_a_link_leads_nobody_elsewhere(wanted: str) -> None:
    assert within(HERE, wanted, "/o/works/plan/") == "/o/works/plan/"


@pytest.mark.django_db
def test_what_is_longer_than_its_field_is_refused_beside_it_and_kept() -> None:
    """No browser counted, so the form does: nothing is written, and the text is there to be shortened."""
    office = Office()
    for path, name, most, more in (
        ("/context/issues/new/", "text", 400, {"side": "external"}),
        ("/context/parties/new/", "name", 200, {}),
        ("/context/roles/new/", "name", 240, {}),
    ):
        told = office.post(path, {name: "L" * (most + 1), **more})
        assert told.status_code == 422
        assert f"holds at most {most} characters" in told.content.decode()
        assert "L" * (most + 1) in told.content.decode()
        assert office.post(path, {name: "L" * most, **more}).status_code == 302


@pytest.mark.django_db
def test_a_character_that_no_text_holds_is_left_out() -> None:
    """NUL in an address or a form: the list answers, and what is written is the rest of the text."""
    office = Office()
    for address in ("/documents/?kind=%00", "/obligations/?kind=a%00b", "/equipment/?state=%00"):
        assert office.get(address).status_code == 200, address
    form = "application/x-www-form-urlencoded"
    sent = {
        "/context/issues/new/": "text=Chips+are%00+scarce&side=external",
        "/context/parties/new/": "name=Custom%00ers",
        "/gap/iso-9001-2026/4.1/note/": "version=0&note=a%00b",
    }
    for path, body in sent.items():
        assert office.client.post(office.base + path, body, content_type=form).status_code < 400, path
        office.back()
    assert Issue.objects.get().text == "Chips are scarce"
    assert InterestedParty.objects.get().name == "Customers"


@pytest.mark.django_db
def test_a_year_typed_in_a_hurry_is_asked_again_in_every_kind_of_form() -> None:
    """A year of three figures, from a form of either make: the field says so and nothing is written."""
    office = Office()
    action = {"title": "Evaluate suppliers", "kind": "other", "due_on": "0202-12-01"}
    issue = {"text": "Chips are scarce", "side": "external", "live_from": "0202-12-01"}
    standard = {"edition": "iso-9001-2026", "mode-iso-9001-2026": "certify", "target-iso-9001-2026": "9999-12-31"}
    for path, sent in (("/plan/new/", action), ("/context/issues/new/", issue), ("/setup/standards/", standard)):
        told = office.post(path, sent)
        assert told.status_code == 422, path
        assert "date" in told.content.decode()
    assert not Action.objects.exists()
    assert not Issue.objects.exists()
