"""`clauseway serve`."""

import sys

import click

from clauseway.installation.environment import configuration
from clauseway.installation.supervisor import Supervisor


@click.command()
@click.option("--migrate/--no-migrate", default=True, help="Bring the database to this release first (default).")
@click.option("--worker/--no-worker", default=True, help="Run background jobs here, too (default).")
def command(migrate: bool, worker: bool) -> None:
    """Start everything: database (unless DATABASE_URL names one), web pages, background jobs. Ctrl-C stops it."""
    supervisor = Supervisor(configuration(), migrate=migrate, worker=worker, say=click.echo)
    sys.exit(supervisor.run())
