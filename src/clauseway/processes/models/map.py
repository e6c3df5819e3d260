"""The process map: processes, what they hand over, who runs one for us. Columns and constraints, no rules."""

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
    steps = models.TextField(blank=True)
    resources = models.TextField(blank=True)
    competence = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)
    live_from = models.DateField()
    live_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organization_id", "fold"], name="process_once")]
        indexes: ClassVar = [
            models.Index(fields=["organization_id", "kind", "position"], name="process_lane"),
            models.Index(fields=["organization_id", "owner"], name="process_owner"),
        ]


class Flow(TenantModel):
    """Something handed over: from a process or somebody outside, to a process or somebody outside. At least one end is a process.

    The kind of an end is "" while nobody is named: an input nobody gives, an output nobody takes. `giver_ref` and `taker_ref` are references of the
    populations (a supplier, a customer, a party), "" for a name only. `since` is the day from which it stands as it is now.
    """

    ENDS: ClassVar = [
        ("process", _("process")),
        ("customer", _("customer")),
        ("supplier", _("supplier")),
        ("party", _("interested party")),
    ]
    what = models.CharField(max_length=200)
    fold = models.CharField(max_length=240)
    giver_kind = models.CharField(max_length=10, choices=ENDS, blank=True)
    giver = belongs_to("processes.Process", null=True)
    giver_ref = models.CharField(max_length=60, blank=True)
    giver_name = models.CharField(max_length=200, blank=True)
    taker_kind = models.CharField(max_length=10, choices=ENDS, blank=True)
    taker = belongs_to("processes.Process", null=True)
    taker_ref = models.CharField(max_length=60, blank=True)
    taker_name = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    live_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organization_id", "giver"], name="flow_giver"),
            models.Index(fields=["organization_id", "taker"], name="flow_taker"),
        ]


class Outsourcing(TenantModel):
    """Who runs an outsourced process for us, and how we keep it under control ("" and empty while that is not settled).

    `supplier_ref` is the supplier's reference in its population, "" for a provider that is no supplier (a sister company). `criteria` is what was
    agreed that it must keep to; `evaluation` what of the provider has to be evaluated.
    """

    CONTROLS: ClassVar = [
        ("output", _("we check what comes out")),
        ("place", _("we look at it where it runs")),
        ("figures", _("we hold agreed figures against limits")),
        ("lot", _("proof with each lot, checked by sample")),
        ("ours", _("our own people supervise it")),
        ("mixed", _("several of these")),
    ]
    process = belongs_to("processes.Process")
    provider = models.CharField(max_length=240, blank=True)
    supplier_ref = models.CharField(max_length=60, blank=True)
    control_kind = models.CharField(max_length=10, choices=CONTROLS, blank=True)
    control = models.TextField(blank=True)
    criteria = models.TextField(blank=True)
    evaluation = models.TextField(blank=True)
    settled_on = models.DateField(null=True, blank=True)
    since = models.DateField()
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "process"], name="outsourcing_once")
        ]


class OutsourcedCheck(TenantModel):
    """One look at an outsourced process: what was looked at, what came out, and what was done about it. Never changed."""

    RESULTS: ClassVar = [
        ("as-agreed", _("as agreed")),
        ("acted-on", _("not as agreed, and acted on")),
        ("not-as-agreed", _("not as agreed")),
    ]
    process = belongs_to("processes.Process")
    on = models.DateField()
    result = models.CharField(max_length=16, choices=RESULTS)
    looked_at = models.TextField()
    acted = models.TextField(blank=True)
    by = belongs_to("organization.Person", null=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "process", "on"], name="outsourced_check_on")]
