"""`clauseway standards find`: any name, and what is right about it, without a database."""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from clauseway.cli.standards import command


def find(*text: str) -> Any:
    answer = CliRunner().invoke(command, ["find", *text])
    assert answer.exit_code == 0
    return answer.output


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("OHSAS 18001", "ISO 45001"),
        ("iso27001:2013", "ISO/IEC 27001"),
        ("ISO/IEC 20000-1 enhancement to ISO/IEC 27001 for privacy management", "ISO/IEC 27701"),
        ("SOC 2", "ISO/IEC 27001"),
    ],
)
def test_a_name_leads_to_the_standard_that_is_meant(asked: str, meant: str) -> None:
    found = json.loads(find("--json", *asked.split()))["standards"]
    assert found[0]["ref"] == meant
    assert found[0]["kind"] == "same" or found[0]["right"]


def test_people_read_what_is_right_and_what_to_do_instead() -> None:
    assert "OHSAS 18001 is withdrawn; ISO 45001:2018 took its place." in find("OHSAS", "18001")
    text = find("ISO", "31000")
    assert "not certifiable" in text
    assert "Use it as your method" in text


def test_a_word_of_the_field_is_found_under_its_synonym() -> None:
    found = json.loads(find("registrar", "--json"))["terms"]
    assert (found[0]["slug"], found[0]["kind"]) == ("certification-body", "same")
    assert "Certification body (same: registrar)" in find("registrar")


def test_nothing_found_says_so() -> None:
    assert "Nothing is known under 'xyzzy'" in find("xyzzy")
    assert json.loads(find("xyzzy", "--json")) == {"standards": [], "terms": []}
