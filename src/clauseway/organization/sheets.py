"""Remembered mappings of sheets: an organization has an ERP, and nobody maps the columns of its export twice."""

import hashlib
import json
from collections.abc import Sequence

from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.work import operation
from clauseway.organization.models import SheetMapping


def heads_key(heads: Sequence[str]) -> str:
    """What tells sheets of one kind: their heads, folded, in order."""
    return hashlib.sha256(json.dumps([fold(head) for head in heads]).encode()).hexdigest()


def remembered(context: Context, register: str, heads: Sequence[str]) -> SheetMapping | None:
    """How a sheet with these heads was mapped last time into this register; one statement."""
    return SheetMapping.objects.filter(register=register, heads_key=heads_key(heads)).first()


def last_sheet(context: Context, register: str) -> SheetMapping | None:
    """The latest import of a sheet into a register, with who did it; one statement."""
    rows = SheetMapping.objects.filter(register=register).select_related("last_run_by")
    return rows.order_by("-last_run_at").first()


@operation
def remember_sheet(
    context: Context,
    register: str,
    *,
    heads: Sequence[str],
    mapping: Sequence[str],
    has_head: bool,
    whole: bool,
    counts: tuple[int, int, int],
) -> SheetMapping:
    """Remember a mapping that was just used, and what the sheet did (added, changed, ended). Whoever may write the register may do this: it opens nothing."""
    added, changed, ended = counts
    found, _made = SheetMapping.objects.update_or_create(
        register=register,
        heads_key=heads_key(heads),
        organization_id=context.require_organization(),
        defaults={
            "heads": [fold(head) for head in heads],
            "mapping": list(mapping),
            "has_head": has_head,
            "whole": whole,
            "last_run_at": context.now,
            "last_run_by_id": context.person,
            "added": added,
            "changed": changed,
            "ended": ended,
        },
    )
    return found
