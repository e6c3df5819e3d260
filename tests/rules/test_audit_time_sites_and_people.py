"""Sites that are visited (MD 1), a team's ability and the cut of an integrated audit (MD 11), effective personnel."""

import math
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseway.catalogue.audit_time import RulebookError, read_rulebook, rulebook
from clauseway.catalogue.content import folder
from clauseway.rules.effective_personnel import CONTRACTED, SEASONAL, Group, effective
from clauseway.rules.integration import ability, cut
from clauseway.rules.rulebook import AuditTimeError
from clauseway.rules.site_sampling import sample

BOOK = rulebook()


def visited(sites: int, standard: str = "iso-9001", **known: Any) -> tuple[int, int, int]:
    known = {"alike": True, "effective": True, **known}
    found = sample(BOOK, (BOOK.ruling(standard),), sites, **known)
    return found.initial, found.surveillance, found.recertification


@pytest.mark.parametrize(
    ("sites", "expected"),
    [(0, (0, 0, 0)), (1, (1, 1, 1)), (2, (2, 1, 2)), (25, (5, 3, 4)), (26, (6, 4, 5)), (100, (10, 6, 8))],
)
def test_the_square_root_of_the_sites(sites: int, expected: tuple[int, int, int]) -> None:
    assert visited(sites) == expected


@pytest.mark.parametrize(
    ("sites", "standard", "known", "why", "expected"),
    [
        (10, "iso-9001", {"alike": False}, "sites-differ", (10, 3, 10)),
        (10, "iso-13485", {}, "sites-design-or-make", (10, 3, 10)),
        (20, "iso-22000", {}, "sites-food-few", (20, 6, 20)),
        (11, "iso-9001", {"alike": False}, "sites-differ", (11, 4, 11)),
    ],
)
def test_where_sampling_is_not_allowed_every_site_is_visited(
    sites: int, standard: str, known: dict[str, Any], why: str, expected: tuple[int, int, int]
) -> None:
    """And in surveillance 30 percent of them every year, rounded up."""
    found = sample(BOOK, (BOOK.ruling(standard),), sites, **{"alike": True, "effective": True, **known})
    assert (found.initial, found.surveillance, found.recertification) == expected
    assert not found.sampled
    assert found.steps[0].given("why") == why


def test_one_strict_standard_decides_for_all() -> None:
    both = (BOOK.ruling("iso-9001"), BOOK.ruling("iso-13485"))
    assert sample(BOOK, both, 16, alike=True, effective=False).initial == 16


def test_food_is_sampled_beyond_twenty_sites() -> None:
    assert visited(25, "iso-22000") == (5, 3, 4)


@given(st.integers(1, 100_000))
def test_a_sample_is_the_root_rounded_up_and_a_quarter_of_it_by_chance(sites: int) -> None:
    found = sample(BOOK, (BOOK.ruling("iso-9001"),), sites, alike=True, effective=True)
    assert (found.initial - 1) ** 2 < sites <= found.initial**2
    assert found.surveillance <= found.recertification <= found.initial
    assert found.at_random == math.ceil(found.initial / 4)


@pytest.mark.parametrize(
    ("qualified", "standards", "percent"), [((3,), 3, 100), ((3, 1), 3, 50), ((2, 2), 2, 100), ((1, 1), 2, 0)]
)
def test_the_ability_of_a_team(qualified: tuple[int, ...], standards: int, percent: int) -> None:
    assert ability(qualified, standards) == percent


@pytest.mark.parametrize(("qualified", "standards"), [((), 2), ((1,), 1), ((3,), 2), ((0,), 2)])
def test_an_ability_that_cannot_be(qualified: tuple[int, ...], standards: int) -> None:
    with pytest.raises(AuditTimeError, match="ability"):
        ability(qualified, standards)


def test_between_two_steps_of_the_matrix_the_smaller_cut_counts() -> None:
    assert cut(BOOK, 2, Fraction(79), Fraction(99)).likely == Fraction(15, 100)
    assert cut(BOOK, 2, Fraction(80), Fraction(100)).likely == Fraction(20, 100)


def test_an_integration_nobody_stated_is_none_expected_and_the_limit_possible() -> None:
    found = cut(BOOK, 3, None, None)
    assert (found.likely, found.most, found.steps[0].assumed) == (0, Fraction(1, 5), True)


def count(standard: str, *groups: Group) -> tuple[int, int]:
    found = effective(BOOK, BOOK.ruling(standard), groups)
    return found.low, found.likely


OFFICE = Group(name="office", heads=30)


def test_part_time_counts_by_hours_and_partly_involved_people_by_their_share() -> None:
    half = Group(name="part-time", heads=10, hours=Fraction(20))
    partly = Group(name="both scopes", heads=9, in_scope=Fraction(1, 3))
    assert count("iso-9001", OFFICE, half, partly) == (38, 38)


def test_contracted_and_seasonal_people_count_when_they_are_there() -> None:
    there = Group(name="contractors", heads=5, kind=CONTRACTED)
    away = Group(name="harvest", heads=40, kind=SEASONAL, present=False)
    assert count("iso-9001", OFFICE, there, away) == (35, 35)
    assert count("iso-27001", OFFICE, there, away) == (75, 75)


def test_the_same_simple_work_may_be_cut_by_the_body_not_by_us() -> None:
    """The expected number stays; the least is the square root, and for health and safety only where the work endangers nobody."""
    line = Group(name="packing line", heads=100, same_work=True)
    calm = Group(name="call centre", heads=100, same_work=True, low_risk=True)
    assert count("iso-27001", OFFICE, line) == (40, 130)
    assert count("iso-45001", OFFICE, line) == (130, 130)
    assert count("iso-45001", OFFICE, calm) == (40, 130)


def test_shifts_that_repeat_each_other() -> None:
    """All shifts count; the least is one shift and the square root of the others."""
    assert count("iso-9001", Group(name="mill", heads=90, shifts=3)) == (38, 90)


def test_energy_counts_those_who_affect_it() -> None:
    mill = Group(name="mill", heads=90, energy_heads=25)
    assert count("iso-50001", mill, Group(name="sales", heads=50, energy_heads=0)) == (25, 25)
    found = effective(BOOK, BOOK.ruling("iso-50001"), [OFFICE])
    assert (found.likely, found.steps[0].assumed) == (30, True)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"heads": -1}, "group-heads"),
        ({"hours": Fraction(0)}, "group-hours"),
        ({"hours": Fraction(200)}, "group-hours"),
        ({"in_scope": Fraction(2)}, "group-share"),
        ({"shifts": 0}, "group-shifts"),
        ({"kind": "friends"}, "group-kind"),
        ({"heads": 3, "energy_heads": 4}, "group-energy"),
        ({"heads": 0}, "personnel-none"),
    ],
)
def test_groups_that_cannot_be_counted(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(AuditTimeError) as refused:
        count("iso-50001", Group(**{"name": "x", "heads": 5, **changes}))
    assert refused.value.code == code


GROUPS = st.builds(
    Group,
    name=st.just("group"),
    heads=st.integers(1, 3000),
    hours=st.none() | st.integers(1, 60).map(Fraction),
    same_work=st.booleans(),
    shifts=st.integers(1, 5),
    low_risk=st.booleans(),
)


@given(st.lists(GROUPS, min_size=1, max_size=6), st.sampled_from(sorted(BOOK.rulings)))
def test_counting_stays_between_one_and_the_heads(groups: list[Group], standard: str) -> None:
    low, likely = count(standard, *groups)
    assert 1 <= low <= likely <= sum(group.heads for group in groups)


def test_a_table_that_contradicts_itself_is_refused(tmp_path: Any) -> None:
    """A band that leaves a hole, and a confidence nobody knows."""
    home = tmp_path / "audit-time"
    home.mkdir()
    for path in (folder() / "audit-time").glob("*.yaml"):
        (home / path.name).write_text(path.read_text())
    table = home / "qms-1.yaml"
    table.write_text(table.read_text().replace("- [6, 10,", "- [7, 10,"))
    with pytest.raises(RulebookError, match="band from 7"):
        read_rulebook(home)
    table.write_text(table.read_text().replace("confidence: checked", "confidence: certain"))
    with pytest.raises(RulebookError, match="certain"):
        read_rulebook(home)
