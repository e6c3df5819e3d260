"""Reading forms, what was filled in, and what is due for disposal."""

import uuid
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from clauseway.documents.filling import digest
from clauseway.documents.models import Form, FormContent, FormDisposal, FormEntry, FormVersion
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import NotFound


def forms(context: Context, system: uuid.UUID) -> QuerySet[Form]:
    """The forms of a system."""
    return Form.objects.filter(system_id=system).select_related("owner").defer("design")


def get_form(context: Context, system: uuid.UUID, form: uuid.UUID) -> Form:
    found = Form.objects.filter(system_id=system, id=form).select_related("owner").first()
    if found is None:
        raise NotFound("form.not-found", _("There is no such form."))
    return found


def versions_of(context: Context, form: uuid.UUID) -> QuerySet[FormVersion]:
    """All versions, the newest first."""
    return FormVersion.objects.filter(form_id=form).select_related("made_by").order_by("-number")


def version_in_use(context: Context, form: Form) -> FormVersion | None:
    """The version people fill in; None for a form not in use."""
    if form.retired_on is not None:
        return None
    return FormVersion.objects.filter(form=form, number=form.current).first()


def records(context: Context, system: uuid.UUID, form: uuid.UUID | None = None) -> QuerySet[FormEntry]:
    """What is on record: not drafts."""
    rows = FormEntry.objects.filter(system_id=system).exclude(state="draft").select_related("form", "filled_by")
    return rows.filter(form_id=form) if form else rows


def holding(rows: QuerySet[FormEntry], text: str) -> QuerySet[FormEntry]:
    """Of some records those in which every word occurs: in what was filled in, in the form's name, or as the record's number."""
    for word in fold(text).split():
        within = FormContent.objects.filter(fold__contains=word).values("entry")
        rows = rows.filter(
            Q(id__in=within) | Q(form__fold__contains=word) | Q(number=word if word.isdecimal() else None)
        )
    return rows


def drafts(context: Context, system: uuid.UUID) -> QuerySet[FormEntry]:
    """One's own drafts; nobody sees another's."""
    rows = FormEntry.objects.filter(system_id=system, state="draft", filled_by_id=context.person)
    return rows.select_related("form").order_by("-recorded_at")


def get_draft(context: Context, system: uuid.UUID, entry: uuid.UUID) -> FormEntry:
    found = drafts(context, system).filter(id=entry).select_related("form", "content").first()
    if found is None:
        raise NotFound("entry.not-found", _("There is no such draft."))
    return found


def get_record(context: Context, system: uuid.UUID, entry: uuid.UUID) -> FormEntry:
    """One record with its form, version and what it corrects."""
    rows = FormEntry.objects.exclude(state="draft").filter(system_id=system, id=entry)
    found = rows.select_related("form", "form_version", "filled_by", "corrects", "record", "disposal").first()
    if found is None:
        raise NotFound("entry.not-found", _("There is no such record."))
    return found


def content_of(context: Context, entry: FormEntry) -> FormContent | None:
    """What was filled in; None once it was disposed of."""
    return FormContent.objects.filter(entry=entry).first()


def intact(entry: FormEntry, content: FormContent | None) -> bool:
    """Whether the content is what was handed in, by its digest. A disposed record has nothing to compare."""
    return content is None or digest(content.values, content.names) == entry.digest


def correction_of(context: Context, entry: FormEntry) -> FormEntry | None:
    """The record that corrects this one."""
    return FormEntry.objects.filter(corrects=entry).select_related("filled_by").first()


def last_values(context: Context, form: uuid.UUID) -> dict[str, Any]:
    """What the same person filled in last in this form: the defaults for subjects."""
    rows = FormContent.objects.filter(entry__form_id=form, entry__state="final", entry__filled_by_id=context.person)
    return rows.order_by("-entry__number").values_list("values", flat=True).first() or {}


def disposals(context: Context, system: uuid.UUID) -> QuerySet[FormDisposal]:
    return FormDisposal.objects.filter(system_id=system).select_related("proposed_by", "decided_by")


def get_disposal(context: Context, system: uuid.UUID, disposal: uuid.UUID) -> FormDisposal:
    found = disposals(context, system).filter(id=disposal).first()
    if found is None:
        raise NotFound("disposal.not-found", _("There is no such list."))
    return found
