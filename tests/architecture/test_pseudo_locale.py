"""Rendered in a language whose every text is ⟦wrapped⟧, a page shows nothing bare but what people, packs and calendars put there.

The other tests of texts read the source; this one reads what arrives. A sentence that is glued together, said by a constant at import time, or kept
in a cache for all languages shows up here.
"""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from babel import Locale
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real

from .addresses import UNBUILT, addresses
from .sources import PACKAGE, ROOT
from .world import World, build

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LANGUAGE = "fo"
"""One that the calendar knows, and for which Django has no texts of its own."""
WORDS = re.compile(r"[^\W\d_]{3,}")
READ_OUT = {"title", "placeholder", "aria-label", "alt", "aria-description"}
OF_THE_WORLD = re.compile(
    r"(?i)\b(Person|Site|Process|Issue|Party|Action|Milestone|Duty|Member|Procedure|Paper|Drop|Supplier|Parts|"
    r"Coating|Indicator|Objective|Control|Benefit|Law|Standard|Policy|Form|Counted|Change|Instrument|Asset|Coater|Housings|Current|Gauge|Act|"
    r"Daily check|Need|Role|Promise|Line|Machine)"
    r"( \d+| “?[0-9a-f-]{8,}”?)(\.txt)?|\S+@\S+|\bpseudo\b|Quality|Purpose"
    r"|Audits|are planned|Fitter|Good work|Seen|Looked at it with the owner|How is this done|We design nothing at all here|\bAudit\b|text/plain"
    r"|Making and mending of instruments at all sites|[a-z]+(-[a-z0-9]+)+|sha256|[0-9a-f]{8,}|Answer 1 question of a colleague"
    r"|Act on a missed objective|\bApprove\b|Check in|Do it \(objective|Enter a value|\bRead\b|Settle a breach|Test a control|Counted twice|\bCounted\b"
    r"|\bAct\b|Dropped|Final tests|\bAsk\b|for the next certificate"
    r"|National standard|\badjusted\b|Keep it|Samples|One late|\bTold\b|Carrier late|Do more|Misread|Press 4"
    r"|Water gets scarce in summer|All issues were read again|Everybody came|Communicate"
    r"|Term is over|Used at the press|Look back|Measure it again and say what was found"
)
"""What world.py enters (and the title of a duty, worded once, when it arises); mail addresses, slugs and fingerprints."""
NAMES = {
    "Clauseway",
    "ISO",
    "IEC",
    "Esc",
    "Ctrl",
    "Enter",
    "Shift",
    "Alt",
    "CSV",
    "XLSX",
    "PDF",
    "DOCX",
    "English",
    "SHA",
    "UTC",
    "EUR",
    "Word",
    "Excel",
}
ELSEWHERE = {
    "start": "names of countries and time zones come from the standard lists",
    "account_profile": "the same",
    "library-glossary": "explanations are content, cut where one term leads to another",
    "public-glossary": "the same",
    "library-principles": "the same",
    "public-principles": "the same",
    "library-accredited": "the same",
    "public-accredited": "the same",
    "library-standard": "the same",
    "public-standard": "the same",
    "documents-template": "the text of a template is content",
    "documents-template-preview": "the same",
}
"""Addresses left out, with the reason."""


@cache
def catalogue() -> dict[Any, str]:
    """Every text of the sources as gettext looks it up, wrapped."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    keywords = {**DEFAULT_KEYWORDS, "gettext_lazy": None, "ngettext_lazy": (1, 2)}
    found: dict[Any, str] = {}
    for _path, _line, message, _comments, context in extract_from_dir(PACKAGE, methods, options, keywords):
        key = f"{context}\x04" if context else ""
        if isinstance(message, tuple):
            found |= {(key + message[0], form): f"⟦{text}⟧" for form, text in enumerate(message)}
        else:
            found[key + message] = f"⟦{message}⟧"
    return found


@cache
def packs() -> frozenset[str]:
    """Every text of the packs, also cut where Markdown cuts it."""

    def texts(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield from (value, value.replace("-", " "), *value.split("\n"), *re.split(r"(?<=[.:;])\s+|[*`]+", value))
        elif isinstance(value, dict | list):
            for part in value.values() if isinstance(value, dict) else value:
                yield from texts(part)

    read = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in (ROOT / "content").rglob("*.yaml"))
    heads = (path.read_text(encoding="utf-8").split("---\n")[1] for path in (ROOT / "content").rglob("*.md"))
    every = [*read, *(yaml.safe_load(head) for head in heads)]
    return frozenset(plain(text) for content in every for text in texts(content))


def plain(text: str) -> str:
    """Without a standard or the number of a clause, which stand before its title, and the name of the product, which stands after it."""
    text = re.sub(r"^(ISO[/IEC ]*\d+:\d+|[A-Z]?\.?\d+(\.\d+)*)\s+", "", text.strip()).removesuffix(" · Clauseway")
    return " ".join(text.split()).strip(" .,:;·“”()").casefold()


class Bare(HTMLParser):
    """Collects what stands outside the marks; marks may open in one node and close in another."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.depth = self.quiet = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.quiet += tag in {"script", "style"}
        for name, value in attrs:
            if name in READ_OUT and value:
                self.found += outside(value, 0)[0]

    def handle_endtag(self, tag: str) -> None:
        self.quiet -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self.quiet:
            found, self.depth = outside(data, self.depth)
            self.found += found


def outside(text: str, depth: int) -> tuple[list[str], int]:
    """The pieces of a text outside the marks, and how deep it ends."""
    pieces = []
    for piece in re.split("([⟦⟧])", text):
        if piece in ("⟦", "⟧"):
            depth += 1 if piece == "⟦" else -1
        elif depth == 0 and piece.strip():
            pieces.append(piece)
    return pieces, depth


@cache
def calendar() -> frozenset[str]:
    """The words of dates, short and long."""
    names = Locale.parse(LANGUAGE)
    every = [*names.months.values(), *names.days.values()]
    forms = [word for kind in every for width in kind.values() for word in width.values()]
    return frozenset(found for word in forms for found in WORDS.findall(word))


def bare(page: str) -> list[str]:
    """Texts of a page that no translator can reach and nobody else put there."""
    reader = Bare()
    reader.feed(page)
    reader.close()
    assert reader.depth == 0, "a mark opens and never closes: a text was cut"
    left = []
    for piece in reader.found:
        if plain(piece) not in packs():
            parts = (part for part in re.split(r" · |: |“|”|, ", piece) if plain(part) not in packs())
            words = WORDS.findall(OF_THE_WORLD.sub(" ", "|".join(parts)))
            if any(word not in NAMES | calendar() for word in words):
                left.append(" ".join(piece.split()))
    return left


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A world whose every visitor reads the wrapped language."""
    made = build("pseudo", 2)
    spoken = trans_real.translation(LANGUAGE)
    wrapped = SimpleNamespace(_catalog=catalogue(), plural=lambda n: int(n != 1))
    monkeypatch.setattr(spoken, "_catalog", trans_real.TranslationCatalog(wrapped))
    monkeypatch.setattr(translation._trans, "get_language_from_request", lambda request, check_path=False: LANGUAGE)  # type: ignore[attr-defined]
    with translation.override(LANGUAGE):
        yield made


def test_no_page_shows_a_text_that_cannot_be_translated(world: World) -> None:
    client = Client()
    client.force_login(world.user)
    found: dict[str, list[str]] = {}
    seen = 0
    for address in addresses():
        if address.name in UNBUILT or address.name in ELSEWHERE or address.unknown():
            continue
        response = client.get(address.path(world))
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            seen += 1
            found[address.name] = sorted(set(bare(response.content.decode())))
    assert seen > 40
    bare_ones = [f"{name}: {text}" for name, texts in found.items() for text in texts]
    assert not bare_ones, "\n".join(bare_ones)
