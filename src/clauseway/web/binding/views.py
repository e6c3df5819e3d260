"""The list of obligations and one of them."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, prefetch_related_objects
from django.http import HttpResponse
from django.utils.translation import gettext as _

from clauseway.evidence.queries import last_on_record
from clauseway.kernel.folding import fold
from clauseway.organization.queries import sites
from clauseway.processes.queries import processes
from clauseway.rules import obligations as rule
from clauseway.systems.models import ComplianceEvaluation, Obligation
from clauseway.systems.operations.obligations import RHYTHM
from clauseway.systems.queries import current_rhythms
from clauseway.systems.queries.obligations import (
    evaluations,
    get_obligation,
    lacks,
    obligations,
    standing_evaluations,
    values_of,
)
from clauseway.web.components import Action, Empty, Item, Link, Shelf, Stat, State
from clauseway.web.frame import Place, in_system, page
from clauseway.web.jinja import day
from clauseway.web.kept.tab import kept_tab
from clauseway.web.listing import Listing, choose, columns, listing, page_of
from clauseway.web.one import OnePage
from clauseway.web.several.deeds import bulk
from clauseway.web.stocktake.exports import exports
from clauseway.web.tables import Cell, Pager, Row, Sign, Table, View, on_record

CURRENT = "obligations"
FILTERS = ("kind", "applies", "show")
SORTS = {"name": "fold", "kind": "kind", "evaluated": "evaluated_on", "since": "live_from"}
SIGNS = {rule.COMPLIES: State.SHOWN, rule.ACTED_ON: State.SOON, rule.BREACH: State.GAP, "": State.UNKNOWN}


def address(place: Place, row: Obligation, more: str = "") -> str:
    return f"{place.base}/obligations/{row.id}/{more}"


def outcome_word(outcome: str) -> str:
    words = {
        rule.COMPLIES: _("kept"),
        rule.ACTED_ON: _("not kept, acted on"),
        rule.BREACH: _("not kept"),
    }
    return words.get(outcome, _("not evaluated"))


def lack_word(code: str) -> str:
    words = {
        "asks": _("what it asks"),
        "source": _("where it is written"),
        "applicability": _("somebody's decision that it applies"),
    }
    return words[code]


def stands(made: Sequence[ComplianceEvaluation], row: Obligation, today: date) -> str:
    """What stands today: a breach anywhere first, else the evaluation of all places."""
    values = values_of(made)
    spans = [*rule.breaches(values, row.sites), *rule.outcomes(values, row.sites)]
    return next((s.outcome for s in spans if s.begins <= today and (s.ends is None or today < s.ends)), "")


@in_system
def index(place: Place) -> HttpResponse:
    """Everything that binds the organization."""
    assert place.system is not None
    asked = listing(place.request, sorts=tuple(SORTS), filters=FILTERS)
    rhythm = current_rhythms(place.context, place.system.id).get(RHYTHM)
    days = rhythm.days if rhythm else None
    rows, pager = page_of(asked, _found(place, asked, days))
    prefetch_related_objects(rows, "owner")
    made = standing_evaluations([row.id for row in rows])
    told = last_on_record(place.context, "compliance.evaluated", [str(row.id) for row in rows if not row.evaluated_on])
    table = _table(
        place, asked, tuple(_row(place, row, made[row.id], days, told.get(str(row.id))) for row in rows), pager
    )
    do = (
        (
            Action(
                label=_("Register and sheets"),
                href=f"{place.base}/stocktake/obligation/",
                primary=True,
            ),
        )
        if place.may("stocktake.edit")
        else ()
    )
    values = {
        "title": _("Legal and other obligations"),
        "lead": _("What binds you, whether it applies, who sees to it, and whether it is kept."),
        "table": table,
        "do": do,
    }
    return page(place, "list.html", values, current=CURRENT)


def _found(place: Place, asked: Listing, days: int | None) -> Any:
    rows, today = obligations(place.context).select_related(None), place.context.today
    show = asked.filters.get("show", "")
    gone = Q(live_until__lte=today) | Q(applies=False)
    rows = rows.filter(gone) if show == "out" else rows.exclude(gone)
    if show == "due":
        due = Q(evaluated_on=None)
        rows = rows.filter(due if days is None else due | Q(evaluated_on__lte=today - timedelta(days=days)))
    if show == "undecided":
        rows = rows.filter(applies=None)
    if kind := asked.filters.get("kind"):
        rows = rows.filter(kind=kind)
    for word in fold(asked.q).split():
        rows = rows.filter(Q(fold__contains=word) | Q(source__icontains=word) | Q(jurisdiction__icontains=word))
    return rows.order_by(("-" if asked.descending else "") + SORTS[asked.sort], "fold", "id")


def _row(
    place: Place, row: Obligation, made: Sequence[ComplianceEvaluation], days: int | None, told: date | None
) -> Row:
    """`told`: when somebody put an evaluation on record without entering it here."""
    today = place.context.today
    outcome = stands(made, row, today)
    own = Sign(state=SIGNS[outcome], word=outcome_word(outcome), tag=True)
    late = days is not None and row.evaluated_on is not None and row.evaluated_on <= today - timedelta(days=days)
    missing = "" if row.applies is False else ", ".join(lack_word(code) for code in lacks(row))
    return Row(
        key=str(row.id),
        label=row.name,
        cells=(
            Cell(
                text=row.name,
                href=address(place, row),
                note=_("missing: %s") % missing if missing else row.jurisdiction,
                late=bool(missing),
            ),
            Cell(text=str(row.get_kind_display())),
            Cell(text="", signs=(on_record() if told and not outcome else own,)),
            Cell(text=day(row.evaluated_on or told), note=_("due again") if late else "", late=late),
            Cell(text=row.owner.name if row.owner else ""),
        ),
    )


def _table(place: Place, asked: Listing, rows: tuple[Row, ...], pager: Pager) -> Table:
    here = f"{place.base}/obligations/"
    shows = (
        ("", _("Binding")),
        ("due", _("Evaluation due")),
        ("undecided", _("Undecided")),
        ("out", _("Not or ended")),
    )
    current = asked.filters.get("show", "")
    kinds = [(value, str(label)) for value, label in Obligation.KINDS]
    return Table(
        id="obligations",
        caption=_("Legal and other obligations"),
        href=here,
        columns=columns(
            asked,
            ("name", _("Obligation"), "main"),
            ("kind", _("Kind"), "short"),
            ("result", _("Stands"), "short"),
            ("evaluated", _("Evaluated on"), "short"),
            ("owner", _("Owner"), "text"),
            sortable=("name", "kind", "evaluated"),
        ),
        rows=rows,
        pager=pager,
        empty=_empty(place),
        search=asked.q,
        search_label=_("Search name, source or jurisdiction"),
        filters=(choose(asked, "kind", _("Kind"), _("any kind"), kinds),),
        views=(
            *(View(label=label, href=asked.href(show=key, page=1), current=key == current) for key, label in shows),
            kept_tab(place, asked),
        ),
        kept=asked.keeping("show"),
        bulk=bulk(place, "obligations"),
        exports=exports(place, "obligation"),
        filtered=asked.filtered,
        clear_href=here,
    )


def _empty(place: Place) -> Empty:
    return Empty(
        title=_("Nothing binds you yet?"),
        text=_("Type or paste the laws, permits, contracts and promises you know of; then decide which of them apply."),
        example=_("Discharge permit · permit · zinc below 2 mg per litre · sampled weekly"),
        action=Action(label=_("Bring in a list"), href=f"{place.base}/stocktake/obligation/import/", primary=True)
        if place.may("stocktake.edit")
        else None,
    )


@in_system
def show(place: Place, obligation: uuid.UUID) -> HttpResponse:
    """One obligation."""
    row = get_obligation(place.context, obligation)
    rows = list(evaluations(place.context, row.id)[:50])
    return page(place, "one.html", {"page": _page(place, row, rows)}, current=CURRENT)


def _page(place: Place, row: Obligation, rows: list[ComplianceEvaluation]) -> OnePage:
    made = [one for one in reversed(rows) if one.withdrawn_on is None]
    outcome = stands(made, row, place.context.today)
    open_breach = next((one for one in rows if not one.complies and one.withdrawn_on is None), None)
    return OnePage(
        crumbs=(Link(label=_("Obligations"), href=f"{place.base}/obligations/"),),
        name=row.name,
        overline=tuple(text for text in (str(row.get_kind_display()), row.jurisdiction) if text),
        lead=row.asks,
        warning=_("Not kept, and nothing under way about it") if outcome == rule.BREACH else "",
        warning_note=open_breach.finding if open_breach and outcome == rule.BREACH else "",
        do=_deeds(place, row),
        figures=(
            Stat(value=outcome_word(outcome), label=_("stands today")),
            Stat(value=day(row.evaluated_on) or "–", label=_("evaluated")),
        ),
        left=(_looks(place, row, rows),),
        right=(_known(place, row), _where(place, row)),
    )


def _deeds(place: Place, row: Obligation) -> tuple[Action, ...]:
    made = []
    if place.may("stocktake.edit"):
        made.append(Action(label=_("Change"), href=f"{place.base}/stocktake/obligation/entry/{row.id}/"))
        made.append(Action(label=_("Does it apply?"), href=address(place, row, "decide/")))
    if place.may("evidence.file") and row.applies is not False:
        made.append(Action(label=_("Evaluate"), href=address(place, row, "evaluate/"), primary=True))
    return tuple(made)


def _looks(place: Place, row: Obligation, rows: Sequence[ComplianceEvaluation]) -> Shelf:
    items = []
    for one in rows:
        parts = [one.basis, one.finding]
        if one.response:
            done = _("done %s") % day(one.response_done) if one.response_done else _("until %s") % day(one.response_due)
            parts.append(f"{one.response} ({done})")
        if row.sites and not set(row.sites) <= set(one.sites):
            parts.append(_("not at all places"))
        if one.withdrawn_on:
            parts = [_("taken back: %s") % one.withdrawn_because]
        state = State.NOT_APPLICABLE if one.withdrawn_on else State.SHOWN if one.complies else State.GAP
        items.append(
            Item(
                state=state,
                title=_("kept") if one.complies else _("not kept"),
                note=" · ".join(part for part in parts if part),
                href=address(place, row, f"look/{one.id}/") if place.may("evidence.file") else "",
                aside=day(one.on),
            )
        )
    return Shelf(title=_("Evaluations"), items=tuple(items), none=_("None is entered here."))


def _known(place: Place, row: Obligation) -> Shelf:
    decided = {None: _("nobody decided yet"), True: _("it applies"), False: _("it does not apply")}[row.applies]
    by = row.decided_by.name if row.decided_by else ""
    facts = [
        (State.SHOWN if row.source else State.UNKNOWN, _("Where it is written"), row.source or _("not said")),
        (
            State.SHOWN if row.applies is not None else State.UNKNOWN,
            _("Does it apply?"),
            " · ".join(part for part in (decided, by, day(row.decided_on), row.decided_because) if part),
        ),
        (
            State.SHOWN if row.owner else State.UNKNOWN,
            _("Who sees to it"),
            row.owner.name if row.owner else _("nobody"),
        ),
        (State.SHOWN if row.met_by else State.UNKNOWN, _("How it is met"), row.met_by or _("not said")),
    ]
    if row.party:
        facts.append((State.INFO, _("From the need of"), row.party.name))
    items = tuple(Item(state=state, title=title, note=note) for state, title, note in facts)
    return Shelf(title=_("What is known"), items=items)


def _where(place: Place, row: Obligation) -> Shelf:
    names = {str(site.id): site.name for site in sites(place.context)} if row.sites else {}
    run = (
        {str(one.id): one.name for one in processes(place.context).filter(id__in=row.processes)}
        if row.processes
        else {}
    )
    items = [Item(state=State.INFO, title=names.get(ref, _("a place that is gone"))) for ref in row.sites]
    for ref in row.processes:
        href = f"{place.base}/processes/{ref}/" if ref in run else ""
        items.append(Item(state=State.INFO, title=run.get(ref, _("a process that is gone")), href=href))
    do = (Action(label=_("Choose"), href=address(place, row, "where/")),) if place.may("stocktake.edit") else ()
    return Shelf(title=_("Where it applies"), items=tuple(items), none=_("The whole organization."), do=do)
