"""One form for several rows: what they get is asked once, all are changed in one transaction, and a row that is refused says why."""

import uuid
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.kernel.refusals import Refusal
from clauseway.kernel.work import unit_of_work
from clauseway.organization.policies import require
from clauseway.web import once
from clauseway.web.asked import identifier
from clauseway.web.components import Field, Item, Link, State
from clauseway.web.frame import Place, in_system, page, say
from clauseway.web.posted import FormPage, Typed
from clauseway.web.several.deeds import Deed, Each, Kind, kinds

MOST = 500


@dataclass(frozen=True, slots=True)
class Ticked:
    """A row that was ticked, with the version it had then and why it was refused."""

    key: uuid.UUID
    version: int
    name: str
    why: str = ""


@in_system
def change(place: Place, several: str) -> HttpResponse:
    """Show the form for ticked rows, or carry it out. Opened without rows it leads back to the list."""
    kind = kinds().get(several)
    if kind is None:
        raise Http404
    here, post = f"{place.base}/{kind.path}", place.request.POST
    deed, rows = kind.deeds.get(post.get("action", "")), _ticked(place, kind)
    if deed is None or not rows:
        return HttpResponseRedirect(here)
    require(place.context, deed.permission)
    typed, action = Typed(place.request), post.get("action", "")
    if "rows" not in post:
        return _shown(place, kind, deed, action, rows, _fields(place, deed, typed, {}))
    before = once.earlier(place.request)
    if before is not None:
        return HttpResponseRedirect(before)
    try:
        each = deed.prepare(place, typed)
    except Refusal as refusal:
        told = _fields(place, deed, typed, {refusal.field: refusal.message})
        return _shown(place, kind, deed, action, rows, told, status=refusal.status)
    refused = carry_out(place, rows, each)
    once.remember(place.request, here)
    done = len(rows) - len(refused)
    say(place, ngettext("%d row changed.", "%d rows changed.", done) % done)
    if refused:
        return _shown(place, kind, deed, action, refused, _fields(place, deed, typed, {}))
    return HttpResponseRedirect(here)


def carry_out(place: Place, rows: list[Ticked], each: Each) -> list[Ticked]:
    """Do it to every row as one unit that is settled once; the rows that were refused, with the reason, are left as they are."""
    refused = []
    with unit_of_work(place.context):
        for row in rows:
            try:
                with transaction.atomic():
                    each(row.key, row.version)
            except Refusal as refusal:
                refused.append(replace(row, why=refusal.message))
    return refused


def _ticked(place: Place, kind: Kind) -> list[Ticked]:
    """The rows of the list (`key`) or of the form (`rows`: key and the version it had), as they are named now."""
    post = place.request.POST
    told = dict(part.partition(":")[::2] for part in post.get("rows", "").split()) or dict.fromkeys(
        post.getlist("key"), ""
    )
    keys = {found: version for text, version in told.items() if (found := identifier(text)) is not None}
    stored = kind.model.objects.filter(id__in=list(keys)[:MOST]).order_by("fold").values_list("id", "version", "name")
    return [
        Ticked(key, int(keys[key]) if keys[key].isascii() and keys[key].isdigit() else version, name)
        for key, version, name in stored
    ]


def _fields(place: Place, deed: Deed, typed: Typed, errors: Any) -> tuple[Field, ...]:
    return deed.fields(place, typed, errors)


def _shown(
    place: Place, kind: Kind, deed: Deed, action: str, rows: list[Ticked], fields: tuple[Field, ...], status: int = 200
) -> HttpResponse:
    """The form with the rows beside it; after a try, only those that were refused, each with its reason."""
    here, refused = f"{place.base}/{kind.path}", [row for row in rows if row.why]
    hidden = (
        Field(name="action", label="", type="hidden", value=action),
        Field(name="rows", label="", type="hidden", value=" ".join(f"{row.key}:{row.version}" for row in rows)),
    )
    items = tuple(Item(state=State.GAP if row.why else State.INFO, title=row.name, note=row.why) for row in rows)
    form = FormPage(
        crumbs=(Link(label=kind.title, href=here),),
        title=f"{deed.label}: " + ngettext("%d row", "%d rows", len(rows)) % len(rows),
        lead=_("Each row is changed on its own; one that is refused stays as it is and says why."),
        errors=(_("These rows were refused; the others are changed."),) if refused else (),
        fields=(*hidden, *fields),
        submit=_("Change them"),
        cancel=here,
        beside_title=_("Refused") if refused else _("What was ticked"),
        beside=items,
    )
    return page(place, "form.html", {"form": form}, current=kind.path.strip("/"), status=status)
