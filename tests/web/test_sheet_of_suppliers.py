"""A sheet of a thousand suppliers, half of it wrong: told row by row, written only when confirmed, and not twice."""

import re

import pytest
from tests.web.office import Office

from clauseway.resources.models import Supplier

pytestmark = pytest.mark.django_db
ADDRESS = "/stocktake/supplier/import/"
WRONG = (
    ("Vendor {n};deadly;{n};2026-01-05", "criticality"),
    (";high;{n};2026-01-05", "no name"),
    ("Vendor {n};high;{n};someday", "no date"),
    ("Vendor 1;high;{n};2026-01-05", "named twice"),
    ("Vendor {n};high;N-1;2026-01-05", "number of another"),
)


def _sheet() -> str:
    """Rows 1, 3, 5 ... are right, each of the others is wrong in one of five ways."""
    lines = ["Supplier;Criticality;Number;Since"]
    for n in range(1, 1001):
        good = f"Vendor {n};{('high', 'medium', 'low')[n % 3]};N-{n};2026-01-05"
        lines.append(good if n % 2 else WRONG[n // 2 % len(WRONG)][0].format(n=n))
    return "\n".join(lines) + "\n"


def test_half_wrong_is_told_row_by_row_and_nothing_is_written_until_confirmed() -> None:
    office = Office()
    page = office.post(ADDRESS, {"text": _sheet()}).content.decode()
    assert re.search(r"500\s+rows would be written", page), page[:2000]
    assert Supplier.objects.count() == 0


def test_confirmed_it_writes_the_right_half_once() -> None:
    office, sheet = Office(), _sheet()
    assert office.post(ADDRESS, {"text": sheet, "sure": "1"}).status_code == 302
    assert Supplier.objects.count() == 500
    before = set(Supplier.objects.values_list("id", "version"))
    again = office.post(ADDRESS, {"text": sheet}).content.decode()
    assert "Nothing would be written" in again
    office.post(ADDRESS, {"text": sheet, "sure": "1"})
    assert set(Supplier.objects.values_list("id", "version")) == before
