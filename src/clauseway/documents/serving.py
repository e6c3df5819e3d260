"""Writing from a template, and saying what serves the documented information a standard asks for. None of it shows that anything conforms."""

import uuid
from collections.abc import Collection
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from clauseway.documents.documented import Entry, entry_of
from clauseway.documents.drafting import add_document, save_text
from clauseway.documents.lines import values_of
from clauseway.documents.models import Document, Drawn, Form, Serving
from clauseway.documents.registers import REGISTERS
from clauseway.documents.template_packs import DocumentTemplate, pack
from clauseway.documents.variables import VARIABLES
from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.kernel.work import operation
from clauseway.organization.policies import require
from clauseway.rules.blanks import with_blanks
from clauseway.systems.queries import applied_editions

DOCUMENT, FORM, REGISTER = "document", "form", "register"


def template_named(key: str) -> DocumentTemplate:
    """One template that ships; NotFound otherwise."""
    found = pack().templates.get(key)
    if found is None:
        raise NotFound("template.not-found", _("There is no such template."))
    return found


@operation
def draw_document(
    context: Context,
    system: uuid.UUID,
    template: str,
    *,
    standards: Collection[str] = (),
    title: str = "",
    entries: Collection[Entry] = (),
    **control: Any,
) -> Document:
    """Begin a document from a template, as a draft: what is known is left as a variable, what is not becomes a blank to be filled in.

    `standards` are families whose parts it takes (none: those the system applies). It is noted to serve the `entries` it was begun for.
    """
    require(context, "evidence.file")
    found = template_named(template)
    families = list(standards) or [one.edition.standard for one in applied_editions(context, system)]
    text = found.written(families)
    name = title.strip() or found.named(families)
    row = add_document(context, system, title=name, text=text, **{"kind": found.kind, **control})
    asked = with_blanks(text, values_of(context, row), lambda name: str(VARIABLES.get(name, name)))
    if asked != text:
        row = save_text(context, row.id, version=row.version, title=row.title, text=asked)
    Drawn.objects.create(organization_id=row.organization_id, document=row, template=found.key)
    for entry in entries:
        accept_serving(context, system, entry, document=row.id)
    return row


@operation
def accept_serving(
    context: Context,
    system: uuid.UUID,
    entry: Entry,
    *,
    document: uuid.UUID | None = None,
    form: uuid.UUID | None = None,
    register: str = "",
) -> Serving:
    """Say that a document, a form or a register of ours serves an entry. Saying it again changes nothing."""
    require(context, "evidence.file")
    known = entry_of(context, system, entry.requirement.id, entry.sort, entry.key)
    values: dict[str, Any] = {}
    if document is not None:
        row = Document.objects.filter(id=document, system_id=system).first()
        if row is None:
            raise NotFound("document.not-found", _("There is no such document."))
        if row.state in ("superseded", "withdrawn", "archived") and row.line_id is None and not _lives(row):
            raise Refusal("serving.ended", _("This document has ended; choose one that is written or in force."))
        values = {"document_id": row.line_key, "target": f"{DOCUMENT}:{row.line_key}"}
    elif form is not None:
        if not Form.objects.filter(id=form, system_id=system).exists():
            raise NotFound("form.not-found", _("There is no such form."))
        values = {"form_id": form, "target": f"{FORM}:{form}"}
    elif register in REGISTERS:
        values = {"target": f"{REGISTER}:{register}"}
    else:
        raise Refusal("serving.target", _("Choose a document, a form or a register."), field="target")
    key = {"system_id": system, "requirement_id": known.requirement.id, "sort": known.sort, "entry_key": known.key}
    made = {"entry": known.text, "accepted_by_id": context.person, "accepted_on": context.today}
    try:
        with transaction.atomic():
            row_, _new = Serving.objects.get_or_create(
                organization_id=context.require_organization(),
                ended_on=None,
                **key,
                target=values["target"],
                defaults={**made, **values},
            )
    except IntegrityError:
        row_ = Serving.objects.get(ended_on=None, **key, target=values["target"])
    return row_


def _lives(row: Document) -> bool:
    """Whether some revision of the document is still written or in force."""
    ended = ("superseded", "withdrawn", "archived")
    return Document.objects.filter(line_id=row.line_key).exclude(state__in=ended).exists()


@operation
def end_serving(context: Context, system: uuid.UUID, serving: uuid.UUID) -> Serving:
    """Take back that something serves an entry. It stays on record until when it was said."""
    require(context, "evidence.file")
    row = Serving.objects.select_for_update().filter(id=serving, system_id=system).first()
    if row is None:
        raise NotFound("serving.not-found", _("Nobody said so here."))
    if row.ended_on is None:
        row.ended_on, row.ended_by_id = context.today, context.person
        row.save()
    return row
