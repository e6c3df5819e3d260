"""The addresses of the requirement pages."""

from urllib.parse import urlencode

from clauseway.catalogue.queries import CompiledRequirement
from clauseway.web.frame import Place


def index(place: Place, **asked: str) -> str:
    """The list of requirements, filtered as `asked`."""
    query = urlencode({key: value for key, value in asked.items() if value})
    return f"{place.base}/requirements/{'?' if query else ''}{query}"


def standard(place: Place, slug: str) -> str:
    return f"{place.base}/requirements/{slug}/"


def requirement(base: str, found: CompiledRequirement) -> str:
    """The page of a requirement, without a slash at the end."""
    return f"{base}/requirements/{found.edition_slug}/{found.ref}"
