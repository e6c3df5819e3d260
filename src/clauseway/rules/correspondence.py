"""Which requirement of one standard answers which of another: by the topics they stand on, never by their numbers.

A pair is as strong as the weaker of its two places on a topic: *same* when both texts are the topic's, *close* when one has its own wording, *partial* when one
only overlaps. On several topics the strongest counts. What somebody stated about the very pair goes before what follows from topics. Trust is that
of the weakest link.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

SAME, CLOSE, PARTIAL = "same", "close", "partial"
STRENGTHS = (SAME, CLOSE, PARTIAL)
CONFIDENCES = ("sure", "likely", "unsure", "")
_RANK = {name: rank for rank, name in enumerate(STRENGTHS)}
_TRUST = {name: rank for rank, name in enumerate(CONFIDENCES)}
_UNKNOWN = len(CONFIDENCES)


class Link(NamedTuple):
    """A place on a topic: how strongly, who says so, how surely."""

    topic: str
    strength: str
    provenance: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Stand:
    """One requirement as it is compared: where it stands. Headings are compared and not counted (`counts`)."""

    edition: str
    ref: str
    title: str
    links: tuple[Link, ...] = ()
    counts: bool = True
    kind: str = "requirement"


class Stated(NamedTuple):
    """What somebody stated about two requirements of two editions; an empty reference means that there is none on that side."""

    edition_from: str
    ref_from: str
    edition_to: str
    ref_to: str
    relation: str
    strength: str
    provenance: str = ""
    confidence: str = ""


class Pair(NamedTuple):
    """Two requirements that answer each other. `topics` are those they share, none when it was stated; `relation` only when it was."""

    ref_a: str
    ref_b: str
    strength: str
    provenance: str
    confidence: str
    topics: tuple[str, ...] = ()
    relation: str = ""


def weaker(a: str, b: str) -> str:
    """The weaker of two strengths; one that is unknown is the weakest."""
    return max(a, b, key=lambda strength: _RANK.get(strength, len(STRENGTHS)))


def less_sure(*given: str) -> str:
    """The least of several confidences; one that is unknown is the least."""
    return max(given, key=lambda confidence: _TRUST.get(confidence, _UNKNOWN), default="")


def _told(a: Link, b: Link) -> str:
    return "; ".join(dict.fromkeys(text for text in (a.provenance, b.provenance) if text))


def pairs(a: Sequence[Stand], b: Sequence[Stand], stated: Iterable[Stated] = ()) -> list[Pair]:
    """Every pair of requirements of two editions that answer each other, in the order of both texts.

    Symmetric: the pairs of (b, a) are the same with both sides exchanged.
    """
    if not a or not b:
        return []
    names = (a[0].edition, b[0].edition)
    order_a = {stand.ref: place for place, stand in enumerate(a)}
    order_b = {stand.ref: place for place, stand in enumerate(b)}
    found = {(pair.ref_a, pair.ref_b): pair for pair in _by_topics(a, b)}
    for pair in _by_statement(names, stated):
        if pair.ref_a in order_a and pair.ref_b in order_b:
            found[pair.ref_a, pair.ref_b] = pair
    return sorted(found.values(), key=lambda pair: (order_a[pair.ref_a], order_b[pair.ref_b]))


def _by_topics(a: Sequence[Stand], b: Sequence[Stand]) -> Iterable[Pair]:
    on_topic: dict[str, list[tuple[Stand, Link]]] = {}
    for stand in b:
        for link in stand.links:
            on_topic.setdefault(link.topic, []).append((stand, link))
    for stand in a:
        best: dict[str, Pair] = {}
        for link in stand.links:
            for other, theirs in on_topic.get(link.topic, ()):
                pair = Pair(
                    stand.ref,
                    other.ref,
                    weaker(link.strength, theirs.strength),
                    _told(*sorted((link, theirs), key=lambda each: each.provenance)),
                    less_sure(link.confidence, theirs.confidence),
                    (link.topic,),
                )
                before = best.get(other.ref)
                best[other.ref] = pair if before is None else _stronger(before, pair)
        yield from best.values()


def _stronger(a: Pair, b: Pair) -> Pair:
    """The stronger of two pairs of the same requirements, of equals the surer; it names the topics of both."""
    best, other = sorted((a, b), key=lambda p: (_RANK[p.strength], _TRUST.get(p.confidence, _UNKNOWN), p.topics))
    return best._replace(topics=(*best.topics, *(topic for topic in other.topics if topic not in best.topics)))


def _by_statement(names: tuple[str, str], stated: Iterable[Stated]) -> Iterable[Pair]:
    for said in stated:
        if not said.ref_from or not said.ref_to or said.strength not in _RANK:
            continue
        if (said.edition_from, said.edition_to) == names:
            refs = (said.ref_from, said.ref_to)
        elif (said.edition_to, said.edition_from) == names:
            refs = (said.ref_to, said.ref_from)
        else:
            continue
        yield Pair(*refs, said.strength, said.provenance, said.confidence, (), said.relation)


class Member(NamedTuple):
    """One edition's part of what several share."""

    edition: str
    ref: str
    title: str
    strength: str
    provenance: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """What at least two editions ask, once: the topic (or the first of the requirements stated to answer each other) and each edition's part."""

    topic: str
    members: tuple[Member, ...]
    strength: str
    confidence: str

    @property
    def editions(self) -> frozenset[str]:
        return frozenset(member.edition for member in self.members)


@dataclass(frozen=True, slots=True)
class Adds:
    """What one edition adds. `shared` counts its requirements that another edition of the set answers (same or close), `partly` those that are only overlapped,
    `beyond` are those nobody before it in the set answers, with what overlaps them."""

    edition: str
    total: int
    shared: int
    partly: int
    own: tuple[tuple[Stand, tuple[Pair, ...]], ...]
    beyond: int


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Several editions side by side: what is shared, once, in the order of the first edition's text; then what each adds, in the order they were named."""

    shared: tuple[Shared, ...]
    adds: tuple[Adds, ...]
    pairs: Mapping[tuple[str, str], tuple[Pair, ...]] = field(repr=False)

    @property
    def asked(self) -> int:
        """How many requirements the set asks when what is shared is counted once: what each adds to those before it."""
        return sum(entry.beyond for entry in self.adds)


def side_by_side(editions: Sequence[Sequence[Stand]], stated: Iterable[Stated] = ()) -> SideBySide:
    """Compare any number of editions (each its requirements in order).

    A requirement counts as shared when another edition answers it as the same or closely; one that is only overlapped counts among what its edition adds.
    """
    said = tuple(stated)
    present = [stands for stands in editions if stands]
    between = {
        (a[0].edition, b[0].edition): tuple(pairs(a, b, said))
        for place, a in enumerate(present)
        for b in present[place + 1 :]
    }
    answered: dict[tuple[str, str], list[tuple[str, Pair]]] = {}
    for (first, second), found in between.items():
        for pair in found:
            answered.setdefault((first, pair.ref_a), []).append((second, pair))
            answered.setdefault((second, pair.ref_b), []).append((first, pair))
    adds = []
    before: set[str] = set()
    for stands in present:
        adds.append(_adds(stands, answered, before))
        before.add(stands[0].edition)
    return SideBySide(tuple(_shared(present, between)), tuple(adds), between)


def _adds(
    stands: Sequence[Stand], answered: Mapping[tuple[str, str], list[tuple[str, Pair]]], before: set[str]
) -> Adds:
    own: list[tuple[Stand, tuple[Pair, ...]]] = []
    total = shared = partly = beyond = 0
    for stand in stands:
        if not stand.counts:
            continue
        total += 1
        found = answered.get((stand.edition, stand.ref), [])
        whole = [edition for edition, pair in found if pair.strength != PARTIAL]
        beyond += not before.intersection(whole)
        if whole:
            shared += 1
            continue
        partly += bool(found)
        own.append((stand, tuple(pair for _edition, pair in found)))
    return Adds(stands[0].edition, total, shared, partly, tuple(own), beyond)


def _shared(editions: Sequence[Sequence[Stand]], between: Mapping[tuple[str, str], Sequence[Pair]]) -> list[Shared]:
    """One row a topic that at least two editions hold as same or close, then one for each stated pair that no topic puts together, and for each
    requirement that only a heading answers because what stands below it was stated to overlap in part."""
    known = {(stand.edition, stand.ref): stand for stands in editions for stand in stands}
    whole = {
        frozenset(((first, pair.ref_a), (second, pair.ref_b))): pair
        for (first, second), found in between.items()
        for pair in found
        if pair.strength != PARTIAL
    }
    rows: list[Shared] = []
    together: set[frozenset[tuple[str, str]]] = set()
    for topic, on_topic in _on_topics(editions).items():
        members = _answering(on_topic, whole, known)
        if members:
            rows.append(_row(topic, members))
            together |= _couples(members)
    order = {key: place for place, key in enumerate(known)}
    placed = {(member.edition, member.ref) for row in rows for member in row.members}
    for couple, pair in whole.items():
        keys = sorted(couple, key=order.__getitem__)
        counting = {key for key in keys if known[key].counts}
        if couple not in together and (counting - placed if pair.topics else counting):
            placed |= set(keys)
            told = (pair.strength, pair.provenance, pair.confidence)
            rows.append(_row("", [Member(*key, known[key].title, *told) for key in keys]))
    return sorted(rows, key=lambda row: order[row.members[0].edition, row.members[0].ref])


def _on_topics(editions: Sequence[Sequence[Stand]]) -> dict[str, list[Member]]:
    """Who stands on each topic as same or close, in the order of the editions."""
    found: dict[str, list[Member]] = {}
    for stands in editions:
        for stand in stands:
            for link in stand.links:
                if link.strength != PARTIAL:
                    found.setdefault(link.topic, []).append(
                        Member(stand.edition, stand.ref, stand.title, link.strength, link.provenance, link.confidence)
                    )
    return found


def _answering(
    members: Sequence[Member],
    whole: Mapping[frozenset[tuple[str, str]], Pair],
    known: Mapping[tuple[str, str], Stand],
) -> list[Member]:
    """The members of a topic that another edition's member answers; a heading speaks only where its edition has no requirement on the topic."""
    counting = {member.edition for member in members if known[member.edition, member.ref].counts}
    chosen = [m for m in members if known[m.edition, m.ref].counts or m.edition not in counting]
    if not counting:
        return []
    return [
        member
        for member in chosen
        if any(frozenset(((member.edition, member.ref), (other.edition, other.ref))) in whole for other in chosen)
    ]


def _couples(members: Sequence[Member]) -> set[frozenset[tuple[str, str]]]:
    keys = [(member.edition, member.ref) for member in members]
    return {frozenset((a, b)) for place, a in enumerate(keys) for b in keys[place + 1 :] if a[0] != b[0]}


def _row(topic: str, members: Sequence[Member]) -> Shared:
    strength = SAME
    for member in members:
        strength = weaker(strength, member.strength)
    return Shared(topic, tuple(members), strength, less_sure(*(member.confidence for member in members)))


@dataclass(frozen=True, slots=True)
class Added:
    """What adding an edition to others would ask: how many in all, of these answered as the same, closely or only in part, and how many are new."""

    edition: str
    total: int
    same: int
    close: int
    partial: int
    new: int
    best: Mapping[str, Pair] = field(repr=False)


def added(to: Sequence[Sequence[Stand]], edition: Sequence[Stand], stated: Iterable[Stated] = ()) -> Added:
    """What an edition would add to those in `to`; `best` is the strongest answer to each of its requirements (`ref_a` its own)."""
    said = tuple(stated)
    best: dict[str, Pair] = {}
    for other in to:
        for pair in pairs(edition, other, said):
            known = best.get(pair.ref_a)
            if known is None or _RANK[pair.strength] < _RANK[known.strength]:
                best[pair.ref_a] = pair
    counted = [stand for stand in edition if stand.counts]
    of = {name: sum(1 for s in counted if s.ref in best and best[s.ref].strength == name) for name in STRENGTHS}
    new = sum(1 for stand in counted if stand.ref not in best)
    return Added(counted[0].edition if counted else "", len(counted), of[SAME], of[CLOSE], of[PARTIAL], new, best)
