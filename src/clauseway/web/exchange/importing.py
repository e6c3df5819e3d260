"""Importing a standard in two steps: give a file, look at what would happen, confirm. The file is kept between the steps; nothing is lost on an error."""

import hashlib
import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clauseway.catalogue.exchange.reading import Wish, read
from clauseway.catalogue.imports import UNCHANGED, Imported
from clauseway.catalogue.packs import PackRefused
from clauseway.kernel.refusals import Forbidden, Refusal
from clauseway.kernel.storage import fetch, store
from clauseway.organization.policies import require
from clauseway.systems.own_standards import import_standard
from clauseway.web import once
from clauseway.web.components import State
from clauseway.web.exchange import looking
from clauseway.web.frame import Place, in_organization, page, say

_SESSION = "standard-files"
_KEPT = 5
MAX_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class Given:
    """A file that was given and waits for its confirmation."""

    id: str
    name: str
    stored: str


@require_http_methods(["GET", "POST"])
@in_organization
def upload(place: Place) -> HttpResponse:
    """Give a file; what it would do is shown next."""
    require(place.context, "system.manage")
    if place.request.method != "POST":
        return page(
            place, "exchange/import.html", {"page": looking.upload_page(place, _recent(place))}, current="own-standards"
        )
    file = place.request.FILES.get("file")
    error = _wrong(file)
    if error:
        shown = looking.upload_page(place, _recent(place), error)
        return page(place, "exchange/import.html", {"page": shown}, current="own-standards", status=422)
    given = _keep(place, file.name, file.read())
    return HttpResponseRedirect(f"{place.home}/standards/import/{given.id}/")


def _wrong(file: Any) -> str:
    if file is None:
        return _("Choose a file first.")
    if not file.size:
        return _("The file is empty.")
    if file.size > MAX_BYTES:
        return _("The file is larger than %s MB; it is not taken.") % (MAX_BYTES // 1_000_000)
    return ""


def _keep(place: Place, name: str, content: bytes) -> Given:
    """Keep the bytes by their digest and remember in the session what they were called."""
    stored = store(place.context, hashlib.sha256(content).hexdigest(), content)
    given = Given(str(uuid.uuid4()), name[:200], stored)
    session = place.request.session
    others = [row for row in session.get(_SESSION, ()) if row[2] != stored]
    session[_SESSION] = [*others[1 - _KEPT :], [given.id, given.name, given.stored]]
    return given


def _recent(place: Place) -> list[Given]:
    """Files given earlier in this session, of this organization, the newest first."""
    own = f"{place.context.require_organization()}/"
    rows = [Given(*row) for row in place.request.session.get(_SESSION, ())]
    return [row for row in reversed(rows) if row.stored.startswith(own)]


@require_http_methods(["GET", "POST"])
@in_organization
def preview(place: Place, upload: uuid.UUID) -> HttpResponse:
    """What the import of a given file would do, line by line; confirming it does that."""
    require(place.context, "system.manage")
    given = next((row for row in _recent(place) if row.id == str(upload)), None)
    if given is None:
        say(place, _("The file is no longer at hand. Choose it again; nothing was imported."), state=State.INFO)
        return HttpResponseRedirect(f"{place.home}/standards/import/")
    confirming = place.request.method == "POST"
    if confirming and (before := once.earlier(place.request)) is not None:
        return HttpResponseRedirect(before)
    said = looking.Said.of(place.request.POST if confirming else place.request.GET)
    data = fetch(place.context, given.stored)
    done, faults, error = _try(place, given, data, said.wish, dry_run=not confirming)
    if confirming and done is not None:
        return _imported(place, done)
    shown = looking.preview_page(place, given.id, given.name, data, said, done, faults, error)
    return page(place, "exchange/preview.html", {"page": shown}, current="own-standards", status=200 if done else 422)


def _try(
    place: Place, given: Given, data: bytes, wish: Wish, *, dry_run: bool
) -> tuple[Imported | None, PackRefused | None, str]:
    """What was done or would be; or the faults; or why it was refused."""
    try:
        return import_standard(place.context, read(given.name, data, wish), dry_run=dry_run), None, ""
    except PackRefused as refused:
        return None, refused, ""
    except Forbidden:
        raise
    except Refusal as refusal:
        return None, None, refusal.message


def _imported(place: Place, done: Imported) -> HttpResponse:
    href = f"{place.home}/standards/own/{done.slug}/"
    if done.state == UNCHANGED:
        say(place, _("“%s” is in already, with this very content. Nothing was written.") % done.title, state=State.INFO)
    else:
        say(place, _("“%s” is in. Apply it to a system to see what is shown.") % done.title)
    once.remember(place.request, href)
    return HttpResponseRedirect(href)
