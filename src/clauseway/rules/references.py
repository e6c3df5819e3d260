"""Which documents does a text name, and which values does it leave to be filled in?

A cross reference is an identifier in double square brackets, `[[PRO-007]]` or `[[PRO-007|how we buy]]`; a variable a word in double braces,
`{{organization.name}}`. What is unknown stays visible in the text and is told: a text with an unknown variable is not finished.
"""

import re
from collections.abc import Callable, Mapping

_REFERENCE = re.compile(r"\[\[\s*([^\[\]\n|]{1,60}?)\s*(?:\|\s*([^\[\]\n]{1,200}?)\s*)?\]\]")
_VARIABLE = re.compile(r"\{\{\s*([a-z][a-z0-9_.-]{0,40})\s*\}\}")


def references(text: str) -> tuple[str, ...]:
    """The identifiers a text names, each once, in their order."""
    return tuple(dict.fromkeys(found.group(1) for found in _REFERENCE.finditer(text)))


def variables(text: str) -> tuple[str, ...]:
    """The variables a text uses, each once, in their order."""
    return tuple(dict.fromkeys(found.group(1) for found in _VARIABLE.finditer(text)))


def filled(text: str, values: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The text with its variables filled in, and those that are unknown or empty, which stay as they are."""
    unknown: dict[str, None] = {}

    def fill(found: re.Match[str]) -> str:
        value = values.get(found.group(1), "")
        if not value:
            unknown[found.group(1)] = None
        return value or found.group(0)

    return _VARIABLE.sub(fill, text), tuple(unknown)


def resolved(text: str, say: Callable[[str, str], str | None]) -> tuple[str, tuple[str, ...]]:
    """The text with each reference replaced by what `say(identifier, wording)` answers; those it answers None to are returned and keep their words."""
    broken: dict[str, None] = {}

    def put(found: re.Match[str]) -> str:
        told = say(found.group(1), found.group(2) or "")
        if told is None:
            broken[found.group(1)] = None
            return found.group(2) or found.group(1)
        return told

    return _REFERENCE.sub(put, text), tuple(broken)


def circle(start: str, leads_to: Mapping[str, str]) -> tuple[str, ...]:
    """The way from `start` back to itself, () when there is none (a translation of a translation of itself)."""
    way = [start]
    while (following := leads_to.get(way[-1], "")) and following not in way:
        way.append(following)
    return (*way, following) if following == start else ()
