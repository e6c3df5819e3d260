"""The library: standards named without a pack, the names people use for those with one, the glossary, and the seven principles.

Read from `listed.yaml` and `glossary.yaml` into plain values, checked whole: unknown entries, wrong kinds, HTML or a missing explanation refuse the file
with place and reason. Touches no database.
"""

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from clauseway.catalogue.library_reading import read_files
from clauseway.catalogue.naming import SAME_BUT_YEAR, WORDS, Key, key, points
from clauseway.kernel.folding import fold, natural_key

IN_TITLE, IN_TEXT = 45, 20
"""Points for a text whose words are in the title, or only in the explanation."""
_LESS = {"same": 5, "loosely": 10, "wrong": 20}
"""What a synonym of each kind has less than the term's own name."""
_PLAINEST = ("ref", "title", "same", "short", "loosely", "outdated", "wrong")
"""Of two names that fit equally well the plainer one is told."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name people use. `kind`: same, short, loosely, outdated, wrong (for a standard); same, loosely, wrong (for a term).

    `say`: what is right, in one sentence; empty for a name that needs none.
    """

    name: str
    kind: str
    say: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A standard or scheme without a pack. `kind`: guidance, certifiable, accreditation (bodies are accredited to it). `status`: current or withdrawn.

    `edition` is empty unless our list of facts states it; `instead`: what to do when it is not certifiable; `memory`: what rests on memory alone.
    """

    ref: str
    slug: str
    title: str
    sector: str
    kind: str
    certifiable: bool
    status: str
    edition: str
    replaces: tuple[str, ...]
    successor: str
    about: str
    instead: str
    names: tuple[Name, ...]
    confidence: str
    memory: str


@dataclass(frozen=True, slots=True)
class Family:
    """A standard with a complete pack: `slug` is the family's (`iso-9001`), `editions` are those of its packs, oldest first."""

    ref: str
    slug: str
    title: str
    sector: str
    editions: tuple[str, ...]
    names: tuple[Name, ...]

    certifiable = True

    @property
    def newest(self) -> str:
        """The slug of the newest edition we hold."""
        return self.editions[-1]


@dataclass(frozen=True, slots=True)
class Match:
    """What a text was found to mean: the entry, the name that matched and its kind ("ref", "title", or the kind of a name people use).

    `say`: what is right about that name, may be empty. `edition`: the slug of the edition meant, "" for a listed entry or a year we do not hold.
    `score`: how well it fits, in points up to 100.
    """

    entry: Listed | Family
    name: str
    kind: str
    say: str
    edition: str
    score: int


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field in our own words. `see`: slugs of other terms; `source`: number of the standard whose term it is, or empty."""

    slug: str
    term: str
    explain: str
    synonyms: tuple[Name, ...]
    see: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A term found under a name: the word that matched, its kind, the remark, and how well it fits, in points up to 100.

    `kind`: "term", the kind of a synonym, or "text" when only the explanation mentions the word.
    """

    term: Term
    name: str
    kind: str
    say: str
    score: int


@dataclass(frozen=True, slots=True)
class Principle:
    """One of the seven quality management principles; `slug` as in packs.PRINCIPLES; `serves`: what serves it in practice."""

    slug: str
    title: str
    explain: str
    serves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """Everything of both files, in their order; `names` is what finding goes through."""

    listed: tuple[Listed, ...]
    full: tuple[Family, ...]
    terms: tuple[Term, ...]
    principles: tuple[Principle, ...]
    names: tuple[tuple[Key, Name, Listed | Family], ...]

    @property
    def standards(self) -> tuple[Listed | Family, ...]:
        """Families first, then what is listed."""
        return self.full + self.listed

    def standard(self, slug: str) -> Listed | Family | None:
        """The listed standard or family with this slug (`iso-31000`, `iso-9001`)."""
        return next((entry for entry in self.standards if entry.slug == slug), None)

    def term(self, slug: str) -> Term | None:
        return next((term for term in self.terms if term.slug == slug), None)

    def principle(self, slug: str) -> Principle | None:
        return next((principle for principle in self.principles if principle.slug == slug), None)

    def mentions(self, slug: str) -> tuple[Term, ...]:
        """The terms that point to this one."""
        return tuple(term for term in self.terms if slug in term.see)

    def find(self, text: str, limit: int = 20) -> tuple[Match, ...]:
        """Standards under every name people use, best first, each once with its best name: "27001", "iso27001:2013", "OHSAS 18001", "privacy"."""
        asked = key(text)
        best: dict[str, Match] = {}
        for known, name, entry in self.names:
            if score := points(asked, known):
                _keep(best, _match(entry, name, asked, score))
        for entry in self.standards:
            if entry.slug not in best and asked.words and not asked.numbers and (score := _mentioned(asked, entry)):
                _keep(best, Match(entry, entry.title, "title", "", "", score))
        return tuple(sorted(best.values(), key=_order)[:limit])

    def find_terms(self, text: str, limit: int = 20) -> tuple[TermMatch, ...]:
        """Terms under their name or a synonym, best first: "registrar", "supervisory audit"; then those whose explanation mentions every word."""
        wanted = fold(text)
        found = (_term_match(term, wanted) for term in self.terms)
        ranked = sorted((match for match in found if match), key=lambda match: (-match.score, fold(match.term.term)))
        return tuple(ranked[:limit])


def _match(entry: Listed | Family, name: Name, asked: Key, score: int) -> Match:
    say, edition = name.say, ""
    if isinstance(entry, Family):
        year = asked.year if score > WORDS else ""
        held = {slug.rpartition("-")[2]: slug for slug in entry.editions}
        edition = held.get(year, "") if year else entry.newest
        if not say and year and not edition:
            say = _("An edition of %(year)s is not kept here; the newest one here is %(newest)s.") % {
                "year": year,
                "newest": entry.newest.rpartition("-")[2],
            }
    elif not say and score == SAME_BUT_YEAR and entry.edition and asked.year not in entry.edition:
        say = _("The current edition is %(edition)s.") % {"edition": entry.edition}
    return Match(entry, name.name, name.kind, say, edition, score)


def _keep(best: dict[str, Match], match: Match) -> None:
    known = best.get(match.entry.slug)
    if known is None or (-match.score, _PLAINEST.index(match.kind)) < (-known.score, _PLAINEST.index(known.kind)):
        best[match.entry.slug] = match


def _order(match: Match) -> tuple[int, int, bool, str]:
    return (
        -match.score,
        _PLAINEST.index(match.kind),
        not isinstance(match.entry, Family),
        natural_key(match.entry.ref),
    )


def _mentioned(asked: Key, entry: Listed | Family) -> int:
    if all(word in key(entry.title).words for word in asked.words):
        return IN_TITLE
    text = key(getattr(entry, "about", "")).words
    return IN_TEXT if all(word in text for word in asked.words) else 0


def _term_match(term: Term, wanted: str) -> TermMatch | None:
    if not wanted:
        return None
    best: TermMatch | None = None
    for name in (Name(term.term, "term", ""), *term.synonyms):
        folded = fold(name.name)
        score = 100 if folded == wanted else 80 if folded.startswith(wanted) else 60 if wanted in folded else 0
        score -= _LESS.get(name.kind, 0) if score else 0
        if score and (best is None or score > best.score):
            best = TermMatch(term, name.name, name.kind, name.say, score)
    if best is None and all(word in fold(term.explain) for word in wanted.split()):
        best = TermMatch(term, term.term, "text", "", IN_TEXT)
    return best


@functools.cache
def library() -> Library:
    """The library of this installation, read once a process. Raises PackRefused."""
    return read_library(Path(settings.CONTENT))


def read_library(content: Path) -> Library:
    """Read and check both files. Raises PackRefused with every fault found."""
    stated = read_files(content)
    listed = tuple(
        Listed(
            ref=entry["ref"],
            slug=slug_of(entry["ref"]),
            title=entry["title"],
            sector=entry["sector"],
            kind=entry["kind"],
            certifiable=entry["certifiable"],
            status=entry.get("status", "current"),
            edition=entry.get("edition", ""),
            replaces=tuple(entry.get("replaces", ())),
            successor=entry.get("successor", ""),
            about=entry["about"].strip(),
            instead=entry.get("instead", "").strip(),
            names=_names(entry["names"]),
            confidence=entry["confidence"],
            memory=entry.get("memory", ""),
        )
        for entry in stated.listed
    )
    full = tuple(
        Family(e["ref"], e["standard"], e["title"], e["sector"], tuple(e["editions"]), _names(e["names"]))
        for e in stated.full
    )
    terms = tuple(
        Term(e["slug"], e["term"], e["explain"].strip(), _names(e["synonyms"]), tuple(e["see"]), e.get("source", ""))
        for e in stated.terms
    )
    principles = tuple(
        Principle(e["slug"], e["title"], e["explain"].strip(), tuple(e["serves"])) for e in stated.principles
    )
    return Library(listed, full, terms, principles, tuple(_index(full + listed)))


def slug_of(ref: str) -> str:
    """`ISO/IEC 27701` -> `iso-27701`, `ISO/TS 54001` -> `iso-54001`, `AQAP 2110` -> `aqap-2110`: as the slugs of packs are made."""
    return "-".join(token for token in key(ref).tokens if token not in ("iec", "ieee", "ts", "tr"))


def _names(entries: Iterable[dict[str, str]]) -> tuple[Name, ...]:
    return tuple(Name(entry["name"], entry["is"], entry["say"]) for entry in entries)


def _index(entries: Iterable[Listed | Family]) -> Iterable[tuple[Key, Name, Listed | Family]]:
    """Every name with its key. An edition we hold is a name too, unless the file says more about it."""
    for entry in entries:
        yield key(entry.ref), Name(entry.ref, "ref", ""), entry
        yield key(entry.title), Name(entry.title, "title", ""), entry
        stated = {key(name.name).tokens for name in entry.names}
        for name in entry.names:
            yield key(name.name), name, entry
        years = [slug.rpartition("-")[2] for slug in entry.editions] if isinstance(entry, Family) else [entry.edition]
        for year in years:
            if year.isdigit() and key(f"{entry.ref}:{year}").tokens not in stated:
                yield key(f"{entry.ref}:{year}"), Name(f"{entry.ref}:{year}", "same", ""), entry
