"""`clauseway choose`: answers from a file, reasons on paper or as JSON, mistakes named; no database."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from clauseway.cli.choosing import command

GOOD = """
sector: manufacturing
customers: [ISO 9000 certified, iatf-16949]
soon: [iso14001]
law: none
hazards: [office]
"""


def run(tmp_path: Path, text: str, *options: str) -> tuple[int, str]:
    file = tmp_path / "answers.yaml"
    file.write_text(text, encoding="utf-8")
    found = CliRunner().invoke(command, [str(file), *options])
    return found.exit_code, found.output


def test_it_recommends_with_reasons(tmp_path: Path) -> None:
    code, said = run(tmp_path, GOOD)
    assert code == 0
    assert said.startswith("Yes: a certificate is asked for.")
    assert said.index("1. ISO 14001") < said.index("2. ISO 9001") < said.index("3. IATF 16949")
    assert "Nobody is certified to ISO 9000" in said
    assert "tenders: Whether tenders ask for a certificate." in said


def test_json_holds_every_reason(tmp_path: Path) -> None:
    code, said = run(tmp_path, GOOD, "--json")
    found = json.loads(said)
    assert code == 0
    assert [one["standard"] for one in found["first"]] == ["iso-14001", "iso-9001", "iatf-16949"]
    assert found["first"][0]["reasons"][0]["code"] == "dated"
    assert found["not_certifiable"][0] | {"reasons": 0} == {"standard": "iso-9000", "closest": "iso-9001", "reasons": 0}
    assert found["confidence"] == "unsure"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("colour: red", "no question 'colour'"),
        ("sector: fishing", "'fishing' is none of"),
        ("sector: [food, trade]", "one answer only"),
        ("- a list", "a mapping"),
        ("sector: {a: b}", "a text or a list of texts"),
    ],
    ids=["question", "option", "two", "list", "nested"],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, named: str) -> None:
    code, said = run(tmp_path, text)
    assert code == 2
    assert named in " ".join(said.split())


def test_an_empty_answer_is_told_as_open(tmp_path: Path) -> None:
    code, said = run(tmp_path, "sector:\n")
    assert code == 0
    assert "It cannot be told yet" in said
