"""What one person kept of a list, a form to keep what was seen last, and letting one go."""

import uuid
from typing import Any
from urllib.parse import unquote_plus

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clauseway.organization.kept import PATH, keep_list, kept_lists, let_go
from clauseway.organization.models import KeptList
from clauseway.web.components import Action, Field, Item, Link, State
from clauseway.web.frame import Place, in_system, say
from clauseway.web.posted import FormPage, Typed, answer, wrong


@in_system
def index(place: Place) -> HttpResponse:
    """One's own kept lists; `of` is the address one came from."""
    typed = Typed(place.request)
    told = PATH.fullmatch(typed.text("path", place.request.GET.get("of", ""))[:500])
    path, name = (told[0], told[1]) if told else ("", "")
    back = f"{place.base}/{path}" if path else f"{place.base}/work/"

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=(Link(label=_("Back to the list"), href=back),) if path else (),
            title=_("Lists you keep"),
            lead=_("A list with its search, filters and order, under a name of yours. Nobody else sees them."),
            fields=_fields(typed, errors, path),
            submit=_("Keep it"),
            cancel=back,
            beside_title=_("Kept"),
            beside=tuple(_item(place, row) for row in kept_lists(place.context, name)),
        )

    def act() -> str:
        keep_list(place.context, name=typed.text("name"), path=path)
        return back

    return answer(place, form, act, said=_("Kept."), current=name)


def _fields(typed: Typed, errors: Any, path: str) -> tuple[Field, ...]:
    asked = unquote_plus(path.partition("?")[2]).replace("&", ", ")
    return (
        Field(name="path", label="", type="hidden", value=path),
        Field(
            name="name",
            label=_("Name for what you saw last"),
            value=typed.text("name"),
            required=True,
            maxlength=80,
            placeholder=_("Mine, due this month"),
            help=_("Kept with: %s") % asked if asked else "",
            errors=wrong(errors, "name") or wrong(errors, "path"),
        ),
    )


def _item(place: Place, row: KeptList) -> Item:
    drop = Action(label=_("Let go"), href=f"{place.base}/kept/{row.id}/let-go/", method="post")
    asked = unquote_plus(row.path.partition("?")[2]).replace("&", ", ")
    return Item(state=State.INFO, title=row.name, note=asked, href=f"{place.base}/{row.path}", actions=(drop,))


@require_POST
@in_system
def go(place: Place, kept: uuid.UUID) -> HttpResponse:
    """Keep one no longer."""
    found = kept_lists(place.context).filter(id=kept).first()
    let_go(place.context, kept)
    say(place, _("Let go."))
    return HttpResponseRedirect(f"{place.base}/kept/?of={found.list}/" if found else f"{place.base}/work/")
