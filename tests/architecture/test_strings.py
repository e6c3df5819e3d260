"""Every visible string goes through gettext: a page in another language has no English left in it."""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import nodes

from clauseway.web.jinja import environment

from .sources import PACKAGE, dotted, modules, tree

TEMPLATES = PACKAGE / "web" / "templates"
LETTERS = re.compile(r"[^\W\d_]{2,}")
KEY = re.compile(r"[a-z-]+")
SPOKEN = re.compile(r"^[A-Z][a-z]+([ ,.!?:]|$)")
NAMES = {"Clauseway", "Esc", "Ctrl", "CSV", "XLSX", "PDF", "Word", "Excel", "doctype", "html"}
"""Names and keys are the same in every language."""
ATTRIBUTES = {"title", "placeholder", "aria-label", "alt", "aria-description"}
TRANSLATORS = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
HOLE = "\x00"
MARKUP = re.compile(r"""[\w:-]+="[^"]*"?|[\w:-]+=|\bdata-[\w-]+|\b(span|ul|li|ol|div|outerHTML)\b""")
"""What is left of a tag whose name or attributes are computed."""
SILENT = {"width", "body_attributes", "page_kind", "_common"}
"""Blocks and macros that print classes or attributes, never text."""


class Visible(HTMLParser):
    """Collects the bare words of a page outside scripts and styles, and of attributes that are read out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.quiet = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.quiet += tag in {"script", "style"}
        for name, value in attrs:
            if name in ATTRIBUTES and value:
                self.take(value)

    def handle_endtag(self, tag: str) -> None:
        self.quiet -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self.quiet:
            self.take(data)

    def take(self, text: str) -> None:
        text = MARKUP.sub(" ", text)
        self.words += [word for word in LETTERS.findall(text.replace(HOLE, " ")) if word not in NAMES]


def flattened(node: nodes.Node) -> str:
    """A template's own text in order; every expression is a hole."""
    parts = []
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Block | nodes.Macro) and child.name in SILENT:
            continue
        if isinstance(child, nodes.Block) and KEY.fullmatch(flattened(child)):
            continue
        if isinstance(child, nodes.TemplateData):
            parts.append(child.data)
        elif isinstance(child, nodes.Expr):
            parts.append(HOLE if isinstance(node, nodes.Output) else "")
        else:
            parts.append(flattened(child))
    return "".join(parts)


def spoken_constants(node: nodes.Node, translated: bool = False) -> list[str]:
    """Sentences written as literals into an expression without gettext around them."""
    found = []
    said = node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else ""
    if SPOKEN.match(said) and said not in NAMES and not translated:
        found.append(said)
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in TRANSLATORS:
        translated = True
    for child in node.iter_child_nodes():
        found += spoken_constants(child, translated)
    return found


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda p: str(p.relative_to(TEMPLATES)))
def test_a_template_has_no_bare_words(path: Path) -> None:
    parsed = environment().parse(path.read_text(encoding="utf-8"))
    seen = Visible()
    seen.feed(re.sub(f"(</?){HOLE}", r"\1div", flattened(parsed)))
    seen.close()
    assert seen.words + spoken_constants(parsed) == []


def _literals(call: ast.Call) -> list[str]:
    values = [
        *call.args,
        *(keyword.value for keyword in call.keywords if keyword.arg in {"label", "title", "text", "note", "word"}),
    ]
    return [v.value for v in values if isinstance(v, ast.Constant) and isinstance(v.value, str)]


COMPONENTS = {
    "Link",
    "Action",
    "Empty",
    "Stat",
    "Item",
    "Reason",
    "Field",
    "Column",
    "Option",
    "View",
    "Notice",
    "NavItem",
}


@pytest.mark.parametrize("path", [p for p in modules() if dotted(p).startswith("web.")], ids=dotted)
def test_a_component_is_given_no_bare_sentence(path: Path) -> None:
    found = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in COMPONENTS:
            found += [
                f"line {node.lineno}: {text}" for text in _literals(node) if SPOKEN.match(text) and text not in NAMES
            ]
    assert found == []
