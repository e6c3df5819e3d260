"""Writing a whole sheet of one kind of resource: all rows or none."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from clauseway.kernel.context import Context

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet: a new resource, or a change of the one that `key` and `version` name."""

    values: Mapping[str, Any]
    key: uuid.UUID | None = None
    version: int = 0


def write_rows(
    context: Context, rows: Sequence[SheetRow], add: Callable[..., Made], change: Callable[..., Made]
) -> list[Made]:
    """Add or change row by row with the operations given. Called inside one operation, so that a refused row takes all back."""
    return [
        add(context, **row.values) if row.key is None else change(context, row.key, version=row.version, **row.values)
        for row in rows
    ]
