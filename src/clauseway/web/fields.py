"""From a Django form to ``Field`` values, so that every form looks the same and keeps what was typed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BoundField, DateField, Form
from django.forms import widgets as w
from django.utils.translation import gettext as _

from clauseway.web.asked import FIRST_DAY, LAST_DAY
from clauseway.web.components import Field, Option

_PLAIN = {"datetime-local", "date", "time", "month", "email", "number", "password", "url", "tel", "search", "color"}


class DayField(DateField):
    """A day of a year somebody means; `Typed.day` reads the other forms the same way."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not FIRST_DAY <= value <= LAST_DAY:
            raise ValidationError(_("Give a date, such as 2026-03-14."))


def fields_from(form: Form) -> tuple[Field, ...]:
    """All fields of a form in order, hidden ones included."""
    return tuple(field_from(form[name]) for name in form.fields)


def field_from(bound: BoundField, **changes: Any) -> Field:
    """One bound field as a value. ``changes`` override, e.g. ``type="cards"`` or ``unit="days"``."""
    widget = bound.field.widget
    attrs = widget.attrs
    kind = _kind(widget)
    values: dict[str, Any] = {
        "name": bound.html_name,
        "label": str(bound.label or ""),
        "type": kind,
        "value": "" if kind in {"password", "file"} else _text(widget, bound),
        "help": bound.help_text or "",
        "errors": tuple(str(error) for error in bound.errors),
        "options": _options(widget, bound) if isinstance(widget, w.ChoiceWidget) else (),
        "required": bound.field.required,
        "disabled": bound.field.disabled,
        "readonly": bool(attrs.get("readonly")),
        "multiple": bool(getattr(widget, "allow_multiple_selected", False)),
        "placeholder": str(attrs.get("placeholder", "")),
        "autocomplete": str(attrs.get("autocomplete", "")),
        "minimum": str(attrs.get("min", "")),
        "maximum": str(attrs.get("max", "")),
        "step": str(attrs.get("step", "")),
        "maxlength": getattr(bound.field, "max_length", None),
        "accept": str(attrs.get("accept", "")),
        "rows": int(attrs.get("rows", 4)),
        "id": bound.auto_id or "",
    }
    return Field(**{**values, **changes})


def form_errors(form: Form) -> tuple[str, ...]:
    """What is wrong with the form as a whole, for the box above it."""
    return tuple(str(error) for error in form.non_field_errors())


def _kind(widget: w.Widget) -> str:
    if isinstance(widget, w.Textarea):
        return "textarea"
    if isinstance(widget, w.CheckboxSelectMultiple | w.SelectMultiple):
        return "multiselect"
    if isinstance(widget, w.RadioSelect):
        return "radio"
    if isinstance(widget, w.Select):
        return "select"
    if isinstance(widget, w.CheckboxInput):
        return "checkbox"
    if isinstance(widget, w.FileInput):
        return "file"
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, w.DateTimeInput):
        return "datetime-local"
    if isinstance(widget, w.DateInput):
        return "date"
    given = str(getattr(widget, "input_type", "text"))
    return given if given in _PLAIN else "text"


def _text(widget: w.Widget, bound: BoundField) -> str:
    """What was typed, or the stored value in the form a browser's own picker wants."""
    value = bound.value()
    if isinstance(widget, w.CheckboxInput):
        return "on" if value and value != "False" else ""
    if value is None or isinstance(value, list | tuple):
        return ""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _options(widget: w.ChoiceWidget, bound: BoundField) -> tuple[Option, ...]:
    options = []
    for group, choices, _index in widget.optgroups(bound.html_name, _as_list(bound.value())):
        for choice in choices:
            value = choice["value"]
            options.append(
                Option(
                    value="" if value is None else str(value),
                    label=str(choice["label"]),
                    selected=bool(choice["selected"]),
                    group=str(group or ""),
                )
            )
    return tuple(options)


def _as_list(value: Any) -> list[str]:
    if value is None:
        return [""]
    return [str(one) for one in value] if isinstance(value, list | tuple | set) else [str(value)]
