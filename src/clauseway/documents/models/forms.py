"""The tables of records: forms, their versions, what was filled in, and what was disposed of.

What was filled in lies in a row of its own (`FormContent`), outside the trail, so that disposal can take it away; the entry stays as a tombstone.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clauseway.kernel.tenancy import DatabaseNow, TenantModel, belongs_to


class Form(TenantModel):
    """A form. `design` is what is being worked on; what people fill in is the version `current`. `process` refers to the room of processes."""

    system = belongs_to("systems.System")
    identifier = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=200)
    fold = models.CharField(max_length=280)
    owner = belongs_to("organization.Person", null=True)
    process = models.UUIDField(null=True)
    retention_years = models.PositiveSmallIntegerField(null=True)
    design = models.JSONField(default=dict)
    current = models.PositiveIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)
    last_on = models.DateField(null=True)
    retired_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        db_table = "documents_form"
        indexes: ClassVar = [models.Index(fields=["organization_id", "system", "fold"], name="form_fold")]


class FormVersion(TenantModel):
    """One version of a form as people fill it in; inserted, never changed."""

    form = belongs_to("documents.Form")
    number = models.PositiveIntegerField()
    design = models.JSONField()
    note = models.TextField(blank=True)
    made_by = belongs_to("organization.Person", null=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "form", "number"], name="form_version_once")
        ]


class FormDisposal(TenantModel):
    """A list of records whose time is over: proposed by one person, decided by another; `certificate` says what went."""

    STATES: ClassVar = [
        ("proposed", _("waits for approval")),
        ("carried-out", _("carried out")),
        ("refused", _("refused")),
    ]
    system = belongs_to("systems.System")
    state = models.CharField(max_length=12, choices=STATES, default="proposed")
    reason = models.TextField()
    count = models.PositiveIntegerField()
    proposed_by = belongs_to("organization.Person", null=True)
    proposed_at = models.DateTimeField(db_default=DatabaseNow())
    decided_by = belongs_to("organization.Person", null=True)
    decided_on = models.DateField(null=True)
    decision = models.TextField(blank=True)
    certificate = models.JSONField(default=list)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "system", "-proposed_at"], name="disposal_recent")]


class FormEntry(TenantModel):
    """One filled form. A draft may change; what was handed in is never changed again (the database refuses), only corrected or disposed of.

    `number` counts the records of a form from 1 (0: a draft). `digest` is the SHA-256 of the content as it was handed in. `record` is the fact it
    filed, if its form states one.
    """

    STATES: ClassVar = [
        ("draft", _("draft")),
        ("final", _("on record")),
        ("corrected", _("corrected")),
        ("disposed", _("disposed of")),
    ]
    form = belongs_to("documents.Form")
    form_version = belongs_to("documents.FormVersion")
    system = belongs_to("systems.System")
    number = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=STATES, default="draft")
    on = models.DateField()
    filled_by = belongs_to("organization.Person", null=True)
    filled_at = models.DateTimeField(null=True)
    signed = models.CharField(max_length=20, blank=True)
    meaning = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    outside = models.BooleanField(default=False)
    corrects = belongs_to("documents.FormEntry", null=True)
    correction = models.TextField(blank=True)
    record = belongs_to("evidence.Record", null=True)
    retain_until = models.DateField(null=True)
    disposal = belongs_to("documents.FormDisposal", null=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization_id", "form", "number"],
                condition=models.Q(number__gt=0),
                name="form_entry_number_once",
            ),
            models.UniqueConstraint(fields=["organization_id", "corrects"], name="form_entry_corrected_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organization_id", "form", "-on"], name="form_entry_on"),
            models.Index(fields=["organization_id", "system", "-on"], name="form_entry_system_on"),
            models.Index(fields=["organization_id", "system", "retain_until"], name="form_entry_retain"),
        ]


class FormContent(TenantModel):
    """What was filled in: typed text while a draft, values afterwards. `names` are the names of persons, subjects and files as they were then."""

    entry = models.OneToOneField(
        "documents.FormEntry", on_delete=models.PROTECT, db_constraint=False, related_name="content"
    )
    values = models.JSONField(default=dict)
    names = models.JSONField(default=dict)
    fold = models.TextField(blank=True)
