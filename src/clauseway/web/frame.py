"""The frame of every page: where the request is (organization, system, actor), and the shell around the answer.

A view takes a `Place` instead of looking anything up; another organization's address is "not found", and a person who is not signed in is sent to sign in.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.organization.policies import may
from clauseway.organization.queries import Belonging
from clauseway.systems.models import System
from clauseway.web.components import Link, State
from clauseway.web.shell import NavGroup, NavItem, Shell, Toast
from clauseway.web.surroundings import surroundings


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request is. `duties` are the person's open ones and how many of them are late.

    `base` is the address of the system (or of the organization when there is no system), without a slash at its end.
    """

    request: Any
    context: Context
    belonging: Belonging
    system: System | None
    systems: tuple[System, ...]
    duties: tuple[int, int] = (0, 0)

    @property
    def home(self) -> str:
        return f"/o/{self.belonging.slug}"

    @property
    def base(self) -> str:
        return f"{self.home}/s/{self.system.slug}" if self.system else self.home

    def may(self, permission: str) -> bool:
        return may(self.context, permission)


View = Callable[..., HttpResponse]
LAST_SYSTEM = "clauseway-system"
"""The cookie that remembers, per organization, the system somebody was in: pages of the organization keep its navigation."""
WITHIN = {"compare": "library", "transition": "library", "own-standards": "library"}
"""Pages that are reached from another one's entry."""
WORKING = ("judge", "evidence.file", "system.manage", "report")
"""Who may do one of these runs a part of the system and gets the whole way through it."""
DAILY = frozenset("twcrd")
"""Track, my work, calendar, requirements, documents: by the letter that goes there."""


def _place(request: Any, system: str | None) -> Place:
    if request.belonging is None:
        raise Http404
    every, duties, late = surroundings(request.context)
    chosen = next((s for s in every if s.slug == system), None) if system else None
    if system and chosen is None:
        raise Http404
    return Place(request, request.context, request.belonging, chosen, every, (duties, late))


def in_organization(view: View) -> View:
    """The view is asked as `view(place, ...)` inside the organization named in the address."""

    @functools.wraps(view)
    def run(request: Any, organization: str, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        return view(_place(request, None), **kwargs)

    return run


def in_system(view: View) -> View:
    """The view is asked as `view(place, ...)` inside the organization and system named in the address."""

    @functools.wraps(view)
    def run(request: Any, organization: str, system: str, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        place = _place(request, system)
        if not place.may("read"):
            raise NotFound("system.not-found", _("There is no such management system."))
        response = view(place, **kwargs)
        if request.COOKIES.get(LAST_SYSTEM) != system and response.status_code < 400:
            response.set_cookie(
                LAST_SYSTEM, system, path=f"{place.home}/", httponly=True, samesite="Lax", secure=request.is_secure()
            )
        return response

    return run


def to_sign_in(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(f"/accounts/login/?next={quote(request.get_full_path())}")


def page(
    place: Place, template: str, values: dict[str, Any] | None = None, *, current: str = "", status: int = 200
) -> HttpResponse:
    """Render a page inside the shell. `current` is the key of the navigation entry the page belongs to (see `groups`)."""
    return render(place.request, template, {"shell": shell(place, current), **(values or {})}, status=status)


def say(place: Place, text: str, *, state: State = State.SHOWN) -> None:
    """A toast on the next page."""
    level = {State.SHOWN: messages.SUCCESS, State.GAP: messages.ERROR}.get(state, messages.INFO)
    messages.add_message(place.request, level, text)


def say_refusal(place: Place, refusal: Refusal) -> None:
    say(place, refusal.message, state=State.GAP)


def shell(place: Place, current: str) -> Shell:
    """The values of the shell; everything is at hand."""
    place = near(place)
    user = place.request.user
    name = user.name or user.email
    system = place.system
    switch = tuple(
        Link(label=b.name, href=f"/o/{b.slug}/", current=b.slug == place.belonging.slug, icon="building")
        for b in place.request.belongings
    )
    within = tuple(
        Link(
            label=s.name,
            href=f"{place.home}/s/{s.slug}/",
            current=system is not None and s.id == system.id,
            icon="system",
        )
        for s in place.systems
    )
    return Shell(
        organization=place.belonging.name,
        system=system.name if system else _("No management system yet"),
        home_href=f"{place.base}/",
        groups=groups(place, current),
        palette_href=f"{place.base}/palette",
        person=name,
        initials="".join(part[0] for part in name.split()[:2]).upper(),
        sign_out_href="/accounts/logout/",
        switch=(*switch, *within),
        switch_more=_more(place),
        menu=(
            Link(label=_("My account"), href="/accounts/", icon="person"),
            Link(label=_("Second factor"), href="/accounts/2fa/", icon="key"),
        ),
        toasts=tuple(_toasts(place.request)),
    )


def near(place: Place) -> Place:
    """On a page of the organization: the place with the system one was in last (the first, when that is not known)."""
    if place.system is not None or not place.systems or not place.may("read"):
        return place
    last = place.request.COOKIES.get(LAST_SYSTEM, "")
    return replace(place, system=next((s for s in place.systems if s.slug == last), place.systems[0]))


def _more(place: Place) -> tuple[Link, ...]:
    more = [Link(label=_("All my organizations"), href="/desk/", icon="building")]
    if place.may("system.manage"):
        more.append(Link(label=_("New management system"), href=f"{place.home}/new-system/", icon="plus"))
    more.append(Link(label=_("New organization"), href="/start/", icon="plus"))
    return tuple(more)


def _toasts(request: HttpRequest) -> list[Toast]:
    states = {"error": State.GAP, "success": State.SHOWN}
    return [Toast(text=str(m), state=states.get(m.level_tag, State.INFO)) for m in messages.get_messages(request)]


def groups(place: Place, current: str) -> tuple[NavGroup, ...]:
    """The ways through the product, as the drawings have them."""
    works = any(place.may(permission) for permission in WORKING)
    where = place.base if place.system is not None else ""
    return _groups(get_language(), place.home, where, WITHIN.get(current, current), place.duties, works)


@functools.lru_cache(maxsize=2_048)
def _groups(
    language: str, home: str, system: str, current: str, duties: tuple[int, int], works: bool
) -> tuple[NavGroup, ...]:
    """For a reader of this language; `system` is the address of one's system or empty, `works` whether one runs it or does its work only."""

    def item(key: str, label: str, path: str, go: str = "", root: str = system or home, **more: Any) -> NavItem:
        return NavItem(label=label, href=f"{root}/{path}", current=key == current, go=go, **more)

    people = (
        item("people", _("People"), "people/", root=home),
        item("members", _("Members & roles"), "members/", root=home),
        item("cost", _("Cost & time"), "cost/", root=home),
    )
    if not system:
        library = item("library", _("Library"), "standards/", root=home)
        return (NavGroup(label="", items=(item("track", _("Start"), ""), library, *people)),)
    ways = _ways(item, home, *duties)
    return (*ways, NavGroup(label=_("Organization"), items=people)) if works else _daily(ways)


def _daily(ways: tuple[NavGroup, ...]) -> tuple[NavGroup, ...]:
    """The short way of somebody whose role is to do the work, not to run the system: everything else is reached by search and links."""
    return tuple(
        NavGroup(label=group.label, items=kept)
        for group in ways
        if (kept := tuple(one for one in group.items if one.go in DAILY))
    )


def _ways(item: Callable[..., NavItem], home: str, duties: int, late: int) -> tuple[NavGroup, ...]:
    """The ways of one system; how many duties are open and how many of them late stands at one's own work."""
    return (
        NavGroup(
            label="",
            items=(
                item("track", _("Track"), "", "t"),
                item("work", _("My work"), "work/", "w", count=duties, count_label=_("open duties"), hot=late > 0),
                item("calendar", _("Calendar"), "work/calendar/", "c"),
            ),
        ),
        NavGroup(
            label=_("Asked"),
            items=(
                item("requirements", _("Requirements"), "requirements/", "r"),
                item("walk", _("Gap analysis"), "gap/", "g"),
                item("setup", _("Scope & standards"), "setup/", "s"),
                item("library", _("Library"), "standards/", root=home),
            ),
        ),
        NavGroup(label=_("System"), items=_practice(item)),
        NavGroup(
            label=_("Shown"),
            items=(
                item("evidence", _("Evidence"), "evidence/", "e"),
                item("standing", _("As of a date"), "standing/", "a"),
                item("reports", _("Reports"), "reports/"),
            ),
        ),
        NavGroup(
            label=_("Planned"),
            items=(
                item("plan", _("Plan"), "plan/", "p"),
                item("forecast", _("Forecast"), "plan/forecast/", "f"),
            ),
        ),
    )


def _practice(item: Callable[..., NavItem]) -> tuple[NavItem, ...]:
    """Where the work of the system is kept."""
    return (
        item("stocktake", _("Stocktake"), "stocktake/", "k"),
        item("context", _("Context"), "context/"),
        item("obligations", _("Obligations"), "obligations/"),
        item("objectives", _("Objectives"), "objectives/", "o"),
        item("processes", _("Processes"), "processes/", "m"),
        item("responsibilities", _("Responsibilities"), "context/responsibilities/"),
        item("indicators", _("Indicators"), "indicators/", "i"),
        item("suppliers", _("Suppliers"), "suppliers/", "u"),
        item("equipment", _("Measuring equipment"), "equipment/"),
        item("assets", _("Assets"), "assets/"),
        item("documents", _("Documents"), "documents/", "d"),
        item("forms", _("Forms & records"), "forms/"),
        item("changes", _("Changes"), "changes/"),
        item("communication", _("Communication"), "context/communication/"),
    )
