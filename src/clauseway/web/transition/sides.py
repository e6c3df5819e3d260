"""One requirement in both editions, in our words: what is asked of each, what carries over, and what is missing then."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.catalogue.queries import CompiledRequirement
from clauseway.catalogue.vocabulary import vocabulary
from clauseway.conformity.gather import EVERYTHING
from clauseway.conformity.transitions import Foreseen, Outlook
from clauseway.evidence.carrying import way_of
from clauseway.evidence.queries import gather_claims
from clauseway.rules.correspondence import Pair
from clauseway.rules.facts import Claim
from clauseway.rules.transition import DROPPED, Step, goes_over
from clauseway.web.components import Item, Link, Reason, State
from clauseway.web.frame import Place
from clauseway.web.requirements import places
from clauseway.web.transition import wording
from clauseway.web.transition.build import address, crumbs
from clauseway.web.transition.find import Move
from clauseway.web.transition.listing import rows_of
from clauseway.web.transition.page import Asked, BesidePage, Side
from clauseway.web.wording import phrases
from clauseway.web.wording.lines import ANSWERS, answer_word, facet_name, sentence

MOST = 12


def beside_page(place: Place, move: Move, found: Outlook, ref: str, *, old: bool) -> BesidePage:
    """The page of one step; Http404 for a heading or for what was not dropped."""
    rows = rows_of(found)
    at = next((n for n, row in enumerate(rows) if row.step.ref == ref and (row.each is None) == old), None)
    if at is None:
        raise Http404
    step, each = rows[at].step, rows[at].each
    before = [(pair, move.old.by_ref[pair.ref_a]) for pair in step.before]
    gone = [move.old.by_ref[ref]] if each is None else [requirement for _pair, requirement in before]
    codes_before = {says for requirement in gone for says in _says(requirement)}
    after = each.after if each else None
    claims = _claims(place, move, each, before) if each and not move.ended else []
    return BesidePage(
        crumbs=crumbs(place, move, Link(label=f"{ref} {step.title}", href="", current=True)),
        previous=_neighbour(place, move, rows, at - 1),
        next=_neighbour(place, move, rows, at + 1),
        change=wording.change_word(step.change),
        change_state=wording.STATES[step.change],
        context=_context(step),
        title=f"{ref} {step.title}",
        lead=wording.change_sentence(step.change, step.carries, overlaps=bool(step.before)),
        old=tuple(_old_side(place, move, pair, requirement, each) for pair, requirement in before)
        if each
        else (_side(place, move.old.name, gone[0], (), link=not move.judged or move.running),),
        new=_side(place, move.new.name, each.requirement, codes_before, link=move.judged) if each else None,
        carries=(*_decision(found, each), *(_claim_item(claim) for claim in claims[:MOST])),
        carries_note=_carries_note(step, claims),
        answer=ANSWERS[after.answer] if after else None,
        answer_word=(_("Not decided") if after.undeclared else answer_word(after.answer)) if after else "",
        reasons=_reasons(each),
    )


def _neighbour(place: Place, move: Move, rows: Sequence[Any], at: int) -> Link | None:
    if not 0 <= at < len(rows):
        return None
    step = rows[at].step
    query = "?old=1" if step.change == DROPPED else ""
    return Link(label=f"{step.ref} {step.title}", href=address(place, move, f"at/{step.ref}/{query}"))


def _context(step: Step) -> tuple[str, ...]:
    if not step.before:
        return ()
    told = [_("before: %s") % ", ".join(pair.ref_a for pair in step.before)]
    if step.confidence:
        told.append(_("how sure: %s") % wording.confidence_word(step.confidence))
    return tuple(told)


def _says(requirement: CompiledRequirement) -> list[str]:
    return [expected.says for expected in requirement.expectations.values()]


def _old_side(place: Place, move: Move, pair: Pair, requirement: CompiledRequirement, each: Foreseen) -> Side:
    tie = " · ".join(
        part
        for part in (wording.strength_word(pair.strength), pair.provenance, wording.confidence_word(pair.confidence))
        if part
    )
    here = set(_says(each.requirement))
    still = not move.judged or move.running
    return _side(place, move.old.name, requirement, here, tie=tie, link=still, gone=True)


def _side(
    place: Place,
    edition: str,
    requirement: CompiledRequirement,
    other: Any,
    *,
    tie: str = "",
    link: bool,
    gone: bool = False,
) -> Side:
    """One side. What the other side asks too is quiet; what only this one asks is marked as new here, or (`gone`) as not asked here any more."""
    words = requirement.words
    only = (State.NOT_APPLICABLE, _("not asked here any more")) if gone else (State.INFO, _("new here"))
    both = (State.SHOWN, _("asked in both"))
    asked = [
        Asked(
            state=(both if expected.says in other else only)[0] if other else State.UNKNOWN,
            word=(both if expected.says in other else only)[1] if other else _("asked"),
            text=expected.says,
            facet=facet_name(expected.facet),
        )
        for expected in requirement.expectations.values()
    ]
    return Side(
        edition=edition,
        ref=requirement.ref,
        title=requirement.title,
        words=str(words.get("explain", "")),
        asked=tuple(asked),
        maintain=tuple(words.get("maintain") or ()),
        retain=tuple(words.get("retain") or ()),
        tie=tie,
        link=Link(label=_("Its page"), href=f"{places.requirement(place.base, requirement)}/")
        if link and requirement.judged
        else None,
    )


def _claims(
    place: Place, move: Move, each: Foreseen, before: Sequence[tuple[Pair, CompiledRequirement]]
) -> list[Claim]:
    """What is on file today that goes over, the newest first."""
    ways = [way_of(old, each.requirement, pair.strength) for pair, old in before]
    topics = sorted({way.old_topic for way in ways})
    kinds = sorted({kind for way in ways for kind in way.kinds})
    if not ways:
        return []
    rows = gather_claims(place.context, move.system, place.context.today, EVERYTHING, topics=topics, kinds=kinds)
    going = {
        claim.id: claim
        for way in ways
        for claim in rows
        if goes_over(way, claim.kind, claim.stance, claim.topic, claim.facets.get("standards") or ())
    }
    return sorted(going.values(), key=lambda claim: (claim.valid_from, claim.id), reverse=True)


def _claim_item(claim: Claim) -> Item:
    word = vocabulary().words.get(claim.kind)
    state = State.GAP if claim.stance < 0 else State.SHOWN if claim.stance > 0 else State.INFO
    return Item(
        state=state,
        title=_(word.label) if word else claim.kind,
        note=_(word.says) if word else "",
        aside=phrases.day(claim.valid_from),
    )


def _decision(found: Outlook, each: Foreseen | None) -> tuple[Item, ...]:
    row = found.decided.get(each.requirement.id) if each else None
    if row is None:
        return ()
    told = _("Decided that it applies") if row.decision == "in" else _("Decided that it does not apply")
    return (Item(state=State.INFO, title=told, note=row.reason, aside=phrases.day(row.valid_from)),)


def _carries_note(step: Step, claims: Sequence[Claim]) -> str:
    if step.change == DROPPED:
        return _("What is on file about it stays readable with the old edition.")
    if not step.before:
        return _("Nothing was on file about this before; it is shown from nothing.")
    if len(claims) > MOST:
        more = len(claims) - MOST
        return ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more}
    if claims:
        return ""
    if step.carries == "all":
        return _(
            "Nothing is on file about the old requirement by itself. What is filed for everything counts for both editions anyway."
        )
    return _("More is asked than before, so proof does not carry over by itself; what speaks against it would.")


def _reasons(each: Foreseen | None) -> tuple[Reason, ...]:
    after = each.after if each else None
    if each is None or after is None:
        return ()
    if after.why is None:
        return (
            (Reason(state=ANSWERS[after.answer], sentence=_("Everything asked is shown.")),)
            if after.answer == "conforming"
            else ()
        )
    expected = each.requirement.expectations.get(after.why.get("expectation", ""))
    return (
        Reason(
            state=State.GAP if after.why["weighs"] == "gap" else State.UNKNOWN,
            sentence=sentence(after.why, each.requirement),
            detail=expected.close if expected else "",
        ),
    )
