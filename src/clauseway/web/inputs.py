"""Fields of forms, each with what was typed or what is known, and what is wrong with it; and how figures are read.

`errors` is what `posted.answer` hands to a form: a sentence for the name of a field.
"""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from clauseway.kernel.refusals import Refusal
from clauseway.systems.queries import applied_editions
from clauseway.web.components import Field
from clauseway.web.frame import Place
from clauseway.web.people.picking import Picker
from clauseway.web.posted import Errors, Typed, options, wrong

_FIGURE = re.compile(r"-?\d{1,13}([.,]\d{1,6})?")


def figure(typed: Typed, name: str) -> Decimal | None:
    """A figure as people type it on a phone: 94, 94.5 or 94,5; None for an empty field. Refuses anything else."""
    text = typed.text(name).strip().replace("\u2212", "-").replace("\u00a0", "").replace(" ", "")
    if not text:
        return None
    if not _FIGURE.fullmatch(text):
        raise Refusal("figure.none", _("“%s” is no figure. Write it like 94.5.") % text[:40], field=name)
    return Decimal(text.replace(",", "."))


def shown(value: Decimal | None) -> str:
    """A figure without trailing zeros, as an input holds it."""
    return "" if value is None else f"{value.normalize():f}"


def text(typed: Typed, errors: Errors, name: str, label: str, default: str = "", **more: Any) -> Field:
    return Field(name=name, label=label, value=typed.text(name, default), errors=wrong(errors, name), **more)


def number(typed: Typed, errors: Errors, name: str, label: str, default: Decimal | None = None, **more: Any) -> Field:
    """A figure; text with a decimal keyboard, because number inputs refuse a decimal comma in some browsers."""
    return text(typed, errors, name, label, shown(default), maxlength=24, **more)


def day(typed: Typed, errors: Errors, name: str, label: str, default: date | None = None, **more: Any) -> Field:
    value = typed.text(name, default.isoformat() if default else "")
    return Field(name=name, label=label, type="date", value=value, errors=wrong(errors, name), **more)


def pick(
    typed: Typed,
    errors: Errors,
    name: str,
    label: str,
    choices: Sequence[tuple[str, Any]],
    default: str = "",
    *,
    none: str | None = None,
    **more: Any,
) -> Field:
    """One of some, folded away; `none` is the label of an empty first one."""
    made = options(_pairs(choices), [typed.text(name, default)], none=none)
    return Field(name=name, label=label, type="select", options=made, errors=wrong(errors, name), **more)


def radio(
    typed: Typed,
    errors: Errors,
    name: str,
    label: str,
    choices: Sequence[tuple[str, Any]],
    default: str = "",
    **more: Any,
) -> Field:
    """One of a few, all in sight; one of them must be chosen."""
    made = options(_pairs(choices), [typed.text(name, default)])
    return Field(name=name, label=label, type="radio", required=True, options=made, errors=wrong(errors, name), **more)


def _pairs(choices: Sequence[tuple[str, Any]]) -> list[tuple[str, str]]:
    """The choices of a model with their labels said in the reader's language."""
    return [(value, str(label)) for value, label in choices]


def person(
    typed: Typed, errors: Errors, name: str, label: str, people: Picker, default: str = "", **more: Any
) -> Field:
    found = wrong(errors, name) or wrong(errors, f"{name}_id")
    value = typed.text(name, default)
    return Field(name=name, label=label, type="combo", value=value, options=people.options, errors=found, **more)


def ticks(
    typed: Typed,
    errors: Errors,
    name: str,
    label: str,
    choices: Sequence[tuple[str, Any]],
    default: Sequence[str] = (),
    **more: Any,
) -> Field:
    """Several of some; what is ticked is posted as `name`, more than once."""
    made = options(_pairs(choices), typed.several(name, default))
    return Field(name=name, label=label, type="multiselect", options=made, errors=wrong(errors, name), **more)


def standards(place: Place) -> list[tuple[str, str]]:
    """The standards the system applies, as choices."""
    assert place.system is not None
    return [(one.edition.slug, one.edition.name) for one in applied_editions(place.context, place.system.id)]


def version_field(typed: Typed, version: int) -> Field:
    """The version the form was shown with: a change meanwhile is a conflict, not a loss."""
    return Field(name="version", label="", type="hidden", value=typed.text("version", str(version)))


def version_of(typed: Typed, default: int = 0) -> int:
    """The version a form was shown with; `default` when it names none, 0 when it names nonsense."""
    given = typed.text("version", str(default))
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0
