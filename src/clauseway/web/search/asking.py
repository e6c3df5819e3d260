"""What a search is asked for: words, a kind, a state, days and a page."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from clauseway.kernel.folding import fold
from clauseway.rules.citing import Cited, cited
from clauseway.web.listing import Listing, listing
from clauseway.web.search.kinds import KINDS

FIRST = 5
"""How many of each kind are shown before one chooses a kind."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A search. `cited` is the requirement the words cite, None for words; `state` is one the kind has ("" for any)."""

    list: Listing
    cited: Cited | None
    kind: str
    state: str
    since: dt.date | None
    until: dt.date | None

    @property
    def q(self) -> str:
        return self.list.q

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(fold(self.q).split())

    @property
    def narrowed(self) -> bool:
        """A state or days are asked for."""
        return bool(self.state or self.since or self.until)

    def wants(self, kind: str) -> bool:
        """Whether things of a kind are looked for at all."""
        if self.kind:
            return self.kind == kind
        return not self.narrowed or KINDS[kind].can(self.state, days=bool(self.since or self.until))

    def between(self, field: str) -> Q:
        """The days asked for, of a column; both ends count."""
        found = Q()
        if self.since:
            found &= Q(**{f"{field}__gte": self.since})
        if self.until:
            found &= Q(**{f"{field}__lte": self.until})
        return found

    def part(self, total: int) -> tuple[int, int]:
        """The first and the last row (exclusive) to show: a page of the chosen kind, else the first few."""
        return self.list.slice(total) if self.kind else (0, min(FIRST, total))


def asked_for(request: Any) -> Asked:
    """Read what is asked; what is unknown is ignored, so that an old link still opens."""
    asked = listing(request, sorts=("best",), filters=("kind", "state", "since", "until"))
    kind = asked.filters.get("kind", "")
    kind = kind if kind in KINDS else ""
    state = asked.filters.get("state", "")
    known = dict(KINDS[kind].states()) if kind else {"now": "", "over": ""}
    return Asked(
        asked,
        cited(asked.q),
        kind,
        state if state in known else "",
        _day(asked.filters.get("since", "")),
        _day(asked.filters.get("until", "")),
    )


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
