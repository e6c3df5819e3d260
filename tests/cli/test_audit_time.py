"""`clauseway audit-time` and `clauseway cost`: the contract, refusals with exit code 2, and no database."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from clauseway.catalogue.audit_time import rulebook
from clauseway.cli import audit_options
from clauseway.cli.audit_time import RULES
from clauseway.cli.audit_time import command as audit_time
from clauseway.cli.cost import command as cost

SOURCE = Path(__file__).resolve().parents[2] / "src"
NINE = ("--standard", "iso-9001-2026", "--personnel", "120")


def run(*arguments: str, command: Any = audit_time) -> Any:
    return CliRunner().invoke(command, list(arguments))


def values(*arguments: str, command: Any = audit_time) -> dict[str, Any]:
    answer = run(*arguments, "--json", command=command)
    assert answer.exit_code == 0, answer.output
    found: dict[str, Any] = json.loads(answer.output)
    return found


def test_the_days_and_every_step_with_its_source() -> None:
    found = values(*NINE)
    assert found["initial_days"] == 7
    assert found["surveillance_days"] == 2.5
    assert found["recertification_days"] == 4.5
    assert found["stage1_days"] + found["stage2_days"] == 7
    assert found["steps"]
    assert all(step["source"] and step["confidence"] and step["says"] for step in found["steps"])
    assert found["range"]["initial_days"]["low"] <= 7 <= found["range"]["initial_days"]["high"]


@pytest.mark.parametrize(
    ("arguments", "days"),
    [
        (("iso-27001-2022", "60", "--it-complexity", "medium", "--business-complexity", "medium"), 10),
        (("iso-27001-2022", "60", "--it-complexity", "high", "--business-complexity", "high"), 16),
        (("iso-14001-2026", "120", "--complexity", "medium"), 8),
        (("iso-45001-2018", "120", "--complexity", "high"), 11),
        (("iso-50001-2018", "200", "--energy-use", "15", "--energy-types", "2", "--energy-uses", "2"), 9),
        (("iso-50001-2018", "200", "--energy-people", "12", "--complexity", "medium"), 6),
        (("iso-22000-2018", "60", "--food-category", "c", "--haccp-studies", "2"), 3),
        (("iso-9001-2026", "100", "--reduce", "20", "--because", "mature system"), 5.5),
        (("iso-9001-2026", "100", "--increase", "20", "--because", "three languages"), 8.5),
        (("iso-9001-2026", "100", "--reduce", "20", "--increase", "20", "--because", "mature", "--because", "many"), 7),
        (("iso-9001-2026", "100", "--part-time", "60@20"), 6),
        (("iso-9001-2026", "100", "--same-work", "60"), 7),
        (("iso-9001-2026", "100", "--contractors", "40"), 8),
        (("iso-9001-2026", "120", "--sites", "9"), 8),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else str(value),
)
def test_what_is_stated_changes_the_days(arguments: tuple[str, ...], days: float) -> None:
    standard, personnel, *more = arguments
    assert values("--standard", standard, "--personnel", personnel, *more)["initial_days"] == days


def test_several_together() -> None:
    """The worked example of three standards, and the sum where no integration is stated."""
    three = ("--with", "iso-14001-2026", "--with", "iso-45001-2018", "--complexity", "medium")
    found = values(
        "--standard", "iso-9001-2026", "--personnel", "100", *three, "--integration", "80", "--ability", "100"
    )
    assert (found["initial_days"], found["surveillance_days"], found["recertification_days"]) == (18.5, 6, 12.5)
    assert values("--standard", "iso-9001-2026", "--personnel", "100", *three)["initial_days"] == 23
    assert list(found["alone"]) == ["ISO 9001", "ISO 14001", "ISO 45001"]


def test_a_complexity_stands_in_for_business_only_where_information_security_is_alone() -> None:
    """Beside an environmental system it may be that of its aspects."""
    alone = values("--standard", "iso-27001", "--personnel", "60", "--complexity", "low", "--it-complexity", "low")
    assert alone["initial_days"] == 8
    beside = values("--standard", "iso-27001", "--personnel", "60", "--complexity", "low", "--with", "iso-14001")
    assert beside["alone"]["ISO/IEC 27001"]["likely"] == 10
    assert beside["alone"]["ISO 14001"]["likely"] == 4.5


def test_sites_are_told() -> None:
    sites = values("--standard", "iso-9001-2026", "--personnel", "100", "--sites", "25", "--proven")["sites"]
    assert (sites["initial"], sites["surveillance"], sites["recertification"], sites["at_random"]) == (5, 3, 4, 2)
    different = values("--standard", "iso-9001-2026", "--personnel", "100", "--sites", "25", "--different-sites")
    assert different["sites"]["sampled"] is False


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--standard", "iso-9001-2026", "--personnel", "0"), "Nobody would be there"),
        (("--standard", "iso-9001-2026", "--personnel", "-3"), "Nobody would be there"),
        (("--standard", "iso-9001-2026", "--personnel", "many"), "not a valid integer"),
        (("--standard", "iso-31000-2018", "--personnel", "9"), "No document"),
        (("--standard", "iso-9001-1987", "--personnel", "9"), "2015, 2026"),
        (("--standard", "iatf-16949", "--personnel", "9"), "own rules"),
        ((*NINE, "--reduce", "10"), "needs its reason"),
        ((*NINE, "--reduce", "35", "--because", "cheap"), "beyond the limit of 30"),
        ((*NINE, "--reduce", "-5", "--because", "odd"), "positive"),
        ((*NINE, "--reduce", "ten", "--because", "odd"), "not a number"),
        ((*NINE, "--because", "no change"), "more reasons"),
        ((*NINE, "--with", "iso-9001-2015"), "named twice"),
        ((*NINE, "--integration", "50"), "--with STANDARD"),
        ((*NINE, "--part-time", "200@20"), "200 people are described"),
        ((*NINE, "--part-time", "x"), "HEADS@HOURS"),
        ((*NINE, "--sites", "-1"), "cannot be"),
        (("--standard", "iso-50001", "--personnel", "9", "--energy-use", "5"), "together"),
    ],
)
def test_refused_with_a_sentence(arguments: tuple[str, ...], told: str) -> None:
    answer = run(*arguments)
    assert answer.exit_code == 2
    assert told in answer.output


def test_every_rule_and_every_refusal_has_its_words() -> None:
    """Whatever step a standard meets, and whatever the rules refuse, there is a sentence."""
    for standard in rulebook().rulings:
        for extra in (
            (),
            ("--sites", "30"),
            ("--different-sites", "--sites", "4"),
            ("--same-work", "9", "--part-time", "4@10"),
        ):
            found = values("--standard", standard, "--personnel", "20000", *extra)
            assert {step["rule"] for step in found["steps"]} <= set(RULES)
    raised = set()
    for path in (SOURCE / "clauseway" / "rules").glob("*.py"):
        raised |= {
            part.split('"')[1] for part in path.read_text().split("AuditTimeError(")[1:] if part.strip().startswith('"')
        }
    unreachable = {
        "ability-needs-two",
        "ability-impossible",
        "group-kind",
        "group-share",
        "group-shifts",
        "group-energy",
        "people-none",
    }
    assert raised - unreachable <= set(audit_options.REFUSALS)


def test_a_person_reads_it_too() -> None:
    text = run(*NINE).output
    assert "stage 1 + stage 2" in text
    assert "IAF MD 5:2023, Annex A, Table QMS 1 [checked]" in text


def test_cost_over_three_years() -> None:
    found = values(*NINE, "--currency", "USD", command=cost)
    assert [year["year"] for year in found["years"]] == [1, 2, 3]
    total = sum(year["total"]["likely"] for year in found["years"])
    assert found["three_years"]["likely"] == pytest.approx(total, abs=0.1)
    assert found["audit_time"]["initial_days"] == 7
    assert found["rates"]["ours"] is True
    assert all(line["source"] and line["confidence"] for line in found["lines"])
    assert {"building", "implementing", "analysis", "internal-audits", "training", "upkeep"} <= set(
        found["internal_hours"]
    )


def test_the_published_anchors_through_the_command() -> None:
    small = values(
        "--standard", "iso-9001-2026", "--personnel", "25", "--maturity", "mature", "--currency", "USD", command=cost
    )
    large = values("--standard", "iso-9001-2026", "--personnel", "500", "--currency", "USD", command=cost)
    assert small["body_fee"]["likely"] == pytest.approx(3100, rel=0.05)
    assert large["project"]["likely"] >= 75_000


def test_rates_of_ones_own() -> None:
    found = values(*NINE, "--day-rate", "800", "--currency", "EUR", command=cost)
    assert found["rates"]["day"] == {"low": 800, "likely": 800, "high": 800}
    assert found["rates"]["ours"] is False
    own = ("--day-rate", "1000", "--application-fee", "1", "--yearly-fee", "1", "--travel", "1", "--hour-rate", "50")
    assert values(*NINE, "--currency", "CHF", *own, command=cost)["currency"] == "CHF"
    assert "three years" in run(*NINE, command=cost).output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--currency", "CHF"), "no figures in CHF"),
        (("--day-rate", "1", "--day-rate", "2"), "three times"),
        (("--day-rate", "9", "--day-rate", "2", "--day-rate", "1"), "in that order"),
        (("--hour-rate", "-1"), "negative"),
        (("--maturity", "ancient"), "ancient"),
    ],
)
def test_rates_that_cannot_be(arguments: tuple[str, ...], told: str) -> None:
    answer = run(*NINE, *arguments, command=cost)
    assert answer.exit_code == 2
    assert told in answer.output


def test_neither_needs_a_database_nor_a_configuration(tmp_path: Path) -> None:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("CLAUSEWAY_", "DATABASE_", "DJANGO_"))}
    for verb in ("audit-time", "cost"):
        made = subprocess.run(
            [sys.executable, "-m", "clauseway", verb, *NINE, "--json"],
            env={**clean, "PYTHONPATH": str(SOURCE)},
            cwd=tmp_path,
            capture_output=True,
            check=False,
        )
        assert made.returncode == 0, made.stderr
        assert json.loads(made.stdout)
    assert list(tmp_path.iterdir()) == []
