"""Names people write, looked up in the vocabulary: letter case, hyphens and labels aside; and what to say when there is no such name."""

import difflib
from collections.abc import Iterable

from clauseway.catalogue.vocabulary import Field as Facet
from clauseway.catalogue.vocabulary import Word, vocabulary
from clauseway.cli.scenarios.marked import plain


def nearest(word: str, known: Iterable[str]) -> str:
    """ "; did you mean …?" for a slip of the pen, else the allowed words (at most thirty)."""
    allowed = sorted(set(known))
    close = difflib.get_close_matches(word, allowed, n=3, cutoff=0.6)
    if close:
        return f"; did you mean {' or '.join(f'“{found}”' for found in close)}?"
    listed = ", ".join(allowed[:30]) + (", ..." if len(allowed) > 30 else "")
    return f"; allowed: {listed}." if allowed else "."


def find_word(name: str) -> Word | None:
    """A word of the vocabulary by its name or its label, letter case and hyphens aside."""
    wanted = plain(name)
    for word in vocabulary().words.values():
        if wanted in (plain(word.name), plain(word.name).replace(".", " "), plain(word.label)):
            return word
    return None


def find_kind(name: str) -> str:
    """A kind of subject by its name, label or plural; "" when there is none."""
    wanted = plain(name)
    for kind, subject in vocabulary().subjects.items():
        if wanted in (plain(kind), plain(subject.label), plain(subject.plural)):
            return kind
    return ""


def find_rhythm(name: str) -> str:
    """A rhythm by its name or label; "" when there is none."""
    wanted = plain(name)
    for rhythm, word in vocabulary().rhythms.items():
        if wanted in (plain(rhythm), plain(word.label)):
            return rhythm
    return ""


def find_facet(word: Word, name: str) -> Facet | None:
    """A detail of a word by its name or label."""
    wanted = plain(name)
    return next((f for f in word.fields.values() if wanted in (plain(f.name), plain(f.label))), None)
