"""Pages of distribution and of what was seen of control: my reading list, to whom a document goes, an old copy found, the second look."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from clauseway.documents import operations
from clauseway.documents.distribution import audience_of, reading_list
from clauseway.documents.models import CircleMember, Misuse, Reading
from clauseway.documents.queries import get_document
from clauseway.evidence.models import Subject
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.organization.models import Person
from clauseway.organization.policies import ROLES
from clauseway.web import inputs
from clauseway.web.components import Empty, Field, Item, State
from clauseway.web.documents.build import crumb, ways
from clauseway.web.documents.writing import people, url
from clauseway.web.frame import Place, in_system, page, say, say_refusal
from clauseway.web.jinja import day
from clauseway.web.posted import Errors, FormPage, Typed, answer, options, wrong

EVERYBODY = "everybody|"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPage:
    """What one has to read, and what one has read of what is in force."""

    ways: tuple[Any, ...]
    lead: str
    open: tuple[Item, ...]
    done: tuple[Item, ...]
    empty: Empty


@require_GET
@in_system
def reading_page(place: Place) -> HttpResponse:
    """My reading list."""
    rows = list(reading_list(place.context, place.context.person)[:200]) if place.context.person else []
    values = ReadingPage(
        ways=ways(place, "reading"),
        lead=_(
            "What holds now and you were asked to know. That it was read shows no awareness: that is asked at work."
        ),
        open=tuple(_reading(place, row) for row in rows if row.read_at is None),
        done=tuple(_reading(place, row) for row in rows if row.read_at is not None),
        empty=Empty(
            title=_("Nothing to read"),
            text=_(
                "When a document that concerns you comes into force, or a new revision of it, it stands here with a day."
            ),
            example=_("Access policy, revision 3, by 14 March"),
        ),
    )
    return page(place, "documents/reading.html", {"page": values}, current="documents")


def _reading(place: Place, row: Reading) -> Item:
    late = row.read_at is None and row.due_on is not None and row.due_on < place.context.today
    told = " · ".join(part for part in (row.document.identifier, _("revision %s") % row.document.number) if part)
    when = day(row.read_at) if row.read_at else _("by %s") % day(row.due_on) if row.due_on else ""
    return Item(
        state=State.SHOWN if row.read_at else State.GAP if late else State.UNKNOWN,
        title=row.document.title,
        note=told,
        href=f"{place.home}/s/{row.document.system.slug}/documents/{row.document_id}/",
        aside=when,
        late=late,
    )


@require_POST
@in_system
def read(place: Place, document: uuid.UUID) -> HttpResponse:
    """I have read and understood it."""
    try:
        operations.mark_read(place.context, document)
        say(place, _("Noted: read and understood."))
    except Refusal as refusal:
        say_refusal(place, refusal)
    return HttpResponseRedirect(url(place, document))


@in_system
def audience_page(place: Place, document: uuid.UUID) -> HttpResponse:
    """To whom a document goes: everybody, by role, job, unit, process, site or person."""
    row = get_document(place.context, document)
    typed = Typed(place.request)

    def act() -> str:
        given = [one.partition("|") for one in typed.several("audience")]
        must = typed.ticked("must_read")
        operations.set_audience(
            place.context, document, [operations.Group(kind, ref, must) for kind, _bar, ref in given]
        )
        return url(place, document)

    def build(errors: Errors) -> FormPage:
        known = audience_of(place.context, row)
        chosen = [f"{one.kind}|{one.ref}" for one in known]
        return FormPage(
            crumbs=crumb(place, (row.title, url(place, row.id)), (_("Distribution"), "")),
            title=_("To whom “%s” goes") % row.title,
            lead=_(
                "Whoever belongs to a group when a revision comes into force is asked to read it; so is who joins later."
            ),
            fields=(
                Field(
                    name="audience",
                    label=_("Groups"),
                    type="multiselect",
                    options=options(_groups(), typed.several("audience", chosen)),
                    errors=wrong(errors, "audience"),
                ),
                Field(
                    name="must_read",
                    label=_("They are asked to confirm that they read and understood it"),
                    type="checkbox",
                    value="on" if typed.ticked("must_read", all(one.must_read for one in known)) else "",
                ),
            ),
            submit=_("Distribute it so"),
            cancel=url(place, row.id),
        )

    return answer(place, build, act, said=_("Distributed."), current="documents")


def _groups() -> list[tuple[str, str]]:
    """Every group a document can go to."""
    made = [(EVERYBODY, _("Everybody"))]
    made += [(f"role|{key}", _("Role: %s") % label) for key, label in ROLES.items()]
    for name, label in (("job", _("Job: %s")), ("unit", _("Unit: %s"))):
        values = Person.objects.filter(live_until=None).exclude(**{name: ""}).values_list(name, flat=True)
        made += [(f"{name}|{value}", label % value) for value in sorted(set(values))[:100]]
    rows = Subject.objects.filter(kind__in=("process", "site"), superseded_at=None, live_until=None).order_by(
        "kind", "fold"
    )
    labels = {"process": _("Process: %s"), "site": _("Site: %s")}
    made += [
        (f"{kind}|{ref}", labels[kind] % name) for kind, ref, name in rows.values_list("kind", "ref", "name")[:600]
    ]
    live = Person.objects.filter(live_until=None, erased_at=None).order_by("fold")
    made += [(f"person|{key}", name) for key, name in live.values_list("id", "name")[:1000]]
    return made


@in_system
def circle_page(place: Place, kind: str, ref: str) -> HttpResponse:
    """Who works in a process or at a site."""
    name = Subject.objects.filter(kind=kind, ref=ref, superseded_at=None).values_list("name", flat=True).first()
    if name is None or kind not in ("process", "site"):
        raise NotFound("circle.not-found", _("There is no such process or site."))
    typed = Typed(place.request)

    def act() -> str:
        chosen = [uuid.UUID(one) for one in typed.several("people")]
        operations.set_circle(place.context, kind, ref, chosen)
        return f"{place.base}/documents/"

    def build(errors: Errors) -> FormPage:
        known = [
            str(key) for key in CircleMember.objects.filter(kind=kind, ref=ref).values_list("person_id", flat=True)
        ]
        return FormPage(
            crumbs=crumb(place, (str(name), "")),
            title=_("Who works here: %s") % name,
            lead=_("Documents distributed to it go to these people."),
            fields=(
                Field(
                    name="people",
                    label=_("People"),
                    type="multiselect",
                    options=options(people(place), typed.several("people", known)),
                    errors=wrong(errors, "people"),
                ),
            ),
            submit=_("Save"),
            cancel=f"{place.base}/documents/",
        )

    return answer(place, build, act, said=_("Saved."), current="documents")


@in_system
def look_page(place: Place, document: uuid.UUID) -> HttpResponse:
    """The second person's look at a text its author approved."""
    row = get_document(place.context, document)
    typed = Typed(place.request)

    def act() -> str:
        operations.compensate(place.context, document, note=typed.text("note"))
        return url(place, document)

    def build(errors: Errors) -> FormPage:
        return FormPage(
            crumbs=crumb(place, (row.title, url(place, row.id)), (_("Second look"), "")),
            title=_("A second look at “%s”") % row.title,
            lead=_("Its author approved it, under: %s") % row.own_policy,
            fields=(
                inputs.text(
                    typed,
                    errors,
                    "note",
                    _("What you looked at and what you found"),
                    type="textarea",
                    rows=3,
                    required=True,
                ),
            ),
            submit=_("I looked at it"),
            cancel=url(place, row.id),
        )

    return answer(place, build, act, said=_("Noted: looked at by a second person."), current="documents")


@in_system
def misuse_page(place: Place, document: uuid.UUID) -> HttpResponse:
    """An old copy found at work, or a text worked by that nobody approved."""
    row = get_document(place.context, document)
    typed = Typed(place.request)

    def act() -> str:
        operations.report_misuse(
            place.context,
            document,
            kind=typed.text("kind"),
            statement=typed.text("statement"),
            where=typed.text("where"),
            on=typed.day("on"),
        )
        return url(place, document)

    def build(errors: Errors) -> FormPage:
        return FormPage(
            crumbs=crumb(place, (row.title, url(place, row.id)), (_("Something found"), "")),
            title=_("Found at work: “%s”") % row.title,
            lead=_("It speaks against the control of documents until somebody says what was done about it."),
            fields=_misuse_fields(place, typed, errors),
            submit=_("Note it"),
            cancel=url(place, row.id),
        )

    return answer(place, build, act, said=_("Noted."), current="documents")


def _misuse_fields(place: Place, typed: Typed, errors: Errors) -> tuple[Field, ...]:
    kinds = [(key, str(label)) for key, label in Misuse.KINDS]
    return (
        Field(
            name="kind",
            label=_("What was found"),
            type="radio",
            required=True,
            options=options(kinds, [typed.text("kind", "superseded")]),
            errors=wrong(errors, "kind"),
        ),
        inputs.day(
            typed,
            errors,
            "on",
            _("Found on"),
            place.context.today,
            maximum=place.context.today.isoformat(),
            required=True,
        ),
        Field(name="where", label=_("Where"), value=typed.text("where")),
        inputs.text(typed, errors, "statement", _("What was observed"), type="textarea", rows=2, required=True),
    )


@in_system
def settle_page(place: Place, misuse: uuid.UUID) -> HttpResponse:
    """What was done about it."""
    found = Misuse.objects.select_related("document").filter(id=misuse).first()
    if found is None:
        raise NotFound("misuse.not-found", _("There is no such finding."))
    typed, back = Typed(place.request), url(place, found.document_id)

    def act() -> str:
        operations.settle_misuse(place.context, misuse, note=typed.text("note"))
        return back

    def build(errors: Errors) -> FormPage:
        return FormPage(
            crumbs=crumb(place, (found.document.title, back), (_("Settle it"), "")),
            title=_("What was done about it"),
            lead=found.statement,
            fields=(
                inputs.text(
                    typed,
                    errors,
                    "note",
                    _("What was done, there and so that it does not come back"),
                    type="textarea",
                    rows=3,
                    required=True,
                ),
            ),
            submit=_("It is settled"),
            cancel=back,
        )

    return answer(place, build, act, said=_("Settled."), current="documents")


@require_POST
@in_system
def archive(place: Place, document: uuid.UUID) -> HttpResponse:
    """Put an ended revision away."""
    try:
        operations.archive_document(place.context, document)
        say(place, _("Archived. It stays readable."))
    except Refusal as refusal:
        say_refusal(place, refusal)
    return HttpResponseRedirect(url(place, document))
