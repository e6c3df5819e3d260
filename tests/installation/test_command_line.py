"""The command: what it offers, how it refuses, and that the reference page says the same."""

import json
from pathlib import Path

from tests.installation.commands import Run

from clauseway.cli.main import EXIT_PROBLEMS, EXIT_REFUSED, VERBS

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "reference" / "command-line.md"


def test_help_lists_what_is_there(clauseway: Run) -> None:
    shown = clauseway("--help")
    assert shown.returncode == 0
    for verb in ("serve", "worker", "migrate", "doctor", "backup", "restore", "database"):
        assert verb in shown.stdout


def test_reference_page_names_every_verb_and_exit_code() -> None:
    text = DOCUMENT.read_text()
    for verb in VERBS:
        assert f"`clauseway {verb}" in text, verb
    for code in (0, EXIT_PROBLEMS, 2, EXIT_REFUSED):
        assert f"| {code} |" in text


def test_mistakes_in_the_configuration_are_listed_without_a_traceback(clauseway: Run) -> None:
    said = clauseway("serve", CLAUSEWAY_PORT="x", CLAUSEWAY_DEBUG="x")
    assert said.returncode == EXIT_REFUSED
    assert "CLAUSEWAY_PORT" in said.stderr
    assert "CLAUSEWAY_DEBUG" in said.stderr
    assert "Traceback" not in said.stderr


def test_an_installation_that_was_never_started_is_told_what_to_do_first(clauseway: Run) -> None:
    """Neither a trace nor a "found problems": the command did not run, and says which one to run before it."""
    address = ("--organization", "works", "--system", "quality")
    for words in (
        ("verify",),
        ("createadmin", "a@example.test", "--password-stdin"),
        ("import", "documents", ".", *address),
    ):
        said = clauseway(*words, stdin="seven quiet herons\n")
        assert said.returncode == EXIT_REFUSED, words
        assert "clauseway migrate" in said.stderr
        assert "Traceback" not in said.stderr
    said = clauseway("worker")
    assert said.returncode == EXIT_REFUSED
    assert "does not answer" in said.stderr


def test_doctor_lists_mistakes_in_the_configuration(clauseway: Run) -> None:
    said = clauseway("doctor", "--json", CLAUSEWAY_PORT="x", CLAUSEWAY_DEBUG="x")
    assert said.returncode == EXIT_PROBLEMS
    assert json.loads(said.stdout)["problems"] == 2


def test_doctor_of_an_empty_machine_makes_nothing(clauseway: Run, folder: Path) -> None:
    said = clauseway("doctor", "--json")
    levels = {one["check"]: one["level"] for one in json.loads(said.stdout)["findings"]}
    assert levels["python"] == levels["binaries"] == levels["disk"] == "ok"
    assert levels["data-folder"] == "note"
    assert not (folder / "data").exists()


def test_doctor_sees_an_open_data_folder(clauseway: Run, folder: Path) -> None:
    from clauseway.installation.datafolder import DataFolder

    DataFolder(folder / "data").prepare()
    (folder / "data" / "secrets" / "secret-key").chmod(0o644)
    said = clauseway("doctor", "--json")
    assert said.returncode == EXIT_PROBLEMS
    rights = next(one for one in json.loads(said.stdout)["findings"] if one["check"] == "data-rights")
    assert "chmod 600" in rights["mend"]


def test_database_prepare_prints_the_three_settings(clauseway: Run, server: object) -> None:
    said = clauseway("database", "prepare", "--admin-url", server.admin_url, "--name", "other")
    assert said.returncode == 0, said.stderr
    given = dict(line.split("=", 1) for line in said.stdout.splitlines())
    assert sorted(given) == ["DATABASE_BACKUP_URL", "DATABASE_OWNER_URL", "DATABASE_URL"]
    checked = clauseway("doctor", "--json", **given)
    levels = {one["check"]: one["level"] for one in json.loads(checked.stdout)["findings"]}
    assert levels["role-app"] == levels["role-owner"] == levels["role-backup"] == "ok"
