"""Which document, form or register serves the documented information a standard asks for. Columns and constraints, no rules."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clauseway.kernel.tenancy import DatabaseNow, TenantModel, belongs_to


class Drawn(TenantModel):
    """A document begun from a template that ships: `document` is its first revision, `template` the key."""

    document = belongs_to("documents.Document")
    template = models.CharField(max_length=80)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organization_id", "document"], name="drawn_once")]


class Serving(TenantModel):
    """Somebody said that a document (by its first revision), a form or a register of ours serves an entry of a requirement. Ended, never deleted.

    `entry` is the text of the pack as it was accepted, `entry_key` its fingerprint; `target` names what serves it, as `document:…`, `form:…` or `register:…`.
    It shows nothing about conformity.
    """

    SORTS: ClassVar = [("maintain", _("to maintain")), ("retain", _("to retain"))]
    system = belongs_to("systems.System")
    requirement = models.ForeignKey("catalogue.Requirement", on_delete=models.PROTECT, related_name="+")
    sort = models.CharField(max_length=8, choices=SORTS)
    entry = models.TextField()
    entry_key = models.CharField(max_length=12)
    target = models.CharField(max_length=100)
    document = belongs_to("documents.Document", null=True)
    form = belongs_to("documents.Form", null=True)
    accepted_by = belongs_to("organization.Person", null=True)
    accepted_on = models.DateField()
    ended_by = belongs_to("organization.Person", null=True)
    ended_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization_id", "system", "requirement", "sort", "entry_key", "target"],
                name="serving_once",
                condition=models.Q(ended_on__isnull=True),
            )
        ]
