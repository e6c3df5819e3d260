"""The story in the order of its days, replayed: each day one unit of work, settled in the evening, judged at night."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from clauseway.cli.demo_year import founding, routine
from clauseway.cli.demo_year.stage import QUALITY, SECURITY, ZONE, Stage
from clauseway.conformity.judging import refresh
from clauseway.conformity.models import VerdictNow
from clauseway.evidence.operations import Fact, file_records
from clauseway.kernel.context import within
from clauseway.kernel.work import unit_of_work
from clauseway.organization.models import User

Event = Callable[[Stage], object]


@dataclass(frozen=True, slots=True)
class Told:
    """The replayed year in numbers."""

    slug: str
    system_slug: str
    operations: int
    days: int


class Story:
    """Events by day. Events of a day keep the order in which they were put there."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.days: dict[date, list[Event]] = defaultdict(list)

    def on(self, offset: int, *events: Event) -> None:
        """Put events on the working day `offset` days from today; never on today itself, whose evening is still to come."""
        self.days[min(self.stage.day(offset), self.stage.day(-1))] += events

    def replay(self) -> int:
        """Carry out what is planned so far, day by day, and forget it; returns how many days."""
        count = 0
        while self.days:
            day = min(self.days)
            _live(self.stage, day, self.days.pop(day))
            count += 1
        return count


def _live(stage: Stage, day: date, events: list[Event]) -> None:
    stage.begin(day)
    if "software" not in stage.actors:
        events.pop(0)(stage)
    with unit_of_work(stage.evening(day)):
        for event in events:
            event(stage)
    night = stage.evening(day, 5)
    with within(night):
        refresh(night, stage.system)


def tell(today: date, users: Mapping[str, User]) -> Told:
    """Replay the whole year up to yesterday."""
    stage = Stage(today)
    story = Story(stage)
    _founding(story, users)
    days = story.replay()
    days += _year(story)
    return Told(stage.kept["slug"], stage.kept["system slug"], stage.operations, days)


def _founding(story: Story, users: Mapping[str, User]) -> None:
    story.on(-372, lambda s: founding.found(s, users), founding.people_and_places)
    story.on(-371, founding.management_system, founding.process_map)
    story.on(-369, founding.quality_populations)
    story.on(-365, lambda s: founding.apply(s, QUALITY), lambda s: founding.adopt(s, QUALITY), founding.context_of_organization)
    story.on(-358, founding.scope)
    story.on(-357, founding.scope_approved)


def _year(story: Story) -> int:
    stage = story.stage
    story.on(-215, lambda s: founding.apply(s, SECURITY), lambda s: founding.adopt(s, SECURITY))
    story.on(-212, founding.security_populations)
    days = story.replay()
    for offset, group in ((-206, "A.5"), (-204, "A.6"), (-203, "A.7"), (-201, "A.8")):
        story.on(offset, lambda s, g=group: founding.decide_controls(s, g))
    _routine(story)
    return days + story.replay()


KINDS = (
    "site", "process", "person", "party", "supplier", "equipment", "product", "customer", "role", "objective", "information-system", "asset", "risk",
    "obligation",
)  # fmt: skip
"""Populations that are there from the first days; the others come as things happen."""


def _routine(story: Story) -> None:
    """The ordinary records of the year. They are put on the day they are entered, together with what else this recorder enters then."""
    stage = story.stage
    batches: dict[tuple[date, str], list[Fact]] = defaultdict(list)
    with within(stage.evening(stage.day(-201))):
        for kind in KINDS:
            stage.learn(kind)
        for series in routine.wanted_series(stage, founding.needed_controls(stage)):
            for entry in routine.entries(stage, series):
                batches[entry.entered, entry.recorder].append(entry.fact)
    for (day, recorder), facts in sorted(batches.items(), key=lambda pair: pair[0]):
        story.days[day].append(lambda s, who=recorder, what=facts: s.do(who, file_records, what))


def today_there() -> date:
    """Today in the organization's zone."""
    return datetime.now(ZoneInfo(ZONE)).date()


def standing(system: str) -> dict[str, dict[str, int]]:
    """How the answers of a system are spread, by edition; for the demo's own report."""
    found: dict[str, dict[str, int]] = {}
    for slug, answer in VerdictNow.objects.filter(system__slug=system).values_list("edition__slug", "answer"):
        found.setdefault(slug, {}).setdefault(answer, 0)
        found[slug][answer] += 1
    return found
