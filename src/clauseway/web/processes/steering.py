"""What steers one process beside its own sheets, put together from the rooms: its indicators, the objectives it is carried into, what binds it."""

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, CharField, DateField, DecimalField, Q, Value
from django.utils.translation import gettext as _

from clauseway.documents.models import Document
from clauseway.processes.models import Indicator, Process
from clauseway.systems.models import Objective, Obligation
from clauseway.web.components import Item, Link, State
from clauseway.web.frame import Place
from clauseway.web.indicators.build import with_unit
from clauseway.web.jinja import day
from clauseway.web.processes.page import Block

MOST, MOST_DOCUMENTS = 30, 20
KINDS = ("indicator", "objective", "obligation", "document")
DECIMAL = DecimalField(max_digits=20, decimal_places=6)
NO_DATE: Any = Value(None, output_field=DateField(null=True))
NO_VALUE: Any = Value(None, output_field=DECIMAL)


@dataclass(frozen=True, slots=True)
class Steer:
    """One thing that steers a process. `kind`: indicator, objective, obligation or document; `text`: unit, measure, jurisdiction or state.

    `since` is the day of the newest value, since which the objective is defined, or of the latest evaluation.
    """

    kind: str
    key: uuid.UUID
    name: str
    text: str
    since: dt.date | None
    value: Decimal | None
    outside: bool
    until: dt.date | None


def steering(system: uuid.UUID, process: uuid.UUID) -> list[Steer]:
    """The indicators of a process, the objectives that name it or are fed by one of them, the obligations and documents that name it: one statement."""
    own = Indicator.objects.filter(process_id=process)
    carried = Objective.objects.filter(Q(process_refs__contains=[str(process)]) | Q(indicator__in=own.values("id")))
    written = Document.objects.filter(system_id=system, process_ref=str(process), shown=True)
    bound = Obligation.objects.filter(processes__contains=[str(process)]).exclude(applies=False)
    told = CharField()
    rows = own.values_list(
        *(Value("indicator", told), "id", "name", "unit", "last_on", "last_value", "outside", "live_until")
    ).union(
        carried.values_list(
            *(Value("objective", told), "id", "name", "measure", "defined_on", NO_VALUE),
            *(Value(False, BooleanField()), "live_until"),
        ),
        bound.values_list(
            *(Value("obligation", told), "id", "name", "jurisdiction", "evaluated_on", NO_VALUE),
            *(Value(False, BooleanField()), "live_until"),
        ),
        written.order_by().values_list(
            *(Value("document", told), "id", "title", "state", NO_DATE, NO_VALUE),
            *(Value(False, BooleanField()), NO_DATE),
        ),
        all=True,
    )
    return [Steer(*row) for row in rows]


def blocks(place: Place, process: Process) -> list[Block]:
    """How it is measured, what it is to reach, what binds it (only where something does), by which documents."""
    assert place.system is not None
    today = place.context.today
    found = [one for one in steering(place.system.id, process.id) if one.until is None or one.until > today]
    rows = {kind: sorted((o for o in found if o.kind == kind), key=_by_name) for kind in KINDS}
    add = Link(label=_("Add"), href=f"{place.base}/indicators/new/?process={process.id}")
    made = [
        Block(
            title=_("How it is measured"),
            items=tuple(_indicator(place, one) for one in rows["indicator"][:MOST]),
            nothing=_("No indicator tells whether it works."),
            link=add if place.may("stocktake.edit") else None,
        ),
        Block(
            title=_("What it is to reach"),
            items=tuple(_objective(place, one) for one in rows["objective"][:MOST]),
            nothing=_("No objective is carried into it."),
            link=Link(label=_("Objectives"), href=f"{place.base}/objectives/"),
        ),
    ]
    if rows["obligation"]:
        items = tuple(_obligation(place, one) for one in rows["obligation"][:MOST])
        link = Link(label=_("Obligations"), href=f"{place.base}/obligations/")
        made.append(Block(title=_("What binds it"), items=items, link=link))
    documents = tuple(_document(place, one) for one in rows["document"][:MOST_DOCUMENTS])
    nothing = _("No document names this process.")
    link = Link(label=_("Documents"), href=f"{place.base}/documents/")
    return [*made, Block(title=_("By which documents"), items=documents, nothing=nothing, link=link)]


def _by_name(one: Steer) -> str:
    return one.name.casefold()


def _indicator(place: Place, one: Steer) -> Item:
    state = State.UNKNOWN if one.value is None else State.GAP if one.outside else State.SHOWN
    said = _("of %s") % day(one.since) if one.since else _("no value yet")
    note = f"{with_unit(one.value, one.text)} {said}".strip()
    return Item(state=state, title=one.name, note=note, href=f"{place.base}/indicators/{one.key}/")


def _objective(place: Place, one: Steer) -> Item:
    state = State.INFO if one.since else State.UNKNOWN
    note = one.text or _("nobody said how it is measured")
    return Item(state=state, title=one.name, note=note, href=f"{place.base}/objectives/{one.key}/")


def _document(place: Place, one: Steer) -> Item:
    states = {"effective": State.SHOWN, "approved": State.SOON, "withdrawn": State.GAP}
    word = str(dict(Document.STATES)[one.text])
    href = f"{place.base}/documents/{one.key}/"
    return Item(state=states.get(one.text, State.UNKNOWN), title=one.name, note=word, href=href)


def _obligation(place: Place, one: Steer) -> Item:
    said = _("evaluated %s") % day(one.since) if one.since else _("never evaluated")
    note = " · ".join(part for part in (one.text, said) if part)
    state = State.INFO if one.since else State.UNKNOWN
    return Item(state=state, title=one.name, note=note, href=f"{place.base}/obligations/{one.key}/")
