"""Actions, dependencies, milestones, duties. Columns and constraints, no rules. `system_id` is a reference without import: systems stands above."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clauseway.kernel.tenancy import DatabaseNow, TenantModel, belongs_to


class Action(TenantModel):
    """Work that closes gaps: effort in days of one person (8 h), cost in the organization's currency, waiting in calendar days after the work is done."""

    KINDS: ClassVar = [
        ("policy", _("policy")),
        ("procedure", _("procedure")),
        ("training", _("training")),
        ("documentation", _("documentation")),
        ("infrastructure", _("infrastructure")),
        ("other", _("other")),
    ]
    STATES: ClassVar = [
        ("open", _("to do")),
        ("doing", _("in work")),
        ("done", _("done")),
        ("cancelled", _("cancelled")),
    ]
    system_id = models.UUIDField()
    title = models.CharField(max_length=240)
    fold = models.CharField(max_length=280)
    kind = models.CharField(max_length=16, choices=KINDS, default="other")
    detail = models.TextField(blank=True)
    owner = belongs_to("organization.Person", null=True)
    start_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    effort_low = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    effort_days = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    effort_high = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    wait_days = models.PositiveIntegerField(default=0)
    wait_reason = models.CharField(max_length=200, blank=True)
    cost = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    resources = models.CharField(max_length=300, blank=True)
    stage = models.CharField(max_length=8, default="stage2")
    state = models.CharField(max_length=10, choices=STATES, default="open")
    done_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "system_id", "state"], name="action_of_system")]


class ActionCloses(TenantModel):
    """Which requirement an action should close."""

    action = belongs_to("actions.Action", on_delete=models.CASCADE)
    requirement = models.ForeignKey("catalogue.Requirement", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "action", "requirement"], name="closes_once")
        ]


class ActionDependency(TenantModel):
    """`action` cannot start before `before` is done."""

    action = belongs_to("actions.Action", on_delete=models.CASCADE)
    before = belongs_to("actions.Action", on_delete=models.CASCADE)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "action", "before"], name="dependency_once")
        ]


class Milestone(TenantModel):
    """A date the plan is held against: stage 1, stage 2, or one of the organization's own."""

    KINDS: ClassVar = [("stage1", _("stage 1 audit")), ("stage2", _("stage 2 audit")), ("own", _("own milestone"))]
    system_id = models.UUIDField()
    kind = models.CharField(max_length=8, choices=KINDS)
    name = models.CharField(max_length=160)
    on_date = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organization_id", "system_id", "on_date"], name="milestone_of_system")
        ]


class ForecastSetting(TenantModel):
    """What the forecast assumes about this system: pace (person-days a week), months of records and lead time the body asks (days)."""

    system_id = models.UUIDField()
    pace_low = models.DecimalField(max_digits=5, decimal_places=2, default=1)
    pace_high = models.DecimalField(max_digits=5, decimal_places=2, default=3)
    operation_days = models.PositiveIntegerField(default=90)
    lead_time_low = models.PositiveIntegerField(default=30)
    lead_time_high = models.PositiveIntegerField(default=75)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "system_id"], name="forecast_setting_once")
        ]


class Duty(TenantModel):
    """Something a person or a role must do by a date. `natural_key` keeps a room from opening the same duty twice."""

    STATES: ClassVar = [("open", _("open")), ("done", _("done")), ("dropped", _("dropped"))]
    natural_key = models.CharField(max_length=160)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    detail = models.CharField(max_length=400, blank=True)
    reference = models.CharField(max_length=80, blank=True)
    path = models.CharField(max_length=300, blank=True)
    system_id = models.UUIDField(null=True)
    person = belongs_to("organization.Person", null=True)
    role = models.CharField(max_length=32, blank=True)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=STATES, default="open")
    opened_at = models.DateTimeField(db_default=DatabaseNow())
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organization_id", "natural_key"], name="duty_once")]
        indexes: ClassVar = [
            models.Index(fields=["organization_id", "person", "state", "due_on"], name="duty_of_person")
        ]


class Forecasted(TenantModel):
    """The last forecast of a system, kept until the plan changes or the day ends: simulating takes longer than a page may."""

    system_id = models.UUIDField()
    as_of = models.DateField()
    result = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "system_id"], name="forecasted_once")
        ]
