"""From duties and milestones to the values of the pages: rows by how pressing they are, and a month of days."""

import calendar as months
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.actions.models import Duty, Milestone
from clauseway.web import jinja
from clauseway.web.components import Item, Link, State
from clauseway.web.frame import Place

SOON_DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Duties of one degree of pressure."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of the calendar."""

    on: date
    inside: bool
    today: bool
    entries: tuple[Link, ...]


def state_of(due_on: date | None, today: date) -> State:
    if due_on is None:
        return State.UNKNOWN
    if due_on < today:
        return State.GAP
    return State.SOON if due_on <= today + timedelta(days=SOON_DAYS) else State.INFO


def due_words(due_on: date | None, today: date) -> str:
    """ "2 days late", "today", "in 9 days", a date, or "unplanned"."""
    if due_on is None:
        return _("unplanned")
    days = (due_on - today).days
    if days == 0:
        return _("today")
    if days < 0:
        return ngettext("%d day late", "%d days late", -days) % -days
    if days <= SOON_DAYS:
        return ngettext("in %d day", "in %d days", days) % days
    return jinja.day(due_on)


def href_of(place: Place, duty: Duty, slugs: dict[object, str]) -> str:
    """Where a duty is done: paths are stored without organization and system, which may be renamed; one that begins with a slash is the organization's."""
    if duty.path.startswith("/"):
        return f"{place.home}{duty.path}"
    system = slugs.get(duty.system_id) or (place.system.slug if place.system else "")
    return f"{place.home}/s/{system}/{duty.path}" if duty.path else ""


def items(place: Place, duties: Iterable[Duty], *, with_person: bool = False) -> list[tuple[Duty, Item]]:
    today = place.context.today
    slugs: dict[object, str] = {system.id: system.slug for system in place.systems}
    names = {system.id: system.name for system in place.systems}
    made = []
    for duty in duties:
        notes = [duty.detail] if duty.detail else []
        if with_person:
            notes.insert(0, duty.person.name if duty.person else duty.role)
        if duty.system_id in names and len(names) > 1:
            notes.append(names[duty.system_id])
        made.append(
            (
                duty,
                Item(
                    state=state_of(duty.due_on, today),
                    title=duty.title,
                    note=" · ".join(notes),
                    href=href_of(place, duty, slugs),
                    aside=due_words(duty.due_on, today),
                    late=duty.due_on is not None and duty.due_on < today,
                ),
            )
        )
    return made


def groups(place: Place, duties: Iterable[Duty], *, with_person: bool = False) -> tuple[Group, ...]:
    """Late, soon, later, unplanned: only those that hold something."""
    titles = {
        State.GAP: _("Late"),
        State.SOON: _("In the next two weeks"),
        State.INFO: _("Later"),
        State.UNKNOWN: _("Without a date"),
    }
    found: dict[State, list[Item]] = {state: [] for state in titles}
    for _duty, item in items(place, duties, with_person=with_person):
        found[item.state].append(item)
    return tuple(Group(title=titles[state], items=tuple(rows)) for state, rows in found.items() if rows)


def month_of(text: str, today: date) -> date:
    """The first of the month named as 2026-11, of this month when that is not one."""
    try:
        year, month = (int(part) for part in text.split("-"))
        return date(year, month, 1)
    except ValueError:
        return today.replace(day=1)


def weeks(place: Place, first: date, duties: Iterable[Duty], milestones: Iterable[Milestone]) -> list[list[Day]]:
    """The weeks of a month, Monday first, each day with what is due."""
    today = place.context.today
    entries: dict[date, list[Link]] = {}
    for milestone in milestones:
        link = Link(label=milestone.name, href=f"{place.base}/plan/", icon="flag", current=True)
        entries.setdefault(milestone.on_date, []).append(link)
    for duty, item in items(place, duties):
        if duty.due_on is not None:
            entries.setdefault(duty.due_on, []).append(Link(label=duty.title, href=item.href, note=item.aside))
    return [
        [
            Day(on=day, inside=day.month == first.month, today=day == today, entries=tuple(entries.get(day, ())))
            for day in week
        ]
        for week in months.Calendar().monthdatescalendar(first.year, first.month)
    ]
