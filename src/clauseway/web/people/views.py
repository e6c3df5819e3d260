"""The people of an organization: the list, one person, leaving with a hand-over."""

import uuid
from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clauseway.actions.models import Action as PlanAction
from clauseway.actions.models import Duty
from clauseway.actions.operations import hand_over_duties
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Conflict, Refusal
from clauseway.organization.erasure import erase_person
from clauseway.organization.models import Membership, Person
from clauseway.organization.operations import add_person, change_person
from clauseway.organization.policies import ROLES, require
from clauseway.organization.queries import get_person
from clauseway.organization.queries import people as all_people
from clauseway.processes.models import Process
from clauseway.web.components import Action, Empty, Field, Item, Link, State
from clauseway.web.fields import field_from, fields_from, form_errors
from clauseway.web.frame import Place, in_organization, page, say, say_refusal
from clauseway.web.jinja import day
from clauseway.web.listing import columns, listing, page_of
from clauseway.web.people.forms import LeaveForm, PersonForm
from clauseway.web.people.picking import Picker, picker
from clauseway.web.refusing import Difference, attempt, conflict
from clauseway.web.tables import Cell, Row, Table, View

_FIELDS = ("name", "email", "job", "unit")


def _beside(place: Place) -> Place:
    """The place with the first system's navigation beside it: the people are everybody's, the way back is not lost."""
    return replace(place, system=place.systems[0]) if place.systems else place


@in_organization
def people(place: Place) -> HttpResponse:
    """Everybody who works here, or who left."""
    require(place.context, "read")
    asked = listing(place.request, sorts=("name", "job", "unit", "since"), filters=("show",))
    rows, pager = page_of(asked, _found(place, asked))
    gone = asked.filters.get("show") == "left"
    may = place.may("organization.manage")
    table = Table(
        id="people",
        caption=_("People"),
        href=asked.path,
        columns=columns(
            asked,
            ("name", _("Name"), "main"),
            ("job", _("Job"), "text"),
            ("unit", _("Unit"), "text"),
            ("email", _("Mail"), "text"),
            ("since", _("Left") if gone else _("Since"), "short"),
            sortable=("name", "job", "unit", "since"),
        ),
        rows=tuple(_row(place, person, gone) for person in rows),
        pager=pager,
        empty=Empty(
            title=_("Nobody has left") if gone else _("Nobody here yet"),
            text=_(
                "Competence and awareness are judged person by person, so everybody who works within the scope belongs here."
            ),
            action=Action(label=_("Add somebody"), href=f"{place.home}/people/new/", primary=True) if may else None,
        ),
        search=asked.q,
        search_label=_("Search name, job, unit or mail"),
        views=(
            View(label=_("Here now"), href=asked.href(show="", page=1), current=not gone),
            View(label=_("Left"), href=asked.href(show="left", page=1), current=gone),
        ),
        kept=asked.keeping(*asked.filters),
        filtered=bool(asked.q),
        clear_href=asked.path,
    )
    values = {
        "table": table,
        "new": f"{place.home}/people/new/" if may else "",
        "paste": f"{place.home}/s/{place.systems[0].slug}/stocktake/people/" if place.systems and may else "",
    }
    return page(_beside(place), "people/index.html", values, current="people")


def _found(place: Place, asked: Any) -> Any:
    rows = all_people(place.context).filter(erased_at=None)
    gone = Q(live_until__lte=place.context.today)
    rows = rows.filter(gone) if asked.filters.get("show") == "left" else rows.exclude(gone)
    for word in fold(asked.q).split():
        rows = rows.filter(
            Q(fold__contains=word) | Q(email__contains=word) | Q(job__icontains=word) | Q(unit__icontains=word)
        )
    field = {"name": "fold", "job": "job", "unit": "unit", "since": "live_from"}[asked.sort]
    return rows.order_by(("-" if asked.descending else "") + field, "fold", "id")


def _row(place: Place, person: Person, gone: bool) -> Row:
    return Row(
        key=str(person.id),
        label=person.name,
        cells=(
            Cell(text=person.name, href=f"{place.home}/people/{person.id}/"),
            Cell(text=person.job),
            Cell(text=person.unit),
            Cell(text=person.email),
            Cell(text=day(person.live_until if gone else person.live_from)),
        ),
    )


@in_organization
def new(place: Place) -> HttpResponse:
    """Add somebody; the same name and mail twice is one person."""
    require(place.context, "organization.manage")
    form = PersonForm(place.request.POST or None)
    if place.request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        twin = (
            all_people(place.context)
            .filter(fold=fold(given["name"]), email=given["email"].lower(), live_until=None)
            .first()
        )
        if twin is not None:
            say(place, _("%s is here already.") % twin.name, state=State.INFO)
            return HttpResponseRedirect(f"{place.home}/people/{twin.id}/")
        made = attempt(form, place.context, lambda: add_person(place.context, **given))
        if made is not None:
            say(place, _("%s is added.") % made.name)
            return HttpResponseRedirect(f"{place.home}/people/{made.id}/")
    values = {
        "fields": fields_from(form),
        "errors": form_errors(form),
        "href": f"{place.home}/people/new/",
        "back": f"{place.home}/people/",
    }
    return page(_beside(place), "people/new.html", values, current="people", status=422 if form.errors else 200)


@in_organization
def person(place: Place, person: uuid.UUID) -> HttpResponse:
    """One person: their values, roles, what they own, what is open with them."""
    require(place.context, "read")
    found = get_person(place.context, person)
    form = PersonForm(place.request.POST or None, initial={key: getattr(found, key) for key in _FIELDS})
    if place.request.method == "POST":
        require(place.context, "organization.manage")
        if form.is_valid():
            try:
                if attempt(form, place.context, lambda: _change(place, found.id, form.cleaned_data)):
                    say(place, _("Saved."))
                    return HttpResponseRedirect(f"{place.home}/people/{found.id}/")
            except Conflict:
                return _conflict(place, found.id, form)
    return _show(place, found, form, LeaveForm(initial={"on": place.context.today}), 422 if form.errors else 200)


def _change(place: Place, key: uuid.UUID, given: dict[str, Any]) -> Person:
    version = place.request.POST.get("version", "")
    return change_person(
        place.context,
        key,
        version=int(version) if version.isdigit() else 0,
        **{name: given[name].strip() for name in _FIELDS},
    )


def _conflict(place: Place, key: uuid.UUID, form: PersonForm) -> HttpResponse:
    now = get_person(place.context, key)
    rows = [
        Difference(name, str(form.fields[name].label), getattr(now, name), form.cleaned_data[name]) for name in _FIELDS
    ]
    href = f"{place.home}/people/{key}/"
    return conflict(
        _beside(place), title=now.name, href=href, back=href, version=str(now.version), values=rows, current="people"
    )


def _show(place: Place, found: Person, form: PersonForm, leaving: LeaveForm, status: int) -> HttpResponse:
    duties = list(Duty.objects.filter(person_id=found.id, state="open").order_by("due_on", "title")[:20])
    processes = list(Process.objects.filter(owner_id=found.id, live_until=None).order_by("fold")[:20])
    roles = (
        list(Membership.objects.filter(user_id=found.user_id, valid_until=None).values_list("role", flat=True))
        if found.user_id
        else []
    )
    may = place.may("organization.manage") and found.erased_at is None
    people_ = picker(place.context) if may and found.live_until is None else None
    base = f"{place.home}/s/{place.systems[0].slug}" if place.systems else place.home
    values = {
        "crumbs": (
            Link(label=_("People"), href=f"{place.home}/people/"),
            Link(label=found.name, href="", current=True),
        ),
        "person": found,
        "roles": ", ".join(str(ROLES.get(role, role)) for role in sorted(roles)),
        "since": day(found.live_from),
        "left": day(found.live_until),
        "fields": fields_from(form),
        "errors": form_errors(form),
        "version": place.request.POST.get("version", found.version),
        "href": f"{place.home}/people/{found.id}/",
        "may": may,
        "since_left": _since_left(place, found),
        "duties": tuple(_duty(place, base, duty) for duty in duties),
        "processes": tuple((p.name, f"{base}/stocktake/processes/?q={p.name}") for p in processes),
        "leaving": _leave_fields(leaving, people_, found) if people_ else (),
        "leaving_errors": form_errors(leaving),
        "open_leave": leaving.is_bound,
    }
    return page(_beside(place), "people/person.html", values, current="people", status=status)


def _duty(place: Place, base: str, duty: Duty) -> Item:
    late = bool(duty.due_on and duty.due_on < place.context.today)
    return Item(
        state=State.SOON if late else State.UNKNOWN,
        title=duty.title,
        note=duty.detail,
        href=f"{place.home if duty.path.startswith('/') else f'{base}/'}{duty.path}" if duty.path else "",
        aside=day(duty.due_on),
        late=late,
    )


def _leave_fields(leaving: LeaveForm, known: Picker, found: Person) -> tuple[Field, ...]:
    """The fields of leaving; whoever leaves is not offered as the one to take over."""
    others = tuple(option for option in known.options if option.value != known.label(found.id))
    return tuple(
        field_from(leaving[name], type="combo", options=others) if name == "to" else field_from(leaving[name])
        for name in leaving.fields
    )


@require_POST
@in_organization
def leave(place: Place, person: uuid.UUID) -> HttpResponse:
    """Somebody left: the day, and who takes over their open duties, as one step."""
    require(place.context, "organization.manage")
    found = get_person(place.context, person)
    form = LeaveForm(place.request.POST)
    if form.is_valid() and attempt(form, place.context, lambda: _leave(place, found, form.cleaned_data)):
        say(place, _("%s has left.") % found.name)
        return HttpResponseRedirect(f"{place.home}/people/{found.id}/")
    shown = PersonForm(initial={key: getattr(found, key) for key in _FIELDS})
    return _show(place, found, shown, form, 422)


def _leave(place: Place, found: Person, given: dict[str, Any]) -> bool:
    if given["on"] < found.live_from:
        raise Refusal("person.left-before-start", _("That is before they began."), field="on")
    to = picker(place.context).find(given["to"], "to")
    if to == found.id:
        raise Refusal("person.same", _("They cannot take over from themselves."), field="to")
    open_ones = (
        Duty.objects.filter(person_id=found.id, state="open").exists()
        or PlanAction.objects.filter(owner_id=found.id).exclude(state__in=("done", "cancelled")).exists()
    )
    if open_ones and to is None:
        raise Refusal("person.open-duties", _("Something is open with them. Say who takes it over."), field="to")
    if to is not None:
        hand_over_duties(place.context, leaver=found.id, to=to)
    version = place.request.POST.get("version", "")
    change_person(
        place.context, found.id, version=int(version) if version.isdigit() else found.version, live_until=given["on"]
    )
    return True


@require_POST
@in_organization
def back(place: Place, person: uuid.UUID) -> HttpResponse:
    """Take the end away: the person works here still, or again."""
    found = get_person(place.context, person)
    change_person(place.context, found.id, version=found.version, live_until=None)
    say(place, _("%s is here again.") % found.name)
    return HttpResponseRedirect(f"{place.home}/people/{found.id}/")


@require_POST
@in_organization
def erase(place: Place, person: uuid.UUID) -> HttpResponse:
    """Take away for good what names somebody who left; what they did stays."""
    found = get_person(place.context, person)
    try:
        erase_person(place.context, found.id)
    except Refusal as refusal:
        say_refusal(place, refusal)
        return HttpResponseRedirect(f"{place.home}/people/{found.id}/")
    say(place, _("What named this person is erased."))
    return HttpResponseRedirect(f"{place.home}/people/?show=left")


def _since_left(place: Place, found: Person) -> tuple[Action, ...]:
    """What can be done about somebody who left and is still named."""
    href = f"{place.home}/people/{found.id}/"
    if found.live_until is None or found.erased_at is not None or not place.may("organization.manage"):
        return ()
    erased = Action(
        label=_("Erase personal data"),
        href=f"{href}erase/",
        method="post",
        danger=True,
        confirm=_("Name, mail, job, unit and account go for good. What was done stays, without a name."),
    )
    again = Action(label=_("Here again"), href=f"{href}back/", method="post")
    return (again, erased) if found.live_until <= place.context.today else (again,)
