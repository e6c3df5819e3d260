"""The register of objectives, one objective, and what is done with a click."""

import uuid
from typing import Any

from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.systems.models import Objective, ObjectiveCheckIn, ObjectiveStep
from clauseway.systems.operations.objectives import finish_response, finish_step
from clauseway.systems.queries.objectives import Filed, filed, get_objective, lacks, objectives
from clauseway.web.components import Action, Empty
from clauseway.web.frame import Place, in_system, page, say, say_refusal
from clauseway.web.jinja import day
from clauseway.web.listing import Listing, columns, listing, page_of
from clauseway.web.objectives import build
from clauseway.web.stocktake.exports import exports
from clauseway.web.tables import Cell, Row, Sign, Table, View

CURRENT = "objectives"
SORTS = {"name": "fold", "since": "live_from"}


@in_system
def index(place: Place) -> HttpResponse:
    """What the organization wants to reach, and where each stands."""
    asked = listing(place.request, sorts=tuple(SORTS), filters=("show",))
    rows, pager = page_of(asked, _found(place, asked))
    on_file = filed(place.context, [row.id for row in rows])
    here, may = f"{place.base}/objectives/", place.may("stocktake.edit")
    table = Table(
        id="objectives",
        caption=_("Objectives"),
        href=here,
        columns=columns(
            asked,
            ("name", _("Objective"), "main"),
            ("target", _("Wanted"), "text"),
            ("outcome", _("Stands"), "short"),
            ("looked", _("Last looked at"), "short"),
            ("owner", _("Owner"), "text"),
            sortable=("name",),
        ),
        rows=tuple(_row(place, row, on_file[row.id]) for row in rows),
        pager=pager,
        empty=Empty(
            title=_("Nothing is wanted yet"),
            text=_("An objective says what, how much, by when, who answers for it, and how you will know."),
            example=_("Deliver 95 of 100 orders on the agreed day by December"),
            action=Action(label=_("Add an objective"), href=f"{here}new/", primary=True) if may else None,
        ),
        search=asked.q,
        search_label=_("Search name or measure"),
        views=_views(asked),
        kept=asked.keeping("show"),
        exports=exports(place, "objective"),
        filtered=asked.filtered,
        clear_href=here,
    )
    do = (Action(label=_("Add an objective"), href=f"{here}new/", primary=True),) if may else ()
    lead = _(
        "What you want to reach, by when, and who answers for it. A missed target that was looked into and acted on is no failure of the system."
    )
    return page(place, "list.html", {"title": _("Objectives"), "lead": lead, "table": table, "do": do}, current=CURRENT)


def _views(asked: Listing) -> tuple[View, ...]:
    shows = (("", _("Now")), ("lacking", _("Not defined")), ("ended", _("Ended")))
    current = asked.filters.get("show", "")
    return tuple(View(label=label, href=asked.href(show=key, page=1), current=key == current) for key, label in shows)


def _found(place: Place, asked: Listing) -> Any:
    rows, show = objectives(place.context), asked.filters.get("show", "")
    ended = Q(live_until__lte=place.context.today)
    rows = rows.filter(ended) if show == "ended" else rows.exclude(ended)
    if show == "lacking":
        rows = rows.filter(defined_on=None)
    for word in fold(asked.q).split():
        rows = rows.filter(Q(fold__contains=word) | Q(measure__icontains=word))
    return rows.order_by(("-" if asked.descending else "") + SORTS[asked.sort], "fold", "id")


def _row(place: Place, row: Objective, on_file: Filed) -> Row:
    today = place.context.today
    outcome, missing = on_file.outcome(today), lacks(row, on_file)
    last = on_file.check_ins[-1].on if on_file.check_ins else None
    return Row(
        key=str(row.id),
        label=row.name,
        cells=(
            Cell(
                text=row.name,
                href=build.address(place, row),
                note=_("lacks %s") % build.lacks_text(missing) if missing else row.measure,
                late=bool(missing),
            ),
            Cell(text=build.target_text(on_file.target(today), row.unit)),
            Cell(text="", signs=(Sign(state=build.SIGNS[outcome], word=build.outcome_word(outcome), tag=True),)),
            Cell(text=day(last) or _("never")),
            Cell(text=row.owner.name if row.owner else ""),
        ),
    )


@in_system
def show(place: Place, objective: uuid.UUID) -> HttpResponse:
    """One objective."""
    found = get_objective(place.context, objective)
    return page(place, "one.html", {"page": build.objective_page(place, found)}, current=CURRENT)


@require_POST
@in_system
def step_done(place: Place, objective: uuid.UUID, step: uuid.UUID) -> HttpResponse:
    """A step of the plan was done today."""
    found = get_objective(place.context, objective)
    if not ObjectiveStep.objects.filter(id=step, objective_id=found.id).exists():
        raise NotFound("step.not-found", _("There is no such step."))
    finish_step(place.context, step)
    say(place, _("Recorded."))
    return HttpResponseRedirect(build.address(place, found))


@require_POST
@in_system
def response_done(place: Place, objective: uuid.UUID, look: uuid.UUID) -> HttpResponse:
    """What a check-in called for was done today."""
    found = get_objective(place.context, objective)
    if not ObjectiveCheckIn.objects.filter(id=look, objective_id=found.id).exists():
        raise NotFound("check-in.not-found", _("There is no such check-in."))
    try:
        finish_response(place.context, look)
        say(place, _("Recorded."))
    except NotFound:
        raise
    except Refusal as refusal:
        say_refusal(place, refusal)
    return HttpResponseRedirect(build.address(place, found))
