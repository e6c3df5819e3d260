"""What is asked about a person, and about one who leaves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clauseway.web.fields import DayField


class PersonForm(forms.Form):
    """Only what is needed."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("Mail"),
        required=False,
        max_length=254,
        help_text=_("For questions and reminders. People without an account can be asked by a link."),
    )
    job = forms.CharField(label=_("Job"), required=False, max_length=160)
    unit = forms.CharField(label=_("Unit"), required=False, max_length=160)


class LeaveForm(forms.Form):
    """The day somebody left, and who takes over."""

    on = DayField(
        label=_("Last day was the day before"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("From this day on the person no longer counts among the people."),
    )
    to = forms.CharField(label=_("Who takes over what is open"), required=False, max_length=240)
