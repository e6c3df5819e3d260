"""What the start asks: the organization, and the charter of a management system."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from clauseway.web.start import places


class OrganizationForm(forms.Form):
    """A new organization. Only the name and the time zone are needed; all can be changed later."""

    name = forms.CharField(
        label=_("Name of the organization"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    sector = forms.CharField(
        label=_("Trade or sector"),
        required=False,
        max_length=80,
        help_text=_("Choose one or say it in your own words."),
    )
    headcount = forms.IntegerField(
        label=_("People who work there"),
        required=False,
        min_value=1,
        max_value=5_000_000,
        help_text=_("Roughly. Certification bodies estimate audit days by it."),
    )
    timezone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Taken from your device; it decides when a day begins and what is late.")
    )
    language = forms.ChoiceField(label=_("Language"))
    currency = forms.ChoiceField(label=_("Currency"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", _("Choose a country")), *places.countries()]  # type: ignore[attr-defined]
        self.fields["timezone"].choices = [("", _("Choose a time zone")), *places.zones()]  # type: ignore[attr-defined]
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
        self.fields["currency"].choices = [("", _("The country's own")), *places.currencies()]  # type: ignore[attr-defined]


class CharterForm(forms.Form):
    """The small charter of a management system. Only the name is needed; people are picked or named."""

    name = forms.CharField(
        label=_("Name of the management system"),
        max_length=200,
        help_text=_(
            "For example “Quality management system”, or “Integrated management system” when several standards share one."
        ),
    )
    sponsor = forms.CharField(
        label=_("Sponsor"),
        required=False,
        max_length=240,
        help_text=_("Who in top management stands behind it and provides the means."),
    )
    lead = forms.CharField(label=_("Lead"), required=False, max_length=240, help_text=_("Who runs it day by day."))
    team = forms.CharField(
        label=_("Team"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who helps, and with what."),
    )
    aims = forms.CharField(
        label=_("Business objectives"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "What the business should gain, so that it can be seen later: fewer returns, a customer who asks for the certificate, less work twice."
        ),
    )
    why = forms.CharField(
        label=_("Why now"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One honest sentence. It keeps the project alive in the tenth month."),
    )
