"""The pack of managing artificial intelligence: complete by its clause and control list, judged system by system, and looking at people and society."""

from typing import Any

import pytest

from clauseway.catalogue.content import folder
from clauseway.catalogue.packs import Pack, read_pack, read_trunk
from clauseway.catalogue.vocabulary import Vocabulary, read_vocabulary

Asked = dict[str, list[dict[str, Any]]]
Shown = tuple[Pack, Asked, Vocabulary]


@pytest.fixture(scope="module")
def shown() -> Shown:
    """The pack, for each requirement what must be shown (its own expectations and those of its *same* topics), and the words."""
    words = read_vocabulary(folder() / "vocabulary")
    trunk = read_trunk(folder() / "trunk", words)
    shared = {topic["slug"]: list(topic.get("expectations") or []) for topic in trunk.topics}
    pack = read_pack(folder() / "iso-42001-2023", trunk, words)
    asked: Asked = {}
    for entry in pack.requirements:
        same = [topic["topic"] for topic in entry.get("topics") or [] if topic["strength"] == "same"]
        own = [dict(one) for one in pack.expectations if one["for"] == entry["ref"]]
        asked[entry["ref"]] = own + [dict(one) for slug in same for one in shared[slug]]
    return pack, asked, words


def one(shown: Shown, ref: str, code: str) -> dict[str, Any]:
    (found,) = (entry for entry in shown[1][ref] if entry["code"] == code)
    return found


def test_the_pack_has_every_clause_and_every_control(shown: Shown) -> None:
    """43 clauses, 38 controls in 11 groups, and the annex itself with a label of ours."""
    entries = shown[0].requirements
    clauses = [entry for entry in entries if not entry["ref"].startswith("A")]
    assert (len(clauses), sum(entry["kind"] == "control" for entry in entries), len(entries)) == (43, 38, 43 + 38 + 12)
    assert [entry["ref"] for entry in entries if entry["title_by"] == "ours"] == ["A"]
    assert {entry["confidence"] for entry in entries} == {"sure"}


def test_every_requirement_asks_for_something_done_or_working(shown: Shown) -> None:
    pack, asked, _words = shown
    judged = [entry["ref"] for entry in pack.requirements if entry["kind"] != "heading"]
    assert {ref for ref in judged if not any(e["facet"] in ("done", "works") for e in asked[ref])} == set()


@pytest.mark.parametrize(
    ("ref", "code", "per"),
    [
        ("4.1", "ai-roles-determined", "ai-system"),
        ("4.1", "ai-inventory-agrees", None),
        ("6.1.1", "ai-acceptance-criteria", None),
        ("6.1.3", "ai-soa-in-force", None),
        ("6.1.4", "ai-impact-results-used", None),
        ("8.1", "ai-control-effects-watched", None),
        ("8.2", "ai-risks-assessed", "ai-system"),
        ("8.4", "ai-impacts-assessed", "ai-system"),
        ("8.4", "ai-impact-as-foreseen", "ai-system"),
        ("A.3.3", "ai-concern-way-works", None),
        ("A.5.4", "ai-people-impact-assessed", "ai-system"),
        ("A.5.5", "ai-society-impact-assessed", "ai-system"),
        ("A.6.2.6", "ai-performance-holds", "ai-system"),
        ("A.6.2.8", "ai-results-traceable", "ai-system"),
        ("A.7.4", "data-bias-examined", "data-set"),
        ("A.7.5", "data-provenance-unbroken", "data-set"),
        ("A.9.4", "ai-oversight-works", "ai-system"),
        ("A.10.3", "ai-suppliers-assessed", "supplier"),
    ],
)
def test_what_makes_the_standard_its_own_is_asked(shown: Shown, ref: str, code: str, per: str | None) -> None:
    assert one(shown, ref, code).get("per") == per


def test_a_risk_looked_at_for_the_organization_only_is_not_enough(shown: Shown) -> None:
    assert one(shown, "8.2", "ai-risks-assessed")["where"] == {"consequences": ["organization-people-and-society"]}
    assert "consequences" in shown[2].words["ai-risk.assessed"].deciding


def test_tests_with_data_seen_in_training_do_not_count(shown: Shown) -> None:
    assert one(shown, "A.6.2.4", "ai-systems-verified")["where"]["test_data"] == ["independent"]


def test_development_is_asked_only_of_systems_developed_here(shown: Shown) -> None:
    for ref in ("A.6.1.3", "A.6.2.2", "A.6.2.3"):
        narrowed = [entry["only"] for entry in shown[1][ref] if entry.get("per") == "ai-system"]
        assert narrowed, ref
        assert all(only == {"role": ["developed"]} for only in narrowed), ref


def test_harm_that_is_not_settled_speaks_against_performance_and_foreseen_impact(shown: Shown) -> None:
    harm = shown[2].words["ai-harm.observed"]
    assert (harm.stance, harm.contradicts) == (-1, frozenset({"ai-impact.compared", "ai-performance.evaluated"}))
