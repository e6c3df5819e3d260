"""What the communication plan can prove: that a line is settled, that it took place; and the contraries: its owner left, it stayed out."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from clauseway.kernel.context import Context
from clauseway.kernel.registry import DraftClaim, Tokens, register_settler, register_source, touched_populations
from clauseway.rules import communication as rule
from clauseway.systems.models import CommunicationHeld, PlannedCommunication
from clauseway.systems.queries.communication import entry_value, standing_occurrences

WORDS = ("communication.planned", "communication.performed", "communication.orphaned", "communication.overdue")


def register() -> None:
    register_source("communication", words=WORDS, keys=_keys, claims=_claims, many=many_claims)
    register_settler(people_changed, first=True)


def people_changed(context: Context, tokens: Tokens) -> Tokens:
    """When people changed, look again at the lines somebody sees to."""
    if "person" not in touched_populations(tokens):
        return tokens
    rows = PlannedCommunication.objects.exclude(owner=None).values_list("id", flat=True)
    return tokens | {("communication", str(key)) for key in rows}


def _keys(context: Context) -> Iterable[str]:
    return [str(key) for key in PlannedCommunication.objects.values_list("id", flat=True)]


def _claims(context: Context, key: str) -> list[DraftClaim]:
    return many_claims(context, [key]).get(key, [])


def many_claims(context: Context, keys: Sequence[str]) -> dict[str, list[DraftClaim]]:
    """The claims about some lines: two reads, however many they are."""
    ids = [uuid.UUID(key) for key in keys]
    held = standing_occurrences(ids)
    rows = PlannedCommunication.objects.filter(id__in=ids).select_related("owner")
    return {str(row.id): list(_of(row, held[row.id])) for row in rows}


def _of(row: PlannedCommunication, held: Sequence[CommunicationHeld]) -> Iterable[DraftClaim]:
    entry, by_ref = entry_value(row), {str(one.id): one for one in held}
    days = [(ref, one.on) for ref, one in by_ref.items()]
    if (planned := rule.planned(entry)) is not None:
        yield _draft(row, "communication.planned", planned)
    if (orphaned := rule.orphaned(entry)) is not None:
        yield _draft(row, "communication.orphaned", orphaned, stance=-1)
    for span in rule.held(entry, days):
        one = by_ref[span.ref]
        more: dict[str, Any] = {
            "collected_at": one.recorded_at,
            "filed_by": str(one.by_id or ""),
            "rationale": one.note,
        }
        yield _draft(row, "communication.performed", span, **more)
    for span in rule.overdue(entry, days):
        yield _draft(row, "communication.overdue", span, stance=-1)


def _draft(row: PlannedCommunication, kind: str, span: rule.Span, **more: Any) -> DraftClaim:
    facets = {"side": row.side} | ({"statement": row.what} if more.get("stance") == -1 else {})
    given = {"collected_at": row.recorded_at, **more}
    return DraftClaim(
        kind=kind,
        code=f"{kind}|{span.ref}|{span.begins}",
        valid_from=span.begins,
        valid_until=span.ends,
        system=row.system_id,
        facets=facets,
        **given,
    )
