"""Deciding applicability, setting a rhythm, saying that there are none: the forms that a reason's button leads to."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from clauseway.catalogue.vocabulary import RhythmWord, vocabulary
from clauseway.evidence.operations import attest_none
from clauseway.evidence.queries import subjects
from clauseway.organization.policies import require
from clauseway.organization.queries import names_of_people
from clauseway.systems.models import Applicability, Rhythm
from clauseway.systems.operations import decide_applicability, set_rhythm
from clauseway.systems.queries import current_rhythms
from clauseway.web import inputs
from clauseway.web.components import Action, Field, Item, Link, Option, State
from clauseway.web.frame import Place, in_system
from clauseway.web.posted import Errors, FormPage, Typed, answer, wrong
from clauseway.web.requirements import places
from clauseway.web.requirements.build import crumbs
from clauseway.web.requirements.find import Found, find
from clauseway.web.wording import phrases


def _crumbs(place: Place, found: Found, last: str) -> tuple[Link, ...]:
    return crumbs(place, found, Link(label=last, href="", current=True))


@in_system
def applicability(place: Place, edition: str, ref: str) -> HttpResponse:
    """Whether a requirement applies, or a control is necessary, with the justification."""
    require(place.context, "system.manage")
    found = find(place, edition, ref)
    assert place.system is not None
    system = place.system.id
    typed = Typed(place.request)
    current = Applicability.objects.filter(
        system_id=system, requirement_id=found.requirement.id, valid_until=None
    ).first()

    def act() -> str:
        decide_applicability(
            place.context,
            system,
            requirement=found.requirement.id,
            applies=typed.text("applies") == "yes",
            reason=typed.text("reason"),
        )
        return f"{places.requirement(place.base, found.requirement)}/"

    return answer(
        place,
        lambda errors: _applicability_form(place, found, typed, errors, current),
        act,
        said=_("Decided and on record."),
    )


def _applicability_form(
    place: Place, found: Found, typed: Typed, errors: Errors, current: Applicability | None
) -> FormPage:
    requirement = found.requirement
    control = requirement.kind == "control"
    before = "" if current is None else ("yes" if current.decision == "in" else "no")
    chosen = typed.text("applies", before or ("" if control else "no"))
    yes = (
        (_("Necessary"), _("it treats a risk, or law, contract or business calls for it"))
        if control
        else (_("Applies"), "")
    )
    no = (
        (_("Not necessary"), _("with the reason, for the statement of applicability"))
        if control
        else (_("Does not apply"), "")
    )
    choices = [("yes", *yes)] if requirement.exclusion == "never" and not control else [("yes", *yes), ("no", *no)]
    return FormPage(
        crumbs=_crumbs(place, found, _("Applicability")),
        title=f"{requirement.ref} {requirement.title}",
        lead=_("Is this control necessary for you?") if control else _("Does this apply to you?"),
        note=_("Facts outweigh the decision: what is live and contradicts it makes it a gap."),
        fields=(
            Field(
                name="applies",
                label=_("Decision"),
                type="cards",
                required=True,
                options=tuple(
                    Option(value=v, label=label, note=note, selected=v == chosen) for v, label, note in choices
                ),
                errors=wrong(errors, "applies"),
            ),
            inputs.text(
                typed,
                errors,
                "reason",
                _("Justification"),
                current.reason if current else "",
                type="textarea",
                help=_(
                    "So that an outsider understands it. Needed when it does not apply; an auditor reads it either way."
                ),
            ),
        ),
        submit=_("Decide"),
        cancel=f"{places.requirement(place.base, requirement)}/",
    )


@in_system
def rhythm(place: Place, edition: str, ref: str, name: str) -> HttpResponse:
    """Set the organization's own criterion in days."""
    require(place.context, "system.manage")
    found = find(place, edition, ref)
    known = vocabulary().rhythms.get(name)
    if known is None or place.system is None:
        raise Http404
    system = place.system.id
    typed = Typed(place.request)
    here = f"{places.requirement(place.base, found.requirement)}/"
    current = current_rhythms(place.context, system).get(name)

    def build(errors: Errors) -> FormPage:
        return FormPage(
            crumbs=_crumbs(place, found, _("Rhythm")),
            title=_(known.label),
            lead=_(known.help),
            note=_(
                "This is your own criterion; an auditor holds you to it. A longer one set after something lapsed heals nothing past."
            ),
            fields=_rhythm_fields(place, typed, errors, known, current),
            submit=_("Set the rhythm"),
            cancel=here,
        )

    def act() -> str:
        days, on = typed.whole("days"), typed.day("on")
        set_rhythm(place.context, system, name=name, days=days, on=on, reason=typed.text("reason"))
        return here

    return answer(place, build, act, said=_("Your rhythm is set."))


def _rhythm_fields(
    place: Place, typed: Typed, errors: Errors, known: RhythmWord, current: Rhythm | None
) -> tuple[Field, ...]:
    told = [_("We suggest %s.") % phrases.span(known.suggest_days)]
    if current is not None:
        since = {"span": phrases.span(current.days), "day": phrases.day(current.valid_from)}
        told.insert(0, _("Now %(span)s, since %(day)s.") % since)
    today = place.context.today.isoformat()
    return (
        inputs.text(
            typed,
            errors,
            "days",
            _("How long it stays good"),
            str(current.days if current else known.suggest_days),
            type="number",
            unit=_("days"),
            required=True,
            minimum="1",
            maximum="3660",
            help=" ".join(told),
        ),
        inputs.text(typed, errors, "on", _("In force from"), today, type="date", required=True, maximum=today),
        inputs.text(typed, errors, "reason", _("Why this long"), type="textarea", rows=2),
    )


@in_system
def population(place: Place, edition: str, ref: str, kind: str) -> HttpResponse:
    """Who belongs to a population, and the attestation that nobody does."""
    require(place.context, "stocktake.edit")
    found = find(place, edition, ref)
    if kind not in vocabulary().subjects:
        raise Http404
    typed = Typed(place.request)
    code = place.request.GET.get("for", "")
    terms = next((e for e in found.requirement.asked.expectations if e.code == code and e.per == kind), None)
    only = dict(terms.only) if terms else {}

    def act() -> str:
        attest_none(place.context, kind=kind, reason=typed.text("reason"), only=only or None)
        return f"{places.requirement(place.base, found.requirement)}/"

    return answer(
        place,
        lambda errors: _population_form(place, found, typed, errors, kind, only),
        act,
        said=_("The attestation is on record under your name."),
    )


def _population_form(
    place: Place, found: Found, typed: Typed, errors: Errors, kind: str, only: Mapping[str, Any]
) -> FormPage:
    names = names_of_people(place.context) if kind == "person" else {}
    members = [names.get(row.ref, row.name) for row in subjects(place.context, kind)[:200]]
    plural = phrases.plural_of(kind)
    which = f"{plural} ({phrases.selection(only)})" if only else plural
    listed = Item(
        state=State.INFO,
        title=phrases.listed(members, 12) or _("Nobody and nothing yet"),
        note=_("The list is kept in the stocktake; paste it from a sheet."),
        actions=(Action(label=_("Open the stocktake"), href=f"{place.base}/stocktake/"),),
    )
    return FormPage(
        crumbs=_crumbs(place, found, phrases.raised(plural)),
        title=_("Which %s are there?") % which,
        lead=_(
            "Everything asked of them is judged against this list. Take it from where the work is: purchases, payroll, the process map."
        ),
        beside_title=_("Listed now: %s") % len(members),
        beside=(listed,),
        note=_("If there really are none, a named person can say so. It becomes void as soon as one is listed."),
        fields=(
            inputs.text(typed, errors, "reason", _("How you know that there are none"), type="textarea", required=True),
        ),
        submit=_("Attest that there are no %s") % plural,
        cancel=f"{places.requirement(place.base, found.requirement)}/",
    )
