"""`clauseway standards judged-from`: what each requirement of a standard is judged from, as text, JSON or a page of the documentation; no database."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clauseway.catalogue.content import folder, pack_folders
from clauseway.cli.comparing import Library, name_of
from clauseway.cli.ready import set_up
from clauseway.rules import judged_from as rule

if TYPE_CHECKING:
    from clauseway.catalogue.packs import Pack
    from clauseway.conformity.judged_from import Judged

WAYS = {rule.FACTS: "facts", rule.PASSAGE: "passage", rule.RECORD: "record", rule.PERSON: "person"}
LEVELS = {rule.WHOLLY: "facts and documents", rule.PARTLY: "partly", rule.NOT: "people"}


@click.command("judged-from")
@click.argument("edition", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--write", type=click.Path(file_okay=False, path_type=Path), help="Write a page for each standard here.")
def judged_from(edition: str | None, as_json: bool, write: Path | None) -> None:
    """Which requirements are judged from facts, which from documents, which need a person; and of which population."""
    set_up()
    library = Library()
    if write is not None:
        write.mkdir(parents=True, exist_ok=True)
        for name, text in pages(library).items():
            (write / name).write_text(text, encoding="utf-8")
        return
    if edition is None:
        raise click.UsageError("Name a standard; `clauseway standards list` names them.")
    pack = library.pack(edition, "EDITION")
    found = _of(library, pack)
    if as_json:
        click.echo(json.dumps({**_head(pack, found), "requirements": [_entry(one) for one in found]}, indent=1))
        return
    _print(pack, found)


def _of(library: Library, pack: "Pack") -> "list[Judged]":
    from clauseway.conformity.judged_from import of_pack

    return of_pack(pack, library.trunk, library.words)


def _head(pack: "Pack", found: "Sequence[Judged]") -> dict[str, Any]:
    levels = Counter(one.level for one in found)
    ways = rule.counts(basis for one in found for basis in one.bases)
    return {
        "edition": pack.slug,
        "name": name_of(pack),
        "levels": {level: levels[level] for level in LEVELS},
        "ways": ways,
    }


def _entry(one: "Judged") -> dict[str, Any]:
    return {
        "ref": one.ref,
        "title": one.title,
        "level": one.level,
        "facets": {facet: rule.level(bases) for facet, bases in one.by_facet.items()},
        "shown": [
            {
                "code": basis.asked.code,
                "facet": basis.asked.facet,
                "says": basis.asked.says,
                "word": basis.asked.word,
                "way": basis.way,
                "stated_by": [f"{source.room}.{source.name}" for source in basis.stated_by],
                "contradicted_by": [f"{word} ({source.room})" for word, source in basis.against],
                "per": basis.asked.per,
                "population": f"{basis.population.room}.{basis.population.name}" if basis.population else "",
            }
            for basis in one.bases
        ],
    }


def _print(pack: "Pack", found: "Sequence[Judged]") -> None:
    click.echo(f"{name_of(pack)}  {_summary(found)}\n")
    for one in found:
        click.echo(f"{one.ref} {one.title}: {LEVELS[one.level]}")
        for basis in one.bases:
            click.echo(f"  {basis.asked.facet:<8} {WAYS[basis.way]:<8} {basis.asked.says}  [{_from(basis)}]")


def _summary(found: "Sequence[Judged]") -> str:
    levels = Counter(one.level for one in found)
    return (
        f"Of {len(found)} requirements {levels[rule.WHOLLY]} are judged from facts and documents alone, {levels[rule.PARTLY]} partly, "
        f"{levels[rule.NOT]} only by what people file or judge."
    )


def _from(basis: rule.Basis) -> str:
    if basis.way == rule.PERSON:
        return "a named person's judgement"
    said = [f"{source.room}: {source.name}" for source in basis.stated_by] or ["a record with its proof"]
    if basis.asked.per:
        said.append(f"each {basis.asked.per}: {_population(basis)}")
    return "; ".join(said)


def _population(basis: rule.Basis) -> str:
    return f"{basis.population.room}, {basis.population.name}" if basis.population else "listed by people"


def pages(library: Library) -> dict[str, str]:
    """The pages of the documentation by file name: an overview and one page for each standard that ships."""
    made: dict[str, str] = {}
    rows = []
    for path in pack_folders(folder()):
        pack = library.pack(path.name, "EDITION")
        found = _of(library, pack)
        made[f"{path.name}.md"] = _page(pack, found)
        head = _head(pack, found)
        numbers = [*head["levels"].values(), *head["ways"].values()]
        rows.append(f"| [{head['name']}]({path.name}.md) | {' | '.join(map(str, numbers))} |")
    return {"README.md": _overview(rows), **made}


def _overview(rows: Sequence[str]) -> str:
    return "\n".join(
        [
            "# Judged from what",
            "",
            "Generated by `script/assets`; do not edit. The same on every standard's page in the library (*How it is judged*) and by",
            "`clauseway standards judged-from EDITION`.",
            "",
            "* **facts**: a room of Clauseway states it by itself from what it keeps; nobody files anything. People's records count beside.",
            "* **passage**: somebody accepted a passage of a document in force; shows *defined* and no more.",
            "* **record**: somebody files a record with its proof. Which room will know the fact by itself is a matter of the rooms still to come.",
            "* **person**: only a named person's judgement will do, and it goes stale when its basis changes.",
            "",
            "A *population* says of whom something must be shown one by one, and who keeps the list: a room, or people (the stocktake, an import).",
            "",
            "| standard | requirements from facts and documents | partly | only by people | things from facts | from passages | from records | by judgement |",
            "|---|---|---|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _page(pack: "Pack", found: "Sequence[Judged]") -> str:
    lines = [
        f"# {name_of(pack)}: judged from what",
        "",
        f"Generated by `script/assets`; do not edit. [What the words mean](README.md). {_summary(found)}",
        "",
        "| requirement | facet | must be shown | from | stated by | one by one, from the list of |",
        "|---|---|---|---|---|---|",
    ]
    for one in found:
        for position, basis in enumerate(one.bases):
            head = f"{one.ref} {one.title}" if position == 0 else ""
            stated = ", ".join(f"{source.room}: {source.name}" for source in basis.stated_by)
            contrary = ", ".join(dict.fromkeys(f"`{word}`" for word, _source in basis.against))
            stated += f"{'; ' if stated else ''}against: {contrary}" if contrary else ""
            per = f"{basis.asked.per} ({_population(basis)})" if basis.asked.per else ""
            lines.append(
                f"| {head} | {basis.asked.facet} | {basis.asked.says} | {WAYS[basis.way]} | {stated} | {per} |"
            )
    return "\n".join([*lines, ""])
