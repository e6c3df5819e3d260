"""Parts of a page that are drawn once and kept: the navigation, what a standard asks, the reasons of a verdict are the same on page after page, and drawing
them costs more than finding them out.

In a template: ``{% call drawn_once("what", value, ...) %}...{% endcall %}``. The values must be everything the part prints, frozen and hashable; the
language and the zone in force are always among them. What differs by request (a token, a message, the moment) has no place in such a part. What a reader
may see is decided before, by what the values are made from: a part is found again only by somebody whose page says the very same.
"""

import itertools
from collections.abc import Callable, Hashable
from typing import Any

from django.utils import timezone, translation
from markupsafe import Markup

MOST = 6_000_000
"""Characters that are kept; all are forgotten beyond them. About a thousand pages of requirements."""


class _Store:
    def __init__(self) -> None:
        self.parts: dict[tuple[Hashable, ...], Markup] = {}
        self.size = 0
        self.commons: dict[tuple[Hashable, ...], int] = {}
        self.numbers = itertools.count()

    def put(self, key: tuple[Hashable, ...], part: Markup) -> Markup:
        if self.size + len(part) > MOST:
            self.forget()
        self.parts[key] = part
        self.size += len(part)
        return part

    def common(self, values: tuple[Hashable, ...]) -> int:
        """A number in the place of these values; never one that other values had."""
        found = self.commons.get(values)
        return self.commons.setdefault(values, next(self.numbers)) if found is None else found

    def forget(self) -> None:
        self.parts.clear()
        self.commons.clear()
        self.size = 0


_store = _Store()


def drawn_once(name: str, *values: Hashable, caller: Callable[[], Any]) -> Markup:
    """The part as it was drawn for these values in this language and zone, drawn now when it was not. TypeError when a value cannot be compared."""
    key = (name, *_reader(), *values)
    return _store.parts.get(key) or _store.put(key, Markup(caller()))  # noqa: S704 - a template drew it, with escaping on


def drawing_once(draw: Callable[[Any], str], *values: Hashable) -> Callable[[Any], str]:
    """The same for many things that are drawn alike in Python (the rows of a table): `draw` with what it prints besides the thing itself as `values`."""
    common = _store.common((*_reader(), *values))

    def once(thing: Hashable) -> str:
        key = (common, thing)
        return _store.parts.get(key) or _store.put(key, Markup(draw(thing)))  # noqa: S704 - `draw` escapes

    return once


def _reader() -> tuple[str, str]:
    """What everything is told in: the language, and the zone of its moments."""
    return translation.get_language(), timezone.get_current_timezone_name()


def kept() -> int:
    """How many parts are kept now."""
    return len(_store.parts)


def forget() -> None:
    """Draw everything anew from now on."""
    _store.forget()
