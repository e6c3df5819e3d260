"""Writing documents: taking one into the register, its control data, its text, the next revision. What is approved is never edited."""

import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from clauseway.documents.lines import effective_of, kind_rule, line_of, next_identifier, working_of
from clauseway.documents.models import Document, KindRule
from clauseway.documents.searching import keep_words
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.kernel.work import operation, touch, touch_subject
from clauseway.organization.operations import index
from clauseway.organization.policies import require
from clauseway.organization.queries import get_person
from clauseway.rules.lifecycle import DOCUMENT
from clauseway.rules.passages import count_words
from clauseway.rules.references import circle
from clauseway.systems.models import System

SHARED = (
    *(
        "identifier",
        "identifier_fold",
        "kind",
        "owner_id",
        "process_ref",
        "classification",
        "language",
        "variant_of_id",
    ),
    *("retention_months", "retention_note"),
)
"""What belongs to the document and not to one revision."""
EDITABLE = frozenset(SHARED) - {"identifier_fold"}
WORKING = ("draft", "review", "approval", "approved")
ENDED = ("superseded", "withdrawn", "archived")


@operation
def add_document(
    context: Context,
    system: uuid.UUID,
    *,
    title: str,
    kind: str = "other",
    form: str = "authored",
    text: str = "",
    link: str = "",
    change_note: str = "",
    **control: Any,
) -> Document:
    """Take a document into the register as a draft: written here, or kept elsewhere and linked. A file is put into it by `put_file`.

    `control` are the control data (see `change_control_data`). Without an identifier it gets the next of its kind's scheme.
    """
    require(context, "evidence.file")
    if not System.objects.filter(id=system).exists():
        raise NotFound("system.not-found", _("There is no such management system."))
    row = Document(
        organization_id=context.require_organization(),
        system_id=system,
        state="draft",
        form=form,
        kind=kind,
        author_id=context.person,
    )
    if form not in dict(Document.FORMS):
        raise Refusal("document.form", _("A document is written here, a file or a link."), field="form")
    _write(context, row, title=title, text=text, link=link, change_note=change_note)
    _set_control(context, row, control)
    numbered = not row.identifier
    for _attempt in range(3):
        if numbered:
            row.identifier = next_identifier(context, kind)
            row.identifier_fold = fold(row.identifier)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
            break
        except IntegrityError:
            if not numbered:
                raise
    else:
        raise Conflict("document.identifier-busy", _("Somebody took this number meanwhile. Try again."))
    find(context, row)
    return row


@operation
def change_control_data(context: Context, document: uuid.UUID, *, version: int, **values: Any) -> Document:
    """Change what belongs to the document: identifier, kind, owner, process, classification, language, variant, retention. All its living revisions follow."""
    require(context, "evidence.file")
    row = locked(document, version)
    _refuse_ended(row)
    before = row.identifier_fold
    _set_control(context, row, values)
    if row.identifier_fold and row.identifier_fold != before:
        _refuse_taken(row)
    rows = [one for one in line_of(context, row).select_for_update(of=("self",)) if one.state not in ENDED]
    for one in rows:
        for name in SHARED:
            setattr(one, name, getattr(row, name))
        one.version += 1
        one.save()
        touch("document", one.id)
        touch_subject("document", one.id)
    row.refresh_from_db()
    find(context, row)
    return row


@operation
def save_text(
    context: Context,
    document: uuid.UUID,
    *,
    version: int,
    title: str,
    text: str = "",
    link: str = "",
    change_note: str = "",
) -> Document:
    """Save the text of a draft. Refused on anything that is in a round, approved or ended; Conflict, with both texts, when somebody saved meanwhile."""
    require(context, "evidence.file")
    row = locked(document)
    refuse_edit(context, row)
    if row.version != version:
        raise Conflict(
            "document.changed",
            _("Somebody else saved this text meanwhile. Nothing was overwritten; put the two together."),
            details={"version": row.version, "theirs": row.text, "mine": text},
        )
    _write(context, row, title=title, text=text, link=link, change_note=change_note)
    row.version += 1
    row.save()
    find(context, row)
    return row


@operation
def revise(context: Context, document: uuid.UUID, *, change_note: str = "", form: str = "") -> Document:
    """Begin the next revision, as a draft with the text of the one in force. Refused on a superseded one and while another is being worked on."""
    require(context, "evidence.file")
    row = locked(document)
    if row.state in ENDED:
        refuse_edit(context, row)
    current = effective_of(context, row)
    if current is None:
        raise Refusal("document.not-in-force", _("It is not in force yet: change the draft itself."))
    if (working := working_of(context, row)) is not None:
        raise Refusal(
            "document.being-revised",
            _("Revision %s is being worked on already.") % working.number,
            details={"document": str(working.id)},
        )
    form = form or current.form
    fresh = Document(
        organization_id=row.organization_id,
        system_id=current.system_id,
        item_id=None,
        title=current.title,
        fold=current.fold,
        name=current.name,
        state="draft",
        form=form,
        text=current.text if form == "authored" else "",
        link=current.link,
        author_id=context.person,
        wrote=[str(context.person)] if context.person else [],
        words=current.words,
        change_note=change_note.strip(),
        line_id=current.line_key,
        number=line_of(context, row).order_by("-number").values_list("number", flat=True)[0] + 1,
        shown=False,
    )
    for name in SHARED:
        setattr(fresh, name, getattr(current, name))
    fresh.save(force_insert=True)
    return fresh


@operation
def set_kind_rule(context: Context, kind: str, **values: Any) -> KindRule:
    """Set how documents of a kind are controlled. An author may approve only under a policy with a name and a reason; a quorum is one at least."""
    require(context, "system.manage")
    if kind not in dict(Document.KINDS):
        raise Refusal("kind-rule.kind", _("There is no such kind of document."), field="kind")
    row = kind_rule(context, kind, for_update=True)
    for name in (
        "prefix",
        "digits",
        "quorum",
        "own_approval",
        "own_policy",
        "own_reason",
        "signature",
        "meaning",
        "read_days",
    ):
        if name in values:
            setattr(row, name, values[name])
    if not row.prefix.strip():
        raise Refusal("kind-rule.prefix", _("Say how identifiers of this kind begin."), field="prefix")
    if not 1 <= row.quorum <= 9:
        raise Refusal("kind-rule.quorum", _("One to nine people approve."), field="quorum")
    if not 1 <= row.digits <= 8:
        raise Refusal("kind-rule.digits", _("One to eight digits."), field="digits")
    if row.own_approval and not (row.own_policy.strip() and row.own_reason.strip()):
        raise Refusal(
            "kind-rule.policy",
            _("An author approves only under a policy that has a name and a reason."),
            field="own_reason" if row.own_policy.strip() else "own_policy",
        )
    if row.own_approval and row.quorum > 1:
        raise Refusal(
            "kind-rule.policy-quorum", _("With several approvers nobody has to approve their own text."), field="quorum"
        )
    row.own_since = (row.own_since or context.today) if row.own_approval else None
    row.set_by_id = context.person
    row.version += 1
    row.save()
    return row


def locked(document: uuid.UUID, version: int | None = None) -> Document:
    """A revision, locked for change. NotFound, or Conflict when it changed since `version`."""
    row = Document.objects.select_for_update(of=("self",)).filter(id=document).first()
    if row is None:
        raise NotFound("document.not-found", _("There is no such document."))
    if version is not None and row.version != version:
        raise Conflict(
            "document.changed",
            _("Somebody else changed this document meanwhile. Nothing was changed; look at it again."),
            details={"version": row.version},
        )
    return row


def refuse_edit(context: Context, row: Document) -> None:
    """Refuse to change the text of anything but a draft, saying where to change it instead."""
    if row.state == "draft":
        return
    current = effective_of(context, row)
    details = {"document": str(current.id)} if current else {}
    if row.state in ENDED:
        told = _("Revision %s has ended and stays as it was. Revise the one in force instead.") % row.number
        raise Refusal("document.ended", told, details=details)
    if row.state in ("review", "approval"):
        raise Refusal(
            "document.in-round", _("It is before reviewers or approvers. Take it back first, then change it.")
        )
    raise Refusal(
        "document.revise-instead", _("What is approved is not edited: begin a new revision."), details=details
    )


def find(context: Context, row: Document) -> None:
    """Put a revision that the register lists into the search index, with its words."""
    keep_words(context, row)
    if row.shown:
        index(
            context,
            kind="document",
            reference=str(row.line_key),
            title=row.title,
            detail=f"{row.identifier} {row.name}".strip(),
            path=f"documents/{row.id}/",
        )


def move(row: Document, target: str, holding: tuple[str, ...]) -> None:
    """Change the state of a revision if its life allows it. Refuses with a stable code otherwise."""
    answer = DOCUMENT.may(row.state, target, holding)
    if not answer.may:
        code = answer.missing[0] if answer.missing else answer.code
        raise Refusal(
            f"document.{code}", _("From “%(state)s” this is not possible.") % {"state": row.get_state_display()}
        )
    row.state = target


def _write(context: Context, row: Document, *, title: str, text: str, link: str, change_note: str) -> None:
    if not title.strip():
        raise Refusal("document.title-missing", _("Give it a title."), field="title")
    row.title = title.strip()[:300]
    row.fold = fold(row.title)[:340]
    row.change_note = change_note.strip()
    if row.form == "linked":
        if urlsplit(link.strip()).scheme not in ("http", "https") or not urlsplit(link.strip()).netloc:
            raise Refusal("document.link", _("Give the address where it is kept, such as https://…"), field="link")
        row.link = link.strip()[:500]
        row.name = row.link[:300]
    elif row.form == "authored":
        row.name = f"{row.title}.md"[:300]
    if row.form != "uploaded":
        if context.person and text != row.text and str(context.person) not in row.wrote:
            row.wrote = [*row.wrote, str(context.person)]
        row.text = text.replace("\r\n", "\n").strip()
        row.words = count_words(row.text)


def _set_control(context: Context, row: Document, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name not in EDITABLE:
            raise TypeError(f"{name} is not control data of a document")
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.identifier = row.identifier[:60]
    row.identifier_fold = fold(row.identifier)[:80]
    if row.kind not in dict(Document.KINDS):
        raise Refusal("document.kind", _("There is no such kind of document."), field="kind")
    if row.classification not in dict(Document.CLASSES):
        raise Refusal("document.classification", _("There is no such classification."), field="classification")
    if row.owner_id is not None and "owner_id" in values:
        owner = get_person(context, row.owner_id)
        if owner.live_until is not None and owner.live_until <= context.today:
            raise Refusal("document.owner-left", _("%s has left; choose somebody else.") % owner.name, field="owner_id")
    if row.retention_months is not None and row.retention_months > 1200:
        raise Refusal("document.retention", _("A hundred years at most."), field="retention_months")
    if row.identifier_fold and row._state.adding:
        _refuse_taken(row)
    if row.variant_of_id is not None and "variant_of_id" in values:
        _refuse_circle(row, row.variant_of_id)


def _refuse_taken(row: Document) -> None:
    same = Document.objects.filter(identifier_fold=row.identifier_fold, shown=True).exclude(id=row.id)
    if row.line_key:
        same = same.exclude(line_id=row.line_key).exclude(id=row.line_key)
    if same.exists():
        raise Refusal(
            "document.identifier-taken",
            _("Another document has the identifier %s.") % row.identifier,
            field="identifier",
        )


def _refuse_circle(row: Document, original: uuid.UUID) -> None:
    if not Document.objects.filter(id=original).exists():
        raise NotFound("document.not-found", _("There is no such document."))
    pairs = Document.objects.filter(variant_of__isnull=False).values_list("id", "line_id", "variant_of_id")
    leads = {str(line or key): str(target) for key, line, target in pairs}
    leads[str(row.line_key)] = str(original)
    if circle(str(row.line_key), leads) or str(original) in leads:
        raise Refusal(
            "document.variant-circle",
            _("Choose the document it is a translation of, not a translation."),
            field="variant_of_id",
        )


def _refuse_ended(row: Document) -> None:
    if row.state in ENDED:
        raise Refusal("document.ended", _("This document was replaced or withdrawn already."))
