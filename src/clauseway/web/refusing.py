"""From a refusal to an error at the field: what a form shows when an operation says no, and what both sides typed when two people changed one thing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import IntegrityError
from django.forms import Form
from django.http import HttpResponse
from django.utils.translation import gettext as _

from clauseway.kernel.context import Context
from clauseway.kernel.refusals import Conflict, Forbidden, NotFound, Refusal
from clauseway.kernel.work import unit_of_work
from clauseway.web.frame import Place, page

R = TypeVar("R")


def attempt(form: Form, context: Context, act: Callable[[], R]) -> R | None:
    """Run operations as one unit; a refusal becomes an error of the form and everything is undone. None then.

    Conflict, Forbidden and NotFound are not the form's business and go on.
    """
    try:
        with unit_of_work(context):
            return act()
    except (Conflict, Forbidden, NotFound):
        raise
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    except IntegrityError:
        form.add_error("name" if "name" in form.fields else None, _("There is one of this name already."))
    return None


@dataclass(frozen=True, slots=True)
class Difference:
    """One value of a thing two people changed: what is stored now and what was typed here."""

    name: str
    label: str
    now: str
    typed: str

    @property
    def differs(self) -> bool:
        return self.now.strip() != self.typed.strip()


def conflict(
    place: Place, *, title: str, href: str, back: str, version: str, values: Iterable[Difference], current: str
) -> HttpResponse:
    """The page of a conflict (409): both values side by side; "keep mine" posts what was typed with the version there is now."""
    rows = tuple(values)
    said: dict[str, Any] = {"title": title, "href": href, "back": back, "version": version, "rows": rows}
    return page(place, "conflict.html", said, current=current, status=409)
