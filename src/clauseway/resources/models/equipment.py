"""Measuring equipment: the register, its calibrations, when it was set aside, and who looked at what it measured. Columns and constraints, no rules."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clauseway.kernel.tenancy import DatabaseNow, TenantModel, belongs_to


class Equipment(TenantModel):
    """Something we measure with. `interval_days` is its own rhythm (None: only the organization's). `plan` says whether it must be calibrated at all, and
    `plan_reason` with `plan_on` why and since when it need not be. `process` is the reference of a process.

    `state`, `due_on`, `last_on` and `last_result` repeat what calibrations and spells say, so that lists can sort and filter by them.
    """

    STATES: ClassVar = [
        ("in-use", _("in use")),
        ("quarantined", _("quarantined")),
        ("out-of-service", _("out of service")),
    ]
    PLANS: ClassVar = [("calibrate", _("calibrated or verified")), ("not-required", _("not required"))]
    RESULTS: ClassVar = [
        ("within-limits", _("in tolerance")),
        ("adjusted", _("adjusted")),
        ("limited-use", _("limited use")),
        ("out-of-limits", _("out of tolerance")),
    ]
    name = models.CharField(max_length=240)
    fold = models.CharField(max_length=280)
    identifier = models.CharField(max_length=60, blank=True)
    measures = models.CharField(max_length=200, blank=True)
    range = models.CharField(max_length=120, blank=True)
    resolution = models.CharField(max_length=120, blank=True)
    location = models.CharField(max_length=200, blank=True)
    site = belongs_to("organization.Site", null=True)
    owner = belongs_to("organization.Person", null=True)
    process = models.UUIDField(null=True, blank=True)
    plan = models.CharField(max_length=14, choices=PLANS, default="calibrate")
    plan_reason = models.TextField(blank=True)
    plan_on = models.DateField(null=True, blank=True)
    interval_days = models.PositiveIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)
    origin = models.CharField(max_length=40, default="register")
    state = models.CharField(max_length=16, choices=STATES, default="in-use")
    last_on = models.DateField(null=True, blank=True)
    last_result = models.CharField(max_length=16, choices=RESULTS, blank=True)
    due_on = models.DateField(null=True, blank=True)
    live_from = models.DateField()
    live_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "fold"], name="equipment_once"),
            models.UniqueConstraint(
                fields=["organization_id", "identifier"],
                condition=~models.Q(identifier=""),
                name="equipment_identifier_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organization_id", "due_on"], name="equipment_due"),
            models.Index(fields=["organization_id", "state"], name="equipment_state"),
        ]


class Calibration(TenantModel):
    """A calibration or verification: when, by whom, traceable to what, how the instrument came (`found`) and went back (`left`), and what that comes to.

    `next_due` is what the certificate says itself. One that is withdrawn counts for nothing.
    """

    FOUND: ClassVar = [
        ("within", _("in tolerance")),
        ("outside", _("out of tolerance")),
        ("unknown", _("not measured before adjusting")),
    ]
    LEFT: ClassVar = [
        ("within", _("in tolerance")),
        ("limited", _("for limited use")),
        ("outside", _("out of tolerance")),
    ]
    equipment = belongs_to("resources.Equipment")
    on = models.DateField()
    laboratory = models.CharField(max_length=200, blank=True)
    by = belongs_to("organization.Person", null=True)
    number = models.CharField(max_length=120, blank=True)
    traceable_to = models.CharField(max_length=300, blank=True)
    found = models.CharField(max_length=10, choices=FOUND)
    left = models.CharField(max_length=10, choices=LEFT)
    result = models.CharField(max_length=16, choices=Equipment.RESULTS)
    error = models.CharField(max_length=200, blank=True)
    limits = models.CharField(max_length=300, blank=True)
    next_due = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    item = belongs_to("evidence.Item", null=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)
    recorded_by = belongs_to("organization.Person", null=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "equipment", "-on"], name="calibration_of")]


class EquipmentSpell(TenantModel):
    """A time in which an instrument is not used: quarantined or out of service, why, and why it came back."""

    STATES: ClassVar = [("quarantined", _("quarantined")), ("out-of-service", _("out of service"))]
    equipment = belongs_to("resources.Equipment")
    state = models.CharField(max_length=16, choices=STATES)
    begins = models.DateField()
    ends = models.DateField(null=True, blank=True)
    because = models.CharField(max_length=300)
    ended_because = models.CharField(max_length=300, blank=True)
    by = belongs_to("organization.Person", null=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization_id", "equipment"],
                condition=models.Q(ends__isnull=True),
                name="equipment_set_aside_once",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["organization_id", "equipment", "begins"], name="spell_of")]


class ImpactAssessment(TenantModel):
    """Somebody looked at what was measured with an instrument that was wrong (`calibration`) or used without proof: since when, at what, with what result."""

    OUTCOMES: ClassVar = [
        ("no-effect", _("no effect on results")),
        ("acted-on", _("results affected, and acted on")),
        ("open", _("results affected, not settled yet")),
    ]
    equipment = belongs_to("resources.Equipment")
    calibration = belongs_to("resources.Calibration", null=True)
    on = models.DateField()
    since = models.DateField(null=True, blank=True)
    looked_at = models.TextField()
    outcome = models.CharField(max_length=10, choices=OUTCOMES)
    done = models.TextField(blank=True)
    by = belongs_to("organization.Person", null=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "equipment", "-on"], name="impact_of")]
