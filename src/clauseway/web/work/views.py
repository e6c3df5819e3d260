"""My work and the calendar."""

from datetime import UTC, datetime, timedelta

from django.http import HttpResponse
from django.utils.translation import gettext as _

from clauseway.actions.queries import duties, milestones, mine_to_do, my_duties
from clauseway.web.components import Action, Empty
from clauseway.web.frame import Place, in_system, page
from clauseway.web.tables import View
from clauseway.web.work.build import groups, month_of, weeks

MOST = 300


@in_system
def work(place: Place) -> HttpResponse:
    """My open duties by how pressing they are; those who plan may look at everybody's."""
    everybody = place.request.GET.get("whose") == "all" and place.may("actions.edit")
    system = place.system.id if place.system else None
    rows = list(duties(place.context, system)[:MOST]) if everybody else mine_to_do(place.context, MOST)
    views = (
        View(label=_("Mine"), href=f"{place.base}/work/", current=not everybody),
        View(label=_("Everybody's"), href=f"{place.base}/work/?whose=all", current=everybody),
    )
    values = {
        "groups": groups(place, rows, with_person=everybody),
        "views": views if place.may("actions.edit") else (),
        "count": len(rows),
        "late": sum(1 for row in rows if row.due_on is not None and row.due_on < place.context.today),
        "empty": Empty(
            title=_("Nothing is waiting for you"),
            text=_(
                "Actions you own, questions you were asked and reviews that fall due appear here, with their dates."
            ),
            example=_("“Evaluate 2 critical suppliers”, due Tuesday, because 8.4.1 is not shown without it."),
            action=Action(label=_("See the plan"), href=f"{place.base}/plan/", primary=True),
        ),
    }
    return page(place, "work/index.html", values, current="work")


@in_system
def calendar(place: Place) -> HttpResponse:
    """A month of my duties and the system's milestones."""
    assert place.system
    first = month_of(place.request.GET.get("month", ""), place.context.today)
    before, after = (first - timedelta(days=1)).replace(day=1), (first + timedelta(days=32)).replace(day=1)
    rows = list(
        my_duties(place.context).filter(due_on__gte=first - timedelta(days=7), due_on__lt=after + timedelta(days=7))
    )
    values = {
        "first": first,
        "weeks": weeks(place, first, rows, milestones(place.context, place.system.id)),
        "before": Action(label=_("Month before"), href=f"?month={before:%Y-%m}"),
        "after": Action(label=_("Month after"), href=f"?month={after:%Y-%m}"),
        "feed": f"{place.base}/work/calendar.ics",
    }
    return page(place, "work/calendar.html", values, current="calendar")


@in_system
def feed(place: Place) -> HttpResponse:
    """The same as an iCalendar file (RFC 5545): whole days, one entry a duty or milestone."""
    assert place.system
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Clauseway//Duties//EN", "CALSCALE:GREGORIAN"]
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    entries = [(f"duty-{d.id}", d.due_on, d.title) for d in my_duties(place.context).exclude(due_on=None)[:MOST]]
    entries += [(f"milestone-{m.id}", m.on_date, m.name) for m in milestones(place.context, place.system.id)]
    for identifier, day, title in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{identifier}@clauseway",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"SUMMARY:{escaped(title)}",
            "END:VEVENT",
        ]
    text = "\r\n".join(folded for line in [*lines, "END:VCALENDAR"] for folded in fold_line(line)) + "\r\n"
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="clauseway.ics"'
    return response


def escaped(text: str) -> str:
    """Text as iCalendar wants it (RFC 5545, 3.3.11)."""
    out = text.replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,")
    return out.replace("\r", "").replace("\n", r"\n")


def fold_line(line: str) -> list[str]:
    """A line in pieces of at most 75 octets, continued by a space (RFC 5545, 3.1)."""
    pieces, current = [], b""
    for character in line:
        octets = character.encode()
        if len(current) + len(octets) > 74:
            pieces.append(current.decode())
            current = b" "
        current += octets
    return [*pieces, current.decode()]
