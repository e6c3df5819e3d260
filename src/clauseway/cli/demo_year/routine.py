"""The ordinary records of the year, made from what the applied packs expect: per word, population and rhythm, except for the named holes."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from clauseway.catalogue.vocabulary import Word, vocabulary
from clauseway.cli.demo_year import holes
from clauseway.cli.demo_year.stage import SECURITY, Stage, chance
from clauseway.evidence.operations import Fact
from clauseway.rules.facts import Expectation
from clauseway.rules.weight import fits

QUALITY_START, SECURITY_START = -340, -190
"""From which day on (relative to today) records of the quality and of the security side are kept."""
NOT_ROUTINE = frozenset({
    "population.none", "audit.performed", "management-review.held", "management-review.decided", "management-review.planned", "review-input.covered",
    "process.determined", "scope.stated", "issue.determined", "climate-change.considered", "interested-party.determined",
    "documented-information.controlled", "documented-information.reviewed",
})  # fmt: skip
"""Words whose records are told one by one (see `happenings`), and those a room proves by itself."""
HAPPENING = frozenset(
    {"design-project", "change", "complaint", "incident", "nonconforming-output", "nonconformity", "document"}
)
Listed = tuple[str, date, Mapping[str, Any]]
RECORDERS = (
    ("supplier-security.", "it"), ("supplier-confidentiality.", "it"), ("supplier", "purchasing"), ("supply", "purchasing"), ("purchase", "purchasing"),
    ("outsourced-process", "purchasing"), ("design", "design"), ("measur", "lab"), ("earlier-results", "lab"), ("production", "production"),
    ("process.validated", "production"), ("human-error", "production"), ("output", "production"), ("traceability", "production"),
    ("release", "production"), ("nonconforming-output", "production"), ("infrastructure", "production"), ("environment.", "production"),
    ("preservation", "production"), ("customer", "sales"), ("order", "sales"), ("product-", "sales"), ("external-property", "sales"),
    ("post-delivery", "sales"), ("competence", "hr"), ("awareness", "hr"), ("quality-culture.made", "hr"), ("screening", "hr"), ("employment", "hr"),
    ("confidentiality", "hr"), ("disciplinary", "hr"), ("audit.", "auditor"),
)  # fmt: skip


LISTS = 6
"""Attendance lists on which everybody stands once."""


@dataclass(slots=True)
class Series:
    """Records of one word that are kept again and again: which facets, about which subjects, how often."""

    word: Word
    facets: Mapping[str, Any]
    per: str
    only: list[Mapping[str, Any]] = field(default_factory=list)
    days: int | None = None
    editions: set[str] = field(default_factory=set)

    @property
    def recorder(self) -> str:
        """The account that keeps these records."""
        for start, actor in RECORDERS:
            if self.word.name.startswith(start):
                return actor
        return "it" if self.editions == {SECURITY} else "manager"

    @property
    def security(self) -> bool:
        return self.editions == {SECURITY}


def wanted_series(stage: Stage, controls: Iterable[uuid.UUID]) -> list[Series]:
    """What the applied editions expect records of, one series per word and choice of facets. Controls that are not needed ask for nothing."""
    needed = set(controls)
    found: dict[tuple[str, str, str], Series] = {}
    for slug, edition in stage.editions.items():
        for requirement in edition.requirements.values():
            if not requirement.judged or (requirement.kind == "control" and requirement.id not in needed):
                continue
            for expectation in requirement.asked.expectations:
                word = vocabulary().word(expectation.kind)
                if (
                    expectation.person
                    or "record" not in word.by
                    or expectation.per in HAPPENING
                    or word.name in NOT_ROUTINE
                ):
                    continue
                _join(found, word, expectation, slug)
    return [found[key] for key in sorted(found)]


def _join(found: dict[tuple[str, str, str], Series], word: Word, expectation: Expectation, slug: str) -> None:
    chosen = first_fitting(expectation.where)
    apart = {k: v for k, v in chosen.items() if k not in word.deciding}
    key = (word.name, expectation.per, str(sorted(apart.items())))
    series = found.setdefault(key, Series(word, {}, expectation.per))
    series.facets = {**series.facets, **chosen}
    series.only.append(expectation.only)
    series.editions.add(slug)
    if expectation.rhythm:
        days = vocabulary().rhythms[expectation.rhythm].suggest_days or 365
        series.days = min(days, series.days or days)


def first_fitting(where: Mapping[str, Any]) -> dict[str, Any]:
    """The first value of each facet that satisfies a condition."""
    chosen: dict[str, Any] = {}
    for name, wanted in where.items():
        if name == "any":
            chosen.update(first_fitting(wanted[0]))
        else:
            chosen[name] = wanted[0] if isinstance(wanted, list | tuple) else wanted
    return chosen


@dataclass(frozen=True, slots=True)
class Entry:
    """A record to be entered: by whom, when, what was done on which day, and about whom."""

    series: Series
    entered: date
    day: date
    name: str
    facets: Mapping[str, Any]

    def fact(self, stage: Stage) -> Fact:
        """The fact to be filed, once everybody it speaks of is there."""
        word = self.series.word
        return Fact(
            word.name,
            self.day,
            system=stage.system,
            subject_ref=stage.ref(self.series.per, self.name) if self.name else "",
            facets=self.facets,
            standards=tuple(sorted(self.series.editions)) if word.bound else (),
            sites=tuple(site.ref for site in stage.members("site").values()) if word.by_site else (),
            performed_by=stage.person(self.series.recorder),
        )


def entries(stage: Stage, series: Series, roll: Mapping[str, Sequence[Listed]]) -> Iterator[Entry]:
    """The records of one series: for every subject, again within each rhythm."""
    start = stage.day(SECURITY_START if series.security else QUALITY_START)
    for name, since, facets in roll[series.per] if series.per else [("", start, {})]:
        if name and not any(fits(only, facets) == "" for only in series.only):
            continue
        if holes.missing(series.word.name, name):
            continue
        for day in _days(stage, series, name, max(start, since + timedelta(days=3))):
            stated = {**series.facets, **holes.instead(series.word.name, name)}
            yield Entry(series, _entered(stage, series, day), day, name, stated)


def _days(stage: Stage, series: Series, name: str, first: date) -> list[date]:
    """On which days it was done, backwards from the last time; a single time where nothing asks for a repetition."""
    dice = chance(series.word.name, sorted(series.facets.items()), _together(series, name))
    yesterday = stage.today - timedelta(days=4)
    if series.days is None:
        room = max(1, min((yesterday - first).days, 150))
        return [_workday(first + timedelta(days=dice.randrange(room)))]
    planned = yesterday - timedelta(days=dice.randrange(max(1, int(series.days * 0.55))))
    last = holes.last_time(series.word.name, name, stage.today) or _workday(max(planned, first))
    days, step = [last], max(5, int(series.days * 0.9))
    while (before := _workday(days[-1] - timedelta(days=step))) > first:
        days.append(before)
    return days[::-1]


def _together(series: Series, name: str) -> str:
    """Who is dealt with on the same day: people on one attendance list, all systems in a monthly round, everybody else for themselves."""
    if series.per == "person":
        return f"list {sum(map(ord, name)) % LISTS}"
    return "" if series.days is not None and series.days <= 60 else name


def _workday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def _entered(stage: Stage, series: Series, day: date) -> date:
    """What was done is entered on the next day of entering; some of it comes late on purpose."""
    return stage.office_day(day + timedelta(days=1 + holes.late_by(series.word.name)), series.recorder)
