"""Evaluations of suppliers by the organization's own criteria. Columns and constraints, no rules."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clauseway.kernel.tenancy import DatabaseNow, TenantModel, belongs_to


class SupplierCriteria(TenantModel):
    """A version of the organization's criteria, in force between two dates; never changed, replaced by the next.

    `criteria` are mappings of key, name, weight, kind and must. `late_percent`, `bad_percent` and `complaints` are what is accepted at most;
    `window_days` is for how long a purchase keeps a supplier in the population (None: for good).
    """

    PURPOSES: ClassVar = [("quality", _("quality and delivery")), ("security", _("information security"))]
    purpose = models.CharField(max_length=12, choices=PURPOSES, default="quality")
    criteria = models.JSONField(default=list)
    approve_from = models.PositiveSmallIntegerField()
    conditional_from = models.PositiveSmallIntegerField()
    late_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    bad_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    complaints = models.PositiveSmallIntegerField(null=True, blank=True)
    window_days = models.PositiveIntegerField(null=True, blank=True)
    reason = models.TextField(blank=True)
    decided_by = belongs_to("organization.Person", null=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization_id", "purpose"],
                condition=models.Q(valid_until__isnull=True),
                name="supplier_criteria_current_once",
            )
        ]


class SupplierEvaluation(TenantModel):
    """An evaluation: by which criteria, when, by whom, with which marks, for which provided categories, and what came of it.

    `on_certificates` says that a criterion was met by certificates: then the evaluation holds no longer than they do.
    """

    RESULTS: ClassVar = [("approved", _("approved")), ("conditional", _("conditional")), ("rejected", _("rejected"))]
    CHANGES: ClassVar = [
        ("", _("not asked")),
        ("none", _("none")),
        ("assessed", _("assessed")),
        ("not-assessed", _("not assessed")),
    ]
    supplier = belongs_to("resources.Supplier")
    criteria = belongs_to("resources.SupplierCriteria")
    on = models.DateField()
    by = belongs_to("organization.Person", null=True)
    marks = models.JSONField(default=dict)
    notes = models.JSONField(default=dict)
    percent = models.PositiveSmallIntegerField()
    result = models.CharField(max_length=12, choices=RESULTS)
    conditions = models.TextField(blank=True)
    conditions_until = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    changes = models.CharField(max_length=14, choices=CHANGES, blank=True)
    categories = models.JSONField(default=list)
    on_certificates = models.BooleanField(default=False)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)
    examined_by = belongs_to("organization.Person", null=True)
    recorded_by = belongs_to("organization.Person", null=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "supplier", "-on"], name="evaluation_of_supplier")]


class SupplierReview(TenantModel):
    """A look at how a supplier performs: over which days, the figures as they were then, and what was done where it fell short."""

    RESULTS: ClassVar = [
        ("as-agreed", _("as agreed")),
        ("below-and-acted-on", _("below, and acted on")),
        ("below", _("below")),
    ]
    supplier = belongs_to("resources.Supplier")
    on = models.DateField()
    period_from = models.DateField()
    figures = models.JSONField(default=dict)
    broken = models.JSONField(default=list)
    result = models.CharField(max_length=20, choices=RESULTS)
    note = models.TextField(blank=True)
    by = belongs_to("organization.Person", null=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "supplier", "-on"], name="review_of_supplier")]


class SupplierSettlement(TenantModel):
    """Somebody looked at what was bought around approval and says what was done about it."""

    supplier = belongs_to("resources.Supplier")
    on = models.DateField()
    reason = models.TextField()
    by = belongs_to("organization.Person", null=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "supplier"], name="settlement_of_supplier")]
