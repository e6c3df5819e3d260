"""Packs: reading one edition's files into values and checking them whole. Touches no database; every fault names file, place and reason."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clauseway.catalogue import parsing
from clauseway.catalogue.vocabulary import Vocabulary
from clauseway.kernel.folding import natural_key

PRINCIPLES = frozenset(
    {
        "customer-focus",
        "leadership",
        "engagement-of-people",
        "process-approach",
        "improvement",
        "evidence-based-decision-making",
        "relationship-management",
    }
)
HTML = re.compile(r"<\s*/?\s*[a-zA-Z!]")
SLUG = re.compile(r"^[a-z0-9][a-z0-9-]*$")
TERMS = (
    "kind",
    "facet",
    "where",
    "per",
    "only",
    "need",
    "rhythm",
    "suggest_days",
    "grace",
    "by",
    "absent",
    "says",
    "close",
)
"""What of an expectation is kept, in the order of the format."""
_TEXTS = ("explain", "maintain", "retain", "questions", "pitfalls", "principles", "terms")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a pack: which file, where in it, what, and what to do."""

    file: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.place}: {self.message}"


class PackRefused(Exception):
    """A pack was refused whole; `faults` lists everything found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True, slots=True)
class Pack:
    """One checked pack: its identity, requirements and expectations as plain values, and the digest of its content."""

    slug: str
    identity: Mapping[str, Any]
    requirements: tuple[Mapping[str, Any], ...]
    expectations: tuple[Mapping[str, Any], ...]
    correspondences: tuple[Mapping[str, Any], ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Trunk:
    """The shared topics with their expectations, and the digest of the file."""

    topics: tuple[Mapping[str, Any], ...]
    digest: str

    @property
    def slugs(self) -> frozenset[str]:
        return frozenset(topic["slug"] for topic in self.topics)


@dataclass(slots=True)
class Check:
    """Collects faults while a pack is read."""

    vocabulary: Vocabulary
    faults: list[Fault] = field(default_factory=list)

    def fault(self, file: str, place: str, message: str) -> None:
        self.faults.append(Fault(file, place, message))


def read_yaml(path: Path, check: Check) -> Any:
    """The content of one file, or None with a fault."""
    try:
        return parsing.read_yaml(path.read_bytes())
    except parsing.Unreadable as unreadable:
        check.fault(path.name, unreadable.place, unreadable.reason)
    return None


def read_trunk(folder: Path, vocabulary: Vocabulary) -> Trunk:
    """The trunk's topics. Raises PackRefused."""
    check = Check(vocabulary)
    content = read_yaml(folder / "topics.yaml", check) or {}
    topics = content.get("topics") or []
    known = {topic.get("slug") for topic in topics}
    seen: set[str] = set()
    for topic in topics:
        place = str(topic.get("slug"))
        if not SLUG.match(place) or place in seen:
            check.fault("topics.yaml", place, "needs a slug of its own ([a-z0-9-]).")
        seen.add(place)
        if topic.get("parent") and topic["parent"] not in known:
            check.fault("topics.yaml", place, f"unknown parent {topic['parent']!r}.")
        check_expectations("topics.yaml", place, topic.get("expectations") or [], check)
    if check.faults:
        raise PackRefused(check.faults)
    return Trunk(tuple(topics), folder_digest(folder))


def read_pack(folder: Path, trunk: Trunk, vocabulary: Vocabulary) -> Pack:
    """One edition's pack, checked whole. Raises PackRefused with every fault found."""
    check = Check(vocabulary)
    identity = read_yaml(folder / "pack.yaml", check) if (folder / "pack.yaml").is_file() else None
    if not isinstance(identity, dict):
        check.fault("pack.yaml", "file", "missing or not a mapping.")
        raise PackRefused(check.faults)
    for name in ("edition", "standard", "code", "year", "title", "discipline", "status"):
        if not identity.get(name):
            check.fault("pack.yaml", name, "is needed.")
    requirements = _entries(folder, "requirements*.yaml", check)
    _check_requirements(requirements, trunk, check)
    refs = {str(entry.get("ref")) for _file, entry in requirements}
    expectations = _entries(folder, "expectations*.yaml", check)
    for file, entry in expectations:
        if str(entry.get("for")) not in refs:
            check.fault(file, str(entry.get("for")), "names a requirement that the pack does not have.")
    by_ref: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for file, entry in expectations:
        by_ref.setdefault((file, str(entry.get("for"))), []).append(entry)
    for (file, ref), group in by_ref.items():
        check_expectations(file, ref, group, check)
    correspondences = _entries(folder, "correspondences*.yaml", check)
    _no_html(requirements + expectations, check)
    if check.faults:
        raise PackRefused(check.faults)
    return Pack(
        str(identity["edition"]),
        identity,
        tuple(sorted((entry for _file, entry in requirements), key=lambda entry: natural_key(str(entry["ref"])))),
        tuple(entry for _file, entry in expectations),
        tuple(entry for _file, entry in correspondences),
        folder_digest(folder),
    )


def read_outline(folder: Path) -> Pack:
    """A pack's identity and references, unchecked, for lists of packs; what it expects is not read. Raises PackRefused where even that cannot be read."""
    check = Check(Vocabulary({}, {}, {}))
    identity = read_yaml(folder / "pack.yaml", check)
    requirements = _entries(folder, "requirements*.yaml", check)
    if check.faults or not isinstance(identity, dict):
        raise PackRefused(check.faults or [Fault("pack.yaml", "file", "missing or not a mapping.")])
    return Pack(folder.name, identity, tuple(entry for _file, entry in requirements), (), (), folder_digest(folder))


def _entries(folder: Path, pattern: str, check: Check) -> list[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, dict[str, Any]]] = []
    for path in sorted(folder.glob(pattern)):
        content = read_yaml(path, check)
        if content is None:
            continue
        if isinstance(content, dict) and len(content) == 1:
            content = next(iter(content.values()))
        if not isinstance(content, list) or not all(isinstance(entry, dict) for entry in content):
            check.fault(path.name, "file", "a list of entries is expected.")
            continue
        found += [(path.name, entry) for entry in content]
    return found


def parent_of(ref: str) -> str:
    """The reference one level up: 8.4.1 -> 8.4, A.5.9 -> A.5, 4 -> "" (none)."""
    return ref.rpartition(".")[0]


def parent_in(entry: Mapping[str, Any]) -> str:
    """The reference a requirement stands below: the one it names ("" for none), else the one its own reference tells."""
    named = entry.get("parent")
    return parent_of(str(entry.get("ref", ""))) if named is None else str(named)


def _check_requirements(requirements: list[tuple[str, dict[str, Any]]], trunk: Trunk, check: Check) -> None:
    refs = [str(entry.get("ref", "")) for _file, entry in requirements]
    seen: set[str] = set()
    for file, entry in requirements:
        ref = str(entry.get("ref", ""))
        if not ref or ref in seen:
            check.fault(
                file, ref or "entry", "a requirement needs a reference of its own; this one is empty or given twice."
            )
        seen.add(ref)
        if not isinstance(entry.get("ref"), str):
            check.fault(file, ref, 'the reference is a number; put it in quotes ("5.10" and 5.1 are not the same).')
        parent = parent_in(entry)
        if parent and parent not in refs:
            check.fault(file, ref, f"its parent {parent} is missing.")
        for name, allowed in (
            ("kind", ("heading", "requirement", "control")),
            ("exclusion", ("never", "justified", "control")),
        ):
            if entry.get(name) not in allowed:
                check.fault(file, ref, f"{name} is one of {', '.join(allowed)}.")
        if not entry.get("title"):
            check.fault(file, ref, "needs a title (or a short label of ours with title_by: ours).")
        if entry.get("kind") != "heading":
            _check_words(file, ref, entry, check)
        for topic in entry.get("topics") or []:
            if topic.get("topic") not in trunk.slugs:
                check.fault(file, ref, f"unknown topic {topic.get('topic')!r}.")
            if topic.get("strength") not in ("same", "close", "partial"):
                check.fault(file, ref, "a topic's strength is same, close or partial.")
    _check_cycles(requirements, check)


def _check_words(file: str, ref: str, entry: Mapping[str, Any], check: Check) -> None:
    if len(str(entry.get("explain", ""))) < 80:
        check.fault(file, ref, "explain needs two to five sentences of our own.")
    if len(entry.get("questions") or []) < 3:
        check.fault(file, ref, "at least three audit questions are needed.")
    if not entry.get("pitfalls"):
        check.fault(file, ref, "at least one pitfall is needed.")
    for principle in entry.get("principles") or []:
        if principle not in PRINCIPLES:
            check.fault(file, ref, f"unknown principle {principle!r}.")
    check_unless(file, ref, entry.get("excluded_but"), check)


def check_unless(file: str, ref: str, stated: Any, check: Check) -> None:
    """What contradicts an exclusion: a mapping, or a list of them, each with a subject of the vocabulary or a record in one of its words."""
    for one in stated if isinstance(stated, list) else [stated] if stated else []:
        if not isinstance(one, Mapping) or not isinstance(one.get("facets") or {}, Mapping):
            check.fault(file, ref, "excluded_but is a mapping, or a list of mappings, with a subject or a record.")
        elif one.get("record") and one["record"] not in check.vocabulary.words:
            check.fault(file, ref, "excluded_but names an unknown record.")
        elif not one.get("record") and one.get("subject") not in check.vocabulary.subjects:
            check.fault(file, ref, "excluded_but names an unknown subject.")


def _check_cycles(requirements: list[tuple[str, dict[str, Any]]], check: Check) -> None:
    parents = {str(e.get("ref")): parent_in(e) for _file, e in requirements}
    for ref, parent in parents.items():
        seen, at = {ref}, parent
        while at in parents:
            if at in seen:
                check.fault("requirements", ref, "stands below itself.")
                break
            seen.add(at)
            at = parents[at]


def check_expectations(file: str, place: str, entries: list[Mapping[str, Any]], check: Check) -> None:
    words, codes = check.vocabulary.words, set()
    for entry in entries:
        code = str(entry.get("code", ""))
        where = f"{place}/{code}"
        if not SLUG.match(code) or code in codes:
            check.fault(file, where, "needs a code of its own ([a-z0-9-]).")
        codes.add(code)
        word = words.get(entry.get("kind", ""))
        if word is None:
            check.fault(file, where, f"unknown word {entry.get('kind')!r}.")
            continue
        for name, wanted in (entry.get("where") or {}).items():
            _check_facet(file, where, name, wanted, word, check)
        if entry.get("facet") not in ("defined", "done", "works"):
            check.fault(file, where, "facet is defined, done or works.")
        if word.name == "documented-information.effective" and entry.get("facet") != "defined":
            check.fault(file, where, "a document only ever shows that something is defined.")
        per = entry.get("per")
        if per and per not in check.vocabulary.subjects:
            check.fault(file, where, f"unknown subject {per!r}.")
        if per and entry.get("by") != "person" and word.subject != per:
            check.fault(file, where, f"{word.name} speaks of {word.subject or 'the system'}, not of each {per}.")
        if entry.get("rhythm") and entry["rhythm"] not in check.vocabulary.rhythms:
            check.fault(file, where, f"unknown rhythm {entry['rhythm']!r}.")
        if not entry.get("says"):
            check.fault(file, where, "says is needed: what must be shown, in our words.")


def _check_facet(file: str, where: str, name: str, wanted: Any, word: Any, check: Check) -> None:
    if name == "any":
        for condition in wanted:
            for key, value in condition.items():
                _check_facet(file, where, key, value, word, check)
        return
    known = word.fields.get(name)
    if known is None:
        check.fault(file, where, f"{word.name} has no facet {name!r}.")
    elif known.type == "choice":
        for value in wanted if isinstance(wanted, list) else [wanted]:
            if str(value) not in known.options:
                check.fault(file, where, f"{word.name}.{name} is never {value!r}.")


def _no_html(entries: list[tuple[str, dict[str, Any]]], check: Check) -> None:
    for file, entry in entries:
        for key, value in entry.items():
            texts = value if isinstance(value, list) else [value]
            if any(isinstance(text, str) and HTML.search(text) for text in texts):
                check.fault(file, str(entry.get("ref") or entry.get("for")), f"{key} holds HTML; packs are plain text.")


def words_of(entry: Mapping[str, Any]) -> dict[str, Any]:
    """What of a requirement is shown to people, as stored."""
    shown = {name: entry.get(name) or ([] if name != "explain" else "") for name in _TEXTS}
    shown.update(
        title_by=entry.get("title_by", "standard"), confidence=entry.get("confidence", ""), alt=entry.get("alt") or []
    )
    if entry.get("excluded_but"):
        shown["excluded_but"] = entry["excluded_but"]
    return shown


def folder_digest(folder: Path) -> str:
    """The digest of a pack's or the trunk's files as they lie there: telling whether anything changed needs no reading of YAML."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.yaml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
