"""From criteria, evaluations and figures to what pages say of them."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.resources.models import (
    Supplier,
    SupplierCriteria,
    SupplierEvaluation,
)
from clauseway.resources.queries.evaluations import (
    certificates_of,
    criteria_values,
    figures_of,
    limits_of,
    provided_on,
)
from clauseway.resources.queries.suppliers import questionnaires
from clauseway.rules import suppliers as rule
from clauseway.web.components import Action, Item, State
from clauseway.web.frame import Place
from clauseway.web.jinja import day
from clauseway.web.suppliers.naming import address, result_word
from clauseway.web.suppliers.page import CriteriaCard

YEAR = timedelta(days=365)


def evaluation_title(row: SupplierEvaluation) -> str:
    return _("Evaluation of %(day)s: %(result)s") % {"day": day(row.on), "result": result_word(row.result)}


def evaluation_lead(row: SupplierEvaluation) -> str:
    parts = [_("%(percent)d %% by the criteria in force then.") % {"percent": row.percent}]
    parts += [_("By %s.") % row.by.name] if row.by else []
    parts += [_("Conditions: %s") % row.conditions] if row.conditions else []
    parts += [row.reason] if row.reason else []
    return " ".join(parts)


def marks_of(row: SupplierEvaluation) -> tuple[Item, ...]:
    """The marks of an evaluation, by criterion, and what it was for."""
    items = [
        Item(
            state=_mark_state(row.marks.get(one.key, 0)),
            title=one.name,
            note=row.notes.get(one.key, "") or (_("met by certificates") if one.kind == rule.CERTIFICATE else ""),
            aside=_("%d of 4") % row.marks.get(one.key, 0),
        )
        for one in criteria_values(row.criteria).criteria
    ]
    if row.categories:
        items.append(Item(state=State.INFO, title=_("For: %s") % ", ".join(row.categories)))
    return tuple(items)


def _mark_state(mark: int) -> State:
    return State.SHOWN if mark >= 3 else State.SOON if mark == rule.PASSING_MARK else State.GAP


def known_for_evaluation(place: Place, found: Supplier) -> tuple[Item, ...]:
    """What helps to give marks: figures of a year, certificates by category, and the supplier's own answers."""
    today = place.context.today
    figures = figures_of(place.context, found.id, today - YEAR, today)
    items = [Item(state=State.INFO, title=figures_said(figures, today - YEAR))]
    held = certificates_of(place.context, found.id)
    for row in provided_on(place.context, found.id, today):
        until = rule.covered_until(held, row.fold, today)
        items.append(
            Item(
                state=State.SHOWN if until else State.UNKNOWN,
                title=row.category,
                note=_("covered by certificates until %s") % day(until) if until else _("no certificate names it"),
            )
        )
    answered = [one for one in questionnaires(place.context, found.id) if one.answered_at]
    if answered:
        items.append(
            Item(
                state=State.INFO,
                title=_("Answered %s: the supplier's own word") % day(answered[0].answered_at),
                note=" ".join(list(answered[0].answers.values())[:3])[:300],
                href=address(place, found),
            )
        )
    return tuple(items)


def figures_said(figures: rule.Figures, since: date) -> str:
    """One sentence on deliveries since a day."""
    if not figures.deliveries:
        return _("Nothing was due or delivered since %s, as far as purchases say.") % day(since)
    told = {
        "deliveries": ngettext("%d delivery", "%d deliveries", figures.deliveries) % figures.deliveries,
        "day": day(since),
        "late": figures.late,
        "bad": figures.lots_bad,
        "complaints": figures.complaints,
    }
    return (
        _("Since %(day)s: %(deliveries)s, %(late)d late, %(bad)d nonconforming lots, %(complaints)d complaints.") % told
    )


def limit_items(row: SupplierCriteria | None, figures: rule.Figures) -> tuple[Item, ...]:
    """The organization's limits beside the figures."""
    limits = limits_of(row)
    broken = rule.broken(figures, limits)
    named = (
        ("late", _("Late deliveries"), limits.late_percent, "%"),
        ("nonconforming", _("Nonconforming lots"), limits.bad_percent, "%"),
        ("complaints", _("Complaints"), limits.complaints, ""),
    )
    return tuple(
        Item(
            state=State.UNKNOWN if most is None else State.GAP if code in broken else State.SHOWN,
            title=label,
            aside=_("no limit set") if most is None else f"≤ {most} {unit}".strip(),
        )
        for code, label, most, unit in named
    )


def limits_said(row: SupplierCriteria) -> str:
    told = {"approved": row.approve_from, "conditional": row.conditional_from}
    return (
        _(
            "Approved from %(approved)d %%, conditional from %(conditional)d %%. You may be stricter than that, never kinder."
        )
        % told
    )


def criteria_card(place: Place, purpose: str, label: str, rows: Mapping[str, list[SupplierCriteria]]) -> CriteriaCard:
    """The criteria of one purpose."""
    versions = rows.get(purpose, [])
    now = versions[0] if versions and versions[0].valid_until is None else None
    items = tuple(
        Item(
            state=State.INFO,
            title=one.name,
            note=" · ".join(
                [
                    *([_("must be met")] if one.must else []),
                    *([_("met by certificates")] if one.kind == rule.CERTIFICATE else []),
                ]
            ),
            aside=f"× {one.weight}",
        )
        for one in (criteria_values(now).criteria if now else ())
    )
    may = place.may("stocktake.edit")
    label_ = _("Change") if now else _("Set the criteria")
    return CriteriaCard(
        title=label,
        about=limits_said(now) if now else _("None are set: nobody can be evaluated by them yet."),
        items=items,
        limits=_limits(now) if purpose == "quality" else (),
        since=_since(now),
        set=Action(label=label_, href=f"{place.base}/suppliers/criteria/{purpose}/", primary=not now) if may else None,
        history=tuple(
            Item(
                state=State.NOT_APPLICABLE,
                title=_("%(since)s to %(until)s") % {"since": day(row.valid_from), "until": day(row.valid_until)},
                note=row.reason,
            )
            for row in versions
            if row.valid_until is not None
        ),
    )


def _since(now: SupplierCriteria | None) -> str:
    if now is None:
        return ""
    who = now.decided_by.name if now.decided_by else ""
    return _("in force since %(day)s, set by %(who)s") % {"day": day(now.valid_from), "who": who}


def _limits(now: SupplierCriteria | None) -> tuple[Item, ...]:
    if now is None:
        return ()
    window = _("%d days") % now.window_days if now.window_days else _("for good")
    none = rule.Figures(0, 0, 0, 0)
    return (
        *limit_items(now, none),
        Item(state=State.INFO, title=_("A purchase makes somebody a supplier"), aside=window),
    )
