"""The templates that ship: read from `content/templates/`, checked whole, with the place of every fault.

A template is a Markdown file with a head: `content/templates/<group>/<key>.md`. Which template or register serves which documented information of which
edition stands in `content/templates/serves/<edition>.yaml`. The format: docs/reference/template-format.md.
"""

import functools
import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clauseway.catalogue.content import folder, pack_folders
from clauseway.catalogue.parsing import Unreadable, read_yaml
from clauseway.documents.registers import REGISTERS
from clauseway.documents.variables import VARIABLES
from clauseway.rules.blanks import blanks, families_of, flaws, parts_for

FOLDER = "templates"
REGISTER = "register:"
"""How a served entry names a register of Clauseway instead of a template."""
SORTS = ("maintain", "retain")
KINDS = ("policy", "procedure", "instruction", "form", "plan", "register", "record", "external", "other")
"""The kinds of documents; `Document.KINDS` gives them their words."""
_KEY = re.compile(r"^[a-z0-9][a-z0-9-]*$")
_HEAD = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
_KNOWN = frozenset({"title", "titles", "kind", "about", "standards", "topics"})


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the templates: file, line (from 1), what, and what to do."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class DocumentTemplate:
    """A text to begin with. `standards` are the families it is for (none: every one), `variants` those some part of it is meant for alone.

    `topics` are trunk topics by which it is offered for a standard the packs do not know; `titles` are names for one standard alone.
    """

    key: str
    group: str
    title: str
    titles: Mapping[str, str]
    kind: str
    about: str
    standards: frozenset[str]
    topics: tuple[str, ...]
    variants: frozenset[str]
    text: str

    def serves(self, families: Collection[str]) -> bool:
        """Whether it is meant for one of these families."""
        return not self.standards or bool(self.standards & frozenset(families))

    def named(self, families: Collection[str]) -> str:
        """Its title; with one standard alone, the name people have for it there."""
        known = [family for family in families if self.serves([family])]
        return self.titles.get(known[0], self.title) if len(known) == 1 else self.title

    def written(self, families: Collection[str]) -> str:
        """Its text for these families, with variables and blanks as they are."""
        return parts_for(self.text, families)


@dataclass(frozen=True, slots=True)
class Pack:
    """All templates by key, and what serves each entry: by (edition, reference, sort), one tuple of names an entry, in the pack's order."""

    templates: Mapping[str, DocumentTemplate]
    serving: Mapping[tuple[str, str, str], tuple[tuple[str, ...], ...]]
    faults: tuple[Fault, ...]


@functools.cache
def pack() -> Pack:
    """The templates that ship; read once a process. What is faulty is left out and told by `faults`."""
    return read_pack(folder())


def read_pack(content: Path) -> Pack:
    """Read and check the templates below a content folder. Touches no database."""
    faults: list[Fault] = []
    families, topics = _families(content), _topics(content)
    found: dict[str, DocumentTemplate] = {}
    for path in sorted((content / FOLDER).glob("*/*.md")):
        made = _template(path, frozenset(families.values()), topics, faults)
        if made is not None and made.key in found:
            faults.append(
                Fault(_name(path), 1, f"there is a template {made.key!r} already, in {found[made.key].group}")
            )
        elif made is not None:
            found[made.key] = made
    serving: dict[tuple[str, str, str], tuple[tuple[str, ...], ...]] = {}
    for path in sorted((content / FOLDER / "serves").glob("*.yaml")):
        serving |= _served(path, families, found, faults)
    return Pack(found, serving, tuple(faults))


def gaps(pack_: Pack, asked: Mapping[str, Sequence[tuple[str, str, Sequence[str]]]], content: Path) -> list[Fault]:
    """What of the editions' documented information nothing serves; `asked` holds (reference, sort, texts) of every edition, in its order."""
    found = []
    for edition, entries in asked.items():
        path = content / FOLDER / "serves" / f"{edition}.yaml"
        name = _name(path)
        if not path.exists():
            found.append(Fault(name, 1, "there is no such file; say in it what serves this edition"))
            continue
        stated = re.search(r'^entries: "([0-9a-f]*)"', path.read_text(encoding="utf-8"), re.MULTILINE)
        if stated is None or stated.group(1) != digest(entries):
            told = f'the edition asks otherwise than when this was written; look at it, then set entries: "{digest(entries)}"'
            found.append(Fault(name, 3, told))
        known = {(ref, sort) for ref, sort, texts in entries if texts}
        for ref, sort, texts in entries:
            have = len(pack_.serving.get((edition, ref, sort), ()))
            if have != len(texts):
                found.append(Fault(name, 1, f"{ref} asks to {sort} {len(texts)} things, and {have} are served"))
        beside = {key[1:] for key in pack_.serving if key[0] == edition} - known
        found += [Fault(name, 1, f"{ref} asks to {sort} nothing") for ref, sort in sorted(beside)]
    return found


def digest(entries: Iterable[tuple[str, str, Sequence[str]]]) -> str:
    """The fingerprint of an edition's documented information, given as (reference, sort, texts): when it changes, somebody looks at what serves it."""
    lines = [f"{ref}|{sort}|{text}" for ref, sort, texts in entries for text in texts]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def _name(path: Path) -> str:
    return "/".join(path.parts[-3:])


def _families(content: Path) -> dict[str, str]:
    """The family of each edition that ships."""
    found = {}
    for path in pack_folders(content):
        match = re.search(r"^standard:\s*([a-z0-9-]+)", (path / "pack.yaml").read_text(encoding="utf-8"), re.MULTILINE)
        found[path.name] = match.group(1) if match else path.name
    return found


def _topics(content: Path) -> frozenset[str]:
    """The slugs of the trunk's topics."""
    text = (content / "trunk" / "topics.yaml").read_text(encoding="utf-8")
    return frozenset(re.findall(r"^  - slug:\s*([a-z0-9-]+)", text, re.MULTILINE))


def _template(
    path: Path, families: frozenset[str], topics: frozenset[str], faults: list[Fault]
) -> DocumentTemplate | None:
    name, text = _name(path), path.read_text(encoding="utf-8")
    match = _HEAD.match(text)
    if match is None:
        faults.append(Fault(name, 1, "begins with a head between two lines ---"))
        return None
    try:
        head = read_yaml(match.group(1).encode())
    except Unreadable as wrong:
        number = re.search(r"\d+", wrong.place)
        faults.append(Fault(name, int(number.group()) + 1 if number else 1, wrong.reason))
        return None
    below, body = match.group(0).count("\n"), text[match.end() :]
    told = [Fault(name, _line(match.group(1), key), says) for key, says in _head_faults(path, head, families, topics)]
    told += [Fault(name, below + one.line, one.says) for one in flaws(body, families=families, variables=VARIABLES)]
    if not blanks(body):
        told.append(Fault(name, below + 1, "has nothing to fill in, so it would be finished before anybody touched it"))
    faults += told
    if told:
        return None
    return DocumentTemplate(
        path.stem,
        path.parent.name,
        head["title"],
        head.get("titles") or {},
        head["kind"],
        " ".join(head["about"].split()),
        frozenset(head.get("standards") or ()),
        tuple(head.get("topics") or ()),
        families_of(body),
        body,
    )


def _line(head: str, key: str) -> int:
    """The line of a key of the head in its file."""
    for number, line in enumerate(head.split("\n"), start=2):
        if line.startswith(f"{key}:"):
            return number
    return 1


def _head_faults(path: Path, head: Any, families: frozenset[str], topics: frozenset[str]) -> list[tuple[str, str]]:
    """What is wrong with a head, as (key, what)."""
    if not isinstance(head, dict):
        return [("", "the head holds names and values")]
    wrong = [(key, f"there is no {key!r} in a head") for key in head if key not in _KNOWN]
    wrong += [("", f"{key!r} is missing") for key in ("title", "kind", "about") if not isinstance(head.get(key), str)]
    if not _KEY.match(path.stem):
        wrong.append(("", "the file's name has small letters, digits and hyphens only"))
    if head.get("kind") not in KINDS:
        wrong.append(("kind", f"there is no kind {head.get('kind')!r}"))
    titles = head.get("titles") or {}
    named = [*(head.get("standards") or ()), *(titles if isinstance(titles, dict) else ("titles",))]
    wrong += [("standards", f"there is no standard {one!r}") for one in named if one not in families]
    wrong += [("topics", f"there is no topic {one!r}") for one in head.get("topics") or () if one not in topics]
    return wrong


def _served(
    path: Path, families: Mapping[str, str], known: Mapping[str, DocumentTemplate], faults: list[Fault]
) -> dict[tuple[str, str, str], tuple[tuple[str, ...], ...]]:
    name, found = _name(path), {}
    try:
        content = read_yaml(path.read_bytes())
    except Unreadable as wrong:
        number = re.search(r"\d+", wrong.place)
        faults.append(Fault(name, int(number.group()) if number else 1, wrong.reason))
        return {}
    if path.stem not in families or not isinstance(content, dict) or not isinstance(content.get("serves"), dict):
        faults.append(Fault(name, 1, "is named after an edition and holds `entries` and `serves`"))
        return {}
    lines = path.read_text(encoding="utf-8").split("\n")
    for ref, sorts in content["serves"].items():
        line = next((n for n, one in enumerate(lines, 1) if one.strip().startswith(f'"{ref}":')), 1)
        for sort, entries in sorts.items():
            names = tuple(tuple(str(one).split()) for one in entries)
            found[path.stem, str(ref), str(sort)] = names
            faults += [Fault(name, line, wrong) for wrong in _unserved(families[path.stem], sort, names, known)]
    return found


def _unserved(
    family: str, sort: str, entries: Sequence[Sequence[str]], known: Mapping[str, DocumentTemplate]
) -> list[str]:
    """What is wrong with the names that serve one requirement's entries."""
    wrong = [] if sort in SORTS else [f"{sort!r} is neither maintain nor retain"]
    wrong += ["an entry is served by nothing" for names in entries if not names]
    for one in dict.fromkeys(one for names in entries for one in names):
        if one.startswith(REGISTER):
            if one.removeprefix(REGISTER) not in REGISTERS:
                wrong.append(f"there is no register {one.removeprefix(REGISTER)!r}")
        elif one not in known:
            wrong.append(f"there is no template {one!r}")
        elif not known[one].serves([family]):
            wrong.append(f"the template {one!r} is not meant for {family}")
    return wrong
