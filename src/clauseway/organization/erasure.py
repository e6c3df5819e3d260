"""Personal erasure: what names a person goes, what they did stays under their reference, and every seal still verifies."""

import uuid

from django.utils.translation import gettext as _

from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.kernel.work import operation, touch_subject
from clauseway.organization.models import AccessLink, Invitation, KeptList, Membership, Person
from clauseway.organization.operations import unindex
from clauseway.organization.policies import require

ERASED = "Erased person"


@operation
def erase_person(context: Context, person: uuid.UUID) -> Person:
    """Erase a person who has left: name, mail, job, unit, account and salt. Cannot be undone.

    The trail holds only digests salted with what is now gone, so its rows stay as they are and name nobody. What people wrote into free texts is not
    searched. Refuses somebody who still works here, and erasing twice.
    """
    require(context, "organization.manage")
    found = Person.objects.select_for_update().filter(id=person).first()
    if found is None:
        raise NotFound("person.not-found", _("There is no such person."))
    if found.erased_at is not None:
        raise Refusal("person.erased", _("This person was erased already."))
    if found.live_until is None or found.live_until > context.today:
        raise Refusal("person.still-here", _("Say first until when this person worked here; then erase them."))
    if found.user_id is not None:
        Membership.objects.filter(user_id=found.user_id, valid_until=None).update(valid_until=context.today)
    if found.email:
        Invitation.objects.filter(email=found.email).update(email="")
        Invitation.objects.filter(email="", accepted_at=None, revoked_at=None).update(revoked_at=context.now)
    AccessLink.objects.filter(person_id=found.id, revoked_at=None).update(revoked_at=context.now)
    KeptList.objects.filter(person_id=found.id).delete()
    found.name, found.fold, found.email, found.job, found.unit = ERASED, ERASED.lower(), "", "", ""
    found.user_id, found.salt, found.erased_at, found.version = None, None, context.now, found.version + 1
    found.save()
    unindex(context, kind="person", reference=str(found.id))
    touch_subject("person", found.id)
    return found
