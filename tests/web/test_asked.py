"""What an address carries is believed only as far as it goes."""

import uuid
from types import SimpleNamespace
from typing import cast

import pytest

from clauseway.web.asked import identifier, within
from clauseway.web.frame import Place

HERE = cast(Place, SimpleNamespace(home="/o/works"))


@pytest.mark.parametrize("text", ["", "no", "../", "0" * 31, "{}", "١" * 8])
def test_other_texts_are_no_identifier(text: str) -> None:
    assert identifier(text) is None


def test_an_identifier_is_read() -> None:
    one = uuid.uuid4()
    assert identifier(str(one)) == one


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
