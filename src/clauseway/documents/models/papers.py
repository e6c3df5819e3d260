"""Copies of documents made by the worker, and the end of their keeping. Columns and constraints, no rules."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clauseway.kernel.tenancy import DatabaseNow, TenantModel, belongs_to


class DocumentCopy(TenantModel):
    """A copy on paper somebody asked for: of which revision, as what, and where the made file lies. Its progress is polled.

    `against` makes it a redline against that earlier revision. `seen` is the version of the row it was made of; a copy of what changed since, or of an
    earlier day, is not handed out again, because a copy bears its day.
    """

    FORMATS: ClassVar = [("pdf", "PDF"), ("docx", "Word")]
    STATES: ClassVar = [("waiting", _("waiting")), ("done", _("done")), ("failed", _("failed"))]
    document = belongs_to("documents.Document")
    against = belongs_to("documents.Document", null=True)
    format = models.CharField(max_length=4, choices=FORMATS)
    seen = models.PositiveIntegerField()
    language = models.CharField(max_length=12, default="en")
    state = models.CharField(max_length=8, choices=STATES, default="waiting")
    problem = models.CharField(max_length=300, blank=True)
    stored_as = models.CharField(max_length=200, blank=True)
    size = models.PositiveIntegerField(default=0)
    asked_by = belongs_to("organization.Person", null=True)
    asked_on = models.DateField()
    asked_at = models.DateTimeField(db_default=DatabaseNow())
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organization_id", "document", "-asked_at"], name="copy_of_document"),
        ]


class DocumentDisposal(TenantModel):
    """A list of ended revisions whose keeping is over: one person proposes, another decides. `certificate` says what went."""

    STATES: ClassVar = [
        ("proposed", _("waits for a second person")),
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
        indexes: ClassVar = [
            models.Index(fields=["organization_id", "system", "-proposed_at"], name="document_disposal_recent")
        ]
