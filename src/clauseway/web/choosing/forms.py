"""Shapes of the forms of choosing: the situation the ways are compared for, a benefit, and looking back at one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clauseway.catalogue.audit_time import rulebook
from clauseway.rules.audit_request import Described
from clauseway.rules.cost import Situation
from clauseway.systems.models import Benefit
from clauseway.web.choosing.words import name, title
from clauseway.web.costing.forms import COMPLEXITY, MATURITY
from clauseway.web.fields import DayField

FIGURE: dict[str, Any] = {"max_digits": 18, "decimal_places": 3}


class WaysForm(forms.Form):
    """Standards, people, what is there, and how many hours a week one's own people give."""

    standards = forms.MultipleChoiceField(label=_("Standards"), widget=forms.CheckboxSelectMultiple)
    personnel = forms.IntegerField(label=_("People in scope"), min_value=1, max_value=5_000_000)
    maturity = forms.ChoiceField(label=_("What is there already"), choices=MATURITY, required=False)
    complexity = forms.ChoiceField(label=_("Complexity"), choices=COMPLEXITY, required=False)
    hours = forms.DecimalField(
        label=_("Hours a week your people give together"),
        min_value=1,
        max_value=100_000,
        decimal_places=1,
        required=False,
        help_text=_("Away from other work. Left out: our assumption for your size."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(key, ruling.name) for key, ruling in rulebook().rulings.items()]
        self.fields["standards"].choices = choices  # type: ignore[attr-defined]

    def described(self) -> Described:
        data = self.cleaned_data
        return Described(standards=tuple(data["standards"]), heads=data["personnel"], complexity=data["complexity"])

    def situation(self) -> Situation:
        data = self.cleaned_data
        return Situation(
            people=data["personnel"],
            complexity=data["complexity"],
            maturity=data["maturity"] or "none",
            integrated=True,
        )


class BenefitForm(forms.Form):
    """A benefit as a measurable objective; the operation says what is one."""

    title = forms.CharField(label=_("What shall be better"), max_length=200)
    measure = forms.CharField(
        label=_("How it is measured"), max_length=300, help_text=_("So that somebody else would count the same.")
    )
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False)
    direction = forms.ChoiceField(label=_("Better is"), choices=Benefit.DIRECTIONS)
    baseline = forms.DecimalField(label=_("Today"), help_text=_("A figure you can show where it is from."), **FIGURE)
    target = forms.DecimalField(label=_("Target"), **FIGURE)
    look_on = DayField(
        label=_("Look back on"), widget=forms.DateInput(), required=False, help_text=_("Left out: a year from today.")
    )
    standard = forms.ChoiceField(label=_("Of which standard"), required=False)

    def __init__(self, *args: Any, standards: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(slug, f"{name(slug)} · {title(slug)}") for slug in standards]
        self.fields["standard"].choices = [("", _("no particular one")), *known]  # type: ignore[attr-defined]


class LookForm(forms.Form):
    """What was found a year later."""

    found = forms.DecimalField(label=_("Now"), **FIGURE)
    finding = forms.CharField(
        label=_("What made the difference, and what you do now"),
        widget=forms.Textarea(),
        max_length=4000,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput())
