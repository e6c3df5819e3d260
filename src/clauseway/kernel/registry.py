"""The one kind of registry: rooms say here what they can prove and whom their populations hold.

A *source* is asked for the claims it would make now about one key; a *population* for its subjects, all or some. Both are free of side effects.
Registration checks its arguments at start-up, so a slip is a failed start and not a silent hole in the evidence.
"""

import dataclasses
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from clauseway.kernel.context import Context


@dataclasses.dataclass(frozen=True, slots=True)
class DraftClaim:
    """What a source would file: one statement about the world, for or against, from when until when (half-open dates).

    `code` tells claims of one key apart and is stable. `grade` is draft, declared, recorded or examined. `collected_at` is when the fact
    was entered, so that a late entry can be told from a fresh one. `basis` maps references to digests: when one changes, the claim ends.
    """

    kind: str
    code: str
    valid_from: date
    collected_at: datetime
    stance: int = 1
    grade: str = "recorded"
    valid_until: date | None = None
    system: uuid.UUID | None = None
    topic: uuid.UUID | None = None
    subject_kind: str = ""
    subject_ref: str = ""
    item: uuid.UUID | None = None
    facets: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    rationale: str = ""
    filed_by: str = ""
    basis: tuple[tuple[str, str], ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class DraftSubject:
    """One member of a population: stable `ref`, shown `name`, facets, and the dates between which it is live (half-open)."""

    ref: str
    name: str
    live_from: date
    live_until: date | None = None
    facets: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    origin: str = "register"


POPULATION = "population"
Source = Callable[[Context, str], Iterable[DraftClaim]]
ManySource = Callable[[Context, Sequence[str]], Mapping[str, list[DraftClaim]]]
Keys = Callable[[Context], Iterable[str]]
Population = Callable[[Context, Q], Iterable[DraftSubject]]


@dataclasses.dataclass(frozen=True, slots=True)
class RegisteredSource:
    """A source with the words it may use and the keys it would be asked for in a full reconcile."""

    name: str
    words: frozenset[str]
    claims: Source
    keys: Keys
    vanished: str = "ceased"
    many: ManySource | None = None
    reads: frozenset[str] = frozenset()

    def claims_of(self, context: Context, keys: Sequence[str]) -> Mapping[str, list[DraftClaim]]:
        """What the source claims about each of several keys; in one go where it can."""
        if self.many is not None:
            return self.many(context, keys)
        return {key: list(self.claims(context, key)) for key in keys}


sources: dict[str, RegisteredSource] = {}
populations: dict[str, tuple[str, Population]] = {}
Superseding = Callable[[Context, Sequence[str]], Mapping[str, Sequence[date]]]
superseding: dict[str, Superseding] = {}
Tokens = frozenset[tuple[str, str]]
settlers: list[Callable[[Context, Tokens], Tokens]] = []


def register_source(
    name: str,
    *,
    words: Iterable[str],
    keys: Keys,
    claims: Source,
    vanished: str = "ceased",
    many: ManySource | None = None,
    reads: Iterable[str] = (),
) -> None:
    """Register what a room can prove. ValueError on a second source of the same name or one without words.

    `vanished` says what it means when the source no longer makes a claim: its fact ceased today, or the claim was wrong all along (retracted).
    `many` answers for several keys at once; without it they are asked one by one. `reads` are words of records, filed by people, that can change what it
    claims about the subject they name (whose reference is then its key).
    """
    if name in sources:
        raise ValueError(f"A source named {name!r} is registered already.")
    if not (named := frozenset(words)):
        raise ValueError(f"The source {name!r} names no word of the vocabulary.")
    sources[name] = RegisteredSource(name, named, claims, keys, vanished, many, frozenset(reads))


def register_population(kind: str, *, origin: str, members: Population) -> None:
    """Register who the subjects of `kind` are. ValueError when two rooms claim the same population.

    `members` gets a condition on the identifier of the room's rows, which is the reference of the subject: it tells of the rows that fit. What it tells of a
    row follows from that row and what belongs to it, so that whoever changes these says with `touch_subject` who is to be looked at again.
    """
    if kind in populations:
        raise ValueError(f"The population {kind!r} is registered already.")
    populations[kind] = (origin, members)


def touched_populations(tokens: Tokens) -> dict[str, set[str] | None]:
    """The populations that an operation touched, by kind: which members, or None for any of them."""
    found: dict[str, set[str] | None] = {}
    for name, key in tokens:
        if name == POPULATION:
            kind, _bar, ref = key.partition("|")
            known = found.setdefault(kind, set())
            if not ref:
                found[kind] = None
            elif known is not None:
                known.add(ref)
    return found


def register_superseding(word: str, days: Superseding) -> None:
    """Register on which days a room itself stated what records of `word` state too: from such a day on an older record about the same subject no longer
    counts. ValueError when two rooms claim the same word. The room touches ("record", "<word>|<subject>|") when such a day comes or goes.
    """
    if word in superseding:
        raise ValueError(f"The word {word!r} is superseded already.")
    superseding[word] = days


def register_settler(settle: Callable[[Context, Tokens], Tokens], *, first: bool = False) -> None:
    """Register what happens with the touched keys before a unit of work commits.

    Settlers form a chain in the order of the rooms: each gets the tokens the one before returned (evidence turns touched keys into changed claims,
    conformity judges what those can touch). `first` is for a room that touches more of its own keys before the ledger looks at any.
    """
    settlers.insert(0 if first else len(settlers), settle)
