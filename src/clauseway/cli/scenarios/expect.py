"""Compare verdicts with what a story expects. The differences are values; `replay` prints them as text or JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from clauseway.catalogue.queries import CompiledRequirement
from clauseway.cli.scenarios import words
from clauseway.cli.scenarios.story import Expected
from clauseway.cli.scenarios.world import World
from clauseway.conformity.judging import verdicts_at
from clauseway.rules import facts
from clauseway.rules.stages import blocks


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as expected."""

    what: str
    expected: Any
    found: Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """One expectation held or not, with what was found."""

    line: int
    requirement: str
    as_of: date
    known_on: date
    found: Mapping[str, Any]
    differences: tuple[Difference, ...] = field(default_factory=tuple)

    @property
    def held(self) -> bool:
        return not self.differences


class Comparison:
    """Compares one expectation after the other; the verdicts of a day are judged once."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._verdicts: dict[tuple[date, datetime], Mapping[Any, tuple[CompiledRequirement, facts.Verdict]]] = {}

    def compare(self, expected: Expected) -> Outcome:
        """What one expectation found. Raises StoryError for a requirement that is not judged."""
        self.world.line = expected.line
        requirement = self.world.requirement(expected.requirement)
        as_of = expected.as_of or self.world.story.today
        known_on = expected.known_on or max(self.world.story.today, as_of)
        moment = datetime.combine(known_on + timedelta(days=1), time(0), UTC) - timedelta(seconds=1)
        verdicts = self._at(as_of, moment)
        if requirement.id not in verdicts:
            why, then = f"was not asked for on {as_of}", "."
            if not requirement.judged:
                why, then = "is a heading", f"; below it stand {self.world.below(expected.requirement)}."
            raise self.world.wrong(f"“{expected.requirement}” {why}, so nothing can be expected of it{then}")
        verdict = verdicts[requirement.id][1]
        found = self._found(requirement, verdict)
        return Outcome(
            expected.line,
            f"{requirement.edition_name} {requirement.ref}",
            as_of,
            known_on,
            found,
            tuple(self._differences(expected.values, verdict, found)),
        )

    def _at(self, as_of: date, moment: datetime) -> Mapping[Any, tuple[CompiledRequirement, facts.Verdict]]:
        if (as_of, moment) not in self._verdicts:
            context = self.world.system_context(moment)
            self._verdicts[as_of, moment] = verdicts_at(context, self.world.system, as_of, moment)
        return self._verdicts[as_of, moment]

    def _found(self, requirement: CompiledRequirement, verdict: facts.Verdict) -> dict[str, Any]:
        stage = blocks(verdict.answer, verdict.facets, verdict.grade, stage1=requirement.stage1)
        return {
            "answer": verdict.answer,
            **dict(verdict.facets),
            "reasons": [self._reason(reason) for reason in verdict.reasons],
            "grade": verdict.grade or "none",
            "next change": verdict.next_change_on.isoformat() if verdict.next_change_on else "none",
            "blocks": stage,
        }

    def _reason(self, reason: facts.Reason) -> dict[str, Any]:
        told: dict[str, Any] = {"code": reason.code, "weighs": reason.weighs}
        if reason.facet:
            told["facet"] = reason.facet
        if reason.expectation:
            told["expectation"] = reason.expectation
        if reason.refs.get("subjects"):
            told["about"] = sorted(self.world.name_of(ref) for ref in reason.refs["subjects"])
        if reason.refs.get("site"):
            told["site"] = self.world.name_of(reason.refs["site"])
        told |= {
            k: v for k, v in reason.refs.items() if k in ("count", "days", "on", "until", "lapsed_on", "of", "shown")
        }
        return told

    def _differences(
        self, wanted: Mapping[str, Any], verdict: facts.Verdict, found: Mapping[str, Any]
    ) -> list[Difference]:
        differences = []
        for key, value in wanted.items():
            if key == "reasons":
                missing = [r for r in value if not any(_matches(r, told) for told in found["reasons"])]
                differences += [Difference("reason missing", _say(r), _codes(found)) for r in missing]
            elif key == "without":
                there = [r for r in value if any(_matches(r, told) for told in found["reasons"])]
                differences += [Difference("reason not wanted", f"not {_say(r)}", _codes(found)) for r in there]
            elif (expected := _plain(key, value)) != found.get(key, "not asked for"):
                differences.append(Difference(key, expected, found.get(key, "not asked for")))
        return differences


def _plain(key: str, value: Any) -> Any:
    if key == "answer":
        return words.ANSWERS[value]
    if key in ("defined", "done", "works"):
        return words.WEIGHTS[value]
    if key == "blocks":
        return words.BLOCKS[value]
    return value.isoformat() if isinstance(value, date) else value


def _matches(wanted: Mapping[str, Any], told: Mapping[str, Any]) -> bool:
    for key, value in wanted.items():
        if key == "about":
            if not set(value) <= {*told.get("about", ()), *([told["site"]] if "site" in told else [])}:
                return False
        elif told.get(key) != value:
            return False
    return True


def _say(reason: Mapping[str, Any]) -> str:
    more = ", ".join(f"{key} {value}" for key, value in reason.items() if key != "code")
    return f"{reason['code']} ({more})" if more else str(reason["code"])


def _codes(found: Mapping[str, Any]) -> str:
    return ", ".join(f"{r['code']}{' ' + r['expectation'] if 'expectation' in r else ''}" for r in found["reasons"])
