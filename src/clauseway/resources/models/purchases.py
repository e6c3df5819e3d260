"""Purchases and questionnaires. Columns and constraints, no rules."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clauseway.kernel.tenancy import DatabaseNow, TenantModel, belongs_to


class Purchase(TenantModel):
    """An order or order line as the ERP told it; `number` is its identity there. The name stays as the sheet wrote it."""

    INSPECTIONS: ClassVar = [
        ("", _("not said")),
        ("accepted", _("accepted")),
        ("rejected-and-handled", _("rejected and handled")),
        ("used-unverified", _("used unverified")),
    ]
    number = models.CharField(max_length=80)
    fold = models.CharField(max_length=340)
    supplier = belongs_to("resources.Supplier")
    supplier_name = models.CharField(max_length=240)
    supplier_number = models.CharField(max_length=60, blank=True)
    category = models.CharField(max_length=120, blank=True)
    category_fold = models.CharField(max_length=140, blank=True)
    ordered_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    delivered_on = models.DateField(null=True, blank=True)
    amount = models.DecimalField(max_digits=15, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    inspection = models.CharField(max_length=20, choices=INSPECTIONS, blank=True)
    lots_bad = models.PositiveIntegerField(default=0)
    complaints = models.PositiveIntegerField(default=0)
    recorded_by = belongs_to("organization.Person", null=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organization_id", "number"], name="purchase_once")]
        indexes: ClassVar = [
            models.Index(fields=["organization_id", "supplier", "ordered_on"], name="purchase_of_supplier"),
            models.Index(fields=["organization_id", "-ordered_on"], name="purchase_recent"),
        ]


class SupplierQuestionnaire(TenantModel):
    """Questions to a supplier, answered through a link without an account. What is answered is the supplier's own word."""

    supplier = belongs_to("resources.Supplier")
    title = models.CharField(max_length=200)
    questions = models.JSONField(default=list)
    answers = models.JSONField(default=dict)
    due_on = models.DateField(null=True, blank=True)
    asked_by = belongs_to("organization.Person", null=True)
    asked_at = models.DateTimeField(db_default=DatabaseNow())
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "supplier"], name="questionnaire_of_supplier")]
