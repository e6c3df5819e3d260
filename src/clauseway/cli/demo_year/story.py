"""The story in the order of its days, replayed: each day one unit of work, settled in the evening, judged at night."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from clauseway.catalogue.queries import compiled, editions
from clauseway.cli.demo_year import (
    aims,
    asked_for,
    binding,
    client,
    context,
    controlled,
    founding,
    happenings,
    instruments,
    judging,
    papers,
    plan,
    processing,
    purchasing,
    routine,
)
from clauseway.cli.demo_year.stage import QUALITY, SECURITY, ZONE, Stage
from clauseway.conformity.judging import refresh
from clauseway.evidence.operations import file_records
from clauseway.kernel.context import within
from clauseway.kernel.work import unit_of_work
from clauseway.organization.models import User

Event = Callable[[Stage], object]
REST = 20
"""After so many days the database may look at how its tables have grown: in a real year it does so by itself."""


@dataclass(frozen=True, slots=True)
class Told:
    """The replayed year in numbers, and the stage on which it was played."""

    stage: Stage
    slug: str
    system_slug: str
    operations: int
    days: int


class Story:
    """Events by day. Events of a day keep the order in which they were put there."""

    def __init__(self, stage: Stage, rest: Callable[[], None]) -> None:
        self.stage = stage
        self.rest = rest
        self.days: dict[date, list[Event]] = defaultdict(list)

    def on(self, offset: int, *events: Event) -> None:
        """Put events on the first day of entering from `offset` days from today on; never on today itself, whose evening is still to come."""
        self.days[self.stage.office_day(self.stage.day(offset))] += events

    def replay(self) -> int:
        """Carry out what is planned so far, day by day, and forget it; returns how many days."""
        count = 0
        while self.days:
            day = min(self.days)
            _live(self.stage, day, self.days.pop(day))
            count += 1
            if count % REST == 0:
                self.rest()
        return count


def _live(stage: Stage, day: date, events: list[Event]) -> None:
    stage.begin(day)
    if "software" not in stage.actors:
        with stage.turns():
            events.pop(0)(stage)
    with unit_of_work(stage.evening(day)), stage.turns():
        for event in events:
            event(stage)
    night = stage.evening(day, 5)
    with within(night):
        refresh(night, stage.system)


def tell(today: date, users: Mapping[str, User], rest: Callable[[], None]) -> Told:
    """Replay the whole year up to yesterday, at the company and at the consultant's other client. `rest` is called now and then between days."""
    stage = Stage(today)
    stage.editions = {
        entry.slug: compiled(entry.id, entry.digest) for entry in editions() if entry.slug in (QUALITY, SECURITY)
    }
    story = Story(stage, rest)
    _founding(story, users)
    _papers(story)
    _happenings(story)
    _judging(story)
    _plan(story)
    _routine(story)
    days = story.replay()
    other = Story(Stage(today), rest)
    other.on(-20, lambda s: client.found(s, users), client.begin)
    days += other.replay()
    operations = stage.operations + other.stage.operations
    return Told(stage, stage.kept["slug"], stage.kept["system slug"], operations, days)


def _founding(story: Story, users: Mapping[str, User]) -> None:
    story.on(-372, lambda s: founding.found(s, users), founding.people_and_places)
    story.on(-371, founding.management_system, founding.process_map)
    story.on(-369, founding.quality_populations)
    story.on(-365, _call(founding.apply, QUALITY), _call(founding.adopt, QUALITY), founding.context_of_organization)
    story.on(-358, founding.scope)
    story.on(-357, founding.scope_approved)
    story.on(-215, _call(founding.apply, SECURITY), _call(founding.adopt, SECURITY))
    story.on(-212, founding.security_populations)
    story.on(-210, founding.scope)
    story.on(-208, founding.scope_approved)
    for offset, group in ((-206, "A.5"), (-204, "A.6"), (-203, "A.7"), (-201, "A.8")):
        story.on(offset, _call(founding.decide_controls, group))
    story.on(-150, lambda s: founding.invite_consultant(s, users))
    story.on(-16, founding.let_guest_in)


def _papers(story: Story) -> None:
    quality, security = story.stage.day(-335), story.stage.day(-186)
    story.on(-332, lambda s: papers.bring_in(s, "Quality documents", papers.QUALITY_PAPERS, quality))
    story.on(-331, *(_call(papers.confirm, name, quality) for name in papers.QUALITY_PAPERS))
    for number, name in enumerate(papers.QUALITY_PAPERS):
        story.on(-329 + number // 2, _call(papers.decide_passages, name))
    story.on(-184, lambda s: papers.bring_in(s, "Security documents", papers.SECURITY_PAPERS, security))
    story.on(-183, *(_call(papers.confirm, name, security) for name in papers.SECURITY_PAPERS))
    for number, name in enumerate((*papers.QUALITY_PAPERS, *papers.SECURITY_PAPERS)):
        story.on(-182 + number // 3, _call(papers.decide_passages, name, tidy=number < 6))
    story.on(-12, lambda s: papers.bring_in(s, "Proposals", papers.PROPOSALS, s.day(-12)))


def _happenings(story: Story) -> None:
    for happening in happenings.HAPPENINGS:
        story.on(happening.day, _call(happenings.begin, happening))
        for step, (later, *_rest) in enumerate(happening.became):
            if happening.day + later < -1:
                story.on(min(happening.day + later + 2, -1), _call(happenings.become, happening, step))
    for process, day, standards in happenings.AUDITS:
        story.on(max(day + 3, -364), _call(happenings.audit, process, day, standards))
    story.on(happenings.AUDIT_OF_SALES + 2, happenings.audit_by_owner)
    story.on(happenings.REVIEW + 3, happenings.management_review)
    story.on(-186, happenings.earlier_nonconformity)
    story.on(-78, happenings.nonconformity_closed)
    story.on(-33, happenings.open_nonconformity)
    story.on(instruments.CERTIFICATES_ON, instruments.certificates)
    story.on(instruments.FOUND_ON, instruments.out_of_tolerance)
    story.on(instruments.LOOKED_ON, instruments.looked_at)
    story.on(binding.EVALUATED_ON, binding.evaluations)
    story.on(binding.SETTLED_ON, binding.breach_settled)
    story.on(purchasing.CRITERIA_ON, purchasing.criteria)
    story.on(purchasing.ORDERS_ON, purchasing.orders)
    story.on(purchasing.FILES_ON, purchasing.files)
    story.on(purchasing.EVALUATED_ON, purchasing.evaluations)
    for day, event in processing.tell(story.stage):
        story.on(day, event)
    for day, event in aims.tell(story.stage):
        story.on(day, event)
    for day, event in (*context.tell(), *controlled.tell(), *asked_for.tell()):
        story.on(day, event)


def _judging(story: Story) -> None:
    for day, name, answer, basis, because in judging.JUDGEMENTS:
        story.on(day, _call(judging.judge, name, answer, basis, because))
    story.on(judging.OWN[0], judging.judge_own)
    story.on(judging.STALE[0], judging.judge_on_interviews)
    story.on(-27, judging.interviews_withdrawn)
    for day, words in judging.SAMPLES:
        story.on(day, _call(judging.examine, words))
    for day, name, note in judging.WALKED:
        story.on(day, _call(judging.walk_to, name, note))
    story.on(-5, judging.ask)


def _plan(story: Story) -> None:
    for action in plan.ACTIONS:
        story.on(action.planned, _call(plan.plan, action))
        if action.state in ("doing", "done"):
            story.on(max(action.start, action.planned + 1), _call(plan.take_up, action))
        if action.state == "done":
            story.on(action.due, _call(plan.finish, action))
    story.on(-45, plan.book_audits)
    story.on(-44, plan.assume)


def _call(what: Callable[..., object], /, *args: Any, **kwargs: Any) -> Event:
    """An event with its details."""
    return lambda stage: what(stage, *args, **kwargs)


def _routine(story: Story) -> None:
    """The ordinary records of the year. They are put on the day they are entered, together with what else this recorder enters then."""
    stage, roll = story.stage, founding.roll(story.stage)
    batches: dict[tuple[date, str], list[routine.Entry]] = defaultdict(list)
    for series in routine.wanted_series(stage, founding.needed_controls(stage)):
        for entry in routine.entries(stage, series, roll):
            batches[entry.entered, series.recorder].append(entry)
    for (day, recorder), batch in sorted(batches.items(), key=lambda pair: pair[0]):
        story.days[day].append(_call(_file, recorder, batch))


def _file(stage: Stage, recorder: str, batch: list[routine.Entry]) -> None:
    stage.do(recorder, file_records, [entry.fact(stage) for entry in batch])


def today_there() -> date:
    """Today in the organization's zone."""
    return datetime.now(ZoneInfo(ZONE)).date()
