"""`clauseway database prepare`."""

import secrets
from urllib.parse import urlsplit

import click

from clauseway.installation import roles
from clauseway.installation.environment import DATABASE_NAME, ROLES, URL_VARIABLES, database_url


@click.group()
def command() -> None:
    """Prepare a PostgreSQL server of your own."""


@command.command()
@click.option("--admin-url", required=True, help="A superuser's address.")
@click.option("--name", default=DATABASE_NAME, show_default=True, help="The database to make.")
def prepare(admin_url: str, name: str) -> None:
    """Make the three roles with new passwords and the database, and print the settings to use. May be repeated."""
    passwords = {role: secrets.token_urlsafe(24) for role in ROLES}
    roles.prepare(admin_url, passwords, name)
    server = urlsplit(admin_url)
    for role, variable in URL_VARIABLES.items():
        url = database_url(ROLES[role], passwords[role], server.hostname or "127.0.0.1", server.port or 5432, name)
        click.echo(f"{variable}={url}")
