"""Assets: information, and what holds or carries it. Columns and constraints, no rules."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clauseway.kernel.tenancy import DatabaseNow, TenantModel, belongs_to


class Asset(TenantModel):
    """Something worth protecting. `owner_since` and `classified_on` say when these were decided; `holds` which information is in it.

    `supplier` is who provides it. `proof` is what proves the right to use it (`licence`). An ended asset says how it ended, and by which method it was
    wiped.
    """

    KINDS: ClassVar = [
        ("information", _("information")),
        ("hardware", _("hardware")),
        ("software", _("software")),
        ("service", _("service")),
        ("facility", _("facility")),
        ("people", _("people")),
    ]
    ENDS: ClassVar = [
        ("disposed", _("disposed of")),
        ("returned", _("returned to its owner")),
        ("re-used", _("given to a new use")),
        ("sold", _("sold")),
        ("lost", _("lost")),
        ("ended", _("no longer used")),
    ]
    METHODS: ClassVar = [
        ("overwritten", _("overwritten")),
        ("crypto-erased", _("keys destroyed")),
        ("degaussed", _("degaussed")),
        ("shredded", _("shredded")),
        ("none-held", _("held nothing")),
    ]
    name = models.CharField(max_length=240)
    fold = models.CharField(max_length=280)
    kind = models.CharField(max_length=12, choices=KINDS, blank=True)
    number = models.CharField(max_length=80, blank=True)
    owner = belongs_to("organization.Person", null=True)
    owner_since = models.DateField(null=True, blank=True)
    classification = models.CharField(max_length=60, blank=True)
    classified_on = models.DateField(null=True, blank=True)
    classified_by = belongs_to("organization.Person", null=True)
    location = models.CharField(max_length=200, blank=True)
    holds = models.TextField(blank=True)
    supplier = belongs_to("resources.Supplier", null=True)
    licence = models.CharField(max_length=300, blank=True)
    licence_on = models.DateField(null=True, blank=True)
    proof = belongs_to("evidence.Item", null=True)
    sites = models.JSONField(default=list)
    origin = models.CharField(max_length=40, default="register")
    live_from = models.DateField()
    live_until = models.DateField(null=True, blank=True)
    ended_how = models.CharField(max_length=12, choices=ENDS, blank=True)
    ended_method = models.CharField(max_length=16, choices=METHODS, blank=True)
    ended_proof = models.CharField(max_length=300, blank=True)
    ended_by = belongs_to("organization.Person", null=True)
    ended_recorded_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organization_id", "fold"], name="asset_once")]
        indexes: ClassVar = [
            models.Index(fields=["organization_id", "kind"], name="asset_kind"),
            models.Index(fields=["organization_id", "owner"], name="asset_owner"),
        ]
