"""Whether climate change matters, and the reviews of issues and interested parties on the organization's own rhythm."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from clauseway.evidence.queries import last_on_record
from clauseway.organization.policies import require
from clauseway.rules import context_review as rule
from clauseway.systems.models import ClimateDecision, ContextReview, Issue
from clauseway.systems.operations.context import RHYTHM, decide_climate, review_context, withdraw_review
from clauseway.systems.queries import current_rhythms
from clauseway.systems.queries.context import climate_decisions, get_review, last_review, live_issues, reviews
from clauseway.web import inputs
from clauseway.web.components import Action, Empty, Field, Item, Link, Shelf, Stat, State
from clauseway.web.context.issues import is_new
from clauseway.web.context.words import CONTEXT, context_tabs, outcome_sign
from clauseway.web.frame import Place, in_system, page
from clauseway.web.jinja import day
from clauseway.web.listing import columns, listing, page_of
from clauseway.web.one import OnePage
from clauseway.web.posted import FormPage, Typed, answer
from clauseway.web.tables import Cell, Row, Sign, Table

SORTS = {"on": "on"}


def crumbs(place: Place) -> tuple[Link, ...]:
    return (Link(label=_("Context"), href=f"{place.base}/context/"),)


@in_system
def climate(place: Place) -> HttpResponse:
    """What was decided about climate change; and deciding it."""
    assert place.system is not None
    system, typed, here = place.system.id, Typed(place.request), f"{place.base}/context/climate/"
    if "decide" not in place.request.GET and not typed.posted:
        return _climate_page(place, here)
    require(place.context, "stocktake.edit")
    yes_no = [("yes", _("It matters to the system")), ("no", _("It does not matter to the system"))]

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=(*crumbs(place), Link(label=_("Climate change"), href=here)),
            title=_("Does climate change matter to the system?"),
            lead=_("Think of heat, water, storms, energy, supply, rules, and what customers ask."),
            fields=(
                inputs.radio(typed, errors, "relevant", _("Decision"), yes_no),
                inputs.text(
                    typed,
                    errors,
                    "because",
                    _("Why"),
                    type="textarea",
                    required=True,
                    help=_("So that an outsider understands it. When it matters, an issue in the list takes it up."),
                ),
            ),
            submit=_("Decide"),
            cancel=here,
        )

    def act() -> str:
        decide_climate(place.context, system, relevant=typed.text("relevant") != "no", because=typed.text("because"))
        return here

    return answer(place, form, act, said=_("Decided."), current=CONTEXT)


def _climate_page(place: Place, here: str) -> HttpResponse:
    assert place.system is not None
    made = list(climate_decisions(place.context, place.system.id)[:50])
    about = list(Issue.objects.filter(system_id=place.system.id, about_climate=True).order_by("fold"))
    now = made[0] if made else None
    today = place.context.today
    alive = [row for row in about if row.live_until is None or row.live_until > today]
    against = _against(made, about, today)
    may = place.may("stocktake.edit")
    asked = here + "?decide=1"
    note = f"{place.base}/context/issues/new/"
    shown = OnePage(
        crumbs=crumbs(place),
        name=_("Climate change"),
        overline=(),
        lead=now.because if now else _("Nobody decided yet whether it matters to the system."),
        tabs=context_tabs(place, "climate/"),
        warning=against[0],
        warning_note=against[1],
        do=(Action(label=_("Decide again") if now else _("Decide"), href=asked, primary=True),) if may else (),
        figures=(
            Stat(value=_decided(now), label=_("stands today")),
            Stat(value=day(now.on) if now else "–", label=_("decided")),
            Stat(value=str(len(alive)), label=_("issues about it")),
        ),
        left=(
            Shelf(
                title=_("Decisions"),
                none=_("None yet."),
                items=tuple(_decision(row) for row in made),
            ),
        ),
        right=(
            Shelf(
                title=_("Issues about it"),
                none=_("No issue in the list is marked as about climate change."),
                items=tuple(
                    Item(state=State.INFO, title=row.text, href=f"{place.base}/context/issues/{row.id}/")
                    for row in alive
                ),
                do=(Action(label=_("Note an issue"), href=note),) if may else (),
            ),
        ),
    )
    return page(place, "one.html", {"page": shown}, current=CONTEXT)


def _decision(row: ClimateDecision) -> Item:
    return Item(
        state=State.SHOWN if row.relevant else State.NOT_APPLICABLE,
        title=_decided(row),
        note=" · ".join(part for part in (row.because, row.by.name if row.by else "") if part),
        aside=day(row.on),
    )


def _decided(row: ClimateDecision | None) -> str:
    if row is None:
        return _("not decided")
    return _("it matters") if row.relevant else _("it does not matter")


def _against(made: list[ClimateDecision], about: list[Issue], today: Any) -> tuple[str, str]:
    """What the list of issues says against the decision, with what to do; "" when nothing."""
    values = [rule.Decision(str(n), row.on, row.relevant) for n, row in enumerate(reversed(made))]
    spans = rule.opposed(values, [rule.Span(row.live_from, row.live_until) for row in about])
    code = next((s.code for s in spans if s.begins <= today and (s.ends is None or today < s.ends)), "")
    if code == rule.NOT_TAKEN_UP:
        return _("It matters, and no issue takes it up"), _("Mark an issue as about climate change, or note one.")
    if code == rule.DENIED:
        return _("It does not matter, and an issue says it does"), _("Decide again, or say that the issue is over.")
    return "", ""


@in_system
def index(place: Place) -> HttpResponse:
    """The reviews, the next one, and what came since the last."""
    assert place.system is not None
    system = place.system.id
    asked = listing(place.request, sorts=tuple(SORTS), default="-on")
    rows, pager = page_of(
        asked, reviews(place.context, system).order_by(("-" if asked.descending else "") + "on", "id")
    )
    here, may = f"{place.base}/context/reviews/", place.may("stocktake.edit")
    review = Action(label=_("Review now"), href=f"{here}new/", primary=True)
    table = Table(
        id="reviews",
        caption=_("Reviews"),
        href=here,
        columns=columns(
            asked,
            ("on", _("Reviewed on"), "main"),
            ("outcome", _("Outcome"), "short"),
            ("changed", _("What was found"), "text"),
            ("by", _("By"), "text"),
            sortable=("on",),
        ),
        rows=tuple(_row(place, row) for row in rows),
        pager=pager,
        empty=Empty(
            title=_("Nobody reviewed the context yet"),
            text=_("Read the issues, the parties and their needs, and say what changed. How often is your own rhythm."),
            example=_("Chips are easier to get; a second customer asks for a certificate"),
            action=review if may else None,
        ),
        search=None,
    )
    values = {
        "title": _("Reviews of issues and parties"),
        "lead": _("What was read again, what had changed, and whether it was taken up."),
        "tabs": context_tabs(place, "reviews/"),
        "table": table,
        "do": (review,) if may else (),
        **_next(place),
    }
    return page(place, "context/list.html", values, current=CONTEXT)


def _next(place: Place) -> dict[str, Any]:
    """When the next review is due by the organization's own rhythm, and what is new since the last."""
    assert place.system is not None
    system, today = place.system.id, place.context.today
    rhythm = current_rhythms(place.context, system).get(RHYTHM)
    last = last_review(place.context, system)
    alive = list(live_issues(system, today))
    since = min((row.live_from for row in alive), default=None)
    told = last_on_record(place.context, "context.reviewed", [""]).get("")
    looked = [day_ for day_ in (last.on if last else None, told) if day_ is not None]
    due = rule.next_review(looked, since, rhythm.days if rhythm else None)
    fresh = sum(is_new(place, row, last) for row in alive)
    warning = note = ""
    if rhythm is None:
        warning = _("You have not said how long a review stays good")
        note = _("Until you set the rhythm, no review shows anything.")
    elif due is not None and due < today:
        warning = _("The review is overdue since %s") % day(due)
    figures = (
        Stat(value=day(max(looked)) if looked else "–", label=_("last review on record") if told else _("last review")),
        Stat(value=day(due) if due else "–", label=_("next review")),
        Stat(value=str(fresh), label=_("issues new since then")),
    )
    path = f"{place.base}/setup/rhythms/"
    set_it = Action(label=_("Set the rhythm"), href=path) if rhythm is None and place.may("system.manage") else None
    return {"figures": figures, "warning": warning, "warning_note": note, "warning_do": set_it}


def _row(place: Place, row: ContextReview) -> Row:
    state, word = outcome_sign(row)
    seen = _("%(issues)d issues, %(parties)d parties") % {"issues": row.issues, "parties": row.parties}
    found = _("taken back: %s") % row.withdrawn_because if row.withdrawn_on else row.changed
    return Row(
        key=str(row.id),
        label=day(row.on),
        cells=(
            Cell(text=day(row.on), href=f"{place.base}/context/reviews/{row.id}/", note=seen),
            Cell(text="", signs=(Sign(state=state, word=word, tag=True),)),
            Cell(text=found),
            Cell(text=row.by.name if row.by else ""),
        ),
    )


@in_system
def new(place: Place) -> HttpResponse:
    """File a review: what was found, and whether it is taken up."""
    assert place.system is not None
    require(place.context, "stocktake.edit")
    system, typed, here = place.system.id, Typed(place.request), f"{place.base}/context/reviews/"
    alive = live_issues(system, place.context.today).order_by("side", "fold")[:100]

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=(*crumbs(place), Link(label=_("Reviews"), href=here)),
            title=_("Review issues and interested parties"),
            lead=_("Read them again. Change the lists first, then say here what you found."),
            fields=_review_fields(place, typed, errors),
            submit=_("File the review"),
            cancel=here,
            beside_title=_("Issues of today"),
            beside=tuple(
                Item(state=State.INFO, title=row.text, note=row.effect, aside=str(row.get_side_display()))
                for row in alive
            ),
        )

    def act() -> str:
        outcome, changed = typed.text("outcome"), typed.text("changed")
        review_context(place.context, system, outcome=outcome, changed=changed, on=typed.day("on"))
        return here

    return answer(place, form, act, said=_("The review is filed."), current=CONTEXT)


def _review_fields(place: Place, typed: Typed, errors: Any) -> tuple[Field, ...]:
    outcomes = [(key, str(label)) for key, label in ContextReview.OUTCOMES]
    return (
        inputs.radio(typed, errors, "outcome", _("What came of it"), outcomes),
        inputs.text(
            typed,
            errors,
            "changed",
            _("What you found"),
            type="textarea",
            required=True,
            help=_("What changed; or what you looked at and found unchanged."),
        ),
        inputs.day(typed, errors, "on", _("Reviewed on"), place.context.today, required=True),
    )


@in_system
def one(place: Place, review: uuid.UUID) -> HttpResponse:
    """One review; taking back one that was wrong."""
    assert place.system is not None
    row, typed = get_review(place.context, place.system.id, review), Typed(place.request)
    here, may = f"{place.base}/context/reviews/", place.may("stocktake.edit") and row.withdrawn_on is None
    if typed.posted:
        require(place.context, "stocktake.edit")

    def form(errors: Any) -> FormPage:
        because = inputs.text(typed, errors, "because", _("Why it was wrong"), type="textarea", rows=2, required=True)
        return FormPage(
            crumbs=(*crumbs(place), Link(label=_("Reviews"), href=here)),
            title=_("Review of %s") % day(row.on),
            lead=row.changed,
            note=_("taken back: %s") % row.withdrawn_because if row.withdrawn_on else outcome_sign(row)[1],
            fields=(because,) if may else (),
            submit=_("Take it back"),
            cancel=here,
        )

    def act() -> str:
        withdraw_review(place.context, row.id, because=typed.text("because"))
        return here

    return answer(place, form, act, said=_("Taken back."), current=CONTEXT)
