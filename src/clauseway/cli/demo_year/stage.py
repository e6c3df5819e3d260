"""The actors, the clock and the names of the story. Everything that happens goes through `Stage.do`, which counts it."""

import dataclasses
import random
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any, Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from clauseway.catalogue.queries import CompiledEdition, CompiledRequirement
from clauseway.evidence.models import Subject
from clauseway.kernel.context import Context
from clauseway.kernel.work import turns, unit_of_work
from clauseway.organization.models import Person

P = ParamSpec("P")
R = TypeVar("R")

OFFICE_DAYS = (1, 3)
TUESDAYS = frozenset({"manager", "sales", "it", "auditor"})
ZONE = "Europe/Amsterdam"
SEED = "a year at Noordzee Instruments"
QUALITY, SECURITY = "iso-9001-2026", "iso-27001-2022"


def chance(*about: object) -> random.Random:
    """A random generator that depends on the seed text and on what it is for, on nothing else."""
    return random.Random("|".join([SEED, *map(str, about)]))


@dataclasses.dataclass(frozen=True, slots=True)
class Member:
    """A member of a population as the story knows it."""

    ref: str


class Stage:
    """One organization of the story: who acts there, which day it is, and what things are called."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.moment = datetime.combine(today, time(8), ZoneInfo(ZONE))
        self.actors: dict[str, Context] = {}
        self.editions: dict[str, CompiledEdition] = {}
        self.system: uuid.UUID = uuid.UUID(int=0)
        self.names: dict[tuple[str, str], Member] = {}
        self.kept: dict[str, Any] = {}
        self.operations = 0
        self._stretch, self._actor = ExitStack(), ""
        self._hand_over: Callable[[Context], None] | None = None

    def day(self, offset: int) -> date:
        """The working day `offset` days from today (negative: before); a weekend moves to the Friday before, or for days to come the Monday after."""
        day = self.today + timedelta(days=offset)
        if day.weekday() > 4:
            day += timedelta(days=7 - day.weekday()) if offset > 0 else timedelta(days=4 - day.weekday())
        return day

    def office_day(self, day: date, actor: str = "") -> date:
        """The next day on which this company enters what happened: Tuesdays and Thursdays, each person on one of them; yesterday at the latest."""
        days = OFFICE_DAYS[:1] if actor in TUESDAYS else OFFICE_DAYS[1:] if actor else OFFICE_DAYS
        while day.weekday() not in days:
            day += timedelta(days=1)
        return min(day, self.today - timedelta(days=1))

    def begin(self, day: date) -> None:
        """Move the clock to the morning of a day."""
        self.moment = datetime.combine(day, time(8), ZoneInfo(ZONE))

    def context(self, actor: str) -> Context:
        """The context of an actor at this moment."""
        return self.actors[actor].at(self.moment)

    def evening(self, day: date, minutes: int = 0) -> Context:
        """The software itself at the end of a day, when what happened is settled."""
        return self.actors["software"].at(datetime.combine(day, time(20), ZoneInfo(ZONE)) + timedelta(minutes=minutes))

    @contextmanager
    def turns(self) -> Iterator[None]:
        """A stretch of the story in which actors take turns; what one of them does in a row bears one time and is entered together."""
        with ExitStack() as self._stretch:
            self._hand_over, self._actor = None, ""
            yield
        self._hand_over, self._actor = None, ""

    def do(
        self, actor: str, operation: Callable[Concatenate[Context, P], R], /, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Let an actor carry out one operation; another actor's turn comes some minutes later. Only within `turns`."""
        self.operations += 1
        if actor != self._actor:
            self._actor, self.moment = actor, self.moment + timedelta(minutes=7)
            if self._hand_over is None:
                self._stretch.enter_context(unit_of_work(self.context(actor)))
                self._hand_over = self._stretch.enter_context(turns())
            self._hand_over(self.context(actor))
        return operation(self.context(actor), *args, **kwargs)

    def person(self, actor: str) -> uuid.UUID:
        """Who an account is as a person here."""
        found = self.actors[actor].person
        if found is None:
            raise LookupError(f"{actor} is nobody here.")
        return found

    def requirement(self, name: str) -> CompiledRequirement:
        """A requirement by short name: "9001:8.4.1" or "27001:A.5.18"."""
        standard, ref = name.split(":")
        return self.editions[{"9001": QUALITY, "27001": SECURITY}[standard]].by_ref[ref]

    def ref(self, kind: str, name: str) -> str:
        """The reference of a member by its name. KeyError for one that is not there (yet)."""
        if (kind, name) not in self.names:
            self._learn(kind)
        return self.names[kind, name].ref

    def members(self, kind: str) -> dict[str, Member]:
        """A population by name, in order of name."""
        if not any(known == kind for known, _name in self.names):
            self._learn(kind)
        return {name: member for (known, name), member in sorted(self.names.items()) if known == kind}

    def _learn(self, kind: str) -> None:
        if kind == "person":
            for person, name in Person.objects.values_list("id", "name"):
                self.names[kind, name] = Member(str(person))
        for name, ref in Subject.objects.filter(kind=kind, superseded_at=None).values_list("name", "ref"):
            self.names[kind, name] = Member(ref)


def member_of(context: Context, user: uuid.UUID, person: uuid.UUID | None, role: str) -> Context:
    """The context of an account in the organization of `context`."""
    return dataclasses.replace(context, user=user, person=person, roles=frozenset({role}), request="demo", kind="user")
