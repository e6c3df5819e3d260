"""Changes of edition as dated data: when the new one came out, the last new certificate to the old, when the old ones end, and who says so."""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from clauseway.catalogue.packs import Check, Fault, PackRefused, read_yaml
from clauseway.catalogue.vocabulary import Vocabulary, vocabulary

FILE = "transitions.yaml"
_NEEDED = ("from", "to", "source", "confidence")
_DATES = ("starts", "last_new_certificate", "ends")
_KNOWN = frozenset({*_NEEDED, *_DATES, "published", "counted", "note"})
_CONFIDENCE = ("sure", "likely", "unsure")


@dataclass(frozen=True, slots=True)
class EditionChange:
    """One change of edition. `published` is a day or a month in ISO form; a date nobody could name is None.

    `last_new_certificate`: the last day on which a new certificate to the old edition may be issued; `ends`: when certificates to the old edition end.
    """

    old: str
    new: str
    published: str
    starts: date | None
    last_new_certificate: date | None
    ends: date | None
    counted: str
    source: str
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Transitions:
    """Every change of edition, and the words whose facts are done anew against a new edition, each with the reason."""

    changes: tuple[EditionChange, ...]
    anew: Mapping[str, str]

    def of(self, old: str, new: str) -> EditionChange | None:
        """The change between two editions; None when nothing is known of its dates."""
        return next((change for change in self.changes if (change.old, change.new) == (old, new)), None)


@functools.cache
def transitions() -> Transitions:
    """The changes of edition of this installation, read once a process. Raises PackRefused."""
    return read_transitions(Path(settings.CONTENT), vocabulary())


def read_transitions(content: Path, words: Vocabulary) -> Transitions:
    """Read and check `transitions.yaml`; a content folder without one knows no dates. Raises PackRefused with every fault found."""
    path = content / FILE
    if not path.is_file():
        return Transitions((), {})
    check = Check(words)
    stated = read_yaml(path, check)
    if stated is not None and not isinstance(stated, dict):
        check.fault(FILE, "file", "a mapping with `transitions` and `anew` is expected.")
    if check.faults or stated is None:
        raise PackRefused(check.faults or [Fault(FILE, "file", "is empty.")])
    entries, anew = stated.get("transitions") or [], stated.get("anew") or []
    _check_changes(entries, check)
    _check_anew(anew, check)
    if check.faults:
        raise PackRefused(check.faults)
    return Transitions(
        tuple(_change(entry) for entry in entries), {str(entry["word"]): str(entry["why"]) for entry in anew}
    )


def _change(entry: Mapping[str, Any]) -> EditionChange:
    return EditionChange(
        old=str(entry["from"]),
        new=str(entry["to"]),
        published=str(entry.get("published") or ""),
        starts=entry.get("starts"),
        last_new_certificate=entry.get("last_new_certificate"),
        ends=entry.get("ends"),
        counted=str(entry.get("counted") or ""),
        source=str(entry["source"]),
        confidence=str(entry["confidence"]),
        note=str(entry.get("note") or ""),
    )


def _check_changes(entries: Iterable[Any], check: Check) -> None:
    seen: set[tuple[str, str]] = set()
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict):
            check.fault(FILE, f"transition {number}", "a mapping is expected.")
            continue
        pair = (str(entry.get("from", "")), str(entry.get("to", "")))
        place = " to ".join(pair)
        for name in sorted(set(map(str, entry)) - _KNOWN):
            check.fault(FILE, place, f"unknown entry {name!r}.")
        for name in _NEEDED:
            if not entry.get(name):
                check.fault(FILE, place, f"{name} is needed.")
        if pair in seen or pair[0] == pair[1]:
            check.fault(FILE, place, "a change leads from one edition to another and is named once.")
        seen.add(pair)
        if entry.get("confidence") not in _CONFIDENCE:
            check.fault(FILE, place, f"confidence is one of {', '.join(_CONFIDENCE)}.")
        _check_dates(entry, place, check)


def _check_dates(entry: Mapping[str, Any], place: str, check: Check) -> None:
    known = [(name, entry[name]) for name in _DATES if entry.get(name) is not None]
    for name, day in known:
        if not isinstance(day, date):
            check.fault(FILE, place, f"{name} is a date such as 2029-09-30.")
    days = [day for _name, day in known if isinstance(day, date)]
    if days != sorted(days):
        check.fault(FILE, place, f"the dates come in this order: {', '.join(_DATES)}.")


def _check_anew(entries: Iterable[Any], check: Check) -> None:
    for number, entry in enumerate(entries, 1):
        word = entry.get("word") if isinstance(entry, dict) else None
        if word not in check.vocabulary.words:
            check.fault(FILE, f"anew {number}", f"unknown word {word!r}.")
        elif not entry.get("why"):
            check.fault(FILE, f"anew {word}", "why is needed: what makes this fact one of a single edition.")
