"""Asking for a report and keeping what was made. The making is the face's (web.reports); this is the only writer of the table."""

import hashlib
import uuid
from datetime import date, datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from clauseway.conformity.models import Report
from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.kernel.storage import store
from clauseway.kernel.work import operation
from clauseway.organization.policies import require


@operation
def ask_report(
    context: Context, system: uuid.UUID, *, format: str, as_of: date | None = None, known_at: datetime | None = None
) -> Report:
    """Ask for a gap report as of a day (today), as known at a moment (None: as we know it now)."""
    require(context, "report")
    if format not in dict(Report.FORMATS):
        raise Refusal("report.format", _("A report is made as PDF, Word or Excel."), field="format")
    day = as_of or context.today
    if day > context.today:
        raise Refusal(
            "report.in-the-future",
            _("Nobody can report how it will stand; choose today or a day before."),
            field="as_of",
        )
    return Report.objects.create(
        organization_id=context.require_organization(),
        system_id=system,
        format=format,
        as_of=day,
        known_at=known_at,
        language=get_language() or "en",
        asked_by_id=context.person,
    )


@operation
def keep_report(context: Context, report: uuid.UUID, content: bytes) -> Report:
    """Keep a made report."""
    found = get_report(context, report)
    found.stored_as = store(context, hashlib.sha256(content).hexdigest(), content)
    found.size, found.state, found.finished_at = len(content), "done", context.now
    found.save(update_fields=["stored_as", "size", "state", "finished_at"])
    return found


@operation
def fail_report(context: Context, report: uuid.UUID, problem: str) -> None:
    """Say why a report could not be made."""
    Report.objects.filter(id=report).update(state="failed", problem=problem[:300], finished_at=context.now)


def get_report(context: Context, report: uuid.UUID) -> Report:
    """One report; NotFound for one that is not here."""
    found = Report.objects.filter(id=report).select_related("system", "asked_by").first()
    if found is None:
        raise NotFound("report.not-found", _("There is no such report."))
    return found


def reports(context: Context, system: uuid.UUID, limit: int = 20) -> list[Report]:
    """The last reports asked for."""
    return list(Report.objects.filter(system_id=system).select_related("asked_by").order_by("-asked_at")[:limit])
