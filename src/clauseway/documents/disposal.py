"""Disposing of records whose time is over: one person proposes, another decides; a certificate says what went and a tombstone of each record stays.

The content goes. What stays: form, version, number, day, who and when, digest. A fact that was filed stays in the ledger, because verdicts rest on it;
a file that was attached stays an item of evidence, which other records may rest on too. The certificate names both.
"""

import uuid
from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clauseway.documents.models import FormContent, FormDisposal, FormEntry
from clauseway.kernel.context import Context
from clauseway.kernel.refusals import Conflict, Forbidden, NotFound, Refusal
from clauseway.kernel.work import operation
from clauseway.organization.policies import require

MAY_PROPOSE, MAY_DECIDE = "evidence.file", "evidence.examine"
MOST = 2_000


def due(context: Context, system: uuid.UUID) -> QuerySet[FormEntry]:
    """Records whose term is over and that no list proposes yet."""
    return FormEntry.objects.filter(
        system_id=system, state__in=("final", "corrected"), retain_until__lte=context.today, disposal=None
    )


@operation
def propose_disposal(
    context: Context, system: uuid.UUID, *, entries: Collection[uuid.UUID], reason: str
) -> FormDisposal:
    """Put records on a list for disposal. Refuses any whose term is not over, or that stands on another list."""
    require(context, MAY_PROPOSE)
    if not reason.strip():
        raise Refusal("disposal.reason-missing", _("Say why they may go."), field="reason")
    if not entries or len(entries) > MOST:
        raise Refusal("disposal.none", _("Choose from 1 to 2,000 records."), field="key")
    found = due(context, system).select_for_update().filter(id__in=entries)
    ids = list(found.values_list("id", flat=True))
    if len(ids) != len(set(entries)):
        raise Refusal("disposal.not-due", _("Some of them must still be kept, or stand on another list."), field="key")
    made = FormDisposal.objects.create(
        organization_id=context.require_organization(),
        system_id=system,
        reason=reason.strip(),
        count=len(ids),
        proposed_by_id=context.person,
    )
    FormEntry.objects.filter(id__in=ids).update(disposal=made)
    return made


@operation
def decide_disposal(context: Context, disposal: uuid.UUID, *, approve: bool, note: str = "") -> FormDisposal:
    """Approve a list, whereupon the content goes at once, or refuse it with a reason. Forbidden for who proposed it or filled one of them in."""
    require(context, MAY_DECIDE)
    found = FormDisposal.objects.select_for_update(of=("self",)).filter(id=disposal).first()
    if found is None:
        raise NotFound("disposal.not-found", _("There is no such list."))
    if found.state != "proposed":
        raise Conflict("disposal.decided", _("This list was decided already."))
    if context.person is None or context.person == found.proposed_by_id:
        raise Forbidden("disposal.not-independent", _("A second person decides, not the one who proposed it."))
    entries = FormEntry.objects.filter(disposal=found)
    if approve and entries.filter(filled_by_id=context.person).exists():
        raise Forbidden("disposal.own-records", _("You filled in records of this list; somebody else must decide."))
    if not approve and not note.strip():
        raise Refusal("disposal.note-missing", _("Say why they must stay."), field="note")
    found.state = "carried-out" if approve else "refused"
    found.decided_by_id, found.decided_on, found.decision = context.person, context.today, note.strip()
    if approve:
        found.certificate = _certificate(entries)
        entries.update(state="disposed")
        FormContent.objects.filter(entry__disposal=found).delete()
    else:
        entries.update(disposal=None)
    found.save()
    return found


def _certificate(entries: QuerySet[FormEntry]) -> list[dict[str, object]]:
    """What went, record by record."""
    rows = entries.select_related("form", "form_version", "filled_by", "content").order_by("form__fold", "number")
    return [
        {
            "form": row.form.name,
            "identifier": row.form.identifier,
            "version": row.form_version.number,
            "number": row.number,
            "on": row.on.isoformat(),
            "kept_until": row.retain_until.isoformat() if row.retain_until else "",
            "digest": row.digest,
            "fact": str(row.record_id or ""),
            "files": [
                row.content.names.get(field["key"], "")
                for field in row.form_version.design["fields"]
                if field["kind"] == "file" and row.content.names.get(field["key"])
            ],
        }
        for row in rows
    ]
