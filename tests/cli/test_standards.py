"""`clauseway standards`: lists, shows and checks packs without a database."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from clauseway.catalogue.content import folder
from clauseway.cli.standards import command

FACTS = {
    "iso-9001-2026": (91, 0),
    "iso-9001-2015": (91, 0),
    "iso-27001-2022": (41, 93),
}


def run(*arguments: str) -> Any:
    return CliRunner().invoke(command, list(arguments))


def test_every_shipped_pack_is_in_order() -> None:
    answer = run("check", "--json")
    assert json.loads(answer.output) == {"faults": []}
    assert answer.exit_code == 0


@pytest.mark.parametrize("edition", FACTS)
def test_a_pack_has_every_clause_and_control_of_its_edition(edition: str) -> None:
    """91 clauses each for ISO 9001, 41 clauses and 93 controls for ISO/IEC 27001:2022, as in the checked clause lists."""
    clauses, controls = FACTS[edition]
    rows = json.loads(run("show", edition, "--json").output)["references"]
    own = [row for row in rows if not row["ref"].startswith("A")]
    assert len(own) == clauses
    assert len([row for row in rows if row["kind"] == "control"]) == controls


def test_a_requirement_shows_our_words_and_what_must_be_shown() -> None:
    text = run("show", "iso-9001-2026", "9.2.2").output
    assert "done" in text
    assert "?" in text


@pytest.mark.parametrize("arguments", [("show", "iso-9001-1987"), ("show", "iso-9001-2026", "99.9")])
def test_what_is_not_there_says_so(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def broken(tmp_path: Path, change: Any) -> Path:
    pack = tmp_path / "pack"
    shutil.copytree(folder() / "iso-9001-2026", pack)
    file = pack / "requirements-2-clause-8.yaml"
    rows = yaml.safe_load(file.read_text())
    change(rows, pack)
    file.write_text(yaml.safe_dump(rows))
    return pack


def duplicate(rows: Any, pack: Path) -> None:
    rows.append(rows[-1])


def orphan(rows: Any, pack: Path) -> None:
    rows.append({**rows[-1], "ref": "8.99.1"})


def html(rows: Any, pack: Path) -> None:
    rows[-1]["title"] = "<b>bold</b>"


def number(rows: Any, pack: Path) -> None:
    rows[-1]["ref"] = 8.1


def unknown_word(rows: Any, pack: Path) -> None:
    file = pack / "expectations-2-clause-8.yaml"
    entries = yaml.safe_load(file.read_text())
    entries[0]["kind"] = "unicorn.seen"
    file.write_text(yaml.safe_dump(entries))


def exploding(rows: Any, pack: Path) -> None:
    (pack / "correspondences.yaml").write_text("a: &a [x,x]\nb: [*a,*a]\n")


@pytest.mark.parametrize("change", [duplicate, orphan, html, number, unknown_word, exploding])
def test_a_faulty_pack_is_refused_with_place_and_reason(tmp_path: Path, change: Any) -> None:
    """A duplicate reference, a missing parent, HTML, a number as reference, an unknown word, exploding aliases."""
    answer = run("check", str(broken(tmp_path, change)), "--json")
    assert answer.exit_code == 1
    faults = json.loads(answer.output)["faults"]
    assert faults
    assert all(fault["file"] and fault["message"] for fault in faults)
