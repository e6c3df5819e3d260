"""Language variants: a translation is a document of its own, with its own revisions and its own approval, that follows its original.

A translation is behind while its original has a revision in force that is younger than it and than its last review. Its owner then has the duty to
bring it up to date, or to review it and say that it still fits.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from clauseway.actions.operations import close_duty, open_duty
from clauseway.documents.drafting import add_document
from clauseway.documents.lines import line_of
from clauseway.documents.models import Document
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.kernel.work import operation

DAYS = 30
"""By when a translation is to follow, from the day its original changed."""


@dataclass(frozen=True, slots=True)
class Kin:
    """What belongs to a revision, read at once: its document's revisions (newest first, without texts), its translations by the revision the
    register lists, the original in force where it is one itself, and the document that replaces or is offered to replace it."""

    revisions: tuple[Document, ...]
    translations: tuple[Document, ...]
    original: Document | None
    successor: Document | None


def kin_of(context: Context, row: Document, most: int = 80) -> Kin:
    """The kin of a revision; one statement."""
    line, of = row.line_key, row.variant_of_id
    asked = Q(id=line) | Q(line_id=line) | Q(replaces_id=row.id) | Q(variant_of_id=line, shown=True)
    if of is not None:
        asked |= Q(id=of) | Q(line_id=of, state="effective") | Q(variant_of_id=of, shown=True)
    rows = Document.objects.filter(asked).defer("text").select_related("approved_by")
    found = list(rows.order_by("-number", "-recorded_at")[:most])
    revisions = [one for one in found if one.line_key == line]
    others = [one for one in found if one.line_key != line]
    first = [one for one in others if of is not None and one.line_key == of]
    later = [one for one in others if one.replaces_id == row.id]
    return Kin(
        tuple(revisions),
        tuple(one for one in others if one.variant_of_id in (line, of) and one.variant_of_id is not None),
        next((one for one in first if one.state == "effective"), first[0] if first else None),
        max(later, key=lambda one: one.recorded_at, default=None),
    )


def is_behind(translation: Document, original: Document | None) -> bool:
    """Whether a translation in force is older than what its original says now."""
    if translation.state != "effective" or original is None or original.state != "effective":
        return False
    days = [day for day in (translation.effective_from, translation.reviewed_on) if day is not None]
    return original.effective_from is not None and bool(days) and max(days) < original.effective_from


@operation
def translate(context: Context, document: uuid.UUID, *, language: str, title: str = "", text: str = "") -> Document:
    """Begin the translation of a document: a draft with the original's text to be written over, and its control data. One a language."""
    row = Document.objects.filter(id=document).first()
    if row is None:
        raise NotFound("document.not-found", _("There is no such document."))
    language = language.strip()[:12]
    if not language:
        raise Refusal("document.language-missing", _("Say into which language."), field="language")
    if row.variant_of_id is not None:
        told = _("Choose the document it is a translation of, not a translation.")
        raise Refusal("document.variant-circle", told, field="language")
    key, same = row.line_key, fold(language)
    mine = Document.objects.filter(Q(id=key) | Q(variant_of_id=key), shown=True)
    if same in {fold(one) for one in mine.values_list("language", flat=True)}:
        raise Refusal("document.language-taken", _("There is a text in this language already."), field="language")
    current = line_of(context, row).filter(state="effective").first() or row
    identifier = f"{row.identifier}-{language.upper()}" if row.identifier else ""
    return add_document(
        context,
        row.system_id,
        title=title.strip() or f"{current.title} ({language})",
        kind=row.kind,
        text=text or current.text,
        identifier=identifier if not _taken(identifier) else "",
        owner_id=row.owner_id,
        process_ref=row.process_ref,
        classification=row.classification,
        retention_months=row.retention_months,
        retention_note=row.retention_note,
        language=language,
        variant_of_id=key,
    )


def _taken(identifier: str) -> bool:
    return Document.objects.filter(identifier_fold=fold(identifier), shown=True).exclude(identifier_fold="").exists()


def keep_translations(context: Context, row: Document) -> None:
    """Bring the duties of translations up to date after a revision came into force, was reviewed or ended. Called inside that operation."""
    if row.variant_of_id is not None:
        original = Document.objects.filter(
            Q(id=row.variant_of_id) | Q(line_id=row.variant_of_id), state="effective"
        ).first()
        _keep(context, row, original)
        return
    for one in Document.objects.filter(variant_of_id=row.line_key, state="effective").defer("text"):
        _keep(context, one, row)


def _keep(context: Context, translation: Document, original: Document | None) -> None:
    key = f"document-translation:{translation.line_key}"
    person = translation.owner_id or translation.author_id
    if original is None or person is None or not is_behind(translation, original):
        close_duty(context, key)
        return
    open_duty(
        context,
        natural_key=key,
        kind="document",
        title=_("Bring “%s” up to date with its original") % translation.title,
        person=person,
        due_on=(original.effective_from or context.today) + timedelta(DAYS),
        system_id=translation.system_id,
        reference=str(translation.id),
        path=f"documents/{translation.id}/",
    )
