"""From an address to the move it names: one that runs or ran in the system, or one that could be started."""

import uuid
from dataclasses import dataclass

from django.http import Http404

from clauseway.catalogue.comparing import successors
from clauseway.catalogue.queries import CompiledEdition, compiled
from clauseway.systems.models import Transition
from clauseway.systems.queries import Applied, applied_editions, transitions
from clauseway.web.frame import Place


@dataclass(frozen=True, slots=True)
class Move:
    """A change of edition in a system. `row` is None while it could only be started."""

    system: uuid.UUID
    old: CompiledEdition
    new: CompiledEdition
    row: Transition | None

    @property
    def running(self) -> bool:
        return self.row is not None and self.row.state == Transition.RUNNING

    @property
    def judged(self) -> bool:
        """Whether the new edition is applied, so that its answers are stored."""
        return self.row is not None and self.row.state != Transition.ABANDONED

    @property
    def ended(self) -> bool:
        return self.row is not None and self.row.state != Transition.RUNNING


def moves(place: Place) -> list[Move]:
    """Running moves first, then those that could be started, then those that ended; Http404 outside a system."""
    if place.system is None:
        raise Http404
    system = place.system.id
    rows = transitions(place.context, system)
    applied = applied_editions(place.context, system)
    running = [_of(system, row) for row in rows if row.state == Transition.RUNNING]
    ended = [_of(system, row) for row in rows if row.state != Transition.RUNNING]
    return [*running, *_possible(system, applied, {move.new.id for move in running}), *ended]


def _of(system: uuid.UUID, row: Transition) -> Move:
    return Move(system, compiled(row.old_id, row.old.digest), compiled(row.new_id, row.new.digest), row)


def _possible(system: uuid.UUID, applied: list[Applied], running: set[uuid.UUID]) -> list[Move]:
    at_work = {entry.edition.id: entry.edition for entry in applied}
    found = successors(at_work.values())
    return [Move(system, at_work[old], new, None) for old, new in found.items() if new.id not in running]


def find(place: Place, slug: str) -> Move:
    """The move to an edition: the one that runs, else the one that could be started, else the last that ended. Http404 for none."""
    found = next((move for move in moves(place) if move.new.slug == slug), None)
    if found is None:
        raise Http404
    return found
