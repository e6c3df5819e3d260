"""The food safety pack: complete by its clause list, and asking what makes this standard its own."""

from typing import Any

import pytest

from clauseway.catalogue.content import folder
from clauseway.catalogue.packs import Pack, read_pack, read_trunk
from clauseway.catalogue.vocabulary import read_vocabulary

ONLY_EXISTENCE = {
    "8.4.1": "asks for documented responses; 8.4.2 asks whether they work",
    "8.5.1.5.1": "asks that flow diagrams exist; 8.5.1.5.2 asks whether they are right",
    "8.5.4.1": "asks for the plan in writing; 8.5.4.3 to 8.5.4.5 ask whether it is lived",
    "8.5.4.2": "asks that limits and criteria exist with their reasons; 8.5.3 asks whether the measures can do it",
}


@pytest.fixture(scope="module")
def shown() -> tuple[Pack, dict[str, list[dict[str, Any]]]]:
    """The pack, and for each requirement what must be shown: its own expectations and those of its *same* topics."""
    vocabulary = read_vocabulary(folder() / "vocabulary")
    trunk = read_trunk(folder() / "trunk", vocabulary)
    pack = read_pack(folder() / "iso-22000-2018", trunk, vocabulary)
    shared = {topic["slug"]: list(topic.get("expectations") or []) for topic in trunk.topics}
    asked: dict[str, list[dict[str, Any]]] = {}
    for entry in pack.requirements:
        own = [dict(one) for one in pack.expectations if one["for"] == entry["ref"]]
        same = [topic["topic"] for topic in entry.get("topics") or [] if topic["strength"] == "same"]
        asked[entry["ref"]] = own + [dict(one) for slug in same for one in shared[slug]]
    return pack, asked


def test_it_has_the_110_clauses_of_its_list(shown: Any) -> None:
    pack, _asked = shown
    assert len(pack.requirements) == 110
    assert len([entry for entry in pack.requirements if entry.get("title_by") == "ours"]) == 21


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
        ("7.1.5", "outside-elements-fitted"),
        ("7.4.3", "team-told"),
        ("8.2.2", "programmes-approved"),
        ("8.3", "trace-tested"),
        ("8.5.1.5.2", "diagrams-confirmed"),
        ("8.5.2.2", "levels-set"),
        ("8.5.3", "measures-validated"),
        ("8.5.4.2", "limits-justified"),
        ("8.8.1", "controls-verified"),
        ("8.9.4.2", "lots-evaluated"),
        ("8.9.5", "recall-tried"),
        ("10.3", "update-decided"),
    ],
)
def test_it_asks_what_makes_it_its_own(shown: Any, ref: str, code: str) -> None:
    assert code in {one["code"] for one in shown[1][ref]}


def test_a_control_is_verified_by_somebody_who_does_not_monitor_it(shown: Any) -> None:
    (verified,) = (one for one in shown[1]["8.8.1"] if one["code"] == "controls-verified")
    assert verified["where"]["independent"] == [True]
    assert verified["only"] == {"kind": ["operational-prerequisite", "critical-control-point"]}


def test_nothing_made_under_a_missed_critical_limit_is_released(shown: Any) -> None:
    (release,) = (one for one in shown[1]["8.9.4.2"] if one["code"] == "lots-evaluated")
    assert "released-after-missed-critical-limit" not in release["where"]["outcome"]
