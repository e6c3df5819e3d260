"""The context beyond its lists: decisions on climate change, reviews, the needs of interested parties, and the plan of what is communicated."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clauseway.kernel.tenancy import DatabaseNow, TenantModel, belongs_to


class ClimateDecision(TenantModel):
    """Whether climate change matters to a system, why, decided by whom and when. Never changed: deciding again makes the next one."""

    system = belongs_to("systems.System")
    relevant = models.BooleanField()
    because = models.TextField()
    on = models.DateField()
    by = belongs_to("organization.Person", null=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "system", "on"], name="climate_decision_on")]


class ContextReview(TenantModel):
    """That issues, parties and needs were reviewed on a day, what had changed, and whether it was taken up. What was wrong is withdrawn, visibly."""

    OUTCOMES: ClassVar = [
        ("unchanged", _("nothing changed")),
        ("taken-up", _("something changed and is taken up in the lists")),
        ("left-open", _("something changed and is not taken up yet")),
    ]
    system = belongs_to("systems.System")
    on = models.DateField()
    outcome = models.CharField(max_length=10, choices=OUTCOMES)
    changed = models.TextField()
    standards = models.JSONField(default=list, blank=True)
    issues = models.PositiveIntegerField(default=0)
    parties = models.PositiveIntegerField(default=0)
    by = belongs_to("organization.Person", null=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "system", "on"], name="context_review_on")]


class PartyNeed(TenantModel):
    """One need of an interested party, and what was decided about it: taken up, left aside with a reason, or taken on as an obligation."""

    DECISIONS: ClassVar = [
        ("taken-up", _("taken up by the system")),
        ("obligation", _("taken on as an obligation")),
        ("left", _("not taken up")),
    ]
    party = belongs_to("systems.InterestedParty")
    text = models.CharField(max_length=400)
    fold = models.CharField(max_length=440)
    decision = models.CharField(max_length=10, choices=DECISIONS, blank=True)
    because = models.TextField(blank=True)
    standards = models.JSONField(default=list, blank=True)
    decided_by = belongs_to("organization.Person", null=True)
    decided_on = models.DateField(null=True, blank=True)
    obligation = belongs_to("systems.Obligation", null=True)
    live_from = models.DateField()
    live_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "party", "fold"], name="need_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["organization_id", "obligation"], name="need_of_obligation")]


class PlannedCommunication(TenantModel):
    """A line of the communication plan: what, why, when, with whom, how, and who sees to it. `settled_on` is the day since which nothing is missing.

    `days` is its own interval, None for something that is said when it happens (`when_text` says when). `last_on` is its latest occurrence.
    """

    SIDES: ClassVar = [("internal", _("inside")), ("external", _("outside")), ("both", _("inside and outside"))]
    system = belongs_to("systems.System")
    what = models.CharField(max_length=240)
    fold = models.CharField(max_length=280)
    why = models.TextField(blank=True)
    when_text = models.CharField(max_length=240, blank=True)
    days = models.PositiveIntegerField(null=True, blank=True)
    side = models.CharField(max_length=8, choices=SIDES, default="internal")
    audience = models.CharField(max_length=400, blank=True)
    how = models.CharField(max_length=400, blank=True)
    owner = belongs_to("organization.Person", null=True)
    settled_on = models.DateField(null=True, blank=True)
    last_on = models.DateField(null=True, blank=True)
    live_from = models.DateField()
    live_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "system", "fold"], name="communication_once")
        ]
        indexes: ClassVar = [models.Index(fields=["organization_id", "system", "last_on"], name="communication_last")]


class CommunicationHeld(TenantModel):
    """That a planned communication took place on a day, and what came back. What was wrong is withdrawn, visibly."""

    line = belongs_to("systems.PlannedCommunication")
    on = models.DateField()
    note = models.TextField(blank=True)
    by = belongs_to("organization.Person", null=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "line", "on"], name="communication_held_on")]
