"""Asking a colleague: who, what, by when; they get a link to just their questions."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from clauseway.catalogue.queries import CompiledRequirement
from clauseway.conformity.operations import ask_colleague
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.kernel.work import unit_of_work
from clauseway.organization.links import address, make_link
from clauseway.organization.mail import leaves_the_house, post
from clauseway.organization.policies import require
from clauseway.organization.queries import get_person, live_people
from clauseway.web import inputs, once
from clauseway.web.components import Field, Link
from clauseway.web.frame import Place, in_system, page
from clauseway.web.posted import Errors, FormPage, Typed, as_identifier, options, with_refusal, wrong
from clauseway.web.requirements.find import editions_of
from clauseway.web.wording import phrases

LINK_DAYS = 30


@in_system
def ask(place: Place) -> HttpResponse:
    """The question; when it is asked, its link is shown this once (and sent, where the person has a mail address)."""
    require(place.context, "judge")
    typed = Typed(place.request)
    known = {str(r.id): r for entry in editions_of(place) for r in entry.edition.requirements.values() if r.judged}
    asked = [key for key in place.request.GET.getlist("requirement") if key in known]
    if place.request.method != "POST":
        return page(place, "form.html", {"form": _form(place, typed, {}, known, asked)}, current="walk")
    before = once.earlier(place.request)
    if before is not None:
        return HttpResponseRedirect(before)
    try:
        name, href, sent = _ask(place, typed)
    except NotFound:
        raise
    except Refusal as refusal:
        form = with_refusal(_form(place, typed, {refusal.field: refusal.message}, known, asked), refusal)
        return page(place, "form.html", {"form": form}, current="walk", status=refusal.status)
    back = _back(place, known, typed.several("requirements"))
    once.remember(place.request, back)
    return page(place, "gap/asked.html", _asked(place, name, href, sent, back), current="walk")


def _asked(place: Place, name: str, href: str, sent: str, back: str) -> dict[str, Any]:
    return {
        "crumbs": (
            Link(label=_("Gap analysis"), href=f"{place.base}/gap/"),
            Link(label=_("Asked"), href="", current=True),
        ),
        "name": name,
        "sent": sent if leaves_the_house() else "",
        "silent": bool(sent) and not leaves_the_house(),
        "back": back,
        "link": Field(
            name="link",
            label=_("The link, shown this once"),
            type="url",
            value=href,
            readonly=True,
            autofocus=True,
            help=_("It opens only these questions, for %s days. Whoever has it can answer in their name.") % LINK_DAYS,
        ),
    }


def _ask(place: Place, typed: Typed) -> tuple[str, str, str]:
    """Ask and make the link as one unit; returns the name, the full address of the link and where it was sent."""
    assert place.system is not None
    person = typed.identifier("person")
    if person is None:
        raise Refusal("question.person-missing", _("Choose whom to ask."), field="person")
    wanted = [as_identifier(key, "requirements") for key in typed.several("requirements")]
    found = get_person(place.context, person)
    with unit_of_work(place.context):
        questions = ask_colleague(
            place.context,
            place.system.id,
            person=person,
            requirements=wanted,
            text=typed.text("text"),
            due_on=typed.day("due_on", needed=False),
        )
        _link, token = make_link(
            place.context, scope="questions", reference=str(questions[0].round), person=person, days=LINK_DAYS
        )
        href = address(f"/q/{token}/")
        if found.email:
            _write(place, found.name, found.email, typed, href)
    return found.name, href, found.email


def _write(place: Place, name: str, email: str, typed: Typed, href: str) -> None:
    due = typed.day("due_on", needed=False)
    asker = place.request.user.name or place.request.user.email
    body = _(
        "Hello %(name)s,\n\n%(asker)s of %(organization)s asks you:\n\n%(text)s\n\nAnswer here, without an account:\n%(href)s\n"
    ) % {"name": name, "asker": asker, "organization": place.belonging.name, "text": typed.text("text"), "href": href}
    if due:
        body += "\n" + _("Please answer by %s.") % phrases.day(due) + "\n"
    post(to=email, subject=_("A question about %s") % (place.system.name if place.system else ""), body=body)


def _back(place: Place, known: dict[str, CompiledRequirement], chosen: list[str]) -> str:
    first = next((known[key] for key in chosen if key in known), None)
    return f"{place.base}/gap/{first.edition_slug}/{first.ref}/" if first else f"{place.base}/gap/"


def _form(
    place: Place, typed: Typed, errors: Errors, known: dict[str, CompiledRequirement], asked: list[str]
) -> FormPage:
    chosen = typed.several("requirements", asked)
    offered = _offered(known, chosen or asked)
    today = place.context.today
    return FormPage(
        crumbs=(
            Link(label=_("Gap analysis"), href=f"{place.base}/gap/"),
            Link(label=_("Ask a colleague"), href="", current=True),
        ),
        title=_("Ask a colleague"),
        lead=_(
            "They get a link to just these questions, answer without an account and may attach a file. Nothing else is shown to them."
        ),
        fields=(
            _whom(place, typed, errors),
            Field(
                name="requirements",
                label=_("About"),
                type="multiselect",
                required=True,
                options=options([(str(r.id), f"{r.ref} {r.title} · {r.edition_name}") for r in offered], chosen),
                errors=wrong(errors, "requirements"),
            ),
            inputs.text(
                typed,
                errors,
                "text",
                _("What you want to know"),
                type="textarea",
                required=True,
                placeholder=_("How do you know that the gauges on line 2 are calibrated? Where is it written down?"),
            ),
            inputs.text(
                typed,
                errors,
                "due_on",
                _("By"),
                (today + timedelta(days=7)).isoformat(),
                type="date",
                minimum=today.isoformat(),
            ),
        ),
        submit=_("Ask"),
        cancel=_back(place, known, asked),
    )


def _whom(place: Place, typed: Typed, errors: Errors) -> Field:
    others = [p for p in live_people(place.context) if p.id != place.context.person]
    people = [(str(p.id), f"{p.name}, {p.job}" if p.job else p.name) for p in others]
    chosen = typed.text("person")
    return Field(
        name="person",
        label=_("Whom"),
        type="select",
        required=True,
        options=options(people, [chosen] if chosen else [], none=_("Choose")),
        errors=wrong(errors, "person"),
    )


def _offered(known: dict[str, CompiledRequirement], chosen: list[str]) -> list[CompiledRequirement]:
    """The requirements chosen, with their neighbours under the same heading; everything when none was chosen."""
    picked = [known[key] for key in chosen if key in known]
    if not picked:
        return list(known.values())
    parents = {r.parent for r in picked if r.parent}
    near = [r for r in known.values() if r.parent in parents or str(r.id) in chosen]
    return near[:40] if all(r in near[:40] for r in picked) else [*picked, *near[:20]]
