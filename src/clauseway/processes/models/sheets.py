"""Process and product sheets and what was read by them. Columns and constraints, no rules."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clauseway.kernel.tenancy import DatabaseNow, TenantModel, belongs_to


class Characteristic(TenantModel):
    """One line of a sheet: a parameter of the process, or a characteristic of its product, with what it must keep to, between two dates.

    `words` are limits no number can hold; `most_failing` is how many of a sample may fail. `instrument_ref` is the reference of a piece of measuring
    equipment, "" for a name only; `limited_from` the day since which it states a limit, None while it does not.
    """

    SHEETS: ClassVar = [("process", _("process sheet")), ("product", _("product sheet"))]
    process = belongs_to("processes.Process")
    sheet = models.CharField(max_length=8, choices=SHEETS, default="process")
    name = models.CharField(max_length=160)
    fold = models.CharField(max_length=200)
    unit = models.CharField(max_length=24, blank=True)
    lower = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    upper = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    words = models.CharField(max_length=300, blank=True)
    sample = models.CharField(max_length=200, blank=True)
    most_failing = models.PositiveIntegerField(null=True, blank=True)
    instrument = models.CharField(max_length=160, blank=True)
    instrument_ref = models.CharField(max_length=60, blank=True)
    live_from = models.DateField()
    live_until = models.DateField(null=True, blank=True)
    limited_from = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization_id", "process", "sheet", "fold"],
                condition=models.Q(live_until=None),
                name="characteristic_once",
            )
        ]


class Reading(TenantModel):
    """What was read on a day. `outside` was decided by the limits of that day, which are kept with it. Never changed."""

    process = belongs_to("processes.Process")
    characteristic = belongs_to("processes.Characteristic")
    on = models.DateField()
    value = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    sampled = models.PositiveIntegerField(null=True, blank=True)
    failing = models.PositiveIntegerField(null=True, blank=True)
    accepted = models.BooleanField(null=True)
    outside = models.BooleanField()
    lower = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    upper = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    most_failing = models.PositiveIntegerField(null=True, blank=True)
    lot = models.CharField(max_length=80, blank=True)
    instrument = models.CharField(max_length=160, blank=True)
    site = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=300, blank=True)
    by = belongs_to("organization.Person", null=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organization_id", "process", "-on"], name="reading_of_process"),
            models.Index(fields=["organization_id", "characteristic", "-on"], name="reading_of_line"),
        ]


class ReadingAction(TenantModel):
    """What somebody did about a reading outside its limits. Never changed."""

    reading = belongs_to("processes.Reading")
    on = models.DateField()
    what = models.TextField()
    by = belongs_to("organization.Person", null=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "reading"], name="action_of_reading")]
