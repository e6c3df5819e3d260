"""One database server for a whole run of pytest; tests run as the application role, in transactions that roll back.

The process that was typed starts the server (its xdist workers inherit the addresses through the environment) and stops
it at the end. The first worker that needs the database migrates a template as the owner role; each worker works in a
copy of it. CLAUSEWAY_TEST_DATABASE_ADMIN_URL names another server to use; its roles `clauseway_*` get new
passwords.
"""

import fcntl
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from clauseway.installation import roles
from clauseway.installation.datafolder import DataFolder
from clauseway.installation.environment import ROLES, URL_VARIABLES, configuration, read
from clauseway.installation.postgres import EmbeddedServer

ADMIN_URL = "CLAUSEWAY_TEST_ADMIN_URL"
TEMPLATE = "test_clauseway_template"
WITHOUT_DATABASE = ("tests/rules",)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Start the server, describe it in the environment, then let Django read its settings for pytest-django."""
    if ADMIN_URL not in os.environ:
        _make_installation(config)
    if ADMIN_URL in os.environ:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clauseway.installation.settings")
        from django.conf import settings

        _ = settings.DATABASES


def _make_installation(config: pytest.Config) -> None:
    for name in [name for name in os.environ if name.startswith(("CLAUSEWAY_", "DATABASE_"))]:
        if not name.startswith("CLAUSEWAY_TEST_"):
            del os.environ[name]
    data = Path(tempfile.mkdtemp(prefix="clauseway-test-"))
    config.add_cleanup(lambda: shutil.rmtree(data, ignore_errors=True))
    os.environ["CLAUSEWAY_DATA"] = str(data)
    os.environ["CLAUSEWAY_EMAIL_URL"] = "none:"
    DataFolder(data).prepare()
    if not _wants_database(config):
        return
    given = os.environ.get("CLAUSEWAY_TEST_DATABASE_ADMIN_URL")
    if given:
        _describe(given, {role: secrets.token_urlsafe(16) for role in ROLES})
        config.add_cleanup(lambda: os.environ.pop(ADMIN_URL))
    else:
        _start_server(config, data)
    configuration.cache_clear()


def _wants_database(config: pytest.Config) -> bool:
    root = config.rootpath
    named = [Path(argument.split("::")[0]).absolute() for argument in config.args]
    free = [root / folder for folder in WITHOUT_DATABASE]
    needless = named and all(any(path.is_relative_to(folder) for folder in free) for path in named)
    return not needless


def _start_server(config: pytest.Config, data: Path) -> None:
    server = EmbeddedServer(data, fast=True)
    server.start()
    config.add_cleanup(server.stop)
    _describe(server.admin_url, roles.stored_passwords(server.folder))


def _describe(admin_url: str, passwords: dict[Any, str]) -> None:
    roles.prepare_roles(admin_url, passwords)
    os.environ[ADMIN_URL] = admin_url
    address = psycopg.conninfo.conninfo_to_dict(admin_url)
    for role, name in ROLES.items():
        host = f"{address.get('host', '127.0.0.1')}:{address.get('port', 5432)}"
        os.environ[URL_VARIABLES[role]] = f"postgresql://{name}:{passwords[role]}@{host}/{TEMPLATE}"


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> None:
    """Hash passwords quickly: a real hash takes half a second, and most tests make an account."""
    if "DJANGO_SETTINGS_MODULE" not in os.environ:
        return
    from django.conf import settings
    from django.contrib.auth import hashers

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    hashers.get_hashers.cache_clear()
    hashers.get_hashers_by_algorithm.cache_clear()


@pytest.fixture(scope="session")
def worker_database() -> str:
    """The name of this worker's own database."""
    return f"test_clauseway_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


@pytest.fixture(scope="session")
def django_db_setup(worker_database: str, django_db_blocker: Any) -> Iterator[None]:
    """pytest-django's hook: this worker's database, made from the migrated template."""
    from django.db import connections
    from django.test import TransactionTestCase

    if ADMIN_URL not in os.environ:
        pytest.fail(f"tests in {', '.join(WITHOUT_DATABASE)} use no database")
    _make_template()

    def renew(*_: object) -> None:
        """A new copy of the template, in place of Django's TRUNCATE, which the application role may not do."""
        connections.close_all()
        close_pools()
        _copy_template(worker_database)

    def close_pools() -> None:
        for connection in connections.all(initialized_only=True):
            connection.close()
            if hasattr(connection, "close_pool"):
                connection.close_pool()

    with django_db_blocker.unblock():
        close_pools()
        _copy_template(worker_database)
        connections["default"].settings_dict["NAME"] = worker_database
    original = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = renew
    yield
    TransactionTestCase._fixture_teardown = original
    with django_db_blocker.unblock():
        close_pools()
        _drop(worker_database)


def _make_template() -> None:
    """Migrate the template once a run, as the owner role and with the real command."""
    with _turn("template") as done:
        if done.exists():
            return
        _drop(TEMPLATE)
        passwords = {role: psycopg.conninfo.conninfo_to_dict(url)["password"] for role, url in _urls().items()}
        roles.prepare(os.environ[ADMIN_URL], passwords, TEMPLATE)
        migrated = subprocess.run(
            [sys.executable, "-m", "clauseway", "migrate"], capture_output=True, text=True, env=_child()
        )
        assert migrated.returncode == 0, f"migrations failed:\n{migrated.stdout}\n{migrated.stderr}"
        with psycopg.connect(_urls()["owner"]) as connection:
            _mark_as_test(connection)
        done.touch()


def _mark_as_test(connection: psycopg.Connection) -> None:
    """Say in the database that it is a test installation, which lets `app.now` replay a story."""
    connection.execute("UPDATE organization_installation SET purpose = 'test'")


def _child() -> dict[str, str]:
    source = str(Path(__file__).resolve().parent.parent / "src")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([source, os.environ.get("PYTHONPATH", "")])}


def _urls() -> dict[str, str]:
    return dict(read(os.environ).given_urls)


def _copy_template(name: str) -> None:
    _drop(name)
    with _turn("copy"), psycopg.connect(os.environ[ADMIN_URL], autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(TEMPLATE)))
        admin.execute(sql.SQL("ALTER DATABASE {} OWNER TO clauseway_owner").format(sql.Identifier(name)))
    with psycopg.connect(os.environ[ADMIN_URL], dbname=name, autocommit=True) as admin:
        roles.grant(admin, name)


def _drop(name: str) -> None:
    with psycopg.connect(os.environ[ADMIN_URL], autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def _turn(what: str) -> Iterator[Path]:
    """One worker at a time; yields the file that says that it is done."""
    folder = Path(os.environ["CLAUSEWAY_DATA"])
    with (folder / f"{what}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder / f"{what}.done"
