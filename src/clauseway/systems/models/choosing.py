"""The interview that chooses standards, every version kept, and the benefits one expects of it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clauseway.kernel.tenancy import DatabaseNow, TenantModel, belongs_to


class Interview(TenantModel):
    """The answers as they were on a day, with what was recommended then. Never changed: answering again makes the next number.

    `answers`: lists of options and slugs by question; `typed`: names of standards nobody knew, by question; `recommended`: standard and level, in order.
    """

    number = models.PositiveIntegerField()
    answers = models.JSONField(default=dict, blank=True)
    typed = models.JSONField(default=dict, blank=True)
    recommended = models.JSONField(default=list, blank=True)
    answered_on = models.DateField()
    answered_by = belongs_to("organization.Person", null=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "number"], name="interview_number_once")
        ]


class Benefit(TenantModel):
    """What a standard is expected to bring, measurable: how it is now, how it shall be, when one looks back, and what was found then."""

    DIRECTIONS: ClassVar = [("less", _("less is better")), ("more", _("more is better"))]
    title = models.CharField(max_length=200)
    measure = models.CharField(max_length=300)
    unit = models.CharField(max_length=40, blank=True)
    standard = models.CharField(max_length=60, blank=True)
    direction = models.CharField(max_length=4, choices=DIRECTIONS, default="less")
    baseline = models.DecimalField(max_digits=18, decimal_places=3)
    target = models.DecimalField(max_digits=18, decimal_places=3)
    set_on = models.DateField()
    look_on = models.DateField()
    person = belongs_to("organization.Person", null=True)
    found = models.DecimalField(max_digits=18, decimal_places=3, null=True, blank=True)
    found_on = models.DateField(null=True, blank=True)
    finding = models.TextField(blank=True)
    given_up_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    version = models.PositiveIntegerField(default=1)
