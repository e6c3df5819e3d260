"""Objectives with their dated targets, plans and check-ins."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clauseway.kernel.tenancy import DatabaseNow, TenantModel, belongs_to


class Objective(TenantModel):
    """What the organization wants to reach, how it is measured and who answers for it.

    `standards` are the editions it is an objective of. `indicator` refers to an indicator of the processes that feeds it, `process_refs` to processes
    it is carried into; `processes` stands above, so both are references without import. `evaluation` says how the result will be judged; `defined_on`
    is the day since which nothing is missing.
    """

    name = models.CharField(max_length=200)
    fold = models.CharField(max_length=240)
    reason = models.TextField(blank=True)
    measure = models.CharField(max_length=300, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    owner = belongs_to("organization.Person", null=True)
    indicator = models.UUIDField(null=True, blank=True)
    parent = belongs_to("systems.Objective", null=True)
    standards = models.JSONField(default=list, blank=True)
    process_refs = models.JSONField(default=list, blank=True)
    evaluation = models.TextField(blank=True)
    defined_on = models.DateField(null=True, blank=True)
    live_from = models.DateField()
    live_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organization_id", "fold"], name="objective_once")]
        indexes: ClassVar = [models.Index(fields=["organization_id", "indicator"], name="objective_fed_by")]


class ObjectiveTarget(TenantModel):
    """What is to be reached by when, from when until when that was what was wanted."""

    DIRECTIONS: ClassVar = [("at-least", _("at least")), ("at-most", _("at most")), ("yes", _("reached, yes or no"))]
    objective = belongs_to("systems.Objective")
    direction = models.CharField(max_length=8, choices=DIRECTIONS, default="at-least")
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    due_on = models.DateField()
    evaluate_by = models.DateField(null=True, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    set_by = belongs_to("organization.Person", null=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "objective"], name="target_of_objective")]


class ObjectiveStep(TenantModel):
    """One thing that is done to reach it: what, who, with what, by when, and the day it was done."""

    objective = belongs_to("systems.Objective")
    what = models.CharField(max_length=300)
    person = belongs_to("organization.Person", null=True)
    resources = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "objective"], name="step_of_objective")]


class ObjectiveCheckIn(TenantModel):
    """A look at an objective. It stays as it was written; what was wrong is withdrawn, visibly, and looked at again."""

    objective = belongs_to("systems.Objective")
    on = models.DateField()
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    from_indicator = models.BooleanField(default=False)
    on_track = models.BooleanField(null=True, blank=True)
    finding = models.TextField(blank=True)
    response = models.TextField(blank=True)
    response_by = belongs_to("organization.Person", null=True)
    response_due = models.DateField(null=True, blank=True)
    response_done = models.DateField(null=True, blank=True)
    by = belongs_to("organization.Person", null=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "objective", "on"], name="check_in_of_objective")]
