"""Which requirement may a passage describe? BM25 with the pack's own words, precise before complete.

A suggestion is only a question to a person, but a wrong one costs trust. So a passage must use the requirement's own
terms (not merely its common words), must score well against everything else the passage could be about, and lists,
contents and histories are never suggested. Scores compare within one call only; the strength is what a face shows.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Literal

from clauseway.rules import english
from clauseway.rules.passages import Passage

Strength = Literal["strong", "fair"]
Term = tuple[str, ...]

_ONCE = 4.8  # least weight of a word seen once: what it weighs among about 180 texts; less only in tiny collections
_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")
_BOILERPLATE = re.compile(
    r"\b(?:table of contents|contents|glossary|terms and (?:definitions|abbreviations)|abbreviations|acronyms"
    r"|(?:revision|version|change|document|update) (?:history|log)|changelog|document control|document information"
    r"|references|related (?:documents?|policies|procedures)|further reading|bibliography|distribution list|definitions"
    r"|icon legend|legend|framework compliance|compliance mapping|control mapping|policy mapping)\b|\btemplates?$",
    re.IGNORECASE,
)
_CITATION = re.compile(
    r"(?:\biso(?:\s*/\s*iec)?[\s-]*(?P<standard>\d{4,5})(?:[:-](?P<year>\d{4}))?[^.;\n]{0,40}?)?"
    r"(?:\b(?P<annex>A\.\s?\d{1,2}\.\d{1,2})(?!\.?\d)"
    r"|\b(?:clauses?|section|§|requirement)\s*(?P<clause>\d{1,2}(?:\.\d{1,2}){0,3})(?!\.?\d))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Query:
    """A requirement to find passages for. `standard` and `year` as digits, so that only its own citations count."""

    ref: str
    title: str
    explain: str = ""
    terms: tuple[str, ...] = ()
    standard: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`terms`: the words that speak for it, in the pack's writing, the heaviest first; they are the reason shown."""

    requirement: str
    passage: Passage
    score: float
    strength: Strength
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """What matching must know of a language."""

    stem: Callable[[str], str] = english.stem
    stop: AbstractSet[str] = field(default_factory=lambda: english.STOP)


@dataclass(frozen=True, slots=True)
class Tuning:
    """Weights and thresholds, found on the tuning half of `tests/matching/labels.csv`."""

    k1: float = 1.2
    b: float = 0.8
    heading: float = 2.0  # a word in the last heading counts as often as this in the text
    title_weight: float = 1.6
    term_weight: float = 1.0
    explain_weight: float = 0.3
    phrase_weight: float = 0.8
    citation_bonus: float = 8.0
    fair: float = 24.0
    strong: float = 27.0
    rival: float = 0.7  # of the passage's best score, below which a requirement is not suggested beside it
    min_terms: int = 2
    min_words: int = 20
    per_passage: int = 2
    per_requirement: int = 5


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A passage as the scorer sees it: how often each word and phrase stands in it, weighted by place."""

    passage: Passage
    counts: dict[str, float]
    phrases: dict[Term, float]
    length: float
    citations: frozenset[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query as words and phrases with their weights; `written` gives each back as the pack wrote it."""

    query: Query
    words: dict[str, float]
    phrases: dict[Term, float]
    written: dict[Term, str]


def suggest(
    passages: Sequence[Passage],
    queries: Sequence[Query],
    *,
    catalogue: Sequence[Query] = (),
    language: Language | None = None,
    tuning: Tuning | None = None,
) -> tuple[Suggestion, ...]:
    """Suggestions, best first. The order of passages and queries does not matter to the result.

    `catalogue`: further requirements whose words count when judging how rare a word is (the queries always do).
    """
    language, tuning = language or Language(), tuning or Tuning()
    asked = [
        _ask(query, language, tuning) for query in sorted(set(queries), key=lambda query: (query.standard, query.ref))
    ]
    known = {phrase for one in asked for phrase in one.phrases}
    starts: dict[str, int] = {}
    for phrase in known:
        starts[phrase[0]] = max(starts.get(phrase[0], 0), len(phrase))
    ordered = sorted((one for one in passages if not is_boilerplate(one, tuning.min_words)), key=lambda one: one.ref)
    prepared = [_prepare(passage, known, starts, language, tuning) for passage in ordered]
    rarity = _rarity(prepared, asked, [_ask(query, language, tuning) for query in catalogue])
    found = _scored(prepared, asked, rarity, tuning)
    return _chosen(found, tuning)


def is_boilerplate(passage: Passage, min_words: int = 20) -> bool:
    """Contents, histories, glossaries, lists of references or of clause numbers, and what is too short to describe."""
    if any(_BOILERPLATE.search(name) for name in passage.heading_path[-2:]):
        return True
    words = len(_WORD.findall(passage.text.lower()))
    citations = sum(1 for _ in _CITATION.finditer(passage.text))
    return words < min_words or (citations >= 5 and words < 15 * citations)


def words(text: str, language: Language) -> list[str]:
    """The stems of a text, in order, stop words left out."""
    return [
        language.stem(word.split("'")[0].split("’")[0])
        for word in _WORD.findall(text.lower())
        if word not in language.stop
    ]


def _ask(query: Query, language: Language, tuning: Tuning) -> _Asked:
    weights: dict[str, float] = {}
    phrases: dict[Term, float] = {}
    written: dict[Term, str] = {}
    for term, weight in ((query.title, tuning.title_weight), *((term, tuning.term_weight) for term in query.terms)):
        stems = tuple(words(term, language))
        if not stems:
            continue
        written.setdefault(stems, term)
        if len(stems) > 1:
            phrases[stems] = max(phrases.get(stems, 0), weight * tuning.phrase_weight)
        for stem in set(stems):
            share = weight if len(stems) == 1 else weight / len(stems)
            weights[stem] = max(weights.get(stem, 0), share)
    for stem in set(words(query.explain, language)):
        weights[stem] = weights.get(stem, 0) + tuning.explain_weight
    return _Asked(query, weights, phrases, written)


def _prepare(
    passage: Passage, known: AbstractSet[Term], starts: dict[str, int], language: Language, tuning: Tuning
) -> _Prepared:
    counts: dict[str, float] = {}
    phrases: dict[Term, float] = {}
    leaf = passage.heading_path[-1:] if len(passage.heading_path) > 1 else ()
    above = passage.heading_path[:-1] if leaf else passage.heading_path
    length = 0.0
    for text, weight in (
        (passage.text, 1.0),
        (" . ".join(leaf), tuning.heading),
        (" . ".join(above), tuning.heading / 2),
    ):
        stems = words(text, language)
        length += len(stems) if weight == 1.0 else 0
        for at, stem in enumerate(stems):
            counts[stem] = counts.get(stem, 0) + weight
            for size in range(2, starts.get(stem, 0) + 1):
                phrase = tuple(stems[at : at + size])
                if phrase in known:
                    phrases[phrase] = phrases.get(phrase, 0) + weight
    return _Prepared(passage, counts, phrases, length, citations(f"{passage.heading}\n{passage.text}"))


def citations(text: str) -> frozenset[tuple[str, str, str]]:
    """(standard, year, reference) of each explicit citation; standard and year are "" where the text names none."""
    found = set()
    for match in _CITATION.finditer(text):
        ref = (match["annex"] or match["clause"] or "").replace(" ", "").upper()
        found.add((match["standard"] or "", match["year"] or "", ref))
    return frozenset(found)


def _cited(query: Query, found: AbstractSet[tuple[str, str, str]]) -> bool:
    """A citation counts only for the edition it names; a bare A.x.y for the standard that has such an annex."""
    for standard, year, ref in found:
        own = standard == query.standard if standard else ref.startswith("A.")
        if own and ref == query.ref.upper() and year in ("", query.year):
            return True
    return False


def _rarity(
    prepared: Sequence[_Prepared], asked: Iterable[_Asked], more: Iterable[_Asked]
) -> Callable[[str | Term], float]:
    """Inverse document frequency of words and phrases over the organization's passages and the catalogue.

    Scaled up for small collections, so that the thresholds mean the same for the first document as for the hundredth.
    """
    seen: Counter[str | Term] = Counter()
    total = 0
    for one in prepared:
        seen.update(one.counts.keys())
        seen.update(one.phrases.keys())
        total += 1
    for query in {asking.query: asking for asking in (*asked, *more)}.values():
        seen.update(query.words.keys())
        seen.update(query.phrases.keys())
        total += 1

    def smoothed(count: int) -> float:
        return math.log(1 + (total - count + 0.5) / (count + 0.5))

    scale = max(1.0, _ONCE / smoothed(1)) if total > 1 else 1.0
    known = {key: scale * smoothed(count) for key, count in seen.items()}
    unseen = scale * smoothed(0)
    return lambda key: known.get(key, unseen)


def _scored(
    prepared: Sequence[_Prepared], asked: Sequence[_Asked], rarity: Callable[[str | Term], float], tuning: Tuning
) -> list[Suggestion]:
    """Every pair above the lower threshold, by an inverted index over words."""
    index: dict[str, list[tuple[int, float]]] = {}
    average = sum(one.length for one in prepared) / max(1, len(prepared)) or 1.0
    for at, one in enumerate(prepared):
        norm = tuning.k1 * (1 - tuning.b + tuning.b * one.length / average)
        for stem, count in one.counts.items():
            index.setdefault(stem, []).append((at, count * (tuning.k1 + 1) / (count + norm)))
    found: list[Suggestion] = []
    for one_asked in asked:
        scores: dict[int, float] = {}
        for stem, weight in one_asked.words.items():
            factor = weight * rarity(stem)
            for at, saturated in index.get(stem, ()):
                scores[at] = scores.get(at, 0) + factor * saturated
        for at, score in scores.items():
            if (suggestion := _judged(prepared[at], one_asked, score, rarity, tuning)) is not None:
                found.append(suggestion)
    return found


def _judged(
    one: _Prepared, asked: _Asked, score: float, rarity: Callable[[str | Term], float], tuning: Tuning
) -> Suggestion | None:
    """Add phrases and citation; None when too few of the requirement's own terms stand in the passage."""
    matched: dict[str, float] = {}
    for term, text in asked.written.items():
        if len(term) == 1 and term[0] in one.counts:
            matched[text] = asked.words[term[0]] * rarity(term[0])
        elif term in one.phrases:
            count = one.phrases[term]
            bonus = asked.phrases[term] * rarity(term) * count * (tuning.k1 + 1) / (count + tuning.k1)
            matched[text] = bonus
            score += bonus
    if _cited(asked.query, one.citations):
        bonus = tuning.citation_bonus * min(1.0, 2 / len({ref for _, _, ref in one.citations}))
        score += bonus  # a row of citations is a table of correspondences and says little about each
        matched[asked.query.ref] = bonus
    if len(matched) < tuning.min_terms or score < tuning.fair:
        return None
    strength: Strength = "strong" if score >= tuning.strong else "fair"
    reason = tuple(sorted(matched, key=lambda text: (-matched[text], text)))
    return Suggestion(asked.query.ref, one.passage, round(score, 4), strength, reason)


def _chosen(found: list[Suggestion], tuning: Tuning) -> tuple[Suggestion, ...]:
    """Best first; a passage gives its few best requirements, a requirement gets its few best passages."""
    found.sort(key=lambda one: (-one.score, one.requirement, one.passage.ref))
    best: dict[str, float] = {}
    by_passage: Counter[str] = Counter()
    by_requirement: Counter[str] = Counter()
    chosen: list[Suggestion] = []
    for one in found:
        top = best.setdefault(one.passage.ref, one.score)
        if one.score < tuning.rival * top or by_passage[one.passage.ref] >= tuning.per_passage:
            continue
        if by_requirement[one.requirement] >= tuning.per_requirement:
            continue
        by_passage[one.passage.ref] += 1
        by_requirement[one.requirement] += 1
        chosen.append(one)
    return tuple(chosen)
