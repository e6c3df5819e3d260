"""What evidence itself can prove: records that people filed, the latest of each kind winning."""

import json
import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from clauseway.catalogue.models import Requirement
from clauseway.catalogue.vocabulary import vocabulary
from clauseway.evidence.models import Record
from clauseway.kernel.context import Context
from clauseway.kernel.registry import DraftClaim, register_source


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

    Records that speak of the same thing (same system, standards, sites and selecting facets) form a series in which each
    holds until the next; contrary facts do not supersede each other: each is open until it is closed.
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
    return {key: _series_claims(rows_of, topics.get(key.rpartition("|")[2])) for key, rows_of in grouped.items()}


def _series_claims(rows: Sequence[Record], topic: uuid.UUID | None) -> list[DraftClaim]:
    word = vocabulary().word(rows[0].word)
    selecting = {field.name for field in word.fields.values() if field.type == "choice" and not field.decides}
    latest: dict[str, date] = {}
    drafts: list[DraftClaim] = []
    for row in reversed(rows):
        series = _series(row, selecting)
        until = latest.get(series) if word.stance > 0 else None
        ends = [day for day in (until, row.valid_until, row.ended_on) if day is not None]
        latest[series] = row.happened_on
        if ends and min(ends) <= row.happened_on:
            continue
        drafts.append(
            DraftClaim(
                kind=word.name,
                code=str(row.id),
                valid_from=row.happened_on,
                valid_until=min(ends, default=None),
                collected_at=row.recorded_at,
                stance=word.stance,
                grade="examined" if row.examined_by_id else "recorded",
                system=row.system_id,
                topic=topic,
                subject_kind=row.subject_kind,
                subject_ref=row.subject_ref,
                item=row.item_id,
                facets=row.facets,
                rationale=row.statement,
                filed_by=str(row.recorded_by_id or ""),
            )
        )
    return drafts


def _series(row: Record, selecting: set[str]) -> str:
    told_apart = {name: row.facets.get(name) for name in (*selecting, "standards", "sites", "subject", "only")}
    return json.dumps([str(row.system_id or ""), told_apart], sort_keys=True)


def _topics(requirements: set[str]) -> dict[str, uuid.UUID]:
    """The private topics of some requirements, by requirement."""
    if not requirements:
        return {}
    rows = Requirement.objects.filter(id__in=requirements).values_list("id", "private_topic_id")
    return {str(key): topic for key, topic in rows}
