"""What the pages of the setup share: tabs and breadcrumbs."""

from django.utils.translation import gettext as _

from clauseway.web.components import Link
from clauseway.web.frame import Place
from clauseway.web.tables import View


def tabs(place: Place, current: str) -> tuple[View, ...]:
    """The pages of the setup, as tabs."""
    pages = (
        ("charter", _("Charter"), ""),
        ("standards", _("Standards"), "standards/"),
        ("scope", _("Scope"), "scope/"),
        ("applicability", _("Applicability"), "applicability/"),
        ("rhythms", _("Rhythms"), "rhythms/"),
    )
    return tuple(
        View(label=label, href=f"{place.base}/setup/{path}", current=key == current) for key, label, path in pages
    )


def crumbs(place: Place, *more: Link) -> tuple[Link, ...]:
    """Where a page of the setup is."""
    return (Link(label=_("Scope & standards"), href=f"{place.base}/setup/"), *more)
