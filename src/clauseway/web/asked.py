"""What stands in an address or a form and was written by anybody: identifiers, and where to go afterwards."""

import uuid

from django.utils.http import url_has_allowed_host_and_scheme

from clauseway.web.frame import Place


def identifier(text: str) -> uuid.UUID | None:
    """The identifier a text is; None for any other text."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def within(place: Place, wanted: str, otherwise: str) -> str:
    """The address wanted when it is one of this organization's pages, else the other one: a link sent by somebody leads nobody elsewhere."""
    inside = wanted.startswith(f"{place.home}/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if inside else otherwise
