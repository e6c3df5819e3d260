"""Processes. Columns and constraints, no rules."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clauseway.kernel.tenancy import DatabaseNow, TenantModel, belongs_to


class Process(TenantModel):
    """A process: what goes in, what comes out, who owns it; live between two dates."""

    KINDS: ClassVar = [
        ("core", _("core")),
        ("management", _("management")),
        ("support", _("support")),
        ("outsourced", _("outsourced")),
    ]
    ACTIVITIES: ClassVar = [
        ("design", _("design and development")),
        ("production", _("production")),
        ("service", _("service")),
        ("purchasing", _("purchasing")),
        ("sales", _("sales")),
        ("other", _("other")),
    ]
    name = models.CharField(max_length=200)
    fold = models.CharField(max_length=240)
    kind = models.CharField(max_length=12, choices=KINDS, default="core")
    activity = models.CharField(max_length=12, choices=ACTIVITIES, default="other")
    owner = belongs_to("organization.Person", null=True)
    purpose = models.TextField(blank=True)
    inputs = models.TextField(blank=True)
    outputs = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)
    live_from = models.DateField()
    live_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organization_id", "fold"], name="process_once")]
