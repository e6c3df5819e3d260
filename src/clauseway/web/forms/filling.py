"""Filling in a form, on a phone in under a minute: today, me and what I chose last stand there already; what was typed is kept whatever happens."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from allauth.account.forms import ReauthenticateForm
from allauth.core import ratelimit
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clauseway.catalogue.vocabulary import vocabulary
from clauseway.documents import filling as operations
from clauseway.documents.form_queries import (
    content_of,
    get_draft,
    get_form,
    get_record,
    last_values,
    version_in_use,
)
from clauseway.documents.models import FormEntry, FormVersion
from clauseway.evidence.models import Item
from clauseway.evidence.queries import subjects
from clauseway.kernel.refusals import Refusal
from clauseway.organization.policies import require
from clauseway.rules import forms as rule
from clauseway.web import once
from clauseway.web.components import Action, Field, Link
from clauseway.web.frame import Place, in_system, page, say, say_refusal
from clauseway.web.people.picking import Picker, picker
from clauseway.web.posted import FormPage, Typed, options, proof, proof_fields

CURRENT = "forms"


def crumbs(place: Place, *more: Link) -> tuple[Link, ...]:
    return (Link(label=_("Records"), href=f"{place.base}/forms/"), *more)


@in_system
def fill(place: Place, blank: uuid.UUID) -> HttpResponse:
    """Fill in a form; `draft` in the address takes up one's own draft."""
    require(place.context, operations.MAY_FILL)
    assert place.system is not None
    form = get_form(place.context, place.system.id, blank)
    version = version_in_use(place.context, form)
    if version is None:
        say(place, _("This form is not in use."))
        return HttpResponseRedirect(f"{place.base}/forms/{form.id}/")
    given = place.request.POST.get("draft") or place.request.GET.get("draft", "")
    draft = get_draft(place.context, place.system.id, uuid.UUID(given)) if _is_id(given) else None
    people = picker(place.context)

    def build(values: Mapping[str, str], errors: Mapping[str, str], kept: str) -> FormPage:
        hidden = [Field(name="version", label="", type="hidden", value=str(version.number))]
        hidden += [Field(name="draft", label="", type="hidden", value=kept)] if kept else []
        return FormPage(
            crumbs=crumbs(place, Link(label=form.name, href=f"{place.base}/forms/{form.id}/")),
            title=form.name,
            lead="",
            fields=(*fields_for(place, version, values, errors, people), *_signature_field(version, errors), *hidden),
            submit=_("Sign") if version.design["signature"] else _("Hand in"),
            cancel=f"{place.base}/forms/",
            upload=True,
            note=_("What you typed is kept as your draft.") if kept else "",
            more=(drop_act(place, kept),) if kept else (),
        )

    if place.request.method != "POST":
        values = draft.content.values if draft else defaults(place, version)
        return page(place, "form.html", {"form": build(values, {}, str(draft.id) if draft else "")}, current=CURRENT)
    before = once.earlier(place.request)
    if before is not None:
        return HttpResponseRedirect(before)
    return _hand_in(place, version, draft, people, build)


def drop_act(place: Place, draft: uuid.UUID | str) -> Action:
    """The button that throws a draft away."""
    return Action(label=_("Throw the draft away"), href=f"{place.base}/forms/drafts/{draft}/drop", method="post")


@require_POST
@in_system
def drop(place: Place, entry: uuid.UUID) -> HttpResponse:
    """Throw one's own draft away."""
    try:
        operations.drop_draft(place.context, entry)
        say(place, _("The draft is gone."))
    except Refusal as refusal:
        say_refusal(place, refusal)
    return HttpResponseRedirect(f"{place.base}/forms/")


def _hand_in(
    place: Place,
    version: FormVersion,
    draft: FormEntry | None,
    people: Picker,
    build: Callable[[Mapping[str, str], Mapping[str, str], str], FormPage],
) -> HttpResponse:
    typed, errors = typed_values(place, version, people)
    number = place.request.POST.get("version", "")
    try:
        made = operations.hand_in(
            place.context,
            version.form_id,
            typed=typed,
            number=int(number) if number.isdigit() else 0,
            entry=draft.id if draft else None,
            signature=sign(place, version),
        )
    except Refusal as refusal:
        told = {**problems_of(refusal), **errors}
        kept = operations.keep_draft(place.context, version.form_id, typed=typed, entry=draft.id if draft else None)
        shown = refused(build(typed, told, str(kept.id)), told)
        return page(place, "form.html", {"form": shown}, current=CURRENT, status=refusal.status)
    href = f"{place.base}/forms/records/{made.id}/"
    once.remember(place.request, href)
    say(place, _("On record as number %d.") % made.number)
    return HttpResponseRedirect(href)


@in_system
def correct(place: Place, entry: uuid.UUID) -> HttpResponse:
    """Correct a record by a further one; the old stays readable."""
    require(place.context, operations.MAY_FILL)
    assert place.system is not None
    old = get_record(place.context, place.system.id, entry)
    version, people = old.form_version, picker(place.context)
    here = f"{place.base}/forms/records/{old.id}/"

    def build(values: Mapping[str, str], errors: Mapping[str, str]) -> FormPage:
        reason = Field(
            name="reason",
            label=_("What was wrong"),
            required=True,
            value=place.request.POST.get("reason", ""),
            errors=(errors["reason"],) if "reason" in errors else (),
        )
        return FormPage(
            crumbs=crumbs(place, Link(label=f"{old.form.name} {old.number}", href=here)),
            title=_("Correct number %d") % old.number,
            lead=_("A new record takes its place. The old one stays readable, with your reason."),
            fields=(reason, *fields_for(place, version, values, errors, people), *_signature_field(version, errors)),
            submit=_("Put the correction on record"),
            cancel=here,
            upload=True,
        )

    if place.request.method != "POST":
        content = content_of(place.context, old)
        values = as_typed(content.values) if content else {}
        return page(place, "form.html", {"form": build(values, {})}, current=CURRENT)
    before = once.earlier(place.request)
    if before is not None:
        return HttpResponseRedirect(before)
    typed, errors = typed_values(place, version, people)
    try:
        reason = place.request.POST.get("reason", "")
        signed = sign(place, version)
        made = operations.correct_entry(place.context, old.id, typed=typed, reason=reason, signature=signed)
    except Refusal as refusal:
        told = {**problems_of(refusal), **errors}
        shown = refused(build(typed, told), told)
        return page(place, "form.html", {"form": shown}, current=CURRENT, status=refusal.status)
    href = f"{place.base}/forms/records/{made.id}/"
    once.remember(place.request, href)
    say(place, _("Corrected by number %d.") % made.number)
    return HttpResponseRedirect(href)


def _is_id(text: str) -> bool:
    try:
        return bool(uuid.UUID(text))
    except ValueError:
        return False


def problems_of(refusal: Refusal) -> dict[str, str]:
    return dict(refusal.details.get("problems") or {refusal.field: refusal.message})


def refused(form: FormPage, told: Mapping[str, str]) -> FormPage:
    """The form again; what belongs to none of its fields stands above all."""

    known = {one.name for one in form.fields}
    loose = tuple(text for name, text in told.items() if name not in known)
    return replace(form, errors=loose, token=once.token())


def as_typed(values: Mapping[str, Any]) -> dict[str, str]:
    """Stored values as they would be typed."""
    return {key: ("yes" if value else "no") if isinstance(value, bool) else str(value) for key, value in values.items()}


def defaults(place: Place, version: FormVersion) -> dict[str, str]:
    """Today, me, and the subject chosen last."""
    fields = rule.fields_of(version.design["fields"])
    last = last_values(place.context, version.form_id) if any(f.kind == "subject" for f in fields.values()) else {}
    made: dict[str, str] = {}
    me = str(place.context.person or "")
    for key, one in fields.items():
        if one.kind == "date" and one.required:
            made[key] = place.context.today.isoformat()
        elif one.kind == "person" and one.required and me:
            made[key], me = me, ""
        elif one.kind == "subject" and key in last:
            made[key] = str(last[key])
    return made


def typed_values(place: Place, version: FormVersion, people: Picker) -> tuple[dict[str, str], dict[str, str]]:
    """What was typed, people as references and files kept; and what could not be found, by field."""
    reader, lent = Typed(place.request), replace(place, context=operations.lent(place.context))
    values: dict[str, str] = {}
    errors: dict[str, str] = {}
    for key, one in rule.fields_of(version.design["fields"]).items():
        values[key] = reader.text(key)
        try:
            if one.kind == "person":
                found = people.find(values[key], key)
                values[key] = str(found) if found else ""
            elif one.kind == "file":
                item = proof(lent, reader, key)
                values[key] = str(item) if item else ""
        except Refusal as refusal:
            errors[key] = refusal.message
    return values, errors


def fields_for(
    place: Place, version: FormVersion, values: Mapping[str, str], errors: Mapping[str, str], people: Picker
) -> tuple[Field, ...]:
    """The fields of a version as inputs, with what was typed."""
    made: list[Field] = []
    for key, one in rule.fields_of(version.design["fields"]).items():
        value = str(values.get(key, ""))
        if one.kind == "file":
            kept = uuid.UUID(value) if _is_id(value) and Item.objects.filter(id=value).exists() else None
            made += proof_fields(errors, kept, key, one.label)
        else:
            told = (errors[key],) if key in errors else ()
            common = {"name": key, "label": one.label, "required": one.required, "errors": told, "help": one.help}
            made.append(Field(**{**common, **_input(place, one, value, people)}))
    return tuple(made)


def _input(place: Place, one: rule.Field, value: str, people: Picker) -> dict[str, Any]:
    if one.kind == "choice":
        kind = "radio" if len(one.options) <= 4 else "select"
        none = None if kind == "radio" else ""
        return {"type": kind, "options": options([(o, o.replace("-", " ")) for o in one.options], [value], none)}
    if one.kind == "yesno":
        return {"type": "radio", "options": options([("yes", _("Yes")), ("no", _("No"))], [value])}
    if one.kind == "person":
        label = people.label(uuid.UUID(value)) if _is_id(value) else value
        return {"type": "combo", "options": people.options, "value": label}
    if one.kind == "subject":
        today = place.context.today
        rows = [s for s in subjects(place.context, one.subject) if s.live_until is None or s.live_until > today]
        none = _("Choose: %s") % vocabulary().subjects[one.subject].label
        return {"type": "select", "options": options([(s.ref, s.name) for s in rows], [value] if value else [], none)}
    if one.kind == "number":
        limits = _limits(one)
        return {"type": "text", "value": value, "unit": one.unit, "help": " ".join(x for x in (one.help, limits) if x)}
    if one.kind == "long":
        return {"type": "textarea", "rows": 3, "value": value, "maxlength": 4000}
    if one.kind == "date":
        return {"type": "date", "value": value}
    return {"type": "text", "value": value, "maxlength": 200}


def _limits(one: rule.Field) -> str:
    if one.low is None and one.high is None:
        return ""
    if one.low is None:
        return _("At most %s is in order.") % one.high
    if one.high is None:
        return _("At least %s is in order.") % one.low
    return _("From %(low)s to %(high)s is in order.") % {"low": one.low, "high": one.high}


def _signature_field(version: FormVersion, errors: Mapping[str, str]) -> tuple[Field, ...]:
    if not version.design["signature"]:
        return ()
    meaning = version.design["meaning"] or _("This is what I found.")
    return (
        Field(
            name="password",
            label=_("Your password, as signature: “%s”") % meaning,
            type="password",
            autocomplete="current-password",
            errors=(errors["password"],) if "password" in errors else (),
        ),
    )


def sign(place: Place, version: FormVersion) -> str:
    """The password entered again, checked and rate-limited as at sign-in. "" where none is asked or none was typed; Refusal for a wrong one."""
    request = place.request
    if not version.design["signature"] or not request.POST.get("password"):
        return ""
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        raise Refusal("form.too-many-tries", _("Too many tries. Wait a minute."), field="password")
    if not ReauthenticateForm(request.POST, user=request.user).is_valid():
        raise Refusal("form.wrong-password", _("This is not your password."), field="password")
    return "password"
