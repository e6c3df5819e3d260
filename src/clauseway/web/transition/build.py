"""The planner of one move and the list of moves: from the outlook to the values of their pages."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.catalogue.transitions import EditionChange, transitions
from clauseway.catalogue.vocabulary import vocabulary
from clauseway.conformity.transitions import Outlook, carried_so_far
from clauseway.rules.transition import CHANGES, MOVED, NEW, REWORDED, UNCHANGED
from clauseway.systems.models import Transition
from clauseway.web import jinja
from clauseway.web.components import Action, Empty, Item, Link, Moment, Stat, State
from clauseway.web.frame import Place
from clauseway.web.transition import wording
from clauseway.web.transition.find import Move
from clauseway.web.transition.listing import table
from clauseway.web.transition.page import MovesPage, PlannerPage
from clauseway.web.wording import phrases


def address(place: Place, move: Move, path: str = "") -> str:
    return f"{place.base}/transition/{move.new.slug}/{path}"


def crumbs(place: Place, move: Move, *more: Link) -> tuple[Link, ...]:
    """Where a page of a move is."""
    first = Link(label=_("New editions"), href=f"{place.base}/transition/")
    return (first, Link(label=move.new.name, href=address(place, move), current=not more), *more)


def moves_page(place: Place, found: Sequence[Move]) -> MovesPage:
    """The list of moves: what runs, what could be started, what ended."""
    empty = Empty(
        title=_("No newer edition of what you apply"),
        text=_(
            "When a standard you apply is replaced, the move to its successor is planned here: what changed, what carries over, and by when."
        ),
        example=_("From ISO 9001:2015 to ISO 9001:2026, by September 2029."),
        action=Action(label=_("See what you apply"), href=f"{place.base}/setup/standards/"),
    )
    waiting = sum(1 for move in found if not move.ended)
    return MovesPage(
        headline=ngettext("%(n)s new edition to move to", "%(n)s new editions to move to", waiting) % {"n": waiting}
        if waiting
        else _("New editions"),
        lead=_("Both editions stand side by side until you switch; nothing you have on file is lost."),
        items=tuple(_move_item(place, move) for move in found),
        empty=None if found else empty,
    )


def _move_item(place: Place, move: Move) -> Item:
    dates = transitions().of(move.old.slug, move.new.slug)
    state, told = move_state(move)
    parts = [told]
    if dates and dates.last_new_certificate and not move.ended:
        parts.append(_("last new certificate to the old edition: %s") % phrases.day(dates.last_new_certificate))
    ends = dates.ends if dates and not move.ended else None
    return Item(
        state=state,
        title=wording.name(move),
        note=" · ".join(parts),
        href=address(place, move),
        aside=_("by %s") % phrases.day(ends) if ends else "",
        late=bool(ends and ends < place.context.today),
    )


def move_state(move: Move) -> tuple[State, str]:
    """How far a move is, as a state and in words."""
    row = move.row
    if row is None:
        return State.UNKNOWN, _("not started")
    if row.state == Transition.RUNNING:
        return State.SOON, _("in transition since %s") % phrases.day(row.started_on)
    day = phrases.day(row.ended_on) if row.ended_on else ""
    if row.state == Transition.SWITCHED:
        return State.SHOWN, _("switched on %s") % day
    return State.NOT_APPLICABLE, _("given up on %s") % day


def planner_page(place: Place, move: Move, found: Outlook) -> PlannerPage:
    """The whole move on one page."""
    state, told = move_state(move)
    return PlannerPage(
        crumbs=crumbs(place, move),
        overline=_overline(move),
        state=state,
        state_word=told,
        headline=_headline(move, found),
        lead=_lead(move, found),
        dates=_dates(place, found.dates),
        dates_note=_dates_note(found.dates),
        counts=_counts(found),
        does_title=_("What starting does") if move.row is None else _("Where the move stands"),
        does=_does(place, move, found),
        actions=_actions(place, move),
        anew=_anew(),
        timeline=_timeline(place, move, found.dates),
        table=table(place, move, found),
        warning=_warning(place, found),
    )


def _overline(move: Move) -> tuple[str, ...]:
    row = move.row
    if row is None or row.started_by is None:
        return ()
    return (_("started by %s") % row.started_by.name,)


def _headline(move: Move, found: Outlook) -> str:
    left = len(found.gap)
    if move.ended:
        return wording.name(move)
    if not left:
        return _("%s asks nothing that is not shown already") % found.new.name
    return ngettext("%(name)s leaves %(n)s thing to do", "%(name)s leaves %(n)s things to do", left) % {
        "name": found.new.name,
        "n": left,
    }


def _lead(move: Move, found: Outlook) -> str:
    counts = found.change.counts()
    every = sum(1 for step in found.change.steps if step.counts)
    whole = sum(1 for step in found.change.steps if step.counts and step.carries == "all")
    shown = sum(1 for each in found.steps if each.answer == "conforming")
    told = _("Of %(every)s requirements, %(whole)s ask nothing more than before") % {"every": every, "whole": whole}
    new = counts[NEW]
    if new:
        told += ", " + ngettext("%(n)s is new", "%(n)s are new", new) % {"n": new}
    after = (
        _("Today %s are shown.") % shown
        if move.row is not None
        else _("With what you have on file today, %s would be shown.") % shown
    )
    return f"{told}. {after}"


def _dates(place: Place, dates: EditionChange | None) -> tuple[Stat, ...]:
    if dates is None:
        return ()
    today = place.context.today
    named = (
        (dates.last_new_certificate, _("last new certificate to the old edition")),
        (dates.ends, _("certificates to the old edition end")),
    )
    return tuple(
        Stat(
            value=phrases.day(day),
            label=f"{label}, {wording.in_days(day, today)}",
            state=State.GAP if day < today else State.SOON if (day - today).days < 365 else None,
        )
        for day, label in named
        if day is not None
    )


def _dates_note(dates: EditionChange | None) -> str:
    if dates is None:
        return _("No dates of this change are known here; ask your certification body.")
    told = [
        _("%(sure)s: %(source)s")
        % {"sure": wording.confidence_word(dates.confidence).capitalize(), "source": dates.source}
    ]
    return (
        ". ".join(
            part.rstrip(".") for part in (*told, dates.counted and _("Counted: %s") % dates.counted, dates.note) if part
        )
        + "."
    )


def _warning(place: Place, found: Outlook) -> str:
    ends = found.dates.ends if found.dates else None
    if ends is not None and ends < place.context.today:
        return _(
            "This transition is over since %s: a certificate to the old edition is no longer valid."
        ) % phrases.day(ends)
    return ""


def _counts(found: Outlook) -> tuple[Stat, ...]:
    counts = found.change.counts()
    words = {
        NEW: _("new"),
        MOVED: _("moved"),
        REWORDED: _("reworded"),
        UNCHANGED: _("unchanged"),
    }
    return tuple(Stat(value=str(counts[change]), label=words.get(change, _("dropped"))) for change in CHANGES)


def _does(place: Place, move: Move, found: Outlook) -> tuple[Item, ...]:
    left = len(found.gap)
    judged = ngettext("%(n)s judgement", "%(n)s judgements", found.judgements) % {"n": found.judgements}
    decided = ngettext("%(n)s decision on applicability", "%(n)s decisions on applicability", found.decisions) % {
        "n": found.decisions
    }
    gap = ngettext("%(n)s requirement", "%(n)s requirements", left) % {"n": left}
    if move.row is None:
        return _would_do(move, judged, decided, gap)
    items = [
        Item(
            state=State.GAP if left else State.SHOWN,
            title=_("%s left to show because of the new edition") % gap,
            href=f"{address(place, move)}?view=left",
        )
    ]
    if move.judged:
        items += _carried_items(place, move)
    waiting = found.judgements + found.decisions
    if move.running and waiting:
        items.append(
            Item(
                state=State.UNKNOWN,
                title=_("%(judged)s and %(decided)s came since") % {"judged": judged, "decided": decided},
                note=_("carry them over with one button"),
            )
        )
    return tuple(items)


def _would_do(move: Move, judged: str, decided: str, gap: str) -> tuple[Item, ...]:
    """What starting the move does."""
    return (
        Item(
            state=State.INFO,
            title=_("%s is applied beside the old edition") % move.new.name,
            note=_("both are judged, side by side, until you switch"),
        ),
        Item(
            state=State.INFO,
            title=_("Evidence on unchanged requirements counts for both"),
            note=_("and keeps doing so: what is filed about the old one later, too; each claim names where it is from"),
        ),
        Item(
            state=State.INFO,
            title=_("%(judged)s and %(decided)s carry over") % {"judged": judged, "decided": decided},
        ),
        Item(
            state=State.INFO,
            title=_("Both deadlines become milestones, %s become actions") % gap,
            note=_("what an open action closes already is not planned twice"),
        ),
    )


def _carried_items(place: Place, move: Move) -> list[Item]:
    """What was carried so far, and what the start put into the plan."""
    so_far = carried_so_far(place.context, move.system, move.new)
    claims = ngettext("%(n)s piece of evidence", "%(n)s pieces of evidence", so_far.claims) % {"n": so_far.claims}
    judged = ngettext("%(n)s judgement", "%(n)s judgements", so_far.judgements) % {"n": so_far.judgements}
    decided = ngettext("%(n)s decision", "%(n)s decisions", so_far.decisions) % {"n": so_far.decisions}
    told = {"claims": claims, "judged": judged, "decided": decided}
    made = [Item(state=State.SHOWN, title=_("Carried over: %(claims)s, %(judged)s, %(decided)s") % told)]
    planned = move.row.planned if move.row else {}
    actions = len(planned.get("actions", ()))
    if planned:
        title = ngettext(
            "%(n)s action and the deadlines are in the plan", "%(n)s actions and the deadlines are in the plan", actions
        )
        made.append(Item(state=State.INFO, title=title % {"n": actions}, href=f"{place.base}/plan/"))
    return made


def _actions(place: Place, move: Move) -> tuple[Action, ...]:
    if not place.may("system.manage") or move.ended:
        return ()
    if move.row is None:
        return (Action(label=_("Start the transition…"), href=address(place, move, "start/"), primary=True),)
    return (
        Action(label=_("Carry over what came since"), href=address(place, move, "carry/"), method="post"),
        Action(label=_("Switch…"), href=address(place, move, "switch/"), primary=True),
        Action(label=_("Give it up…"), href=address(place, move, "give-up/")),
    )


def _anew() -> tuple[tuple[str, str], ...]:
    """What is done anew against the new edition, with the reason."""
    words = vocabulary().words
    return tuple((_(words[word].label), _(why)) for word, why in transitions().anew.items() if word != "scope.stated")


def _timeline(place: Place, move: Move, dates: EditionChange | None) -> tuple[Moment, ...]:
    row, today = move.row, place.context.today
    events = []
    if dates is not None:
        events += [
            (dates.starts, _("The transition starts"), ""),
            (dates.last_new_certificate, _("Last new certificate to %s") % move.old.name, ""),
            (dates.ends, _("Certificates to %s end") % move.old.name, ""),
        ]
    if row is not None:
        events.append((row.started_on, _("You started the move"), ""))
        events.append((row.target_on if not row.ended_on else None, _("You want to be there"), ""))
        ended = _("You switched") if row.state == Transition.SWITCHED else _("You gave it up")
        events.append((row.ended_on, ended, row.reason))
    else:
        events.append((today, _("Today"), ""))
    made = [
        Moment(
            when=jinja.day(day),
            at=day,
            text=text,
            note=note,
            state=State.SHOWN if day <= today else State.UNKNOWN,
        )
        for day, text, note in events
        if day is not None
    ]
    return tuple(sorted(made, key=lambda moment: str(moment.at)))
