"""What an edition asks, counted and grouped: shared or its own, of what populations, which documents and records."""

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.catalogue.models import Expectation
from clauseway.catalogue.queries import CompiledEdition, CompiledRequirement
from clauseway.catalogue.vocabulary import vocabulary
from clauseway.web.components import Link
from clauseway.web.library.page import OwnGroup

STRENGTHS = ("same", "close", "partial")
KEPT = 64
_own: dict[tuple[uuid.UUID, str], dict[str, frozenset[str]]] = {}


@dataclass(frozen=True, slots=True)
class Share:
    """How a requirement stands to the shared topics: same, close, partial or "" for none; and the codes of what only its standard wants shown there."""

    how: str
    own: frozenset[str]

    @property
    def beyond(self) -> bool:
        """It asks something that no shared topic asks."""
        return bool(self.own) or self.how in ("", "partial")


def share(edition: CompiledEdition) -> dict[str, Share]:
    """By reference of each requirement; one statement, then from memory."""
    own = _own_codes(edition)
    found = {}
    for requirement in edition.requirements.values():
        if requirement.judged:
            given = {strength for _topic, strength, _p, _c in requirement.trunk_topics}
            how = next((one for one in STRENGTHS if one in given), "")
            found[requirement.ref] = Share(how, own.get(requirement.ref, frozenset()))
    return found


def _own_codes(edition: CompiledEdition) -> dict[str, frozenset[str]]:
    key = (edition.id, edition.digest)
    if key not in _own:
        while len(_own) >= KEPT:
            del _own[next(iter(_own))]
        codes: dict[str, set[str]] = {}
        rows = Expectation.objects.filter(requirement__edition_id=edition.id).values_list("requirement__ref", "code")
        for ref, code in rows:
            codes.setdefault(ref, set()).add(code)
        _own[key] = {ref: frozenset(found) for ref, found in codes.items()}
    return _own[key]


def heading_of(edition: CompiledEdition, requirement: CompiledRequirement) -> CompiledRequirement:
    """The clause of the second level a requirement stands under (8.5 for 8.5.1.2, A.8 for A.8.13), or the nearest above that is there."""
    here = requirement
    while here.parent is not None and here.ref.count(".") > 1:
        here = edition.requirements[here.parent]
    return edition.requirements[here.parent] if here.kind == "control" and here.parent else here


def beyond(edition: CompiledEdition, shared: Mapping[str, Share]) -> tuple[OwnGroup, ...]:
    """Requirements that ask something no shared topic asks, by clause, each with how many things; `current` marks a topic no other has."""
    groups: dict[str, list[Link]] = {}
    for requirement in sorted(edition.requirements.values(), key=lambda r: r.sort_key):
        stands = shared.get(requirement.ref)
        if stands is not None and stands.beyond:
            head = heading_of(edition, requirement)
            number = len(stands.own)
            line = Link(
                label=f"{requirement.ref} {requirement.title}",
                href=f"#c-{requirement.ref}",
                note=ngettext("%s thing", "%s things", number) % number if number else "",
                current=stands.how in ("", "partial"),
            )
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
