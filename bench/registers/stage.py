"""The organization that is being filled: how much of everything, on which day, by whom, and what was made so far."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

WORDS = ("Metal", "Cable", "Transport", "Paint", "Seal", "Valve", "Sensor", "Timber", "Glass", "Print")


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything, in one organization. `values` are the measurements of one indicator; the others have sixty each."""

    processes: int = 500
    suppliers: int = 2_000
    purchases: int = 20_000
    instruments: int = 1_000
    assets: int = 1_000
    obligations: int = 500
    objectives: int = 100
    indicators: int = 200
    values: int = 10_000


@dataclass
class Stage:
    """The same each time but for identifiers. What each module made stands under the kind's name, in the order it was made."""

    size: Size
    user: Any
    random: Random = field(default_factory=lambda: Random(7))
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    mine: dict[str, Any] = field(default_factory=dict)
    me: Any = None
    people: list[uuid.UUID] = field(default_factory=list)
    process: list[uuid.UUID] = field(default_factory=list)
    supplier: list[Any] = field(default_factory=list)
    instrument: list[Any] = field(default_factory=list)
    asset: list[Any] = field(default_factory=list)
    obligation: list[Any] = field(default_factory=list)
    objective: list[Any] = field(default_factory=list)
    indicator: list[Any] = field(default_factory=list)

    def before(self, days: int) -> date:
        return self.now.date() - timedelta(days=days)

    def save(self, model: Any, rows: Iterator[Any] | list[Any]) -> list[Any]:
        return list(model.objects.bulk_create(rows, batch_size=1000))
