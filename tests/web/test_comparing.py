"""Standards side by side and what adding one would ask."""

from typing import Any

import pytest

from clauseway.conformity.models import VerdictNow
from clauseway.systems.models import AppliedEdition

from .office import Office

pytestmark = pytest.mark.django_db
FOUR = "/compare/?with=iso-9001-2026,iso-27001-2022,iso-9001-2015,iso-45001-2018"


def html(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def test_what_is_applied_is_compared_when_nothing_is_chosen() -> None:
    text = html(Office().get("/compare/"))
    assert "things are shared" in text
    assert "Internal audit programme" in text


def test_one_standard_alone_is_asked_for_another() -> None:
    text = html(Office("iso-9001-2026").get("/compare/"))
    assert "Choose at least two standards" in text
    assert "What if we added" in text


def test_ticks_lead_to_an_address_that_can_be_kept() -> None:
    answer = Office().get("/compare/?standard=iso-9001-2015&standard=iso-27001-2022")
    assert answer.status_code == 302
    assert "with=iso-9001-2015%2Ciso-27001-2022" in answer.headers["Location"]


def test_each_standard_has_its_own_tab_with_what_only_it_asks() -> None:
    made = Office()
    text = html(made.get("/compare/?with=iso-9001-2026,iso-27001-2022&view=iso-27001-2022&q=backup"))
    assert "A.8.13" in text
    assert "A.8.14" not in text
    shared = html(made.get("/compare/?with=iso-9001-2026,iso-27001-2022&strength=close"))
    assert "Supplier" in shared or "External provision" in shared


def test_what_is_not_there_is_left_out() -> None:
    assert html(Office().get("/compare/?with=nonsense,iso-9001-2026&view=nonsense&page=9"))
    assert Office.__name__


def test_adding_a_standard_is_judged_and_nothing_is_applied() -> None:
    made = Office("iso-9001-2026")
    text = html(made.get("/compare/adding/iso-27001-2022/"))
    made.back()
    assert "What if we added ISO/IEC 27001:2022?" in text
    assert "controls to decide on" in text
    assert AppliedEdition.objects.count() == 1
    assert not VerdictNow.objects.filter(edition__slug="iso-27001-2022").exists()
    assert "A.8.13" in html(made.get("/compare/adding/iso-27001-2022/?q=backup&sort=-strength&view=undecided"))


def test_adding_what_is_applied_leads_to_its_page() -> None:
    made = Office("iso-9001-2026")
    assert made.get("/compare/adding/iso-9001-2026/").status_code == 302
    assert made.get("/compare/adding/iso-9001-1987/").status_code == 404


def test_the_pages_ask_few_statements() -> None:
    made = Office()
    made.get(FOUR)
    assert made.statements(f"{made.base}{FOUR}") <= 9
    one = Office.__new__(Office)
    one.__dict__ |= made.__dict__
    made.get("/compare/adding/iso-9001-2015/")
    assert made.statements(f"{made.base}/compare/adding/iso-9001-2015/") <= 13
