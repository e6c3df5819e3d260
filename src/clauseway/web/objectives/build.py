"""From objectives as they are stored to the values of their pages."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from clauseway.evidence.models import Claim, ClaimEnd
from clauseway.processes.models import Indicator
from clauseway.processes.queries import processes
from clauseway.systems.models import Objective, ObjectiveCheckIn, ObjectiveStep, ObjectiveTarget
from clauseway.systems.queries.objectives import Filed, check_ins, lacks, objectives, steps, targets_of
from clauseway.web.components import Action, Item, Link, Shelf, Stat, State
from clauseway.web.frame import Place
from clauseway.web.indicators.build import with_unit
from clauseway.web.jinja import day
from clauseway.web.one import OnePage

SIGNS = {
    "met": State.SHOWN,
    "on-track": State.SHOWN,
    "missed-and-acted-on": State.SOON,
    "missed": State.GAP,
    "": State.UNKNOWN,
}


def address(place: Place, objective: Objective, more: str = "") -> str:
    return f"{place.base}/objectives/{objective.id}/{more}"


def outcome_word(outcome: str) -> str:
    words = {
        "met": _("reached"),
        "on-track": _("on track"),
        "missed-and-acted-on": _("missed, acted on"),
        "missed": _("missed"),
    }
    return words.get(outcome, _("not known"))


def target_text(row: ObjectiveTarget | None, unit: str) -> str:
    """A target in a line: at least 95 % by 30 June."""
    if row is None:
        return _("no target")
    if row.direction == "yes":
        return _("by %s") % day(row.due_on)
    text = _("at least %s") if row.direction == "at-least" else _("at most %s")
    return _("%(what)s by %(day)s") % {"what": text % (with_unit(row.value, unit) or "?"), "day": day(row.due_on)}


def lacks_text(codes: Sequence[str]) -> str:
    """What is missing, as a list of words."""
    words = {
        "measure": _("a measure"),
        "target": _("a target with a day"),
        "owner": _("an owner"),
        "plan": _("a plan whose steps each say what, who, with what and by when"),
        "evaluation": _("how the result is evaluated"),
    }
    return ", ".join(words[code] for code in codes)


def objective_page(place: Place, found: Objective) -> OnePage:
    """Everything about one objective."""
    looked, planned = list(check_ins(place.context, found.id)), list(steps(place.context, found.id))
    on_file = Filed(
        targets_of(place.context, found.id), planned, [one for one in reversed(looked) if not one.withdrawn_on]
    )
    today = place.context.today
    missing = lacks(found, on_file)
    indicator = Indicator.objects.filter(id=found.indicator).first() if found.indicator else None
    over = [_("Owner: %s") % found.owner.name] if found.owner else [_("no owner")]
    over += [_("ended %s") % day(found.live_until)] if found.live_until else []
    ignored = _ignored(found, today)
    warning = _("Missed when it was due, and nobody looked.") if ignored else ""
    note = _("Check in: say what was found and what is done about it. A target set later does not heal this.")
    if not warning and missing:
        warning, note = _("Not an objective yet: it lacks %s.") % lacks_text(missing), ""
    return OnePage(
        crumbs=(Link(label=_("Objectives"), href=f"{place.base}/objectives/"),),
        name=found.name,
        overline=tuple(over),
        lead=found.reason,
        warning=warning,
        warning_note=note if warning else "",
        do=_deeds(place, found),
        figures=_figures(found, on_file, indicator, today),
        left=(_looks(place, found, looked[:50]), _plan(place, found, planned)),
        right=(_measured(place, found, indicator), _targets(place, found, on_file), _cascade(place, found)),
    )


def _ignored(found: Objective, today: date) -> bool:
    rows = Claim.objects.filter(kind="objective.missed", subject_ref=str(found.id), valid_from__lte=today)
    ends = ClaimEnd.objects.filter(on_date__lte=today).values("claim_id")
    return any(row.valid_until is None or row.valid_until > today for row in rows.exclude(id__in=ends))


def _deeds(place: Place, found: Objective) -> tuple[Action, ...]:
    made = []
    if place.may("evidence.file") and found.live_until is None:
        made.append(Action(label=_("Check in"), href=address(place, found, "check-in/"), primary=True))
    if place.may("stocktake.edit"):
        made.append(Action(label=_("Edit"), href=address(place, found, "edit/"), icon="pencil"))
    return tuple(made)


def _figures(found: Objective, on_file: Filed, indicator: Indicator | None, today: date) -> tuple[Stat, ...]:
    outcome = on_file.outcome(today)
    unit = found.unit or (indicator.unit if indicator else "")
    last = next((look for look in reversed(on_file.check_ins) if look.value is not None), None)
    value, on = (last.value, last.on) if last else (None, None)
    if indicator and indicator.last_on and (on is None or indicator.last_on >= on):
        value, on = indicator.last_value, indicator.last_on
    return (
        Stat(value=outcome_word(outcome), label=_("by the latest check-in"), state=SIGNS[outcome]),
        Stat(
            value=with_unit(value, unit) or "–", label=_("newest value, of %s") % day(on) if on else _("no value yet")
        ),
        Stat(value=target_text(on_file.target(today), unit), label=_("what is wanted")),
    )


def _looks(place: Place, found: Objective, rows: Sequence[ObjectiveCheckIn]) -> Shelf:
    may = place.may("evidence.file")
    return Shelf(
        title=_("Check-ins"),
        items=tuple(_look(place, found, row, may) for row in rows),
        none=_("Nobody has looked yet. A check-in says the value, or whether it is on track."),
    )


def _look(place: Place, found: Objective, row: ObjectiveCheckIn, may: bool) -> Item:
    said = [with_unit(row.value, found.unit)] if row.value is not None else []
    said += [_("on track") if row.on_track else _("behind")] if row.on_track is not None else []
    parts = [row.finding]
    if row.response:
        until = _("done %s") % day(row.response_done) if row.response_done else _("until %s") % day(row.response_due)
        parts.append(_("What is done: %(what)s (%(until)s)") % {"what": row.response, "until": until})
    if row.withdrawn_on:
        parts.append(_("Withdrawn on %(day)s: %(why)s") % {"day": day(row.withdrawn_on), "why": row.withdrawn_because})
    late = bool(row.response and not row.response_done and row.response_due and row.response_due < place.context.today)
    return Item(
        state=State.NOT_APPLICABLE if row.withdrawn_on else State.INFO,
        title=f"{day(row.on)}: {', '.join(said)}",
        note=" · ".join(part for part in parts if part),
        aside=row.by.name if row.by else "",
        late=late,
        actions=_look_actions(place, found, row) if may and row.withdrawn_on is None else (),
    )


def _look_actions(place: Place, found: Objective, row: ObjectiveCheckIn) -> tuple[Action, ...]:
    made = []
    if row.response and row.response_done is None:
        made.append(
            Action(label=_("It is done"), href=address(place, found, f"check-in/{row.id}/done/"), method="post")
        )
    made.append(Action(label=_("Withdraw"), href=address(place, found, f"check-in/{row.id}/withdraw/")))
    return tuple(made)


def _plan(place: Place, found: Objective, rows: Sequence[ObjectiveStep]) -> Shelf:
    today, may = place.context.today, place.may("evidence.file")
    items = []
    for row in rows:
        late = row.done_on is None and row.due_on is not None and row.due_on < today
        told = [row.person.name if row.person else _("nobody named"), row.resources or _("no resources named")]
        told.append(_("done %s") % day(row.done_on) if row.done_on else _("due %s") % (day(row.due_on) or "?"))
        done = Action(label=_("It is done"), href=address(place, found, f"step/{row.id}/done/"), method="post")
        items.append(
            Item(
                state=State.SHOWN if row.done_on else State.GAP if late else State.UNKNOWN,
                title=row.what,
                note=" · ".join(told),
                late=late,
                actions=(done,) if may and row.done_on is None else (),
            )
        )
    do = (Action(label=_("Add a step"), href=address(place, found, "step/")),) if place.may("stocktake.edit") else ()
    none = _("No plan yet: what is done, by whom, with what, by when.")
    return Shelf(title=_("Plan"), items=tuple(items), none=none, do=do)


def _measured(place: Place, found: Objective, indicator: Indicator | None) -> Shelf:
    items = [Item(state=State.INFO, title=found.measure, note=found.unit)] if found.measure else []
    if indicator:
        href = f"{place.base}/indicators/{indicator.id}/"
        items.append(Item(state=State.INFO, title=indicator.name, note=_("fed by this indicator"), href=href))
    if found.evaluation:
        items.append(Item(state=State.INFO, title=_("Evaluated"), note=found.evaluation))
    return Shelf(title=_("How it is measured"), items=tuple(items), none=_("No measure yet: how would one know?"))


def _targets(place: Place, found: Objective, on_file: Filed) -> Shelf:
    items = tuple(
        Item(
            state=State.INFO if row.valid_until is None else State.UNKNOWN,
            title=target_text(row, found.unit),
            note=" ".join(
                [
                    _("since %s") % day(row.valid_from)
                    if row.valid_until is None
                    else f"{day(row.valid_from)} – {day(row.valid_until)}",
                    row.reason,
                ]
            ),
        )
        for row in reversed(on_file.targets)
    )
    can = place.may("stocktake.edit") and found.live_until is None
    do = (Action(label=_("Set the target"), href=address(place, found, "target/")),) if can else ()
    return Shelf(title=_("Targets"), items=items, none=_("No target yet."), do=do)


def _cascade(place: Place, found: Objective) -> Shelf:
    """What it serves, what serves it, and the processes it is carried into."""
    items = []
    if found.parent:
        items.append(
            Item(state=State.INFO, title=found.parent.name, note=_("it serves this"), href=address(place, found.parent))
        )
    for row in objectives(place.context).filter(parent_id=found.id):
        items.append(Item(state=State.INFO, title=row.name, note=_("serves it"), href=address(place, row)))
    run = processes(place.context).select_related(None).filter(id__in=found.process_refs) if found.process_refs else ()
    for process in run:
        href = f"{place.base}/processes/{process.id}/"
        items.append(Item(state=State.INFO, title=process.name, note=_("process"), href=href))
    none = _("It stands alone: name the processes it is carried into, or the objective it serves.")
    return Shelf(title=_("Carried into"), items=tuple(items), none=none)
