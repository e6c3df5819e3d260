"""What evidence itself can prove: records that people filed, the latest of each kind winning."""

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from clauseway.catalogue.models import Requirement
from clauseway.catalogue.vocabulary import Word, vocabulary
from clauseway.evidence.models import Record
from clauseway.kernel.context import Context
from clauseway.kernel.registry import DraftClaim, register_source, superseding
from clauseway.rules.remarks import BULK_CLAIMS, BULK_DAYS

ATTESTED = "population.none||"


def register() -> None:
    words = [name for name, word in vocabulary().words.items() if "record" in word.by]
    register_source(
        "record", words=words, keys=_keys, claims=record_claims, vanished="retracted", many=many_record_claims
    )


def _keys(context: Context) -> Iterable[str]:
    rows = Record.objects.values_list("word", "subject_ref", "requirement_id").distinct()
    return [f"{word}|{subject}|{requirement or ''}" for word, subject, requirement in rows]


def record_claims(context: Context, key: str) -> list[DraftClaim]:
    """The claims of all records of one word about one subject and requirement (see `many_record_claims`)."""
    return many_record_claims(context, [key]).get(key, [])


def many_record_claims(context: Context, keys: Sequence[str]) -> dict[str, list[DraftClaim]]:
    """The claims of all records behind some keys (word, subject, requirement).

    Records that speak of the same thing (same system, selecting facets, and whether they count at all) form a series in which each holds until the next that
    speaks for the same site and standard; contrary facts do not supersede each other: each is open until it is closed.
    """
    parts = [key.split("|") for key in keys]
    rows = (
        Record.objects.filter(
            word__in={word for word, _s, _r in parts}, subject_ref__in={subject for _w, subject, _r in parts}
        )
        .exclude(ended_how="withdrawn")
        .order_by("happened_on", "recorded_at", "id")
    )
    wanted = set(keys)
    grouped: dict[str, list[Record]] = {}
    for row in rows:
        key = f"{row.word}|{row.subject_ref}|{row.requirement_id or ''}"
        if key in wanted:
            grouped.setdefault(key, []).append(row)
    topics = _topics({requirement for _w, _s, requirement in parts if requirement})
    zone = ZoneInfo(context.zone)
    found = {key: _series_claims(rows_of, topics.get(key.rpartition("|")[2]), zone) for key, rows_of in grouped.items()}
    _cut_by_rooms(context, found)
    if ATTESTED in found:
        found[ATTESTED] = _until_contradicted(found[ATTESTED])
    return found


def _cut_by_rooms(context: Context, found: dict[str, list[DraftClaim]]) -> None:
    """End records that a room's own statement about the same subject came after (or on the same day); a rejection there outlives no older approval here."""
    for word, days_of in superseding.items():
        keys = {key: key.split("|")[1] for key in found if key.startswith(f"{word}|") and key.endswith("|")}
        if not keys:
            continue
        days = days_of(context, sorted(set(keys.values())))
        for key, subject in keys.items():
            kept = []
            for draft in found[key]:
                later = [day for day in days.get(subject, ()) if day >= draft.valid_from]
                ends = [day for day in (*later, draft.valid_until) if day is not None]
                if not ends or min(ends) > draft.valid_from:
                    kept.append(replace(draft, valid_until=min(ends, default=None)))
            found[key] = kept


def voided_by() -> dict[str, list[str]]:
    """By contrary word, the populations of which it cannot be true that there are none while a fact of that word is open."""
    against = [word for word in vocabulary().words.values() if word.stance < 0]
    found = {word.name: [word.subject] for word in against if word.subject}
    return found | {"nonconformity.open": ["nonconformity"]}


def _until_contradicted(drafts: list[DraftClaim]) -> list[DraftClaim]:
    """An attestation that there are none ends on the day on which an open contrary fact says otherwise."""
    kept = []
    for draft in drafts:
        kind = draft.facets.get("subject")
        words = [word for word, kinds in voided_by().items() if kind in kinds]
        rows = Record.objects.filter(word__in=words).exclude(ended_how="withdrawn")
        days = [
            max(happened, draft.valid_from)
            for happened, ended in rows.values_list("happened_on", "ended_on")
            if ended is None or ended > draft.valid_from
        ]
        ends = [day for day in (*days, draft.valid_until) if day is not None]
        if not ends or min(ends) > draft.valid_from:
            kept.append(replace(draft, valid_until=min(ends, default=None)))
    return kept


def _series_claims(rows: Sequence[Record], topic: uuid.UUID | None, zone: ZoneInfo) -> list[DraftClaim]:
    """The claims of the records of one key, oldest last. A record holds until the next of its series; where the next speaks for some of its sites or
    standards only, it goes on for the others."""
    word = vocabulary().word(rows[0].word)
    selecting = selecting_of(word)
    series: dict[str, list[Record]] = {}
    for row in rows:
        series.setdefault(_series(row, selecting), []).append(row)
    heaps = _heaps(rows, zone)
    drafts: list[DraftClaim] = []
    for records in series.values():
        for position, row in enumerate(records):
            later = records[position + 1 :] if word.stance > 0 else []
            for code, facets, until in _extents(row, later):
                ends = [day for day in (until, row.valid_until, row.ended_on) if day is not None]
                if not ends or min(ends) > row.happened_on:
                    heap = {"heap": heaps[row.id]} if row.id in heaps else {}
                    drafts.append(_draft(row, word.stance, topic, code, {**facets, **heap}, min(ends, default=None)))
    return drafts


def selecting_of(word: Word) -> set[str]:
    """The details of a word that tell its series apart: the external side is not the internal one, while a result only says how it went."""
    selecting = {field.name for field in word.fields.values() if not field.decides or field.type == "yesno"}
    return selecting - {field.name for field in word.fields.values() if field.type == "text"}


def _draft(
    row: Record, stance: int, topic: uuid.UUID | None, code: str, facets: dict[str, Any], until: date | None
) -> DraftClaim:
    return DraftClaim(
        kind=row.word,
        code=code,
        valid_from=row.happened_on,
        valid_until=until,
        collected_at=row.recorded_at,
        stance=stance,
        grade="examined" if row.examined_by_id else "recorded",
        system=row.system_id,
        topic=topic,
        subject_kind=row.subject_kind,
        subject_ref=row.subject_ref,
        item=row.item_id,
        facets=facets,
        rationale=row.statement,
        filed_by=str(row.recorded_by_id or ""),
    )


def _series(row: Record, selecting: set[str]) -> str:
    told_apart = {name: row.facets.get(name) for name in (*sorted(selecting), "subject", "only")}
    return json.dumps([str(row.system_id or ""), told_apart], sort_keys=True)


def _extents(row: Record, later: Sequence[Record]) -> list[tuple[str, dict[str, Any], date | None]]:
    """For what and until when a record speaks: (code, facets, until), the whole first.

    The whole holds until something newer speaks for a part of it; the parts of which nothing newer speaks go on as a claim of their own.
    """
    ends = {part: next((new.happened_on for new in later if _speaks(new, row, part)), None) for part in _parts(row)}
    first = min((end for end in ends.values() if end is not None), default=None)
    found = [(str(row.id), dict(row.facets), first)]
    for end in sorted({end for end in ends.values() if end != first}, key=lambda day: day or date.max):
        parts = [part for part, until in ends.items() if until == end]
        facets = dict(row.facets)
        for name, index in (("sites", 0), ("standards", 1)):
            if facets.get(name):
                facets[name] = sorted({part[index] for part in parts})
        found.append((f"{row.id}:{end or 'on'}", facets, end))
    return found


def _parts(row: Record) -> list[tuple[str, str]]:
    """The sites and standards a record speaks for, one by one; "" where it names none."""
    return [
        (site, standard) for site in row.facets.get("sites") or [""] for standard in row.facets.get("standards") or [""]
    ]


def _speaks(new: Record, old: Record, part: tuple[str, str]) -> bool:
    """Whether a newer record takes the place of an older one for a part of it.

    One that names its sites or standards does so for these, and for an older one that named none; one that names none does so for an older one that
    named none, or when it says something else: then nobody can rely on the older one.
    """
    for name, value in zip(("sites", "standards"), part, strict=True):
        named = new.facets.get(name) or []
        if named and value and value not in named:
            return False
        if not named and value and _says(new) == _says(old):
            return False
    return True


def _says(row: Record) -> dict[str, Any]:
    return {name: value for name, value in row.facets.items() if name not in ("sites", "standards", "note", "reason")}


def _heaps(rows: Sequence[Record], zone: ZoneInfo) -> dict[uuid.UUID, int]:
    """For records of one key that one person entered on one day in a heap, over more than a week of events: how many they were."""
    entered: dict[tuple[date, str], list[Record]] = {}
    for row in rows:
        day = row.recorded_at.astimezone(zone).date()
        entered.setdefault((day, str(row.recorded_by_id or "")), []).append(row)
    found: dict[uuid.UUID, int] = {}
    for heap in entered.values():
        days = [row.happened_on for row in heap]
        if len(heap) >= BULK_CLAIMS and (max(days) - min(days)).days > BULK_DAYS:
            found |= {row.id: len(heap) for row in heap}
    return found


def _topics(requirements: set[str]) -> dict[str, uuid.UUID]:
    """The private topics of some requirements, by requirement."""
    if not requirements:
        return {}
    rows = Requirement.objects.filter(id__in=requirements).values_list("id", "private_topic_id")
    return {str(key): topic for key, topic in rows}
