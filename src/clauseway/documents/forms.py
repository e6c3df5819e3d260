"""Making forms: a design is worked on, then put in use as a new version; records keep the version they were filled in with."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from clauseway.catalogue.vocabulary import Word, vocabulary
from clauseway.documents.form_wording import sentence
from clauseway.documents.models import Form, FormVersion
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.readonly import own_copy
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.kernel.work import operation
from clauseway.organization.operations import index
from clauseway.organization.policies import require
from clauseway.rules import forms as rule
from clauseway.systems.models import System

MAY_DESIGN = "evidence.file"
"""Whoever makes a form lets others state its word, so they need the right to state it themselves."""
EDITABLE = ("name", "identifier", "owner_id", "process", "retention_years")
MOST_FIELDS, MOST_RULES = 60, 40
EMPTY: Mapping[str, Any] = {"fields": [], "rules": [], "on": "", "signature": False, "meaning": "", "states": {}}


@operation
def create_form(
    context: Context,
    system: uuid.UUID,
    *,
    name: str,
    identifier: str = "",
    owner_id: uuid.UUID | None = None,
    process: uuid.UUID | None = None,
    retention_years: int | None = None,
    design: Mapping[str, Any] | None = None,
) -> Form:
    """Begin a form, empty or from a design (a template's). Nobody fills it in before it is put in use. `retention_years` None: kept for good."""
    require(context, MAY_DESIGN)
    if not System.objects.filter(id=system).exists():
        raise NotFound("system.not-found", _("There is no such management system."))
    form = Form(
        organization_id=context.require_organization(),
        system_id=system,
        name=name,
        identifier=identifier,
        owner_id=owner_id,
        process=process,
        retention_years=retention_years,
        design=checked(design or EMPTY),
    )
    _save(context, form)
    return form


@operation
def change_form(context: Context, form: uuid.UUID, *, version: int, **values: Any) -> Form:
    """Change what a form is called, who owns it, where it belongs or how long its records are kept (those already there keep their term)."""
    require(context, MAY_DESIGN)
    found = locked(form, version)
    for name in EDITABLE:
        if name in values:
            setattr(found, name, values[name])
    found.version += 1
    _save(context, found)
    return found


@operation
def redesign(context: Context, form: uuid.UUID, *, version: int, design: Mapping[str, Any]) -> Form:
    """Keep a changed design. Refuses a field or rule that makes no sense, and a rule that never can hold, with the reason."""
    require(context, MAY_DESIGN)
    found = locked(form, version)
    found.design = checked(design)
    found.version += 1
    found.save()
    return found


@operation
def put_in_use(context: Context, form: uuid.UUID, *, version: int, note: str = "") -> FormVersion:
    """Make the design a new version: from now on people fill in this one. Refuses an empty form, one without change, a word its fields do not carry."""
    require(context, MAY_DESIGN)
    found = locked(form, version)
    design = checked(found.design)
    if not design["fields"]:
        raise Refusal("form.empty", _("A form needs at least one field."), field="fields")
    before = FormVersion.objects.filter(form=found, number=found.current).first()
    if before is not None and before.design == design:
        raise Refusal("form.unchanged", _("Nothing changed since the version in use."), field="note")
    _check_states(design, complete=True)
    made = FormVersion.objects.create(
        organization_id=found.organization_id,
        form=found,
        number=found.current + 1,
        design=design,
        note=note.strip(),
        made_by_id=context.person,
    )
    found.current, found.retired_on = made.number, None
    found.version += 1
    found.save()
    return made


@operation
def retire_form(context: Context, form: uuid.UUID, *, version: int) -> Form:
    """Say that nobody fills it in any more. Its records stay; a new version brings it back."""
    require(context, MAY_DESIGN)
    found = locked(form, version)
    if found.retired_on is not None:
        raise Refusal("form.retired", _("It is out of use already."))
    found.retired_on = context.today
    found.version += 1
    found.save()
    return found


def locked(form: uuid.UUID, version: int | None = None) -> Form:
    """The form, locked; NotFound, or Conflict when somebody changed it since `version`."""
    found = Form.objects.select_for_update().filter(id=form).first()
    if found is None:
        raise NotFound("form.not-found", _("There is no such form."))
    if version is not None and found.version != version:
        raise Conflict(
            "form.changed", _("Somebody else changed this form meanwhile."), details={"version": found.version}
        )
    return found


def _save(context: Context, form: Form) -> None:
    form.name, form.identifier = form.name.strip()[:200], form.identifier.strip()[:40]
    if not form.name:
        raise Refusal("form.name-missing", _("Give the form a name."), field="name")
    form.fold = fold(form.name)
    others = Form.objects.filter(system_id=form.system_id).exclude(id=form.id)
    if others.filter(fold=form.fold).exists():
        raise Refusal("form.exists", _("There is a form of this name already."), field="name")
    if form.identifier and others.filter(identifier__iexact=form.identifier).exists():
        raise Refusal("form.identifier-taken", _("Another form has this identifier."), field="identifier")
    if form.retention_years is not None and not 0 < form.retention_years <= 100:
        raise Refusal("form.retention", _("Records are kept for 1 to 100 years, or for good."), field="retention_years")
    form.save()
    index(
        context,
        kind="form",
        reference=str(form.id),
        title=form.name,
        path=f"forms/{form.id}/",
        detail=form.identifier,
    )


def checked(design: Mapping[str, Any]) -> dict[str, Any]:
    """The design as it is kept, or a Refusal that says which field or rule makes no sense and why."""
    design = own_copy(design)
    fields, rules = list(design.get("fields") or ()), list(design.get("rules") or ())
    if len(fields) > MOST_FIELDS or len(rules) > MOST_RULES:
        raise Refusal("form.too-large", _("A form has at most 60 fields and 40 rules; make two forms of it."))
    known: dict[str, rule.Field] = {}
    try:
        known = rule.fields_of(fields)
        rule.rules_of(rules, known)
    except rule.Malformed as told:
        raise Refusal(f"form.{told.problem.code}", sentence(told.problem, known), field=told.problem.field) from None
    for field in known.values():
        if field.kind == "subject" and field.subject not in vocabulary().subjects:
            raise Refusal("form.subject", _("There is no such population: %s.") % field.subject, field=field.key)
    day = str(design.get("on") or "")
    if day and (day not in known or known[day].kind != "date" or not known[day].required):
        raise Refusal("form.day", _("The day of a record is asked by a required field for a date."), field="on")
    made = {
        "fields": fields,
        "rules": rules,
        "on": day,
        "signature": bool(design.get("signature")),
        "meaning": str(design.get("meaning") or "").strip()[:200],
        "states": dict(design.get("states") or {}),
    }
    _check_states(made, complete=False)
    return made


def _check_states(design: Mapping[str, Any], *, complete: bool) -> None:
    """What the form states in a word must be carried by its fields: nobody may state by a form what they could not state by hand."""
    states = design["states"]
    if not states:
        return
    word = vocabulary().words.get(str(states.get("word", "")))
    if word is None or "record" not in word.by or word.of_requirement or word.name == "population.none":
        raise Refusal("form.word", _("A form cannot state this."), field="word")
    fields = rule.fields_of(design["fields"])
    for facet, key in (states.get("facets") or {}).items():
        _check_facet(word, str(facet), fields.get(str(key)))
    for role, kinds in (
        ("subject", ("subject", "person")),
        ("statement", ("text", "long")),
        ("proof", ("file",)),
    ):
        key = states.get(role)
        if key and (key not in fields or fields[key].kind not in kinds):
            raise Refusal("form.word-field", _("This field cannot carry that."), field=role)
    if states.get("when"):
        try:
            condition = rule.condition_of(states["when"], fields)
            if rule.witness(condition, fields) is None:
                raise rule.Malformed("", "never-holds")
        except rule.Malformed as told:
            raise Refusal(f"form.{told.problem.code}", sentence(told.problem, fields), field="when") from None
    if complete:
        _complete(word, states, fields)


def _check_facet(word: Word, facet: str, field: rule.Field | None) -> None:
    wanted = word.fields.get(facet)
    if wanted is None or field is None:
        raise Refusal(
            "form.facet", _("“%(word)s” has no detail “%(name)s”.") % {"word": word.label, "name": facet}, field=facet
        )
    kinds = {"choice": ("choice",), "yesno": ("yesno",)}.get(wanted.type, ("text", "long", "number", "date", "choice"))
    if field.kind not in kinds:
        raise Refusal("form.facet-kind", _("“%s” cannot carry this detail.") % field.label, field=facet)
    if wanted.type == "choice" and (other := set(field.options) - set(wanted.options)):
        text = _("“%(option)s” is none of: %(options)s.")
        values = {"option": sorted(other)[0], "options": ", ".join(wanted.options)}
        raise Refusal("form.facet-options", text % values, field=facet)


def _complete(word: Word, states: Mapping[str, Any], fields: Mapping[str, rule.Field]) -> None:
    """What decides whether the fact speaks for or against must be asked, and must be answered."""
    facets = states.get("facets") or {}
    for name in sorted(word.deciding):
        if name not in facets or not fields[facets[name]].required:
            text = _("“%(word)s” is decided by “%(detail)s”: a required field must ask it.")
            raise Refusal(
                "form.facet-missing", text % {"word": word.label, "detail": word.fields[name].label}, field=name
            )
    subject = fields.get(str(states.get("subject") or ""))
    if word.subject and (word.stance > 0 or subject is not None):
        fits = subject is not None and (subject.subject or "person") == word.subject and subject.required
        if not fits:
            kind = vocabulary().subjects[word.subject].label
            raise Refusal(
                "form.word-subject", _("A required field must ask which %s it is about.") % kind, field="subject"
            )
    statement = fields.get(str(states.get("statement") or ""))
    if word.stance < 0 and (statement is None or not statement.required):
        raise Refusal("form.word-statement", _("A required field must say what was observed."), field="statement")
