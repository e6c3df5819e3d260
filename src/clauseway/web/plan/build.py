"""From actions and milestones to the values of the plan's pages."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.actions.models import Action, Milestone
from clauseway.actions.queries import Plan, Planned
from clauseway.catalogue.queries import CompiledEdition
from clauseway.rules.plan import PlanError
from clauseway.rules.schedule import schedule
from clauseway.systems.queries import applied_editions
from clauseway.web import jinja
from clauseway.web.charts import Gantt, Task, gantt
from clauseway.web.components import Action as Button
from clauseway.web.components import Item, Link, State
from clauseway.web.frame import Place
from clauseway.web.plan.forecasting import values_of
from clauseway.web.tables import Cell, Row, Sign
from clauseway.web.work.build import due_words, state_of

STATES = {"open": State.UNKNOWN, "doing": State.INFO, "done": State.SHOWN, "cancelled": State.NOT_APPLICABLE}

_STATE_WORDS, _KIND_WORDS = dict(Action.STATES), dict(Action.KINDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What the plan adds up to: open actions, late ones, effort in days, cost."""

    open: int
    late: int
    effort: str
    cost: str


def editions_of(place: Place) -> list[CompiledEdition]:
    assert place.system
    return [applied.edition for applied in applied_editions(place.context, place.system.id)]


def refs_of(ids: Sequence[uuid.UUID], editions: Sequence[CompiledEdition]) -> str:
    """ "8.4.1, A.5.19": references in clause order; with many, the first and how many more."""
    found = [edition.requirements[key] for edition in editions for key in ids if key in edition.requirements]
    found.sort(key=attrgetter("sort_key"))
    shown = ", ".join(r.ref for r in found[:4])
    return shown if len(found) <= 4 else _("%(refs)s and %(more)d more") % {"refs": shown, "more": len(found) - 4}


def row(place: Place, action: Planned, closes: str, today: date) -> Row:
    over = action.state in ("done", "cancelled")
    late = not over and action.due_on is not None and action.due_on < today
    state = STATES[action.state] if over or not late else State.GAP
    due = jinja.day(action.due_on) if action.due_on else "–"
    return Row(
        key=str(action.id),
        label=action.title,
        cells=(
            Cell(signs=(Sign(state=state, word=str(_STATE_WORDS[action.state]), tag=True),)),
            Cell(text=action.title, href=f"{place.base}/plan/{action.id}/", note=str(_KIND_WORDS[action.kind])),
            Cell(text=action.owner__name or _("nobody yet")),
            Cell(text=closes or "–"),
            Cell(text=due, late=late, note="" if over or not action.due_on else due_words(action.due_on, today)),
            Cell(text=jinja.number(action.effort_days) if action.effort_days is not None else "–"),
        ),
    )


def totals(place: Place, rows: list[Planned], currency: str) -> Totals:
    today = place.context.today
    alive = [a for a in rows if a.state not in ("done", "cancelled")]
    effort = float(sum((a.effort_days for a in alive if a.effort_days is not None), start=0))
    cost = float(sum((a.cost for a in alive if a.cost is not None), start=0))
    return Totals(
        open=len(alive),
        late=sum(1 for a in alive if a.due_on is not None and a.due_on < today),
        effort=number_format(round(effort, 1) if effort % 1 else int(effort)),
        cost=f"{currency} {number_format(round(cost), force_grouping=True)}",
    )


def chart(place: Place, plan: Plan) -> Gantt:
    """The timeline: every action that is not cancelled, waiting apart from work, milestones as diamonds.

    An action stands where its own dates put it; one without dates where the earliest schedule does.
    """
    today = place.context.today
    earliest = _earliest(plan, today)
    tasks = [
        _task(place, action, earliest, tuple(str(before) for before in plan.after.get(action.id, ())))
        for action in plan.actions
        if action.state != "cancelled"
    ]
    tasks.sort(key=lambda task: (task.start, task.end, task.name))
    for milestone in plan.milestones:
        after = milestone.on_date + timedelta(days=1)
        tasks.append(
            Task(key=str(milestone.id), name=milestone.name, start=milestone.on_date, end=after, milestone=True)
        )
    return gantt(_("Plan"), tasks, today)


def _earliest(plan: Plan, today: date) -> dict[str, tuple[date, date]]:
    """Start and finish of every open action in the earliest schedule; none when the actions wait in a circle."""
    try:
        bars = schedule(values_of(plan, None, 0), as_of=today).bars
    except PlanError:
        return {}
    return {bar.id: (bar.start_on, bar.finish_on) for bar in bars if bar.start_on is not None}


def _task(place: Place, action: Action, earliest: Mapping[str, tuple[date, date]], after: tuple[str, ...]) -> Task:
    today = place.context.today
    days = timedelta(days=max(1, round(float(action.effort_days or 1) * 7 / 5)))
    planned = earliest.get(str(action.id), (today, today + days))
    dated = action.start_on or action.due_on or action.done_on
    end = action.done_on or action.due_on or (action.start_on + days if action.start_on else planned[1])
    start = action.start_on or (end - days if dated else planned[0])
    state = STATES[action.state]
    if action.state in ("open", "doing") and state_of(action.due_on, today) is State.GAP:
        state = State.GAP
    waits = end + timedelta(days=action.wait_days) if action.wait_days and action.state != "done" else None
    return Task(
        key=str(action.id),
        name=action.title,
        start=start,
        end=max(end, start + timedelta(days=1)),
        note=action.owner.name if action.owner else "",
        href=f"{place.base}/plan/{action.id}/",
        state=state,
        wait_until=waits,
        after=after,
    )


def headline(found: Totals) -> str:
    if not found.open:
        return _("Nothing is open in the plan")
    text = ngettext("%d action is open", "%d actions are open", found.open) % found.open
    return text + (", " + ngettext("%d is late", "%d are late", found.late) % found.late if found.late else "")


def crumbs(place: Place) -> tuple[Link, ...]:
    return (Link(label=_("Plan"), href=f"{place.base}/plan/"),)


def milestone_items(place: Place, found: list[Milestone], *, removable: bool = False) -> tuple[Item, ...]:
    """Milestones as rows; with `removable`, each can be taken out of the plan."""
    today = place.context.today
    return tuple(
        Item(
            state=State.INFO if milestone.on_date < today else state_of(milestone.on_date, today),
            title=milestone.name,
            note=jinja.day_full(milestone.on_date),
            aside=_("has passed") if milestone.on_date < today else due_words(milestone.on_date, today),
            actions=(_remove(place, milestone),) if removable else (),
        )
        for milestone in found
    )


def _remove(place: Place, milestone: Milestone) -> Button:
    return Button(
        label=_("Remove"),
        href=f"{place.base}/plan/milestones/{milestone.id}/remove/",
        method="post",
        confirm=_("The plan is no longer held against this date."),
    )
