"""What people type about a document."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clauseway.web.fields import DayField


class ConfirmForm(forms.Form):
    """Who approved a document, when, and since when it is in force."""

    approved_by = forms.ChoiceField(label=_("Reviewed and approved by"))
    approved_on = DayField(label=_("Approved on"), widget=forms.DateInput())
    effective_from = DayField(
        label=_("In force from"), required=False, widget=forms.DateInput(), help_text=_("Empty: from its approval.")
    )
    author = forms.ChoiceField(
        label=_("Written by"),
        required=False,
        help_text=_("Whoever wrote it cannot approve it or confirm its approval."),
    )
    replace = forms.BooleanField(label=_("It replaces the earlier document"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(
        self, *args: Any, people: list[tuple[str, str]], earlier: str = "", today: date, dated: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["approved_by"].choices = [("", _("Choose a person")), *people]  # type: ignore[attr-defined]
        self.fields["author"].choices = [("", _("Not known")), *people]  # type: ignore[attr-defined]
        self.fields["approved_on"].widget.attrs["max"] = today.isoformat()
        if dated:
            del self.fields["effective_from"]
        if earlier:
            self.fields["replace"].label = _("It replaces “%s”, which ends the day this one begins") % earlier
        else:
            del self.fields["replace"]


class WithdrawForm(forms.Form):
    """Why a document no longer applies."""

    reason = forms.CharField(
        label=_("Why it no longer applies"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )
    version = forms.IntegerField(widget=forms.HiddenInput())
