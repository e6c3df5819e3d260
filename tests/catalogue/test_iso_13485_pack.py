"""The medical device pack: complete by its clause list, outside the harmonized structure, and asking what makes it its own."""

from typing import Any

import pytest

from clauseway.catalogue.content import folder
from clauseway.catalogue.packs import Pack, read_pack, read_trunk
from clauseway.catalogue.vocabulary import read_vocabulary

ONLY_EXISTENCE = {"7.2.1": "asks that requirements are determined; 7.2.2 asks for their review before acceptance"}


@pytest.fixture(scope="module")
def shown() -> tuple[Pack, dict[str, list[dict[str, Any]]]]:
    """The pack, and for each requirement what must be shown: its own expectations and those of its *same* topics."""
    vocabulary = read_vocabulary(folder() / "vocabulary")
    trunk = read_trunk(folder() / "trunk", vocabulary)
    pack = read_pack(folder() / "iso-13485-2016", trunk, vocabulary)
    shared = {topic["slug"]: list(topic.get("expectations") or []) for topic in trunk.topics}
    asked: dict[str, list[dict[str, Any]]] = {}
    for entry in pack.requirements:
        own = [dict(one) for one in pack.expectations if one["for"] == entry["ref"]]
        same = [topic["topic"] for topic in entry.get("topics") or [] if topic["strength"] == "same"]
        asked[entry["ref"]] = own + [dict(one) for slug in same for one in shared[slug]]
    return pack, asked


def test_it_has_the_91_clauses_of_its_list(shown: Any) -> None:
    pack, _asked = shown
    assert len(pack.requirements) == 91
    assert [entry["ref"] for entry in pack.requirements if entry.get("title_by") == "ours"] == [
        f"4.1.{number}" for number in range(1, 7)
    ]
    assert {entry["ref"].split(".")[0] for entry in pack.requirements} == set("45678")


def test_every_requirement_asks_for_something_done_or_working(shown: Any) -> None:
    pack, asked = shown
    bare = {
        entry["ref"]
        for entry in pack.requirements
        if entry["kind"] != "heading" and not any(one["facet"] in ("done", "works") for one in asked[entry["ref"]])
    }
    assert bare == set(ONLY_EXISTENCE)
    assert all(asked[ref] for ref in bare)


@pytest.mark.parametrize(
    ("ref", "code"),
    [
        ("4.1.1", "role-documented"),
        ("4.1.6", "software-validated"),
        ("4.2.3", "files-compared"),
        ("6.4.2", "clean-production"),
        ("7.1", "risk-managed"),
        ("7.3.8", "transferred"),
        ("7.5.6", "processes-validated"),
        ("7.5.7", "sterilization-proven"),
        ("7.5.9.2", "receivers-known"),
        ("8.2.2", "reporting-decided"),
        ("8.2.3", "reports-in-time"),
        ("8.3.3", "notices-issued"),
        ("8.5.2", "actions-harmless"),
    ],
)
def test_it_asks_what_makes_it_its_own(shown: Any, ref: str, code: str) -> None:
    assert code in {one["code"] for one in shown[1][ref]}


def test_sterile_and_implantable_devices_are_asked_more(shown: Any) -> None:
    asked = shown[1]
    assert all(one["only"] == {"sterile": ["sterile"]} for one in asked["7.5.7"])
    assert all(one["only"] == {"implantable": ["implantable"]} for one in asked["7.5.9.2"])


def test_it_does_not_ask_for_continual_improvement(shown: Any) -> None:
    """The standard asks to keep the system effective; what the shared topic on continual improvement expects is not asked."""
    pack, asked = shown
    strengths = {
        topic["strength"]
        for entry in pack.requirements
        for topic in entry.get("topics") or []
        if topic["topic"] == "continual-improvement"
    }
    assert strengths == {"partial"}
    assert "improvement-effective" not in {one["code"] for every in asked.values() for one in every}
