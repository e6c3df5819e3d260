"""The look back: as known then, as we know it now, and the way into each requirement as of that day."""

from datetime import date, timedelta

import pytest

from clauseway.evidence.operations import Fact, file_record

from .heart import Heart

pytestmark = pytest.mark.django_db


def test_what_was_entered_later_was_not_known_then() -> None:
    """A policy approved last month and entered today: not shown as known then, shown as we know it now."""
    heart = Heart(editions=("iso-9001-2026",))
    heart.again()
    day = heart.today - timedelta(days=10)
    fact = Fact("audit.programmed", day - timedelta(days=20), system=heart.system.id, standards=("iso-9001-2026",))
    file_record(heart.context, fact)
    then = heart.html(f"{heart.at()}?on={day}&known=then")
    now = heart.html(f"{heart.at()}?on={day}&known=now")
    assert "You are looking back" in then
    assert "An audit programme is in force: nothing shows it yet" in then
    assert "An audit programme is in force: nothing shows it yet" not in now
    assert "record/audit.performed/" not in now


def test_the_page_counts_that_day_and_says_what_changed() -> None:
    """Without a date it asks; with one it counts, and links each change to that day's page."""
    heart = Heart()
    page = f"{heart.base}/standing/"
    assert "Choose a day" in heart.html(page)
    day = heart.today - timedelta(days=10)
    heart.client.post(
        heart.at("A.5.1", "applicability/", "iso-27001-2022"),
        {"once": "a", "applies": "yes", "reason": "Customers ask."},
    )
    html = heart.html(f"{page}?on={day}&known=now")
    assert "A.5.1" in html
    assert f"on={day}" in html
    assert heart.statements(f"{page}?on={day}&known=now") <= 11


def test_before_anything_was_applied_there_is_nothing_to_judge() -> None:
    """The page says so instead of counting nought; a day to come and no date at all are asked for again."""
    heart = Heart()
    assert "No standard was applied on" in heart.html(f"{heart.base}/standing/?on=2001-01-01")
    assert "Choose a day" in heart.html(f"{heart.base}/standing/?on={date(2999, 1, 1)}")
    assert "Choose a day" in heart.html(f"{heart.base}/standing/?on=yesterday")


def test_the_list_and_its_links_stay_on_that_day() -> None:
    """Filters of a look back keep the date, and the way back is offered."""
    heart = Heart()
    day = heart.today - timedelta(days=3)
    html = heart.html(f"{heart.base}/requirements/?on={day}&known=now")
    assert "Back to today" in html
    assert f"on={day}" in html
