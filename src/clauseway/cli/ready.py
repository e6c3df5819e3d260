"""What a verb needs before it may touch the application: the database answering and Django set up, as a named role."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from clauseway.installation import roles
from clauseway.installation.environment import Configuration, Role, configuration
from clauseway.installation.postgres import running_server
from clauseway.installation.problem import InstallationError

SETTINGS = "clauseway.installation.settings"


@contextmanager
def database() -> Iterator[Configuration]:
    """The configuration, with its database running: external, embedded and already there, or started for now."""
    settings = configuration()
    if settings.external:
        yield settings
        return
    with running_server(settings.data_dir) as server:
        if server.process is not None:
            roles.prepare(server.admin_url, roles.stored_passwords(server.folder))
        yield settings


@contextmanager
def application(role: Role = "app") -> Iterator[Configuration]:
    """The same, with Django set up to connect as `role`; for `app` its tables must be there. Import models only inside."""
    os.environ["CLAUSEWAY_DATABASE_ROLE"] = role
    configuration.cache_clear()
    with database() as settings:
        set_up()
        if role == "app":
            need_tables()
        yield settings


def set_up() -> None:
    """Django's set-up with this project's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()


def need_tables() -> None:
    """InstallationError, with what to do, when the database does not answer or holds nothing of Clauseway yet."""
    from django.db import OperationalError, connection

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('organization_organization') IS NOT NULL")
            there = cursor.fetchone()[0]
    except OperationalError as error:
        raise InstallationError(
            f"The database does not answer: {str(error).splitlines()[0]}\n"
            "`clauseway serve` starts the one in the data folder; one of your own is named in DATABASE_URL."
        ) from None
    if not there:
        raise InstallationError(
            "The database holds nothing of Clauseway yet. `clauseway migrate` makes its tables; `clauseway serve` does so by itself."
        )
