"""Forms of the members' page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clauseway.organization.policies import ROLES


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("Mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=list(ROLES.items()), initial="employee")


class RoleForm(forms.Form):
    """Give a member one more role."""

    user = forms.ChoiceField(label=_("Member"))
    role = forms.ChoiceField(label=_("Role"), choices=list(ROLES.items()), initial="employee")

    def __init__(self, *args: Any, members: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = members  # type: ignore[attr-defined]
