"""The withdrawn edition of information security: complete by its lists, asking its own part only, and carried over to 2022 without a wrong turn."""

from typing import Any

import pytest

from clauseway.catalogue.content import folder
from clauseway.catalogue.packs import Pack, read_pack, read_trunk
from clauseway.catalogue.vocabulary import read_vocabulary

OLD, NEW = "iso-27001-2013", "iso-27001-2022"

Asked = dict[str, list[dict[str, Any]]]
Shown = dict[str, tuple[Pack, Asked]]


@pytest.fixture(scope="module")
def shown() -> Shown:
    """Both editions, and for each requirement what must be shown: its own expectations and those of its *same* topics."""
    words = read_vocabulary(folder() / "vocabulary")
    trunk = read_trunk(folder() / "trunk", words)
    shared = {topic["slug"]: list(topic.get("expectations") or []) for topic in trunk.topics}
    found: Shown = {}
    for edition in (OLD, NEW):
        pack = read_pack(folder() / edition, trunk, words)
        asked: Asked = {}
        for entry in pack.requirements:
            same = [topic["topic"] for topic in entry.get("topics") or [] if topic["strength"] == "same"]
            own = [dict(one) for one in pack.expectations if one["for"] == entry["ref"]]
            asked[entry["ref"]] = own + [dict(one) for slug in same for one in shared[slug]]
        found[edition] = (pack, asked)
    return found


def controls(pack: Pack) -> set[str]:
    return {entry["ref"] for entry in pack.requirements if entry["kind"] == "control"}


def codes(shown: Shown, edition: str, ref: str) -> set[str]:
    return {entry["code"] for entry in shown[edition][1][ref]}


def test_the_pack_has_every_clause_and_every_control(shown: Shown) -> None:
    """35 clauses, 114 controls under 14 domains and 35 objectives, and the annex itself with a label of ours."""
    pack = shown[OLD][0]
    clauses = [entry for entry in pack.requirements if not entry["ref"].startswith("A")]
    headings = [entry for entry in pack.requirements if entry["kind"] == "heading" and entry["ref"].startswith("A.")]
    assert (len(clauses), len(controls(pack)), len(headings)) == (35, 114, 14 + 35)
    assert [entry["ref"] for entry in pack.requirements if entry["title_by"] == "ours"] == ["A"]
    assert pack.identity["status"] == "withdrawn"
    assert pack.identity["certifiable"] is False


def test_every_requirement_asks_for_something_done_or_working(shown: Shown) -> None:
    pack, asked = shown[OLD]
    judged = [entry["ref"] for entry in pack.requirements if entry["kind"] != "heading"]
    assert {ref for ref in judged if not any(e["facet"] in ("done", "works") for e in asked[ref])} == set()


def test_what_came_later_is_not_asked_of_the_old_edition(shown: Shown) -> None:
    assert "context-climate" in codes(shown, NEW, "4.1")
    assert "context-climate" not in codes(shown, OLD, "4.1")
    assert codes(shown, NEW, "4.2") - codes(shown, OLD, "4.2") == {"security-needs-decided"}
    assert "6.3" not in shown[OLD][1]


@pytest.mark.parametrize(
    ("olds", "new"),
    [
        (("A.5.1.1", "A.5.1.2"), "A.5.1"),
        (("A.9.2.2", "A.9.2.5", "A.9.2.6"), "A.5.18"),
        (("A.12.4.1", "A.12.4.2"), "A.8.15"),
        (("A.8.3.1", "A.8.3.2"), "A.7.10"),
        (("A.17.1.1", "A.17.1.2", "A.17.1.3"), "A.5.29"),
    ],
)
def test_each_part_of_a_merged_control_asks_its_own_part(shown: Shown, olds: tuple[str, ...], new: str) -> None:
    """Together they ask for all that the merged one asks; none of them asks for all of it, and no text is the merged one's."""
    whole = codes(shown, NEW, new)
    parts = [codes(shown, OLD, old) & whole for old in olds]
    assert all(part and part < whole for part in parts)
    assert {e["kind"] for e in shown[NEW][1][new]} <= {e["kind"] for old in olds for e in shown[OLD][1][old]}
    texts = {entry["ref"]: entry["explain"] for edition in (OLD, NEW) for entry in shown[edition][0].requirements}
    assert all(texts[old] != texts[new] for old in olds)


def test_every_clause_and_control_has_its_way_to_the_successor(shown: Shown) -> None:
    old, new = shown[OLD][0], shown[NEW][0]
    rows = new.correspondences
    judged_old = {entry["ref"] for entry in old.requirements if entry["kind"] != "heading"}
    judged_new = {entry["ref"] for entry in new.requirements if entry["kind"] != "heading"}
    assert judged_old <= {row["from_ref"] for row in rows}
    assert judged_new <= {row["to_ref"] for row in rows}
    assert {row["from_ref"] for row in rows} - {""} <= {entry["ref"] for entry in old.requirements}
    assert {row["to_ref"] for row in rows} <= {entry["ref"] for entry in new.requirements}
    pairs = [(row["from_ref"], row["to_ref"]) for row in rows]
    assert len(pairs) == len(set(pairs))


def test_eleven_controls_and_one_clause_are_new(shown: Shown) -> None:
    rows = [row for row in shown[NEW][0].correspondences if row["relation"] == "new"]
    assert all(row["from_ref"] == "" for row in rows)
    assert {row["to_ref"] for row in rows} == {
        "6.3", "A.5.7", "A.5.23", "A.5.30", "A.7.4", "A.8.9", "A.8.10", "A.8.11", "A.8.12", "A.8.16", "A.8.23", "A.8.28"
    }  # fmt: skip


def test_merged_controls_count_as_the_correspondence_table_has_them(shown: Shown) -> None:
    """24 merged controls take in 56 old ones, 58 were carried over one to one, and A.18.2.3 alone was split."""
    ways: dict[str, list[str]] = {}
    for row in shown[NEW][0].correspondences:
        if row["to_ref"].startswith("A.") and row["from_ref"]:
            ways.setdefault(row["to_ref"], []).append(row["from_ref"])
    merged = {ref: olds for ref, olds in ways.items() if len(olds) > 1}
    assert (len(merged), len({old for olds in merged.values() for old in olds})) == (24, 56)
    assert sum(len(olds) == 1 for olds in ways.values()) == 58
    every = [old for olds in ways.values() for old in olds]
    assert {old for old in every if every.count(old) > 1} == {"A.18.2.3"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A.13.2.1", "A.5.14"),
        ("A.13.2.2", "A.5.14"),
        ("A.13.2.3", "A.5.14"),
        ("A.9.2.5", "A.5.18"),
        ("A.9.2.6", "A.5.18"),
        ("A.12.6.2", "A.8.19"),
        ("A.12.7.1", "A.8.34"),
        ("A.14.2.3", "A.8.32"),
        ("A.14.2.4", "A.8.32"),
        ("10.1", "10.2"),
        ("10.2", "10.1"),
    ],
)
def test_the_known_traps_are_avoided(shown: Shown, old: str, new: str) -> None:
    """What a public table gets wrong, and the two clauses that changed places."""
    assert [row["to_ref"] for row in shown[NEW][0].correspondences if row["from_ref"] == old] == [new]
