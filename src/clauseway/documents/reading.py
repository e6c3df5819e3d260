"""Markdown to reading text: what a person would read aloud, still with its headings, lists, tables and blanks.

Kept: `# ` headings, `- ` items, `|` tables, ``` fences (forms are told by them), placeholders such as <insert name>.
Dropped: emphasis marks, link targets, images (their alternative text stays), HTML tags, comments, diagrams.
"""

import html
import re

_TAGS = """
    a abbr b big blockquote body br button caption center cite code col colgroup dd del details dfn div dl dt
    em figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i img input ins kbd label li
    link main mark meta nav ol p path picture pre s samp script section small source span strike strong style
    sub summary sup svg table tbody td tfoot th thead time title tr tt u ul video
"""
_TAG = re.compile(r"</?(?:" + "|".join(_TAGS.split()) + r")\b[^<>]{0,2000}>", re.IGNORECASE)
_HTML_HEADING = re.compile(r"<h([1-6])\b[^>]{0,500}>(.{0,500}?)</h\1>", re.IGNORECASE | re.DOTALL)
_HTML_IMAGE = re.compile(r"<img\b[^<>]{0,2000}>", re.IGNORECASE)
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_ROW_END = re.compile(r"</t[dh]>\s*(?=<t[dh])", re.IGNORECASE)
_ROW = re.compile(r"<tr\b[^>]{0,300}>\s*(.{0,20000}?)\s*</tr>", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HIDDEN = re.compile(r"<(script|style)\b.*?</\1>", re.IGNORECASE | re.DOTALL)
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_REFERENCE = re.compile(r"^\[[^\]\n]{1,80}\]:\s+\S+.*$", re.MULTILINE)
_EMPHASIS = re.compile(r"\*\*|__(?=\S)|(?<=\S)__|(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])")
_TICKS = re.compile(r"`+([^`\n\[\]<>{}]+)`+")  # a code that looks like a blank keeps its marks
_FENCE = re.compile(r"^[ \t]{0,3}(```+|~~~+)[ \t]*([\w{:-]*)[^\n]*$")
_DIAGRAMS = frozenset({"mermaid", "plantuml", "dot", "graphviz", "math", "svg", "puml"})
_SETEXT = re.compile(r"^(?![ \t]*[|>#-])(\S[^\n]{0,150})\n(={3,}|-{3,})[ \t]*$", re.MULTILINE)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~^'\"$@&:;,?/=])")
_FRONT = re.compile(r"\A---\n(.{0,5000}?)\n(?:---|\.\.\.)\n", re.DOTALL)


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The simple `key: value` lines of a leading YAML block, and the text without the block."""
    found = _FRONT.match(text)
    if not found or ":" not in found.group(1):
        return {}, text
    pairs = (
        line.split(":", 1) for line in found.group(1).splitlines() if ":" in line and not line.startswith((" ", "-"))
    )
    return {key.strip().lower(): value.strip().strip("\"'") for key, value in pairs}, text[found.end() :]


def reading_text(markdown: str) -> str:
    """Markdown (HTML inside it included) as reading text; see the head of this module."""
    prose, out = [], []  # type: list[str], list[str]
    fence, diagram = "", False
    for line in markdown.split("\n"):
        mark = _FENCE.match(line)
        if not fence and mark:
            out.append(_clean("\n".join(prose)))
            prose, fence, diagram = [], mark.group(1), mark.group(2).strip("{}").lower() in _DIAGRAMS
            out.extend([] if diagram else ["```"])
        elif fence and mark and mark.group(1).startswith(fence) and not mark.group(2):
            out.extend([] if diagram else ["```"])
            fence = ""
        elif fence:
            out.extend([] if diagram else [line])
        else:
            prose.append(line)
    out.append(_clean("\n".join(prose)))
    if fence and not diagram:
        out.append("```")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(out)).strip()


def _clean(text: str) -> str:
    text = _HIDDEN.sub("", _COMMENT.sub("", text.replace("\\\n", "\n")))  # a backslash at the end is a line break
    text = _HTML_HEADING.sub(lambda m: f"\n\n{'#' * int(m.group(1))} {_flat(m.group(2))}\n\n", text)
    text = _ROW.sub(lambda m: "| " + _flat(_ROW_END.sub(" | ", m.group(1))) + " |\n", text)
    text = _HTML_IMAGE.sub(_alternative, text)
    text = re.sub(r"<br\s*/?>", " ", text, flags=re.IGNORECASE)
    text = re.sub(r"</(?:p|div|li|ul|ol|table|details|summary)>", "\n", text, flags=re.IGNORECASE)
    text = _TAG.sub("", text)
    text = _REFERENCE.sub("", _LINK.sub(r"\1", _IMAGE.sub(r"\1", text)))
    text = _LINK.sub(r"\1", text)
    text = _SETEXT.sub(lambda m: f"{'#' if m.group(2)[0] == '=' else '##'} {m.group(1)}", text)
    text = _EMPHASIS.sub("", _TICKS.sub(r"\1", text))
    text = _ESCAPE.sub(r"\1", html.unescape(text)).replace("\xa0", " ").replace("\u200b", "")
    return "\n".join(re.sub(r"(?<=\S)[ \t]{2,}", " ", line).rstrip() for line in text.split("\n"))


def _flat(inner: str) -> str:
    return " ".join(_TAG.sub(" ", inner).split())


def _alternative(match: re.Match[str]) -> str:
    alt = _ALT.search(match.group(0))
    return (alt.group(1) or alt.group(2) or "") if alt else ""
