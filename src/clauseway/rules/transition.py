"""From one edition to its successor: what became of every requirement, and what of its proof goes over with it.

Proof goes over where nothing more is asked (*same*). Where the wording moved on (*close*) only what speaks against goes over: an open contrary fact does not
vanish with a new edition. Facts of one edition only (an audit, a review) are done anew. Pure: dates and texts come from the caller.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from clauseway.rules.correspondence import CLOSE, PARTIAL, SAME, Pair, Stand, Stated, less_sure, pairs

UNCHANGED, REWORDED, MOVED, NEW, DROPPED = "unchanged", "reworded", "moved", "new", "dropped"
CHANGES = (NEW, MOVED, REWORDED, UNCHANGED, DROPPED)
"""In the order in which people look at them: what asks most first."""
_RANK = {SAME: 0, CLOSE: 1, PARTIAL: 2}
_JUDGEMENT = "judgement."
_STATED = {UNCHANGED: 0, REWORDED: 1, MOVED: 2}


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one requirement: of the new edition, or (dropped) of the old one.

    `before` are the old requirements it answers, the strongest first; `carries` says how far proof goes over: "all" (nothing more is asked), "some" (more is
    asked, or the texts only overlap) or "" (nothing was there before, or nothing is asked any more).
    """

    ref: str
    title: str
    change: str
    before: tuple[Pair, ...]
    carries: str
    counts: bool
    kind: str = "requirement"
    confidence: str = ""

    @property
    def answers(self) -> tuple[str, ...]:
        """The old requirements whose proof goes over whole."""
        return tuple(pair.ref_a for pair in self.before if pair.strength == SAME)


@dataclass(frozen=True, slots=True)
class Change:
    """The change of edition: a step for each requirement of the new one in order, and those of the old one that were dropped."""

    steps: tuple[Step, ...]
    dropped: tuple[Step, ...]

    def counts(self) -> dict[str, int]:
        """How many requirements (headings not counted) are unchanged, reworded, moved, new and dropped."""
        every = [step.change for step in (*self.steps, *self.dropped) if step.counts]
        return {change: every.count(change) for change in CHANGES}


def change_of_edition(old: Sequence[Stand], new: Sequence[Stand], stated: Iterable[Stated] = ()) -> Change:
    """Classify every requirement. What was stated about the two editions decides; where nothing was, shared topics do, never an equal number.

    Stated as new it is new, though something before may overlap it; stated as dropped it is dropped, though something now may.
    """
    said = _between(old, new, stated)
    added = {each.ref_to: each.confidence for each in said if each.relation == NEW and each.ref_to}
    gone = {each.ref_from for each in said if each.relation == DROPPED and each.ref_from}
    before: dict[str, list[Pair]] = {}
    for pair in pairs(old, new, said):
        if pair.relation or (pair.ref_b not in added and pair.ref_a not in gone):
            before.setdefault(pair.ref_b, []).append(pair)
    steps = []
    for stand in new:
        mine = before.get(stand.ref, [])
        if any(pair.relation for pair in mine):
            mine = [pair for pair in mine if pair.relation]
        step = _step(stand, sorted(mine, key=_nearest))
        if stand.ref in added and step.carries != "all":
            step = replace(step, change=NEW, carries="", confidence=added[stand.ref])
        steps.append(step)
    answered = {pair.ref_a for step in steps for pair in step.before} - gone
    dropped = tuple(
        Step(stand.ref, stand.title, DROPPED, (), "", stand.counts, stand.kind)
        for stand in old
        if stand.ref not in answered
    )
    return Change(tuple(steps), dropped)


def _between(old: Sequence[Stand], new: Sequence[Stand], stated: Iterable[Stated]) -> list[Stated]:
    names = (old[0].edition if old else "", new[0].edition if new else "")
    return [each for each in stated if (each.edition_from, each.edition_to) == names]


def _nearest(pair: Pair) -> tuple[int, int, bool]:
    return _RANK[pair.strength], _STATED.get(pair.relation, len(_STATED)), pair.ref_a != pair.ref_b


def _step(stand: Stand, before: Sequence[Pair]) -> Step:
    if not before:
        return Step(stand.ref, stand.title, NEW, (), "", stand.counts, stand.kind)
    best = before[0]
    carries = "all" if best.strength == SAME else "some"
    confidence = less_sure(*(pair.confidence for pair in before))
    return Step(stand.ref, stand.title, _change(best), tuple(before), carries, stand.counts, stand.kind, confidence)


def _change(pair: Pair) -> str:
    """What was stated, but never *unchanged* where more is asked; otherwise what the topics say: another number alone is a move."""
    if pair.relation in _STATED:
        return pair.relation if pair.relation != UNCHANGED or pair.strength == SAME else REWORDED
    if pair.ref_a != pair.ref_b:
        return MOVED
    return UNCHANGED if pair.strength == SAME else REWORDED


@dataclass(frozen=True, slots=True)
class Way:
    """The way of proof from one old requirement to one new one: the topics on which facts about each are filed, and the old edition's name.

    `kinds` are the words the old requirement asks for, `anew` those that are never carried; `judged` whether the judgement of the old requirement is the one
    that goes over to the new.
    """

    old_topic: str
    new_topic: str
    old_edition: str
    new_edition: str
    strength: str
    kinds: frozenset[str]
    anew: frozenset[str] = frozenset()
    judged: bool = True


def goes_over(way: Way, kind: str, stance: int, topic: str, standards: Collection[str]) -> bool:
    """Whether a claim on file goes over on this way.

    One on the old requirement's own topic does; so does one that names the old edition (and not the new one) in a word the old requirement asks for. In favour
    only where nothing more is asked, against wherever the subject is the same.
    """
    if kind in way.anew or way.strength not in (SAME, CLOSE) or (way.strength == CLOSE and stance >= 0):
        return False
    if kind.startswith(_JUDGEMENT):
        return way.judged and way.strength == SAME and topic == way.old_topic
    if topic:
        return topic == way.old_topic
    return kind in way.kinds and way.old_edition in standards and way.new_edition not in standards


def decision_carries(step: Step, decisions: Mapping[str, bool], *, may_be_left_out: bool) -> bool | None:
    """Which decision on applicability goes over to a requirement: that of the old ones it answers whole, when they agree; None when none does.

    A requirement that may not be left out never inherits that it was.
    """
    found = {decisions[ref] for ref in step.answers if ref in decisions}
    if len(found) != 1 or any(ref not in decisions for ref in step.answers):
        return None
    included = found.pop()
    return included if included or may_be_left_out else None


def remaining(step: Step, before: Collection[str], after: str) -> bool:
    """Whether a requirement is part of the gap that the change of edition leaves: not shown, and not merely because it was not shown before either.

    `before` are the answers of the old requirements it answers whole, `after` its own. What was open before and is asked unchanged is open still, but not
    because of the new edition.
    """
    if after in ("conforming", "not-applicable"):
        return False
    return step.carries != "all" or all(answer in ("conforming", "not-applicable") for answer in before)
