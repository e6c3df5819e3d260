"""Roles with those who hold them, and who answers for what. Columns and constraints, no rules."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clauseway.kernel.tenancy import DatabaseNow, TenantModel, belongs_to


class Role(TenantModel):
    """A role with duties and authority: what it may decide. Who holds it stands in `RoleHolding`."""

    name = models.CharField(max_length=240)
    fold = models.CharField(max_length=280)
    authority = models.TextField(blank=True)
    live_from = models.DateField()
    live_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organization_id", "fold"], name="role_once")]


class RoleHolding(TenantModel):
    """That somebody holds a role, from when until when. Only ended, never changed."""

    role = belongs_to("systems.Role")
    person = belongs_to("organization.Person")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization_id", "role", "person"],
                condition=models.Q(valid_until__isnull=True),
                name="role_held_once",
            )
        ]


class Assignment(TenantModel):
    """One letter (R, A, C, I) for a person or a role: of a process, a requirement, or a task of the system. Only ended, never changed but for `known_on`.

    `ref` is the process, the requirement, or the name of the task. `system` is None for processes: they belong to the whole organization. `standards` are
    the editions a task of the system is done for.
    """

    KINDS: ClassVar = [("process", _("process")), ("requirement", _("requirement")), ("task", _("task of the system"))]
    LETTERS: ClassVar = [
        ("R", _("responsible")),
        ("A", _("accountable")),
        ("C", _("consulted")),
        ("I", _("informed")),
    ]
    kind = models.CharField(max_length=12, choices=KINDS)
    ref = models.CharField(max_length=60)
    system = belongs_to("systems.System", null=True)
    letter = models.CharField(max_length=1, choices=LETTERS)
    person = belongs_to("organization.Person", null=True)
    role = belongs_to("systems.Role", null=True)
    standards = models.JSONField(default=list, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    known_on = models.DateField(null=True, blank=True)
    known_how = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) ^ models.Q(role__isnull=True), name="assigned_to_one"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organization_id", "kind", "ref"], name="assignment_of"),
            models.Index(fields=["organization_id", "role"], name="assignment_of_role"),
        ]
