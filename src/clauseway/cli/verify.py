"""`clauseway verify`."""

import hashlib
import json
import sys
from dataclasses import asdict
from typing import Any

import click

from clauseway.cli.main import EXIT_PROBLEMS
from clauseway.cli.ready import application


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option(
    "--head", "heads", multiple=True, metavar="HEAD", help="A head printed on an export, like 12:3f9a1c04e7b2d881."
)
@click.option("--organization", metavar="SLUG", help="Only this organization.")
def command(as_json: bool, heads: tuple[str, ...], organization: str | None) -> None:
    """Re-check every organization's sealed trail and its stored files. Exit code 1 when something was changed, added or taken away.

    A head printed on an export proves that the trail up to it was not rebuilt since; name its organization too.
    """
    if heads and not organization:
        raise click.UsageError("--head needs --organization.")
    with application():
        found = examine(organization, heads)
    if organization and not found:
        raise click.BadParameter("There is no such organization.", param_hint="--organization")
    broken = sum(bool(entry["problems"]) for entry in found)
    if as_json:
        click.echo(json.dumps({"broken": broken, "organizations": found}, indent=1, default=str))
    else:
        for entry in found:
            _print(entry)
        click.echo(
            "The trail is whole." if not broken else f"{broken} of {len(found)} organizations are not as sealed."
        )
    sys.exit(EXIT_PROBLEMS if broken else 0)


def _print(entry: dict[str, Any]) -> None:
    mark = "BROKEN " if entry["problems"] else "whole  "
    click.echo(
        f"{mark}  {entry['slug']}  {entry['seals']} seals over {entry['rows']} rows, {entry['unsealed']} not sealed yet,"
        f" {entry['files']} files, head {entry['head'] or '-'}"
    )
    for problem in entry["problems"]:
        click.echo(f"         -> {problem['message']}")


def examine(slug: str | None = None, heads: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """One entry per organization: seals, rows, head, files looked at, problems."""
    from clauseway.kernel.context import system_context, within
    from clauseway.organization import seals
    from clauseway.organization.queries import all_organizations, current

    found = []
    for organization, zone in all_organizations():
        context = system_context(organization, zone=zone)
        with within(context):
            here = current(context)
            if slug and here.slug != slug:
                continue
            entry = asdict(seals.verify(context, heads))
            files, damaged = _files(context)
        found.append({**entry, "slug": here.slug, "files": files, "problems": [*entry["problems"], *damaged]})
    return found


def _files(context: Any) -> tuple[int, list[dict[str, Any]]]:
    """Stored evidence against the digests of its items: how many were read, and those that are gone or differ."""
    from clauseway.evidence.models import Item
    from clauseway.kernel.storage import fetch

    count, problems = 0, []
    for item in Item.objects.filter(disposed_at=None).exclude(stored_as="").order_by("id").iterator(200):
        count += 1
        try:
            same = hashlib.sha256(fetch(context, item.stored_as)).hexdigest() == item.sha256
        except LookupError:
            problems.append(
                {"code": "file-missing", "item": str(item.id), "message": f"The file of item {item.id} is gone."}
            )
            continue
        if not same:
            message = f"The file of item {item.id} is not what was collected."
            problems.append({"code": "file-changed", "item": str(item.id), "message": message})
    return count, problems
