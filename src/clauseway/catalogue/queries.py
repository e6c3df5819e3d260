"""Reading the catalogue: editions, requirements, and the compiled values the judge asks for. Compiled once a process and pack digest."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from clauseway.catalogue.models import Edition, Expectation, Requirement, RequirementTopic, Topic
from clauseway.catalogue.vocabulary import Vocabulary, vocabulary
from clauseway.kernel.readonly import read_only
from clauseway.rules import facts


@dataclass(frozen=True, slots=True)
class ExpectationWords:
    """What of an expectation is shown to people."""

    code: str
    facet: str
    kind: str
    says: str
    close: str
    per: str
    rhythm: str
    suggest_days: int | None
    person: bool


@dataclass(frozen=True, slots=True)
class CompiledRequirement:
    """One requirement with everything judging and showing it needs, as values."""

    id: uuid.UUID
    ref: str
    title: str
    sort_key: str
    kind: str
    exclusion: str
    stage1: bool
    parent: uuid.UUID | None
    edition: uuid.UUID
    edition_slug: str
    edition_name: str
    private_topic: str
    neutral_topics: tuple[str, ...]
    trunk_topics: tuple[tuple[str, str, str, str], ...]
    words: Mapping[str, Any]
    asked: facts.Asked
    expectations: Mapping[str, ExpectationWords]
    codes: Mapping[str, frozenset[str]]
    """By word of the vocabulary: the codes of the expectations that ask for it."""

    @property
    def judged(self) -> bool:
        return self.kind != "heading"

    @property
    def claim_topic(self) -> str:
        """The topic a claim about this requirement is filed on: a neutral trunk topic when it stands on exactly one, else its own."""
        same = [topic for topic, strength, _p, _c in self.trunk_topics if strength == "same"]
        return same[0] if len(same) == 1 and same[0] in self.neutral_topics else self.private_topic


@dataclass(frozen=True, slots=True)
class CompiledEdition:
    """One edition, compiled."""

    id: uuid.UUID
    slug: str
    standard: str
    name: str
    code: str
    year: str
    title: str
    discipline: str
    digest: str
    requirements: Mapping[uuid.UUID, CompiledRequirement]
    by_ref: Mapping[str, CompiledRequirement]


_compiled: dict[tuple[uuid.UUID, str], CompiledEdition] = {}
_topic_titles: dict[str, tuple[str, str]] = {}


def compiled(edition_id: uuid.UUID, digest: str) -> CompiledEdition:
    """The compiled edition for a pack digest; read once a process (four queries), then from memory."""
    found = _compiled.get((edition_id, digest))
    if found is None:
        found = _compile(Edition.objects.get(id=edition_id))
        for key in [key for key in list(_compiled) if key[0] == edition_id]:  # a copy: other threads compile theirs
            _compiled.pop(key, None)
        _compiled[edition_id, found.digest] = found
    return found


def editions() -> list[Edition]:
    """All editions that may be seen, by code and year."""
    return list(Edition.objects.order_by("code", "-year"))


def edition_by_slug(slug: str) -> Edition | None:
    return Edition.objects.filter(slug=slug).first()


def _compile(edition: Edition) -> CompiledEdition:
    rows = list(Requirement.objects.filter(edition=edition).order_by("sort_key"))
    links: dict[uuid.UUID, list[tuple[RequirementTopic, Topic]]] = {}
    for link in RequirementTopic.objects.filter(requirement__edition=edition).select_related("topic").order_by("id"):
        links.setdefault(link.requirement_id, []).append((link, link.topic))
        _topic_titles[str(link.topic_id)] = (link.topic.slug, link.topic.title)
    topic_ids = {topic.id for pairs in links.values() for _link, topic in pairs}
    of_topic: dict[uuid.UUID, list[Expectation]] = {}
    for row in Expectation.objects.filter(topic__in=topic_ids).order_by("position"):
        of_topic.setdefault(row.topic_id, []).append(row)  # type: ignore[arg-type]
    of_requirement: dict[uuid.UUID, list[Expectation]] = {}
    for row in Expectation.objects.filter(requirement__edition=edition).order_by("position"):
        of_requirement.setdefault(row.requirement_id, []).append(row)  # type: ignore[arg-type]
    words = vocabulary()
    made = [
        _compile_requirement(edition, row, links.get(row.id, []), of_topic, of_requirement.get(row.id, []), words)
        for row in rows
    ]
    return CompiledEdition(
        edition.id,
        edition.slug,
        edition.standard,
        edition.name,
        edition.code,
        edition.year,
        edition.title,
        edition.discipline,
        edition.digest,
        {requirement.id: requirement for requirement in made},
        {requirement.ref: requirement for requirement in made},
    )


def _compile_requirement(
    edition: Edition,
    row: Requirement,
    links: list[tuple[RequirementTopic, Topic]],
    of_topic: Mapping[uuid.UUID, list[Expectation]],
    own: list[Expectation],
    words: Vocabulary,
) -> CompiledRequirement:
    same = [topic for link, topic in links if link.strength == "same"]
    sources = [(entry, topic.neutral) for topic in same for entry in of_topic.get(topic.id, [])]
    sources += [(entry, False) for entry in own]
    asked, shown = _first_of_each(sources, words)
    return CompiledRequirement(
        id=row.id,
        ref=row.ref,
        title=row.title,
        sort_key=row.sort_key,
        kind=row.kind,
        exclusion=row.exclusion,
        stage1=row.stage1,
        parent=row.parent_id,
        edition=edition.id,
        edition_slug=edition.slug,
        edition_name=edition.name,
        private_topic=str(row.private_topic_id),
        neutral_topics=tuple(str(topic.id) for topic in same if topic.neutral),
        trunk_topics=tuple((str(t.id), link.strength, link.provenance, link.confidence) for link, t in links),
        words=read_only(row.words),
        asked=_asked(edition, row, links, asked, words),
        expectations=shown,
        codes={
            kind: frozenset(c for c, x in shown.items() if x.kind == kind) for kind in {x.kind for x in shown.values()}
        },
    )


def _asked(
    edition: Edition,
    row: Requirement,
    links: list[tuple[RequirementTopic, Topic]],
    expectations: list[facts.Expectation],
    words: Vocabulary,
) -> facts.Asked:
    """What the judge is told of a requirement."""
    excluded = _unless(row.words.get("excluded_but") or ())
    against = _against(expectations, words)
    records = {one.record for one in excluded if one.record}
    return facts.Asked(
        ref=row.ref,
        edition=edition.slug,
        standard=edition.standard,
        expectations=tuple(expectations),
        topics=frozenset(
            {str(row.private_topic_id), *(str(topic.id) for link, topic in links if link.strength == "same")}
        ),
        close=frozenset(str(topic.id) for link, topic in links if link.strength == "close"),
        control=row.kind == "control",
        excluded_but=excluded,
        kinds=frozenset({*against, *records, "judgement.shown", "judgement.partly", "population.none"}),
        against=against,
    )


def _unless(stated: Mapping[str, Any] | Iterable[Mapping[str, Any]]) -> tuple[facts.Unless, ...]:
    """What contradicts an exclusion, as a pack states it: one condition, or several."""
    return tuple(
        facts.Unless(entry.get("subject", ""), entry.get("record", ""), entry.get("facets") or {})
        for entry in ((stated,) if isinstance(stated, Mapping) else stated)
    )


def _first_of_each(
    sources: Iterable[tuple[Expectation, bool]], words: Vocabulary
) -> tuple[list[facts.Expectation], dict[str, ExpectationWords]]:
    """What is asked and what is shown of it; of expectations with one code the first counts."""
    asked: list[facts.Expectation] = []
    shown: dict[str, ExpectationWords] = {}
    for entry, neutral in sources:
        if entry.code not in shown:
            asked.append(_expectation(entry.code, entry.terms, words, neutral=neutral))
            shown[entry.code] = _words(entry.code, entry.terms)
    return asked, shown


def _against(asked: Iterable[facts.Expectation], words: Vocabulary) -> dict[str, str]:
    """Which expectation each word speaks for or against, by the word's name."""
    found = {e.kind: e.code for e in asked}
    for word in words.words.values():
        for kind in sorted(word.contradicts & set(found)):
            found[word.name] = found[kind]
    return found


def _expectation(code: str, terms: Mapping[str, Any], words: Vocabulary, *, neutral: bool) -> facts.Expectation:
    word = words.word(terms["kind"])
    need = terms.get("need", "all")
    return facts.Expectation(
        code=code,
        facet=terms["facet"],
        kind=word.name,
        where=terms.get("where") or {},
        deciding=word.deciding,
        per=terms.get("per", ""),
        only=terms.get("only") or {},
        need=need if isinstance(need, int | float) or need == "all" else float(need),
        rhythm=terms.get("rhythm", ""),
        grace=terms.get("grace") == "rhythm",
        person=terms.get("by") == "person",
        absent_is_gap=terms.get("absent") == "gap",
        bound=word.bound and not neutral,
        by_site=word.by_site,
    )


def _words(code: str, terms: Mapping[str, Any]) -> ExpectationWords:
    return ExpectationWords(
        code,
        terms["facet"],
        terms["kind"],
        terms["says"],
        terms.get("close", ""),
        terms.get("per", ""),
        terms.get("rhythm", ""),
        terms.get("suggest_days"),
        terms.get("by") == "person",
    )


def claim_topic(requirement: Requirement) -> str:
    """The topic a claim about a requirement is filed on (its edition must be loaded with it)."""
    return compiled(requirement.edition_id, requirement.edition.digest).requirements[requirement.id].claim_topic


def topic_title(topic_id: str) -> str:
    """The title of a trunk topic seen while compiling; "" for an unknown one."""
    return _topic_titles.get(topic_id, ("", ""))[1]


def topic_slug(topic_id: str) -> str:
    """The slug of a trunk topic seen while compiling; "" for an unknown one."""
    return _topic_titles.get(topic_id, ("", ""))[0]


def same_topic(
    requirement: CompiledRequirement, editions: Iterable[CompiledEdition]
) -> list[tuple[CompiledRequirement, str, str, str]]:
    """Requirements of the given editions on one of this one's trunk topics: (requirement, strength, provenance, confidence).

    The weaker of both strengths counts: texts that are the same to the topic are the same to each other, anything else is only as close as its weakest link.
    """
    order = ("same", "close", "partial")
    mine = {topic: strength for topic, strength, _p, _c in requirement.trunk_topics}
    found: dict[uuid.UUID, tuple[CompiledRequirement, str, str, str]] = {}
    for edition in editions:
        for other in edition.requirements.values():
            if other.id == requirement.id:
                continue
            for topic, strength, provenance, confidence in other.trunk_topics:
                if topic in mine:
                    weaker = max(strength, mine[topic], key=order.index)
                    if other.id not in found or order.index(weaker) < order.index(found[other.id][1]):
                        found[other.id] = (other, weaker, provenance, confidence)
    return list(found.values())
