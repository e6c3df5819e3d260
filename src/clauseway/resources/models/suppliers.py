"""Suppliers: who they are, what they provide, which certificates they hold. Columns and constraints, no rules."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clauseway.kernel.tenancy import DatabaseNow, TenantModel, belongs_to


class Supplier(TenantModel):
    """Somebody we buy from. `registered` is false for one known only from purchases; `aliases` are folded names under which purchases mean the same one.

    `last_result` and `last_on` repeat the latest evaluation of quality and delivery, so that lists can sort and filter by them.
    """

    CRITICALITY: ClassVar = [("high", _("high")), ("medium", _("medium")), ("low", _("low"))]
    name = models.CharField(max_length=240)
    fold = models.CharField(max_length=280)
    criticality = models.CharField(max_length=8, choices=CRITICALITY, blank=True)
    owner = belongs_to("organization.Person", null=True)
    number = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    aliases = models.JSONField(default=list)
    sites = models.JSONField(default=list)
    origin = models.CharField(max_length=40, default="register")
    registered = models.BooleanField(default=True)
    live_from = models.DateField()
    live_until = models.DateField(null=True, blank=True)
    last_result = models.CharField(max_length=12, blank=True)
    last_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "fold"], name="supplier_once"),
            models.UniqueConstraint(
                fields=["organization_id", "number"], condition=~models.Q(number=""), name="supplier_number_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organization_id", "criticality"], name="supplier_criticality"),
            models.Index(fields=["organization_id", "last_on"], name="supplier_last_on"),
        ]


class Provision(TenantModel):
    """A category of what a supplier provides, between two dates, and how it is controlled ("" while nobody settled that)."""

    supplier = belongs_to("resources.Supplier")
    category = models.CharField(max_length=120)
    fold = models.CharField(max_length=140)
    control = models.TextField(blank=True)
    control_on = models.DateField(null=True, blank=True)
    live_from = models.DateField()
    live_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "supplier", "fold"], name="provision_once")
        ]


class SupplierCertificate(TenantModel):
    """A certificate a supplier holds. `covers` are the folded categories its scope names, as a person read it there."""

    supplier = belongs_to("resources.Supplier")
    standard = models.CharField(max_length=120)
    number = models.CharField(max_length=120, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    scope = models.TextField()
    covers = models.JSONField(default=list)
    valid_from = models.DateField()
    valid_until = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)
    item = belongs_to("evidence.Item", null=True)
    recorded_by = belongs_to("organization.Person", null=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "supplier"], name="certificate_of_supplier")]
