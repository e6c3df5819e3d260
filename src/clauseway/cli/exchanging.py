"""`clauseway standards import` and `clauseway standards export`: bringing standards in for one organization, and taking any out."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from clauseway.catalogue.content import folder, pack_folders
from clauseway.catalogue.exchange import own
from clauseway.catalogue.exchange.model import OWN, Draft, renamed
from clauseway.catalogue.exchange.reading import Wish, read
from clauseway.catalogue.exchange.shipped import shipped_pack
from clauseway.catalogue.exchange.writing import FORMS, Exported, export
from clauseway.catalogue.packs import PackRefused
from clauseway.cli.main import EXIT_PROBLEMS
from clauseway.cli.ready import application
from clauseway.installation.problem import InstallationError

MOST_BYTES = 64_000_000
"""More than any reader takes: a larger file is refused before it is read into memory."""


@click.command("import")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--organization", required=True, metavar="SLUG", help="The organization, as in its address.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option(
    "--column", "columns", multiple=True, metavar="FIELD=COLUMN", help="For a sheet: which column holds what."
)
@click.option("--sheet", default="", metavar="NAME", help="For a workbook: which sheet.")
@click.option(
    "--head", default=0, metavar="ROW", type=click.IntRange(0, 10_000), help="For a sheet: the row of the headings."
)
@click.option("--language", default="", metavar="CODE", help="For a library with translations: which language to show.")
@click.option("--edition", default="", metavar="SLUG", help="What to call the edition in addresses.")
@click.option("--title", default="", metavar="TEXT", help="What to call the standard.")
@click.option("--code", default="", metavar="TEXT", help="Its short name.")
@click.option("--year", default="", metavar="YEAR", help="Its year or version.")
def import_(file: Path, organization: str, dry_run: bool, as_json: bool, columns: tuple[str, ...], **said: Any) -> None:
    """Bring the standard in FILE in, for one organization alone: our format (folder or zip), OSCAL, CISO Assistant, CSV or XLSX.

    A file that is not in order is refused whole: every fault with its place, exit code 1, nothing changed.
    """
    wish = Wish(columns=_columns(columns), **said)
    try:
        draft = _read(file, wish)
        with application():
            told = _told(_import(draft, organization, dry_run))
    except PackRefused as refused:
        _refused(refused, as_json)
    if as_json:
        click.echo(json.dumps(told, indent=1))
    else:
        _print(told)


def _columns(said: tuple[str, ...]) -> dict[str, str]:
    pairs = [one.partition("=") for one in said]
    if wrong := next((one for one in pairs if not one[1]), None):
        raise click.BadParameter(f"{wrong[0]!r}: write it as ref=A.", param_hint="--column")
    return {name.strip(): column.strip() for name, _equals, column in pairs}


def _read(file: Path, wish: Wish) -> Draft:
    if file.is_dir():
        if sum(path.stat().st_size for path in file.glob("*") if path.is_file()) > MOST_BYTES:
            raise click.BadParameter(f"The folder is larger than {MOST_BYTES // 1_000_000} MB.", param_hint="FILE")
        named = {"edition": wish.edition, "title": wish.title, "code": wish.code, "year": wish.year}
        return renamed(own.read_folder(file), **named)
    return read(file.name, _start(file), wish)


def _start(file: Path) -> bytes:
    """The file, or enough of a huge one that its reader refuses it for its size."""
    with file.open("rb") as stream:
        return stream.read(MOST_BYTES)


def _import(draft: Draft, organization: str, dry_run: bool) -> Any:
    from clauseway.kernel.refusals import Refusal
    from clauseway.systems.own_standards import import_standard

    try:
        return import_standard(_context(organization), draft, dry_run=dry_run)
    except Refusal as refusal:
        raise InstallationError(refusal.message) from refusal


def _context(organization: str) -> Any:
    from clauseway.kernel.context import system_context, within
    from clauseway.organization.queries import all_organizations, current

    for identifier, zone in all_organizations():
        context = system_context(identifier, zone=zone)
        with within(context):
            if current(context).slug == organization:
                return context
    raise InstallationError(f"There is no organization {organization!r}. Its slug stands in its address after /o/.")


def _told(done: Any) -> dict[str, Any]:
    return {
        "edition": done.slug,
        "name": done.name,
        "title": done.title,
        "format": done.form,
        "state": done.state,
        "written": done.written,
        "requirements": done.requirements,
        "added": done.count("added"),
        "changed": done.count("changed"),
        "removed": done.count("removed"),
        "unchanged": done.unchanged,
        "identity": list(done.identity),
        "lines": [
            {"what": line.what, "ref": line.ref, "title": line.title, "fields": list(line.fields)}
            for line in done.lines
        ],
        "remarks": [
            {"what": one.what, "message": one.message, "count": one.count, "places": list(one.places)}
            for one in done.remarks
        ],
    }


def _print(told: dict[str, Any]) -> None:
    for line in told["lines"][:40]:
        fields = f" ({', '.join(line['fields'])})" if line["fields"] else ""
        click.echo(f"{line['what']:<9} {line['ref']:<14} {line['title']}{fields}")
    if len(told["lines"]) > 40:
        click.echo(f"… and {len(told['lines']) - 40} more; --json tells them all.")
    for remark in told["remarks"]:
        where = f" ({', '.join(remark['places'])}{', …' if remark['count'] > len(remark['places']) else ''})"
        click.echo(f"{remark['what']}: {remark['message']}{where if remark['places'] else ''}")
    done = (
        "written"
        if told["written"]
        else "unchanged, nothing written"
        if told["state"] == "unchanged"
        else "dry run, nothing written"
    )
    click.echo(
        f"{told['edition']} ({told['name']}): {told['added']} added, {told['changed']} changed, {told['removed']} removed,"
        f" {told['unchanged']} unchanged; {done}."
    )


def _refused(refused: PackRefused, as_json: bool) -> NoReturn:
    """Tell every fault and end with exit code 1."""
    if as_json:
        rows = [{"file": fault.file, "place": fault.place, "message": fault.message} for fault in refused.faults]
        click.echo(json.dumps({"state": "refused", "written": False, "faults": rows}, indent=1))
    else:
        for fault in refused.faults:
            click.echo(str(fault))
        count = len(refused.faults)
        click.echo(f"Refused whole, nothing was changed: {count} thing{'s are' if count > 1 else ' is'} wrong.")
    sys.exit(EXIT_PROBLEMS)


@click.command("export")
@click.argument("edition")
@click.option(
    "--format", "form", type=click.Choice(sorted(FORMS)), default="own", show_default=True, help="What to write."
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write, instead of standard output; never overwrites.",
)
@click.option("--organization", default="", metavar="SLUG", help="Whose standard, for one that was imported (own-…).")
def export_(edition: str, form: str, output: Path | None, organization: str) -> None:
    """Write EDITION as a file: our own format (a zip), an OSCAL catalog or a workbook. Standards that ship need no database."""
    if output is not None and output.exists():
        raise click.BadParameter(f"{output} is there already; nothing was overwritten.", param_hint="--output")
    if output is None and form != "oscal" and sys.stdout.isatty():
        raise click.UsageError("This is no text for a terminal; name a file with --output.")
    made = _export(edition, form, organization)
    for remark in made.remarks:
        click.echo(str(remark), err=True)
    if output is None:
        sys.stdout.buffer.write(made.content)
        return
    output.write_bytes(made.content)
    click.echo(f"{output}: {len(made.content)} bytes")


def _export(edition: str, form: str, organization: str) -> Exported:
    now = datetime.now(UTC)
    if not edition.startswith(OWN):
        known = [path.name for path in pack_folders(folder())]
        if edition not in known:
            raise click.BadParameter(f"There is no {edition!r}; there is {', '.join(known)}.", param_hint="EDITION")
        return export(shipped_pack(folder(), edition), form, now=now)
    if not organization:
        raise click.UsageError(f"{edition} belongs to an organization; name it with --organization.")
    with application():
        from clauseway.catalogue.kept import exported_pack
        from clauseway.kernel.context import within
        from clauseway.kernel.refusals import Refusal

        context = _context(organization)
        try:
            with within(context):
                return export(exported_pack(context, edition), form, now=now)
        except Refusal as refusal:
            raise InstallationError(f"{refusal.message} ({edition})") from refusal
