"""The job that makes a copy on paper: never in a web process, and never half kept."""

import logging
import uuid
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from procrastinate.contrib.django import app

from clauseway.documents.copies import fail_copy, get_copy, keep_copy
from clauseway.documents.models import DocumentCopy
from clauseway.documents.queries import get_document
from clauseway.kernel.context import Context, system_context, within

log = logging.getLogger(__name__)


@app.task(pass_context=False)
def make_copy(organization: str, zone: str, copy: str) -> None:
    """Make one copy that was asked for; doing it again makes the same file again."""
    make(system_context(uuid.UUID(organization), zone=zone), uuid.UUID(copy))


def make(context: Context, copy: uuid.UUID) -> DocumentCopy:
    """Gather the text, set it, keep the file; a failure is kept too, in words. Pages are set outside any transaction."""
    from clauseway.web.documents import paper

    with timezone.override(ZoneInfo(context.zone)):
        with within(context):
            asked = get_copy(context, copy)
            row = get_document(context, asked.document_id)
            before = get_document(context, asked.against_id) if asked.against_id else None
        try:
            with translation.override(asked.language):
                with within(context):
                    values = paper.payload(context, row) if asked.format == "pdf" else None
                    text = paper.word_text(context, row, before) if values is None else ""
                content = (
                    paper.set_pdf(values) if values is not None else paper.set_word(text, changes=before is not None)
                )
        except Exception as error:
            log.exception("copy %s could not be made", copy)
            fail_copy(context, copy, f"{type(error).__name__}: {error}")
            raise
    return keep_copy(context, copy, content)
