"""The editor of a draft with its preview, and the pieces other pages of documents share."""

import re
import uuid
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST
from markupsafe import Markup

from clauseway.documents import operations
from clauseway.documents.lines import by_identifier, filled_text, known_identifiers
from clauseway.documents.models import Document
from clauseway.documents.queries import get_document
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.organization.queries import live_people
from clauseway.rules.blanks import blanks
from clauseway.rules.references import references, resolved
from clauseway.web import once
from clauseway.web.components import Field, Link, State, Text
from clauseway.web.documents.build import crumb
from clauseway.web.frame import Place, in_system, page, say, say_refusal
from clauseway.web.jinja import markdown, number
from clauseway.web.posted import Errors, Typed, options, wrong

_BLANK = re.compile(r"(\[\s*(?:Fill\s+in|Choose)\s*:[^\[\]<]*\])", re.IGNORECASE)


def people(place: Place) -> list[tuple[str, str]]:
    """Everybody who is here today, by name."""
    return [(str(key), name) for key, name in live_people(place.context).values_list("id", "name")]


def url(place: Place, document: uuid.UUID, part: str = "") -> str:
    return f"{place.base}/documents/{document}/{part}"


def owner_field(place: Place, typed: Typed, errors: Errors, known: str) -> Field:
    return Field(
        name="owner_id",
        label=_("Owner"),
        type="select",
        options=options(people(place), [typed.text("owner_id", known)], _("Not named yet")),
        errors=wrong(errors, "owner_id"),
        help=_("Looks through it when its review is due."),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorPage:
    """The editor: the text, what it looks like, and what a conflict would lose."""

    crumbs: tuple[Link, ...]
    title: str
    lead: str
    fields: tuple[Field, ...]
    text: Field
    submit_href: str
    preview_href: str
    cancel: str
    token: str
    preview: Text
    told: tuple[str, ...]
    variables: tuple[tuple[str, str], ...]
    version: int
    errors: tuple[str, ...] = ()
    theirs: str = ""
    linked: bool = False


@in_system
def edit_page(place: Place, document: uuid.UUID) -> HttpResponse:
    """The editor of a draft. Without script it works by saving; with it the preview follows."""
    row = get_document(place.context, document)
    request = place.request
    if request.method != "POST":
        if row.state != "draft" or row.form == "uploaded":
            say(place, _("Only the text of a draft is edited here."), state=State.INFO)
            return HttpResponseRedirect(url(place, row.id))
        return _editor(place, row, {})
    before = once.earlier(request)
    if before is not None:
        return HttpResponseRedirect(before)
    typed = Typed(request)
    try:
        operations.save_text(
            place.context,
            document,
            version=typed.whole("version"),
            title=typed.text("title"),
            text=typed.text("text"),
            link=typed.text("link"),
            change_note=typed.text("change_note"),
        )
    except Conflict as refusal:
        return _editor(place, row, {"": refusal.message}, typed, theirs=str(refusal.details.get("theirs", "")))
    except NotFound:
        raise
    except Refusal as refusal:
        return _editor(place, row, {refusal.field: refusal.message}, typed)
    href = url(place, document, "submit") if "submit" in request.POST else url(place, document)
    once.remember(request, href)
    say(place, _("Saved."))
    return HttpResponseRedirect(href)


def _editor(place: Place, row: Document, errors: Errors, typed: Typed | None = None, theirs: str = "") -> HttpResponse:
    text = typed.text("text") if typed else row.text
    shown, told = preview_of(place, row, text)
    values = EditorPage(
        crumbs=crumb(place, (row.title, url(place, row.id)), (_("Write"), "")),
        title=row.title,
        lead=_("Revision %s, a draft. Headings with #, lists with -, tables with |.") % row.number,
        fields=_editor_fields(row, errors, typed),
        text=Field(name="text", label=_("Text"), type="textarea", rows=26, value=text, errors=wrong(errors, "text")),
        submit_href=url(place, row.id, "edit"),
        preview_href=url(place, row.id, "preview"),
        cancel=url(place, row.id),
        token=once.token(),
        preview=shown,
        told=told,
        variables=(
            ("{{organization.name}}", _("name of the organization")),
            ("{{document.identifier}}", _("identifier of this document")),
            ("{{document.owner}}", _("its owner")),
            ("[[POL-001]]", _("reference to another document")),
            ("[Fill in: …]", _("something to be filled in; while one is left it stays a draft")),
            ("[[POL-001|" + _("our policy") + "]]", _("the same, in other words")),
        ),
        version=row.version,
        errors=tuple(message for field, message in errors.items() if field in ("", "version")),
        theirs=theirs,
        linked=row.form == "linked",
    )
    return page(place, "documents/edit.html", {"page": values}, current="documents", status=422 if errors else 200)


def _editor_fields(row: Document, errors: Errors, typed: Typed | None) -> tuple[Field, ...]:
    return (
        Field(
            name="title",
            label=_("Title"),
            value=typed.text("title") if typed else row.title,
            errors=wrong(errors, "title"),
            required=True,
        ),
        *(
            (
                Field(
                    name="link",
                    label=_("Address"),
                    type="url",
                    value=typed.text("link") if typed else row.link,
                    errors=wrong(errors, "link"),
                ),
            )
            if row.form == "linked"
            else ()
        ),
        Field(
            name="change_note",
            label=_("What changes, and why"),
            value=typed.text("change_note") if typed else row.change_note,
        ),
    )


def preview_of(place: Place, row: Document, text: str) -> tuple[Text, tuple[str, ...]]:
    """The text as it will look: variables filled, references linked; and what is still open in it."""
    row.text = text
    filled, open_ = filled_text(place.context, row)
    linked, broken = link_references(place, filled)
    told = [_("Nothing is known for %s.") % name for name in open_]
    if left := blanks(text):
        more = ngettext("%s thing is to be filled in.", "%s things are to be filled in.", len(left)) % number(len(left))
        told.insert(0, more)
    told += [_("There is no document %s.") % name for name in broken]
    return shown_blanks(markdown(linked)), tuple(told)


def shown_blanks(html: Text) -> Markup:
    """Rendered text with each blank marked, so that nobody overlooks one."""
    return Markup(_BLANK.sub(r'<mark class="blank">\1</mark>', str(html)))  # noqa: S704 - escaped text with one tag around it


def link_references(place: Place, text: str) -> tuple[str, tuple[str, ...]]:
    """The text with its cross references as Markdown links; and those that lead nowhere."""
    known = known_identifiers(place.context, references(text)) if "[[" in text else {}

    def say_(identifier: str, wording: str) -> str | None:
        found = known.get(fold(identifier))
        label = (wording or identifier).replace("[", "(").replace("]", ")")
        return f"[{label}]({place.base}/documents/{found[0]}/)" if found else None

    return resolved(text, say_)


@require_POST
@in_system
def preview(place: Place, document: uuid.UUID) -> HttpResponse:
    """The preview as a fragment."""
    row = get_document(place.context, document)
    shown, told = preview_of(place, row, Typed(place.request).text("text")[:2_000_000])
    return page(place, "documents/preview_fragment.html", {"shown": shown, "told": told})


@require_GET
@in_system
def by_name(place: Place, identifier: str) -> HttpResponse:
    """A document by its identifier: the revision in force."""
    found = by_identifier(place.context, identifier)
    if found is None:
        raise NotFound("document.not-found", _("There is no such document."))
    return HttpResponseRedirect(url(place, found.id))


@require_POST
@in_system
def revise(place: Place, document: uuid.UUID) -> HttpResponse:
    """Begin the next revision."""
    try:
        row = operations.revise(place.context, document)
    except Refusal as refusal:
        say_refusal(place, refusal)
        return HttpResponseRedirect(url(place, document))
    say(place, _("Revision %s is a draft. The one in force holds until it is approved.") % row.number)
    return HttpResponseRedirect(url(place, row.id, "edit" if row.form == "authored" else ""))
