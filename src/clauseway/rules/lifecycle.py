"""May this go from one state to another, and if not, why? A machine is a value; whoever knows the facts asks it.

A room declares its own machine: states, moves, and for each move the conditions that must hold, as codes ("reason", "approved"). The caller says which
hold; the answer names those that do not. Roles and permissions are asked elsewhere.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

NO_SUCH_STATE, ALREADY_THERE, NO_SUCH_MOVE, CONDITION_MISSING = (
    "no-such-state",
    "already-there",
    "no-such-move",
    "condition-missing",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """`may` go, or refused with a `code`; `missing`: the conditions that do not hold; `refs`: what stands in the way, by condition."""

    may: bool
    code: str = ""
    missing: tuple[str, ...] = ()
    refs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Move:
    """From `source` to `target`, when all that it `needs` holds."""

    source: str
    target: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Machine:
    """The states a thing may have, the one it starts in, and its moves. `refusals` give a pair of states without a move a code of its own.

    Raises ValueError when declared wrong: an unknown state, a move twice, a state that cannot be reached.
    """

    name: str
    states: tuple[str, ...]
    start: str
    moves: tuple[Move, ...]
    refusals: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        pairs = [(move.source, move.target) for move in self.moves]
        named = {self.start, *(state for pair in (*pairs, *self.refusals) for state in pair)}
        faults = [f"unknown state {state!r}" for state in sorted(named.difference(self.states))]
        faults += [f"{pair} is declared twice" for pair in sorted(set(pairs)) if pairs.count(pair) > 1]
        faults += [f"{pair} is both a move and refused" for pair in self.refusals if pair in pairs]
        faults += [f"{state!r} moves to itself" for state, target in pairs if state == target]
        faults += [f"{state!r} cannot be reached" for state in self.states if state not in self._reached(pairs)]
        if faults:
            raise ValueError(f"machine {self.name!r}: {'; '.join(faults)}")

    def may(
        self, source: str, target: str, holding: Collection[str] = (), refs: Mapping[str, tuple[str, ...]] | None = None
    ) -> Answer:
        """May it go from `source` to `target` when these conditions hold? `refs` say, by condition, what stands in the way."""
        if source not in self.states or target not in self.states:
            return Answer(False, NO_SUCH_STATE)
        if source == target:
            return Answer(False, ALREADY_THERE)
        move = next((move for move in self.moves if (move.source, move.target) == (source, target)), None)
        if move is None:
            return Answer(False, self.refusals.get((source, target), NO_SUCH_MOVE))
        missing = tuple(need for need in move.needs if need not in holding)
        if missing:
            return Answer(
                False, CONDITION_MISSING, missing, {need: refs[need] for need in missing if refs and need in refs}
            )
        return Answer(True)

    def targets(self, source: str) -> tuple[str, ...]:
        """Where a move leads from here, in the order declared, whether or not its conditions hold."""
        return tuple(move.target for move in self.moves if move.source == source)

    def needs(self, source: str, target: str) -> tuple[str, ...]:
        """The conditions of a move; none when there is no such move."""
        return next((move.needs for move in self.moves if (move.source, move.target) == (source, target)), ())

    def final(self, state: str) -> bool:
        """Whether nothing leads out of this state."""
        return not self.targets(state)

    def _reached(self, pairs: Collection[tuple[str, str]]) -> set[str]:
        reached, grown = {self.start}, True
        while grown:
            further = {target for source, target in pairs if source in reached} - reached
            reached |= further
            grown = bool(further)
        return reached


REASON, DAY, DAY_NOT_TO_COME, BEFORE_DONE = "reason", "day", "day-not-to-come", "before-done"
_FINISH = (DAY, DAY_NOT_TO_COME, BEFORE_DONE)
ACTION = Machine(
    "action",
    ("open", "doing", "done", "cancelled"),
    "open",
    (
        Move("open", "doing"),
        Move("open", "done", _FINISH),
        Move("open", "cancelled", (REASON,)),
        Move("doing", "open"),
        Move("doing", "done", _FINISH),
        Move("doing", "cancelled", (REASON,)),
        Move("done", "doing", (REASON,)),
        Move("cancelled", "open", (REASON,)),
    ),
    {
        ("done", "open"): "goes-back-to-work-first",
        ("done", "cancelled"): "done-is-not-cancelled",
        ("cancelled", "doing"): "reopen-first",
        ("cancelled", "done"): "reopen-first",
    },
)
"""The life of an action. Nothing is done in the future or before what it waits for; what was finished or dropped comes back only with a reason."""


def action_may(
    source: str,
    target: str,
    *,
    as_of: date,
    reason: str = "",
    done_on: date | None = None,
    not_done_before: Collection[str] = (),
) -> Answer:
    """May this action change its state? `not_done_before`: ids of actions it waits for that are neither done nor cancelled; they come back as refs."""
    holds = {
        REASON: bool(reason.strip()),
        DAY: done_on is not None,
        DAY_NOT_TO_COME: done_on is None or done_on <= as_of,
        BEFORE_DONE: not not_done_before,
    }
    holding = [condition for condition, held in holds.items() if held]
    return ACTION.may(source, target, holding, {BEFORE_DONE: tuple(sorted(not_done_before))})


TEXT, FINISHED, APPROVER, REVIEWED, QUORUM, INDEPENDENT, SIGNED, REACHED, SUCCESSOR = (
    "text",
    "finished",
    "approver",
    "reviewed",
    "quorum",
    "independent",
    "signed",
    "day-reached",
    "successor",
)
_SUBMIT = (TEXT, FINISHED, APPROVER)
_APPROVE = (QUORUM, INDEPENDENT, SIGNED)
DOCUMENT = Machine(
    "document",
    ("draft", "review", "approval", "approved", "effective", "superseded", "withdrawn", "archived"),
    "draft",
    (
        Move("draft", "review", _SUBMIT),
        Move("draft", "approval", _SUBMIT),
        Move("review", "approval", (REVIEWED,)),
        Move("review", "draft"),
        Move("approval", "draft"),
        Move("approval", "approved", _APPROVE),
        Move("approval", "effective", (*_APPROVE, REACHED)),
        Move("approved", "effective", (REACHED,)),
        Move("effective", "superseded", (SUCCESSOR,)),
        Move("draft", "withdrawn", (REASON,)),
        Move("approved", "withdrawn", (REASON,)),
        Move("effective", "withdrawn", (REASON,)),
        Move("superseded", "archived"),
        Move("withdrawn", "archived"),
    ),
    {
        ("draft", "effective"): "approve-first",
        ("review", "effective"): "approve-first",
        ("review", "withdrawn"): "take-back-first",
        ("approval", "withdrawn"): "take-back-first",
        ("approved", "draft"): "revise-instead",
        ("effective", "draft"): "revise-instead",
        ("superseded", "draft"): "ended",
        ("superseded", "effective"): "ended",
        ("withdrawn", "draft"): "ended",
        ("withdrawn", "effective"): "ended",
        ("archived", "draft"): "ended",
        ("archived", "effective"): "ended",
        ("effective", "archived"): "withdraw-first",
    },
)
"""The life of one revision of a document. What is approved is never edited: a new revision is. Nothing that ended comes back."""
