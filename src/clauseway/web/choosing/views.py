"""The interview and the recommendation it ends in."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from clauseway.kernel.refusals import Conflict
from clauseway.kernel.work import unit_of_work
from clauseway.organization.policies import require
from clauseway.systems import choosing as room
from clauseway.systems.models import Interview
from clauseway.web.choosing import asking, build
from clauseway.web.choosing.frame import CURRENT, crumbs, tabs
from clauseway.web.choosing.page import InterviewPage
from clauseway.web.components import Link
from clauseway.web.frame import Place, in_organization, page, say


@in_organization
def interview(place: Place) -> HttpResponse:
    """Twelve questions on one page; every one may stay open."""
    require(place.context, "read")
    if place.request.method == "POST":
        return _answer(place)
    last = room.interviews(place.context).first()
    answers, typed = asking.of_interview(last) if last else ({}, {})
    notes: dict[str, str] = {}
    if last is None:
        answers, notes = asking.known(place)
    return _interview(place, answers, typed, notes, last.number if last else 0)


def _answer(place: Place) -> HttpResponse:
    """Keep what was answered. Somebody else's answers meanwhile are shown beside; sending once more keeps ours as the newer version."""
    answers, typed = asking.posted(place.request.POST)
    after = place.request.POST.get("after", "")
    try:
        with unit_of_work(place.context):
            room.answer_interview(
                place.context, answers=answers, typed=typed, after=int(after) if after.isdecimal() else 0
            )
    except Conflict as found:
        number = int(str(found.details["number"]))
        theirs = Link(label=_("Look at theirs"), href=f"{place.home}/choose/result/?version={number}")
        return _interview(place, answers, typed, {}, number, theirs)
    say(place, _("Your answers are kept."))
    return HttpResponseRedirect(f"{place.home}/choose/result/")


def _interview(
    place: Place, answers: Any, typed: Any, notes: dict[str, str], after: int, theirs: Link | None = None
) -> HttpResponse:
    values = InterviewPage(
        tabs=tabs(place, "choose"),
        crumbs=crumbs(place),
        href=f"{place.home}/choose/",
        questions=asking.asked(answers, typed, notes),
        after=after,
        may=place.may("system.manage"),
        lead=_(
            "Twelve questions, about five minutes. Leave open what you do not know: it counts as nothing and is told."
        ),
        conflict=theirs,
    )
    return page(place, "choosing/interview.html", {"page": values}, current=CURRENT, status=409 if theirs else 200)


@in_organization
def result(place: Place) -> HttpResponse:
    """What the answers speak for, in order and with reasons; an earlier version as today's rules read it."""
    require(place.context, "read")
    every = list(room.interviews(place.context)[:50])
    return page(
        place, "choosing/result.html", {"page": build.result(place, _wanted(place, every), every)}, current=CURRENT
    )


def _wanted(place: Place, every: list[Interview]) -> Interview | None:
    asked = place.request.GET.get("version", "")
    if not asked:
        return every[0] if every else None
    found = next((one for one in every if str(one.number) == asked), None)
    if found is None:
        raise Http404
    return found
