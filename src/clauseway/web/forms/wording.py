"""How kinds of fields, comparisons and rules are called on the pages."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from clauseway.rules.forms import Comparison, Condition, Field, condition_of


def kind_labels() -> dict[str, str]:
    return {
        "text": _("short text"),
        "long": _("long text"),
        "number": _("number"),
        "date": _("date"),
        "choice": _("choice"),
        "yesno": _("yes or no"),
        "person": _("person"),
        "subject": _("one of a population"),
        "file": _("file or picture"),
    }


def word_labels() -> dict[str, str]:
    return {
        "is": _("is"),
        "is-not": _("is not"),
        "below": _("is below"),
        "above": _("is above"),
        "at-least": _("is at least"),
        "at-most": _("is at most"),
        "outside": _("is outside its limits"),
        "inside": _("is inside its limits"),
        "filled": _("is filled in"),
        "empty": _("is empty"),
    }


def rule_text(stored: Mapping[str, Any], fields: Mapping[str, Field]) -> str:
    """A rule read aloud."""
    need = ", ".join(fields[key].label for key in stored["need"])
    when = _condition(condition_of(stored["when"], fields), fields)
    return _("When %(when)s, “%(need)s” is needed.") % {"when": when, "need": need}


def _condition(one: Condition, fields: Mapping[str, Field]) -> str:
    if not isinstance(one, Comparison):
        joint = _(" and ") if one.every else _(" or ")
        return joint.join(_condition(part, fields) for part in one.parts)
    value = (
        (_("yes") if one.value else _("no"))
        if isinstance(one.value, bool)
        else ""
        if one.value is None
        else str(one.value)
    )
    return f"“{fields[one.field].label}” {word_labels()[one.word]} {value}".strip()
