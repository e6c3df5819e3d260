"""Reading a drop to its end: by the worker's job, and inline for commands and tests."""

import dataclasses
import logging
import uuid

from clauseway.documents.intake import read_next
from clauseway.documents.models import Drop
from clauseway.documents.suggesting import suggest_passages
from clauseway.kernel.context import Context
from clauseway.kernel.work import operation

log = logging.getLogger(__name__)
IN_A_ROW = 20
"""So many files failing one after the other are not the files' fault (a full disk): the drop stops and can be started again."""


def read_all(context: Context, drop: uuid.UUID) -> Drop:
    """Read every waiting file of a drop, then suggest. Idempotent: stopped anywhere, it goes on where it stopped.

    Not to be called inside a transaction that should show progress: each file commits by itself.
    """
    row = _begin(context, drop)
    if row.state == "done":
        return row
    acting = dataclasses.replace(context, person=context.person or row.started_by_id)
    more, failures = True, 0
    while more and failures < IN_A_ROW:
        try:
            more, failures = read_next(acting, drop), 0
        except Exception:
            failures += 1
            log.exception("Reading a file of the drop %s failed", drop)
    if more:
        return _end(context, drop, "failed", "reading-stopped")
    try:
        suggest_passages(acting, row.system_id)
    except Exception:
        log.exception("Suggesting after the drop %s failed", drop)
        return _end(context, drop, "failed", "suggesting-failed")
    return _end(context, drop, "done")


@operation
def _begin(context: Context, drop: uuid.UUID) -> Drop:
    row = Drop.objects.select_for_update().get(id=drop)
    if row.state in ("waiting", "failed"):
        row.state = "running"
        row.save(update_fields=["state"])
    return row


@operation
def _end(context: Context, drop: uuid.UUID, state: str, problem: str = "") -> Drop:
    row = Drop.objects.select_for_update().get(id=drop)
    row.state, row.finished_at, row.problems = state, context.now, [{"code": problem}] if problem else []
    row.save(update_fields=["state", "finished_at", "problems"])
    return row
