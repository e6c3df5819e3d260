"""`clauseway standards find`: a standard under every name people use, and what is right about that name; no database."""

import json
from typing import Any

import click

from clauseway.catalogue.content import folder
from clauseway.catalogue.library import Listed, Match, TermMatch, read_library

MOST = 10


@click.command()
@click.argument("text", nargs=-1, required=True, metavar="TEXT")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def find(text: tuple[str, ...], as_json: bool) -> None:
    """A standard under any name, the wrong and outdated ones too, and words of the field."""
    asked = " ".join(text)
    library = read_library(folder())
    matches = library.find(asked, MOST)
    terms = [match for match in library.find_terms(asked, MOST // 2) if match.kind != "text"]
    if as_json:
        found = {"standards": [_standard(match) for match in matches], "terms": [_term(match) for match in terms]}
        click.echo(json.dumps(found, indent=1, ensure_ascii=False))
        return
    if not matches and not terms:
        click.echo(f"Nothing is known under {asked!r}. Try the number alone, or a word of what it is about.")
    for match in matches:
        _print_standard(match)
    for found_term in terms:
        said = f" ({found_term.kind}: {found_term.name})" if found_term.kind != "term" else ""
        click.echo(f"{found_term.term.term}{said}\n  {' '.join((found_term.say or found_term.term.explain).split())}")


def _standard(match: Match) -> dict[str, Any]:
    entry = match.entry
    listed = entry if isinstance(entry, Listed) else None
    return {
        "ref": entry.ref,
        "slug": entry.slug,
        "title": entry.title,
        "sector": entry.sector,
        "held": "listed" if listed else "complete",
        "certifiable": entry.certifiable,
        "status": listed.status if listed else "current",
        "edition": match.edition,
        "found_as": match.name,
        "kind": match.kind,
        "right": match.say,
        "instead": listed.instead if listed else "",
        "score": match.score,
    }


def _term(match: TermMatch) -> dict[str, Any]:
    return {
        "slug": match.term.slug,
        "term": match.term.term,
        "explain": match.term.explain,
        "found_as": match.name,
        "kind": match.kind,
        "right": match.say,
    }


def _print_standard(match: Match) -> None:
    entry = match.entry
    listed = entry if isinstance(entry, Listed) else None
    what = "an entry" if isinstance(entry, Listed) else f"complete: {match.edition or entry.newest}"
    click.echo(
        f"{entry.ref}  {entry.title}  ({what}, {'can be certified' if entry.certifiable else 'not certifiable'})"
    )
    if match.kind not in ("ref", "title"):
        click.echo(f"  found as {match.name!r} ({match.kind})")
    if match.say:
        click.echo(f"  {match.say}")
    if listed and not listed.certifiable and listed.instead:
        click.echo(f"  {listed.instead}")
