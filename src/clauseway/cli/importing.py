"""`clauseway import documents`."""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import click

from clauseway.cli.main import EXIT_PROBLEMS
from clauseway.cli.ready import application
from clauseway.installation.problem import InstallationError


@click.group()
def command() -> None:
    """Bring things in from files."""


@command.command()
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option("--organization", required=True, metavar="SLUG", help="The organization, as in its address.")
@click.option("--system", required=True, metavar="SLUG", help="The management system, as in its address.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def documents(source: Path, organization: str, system: str, as_json: bool) -> None:
    """Read every document of a folder, zip archive or file SOURCE and suggest what its passages describe.

    Runs here and now, without the worker. Exit code 1 when a file could not be read; the others are in all the same.
    """
    with application():
        told = _import(source, organization, system)
    if as_json:
        click.echo(json.dumps(told, indent=1))
    else:
        _print(told)
    sys.exit(EXIT_PROBLEMS if told["refused"] or told["state"] != "done" else 0)


def _import(source: Path, organization: str, system: str) -> dict[str, Any]:
    from clauseway.documents.operations import read_all, start_drop
    from clauseway.kernel.context import system_context, within
    from clauseway.kernel.refusals import Refusal
    from clauseway.organization.queries import all_organizations, current
    from clauseway.systems.queries import get_system

    for identifier, zone in all_organizations():
        context = system_context(identifier, zone=zone)
        with within(context):
            if current(context).slug != organization:
                continue
            try:
                where = get_system(context, system).id
            except Refusal as refusal:
                raise InstallationError(f"{refusal.message} ({system})") from refusal
        try:
            drop = start_drop(context, where, name=source.name, files=_files(source), defer=False)
            drop = read_all(context, drop.id)
        except Refusal as refusal:
            raise InstallationError(refusal.message) from refusal
        return _told(context, drop)
    raise InstallationError(f"There is no organization {organization!r}. Its slug stands in its address after /o/.")


def _files(source: Path) -> list[Any]:
    """What to give: each file below a folder, hidden ones left out, read when its turn comes."""
    from clauseway.documents.operations import Incoming

    paths = [source] if source.is_file() else sorted(path for path in source.rglob("*") if path.is_file())
    base = source.parent if source.is_file() else source
    shown = [path for path in paths if not any(part.startswith(".") for part in path.relative_to(base).parts)]
    return [Incoming(path.relative_to(base).as_posix(), path.stat().st_size, path.read_bytes) for path in shown]


def _told(context: Any, drop: Any) -> dict[str, Any]:
    from clauseway.documents.deciding import waiting_suggestions
    from clauseway.documents.problems import SENTENCES
    from clauseway.documents.queries import files_of
    from clauseway.kernel.context import within

    with within(context):
        rows = []
        for row in files_of(context, drop.id):
            code = row.problem.get("code", "")
            sentence = SENTENCES[code].format_map(row.problem.get("params", {})) if code else ""
            document = row.document
            rows.append(
                {
                    "file": row.name,
                    "state": row.state,
                    "code": code,
                    "why": sentence,
                    "document": str(document.id) if document else "",
                    "title": document.title if document else "",
                    "standing": document.state if document else "",
                    "reasons": [reason[0] for reason in document.reasons] if document else [],
                }
            )
        waiting = waiting_suggestions(context, drop.system_id)
    counts = Counter(row["state"] for row in rows)
    return {
        "drop": str(drop.id),
        "state": drop.state,
        "read": counts["read"],
        "known": counts["known"],
        "refused": counts["refused"],
        "suggestions": waiting,
        "files": rows,
    }


def _print(told: dict[str, Any]) -> None:
    words = {"effective": "in force", "draft": "draft", "superseded": "replaced", "withdrawn": "withdrawn"}
    for row in told["files"]:
        if row["state"] == "read":
            more = f" ({', '.join(row['reasons'][:3])})" if row["standing"] == "draft" else ""
            click.echo(f"read      {row['file']}: {words[row['standing']]}{more}")
        elif row["state"] == "known":
            click.echo(f"known     {row['file']}: {row['title']}")
        elif row["state"] == "refused":
            click.echo(f"not read  {row['file']}: {row['why']}")
        else:
            click.echo(f"{row['state']:<9} {row['file']}")
    click.echo(
        f"{told['read']} read, {told['known']} known already, {told['refused']} not read;"
        f" {told['suggestions']} suggestions wait for a person."
    )
    if told["state"] != "done":
        click.echo("The import stopped before its end. Run it again: what is in stays, the rest is taken up.", err=True)
