"""Parts of pages that are drawn once and kept (`web.drawn`) are what would be drawn anew: for another organization, after a change, in another language."""

import re
from typing import Any

import pytest
from django.test import Client

from clauseway.web import drawn

from .addresses import UNBUILT, addresses
from .world import World, build

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

OF_THE_REQUEST = re.compile(
    r"""name="(csrfmiddlewaretoken|once|token)" value="[^"]*"|hx-headers='[^']*'|<dt>Known at</dt><dd>[^<]*</dd>"""
)
"""What is different each time a page is asked for, and so has no place in a part that is kept."""


def pages(world: World) -> dict[str, str]:
    """Every page of the world as HTML, without what belongs to the request."""
    client = Client(raise_request_exception=False)
    client.force_login(world.user)
    found = {}
    for address in addresses():
        if address.name in UNBUILT or address.unknown() or not address.tenant:
            continue
        answer: Any = client.get(address.path(world))
        if answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html"):
            found[address.name] = OF_THE_REQUEST.sub("", answer.content.decode())
    return found


def test_a_page_of_kept_parts_is_the_page_drawn_anew() -> None:
    """The second organization is asked after the first has filled what is kept, then after nothing is kept any more."""
    pages(build("first", 3))
    second = build("second", 2)
    kept = pages(second)
    assert drawn.kept() > len(kept) / 2, "Hardly a part was kept: this test would show nothing."
    drawn.forget()
    anew = pages(second)
    assert len(kept) > 150
    assert [name for name in kept if kept[name] != anew[name]] == []
