"""`clauseway migrate`."""

import click
import psycopg

from clauseway.cli.ready import application
from clauseway.installation import schema
from clauseway.installation.environment import configuration

LOCK = 5_251_871_003
"""Advisory lock: two machines that start at once migrate one after the other."""


@click.command()
@click.option("--quiet", is_flag=True, help="Say nothing when all is well.")
@click.option(
    "--first",
    multiple=True,
    metavar="EDITION",
    help="Load only this standard now; the next run loads the others. May be repeated.",
)
def command(quiet: bool, first: tuple[str, ...]) -> None:
    """Bring the database to this release, as the owner role. Starts the embedded database when it is not running."""
    _ = configuration().owner_url
    with application("owner") as settings, psycopg.connect(settings.owner_url, autocommit=True) as turn:
        turn.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        made = schema.make(settings.owner_url)
        if made and not quiet:
            click.echo(f"Made the schema of an empty database as {len(made)} recorded migrations leave it.")
        from django.core.management import call_command

        call_command("migrate", interactive=False, verbosity=0 if quiet else 1)

        from clauseway.catalogue.operations import load_content

        loaded = load_content(only=first)
        if loaded and not quiet:
            click.echo("Standards loaded: " + ", ".join(loaded))
