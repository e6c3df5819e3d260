"""One record: what it states, what it can show, and what can be done with it: examine, close, withdraw."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from clauseway.catalogue.vocabulary import vocabulary
from clauseway.evidence.models import Record
from clauseway.evidence.operations import close_record, examine_record, withdraw_record
from clauseway.evidence.queries import get_record, subject_names
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.organization.queries import names_of_people
from clauseway.processes.queries import get_process
from clauseway.web import inputs, jinja
from clauseway.web.components import Action, Evidence, Item, Link, State
from clauseway.web.frame import Place, in_system, page, say, say_refusal
from clauseway.web.posted import Errors, FormPage, Typed, answer
from clauseway.web.requirements import places
from clauseway.web.requirements.find import editions_of
from clauseway.web.wording import phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """A record as it is shown. `pairs` are label and value."""

    crumbs: tuple[Link, ...]
    title: str
    says: str
    state: State
    word: str
    statement: str
    pairs: tuple[tuple[str, str], ...]
    proof: Evidence | None
    serves: tuple[Item, ...]
    actions: tuple[Action, ...]


def _href(place: Place, record: uuid.UUID, more: str = "") -> str:
    return f"{place.base}/records/{record}/{more}"


@in_system
def show(place: Place, record: uuid.UUID) -> HttpResponse:
    """A record with its proof and its state."""
    found = get_record(place.context, record)
    return page(place, "requirements/record.html", {"page": _page(place, found)}, current="evidence")


def _crumbs(place: Place, *more: Link) -> tuple[Link, ...]:
    return (Link(label=_("Evidence"), href=f"{place.base}/evidence/"), *more)


def _title(found: Record, names: dict[str, str], subjects: dict[str, str]) -> str:
    word = vocabulary().words.get(found.word)
    label = _(word.label) if word else found.word
    about = names.get(found.subject_ref) or subjects.get(found.subject_ref, "")
    return f"{label}: {about}" if about else label


def _page(place: Place, found: Record) -> RecordPage:
    names = names_of_people(place.context)
    subjects = subject_names(place.context, [found.subject_ref, *(found.facets.get("sites") or ())])
    word = vocabulary().words.get(found.word)
    state, told = _state(found)
    item = found.item
    return RecordPage(
        crumbs=_crumbs(place, Link(label=_("Record"), href="", current=True)),
        title=_title(found, names, subjects),
        says=f"{_(word.says)}." if word else "",
        state=state,
        word=told,
        statement=found.statement,
        pairs=tuple((label, value) for label, value in _pairs(found, names, subjects) if value),
        proof=Evidence(title=item.name, href=f"{place.base}/evidence/{item.id}/", note=jinja.filesize(item.size))
        if item
        else None,
        serves=_serves(place, found),
        actions=_actions(place, found),
    )


def _state(found: Record) -> tuple[State, str]:
    if found.ended_how == "withdrawn":
        return State.NOT_APPLICABLE, _("Withdrawn")
    if found.ended_how:
        return State.INFO, _("Closed")
    word = vocabulary().words.get(found.word)
    if word is not None and word.stance < 0:
        return State.GAP, _("Open")
    return (State.SHOWN, _("Examined")) if found.examined_by_id else (State.INFO, _("Recorded, not examined"))


def _pairs(found: Record, names: dict[str, str], subjects: dict[str, str]) -> list[tuple[str, str]]:
    word = vocabulary().words.get(found.word)
    rows = [
        (_("Happened on"), phrases.day(found.happened_on)),
        (_("Holds until"), phrases.day(found.valid_until)),
        (_("Done by"), names.get(str(found.performed_by_id), "")),
        (
            _("Entered"),
            ", ".join(p for p in (jinja.moment(found.recorded_at), names.get(str(found.recorded_by_id), "")) if p),
        ),
    ]
    for name, value in found.facets.items():
        if name == "standards":
            rows.append((_("Standards it covered"), phrases.listed(value, 5)))
        elif name == "sites":
            rows.append((_("Sites"), phrases.listed([subjects.get(ref, "") for ref in value], 5)))
        else:
            field = word.fields.get(name) if word else None
            rows.append((_(field.label) if field else name, phrases.value_of(value)))
    if found.examined_by_id:
        rows.append((_("Examined"), f"{phrases.day(found.examined_on)}, {names.get(str(found.examined_by_id), '')}"))
    if found.ended_how:
        ended = _("Withdrawn") if found.ended_how == "withdrawn" else _("Closed")
        by = names.get(str(found.ended_by_id), "")
        rows.append((ended, ", ".join(p for p in (phrases.day(found.ended_on), by, f"“{found.ended_reason}”") if p)))
    return rows


def _serves(place: Place, found: Record) -> tuple[Item, ...]:
    """The requirements that look for this word."""
    made = []
    for applied in editions_of(place):
        for requirement in applied.edition.requirements.values():
            codes = [e for e in requirement.expectations.values() if e.kind == found.word]
            against = found.word in requirement.asked.against and not codes
            if found.requirement_id and found.requirement_id != requirement.id:
                continue
            if codes or (found.requirement_id == requirement.id) or (against and not found.requirement_id):
                note = codes[0].says if codes else _("speaks against it as long as it is open")
                href = f"{places.requirement(place.base, requirement)}/"
                title = f"{applied.edition.name} · {requirement.ref} {requirement.title}"
                made.append(Item(state=State.INFO, title=title, note=note, href=href))
    return tuple(made[:20])


def _actions(place: Place, found: Record) -> tuple[Action, ...]:
    if found.ended_how:
        return ()
    made = []
    involved = {found.performed_by_id, found.recorded_by_id}
    if place.may("evidence.examine") and not found.examined_by_id and place.context.person not in involved:
        made.append(
            Action(
                label=_("I examined it"), href=_href(place, found.id, "examine/"), method="post", primary=True, key="x"
            )
        )
    if place.may("evidence.file"):
        made.append(Action(label=_("Close it"), href=_href(place, found.id, "close/")))
        made.append(Action(label=_("Withdraw it"), href=_href(place, found.id, "withdraw/")))
    return tuple(made)


@in_system
def examine(place: Place, record: uuid.UUID) -> HttpResponse:
    """Note that somebody independent looked at it."""
    if place.request.method == "POST":
        found = get_record(place.context, record)
        owners = []
        if found.subject_kind == "process":
            try:
                owner = get_process(place.context, uuid.UUID(found.subject_ref)).owner_id
                owners = [owner] if owner else []
            except (NotFound, ValueError):
                owners = []
        try:
            examine_record(place.context, record, owners=owners)
            say(place, _("Examined and on record."))
        except NotFound:
            raise
        except Refusal as refusal:
            say_refusal(place, refusal)
    return HttpResponseRedirect(_href(place, record))


@in_system
def close(place: Place, record: uuid.UUID) -> HttpResponse:
    """Say that what the record states has ceased."""
    return _end(place, record, closing=True)


@in_system
def withdraw(place: Place, record: uuid.UUID) -> HttpResponse:
    """Take back a record that was wrong from the start."""
    return _end(place, record, closing=False)


def _end(place: Place, record: uuid.UUID, *, closing: bool) -> HttpResponse:
    found = get_record(place.context, record)
    typed = Typed(place.request)
    href = _href(place, record)

    def build(errors: Errors) -> FormPage:
        return _end_form(place, found, typed, errors, closing)

    def act() -> str:
        if closing:
            on: Any = typed.day("on")
            close_record(place.context, record, on=on, reason=typed.text("reason"))
        else:
            withdraw_record(place.context, record, reason=typed.text("reason"))
        return href

    said = (
        _("Closed; it stays true for the time before.")
        if closing
        else _("Withdrawn; it counts for nothing and stays readable.")
    )
    return answer(place, build, act, said=said, current="evidence")


def _end_form(place: Place, found: Record, typed: Typed, errors: Errors, closing: bool) -> FormPage:
    names = names_of_people(place.context)
    title = _title(found, names, subject_names(place.context, [found.subject_ref]))
    today = place.context.today.isoformat()
    fields = [
        inputs.text(
            typed,
            errors,
            "reason",
            _("What put it right, or why it ceased") if closing else _("What was wrong with it"),
            type="textarea",
            required=True,
        )
    ]
    if closing:
        day = inputs.text(
            typed,
            errors,
            "on",
            _("Ceased on"),
            today,
            type="date",
            required=True,
            minimum=found.happened_on.isoformat(),
            maximum=today,
        )
        fields.insert(0, day)
    return FormPage(
        crumbs=_crumbs(
            place,
            Link(label=title, href=_href(place, found.id)),
            Link(label=_("Close") if closing else _("Withdraw"), href="", current=True),
        ),
        title=_("Close: %s") % title if closing else _("Withdraw: %s") % title,
        lead=_("It was true until that day and stays so in every look back.")
        if closing
        else _("It was never true. It stays readable with your reason, and counts for nothing."),
        fields=tuple(fields),
        submit=_("Close it") if closing else _("Withdraw it"),
        cancel=_href(place, found.id),
    )
