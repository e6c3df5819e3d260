"""The education pack: complete by its clause list, superseded, and asking what makes it its own."""

from typing import Any

import pytest

from clauseway.catalogue.content import folder
from clauseway.catalogue.packs import Pack, read_pack, read_trunk
from clauseway.catalogue.vocabulary import read_vocabulary

ONLY_EXISTENCE = {"8.1.3": "asks that adaptation is planned; 8.5.1.6 asks whether it is given and helps"}


@pytest.fixture(scope="module")
def shown() -> tuple[Pack, dict[str, list[dict[str, Any]]]]:
    """The pack, and for each requirement what must be shown: its own expectations and those of its *same* topics."""
    vocabulary = read_vocabulary(folder() / "vocabulary")
    trunk = read_trunk(folder() / "trunk", vocabulary)
    pack = read_pack(folder() / "iso-21001-2018", trunk, vocabulary)
    shared = {topic["slug"]: list(topic.get("expectations") or []) for topic in trunk.topics}
    asked: dict[str, list[dict[str, Any]]] = {}
    for entry in pack.requirements:
        own = [dict(one) for one in pack.expectations if one["for"] == entry["ref"]]
        same = [topic["topic"] for topic in entry.get("topics") or [] if topic["strength"] == "same"]
        asked[entry["ref"]] = own + [dict(one) for slug in same for one in shared[slug]]
    return pack, asked


def test_it_has_the_120_clauses_of_its_list(shown: Any) -> None:
    pack, _asked = shown
    assert len(pack.requirements) == 120
    assert len([entry for entry in pack.requirements if entry.get("title_by") == "ours"]) == 19
    unsure = [entry["ref"] for entry in pack.requirements if entry["confidence"] == "unsure"]
    assert unsure == ["8.3.4.2", "8.3.4.3", "8.3.4.4", "8.5.1.2.1", "8.5.1.2.2", "8.5.1.3"]
    assert pack.identity["status"] == "superseded"


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
        ("4.2", "learner-needs"),
        ("5.1.3", "means-provided"),
        ("7.1.6.2", "resources-available"),
        ("7.2.2", "special-competence"),
        ("8.1.2", "programmes-planned"),
        ("8.3.4.3", "curriculum-aligned"),
        ("8.5.1.2.2", "admitted-by-conditions"),
        ("8.5.1.4", "marking-even"),
        ("8.5.1.5", "results-recognized"),
        ("8.5.1.6", "accommodation-given"),
        ("8.5.5", "learners-told"),
        ("9.1.2.2", "decided-impartially"),
    ],
)
def test_it_asks_what_makes_it_its_own(shown: Any, ref: str, code: str) -> None:
    assert code in {one["code"] for one in shown[1][ref]}


def test_special_needs_are_asked_about_at_every_stage(shown: Any) -> None:
    asked = shown[1]
    assert all(asked[ref] for ref in ("5.1.3", "7.2.2", "8.1.3", "8.5.1.6"))
    assert {one["facet"] for one in asked["8.5.1.6"]} == {"done", "works"}
