"""Who has to know a document, and who has read which revision. Columns and constraints, no rules."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clauseway.kernel.tenancy import TenantModel, belongs_to


class Audience(TenantModel):
    """A group a document is distributed to: everybody, a role of the product, a job, a unit, a process, a site or one person."""

    KINDS: ClassVar = [
        ("everybody", _("everybody")),
        ("role", _("role")),
        ("job", _("job")),
        ("unit", _("unit")),
        ("process", _("process")),
        ("site", _("site")),
        ("person", _("person")),
    ]
    line = belongs_to("documents.Document")
    kind = models.CharField(max_length=12, choices=KINDS)
    ref = models.CharField(max_length=160, blank=True)
    must_read = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "line", "kind", "ref"], name="audience_once")
        ]


class CircleMember(TenantModel):
    """Somebody who works in a process or at a site, for distribution."""

    kind = models.CharField(max_length=8)
    ref = models.CharField(max_length=80)
    person = belongs_to("organization.Person")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "kind", "ref", "person"], name="circle_member_once")
        ]


class Reading(TenantModel):
    """Somebody was asked to read one revision. That it was read and understood is their own statement and shows no awareness."""

    document = belongs_to("documents.Document")
    person = belongs_to("organization.Person")
    asked_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    dropped = models.BooleanField(default=False)
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "document", "person"], name="reading_once")
        ]
        indexes: ClassVar = [models.Index(fields=["organization_id", "person", "due_on"], name="reading_of_person")]
