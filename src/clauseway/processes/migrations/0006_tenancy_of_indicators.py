"""Row-level security, composite keys and the trail for indicators and their values."""

from django.db import migrations

from clauseway.kernel.tenancy import SecureTables


class Migration(migrations.Migration):
    dependencies = [("processes", "0005_indicators"), ("organization", "0002_trail_and_tenancy")]
    operations = [
        SecureTables(
            *("Indicator", "IndicatorLimits", "Measurement", "MeasurementCorrection", "IndicatorEvaluation"),
            append_only=("MeasurementCorrection", "IndicatorEvaluation"),
            untrailed=(),
        ),
    ]
