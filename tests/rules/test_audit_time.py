"""Audit time by the documents: the worked examples of the facts, the limits, what is refused, and laws that hold for every organization."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseway.catalogue.audit_time import rulebook
from clauseway.rules.audit_time import AuditTime, Request, audit_time
from clauseway.rules.rulebook import CONFIDENCES, AuditTimeError
from clauseway.rules.standard_time import Asked, Change
from clauseway.rules.table_reading import energy_level, read

BOOK = rulebook()
ALONE = ("complexity", "business", "it", "category", "studies", "energy", "personnel_low")


def compute(*standards: str, people: int = 100, less: float = 0, more: float = 0, **known: Any) -> AuditTime:
    """Audit time of standards for so many people, with a reason for every change."""
    alone = {name: known.pop(name) for name in ALONE if name in known}
    changes = [Change(Fraction(str(-less)), "mature system"), Change(Fraction(str(more)), "several languages")]
    asked = tuple(Asked(ruling=BOOK.ruling(name), personnel=people, **alone) for name in standards)
    return audit_time(BOOK, Request(standards=asked, changes=tuple(c for c in changes if c.percent), **known))


def days(found: AuditTime) -> tuple[float, float, float]:
    return float(found.initial.likely), float(found.surveillance.likely), float(found.recertification.likely)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(compute("iso-9001-2026", people=20), (3, 1, 2), id="qms-20"),
        pytest.param(compute("iso-9001-2015", less=20), (5.5, 2, 3.5), id="qms-100-less-20"),
        pytest.param(
            compute(
                *("iso-9001-2026", "iso-14001-2026", "iso-45001-2018"),
                complexity="medium",
                integration=Fraction(80),
                ability=Fraction(100),
            ),
            (18.5, 6, 12.5),
            id="three-together",
        ),
        pytest.param(
            compute("iso-27001-2022", people=60, business="medium", it="medium"), (10, 3.5, 6.5), id="isms-60"
        ),
    ],
)
def test_the_worked_examples(found: AuditTime, expected: tuple[float, float, float]) -> None:
    assert days(found) == expected


@pytest.mark.parametrize(
    ("standard", "people", "known", "initial"),
    [
        ("iso-9001-2026", 1, {}, 1.5),
        ("iso-9001-2026", 5, {}, 1.5),
        ("iso-9001-2026", 6, {}, 2),
        ("iso-9001-2026", 120, {}, 7),
        ("iso-9001-2026", 10_700, {}, 22),
        ("iso-14001-2026", 120, {"complexity": "high"}, 11),
        ("iso-14001-2026", 700, {"complexity": "limited"}, 6.5),
        ("iso-45001-2018", 30, {"complexity": "low"}, 4),
        ("iso-13485-2016", 100, {}, 10),
        ("iso-27001-2022", 10, {"business": "medium", "it": "medium"}, 5),
        ("iso-50001-2018", 20, {"complexity": "medium"}, 7),
        ("iso-22000-2018", 60, {"category": "C"}, 2.5),
        ("iso-22000-2018", 60, {"category": "C", "studies": 3}, 3.5),
        ("iso-22301-2019", 120, {}, 7),
        ("iso-37001-2025", 120, {"complexity": "medium"}, 8),
        ("iso-42001-2023", 60, {"business": "medium", "it": "medium"}, 10),
    ],
)
def test_every_document_is_read_where_it_rules(
    standard: str, people: int, known: dict[str, Any], initial: float
) -> None:
    assert float(compute(standard, people=people, **known).initial.likely) == initial


def test_every_standard_has_a_document_and_a_proxy_says_so() -> None:
    """Each step names its document and confidence; a table that stands in is never sure."""
    for key, ruling in BOOK.rulings.items():
        found = compute(key, people=50)
        assert all(step.source.document and step.source.confidence in CONFIDENCES for step in found.steps)
        tables = [step for step in found.steps if step.rule in ("table", "food")]
        assert tables
        assert not ruling.proxy or {step.source.confidence for step in tables} <= {"proxy", "ours", "low"}
        for edition in ruling.editions:
            assert BOOK.ruling(f"{key}-{edition}") is ruling


@pytest.mark.parametrize("name", ["ISO/IEC 27001:2022", "iso-27001-2022", "iso 27001", "ISO-IEC 27001"])
def test_a_standard_is_understood_as_people_write_it(name: str) -> None:
    assert BOOK.ruling(name).standard == "iso-27001"


def test_beyond_the_table_the_progression_goes_on() -> None:
    """One day more per band, each band wider by the last ratio; said as our reading."""
    found = compute("iso-9001-2026", people=12_000)
    step = next(step for step in found.steps if step.rule == "progression")
    assert found.initial.likely == 23
    assert step.source.confidence == "ours"
    assert (step.given("from"), step.given("to")) == (10_701, 13_470)


def test_the_two_axes_move_the_table_value() -> None:
    """Low and low: 10 to 30 percent less, the middle expected; high and high: 20 to 100 percent more."""
    low = compute("iso-27001", people=60, business="low", it="low")
    high = compute("iso-27001", people=60, business="high", it="high")
    assert (low.initial.likely, high.initial.likely, high.initial.high) == (8, 16, 20)
    assert compute("iso-27001", people=60, complexity="low", it="low").initial == low.initial


def test_a_complexity_that_is_not_known_is_a_range() -> None:
    """The usual column is expected, every column is possible, and the step says that it was assumed."""
    unknown = compute("iso-14001", people=120)
    low, high = (compute("iso-14001", people=120, complexity=level) for level in ("limited", "high"))
    assert unknown.assumed
    assert not high.assumed
    assert unknown.initial.likely == 8
    assert (unknown.initial.low, unknown.initial.high) == (low.initial.low, high.initial.high)


def test_a_complexity_changes_nothing_where_the_table_has_one_column() -> None:
    """QMS 1 has one column; risk categories only argue for changes. The step says so."""
    found = compute("iso-9001", people=100, complexity="high")
    assert found.initial == compute("iso-9001", people=100).initial
    assert "one-column" in {step.rule for step in found.steps}


@pytest.mark.parametrize(
    ("standards", "known", "code"),
    [
        (("iso-9001",), {"people": 0}, "personnel-none"),
        (("iso-9001",), {"people": -5}, "personnel-none"),
        (("iso-9001",), {"people": 10**9}, "personnel-too-many"),
        (("iso-9001",), {"less": 30.1}, "reduction-beyond-limit"),
        (("iso-27001",), {"less": 15, "business": "low", "it": "low"}, "reduction-beyond-limit"),
        (("iso-9001", "iso-9001-2015"), {}, "standard-twice"),
        ((), {}, "standard-missing"),
        (("iso-9001",), {"integration": Fraction(50)}, "integration-alone"),
        (("iso-9001", "iso-14001"), {"integration": Fraction(101)}, "percent-range"),
        (("iso-14001",), {"complexity": "huge"}, "complexity-unknown"),
        (("iso-45001",), {"complexity": "limited"}, "complexity-unknown"),
        (("iso-14001",), {"complexity": "special"}, "complexity-special"),
        (("iso-27001",), {"it": "extreme"}, "complexity-unknown"),
        (("iso-22000",), {"category": "Z"}, "category-unknown"),
        (("iso-22000",), {"studies": 0}, "studies-none"),
        (("iso-9001",), {"sites": -1}, "sites-negative"),
        (("iso-9001",), {"sites": 10**6}, "sites-too-many"),
        (("iso-50001",), {"energy": (Fraction(-1), 1, 1)}, "energy-negative"),
        (("iso-50001",), {"energy": (Fraction(10), 0, 1)}, "energy-none"),
        (("iso-9001",), {"more": 2000}, "increase-absurd"),
    ],
)
def test_refused_with_the_reason(standards: tuple[str, ...], known: dict[str, Any], code: str) -> None:
    with pytest.raises(AuditTimeError) as refused:
        compute(*standards, **known)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("iso-31000", "standard-unknown"),
        ("", "standard-unknown"),
        ("iso-9001-1987", "edition-unknown"),
        ("IATF 16949", "standard-ruled-elsewhere"),
        ("iatf-16949-2016", "standard-ruled-elsewhere"),
    ],
)
def test_a_standard_without_a_document_is_refused(name: str, code: str) -> None:
    with pytest.raises(AuditTimeError) as refused:
        BOOK.ruling(name)
    assert refused.value.code == code


def test_a_change_needs_its_reason() -> None:
    with pytest.raises(AuditTimeError, match="reason-missing"):
        audit_time(
            BOOK,
            Request(
                standards=(Asked(ruling=BOOK.ruling("iso-9001"), personnel=9),), changes=(Change(Fraction(-5), " "),)
            ),
        )


def test_thirty_percent_and_twenty_percent_may_be_compounded() -> None:
    """0.70 x 0.80 = 56 percent of the table: the deepest cut there is."""
    found = compute(
        "iso-9001", "iso-14001", less=30, complexity="medium", integration=Fraction(100), ability=Fraction(100)
    )
    assert found.initial.likely == Fraction(17, 2)  # 15 days x 0.56 = 8.4


def test_rounding_never_carries_a_time_below_the_limit() -> None:
    """1.5 days less 30 percent are 1.05: the nearest half day would break the limit."""
    assert compute("iso-9001", people=3, less=30).initial.likely == Fraction(3, 2)


def test_stages_share_the_initial_time_and_the_client_sees_most_of_it() -> None:
    found = compute("iso-9001", people=20)
    assert (found.stage1, found.stage2, float(found.on_site)) == (1, 2, 2.4)
    assert float(compute("iso-27001", people=60, business="medium", it="medium").on_site) == 7


@pytest.mark.parametrize(
    ("energy", "level"),
    [((15, 1, 2), "low"), ((150, 3, 5), "medium"), ((2500, 4, 20), "high"), ((20, 2, 3), "low")],
)
def test_the_complexity_of_an_energy_system(energy: tuple[int, int, int], level: str) -> None:
    rule = BOOK.tables["enms-a3"].complexity
    assert rule
    assert energy_level(rule, Fraction(energy[0]), energy[1], energy[2])[1] == level
    asked = (Fraction(energy[0]), energy[1], energy[2])
    assert compute("iso-50001", energy=asked).initial == compute("iso-50001", complexity=level).initial


def test_several_sites_are_summed_and_never_less_than_one_place() -> None:
    """25 sites beside the centre: 5 visited and the centre; recertification of a proven system visits 4."""
    found = compute("iso-9001", people=100, sites=25)
    assert found.sample
    assert (found.sample.initial, found.sample.surveillance, found.sample.recertification) == (5, 3, 5)
    assert compute("iso-9001", people=100, sites=25, proven=True).sample.recertification == 4  # type: ignore[union-attr]
    assert found.initial.likely >= compute("iso-9001", people=100).initial.likely
    assert compute("iso-9001", people=100, sites=1).initial == compute("iso-9001", people=100).initial


STANDARDS = st.sampled_from(sorted(BOOK.rulings))
PEOPLE = st.integers(1, 40_000)


@given(STANDARDS, PEOPLE, st.integers(0, 500), st.sampled_from([0, 7, 30]))
def test_more_people_never_need_less_time(standard: str, people: int, further: int, less: int) -> None:
    before, after = (compute(standard, people=number, less=less) for number in (people, people + further))
    for name in ("initial", "surveillance", "recertification"):
        one, other = getattr(before, name), getattr(after, name)
        assert one.low <= other.low
        assert one.likely <= other.likely
        assert one.high <= other.high


@given(
    st.lists(STANDARDS, min_size=1, max_size=4, unique=True),
    PEOPLE,
    st.integers(0, 30),
    st.integers(0, 100),
    st.sampled_from([0, 2, 9, 40]),
)
def test_never_below_the_deepest_cut_the_documents_allow(
    standards: list[str], people: int, less: int, integration: int, sites: int
) -> None:
    """70 percent of the table alone, 56 percent together; and the least, the expected and the most stand in order."""
    several = len(standards) > 1
    known: dict[str, Any] = {"integration": Fraction(integration)} if several else {}
    found = compute(*standards, people=people, less=less, sites=sites, **known)
    tables = sum(step.value for step in found.steps if step.rule in ("table", "food", "progression") and step.standard)
    assert found.initial.likely >= tables * (Fraction(56, 100) if several else Fraction(7, 10))
    for span in (found.initial, found.surveillance, found.recertification):
        assert 0 < span.low <= span.likely <= span.high
        assert all((2 * days).denominator == 1 for days in (span.low, span.likely, span.high))
    assert found.stage1 + found.stage2 == found.initial.likely
    assert found.stage1 >= Fraction(1, 2)


@given(PEOPLE, st.sampled_from([table for table in BOOK.tables.values() if table.kind != "food"]))
def test_the_line_never_exceeds_the_band(people: int, table: Any) -> None:
    for column in table.columns:
        reading = read(table, people, column)
        assert reading.line <= reading.days
        assert reading.band[0] <= people
        assert reading.band[1] is None or people <= reading.band[1]


@given(st.integers(0, 100), st.integers(0, 100))
def test_more_integration_never_costs_time(integration: int, able: int) -> None:
    """And the cut is never above 20 percent."""
    known = {"complexity": "medium", "ability": Fraction(able)}
    alone = compute("iso-9001", "iso-14001", **known, integration=Fraction(0)).initial.likely
    found = compute("iso-9001", "iso-14001", **known, integration=Fraction(integration)).initial.likely
    assert alone * Fraction(8, 10) <= found <= alone
