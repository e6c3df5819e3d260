"""Keeping many duties as they should stand, at once: for rooms whose due dates follow from facts and from the organization's own rhythms."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from clauseway.actions.models import Duty
from clauseway.kernel.context import Context

CHANGING = ("kind", "title", "detail", "person_id", "role", "due_on", "system_id", "reference", "path")
BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A duty that should stand open: what `open_duty` takes, as a value. `reference` is what it is about."""

    natural_key: str
    kind: str
    title: str
    due_on: date
    reference: str
    path: str
    person_id: uuid.UUID | None = None
    role: str = ""
    detail: str = ""
    system_id: uuid.UUID | None = None


def hold_duties(
    context: Context,
    wanted: Sequence[Due],
    *,
    kinds: Collection[str],
    about: Collection[str],
    gone: Collection[str] = (),
) -> None:
    """Let exactly the wanted duties of some kinds about some references stand open; the others of them are closed as done, those about what is `gone` as
    dropped. Three statements and the rows that change, however many there are. Called inside the operation of the room whose duties they are."""
    keys = [due.natural_key for due in wanted]
    standing = {row.natural_key: row for row in Duty.objects.filter(kind__in=kinds, reference__in=about)}
    over = [row for key, row in standing.items() if row.state == "open" and key not in set(keys)]
    for state, rows in (
        ("dropped", [row.id for row in over if row.reference in gone]),
        ("done", [row.id for row in over if row.reference not in gone]),
    ):
        if rows:
            Duty.objects.filter(id__in=rows).update(state=state, closed_at=context.now)
    fresh, changed = [], []
    for due in wanted:
        row = standing.get(due.natural_key)
        if row is None:
            fresh.append(_fill(Duty(organization_id=context.require_organization(), natural_key=due.natural_key), due))
        elif row.state != "open" or any(getattr(row, name) != getattr(due, name) for name in CHANGING):
            changed.append(_fill(row, due))
    Duty.objects.bulk_create(fresh, batch_size=BATCH)
    fields = [name.removesuffix("_id") if name == "person_id" else name for name in CHANGING]
    Duty.objects.bulk_update(changed, [*fields, "state", "closed_at"], batch_size=BATCH)


def _fill(row: Duty, due: Due) -> Duty:
    for name in CHANGING:
        setattr(row, name, getattr(due, name))
    row.title, row.detail = row.title[:300], row.detail[:400]
    row.state, row.closed_at = "open", None
    return row
