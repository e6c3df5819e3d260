"""Is a revision reviewed and approved, and by whom may it be? Decided from who was asked, what they answered and who wrote the text.

A single request for changes ends the round. Reviewing is over when everybody asked agreed; approving when as many agreed as the kind of document
asks for. Somebody who left can answer no more: the round waits and names them, so that a person puts somebody else in their place.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

REVIEW, APPROVAL = "review", "approval"
AGREES, CHANGES = "approve", "changes"
OWN_TEXT, LEFT, NOT_ASKED, NOT_YET, ANSWERED = "own-text", "left", "not-asked", "not-yet", "answered"


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody asked in a round: for their review or their approval, what they answered ("" nothing yet), and the day they left, if they did."""

    person: str
    part: str
    answer: str = ""
    left_on: date | None = None

    def gone(self, as_of: date) -> bool:
        """Whether they left before answering."""
        return not self.answer and self.left_on is not None and self.left_on <= as_of


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a round stands: review, approval, approved or changes; whose answer it waits for; who of them left; how many approvals cannot come any more."""

    stage: str
    waiting: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    short: int = 0


def outcome(asked: Sequence[Asked], quorum: int, as_of: date) -> Outcome:
    """Where the round stands on a day. Raises ValueError for a quorum below one: nothing is approved by nobody."""
    if quorum < 1:
        raise ValueError("A quorum is at least one.")
    if any(one.answer == CHANGES for one in asked):
        return Outcome("changes")
    reviewing = [one for one in asked if one.part == REVIEW and not one.answer]
    approvers = [one for one in asked if one.part == APPROVAL]
    agreed = sum(one.answer == AGREES for one in approvers)
    able = sum(not one.answer and not one.gone(as_of) for one in approvers)
    short = max(0, quorum - agreed - able)
    if reviewing:
        return Outcome(REVIEW, _people(reviewing), _gone(reviewing, as_of), short)
    if agreed >= quorum:
        return Outcome("approved")
    open_ = [one for one in approvers if not one.answer]
    return Outcome(APPROVAL, _people(open_), _gone(open_, as_of), short)


def may_answer(
    person: str,
    part: str,
    asked: Sequence[Asked],
    wrote: Collection[str],
    *,
    own_allowed: bool,
    quorum: int,
    as_of: date,
) -> str:
    """Why this person may not answer in this part of the round now ("" when they may).

    Whoever wrote of the text approves it only where the kind's named policy allows it, and never reviews it.
    """
    mine = next((one for one in asked if one.person == person and one.part == part), None)
    if mine is None:
        return NOT_ASKED
    if mine.answer:
        return ANSWERED
    if mine.left_on is not None and mine.left_on <= as_of:
        return LEFT
    if outcome(asked, quorum, as_of).stage != part:
        return NOT_YET
    if person in wrote and (part == REVIEW or not own_allowed):
        return OWN_TEXT
    return ""


def needs_look(approvers: Collection[str], wrote: Collection[str]) -> bool:
    """Whether only its authors approved the text, so that somebody else has to look at it afterwards."""
    return bool(approvers) and all(person in wrote for person in approvers)


def _people(rows: Sequence[Asked]) -> tuple[str, ...]:
    return tuple(one.person for one in rows)


def _gone(rows: Sequence[Asked], as_of: date) -> tuple[str, ...]:
    return tuple(one.person for one in rows if one.gone(as_of))
