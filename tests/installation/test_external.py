"""A PostgreSQL server of one's own (Debian's 15 where it is installed): prepare, migrate, examine, back up, restore, serve."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.installation.commands import Run, clean_environment

from clauseway.installation.postgres import answers
from clauseway.installation.systemuser import database_user
from clauseway.installation.tether import tethered

PROGRAMS = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"))), None)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("external"),
    pytest.mark.skipif(PROGRAMS is None, reason="no PostgreSQL of the distribution is installed"),
]


@pytest.fixture(scope="module")
def admin_url(shared_folder: Path) -> Iterator[str]:
    """The superuser's address of a temporary server."""
    user = database_user()
    options = {**(user.popen_options() if user else {}), "cwd": "/", "env": {"LC_ALL": "C", "PATH": "/usr/bin:/bin"}}
    cluster, password = shared_folder / "cluster", shared_folder / "password"
    cluster.mkdir(mode=0o700)
    password.write_text("administrator\n")
    for path in (cluster, password):
        os.chown(path, user.uid if user else -1, user.gid if user else -1)
    made = [PROGRAMS / "initdb", "-D", cluster, "-U", "postgres", "-A", "scram-sha-256", f"--pwfile={password}", "-N"]
    subprocess.run([*made, "-E", "UTF8"], check=True, capture_output=True, **options)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [PROGRAMS / "postgres", "-D", cluster, "-h", "127.0.0.1", "-p", str(port), "-k", "", "-F"]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL, preexec_fn=tethered(signal.SIGINT), **options)  # noqa: PLW1509
    url = f"postgresql://postgres:administrator@127.0.0.1:{port}/postgres"
    try:
        while not answers(url):
            assert running.poll() is None
            time.sleep(0.1)
        yield url
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(20)


def prepare(clauseway: Run, admin_url: str, name: str) -> dict[str, str]:
    said = clauseway("database", "prepare", "--admin-url", admin_url, "--name", name)
    assert said.returncode == 0, said.stderr
    return dict(line.split("=", 1) for line in said.stdout.splitlines())


def levels(clauseway: Run, settings: dict[str, str]) -> dict[str, str]:
    said = clauseway("doctor", "--json", **settings)
    return {one["check"]: one["level"] for one in json.loads(said.stdout)["findings"]}


def test_whole_life_on_a_server_of_ones_own(clauseway: Run, admin_url: str, folder: Path) -> None:
    settings = prepare(clauseway, admin_url, "first")
    migrated = clauseway("migrate", "--quiet", **settings)
    assert migrated.returncode == 0, migrated.stderr
    found = levels(clauseway, settings)
    assert {found[name] for name in ("role-app", "role-owner", "role-backup", "migrations")} == {"ok"}
    assert clauseway("backup", str(folder / "b.tar"), **settings).returncode == 0
    assert not (folder / "data" / "postgres").exists(), "no embedded database beside the external one"

    second = prepare(clauseway, admin_url, "second")
    restored = clauseway("restore", str(folder / "b.tar"), data=folder / "second", **second)
    assert restored.returncode == 0, restored.stderr
    assert levels(clauseway, second)["migrations"] == "ok"
    _serve(folder, second)


def _serve(folder: Path, settings: dict[str, str]) -> None:
    environment = clean_environment(folder / "second", CLAUSEWAY_PORT="18734", **settings)
    command = [sys.executable, "-m", "clauseway", "serve", "--no-migrate"]
    with (folder / "output").open("w") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
    try:
        file, end = folder / "second" / "run" / "serve.json", time.monotonic() + 60
        while not file.exists() and time.monotonic() < end:
            time.sleep(0.1)
        assert file.exists(), (folder / "output").read_text()
        with urllib.request.urlopen(json.loads(file.read_text())["url"] + "/health", timeout=10) as answer:
            assert answer.status == 200
    finally:
        process.terminate()
        assert process.wait(15) == 0


def test_application_role_as_owner_is_refused(clauseway: Run, admin_url: str) -> None:
    settings = prepare(clauseway, admin_url, "third")
    settings["DATABASE_URL"] = settings["DATABASE_OWNER_URL"]
    said = clauseway("migrate", **settings)
    assert said.returncode == 3
    assert "row-level security" in said.stderr


def test_superuser_as_application_role_is_a_problem(clauseway: Run, admin_url: str) -> None:
    assert levels(clauseway, {"DATABASE_URL": admin_url})["role-app"] == "problem"
