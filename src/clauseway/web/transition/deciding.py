"""Starting a move, carrying over, switching, giving up: each says before what it does."""

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.catalogue.transitions import transitions
from clauseway.conformity import transitions as operations
from clauseway.kernel.refusals import Refusal
from clauseway.organization.policies import require
from clauseway.web import inputs
from clauseway.web.components import Field, Item, Link, State
from clauseway.web.frame import Place, in_system, say, say_refusal
from clauseway.web.posted import Errors, FormPage, Typed, answer
from clauseway.web.transition.build import address, crumbs
from clauseway.web.transition.find import Move, find
from clauseway.web.wording import phrases


@in_system
def start(place: Place, edition: str) -> HttpResponse:
    """Start the move; one that has been started leads to its page."""
    require(place.context, "system.manage")
    move = find(place, edition)
    typed = Typed(place.request)
    if move.row is not None:
        return HttpResponseRedirect(address(place, move))

    def act() -> str:
        operations.start(
            place.context,
            move.system,
            old=move.old.id,
            new=move.new.id,
            target_on=typed.day("target_on", needed=False),
            plan_gap=typed.ticked("plan_gap"),
        )
        return address(place, move)

    said = _("%s is applied beside the old edition; what carries over has been carried.") % move.new.name
    return answer(place, lambda errors: _start_form(place, move, typed, errors), act, said=said, current="transition")


def _start_form(place: Place, move: Move, typed: Typed, errors: Errors) -> FormPage:
    dates = transitions().of(move.old.slug, move.new.slug)
    ends = dates.ends if dates else None
    note = _("Certificates to the old edition end on %s; leave time for the audit.") % phrases.day(ends) if ends else ""
    names = {"old": move.old.name, "new": move.new.name}
    return FormPage(
        crumbs=crumbs(place, move, Link(label=_("Start"), href="", current=True)),
        title=_("Start the move to %s") % move.new.name,
        lead=_(
            "%(new)s is applied beside %(old)s from today. Nothing of the old edition changes, and you can give it up again."
        )
        % names,
        beside_title=_("What carries over"),
        beside=_what_carries(),
        fields=(
            inputs.day(
                typed,
                errors,
                "target_on",
                _("You want to be there by"),
                minimum=place.context.today.isoformat(),
                help=note,
            ),
            Field(
                name="plan_gap",
                label=_("Put both deadlines and what is left into the plan"),
                type="checkbox",
                value="on" if typed.ticked("plan_gap", default=True) else "",
                help=_("One action for each requirement that the new edition leaves open."),
            ),
        ),
        submit=_("Start the transition"),
        cancel=address(place, move),
    )


def _what_carries() -> tuple[Item, ...]:
    return (
        Item(
            state=State.SHOWN,
            title=_("Evidence about requirements that ask nothing more"),
            note=_("records, accepted passages and documents, with their own dates; each names where it is from"),
        ),
        Item(
            state=State.SHOWN,
            title=_("Judgements and decisions on applicability about them"),
            note=_("by whom and when they were made stays as it was"),
        ),
        Item(
            state=State.SHOWN,
            title=_("Rhythms, processes, people, documents"),
            note=_("they are the system's and serve both editions"),
        ),
        Item(
            state=State.UNKNOWN,
            title=_("Not carried: audits and management reviews of the old edition"),
            note=_("an audit serves an edition only if that edition was its criterion"),
        ),
    )


@in_system
def carry(place: Place, edition: str) -> HttpResponse:
    """Carry over what came since the start."""
    require(place.context, "system.manage")
    move = find(place, edition)
    if place.request.method == "POST" and move.row is not None:
        try:
            number = sum(operations.carry_over(place.context, move.row.id))
        except Refusal as refusal:
            say_refusal(place, refusal)
        else:
            told = ngettext("%(n)s thing was carried over.", "%(n)s things were carried over.", number) % {"n": number}
            say(place, told if number else _("Nothing new to carry over."), state=State.SHOWN if number else State.INFO)
    return HttpResponseRedirect(address(place, move))


@in_system
def switch(place: Place, edition: str) -> HttpResponse:
    """End the old edition."""
    require(place.context, "system.manage")
    move = find(place, edition)
    typed = Typed(place.request)
    row = move.row
    if row is None or not move.running:
        return HttpResponseRedirect(address(place, move))

    def act() -> str:
        operations.switch(place.context, row.id, on=typed.day("on"))
        return address(place, move)

    said = _("%(new)s has taken the place of %(old)s.") % {"old": move.old.name, "new": move.new.name}
    return answer(place, lambda errors: _switch_form(place, move, typed, errors), act, said=said, current="transition")


def _switch_form(place: Place, move: Move, typed: Typed, errors: Errors) -> FormPage:
    today = place.context.today.isoformat()
    assert move.row is not None
    return FormPage(
        crumbs=crumbs(place, move, Link(label=_("Switch"), href="", current=True)),
        title=_("Switch to %s") % move.new.name,
        lead=_("Do this when your certificate names the new edition, or when you no longer need the old one."),
        beside_title=_("What this does"),
        beside=(
            Item(
                state=State.INFO,
                title=_("%s ends on the day you name") % move.old.name,
                note=_("from then on it is no longer judged and counts on no page"),
            ),
            Item(
                state=State.SHOWN,
                title=_("Its history stays"),
                note=_("every verdict, judgement and report, and every look back at a day before"),
            ),
            Item(
                state=State.SHOWN,
                title=_("What was carried over stays carried"),
                note=_("what came since is carried over once more"),
            ),
        ),
        fields=(
            inputs.text(
                typed,
                errors,
                "on",
                _("The old edition ends on"),
                today,
                type="date",
                minimum=move.row.started_on.isoformat(),
                maximum=today,
                required=True,
            ),
        ),
        submit=_("Switch"),
        cancel=address(place, move),
    )


@in_system
def give_up(place: Place, edition: str) -> HttpResponse:
    """Give the move up."""
    require(place.context, "system.manage")
    move = find(place, edition)
    typed = Typed(place.request)
    row = move.row
    if row is None or not move.running:
        return HttpResponseRedirect(address(place, move))

    def act() -> str:
        operations.abandon(place.context, row.id, reason=typed.text("reason"))
        return f"{place.base}/transition/"

    said = _("The move to %s was given up; the old edition goes on.") % move.new.name
    return answer(place, lambda errors: _give_up_form(place, move, typed, errors), act, said=said, current="transition")


def _give_up_form(place: Place, move: Move, typed: Typed, errors: Errors) -> FormPage:
    return FormPage(
        crumbs=crumbs(place, move, Link(label=_("Give up"), href="", current=True)),
        title=_("Give up the move to %s") % move.new.name,
        lead=_("%s goes on as if nothing had been started. You can start again later.") % move.old.name,
        beside_title=_("What this ends"),
        beside=(
            Item(
                state=State.GAP,
                title=_("%s is no longer applied from today") % move.new.name,
                note=_("its verdicts so far stay in the history"),
            ),
            Item(
                state=State.GAP,
                title=_("Everything that was carried over ends today"),
                note=_("what it came from stays: evidence, judgements, decisions"),
            ),
            Item(
                state=State.GAP, title=_("Its milestones leave the plan, its actions that nobody began are cancelled")
            ),
        ),
        fields=(inputs.text(typed, errors, "reason", _("Why"), type="textarea", required=True),),
        submit=_("Give it up"),
        cancel=address(place, move),
    )
