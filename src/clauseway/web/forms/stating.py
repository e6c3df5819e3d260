"""What a filled form states: the word of the vocabulary, and which field carries what of it."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from clauseway.catalogue.vocabulary import Word, vocabulary
from clauseway.documents import forms as operations
from clauseway.documents.models import Form
from clauseway.kernel.folding import fold
from clauseway.rules import forms as rule
from clauseway.web.components import Field, Link
from clauseway.web.forms.designing import address, blank_of, hidden_version, seen_version
from clauseway.web.forms.filling import CURRENT, crumbs
from clauseway.web.frame import Place, in_system
from clauseway.web.posted import Errors, FormPage, Typed, answer, options, wrong


@in_system
def states(place: Place, blank: uuid.UUID) -> HttpResponse:
    """Which word a filled form states, and which field carries what (`word` in the address chooses another)."""
    form, typed = blank_of(place, blank), Typed(place.request)
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
                hidden_version(form),
            ),
            submit=_("Keep"),
            cancel=address(place, form),
        )

    return answer(place, build, act, said=_("Kept in the design."), current=CURRENT)


def _write(place: Place, form: Form, made: Mapping[str, Any]) -> str:
    design = {**form.design, "states": dict(made)}
    operations.redesign(place.context, form.id, version=seen_version(place, form), design=design)
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
