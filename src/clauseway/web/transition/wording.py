"""The words of a change of edition."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.rules.transition import DROPPED, MOVED, NEW, REWORDED, UNCHANGED
from clauseway.web.components import State
from clauseway.web.transition.find import Move

STATES = {
    NEW: State.INFO,
    MOVED: State.SOON,
    REWORDED: State.SOON,
    UNCHANGED: State.SHOWN,
    DROPPED: State.NOT_APPLICABLE,
}


def change_word(change: str) -> str:
    """What became of a requirement, in one word."""
    return {
        NEW: _("New"),
        MOVED: _("Moved"),
        REWORDED: _("Reworded"),
        UNCHANGED: _("Unchanged"),
        DROPPED: _("Dropped"),
    }[change]


def change_sentence(change: str, carries: str, *, overlaps: bool = False) -> str:
    """What became of a requirement, in a sentence. `overlaps`: something before touched on it."""
    if change == NEW:
        return _("New; what was asked before only overlaps it.") if overlaps else _("Nothing like it was asked before.")
    if change == DROPPED:
        return _("The new edition no longer asks this by itself.")
    if carries == "all":
        return {
            UNCHANGED: _("The same is asked as before."),
            REWORDED: _("Worded anew; nothing more is asked."),
            MOVED: _("It stands in another place now; nothing more is asked."),
        }[change]
    return {
        UNCHANGED: _("The same subject, and something more is asked."),
        REWORDED: _("Worded anew, and something more is asked."),
        MOVED: _("It stands in another place now, and something else or more is asked."),
    }[change]


def carries_word(carries: str) -> str:
    return {"all": _("everything"), "some": _("not by itself"), "": _("nothing")}[carries]


def strength_word(strength: str) -> str:
    return {"same": _("the same"), "close": _("close"), "partial": _("overlaps")}.get(strength, "")


def confidence_word(confidence: str) -> str:
    return {"sure": _("sure"), "likely": _("likely"), "unsure": _("unsure")}.get(confidence, _("not known how sure"))


def name(move: Move) -> str:
    return _("From %(old)s to %(new)s") % {"old": move.old.name, "new": move.new.name}


def in_days(day: dt.date, today: dt.date) -> str:
    """How far a deadline is away: in days, months or years, or that it is over."""
    days = (day - today).days
    if days < 0:
        return _("over")
    if days == 0:
        return _("today")
    if days < 60:
        return ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}
    if days < 730:
        months = round(days / 30.44)
        return ngettext("in %(n)s month", "in %(n)s months", months) % {"n": months}
    half = round(days / 182.625) / 2
    return _("in %s years") % (int(half) if half == int(half) else half)
