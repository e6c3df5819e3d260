"""What a requirement is judged from, one answer for each thing that must be shown: facts a room knows, an accepted passage of a document, a record that
somebody files with its proof, or a person's judgement; and of which population.

A room's facts do not rule out records: both count. What is told here is the best that can be had without anybody filing anything.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FACTS, PASSAGE, RECORD, PERSON = "facts", "passage", "record", "person"
WAYS = (FACTS, PASSAGE, RECORD, PERSON)
"""By what one thing is shown."""

WHOLLY, PARTLY, NOT = "wholly", "partly", "people"
"""How far a requirement is judged without anybody filing something: all of it, some of it, nothing."""

FACETS = ("defined", "done", "works")


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that must be shown: its word, for each member of which kind (`per`), or by a person's judgement."""

    code: str
    facet: str
    word: str
    says: str
    per: str = ""
    person: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """What says something, or who keeps a population: its registered name and the room it belongs to."""

    name: str
    room: str


@dataclass(frozen=True, slots=True)
class Means:
    """What the rooms can say: who states each word, of which words an accepted passage is one, what contradicts a word, who keeps each population."""

    stating: Mapping[str, tuple[Room, ...]]
    passages: frozenset[str]
    contrary: Mapping[str, tuple[str, ...]]
    populations: Mapping[str, Room]


@dataclass(frozen=True, slots=True)
class Basis:
    """What one thing is judged from. `stated_by` is empty unless by facts or a passage; `against` are contrary words a room states, with the room.

    `population` is who keeps the list of `per`, None where people list its members (or where nothing is shown one by one).
    """

    asked: Asked
    way: str
    stated_by: tuple[Room, ...]
    against: tuple[tuple[str, Room], ...]
    population: Room | None


def basis(asked: Asked, means: Means) -> Basis:
    """What one thing is judged from."""
    stated_by = () if asked.person else means.stating.get(asked.word, ())
    if asked.person:
        way = PERSON
    elif not stated_by:
        way = RECORD
    else:
        way = PASSAGE if asked.word in means.passages else FACTS
    words = (asked.word, *means.contrary.get(asked.word, ()))
    against = tuple((word, room) for word in words[1:] for room in means.stating.get(word, ()))
    return Basis(asked, way, stated_by, against, means.populations.get(asked.per))


def level(bases: Iterable[Basis]) -> str:
    """How far a requirement (or a facet of it) is judged without anybody filing something. Nothing asked is for people."""
    by_itself = {one.way in (FACTS, PASSAGE) for one in bases}
    if by_itself == {True}:
        return WHOLLY
    return PARTLY if True in by_itself else NOT


def by_facet(bases: Iterable[Basis]) -> dict[str, tuple[Basis, ...]]:
    """The same by facet, in the order defined, done, works; facets of which nothing is asked are left out."""
    found = tuple(bases)
    grouped = {facet: tuple(one for one in found if one.asked.facet == facet) for facet in FACETS}
    return {facet: ones for facet, ones in grouped.items() if ones}


def counts(bases: Iterable[Basis]) -> dict[str, int]:
    """How many things are judged in each way; every way is named."""
    found = [one.way for one in bases]
    return {way: found.count(way) for way in WAYS}
