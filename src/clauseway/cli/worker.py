"""`clauseway worker`."""

import click

from clauseway.cli.ready import need_tables, set_up
from clauseway.installation.environment import configuration

GRACE_SECONDS = 4


@click.command()
@click.option("--concurrency", type=click.IntRange(1, 32), help="Jobs at a time (default: CLAUSEWAY_JOB_CONCURRENCY).")
def command(concurrency: int | None) -> None:
    """Run background jobs until stopped. A job that is stopped half-way is taken up again by the next worker."""
    configuration().folder.prepare()
    set_up()
    need_tables()
    from django.core.management import call_command

    call_command(
        "procrastinate",
        "worker",
        f"--concurrency={concurrency or configuration().job_concurrency}",
        f"--shutdown-graceful-timeout={GRACE_SECONDS}",
    )
