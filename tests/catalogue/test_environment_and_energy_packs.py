"""The environmental and energy packs: complete by their clause lists, and asking what makes these standards their own."""

from typing import Any

import pytest

from clauseway.catalogue.content import folder
from clauseway.catalogue.packs import Pack, read_pack, read_trunk
from clauseway.catalogue.vocabulary import Vocabulary, read_vocabulary

CLAUSES = {"iso-14001-2026": (49, 0), "iso-14001-2015": (45, 0), "iso-50001-2018": (49, 11)}
"""How many clauses each list has, and how many of them carry our own label because the standard leaves them untitled."""

Shown = dict[str, tuple[Pack, dict[str, list[dict[str, Any]]]]]


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return read_vocabulary(folder() / "vocabulary")


@pytest.fixture(scope="module")
def shown(words: Vocabulary) -> Shown:
    """Each pack, and for each requirement what must be shown: its own expectations and those of its *same* topics."""
    trunk = read_trunk(folder() / "trunk", words)
    shared = {topic["slug"]: list(topic.get("expectations") or []) for topic in trunk.topics}
    found: Shown = {}
    for edition in CLAUSES:
        pack = read_pack(folder() / edition, trunk, words)
        asked: dict[str, list[dict[str, Any]]] = {}
        for entry in pack.requirements:
            own = [dict(one) for one in pack.expectations if one["for"] == entry["ref"]]
            same = [topic["topic"] for topic in entry.get("topics") or [] if topic["strength"] == "same"]
            asked[entry["ref"]] = own + [dict(one) for slug in same for one in shared[slug]]
        found[edition] = (pack, asked)
    return found


def one(shown: Shown, edition: str, ref: str, code: str) -> dict[str, Any]:
    (found,) = (entry for entry in shown[edition][1][ref] if entry["code"] == code)
    return found


@pytest.mark.parametrize(("edition", "clauses", "ours"), [(name, *numbers) for name, numbers in CLAUSES.items()])
def test_a_pack_has_every_clause_of_its_list(shown: Shown, edition: str, clauses: int, ours: int) -> None:
    pack, _asked = shown[edition]
    assert len(pack.requirements) == clauses
    assert len([entry for entry in pack.requirements if entry["title_by"] == "ours"]) == ours


@pytest.mark.parametrize("edition", CLAUSES)
def test_every_requirement_asks_for_something_done_or_working(shown: Shown, edition: str) -> None:
    pack, asked = shown[edition]
    bare = {
        entry["ref"]
        for entry in pack.requirements
        if entry["kind"] != "heading" and not any(one["facet"] in ("done", "works") for one in asked[entry["ref"]])
    }
    assert bare == set()


@pytest.mark.parametrize("edition", CLAUSES)
def test_an_expectation_asks_for_the_facet_that_its_word_shows(shown: Shown, words: Vocabulary, edition: str) -> None:
    differing = [e["code"] for e in shown[edition][0].expectations if e["facet"] != words.word(e["kind"]).facet]
    assert differing == []


@pytest.mark.parametrize("edition", CLAUSES)
def test_nothing_is_asked_of_each_member_at_every_site(shown: Shown, words: Vocabulary, edition: str) -> None:
    """A boiler or a chimney stands at one site; asking for it at every site could never be answered."""
    both = [e["code"] for e in shown[edition][0].expectations if e.get("per") and words.word(e["kind"]).by_site]
    assert both == []


@pytest.mark.parametrize(
    ("edition", "ref", "code"),
    [
        ("iso-14001-2026", "4.1", "condition-biodiversity"),
        ("iso-14001-2026", "6.1.2", "aspects-life-cycle"),
        ("iso-14001-2026", "6.1.2", "aspects-abnormal"),
        ("iso-14001-2026", "6.1.2", "emergencies-searched"),
        ("iso-14001-2026", "6.1.4", "risks-from-obligations"),
        ("iso-14001-2026", "6.1.5", "aspect-actions-planned"),
        ("iso-14001-2026", "6.3", "changes-held"),
        ("iso-14001-2026", "7.4.3", "owed-reports"),
        ("iso-14001-2026", "8.1", "life-cycle-in-design"),
        ("iso-14001-2026", "8.2", "responses-tried"),
        ("iso-14001-2026", "9.1.2", "obligations-evaluated"),
        ("iso-14001-2026", "9.2.2", "audit-objectives"),
        ("iso-14001-2015", "4.1", "environmental-conditions"),
        ("iso-14001-2015", "6.1.1", "emergencies-searched"),
        ("iso-14001-2015", "6.1.4", "aspect-actions-planned"),
        ("iso-14001-2015", "9.3", "review-compliance"),
        ("iso-50001-2018", "6.3", "drivers-known"),
        ("iso-50001-2018", "6.4", "indicators-compared"),
        ("iso-50001-2018", "6.5", "baselines-normalized"),
        ("iso-50001-2018", "6.6", "data-plan-documented"),
        ("iso-50001-2018", "8.2", "energy-in-design"),
        ("iso-50001-2018", "8.3", "purchases-evaluated"),
        ("iso-50001-2018", "9.1.1", "deviations-settled"),
        ("iso-50001-2018", "10.2", "energy-improved"),
    ],
)
def test_a_standard_asks_what_makes_it_its_own(shown: Shown, edition: str, ref: str, code: str) -> None:
    assert one(shown, edition, ref, code)


def test_only_significant_aspects_and_energy_uses_must_be_under_control(shown: Shown) -> None:
    assert one(shown, "iso-14001-2026", "8.1", "aspects-controlled")["only"] == {"significance": ["significant"]}
    assert one(shown, "iso-50001-2018", "8.1", "use-controlled")["only"] == {"significance": ["significant"]}


def test_a_look_at_aspects_after_the_change_does_not_count(shown: Shown, words: Vocabulary) -> None:
    asked = one(shown, "iso-14001-2026", "6.1.2", "aspects-of-changes")
    assert asked["where"] == {"moment": ["before"]}
    assert "moment" in words.word(asked["kind"]).deciding


def test_energy_performance_has_to_be_better_not_only_looked_at(shown: Shown) -> None:
    assert one(shown, "iso-50001-2018", "10.2", "energy-improved")["where"] == {"result": ["better"]}


def test_the_edition_of_2015_asks_nothing_that_came_with_2026(shown: Shown) -> None:
    refs = {entry["ref"] for entry in shown["iso-14001-2015"][0].requirements}
    codes = {entry["code"] for entry in shown["iso-14001-2015"][0].expectations}
    assert not refs & {"6.1.5", "6.3", "9.3.1", "9.3.2", "9.3.3"}
    assert not codes & {"ems-changes-planned", "audit-objectives", "condition-biodiversity"}


def test_every_clause_of_both_editions_has_its_correspondence(shown: Shown) -> None:
    old, new = (
        {entry["ref"] for entry in shown[edition][0].requirements} for edition in ("iso-14001-2015", "iso-14001-2026")
    )
    links = shown["iso-14001-2026"][0].correspondences
    assert {link["from_ref"] for link in links} - {""} == old
    assert {link["to_ref"] for link in links} - {""} == new
    assert [link["to_ref"] for link in links if link["relation"] == "new"] == ["6.3"]
