"""Controls: what we do about a requirement or a risk, and how its tests went. Columns and constraints, no rules."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clauseway.kernel.tenancy import DatabaseNow, TenantModel, belongs_to


class Control(TenantModel):
    """Something we do so that a requirement is kept or a risk does not come true.

    `operation` says how it runs, by whom and when; `test_days` is the organization's own rhythm of testing, None while none is set. `requirements` are
    ids of requirements, `risk` the reference of a risk in its population. `runs_from` is the day since which it has an owner and stated words, None while
    it has not. `last_on` and `last_result` repeat the latest test, `due_on` when the next
    one is due, so that lists can sort and filter by them.
    """

    KINDS: ClassVar = [("prevent", _("prevents")), ("detect", _("detects")), ("correct", _("corrects"))]
    name = models.CharField(max_length=200)
    fold = models.CharField(max_length=240)
    kind = models.CharField(max_length=8, choices=KINDS, default="prevent")
    purpose = models.TextField(blank=True)
    operation = models.TextField(blank=True)
    owner = belongs_to("organization.Person", null=True)
    process = belongs_to("processes.Process", null=True)
    requirements = models.JSONField(default=list)
    risk = models.CharField(max_length=60, blank=True)
    test_days = models.PositiveIntegerField(null=True, blank=True)
    live_from = models.DateField()
    live_until = models.DateField(null=True, blank=True)
    runs_from = models.DateField(null=True, blank=True)
    last_on = models.DateField(null=True, blank=True)
    last_result = models.CharField(max_length=16, blank=True)
    due_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization_id", "fold"], condition=models.Q(live_until=None), name="control_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["organization_id", "due_on"], name="control_due"),
            models.Index(fields=["organization_id", "process"], name="control_of_process"),
        ]


class ControlCheck(TenantModel):
    """One proof of a control: that it ran, or that somebody tried whether it holds and what came out. Never changed."""

    KINDS: ClassVar = [("operated", _("it ran")), ("tested", _("it was tested"))]
    RESULTS: ClassVar = [
        ("effective", _("it holds")),
        ("corrected", _("it failed and was corrected at once")),
        ("not-effective", _("it failed")),
    ]
    control = belongs_to("processes.Control")
    kind = models.CharField(max_length=8, choices=KINDS, default="tested")
    on = models.DateField()
    result = models.CharField(max_length=16, choices=RESULTS, blank=True)
    method = models.TextField(blank=True)
    site = models.CharField(max_length=60, blank=True)
    item = belongs_to("evidence.Item", null=True)
    by = belongs_to("organization.Person", null=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "control", "-on"], name="check_of_control")]
