"""What conformity itself says to the ledger: people's judgements, each until the next or until it ended."""

import uuid
from collections.abc import Iterable

from clauseway.conformity.models import Judgement
from clauseway.kernel.context import Context
from clauseway.kernel.registry import DraftClaim, register_source

WORDS = {"shown": ("judgement.shown", 1), "partly": ("judgement.partly", 0), "gap": ("judgement.contrary", -1)}


def register() -> None:
    register_source("judgement", words=[word for word, _stance in WORDS.values()], keys=_keys, claims=_claims)


def _keys(context: Context) -> Iterable[str]:
    rows = Judgement.objects.values_list("system_id", "requirement_id").distinct()
    return [f"{system}|{requirement}" for system, requirement in rows]


def _claims(context: Context, key: str) -> list[DraftClaim]:
    """A judgement speaks for its own requirement alone, whatever topic it stands on."""
    system, requirement = key.split("|")
    rows = Judgement.objects.filter(system_id=system, requirement_id=requirement).select_related(
        "requirement__edition", "carried_from"
    )
    drafts = []
    for row in rows.order_by("recorded_at", "id"):
        if row.ended_on is not None and row.ended_on <= row.judged_on:
            continue
        word, stance = WORDS[row.answer]
        drafts.append(
            DraftClaim(
                kind=word,
                code=str(row.id),
                valid_from=row.judged_on,
                valid_until=row.ended_on,
                collected_at=row.carried_from.recorded_at if row.carried_from else row.recorded_at,
                stance=stance,
                grade="declared" if row.declared else "recorded",
                system=uuid.UUID(system),
                topic=row.requirement.private_topic_id,
                facets={"standards": [row.requirement.edition.slug]},
                rationale=row.rationale,
                filed_by=str(row.by_id),
                basis=tuple((f"{kind}:{ref}", digest) for kind, ref, digest in row.basis),
            )
        )
    return drafts
