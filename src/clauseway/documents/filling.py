"""Filling in forms: a draft while it is typed, then a record that nobody changes any more; a mistake is corrected by a further record.

A form that names a word files the fact when it is handed in. The person who filled it in needs no right of their own to file facts: whoever put the form
in use had it, and settled which answers state what. A draft files nothing.
"""

import dataclasses
import hashlib
import json
import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from clauseway.documents.form_wording import sentence
from clauseway.documents.forms import MAY_DESIGN, locked
from clauseway.documents.models import Form, FormContent, FormEntry, FormVersion
from clauseway.evidence.models import Item, Subject
from clauseway.evidence.operations import Fact, file_record, withdraw_record
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Conflict, Forbidden, NotFound, Refusal
from clauseway.kernel.work import operation
from clauseway.organization.models import Person
from clauseway.organization.policies import may, require
from clauseway.rules import forms as rule

MAY_FILL = "actions.own"
Typed = Mapping[str, str]


class NotAccepted(Refusal):
    """What was filled in is not accepted; `details["problems"]` holds a sentence by field."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        first = next(iter(problems))
        super().__init__("form.not-accepted", problems[first], field=first, details={"problems": dict(problems)})


@dataclasses.dataclass(frozen=True, slots=True)
class Filled:
    """What was read from a filled form: values as they are kept, names of what they refer to, the day, and whether a number broke its limits."""

    values: dict[str, Any]
    names: dict[str, str]
    read: dict[str, Any]
    on: date
    outside: bool


@operation
def keep_draft(context: Context, form: uuid.UUID, *, typed: Typed, entry: uuid.UUID | None = None) -> FormEntry:
    """Keep what was typed so far, however incomplete. It is its author's alone and shows nothing."""
    require(context, MAY_FILL)
    version = _in_use(locked(form))
    found = _draft(context, entry, form)
    kept = {key: str(typed[key])[:4000] for key in _keys(version) if typed.get(key)}
    if found is None:
        found = FormEntry.objects.create(
            organization_id=context.require_organization(),
            form_id=form,
            form_version=version,
            system_id=version.form.system_id,
            on=context.today,
            filled_by_id=context.person,
        )
        FormContent.objects.create(organization_id=found.organization_id, entry=found, values=kept)
    else:
        FormEntry.objects.filter(id=found.id).update(form_version=version)
        FormContent.objects.filter(entry=found).update(values=kept)
    return found


@operation
def drop_draft(context: Context, entry: uuid.UUID) -> None:
    """Throw away a draft of one's own."""
    require(context, MAY_FILL)
    found = _draft(context, entry, None)
    assert found is not None
    FormContent.objects.filter(entry=found).delete()
    found.delete()


@operation
def hand_in(
    context: Context,
    form: uuid.UUID,
    *,
    typed: Typed,
    number: int = 0,
    entry: uuid.UUID | None = None,
    signature: str = "",
) -> FormEntry:
    """Put a filled form on record and file the fact it states. From here on nobody changes it.

    `number` is the version of the form that was shown (0: whichever is in use); Conflict when another is in use now. `signature` tells how the person
    showed who they are (password), where the form asks a signature. NotAccepted with a sentence by field.
    """
    require(context, MAY_FILL)
    found = locked(form)
    version = _in_use(found)
    if number and number != version.number:
        raise Conflict(
            "form.new-version", _("This form was changed meanwhile. What you typed is kept; look at it again.")
        )
    draft = _draft(context, entry, form)
    filled = _read(context, version, typed)
    _signed(version, signature)
    if draft is not None:
        FormContent.objects.filter(entry=draft).delete()
        draft.delete()
    return _put_on_record(context, found, version, filled, signature)


@operation
def correct_entry(context: Context, entry: uuid.UUID, *, typed: Typed, reason: str, signature: str = "") -> FormEntry:
    """Correct a record by a further one that names it, with the reason. The old one stays readable; its fact is withdrawn and the new one is filed."""
    require(context, MAY_FILL)
    old = FormEntry.objects.select_for_update(of=("self",)).filter(id=entry).first()
    if old is None or old.state == "draft":
        raise NotFound("entry.not-found", _("There is no such record."))
    if (old.filled_by_id is None or old.filled_by_id != context.person) and not may(context, MAY_DESIGN):
        raise Forbidden("entry.not-yours", _("Only who filled it in, or who files records, corrects it."))
    if old.state == "corrected":
        raise Conflict("entry.corrected", _("It was corrected already; correct the newest one."))
    if old.state == "disposed" or old.disposal_id is not None:
        raise Refusal("entry.in-disposal", _("It is being disposed of, or was."))
    if not reason.strip():
        raise Refusal("entry.reason-missing", _("Say what was wrong."), field="reason")
    form, version = locked(old.form_id), FormVersion.objects.select_related("form").get(id=old.form_version_id)
    filled = _read(context, version, typed)
    _signed(version, signature)
    same = FormContent.objects.filter(entry=old, values=filled.values).exists()
    if same:
        raise Refusal("entry.unchanged", _("Nothing is different from the record it corrects."), field="reason")
    if old.record_id is not None and old.record is not None and not old.record.ended_how:
        withdraw_record(lent(context), old.record_id, reason=_("Corrected: %s") % reason.strip())
    FormEntry.objects.filter(id=old.id).update(state="corrected")
    return _put_on_record(context, form, version, filled, signature, corrects=old, correction=reason.strip())


def _put_on_record(
    context: Context, form: Form, version: FormVersion, filled: Filled, signature: str, **more: Any
) -> FormEntry:
    form.last_number += 1
    form.last_on = max(filled.on, form.last_on or filled.on)
    Form.objects.filter(id=form.id).update(last_number=form.last_number, last_on=form.last_on)
    made = FormEntry.objects.create(
        organization_id=form.organization_id,
        form=form,
        form_version=version,
        system_id=form.system_id,
        number=form.last_number,
        state="final",
        on=filled.on,
        filled_by_id=context.person,
        filled_at=context.now,
        signed=signature[:20] if version.design["signature"] else "",
        meaning=version.design["meaning"] if version.design["signature"] else "",
        digest=digest(filled.values, filled.names),
        outside=filled.outside,
        record_id=_file(context, form, version, filled),
        retain_until=_years_after(filled.on, form.retention_years),
        **more,
    )
    text = " ".join(
        str(filled.names.get(key, value)) for key, value in filled.values.items() if not isinstance(value, bool)
    )
    FormContent.objects.create(
        organization_id=form.organization_id, entry=made, values=filled.values, names=filled.names, fold=fold(text)
    )
    return made


def digest(values: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """SHA-256 over what was filled in, as it stands on certificates."""
    text = json.dumps({"values": values, "names": names}, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _in_use(form: Form) -> FormVersion:
    if form.retired_on is not None or not form.current:
        raise Refusal("form.not-in-use", _("This form is not in use."))
    return FormVersion.objects.select_related("form").get(form=form, number=form.current)


def _draft(context: Context, entry: uuid.UUID | None, form: uuid.UUID | None) -> FormEntry | None:
    if entry is None:
        return None
    rows = FormEntry.objects.select_for_update().filter(id=entry, state="draft", filled_by_id=context.person)
    found = (rows.filter(form_id=form) if form else rows).first()
    if found is None:
        raise NotFound("entry.not-found", _("There is no such draft."))
    return found


def _keys(version: FormVersion) -> list[str]:
    return [field["key"] for field in version.design["fields"]]


def _signed(version: FormVersion, signature: str) -> None:
    if version.design["signature"] and not signature:
        raise Refusal("form.signature-missing", _("This form is signed: enter your password."), field="password")


def _read(context: Context, version: FormVersion, typed: Typed) -> Filled:
    fields = rule.fields_of(version.design["fields"])
    problems: dict[str, str] = {}
    values: dict[str, Any] = {}
    for key, field in fields.items():
        try:
            values[key] = rule.read(field, str(typed.get(key, "")))
        except rule.Malformed as told:
            problems[key] = sentence(told.problem, fields)
    names = _names(fields, values, problems)
    for problem in rule.check(fields, rule.rules_of(version.design["rules"], fields), values):
        problems.setdefault(problem.field, sentence(problem, fields))
    day = version.design.get("on") or ""
    on = values.get(day) or context.today
    if on > context.today and day not in problems:
        problems[day] = _("A record states what happened; this date is still to come.")
    if problems:
        raise NotAccepted({key: problems[key] for key in [*fields, ""] if key in problems})
    given = {key: value for key, value in values.items() if value is not None}
    numbers = [(fields[key], value) for key, value in given.items() if fields[key].kind == "number"]
    outside = any(not rule.inside(field, value) for field, value in numbers)
    return Filled({key: rule.stored(value) for key, value in given.items()}, names, given, on, outside)


def _names(fields: Mapping[str, rule.Field], values: Mapping[str, Any], problems: dict[str, str]) -> dict[str, str]:
    """How the persons, subjects and files referred to are called now; what refers to nobody is a problem."""
    wanted = {
        key: str(values[key]) for key in fields if values.get(key) and fields[key].kind in ("person", "subject", "file")
    }
    if not wanted:
        return {}
    ids = [found for text in wanted.values() if (found := _as_uuid(text))]
    people = {str(key): name for key, name in Person.objects.filter(id__in=ids).values_list("id", "name")}
    items = {str(key): name for key, name in Item.objects.filter(id__in=ids).values_list("id", "name")}
    rows = Subject.objects.filter(ref__in=wanted.values(), superseded_at=None).values_list("kind", "ref", "name")
    subjects = {(kind, ref): name for kind, ref, name in rows}
    names: dict[str, str] = {}
    for key, text in wanted.items():
        field = fields[key]
        known = {"person": people.get(text), "file": items.get(text)}.get(
            field.kind, subjects.get((field.subject, text))
        )
        if known is None:
            problems[key] = _("“%s” was not found; choose one of the list.") % text[:60]
        else:
            names[key] = known
    return names


def _as_uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def lent(context: Context) -> Context:
    """The same person, with the right to file that whoever put the form in use lent to it."""
    return dataclasses.replace(context, roles=context.roles | {"system"})


def _file(context: Context, form: Form, version: FormVersion, filled: Filled) -> uuid.UUID | None:
    """File what the form states, where it states something and its condition holds."""
    states = version.design["states"]
    if not states:
        return None
    fields = rule.fields_of(version.design["fields"])
    if states.get("when") and not rule.holds(rule.condition_of(states["when"], fields), fields, filled.read):
        return None
    facets = {name: _facet(filled, key) for name, key in (states.get("facets") or {}).items() if key in filled.read}
    proof = filled.read.get(states.get("proof") or "")
    fact = Fact(
        str(states["word"]),
        filled.on,
        system=form.system_id,
        subject_ref=str(filled.read.get(states.get("subject") or "", "")),
        facets=facets,
        standards=tuple(states.get("standards") or ()),
        statement=str(filled.read.get(states.get("statement") or "", "")),
        item=uuid.UUID(str(proof)) if proof else None,
        performed_by=context.person,
    )
    try:
        return file_record(lent(context), fact).id
    except Refusal as refusal:
        there = {
            "on": version.design.get("on"),
            "subject_ref": states.get("subject"),
            "statement": states.get("statement"),
        }
        key = (states.get("facets") or {}).get(refusal.field) or there.get(refusal.field) or ""
        raise NotAccepted({key: refusal.message}) from None


def _facet(filled: Filled, key: str) -> Any:
    value = filled.read[key]
    return value if isinstance(value, bool) else str(filled.names.get(key, value))[:400]


def _years_after(day: date, years: int | None) -> date | None:
    if years is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)
