"""An organization's own standards where systems apply them: what a changed one asks is judged again, an applied one is not taken away."""

import uuid

from django.utils.translation import gettext as _

from clauseway.catalogue import imports
from clauseway.catalogue.exchange.model import Draft
from clauseway.catalogue.models import Edition
from clauseway.kernel.context import Context
from clauseway.kernel.refusals import Refusal
from clauseway.kernel.work import operation, touch
from clauseway.systems.models import AppliedEdition


@operation
def import_standard(context: Context, draft: Draft, *, dry_run: bool = False) -> imports.Imported:
    """Bring a standard in (see `catalogue.imports`); every system that applies it is judged anew when its content changed."""
    done = imports.import_standard(context, draft, dry_run=dry_run)
    if done.written and done.state == imports.CHANGED:
        for row in AppliedEdition.objects.filter(edition_id=done.edition, valid_until=None):
            touch("system", row.system_id)
            touch("scope", row.system_id)
    return done


@operation
def remove_standard(context: Context, edition: uuid.UUID) -> bool:
    """Take an own standard away; refused while a system applies it. True when it is gone, False when it is only withdrawn (see `catalogue.imports`)."""
    rows = AppliedEdition.objects.filter(edition_id=edition, valid_until=None).select_related("system")
    names = [row.system.name for row in rows]
    if names:
        title = Edition.objects.get(id=edition).name
        raise Refusal(
            "edition.applied",
            _("%(standard)s is applied by %(systems)s. Stop applying it there first; what was judged stays readable.")
            % {"standard": title, "systems": ", ".join(names)},
            field="edition",
        )
    return imports.remove_standard(context, edition)
