"""Seals over the trail: a Merkle root per run of rows, chained per organization, so that rewriting history shows.

A seal covers every row of the organization between the last row of the seal before and its own last row. It is made only over rows older than
every running transaction: a row that commits late can then never appear inside a sealed run, and one that does was put there.
"""

import dataclasses
import time
import uuid
from collections.abc import Sequence
from datetime import UTC

from django.db import connection

from clauseway.kernel.context import Context, within
from clauseway.organization.models import Seal
from clauseway.rules import merkle

MOST_ROWS = 20_000
"""Rows under one seal; a longer run gets several."""
PATIENCE = 30.0
"""Seconds to wait for the transactions that run when sealing starts."""

_ROWS = """
SELECT id, at, actor, request, table_name, row, verb, old::text, new::text, transaction_id FROM organization_trail
WHERE organization_id = %s AND id > %s AND id <= %s ORDER BY id LIMIT %s
"""


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """What does not hold: stable code, the seal's number, the trail row's id (None when it cannot be told), and a sentence for the operator."""

    code: str
    seal: int
    row: int | None
    message: str


@dataclasses.dataclass(frozen=True, slots=True)
class Report:
    """What re-checking one organization's seals found."""

    organization: uuid.UUID
    seals: int
    rows: int
    unsealed: int
    head: str
    problems: tuple[Problem, ...]


def settled_horizon(patience: float = PATIENCE) -> int | None:
    """The id up to which no trail row can still appear, or None when transactions outlast `patience` (seconds).

    Every id given out so far belongs to a transaction older than the number drawn afterwards; once all older ones ended, the run is final. Must be
    called outside a transaction that has written: it would wait for itself.
    """
    until = time.monotonic() + patience
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value FROM organization_trail_id_seq")
        horizon = int(cursor.fetchone()[0])
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        drawn = cursor.fetchone()[0]
        while True:
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
            if cursor.fetchone()[0] >= drawn:
                return horizon
            if time.monotonic() >= until:
                return None
            time.sleep(0.2)


def seal(context: Context, horizon: int) -> list[Seal]:
    """Seal the organization's rows up to `horizon` (from `settled_horizon`); returns the new seals, none when there is nothing to seal."""
    made: list[Seal] = []
    while True:
        with within(context):
            fresh = _seal_once(context, horizon)
        if fresh is None:
            return made
        made.append(fresh)


def _seal_once(context: Context, horizon: int) -> Seal | None:
    organization = context.require_organization()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"seal {organization}"])
    last = latest(context)
    ids, leaves = _leaves(organization, last.last_row if last else 0, horizon, MOST_ROWS)
    if not ids:
        return None
    number, previous = (last.number + 1, last.head) if last else (1, merkle.EMPTY)
    root = merkle.root(leaves)
    return Seal.objects.create(
        organization_id=organization,
        number=number,
        first_row=ids[0],
        last_row=ids[-1],
        rows=len(ids),
        root=root,
        leaves=b"".join(leaves),
        previous=previous,
        head=merkle.head(
            previous, root, organization=str(organization), number=number, first=ids[0], last=ids[-1], rows=len(ids)
        ),
    )


def _leaves(organization: uuid.UUID, after: int, until: int, most: int) -> tuple[list[int], list[bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, [organization, after, until, most])
        ids, leaves = [], []
        for row in cursor:
            ids.append(row[0])
            leaves.append(
                merkle.leaf(
                    [
                        row[0],
                        str(organization),
                        row[1].astimezone(UTC).isoformat(),
                        *row[2:5],
                        str(row[5]),
                        *row[6:],
                    ]
                )
            )
        return ids, leaves


def latest(context: Context) -> Seal | None:
    """The organization's newest seal."""
    return Seal.objects.filter(organization_id=context.require_organization()).order_by("-number").first()


def head(context: Context) -> str:
    """The chain's head in its short form, as printed on every export ("" before the first seal)."""
    found = (
        Seal.objects.filter(organization_id=context.require_organization())
        .order_by("-number")
        .values_list("number", "head")
        .first()
    )
    return merkle.short(*found) if found else ""


def verify(context: Context, printed: Sequence[str] = ()) -> Report:
    """Recompute every root and the chain. `printed` are short heads from exports of this organization that must lie on the chain."""
    organization = context.require_organization()
    problems: list[Problem] = []
    previous, after, number, rows, heads = merkle.EMPTY, 0, 0, 0, set()
    for entry in Seal.objects.filter(organization_id=organization).order_by("number").iterator(50):
        number += 1
        problems += _check_place(entry, number, previous)
        problems += _check_rows(entry, after)
        previous, after, number, rows = entry.head, entry.last_row, entry.number, rows + entry.rows
        heads.add(merkle.short(entry.number, entry.head))
    for text in printed:
        if text not in heads:
            problems.append(
                Problem("head-unknown", int(text.split(":")[0]), None, f"The printed head {text} is not on the chain.")
            )
    return Report(organization, number, rows, _unsealed(organization, after), head(context), tuple(problems))


def _check_place(entry: Seal, number: int, previous: str) -> list[Problem]:
    """The chain: numbers without a gap, each seal bound to the one before, each head made of what the seal says."""
    found = []
    if entry.number != number:
        found.append(Problem("seal-missing", number, None, f"Seal {number} is missing before seal {entry.number}."))
    if entry.previous != previous:
        found.append(
            Problem("chain-broken", entry.number, None, f"Seal {entry.number} does not follow the one before.")
        )
    stated = merkle.head(
        entry.previous,
        entry.root,
        organization=str(entry.organization_id),
        number=entry.number,
        first=entry.first_row,
        last=entry.last_row,
        rows=entry.rows,
    )
    if stated != entry.head:
        found.append(Problem("seal-changed", entry.number, None, f"Seal {entry.number} itself was changed."))
    return found


def _check_rows(entry: Seal, after: int) -> list[Problem]:
    """The rows under a seal: none changed, added or taken away since."""
    ids, leaves = _leaves(entry.organization_id, after, entry.last_row, entry.rows + 1)
    if merkle.root(leaves) == entry.root and len(ids) == entry.rows:
        return []
    kept = bytes(entry.leaves)
    sealed = [kept[i : i + 32] for i in range(0, len(kept), 32)]
    place = merkle.differing(sealed, leaves) if merkle.root(sealed) == entry.root else None
    row = ids[place] if place is not None and place < len(ids) else None
    where = f"first at row {row}" if row else "at a row that cannot be told"
    if len(ids) != entry.rows:
        what = "rows are missing" if len(ids) < entry.rows else "rows were added"
        return [Problem("rows-differ", entry.number, row, f"Under seal {entry.number} {what}, {where}.")]
    return [Problem("row-changed", entry.number, row, f"Under seal {entry.number} a row was changed, {where}.")]


def _unsealed(organization: uuid.UUID, after: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM organization_trail WHERE organization_id = %s AND id > %s", [organization, after]
        )
        return int(cursor.fetchone()[0])
