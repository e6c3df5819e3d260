"""The packs of compliance and anti-bribery: complete by their clause lists, asking what makes them their own, and corresponding across editions."""

from typing import Any

import pytest

from clauseway.catalogue.content import folder
from clauseway.catalogue.packs import Pack, read_pack, read_trunk
from clauseway.catalogue.vocabulary import read_vocabulary

COMPLIANCE, BRIBERY, BRIBERY_2016 = "iso-37301-2021", "iso-37001-2025", "iso-37001-2016"
CLAUSES = {COMPLIANCE: (56, 0, 0), BRIBERY: (61, 0, 10), BRIBERY_2016: (64, 14, 0)}
"""How many clauses each list has, how many carry our own label because the standard leaves them untitled, and how many are unsure."""

Asked = dict[str, list[dict[str, Any]]]
Shown = dict[str, tuple[Pack, Asked]]


@pytest.fixture(scope="module")
def shown() -> Shown:
    """Each pack, and for each requirement what must be shown: its own expectations and those of its *same* topics."""
    vocabulary = read_vocabulary(folder() / "vocabulary")
    trunk = read_trunk(folder() / "trunk", vocabulary)
    shared = {topic["slug"]: list(topic.get("expectations") or []) for topic in trunk.topics}
    found: Shown = {}
    for edition in CLAUSES:
        pack = read_pack(folder() / edition, trunk, vocabulary)
        asked: Asked = {}
        for entry in pack.requirements:
            own = [dict(one) for one in pack.expectations if one["for"] == entry["ref"]]
            same = [topic["topic"] for topic in entry.get("topics") or [] if topic["strength"] == "same"]
            asked[entry["ref"]] = own + [dict(one) for slug in same for one in shared[slug]]
        found[edition] = (pack, asked)
    return found


def one(shown: Shown, edition: str, ref: str, code: str) -> dict[str, Any]:
    (found,) = (entry for entry in shown[edition][1][ref] if entry["code"] == code)
    return found


@pytest.mark.parametrize(("edition", "clauses", "ours", "unsure"), [(name, *n) for name, n in CLAUSES.items()])
def test_a_pack_has_every_clause_of_its_list(shown: Shown, edition: str, clauses: int, ours: int, unsure: int) -> None:
    pack, _asked = shown[edition]
    assert len(pack.requirements) == clauses
    assert sum(entry["title_by"] == "ours" for entry in pack.requirements) == ours
    assert sum(entry["confidence"] == "unsure" for entry in pack.requirements) == unsure


@pytest.mark.parametrize("edition", CLAUSES)
def test_every_requirement_asks_for_something_done_or_working(shown: Shown, edition: str) -> None:
    pack, asked = shown[edition]
    judged = [entry["ref"] for entry in pack.requirements if entry["kind"] != "heading"]
    assert {ref for ref in judged if not any(e["facet"] in ("done", "works") for e in asked[ref])} == set()


@pytest.mark.parametrize("edition", CLAUSES)
def test_headings_ask_for_nothing_themselves(shown: Shown, edition: str) -> None:
    pack, asked = shown[edition]
    assert [entry["ref"] for entry in pack.requirements if entry["kind"] == "heading" and asked[entry["ref"]]] == []


@pytest.mark.parametrize(
    ("edition", "ref", "code", "per"),
    [
        (COMPLIANCE, "4.5", "obligations-known", "obligation"),
        (COMPLIANCE, "4.6", "risks-per-process", "process"),
        (COMPLIANCE, "5.1.1", "oversight", None),
        (COMPLIANCE, "5.1.2", "culture-known", None),
        (COMPLIANCE, "5.1.3", "access-used", None),
        (COMPLIANCE, "8.2", "controls-tested", "obligation"),
        (COMPLIANCE, "8.3", "senders-protected", "concern"),
        (COMPLIANCE, "8.4", "concerns-investigated", "concern"),
        (COMPLIANCE, "9.3.1", "governing-body-reviews", None),
        (BRIBERY, "4.5", "bribery-risks-per-process", "process"),
        (BRIBERY, "5.1.3", "culture-promoted", None),
        (BRIBERY, "5.3.2", "function-independent", None),
        (BRIBERY, "5.3.3", "conflicts-dealt-with", None),
        (BRIBERY, "8.2", "transactions-looked-into", None),
        (BRIBERY, "8.2", "exposed-people-looked-into", None),
        (BRIBERY, "8.3", "payments-sampled", None),
        (BRIBERY, "8.4", "awards-sampled", None),
        (BRIBERY, "8.7", "benefits-compared", None),
        (BRIBERY, "8.8", "inadequacy-handled", None),
        (BRIBERY, "9.4", "function-reports", None),
        (BRIBERY_2016, "4.5.2", "bribery-criteria", None),
        (BRIBERY_2016, "7.2.2.2", "exposed-people-checked", None),
        (BRIBERY_2016, "8.5.2", "associates-controls", "business-associate"),
        (BRIBERY_2016, "9.3.2", "governing-body-reviews", None),
    ],
)
def test_what_makes_these_standards_their_own_is_asked(
    shown: Shown, edition: str, ref: str, code: str, per: str | None
) -> None:
    assert one(shown, edition, ref, code).get("per") == per


@pytest.mark.parametrize("edition", [BRIBERY, BRIBERY_2016])
def test_due_diligence_is_owed_for_every_associate_of_more_than_low_risk_only(shown: Shown, edition: str) -> None:
    asked = one(shown, edition, "8.2", "associates-looked-into")
    assert (asked["per"], asked["only"], asked["facet"]) == ("business-associate", {"risk": ["more-than-low"]}, "done")
    assert "not-acceptable" not in asked["where"]["result"]


def test_an_investigation_by_somebody_with_a_part_in_the_matter_does_not_count(shown: Shown) -> None:
    for edition, ref in ((COMPLIANCE, "8.4"), (BRIBERY, "8.10"), (BRIBERY_2016, "8.10")):
        assert one(shown, edition, ref, "concerns-investigated")["where"]["independent"] == [True]


def test_the_editions_correspond_clause_by_clause(shown: Shown) -> None:
    """Every clause of both editions is in the table; what is new in 2025 is said; the two clauses on improvement changed places."""
    new, old = shown[BRIBERY][0], shown[BRIBERY_2016][0]
    rows = new.correspondences
    assert {row["to_ref"] for row in rows} == {entry["ref"] for entry in new.requirements}
    assert {row["from_ref"] for row in rows} - {""} == {entry["ref"] for entry in old.requirements}
    assert {row["to_ref"] for row in rows if row["relation"] == "new"} == {"5.1.3", "6.3"}
    assert all(row["from_ref"] == "" for row in rows if row["relation"] == "new")
    moved = {(row["from_ref"], row["to_ref"]) for row in rows if row["relation"] == "moved"}
    assert {("10.1", "10.2"), ("10.2", "10.1")} <= moved
    unsure = {entry["ref"] for entry in new.requirements if entry["confidence"] == "unsure"}
    assert {row["to_ref"] for row in rows if row["confidence"] == "unsure"} == unsure
