"""Forms of the plan. They check shapes only; what an action may be is the operation's to say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clauseway.actions.models import Action, Milestone
from clauseway.actions.queries import actions
from clauseway.organization.queries import live_people
from clauseway.systems.queries import applied_editions
from clauseway.web.fields import DayField
from clauseway.web.frame import Place

STAGES = [("stage1", _("Stage 1 (documents, scope, method)")), ("stage2", _("Stage 2 (everything shown)"))]
DATE = {"type": "date"}


class ActionForm(forms.Form):
    """An action as a person states it. `requirements` are offered by reference; `after` are the other actions of the system."""

    title = forms.CharField(
        label=_("What is to be done"),
        max_length=240,
        widget=forms.TextInput(attrs={"placeholder": _("Evaluate the two new suppliers")}),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Action.KINDS, initial="other")
    owner_id = forms.ChoiceField(label=_("Owner"), required=False, help_text=_("Gets it on their list of work."))
    start_on = DayField(label=_("Not before"), required=False, widget=forms.DateInput(attrs=DATE))
    due_on = DayField(label=_("Due"), required=False, widget=forms.DateInput(attrs=DATE))
    effort_low = forms.DecimalField(
        label=_("Least effort"),
        required=False,
        min_value=0,
        max_value=999,
        help_text=_("Days of one person, 8 hours each."),
    )
    effort_days = forms.DecimalField(label=_("Likely effort"), required=False, min_value=0, max_value=999)
    effort_high = forms.DecimalField(label=_("Most effort"), required=False, min_value=0, max_value=999)
    wait_days = forms.IntegerField(
        label=_("Then wait"),
        required=False,
        min_value=0,
        max_value=1500,
        help_text=_("Calendar days that no work shortens: records to gather, an effect to show."),
    )
    wait_reason = forms.CharField(label=_("What for"), required=False, max_length=200)
    cost = forms.DecimalField(label=_("Cost"), required=False, min_value=0, max_digits=12, decimal_places=2)
    resources = forms.CharField(
        label=_("Resources"), required=False, max_length=300, help_text=_("Who or what else it needs.")
    )
    stage = forms.ChoiceField(label=_("Needed for"), choices=STAGES, initial="stage2")
    closes = forms.MultipleChoiceField(label=_("Closes"), required=False, widget=forms.SelectMultiple)
    after = forms.MultipleChoiceField(label=_("Only after"), required=False, widget=forms.CheckboxSelectMultiple)
    detail = forms.CharField(label=_("How"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, place: Place, *args: Any, action: Action | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert place.system
        people = [(str(p.id), f"{p.name} · {p.job}" if p.job else p.name) for p in live_people(place.context)]
        self.fields["owner_id"].choices = [("", _("nobody yet")), *people]  # type: ignore[attr-defined]
        self.fields["closes"].choices = requirement_choices(place)  # type: ignore[attr-defined]
        others = actions(place.context, place.system.id).exclude(state__in=("done", "cancelled"))
        self.fields["after"].choices = [(str(a.id), a.title) for a in others if action is None or a.id != action.id]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What the operation takes: empty texts for no text, None for no value."""
        data = dict(self.cleaned_data)
        data["owner_id"] = data["owner_id"] or None
        data["wait_days"] = data["wait_days"] or 0
        data.pop("version")
        return data


def requirement_choices(place: Place) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every judged requirement of the applied standards, grouped by standard; from memory but for one statement."""
    assert place.system
    return [
        (
            applied.edition.name,
            [(str(r.id), f"{r.ref} {r.title}") for r in applied.edition.requirements.values() if r.judged],
        )
        for applied in applied_editions(place.context, place.system.id)
    ]


class MilestoneForm(forms.Form):
    """A date the plan is held against."""

    kind = forms.ChoiceField(label=_("Milestone"), choices=Milestone.KINDS)
    name = forms.CharField(label=_("Name"), required=False, max_length=160, help_text=_("For a milestone of your own."))
    on_date = DayField(label=_("On"), widget=forms.DateInput(attrs=DATE))


class ForecastForm(forms.Form):
    """What the forecast assumes."""

    pace_low = forms.DecimalField(
        label=_("Pace, slow week"),
        min_value=0,
        max_value=200,
        help_text=_("Person-days the team really gets done in a week."),
    )
    pace_high = forms.DecimalField(label=_("Pace, good week"), min_value=0, max_value=200)
    operation_days = forms.IntegerField(
        label=_("Days of records wanted"),
        min_value=0,
        max_value=730,
        help_text=_("How long the body wants to see the system at work; about three months is common."),
    )
    lead_time_low = forms.IntegerField(label=_("Body's lead time, short"), min_value=0, max_value=730)
    lead_time_high = forms.IntegerField(
        label=_("Body's lead time, long"),
        min_value=0,
        max_value=730,
        help_text=_("Days from asking for a date to the audit."),
    )
