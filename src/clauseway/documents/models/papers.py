"""Copies of documents on paper, made by the worker. Columns and constraints, no rules."""

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
