"""What the requirements of a standard are judged from: the packs' expectations held against the words that the registered rooms state.

Needs the rooms registered (Django set up), but no database for a pack read from its files.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from clauseway.catalogue.packs import Pack, Trunk
from clauseway.catalogue.queries import CompiledEdition
from clauseway.catalogue.vocabulary import Vocabulary, vocabulary
from clauseway.kernel.registry import populations, sources
from clauseway.rules import judged_from as rule

PEOPLE = ("record", "carried", "judgement")
"""Sources of what people say (records, also those of an edition before, and judgements), not of facts a room knows."""
PASSAGES = frozenset({"documented-information.effective"})


@dataclass(frozen=True, slots=True)
class Judged:
    """One requirement or control with what each of its things is judged from."""

    ref: str
    title: str
    kind: str
    bases: tuple[rule.Basis, ...]

    @property
    def level(self) -> str:
        return rule.level(self.bases)

    @property
    def by_facet(self) -> dict[str, tuple[rule.Basis, ...]]:
        return rule.by_facet(self.bases)


def _room(function: Any) -> str:
    return str(function.__module__).split(".")[1]


def means(words: Vocabulary | None = None) -> rule.Means:
    """What the registered rooms can say, without what people file and judge."""
    known = words or vocabulary()
    stating: dict[str, list[rule.Room]] = {}
    for source in sorted(sources.values(), key=lambda one: one.name):
        if source.name not in PEOPLE:
            for word in source.words:
                stating.setdefault(word, []).append(rule.Room(source.name, _room(source.claims)))
    contrary: dict[str, list[str]] = {}
    for entry in sorted(known.words.values(), key=lambda one: one.name):
        for name in entry.contradicts:
            contrary.setdefault(name, []).append(entry.name)
    return rule.Means(
        stating={word: tuple(rooms) for word, rooms in stating.items()},
        passages=PASSAGES,
        contrary={word: tuple(names) for word, names in contrary.items()},
        populations={kind: rule.Room(origin, _room(members)) for kind, (origin, members) in populations.items()},
    )


def of_edition(edition: CompiledEdition) -> list[Judged]:
    """Every requirement and control of a loaded edition, in its order."""
    able = means()
    found = []
    for requirement in sorted(edition.requirements.values(), key=lambda one: one.sort_key):
        if requirement.judged:
            asked = [
                rule.Asked(one.code, one.facet, one.kind, one.says, one.per, one.person)
                for one in requirement.expectations.values()
            ]
            bases = tuple(rule.basis(one, able) for one in asked)
            found.append(Judged(requirement.ref, requirement.title, requirement.kind, bases))
    return found


def of_pack(pack: Pack, trunk: Trunk, words: Vocabulary) -> list[Judged]:
    """The same of a pack as it lies in its files."""
    able = means(words)
    topics = {topic["slug"]: topic for topic in trunk.topics}
    return [
        Judged(
            str(entry["ref"]),
            str(entry["title"]),
            str(entry["kind"]),
            tuple(rule.basis(one, able) for one in _asked(pack, entry, topics)),
        )
        for entry in pack.requirements
        if entry["kind"] != "heading"
    ]


def _asked(pack: Pack, entry: Mapping[str, Any], topics: Mapping[str, Mapping[str, Any]]) -> Iterator[rule.Asked]:
    """What is asked, that of its *same* topics first; of those with one code the first counts."""
    same = [link["topic"] for link in entry.get("topics") or [] if link["strength"] == "same"]
    given = [one for slug in same for one in topics[slug].get("expectations") or []]
    given += [one for one in pack.expectations if str(one["for"]) == str(entry["ref"])]
    seen: set[str] = set()
    for one in given:
        if one["code"] not in seen:
            seen.add(one["code"])
            person = one.get("by") == "person"
            yield rule.Asked(one["code"], one["facet"], one["kind"], one["says"], one.get("per", ""), person)
