"""Parts of a page that are drawn once and kept: the navigation and its dialogs are the same on page after page, and cost more than many a page's own part.

In a template: ``{% call drawn_once("what", value, ...) %}...{% endcall %}``. The values must be everything the part prints, frozen and hashable; the language
in force is always one of them. What differs by request (a token, a message, the moment) has no place in such a part.
"""

from collections.abc import Callable, Hashable
from typing import Any

from django.utils import translation
from markupsafe import Markup

MOST = 2_000
_parts: dict[tuple[Hashable, ...], Markup] = {}


def drawn_once(name: str, *values: Hashable, caller: Callable[[], Any]) -> Markup:
    """The part as it was drawn for these values in this language, drawn now when it was not. TypeError when a value cannot be compared."""
    key = (name, translation.get_language(), *values)
    found = _parts.get(key)
    if found is None:
        if len(_parts) >= MOST:
            _parts.clear()
        found = _parts[key] = Markup(caller())  # noqa: S704 - a template drew it, with escaping on
    return found
