"""Lists that people keep the way they like to see them: their own and nobody else's."""

import re
import uuid

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clauseway.kernel.context import Context
from clauseway.kernel.refusals import Forbidden, NotFound, Refusal
from clauseway.kernel.work import operation
from clauseway.organization.models import KeptList

MOST = 30
PATH = re.compile(r"([a-z][a-z-]*)(?:/[a-z0-9][a-z0-9-]*)*/(?:\?[^\s#<>\"\\]*)?", re.ASCII)
"""An address below a system: plain words, then what is asked."""


def kept_lists(context: Context, name: str = "") -> QuerySet[KeptList]:
    """The actor's own kept lists (of one list), by name."""
    if context.person is None:
        return KeptList.objects.none()
    rows = KeptList.objects.filter(person_id=context.person).order_by("list", "name")
    return rows.filter(list=name) if name else rows


@operation
def keep_list(context: Context, *, name: str, path: str) -> KeptList:
    """Keep an address under a name; the same name again replaces. Refuses what is no address of a list, and more than thirty of one list."""
    if context.person is None:
        raise Forbidden("kept.nobody", _("Only a person can keep a list."))
    told = PATH.fullmatch(path)
    if told is None or len(path) > 500:
        raise Refusal("kept.path", _("This is no list."), field="path")
    if not name.strip():
        raise Refusal("kept.name-missing", _("Give it a name."), field="name")
    mine = KeptList.objects.select_for_update().filter(person_id=context.person, list=told[1])
    found = next((row for row in mine if row.name == name.strip()[:80]), None)
    if found is None and len(mine) >= MOST:
        raise Refusal("kept.many", _("You keep %d of these already; let one go first.") % MOST, field="name")
    row = found or KeptList(
        organization_id=context.require_organization(),
        person_id=context.person,
        list=told[1],
        name=name.strip()[:80],
    )
    row.path = path
    row.save()
    return row


@operation
def let_go(context: Context, kept: uuid.UUID) -> None:
    """Keep a list no longer. Another person's is not found."""
    found = kept_lists(context).filter(id=kept).first()
    if found is None:
        raise NotFound("kept.not-found", _("There is no such list."))
    found.delete()
