"""Reading and checking the two files of the library before values are made of them. Touches no database."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clauseway.catalogue.packs import PRINCIPLES, Check, PackRefused, read_yaml
from clauseway.catalogue.vocabulary import Vocabulary

LISTED, GLOSSARY = "listed.yaml", "glossary.yaml"
CONFIDENCE = ("sure", "likely", "unsure")
KINDS = ("guidance", "certifiable", "accreditation")
STANDARD_NAMES = ("same", "short", "loosely", "outdated", "wrong")
TERM_NAMES = ("same", "loosely", "wrong")
_EXPLAINED = frozenset({"loosely", "outdated", "wrong"})
_HTML = re.compile(r"<\s*/?\s*[a-zA-Z!]")
_SLUG = re.compile(r"^[a-z0-9][a-z0-9-]*$")


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields of a kind of entry: which are needed, which may be there besides, and which may be empty."""

    needed: tuple[str, ...]
    optional: tuple[str, ...] = ()
    may_be_empty: tuple[str, ...] = ()


SHAPES = {
    "listed": Shape(
        ("ref", "title", "sector", "kind", "certifiable", "about", "names", "confidence"),
        ("edition", "replaces", "successor", "instead", "memory", "status"),
        ("instead", "memory", "edition", "certifiable"),
    ),
    "full": Shape(("ref", "standard", "title", "sector", "editions", "names")),
    "terms": Shape(("slug", "term", "explain", "synonyms", "see"), ("source",), ("synonyms", "see", "source")),
    "principles": Shape(("slug", "title", "explain", "serves")),
}
_LISTS = ("names", "editions", "synonyms", "see", "serves", "replaces")


@dataclass(frozen=True, slots=True)
class Files:
    """The checked entries of both files, as read."""

    listed: tuple[Mapping[str, Any], ...]
    full: tuple[Mapping[str, Any], ...]
    terms: tuple[Mapping[str, Any], ...]
    principles: tuple[Mapping[str, Any], ...]


def read_files(content: Path) -> Files:
    """Both files, checked whole. Raises PackRefused with every fault found."""
    check = Check(Vocabulary({}, {}, {}))
    listed = _sections(content / LISTED, ("listed", "full"), check)
    glossary = _sections(content / GLOSSARY, ("terms", "principles"), check)
    if check.faults:
        raise PackRefused(check.faults)
    _check_standards(listed["listed"], listed["full"], check)
    _check_glossary(glossary["terms"], glossary["principles"], check)
    if check.faults:
        raise PackRefused(check.faults)
    return Files(*(tuple(entries) for entries in (*listed.values(), *glossary.values())))


def _sections(path: Path, names: tuple[str, str], check: Check) -> dict[str, list[dict[str, Any]]]:
    content = read_yaml(path, check) if path.is_file() else None
    if not isinstance(content, dict) or set(content) != set(names):
        if not check.faults:
            check.fault(path.name, "file", f"a mapping of {' and '.join(names)} is expected.")
        return {}
    for section in names:
        entries = content[section]
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            check.fault(path.name, section, "a list of entries is expected.")
            continue
        for number, entry in enumerate(entries, 1):
            place = str(entry.get("ref") or entry.get("slug") or f"{section} {number}")
            _check_shape(path.name, place, entry, SHAPES[section], check)
    return {name: content[name] for name in names}


def _check_shape(file: str, place: str, entry: Mapping[str, Any], shape: Shape, check: Check) -> None:
    for name in shape.needed:
        if name not in entry or (not entry[name] and name not in shape.may_be_empty):
            check.fault(file, place, f"{name} is needed.")
    for name, value in entry.items():
        if name not in shape.needed and name not in shape.optional:
            check.fault(file, place, f"unknown entry {name!r}.")
        elif name in _LISTS:
            _check_list(file, place, name, value, check)
        elif name == "certifiable":
            if not isinstance(value, bool):
                check.fault(file, place, "certifiable is true or false.")
        elif not isinstance(value, str):
            check.fault(file, place, f"{name} is a text; put numbers and years in quotes.")
        if any(_HTML.search(text) for text in _texts(value)):
            check.fault(file, place, f"{name} holds HTML; the library is plain text.")


def _check_list(file: str, place: str, name: str, value: Any, check: Check) -> None:
    if not isinstance(value, list):
        check.fault(file, place, f"{name} is a list.")
    elif name in ("names", "synonyms"):
        _check_names(file, place, value, STANDARD_NAMES if name == "names" else TERM_NAMES, check)
    elif not all(isinstance(one, str) and one for one in value):
        check.fault(file, place, f"{name} is a list of texts.")


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def _check_names(file: str, place: str, names: list[Any], kinds: tuple[str, ...], check: Check) -> None:
    seen: set[str] = set()
    for entry in names:
        if not isinstance(entry, dict) or set(entry) != {"name", "is", "say"}:
            check.fault(file, place, "a name is {name, is, say}.")
            continue
        if not all(isinstance(entry[part], str) for part in entry) or not entry["name"] or entry["name"] in seen:
            check.fault(file, place, f"{entry['name']!r}: a name is a text and given once.")
            continue
        seen.add(entry["name"])
        if entry["is"] not in kinds:
            check.fault(file, place, f"{entry['name']!r}: is is one of {', '.join(kinds)}.")
        if entry["is"] in _EXPLAINED and not entry["say"]:
            check.fault(file, place, f"{entry['name']!r}: say what is right, in one sentence.")


def _check_standards(listed: list[dict[str, Any]], full: list[dict[str, Any]], check: Check) -> None:
    refs = [entry["ref"] for entry in (*full, *listed)]
    for ref in sorted({ref for ref in refs if refs.count(ref) > 1}):
        check.fault(LISTED, ref, "is given twice.")
    for entry in listed:
        for name, allowed in (("kind", KINDS), ("confidence", CONFIDENCE), ("status", ("current", "withdrawn"))):
            if entry.get(name, allowed[0]) not in allowed:
                check.fault(LISTED, entry["ref"], f"{name} is one of {', '.join(allowed)}.")
        if entry["certifiable"] != (entry["kind"] == "certifiable"):
            check.fault(LISTED, entry["ref"], "certifiable and kind contradict each other.")
        if not entry["certifiable"] and not entry.get("instead"):
            check.fault(LISTED, entry["ref"], "instead is needed: what to do when one cannot be certified to it.")


def _check_glossary(terms: list[dict[str, Any]], principles: list[dict[str, Any]], check: Check) -> None:
    slugs = [term["slug"] for term in terms]
    for term in terms:
        if not _SLUG.match(term["slug"]) or slugs.count(term["slug"]) > 1:
            check.fault(GLOSSARY, term["slug"], "needs a slug of its own ([a-z0-9-]).")
        for other in term["see"]:
            if other not in slugs or other == term["slug"]:
                check.fault(GLOSSARY, term["slug"], f"see names {other!r}, which is no other term.")
    if sorted(principle["slug"] for principle in principles) != sorted(PRINCIPLES):
        check.fault(GLOSSARY, "principles", f"the principles are {', '.join(sorted(PRINCIPLES))}, each once.")
