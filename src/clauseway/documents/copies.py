"""Copies on paper: asking for one, and keeping what the worker made. The making is the face's (web.documents)."""

import hashlib
import uuid
from datetime import timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from clauseway.documents.lines import line_of
from clauseway.documents.models import Document, DocumentCopy
from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.kernel.storage import store
from clauseway.kernel.work import operation
from clauseway.organization.policies import require

STUCK = timedelta(minutes=2)
"""A copy that waits longer is given to the worker once more when it is asked for again."""


@operation
def ask_copy(
    context: Context, document: uuid.UUID, *, format: str, against: uuid.UUID | None = None
) -> tuple[DocumentCopy, bool]:
    """Ask for a revision as PDF or Word; with `against` the redline from an earlier revision, which is made as Word only.

    A copy of the same state, in the same language, asked for today is given again: returns it, and whether it has to be made.
    """
    require(context, "read")
    row = Document.objects.filter(id=document).first()
    if row is None:
        raise NotFound("document.not-found", _("There is no such document."))
    if format not in dict(DocumentCopy.FORMATS) or (against is not None and format != "docx"):
        raise Refusal("copy.format", _("A copy is made as PDF or Word, a redline as Word."), field="format")
    if row.form == "linked" and not row.text:
        raise Refusal("copy.elsewhere", _("It is kept elsewhere; open it there."))
    if against is not None and not line_of(context, row).filter(id=against, number__lt=row.number).exists():
        raise Refusal("copy.against", _("Choose an earlier revision of the same document."), field="against")
    asked = {
        "document_id": row.id,
        "against_id": against,
        "format": format,
        "seen": row.version,
        "language": get_language() or "en",
        "asked_on": context.today,
    }
    same = DocumentCopy.objects.filter(**asked).exclude(state="failed").order_by("-asked_at").first()
    if same is not None:
        return same, same.state == "waiting" and context.now - same.asked_at > STUCK
    made = DocumentCopy.objects.create(organization_id=row.organization_id, asked_by_id=context.person, **asked)
    return made, True


@operation
def keep_copy(context: Context, copy: uuid.UUID, content: bytes) -> DocumentCopy:
    """Keep a made copy."""
    found = get_copy(context, copy)
    found.stored_as = store(context, hashlib.sha256(content).hexdigest(), content)
    found.size, found.state, found.finished_at = len(content), "done", context.now
    found.save(update_fields=["stored_as", "size", "state", "finished_at"])
    return found


@operation
def fail_copy(context: Context, copy: uuid.UUID, problem: str) -> None:
    """Say why a copy could not be made."""
    DocumentCopy.objects.filter(id=copy).update(state="failed", problem=problem[:300], finished_at=context.now)


def get_copy(context: Context, copy: uuid.UUID) -> DocumentCopy:
    """One copy with its document and who asked; NotFound for one that is not here."""
    found = DocumentCopy.objects.filter(id=copy).select_related("document", "against", "asked_by").first()
    if found is None:
        raise NotFound("copy.not-found", _("There is no such copy."))
    return found
