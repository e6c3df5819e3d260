"""What `clauseway doctor` looks at: each check answers with a level, a message, how to mend it. Nothing is changed."""

import shutil
import smtplib
import socket
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import psycopg

from clauseway.installation import binaries
from clauseway.installation.environment import Configuration, Role, email_settings
from clauseway.installation.problem import InstallationError

Level = Literal["ok", "note", "problem"]

LEAST_FREE_BYTES = 1_000_000_000
LEAST_PYTHON = (3, 11)
ROLE_FACTS = """
    SELECT rolname, rolsuper, rolbypassrls,
           rolname = (SELECT tableowner FROM pg_tables WHERE tablename = 'django_migrations'),
           current_setting('server_version')
    FROM pg_roles WHERE rolname = current_user
"""
PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Finding:
    """One answer. `check` is a stable name; `mend` is what to do, empty when all is well."""

    check: str
    level: Level
    message: str
    mend: str = ""


def before_database(settings: Configuration) -> Iterator[Finding]:
    """Everything that can be told without a database."""
    yield _python()
    yield _programs(settings)
    yield from _folder(settings)
    yield _disk(settings)
    yield _port(settings)
    yield _face()
    yield _mail(settings)
    yield _address(settings)


def of_database(settings: Configuration) -> Iterator[Finding]:
    """The database of a running server: reachable with each role, and the roles no stronger than they should be."""
    for role in ("app", "owner", "backup"):
        yield _role(settings, role)


def of_application() -> Iterator[Finding]:
    """Migrations and packs; Django is set up and connects as the app role."""
    yield _migrations()
    yield _packs()


def guarded(check: str, ask: Callable[[], Iterator[Finding]]) -> list[Finding]:
    """The findings of `ask`; a check that fails itself becomes a finding, so that the others are still heard."""
    found: list[Finding] = []
    try:
        for finding in ask():
            found.append(finding)  # one by one: what came before a failure is kept
    except InstallationError as error:
        found.append(Finding(check, "problem", str(error), "Do what it says, then run `clauseway doctor` again."))
    except Exception as error:
        mend = "See the message; run `clauseway migrate`."
        found.append(Finding(check, "problem", f"{type(error).__name__}: {error}", mend))
    return found


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= LEAST_PYTHON:
        return Finding("python", "ok", f"Python {version}")
    return Finding(
        "python", "problem", f"Python {version} is too old.", "Install Python 3.11 and run script/setup again."
    )


def _programs(settings: Configuration) -> Finding:
    try:
        return Finding("binaries", "ok", f"PostgreSQL {binaries.embedded().version} programs are installed.")
    except InstallationError as error:
        level: Level = "note" if settings.external else "problem"
        return Finding("binaries", level, str(error), "Run script/setup again; backup and restore need them, too.")


def _folder(settings: Configuration) -> Iterator[Finding]:
    path = settings.data_dir
    if not settings.folder.prepared:
        yield Finding("data-folder", "note", f"{path} is not prepared yet.", "The first `clauseway serve` makes it.")
        return
    for part, allowed in (
        (path, 0o710),
        (settings.folder.secrets, 0o700),
        (settings.folder.files, 0o700),
        (settings.folder.run, 0o700),
        (settings.folder.postgres, 0o700),
    ):
        if part.exists() and (mode := stat.S_IMODE(part.stat().st_mode)) & ~allowed:
            yield Finding(
                "data-rights", "problem", f"{part} is open to others (mode {mode:o}).", f"chmod {allowed:o} {part}"
            )
            return
    for secret in settings.folder.secrets.iterdir():
        if stat.S_IMODE(secret.stat().st_mode) & 0o077:
            yield Finding("data-rights", "problem", f"{secret} can be read by others.", f"chmod 600 {secret}")
            return
    yield Finding("data-rights", "ok", f"{path} is closed to other users.")


def _disk(settings: Configuration) -> Finding:
    place = next(folder for folder in (settings.data_dir, *settings.data_dir.parents) if folder.exists())
    free = shutil.disk_usage(place).free
    if free >= LEAST_FREE_BYTES:
        return Finding("disk", "ok", f"{free / 1e9:.1f} GB free at {place}.")
    return Finding(
        "disk",
        "problem",
        f"Only {free / 1e6:.0f} MB are free at {place}.",
        "Free 1 GB or more, or move the data folder.",
    )


def _port(settings: Configuration) -> Finding:
    """Whether the web port is free, or is ours."""
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            if (settings.folder.run / "serve.json").exists():
                return Finding("port", "ok", f"Clauseway is being served ({_served(settings)}).")
            mend = "Set CLAUSEWAY_PORT to a free port; otherwise the next free one is taken."
            return Finding("port", "note", f"Port {settings.port} cannot be used: {error.strerror}.", mend)
    return Finding("port", "ok", f"Port {settings.port} of {settings.host} is free.")


def _served(settings: Configuration) -> str:
    with suppress(OSError):
        return (settings.folder.run / "serve.json").read_text().strip()
    return "just stopped"


def _face() -> Finding:
    static = PACKAGE / "web" / "static"
    missing = [kind for kind, suffix in (("styles", "*.css"), ("fonts", "*.woff2")) if not any(static.rglob(suffix))]
    if not missing:
        return Finding("face", "ok", "Styles and fonts are installed.")
    return Finding(
        "face", "problem", f"No {' and no '.join(missing)} in {static}.", "Run script/assets, or install again."
    )


def _mail(settings: Configuration) -> Finding:
    if not settings.email_url.startswith("smtp"):
        mend = "Set CLAUSEWAY_EMAIL_URL before people other than you use this installation."
        return Finding("mail", "note", f"Mail is not sent ({settings.email_url.rstrip(':')}).", mend)
    mail = email_settings(settings.email_url)
    host, port = mail["EMAIL_HOST"], mail["EMAIL_PORT"]
    connect = smtplib.SMTP_SSL if mail["EMAIL_USE_SSL"] else smtplib.SMTP
    try:
        with connect(host, port, timeout=5) as server:
            if mail["EMAIL_USE_TLS"]:
                server.starttls()
            if mail["EMAIL_HOST_USER"]:
                server.login(mail["EMAIL_HOST_USER"], mail["EMAIL_HOST_PASSWORD"])
    except (OSError, smtplib.SMTPException) as error:
        return Finding(
            "mail", "problem", f"The mail server {host}:{port} refused: {error}", "Correct CLAUSEWAY_EMAIL_URL."
        )
    return Finding("mail", "ok", f"The mail server {host}:{port} answers.")


def _address(settings: Configuration) -> Finding:
    parts = urlsplit(settings.base_url)
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if settings.debug:
        return Finding("address", "problem", "CLAUSEWAY_DEBUG is on: pages show the program's inside.", "Remove it.")
    if parts.scheme == "http" and not local:
        mend = "Put a TLS proxy in front and write https:// in CLAUSEWAY_BASE_URL."
        return Finding("address", "problem", f"{settings.base_url} is not encrypted.", mend)
    return Finding("address", "ok", f"The address is {settings.base_url}.")


def _role(settings: Configuration, role: Role) -> Finding:
    check = f"role-{role}"
    url = {"app": lambda: settings.app_url, "owner": lambda: settings.owner_url, "backup": lambda: settings.backup_url}[
        role
    ]()
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            row = connection.execute(ROLE_FACTS).fetchone()
    except psycopg.Error as error:
        mend = "Start it with `clauseway serve`, or correct the DATABASE_URL settings."
        return Finding(check, "problem", f"The database does not answer: {str(error).strip()}", mend)
    assert row is not None
    name, superuser, bypass, owns, version = row
    mend = "Run `clauseway database prepare`; use the three addresses it prints."
    if superuser:
        return Finding(
            check, "problem", f"The {role} role {name} is a superuser: row-level security does not hold.", mend
        )
    if role == "app" and (bypass or owns):
        return Finding(check, "problem", f"The app role {name} may pass by row-level security.", mend)
    if role == "backup" and not bypass:
        return Finding(check, "problem", f"The backup role {name} does not see every row (BYPASSRLS).", mend)
    if role == "owner" and owns is False:
        return Finding(check, "problem", f"The owner role {name} does not own the tables.", mend)
    return Finding(check, "ok", f"{name} on PostgreSQL {version}")


def _migrations() -> Finding:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        return Finding("migrations", "problem", f"{len(plan)} database changes are not applied.", "clauseway migrate")
    return Finding("migrations", "ok", "The database is at this release.")


def _packs() -> Finding:
    """Whether standards are loaded; skipped while there is no catalogue."""
    from django.apps import apps
    from django.db import connection

    models = apps.get_app_config("catalogue").get_models() if apps.is_installed("clauseway.catalogue") else ()
    table = next((model._meta.db_table for model in models if model.__name__ in {"Edition", "Standard", "Pack"}), None)
    if table is None:
        return Finding("standards", "note", "No catalogue of standards in this release.")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 (our own table's name)
        count = cursor.fetchone()[0]
    if not count:
        return Finding("standards", "problem", "No standard is loaded.", "clauseway migrate")
    return Finding("standards", "ok", f"{count} standards are loaded.")
