"""`clauseway standards compare` and `clauseway transition`: what standards share, and what a new edition asks; the packs as files, no database."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from clauseway.catalogue.content import folder, pack_folders
from clauseway.catalogue.pack_stands import stands_of_pack, stated_of_packs, topic_titles
from clauseway.catalogue.packs import Pack, read_pack, read_trunk
from clauseway.catalogue.transitions import EditionChange, Transitions, read_transitions
from clauseway.catalogue.vocabulary import read_vocabulary
from clauseway.rules.correspondence import PARTIAL, Adds, Shared, SideBySide, side_by_side
from clauseway.rules.transition import CHANGES, UNCHANGED, Change, Step, change_of_edition


class Library:
    """The packs that ship with this installation, read when they are asked for."""

    def __init__(self) -> None:
        self.content = folder()
        self.words = read_vocabulary(self.content / "vocabulary")
        self.trunk = read_trunk(self.content / "trunk", self.words)

    def pack(self, slug: str, hint: str) -> Pack:
        """One pack. BadParameter for one that is not there, naming what comes nearest."""
        known = {path.name: path for path in pack_folders(self.content)}
        if slug not in known:
            near = [name for name in known if slug.split("-")[1:2] and slug.split("-")[1] in name] or list(known)
            raise click.BadParameter(f"There is no {slug!r}; there is {', '.join(near)}.", param_hint=hint)
        return read_pack(Path(known[slug]), self.trunk, self.words)

    @property
    def titles(self) -> Mapping[str, str]:
        return topic_titles(self.trunk)

    def transitions(self) -> Transitions:
        return read_transitions(self.content, self.words)


def name_of(pack: Pack) -> str:
    """What people write: the code and the year."""
    return f"{pack.identity['code']}:{pack.identity['year']}"


@click.command()
@click.argument("editions", nargs=-1, required=True, metavar="A B [C D]")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def compare(editions: tuple[str, ...], as_json: bool) -> None:
    """Two or more standards side by side: what they share, once, then what each adds."""
    if len(set(editions)) < 2:
        raise click.UsageError("Name at least two different standards; `clauseway standards list` names them.")
    library = Library()
    packs = [library.pack(slug, "A B") for slug in dict.fromkeys(editions)]
    found = side_by_side([stands_of_pack(pack) for pack in packs], stated_of_packs(packs))
    if as_json:
        click.echo(json.dumps(_compared(packs, found, library.titles), indent=1))
        return
    _print_compared(packs, found, library.titles)


def _compared(packs: Sequence[Pack], found: SideBySide, titles: Mapping[str, str]) -> dict[str, Any]:
    names = {pack.slug: name_of(pack) for pack in packs}
    return {
        "editions": [{"edition": p.slug, "name": names[p.slug], "title": p.identity["title"]} for p in packs],
        "asked": found.asked,
        "shared": [_shared(row, titles) for row in found.shared],
        "adds": [_adds(entry, found) for entry in found.adds],
        "pairs": [
            {
                "a": a,
                "a_ref": pair.ref_a,
                "b": b,
                "b_ref": pair.ref_b,
                "strength": pair.strength,
                "confidence": pair.confidence,
                "provenance": pair.provenance,
                "topics": list(pair.topics),
            }
            for (a, b), group in found.pairs.items()
            for pair in group
        ],
    }


def _shared(row: Shared, titles: Mapping[str, str]) -> dict[str, Any]:
    return {
        "topic": row.topic,
        "title": titles.get(row.topic, "") or row.members[0].title,
        "strength": row.strength,
        "confidence": row.confidence,
        "members": [member._asdict() for member in row.members],
    }


def _adds(entry: Adds, found: SideBySide) -> dict[str, Any]:
    return {
        "edition": entry.edition,
        "requirements": entry.total,
        "shared": entry.shared,
        "partly": entry.partly,
        "beyond": entry.beyond,
        "own": [
            {
                "ref": stand.ref,
                "title": stand.title,
                "kind": stand.kind,
                "overlaps": overlaps(entry.edition, stand.ref, found),
            }
            for stand, _pairs in entry.own
        ],
    }


def overlaps(edition: str, ref: str, found: SideBySide) -> list[dict[str, str]]:
    """What of the other editions overlaps one requirement, and only that."""
    told = []
    for (a, b), group in found.pairs.items():
        for pair in group:
            if pair.strength == PARTIAL and (edition, ref) in ((a, pair.ref_a), (b, pair.ref_b)):
                other = (b, pair.ref_b) if edition == a else (a, pair.ref_a)
                told.append({"edition": other[0], "ref": other[1]})
    return told


def _print_compared(packs: Sequence[Pack], found: SideBySide, titles: Mapping[str, str]) -> None:
    names = {pack.slug: name_of(pack) for pack in packs}
    click.echo(f"Shared by at least two of {', '.join(names.values())}: {len(found.shared)} things, each once\n")
    for row in found.shared:
        parts = ", ".join(f"{names[m.edition]} {m.ref}" for m in row.members)
        click.echo(f"  {row.strength:<6} {titles.get(row.topic, '') or row.members[0].title}\n         {parts}")
    for entry in found.adds:
        click.echo(
            f"\n{names[entry.edition]}: {entry.total} requirements, {entry.shared} shared, {len(entry.own)} its own"
            + (f" ({entry.partly} of them overlap)" if entry.partly else "")
        )
        for stand, _pairs in entry.own:
            click.echo(f"  {stand.ref:<9} {stand.title}")
    click.echo(f"\nTogether {found.asked} requirements when what is shared is counted once.")


@click.command()
@click.argument("old", metavar="FROM")
@click.argument("new", metavar="TO")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(old: str, new: str, as_json: bool) -> None:
    """From one edition to its successor: what is unchanged, reworded, moved, new or dropped, and by when."""
    library = Library()
    before, after = library.pack(old, "FROM"), library.pack(new, "TO")
    if after.identity.get("predecessor") != before.slug:
        back = before.identity.get("predecessor") == after.slug
        hint = "the other way round it is" if back else "`clauseway standards compare` sets any two side by side"
        raise click.UsageError(f"{name_of(after)} is not the successor of {name_of(before)}; {hint}.")
    change = change_of_edition(stands_of_pack(before), stands_of_pack(after), stated_of_packs((before, after)))
    known = library.transitions()
    dates = known.of(before.slug, after.slug)
    if as_json:
        click.echo(json.dumps(_transition(before, after, change, dates, known), indent=1))
        return
    _print_transition(before, after, change, dates)


def _transition(
    before: Pack, after: Pack, change: Change, dates: EditionChange | None, known: Transitions
) -> dict[str, Any]:
    return {
        "from": {"edition": before.slug, "name": name_of(before)},
        "to": {"edition": after.slug, "name": name_of(after)},
        "dates": _dates(dates),
        "counts": change.counts(),
        "requirements": [_step(step) for step in change.steps if step.counts],
        "headings": [_step(step) for step in change.steps if not step.counts],
        "dropped": [_step(step) for step in change.dropped],
        "anew": [{"word": word, "why": why} for word, why in known.anew.items()],
    }


def _dates(dates: EditionChange | None) -> dict[str, Any] | None:
    if dates is None:
        return None
    return {
        "published": dates.published or None,
        "starts": dates.starts and dates.starts.isoformat(),
        "last_new_certificate": dates.last_new_certificate and dates.last_new_certificate.isoformat(),
        "ends": dates.ends and dates.ends.isoformat(),
        "counted": dates.counted,
        "source": dates.source,
        "confidence": dates.confidence,
        "note": dates.note,
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "ref": step.ref,
        "title": step.title,
        "kind": step.kind,
        "change": step.change,
        "carries": step.carries or "nothing",
        "confidence": step.confidence,
        "before": [
            {
                "ref": pair.ref_a,
                "strength": pair.strength,
                "relation": pair.relation,
                "provenance": pair.provenance,
                "confidence": pair.confidence,
            }
            for pair in step.before
        ],
    }


def _print_transition(before: Pack, after: Pack, change: Change, dates: EditionChange | None) -> None:
    click.echo(f"From {name_of(before)} to {name_of(after)}")
    if dates is None:
        click.echo("Nothing is known of the dates of this change.")
    else:
        last = dates.last_new_certificate.isoformat() if dates.last_new_certificate else "not known"
        ends = dates.ends.isoformat() if dates.ends else "not known"
        click.echo(f"  last new certificate to {name_of(before)}: {last}")
        click.echo(f"  certificates to {name_of(before)} end:     {ends}")
        click.echo(f"  {dates.confidence}: {dates.source}")
        if dates.note:
            click.echo(f"  {dates.note}")
    click.echo("  " + ", ".join(f"{number} {name}" for name, number in change.counts().items()))
    for kind in (name for name in CHANGES if name != UNCHANGED):
        rows = [step for step in (*change.steps, *change.dropped) if step.change == kind and step.counts]
        if rows:
            click.echo(f"\n{kind.capitalize()}")
        for step in rows:
            origin = ", ".join(pair.ref_a for pair in step.before)
            told = f" (before: {origin})" if origin and origin != step.ref else ""
            click.echo(f"  {step.ref:<9} {step.title}{told}")
