"""From what a person states about an organization to a request of audit time: heads become effective personnel, percents become changes with reasons."""

from dataclasses import dataclass, replace
from fractions import Fraction

from clauseway.rules.audit_steps import Step
from clauseway.rules.audit_time import AuditTime, Request, audit_time
from clauseway.rules.effective_personnel import CONTRACTED, Effective, Group, effective
from clauseway.rules.rulebook import AuditTimeError, Rulebook, Ruling
from clauseway.rules.standard_time import Asked, Change
from clauseway.rules.table_reading import people

Reasoned = tuple[Fraction, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """An organization as a form or a command line describes it.

    `standards` as people write them. `heads`: everybody in scope on all shifts; of them `part_time` (heads, hours of a week of 40 each) and `same_work`
    heads doing the same simple task; `contractors` come on top; `energy_people` of the heads affect energy performance (None: not known).
    `less` and `more`: percent and reason. Everything else as in `standard_time.Asked` and `audit_time.Request`.
    """

    standards: tuple[str, ...]
    heads: int
    part_time: tuple[tuple[int, Fraction], ...] = ()
    same_work: int = 0
    contractors: int = 0
    energy_people: int | None = None
    complexity: str = ""
    business: str = ""
    it: str = ""
    category: str = ""
    studies: int = 1
    energy: tuple[Fraction, int, int] | None = None
    less: tuple[Reasoned, ...] = ()
    more: tuple[Reasoned, ...] = ()
    sites: int = 0
    alike: bool = True
    proven: bool = False
    integration: Fraction | None = None
    ability: Fraction | None = None

    @property
    def plain(self) -> bool:
        """Nothing is said about hours or sameness: the number is effective already."""
        return not (self.part_time or self.same_work or self.contractors or self.energy_people is not None)


def request_of(book: Rulebook, described: Described) -> tuple[Request, tuple[Step, ...]]:
    """The request and the steps that counted the people. Raises AuditTimeError for what cannot be."""
    people(described.heads)
    rulings = [book.ruling(name) for name in described.standards]
    steps: list[Step] = []
    asked = []
    for ruling in rulings:
        counted = _people(book, ruling, described)
        steps += counted.steps
        asked.append(
            Asked(
                ruling=ruling,
                personnel=counted.likely,
                personnel_low=counted.low,
                complexity=_complexity(book, ruling, described),
                business=described.business,
                it=described.it,
                category=described.category,
                studies=described.studies,
                energy=described.energy,
            )
        )
    changes = [
        *(Change(-_percent(percent, "reduce"), because) for percent, because in described.less),
        *(Change(_percent(percent, "increase"), because) for percent, because in described.more),
    ]
    request = Request(
        standards=tuple(asked),
        changes=tuple(change for change in changes if change.percent),
        sites=described.sites,
        alike=described.alike,
        proven=described.proven,
        integration=described.integration,
        ability=described.ability,
    )
    return request, tuple(steps)


def described_time(book: Rulebook, described: Described) -> AuditTime:
    """Audit time of an organization as described, the steps that counted its people first."""
    request, steps = request_of(book, described)
    found = audit_time(book, request)
    return replace(found, steps=(*steps, *found.steps))


def _percent(percent: Fraction, field: str) -> Fraction:
    if percent < 0:
        raise AuditTimeError("percent-negative", field, given=percent)
    return percent


def _complexity(book: Rulebook, ruling: Ruling, described: Described) -> str:
    """The complexity stated for several standards is read where the table has that column; one standard alone must have it.

    It stands in for business complexity only where ISO/IEC 27006-1 is asked alone: beside others it may be that of aspects or hazards.
    """
    table = book.tables[ruling.table]
    several, level = len(described.standards) > 1, described.complexity
    if table.kind == "food":
        return ""
    if table.kind == "axes":
        return "" if several or level == "limited" else level
    if several and level == "limited" and level not in table.columns and len(table.columns) > 1:
        return "low"
    return level


def _people(book: Rulebook, ruling: Ruling, described: Described) -> Effective:
    if described.plain:
        return Effective(described.heads, described.heads, ())
    groups = _groups(described)
    if ruling.counts == "energy" and described.energy_people is not None:
        if not 0 < described.energy_people <= described.heads + described.contractors:
            raise AuditTimeError("energy-people", "energy_people", given=described.energy_people)
        only = Group(name="energy", heads=described.energy_people, energy_heads=described.energy_people)
        groups = [only]
    return effective(book, ruling, groups)


def _groups(described: Described) -> list[Group]:
    """The heads parted: part-time, the same work, contracted, and the rest. Raises AuditTimeError: groups-beyond-heads, group-heads."""
    named = [Group(name="part-time", heads=heads, hours=hours) for heads, hours in described.part_time]
    if described.same_work:
        named.append(Group(name="same-work", heads=described.same_work, same_work=True))
    rest = described.heads - sum(group.heads for group in named)
    if rest < 0:
        raise AuditTimeError("groups-beyond-heads", "personnel", given=described.heads, named=described.heads - rest)
    if described.contractors:
        named.append(Group(name="contracted", heads=described.contractors, kind=CONTRACTED))
    return [Group(name="full-time", heads=rest), *named] if rest else named
