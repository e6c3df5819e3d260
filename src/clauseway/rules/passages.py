"""How a document is cut into passages that a person can judge: 60 to 250 words under one heading."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

MIN_WORDS = 60
MAX_WORDS = 250
_WORD = re.compile(r"[^\W_]+")
_RULER = re.compile(r"^[|\s:\-=_*]+$")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")


class SectionLike(Protocol):
    """A stretch of a text under a path of headings; `text` stands at `start` of the whole."""

    @property
    def heading_path(self) -> tuple[str, ...]: ...
    @property
    def text(self) -> str: ...
    @property
    def start(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Passage:
    """A quotable piece: `text` is exactly what stands at `start` of its document's text. `ref` names it for good."""

    document: str
    heading_path: tuple[str, ...]
    part: int
    start: int
    text: str

    @property
    def ref(self) -> str:
        return f"{self.document}#{self.start}"

    @property
    def heading(self) -> str:
        return " > ".join(self.heading_path)


def count_words(text: str) -> int:
    """How many words a text has; punctuation and table rules are none."""
    return len(_WORD.findall(text))


def passages(document: str, text: str, sections: Sequence[SectionLike]) -> tuple[Passage, ...]:
    """Cut one document. Short neighbours under the same parent are joined, long sections are split at lines."""
    found: list[Passage] = []
    for group in _joined(sections):
        start, end = group[0].start, group[-1].start + len(group[-1].text)
        for part, (left, right) in enumerate(_cut(text, start, end)):
            found.append(Passage(document, group[0].heading_path, part, left, text[left:right]))
    return tuple(found)


def _joined(sections: Iterable[SectionLike]) -> list[list[SectionLike]]:
    """Sections as they are, but short ones together with the following ones of the same parent."""
    groups: list[list[SectionLike]] = []
    words = 0
    for section in sections:
        size = count_words(section.text)
        last = groups[-1] if groups else None
        near = (
            last is not None
            and section.heading_path[:-1] == last[0].heading_path[:-1]
            and len(section.heading_path) > 1
        )
        if last is not None and near and words < MIN_WORDS and words + size <= MAX_WORDS:
            last.append(section)
            words += size
        else:
            groups.append([section])
            words = size
    return groups


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Ranges of at most MAX_WORDS words, near equal, cut between lines (or sentences, where a line is too long)."""
    pieces = _pieces(text, start, end)
    total = sum(size for _, _, size in pieces)
    if total <= MAX_WORDS:
        return [(start, end)]
    target = total / -(-total // MAX_WORDS)
    ranges: list[tuple[int, int]] = []
    left, words = start, 0
    for at, stop, size in pieces:
        if words and (words + size > MAX_WORDS or words + size / 2 > target):
            ranges.append((left, at))
            left, words = at, 0
        words += size
        last = stop
    if ranges and words < MIN_WORDS // 2:
        ranges[-1] = (ranges[-1][0], last)
    else:
        ranges.append((left, last))
    return [(a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())) for a, b in ranges]


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """(from, to, words) of each line, long lines by their sentences, and those by their words."""
    found: list[tuple[int, int, int]] = []
    position = start
    for line in text[start:end].splitlines(keepends=True):
        size = 0 if _RULER.match(line) else count_words(line)
        if size <= MAX_WORDS // 2:
            found.append((position, position + len(line), size))
        else:
            found += _sentences(line, position)
        position += len(line)
    return found


def _sentences(line: str, position: int) -> list[tuple[int, int, int]]:
    edges = [0, *(match.end() for match in _SENTENCE.finditer(line)), len(line)]
    found: list[tuple[int, int, int]] = []
    for left, right in itertools.pairwise(edges):
        words = [match.start() for match in _WORD.finditer(line, left, right)]
        steps = [left, *words[MAX_WORDS // 2 :: MAX_WORDS // 2], right]
        for a, b in itertools.pairwise(steps):
            if b > a:
                found.append((position + a, position + b, count_words(line[a:b])))
    return found
