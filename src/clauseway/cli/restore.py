"""`clauseway restore`."""

import shutil
import subprocess
import sys
from pathlib import Path

import click

from clauseway.installation import roles
from clauseway.installation.archive import put_back, refuse_used, unpack
from clauseway.installation.environment import Configuration, configuration
from clauseway.installation.postgres import EmbeddedServer


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
def command(file: Path) -> None:
    """Bring the archive FILE into an empty installation: a new data folder, never one in use."""
    settings = configuration()
    settings.folder.prepare()
    if settings.external:
        _restore(settings, file)
        return
    server = EmbeddedServer(settings.data_dir)
    server.start()
    try:
        roles.prepare(server.admin_url, roles.stored_passwords(server.folder))
        _restore(settings, file)
    finally:
        server.stop()


def _restore(settings: Configuration, file: Path) -> None:
    refuse_used(settings)
    manifest, scratch = unpack(file, settings.folder)
    try:
        put_back(settings, scratch)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    click.echo(f"Restored the backup of {manifest.created_at} (Clauseway {manifest.clauseway}).")
    if settings.given_encryption_key or not any(member.name == "secrets/encryption-key" for member in manifest.members):
        click.echo(
            "Its keys came from the environment: set CLAUSEWAY_ENCRYPTION_KEY and CLAUSEWAY_SECRET_KEY as there."
        )
    sys.exit(subprocess.run([sys.executable, "-m", "clauseway", "migrate", "--quiet"]).returncode)
