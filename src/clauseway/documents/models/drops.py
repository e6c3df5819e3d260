"""Imports of files and what became of each file. Columns and constraints, no rules."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clauseway.kernel.tenancy import DatabaseNow, TenantModel, belongs_to


class Drop(TenantModel):
    """One import of files: what was given and how far it is. Progress is written outside the job's transaction."""

    STATES: ClassVar = [
        ("waiting", _("waiting")),
        ("running", _("running")),
        ("done", _("done")),
        ("failed", _("failed")),
    ]
    system = belongs_to("systems.System")
    name = models.CharField(max_length=300)
    token = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=8, choices=STATES, default="waiting")
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    started_by = belongs_to("organization.Person", null=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "system", "-recorded_at"], name="drop_recent")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization_id", "token"], condition=~models.Q(token=""), name="drop_sent_once"
            )
        ]


class DropFile(TenantModel):
    """One file of a drop and what became of it. `problem`: code, parameters, and notices told although it was read."""

    STATES: ClassVar = [
        ("waiting", _("waiting")),
        ("reading", _("being read")),
        ("read", _("read")),
        ("known", _("known already")),
        ("opened", _("opened")),
        ("refused", _("not read")),
    ]
    drop = belongs_to("documents.Drop")
    name = models.CharField(max_length=300)
    stored_as = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=STATES, default="waiting")
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.JSONField(default=dict)
    document = belongs_to("documents.Document", null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "drop", "state"], name="dropfile_of_drop")]
