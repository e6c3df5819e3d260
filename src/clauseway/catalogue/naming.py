"""How names of standards are compared: folded, without brackets, the number found in whatever way it was typed. Pure."""

import re
from dataclasses import dataclass

from clauseway.kernel.folding import fold

EXACT, SAME_NUMBER_AND_YEAR, SAME_NUMBER, SAME_BUT_YEAR, OTHER_PREFIX, CONTAINED, PART, WORDS = (
    100,
    97,
    95,
    92,
    75,
    65,
    60,
    50,
)
"""How well a name fits a text, in points: the same name; the same but for who publishes it; the same number beside other words; the same number of
another year; the same number under another prefix (`ISO 22000` for `FSSC 22000`); the name stands within the text; the whole number of a part
(`20000` for `20000-1`); every word of the text is in the name."""

_BRACKETS = re.compile(r"\([^)]*\)")
_TOKEN = re.compile(r"\d+(?:-\d+)*|[a-z]+")
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_PUBLISHERS = frozenset(
    ("iso", "iec", "ieee", "ts", "tr", "pas", "din", "en", "uni", "nf", "np", "cd", "dis", "fdis", "iatf")
)
_FILLERS = frozenset(
    (
        "a",
        "an",
        "and",
        "for",
        "in",
        "of",
        "on",
        "the",
        "to",
        "norm",
        "standard",
        "standards",
        "certificate",
        "certification",
        "certified",
    )
)


@dataclass(frozen=True, slots=True)
class Key:
    """A name taken apart: every token in order, its words, its numbers, and the year that followed a number ("" when none did)."""

    tokens: tuple[str, ...]
    words: frozenset[str]
    numbers: tuple[str, ...]
    year: str

    @property
    def bare(self) -> tuple[str, ...]:
        """The tokens without who publishes it."""
        return tuple(token for token in self.tokens if token not in _PUBLISHERS)


def key(text: str) -> Key:
    """A name taken apart: `key("ISO/IEC 27001:2013")`, `key("iso27001-2013")` and `key("27001 2013")` have the same number and year.

    What stands in brackets is left out, unless nothing else is there.
    """
    folded = fold(text)
    plain = _BRACKETS.sub(" ", folded).strip() or folded
    tokens: list[str] = []
    numbers: list[str] = []
    year = ""
    for found in _TOKEN.findall(plain.replace("–", "-")):
        number, _dash, last = found.rpartition("-")
        pieces = [number, last] if number and _YEAR.match(last) else [found]
        for piece in pieces:
            tokens.append(piece)
            if not piece[0].isdigit():
                continue
            if numbers and not year and _YEAR.match(piece):
                year = piece
            else:
                numbers.append(piece)
    words = frozenset(t for t in tokens if t[0].isalpha() and t not in _PUBLISHERS and t not in _FILLERS)
    return Key(tuple(tokens), words, tuple(numbers), year)


def points(asked: Key, name: Key) -> int:
    """How well a name fits what was asked, 0 for not at all. See the points above."""
    if not asked.tokens:
        return 0
    if asked.tokens == name.tokens:
        return EXACT
    if asked.bare == name.bare:
        return SAME_NUMBER_AND_YEAR
    if name.numbers:
        return _by_number(asked, name)
    if name.words and name.words <= asked.words:
        return CONTAINED
    return WORDS if _all_begin(asked, name.words) else 0


def _by_number(asked: Key, name: Key) -> int:
    if not set(name.numbers) <= set(asked.numbers):
        whole = {number.partition("-")[0] for number in name.numbers}
        if asked.numbers and set(asked.numbers) <= whole:
            return PART
        return WORDS if not asked.numbers and _all_begin(asked, name.words) else 0
    if not name.words <= asked.words:
        return OTHER_PREFIX if not (name.year and asked.year) or name.year == asked.year else 0
    if name.year:
        return SAME_NUMBER if name.year == asked.year else 0
    about_certificates = _speaks_of_certificates(asked) and _speaks_of_certificates(name)
    return (SAME_BUT_YEAR if asked.year else SAME_NUMBER - 1) + about_certificates + bool(name.words)


def _speaks_of_certificates(name: Key) -> bool:
    return any(token.startswith("certif") for token in name.tokens)


def _all_begin(asked: Key, words: frozenset[str]) -> bool:
    """Whether each word that was asked, of three letters or more, begins a word of the name: `priv` finds privacy."""
    return (
        bool(asked.words)
        and not asked.numbers
        and all(any(word.startswith(part) if len(part) > 2 else word == part for word in words) for part in asked.words)
    )
