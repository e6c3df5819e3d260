"""Forms of one page: what was typed is there again after a refusal, a form sent twice acts once, a conflict shows both texts."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from clauseway.evidence.models import Item as EvidenceItem
from clauseway.evidence.operations import collect_item
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.web import once
from clauseway.web.asked import day, identifier
from clauseway.web.components import Field, Item, Link, Option, Text
from clauseway.web.frame import Place, page, say


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """A page with one form. `beside` are rows above the form that help to fill it in; `mine` and `theirs` are the two texts of a conflict."""

    crumbs: tuple[Link, ...]
    title: str
    lead: Text
    fields: tuple[Field, ...]
    submit: str
    cancel: str
    errors: tuple[str, ...] = ()
    upload: bool = False
    beside_title: str = ""
    beside: tuple[Item, ...] = ()
    more: tuple[Any, ...] = ()  # other actions, below the form
    note: Text = ""
    token: str = field(default_factory=once.token)
    mine: str = ""
    theirs: str = ""


class Typed:
    """What was typed, with a default for the first showing. Reads nothing else."""

    def __init__(self, request: Any) -> None:
        self.posted = request.method == "POST"
        self._values = request.POST
        self._files = request.FILES

    def text(self, name: str, default: str = "") -> str:
        return str(self._values.get(name, "")) if self.posted else default

    def ticked(self, name: str, default: bool = False) -> bool:
        return name in self._values if self.posted else default

    def several(self, name: str, default: Sequence[str] = ()) -> list[str]:
        return list(self._values.getlist(name)) if self.posted else list(default)

    def day(self, name: str, *, needed: bool = True) -> dt.date | None:
        """The date typed. Refuses what is no date."""
        given = self.text(name).strip()
        if not given and not needed:
            return None
        found = day(given)
        if found is None:
            raise Refusal("form.date", _("Give a date, such as 2026-03-14."), field=name)
        return found

    def identifier(self, name: str) -> uuid.UUID | None:
        """The reference chosen, None for none. Refuses what is no reference."""
        given = self.text(name).strip()
        return as_identifier(given, name) if given else None

    def whole(self, name: str) -> int:
        given = self.text(name).strip()
        if not given.isascii() or not given.isdigit() or len(given) > 6:
            raise Refusal("form.number", _("Give a whole number."), field=name)
        return int(given)

    def file(self, name: str) -> Any:
        return self._files.get(name)


def as_identifier(text: str, field_name: str) -> uuid.UUID:
    found = identifier(text)
    if found is None:
        raise Refusal("form.reference", _("Choose one of the list."), field=field_name)
    return found


Errors = Mapping[str, str]


def answer(
    place: Place,
    build: Callable[[Errors], FormPage],
    act: Callable[[], str],
    *,
    said: str,
    current: str = "requirements",
    template: str = "form.html",
) -> HttpResponse:
    """Show the form, or carry it out and go where `act` says. A refusal shows the form again with what was typed."""
    request = place.request
    if request.method != "POST":
        return page(place, template, {"form": build({})}, current=current)
    before = once.earlier(request)
    if before is not None:
        return HttpResponseRedirect(before)
    longer = _too_long(build({}), request.POST)
    if longer:
        form = build(longer)
        loose = tuple(longer[one.name] for one in form.fields if one.name in longer and not one.errors)
        return page(place, template, {"form": replace(form, errors=loose)}, current=current, status=422)
    try:
        href = act()
    except NotFound:
        raise
    except Refusal as refusal:
        form = build({refusal.field: refusal.message})
        return page(place, template, {"form": with_refusal(form, refusal)}, current=current, status=refusal.status)
    once.remember(request, href)
    say(place, said)
    return HttpResponseRedirect(href)


def _too_long(form: FormPage, posted: Any) -> Errors:
    """A sentence for each field that was given more than it holds: a browser counts while one types, nothing else does."""
    return {
        one.name: _("%(label)s holds at most %(count)d characters.") % {"label": one.label, "count": one.maxlength}
        for one in form.fields
        if one.maxlength and len(posted.get(one.name, "").strip().replace("\r\n", "\n")) > one.maxlength
    }


def with_refusal(form: FormPage, refusal: Refusal) -> FormPage:
    """The form with a refusal that belongs to no field of it above all, and both texts of a conflict."""
    known = {one.name for one in form.fields}
    loose = () if refusal.field in known else (refusal.message,)
    details = refusal.details
    return replace(
        form,
        errors=(*form.errors, *loose),
        token=once.token(),
        mine=str(details.get("mine", "")),
        theirs=str(details.get("note", details.get("theirs", ""))),
    )


def proof(place: Place, typed: Typed, name: str = "proof") -> uuid.UUID | None:
    """Keep an uploaded proof as an item at once, so that it is not lost when the form is refused; or the one kept by an earlier sending."""
    file = typed.file(name)
    if file is None:
        kept = typed.identifier(f"{name}_kept")
        return kept if kept and EvidenceItem.objects.filter(id=kept).exists() else None
    from django.conf import settings

    if file.size > settings.MAX_FILE_BYTES:
        limit = settings.MAX_FILE_BYTES // 1_000_000
        raise Refusal("file.too-large", _("The file is larger than %s MB.") % limit, field=name)
    if file.size == 0:
        raise Refusal("file.empty", _("The file is empty."), field=name)
    item, _new = collect_item(
        place.context,
        name=file.name,
        content=file.read(),
        media_type=(file.content_type or "application/octet-stream")[:120],
    )
    return item.id


def proof_fields(errors: Errors, kept: uuid.UUID | None, name: str = "proof", label: str = "") -> tuple[Field, ...]:
    """The upload field, with the file that is kept already named in its help."""
    title = EvidenceItem.objects.filter(id=kept).values_list("name", flat=True).first() if kept else None
    help_ = (
        _("“%s” is attached already.") % title
        if title
        else _("The record, report or screenshot itself. It is kept unchanged.")
    )
    made = [
        Field(
            name=name,
            label=label or _("Proof"),
            type="file",
            help=help_,
            errors=(errors[name],) if name in errors else (),
        )
    ]
    if kept:
        made.append(Field(name=f"{name}_kept", label="", type="hidden", value=str(kept)))
    return tuple(made)


def wrong(errors: Errors, name: str) -> tuple[str, ...]:
    return (errors[name],) if name in errors else ()


def options(pairs: Sequence[tuple[str, str]], chosen: Sequence[str], none: str | None = None) -> tuple[Option, ...]:
    """Options of a select or of ticks; `none` adds an empty first one."""
    picked = set(chosen)
    made = [Option(value="", label=none, selected=not picked)] if none is not None else []
    made += [Option(value=value, label=label, selected=value in picked) for value, label in pairs]
    return tuple(made)
