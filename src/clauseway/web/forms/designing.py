"""Making a form without code: its name and keeping, its fields one by one, its rules, what it states; then it is put in use."""

import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clauseway.catalogue.vocabulary import Word, vocabulary
from clauseway.documents import forms as operations
from clauseway.documents.form_queries import get_form
from clauseway.documents.form_templates import templates
from clauseway.documents.models import Form
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Refusal
from clauseway.organization.policies import require
from clauseway.processes.queries.flows import live_processes
from clauseway.rules import forms as rule
from clauseway.web.components import Field, Link
from clauseway.web.forms.filling import CURRENT, crumbs
from clauseway.web.forms.wording import kind_labels, word_labels
from clauseway.web.frame import Place, in_system, say_refusal
from clauseway.web.people.picking import Picker, picker
from clauseway.web.posted import Errors, FormPage, Typed, answer, options, wrong


def address(place: Place, form: Form, more: str = "") -> str:
    return f"{place.base}/forms/{form.id}/{more}"


def _form(place: Place, blank: uuid.UUID) -> Form:
    require(place.context, operations.MAY_DESIGN)
    assert place.system is not None
    return get_form(place.context, place.system.id, blank)


def _version(place: Place, form: Form) -> int:
    """The version the page was made from; the form's own when the page did not say."""
    given = place.request.POST.get("version", "")
    return int(given) if given.isdigit() and len(given) < 9 else form.version


def _hidden(form: Form) -> Field:
    return Field(name="version", label="", type="hidden", value=str(form.version))


def _head(
    typed: Typed, errors: Errors, place: Place, people: Picker, form: Form | None, years: int | None
) -> list[Field]:
    processes = [(str(one.id), one.name) for one in live_processes(place.context)]
    process = typed.text("process", str(form.process or "") if form else "")
    kept = str(form.retention_years or "") if form else str(years or "")
    return [
        Field(
            name="identifier",
            label=_("Identifier"),
            value=typed.text("identifier", form.identifier if form else ""),
            maxlength=40,
            errors=wrong(errors, "identifier"),
        ),
        Field(
            name="owner",
            label=_("Owner"),
            type="combo",
            options=people.options,
            value=typed.text("owner", people.label(form.owner_id if form else place.context.person)),
            errors=wrong(errors, "owner"),
        ),
        Field(name="process", label=_("Process"), type="select", options=options(processes, [process], _("none"))),
        Field(
            name="retention_years",
            label=_("Keep records for"),
            unit=_("years"),
            value=typed.text("retention_years", kept),
            help=_("Empty: for good. Counted from the day of the record."),
            errors=wrong(errors, "retention_years"),
        ),
    ]


def _values(typed: Typed, people: Picker) -> dict[str, Any]:
    return {
        "name": typed.text("name"),
        "identifier": typed.text("identifier"),
        "owner_id": people.find(typed.text("owner"), "owner"),
        "process": typed.identifier("process"),
        "retention_years": typed.whole("retention_years") if typed.text("retention_years").strip() else None,
    }


@in_system
def new(place: Place) -> HttpResponse:
    """Begin a form, empty or from one that ships (`template` in the address)."""
    require(place.context, operations.MAY_DESIGN)
    assert place.system is not None
    typed, people, system = Typed(place.request), picker(place.context), place.system.id
    template = templates().get(place.request.GET.get("template", ""))

    def build(errors: Errors) -> FormPage:
        value = typed.text("name", template.name if template else "")
        name = Field(
            name="name", label=_("Name"), required=True, value=value, maxlength=200, errors=wrong(errors, "name")
        )
        return FormPage(
            crumbs=crumbs(place),
            title=_("New form"),
            lead=template.about if template else _("What people call it. The fields come next."),
            fields=(name, *_head(typed, errors, place, people, None, template.retention_years if template else None)),
            submit=_("Begin"),
            cancel=f"{place.base}/forms/",
        )

    def act() -> str:
        made = operations.create_form(
            place.context, system, design=template.design if template else None, **_values(typed, people)
        )
        return address(place, made)

    return answer(place, build, act, said=_("Begun. Put it in use when it is ready."), current=CURRENT)


@in_system
def edit(place: Place, blank: uuid.UUID) -> HttpResponse:
    """What it is called, whose it is, how long records are kept, whether it is signed."""
    form, typed, people = _form(place, blank), Typed(place.request), picker(place.context)

    def build(errors: Errors) -> FormPage:
        value = typed.text("name", form.name)
        signed = typed.ticked("signature", bool(form.design.get("signature")))
        meaning = typed.text("meaning", str(form.design.get("meaning") or ""))
        return FormPage(
            crumbs=crumbs(place, Link(label=form.name, href=address(place, form))),
            title=_("Edit the form"),
            lead="",
            fields=(
                Field(
                    name="name",
                    label=_("Name"),
                    required=True,
                    value=value,
                    maxlength=200,
                    errors=wrong(errors, "name"),
                ),
                *_head(typed, errors, place, people, form, None),
                Field(
                    name="signature",
                    label=_("Handing in is a signature: the password is asked again"),
                    type="checkbox",
                    value="yes" if signed else "",
                    options=options([("yes", "")], ["yes"] if signed else []),
                ),
                Field(name="meaning", label=_("What the signature means"), value=meaning, maxlength=200),
                _hidden(form),
            ),
            submit=_("Keep"),
            cancel=address(place, form),
        )

    def act() -> str:
        changed = operations.change_form(
            place.context, form.id, version=_version(place, form), **_values(typed, people)
        )
        design = {**changed.design, "signature": typed.ticked("signature"), "meaning": typed.text("meaning")}
        operations.redesign(place.context, form.id, version=changed.version, design=design)
        return address(place, form)

    return answer(place, build, act, said=_("Kept."), current=CURRENT)


@in_system
def field(place: Place, blank: uuid.UUID) -> HttpResponse:
    """Add a field, or change the one named by `key` in the address."""
    form, typed = _form(place, blank), Typed(place.request)
    key = place.request.GET.get("key", "")
    fields = list(form.design.get("fields") or ())
    old: dict[str, Any] = next((one for one in fields if one["key"] == key), {})

    def act() -> str:
        made = _typed_field(typed, str(old.get("key") or _new_key(typed.text("label"), fields)))
        kept = [made if one is old else one for one in fields] if old else [*fields, made]
        day = form.design.get("on") or ""
        if typed.ticked("day"):
            day = made["key"]
        elif day == made["key"]:
            day = ""
        design = {**form.design, "fields": kept, "on": day}
        operations.redesign(place.context, form.id, version=_version(place, form), design=design)
        return address(place, form)

    def build(errors: Errors) -> FormPage:
        return FormPage(
            crumbs=crumbs(place, Link(label=form.name, href=address(place, form))),
            title=_("Edit the field") if old else _("Add a field"),
            lead=_("Only what its kind needs has to be filled in."),
            fields=(*_field_fields(typed, errors, old, bool(old) and form.design.get("on") == key), _hidden(form)),
            submit=_("Keep"),
            cancel=address(place, form),
        )

    return answer(place, build, act, said=_("Kept in the design."), current=CURRENT)


def _new_key(label: str, fields: list[dict[str, Any]]) -> str:
    base = re.sub(r"[^a-z0-9]+", "_", fold(label)).strip("_")[:30] or "field"
    base = base if base[0].isalpha() else f"f_{base}"
    taken = {one["key"] for one in fields} | {"reason", "password", "version", "draft", "once"}
    return next(k for k in (base, *(f"{base}_{n}" for n in range(2, 99))) if k not in taken)


def _typed_field(typed: Typed, key: str) -> dict[str, Any]:
    if not typed.text("label").strip():
        raise Refusal("form.label-missing", _("Say what is asked."), field="label")
    made: dict[str, Any] = {"key": key, "label": typed.text("label").strip()[:120], "kind": typed.text("kind")}
    made["required"] = typed.ticked("required") or typed.ticked("day")
    if typed.text("help").strip():
        made["help"] = typed.text("help").strip()[:200]
    if made["kind"] == "choice":
        made["options"] = [line.strip()[:80] for line in typed.text("options").splitlines() if line.strip()]
    if made["kind"] == "number":
        made["unit"] = typed.text("unit").strip()[:20]
        made |= {n: t.replace(",", ".") for n in ("least", "most", "low", "high") if (t := typed.text(n).strip())}
    if made["kind"] == "subject":
        made["subject"] = typed.text("subject")
    return made


def _field_fields(typed: Typed, errors: Errors, old: Mapping[str, Any], day: bool) -> tuple[Field, ...]:
    def text(name: str, label: str, **more: Any) -> Field:
        return Field(
            name=name, label=label, value=typed.text(name, str(old.get(name) or "")), errors=wrong(errors, name), **more
        )

    kind = typed.text("kind", str(old.get("kind") or "text"))
    subject = typed.text("subject", str(old.get("subject") or ""))
    kinds = sorted(((k.name, k.label) for k in vocabulary().subjects.values()), key=lambda pair: fold(pair[1]))
    lines = typed.text("options", "\n".join(old.get("options") or ()))
    required, is_day = typed.ticked("required", bool(old.get("required"))), typed.ticked("day", day)
    told = tuple(errors[name] for name in (str(old.get("key") or ""),) if name and name in errors)
    return (
        text("label", _("What is asked"), required=True, maxlength=120),
        Field(
            name="kind",
            label=_("Kind"),
            type="select",
            options=options(list(kind_labels().items()), [kind]),
            errors=told,
        ),
        _tick("required", _("Must be filled in"), required),
        text("help", _("Help below it"), maxlength=200),
        Field(name="options", label=_("Options of a choice, one a line"), type="textarea", rows=4, value=lines),
        text("unit", _("Unit of a number"), maxlength=20),
        text("least", _("Smallest number that can be entered")),
        text("most", _("Largest number that can be entered")),
        text("low", _("In order from")),
        text("high", _("In order up to"), help=_("A number outside is kept all the same, and shown as outside.")),
        Field(
            name="subject", label=_("Population to choose from"), type="select", options=options(kinds, [subject], "")
        ),
        _tick("day", _("This date is the day of the record"), is_day),
    )


def _tick(name: str, label: str, ticked: bool) -> Field:
    return Field(
        name=name,
        label=label,
        type="checkbox",
        value="yes" if ticked else "",
        options=options([("yes", "")], ["yes"] if ticked else []),
    )


@require_POST
@in_system
def change_field(place: Place, blank: uuid.UUID) -> HttpResponse:
    """Move a field up (`do=up`) or take it out (`do=remove`)."""
    form, key = _form(place, blank), place.request.GET.get("key", "")
    fields = list(form.design.get("fields") or ())
    at = next((i for i, one in enumerate(fields) if one["key"] == key), -1)
    if at >= 0 and place.request.GET.get("do") == "remove":
        del fields[at]
    elif at > 0:
        fields[at - 1], fields[at] = fields[at], fields[at - 1]
    day = form.design.get("on") if any(one["key"] == form.design.get("on") for one in fields) else ""
    return _kept(place, form, {**form.design, "fields": fields, "on": day})


def _kept(place: Place, form: Form, design: Mapping[str, Any]) -> HttpResponse:
    try:
        operations.redesign(place.context, form.id, version=_version(place, form), design=design)
    except Refusal as refusal:
        say_refusal(place, refusal)
    return HttpResponseRedirect(address(place, form))


LINES = ("1", "2", "3")


@in_system
def add_rule(place: Place, blank: uuid.UUID) -> HttpResponse:
    """Add a rule: up to three comparisons, joined by all or any, and the field that is needed then."""
    form, typed = _form(place, blank), Typed(place.request)
    fields = rule.fields_of(form.design.get("fields") or ())
    named = [(key, one.label) for key, one in fields.items()]

    def act() -> str:
        parts = [_comparison(typed, n, fields) for n in LINES if typed.text(f"field{n}")]
        when = (
            parts[0]
            if len(parts) == 1
            else {typed.text("joint") if typed.text("joint") in ("all", "any") else "all": parts}
        )
        made = {"when": when, "need": [one for one in typed.several("need") if one]}
        design = {**form.design, "rules": [*(form.design.get("rules") or ()), made]}
        operations.redesign(place.context, form.id, version=_version(place, form), design=design)
        return address(place, form)

    return answer(
        place,
        lambda errors: _rule_page(place, form, typed, named, errors),
        act,
        said=_("Kept in the design."),
        current=CURRENT,
    )


def _rule_page(place: Place, form: Form, typed: Typed, named: Sequence[tuple[str, str]], errors: Errors) -> FormPage:
    loose = tuple(text for name, text in errors.items() if name)
    joints = [("all", _("all of them hold")), ("any", _("one of them holds"))]
    return FormPage(
        crumbs=crumbs(place, Link(label=form.name, href=address(place, form))),
        title=_("Add a rule"),
        lead=_("When an answer makes another one necessary. A rule that never can hold is refused."),
        fields=(
            *_comparisons(typed, named),
            Field(
                name="joint",
                label=_("The rule holds when"),
                type="radio",
                options=options(joints, [typed.text("joint", "all")]),
            ),
            Field(
                name="need",
                label=_("Then this is needed"),
                type="select",
                options=options(named, typed.several("need"), ""),
                errors=loose,
            ),
            _hidden(form),
        ),
        submit=_("Keep"),
        cancel=address(place, form),
    )


def _comparisons(typed: Typed, named: Sequence[tuple[str, str]]) -> list[Field]:
    """Three comparisons: field, word, value."""
    rows: list[Field] = []
    for n in LINES:
        label = _("When") if n == "1" else _("and / or when")
        rows += [
            Field(name=f"field{n}", label=label, type="select", options=options(named, [typed.text(f"field{n}")], "")),
            Field(
                name=f"word{n}",
                label=_("is compared"),
                type="select",
                options=options(list(word_labels().items()), [typed.text(f"word{n}")], ""),
            ),
            Field(
                name=f"value{n}",
                label=_("with"),
                value=typed.text(f"value{n}"),
                help=_("An option, a number, yes or no; nothing for filled, empty, inside, outside."),
            ),
        ]
    return rows


def _comparison(typed: Typed, n: str, fields: Mapping[str, rule.Field]) -> dict[str, Any]:
    key, word, value = typed.text(f"field{n}"), typed.text(f"word{n}"), typed.text(f"value{n}").strip()
    one = fields.get(key)
    given: Any = value
    if one is not None and one.kind == "yesno" and word == "is":
        said = fold(value)
        given = True if said in ("yes", fold(_("Yes"))) else False if said in ("no", fold(_("No"))) else value
    if one is not None and one.kind == "choice":
        given = next((option for option in one.options if fold(option) == fold(value)), value)
    return {"field": key, word: True if word in (*rule.PRESENCE, *rule.LIMITS) else given}


@require_POST
@in_system
def remove_rule(place: Place, blank: uuid.UUID) -> HttpResponse:
    """Take a rule out (`rule` in the address is its position)."""
    form, at = _form(place, blank), place.request.GET.get("rule", "")
    kept = [one for i, one in enumerate(form.design.get("rules") or ()) if str(i) != at]
    return _kept(place, form, {**form.design, "rules": kept})


@in_system
def states(place: Place, blank: uuid.UUID) -> HttpResponse:
    """Which word a filled form states, and which field carries what (`word` in the address chooses another)."""
    form, typed = _form(place, blank), Typed(place.request)
    now = dict(form.design.get("states") or {})
    asked = place.request.GET.get("word", str(now.get("word") or ""))
    word = vocabulary().words.get(asked)
    known = rule.fields_of(form.design.get("fields") or ())

    def act() -> str:
        chosen = typed.text("word")
        if chosen != asked:
            return address(place, form, f"states/?word={chosen}") if chosen else _write(place, form, {})
        return _write(place, form, _typed_states(typed, word, now))

    def build(errors: Errors) -> FormPage:
        return FormPage(
            crumbs=crumbs(place, Link(label=form.name, href=address(place, form))),
            title=_("What a filled form states"),
            lead=_(
                "The judge reads it like a record filed by hand. What decides it must be asked by a required field."
            ),
            fields=(
                _word_field(typed, errors, asked),
                *(_carriers(typed, errors, word, now, known) if word else ()),
                _hidden(form),
            ),
            submit=_("Keep"),
            cancel=address(place, form),
        )

    return answer(place, build, act, said=_("Kept in the design."), current=CURRENT)


def _write(place: Place, form: Form, made: Mapping[str, Any]) -> str:
    design = {**form.design, "states": dict(made)}
    operations.redesign(place.context, form.id, version=_version(place, form), design=design)
    return address(place, form)


def _typed_states(typed: Typed, word: Word | None, now: Mapping[str, Any]) -> dict[str, Any]:
    if word is None:
        return {}
    facets = {name: given for name in word.fields if (given := typed.text(f"facet-{name}"))}
    made: dict[str, Any] = {"word": word.name, "facets": facets}
    made |= {role: given for role in ("subject", "statement", "proof") if (given := typed.text(role))}
    if word.name == now.get("word"):
        made |= {key: now[key] for key in ("when", "standards") if key in now}
    return made


def _word_field(typed: Typed, errors: Errors, asked: str) -> Field:
    words = [
        w
        for w in vocabulary().words.values()
        if "record" in w.by and not w.of_requirement and w.name != "population.none"
    ]
    pairs = sorted(((w.name, w.label) for w in words), key=lambda pair: fold(pair[1]))
    chosen = options(pairs, [typed.text("word", asked)], _("nothing: a record only"))
    help_ = _("Choose another and keep, then its details are asked here.")
    return Field(
        name="word",
        label=_("A filled form states"),
        type="select",
        options=chosen,
        help=help_,
        errors=wrong(errors, "word"),
    )


def _carriers(
    typed: Typed, errors: Errors, word: Word, now: Mapping[str, Any], known: Mapping[str, rule.Field]
) -> list[Field]:
    facets = now.get("facets") or {}

    def choose(name: str, label: str, kinds: tuple[str, ...], value: str, key: str) -> Field:
        pairs = [(k, one.label) for k, one in known.items() if one.kind in kinds]
        return Field(
            name=name,
            label=label,
            type="select",
            options=options(pairs, [typed.text(name, value)], ""),
            errors=wrong(errors, key),
        )

    every = tuple(k for k in rule.KINDS if k not in ("file", "person", "subject"))
    made = [
        choose(f"facet-{name}", one.label, every, str(facets.get(name) or ""), name)
        for name, one in word.fields.items()
    ]
    if word.subject:
        label = vocabulary().subjects[word.subject].label
        made.append(choose("subject", label, ("subject", "person"), str(now.get("subject") or ""), "subject"))
    made.append(
        choose("statement", _("What was observed"), ("text", "long"), str(now.get("statement") or ""), "statement")
    )
    made.append(choose("proof", _("Proof"), ("file",), str(now.get("proof") or ""), "proof"))
    return made


@in_system
def use(place: Place, blank: uuid.UUID) -> HttpResponse:
    """Put the design in use as a new version."""
    form, typed = _form(place, blank), Typed(place.request)

    def act() -> str:
        operations.put_in_use(place.context, form.id, version=_version(place, form), note=typed.text("note"))
        return address(place, form)

    def build(errors: Errors) -> FormPage:
        note = Field(
            name="note", label=_("What changed"), value=typed.text("note"), maxlength=200, errors=wrong(errors, "note")
        )
        return FormPage(
            crumbs=crumbs(place, Link(label=form.name, href=address(place, form))),
            title=_("Put version %d in use") % (form.current + 1),
            lead=_("From now on people fill in this one. Records keep the version they were filled in with."),
            fields=(note, _hidden(form)),
            submit=_("Put in use"),
            cancel=address(place, form),
        )

    return answer(place, build, act, said=_("In use."), current=CURRENT)


@require_POST
@in_system
def retire(place: Place, blank: uuid.UUID) -> HttpResponse:
    """Nobody fills it in any more."""
    form = _form(place, blank)
    try:
        operations.retire_form(place.context, form.id, version=_version(place, form))
    except Refusal as refusal:
        say_refusal(place, refusal)
    return HttpResponseRedirect(address(place, form))
