"""The interview, the ways and the benefits as they ship (`content/choosing.yaml`), read once a process; names people use become standards of the library."""

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clauseway.catalogue.audit_time import exact
from clauseway.catalogue.content import folder
from clauseway.catalogue.library import Library, library, read_library
from clauseway.catalogue.naming import CONTAINED
from clauseway.catalogue.packs import Check, PackRefused, read_yaml
from clauseway.catalogue.vocabulary import Vocabulary
from clauseway.kernel.folding import fold
from clauseway.rules import choosing as rule
from clauseway.rules.audit_steps import NOTHING, Span
from clauseway.rules.ways import ALONE, CONSULTANT, TOOL, Help, WaysBook

FILE = "choosing.yaml"
LESS, MORE = "less", "more"
_SEVERAL = re.compile(r"[,;\n]")


@dataclass(frozen=True, slots=True)
class Telling:
    """What is said of a goal or a help: what it proves and to whom (goals only), risks, upkeep."""

    proves: str
    to: str
    risks: tuple[str, ...]
    upkeep: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A benefit one may set as an objective. `direction`: less or more is better; no `standards`: for any."""

    key: str
    title: str
    measure: str
    unit: str
    direction: str
    standards: tuple[str, ...]
    how: str


@dataclass(frozen=True, slots=True)
class Choosing:
    """Everything of the file. `offered`: the standards to tick; others are typed."""

    book: rule.Book
    offered: tuple[str, ...]
    ways: WaysBook
    tellings: Mapping[str, Telling]
    proposals: tuple[Proposal, ...]
    source: str


@functools.cache
def choosing() -> Choosing:
    """What ships with this installation. Raises PackRefused."""
    return read_choosing(folder() / FILE, library())


def read_choosing(path: Path, known: Library | None = None) -> Choosing:
    """Read and check the file against the library. Raises PackRefused with every fault found."""
    known = known or read_library(path.parent)
    check = Check(Vocabulary({}, {}, {}))
    stated = read_yaml(path, check)
    if check.faults or not isinstance(stated, dict):
        raise PackRefused(check.faults)
    book = _book(stated, known)
    offered, proposals = tuple(stated["offered"]), tuple(_proposal(one) for one in stated["benefits"])
    _check(book, offered, proposals, known, check)
    if check.faults:
        raise PackRefused(check.faults)
    texts = stated["ways"]["texts"]
    tellings = {
        name: Telling(told.get("proves", ""), told.get("to", ""), tuple(told["risks"]), told["upkeep"])
        for name, told in texts.items()
    }
    return Choosing(book, offered, _ways(stated["ways"]["assumptions"]), tellings, proposals, stated["source"])


def _book(stated: Mapping[str, Any], known: Library) -> rule.Book:
    questions = tuple(
        rule.Question(
            key=one["key"],
            kind=one["kind"],
            ask=one["ask"],
            help=one["help"],
            unknown=one["unknown"],
            options=tuple(rule.Option(o["key"], o["label"], tuple(o.get("words", ()))) for o in one.get("options", ())),
            demand=one.get("demand", ""),
        )
        for one in stated["questions"]
    )
    signals = tuple(
        rule.Signal(s["when"], tuple(s["any"]), s["standard"], s["strength"], s["say"], s["confidence"])
        for s in stated["signals"]
    )
    return rule.Book(
        questions=questions,
        signals=signals,
        needs=tuple(rule.Need(one["standard"], one["upon"], one["say"]) for one in stated["needs"]),
        order=tuple(stated["order"]),
        apart=frozenset(stated["apart"]),
        uncertifiable=frozenset(one.slug for one in known.listed if not one.certifiable),
        closest=dict(stated["closest"]),
    )


def _proposal(one: Mapping[str, Any]) -> Proposal:
    standards = tuple(one["standards"])
    return Proposal(one["key"], one["title"], one["measure"], one["unit"], one["direction"], standards, one["how"])


def _ways(stated: Mapping[str, Any]) -> WaysBook:
    week = stated["hours_a_week"]
    return WaysBook(
        helps={ALONE: Help({}), CONSULTANT: _help(stated[CONSULTANT]), TOOL: _help(stated[TOOL])},
        week=(exact(week["least"]), exact(week["root"])),
        closing={goal: _span(months) for goal, months in stated["closing"].items()},
        least_months=exact(stated["least_months"]),
        source=stated["source"],
    )


def _help(stated: Mapping[str, Any]) -> Help:
    def span(name: str) -> Span:
        return _span(stated[name]) if name in stated else NOTHING

    return Help(
        own={kind: exact(share) for kind, share in stated["own"].items()},
        outside=span("takes_over"),
        day_rate=span("day_rate"),
        hours_a_day=exact(stated.get("hours_a_day", 8)),
        fee=span("fee_a_year"),
        learning=span("learning"),
    )


def _span(stated: Iterable[Any]) -> Span:
    low, likely, high = map(exact, stated)
    return Span(low, likely, high)


def _check(
    book: rule.Book, offered: tuple[str, ...], proposals: tuple[Proposal, ...], known: Library, check: Check
) -> None:
    """Every word that refers to another is known, and no foundation stands upon a foundation."""
    slugs = {entry.slug for entry in known.standards}
    options = {question.key: {option.key for option in question.options} for question in book.questions}
    named = [(f"signal {n}", s.standard) for n, s in enumerate(book.signals, 1)]
    named += [(f"needs {one.standard}", slug) for one in book.needs for slug in (one.standard, one.on)]
    named += [("order", slug) for slug in book.order] + [("apart", slug) for slug in sorted(book.apart)]
    named += [("closest", slug) for pair in book.closest.items() for slug in pair] + [("offered", s) for s in offered]
    named += [(f"benefit {one.key}", slug) for one in proposals for slug in one.standards]
    for place, slug in named:
        if slug not in slugs:
            check.fault(FILE, place, f"{slug!r} is no standard of the library.")
    for number, signal in enumerate(book.signals, 1):
        if not set(signal.options) <= options.get(signal.question, set()):
            check.fault(FILE, f"signal {number}", f"unknown answer of {signal.question!r}.")
        if signal.strength not in (rule.STRONG, rule.MILD, rule.AGAINST):
            check.fault(FILE, f"signal {number}", f"unknown strength {signal.strength!r}.")
        if signal.confidence not in (rule.SURE, rule.LIKELY, rule.UNSURE):
            check.fault(FILE, f"signal {number}", f"unknown confidence {signal.confidence!r}.")
    for slug in sorted({one.on for one in book.needs} & {one.standard for one in book.needs}):
        check.fault(FILE, f"needs {slug}", "stands upon another and is stood upon.")


@dataclass(frozen=True, slots=True)
class Understood:
    """Names made standards: the slugs, what is right about a name that needs it (name, sentence), and names nobody knows."""

    slugs: tuple[str, ...]
    remarks: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]


def understand(names: Iterable[str], known: Library | None = None) -> Understood:
    """Names as people write them ("ISO 9000 certified", "iso27001", a slug); several may stand in one text, parted by comma, semicolon or line."""
    known = known or library()
    slugs: dict[str, None] = {}
    remarks, unknown = [], []
    for name in _parted(names):
        if known.standard(name):
            slugs[name] = None
            continue
        found = known.find(name, limit=2)
        clear = found and found[0].score >= CONTAINED and (len(found) < 2 or found[1].score < found[0].score)
        if not clear:
            unknown.append(name)
            continue
        slugs[found[0].entry.slug] = None
        if found[0].say:
            remarks.append((name, found[0].say))
    return Understood(tuple(slugs), tuple(remarks), tuple(unknown))


def _parted(names: Iterable[str]) -> list[str]:
    made = [part.strip() for text in names for part in _SEVERAL.split(text)]
    return list(dict.fromkeys(part for part in made if part))


def guessed(question: rule.Question, text: str) -> str:
    """The option a free text means, by its words; empty when none or more than one fits."""
    words = f" {fold(text)} "
    found = {o.key for o in question.options for word in o.words if f" {word}" in words}
    return found.pop() if len(found) == 1 else ""
