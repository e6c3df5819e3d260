"""What the pages of choosing have in common: the way here and the four tabs."""

from django.utils.translation import gettext as _

from clauseway.web.components import Link
from clauseway.web.frame import Place
from clauseway.web.tables import View

CURRENT = "library"
"""Choosing belongs to the standards."""


def tabs(place: Place, current: str) -> tuple[View, ...]:
    ways = (
        ("choose", _("Interview"), ""),
        ("result", _("Recommendation"), "result/"),
        ("ways", _("Comply or certify?"), "ways/"),
        ("benefits", _("Benefits"), "benefits/"),
    )
    return tuple(
        View(label=label, href=f"{place.home}/choose/{path}", current=key == current) for key, label, path in ways
    )


def crumbs(place: Place, *further: Link) -> tuple[Link, ...]:
    here = Link(label=_("Choosing"), href=f"{place.home}/choose/", current=not further)
    return (Link(label=place.belonging.name, href=f"{place.home}/"), here, *further)
