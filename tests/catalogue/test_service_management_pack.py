"""The pack of managing services: complete by its clause list, judged service by service, with nothing handed over to those who take part."""

from typing import Any

import pytest

from clauseway.catalogue.content import folder
from clauseway.catalogue.packs import Pack, read_pack, read_trunk
from clauseway.catalogue.vocabulary import read_vocabulary

Asked = dict[str, list[dict[str, Any]]]
Shown = tuple[Pack, Asked]


@pytest.fixture(scope="module")
def shown() -> Shown:
    """The pack, and for each requirement what must be shown: its own expectations and those of its *same* topics."""
    words = read_vocabulary(folder() / "vocabulary")
    trunk = read_trunk(folder() / "trunk", words)
    shared = {topic["slug"]: list(topic.get("expectations") or []) for topic in trunk.topics}
    pack = read_pack(folder() / "iso-20000-1-2018", trunk, words)
    asked: Asked = {}
    for entry in pack.requirements:
        same = [topic["topic"] for topic in entry.get("topics") or [] if topic["strength"] == "same"]
        own = [dict(one) for one in pack.expectations if one["for"] == entry["ref"]]
        asked[entry["ref"]] = own + [dict(one) for slug in same for one in shared[slug]]
    return pack, asked


def one(shown: Shown, ref: str, code: str) -> dict[str, Any]:
    (found,) = (entry for entry in shown[1][ref] if entry["code"] == code)
    return found


def test_the_pack_has_every_clause_of_its_list(shown: Shown) -> None:
    """88 clauses, of which the standard leaves eleven without a title; twelve are only likely."""
    entries = shown[0].requirements
    assert len(entries) == 88
    assert sum(entry["title_by"] == "ours" for entry in entries) == 11
    assert sum(entry["confidence"] == "likely" for entry in entries) == 12


def test_every_requirement_asks_for_something_done_or_working(shown: Shown) -> None:
    pack, asked = shown
    judged = [entry["ref"] for entry in pack.requirements if entry["kind"] != "heading"]
    assert {ref for ref in judged if not any(e["facet"] in ("done", "works") for e in asked[ref])} == set()


@pytest.mark.parametrize(
    ("ref", "code", "per"),
    [
        ("6.1.2", "service-risks-determined", None),
        ("6.3", "service-plan-in-force", None),
        ("8.2.3.1", "service-others-known", "service"),
        ("8.2.4", "services-in-catalogue", "service"),
        ("8.2.6", "items-recorded", "configuration-item"),
        ("8.2.6", "configuration-verified", None),
        ("8.3.2", "customers-reviewed", "customer"),
        ("8.3.3", "levels-met", "service"),
        ("8.3.4.2", "internal-supply-agreed", None),
        ("8.4.3", "capacity-suffices", "service"),
        ("8.5.1.3", "changes-decided", None),
        ("8.5.2.3", "new-services-accepted", "design-project"),
        ("8.5.3", "releases-accepted", None),
        ("8.6.1", "major-incidents-reviewed", None),
        ("8.6.2", "requests-fulfilled", None),
        ("8.6.3", "problems-handled", "problem"),
        ("8.7.1", "availability-met", "service"),
        ("8.7.2", "continuity-tested", "service"),
        ("8.7.3.3", "security-incidents-closed", "incident"),
        ("9.4", "reports-acted-on", None),
    ],
)
def test_what_makes_the_standard_its_own_is_asked(shown: Shown, ref: str, code: str, per: str | None) -> None:
    assert one(shown, ref, code).get("per") == per


def test_planning_the_system_is_not_taken_for_planning_changes(shown: Shown) -> None:
    """6.3 means something else here than in the other standards."""
    (clause,) = (entry for entry in shown[0].requirements if entry["ref"] == "6.3")
    assert not clause.get("topics")


def test_a_change_without_a_way_back_does_not_count(shown: Shown) -> None:
    way_back = one(shown, "8.5.1.3", "changes-decided")["where"]["way_back"]
    assert "none" not in way_back
    assert "prepared" in way_back


def test_a_missed_target_counts_only_when_it_was_acted_on(shown: Shown) -> None:
    for ref, code in (("8.3.3", "levels-met"), ("8.7.1", "availability-met"), ("8.7.2", "continuity-tested")):
        assert one(shown, ref, code)["where"]["result"] == ["met", "missed-and-acted-on"]
