"""The one neutral value every reader answers with, and what readers share: short labels, references, plain texts, remarks."""

import dataclasses
import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from clauseway.catalogue.packs import Fault, PackRefused

KEPT, DATA, LEFT, CHANGED, ASSUMED = "kept as text", "kept as data", "left out", "changed", "assumed"
"""What became of something that a pack has no place for. The order is the one they are told in."""

OWN = "own-"
"""How the slug of every edition begins that an organization brought in, so that it can never be one of ours."""

REF_LENGTH, TITLE_LENGTH, CODE_LENGTH, SLUG_LENGTH = 40, 300, 60, 80
LISTS = ("maintain", "retain", "questions", "pitfalls", "principles", "terms")
_UNSAFE_REF = re.compile(r"[^\w.()\[\]:+\-]+")
_BREAKS = re.compile(r"<\s*(?:br|/p|/li|/tr|/h[1-6]|/div)\s*/?\s*>", re.IGNORECASE)
_ITEM = re.compile(r"<\s*li(?:\s[^<>]*)?>", re.IGNORECASE)
_FORMATTING = re.compile(
    r"<\s*/?\s*(?:p|b|i|u|em|strong|sub|sup|small|span|div|ul|ol|li|h[1-6]|table|thead|tbody|tr|td|th|code|pre|q|mark|cite|blockquote|a)"
    r"(?:\s+(?:class|id|style|href|title|lang|dir|colspan|rowspan|target|rel)=(?:\"[^\"<>]*\"|'[^'<>]*'))*\s*/?\s*>",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Remark:
    """What became of something a pack has no place for: how often, and where it was met (the first few places)."""

    what: str
    message: str
    count: int
    places: tuple[str, ...]

    def __str__(self) -> str:
        where = ", ".join(self.places) + (", …" if self.places and self.count > len(self.places) else "")
        return f"{self.what}: {self.message}" + (f" ({where})" if where else "")


@dataclass(frozen=True, slots=True)
class Draft:
    """A standard as some file has it, in the shape of our packs: identity, requirements in their order, expectations, correspondences.

    `form` is own, oscal, ciso or sheet. Nothing is checked yet.
    """

    form: str
    file: str
    identity: Mapping[str, Any]
    requirements: tuple[Mapping[str, Any], ...]
    expectations: tuple[Mapping[str, Any], ...] = ()
    correspondences: tuple[Mapping[str, Any], ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(slots=True)
class Remarks:
    """Collects remarks while a file is read; the same remark at many places is one."""

    _found: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def note(self, what: str, message: str, place: str = "") -> None:
        self._found.setdefault((what, message), []).append(place)

    def told(self) -> tuple[Remark, ...]:
        order = (KEPT, DATA, LEFT, CHANGED, ASSUMED)
        made = [
            Remark(what, message, len(places), tuple(dict.fromkeys(p for p in places if p))[:5])
            for (what, message), places in self._found.items()
        ]
        return tuple(sorted(made, key=lambda remark: order.index(remark.what)))


def refuse(file: str, place: str, message: str) -> NoReturn:
    """Refuse a file whole for one fault."""
    raise PackRefused([Fault(file, place, message)])


def slugged(text: str, most: int = SLUG_LENGTH) -> str:
    """A slug: lower case, letters and digits with single hyphens; "standard" when nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:most].strip("-") or "standard"


def reference(text: str) -> str:
    """A reference as it may stand in an address: letters, digits and . ( ) [ ] : + - _; anything else becomes a hyphen."""
    return _UNSAFE_REF.sub("-", text.strip()).strip("-")


def shortened(text: str, most: int) -> str:
    """The text in one line of at most `most` characters, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return line[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def first_sentence(text: str, most: int = 110) -> str:
    """What a text without a title is called: its first sentence, shortened."""
    line = " ".join(re.sub(r"[*_`#]+", "", text).split())
    found = re.match(r"(.{12,}?[.;:!?])\s", line + " ")
    return shortened((found.group(1) if found else line).rstrip(".;: "), most)


def plain(text: Any, remarks: Remarks | None = None, place: str = "") -> str:
    """A text without the harmless tags people format with (said once); what may be dangerous stays and refuses the pack."""
    said = str(text or "").replace("\r\n", "\n").replace("\r", "\n").strip()
    if ("<" in said and _FORMATTING.search(_BREAKS.sub("", said))) or _BREAKS.search(said):
        said = _FORMATTING.sub("", _ITEM.sub("\n- ", _BREAKS.sub("\n", said)))
        said = html.unescape(re.sub(r"\n{3,}", "\n\n", said)).strip()
        if remarks is not None:
            remarks.note(CHANGED, "formatting tags were taken out of texts, the words stay", place)
    return "".join(c for c in said if c in "\n\t" or c.isprintable() or c in "\u00a0\u202f\u00ad")


def sections(*parts: tuple[str, str]) -> str:
    """Several texts as one, each after the first under its heading; empty ones are left away."""
    made = []
    for heading, text in parts:
        if text.strip():
            made.append(f"**{heading}**\n\n{text.strip()}" if heading else text.strip())
    return "\n\n".join(made)


def requirement(ref: str, title: str, kind: str, *, parent: str = "", explain: str = "", **more: Any) -> dict[str, Any]:
    """An entry of requirements.yaml whose text comes from somebody else's file. `more` are further keys of the format."""
    return {
        "ref": ref,
        "title": title,
        "title_by": more.pop("title_by", "standard"),
        "parent": parent,
        "kind": kind,
        "exclusion": more.pop("exclusion", "never" if kind == "heading" else "justified"),
        "explain": explain,
        **{name: list(more.pop(name, ())) for name in LISTS},
        "stage1": False,
        **more,
    }


def judged(ref: str) -> dict[str, Any]:
    """The expectation of a requirement that comes without any: a named person judges it, with the evidence looked at."""
    return {
        "for": ref,
        "code": "judged",
        "facet": "works",
        "kind": "judgement.shown",
        "need": "all",
        "grace": "none",
        "by": "person",
        "absent": "unknown",
        "says": "A named person looked at the evidence and judged it shown",
        "close": "Look at the evidence and judge it",
    }


def with_judgements(draft: Draft) -> Draft:
    """The draft with an expectation for every requirement that has none, and the remark that says so."""
    known = {str(entry.get("for")) for entry in draft.expectations}
    linked = {
        str(entry["ref"])
        for entry in draft.requirements
        if any(isinstance(t, Mapping) and t.get("strength") == "same" for t in entry.get("topics") or ())
    }
    bare = [
        str(entry.get("ref"))
        for entry in draft.requirements
        if entry.get("kind") in ("requirement", "control") and str(entry.get("ref")) not in known | linked
    ]
    if not bare:
        return draft
    remark = Remark(
        ASSUMED,
        "the file says what is required, not what shows it: each of these is judged by a named person until expectations are written",
        len(bare),
        tuple(bare[:5]),
    )
    return dataclasses.replace(
        draft,
        expectations=(*draft.expectations, *(judged(ref) for ref in bare)),
        remarks=(*draft.remarks, remark),
    )


def renamed(draft: Draft, **identity: str) -> Draft:
    """The draft under what a person calls it: edition, title, code, year; empty ones change nothing."""
    given = {name: value.strip() for name, value in identity.items() if value and value.strip()}
    return dataclasses.replace(draft, identity={**draft.identity, **given}) if given else draft


class References:
    """Makes references unique and fit for an address, and says what was changed."""

    def __init__(self, remarks: Remarks) -> None:
        self._taken: set[str] = set()
        self._made: dict[str, int] = {}
        self._remarks = remarks

    def take(self, wanted: str) -> str:
        """The reference for a wanted one that the file itself vouches for; a second of the same name stays the same (and is refused later)."""
        made = reference(wanted)
        if len(made) > REF_LENGTH:
            made = made[: REF_LENGTH - 4].rstrip("-.") + f"-{len(self._taken) % 1000:03d}"
        if made != wanted.strip():
            self._remarks.note(
                CHANGED, "references were written so that they fit an address", f"{wanted.strip()[:40]} → {made}"
            )
        self._taken.add(made)
        return made

    def make(self, parent: str) -> str:
        """A reference of our own for something without one, below its parent."""
        number = self._made.get(parent, 0) + 1
        while (made := f"{parent[: REF_LENGTH - 5]}-{number}" if parent else f"n{number}") in self._taken:
            number += 1
        self._made[parent] = number
        self._taken.add(made)
        return made


def depth_first(entries: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The entries with every one after its parent, in the order given among brothers; those of a cycle or an unknown parent come last."""
    rows = list(entries)
    known = {str(row["ref"]) for row in rows}
    below: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        parent = str(row.get("parent") or "")
        below.setdefault(parent if parent in known and parent != row["ref"] else "", []).append(row)
    found: list[Mapping[str, Any]] = []
    waiting = list(reversed(below.get("", [])))
    done: set[int] = set()
    while waiting:
        row = waiting.pop()
        if id(row) in done:
            continue
        done.add(id(row))
        found.append(row)
        waiting += reversed(below.get(str(row["ref"]), []))
    return found + [row for row in rows if id(row) not in done]
