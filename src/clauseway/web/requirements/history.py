"""What changed at one requirement, and why: one moment a day, the newest first."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from clauseway.catalogue.queries import CompiledRequirement
from clauseway.web import jinja
from clauseway.web.components import Moment
from clauseway.web.frame import Place
from clauseway.web.requirements import places
from clauseway.web.wording import phrases
from clauseway.web.wording.lines import ANSWERS, answer_word, sentence


def history(place: Place, rows: Sequence[Mapping[str, Any]], requirement: CompiledRequirement) -> tuple[Moment, ...]:
    """What changed and why, the newest first: the reason that is new against the entry before."""
    rows = _last_of_each_day(rows)
    made = []
    for row, before in zip(rows, [*rows[1:], None], strict=False):
        on = timezone.localtime(dt.datetime.fromisoformat(row["known_at"])).date()
        known = {_mark(r) for r in before["reasons"]} if before else set()
        order = {"gap": 0, "unknown": 1, "shown": 2, "note": 3}
        fresh = [r for r in row["reasons"] if _mark(r) not in known]
        chosen = min(fresh or row["reasons"], key=lambda r: order[r["weighs"]], default=None)
        told = sentence(chosen, requirement) if chosen else ""
        when = _("Today") if on == place.context.today else jinja.day_short(on)
        href = f"{places.requirement(place.base, requirement)}/?on={on.isoformat()}&known=then"
        made.append(
            Moment(
                when=when if on.year == place.context.today.year else jinja.day(on),
                at=on,
                text=f"{answer_word(row['answer'])}: {phrases.lowered(told)}" if told else answer_word(row["answer"]),
                state=ANSWERS[row["answer"]],
                href=href if on != place.context.today else "",
            )
        )
    return tuple(made)


def _last_of_each_day(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    kept: dict[dt.date, Mapping[str, Any]] = {}
    for row in rows:
        kept.setdefault(timezone.localtime(dt.datetime.fromisoformat(row["known_at"])).date(), row)
    return list(kept.values())


def _mark(reason: Mapping[str, Any]) -> tuple[Any, ...]:
    refs = reason.get("refs") or {}
    return (
        reason["code"],
        reason.get("expectation"),
        reason["weighs"],
        len(refs.get("subjects") or ()),
        refs.get("shown"),
    )
