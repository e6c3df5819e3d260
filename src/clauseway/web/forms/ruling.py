"""The rules of a form being made: when an answer makes another one necessary."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clauseway.documents import forms as operations
from clauseway.documents.models import Form
from clauseway.kernel.folding import fold
from clauseway.rules import forms as rule
from clauseway.web.components import Field, Link
from clauseway.web.forms.designing import address, blank_of, hidden_version, keep_design, seen_version
from clauseway.web.forms.filling import CURRENT, crumbs
from clauseway.web.forms.wording import word_labels
from clauseway.web.frame import Place, in_system
from clauseway.web.posted import Errors, FormPage, Typed, answer, options

LINES = ("1", "2", "3")


@in_system
def add_rule(place: Place, blank: uuid.UUID) -> HttpResponse:
    """Add a rule: up to three comparisons, joined by all or any, and the field that is needed then."""
    form, typed = blank_of(place, blank), Typed(place.request)
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
        operations.redesign(place.context, form.id, version=seen_version(place, form), design=design)
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
            hidden_version(form),
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
    form, at = blank_of(place, blank), place.request.GET.get("rule", "")
    kept = [one for i, one in enumerate(form.design.get("rules") or ()) if str(i) != at]
    return keep_design(place, form, {**form.design, "rules": kept})
