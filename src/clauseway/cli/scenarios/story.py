"""A story as values, and the mistakes that keep a file from being one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a file."""

    line: int
    message: str


class StoryError(Exception):
    """The file is not a story that can be replayed; `problems` lists every mistake found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__("; ".join(f"line {problem.line}: {problem.message}" for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Step:
    """One dated step of *given*: what happened on `on` and was entered on `entered`, by whom."""

    line: int
    number: int
    on: date
    entered: date
    word: str
    values: Mapping[str, Any]
    by: str = ""
    label: str = ""
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """What one requirement is expected to say; only the fields given are compared."""

    line: int
    requirement: str
    as_of: date | None
    known_on: date | None
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Story:
    """A story ready to be replayed."""

    name: str
    title: str
    guard: str
    standards: tuple[tuple[str, str], ...]
    start: date
    today: date
    steps: tuple[Step, ...]
    expect: tuple[Expected, ...]
    people: tuple[Mapping[str, Any], ...] = ()
    groups: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    criteria: Mapping[str, int] = field(default_factory=dict)
