"""The scope held against what is there: exclusions without a justification, exclusions contradicted, and what is in use that the scope does not name.

Own rules, no standard's text. Naming is by words: a site or product is named when every word of its name that tells it apart stands in the text, or when the
text speaks of all of its kind. That is a hint for a person, never a fact about conformity.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from clauseway.rules.weight import fits

SHORTEST_REASON = 10
NOT_JUSTIFIED, CONTRADICTED, NOT_NAMED, NOT_STATED = "not-justified", "contradicted", "not-named", "not-stated"
ALL_OF = {
    "site": ("all sites", "all locations", "every site", "all places"),
    "product": ("all products", "all services", "every product"),
    "process": ("all processes", "every process"),
}
_PLAIN = frozenset({"the", "of", "and", "for", "a", "an", "in", "at", "to", "or", "with", "site", "works", "office"})


@dataclass(frozen=True, slots=True)
class Left:
    """A requirement that was left out, with the reason. A living thing of a kind in `unless` that says of itself what stands beside the kind contradicts it."""

    ref: str
    reason: str
    unless: tuple[tuple[str, Mapping[str, Any]], ...] = ()


@dataclass(frozen=True, slots=True)
class Thing:
    """Something in use (a site, a product, a process ...) and what it says of itself."""

    kind: str
    ref: str
    name: str
    facets: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """What does not fit: its code, what it is about (a requirement's ref or a thing's), and the names that show it."""

    code: str
    kind: str
    ref: str
    names: tuple[str, ...] = ()


def findings(text: str, left: Sequence[Left], things: Sequence[Thing]) -> list[Finding]:
    """Everything that does not fit, exclusions first. A scope that is not stated has that one finding, beside those of exclusions."""
    found = [
        Finding(NOT_JUSTIFIED, "requirement", one.ref) for one in left if len(one.reason.strip()) < SHORTEST_REASON
    ]
    for one in left:
        running = tuple(
            t.name for t in things if any(t.kind == kind and not fits(saying, t.facets) for kind, saying in one.unless)
        )
        if running:
            found.append(Finding(CONTRADICTED, "requirement", one.ref, running))
    if not text.strip():
        return [*found, Finding(NOT_STATED, "scope", "")]
    return found + [Finding(NOT_NAMED, t.kind, t.ref, (t.name,)) for t in unnamed(text, things)]


def unnamed(text: str, things: Iterable[Thing]) -> list[Thing]:
    """Sites and products in use that the text neither names nor takes in with all of their kind. Processes are named by the map, not by the scope."""
    said, words = " ".join(text.casefold().split()), set(_words(text))
    return [
        t
        for t in things
        if t.kind in ("site", "product") and not any(a in said for a in ALL_OF[t.kind]) and not _named(t.name, words)
    ]


def _named(name: str, words: Collection[str]) -> bool:
    told = [word for word in _words(name) if word not in _PLAIN] or _words(name)
    return all(word in words for word in told)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
