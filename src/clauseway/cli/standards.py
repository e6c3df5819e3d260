"""`clauseway standards list|show|check|compare|find`: the packs as files; needs no database and no installation."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from clauseway.catalogue.content import folder, pack_folders
from clauseway.catalogue.packs import Fault, Pack, PackRefused, Trunk, read_outline, read_pack, read_trunk
from clauseway.catalogue.vocabulary import Vocabulary, VocabularyError, read_vocabulary
from clauseway.cli.comparing import compare
from clauseway.cli.exchanging import export_, import_
from clauseway.cli.finding import find
from clauseway.cli.judging_from import judged_from
from clauseway.cli.main import EXIT_PROBLEMS


@click.group()
def command() -> None:
    """List, find, show, compare, check, import or export the standards."""


command.add_command(compare)
command.add_command(find)
command.add_command(import_)
command.add_command(export_)
command.add_command(judged_from)


def _read(content: Path) -> tuple[Vocabulary, Trunk]:
    words = read_vocabulary(content / "vocabulary")
    return words, read_trunk(content / "trunk", words)


def summary(pack: Pack) -> dict[str, Any]:
    """What `list` says of a pack."""
    judged = [entry for entry in pack.requirements if entry["kind"] != "heading"]
    return {
        "edition": pack.slug,
        "name": f"{pack.identity['code']}:{pack.identity['year']}",
        "title": pack.identity["title"],
        "status": pack.identity["status"],
        "certifiable": bool(pack.identity.get("certifiable", True)),
        "requirements": sum(1 for entry in judged if entry["kind"] == "requirement"),
        "controls": sum(1 for entry in judged if entry["kind"] == "control"),
        "digest": pack.digest[:12],
    }


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_(as_json: bool) -> None:
    """The standards that ship with this installation."""
    rows = [summary(read_outline(path)) for path in pack_folders(folder())]
    if as_json:
        click.echo(json.dumps(rows, indent=1))
        return
    for row in rows:
        counts = f"{row['requirements']} requirements" + (f", {row['controls']} controls" if row["controls"] else "")
        click.echo(f"{row['edition']:<20} {row['name']:<22} {row['status']:<11} {counts:<32} {row['title']}")


@command.command()
@click.argument("edition")
@click.argument("ref", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show(edition: str, ref: str | None, as_json: bool) -> None:
    """One standard's references, or one requirement in our words with what must be shown."""
    path = next((path for path in pack_folders(folder()) if path.name == edition), None)
    if path is None:
        raise click.BadParameter(
            f"There is no {edition!r}; `clauseway standards list` names them.", param_hint="EDITION"
        )
    words, trunk = _read(folder())
    pack = read_pack(path, trunk, words)
    if ref is None:
        _show_pack(pack, as_json)
        return
    entry = next((entry for entry in pack.requirements if str(entry["ref"]) == ref), None)
    if entry is None:
        raise click.BadParameter(f"{edition} has no {ref}.", param_hint="REF")
    expectations = expected(pack, entry)
    if as_json:
        click.echo(json.dumps({**entry, "expectations": expectations}, indent=1, default=str))
        return
    click.echo(f"{entry['ref']} {entry['title']}\n\n{str(entry.get('explain', '')).strip()}\n")
    for expectation in expectations:
        click.echo(f"  {expectation['facet']:<8} {expectation['says']}")
    for question in entry.get("questions") or []:
        click.echo(f"  ?        {question}")


def expected(pack: Pack, entry: dict[str, Any] | Any) -> list[dict[str, Any]]:
    """A requirement's expectations: those of its trunk topics (same), then its own."""
    _words, trunk = _read(folder())
    topics = {topic["slug"]: topic for topic in trunk.topics}
    same = [link["topic"] for link in entry.get("topics") or [] if link["strength"] == "same"]
    found = [dict(e, topic=slug) for slug in same for e in topics[slug].get("expectations") or []]
    return found + [dict(e) for e in pack.expectations if str(e["for"]) == str(entry["ref"])]


def _show_pack(pack: Pack, as_json: bool) -> None:
    if as_json:
        rows = [{"ref": e["ref"], "title": e["title"], "kind": e["kind"]} for e in pack.requirements]
        click.echo(json.dumps({**summary(pack), "references": rows}, indent=1))
        return
    click.echo(f"{pack.identity['code']}:{pack.identity['year']}  {pack.identity['title']}\n")
    for entry in pack.requirements:
        indent = "  " * str(entry["ref"]).count(".")
        click.echo(f"{indent}{entry['ref']} {entry['title']}")


@command.command()
@click.argument("directory", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def check(directory: Path | None, as_json: bool) -> None:
    """Check every pack (or the one in DIRECTORY) against the format; exit code 1 when something is wrong."""
    faults = faults_of(directory)
    if as_json:
        rows = [{"file": f.file, "place": f.place, "message": f.message} for f in faults]
        click.echo(json.dumps({"faults": rows}, indent=1))
    else:
        for fault in faults:
            click.echo(str(fault))
        click.echo("Every pack is in order." if not faults else f"{len(faults)} things are wrong.")
    sys.exit(EXIT_PROBLEMS if faults else 0)


def faults_of(directory: Path | None) -> list[Fault]:
    """Everything wrong with one pack folder, or with all that ship."""
    content = folder()
    try:
        words, trunk = _read(content)
    except VocabularyError as error:
        return [Fault("vocabulary", "", str(error))]
    except PackRefused as refused:
        return list(refused.faults)
    found: list[Fault] = []
    for path in [directory] if directory else pack_folders(content):
        try:
            read_pack(path, trunk, words)
        except PackRefused as refused:
            found += [Fault(f"{path.name}/{fault.file}", fault.place, fault.message) for fault in refused.faults]
    return found
