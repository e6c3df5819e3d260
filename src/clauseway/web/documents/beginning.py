"""Pages that begin a document: a new one (written, uploaded, linked), a file into a draft."""

import uuid
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from clauseway.documents import operations
from clauseway.documents.models import Document
from clauseway.documents.queries import get_document
from clauseway.kernel.refusals import Refusal
from clauseway.web import inputs
from clauseway.web.components import Action, Field
from clauseway.web.documents.build import crumb, system_of
from clauseway.web.documents.writing import owner_field, url
from clauseway.web.frame import Place, in_system
from clauseway.web.posted import Errors, FormPage, Typed, answer, options, wrong

FILES = ".docx,.odt,.md,.txt,.html,.pdf"


@in_system
def new_page(place: Place) -> HttpResponse:
    """A new document: written here, a file, or a link to where it is kept."""
    typed = Typed(place.request)

    def act() -> str:
        form = typed.text("form")
        values: dict[str, Any] = {"kind": typed.text("kind"), "identifier": typed.text("identifier")}
        values |= {"owner_id": typed.identifier("owner_id")}
        if form == "uploaded":
            file = typed.file("file")
            if file is None:
                raise Refusal("file.missing", _("Choose the file."), field="file")
            if file.size > settings.MAX_FILE_BYTES:
                raise Refusal("file.too-large", _("The file is too large."), field="file")
            content = file.read()
            read = operations.read_upload(file.name, content)
            row = operations.upload_document(
                place.context,
                system_of(place),
                title=typed.text("title"),
                name=file.name,
                content=content,
                read=read,
                **values,
            )
            return url(place, row.id)
        row = operations.add_document(
            place.context, system_of(place), title=typed.text("title"), form=form, link=typed.text("link"), **values
        )
        return url(place, row.id, "edit" if form == "authored" else "")

    return answer(
        place,
        lambda errors: _new(place, typed, errors),
        act,
        said=_("In the register, as a draft."),
        current="documents",
    )


def _new(place: Place, typed: Typed, errors: Errors) -> FormPage:
    return FormPage(
        crumbs=crumb(place, (_("New document"), "")),
        title=_("New document"),
        lead=_(
            "However it is kept, it goes the same way: draft, review, approval by somebody else, in force on a day."
        ),
        fields=_new_fields(place, typed, errors),
        submit=_("Make the draft"),
        cancel=f"{place.base}/documents/",
        upload=True,
        more=(Action(label=_("Begin from a template"), href=f"{place.base}/documents/templates/"),),
    )


def _new_fields(place: Place, typed: Typed, errors: Errors) -> tuple[Field, ...]:
    forms = [
        ("authored", _("Write it here")),
        ("uploaded", _("Upload a file")),
        ("linked", _("Link to where it is kept")),
    ]
    kinds = [(key, str(label)) for key, label in Document.KINDS]
    return (
        Field(
            name="form",
            label=_("How it is kept"),
            type="radio",
            options=options(forms, [typed.text("form", "authored")]),
            errors=wrong(errors, "form"),
        ),
        inputs.text(typed, errors, "title", _("Title"), required=True),
        inputs.pick(typed, errors, "kind", _("Kind"), kinds, "procedure"),
        inputs.text(typed, errors, "identifier", _("Identifier"), help=_("Empty: the next number of its kind.")),
        owner_field(place, typed, errors, ""),
        Field(name="file", label=_("File, for an upload"), type="file", accept=FILES, errors=wrong(errors, "file")),
        inputs.text(typed, errors, "link", _("Address, for a link"), type="url"),
    )


def _put_in(place: Place, row: Document, name: str, content: bytes, *, as_text: bool) -> Document:
    """A file into the draft, or into a new revision of what is in force; the revision it went into."""
    target = operations.revise(place.context, row.id) if row.state == "effective" else row
    operations.put_file(
        place.context,
        target.id,
        version=target.version,
        name=name,
        content=content,
        read=operations.read_upload(name, content),
        as_text=as_text,
    )
    return target


@in_system
def file_page(place: Place, document: uuid.UUID) -> HttpResponse:
    """A file into a draft: the file itself, or its words to be edited here (Word in)."""
    row = get_document(place.context, document)
    typed = Typed(place.request)

    def act() -> str:
        file = typed.file("file")
        if file is None:
            raise Refusal("file.missing", _("Choose the file."), field="file")
        if file.size > settings.MAX_FILE_BYTES:
            raise Refusal("file.too-large", _("The file is too large."), field="file")
        target = _put_in(place, row, file.name, file.read(), as_text=typed.text("how", "file") == "text")
        return url(place, target.id)

    how = [("file", _("The file itself is the document")), ("text", _("Take its words over, to edit them here"))]

    def build(errors: Errors) -> FormPage:
        return FormPage(
            crumbs=crumb(place, (row.title, url(place, row.id)), (_("File"), "")),
            title=_("A file for “%s”") % row.title,
            lead=_("It becomes a new draft revision and goes through review and approval.")
            if row.state == "effective"
            else _("It takes the place of what the draft holds."),
            fields=(
                Field(
                    name="file", label=_("File"), type="file", accept=FILES, errors=wrong(errors, "file"), required=True
                ),
                Field(
                    name="how",
                    label=_("How"),
                    type="radio",
                    required=True,
                    options=options(how, [typed.text("how", "text" if row.form == "authored" else "file")]),
                ),
            ),
            submit=_("Take it in"),
            cancel=url(place, row.id),
            upload=True,
        )

    return answer(place, build, act, said=_("Taken in, as a draft."), current="documents")
