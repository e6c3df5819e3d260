"""No page asks per row: the same number of statements with few and with 50 of everything, on every address, and the number may only sink.

`statement_counts.json` holds the numbers. Fewer: record them (`CLAUSEWAY_TEST_RECORD=1`); more: find what the page asks for in a loop.
"""

import json
import os
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from .addresses import OUTSIDE, UNBUILT, Address, addresses
from .world import World, build

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

RECORD = Path(__file__).with_name("statement_counts.json")
MOST = 10
"""Statements a page should need at most (transaction control, session and account not counted)."""
CONTROL = re.compile(r"^(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET |SELECT set_config)", re.IGNORECASE)
WHO = re.compile(
    r'FROM "(django_session|organization_user|account_emailaddress|mfa_authenticator)"|clauseway_(memberships|arrive)'
)

ASKED = {"search, words": ("search", "?q=e"), "search, a citation": ("search", "?q=9001+9.2")}
"""Addresses that ask more when they are asked something: by a name of their own, the address and what it is asked."""

GROWING: dict[str, str] = {
    "plan-forecast": "one more statement, once, for the titles when actions are among what drives the date",
}
"""Addresses whose count may grow with the rows, each with the reason. Empty is the aim."""


def fetched() -> list[Address]:
    """Addresses that answer a GET: of tenants, and the desk."""
    return [a for a in addresses() if a.name not in UNBUILT and not a.unknown() and (a.tenant or a.name == "desk")]


def statements(client: Client, path: str) -> int | None:
    """Data statements of the second visit (the first fills what is kept per process); None when GET is not for this address."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    if response.status_code >= 300:
        return None
    said = [query["sql"] for query in captured.captured_queries]
    return sum(not CONTROL.match(sql) and not WHO.search(sql) for sql in said)


def measured(world: World) -> dict[str, int]:
    client = Client(raise_request_exception=False)
    client.force_login(world.user)
    paths = {address.name: address.path(world) for address in fetched()}
    paths |= {name: paths[address] + query for name, (address, query) in ASKED.items()}
    found = {name: statements(client, path) for name, path in paths.items()}
    return {name: count for name, count in sorted(found.items()) if count is not None}


@pytest.fixture
def small_and_large() -> tuple[dict[str, int], dict[str, int]]:
    return measured(build("small", 2)), measured(build("large", 50))


def test_no_page_asks_per_row(small_and_large: tuple[dict[str, int], dict[str, int]]) -> None:
    small, large = small_and_large
    grown = {n: (small[n], large[n]) for n in small if n in large and large[n] > small[n] and n not in GROWING}
    assert grown == {}, "Statements with 2 and with 50 of everything (2, so that one may depend on the other)."
    assert set(small) == set(large)
    _ratchet(large)


def _ratchet(now: dict[str, int]) -> None:
    """The recorded numbers only sink; a new address is recorded on purpose."""
    before = json.loads(RECORD.read_text()) if RECORD.exists() else {}
    if os.environ.get("CLAUSEWAY_TEST_RECORD"):
        kept = {name: min(count, before.get(name, count)) for name, count in now.items()}
        RECORD.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n")
        return
    more = {name: (before[name], count) for name, count in now.items() if name in before and count > before[name]}
    assert more == {}, "More statements than recorded."
    new = {name: count for name, count in now.items() if name not in before and count > MOST}
    assert new == {}, f"New pages with more than {MOST} statements."


def test_the_record_names_only_addresses_that_are_there() -> None:
    known = {address.name for address in addresses()} | set(OUTSIDE) | set(ASKED)
    recorded = json.loads(RECORD.read_text()) if RECORD.exists() else {}
    assert set(recorded) <= known
