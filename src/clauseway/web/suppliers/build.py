"""From one supplier as it is stored to the values of its page."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from clauseway.catalogue.vocabulary import vocabulary
from clauseway.evidence.models import Claim, ClaimEnd
from clauseway.resources.models import (
    Supplier,
    SupplierCriteria,
    SupplierEvaluation,
    SupplierQuestionnaire,
    SupplierReview,
    SupplierSettlement,
)
from clauseway.resources.queries.evaluations import (
    certificate_value,
    figures_of,
    holds_until,
    limits_of,
)
from clauseway.resources.queries.files import SupplierFile, file_of
from clauseway.rules import suppliers as rule
from clauseway.web.components import Action, Item, Link, Shelf, Stat, State
from clauseway.web.frame import Place
from clauseway.web.jinja import day, number
from clauseway.web.suppliers.appraisal import YEAR, figures_said
from clauseway.web.suppliers.naming import SIGNS, address, result_word
from clauseway.web.suppliers.page import SupplierPage
from clauseway.web.suppliers.standing import judged
from clauseway.web.wording.phrases import value_of


def supplier_page(place: Place, found: Supplier, link: str) -> SupplierPage:
    """Everything known about one supplier."""
    claims = _claims(found)
    standing = [claim for claim in claims if not claim.ended]
    ever = any(claim.kind == "supplier.used-unapproved" for claim in claims)
    around = next((claim for claim in standing if claim.kind == "supplier.used-unapproved"), None)
    file = file_of(place.context, found.id)
    level = dict(Supplier.CRITICALITY).get(found.criticality, _("criticality not said"))
    over = [_("criticality: %s") % level if found.criticality else str(level)]
    over += [_("known from purchases only")] if not found.registered else []
    over += [_("ended %s") % day(found.live_until)] if found.live_until else []
    return SupplierPage(
        crumbs=(Link(label=_("Suppliers"), href=f"{place.base}/suppliers/"),),
        name=found.name,
        overline=tuple(over),
        lead=_lead(found),
        warning=_("Bought without approval since %s") % day(around.valid_from) if around else "",
        warning_note=_(
            "Orders: %s. It ends when an evaluation approves what is bought, or when somebody says what was done."
        )
        % around.facets.get("purchase", "")
        if around
        else "",
        link=link,
        do=_deeds(place, found, bool(around)),
        figures=_figures(place, found, file.criteria),
        left=(
            judged(place, found),
            _evaluations(place, found, file),
            _provided(place, found, file.provisions),
            _certificates(place, found, file),
        ),
        right=(
            _ledger(standing),
            _reviews(place, found, file.reviews),
            _asked(place, found, file.questions),
            *((_settled(file.settlements),) if ever else ()),
        ),
    )


def _lead(found: Supplier) -> str:
    parts = [found.note] if found.note else []
    parts += [_("Owner: %s.") % found.owner.name] if found.owner else []
    parts += [_("Number: %s.") % found.number] if found.number else []
    return " ".join(parts)


def _deeds(place: Place, found: Supplier, around: bool) -> tuple[Action, ...]:
    made = []
    if not found.registered and place.may("stocktake.edit"):
        made.append(Action(label=_("Take into the register"), href=address(place, found, "edit/"), primary=True))
        made.append(Action(label=_("It is one we know"), href=address(place, found, "join/")))
    elif place.may("evidence.file"):
        made.append(Action(label=_("Evaluate"), href=address(place, found, "evaluate/"), primary=True))
    if around and place.may("evidence.file"):
        made.append(Action(label=_("Say what was done"), href=address(place, found, "settle/")))
    if found.registered and place.may("stocktake.edit"):
        made.append(Action(label=_("Edit"), href=address(place, found, "edit/"), icon="pencil"))
    return tuple(made)


def _figures(place: Place, found: Supplier, criteria: SupplierCriteria | None) -> tuple[Stat, ...]:
    """The last twelve months, from purchases."""
    today = place.context.today
    figures = figures_of(place.context, found.id, today - YEAR, today)
    limits = limits_of(criteria) if figures.deliveries else rule.Limits()
    broken = rule.broken(figures, limits)

    def stat(value: int, label: str, code: str) -> Stat:
        return Stat(value=number(value), label=label, state=State.GAP if code in broken else None)

    return (
        Stat(value=number(figures.deliveries), label=_("deliveries in twelve months")),
        stat(figures.late, _("late"), "late"),
        stat(figures.lots_bad, _("nonconforming lots"), "nonconforming"),
        stat(figures.complaints, _("complaints"), "complaints"),
    )


def _claims(found: Supplier) -> list[Any]:
    """The claims about the supplier in the ledger, the contrary first; `ended` tells the ones that no longer stand."""
    ended = Exists(ClaimEnd.objects.filter(claim_id=OuterRef("id")))
    claims = Claim.objects.filter(subject_kind="supplier", subject_ref=str(found.id)).annotate(ended=ended)
    return list(claims.order_by("stance", "-valid_from", "id"))


def _ledger(claims: Sequence[Any]) -> Shelf:
    """What the ledger says now, for and against."""
    words = vocabulary().words
    items = tuple(
        Item(
            state=State.GAP if claim.stance < 0 else State.SHOWN,
            title=words[claim.kind].label if claim.kind in words else claim.kind,
            note=" · ".join(
                value if name == "purchase" else value_of(value)
                for name, value in claim.facets.items()
                if isinstance(value, str)
            ),
            aside=_("until %s") % day(claim.valid_until)
            if claim.valid_until
            else _("since %s") % day(claim.valid_from),
        )
        for claim in claims
    )
    return Shelf(title=_("What counts as evidence now"), items=items, none=_("Nothing yet."))


def _evaluations(place: Place, found: Supplier, file: SupplierFile) -> Shelf:
    held = [certificate_value(row) for row in file.certificates]
    items: list[Item] = []
    following: dict[str, date] = {}
    for row in file.evaluations:
        until = None
        if row.withdrawn_on is None:
            until = holds_until(row, file.provisions, held, following.get(row.criteria.purpose))
            following[row.criteria.purpose] = row.on
        stands = row.withdrawn_on is None and (until is None or until > place.context.today)
        items.append(
            Item(
                state=SIGNS[row.result] if stands else State.NOT_APPLICABLE,
                title=f"{result_word(row.result)} · {number(row.percent)} %",
                note=_evaluation_note(row, until, place.context.today),
                href=address(place, found, f"evaluation/{row.id}/"),
                aside=day(row.on),
            )
        )
    do = []
    if place.may("evidence.file"):
        do = [
            Action(label=_("Evaluate"), href=address(place, found, "evaluate/")),
            Action(label=_("Evaluate security"), href=address(place, found, "evaluate/?by=security")),
        ]
    return Shelf(
        title=_("Evaluations"),
        items=tuple(items),
        none=_("None is entered here. What was put on record otherwise stands beside."),
        do=tuple(do),
    )


def _evaluation_note(row: SupplierEvaluation, until: date | None, today: date) -> str:
    if row.withdrawn_on is not None:
        return _("taken back: %s") % row.withdrawn_because
    parts = [str(row.criteria.get_purpose_display()), row.by.name if row.by else ""]
    if until is not None:
        parts.append((_("stopped holding on %s") if until <= today else _("holds until %s")) % day(until))
    parts += [_("examined by %s") % row.examined_by.name] if row.examined_by else []
    return " · ".join(part for part in parts if part)


def _provided(place: Place, found: Supplier, rows: Sequence[Any]) -> Shelf:
    may = place.may("stocktake.edit")
    items = tuple(
        Item(
            state=State.NOT_APPLICABLE if row.live_until else State.SHOWN if row.control else State.UNKNOWN,
            title=row.category,
            note=_("ended %s") % day(row.live_until)
            if row.live_until
            else row.control or _("nobody has settled how it is controlled"),
            href=address(place, found, f"provides/?category={row.category}") if may else "",
            actions=(
                Action(
                    label=_("Ends"),
                    href=address(place, found, f"provides/{row.id}/end/"),
                    method="post",
                    confirm=_("“%s” is no longer provided from today on.") % row.category,
                ),
            )
            if may and not row.live_until
            else (),
        )
        for row in rows
    )
    do = (Action(label=_("Add"), href=address(place, found, "provides/")),) if may else ()
    none = _("Not said yet. Certificates and approvals count for what they name, so say what is bought here.")
    return Shelf(title=_("Provides"), items=items, none=none, do=do)


def _certificates(place: Place, found: Supplier, file: SupplierFile) -> Shelf:
    names = {row.fold: row.category for row in file.provisions}
    today, may = place.context.today, place.may("evidence.file")
    items = []
    for row in file.certificates:
        value = certificate_value(row)
        alive = value.valid_from <= today < value.valid_until
        covers = ", ".join(names.get(one, one) for one in row.covers)
        said = _("counts for: %s") % covers if covers else _("counts for nothing that is bought here")
        items.append(
            Item(
                state=State.NOT_APPLICABLE if not alive else State.SHOWN if covers else State.UNKNOWN,
                title=f"{row.standard} · {row.scope[:160]}",
                note=_("withdrawn %s") % day(row.withdrawn_on) if row.withdrawn_on else said,
                aside=_("until %s") % day(row.valid_until),
                actions=(Action(label=_("Withdrawn"), href=address(place, found, f"certificate/{row.id}/end/")),)
                if may and alive
                else (),
            )
        )
    do = (Action(label=_("Add"), href=address(place, found, "certificate/")),) if may else ()
    return Shelf(title=_("Certificates"), items=tuple(items), none=_("None on file."), do=do)


def _reviews(place: Place, found: Supplier, rows: Sequence[SupplierReview]) -> Shelf:
    words = {"as-agreed": State.SHOWN, "below-and-acted-on": State.SOON, "below": State.GAP}
    items = tuple(
        Item(
            state=words[row.result],
            title=str(row.get_result_display()),
            note=row.note or figures_said(rule.Figures(**row.figures), row.period_from),
            aside=day(row.on),
        )
        for row in rows
    )
    do = (
        (Action(label=_("Look at it"), href=address(place, found, "performance/")),)
        if place.may("evidence.file")
        else ()
    )
    return Shelf(title=_("Performance"), items=items, none=_("Nobody has looked yet at how it delivers."), do=do)


def _asked(place: Place, found: Supplier, rows: Sequence[SupplierQuestionnaire]) -> Shelf:
    items = tuple(_question(place, found, row) for row in rows)
    do = (Action(label=_("Ask"), href=address(place, found, "ask/")),) if place.may("stocktake.edit") else ()
    lead = _("What a supplier answers is its own word: it helps to evaluate and shows nothing by itself.")
    return Shelf(title=_("Questionnaires"), items=items, none=_("Nothing was asked."), do=do, lead=lead)


def _question(place: Place, found: Supplier, row: SupplierQuestionnaire) -> Item:
    said = "  ".join(f"{question} — {row.answers.get(str(n), '')}" for n, question in enumerate(row.questions))
    return Item(
        state=State.INFO if row.answered_at else State.UNKNOWN,
        title=row.title,
        note=said if row.answered_at else _("asked by %s") % (row.asked_by.name if row.asked_by else ""),
        aside=_("answered %s") % day(row.answered_at)
        if row.answered_at
        else _("by %s") % day(row.due_on)
        if row.due_on
        else "",
        actions=(Action(label=_("New link"), href=address(place, found, f"ask/{row.id}/link/")),)
        if row.answered_at is None and place.may("stocktake.edit")
        else (),
    )


def _settled(rows: Sequence[SupplierSettlement]) -> Shelf:
    items = tuple(
        Item(state=State.INFO, title=row.reason, note=row.by.name if row.by else "", aside=day(row.on)) for row in rows
    )
    return Shelf(title=_("Bought around approval, and what was done"), items=items, none=_("Nothing."))
