"""Legal and other obligations, the evaluations of compliance with them, and planned changes."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clauseway.kernel.tenancy import DatabaseNow, TenantModel, belongs_to


class Obligation(TenantModel):
    """A law, permit, contract or promise that binds us: what it asks, where it is written, where it applies, who sees to it and how.

    `sites` and `processes` are references to where it applies; none means the whole organization. `applies` is None until somebody decided.
    `determined_on` and `answered_on` are the days since which nothing is missing, `evaluated_on` the day of the latest evaluation of all places.
    """

    KINDS: ClassVar = [
        ("law", _("law or regulation")),
        ("permit", _("permit")),
        ("contract", _("contract")),
        ("voluntary", _("voluntary commitment")),
    ]
    name = models.CharField(max_length=240)
    fold = models.CharField(max_length=280)
    kind = models.CharField(max_length=10, choices=KINDS, default="law")
    source = models.CharField(max_length=400, blank=True)
    jurisdiction = models.CharField(max_length=120, blank=True)
    asks = models.TextField(blank=True)
    sites = models.JSONField(default=list, blank=True)
    processes = models.JSONField(default=list, blank=True)
    owner = belongs_to("organization.Person", null=True)
    met_by = models.TextField(blank=True)
    party = belongs_to("systems.InterestedParty", null=True)
    applies = models.BooleanField(null=True, blank=True)
    decided_by = belongs_to("organization.Person", null=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_because = models.TextField(blank=True)
    determined_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    evaluated_on = models.DateField(null=True, blank=True)
    live_from = models.DateField()
    live_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organization_id", "fold"], name="obligation_once")]
        indexes: ClassVar = [models.Index(fields=["organization_id", "evaluated_on"], name="obligation_evaluated")]


class ComplianceEvaluation(TenantModel):
    """Whether an obligation was kept on a day, by which facts, at which places. Stays as written; what was wrong is withdrawn, visibly."""

    obligation = belongs_to("systems.Obligation")
    on = models.DateField()
    complies = models.BooleanField()
    basis = models.TextField()
    sites = models.JSONField(default=list, blank=True)
    finding = models.TextField(blank=True)
    response = models.TextField(blank=True)
    response_by = belongs_to("organization.Person", null=True)
    response_on = models.DateField(null=True, blank=True)
    response_due = models.DateField(null=True, blank=True)
    response_done = models.DateField(null=True, blank=True)
    by = belongs_to("organization.Person", null=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "obligation", "on"], name="evaluation_of")]


class PlannedChange(TenantModel):
    """A change to the system or its work: why, what follows from it, with what, who, who agreed, when it was begun and made, and what became of it."""

    RESULTS: ClassVar = [
        ("held", _("the system still does what it is for")),
        ("repaired", _("side effects found and repaired")),
        ("weakened", _("something is weaker than before, and open")),
    ]
    name = models.CharField(max_length=240)
    fold = models.CharField(max_length=280)
    purpose = models.TextField(blank=True)
    consequences = models.TextField(blank=True)
    resources = models.TextField(blank=True)
    responsible = belongs_to("organization.Person", null=True)
    asked_by = belongs_to("organization.Person", null=True)
    due_on = models.DateField(null=True, blank=True)
    approved_by = belongs_to("organization.Person", null=True)
    approved_on = models.DateField(null=True, blank=True)
    begun_on = models.DateField(null=True, blank=True)
    made_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    reviewed_by = belongs_to("organization.Person", null=True)
    result = models.CharField(max_length=10, choices=RESULTS, blank=True)
    finding = models.TextField(blank=True)
    dropped_because = models.CharField(max_length=300, blank=True)
    live_from = models.DateField()
    live_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organization_id", "fold"], name="change_once")]
