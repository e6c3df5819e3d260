"""`clauseway standards import` and `export`: what needs no installation; the rest is told by tests/catalogue/exchange and tests/web."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from clauseway.cli.standards import command


def run(*arguments: str) -> Any:
    return CliRunner().invoke(command, list(arguments))


@pytest.mark.parametrize(("form", "start"), [("own", b"PK"), ("oscal", b"{"), ("xlsx", b"PK")])
def test_a_standard_that_ships_is_written_without_a_database(tmp_path: Path, form: str, start: bytes) -> None:
    target = tmp_path / "out"
    assert run("export", "iso-9001-2026", "--format", form, "--output", str(target)).exit_code == 0
    assert target.read_bytes().startswith(start)


def test_a_catalog_goes_to_standard_output() -> None:
    answer = run("export", "iso-9001-2026", "--format", "oscal")
    assert json.loads(answer.stdout)["catalog"]["metadata"]["title"] == "Quality management systems"


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "out.zip"
    target.write_text("mine")
    assert run("export", "iso-9001-2026", "--output", str(target)).exit_code == 2
    assert target.read_text() == "mine"


def test_our_own_files_are_one_folder(tmp_path: Path) -> None:
    target = tmp_path / "out.zip"
    run("export", "iso-9001-2026", "--output", str(target))
    assert "iso-9001-2026/pack.yaml" in zipfile.ZipFile(target).namelist()


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "iso-9001-1987"),
        ("export", "own-acme"),
        ("export", "iso-9001-2026", "--format", "pdf"),
        ("import", "no-such-file.yaml", "--organization", "x"),
    ],
)
def test_wrong_usage_says_so(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_a_refused_file_is_told_before_any_database_is_asked(tmp_path: Path) -> None:
    """Place and reason of every fault, exit code 1."""
    file = tmp_path / "a.yaml"
    file.write_text("objects: {a: &a [x], b: *a}")
    answer = run("import", str(file), "--organization", "x", "--json")
    assert answer.exit_code == 1
    told = json.loads(answer.stdout)
    assert (told["state"], told["written"]) == ("refused", False)
    assert told["faults"] == [{"file": "a.yaml", "place": "line 1", "message": told["faults"][0]["message"]}]
    assert "aliases" in run("import", str(file), "--organization", "x").stdout


def test_a_column_is_a_pair(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Ref,Title\n1,One\n")
    assert run("import", str(file), "--organization", "x", "--column", "ref").exit_code == 2
    assert run("import", str(file), "--organization", "x", "--column", "colour=A").exit_code == 1


def test_a_file_of_fifty_megabytes_is_refused_for_its_size(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"objects:\n" + b"  - aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n" * 1_050_000)
    assert "larger than 12 MB" in run("import", str(file), "--organization", "x").stdout
