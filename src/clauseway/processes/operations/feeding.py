"""Values from machines: a token instead of a person, and the same request twice changes nothing twice."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict

from django.utils.translation import gettext as _

from clauseway.kernel.context import Context
from clauseway.kernel.refusals import Conflict, Forbidden, Refusal
from clauseway.kernel.work import operation
from clauseway.processes.models import ReadingsReceipt
from clauseway.processes.operations.indicators import Taken, Value, enter_values, get_for_update

SCOPE = "readings"
"""What a token of a machine opens (see `organization.links`)."""
LONGEST_KEY = 80


@operation
def feed(
    context: Context,
    indicator: uuid.UUID,
    values: Sequence[Value],
    *,
    because: str = "",
    key: str = "",
    digest: str = "",
) -> Taken:
    """Enter values as a machine: all or none. Forbidden without a token for this.

    `key` is the request's own: the same key with the same `digest` of what was sent gives the answer it had, whatever happened since; with another one it
    is a Conflict. Without a key, a value that is there already is left as it is.
    """
    if context.scope != SCOPE:
        raise Forbidden("readings.no-token", _("Only a token for values opens this."))
    if len(key) > LONGEST_KEY:
        raise Refusal("readings.key", _("The key of a request holds at most %d characters.") % LONGEST_KEY, field="key")
    row = get_for_update(indicator)
    if key:
        known = ReadingsReceipt.objects.filter(indicator_id=row.id, key=key).first()
        if known is not None and known.digest != digest:
            raise Conflict("readings.key-used", _("This key was used for another request."), field="key")
        if known is not None:
            return Taken(**known.answer)
    taken = enter_values(context, row, values, source="api", because=because)
    if key:
        ReadingsReceipt.objects.create(
            organization_id=context.require_organization(),
            indicator_id=row.id,
            key=key,
            digest=digest,
            answer=asdict(taken),
        )
    return taken
