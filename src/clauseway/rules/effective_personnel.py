"""Effective personnel: from heads to the number a table is read with. Who counts differs by standard.

A cut for people who do the same simple work is the body's own documented method, so it never lowers the expected number, only the low end of the
range; for occupational health and safety only where the work is of low risk.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from clauseway.rules.audit_steps import Step
from clauseway.rules.rulebook import AuditTimeError, Rulebook, Ruling
from clauseway.rules.table_reading import people

EMPLOYED, CONTRACTED, SEASONAL = "employed", "contracted", "seasonal"
KINDS = (EMPLOYED, CONTRACTED, SEASONAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People counted alike. `hours` of `full_week` hours a week each (None: full time); `in_scope`: share of their work that is.

    `present`: there while the audit is held (contracted and seasonal people who are not do not count). `same_work`: all do the same simple task.
    `shifts`: so many shifts do the same work (the heads are those of all shifts together). `low_risk`: the work itself endangers nobody much.
    `energy_heads`: how many affect energy performance; None when it was not said.
    """

    name: str
    heads: int
    kind: str = EMPLOYED
    hours: Fraction | None = None
    full_week: Fraction = Fraction(40)
    in_scope: Fraction = Fraction(1)
    present: bool = True
    same_work: bool = False
    shifts: int = 1
    low_risk: bool = False
    energy_heads: int | None = None


@dataclass(frozen=True, slots=True)
class Effective:
    """The number a table is read with; `low` is the least a body could arrive at with a documented method of its own."""

    low: int
    likely: int
    steps: tuple[Step, ...]


def effective(book: Rulebook, ruling: Ruling, groups: Sequence[Group]) -> Effective:
    """Count the groups as the standard's rule does.

    Raises AuditTimeError: group-heads, group-hours, group-share, group-shifts, group-kind, group-energy, personnel-none, personnel-too-many.
    """
    steps: list[Step] = []
    low = likely = Fraction(0)
    for group in groups:
        _check(group)
        counted = _counted(book, ruling, group, steps)
        likely += counted
        low += min(counted, _least(book, ruling, group, counted, steps))
    whole = people(math.ceil(likely))
    basis = {"under-control": "under_control", "energy": "energy_people"}.get(ruling.counts, "everybody")
    least = max(1, math.ceil(low))
    inputs = (("groups", len(groups)), ("low", least))
    steps.append(Step(f"people-{ruling.counts}", ruling.name, inputs, Fraction(whole), "people", book.source(basis)))
    return Effective(least, whole, tuple(steps))


def _check(group: Group) -> None:
    if group.kind not in KINDS:
        raise AuditTimeError("group-kind", "groups", group=group.name, kind=group.kind)
    if group.heads < 0:
        raise AuditTimeError("group-heads", "groups", group=group.name, given=group.heads)
    if group.hours is not None and not 0 < group.hours <= 2 * group.full_week:
        raise AuditTimeError("group-hours", "groups", group=group.name, given=group.hours)
    if not 0 <= group.in_scope <= 1:
        raise AuditTimeError("group-share", "groups", group=group.name, given=group.in_scope)
    if not 1 <= group.shifts <= 12:
        raise AuditTimeError("group-shifts", "groups", group=group.name, given=group.shifts)
    if group.energy_heads is not None and not 0 <= group.energy_heads <= group.heads:
        raise AuditTimeError("group-energy", "groups", group=group.name, given=group.energy_heads)


def _counted(book: Rulebook, ruling: Ruling, group: Group, steps: list[Step]) -> Fraction:
    """Heads of one group as full-time people in scope."""
    heads = group.heads
    if ruling.counts == "energy" and group.energy_heads is not None:
        heads = group.energy_heads
    if group.kind != EMPLOYED and not group.present and ruling.counts != "under-control":
        absent = (("group", group.name), ("heads", heads))
        steps.append(Step("people-absent", ruling.name, absent, Fraction(0), "people", book.source("everybody")))
        return Fraction(0)
    share = min(Fraction(1), (group.hours or group.full_week) / group.full_week) * group.in_scope
    found = heads * share
    inputs = (("group", group.name), ("heads", heads), ("share", share))
    rule, figure = ("people-hours", "part_time") if share < 1 else ("people-group", "everybody")
    assumed = ruling.counts == "energy" and group.energy_heads is None
    steps.append(Step(rule, ruling.name, inputs, found, "people", book.source(figure), assumed=assumed))
    return found


def _least(book: Rulebook, ruling: Ruling, group: Group, counted: Fraction, steps: list[Step]) -> Fraction:
    """The deepest cut for the same work, and for shifts that repeat each other: one shift whole, of the others the square root."""
    if ruling.table.startswith("ohsms") and not group.low_risk:
        return counted
    if group.same_work:
        least = Fraction(_root(counted))
    elif group.shifts > 1:
        one = counted / group.shifts
        least = one + _root(counted - one)
    else:
        return counted
    figure = "same_work" if ruling.counts == "under-control" else "same_work_elsewhere"
    inputs = (("group", group.name), ("counted", counted), ("shifts", group.shifts))
    rule = "people-same-work" if group.same_work else "people-shifts"
    steps.append(Step(rule, ruling.name, inputs, least, "people", book.source(figure)))
    return least


def _root(number: Fraction) -> int:
    whole = math.ceil(number)
    found = math.isqrt(whole)
    return found if found * found == whole else found + 1
