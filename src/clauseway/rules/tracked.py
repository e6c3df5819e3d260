"""A redline as Markdown that a word processor reads as tracked changes: what went and what came stand in marked spans, line by line.

The spans are pandoc's (`[words]{.insertion author="…" date="…"}`). The sign a line begins with (heading, list, quote) and the bars of a table stay
outside of them, so that the paragraph is still one.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from clauseway.rules.redline import ADDED, REMOVED, SAME, Piece

_BEGINNING = re.compile(r"\s*(?:(?:#{1,6}|[-*+]|\d{1,9}[.)]|>)\s+)*")
_RULE = re.compile(r"[\s|:\-]+")
_CLASS = {REMOVED: "deletion", ADDED: "insertion"}
Run = tuple[str, str]
"""A kind of piece and a stretch of one line."""


def tracked(pieces: Sequence[Piece], *, author: str, on: date) -> str:
    """The text of both revisions as Markdown with the changes of `author` tracked, dated `on`."""
    attributes = f'author="{_quoted(author)}" date="{on.isoformat()}T00:00:00Z"'
    return "\n".join(_line(runs, attributes) for runs in _lines(pieces))


def _lines(pieces: Iterable[Piece]) -> Iterable[list[Run]]:
    """The runs of each line. A line break that came or went ends the line too: what went stands on lines of its own."""
    runs: list[Run] = []
    for piece in pieces:
        for at, part in enumerate(piece.text.split("\n")):
            if at:
                yield runs
                runs = []
            if part:
                runs.append((piece.kind, part))
    yield runs


def _line(runs: list[Run], attributes: str) -> str:
    whole = "".join(text for _kind, text in runs)
    if all(kind == SAME for kind, _text in runs) or _RULE.fullmatch(whole):
        return whole
    kept = _BEGINNING.match(whole)
    left = len(kept.group()) if kept else 0
    made = [whole[:left]]
    for kind, text in runs:
        taken = min(left, len(text))
        left -= taken
        made.append(_marked(kind, text[taken:], attributes, table=whole.lstrip().startswith("|")))
    return "".join(made)


def _marked(kind: str, text: str, attributes: str, *, table: bool) -> str:
    if kind == SAME or not text:
        return text
    parts = text.split("|") if table else [text]
    return "|".join(_span(kind, part, attributes) if part.strip() else part for part in parts)


def _span(kind: str, text: str, attributes: str) -> str:
    if text.count("[") != text.count("]") or text.endswith("\\"):
        text = re.sub(r"[\[\]\\]", lambda found: f"\\{found.group()}", text)
    return f"[{text}]{{.{_CLASS[kind]} {attributes}}}"


def _quoted(text: str) -> str:
    return re.sub(r'["\\{}\n]', " ", text).strip() or "-"
