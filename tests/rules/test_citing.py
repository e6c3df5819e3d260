"""Which texts cite a requirement, and which requirements they mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseway.rules.citing import Cited, below, cited, meant


@pytest.mark.parametrize(
    ("text", "standard", "year", "ref"),
    [
        ("9001 8.4", "9001", "", "8.4"),
        ("8.4", "", "", "8.4"),
        ("8.4.1", "", "", "8.4.1"),
        ("A.5.9", "", "", "A.5.9"),
        ("a5.9", "", "", "A.5.9"),
        ("a 5.9", "", "", "A.5.9"),
        ("27001 a.5.9", "27001", "", "A.5.9"),
        ("ISO/IEC 27001:2022 A.5.9", "27001", "2022", "A.5.9"),
        ("ISO 9001:2026, clause 8.4.1", "9001", "2026", "8.4.1"),
        ("8.4 of ISO 9001", "9001", "", "8.4"),
        ("9001 8", "9001", "", "8"),
        ("20000-1 8.2", "20000-1", "", "8.2"),
        ("§ 8.4.", "", "", "8.4"),
        ("Annex A.5", "", "", "A.5"),
    ],
)
def test_a_citation(text: str, standard: str, year: str, ref: str) -> None:
    assert cited(text) == Cited(standard, year, ref)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "8",
        "2026",
        "calibration",
        "calibration 8.4 mm",
        "ISO 9001",
        "9001",
        "9001 14001 8.4",
        "8.4 9.1",
        "8.400",
        "8..4",
        "version 2.1",
    ],
)
def test_no_citation(text: str) -> None:
    assert cited(text) is None


EDITIONS = [
    ("iso-9001-2026", "ISO 9001:2026", ["8.4", "8.4.1", "8.40", "A.5.9"]),
    ("iso-9001-2015", "ISO 9001:2015", ["8.4", "8.4.1"]),
    ("iso-27001-2022", "ISO/IEC 27001:2022", ["8.4", "A.5.9", "A.5.90"]),
    ("iso-20000-1-2018", "ISO/IEC 20000-1:2018", ["8.2"]),
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("9001:2015 8.4", [("iso-9001-2015", "8.4"), ("iso-9001-2015", "8.4.1")]),
        ("27001 A.5.9", [("iso-27001-2022", "A.5.9")]),
        ("A.5.9", [("iso-9001-2026", "A.5.9"), ("iso-27001-2022", "A.5.9")]),
        ("9001 8.5", []),
        ("2026 8.4", []),
        ("20000 8.2", [("iso-20000-1-2018", "8.2")]),
    ],
)
def test_what_is_meant(text: str, found: list[tuple[str, str]]) -> None:
    asked = cited(text)
    assert asked is not None
    assert meant(asked, EDITIONS) == found


def test_the_exact_ones_come_first() -> None:
    asked = cited("8.4")
    assert asked is not None
    assert [ref for _slug, ref in meant(asked, EDITIONS)] == ["8.4", "8.4", "8.4", "8.4.1", "8.4.1"]


REFS = st.lists(st.integers(1, 20), min_size=2, max_size=4).map(lambda parts: ".".join(map(str, parts)))


@given(REFS)
def test_every_reference_cites_itself(ref: str) -> None:
    found = cited(ref)
    assert found is not None
    assert found.ref == ref


@given(REFS, REFS)
def test_what_is_below_shares_every_part(ref: str, asked: str) -> None:
    parts = asked.split(".")
    assert below(ref, asked) == (ref.split(".")[: len(parts)] == parts)


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    cited(text)
