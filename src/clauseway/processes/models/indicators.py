"""Indicators with their dated limits, measurements, corrections and evaluations."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clauseway.kernel.tenancy import DatabaseNow, TenantModel, belongs_to


class Indicator(TenantModel):
    """What is measured, how, in which unit, how often (`every_days`, the organization's own), by whom and about what.

    `standards` are the editions for which it is monitoring. `last_on` and `last_value` are the newest measurement and `outside` whether it lies outside
    the limits, stored so that lists need not look for them; `defined_on` is the day since which nothing is missing.
    """

    ABOUT: ClassVar = [
        ("process", _("a process")),
        ("product", _("products and services")),
        ("customer-satisfaction", _("customer satisfaction")),
        ("system", _("the system as a whole")),
        ("other", _("something else")),
    ]
    DIRECTIONS: ClassVar = [
        ("higher", _("more is better")),
        ("lower", _("less is better")),
        ("range", _("within a range")),
    ]
    name = models.CharField(max_length=200)
    fold = models.CharField(max_length=240)
    definition = models.TextField(blank=True)
    unit = models.CharField(max_length=40, blank=True)
    direction = models.CharField(max_length=8, choices=DIRECTIONS, default="higher")
    about = models.CharField(max_length=24, choices=ABOUT, default="process")
    process = belongs_to("processes.Process", null=True)
    owner = belongs_to("organization.Person", null=True)
    every_days = models.PositiveIntegerField(null=True, blank=True)
    standards = models.JSONField(default=list, blank=True)
    last_on = models.DateField(null=True, blank=True)
    last_value = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    outside = models.BooleanField(default=False)
    defined_on = models.DateField(null=True, blank=True)
    live_from = models.DateField()
    live_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organization_id", "fold"], name="indicator_once")]
        indexes: ClassVar = [models.Index(fields=["organization_id", "process"], name="indicator_of_process")]


class IndicatorLimits(TenantModel):
    """Target and limits from when until when. A value is held against those in force on its day."""

    indicator = belongs_to("processes.Indicator")
    target = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    lower = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    upper = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    set_by = belongs_to("organization.Person", null=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "indicator"], name="limits_of_indicator")]


class Measurement(TenantModel):
    """One value of an indicator on a day; `label` tells several of a day apart (a lot, an hour). `corrected` says that it was once another."""

    SOURCES: ClassVar = [("hand", _("by hand")), ("sheet", _("from a sheet")), ("api", _("by a machine"))]
    indicator = belongs_to("processes.Indicator", db_index=False)
    on = models.DateField()
    label = models.CharField(max_length=40, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=6)
    note = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=8, choices=SOURCES, default="hand")
    outside = models.BooleanField(default=False)
    corrected = models.BooleanField(default=False)
    by = belongs_to("organization.Person", null=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "indicator", "on", "label"], name="measurement_once")
        ]


class MeasurementCorrection(TenantModel):
    """What a measurement said before it was corrected, and why."""

    measurement = belongs_to("processes.Measurement")
    before = models.DecimalField(max_digits=20, decimal_places=6)
    after = models.DecimalField(max_digits=20, decimal_places=6)
    because = models.CharField(max_length=300)
    by = belongs_to("organization.Person", null=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "measurement"], name="correction_of_measurement")]


class IndicatorEvaluation(TenantModel):
    """Somebody looked at an indicator over a period: what was found, what is done about it, and what the rule makes of both."""

    RESULTS: ClassVar = [
        ("as-intended", _("as intended")),
        ("corrected", _("not as intended, and acted on")),
        ("not-as-intended", _("not as intended")),
    ]
    indicator = belongs_to("processes.Indicator")
    on = models.DateField()
    period_from = models.DateField()
    result = models.CharField(max_length=16, choices=RESULTS)
    finding = models.TextField()
    response = models.TextField(blank=True)
    by = belongs_to("organization.Person", null=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organization_id", "indicator", "on"], name="evaluation_of_indicator")
        ]


class ReadingsReceipt(TenantModel):
    """A request of a machine under a key of its own: what was sent (its digest) and what was answered."""

    indicator = belongs_to("processes.Indicator")
    key = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    answer = models.JSONField()
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "indicator", "key"], name="readings_receipt_once")
        ]
