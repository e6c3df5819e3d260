"""Who reads the library: a member of an organization, or anybody from outside; the pages are the same, what can be done is not."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from clauseway.organization.policies import require
from clauseway.systems.queries import Applied, applied_everywhere
from clauseway.web.components import Link
from clauseway.web.frame import Place, in_organization, near, page
from clauseway.web.tables import View

CURRENT = "library"
Answer = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Seat:
    """Whose library is read. `place` is None for somebody from outside; `applied` is what each system of the organization applies today, by its name."""

    request: Any
    place: Place | None
    applied: tuple[tuple[str, str, tuple[Applied, ...]], ...] = ()

    @property
    def home(self) -> str:
        return self.place.home if self.place else ""

    def href(self, path: str = "") -> str:
        """An address of the library as this reader sees it."""
        return f"{self.home}/standards/{path}"

    def standard(self, slug: str) -> str:
        return self.href(f"{slug}/")

    def term(self, slug: str) -> str:
        return f"{self.href('glossary/')}#{slug}"

    def where_applied(self, slug: str) -> tuple[Link, ...]:
        """The systems that apply an edition, each with the way to how it stands there."""
        return tuple(
            Link(label=name, href=f"{self.home}/s/{system}/requirements/{slug}/")
            for system, name, found in self.applied
            if any(one.edition.slug == slug for one in found)
        )

    def in_last_system(self) -> tuple[str, ...]:
        """The slugs of what the system one was in last applies, by code."""
        here = self.place.system.slug if self.place and self.place.system else ""
        return tuple(one.edition.slug for system, _name, found in self.applied if system == here for one in found)

    def may(self, permission: str) -> bool:
        return self.place is not None and self.place.may(permission)


def _seated(place: Place) -> Seat:
    require(place.context, "read")
    found = applied_everywhere(place.context)
    applied = tuple((s.slug, s.name, tuple(found.get(s.id, ()))) for s in place.systems)
    return Seat(place.request, near(place), applied)


def both(answer: Answer) -> tuple[Answer, Answer]:
    """A view for members of an organization and the same one for anybody: both are asked as `answer(seat, ...)`."""

    @in_organization
    def inside(place: Place, **kwargs: Any) -> HttpResponse:
        return answer(_seated(place), **kwargs)

    def outside(request: Any, **kwargs: Any) -> HttpResponse:
        return answer(Seat(request, None), **kwargs)

    return inside, outside


def show(seat: Seat, template: str, values: dict[str, Any], status: int = 200) -> HttpResponse:
    """Render a page of the library in the frame of the reader."""
    if seat.place is None:
        return render(seat.request, template, {"frame": "library/public.html", **values}, status=status)
    place = replace(seat.place, system=None)
    return page(place, template, {"frame": "shell.html", **values}, current=CURRENT, status=status)


def ways(seat: Seat, current: str) -> tuple[View, ...]:
    """The four parts of the library."""
    return tuple(
        View(label=label, href=seat.href(path), current=path == current)
        for path, label in (
            ("", _("Standards")),
            ("glossary/", _("Words of the field")),
            ("accredited/", _("Who certifies whom")),
            ("principles/", _("Seven principles")),
        )
    )


def crumbs(seat: Seat, *more: Link) -> tuple[Link, ...]:
    return (Link(label=_("Standards"), href=seat.href(), current=not more), *more)
