"""Views of the plan: parse, one query or one operation, render."""

import uuid
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clauseway.actions import operations
from clauseway.actions.models import Action
from clauseway.actions.queries import Planned, closes, dependencies, get_action, milestones, planned_actions
from clauseway.actions.queries import plan as whole_plan
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Conflict, Refusal
from clauseway.organization.queries import current, first_people
from clauseway.rules.lifecycle import ACTION, REASON
from clauseway.web import once
from clauseway.web.asked import identifier, within
from clauseway.web.components import Action as Button
from clauseway.web.components import Empty, Link, Option
from clauseway.web.fields import fields_from, form_errors
from clauseway.web.frame import Place, in_system, page, say, say_refusal
from clauseway.web.listing import Listing, choose, columns, listing, pager
from clauseway.web.plan import build, forecasting
from clauseway.web.plan.forms import STAGES, ActionForm, ForecastForm, MilestoneForm
from clauseway.web.tables import Bulk, Table, View

SORTS = ("state", "title", "owner", "due", "effort")
STATES = ("open", "doing", "done", "cancelled")
OPEN = ("open", "doing")


def _system(place: Place) -> uuid.UUID:
    assert place.system
    return place.system.id


@in_system
def plan(place: Place) -> HttpResponse:
    """The list of actions."""
    asked = listing(place.request, sorts=SORTS, filters=("state", "owner", "kind", "stage"), default="due")
    every = planned_actions(place.context, _system(place))
    found = _listed(asked, every)
    totals = build.totals(place, every, current(place.context).currency)
    values = {
        "headline": build.headline(totals),
        "totals": totals,
        "table": _table(place, asked, found, every),
        "may_edit": place.may("actions.edit"),
        "base": place.base,
        "milestones": build.milestone_items(place, milestones(place.context, _system(place))),
        "milestone_link": Link(label=_("Set a milestone"), href=f"{place.base}/plan/milestones/")
        if place.may("actions.edit")
        else None,
    }
    return page(place, "plan/index.html", values, current="plan")


def _listed(asked: Listing, every: list[Planned]) -> list[Planned]:
    """What the list asks for, of the whole plan that the totals need anyway: searched, filtered and sorted here, so it is read once."""
    state, words, owner = asked.filters.get("state", "open"), fold(asked.q), asked.filters.get("owner")
    states = {"open": OPEN, "all": tuple(STATES)}.get(state, (state,))
    found = [
        action
        for action in every
        if action.state in states
        and (words in action.fold or words in (action.owner__fold or ""))
        and all(getattr(action, name) == asked.filters[name] for name in ("kind", "stage") if asked.filters.get(name))
        and (not owner or action.owner_id == identifier(owner))
    ]
    found.sort(key=lambda action: action.fold)
    found.sort(key=lambda action: _sort_key(action, asked.sort), reverse=asked.descending)
    return found


def _sort_key(action: Planned, key: str) -> tuple[bool, Any]:
    """What has no value stands last (first when descending), as a database would do."""
    value = {
        "state": list(STATES).index(action.state),
        "title": action.fold,
        "owner": action.owner__fold,
        "due": action.due_on,
        "effort": action.effort_days,
    }[key]
    return value is None, value if value is not None else 0


def _table(place: Place, asked: Any, found: list[Planned], every: list[Planned]) -> Table:
    start, end = asked.slice(len(found))
    closed = closes(place.context, _system(place))
    editions, today = build.editions_of(place), place.context.today
    counts = {
        key: sum(1 for a in every if a.state in states)
        for key, states in (("open", OPEN), ("done", ("done",)), ("all", STATES))
    }
    state = asked.filters.get("state", "open")
    owners = sorted({(str(a.owner_id), a.owner__name) for a in every if a.owner__name}, key=lambda pair: pair[1])
    return Table(
        id="actions",
        caption=_("Actions"),
        href=asked.path,
        columns=columns(
            asked,
            ("state", _("State"), "short"),
            ("title", _("Action"), "main"),
            ("owner", _("Owner"), "text"),
            ("closes", _("Closes"), "ref"),
            ("due", _("Due"), "short"),
            ("effort", _("Days"), "num"),
            sortable=SORTS,
        ),
        rows=tuple(build.row(place, a, build.refs_of(closed.get(a.id, ()), editions), today) for a in found[start:end]),
        pager=pager(asked, len(found)),
        search=asked.q,
        filters=(
            choose(asked, "owner", _("Owner"), _("All owners"), [*owners, ("none", _("nobody yet"))]),
            choose(asked, "kind", _("Kind"), _("All kinds"), [(k, str(v)) for k, v in Action.KINDS]),
            choose(asked, "stage", _("Needed for"), _("Both stages"), [(k, str(v)) for k, v in STAGES]),
        ),
        views=tuple(
            View(label=label, href=asked.href(state=key, page=1), count=counts[key], current=state == key)
            for key, label in (("open", _("Open")), ("done", _("Done")), ("all", _("All")))
        ),
        kept=(*asked.kept, ("state", state)),
        bulk=_bulk(place) if place.may("actions.edit") else None,
        filtered=bool(asked.q or set(asked.filters) - {"state"}),
        clear_href=asked.path,
        empty=_nothing_planned(place),
    )


def _nothing_planned(place: Place) -> Empty:
    return Empty(
        title=_("No actions yet"),
        text=_(
            "An action says what closes a gap: who does it, by when, with how much effort, and what must wait for it."
        ),
        example=_("“Evaluate the two new suppliers”, purchasing, due 12 December, 1.5 days, closes 8.4.1 and A.5.19."),
        action=Button(label=_("Plan an action"), href=f"{place.base}/plan/new/", primary=True),
    )


def _bulk(place: Place) -> Bulk:
    people = [
        Option(value=f"owner:{key}", label=_("Give to %s") % name) for key, name in first_people(place.context, 6)
    ]
    return Bulk(
        href=f"{place.base}/plan/bulk/",
        actions=(
            Option(value="stage:stage1", label=_("Needed for stage 1")),
            Option(value="stage:stage2", label=_("Needed for stage 2")),
            *people,
        ),
    )


@in_system
def bulk(place: Place) -> HttpResponse:
    """The same change for every ticked action."""
    post = place.request.POST
    what, _sep, value = post.get("action", "").partition(":")
    keys = [key for key in map(identifier, post.getlist("key")) if key]
    field = {"owner": "owner_id", "stage": "stage"}.get(what)
    if place.request.method == "POST" and field and keys:
        done = operations.change_actions(place.context, keys, **{field: value})
        say(place, _("%d actions changed.") % done)
    return HttpResponseRedirect(f"{place.base}/plan/")


@in_system
def new(place: Place) -> HttpResponse:
    """Plan an action; `?closes=<id>` and `?title=` come from a requirement's page."""
    request = place.request
    if request.method == "POST":
        before = once.earlier(request)
        if before is not None:
            return HttpResponseRedirect(before)
        form = ActionForm(place, request.POST)
        if form.is_valid():
            try:
                action = operations.create_action(place.context, system_id=_system(place), **form.values())
            except Refusal as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
            else:
                say(place, _("Planned: %s") % action.title)
                href = within(place, request.POST.get("next", ""), f"{place.base}/plan/")
                once.remember(request, href)
                return HttpResponseRedirect(href)
    else:
        form = ActionForm(
            place,
            initial={
                "closes": request.GET.getlist("closes"),
                "title": request.GET.get("title", ""),
                "kind": request.GET.get("kind", "other"),
            },
        )
    return _form(place, form, title=_("Plan an action"), next_=request.POST.get("next", request.GET.get("next", "")))


def _form(
    place: Place, form: ActionForm, *, title: str, action: Action | None = None, next_: str = "", status: int = 200
) -> HttpResponse:
    values = {
        "title": title,
        "fields": {field.name: field for field in fields_from(form)},
        "errors": form_errors(form),
        "action": action,
        "token": once.token(),
        "moves": _moves(place, action),
        "base": place.base,
        "next": next_,
        "may_edit": place.may("actions.edit"),
    }
    bad = form.is_bound and not form.is_valid()
    return page(
        place,
        "plan/action.html",
        {**values, "crumbs": build.crumbs(place)},
        current="plan",
        status=422 if bad and status == 200 else status,
    )


def _moves(place: Place, action: Action | None) -> list[tuple[str, str, bool]]:
    """State changes offered: (state, label, needs a reason)."""
    if action is None:
        return []
    labels = {"open": _("Back to do"), "doing": _("Start"), "done": _("Done"), "cancelled": _("Cancel it")}
    again = action.state in ("done", "cancelled")
    return [
        (state, _("Take up again") if again else labels[state], REASON in ACTION.needs(action.state, state))
        for state in ACTION.targets(action.state)
    ]


@in_system
def show(place: Place, action: uuid.UUID) -> HttpResponse:
    """One action, to read and to change."""
    found = get_action(place.context, action)
    request = place.request
    if request.method == "POST":
        form = ActionForm(place, request.POST, action=found)
        if form.is_valid():
            try:
                operations.change_action(
                    place.context, action, version=form.cleaned_data["version"] or 0, **form.values()
                )
            except Conflict as conflict:
                form.add_error(
                    None, conflict.message + " " + _("Your text is below; save again to overwrite what they wrote.")
                )
                form.data = {**request.POST.dict(), "version": conflict.details["version"]}
                return _form(place, form, title=found.title, action=found, status=409)
            except Refusal as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
            else:
                say(place, _("Saved."))
                return HttpResponseRedirect(f"{place.base}/plan/")
    else:
        initial = {name: getattr(found, name) for name in operations.EDITABLE}
        initial["closes"] = [str(i) for i in closes(place.context, _system(place)).get(action, [])]
        initial["after"] = [str(i) for i in dependencies(place.context, _system(place)).get(action, [])]
        form = ActionForm(place, initial={**initial, "version": found.version}, action=found)
    return _form(place, form, title=found.title, action=found)


@require_POST
def move(request: Any, **kwargs: Any) -> HttpResponse:
    return _move(request, **kwargs)


@in_system
def _move(place: Place, action: uuid.UUID) -> HttpResponse:
    """Start, finish, cancel or take up again."""
    post = place.request.POST
    try:
        moved = operations.move_action(
            place.context, action, state=post.get("state", ""), reason=post.get("reason", "")
        )
    except Refusal as refusal:
        say_refusal(place, refusal)
        return HttpResponseRedirect(f"{place.base}/plan/{action}/")
    say(place, _("“%(title)s” is now: %(state)s.") % {"title": moved.title, "state": dict(Action.STATES)[moved.state]})
    return HttpResponseRedirect(within(place, post.get("next", ""), f"{place.base}/plan/"))


@in_system
def timeline(place: Place) -> HttpResponse:
    """The plan on a calendar, with dependencies, waiting and milestones."""
    plan_ = whole_plan(place.context, _system(place))
    values = {
        "chart": build.chart(place, plan_),
        "base": place.base,
        "empty": Empty(
            title=_("Nothing to draw yet"),
            text=_("Actions with dates appear here as bars, what must wait as hatching, milestones as diamonds."),
            example=_("“Write the audit programme” before “Audit purchasing” before stage 1 on 3 March."),
            action=Button(label=_("Plan an action"), href=f"{place.base}/plan/new/", primary=True),
        ),
    }
    return page(place, "plan/timeline.html", {**values, "crumbs": build.crumbs(place)}, current="plan")


@in_system
def forecast(place: Place) -> HttpResponse:
    """When it is likely done, stage by stage, what drives it, and what that assumes."""
    request = place.request
    setting = whole_plan(place.context, _system(place)).setting
    form = ForecastForm(
        request.POST or None, initial={name: getattr(setting, name) for name in ForecastForm.base_fields}
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.set_forecast(place.context, system_id=_system(place), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            say(place, _("The forecast was made again with these."))
            return HttpResponseRedirect(f"{place.base}/plan/forecast/")
    values = {
        "forecast": forecasting.shown(place.context, _system(place), place.base),
        "empty": Empty(
            title=_("Nothing is planned yet"),
            text=_(
                "Dates come from the actions that close what blocks an audit. Plan the first ones, or set the day of an audit."
            ),
            example=_(
                "“Evaluate the two new suppliers”, 1.5 days, closes 8.4.1: ready for stage 1 by 3 March, nine times in ten."
            ),
            action=Button(label=_("Plan an action"), href=f"{place.base}/plan/new/", primary=True),
        ),
        "fields": fields_from(form),
        "errors": form_errors(form),
        "base": place.base,
        "crumbs": build.crumbs(place),
        "may_edit": place.may("actions.edit"),
    }
    return page(
        place, "plan/forecast.html", values, current="forecast", status=422 if form.is_bound and form.errors else 200
    )


@in_system
def milestone(place: Place) -> HttpResponse:
    """Set a milestone, or the date of the one there is."""
    request = place.request
    form = MilestoneForm(request.POST or None, initial={"kind": request.GET.get("kind", "stage1")})
    if request.method == "POST" and form.is_valid():
        try:
            operations.set_milestone(place.context, system_id=_system(place), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            say(place, _("The milestone is set."))
            return HttpResponseRedirect(f"{place.base}/plan/")
    values = {
        "fields": fields_from(form),
        "errors": form_errors(form),
        "crumbs": build.crumbs(place),
        "base": place.base,
        "milestones": build.milestone_items(place, milestones(place.context, _system(place)), removable=True),
    }
    return page(
        place, "plan/milestone.html", values, current="plan", status=422 if form.is_bound and form.errors else 200
    )


@require_POST
def milestone_remove(request: Any, **kwargs: Any) -> HttpResponse:
    return _milestone_remove(request, **kwargs)


@in_system
def _milestone_remove(place: Place, milestone: uuid.UUID) -> HttpResponse:
    operations.remove_milestone(place.context, milestone)
    say(place, _("The milestone is gone from the plan."))
    return HttpResponseRedirect(f"{place.base}/plan/")
