"""Rhythms: the organization's own criteria for how long something stays good. Our suggestion counts only once a person adopts it, from that day on."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from clauseway.catalogue.vocabulary import RhythmWord, vocabulary
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Refusal
from clauseway.kernel.work import unit_of_work
from clauseway.organization.policies import require
from clauseway.systems.models import Rhythm
from clauseway.systems.operations import adopt_rhythms, set_rhythm
from clauseway.systems.queries import applied_editions
from clauseway.web.frame import Place, in_system, page, say
from clauseway.web.jinja import day
from clauseway.web.setup.frame import crumbs, tabs
from clauseway.web.tables import View

_NAMED = ((365, "year"), (30.5, "month"), (7, "week"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RhythmRow:
    """One criterion: what it is for, what we suggest, the organization's own value and since when, and what was set before."""

    name: str
    label: str
    help: str
    suggested: str
    suggest_days: int
    value: str
    own: str
    since: str
    by: str
    before: tuple[str, ...]
    error: str


def in_words(days: int) -> str:
    """365 as "1 year", 92 as "3 months", 14 as "2 weeks", anything else in days."""
    for unit, word in _NAMED:
        number = days / unit
        if abs(number - round(number)) < 0.035 and round(number) >= 1:
            count = round(number)
            if word == "year":
                return ngettext("%d year", "%d years", count) % count
            if word == "month":
                return ngettext("%d month", "%d months", count) % count
            return ngettext("%d week", "%d weeks", count) % count
    return ngettext("%d day", "%d days", days) % days


@in_system
def rhythms(place: Place) -> HttpResponse:
    """All criteria the applied standards ask about; what was typed is saved from today on."""
    posted = place.request.POST if place.request.method == "POST" else None
    errors: dict[str, str] = {}
    if posted is not None:
        require(place.context, "system.manage")
        errors = _save(place, posted)
        if not errors:
            return HttpResponseRedirect(place.request.get_full_path())
    get = place.request.GET
    rows = _rows(place, posted, errors)
    asked = _asked_for(place)
    every = len(rows)
    view = get.get("show", "asked" if asked else "all")
    chosen = [r for r in rows if (view == "all" or r.name in asked) and (view != "unset" or not r.own)]
    words = fold(get.get("q", "")).split()
    shown = [r for r in chosen if all(w in fold(f"{r.label} {r.help}") for w in words)]
    here = f"{place.base}/setup/rhythms/"
    open_ones = [r for r in rows if r.name in asked and not r.own]
    values = {
        "tabs": tabs(place, "rhythms"),
        "crumbs": crumbs(place),
        "rows": shown,
        "views": (
            View(
                label=_("Asked by your standards"), href=f"{here}?show=asked", count=len(asked), current=view == "asked"
            ),
            View(label=_("Not set"), href=f"{here}?show=unset", count=len(open_ones), current=view == "unset"),
            View(label=_("All"), href=f"{here}?show=all", count=every, current=view == "all"),
        ),
        "view": view,
        "q": get.get("q", ""),
        "open": len(open_ones),
        "href": place.request.get_full_path(),
        "here": here,
        "adopt": f"{here}adopt/",
        "may": place.may("system.manage"),
        "today": day(place.context.today),
        "error": errors.get("", ""),
        "wrong": len(errors),
    }
    return page(place, "setup/rhythms.html", values, current="setup", status=422 if errors else 200)


def _asked_for(place: Place) -> set[str]:
    """The criteria that the expectations of the applied standards name."""
    assert place.system is not None
    applied = applied_editions(place.context, place.system.id)
    return {
        e.rhythm for a in applied for r in a.edition.requirements.values() for e in r.expectations.values() if e.rhythm
    }


def _rows(place: Place, posted: Any, errors: dict[str, str]) -> list[RhythmRow]:
    assert place.system is not None
    history: dict[str, list[Rhythm]] = {}
    for row in (
        Rhythm.objects.filter(system_id=place.system.id).select_related("set_by").order_by("valid_from", "recorded_at")
    ):
        history.setdefault(row.name, []).append(row)
    words = sorted(vocabulary().rhythms.values(), key=lambda w: fold(w.label))
    return [_row(w, history.get(w.name, []), posted, errors) for w in words]


def _row(word: RhythmWord, history: list[Rhythm], posted: Any, errors: dict[str, str]) -> RhythmRow:
    now = next((r for r in history if r.valid_until is None), None)
    field = f"days-{word.name}"
    stored = str(now.days) if now else ""
    return RhythmRow(
        name=word.name,
        label=word.label,
        help=word.help,
        suggested=in_words(word.suggest_days),
        suggest_days=word.suggest_days,
        value=posted.get(field, stored) if posted is not None else stored,
        own=in_words(now.days) if now else "",
        since=day(now.valid_from) if now else "",
        by=now.set_by.name if now and now.set_by else "",
        before=tuple(
            _("%(span)s from %(start)s until %(end)s")
            % {"span": in_words(r.days), "start": day(r.valid_from), "end": day(r.valid_until)}
            for r in history
            if r.valid_until is not None and r.valid_until > r.valid_from
        ),
        error=errors.get(word.name, ""),
    )


def _save(place: Place, posted: Any) -> dict[str, str]:
    """Set every value that was changed, all or none; the errors by name."""
    assert place.system is not None
    now = dict(Rhythm.objects.filter(system_id=place.system.id, valid_until=None).values_list("name", "days"))
    wanted: dict[str, int] = {}
    errors: dict[str, str] = {}
    for name in vocabulary().rhythms:
        text = posted.get(f"days-{name}", "").strip()
        if not text:
            if name in now and f"days-{name}" in posted:
                errors[name] = _("A criterion can be changed, not emptied: what was judged by it must stay explained.")
        elif not (text.isascii() and text.isdigit() and 1 <= int(text) <= 3660):
            errors[name] = _("Between 1 day and 10 years, in days.")
        elif now.get(name) != int(text):
            wanted[name] = int(text)
    if errors:
        return errors
    try:
        with unit_of_work(place.context):
            for name, days in wanted.items():
                set_rhythm(place.context, place.system.id, name=name, days=days, reason=posted.get("reason", ""))
    except Refusal as refusal:
        return {"": refusal.message}
    say(
        place,
        ngettext("%d criterion is set from today on.", "%d criteria are set from today on.", len(wanted)) % len(wanted),
    )
    return {}


@require_POST
@in_system
def adopt(place: Place) -> HttpResponse:
    """A person adopts our suggestions for what is not set yet: a decision with their name and today's date."""
    assert place.system is not None
    require(place.context, "system.manage")
    asked = _asked_for(place)
    now = set(Rhythm.objects.filter(system_id=place.system.id, valid_until=None).values_list("name", flat=True))
    days = {w.name: w.suggest_days for w in vocabulary().rhythms.values() if w.name in asked - now}
    count = adopt_rhythms(place.context, place.system.id, days)
    say(
        place,
        ngettext("You adopted %d suggestion, from today on.", "You adopted %d suggestions, from today on.", count)
        % count,
    )
    return HttpResponseRedirect(f"{place.base}/setup/rhythms/")
