"""What goes over to a new edition: on file about an old requirement, it counts for the new one as long as it stands there.

A source like any other: for each open way (`systems.Carried`) it claims on the new requirement's topic what is on file about the old one, with the same
dates and grade, and names the claim it rests on. When that one ends, so does what was carried; a newer record about the new requirement takes its place.
Judgements are not carried here but as judgements, so that people see them where they judge.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from clauseway.catalogue.models import Requirement
from clauseway.catalogue.queries import CompiledRequirement, compiled
from clauseway.catalogue.transitions import transitions
from clauseway.catalogue.vocabulary import vocabulary
from clauseway.evidence.ledger import reconcile
from clauseway.evidence.models import Claim, ClaimEnd
from clauseway.evidence.sources import selecting_of
from clauseway.kernel.context import Context
from clauseway.kernel.registry import DraftClaim, Tokens, register_source, sources
from clauseway.rules.transition import Way, goes_over
from clauseway.systems.models import Carried
from clauseway.systems.transitions import carried_key

SOURCE = "carried"
AT_MOST = 3
"""How often what is carried may itself be carried on in one unit of work: over that many editions."""


def register() -> None:
    words = [name for name in vocabulary().words if not name.startswith("judgement.")]
    register_source(SOURCE, words=words, keys=_keys, claims=_claims, vanished="retracted", many=_many)


def way_of(old: CompiledRequirement, new: CompiledRequirement, strength: str) -> Way:
    """The way of proof between two requirements, as the rule asks."""
    return Way(
        old_topic=old.private_topic,
        new_topic=new.private_topic,
        old_edition=old.edition_slug,
        new_edition=new.edition_slug,
        strength=strength,
        kinds=old.asked.kinds,
        anew=frozenset(transitions().anew),
    )


def carried_facets(way: Way, facets: Mapping[str, Any]) -> dict[str, Any]:
    """A claim's details once it is carried: where it names the standards it covers, the new edition is among them."""
    if not facets.get("standards"):
        return dict(facets)
    return {**facets, "standards": sorted({*facets["standards"], way.new_edition})}


@dataclass(frozen=True, slots=True)
class _Open:
    """One way that was opened in a system."""

    system: uuid.UUID
    way: Way
    until: date | None


def _keys(context: Context) -> Iterable[str]:
    rows = Carried.objects.values_list("system_id", "old_id", "new_id").distinct()
    return [carried_key(*row) for row in rows]


def _claims(context: Context, key: str) -> list[DraftClaim]:
    return _many(context, [key]).get(key, [])


def _many(context: Context, keys: Sequence[str]) -> dict[str, list[DraftClaim]]:
    """What goes over on each of several ways."""
    opened = _opened(keys)
    found: dict[str, list[DraftClaim]] = {}
    for system in {entry.system for entry in opened.values()}:
        mine = {key: entry for key, entry in opened.items() if entry.system == system}
        claims, ends = _on_file(system, [entry.way for entry in mine.values()])
        newer = _newer(claims, ends)
        for key, entry in mine.items():
            found[key] = [
                draft for claim in claims if (draft := _draft(claim, ends.get(claim.id), entry, newer)) is not None
            ]
    return found


def _opened(keys: Sequence[str]) -> dict[str, _Open]:
    """The latest way of each key."""
    wanted = set(keys)
    olds = {uuid.UUID(key.split("|")[1]) for key in keys}
    rows = list(Carried.objects.filter(old_id__in=olds).order_by("recorded_at", "id"))
    requirements = _compiled_requirements({row.old_id for row in rows} | {row.new_id for row in rows})
    found = {}
    for row in rows:
        key = carried_key(row.system_id, row.old_id, row.new_id)
        if key in wanted:
            way = way_of(requirements[row.old_id], requirements[row.new_id], row.strength)
            found[key] = _Open(row.system_id, way, row.valid_until)
    return found


def _compiled_requirements(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, CompiledRequirement]:
    rows = Requirement.objects.filter(id__in=set(ids)).values_list("id", "edition_id", "edition__digest")
    return {key: compiled(edition, digest).requirements[key] for key, edition, digest in rows}


def _on_file(system: uuid.UUID, ways: Sequence[Way]) -> tuple[list[Claim], dict[uuid.UUID, ClaimEnd]]:
    """Every claim of the system about the requirements of some ways, old and new, with how it ended."""
    topics = {topic for way in ways for topic in (way.old_topic, way.new_topic)}
    named = Q()
    for edition in {slug for way in ways for slug in (way.old_edition, way.new_edition)}:
        named |= Q(topic=None, facets__standards__contains=[edition])
    rows = (
        Claim.objects.filter(Q(system_id=system) | Q(system_id=None))
        .filter(Q(topic_id__in=topics) | named)
        .exclude(source="judgement")
    )
    claims = list(rows.order_by("valid_from", "id"))
    ends = ClaimEnd.objects.filter(claim_id__in=[claim.id for claim in claims])
    return claims, {end.claim_id: end for end in ends}


_Newer = Mapping[tuple[str, str, str], Sequence[Claim]]


def _newer(claims: Sequence[Claim], ends: Mapping[uuid.UUID, ClaimEnd]) -> _Newer:
    """Records by word, subject and topic ("" for none), the oldest first; those taken back left out."""
    found: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        end = ends.get(claim.id)
        if claim.source == "record" and claim.stance > 0 and (end is None or end.how != "retracted"):
            found.setdefault((claim.kind, claim.subject_ref, str(claim.topic_id or "")), []).append(claim)
    return found


def _draft(claim: Claim, end: ClaimEnd | None, entry: _Open, newer: _Newer) -> DraftClaim | None:
    """What is claimed of the new requirement because of one claim about the old; None when it does not go over."""
    way = entry.way
    standards = claim.facets.get("standards") or ()
    if not goes_over(way, claim.kind, claim.stance, str(claim.topic_id or ""), standards):
        return None
    if end is not None and end.how == "retracted":
        return None
    ends = [claim.valid_until, end.on_date if end else None, entry.until, _replaced_on(claim, way, newer)]
    until = min((day for day in ends if day is not None), default=None)
    if until is not None and until <= claim.valid_from:
        return None
    return DraftClaim(
        kind=claim.kind,
        code=str(claim.id),
        valid_from=claim.valid_from,
        valid_until=until,
        collected_at=claim.collected_at,
        stance=claim.stance,
        grade=claim.grade,
        system=entry.system,
        topic=uuid.UUID(way.new_topic),
        subject_kind=claim.subject_kind,
        subject_ref=claim.subject_ref,
        item=claim.item_id,
        facets=carried_facets(way, claim.facets),
        rationale=claim.rationale,
        filed_by=claim.filed_by,
        basis=((f"claim:{claim.id}", claim.digest),),
    )


def _replaced_on(claim: Claim, way: Way, newer: _Newer) -> date | None:
    """The day of the first newer record of the same series that speaks of the new requirement; None when there is none."""
    if claim.source != "record" or claim.stance <= 0:
        return None
    selecting = selecting_of(vocabulary().word(claim.kind))
    told = {name: claim.facets.get(name) for name in selecting}
    candidates = [
        *newer.get((claim.kind, claim.subject_ref, way.new_topic), ()),
        *(
            other
            for other in newer.get((claim.kind, claim.subject_ref, ""), ())
            if way.new_edition in (other.facets.get("standards") or ())
        ),
    ]
    days = [
        other.valid_from
        for other in candidates
        if other.valid_from >= claim.valid_from
        and {name: other.facets.get(name) for name in selecting} == told
        and other.id != claim.id
    ]
    return min(days, default=None)


def settle(context: Context, tokens: Tokens) -> Tokens:
    """After the ledger: what changed about an old requirement changes what is carried from it."""
    for _round in range(AT_MOST):
        keys = _touched(tokens)
        changed = reconcile(context, sources[SOURCE], keys) if keys else set()
        if not changed - tokens:
            return tokens | changed
        tokens = tokens | changed
    return tokens


def _touched(tokens: Tokens) -> list[str]:
    """The open ways that the changed claims can touch."""
    topics, kinds = set(), set()
    for name, key in tokens:
        if name == "claim":
            _system, kind, topic = key.split("|")
            if topic:
                topics.add(uuid.UUID(topic))
            else:
                kinds.add(kind)
    if not topics and not kinds:
        return []
    asked = Q(old__private_topic_id__in=topics) | Q(new__private_topic_id__in=topics)
    rows = Carried.objects.filter(valid_until=None) if kinds else Carried.objects.filter(asked, valid_until=None)
    values = list(rows.values_list("system_id", "old_id", "new_id", "old__private_topic_id", "new__private_topic_id"))
    if not values:
        return []
    requirements = _compiled_requirements(row[1] for row in values) if kinds else {}
    return sorted(
        carried_key(*row[:3])
        for row in values
        if topics.intersection(row[3:]) or (row[1] in requirements and kinds & requirements[row[1]].asked.kinds)
    )
