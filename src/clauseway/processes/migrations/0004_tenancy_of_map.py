"""Row-level security, composite keys and the trail for flows, outsourcing, sheets and controls."""

from django.db import migrations

from clauseway.kernel.tenancy import SecureTables


class Migration(migrations.Migration):
    dependencies = [("processes", "0003_map_sheets_controls"), ("organization", "0002_trail_and_tenancy")]
    operations = [
        SecureTables(
            *("Flow", "Outsourcing", "OutsourcedCheck", "Characteristic", "Reading", "ReadingAction", "Control", "ControlCheck"),
            append_only=("OutsourcedCheck", "Reading", "ReadingAction", "ControlCheck"),
            untrailed=(),
        ),
    ]
