"""What stands in an address or a form and was written by anybody: identifiers, days, and where to go afterwards."""

import uuid
from datetime import date

from django.utils.http import url_has_allowed_host_and_scheme

from clauseway.web.frame import Place


def identifier(text: str) -> uuid.UUID | None:
    """The identifier a text is; None for any other text."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)


def day(text: str) -> date | None:
    """The day a text is (2026-03-14); None for any other text, and for a year nobody means: 202 is 2026 typed in a hurry."""
    try:
        found = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return found if FIRST_DAY <= found <= LAST_DAY else None


def within(place: Place, wanted: str, otherwise: str) -> str:
    """The address wanted when it is one of this organization's pages, else the other one: a link sent by somebody leads nobody elsewhere."""
    inside = wanted.startswith(f"{place.home}/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if inside else otherwise
