"""What a person states about the organization, and its own rates. Shapes only: what may be granted is the rules' to say."""

from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clauseway.catalogue.audit_time import rulebook
from clauseway.rules.audit_request import Described
from clauseway.rules.cost import Situation
from clauseway.web.costing.words import standard_names

COMPLEXITY = [
    ("", _("not known")),
    ("limited", _("limited")),
    ("low", _("low")),
    ("medium", _("medium")),
    ("high", _("high")),
]
AXIS = [COMPLEXITY[0], *COMPLEXITY[2:]]
INTEGRATION = [
    ("", _("not known")),
    ("0", _("side by side: nothing in common")),
    ("40", _("partly: some documents and audits in common")),
    ("80", _("mostly: one review, joint audits and documents")),
    ("100", _("one system in everything")),
]
ABILITY = [
    ("", _("not known")),
    ("100", _("every auditor for every standard")),
    ("60", _("most for most of them")),
    ("20", _("each for hardly more than one")),
]
MATURITY = [
    ("none", _("nothing yet: we start from the beginning")),
    ("some", _("documents and habits, not yet a system")),
    ("mature", _("a system that works and has been audited")),
]
NUMBER: dict[str, Any] = {"max_value": 5_000_000, "required": False}
PEOPLE = "people"
SECTIONS = (
    ("", ("standards", "personnel", "maturity", "complexity")),
    (PEOPLE, ("part_time", "part_hours", "same_work", "contractors", "energy_people")),
    ("sites", ("sites", "different", "proven")),
    ("together", ("integration", "ability", "separate")),
    ("security", ("business", "it")),
    ("food", ("category", "studies")),
    ("energy", ("energy_use", "energy_types", "energy_uses")),
    ("changes", ("less", "less_because", "more", "more_because")),
)
"""The form in its sections: the first always open, the others where something is stated."""


class CostForm(forms.Form):
    """The situation. Everything but standards and people may be left out: the answer then spans what it could be."""

    standards = forms.MultipleChoiceField(label=_("Standards"), widget=forms.CheckboxSelectMultiple)
    personnel = forms.IntegerField(
        label=_("People in scope"),
        max_value=5_000_000,
        help_text=_("Heads on all shifts, yours and those who work like yours."),
    )
    maturity = forms.ChoiceField(label=_("What is there already"), choices=MATURITY, required=False)
    complexity = forms.ChoiceField(
        label=_("Complexity"),
        choices=COMPLEXITY,
        required=False,
        help_text=_("Of your environmental aspects, hazards, energy or business. Not known: the range covers all."),
    )
    part_time = forms.IntegerField(label=_("Of them part-time"), min_value=0, **NUMBER)
    part_hours = forms.DecimalField(label=_("Hours a week of each"), min_value=0, max_value=80, required=False)
    same_work = forms.IntegerField(
        label=_("Of them in the same simple work"),
        min_value=0,
        help_text=_("Cleaning, packing, driving, a call centre. The body may count fewer by a method of its own."),
        **NUMBER,
    )
    contractors = forms.IntegerField(label=_("Contracted people on top"), min_value=0, **NUMBER)
    energy_people = forms.IntegerField(
        label=_("Of them affecting energy performance"),
        min_value=0,
        help_text=_("ISO 50001 counts only these."),
        **NUMBER,
    )
    sites = forms.IntegerField(
        label=_("Sites besides the central function"), min_value=0, help_text=_("0: everything at one place."), **NUMBER
    )
    different = forms.BooleanField(label=_("The sites do different work (no sampling)"), required=False)
    proven = forms.BooleanField(label=_("The system has shown itself effective at all sites"), required=False)
    integration = forms.ChoiceField(label=_("How integrated is the system"), choices=INTEGRATION, required=False)
    ability = forms.ChoiceField(label=_("What can the audit team audit"), choices=ABILITY, required=False)
    separate = forms.BooleanField(label=_("We run a system of its own for each standard"), required=False)
    business = forms.ChoiceField(label=_("Business complexity"), choices=AXIS, required=False)
    it = forms.ChoiceField(label=_("IT complexity"), choices=AXIS, required=False)
    category = forms.ChoiceField(
        label=_("Food-chain category"), choices=[("", _("not known")), *((c, c) for c in "ABCDEFGHIJK")], required=False
    )
    studies = forms.IntegerField(label=_("HACCP studies"), min_value=0, max_value=999, required=False)
    energy_use = forms.DecimalField(label=_("Energy, terajoule a year"), min_value=0, max_value=10**7, required=False)
    energy_types = forms.IntegerField(label=_("Kinds of energy"), min_value=0, max_value=99, required=False)
    energy_uses = forms.IntegerField(label=_("Significant energy uses"), min_value=0, max_value=9999, required=False)
    less = forms.DecimalField(
        label=_("Percent less"), min_value=0, max_value=100, required=False, help_text=_("At most 30 in all.")
    )
    less_because = forms.CharField(label=_("Why less"), max_length=300, required=False)
    more = forms.DecimalField(label=_("Percent more"), min_value=0, max_value=999, required=False)
    more_because = forms.CharField(label=_("Why more"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = standard_names()
        choices = [(key, f"{ruling.name} · {names[key]}") for key, ruling in rulebook().rulings.items()]
        self.fields["standards"].choices = choices  # type: ignore[attr-defined]

    def described(self) -> Described:
        """The situation as the rules ask it."""
        data = self.cleaned_data
        energy = (data["energy_use"], data["energy_types"], data["energy_uses"])
        return Described(
            standards=tuple(data["standards"]),
            heads=data["personnel"],
            part_time=((data["part_time"], _exact(data["part_hours"]) or Fraction(20)),) if data["part_time"] else (),
            same_work=data["same_work"] or 0,
            contractors=data["contractors"] or 0,
            energy_people=data["energy_people"] or None,
            complexity=data["complexity"],
            business=data["business"],
            it=data["it"],
            category=data["category"],
            studies=1 if data["studies"] is None else data["studies"],
            energy=None if None in energy else (Fraction(energy[0]), energy[1], energy[2]),
            less=((_exact(data["less"]) or Fraction(0), data["less_because"]),) if data["less"] else (),
            more=((_exact(data["more"]) or Fraction(0), data["more_because"]),) if data["more"] else (),
            sites=data["sites"] or 0,
            alike=not data["different"],
            proven=data["proven"],
            integration=_exact(data["integration"]) if len(data["standards"]) > 1 else None,
            ability=_exact(data["ability"]) if len(data["standards"]) > 1 and data["integration"] else None,
        )

    def situation(self) -> Situation:
        data = self.cleaned_data
        return Situation(
            people=data["personnel"] + (data["contractors"] or 0),
            complexity=data["complexity"],
            maturity=data["maturity"] or "none",
            integrated=not data["separate"],
        )


def _exact(value: Any) -> Fraction | None:
    return None if value in (None, "") else Fraction(str(value))


class RatesForm(forms.Form):
    """The organization's own rates; the operation says what they may be."""

    currency = forms.CharField(label=_("Currency"), max_length=3, help_text=_("Three letters, such as EUR."))
    day_low = forms.DecimalField(label=_("A day of the body, least"), decimal_places=2, max_digits=13)
    day_likely = forms.DecimalField(
        label=_("A day of the body, likely"),
        decimal_places=2,
        max_digits=13,
        help_text=_("From a quotation, the same figure three times."),
    )
    day_high = forms.DecimalField(label=_("A day of the body, most"), decimal_places=2, max_digits=13)
    application = forms.DecimalField(label=_("Application and certificate, once"), decimal_places=2, max_digits=13)
    yearly = forms.DecimalField(label=_("Yearly fee after the certificate"), decimal_places=2, max_digits=13)
    travel = forms.DecimalField(label=_("Travel for each audit day"), decimal_places=2, max_digits=13)
    hour = forms.DecimalField(label=_("An hour of your own people"), decimal_places=2, max_digits=13)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
