"""`clauseway documents`: templates, their text, what serves an edition, and the check; no database."""

import json
from typing import Any

from click.testing import CliRunner

from clauseway.cli.documents import command


def run(*arguments: str) -> Any:
    return CliRunner().invoke(command, list(arguments))


def values(*arguments: str) -> Any:
    answer = run(*arguments, "--json")
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.output)


def test_the_templates_and_those_for_one_standard() -> None:
    every, energy = values("templates"), values("templates", "--standard", "iso-50001-2018")
    assert len(every) > len(energy) > 20
    keys = {one["key"] for one in energy}
    assert "energy-review" in keys
    assert "device-file" not in keys
    assert all(one["blanks"] for one in every)
    policy = next(one for one in energy if one["key"] == "management-policy")
    assert policy["title"] == "Energy policy"
    assert "energy-review" in run("templates", "--standard", "iso-50001").output


def test_the_text_of_one_with_the_parts_for_a_standard() -> None:
    found = values("template", "management-policy", "--standard", "iso-14001")
    assert "## Environment" in found["text"]
    assert "## Food safety" not in found["text"]
    assert found["open"][0]["says"]
    assert run("template", "management-policy", "--standard", "iso-14001").output.startswith("# Environmental policy\n")


def test_what_an_edition_asks_to_have_documented() -> None:
    rows = values("information", "iso-9001-2026")
    assert all(one["served_by"] for one in rows)
    assert any("register:suppliers" in one["served_by"] for one in rows if one["ref"] == "8.4.1")


def test_the_check_finds_nothing_wrong() -> None:
    answer = run("check")
    assert answer.exit_code == 0, answer.output
    assert values("check") == []


def test_what_is_not_there_is_wrong_usage() -> None:
    for arguments in (
        ("template", "no-such"),
        ("information", "no-such"),
        ("templates", "--standard", "no-such"),
    ):
        assert run(*arguments).exit_code == 2
