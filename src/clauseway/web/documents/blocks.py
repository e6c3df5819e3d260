"""Markdown as flat blocks for a page setter: text arrives there as text and is never evaluated. Raw HTML and images are left out."""

from collections.abc import Iterable
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from clauseway.web.reports.bounds import breakable

Run = list[str]
"""A stretch of text and how it is set: some of the letters b, i, c (code), s (struck)."""


def blocks(text: str) -> list[dict[str, Any]]:
    """Headings, paragraphs, list entries (with depth and mark), quotes, code, tables and rules, in order."""
    tokens = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).parse(text)
    made: list[dict[str, Any]] = []
    lists: list[list[Any]] = []
    quote = 0
    mark = ""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append([token.type[0] == "o", int(token.attrs.get("start", 1) or 1)])
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            mark = f"{lists[-1][1]}." if lists[-1][0] else "•"
            lists[-1][1] += 1
        elif token.type in ("blockquote_open", "blockquote_close"):
            quote += 1 if token.nesting > 0 else -1
        elif token.type == "heading_open":
            made.append({"kind": "heading", "level": min(4, int(token.tag[1])), "runs": _runs(tokens[at + 1])})
            at += 2
        elif token.type == "table_open":
            end = next(n for n in range(at, len(tokens)) if tokens[n].type == "table_close")
            made.append({"kind": "table", "rows": _rows(tokens[at:end])})
            at = end
        elif token.type in ("fence", "code_block"):
            made.append({"kind": "code", "runs": [[breakable(token.content.rstrip("\n")), "c"]]})
        elif token.type == "hr":
            made.append({"kind": "rule", "runs": []})
        elif token.type == "inline":
            kind = "entry" if lists else "quote" if quote else "paragraph"
            made.append({"kind": kind, "depth": len(lists), "mark": mark, "runs": _runs(token)})
            mark = ""
        at += 1
    return made


def _rows(tokens: Iterable[Token]) -> list[list[list[Run]]]:
    rows: list[list[list[Run]]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            rows[-1].append(_runs(token))
    width = max((len(row) for row in rows), default=0)
    return [[*row, *([[]] * (width - len(row)))] for row in rows]


def _runs(token: Token) -> list[Run]:
    made: list[Run] = []
    on: set[str] = set()
    styles = {"strong": "b", "em": "i", "s": "s"}
    for child in token.children or ():
        name, _bar, what = child.type.rpartition("_")
        if name in styles:
            (on.add if what == "open" else on.discard)(styles[name])
        elif child.type == "text" and child.content:
            made.append([breakable(child.content), "".join(sorted(on))])
        elif child.type == "code_inline":
            made.append([breakable(child.content), "c"])
        elif child.type in ("softbreak", "hardbreak"):
            made.append(["\n" if child.type == "hardbreak" else " ", ""])
    return made
