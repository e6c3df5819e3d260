"""`clauseway documents templates|template|information|check`: the templates that ship and what they serve; needs no database and no installation."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from clauseway.catalogue.content import folder, pack_folders
from clauseway.catalogue.packs import PackRefused, read_outline
from clauseway.cli.main import EXIT_PROBLEMS
from clauseway.documents.template_packs import SORTS, DocumentTemplate, Fault, Pack, gaps, read_pack
from clauseway.rules.blanks import blanks


@click.group()
def command() -> None:
    """The templates that ship, and what serves the documented information of each standard."""


def _family(named: str) -> str:
    """The family of an edition or family, as people name it. BadParameter for one that is not there."""
    known = {path.name: _standard(path) for path in pack_folders(folder())}
    found = known.get(named) or (named if named in known.values() else "")
    if not found:
        families = ", ".join(sorted(set(known.values())))
        raise click.BadParameter(f"There is no {named!r}; there is {families}.", param_hint="--standard")
    return found


def _standard(path: Path) -> str:
    for line in (path / "pack.yaml").read_text(encoding="utf-8").splitlines():
        if line.startswith("standard:"):
            return line.partition(":")[2].strip()
    return path.name


def _values(one: DocumentTemplate, families: Iterable[str]) -> dict[str, Any]:
    chosen = list(families)
    return {
        "key": one.key,
        "title": one.named(chosen),
        "kind": one.kind,
        "group": one.group,
        "about": one.about,
        "standards": sorted(one.standards),
        "parts": sorted(one.variants),
        "blanks": len(blanks(one.written(chosen or one.standards | one.variants))),
    }


@command.command()
@click.option("--standard", "standards", multiple=True, help="Only those for this standard (may be repeated).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def templates(standards: tuple[str, ...], as_json: bool) -> None:
    """The templates that ship."""
    families = [_family(one) for one in standards]
    every = read_pack(folder()).templates.values()
    rows = [_values(one, families) for one in every if not families or one.serves(families)]
    if as_json:
        click.echo(json.dumps(rows, indent=1))
        return
    for row in rows:
        click.echo(f"{row['key']:<32} {row['kind']:<12} {row['blanks']:>3} to fill in   {row['title']}")


@command.command()
@click.argument("key")
@click.option("--standard", "standards", multiple=True, help="With the parts for this standard (may be repeated).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def template(key: str, standards: tuple[str, ...], as_json: bool) -> None:
    """The text of one template as Markdown, with its variables and blanks."""
    found = read_pack(folder()).templates.get(key)
    if found is None:
        raise click.BadParameter(f"There is no {key!r}; `clauseway documents templates` names them.", param_hint="KEY")
    families = [_family(one) for one in standards]
    text = found.written(families)
    if as_json:
        open_ = [{"says": one.says, "options": one.options, "line": one.line} for one in blanks(text)]
        click.echo(json.dumps({**_values(found, families), "text": text, "open": open_}, indent=1))
        return
    click.echo(f"# {found.named(families)}\n\n{text}", nl=False)


def asked_of(path: Path) -> list[tuple[str, str, list[str]]]:
    """What an edition asks to have documented: (reference, sort, texts), in its order."""
    entries = read_outline(path).requirements
    return [
        (str(one["ref"]), sort, [str(text) for text in one[sort]]) for one in entries for sort in SORTS if one.get(sort)
    ]


@command.command()
@click.argument("edition")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def information(edition: str, as_json: bool) -> None:
    """What an edition asks to have documented, and which template or register serves each."""
    path = next((path for path in pack_folders(folder()) if path.name == edition), None)
    if path is None:
        raise click.BadParameter(
            f"There is no {edition!r}; `clauseway standards list` names them.", param_hint="EDITION"
        )
    serving = read_pack(folder()).serving
    rows = [
        {"ref": ref, "sort": sort, "text": text, "served_by": list(names)}
        for ref, sort, texts in asked_of(path)
        for text, names in zip(texts, serving.get((edition, ref, sort), [()] * len(texts)), strict=False)
    ]
    if as_json:
        click.echo(json.dumps(rows, indent=1))
        return
    for row in rows:
        click.echo(
            f"{row['ref']:<10} {row['sort']:<9} {row['text']}\n{'':<21}{', '.join(row['served_by']) or 'nothing'}"
        )


@command.command()
@click.argument("directory", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def check(directory: Path | None, as_json: bool) -> None:
    """Check templates and what they serve (or those below the content folder DIRECTORY); exit code 1 when something is wrong."""
    content = directory or folder()
    found = read_pack(content)
    faults = [*found.faults, *_gaps(found, content)]
    if as_json:
        rows = [{"file": one.file, "line": one.line, "message": one.message} for one in faults]
        click.echo(json.dumps(rows, indent=1))
    else:
        for one in faults:
            click.echo(str(one))
        if not faults:
            click.echo(f"{len(found.templates)} templates; every piece of documented information is served.")
    sys.exit(EXIT_PROBLEMS if faults else 0)


def _gaps(found: Pack, content: Path) -> list[Fault]:
    asked, unreadable = {}, []
    for path in pack_folders(content):
        try:
            asked[path.name] = asked_of(path)
        except PackRefused as refused:
            unreadable.append(Fault(path.name, 1, str(refused)))
    return [*unreadable, *gaps(found, asked, content)]
