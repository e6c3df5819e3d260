"""Names people write, looked up in the vocabulary: letter case, hyphens and labels aside; and what to say when there is no such name."""

import difflib
import functools
from collections.abc import Iterable, Mapping
from typing import TypeVar

from clauseway.catalogue.vocabulary import Field as Facet
from clauseway.catalogue.vocabulary import Word, vocabulary
from clauseway.cli.scenarios.marked import plain

_Meant = TypeVar("_Meant")


def nearest(word: str, known: Iterable[str]) -> str:
    """ "; did you mean …?" for a slip of the pen, else the allowed words (at most thirty)."""
    allowed = sorted(set(known))
    close = _alike(word, allowed)
    if close:
        return f"; did you mean {' or '.join(f'“{found}”' for found in close)}?"
    listed = ", ".join(allowed[:30]) + (", ..." if len(allowed) > 30 else "")
    return f"; allowed: {listed}." if allowed else "."


def _alike(word: str, allowed: list[str]) -> list[str]:
    """Up to four names that look alike or share the beginnings of words: "supplier audit" is near “supplier evaluated”, however far the letters are."""
    stems = _stems(word)
    shared = {name: len(stems & _stems(name)) for name in allowed}
    looks = difflib.get_close_matches(word, allowed, n=3, cutoff=0.6)
    most = max(shared.values(), default=0)
    near = [name for name in allowed if most and shared[name] == most]
    near.sort(key=lambda name: -difflib.SequenceMatcher(None, word, name).ratio())
    return [*dict.fromkeys([*looks[:2], *near])][:4]


def _stems(name: str) -> set[str]:
    return {part[:5] for part in plain(name).split() if len(part) > 3}


def find_word(name: str) -> Word | None:
    """A word of the vocabulary by its name, its label or what else people call it, letter case and hyphens aside."""
    return _words().get(plain(name))


def find_kind(name: str) -> str:
    """A kind of subject by its name, label, plural or what else people call it; "" when there is none."""
    return _kinds().get(plain(name), "")


def find_rhythm(name: str) -> str:
    """A rhythm by its name, label or what else people call it; "" when there is none."""
    return _rhythms().get(plain(name), "")


def _first(*given: Iterable[tuple[str, _Meant]]) -> dict[str, _Meant]:
    """What names mean: own names before labels, labels before other names, and the first of those that share one."""
    found: dict[str, _Meant] = {}
    for pairs in given:
        for name, meant in pairs:
            found.setdefault(plain(name), meant)
    return found


@functools.cache
def _words() -> Mapping[str, Word]:
    words = vocabulary().words.values()
    names = ((name, word) for word in words for name in (word.name, word.name.replace(".", " ")))
    return _first(names, ((w.label, w) for w in words), ((name, w) for w in words for name in w.also))


@functools.cache
def _kinds() -> Mapping[str, str]:
    kinds = vocabulary().subjects.values()
    labels = ((label, one.name) for one in kinds for label in (one.label, one.plural))
    return _first(((one.name, one.name) for one in kinds), labels, ((n, one.name) for one in kinds for n in one.also))


@functools.cache
def _rhythms() -> Mapping[str, str]:
    rhythms = vocabulary().rhythms.values()
    names = ((one.name, one.name) for one in rhythms)
    return _first(
        names, ((one.label, one.name) for one in rhythms), ((n, one.name) for one in rhythms for n in one.also)
    )


def find_facet(word: Word, name: str) -> Facet | None:
    """A detail of a word by its name or label."""
    wanted = plain(name)
    return next((f for f in word.fields.values() if wanted in (plain(f.name), plain(f.label))), None)
