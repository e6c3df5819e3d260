"""From instruments and assets as they are stored to the values of their pages."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from clauseway.catalogue.vocabulary import vocabulary
from clauseway.evidence.models import Claim, ClaimEnd
from clauseway.resources.models import Asset, Calibration, Equipment, EquipmentSpell, ImpactAssessment
from clauseway.resources.queries.equipment import calibrations_of, due_day, impacts_of, spells_of
from clauseway.web.components import Action, Item, Link, Shelf, State
from clauseway.web.frame import Place
from clauseway.web.instruments.page import ThingPage
from clauseway.web.jinja import day
from clauseway.web.wording.phrases import value_of

SIGNS = {
    "within-limits": State.SHOWN,
    "adjusted": State.SOON,
    "limited-use": State.SOON,
    "out-of-limits": State.GAP,
    "": State.UNKNOWN,
}


def instrument_address(place: Place, found: Equipment, more: str = "") -> str:
    return f"{place.base}/equipment/{found.id}/{more}"


def asset_address(place: Place, found: Asset, more: str = "") -> str:
    return f"{place.base}/assets/{found.id}/{more}"


def result_word(result: str) -> str:
    return str(dict(Equipment.RESULTS).get(result, _("never calibrated")))


def instrument_page(place: Place, found: Equipment, own_days: int | None) -> ThingPage:
    """Everything known about one instrument: open questions first."""
    claims = standing_claims("equipment", found.id)
    calibrations = calibrations_of(place.context, found.id)
    spells, impacts = spells_of(place.context, found.id), impacts_of(place.context, found.id)
    due = due_day(found, own_days)
    over = [str(found.get_state_display()), *([found.identifier] if found.identifier else [])]
    if found.plan == "not-required":
        over.append(_("calibration not required: %s") % found.plan_reason)
    elif due is not None:
        over.append(_("due %s") % day(due))
    over += [_("ended %s") % day(found.live_until)] if found.live_until else []
    return ThingPage(
        crumbs=(Link(label=_("Measuring equipment"), href=f"{place.base}/equipment/"),),
        name=found.name,
        overline=tuple(over),
        lead=_instrument_lead(found),
        warnings=_instrument_warnings(claims, found, due, place.context.today),
        do=_instrument_deeds(place, found, claims),
        left=(_calibrations(place, found, calibrations, place.context.today), _looked(impacts)),
        right=(ledger(claims), _spells(spells)),
    )


def _instrument_lead(found: Equipment) -> str:
    said = ", ".join(part for part in (found.measures, found.range, found.resolution) if part)
    where = ", ".join(part for part in (found.location, found.site.name if found.site else "") if part)
    parts = [_("Measures %s.") % said] if said else []
    parts += [_("Where: %s.") % where] if where else []
    parts += [_("Owner: %s.") % found.owner.name] if found.owner else []
    parts += [_("Own interval: %d days.") % found.interval_days] if found.interval_days else []
    return " ".join([*parts, found.note] if found.note else parts)


def _instrument_warnings(
    claims: Sequence[Claim], found: Equipment, due: date | None, today: date
) -> tuple[tuple[str, str], ...]:
    made = []
    for claim in claims:
        if claim.kind == "measuring-equipment.unfit" and claim.valid_from <= today:
            since = claim.facets.get("statement", "")
            note = _("What was measured since %s?") % day(date.fromisoformat(since)) if since else ""
            made.append((_("Found wrong on %s: look at earlier results") % day(claim.valid_from), note))
        if claim.kind == "measuring-equipment.used-unproven" and claim.valid_from <= today:
            unfit = claim.facets.get("why") == "unfit"
            title = _("Used although it is out of tolerance") if unfit else _("Used after its calibration was due")
            note = _("Since %s. Quarantine it, calibrate it, and say what was measured meanwhile.")
            made.append((title, note % day(claim.valid_from)))
    if not made and found.state == "in-use" and found.plan == "calibrate" and due is not None and due <= today:
        made.append((_("Calibration is due since %s") % day(due), _("Calibrate it or quarantine it.")))
    return tuple(made)


def _instrument_deeds(place: Place, found: Equipment, claims: Sequence[Claim]) -> tuple[Action, ...]:
    made = []
    if place.may("evidence.file"):
        asked = any(claim.stance < 0 and claim.valid_from <= place.context.today for claim in claims)
        made.append(
            Action(label=_("Calibrate"), href=instrument_address(place, found, "calibrate/"), primary=not asked)
        )
        if asked:
            made.append(
                Action(label=_("Earlier results"), href=instrument_address(place, found, "results/"), primary=True)
            )
        if found.state == "in-use":
            made.append(Action(label=_("Quarantine"), href=instrument_address(place, found, "aside/")))
        else:
            made.append(Action(label=_("Put back into use"), href=instrument_address(place, found, "back/")))
    if place.may("stocktake.edit"):
        made.append(Action(label=_("Edit"), href=instrument_address(place, found, "edit/"), icon="pencil"))
    return tuple(made)


def _calibrations(place: Place, found: Equipment, rows: Sequence[Calibration], today: date) -> Shelf:
    items = []
    for row in rows:
        state = SIGNS[row.result] if row.traceable_to and row.withdrawn_on is None else State.NOT_APPLICABLE
        may = place.may("evidence.file") and row.withdrawn_on is None
        items.append(
            Item(
                state=state,
                title=result_word(row.result),
                note=_calibration_note(row, today),
                href=instrument_address(place, found, f"calibration/{row.id}/withdraw/") if may else "",
                aside=day(row.on),
            )
        )
    return Shelf(
        title=_("Calibrations"),
        items=tuple(items),
        none=_("None is entered here. What was put on record otherwise stands beside."),
    )


def _calibration_note(row: Calibration, today: date) -> str:
    if row.withdrawn_on is not None:
        return _("taken back: %s") % row.withdrawn_because
    who = row.laboratory or (row.by.name if row.by else "")
    parts = [who, row.number, _("error %s") % row.error if row.error else "", row.limits]
    if row.found == "outside":
        parts.append(_("came out of tolerance"))
    if row.found == "unknown":
        parts.append(_("not measured before adjusting"))
    parts.append(_("traceable to %s") % row.traceable_to if row.traceable_to else _("not traceable: it does not count"))
    if row.due_on is not None:
        parts.append((_("ended %s") if row.due_on <= today else _("holds until %s")) % day(row.due_on))
    return " · ".join(part for part in parts if part)


def _looked(rows: Sequence[ImpactAssessment]) -> Shelf:
    items = tuple(
        Item(
            state=State.GAP if row.outcome == "open" else State.SHOWN,
            title=str(row.get_outcome_display()),
            note=" · ".join(part for part in (row.looked_at, row.done, row.by.name if row.by else "") if part),
            aside=day(row.on),
        )
        for row in rows
    )
    return Shelf(title=_("Earlier results looked at"), items=items, none=_("Nothing had to be looked at yet."))


def _spells(rows: Sequence[EquipmentSpell]) -> Shelf:
    items = tuple(
        Item(
            state=State.SOON if row.ends is None else State.INFO,
            title=str(row.get_state_display()),
            note=" · ".join(part for part in (row.because, row.ended_because) if part),
            aside=_("since %s") % day(row.begins) if row.ends is None else f"{day(row.begins)} – {day(row.ends)}",
        )
        for row in rows
    )
    return Shelf(title=_("Set aside"), items=items, none=_("Never."))


def standing_claims(kind: str, ref: uuid.UUID) -> list[Claim]:
    """What stands in the ledger about a subject, the contrary first."""
    ended = ClaimEnd.objects.values("claim_id")
    rows = Claim.objects.filter(subject_kind=kind, subject_ref=str(ref)).exclude(id__in=ended)
    return list(rows.order_by("stance", "-valid_from", "id")[:60])


def ledger(claims: Sequence[Claim]) -> Shelf:
    """What the ledger says now, for and against."""
    words = vocabulary().words
    items = tuple(
        Item(
            state=State.GAP if claim.stance < 0 else State.SHOWN,
            title=words[claim.kind].label if claim.kind in words else claim.kind,
            note=" · ".join(_shown(name, value) for name, value in claim.facets.items() if isinstance(value, str)),
            aside=_("until %s") % day(claim.valid_until)
            if claim.valid_until
            else _("since %s") % day(claim.valid_from),
        )
        for claim in claims
    )
    return Shelf(title=_("What counts as evidence now"), items=items, none=_("Nothing yet."))


def _shown(name: str, value: str) -> str:
    return value if name in ("basis", "error", "reason", "statement") else value_of(value)


def asset_page(place: Place, found: Asset) -> ThingPage:
    """Everything known about one asset."""
    today, claims = place.context.today, standing_claims("asset", found.id)
    left = found.owner is not None and found.owner.live_until is not None and found.owner.live_until <= today
    over = [str(found.get_kind_display()) if found.kind else _("kind not said")]
    over += [found.classification] if found.classification else []
    over += [_("%(how)s on %(day)s") % {"how": _ended(found), "day": day(found.live_until)}] if found.live_until else []
    warnings = []
    if found.live_until is None and found.owner is None:
        warnings.append((_("Nobody owns this asset"), _("Name somebody who answers for it.")))
    if found.live_until is None and left and found.owner:
        warnings.append((_("Its owner has left: %s") % found.owner.name, _("Hand it over to somebody who is here.")))
    do = []
    if place.may("stocktake.edit"):
        do.append(Action(label=_("Edit"), href=asset_address(place, found, "edit/"), icon="pencil", primary=True))
        if found.live_until is None:
            do.append(Action(label=_("It is no longer there"), href=asset_address(place, found, "end/")))
    return ThingPage(
        crumbs=(Link(label=_("Assets"), href=f"{place.base}/assets/"),),
        name=found.name,
        overline=tuple(over),
        lead=found.holds,
        warnings=tuple(warnings),
        do=tuple(do),
        left=(_about(place, found),),
        right=(ledger(claims),),
    )


def _ended(found: Asset) -> str:
    return str(dict(Asset.ENDS).get(found.ended_how, _("ended")))


def _about(place: Place, found: Asset) -> Shelf:
    """What is known, row by row; what is not known is not shown."""
    owner = found.owner.name if found.owner else ""
    level = found.classification
    decided = _("decided %s") % day(found.classified_on) if found.classified_on else ""
    rows = (
        (_("Owner"), owner, _("since %s") % day(found.owner_since) if found.owner_since else "", ""),
        (_("Classification"), level, decided, ""),
        (_("Where"), found.location, "", ""),
        (
            _("Supplier"),
            found.supplier.name if found.supplier else "",
            "",
            f"{place.base}/suppliers/{found.supplier_id}/" if found.supplier_id else "",
        ),
        (_("Number"), found.number, "", ""),
        (_("Licence"), found.licence, found.proof.name if found.proof else _("no proof"), ""),
        (_("Wiped"), str(found.get_ended_method_display()) if found.ended_method else "", found.ended_proof, ""),
    )
    items = tuple(
        Item(state=State.INFO, title=value, note=label, aside=more, href=href)
        for label, value, more, href in rows
        if value
    )
    return Shelf(title=_("About it"), items=items, none=_("Nothing is said about it yet."))
