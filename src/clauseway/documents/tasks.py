"""Jobs of documents: reading a drop, and looking for suggestions again."""

import uuid

import procrastinate
from procrastinate.contrib.django import app

from clauseway.documents.distribution import remind_readers
from clauseway.documents.effect import put_in_force
from clauseway.documents.reading_drops import read_all
from clauseway.documents.suggesting import suggest_passages
from clauseway.kernel.context import system_context
from clauseway.organization.queries import all_organizations

_AGAIN = procrastinate.RetryStrategy(max_attempts=3, wait=5)


@app.task(retry=_AGAIN, pass_context=False)
def read_drop(organization: str, zone: str, drop: str) -> None:
    """Read the waiting files of a drop; killed half-way, the next run goes on with what still waits."""
    read_all(system_context(uuid.UUID(organization), zone=zone), uuid.UUID(drop))


@app.task(retry=_AGAIN, pass_context=False)
def suggest_again(organization: str, zone: str, system: str) -> None:
    """Match a system's passages anew, after its editions or their packs changed. Idempotent."""
    suggest_passages(system_context(uuid.UUID(organization), zone=zone), uuid.UUID(system))


@app.periodic(cron="5 * * * *")
@app.task(queueing_lock="documents-in-force", pass_context=False)
def keep_in_force(timestamp: int) -> None:
    """Put approved revisions in force whose day has come, in every organization and its own zone, and remind those who have to read. Idempotent."""
    for organization, zone in all_organizations():
        context = system_context(organization, zone=zone)
        put_in_force(context)
        remind_readers(context)
