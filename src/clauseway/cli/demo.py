"""`clauseway demo`."""

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import click
import psycopg
from psycopg import sql

from clauseway.installation.datafolder import write_private
from clauseway.installation.environment import configuration, default_data_dir
from clauseway.installation.problem import InstallationError

STANDARDS = ("iso-9001-2026", "iso-27001-2022")
"""What the demo organization applies: loaded before its story begins."""

COLLECTING = (50_000, 20, 50)
GROWN = "SELECT relname FROM pg_stat_user_tables WHERE schemaname = 'public' AND n_mod_since_analyze > 20 + n_live_tup / 4 ORDER BY 1"
"""The tables that changed so much that the database should look at their sizes again."""


@click.command()
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="The demo's own data folder.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port to listen on (8000 or the next free one).")
@click.option("--serve/--no-serve", default=True, help="Serve the pages when all is there (default).")
@click.option("--fresh", is_flag=True, help="Throw the demo in this folder away and replay its year up to today.")
def command(data: Path | None, port: int | None, serve: bool, fresh: bool) -> None:
    """Start with a living demo organization and print its accounts. It has a data folder of its own and touches no real installation."""
    _choose(data, port)
    started = time.monotonic()
    if fresh:
        _throw_away()
    told = _prepare()
    if told:
        click.echo(f"{told} ({time.monotonic() - started:.1f} s in all).")
    _print_accounts()
    if serve:
        from clauseway.installation.supervisor import Supervisor

        sys.exit(Supervisor(configuration(), migrate=False, say=click.echo).run())


def _choose(data: Path | None, port: int | None) -> None:
    """The demo never uses the folder a real installation would use unless it is named."""
    if data is not None:
        os.environ["CLAUSEWAY_DATA"] = str(data.expanduser().absolute())
    elif not os.environ.get("CLAUSEWAY_DATA") and not os.environ.get("DATABASE_URL"):
        usual = default_data_dir(os.environ)
        os.environ["CLAUSEWAY_DATA"] = str(usual.with_name(f"{usual.name}-demo"))
    if port is not None:
        os.environ["CLAUSEWAY_PORT"] = str(port)
    configuration.cache_clear()


def _throw_away() -> None:
    """Delete a demo's folder, and only a demo's. Refused while something runs on it."""
    import shutil

    from clauseway.installation.postgres import lock_holder

    settings = configuration()
    if settings.external:
        raise InstallationError("--fresh is for the demo's own database. Empty the one in DATABASE_URL yourself.")
    if not settings.data_dir.exists() or not any(settings.data_dir.iterdir()):
        return
    if not _note(settings.data_dir).is_file():
        raise InstallationError(f"{settings.data_dir} is not the folder of a demo; --fresh deletes nothing else.")
    if lock_holder(settings.folder) is not None:
        raise InstallationError(f"The demo in {settings.data_dir} is running. Stop it first.")
    shutil.rmtree(settings.data_dir)


def _note(folder: Path) -> Path:
    return folder / "demo.json"


def _prepare() -> str:
    """Make the installation and replay the year, unless it is there; a sentence about what was done, or ""."""
    from clauseway.installation import roles
    from clauseway.installation.postgres import EmbeddedServer

    settings = configuration()
    settings.folder.prepare()
    told_before = _note(settings.data_dir).is_file()
    server = None
    if not settings.external:
        server = EmbeddedServer(settings.data_dir, fast=not told_before)
        server.start()
        roles.prepare(server.admin_url, roles.stored_passwords(server.folder))
    try:
        if told_before:
            _migrate()
            return ""
        _migrate(*STANDARDS, meanwhile=_load_story)
        with _others_loading(), _rarely_collecting():
            return _replay()
    finally:
        _let_go()
        if server is not None:
            server.stop()


def _migrate(*first: str, meanwhile: Callable[[], None] = lambda: None) -> None:
    """Bring the database to this release in a process of its own: it runs as another role. What is done meanwhile here must not ask the database."""
    with subprocess.Popen(_migration(*first)) as migrating:
        try:
            meanwhile()
        except BaseException:
            migrating.terminate()
            raise
    if migrating.returncode:
        raise InstallationError("The database could not be brought to this release; see the messages above.")


def _migration(*first: str) -> list[str]:
    named = [word for edition in first for word in ("--first", edition)]
    return [sys.executable, "-m", "clauseway", "migrate", "--quiet", *named]


@contextmanager
def _others_loading() -> Iterator[None]:
    """While the story is replayed, another process loads the standards that it does not apply."""
    loading = subprocess.Popen(_migration())
    try:
        yield
    except BaseException:
        loading.terminate()
        raise
    finally:
        if loading.wait() > 0:
            raise InstallationError("The standards could not be loaded; see the messages above.")


def _load_story() -> None:
    """Import what the story needs."""
    from clauseway.cli.ready import set_up

    set_up()
    import_module("clauseway.cli.demo_year.story")


@contextmanager
def _rarely_collecting() -> Iterator[None]:
    """A story makes and forgets many small things that refer to nothing: looking for circles among them every few hundred costs a tenth of its time."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*COLLECTING)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def _replay() -> str:
    settings = configuration()
    _refuse_real(settings.owner_url)
    click.echo("Replaying a year at a fictional instrument maker …")
    _load_story()
    from clauseway.cli.demo_year.accounts import make_accounts
    from clauseway.cli.demo_year.story import tell, today_there

    started = time.monotonic()
    today = today_there()
    with psycopg.connect(settings.owner_url, autocommit=True) as owner:

        def look_at_sizes() -> None:
            grown = [row[0] for row in owner.execute(GROWN)]
            if grown:
                owner.execute(sql.SQL("ANALYZE {}").format(sql.SQL(", ").join(map(sql.Identifier, grown))))

        told = tell(today, make_accounts(), look_at_sizes)
        look_at_sizes()
    note = {
        "organization": told.slug,
        "system": told.system_slug,
        "today": today.isoformat(),
        "operations": told.operations,
    }
    write_private(_note(settings.data_dir), json.dumps(note) + "\n")
    return f"{told.operations} operations on {told.days} days in {time.monotonic() - started:.1f} s"


def _refuse_real(owner_url: str) -> None:
    """Mark the database as a demo's, which lets the story set the clock. Refused when anybody has an account in it."""
    with psycopg.connect(owner_url) as connection:
        row = connection.execute("SELECT count(*) FROM organization_user").fetchone()
        if row and row[0]:
            raise InstallationError(
                "This installation has accounts already; the demo would mix with them. Name another folder with --data."
            )
        connection.execute("UPDATE organization_installation SET purpose = 'demo'")


def _let_go() -> None:
    """Close this process's connections, so that the database can stop at once."""
    from django.conf import settings
    from django.db import connections

    if settings.configured:
        connections.close_all()


def _print_accounts() -> None:
    from clauseway.cli.demo_year.people import PASSWORD, SHOWN

    click.echo(f"\nEverybody here is fictional. The password of every account is: {PASSWORD}\n")
    width = max(len(account.email) for account in SHOWN)
    for account in SHOWN:
        click.echo(f"  {account.email:<{width}}  {account.told} ({account.name})")
    click.echo()
