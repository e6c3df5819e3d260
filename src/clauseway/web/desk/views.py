"""The desk of somebody who works for several organizations."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from clauseway.organization.desk import desk
from clauseway.organization.guests import guesthoods
from clauseway.web.desk.build import build
from clauseway.web.frame import to_sign_in


def index(request: Any) -> HttpResponse:
    """Every organization the reader works for, each with its own counts; three statements however many there are."""
    if not request.user.is_authenticated:
        return to_sign_in(request)
    return render(request, "desk/index.html", {"page": build(desk(request.user.id), guesthoods(request.user.id))})
