"""`clauseway standards compare` and `clauseway transition`: from the files alone."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from clauseway.catalogue.content import folder
from clauseway.catalogue.packs import PackRefused
from clauseway.catalogue.transitions import read_transitions
from clauseway.catalogue.vocabulary import read_vocabulary
from clauseway.cli.main import clauseway


def run(*arguments: str) -> Any:
    return CliRunner().invoke(clauseway, list(arguments))


def test_two_standards_are_compared_by_topic_and_not_by_number() -> None:
    told = json.loads(run("standards", "compare", "iso-9001-2015", "iso-27001-2022", "--json").output)
    pairs = {(p["a_ref"], p["b_ref"]): p for p in told["pairs"]}
    assert pairs["10.3", "10.1"]["strength"] == "same"
    assert ("10.1", "10.1") not in pairs or pairs["10.1", "10.1"]["strength"] == "partial"
    assert pairs["10.2.1", "10.2"]["strength"] == "same"
    assert all(p["provenance"] and p["confidence"] for p in told["pairs"])


def test_what_each_adds_and_what_is_shared_make_up_the_whole() -> None:
    told = json.loads(run("standards", "compare", "iso-9001-2026", "iso-27001-2022", "--json").output)
    for entry in told["adds"]:
        assert entry["requirements"] == entry["shared"] + len(entry["own"])
    assert told["asked"] == sum(entry["beyond"] for entry in told["adds"])
    assert told["adds"][1]["beyond"] < told["adds"][1]["requirements"]


def test_it_is_told_in_words_too() -> None:
    text = run("standards", "compare", "iso-9001-2026", "iso-27001-2022").output
    assert "when what is shared is counted once" in text
    assert "A.8.13" in text


@pytest.mark.parametrize(
    "arguments",
    [
        ("standards", "compare", "iso-9001-2026"),
        ("standards", "compare", "iso-9001-2026", "iso-9001-2026"),
        ("standards", "compare", "iso-9001-2026", "iso-9001-1987"),
        ("transition", "iso-9001-2026", "iso-9001-2015"),
        ("transition", "iso-9001-2015", "iso-27001-2022"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_a_transition_names_both_deadlines_with_their_source() -> None:
    told = json.loads(run("transition", "iso-9001-2015", "iso-9001-2026", "--json").output)
    assert told["dates"]["last_new_certificate"] == "2028-03-31"
    assert told["dates"]["ends"] == "2029-09-30"
    assert told["dates"]["confidence"] == "likely"
    assert told["dates"]["source"]


def test_a_transition_says_what_became_of_every_requirement() -> None:
    told = json.loads(run("transition", "iso-9001-2015", "iso-9001-2026", "--json").output)
    found = {row["ref"]: row for row in told["requirements"]}
    assert found["8.4.1"]["change"] == "unchanged"
    assert found["8.4.1"]["carries"] == "all"
    assert found["10.1"]["change"] == "moved"
    assert found["10.1"]["before"][0]["ref"] == "10.3"
    assert found["6.1.3"]["carries"] == "some"
    assert sum(told["counts"].values()) == len(found) + len(told["dropped"])


def written(tmp_path: Path, text: str) -> Path:
    (tmp_path / "transitions.yaml").write_text(text)
    return tmp_path


GOOD = "{from: a-1, to: a-2, source: s, confidence: sure"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("transitions: [{from: a-1, to: a-1, source: s, confidence: sure}]", "from one edition to another"),
        (f"transitions: [{GOOD}}}, {GOOD}}}]", "named once"),
        (f"transitions: [{GOOD}, ends: soon}}]", "ends is a date"),
        (f"transitions: [{GOOD}, starts: 2027-01-01, ends: 2026-01-01}}]", "in this order"),
        (f"transitions: [{GOOD}, until: 2027-01-01}}]", "unknown entry 'until'"),
        ("transitions: [{from: a-1, to: a-2, confidence: perhaps}]", "source is needed"),
        ("anew: [{word: audit.dreamt, why: because}]", "unknown word 'audit.dreamt'"),
        ("- 1", "a mapping"),
    ],
)
def test_dates_that_make_no_sense_are_refused_with_the_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(PackRefused) as refused:
        read_transitions(written(tmp_path, text), read_vocabulary(folder() / "vocabulary"))
    assert told in str(refused.value)


def test_every_change_that_ships_names_editions_of_one_family() -> None:
    known = read_transitions(folder(), read_vocabulary(folder() / "vocabulary"))
    assert {(c.old, c.new) for c in known.changes} >= {("iso-9001-2015", "iso-9001-2026")}
    for change in known.changes:
        assert change.old.rpartition("-")[0] == change.new.rpartition("-")[0]
        assert change.source
