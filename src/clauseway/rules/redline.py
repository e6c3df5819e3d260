"""What changed between two texts, word by word: what stayed, what went, what came.

Lines are compared first, then the words of the lines that differ; both by the tokens that stand once in each text, which is how people see a
change. Kept and removed pieces together are the old text, kept and added ones the new text, to the letter.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, REMOVED, ADDED = "same", "removed", "added"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"\s+|\w+|[^\w\s]")
_EXACT = 40_000
"""How large the product of two stretches without a common unique token may be to be compared exactly; larger ones count as replaced whole."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and what became of it: same, removed or added."""

    kind: str
    text: str


def redline(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces that lead from `old` to `new`, neighbours of one kind joined, a removal before the addition in its place."""
    if old == new:
        return (Piece(SAME, old),) if old else ()
    found: list[tuple[str, str]] = []
    before: list[str] = []
    after: list[str] = []
    for kind, line in _compare(_LINE.findall(old), _LINE.findall(new)):
        if kind == SAME:
            found += _words("".join(before), "".join(after))
            before, after = [], []
            found.append((SAME, line))
        else:
            (before if kind == REMOVED else after).append(line)
    found += _words("".join(before), "".join(after))
    return tuple(_joined(found))


def changed_words(pieces: Sequence[Piece]) -> tuple[int, int]:
    """How many words went and how many came."""
    count = {REMOVED: 0, ADDED: 0}
    for piece in pieces:
        if piece.kind != SAME:
            count[piece.kind] += len(re.findall(r"\w+", piece.text))
    return count[REMOVED], count[ADDED]


def _words(old: str, new: str) -> Iterator[tuple[str, str]]:
    if not old or not new:
        yield from ((REMOVED, old),) if old else ()
        yield from ((ADDED, new),) if new else ()
        return
    yield from _compare(_WORD.findall(old), _WORD.findall(new))


def _compare(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Tokens with what became of them; a removal comes before an addition in its place."""
    stack = [(0, len(old), 0, len(new))]
    while stack:
        a, b, c, d = stack.pop()
        while a < b and c < d and old[a] == new[c]:
            yield SAME, old[a]
            a, c = a + 1, c + 1
        tail = 0
        while a < b - tail and c < d - tail and old[b - tail - 1] == new[d - tail - 1]:
            tail += 1
        if tail:
            stack.append((b - tail, b, d - tail, d))
            b, d = b - tail, d - tail
        if a == b or c == d:
            yield from ((REMOVED, token) for token in old[a:b])
            yield from ((ADDED, token) for token in new[c:d])
            continue
        anchors = _anchors(old[a:b], new[c:d])
        if not anchors:
            yield from _exact(old[a:b], new[c:d])
            continue
        edges = [(a + i, c + j) for i, j in anchors]
        starts = [(a, c), *edges]
        ends = [*edges, (b, d)]
        for (i, j), (k, m) in reversed(list(zip(starts, ends, strict=True))):
            stack.append((i, k, j, m))


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Where the tokens stand that occur once in both, in the longest order that both share."""
    once = {token for token, n in Counter(old).items() if n == 1 and not token.isspace()}
    once &= {token for token, n in Counter(new).items() if n == 1}
    if not once:
        return []
    there = {token: at for at, token in enumerate(new) if token in once}
    pairs = [(at, there[token]) for at, token in enumerate(old) if token in once]
    tops: list[int] = []
    piles: list[int] = []
    before: list[int] = [-1] * len(pairs)
    for at, (_i, j) in enumerate(pairs):
        pile = bisect_left(tops, j)
        before[at] = piles[pile - 1] if pile else -1
        tops[pile : pile + 1] = [j]
        piles[pile : pile + 1] = [at]
    chain, at = [], piles[-1]
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return [pair for pair in reversed(chain) if pair != (0, 0)]


def _exact(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    if len(old) * len(new) > _EXACT:
        yield from ((REMOVED, token) for token in old)
        yield from ((ADDED, token) for token in new)
        return
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from ((SAME, token) for token in old[a:b])
        else:
            yield from ((REMOVED, token) for token in old[a:b])
            yield from ((ADDED, token) for token in new[c:d])


def _joined(found: Sequence[tuple[str, str]]) -> Iterator[Piece]:
    """Neighbours joined; a space that stayed between two changes belongs to both, so that a changed phrase is told as one and not as a comb."""
    waiting: dict[str, list[str]] = {REMOVED: [], ADDED: []}
    same: list[str] = []
    for kind, text in found:
        if kind == SAME:
            same.append(text)
            continue
        between = "".join(same)
        if same and any(waiting.values()) and between.isspace() and "\n" not in between:
            waiting[REMOVED].append(between)
            waiting[ADDED].append(between)
        elif same:
            yield from _change(waiting)
            yield Piece(SAME, between)
        same = []
        waiting[kind].append(text)
    yield from _change(waiting)
    if same:
        yield Piece(SAME, "".join(same))


def _change(waiting: dict[str, list[str]]) -> Iterator[Piece]:
    for kind in (REMOVED, ADDED):
        if waiting[kind]:
            yield Piece(kind, "".join(waiting[kind]))
            waiting[kind] = []
