"""Where stories are replayed: an installation marked demo or test, else a throw-away database that is started for it.

A story needs a clock of its own, which only a demo or test database lets it have; a production installation is never touched.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from clauseway.cli.ready import database, set_up
from clauseway.installation import roles
from clauseway.installation.environment import configuration
from clauseway.installation.postgres import EmbeddedServer
from clauseway.installation.problem import InstallationError


@contextmanager
def ground(*, fresh: bool = False) -> Iterator[str]:
    """Django set up on a database in which a story may set the clock; yields "installed" or "throw-away"."""
    if os.environ.get("DJANGO_SETTINGS_MODULE") and _already_set_up():
        yield "installed"
        return
    if not fresh and _there():
        with _installed() as fits:
            if fits:
                set_up()
                yield "installed"
                return
    with _throw_away():
        yield "throw-away"


def _already_set_up() -> bool:
    from django.apps import apps

    return apps.ready


def _there() -> bool:
    """Whether there is an installation at all; a mistake in its configuration is said by `doctor`, not here."""
    try:
        settings = configuration()
    except InstallationError:
        return False
    return settings.external or (settings.folder.prepared and (settings.folder.postgres / "PG_VERSION").is_file())


@contextmanager
def _installed() -> Iterator[bool]:
    try:
        with database() as settings:
            yield _lets_the_clock_be_set(settings.app_url)
    except psycopg.Error:
        yield False


def _lets_the_clock_be_set(url: str) -> bool:
    try:
        with psycopg.connect(url, connect_timeout=5, autocommit=True) as connection:
            row = connection.execute("SELECT purpose FROM organization_installation WHERE id = 1").fetchone()
    except psycopg.Error:
        return False
    return row is not None and row[0] in ("demo", "test")


@contextmanager
def _throw_away() -> Iterator[None]:
    """An embedded database in a temporary folder, brought to this release, gone at the end."""
    for name in [name for name in os.environ if name.startswith(("CLAUSEWAY_", "DATABASE_"))]:
        del os.environ[name]
    folder = Path(tempfile.mkdtemp(prefix="clauseway-scenario-"))
    os.environ["CLAUSEWAY_DATA"] = str(folder)
    os.environ["CLAUSEWAY_EMAIL_URL"] = "none:"
    configuration.cache_clear()
    server = EmbeddedServer(folder, fast=True)
    try:
        server.start()
        roles.prepare(server.admin_url, roles.stored_passwords(server.folder))
        _migrate()
        yield
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _migrate() -> None:
    """Bring it to this release as the owner role in a process of its own, then mark it as a test database."""
    import subprocess
    import sys

    source = str(Path(__file__).resolve().parents[3])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([source, os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run(
        [sys.executable, "-m", "clauseway", "migrate", "--quiet"], env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise InstallationError(f"The throw-away database could not be made:\n{done.stderr.strip()[-2000:]}")
    with psycopg.connect(configuration().owner_url) as connection:
        connection.execute("UPDATE organization_installation SET purpose = 'test'")
    set_up()
