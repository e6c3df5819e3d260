"""Jobs of documents: reading a drop, and looking for suggestions again."""

import uuid

import procrastinate
from procrastinate.contrib.django import app

from clauseway.documents.reading_drops import read_all
from clauseway.documents.suggesting import suggest_passages
from clauseway.kernel.context import system_context

_AGAIN = procrastinate.RetryStrategy(max_attempts=3, wait=5)


@app.task(retry=_AGAIN, pass_context=False)
def read_drop(organization: str, zone: str, drop: str) -> None:
    """Read the waiting files of a drop; killed half-way, the next run goes on with what still waits."""
    read_all(system_context(uuid.UUID(organization), zone=zone), uuid.UUID(drop))


@app.task(retry=_AGAIN, pass_context=False)
def suggest_again(organization: str, zone: str, system: str) -> None:
    """Match a system's passages anew, after its editions or their packs changed. Idempotent."""
    suggest_passages(system_context(uuid.UUID(organization), zone=zone), uuid.UUID(system))
