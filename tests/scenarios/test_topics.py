"""At least eighty stories of clauses 4 to 8, by topic, each topic on both sides of its line: what an honest auditor takes for shown, and what not."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).resolve().parents[2] / "scenarios"
TOPICS: dict[str, tuple[tuple[str, ...], int]] = {
    "suppliers": (("suppliers",), 20),
    "outsourced processes": (("outsourced",), 8),
    "processes and sheets": (("processes",), 15),
    "calibration": (("instruments",), 15),
    "document control": (("documents", "document-control"), 20),
    "objectives and indicators": (("objectives",), 20),
    "exclusions": (("applicability",), 12),
    "scope": (("scope",), 8),
    "obligations": (("obligations",), 10),
    "planned changes": (("changes",), 8),
    "context": (("context",), 5),
}
"""By topic the folders of its stories and how many there are at least."""
GOOD = {"conforming", "shown", "not applicable"}
BAD = {"gap", "unknown", "not shown"}
AGAINST = {
    *(
        "contradicted",
        "lapsed",
        "not-shown",
        "does-not-count",
        "other-standard",
        "only-draft",
        "exclusion-contradicted",
    ),
    *("population-unknown", "partly-shown", "exclusion-not-justified", "not-stated", "criterion-not-set"),
}


def stories(topic: str) -> list[dict[str, Any]]:
    folders, _least = TOPICS[topic]
    paths = [path for name in folders for path in sorted((FOLDER / name).glob("*.yaml"))]
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths]


def reasons(expected: dict[str, Any], key: str) -> Iterator[str]:
    for one in expected.get(key) or []:
        yield one["code"] if isinstance(one, dict) else str(one)


def sides(story: dict[str, Any]) -> set[str]:
    """Which sides of a line a story shows: "for", "against". That a contrary is missing, or that proof is, counts too."""
    found = set()
    for expected in story["expect"]:
        answers = {str(expected.get(key, "")) for key in ("answer", "defined", "done", "works")}
        asked, left = set(reasons(expected, "reasons")), set(reasons(expected, "without"))
        if answers & GOOD or "shown" in asked or "not-applicable" in asked or left & AGAINST:
            found.add("for")
        if answers & BAD or asked & AGAINST or left & {"shown", "not-applicable"}:
            found.add("against")
    if any("refused" in step for step in story.get("given") or []):
        found.add("against")
    return found


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_has_its_stories_on_both_sides(topic: str) -> None:
    told = stories(topic)
    assert len(told) >= TOPICS[topic][1]
    each = [sides(story) for story in told]
    for side in ("for", "against"):
        count = sum(side in found for found in each)
        assert count * 4 >= len(told), f"{topic}: {count} of {len(told)} stories show the side “{side}”"


def test_every_story_shows_a_side() -> None:
    for topic in TOPICS:
        for story in stories(topic):
            assert sides(story), f"{topic}: {story['title']} shows no side of a line"


def test_there_are_eighty_of_the_named_topics() -> None:
    named = (
        "suppliers",
        "outsourced processes",
        "calibration",
        "document control",
        "objectives and indicators",
        "exclusions",
        "scope",
    )
    assert sum(len(stories(topic)) for topic in named) >= 80


def test_no_two_stories_tell_the_same() -> None:
    titles = [story["title"] for topic in TOPICS for story in stories(topic)]
    assert len(titles) == len(set(titles))
