"""What an edition asks, counted and grouped: shared or its own, of what populations, which documents and records."""

from collections import Counter
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.catalogue.queries import CompiledEdition, CompiledRequirement
from clauseway.catalogue.vocabulary import vocabulary
from clauseway.web.components import Link
from clauseway.web.library.page import OwnGroup

STRENGTHS = ("same", "close", "partial")


def share(edition: CompiledEdition) -> dict[str, str]:
    """By reference of each requirement, how its text stands to the shared topics: same, close, partial, or "" for none."""
    found = {}
    for requirement in edition.requirements.values():
        if requirement.judged:
            given = {strength for _topic, strength, _p, _c in requirement.trunk_topics}
            found[requirement.ref] = next((one for one in STRENGTHS if one in given), "")
    return found


def heading_of(edition: CompiledEdition, requirement: CompiledRequirement) -> CompiledRequirement:
    """The clause of the second level a requirement stands under (8.5 for 8.5.1.2, A.8 for A.8.13), or the nearest above that is there."""
    here = requirement
    while here.parent is not None and here.ref.count(".") > 1:
        here = edition.requirements[here.parent]
    return edition.requirements[here.parent] if here.kind == "control" and here.parent else here


def beyond(edition: CompiledEdition, shared: Mapping[str, str]) -> tuple[OwnGroup, ...]:
    """Requirements that no shared topic covers, by clause."""
    groups: dict[str, list[Link]] = {}
    for requirement in sorted(edition.requirements.values(), key=lambda r: r.sort_key):
        if shared.get(requirement.ref, "same") in ("", "partial"):
            head = heading_of(edition, requirement)
            line = Link(label=f"{requirement.ref} {requirement.title}", href=f"#c-{requirement.ref}")
            groups.setdefault(f"{head.ref} {head.title}", []).append(line)
    return tuple(OwnGroup(title=title, lines=tuple(lines)) for title, lines in groups.items())


def populations(edition: CompiledEdition) -> tuple[tuple[str, str], ...]:
    """Of what things the standard asks proof one by one, the most asked first, with how often."""
    counts: Counter[str] = Counter()
    for requirement in edition.requirements.values():
        if requirement.judged:
            counts.update(words.per for words in requirement.expectations.values() if words.per)
    subjects = vocabulary().subjects
    return tuple(
        (_(subjects[kind].plural), ngettext("%s thing to show for each", "%s things to show for each", number) % number)
        for kind, number in counts.most_common()
        if kind in subjects
    )


def kept_and_recorded(edition: CompiledEdition) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Documents to keep up to date and records to keep, each with its reference, in order."""
    kept: dict[str, str] = {}
    records: dict[str, str] = {}
    for requirement in sorted(edition.requirements.values(), key=lambda r: r.sort_key):
        for text in requirement.words.get("maintain") or ():
            kept.setdefault(str(text), requirement.ref)
        for text in requirement.words.get("retain") or ():
            records.setdefault(str(text), requirement.ref)
    return tuple((ref, text) for text, ref in kept.items()), tuple((ref, text) for text, ref in records.items())
