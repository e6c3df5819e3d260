"""Installations of their own for these tests: data folders they can reach, commands in a clean environment."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.installation.commands import Run, clean_environment

from clauseway.installation.postgres import EmbeddedServer


@contextmanager
def reachable_folder() -> Iterator[Path]:
    """An empty folder that the database's system user can reach (pytest's own `tmp_path` is closed to it)."""
    path = Path(tempfile.mkdtemp(prefix="clauseway-installation-"))
    path.chmod(0o755)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder for one test."""
    with reachable_folder() as path:
        yield path


@pytest.fixture(scope="module")
def shared_folder() -> Iterator[Path]:
    """A folder for the tests of one module."""
    with reachable_folder() as path:
        yield path


@pytest.fixture(scope="session")
def new_installation() -> Iterator[Path]:
    """A data folder whose database was made and stopped: copied by others, because initdb takes most of the time."""
    with reachable_folder() as path:
        one = EmbeddedServer(path / "data", fast=True)
        one.start()
        one.stop()
        yield path / "data"


@contextmanager
def started(origin: Path, data: Path) -> Iterator[EmbeddedServer]:
    """A running server of a copy of `origin`."""
    subprocess.run(["cp", "-a", origin, data], check=True)
    one = EmbeddedServer(data, fast=True)
    one.start()
    try:
        yield one
    finally:
        one.stop()


@pytest.fixture
def server(new_installation: Path, folder: Path) -> Iterator[EmbeddedServer]:
    """A running server for one test."""
    with started(new_installation, folder / "data") as one:
        yield one


@pytest.fixture(scope="module")
def shared_server(new_installation: Path, shared_folder: Path) -> Iterator[EmbeddedServer]:
    """A running server for the tests of one module that leave it as it was."""
    with started(new_installation, shared_folder / "data") as one:
        yield one


@pytest.fixture
def clauseway(folder: Path) -> Run:
    """Run `clauseway ...` on the data folder `data` and return what it printed."""

    def run(
        *arguments: str, data: Path | None = None, stdin: str = "", **more: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "clauseway", *arguments],
            env=clean_environment(data or folder / "data", **more),
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run
