"""Account forms as our field values: what allauth's forms ask, without placeholders that repeat the label and lists inside a help line."""

from django.forms import Form
from django.utils.translation import gettext as _

from clauseway.web.components import Field
from clauseway.web.fields import field_from, form_errors


def account_fields(form: Form) -> tuple[Field, ...]:
    """All fields of an account form, in order; the password rules as one sentence."""
    made = []
    for name in form.fields:
        changes = {"placeholder": ""}
        if name == "password1":
            changes["help"] = _(
                "At least 10 characters. A few words that do not belong together are easier to keep in mind than signs."
            )
        elif name not in {"password", "remember"}:
            changes["help"] = str(form.fields[name].help_text or "")
        made.append(field_from(form[name], **changes))
    return tuple(made)


def account_errors(form: Form) -> tuple[str, ...]:
    """What is wrong with an account form as a whole."""
    return form_errors(form)
