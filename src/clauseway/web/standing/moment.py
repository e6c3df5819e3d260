"""The day somebody looks back to, and which knowledge of it: read from an address, carried through links, said in words."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from clauseway.kernel.context import Context
from clauseway.web.wording import phrases

THEN, NOW = "then", "now"


@dataclass(frozen=True, slots=True)
class LookBack:
    """`known` is "then" (what was on file at the end of that day) or "now" (what is known today about that day)."""

    on: dt.date
    known: str
    known_at: dt.datetime

    @property
    def query(self) -> str:
        return f"?on={self.on.isoformat()}&known={self.known}"

    @property
    def said(self) -> str:
        how = _("as known then") if self.known == THEN else _("as we know it now")
        return _("%(day)s, %(how)s") % {"day": phrases.day(self.on), "how": how}


def moment(request: Any, context: Context) -> LookBack | None:
    """The moment the address names; None when it names none, no date, or a day still to come."""
    given = request.GET.get("on", "").strip()
    try:
        on = dt.date.fromisoformat(given)
    except ValueError:
        return None
    if on > context.today:
        return None
    known = NOW if request.GET.get("known") == NOW else THEN
    return LookBack(on, known, context.now if known == NOW else min(context.now, end_of(on, context.zone)))


def end_of(day: dt.date, zone: str) -> dt.datetime:
    """The last moment of a day in the organization's zone."""
    midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), ZoneInfo(zone))
    return midnight - dt.timedelta(microseconds=1)
