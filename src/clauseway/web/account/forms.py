"""Account forms of our own: signing up with a name, and the profile."""

from allauth.account.forms import SignupForm as PlainSignupForm
from django import forms
from django.utils.translation import gettext_lazy as _


class SignupForm(PlainSignupForm):
    """Name, mail address, password; nothing else."""

    name = forms.CharField(label=_("Your name"), max_length=160, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    field_order = ("name", "email", "password1")


class ProfileForm(forms.Form):
    """What a person may say about their account."""

    name = forms.CharField(label=_("Your name"), max_length=160, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    theme = forms.ChoiceField(
        label=_("Light or dark"),
        required=False,
        choices=[("", _("As the device")), ("light", _("Light")), ("dark", _("Dark"))],
        widget=forms.RadioSelect,
    )
