"""The way into a management system, as the stepper shows it."""

from django.utils.translation import gettext as _


def steps(now: str) -> tuple[tuple[str, str], ...]:
    """(label, "done" | "now" | "later") of each step; `now` is organization, charter, standards or scope."""
    order = (
        ("organization", _("Organization")),
        ("charter", _("Charter")),
        ("standards", _("Standards")),
        ("scope", _("Scope")),
        ("track", _("The track")),
    )
    at = [key for key, _label in order].index(now)
    return tuple((label, "done" if n < at else "now" if n == at else "later") for n, (_key, label) in enumerate(order))
