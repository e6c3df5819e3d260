"""The job that makes a report: never in a web process, and never half kept."""

import logging
import uuid
from contextlib import nullcontext
from importlib import import_module

from django.utils import translation
from procrastinate.contrib.django import app

from clauseway.conformity.models import Report
from clauseway.conformity.reports import fail_report, get_report, keep_report
from clauseway.kernel.context import Context, system_context, within

RENDERERS = {
    "pdf": "clauseway.web.reports.pdf",
    "docx": "clauseway.web.reports.word",
    "xlsx": "clauseway.web.reports.excel",
}
log = logging.getLogger(__name__)


@app.task(pass_context=False)
def make_report(organization: str, zone: str, report: str) -> None:
    """Make one asked report; doing it again makes the same file again."""
    make(system_context(uuid.UUID(organization), zone=zone), uuid.UUID(report))


def make(context: Context, report: uuid.UUID) -> Report:
    """Build the value, render it, keep the file; a failure is kept too, in words.

    The renderer asked for is loaded here, so that a web process, which only defers the job, stays small.
    """
    from clauseway.web.reports.build import gap_report

    with within(context):
        asked = get_report(context, report)
    renderer = import_module(RENDERERS[asked.format])
    with getattr(renderer, "rendering", lambda: nullcontext(renderer.render))() as render:
        with within(context), translation.override(asked.language):
            by = asked.asked_by.name if asked.asked_by else ""
            built = gap_report(context, asked.system, as_of=asked.as_of, known_at=asked.known_at, prepared_by=by)
        try:
            with translation.override(asked.language):
                content = render(built)
        except Exception as error:
            log.exception("report %s could not be made", report)
            fail_report(context, report, f"{type(error).__name__}: {error}")
            raise
    return keep_report(context, report, content)
