"""Files as documents: a file into a draft, and Word into the text of one. What is read is checked like any import."""

import contextlib
import uuid
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from clauseway.documents.drafting import add_document, find, locked, refuse_edit
from clauseway.documents.extraction import Extracted, ExtractionLimits, extract
from clauseway.documents.intake import MEDIA, keep_passages
from clauseway.documents.models import Document, Passage, Suggestion
from clauseway.documents.problems import SENTENCES
from clauseway.evidence.operations import collect_item
from clauseway.kernel.context import Context
from clauseway.kernel.refusals import Conflict, Refusal
from clauseway.kernel.work import operation, touch
from clauseway.organization.policies import require
from clauseway.rules.passages import count_words


def read_upload(name: str, content: bytes) -> Extracted:
    """Read a file before it is put anywhere, outside any transaction. Refusal with the reason when it cannot be read."""
    if not content:
        raise Refusal("file.empty", _("The file is empty."), field="file")
    read = extract(content, name, ExtractionLimits(file_bytes=settings.MAX_FILE_BYTES))
    problem = read.refused
    if problem is not None or not read.kind or read.kind == "zip":
        code = problem.code if problem is not None else "is-archive"
        sentence = _(SENTENCES.get(code, "This file cannot be read."))
        with contextlib.suppress(KeyError, ValueError):
            sentence = sentence.format_map(dict(problem.parameters)) if problem is not None else sentence
        raise Refusal(f"document.file-{code}", sentence, field="file")
    return read


@operation
def upload_document(
    context: Context, system: uuid.UUID, *, title: str, name: str, content: bytes, read: Extracted, **values: Any
) -> Document:
    """A file into the register, as a draft that goes through review and approval like any other."""
    row = add_document(context, system, title=title.strip() or read.title, form="uploaded", **values)
    return put_file(context, row.id, version=row.version, name=name, content=content, read=read)


@operation
def put_file(
    context: Context,
    document: uuid.UUID,
    *,
    version: int,
    name: str,
    content: bytes,
    read: Extracted,
    as_text: bool = False,
) -> Document:
    """Put a file into a draft; `as_text` takes its words over to be edited here (Word in), else the file itself is the document.

    Refused on anything but a draft, and for content that is a document of this system already.
    """
    require(context, "evidence.file")
    row = locked(document)
    refuse_edit(context, row)
    if row.version != version:
        raise Conflict(
            "document.changed", _("Somebody else changed this draft meanwhile."), details={"version": row.version}
        )
    if context.person and str(context.person) not in row.wrote:
        row.wrote = [*row.wrote, str(context.person)]
    Suggestion.objects.filter(document=row).delete()
    Passage.objects.filter(document=row).delete()
    row.text, row.words = read.text, count_words(read.text)
    if as_text:
        row.form, row.item, row.name = "authored", None, f"{row.title}.md"[:300]
    else:
        media = MEDIA.get(read.kind, "application/octet-stream")
        item, _new = collect_item(context, name=PurePosixPath(name).name, content=content, media_type=media)
        same = Document.objects.filter(system_id=row.system_id, item=item, form="uploaded").exclude(id=row.id).first()
        if same is not None:
            raise Refusal(
                "document.same-content",
                _("This is the very file of “%s” already.") % same.title,
                field="file",
                details={"document": str(same.id)},
            )
        row.form, row.item, row.name = "uploaded", item, name[:300]
        keep_passages(row, read)
    row.version += 1
    row.save()
    find(context, row)
    touch("document", row.id)
    return row
