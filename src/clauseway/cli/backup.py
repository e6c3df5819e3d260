"""`clauseway backup`."""

import json
from pathlib import Path

import click

from clauseway.cli.ready import database
from clauseway.installation.archive import back_up


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def command(file: Path, as_json: bool) -> None:
    """Write the database, the files and the keys into one archive FILE. Clauseway may go on running meanwhile.

    Keep FILE safe: whoever has it can read everything.
    """
    with database() as settings:
        settings.folder.prepare()
        manifest = back_up(settings, file.absolute())
    if as_json:
        told = {
            "file": str(file),
            "created_at": manifest.created_at,
            "members": len(manifest.members),
            "bytes": manifest.size,
        }
        click.echo(json.dumps(told))
    else:
        files = sum(member.name.startswith("files/") for member in manifest.members)
        click.echo(f"Wrote {file}: the database and {files} files, {manifest.size / 1e6:.1f} MB.")
