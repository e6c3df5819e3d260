"""Pages that write documents: a new one, the editor with its preview, control data, the rules by kind."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from clauseway.documents import operations
from clauseway.documents.lines import by_identifier, filled_text, kind_rule, kind_rules, known_identifiers
from clauseway.documents.models import Document, KindRule
from clauseway.documents.queries import get_document
from clauseway.evidence.models import Subject
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.organization.queries import live_people
from clauseway.rules.references import references, resolved
from clauseway.web import once
from clauseway.web.components import Field, Item, Link, State, Text
from clauseway.web.documents.build import crumb, system_of, ways
from clauseway.web.frame import Place, in_system, page, say, say_refusal
from clauseway.web.jinja import markdown
from clauseway.web.posted import Errors, FormPage, Typed, answer, options, wrong

WORD = ".docx,.odt,.md,.txt,.html"
FILES = ".docx,.odt,.md,.txt,.html,.pdf"


def people(place: Place) -> list[tuple[str, str]]:
    """Everybody who is here today, by name."""
    return [(str(key), name) for key, name in live_people(place.context).values_list("id", "name")]


def url(place: Place, document: uuid.UUID, part: str = "") -> str:
    return f"{place.base}/documents/{document}/{part}"


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
        Field(name="title", label=_("Title"), value=typed.text("title"), errors=wrong(errors, "title"), required=True),
        Field(
            name="kind",
            label=_("Kind"),
            type="select",
            options=options(kinds, [typed.text("kind", "procedure")]),
            errors=wrong(errors, "kind"),
        ),
        Field(
            name="identifier",
            label=_("Identifier"),
            value=typed.text("identifier"),
            errors=wrong(errors, "identifier"),
            help=_("Empty: the next number of its kind."),
        ),
        _owner(place, typed, errors, ""),
        Field(name="file", label=_("File, for an upload"), type="file", accept=FILES, errors=wrong(errors, "file")),
        Field(
            name="link",
            label=_("Address, for a link"),
            type="url",
            value=typed.text("link"),
            errors=wrong(errors, "link"),
        ),
    )


def _owner(place: Place, typed: Typed, errors: Errors, known: str) -> Field:
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
    told += [_("There is no document %s.") % name for name in broken]
    return markdown(linked), tuple(told)


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
                    options=options(how, [typed.text("how", "text" if row.form == "authored" else "file")]),
                ),
            ),
            submit=_("Take it in"),
            cancel=url(place, row.id),
            upload=True,
        )

    return answer(place, build, act, said=_("Taken in, as a draft."), current="documents")


@in_system
def control_page(place: Place, document: uuid.UUID) -> HttpResponse:
    """What belongs to the document: identifier, kind, owner, process, classification, language, retention."""
    row = get_document(place.context, document)
    typed = Typed(place.request)

    def act() -> str:
        months = typed.text("retention_months").strip()
        operations.change_control_data(
            place.context,
            document,
            version=typed.whole("version"),
            identifier=typed.text("identifier"),
            kind=typed.text("kind"),
            owner_id=typed.identifier("owner_id"),
            process_ref=typed.text("process_ref"),
            classification=typed.text("classification"),
            language=typed.text("language")[:12],
            variant_of_id=typed.identifier("variant_of_id"),
            retention_months=typed.whole("retention_months") if months else None,
            retention_note=typed.text("retention_note")[:300],
        )
        return url(place, document)

    return answer(place, lambda errors: _control(place, row, typed, errors), act, said=_("Saved."), current="documents")


def _control(place: Place, row: Document, typed: Typed, errors: Errors) -> FormPage:
    processes = list(
        Subject.objects.filter(kind="process", superseded_at=None).order_by("fold").values_list("ref", "name")[:500]
    )
    first = Document.objects.filter(system_id=row.system_id, shown=True, variant_of=None).exclude(id=row.id)
    others = [
        (str(line or key), title)
        for key, line, title in first.order_by("fold").values_list("id", "line_id", "title")[:500]
    ]
    kinds = [(key, str(label)) for key, label in Document.KINDS]
    classes = [(key, str(label)) for key, label in Document.CLASSES]
    months = "" if row.retention_months is None else str(row.retention_months)

    def select(name: str, label: str, pairs: list[tuple[str, str]], value: str, none: str | None = None) -> Field:
        return Field(
            name=name,
            label=label,
            type="select",
            options=options(pairs, [typed.text(name, value)], none),
            errors=wrong(errors, name),
        )

    def text(name: str, label: str, value: str, **more: Any) -> Field:
        return Field(name=name, label=label, value=typed.text(name, value), errors=wrong(errors, name), **more)

    return FormPage(
        crumbs=crumb(place, (row.title, url(place, row.id)), (_("Control data"), "")),
        title=_("Control data of “%s”") % row.title,
        lead=_("They belong to the document: every revision that lives has the same."),
        fields=(
            text("identifier", _("Identifier"), row.identifier),
            select("kind", _("Kind"), kinds, row.kind),
            _owner(place, typed, errors, str(row.owner_id or "")),
            select("process_ref", _("Process"), processes, row.process_ref, _("None in particular")),
            select("classification", _("Classification"), classes, row.classification),
            text("language", _("Language"), row.language, help=_("Such as en or de.")),
            select(
                "variant_of_id", _("Translation of"), others, str(row.variant_of_id or ""), _("It is no translation")
            ),
            text("retention_months", _("Keep ended revisions for (months)"), months, type="number", minimum="0"),
            text("retention_note", _("Why so long"), row.retention_note, help=_("Law, contract or your own rule.")),
            Field(name="version", label="", type="hidden", value=str(row.version)),
        ),
        submit=_("Save"),
        cancel=url(place, row.id),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class KindsPage:
    """The rules by kind."""

    ways: tuple[Any, ...]
    rules: tuple[Item, ...]
    lead: str


@require_GET
@in_system
def kinds_page(place: Place) -> HttpResponse:
    """How documents of each kind are numbered and approved."""
    rules = kind_rules(place.context)
    may = place.may("system.manage")
    labels: Mapping[str, Any] = dict(Document.KINDS)
    made = [
        Item(
            state=State.SOON if rule.own_approval else State.INFO,
            title=str(labels[kind]),
            note=_rule_told(rule),
            aside=f"{rule.prefix}{1:0{rule.digits}d}",
            href=f"{place.base}/documents/kinds/{kind}/" if may else "",
        )
        for kind, rule in rules.items()
    ]
    lead = _("How identifiers are made, how many approve, and where a policy of yours lets an author approve.")
    values = KindsPage(ways=ways(place, "kinds"), rules=tuple(made), lead=lead)
    return page(place, "documents/kinds.html", {"page": values}, current="documents")


def _rule_told(rule: KindRule) -> str:
    told = [_("%s approve") % rule.quorum if rule.quorum > 1 else _("one approves, never its author")]
    if rule.own_approval:
        told = [_("its author may approve: %s") % rule.own_policy, _("a second person looks afterwards")]
    if rule.signature:
        told.append(_("by signature"))
    return " · ".join(told)


@in_system
def kind_page(place: Place, kind: str) -> HttpResponse:
    """The rule of one kind."""
    labels = dict(Document.KINDS)
    if kind not in labels:
        raise NotFound("kind-rule.not-found", _("There is no such kind of document."))
    rule, typed = kind_rule(place.context, kind), Typed(place.request)

    def act() -> str:
        operations.set_kind_rule(
            place.context,
            kind,
            prefix=typed.text("prefix")[:24],
            digits=typed.whole("digits"),
            quorum=typed.whole("quorum"),
            own_approval=typed.ticked("own_approval"),
            own_policy=typed.text("own_policy")[:200],
            own_reason=typed.text("own_reason"),
            signature=typed.ticked("signature"),
            meaning=typed.text("meaning")[:200],
            read_days=typed.whole("read_days"),
        )
        return f"{place.base}/documents/kinds/"

    def build(errors: Errors) -> FormPage:
        return FormPage(
            crumbs=crumb(place, (_("Rules by kind"), f"{place.base}/documents/kinds/"), (str(labels[kind]), "")),
            title=_("Rule for: %s") % labels[kind],
            lead=_("It holds for what is put before people from now on."),
            fields=_rule_fields(rule, typed, errors),
            submit=_("Save the rule"),
            cancel=f"{place.base}/documents/kinds/",
        )

    return answer(place, build, act, said=_("The rule is set."), current="documents")


def _rule_fields(rule: KindRule, typed: Typed, errors: Errors) -> tuple[Field, ...]:
    def text(name: str, label: str, value: str, **more: Any) -> Field:
        return Field(name=name, label=label, value=typed.text(name, value), errors=wrong(errors, name), **more)

    return (
        text("prefix", _("Identifiers begin with"), rule.prefix, required=True),
        text("digits", _("Digits"), str(rule.digits), type="number", minimum="1", maximum="8"),
        text("quorum", _("How many approve"), str(rule.quorum), type="number", minimum="1", maximum="9"),
        text(
            "read_days",
            _("Days to read a new revision"),
            str(rule.read_days),
            type="number",
            minimum="1",
        ),
        Field(
            name="own_approval",
            label=_("An author may approve, under the policy named below"),
            type="checkbox",
            value="on" if typed.ticked("own_approval", rule.own_approval) else "",
            help=_("For the few. Every such approval says so until a second person has looked at the text."),
        ),
        text("own_policy", _("Name of that policy"), rule.own_policy),
        text("own_reason", _("Its reason"), rule.own_reason, type="textarea", rows=2),
        Field(
            name="signature",
            label=_("Approving is a signature: the password is asked again"),
            type="checkbox",
            value="on" if typed.ticked("signature", rule.signature) else "",
        ),
        text("meaning", _("What the signature means"), rule.meaning),
    )
