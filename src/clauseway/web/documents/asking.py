"""Pages that ask people: putting a draft before reviewers and approvers, and somebody else in the place of one who cannot answer."""

import uuid

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.documents import operations
from clauseway.documents.lines import kind_rule, line_of
from clauseway.documents.models import Document, Round, Vote
from clauseway.documents.queries import get_document
from clauseway.kernel.refusals import NotFound
from clauseway.organization.queries import live_people
from clauseway.web import inputs
from clauseway.web.components import Field
from clauseway.web.documents.build import crumb
from clauseway.web.documents.writing import url
from clauseway.web.frame import Place, in_system
from clauseway.web.jinja import number
from clauseway.web.posted import Errors, FormPage, Typed, answer, as_identifier, options, wrong


@in_system
def submit_page(place: Place, document: uuid.UUID) -> HttpResponse:
    """Name reviewers and approvers and the day from which it shall hold."""
    row = get_document(place.context, document)
    typed = Typed(place.request)

    def act() -> str:
        operations.submit(
            place.context,
            document,
            reviewers=[as_identifier(one, "reviewers") for one in typed.several("reviewers")],
            approvers=[as_identifier(one, "approvers") for one in typed.several("approvers")],
            effective_on=typed.day("effective_on", needed=False),
            note=typed.text("note"),
            version=typed.whole("version"),
        )
        return url(place, document)

    def build(errors: Errors) -> FormPage:
        return FormPage(
            crumbs=crumb(place, (row.title, url(place, row.id)), (_("Put before people"), "")),
            title=_("Put “%s” before people") % row.title,
            lead=_("Reviewers first, if you name any; then the approvers. Whoever wrote it does neither."),
            fields=(
                *_asked_fields(place, row, typed, errors),
                inputs.day(
                    typed,
                    errors,
                    "effective_on",
                    _("In force from"),
                    minimum=place.context.today.isoformat(),
                    help=_("Empty: from its approval."),
                ),
                Field(name="note", label=_("Note to them"), type="textarea", rows=2, value=typed.text("note")),
                Field(name="version", label="", type="hidden", value=str(row.version)),
            ),
            submit=_("Ask them"),
            cancel=url(place, row.id),
        )

    return answer(place, build, act, said=_("They are asked. It stands in their work."), current="documents")


def answering(place: Place) -> list[tuple[str, str]]:
    """Who can answer here: everybody with an account, by name. An approval on paper is stated at the document instead."""
    rows = live_people(place.context).filter(user__isnull=False)
    return [(str(key), name) for key, name in rows.values_list("id", "name")]


def _asked_fields(place: Place, row: Document, typed: Typed, errors: Errors) -> tuple[Field, ...]:
    """Who reviews and who approves; offered first are those asked for the document before."""
    rule, everybody = kind_rule(place.context, row.kind), answering(place)
    last = Round.objects.filter(document__in=line_of(place.context, row)).order_by("-opened_at").first()
    before: dict[str, list[str]] = {"review": [], "approval": []}
    for person, part in Vote.objects.filter(round=last).values_list("person_id", "part") if last else ():
        before[part].append(str(person))
    told = ngettext("%s person approves.", "%s people approve.", rule.quorum) % number(rule.quorum)
    if rule.own_approval:
        told += " " + _("Under “%s” this may be its author.") % rule.own_policy
    return (
        Field(
            name="reviewers",
            label=_("Reviewed by"),
            type="multiselect",
            options=options(everybody, typed.several("reviewers", before["review"])),
            errors=wrong(errors, "reviewers"),
        ),
        Field(
            name="approvers",
            label=_("Approved by"),
            type="multiselect",
            required=True,
            options=options(everybody, typed.several("approvers", before["approval"])),
            errors=wrong(errors, "approvers"),
            help=told,
        ),
    )


@in_system
def asked_page(place: Place, vote: uuid.UUID) -> HttpResponse:
    """Ask somebody else in the place of one who cannot answer."""
    found = Vote.objects.select_related("round", "person").filter(id=vote).first()
    if found is None:
        raise NotFound("vote.not-found", _("There is no such question."))
    typed = Typed(place.request)
    back = url(place, found.round.document_id, "round")

    def act() -> str:
        operations.replace_asked(place.context, vote, by=typed.identifier("by"))
        return back

    def build(errors: Errors) -> FormPage:
        return FormPage(
            crumbs=crumb(place, (_("Round"), back), (_("Ask somebody else"), "")),
            title=_("Ask somebody else than %s") % found.person.name,
            lead=_("Nobody: only where enough others are asked."),
            fields=(
                Field(
                    name="by",
                    label=_("Instead"),
                    type="select",
                    options=options(answering(place), [typed.text("by")], _("Nobody")),
                    errors=wrong(errors, "by") or wrong(errors, "approvers") or wrong(errors, "reviewers"),
                ),
            ),
            submit=_("Ask them"),
            cancel=back,
        )

    return answer(place, build, act, said=_("Somebody else is asked."), current="documents")


@in_system
def translate_page(place: Place, document: uuid.UUID) -> HttpResponse:
    """Begin the translation of a document."""
    row = get_document(place.context, document)
    typed = Typed(place.request)

    def act() -> str:
        made = operations.translate(
            place.context, document, language=typed.text("language"), title=typed.text("title").strip()
        )
        return url(place, made.id, "edit")

    def build(errors: Errors) -> FormPage:
        return FormPage(
            crumbs=crumb(place, (row.title, url(place, row.id)), (_("Translate"), "")),
            title=_("Translate “%s”") % row.title,
            lead=_(
                "A draft with the text as it is, to be written over. It is approved by itself, and told when its original"
                " changes."
            ),
            fields=(
                inputs.text(
                    typed, errors, "language", _("Into"), maxlength=12, required=True, help=_("Such as en or de.")
                ),
                inputs.text(typed, errors, "title", _("Title there"), maxlength=300),
            ),
            submit=_("Begin the translation"),
            cancel=url(place, row.id),
        )

    return answer(place, build, act, said=_("Begun, as a draft."), current="documents")
