"""Forms of the needs of a party: listing them, deciding about one, taking one on as an obligation, saying that it is over."""

import uuid
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.organization.policies import require
from clauseway.systems.models import Obligation, PartyNeed
from clauseway.systems.operations.parties import Binding, add_needs, become_obligation, decide_need, end_need
from clauseway.systems.queries.context import alive, editions_on, get_need, get_party
from clauseway.web import inputs
from clauseway.web.components import Action, Field
from clauseway.web.context.parties import address, crumbs
from clauseway.web.context.words import CONTEXT
from clauseway.web.frame import Place, in_system, say, say_refusal
from clauseway.web.posted import FormPage, Typed, answer


@in_system
def add(place: Place, party: uuid.UUID) -> HttpResponse:
    """List needs, one a line."""
    require(place.context, "stocktake.edit")
    row, typed = get_party(place.context, party), Typed(place.request)
    listed = PartyNeed.objects.filter(party=row).exists()

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=crumbs(place, row),
            title=_("What %s needs or expects") % row.name,
            lead=row.needs if listed else "",
            fields=(
                inputs.text(
                    typed,
                    errors,
                    "needs",
                    _("Needs, one a line"),
                    "" if listed else row.needs.replace("; ", "\n"),
                    type="textarea",
                    rows=6,
                    required=True,
                ),
            ),
            submit=_("Add"),
            cancel=address(place, row.id),
        )

    def act() -> str:
        add_needs(place.context, row.id, needs=typed.text("needs").splitlines())
        return address(place, row.id)

    return answer(place, form, act, said=_("Added."), current=CONTEXT)


@in_system
def decide(place: Place, need: uuid.UUID) -> HttpResponse:
    """Decide whether the system takes a need up."""
    assert place.system is not None
    require(place.context, "stocktake.edit")
    row, typed, system = get_need(place.context, need), Typed(place.request), place.system.id
    here = f"{place.base}/context/needs/{row.id}/"

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=crumbs(place, row.party),
            title=row.text,
            lead=_("Is this a need the system takes up? It counts for the standards applied today."),
            fields=_decision_fields(typed, errors, row),
            submit=_("Decide"),
            cancel=address(place, row.party_id),
            more=(Action(label=_("Take it on as an obligation"), href=f"{here}obligation/"),),
        )

    def act() -> str:
        decide_need(
            place.context,
            row.id,
            version=typed.whole("version"),
            decision=typed.text("decision"),
            because=typed.text("because"),
            standards=editions_on(system, place.context.today),
        )
        return address(place, row.party_id)

    return answer(place, form, act, said=_("Decided."), current=CONTEXT)


def _decision_fields(typed: Typed, errors: Any, row: PartyNeed) -> tuple[Field, ...]:
    choices = [("taken-up", _("The system takes it up")), ("left", _("The system does not take it up"))]
    now = row.decision if row.decision in dict(choices) else ""
    return (
        inputs.radio(typed, errors, "decision", _("Decision"), choices, now),
        inputs.text(
            typed,
            errors,
            "because",
            _("How, or why not"),
            row.because,
            type="textarea",
            rows=2,
            help=_("Needed when it is not taken up, so that an outsider understands it."),
        ),
        inputs.version_field(typed, row.version),
    )


@in_system
def bind(place: Place, need: uuid.UUID) -> HttpResponse:
    """Take a need on as an obligation: one of the register or a new one."""
    assert place.system is not None
    require(place.context, "stocktake.edit")
    row, typed, system = get_need(place.context, need), Typed(place.request), place.system.id

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=crumbs(place, row.party),
            title=_("Becomes an obligation"),
            lead=row.text,
            fields=_binding_fields(place, typed, errors, row),
            submit=_("Take it on"),
            cancel=address(place, row.party_id),
        )

    def act() -> str:
        binding = Binding(
            obligation=typed.identifier("obligation"),
            name=typed.text("name").strip(),
            kind=typed.text("kind"),
            source=typed.text("source"),
        )
        standards = editions_on(system, place.context.today)
        made = become_obligation(
            place.context, row.id, binding, version=typed.whole("version"), because=row.because, standards=standards
        )
        return f"{place.base}/obligations/{made.obligation_id}/"

    said = _("It is in the register of obligations. Decide there whether it applies, and who sees to it.")
    return answer(place, form, act, said=said, current=CONTEXT)


def _binding_fields(place: Place, typed: Typed, errors: Any, row: PartyNeed) -> tuple[Field, ...]:
    known = Obligation.objects.filter(alive(place.context.today)).exclude(applies=False).order_by("fold")[:500]
    pairs, chosen = [(str(one.id), one.name) for one in known], str(row.obligation_id or "")
    kinds = [(key, str(label)) for key, label in Obligation.KINDS]
    return (
        inputs.pick(
            typed, errors, "obligation", _("One of the register"), pairs, chosen, none=_("a new one, named below")
        ),
        inputs.text(typed, errors, "name", _("Name of a new one"), row.text[:240], maxlength=240),
        inputs.pick(typed, errors, "kind", _("Kind"), kinds, "voluntary"),
        Field(name="source", label=_("Where it is written"), maxlength=400, value=typed.text("source")),
        inputs.version_field(typed, row.version),
    )


@require_POST
@in_system
def end(place: Place, need: uuid.UUID) -> HttpResponse:
    """They no longer need this, from today on."""
    row = get_need(place.context, need)
    try:
        end_need(place.context, row.id, version=row.version)
        say(place, _("Recorded."))
    except NotFound:
        raise
    except Refusal as refusal:
        say_refusal(place, refusal)
    return HttpResponseRedirect(address(place, row.party_id))
