"""Replay one story in a transaction that is always rolled back, and say what held."""

import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from clauseway.cli.scenarios.expect import Comparison, Difference, Outcome
from clauseway.cli.scenarios.given import add_member, carry_out
from clauseway.cli.scenarios.story import Problem, Step, Story, StoryError
from clauseway.cli.scenarios.world import World
from clauseway.conformity.judging import digest_of, refresh, verdicts_at
from clauseway.conformity.models import VerdictNow
from clauseway.conformity.operations import end_changed_judgements
from clauseway.evidence.ledger import reconcile_all
from clauseway.kernel.refusals import Refusal
from clauseway.systems.operations import adopt_rhythms


@dataclass(frozen=True, slots=True)
class Trouble:
    """A step that was refused, or was not although the story says so; or a law of the ledger that does not hold."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Told:
    """A story after its replay."""

    story: Story
    outcomes: tuple[Outcome, ...] = ()
    troubles: tuple[Trouble, ...] = field(default_factory=tuple)

    @property
    def held(self) -> bool:
        return not self.troubles and all(outcome.held for outcome in self.outcomes)


def replay(story: Story) -> Told:
    """Carry out the story in a scratch organization, compare, and leave nothing behind. Raises StoryError."""
    with transaction.atomic():
        world = None
        try:
            world = World(story)
            _set_the_scene(world)
            return _tell(world)
        except Refusal as refusal:
            message = f"The scene cannot be set: {refusal.code}: {refusal.message}"
            raise StoryError([Problem(1, message)]) from None
        finally:
            if world is not None:
                shutil.rmtree(Path(settings.FILES_DIR) / str(world.base.organization), ignore_errors=True)
            transaction.set_rollback(True)


def _tell(world: World) -> Told:
    story = world.story
    troubles: list[Trouble] = []
    for step in story.steps:
        _pass_nights(world, step)
        world.line = step.line
        world.advance(step.entered)
        try:
            troubles += _do(world, step)
        except StoryError as error:
            raise StoryError([*error.problems, *(Problem(one.line, one.message) for one in troubles)]) from None
    world.advance(story.today)
    comparison = Comparison(world)
    outcomes = tuple(comparison.compare(expected) for expected in story.expect)
    troubles += _laws(world)
    return Told(story, outcomes, tuple(troubles))


def _set_the_scene(world: World) -> None:
    for person in world.story.people:
        world.add_person(person, world.story.start)
    context = world.acting("")
    for kind, member in world.story.groups:
        add_member(world, context, kind, member, world.story.start)
    if world.story.criteria:
        adopt_rhythms(context, world.system, world.story.criteria, on=world.story.start)


def _pass_nights(world: World, step: Step) -> None:
    """What the nightly job does, once, when the story moves on to another day."""
    if step.entered > world.moment.date():
        night = datetime.combine(step.entered, time(1), UTC)
        end_changed_judgements(world.system_context(max(night, world.moment)))


def _do(world: World, step: Step) -> list[Trouble]:
    try:
        with transaction.atomic():
            carry_out(world, step)
    except Refusal as refusal:
        if step.refused and step.refused in ("True", refusal.code):
            return []
        expected = f", expected {step.refused}" if step.refused else ""
        return [
            Trouble(
                step.line, f"Step {step.number} ({step.word}) was refused: {refusal.code}: {refusal.message}{expected}"
            )
        ]
    if step.refused:
        return [
            Trouble(
                step.line, f"Step {step.number} ({step.word}) should have been refused ({step.refused}) and was not."
            )
        ]
    return []


def _laws(world: World) -> list[Trouble]:
    """At the end of every story: reconciling finds nothing to do, and the stored verdicts equal a full recompute."""
    found: list[Trouble] = []
    context = world.system_context()
    refresh(context, world.system)
    stored = dict(VerdictNow.objects.filter(system_id=world.system).values_list("requirement_id", "digest"))
    computed = verdicts_at(context, world.system, context.today, context.now)
    for key, (requirement, verdict) in computed.items():
        if stored.get(key) != digest_of(verdict):
            found.append(Trouble(1, f"The stored verdict of {requirement.ref} differs from a full recompute."))
    end = world.moment + timedelta(minutes=1)
    if changed := reconcile_all(world.system_context(end)):
        found.append(Trouble(1, f"A full reconcile finds something to do: {sorted(changed)[:3]}."))
    return found[:5]


def as_json(told: Told) -> dict[str, Any]:
    """A replayed story as values for JSON."""
    return {
        "file": told.story.name,
        "title": told.story.title,
        "held": told.held,
        "troubles": [{"line": trouble.line, "message": trouble.message} for trouble in told.troubles],
        "expectations": [
            {
                "line": outcome.line,
                "requirement": outcome.requirement,
                "as of": outcome.as_of.isoformat(),
                "known on": outcome.known_on.isoformat(),
                "held": outcome.held,
                "differences": [
                    {"what": d.what, "expected": d.expected, "found": d.found} for d in outcome.differences
                ],
                "found": dict(outcome.found),
            }
            for outcome in told.outcomes
        ],
    }


def as_text(told: Told, *, verbose: bool = False) -> str:
    """A replayed story for reading: one line when it held, else every difference with what was found."""
    held = sum(outcome.held for outcome in told.outcomes)
    lines = [
        f"{'held   ' if told.held else 'DIFFERS'}  {told.story.name}: {told.story.title} ({held} of {len(told.outcomes)})"
    ]
    lines += [f"         line {trouble.line}: {trouble.message}" for trouble in told.troubles]
    for outcome in told.outcomes:
        if outcome.held and not verbose:
            continue
        known = f", known on {outcome.known_on}" if outcome.known_on != outcome.as_of else ""
        lines.append(f"         line {outcome.line}: {outcome.requirement} as of {outcome.as_of}{known}")
        lines += [f"           {_difference(difference)}" for difference in outcome.differences]
        lines += [f"           found: {_line(reason)}" for reason in outcome.found["reasons"]]
    return "\n".join(lines)


def _difference(difference: Difference) -> str:
    if difference.what.startswith("reason"):
        return f"{difference.what}: {difference.expected}"
    return f"{difference.what}: expected {difference.expected or 'nothing'}, found {difference.found or 'nothing'}"


def _line(reason: dict[str, Any]) -> str:
    more = " ".join(f"{key}={value}" for key, value in reason.items() if key not in ("code", "weighs"))
    return f"{reason['weighs']:8} {reason['code']} {more}"
