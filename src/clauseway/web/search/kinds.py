"""What can be found: each kind with its words, the states and the day it can be narrowed by, and where its things are kept."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clauseway.actions.models import Action
from clauseway.documents.models import Form
from clauseway.organization.models import Person, Site
from clauseway.processes.models import Control, Indicator, Process
from clauseway.resources.models import Asset, Equipment, Supplier
from clauseway.systems.models import (
    InterestedParty,
    Issue,
    Objective,
    Obligation,
    PlannedChange,
    PlannedCommunication,
    Role,
)

Words = str | Promise
NOW, OVER = "now", "over"
CURRENT, ENDED = _("current"), _("ended")


def _live(state: str, today: dt.date) -> Q:
    lasting = Q(live_until=None) | Q(live_until__gt=today)
    return lasting if state == NOW else ~lasting


def _action(state: str, today: dt.date) -> Q:
    return Q(state__in=("open", "doing") if state == NOW else ("done", "cancelled"))


def _form(state: str, today: dt.date) -> Q:
    return Q(retired_on=None) if state == NOW else ~Q(retired_on=None)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing. `model` keeps those of the search index: `state` narrows it, `day` is the column of its day. `of_system` belong to one system."""

    label: Words
    plural: Words
    model: type[Model] | None = None
    state: Callable[[str, dt.date], Q] = _live
    day: str = "live_from"
    of_system: bool = False
    more_states: tuple[tuple[str, Words], ...] = ()
    now: Words = CURRENT
    over: Words = ENDED
    both: bool = True

    def states(self) -> tuple[tuple[str, str], ...]:
        """The states to choose from, with their words."""
        two = ((NOW, str(self.now)), (OVER, str(self.over))) if self.both else ()
        return (*two, *((key, str(word)) for key, word in self.more_states))

    def can(self, state: str, *, days: bool) -> bool:
        """Whether it can be narrowed so."""
        return (not days or bool(self.day)) and (not state or state in dict(self.states()))

    def keys(self, system: uuid.UUID, narrow: Q) -> QuerySet[Any]:
        """References of the things that fit, as the search index writes them."""
        assert self.model is not None
        rows = self.model._default_manager.filter(narrow)
        rows = rows.filter(system_id=system) if self.of_system else rows
        return rows.annotate(key=Cast("id", CharField())).values("key")


KINDS: dict[str, Kind] = {
    "requirement": Kind(
        _("requirement"),
        _("Requirements"),
        day="",
        both=False,
        more_states=(
            ("gap", _("Gap")),
            ("unknown", _("Not shown yet")),
            ("conforming", _("Shown")),
            ("not-applicable", _("Not applicable")),
        ),
    ),
    "document": Kind(
        *(_("document"), _("Documents")),
        now=_("in force"),
        over=_("replaced or withdrawn"),
        more_states=(("work", _("in work")),),
    ),
    "record": Kind(
        *(_("record"), _("Records")),
        now=_("on record"),
        over=_("withdrawn or closed"),
        more_states=(("against", _("contrary and open")),),
    ),
    "filled": Kind(
        *(_("filled form"), _("Filled forms")),
        now=_("on record"),
        over=_("corrected or disposed of"),
        more_states=(("outside", _("outside limits")),),
    ),
    "process": Kind(_("process"), _("Processes"), Process),
    "supplier": Kind(_("supplier"), _("Suppliers"), Supplier),
    "equipment": Kind(_("measuring equipment"), _("Measuring equipment"), Equipment),
    "asset": Kind(_("asset"), _("Assets"), Asset),
    "obligation": Kind(_("obligation"), _("Obligations"), Obligation),
    "objective": Kind(_("objective"), _("Objectives"), Objective),
    "indicator": Kind(_("indicator"), _("Indicators"), Indicator),
    "control": Kind(_("control"), _("Controls"), Control),
    "change": Kind(_("planned change"), _("Planned changes"), PlannedChange),
    "action": Kind(
        *(_("action"), _("Actions"), Action, _action),
        day="due_on",
        of_system=True,
        now=_("to do"),
        over=_("done or cancelled"),
    ),
    "form": Kind(*(_("form"), _("Forms"), Form, _form), day="", of_system=True, over=_("no longer used")),
    "role": Kind(_("role"), _("Roles"), Role),
    "communication": Kind(_("planned communication"), _("Planned communication"), PlannedCommunication, of_system=True),
    "issue": Kind(_("issue"), _("Issues"), Issue, of_system=True),
    "party": Kind(_("interested party"), _("Interested parties"), InterestedParty),
    "person": Kind(_("person"), _("People"), Person),
    "site": Kind(_("site"), _("Sites"), Site),
}
OF_INDEX = tuple(key for key, kind in KINDS.items() if kind.model is not None)
"""Kinds that the search index holds and that are looked for there."""


def labels(kinds: Iterable[str]) -> list[tuple[str, str]]:
    """Kinds to choose from, with their words."""
    return [(key, str(KINDS[key].plural)) for key in kinds]
