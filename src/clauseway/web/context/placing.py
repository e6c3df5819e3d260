"""The issues as four quadrants and under six headings, drawn from what each says of itself; moved with a plain form."""

import uuid
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.rules import context_review as rule
from clauseway.systems.models import Issue
from clauseway.systems.operations.context import place_issue
from clauseway.systems.queries.context import get_issue, last_review, live_issues
from clauseway.web.components import Option
from clauseway.web.context.issues import address, is_new
from clauseway.web.context.words import CONTEXT, context_tabs, quadrant_word, side_word
from clauseway.web.frame import Place, in_system, page, say, say_refusal
from clauseway.web.posted import options

MOST = 300
"""So many issues are drawn on one page; the rest is found in the register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An issue in a box: where its own page is, and, for who may, how to move it."""

    text: str
    note: str
    href: str
    move_href: str = ""
    version: int = 0
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One quadrant or heading with its issues; `tone` is helpful, harmful or ""."""

    key: str
    title: str
    note: str
    none: str
    items: tuple[Placed, ...]
    tone: str = ""


def _alive(place: Place) -> list[Issue]:
    assert place.system is not None
    return list(live_issues(place.system.id, place.context.today).order_by("fold", "id")[:MOST])


@in_system
def swot(place: Place) -> HttpResponse:
    """Strengths, weaknesses, opportunities and threats."""
    assert place.system is not None
    last, rows = last_review(place.context, place.system.id), _alive(place)
    may = place.may("stocktake.edit")
    notes = {
        rule.STRENGTH: _("inside, and it helps"),
        rule.WEAKNESS: _("inside, and it harms"),
        rule.OPPORTUNITY: _("outside, and it helps"),
        rule.THREAT: _("outside, and it harms"),
    }

    def placed(row: Issue) -> Placed:
        now = rule.quadrant(row.side, row.influence)
        pairs = [(name, quadrant_word(name)) for name in rule.QUADRANTS]
        parts = [str(row.get_heading_display()), _("new since the review") if is_new(place, row, last) else ""]
        return Placed(
            text=row.text,
            note=" · ".join(part for part in (*parts, "" if now else side_word(row)) if part),
            href=address(place, row),
            move_href=f"{address(place, row)}place/" if may else "",
            version=row.version,
            options=options(pairs, [now], none=None if now else _("choose")),
        )

    boxes = [_box(name, quadrant_word(name), notes[name], rows, placed) for name in rule.QUADRANTS]
    open_ = _box("", quadrant_word(""), _("choose where each belongs"), rows, placed)
    values = {
        "title": _("Strengths, weaknesses, opportunities, threats"),
        "lead": _("Drawn from the issues: inside or outside, and whether each helps or harms."),
        "tabs": context_tabs(place, "swot/"),
        "boxes": tuple(boxes),
        "open": open_ if open_.items else None,
        "cut": len(rows) == MOST,
        "columns": 2,
    }
    return page(place, "context/boxes.html", values, current=CONTEXT)


def _box(name: str, title: str, note: str, rows: list[Issue], placed: object) -> Box:
    items = tuple(placed(row) for row in rows if rule.quadrant(row.side, row.influence) == name)  # type: ignore[operator]
    tone = rule.QUADRANTS[name][1] if name else ""
    return Box(key=name or "open", title=title, note=note, none=_("Nothing here."), items=items, tone=tone)


@in_system
def pestle(place: Place) -> HttpResponse:
    """The issues under six headings, from politics to the environment."""
    assert place.system is not None
    last, rows = last_review(place.context, place.system.id), _alive(place)

    def of(heading: str) -> tuple[Placed, ...]:
        found = []
        for row in (row for row in rows if row.heading == heading):
            influence = str(row.get_influence_display())
            new = _("new since the review") if is_new(place, row, last) else ""
            note = " · ".join(part for part in (side_word(row), influence, new) if part)
            found.append(Placed(text=row.text, note=note, href=address(place, row)))
        return tuple(found)

    none = _("Nothing here. Is that so?")
    boxes = [
        Box(key=key, title=str(label).capitalize(), note="", none=none, items=of(key)) for key, label in Issue.HEADINGS
    ]
    open_ = Box(key="open", title=_("Under no heading yet"), note="", none="", items=of(""))
    values = {
        "title": _("Issues by heading"),
        "lead": _(
            "Political, economic, social, technological, legal, environmental: an empty box is worth a question."
        ),
        "tabs": context_tabs(place, "pestle/"),
        "boxes": tuple(boxes),
        "open": open_ if open_.items else None,
        "cut": len(rows) == MOST,
        "columns": 3,
    }
    return page(place, "context/boxes.html", values, current=CONTEXT)


@require_POST
@in_system
def put(place: Place, issue: uuid.UUID) -> HttpResponse:
    """Move an issue to another quadrant."""
    assert place.system is not None
    row = get_issue(place.context, place.system.id, issue)
    version = place.request.POST.get("version", "")
    seen = int(version) if version.isascii() and version.isdigit() and len(version) < 7 else 0
    try:
        place_issue(place.context, row.id, quadrant=place.request.POST.get("quadrant", ""), version=seen)
        say(place, _("Moved."))
    except NotFound:
        raise
    except Refusal as refusal:
        say_refusal(place, refusal)
    return HttpResponseRedirect(f"{place.base}/context/swot/#issue-{row.id}")
