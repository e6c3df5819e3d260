"""The vocabulary: the words a claim may use, the kinds of subjects, the rhythms. Read once from `content/vocabulary/`; plain values."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
ALSO = "also.yaml"
"""The file of other names, beside those of words, rhythms and subjects."""
STANCES = {"for": 1, "against": -1, "neutral": 0}
_DECIDING_NAMES = frozenset({"result", "outcome", "inputs"})


class VocabularyError(Exception):
    """The vocabulary's files contradict each other or name something unknown; the message names file and word."""


@dataclass(frozen=True, slots=True)
class Field:
    """A typed facet of a word. `decides`: another value contradicts; otherwise it only says what the claim speaks of. `not_by_owner` (of a yes or no): it is
    no, whatever was said, when who did it owns the subject."""

    name: str
    label: str
    type: str
    options: tuple[str, ...]
    decides: bool
    not_by_owner: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the vocabulary: what a claim of it states, which facet it shows, about what kind of subject, filed by whom.

    `of_requirement`: the word alone says too little, so a claim of it names the requirement it is about.
    `contradicts`: words whose expectations a contrary claim of this one breaks. `also`: what else people call it.
    """

    name: str
    label: str
    says: str
    facet: str
    subject: str
    bound: bool
    by_site: bool
    by: frozenset[str]
    stance: int
    of_requirement: bool
    contradicts: frozenset[str]
    fields: Mapping[str, Field]
    also: tuple[str, ...] = ()

    @property
    def deciding(self) -> frozenset[str]:
        return frozenset(name for name, field in self.fields.items() if field.decides)

    @property
    def not_by_owner(self) -> frozenset[str]:
        return frozenset(name for name, field in self.fields.items() if field.not_by_owner)


@dataclass(frozen=True, slots=True)
class SubjectKind:
    """A kind of subject, with its label, plural and the facets a member may state. `never_none`: every organization has some of these."""

    name: str
    label: str
    plural: str
    facets: Mapping[str, tuple[str, ...]]
    never_none: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RhythmWord:
    """A criterion the organization sets in days, with what we suggest."""

    name: str
    label: str
    help: str
    suggest_days: int
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    words: Mapping[str, Word]
    subjects: Mapping[str, SubjectKind]
    rhythms: Mapping[str, RhythmWord]

    def word(self, name: str) -> Word:
        """The word; VocabularyError for one that does not exist."""
        try:
            return self.words[name]
        except KeyError:
            raise VocabularyError(f"The vocabulary has no word {name!r}.") from None


@functools.cache
def vocabulary() -> Vocabulary:
    """The vocabulary of this installation, read once a process."""
    return read_vocabulary(Path(settings.CONTENT) / "vocabulary")


def read_vocabulary(folder: Path) -> Vocabulary:
    """Read and check all files of a vocabulary folder. Raises VocabularyError."""
    words: dict[str, Word] = {}
    rhythms: dict[str, RhythmWord] = {}
    subjects = {
        name: SubjectKind(
            name,
            entry["label"],
            entry["plural"],
            {key: tuple(map(str, options)) for key, options in (entry.get("facets") or {}).items()},
            bool(entry.get("never_none", False)),
        )
        for name, entry in _read(folder / "subjects.yaml").items()
    }
    for path in sorted(folder.glob("*.yaml")):
        if path.name in ("subjects.yaml", ALSO):
            continue
        for name, entry in _read(path).items():
            if path.name.startswith("rhythms"):
                _once(name, rhythms, path)
                rhythms[name] = RhythmWord(name, entry["label"], entry["help"], int(entry["suggest_days"]))
            else:
                _once(name, words, path)
                words[name] = _word(name, entry, subjects, path)
    for word in words.values():
        if unknown := word.contradicts - set(words):
            raise VocabularyError(f"{word.name} contradicts the unknown word {sorted(unknown)[0]!r}.")
    also = _read(folder / ALSO) if (folder / ALSO).exists() else {}
    for section, known in (("words", words), ("rhythms", rhythms), ("subjects", subjects)):
        _name_also(section, also.get(section) or {}, known)
    return Vocabulary(words, subjects, rhythms)


def _name_also(section: str, stated: Mapping[str, Any], known: dict[str, Any]) -> None:
    """Give words, rhythms or kinds their other names. A name that means two of them, or that one has already, is refused."""
    taken = {_said(said): name for name, entry in known.items() for said in (name, entry.label)}
    for name, others in stated.items():
        if name not in known:
            raise VocabularyError(f"{ALSO}: {section} has no {name!r}.")
        for other in others:
            if taken.setdefault(_said(other), name) != name:
                raise VocabularyError(f"{ALSO}: {other!r} means {taken[_said(other)]} and {name}.")
        known[name] = replace(known[name], also=tuple(others))


def _said(name: str) -> str:
    return " ".join(name.lower().replace("-", " ").split())


def _read(path: Path) -> dict[str, Any]:
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER) or {}  # noqa: S506 - a safe loader
    if not isinstance(content, dict):
        raise VocabularyError(f"{path.name}: a mapping of names is expected.")
    return content


def _once(name: str, known: Mapping[str, object], path: Path) -> None:
    if name in known:
        raise VocabularyError(f"{path.name}: {name} is defined twice.")


def _word(name: str, entry: Mapping[str, Any], subjects: Mapping[str, SubjectKind], path: Path) -> Word:
    subject = entry.get("subject") or ""
    if subject and subject not in subjects:
        raise VocabularyError(f"{path.name}: {name} names the unknown subject {subject!r}.")
    if entry.get("facet") not in ("defined", "done", "works"):
        raise VocabularyError(f"{path.name}: {name} needs a facet: defined, done or works.")
    return Word(
        name=name,
        label=entry["label"],
        says=entry["says"],
        facet=entry["facet"],
        subject=subject,
        bound=entry.get("bound", "none") == "standard",
        by_site=entry.get("extent", "system") == "site",
        by=frozenset(entry.get("by") or ("source", "record")),
        stance=STANCES[entry.get("stance", "for")],
        of_requirement=entry.get("of") == "requirement",
        contradicts=frozenset(entry.get("contradicts") or ()),
        fields={key: _field(key, field) for key, field in (entry.get("fields") or {}).items()},
    )


def _field(name: str, entry: Mapping[str, Any]) -> Field:
    kind = entry.get("type", "text")
    decides = bool(entry.get("decides", kind == "yesno" or name in _DECIDING_NAMES))
    options = tuple(map(str, entry.get("options") or ()))
    return Field(name, entry.get("label", name), kind, options, decides, bool(entry.get("not_by_owner", False)))
