"""Editions as the rules compare them, from the compiled ones. Each comparison is made once a process and digest."""

import uuid
from collections.abc import Iterable, Sequence
from typing import TypeVar

from clauseway.catalogue.models import Correspondence, Edition
from clauseway.catalogue.queries import CompiledEdition, compiled, topic_title
from clauseway.rules.correspondence import Added, Link, SideBySide, Stand, Stated, added, side_by_side
from clauseway.rules.transition import Change, change_of_edition

K = TypeVar("K")
V = TypeVar("V")
KEPT = 64
_stands: dict[tuple[uuid.UUID, str], tuple[Stand, ...]] = {}
_stated: dict[frozenset[tuple[str, str]], tuple[Stated, ...]] = {}
_sets: dict[tuple[tuple[str, str], ...], SideBySide] = {}
_changes: dict[tuple[tuple[str, str], ...], Change] = {}
_additions: dict[tuple[tuple[str, str], ...], Added] = {}
_successors: dict[tuple[tuple[str, str], ...], dict[uuid.UUID, CompiledEdition]] = {}


def stands(edition: CompiledEdition) -> tuple[Stand, ...]:
    """The requirements of an edition with the topics they stand on, in order."""
    key = (edition.id, edition.digest)
    found = _stands.get(key)
    if found is None:
        for old in [old for old in _stands if old[0] == edition.id]:
            del _stands[old]
        found = _stands[key] = tuple(
            Stand(
                edition.slug, r.ref, r.title, tuple(Link(*link) for link in r.trunk_topics), r.kind != "heading", r.kind
            )
            for r in sorted(edition.requirements.values(), key=lambda r: r.sort_key)
        )
    return found


def stated(editions: Iterable[CompiledEdition]) -> tuple[Stated, ...]:
    """What was stated about requirements of these editions; one statement, then from memory."""
    of = {edition.slug: edition.digest for edition in editions}
    key = frozenset(of.items())
    found = _stated.get(key)
    if found is None:
        rows = Correspondence.objects.filter(edition_from__in=of, edition_to__in=of, organization_id=None)
        fields = (
            "edition_from",
            "ref_from",
            "edition_to",
            "ref_to",
            "relation",
            "strength",
            "provenance",
            "confidence",
        )
        found = tuple(Stated(*row) for row in rows.order_by("id").values_list(*fields))
        _keep(_stated, key, found)
    return found


def compared(editions: Sequence[CompiledEdition]) -> SideBySide:
    """Any set of editions side by side, in the order given."""
    key = _key(editions)
    found = _sets.get(key)
    if found is None:
        found = side_by_side([stands(edition) for edition in editions], stated(editions))
        _keep(_sets, key, found)
    return found


def change(old: CompiledEdition, new: CompiledEdition) -> Change:
    """What became of every requirement from one edition to another."""
    key = _key((old, new))
    found = _changes.get(key)
    if found is None:
        found = change_of_edition(stands(old), stands(new), stated((old, new)))
        _keep(_changes, key, found)
    return found


def adding(to: Sequence[CompiledEdition], edition: CompiledEdition) -> Added:
    """What an edition would add to those at work."""
    key = _key((*to, edition))
    found = _additions.get(key)
    if found is None:
        found = added([stands(each) for each in to], stands(edition), stated((*to, edition)))
        _keep(_additions, key, found)
    return found


def _key(editions: Iterable[CompiledEdition]) -> tuple[tuple[str, str], ...]:
    return tuple((edition.slug, edition.digest) for edition in editions)


def _keep(store: dict[K, V], key: K, value: V) -> None:
    """Keep a value; the oldest go when there are too many."""
    while len(store) >= KEPT:
        del store[next(iter(store))]
    store[key] = value


def successors(editions: Iterable[CompiledEdition]) -> dict[uuid.UUID, CompiledEdition]:
    """By edition, the one that ships with the installation and names it as its predecessor, where there is one; one statement, then from memory."""
    by_slug = {edition.slug: edition for edition in editions}
    key = _key(sorted(by_slug.values(), key=lambda edition: edition.slug))
    found = _successors.get(key)
    if found is None:
        rows = Edition.objects.filter(predecessor__in=by_slug, organization_id=None).exclude(status="draft")
        values = rows.values_list("id", "digest", "predecessor")
        found = {by_slug[old].id: compiled(new, digest) for new, digest, old in values}
        _keep(_successors, key, found)
    return found


def topic_name(topic: str) -> str:
    """The title of a trunk topic that a compiled edition stands on; "" for none."""
    return topic_title(topic) if topic else ""
